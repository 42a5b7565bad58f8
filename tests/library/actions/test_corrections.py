"""Whatever is added, imported, set, linked, judged, removed and undone, in whatever order: the
repository is sound, and what was acknowledged is there.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest
from lanes import some
from ready_repositories import new_repository
from test_remove import PARTS, add, judge, names, text_of

import policydiff
from policydiff.errors import PolicyDiffError
from policydiff.library.actions.import_texts import import_
from policydiff.library.actions.remove import remove
from policydiff.library.actions.set_facts import set_facts
from policydiff.model.names import UNDATED
from policydiff.store.records.pins import StoredPin
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.session import Session

TITLES = ("乙省桥梁条例", "乙省渡口条例")
DATES = ("2009-11-20", "2014-03-05", "2019-11-25", "2021-06-01")
FACTS = (
    {"in_force": "2022-01-01"},
    {"promulgated": "2016-07-07"},
    {"promulgated": "2001-02-03"},
    {"kind": "local-rule"},
    {"authority": "乙省人民政府"},
    {"aliases": ("桥渡规",)},
    {"title": "乙省水上通行条例"},
)
STEPS = 30
"""Changes that are tried in one sequence."""


class Changes:
    """Changes drawn by a seed, one after the other, each held against what it says that it did."""

    def __init__(self, repository: Repository, seed: int) -> None:
        self.repository, self.draw = repository, random.Random(seed)
        self.done: list[str] = []

    def step(self) -> None:
        """Make one change. What is refused changes nothing."""
        change = self.draw.choice(
            (
                self.add,
                self.add,
                self.import_,
                self.set,
                self.set,
                self.remove,
                self.undo,
                self.link,
                self.judge,
            )
        )
        before = self.tip()
        refused = None
        try:
            change()
        except PolicyDiffError as error:
            refused = error
        if refused is not None:
            assert refused.exit_code in (2, 3, 4), (self.done, refused)
            assert self.tip() == before, (self.done, refused)
            return
        self.done.append(change.__name__)
        assert self.repository.fsck() == (), self.done

    def tip(self) -> str:
        return self.repository.log()[0].commit

    def work(self) -> WorkRecord:
        return self.repository.find(self.draw.choice(TITLES))

    def version(self) -> tuple[WorkRecord, str]:
        work = self.work()
        return work, self.draw.choice(work.versions).date or UNDATED

    def add(self) -> None:
        parts = tuple(self.draw.sample(sorted(PARTS), self.draw.randint(2, 5)))
        choice = self.draw.choice(({}, {"witness": True}, {"correct": True}))
        added = add(
            self.repository,
            text_of(self.draw.choice(DATES), parts, self.draw.choice(TITLES)),
            **choice,
        )
        assert self.repository.version(
            self.repository.find(added.work.uri), added.version.date or UNDATED
        )

    def import_(self) -> None:
        """Several texts at once: what is told as added is there, what is refused has left
        nothing.
        """
        folder = self.repository.root.parent / f"texts-{len(self.done)}-{self.draw.random()}"
        folder.mkdir()
        for number in range(self.draw.randint(1, 3)):
            parts = tuple(self.draw.sample(sorted(PARTS), self.draw.randint(2, 5)))
            text = text_of(
                self.draw.choice(DATES), parts, self.draw.choice((*TITLES, "乙省水渠条例"))
            )
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        before = self.versions()
        imported = import_(folder, Session(repository=self.repository.root))
        assert len(imported.refused) + imported.statuses.total() == len(list(folder.iterdir()))
        assert before <= self.versions()
        assert len(self.versions() - before) == imported.statuses["added"]
        for path in folder.iterdir() if not imported.refused else ():
            document = policydiff.load(path)
            stored = self.repository.load(
                self.repository.version(self.repository.find(document.title), document.version_date)
            )
            assert stored.full_text() == document.full_text()

    def versions(self) -> set[tuple[str, str | None]]:
        return {
            (work.uri, version.date)
            for work in self.repository.works()
            for version in work.versions
        }

    def set(self) -> None:
        work, date = self.version()
        facts = self.draw.choice(FACTS)
        before = names(self.repository, work.uri)
        message, _ = set_facts(
            f"{work.uri}@{date}", Session(repository=self.repository.root), **facts
        )
        if not message:
            return
        new = next(
            line.removeprefix("Version: ")
            for line in message.split("\n")
            if line.startswith("Version: ")
        )
        uri = next(
            line.removeprefix("Work: ") for line in message.split("\n") if line.startswith("Work: ")
        )
        document = self.repository.load(self.repository.version(self.repository.find(uri), new))
        for fact, value in facts.items():
            told = {"aliases": self.repository.find(uri).aliases} | document.dates.to_dict()
            assert value == told.get(fact, getattr(document, fact, None))
        before[new] = before.pop(date)
        assert names(self.repository, uri) == before

    def remove(self) -> None:
        work, date = self.version()
        before = names(self.repository, work.uri)
        remove(
            f"{work.uri}@{date}",
            Session(repository=self.repository.root),
            with_dependents=self.draw.random() < 0.7,
        )
        before.pop(date)
        known = {one.uri for one in self.repository.works()}
        assert (names(self.repository, work.uri) if work.uri in known else {}) == before

    def undo(self) -> None:
        before = self.tree("main^")
        self.repository.undo()
        assert self.tree("main") == before

    def tree(self, commit: str) -> str:
        command = ["git", "rev-parse", "--verify", f"{commit}^{{tree}}"]
        return (
            subprocess.run(command, cwd=self.repository.root, check=False, capture_output=True)
            .stdout.decode()
            .strip()
        )

    def link(self) -> None:
        work = self.work()
        if len(work.versions) < 2:
            return
        left, right = sorted(self.draw.sample([version.date or "" for version in work.versions], 2))
        pin = StoredPin(
            left=(left or UNDATED, "art_1"),
            right=(right or UNDATED, "art_2"),
            apart=self.draw.random() < 0.5,
        )
        self.repository.write_pins(work, pin)
        assert pin in self.repository.pins(work)

    def judge(self) -> None:
        left, right = (self.repository.find(title) for title in TITLES)
        judge(self.repository, left.uri, right.uri, self.draw.choice(left.versions).date or UNDATED)
        assert self.repository.reviews(left, [right])[right.uri].entries


@pytest.mark.parametrize("seed", some(range(4), 2))
def test_every_sequence_of_changes_keeps_the_repository_sound(tmp_path: Path, seed: int) -> None:
    repository = new_repository(tmp_path / "laws")
    changes = Changes(repository, seed)

    for _ in range(STEPS):
        changes.step()

    assert len(changes.done) > STEPS // 2
    assert "import_" in changes.done
    assert len(repository.log()) >= len([one for one in changes.done if one == "undo"]) + 1
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository.root, check=True, capture_output=True
    )
    assert status.stdout == b""
