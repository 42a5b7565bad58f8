"""What sources have that is new is stored once, whatever happens meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from histories import regulation, run_sync, two_versions, versions, write
from lanes import some
from making import git
from running_cli import NEW, OLD

from policydiff.following.actions.sources.contract import Asked, Received, Unavailable
from policydiff.following.actions.sync import (
    NoSourcesError,
    SyncOptions,
    add_source,
    follow_works,
    named_source,
    remove_source,
    sync,
)
from policydiff.store.records.followed import Followed
from policydiff.store.repository import Repository
from policydiff.works.session import Session

KILLED = """
import os, signal, sys
from policydiff.following.actions import sync
from policydiff.store import repository
from policydiff.works.session import Session
repository.Repository.add_many.__kwdefaults__["batch"] = 3
settle, left = sync._Stream.settle, [int(sys.argv[3])]
def settle_some(*given):
    settle(*given)
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
sync._Stream.settle = settle_some
sync._AT_ONCE = int(sys.argv[4])
sync.sync([sys.argv[2]], Session(repository=__import__("pathlib").Path(sys.argv[1])))
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    write(folder, a=OLD, b=regulation("雨伞"))
    return folder


def test_new_unchanged_refused_and_unavailable_are_apart(
    repository: Repository, texts: Path, tmp_path: Path
):
    write(texts, c=OLD.replace("五册", "七册"))
    (texts / "d.txt").symlink_to(tmp_path / "e.txt")

    synced = run_sync(repository, texts)

    assert [text.file for text in synced.new] == ["a.txt", "b.txt"]
    assert [text.file for text in synced.refused] == ["c.txt"]
    assert [one.what for one in synced.unavailable] == ["d.txt"]
    assert not synced.complete


def test_a_second_run_has_nothing_new(repository: Repository, texts: Path):
    run_sync(repository, texts)
    tip = Repository.open(repository.root).tip

    synced = run_sync(repository, texts)

    assert (synced.new, synced.unchanged, synced.complete) == ((), 2, True)
    assert Repository.open(repository.root).tip == tip


def test_the_record_of_a_text_has_its_address(repository: Repository, texts: Path):
    run_sync(repository, texts)

    works = Repository.open(repository.root).works()
    addresses = [source.address for work in works for source in work.sources]
    assert sorted(addresses) == [str(texts / "a.txt"), str(texts / "b.txt")]


@pytest.mark.parametrize("lost", [True, False])
def test_nothing_is_stored_twice_where_the_marks_are_lost(
    repository: Repository, texts: Path, tmp_path: Path, monkeypatch, lost: bool
):
    run_sync(repository, texts)
    if lost:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    before = len(repository.log())

    assert run_sync(repository, texts).unchanged == 2
    assert len(repository.log()) == before


def test_what_was_taken_back_comes_again(repository: Repository, texts: Path):
    run_sync(repository, texts)
    repository.undo()

    assert [text.file for text in run_sync(repository, texts).new] == ["b.txt"]


@pytest.mark.parametrize(("kind", "count"), some(tuple(product(("folder", "git"), (1, 4, 7))), 5))
def test_a_run_that_is_killed_goes_on(
    repository: Repository, tmp_path: Path, kind: str, count: int
):
    source = tmp_path / "source"
    write(
        source, **{f"t{number}": regulation(thing) for number, thing in enumerate("甲乙丙丁戊己庚")}
    )
    if kind == "git":
        git(source, "init", "-q", "-b", "main")
        for number in range(7):
            git(source, "add", f"t{number}.txt")
            git(source, "commit", "-q", "-m", "x")
    command = [sys.executable, "-c", KILLED, repository.root, source, str(count), "1"]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    stored = len(versions(repository))

    synced = run_sync(Repository.open(repository.root), source)

    assert len(synced.new) == 7 - stored
    opened = Repository.open(repository.root)
    assert len(versions(repository)) == len(opened.log()) - 1 == 7
    assert opened.fsck() == ()
    assert run_sync(opened, source).new == ()


def test_a_dry_run_stores_and_remembers_nothing(repository: Repository, texts: Path):
    tip = Repository.open(repository.root).tip

    for _ in range(2):
        synced = run_sync(repository, texts, dry_run=True)
        assert [text.status for text in synced.new] == ["added", "added"]
    assert Repository.open(repository.root).tip == tip
    assert [text.status for text in run_sync(repository, texts).new] == ["added", "added"]


def test_a_dry_run_sees_versions_that_it_did_not_store(repository: Repository, tmp_path: Path):
    folder = two_versions(tmp_path / "git")
    write(folder, c=OLD.replace("五册", "七册"))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")

    synced = run_sync(repository, folder, dry_run=True)

    assert [text.status for text in synced.new] == ["added", "added"]
    assert len(synced.refused) == 1


def test_what_is_received_is_kept_as_it_came(repository: Repository, texts: Path, tmp_path: Path):
    keep = tmp_path / "keep"
    run_sync(repository, texts, keep=keep)
    run_sync(repository, texts, keep=keep)

    entries = [json.loads(line) for line in (keep / "index.jsonl").read_text().splitlines()]
    assert [(entry["name"], entry["address"]) for entry in entries] == [
        ("a.txt", str(texts / "a.txt")),
        ("b.txt", str(texts / "b.txt")),
    ]
    assert [(keep / entry["file"]).read_text(encoding="utf-8") for entry in entries] == [
        OLD,
        regulation("雨伞"),
    ]


def test_nothing_is_kept_through_a_link(repository: Repository, texts: Path, tmp_path: Path):
    keep, secret = tmp_path / "keep", tmp_path / "secret"
    keep.mkdir()
    secret.write_text("x", encoding="utf-8")
    (keep / "index.jsonl").symlink_to(secret)

    with pytest.raises(Exception, match="is a link"):
        run_sync(repository, texts, keep=keep)
    assert secret.read_text(encoding="utf-8") == "x"


def test_sources_are_stored_and_read_by_name(repository: Repository, texts: Path):
    session = Session(repository=repository.root)
    with pytest.raises(NoSourcesError):
        sync([], session)
    add_source("法规", str(texts), session)

    (synced,) = sync([], session).sources
    assert (synced.source.name, len(synced.new)) == ("法规", 2)
    (again,) = sync([str(texts), "法规"], Session(repository=repository.root)).sources
    assert (again.source.name, again.new) == ("法规", ())
    remove_source("法规", session)
    assert Repository.open(repository.root).followed() == Followed()
    assert len(versions(repository)) == 2


def test_a_relative_folder_is_stored_with_its_whole_path(texts: Path, monkeypatch):
    monkeypatch.chdir(texts.parent)
    assert named_source("texts", Followed()).address == str(texts)


def test_a_source_of_an_unknown_kind_is_not_available(repository: Repository):
    repository.write_followed(
        lambda one: one.with_source(
            type(named_source(os.fspath(repository.root), one))(
                name="new", address="x", kind="later"
            )
        )
    )
    (synced,) = sync([], Session(repository=repository.root)).sources
    assert [one.why for one in synced.unavailable] == [
        "this program reads no source of the kind later"
    ]


class Official:
    """A source that gives the file of the authority, an attachment, and a fault."""

    NAME = "official"

    def __init__(self, text: str) -> None:
        self.text = text

    def accepts(self, address: str) -> bool:
        return address == "official"

    def read(self, asked: Asked):
        assert asked.followed == ("示例省图书借阅条例",)
        yield Received(name="x.pdf", data=b"%PDF", address="u/x", kind="attachment")
        yield Received(
            name="law.txt",
            data=self.text.encode(),
            address="u/law",
            official=True,
            marks=(("i", "1"),),
        )
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize("correct", [True, False])
def test_an_official_file(repository: Repository, texts: Path, monkeypatch, correct: bool):
    run_sync(repository, texts)
    session = Session(repository=repository.root, today="2026-02-03")
    follow_works(["示例省图书借阅条例"], session)
    contract = "policydiff.following.actions.sources.contract.sources"
    source = Official(OLD.replace("五册", "六册") if correct else OLD + "\n")
    monkeypatch.setattr(contract, lambda: {"official": source})
    monkeypatch.setattr("policydiff.following.actions.sync.sources", lambda: {"official": source})

    if correct:
        assert len(run_sync(repository, "official").refused) == 1
    synced = run_sync(repository, "official", correct=correct, again=correct)

    assert [text.status for text in synced.new] == ["corrected" if correct else "official"]
    assert synced.unavailable == (Unavailable(what="official", why=synced.unavailable[0].why),)
    work = Repository.open(repository.root).find("示例省图书借阅条例")
    assert {(one.role, one.address) for one in work.sources} == {
        ("text", "u/law"),
        ("replaced" if correct else "witness", str(texts / "a.txt")),
    }
    assert Repository.open(repository.root).fsck() == ()


def test_works_are_followed_by_their_titles(repository: Repository, texts: Path):
    run_sync(repository, texts)
    session = Session(repository=repository.root, today="2026-02-03")

    followed = follow_works(["示例省图书借阅条例", "《还没有的条例》"], session)

    assert [(one.work, one.since) for one in followed] == [
        ("示例省图书借阅条例", "2026-02-03"),
        ("还没有的条例", "2026-02-03"),
    ]
    (left,) = follow_works(["还没有的条例"], Session(repository=repository.root), stop=True)
    assert left.work == "示例省图书借阅条例"


def test_a_new_version_is_compared_at_once(repository: Repository, texts: Path):
    run_sync(repository, texts)
    write(texts, c=NEW)

    assert [text.version.date for text in run_sync(repository, texts).new] == ["2023-06-02"]
    opened = Repository.open(repository.root)
    assert opened.fsck() == ()
    assert SyncOptions() == SyncOptions(dry_run=False)
