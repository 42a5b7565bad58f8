"""A repository that is changed by commands of which most are killed on the way, each held against
the same command that was left in peace.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple, Self

from running_cli import command_line

from policydiff.model.names import UNDATED
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository

HERE = Path(__file__).parent
COMMANDS = ("add", "import", "set", "remove", "undo", "link", "review")
TITLES = ("丙省水井条例", "丙省泉眼条例", "丙省沟渠条例")
YEARS = range(2005, 2025, 3)
ARTICLES = (
    "为了管理水井，保障用水，制定本条例。",
    "水井由所在地的村民委员会负责养护，所需费用由乡镇人民政府承担。",
    "任何人不得在水井旁倾倒垃圾。",
    "水井管理机构应当每年检查一次水质，结果向社会公布。",
    "违反前款规定的，处五百元以上一千元以下罚款。",
    "新井启用前须经验收，验收不合格的不得取水。",
)
"""Invented: there is no such province and no such regulation."""
FACTS = (
    ("--in-force", "2026-01-01"),
    ("--authority", "丙省人民政府"),
    ("--promulgated", "2003-03-03"),
    ("--number", "丙政发〔2003〕3号"),
    ("--alias", "井规"),
    ("--kind", "local-rule"),
)
DONE, REFUSED = frozenset((0, 6)), frozenset((2, 3, 4))
"""What a command that changes the repository may leave with."""


FRESH = 0.1
"""The share of commands that are processes of their own; the others are forked."""


class Ended(NamedTuple):
    """How a command ended: its exit code, or minus the signal; after how many seconds; and what it
    had said on stdout by then.
    """

    code: int
    seconds: float
    said: str


class Forks:
    """The process from which commands are forked; what they say goes into the file `output`."""

    def __init__(self, output: Path) -> None:
        """Nothing runs yet."""
        self.output = output

    def __enter__(self) -> Self:
        command = [sys.executable, str(HERE / "forking.py")]
        self.server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/"
        )
        assert self.answer() == "ready"
        return self

    def __exit__(self, *_error: object) -> None:
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()

    def answer(self) -> str:
        """The next line."""
        assert self.server.stdout is not None
        return self.server.stdout.readline().strip()

    def run(
        self,
        root: Path,
        words: list[str],
        kill_after: float | None = None,
        *,
        alone: bool = False,
        fresh: bool = False,
    ) -> Ended:
        """Run a command; kill it after so many seconds, with all that it has started unless
        `alone`. All of it has ended when this returns.

        A `fresh` one is a process of its own that loads everything anew.
        """
        begun = time.monotonic()
        line = ["-C", str(root), *words]
        process = self.spawn(line) if fresh else None
        pid = process.pid if process is not None else self.fork(line)
        if kill_after is not None:
            time.sleep(max(0.0, kill_after - (time.monotonic() - begun)))
            end(pid, alone=alone)
        code = process.wait() if process is not None else int(self.answer())
        seconds = time.monotonic() - begun
        settle(pid)
        return Ended(code, seconds, self.output.read_text(encoding="utf-8"))

    def spawn(self, line: list[str]) -> subprocess.Popen[bytes]:
        """Begin a command that loads everything anew."""
        nowhere = subprocess.DEVNULL
        with self.output.open("wb") as output:
            return subprocess.Popen(
                command_line(*line),
                start_new_session=True,
                stdin=nowhere,
                stdout=output,
                stderr=nowhere,
            )

    def fork(self, line: list[str]) -> int:
        """Begin a command; gives its process id."""
        assert self.server.stdin is not None
        self.output.write_bytes(b"")
        print(json.dumps([str(self.output), *line]), file=self.server.stdin, flush=True)
        return int(self.answer())


def end(pid: int, *, alone: bool) -> None:
    """Kill a process, or all of the group that it leads."""
    try:
        (os.kill if alone else os.killpg)(pid, signal.SIGKILL)
    except ProcessLookupError:  # it has ended already, or leads no group yet
        return


def settle(group: int) -> None:
    """Wait until nothing of a group is left: a git whose policydiff was killed alone goes on for a
    moment.
    """
    for _ in range(6000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError(f"group {group} does not end")


def git(root: Path, *words: str) -> str:
    """What git says."""
    return (
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
        .stdout.decode()
        .strip()
    )


class Life:
    """What befalls one repository, by a seed. `kills` counts what was killed in the middle, `whole`
    how much of that was stored all the same.
    """

    commands = COMMANDS

    def __init__(self, folder: Path, forks: Forks, seed: int) -> None:
        self.folder, self.forks, self.draw = folder, forks, random.Random(seed)
        self.root = Repository.init(folder / "laws").root
        self.kills: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        self.acknowledged: list[str] = []
        self.texts = 0
        for title in TITLES[:2]:
            for year in (2005, 2008):
                assert (
                    self.forks.run(
                        self.root, ["add", str(self.text(self.folder, title, year)), "-q"]
                    ).code
                    == 0
                )
        self.accept()

    def live(self, kills: int) -> None:
        """Go on until so many commands were killed, each kind in turn."""
        turn = 0
        while self.kills.total() < kills:
            self.step(self.commands[turn % len(self.commands)])
            turn += 1
            assert turn < 12 * kills + 40, (self.kills, "the commands end before they are killed")
        for commit in self.acknowledged:
            git(self.root, "merge-base", "--is-ancestor", commit, "main")
        assert git(self.root, "fsck", "--strict", "--no-dangling", "--no-progress") == ""

    def step(self, command: str) -> None:
        """Draw a command, see in a copy what comes of it, kill it here, and mostly call it once
        more.
        """
        words = self.words(command)
        if words is None:
            return
        before = git(self.root, "rev-parse", "main")
        fresh = self.draw.random() < FRESH
        peaceful, trees = self.peaceful(words, before, fresh=fresh)
        if len(trees) == 1:  # it is refused, or all is so already: there is nothing to kill
            return
        unclean = self.unclean()
        moment = (
            self.draw.uniform(self.draw.choice((0.0, 0.5)), 1.0) * peaceful.seconds
        )  # the writing comes late
        killed = self.forks.run(
            self.root, words, moment, alone=self.draw.random() < 0.4, fresh=fresh
        )
        told = (command, words, round(moment, 3), round(peaceful.seconds, 3), killed)
        tree = git(self.root, "rev-parse", "main^{tree}")
        assert tree in (trees[-1:] if self.is_done(command, killed) else trees), (
            told,
            tree,
            trees,
        )
        self.sound(before, told)
        if killed.code < 0:
            self.kills[command] += 1
            self.whole[command] += tree != trees[0]
        else:
            assert killed.code in DONE, told
        self.accept()
        if self.draw.random() < 0.7:
            self.again(words, told, unclean)

    def is_done(self, _command: str, ended: Ended) -> bool:
        """True where a command had ended, or had reported what it did."""
        return ended.code >= 0 or bool(ended.said)

    def peaceful(self, words: list[str], before: str, *, fresh: bool) -> tuple[Ended, list[str]]:
        """How the command ends in a copy, and the trees of its commits, that of today before
        them.
        """
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.root, copy, symlinks=True)
        ended = self.forks.run(copy, words, fresh=fresh)
        assert ended.code in DONE | REFUSED, (words, ended)
        return ended, [
            git(copy, "rev-parse", f"{before}^{{tree}}"),
            *git(copy, "log", "--reverse", "--format=%T", f"{before}..main").split(),
        ]

    def unclean(self) -> set[str]:
        """What is not in the work tree as the last commit has it."""
        return set(git(self.root, "status", "--porcelain").splitlines())

    def again(self, words: list[str], told: object, unclean: set[str]) -> None:
        """A command that was killed can be called once more, and leaves the work tree as it should
        be, but for what an earlier one that was killed and never called again left out of it.
        """
        before = git(self.root, "rev-parse", "main")
        ended = self.forks.run(self.root, words)
        assert ended.code in DONE | REFUSED, (told, ended)
        self.sound(before, told)
        if ended.code == 0:
            status = self.unclean() - unclean
            assert not status, (told, ended, status)
        self.accept()

    def sound(self, before: str, told: object) -> None:
        """Nothing is damaged, and what was there is there."""
        faults = Repository.open(self.root).fsck()
        assert faults == (), (told, faults)
        git(self.root, "merge-base", "--is-ancestor", before, "main")

    def accept(self) -> None:
        """What stands now must stand for ever."""
        self.acknowledged.append(git(self.root, "rev-parse", "main"))

    def words(self, command: str) -> list[str] | None:
        """The words of a command that can change the repository as it stands; None where it
        cannot.
        """
        works = [work for work in Repository.open(self.root).works() if work.versions]
        made = {
            "add": self.add,
            "import": self.import_,
            "undo": lambda _works: ["undo"],
            "set": self.set,
        }
        made |= {"remove": self.remove, "link": self.link, "review": self.review}
        return made[command](works)

    def text(self, folder: Path, title: str, year: int) -> Path:
        """A file with a text of some articles."""
        self.texts += 1
        parts = self.draw.sample(ARTICLES, self.draw.randint(3, len(ARTICLES)))
        articles = "".join(
            f"第{number}条　{part}\n\n" for number, part in zip("一二三四五六", parts, strict=False)
        )
        path = folder / f"{self.texts}.txt"
        path.write_text(
            f"{title}\n\n（{year}年4月5日丙省第一届人民代表大会常务委员会通过）\n\n{articles}",
            encoding="utf-8",
        )
        return path

    def add(self, _works: list[WorkRecord]) -> list[str]:
        """A new version, or another text of one that is stored."""
        path = self.text(self.folder, self.draw.choice(TITLES), self.draw.choice(YEARS))
        return ["add", str(path), "-q", *self.draw.choice(([], ["--witness"], ["--correct"]))]

    def import_(self, _works: list[WorkRecord]) -> list[str]:
        """Several texts at once."""
        folder = self.folder / f"texts-{self.texts}"
        folder.mkdir()
        for _ in range(self.draw.randint(2, 4)):
            self.text(
                folder,
                self.draw.choice((*TITLES, f"丙省第{self.texts}号条例")),
                self.draw.choice(YEARS),
            )
        return ["import", str(folder), "-q"]

    def one(self, works: list[WorkRecord]) -> str:
        """A version by its exact name."""
        work = self.draw.choice(works)
        return f"{work.uri}@{self.draw.choice(work.versions).date or UNDATED}"

    def set(self, works: list[WorkRecord]) -> list[str] | None:
        """A fact of a version."""
        return ["set", self.one(works), *self.draw.choice(FACTS)] if works else None

    def remove(self, works: list[WorkRecord]) -> list[str] | None:
        """A version that is not the last one of the repository."""
        return (
            ["remove", self.one(works), "--with-dependents"]
            if sum(len(work.versions) for work in works) > 3
            else None
        )

    def link(self, works: list[WorkRecord]) -> list[str] | None:
        """Two articles of versions that follow one another, or two works."""
        works = [work for work in works if len(work.versions) > 1]
        if not works:
            return None
        work = self.draw.choice(works)
        place = self.draw.randrange(len(work.versions) - 1)
        sides = [
            f"{version.date or UNDATED}#art_{self.draw.randint(1, 3)}"
            for version in work.versions[place : place + 2]
        ]
        return ["link", work.uri, *sides, *self.draw.choice(([], ["--break"]))]

    def review(self, works: list[WorkRecord]) -> list[str] | None:
        """A judgement of two articles."""
        if len(works) < 2:
            return None
        left, right = self.draw.sample(works, 2)
        said = f"{self.draw.randint(1, 3)}=第{self.draw.choice('一二三')}条"
        return [
            "review",
            left.uri,
            right.uri,
            self.draw.choice(("--confirm", "--reject")),
            said,
            "--by",
            self.draw.choice("甲乙"),
        ]
