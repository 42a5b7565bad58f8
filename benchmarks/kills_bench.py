"""Commands that change a repository, killed at random moments; exit code 1 where anything is
damaged, lost or half done.

    python benchmarks/kills_bench.py [--kills 200] [--seed 0] [--each 25]

All that write run as processes in turn: `add`, `import`, `set`, `remove`, `undo`, `link` (of clauses
and of works), `review` (of links and measures), `consolidate --store`, `timeline`, and the page, to
which a text is sent. Each is killed (SIGKILL; alone, or with its gits) somewhere in the time that it
took in a copy of the repository.
After each the repository is checked whole (`fsck`), what was there must be there, what was said to
be done is done, and its tree must be the one before or one that the command makes when it is left
in peace; of `timeline` that holds of its branch. A repository lives for `--each` kills, then a new
one begins. The driver is that of the tests (`tests/cli/killing.py`), which kill fewer.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "cli"))

from _hostile_seeds import PLAN
from _hostile_traffic import Browser, Traffic
from killing import COMMANDS, DONE, TITLES, Ended, Forks, Life, end, git, settle

from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository

WRITERS = (*COMMANDS, "consolidate", "replace", "measure", "timeline", "page")
DECISION = """丙省人民代表大会常务委员会关于修改《{title}》的决定

（{year}年{month}月8日丙省第一届人民代表大会常务委员会通过）

丙省第一届人民代表大会常务委员会决定对《{title}》作如下修改：

将第一条中的“{old}”修改为“{new}”。
"""
OPINION = "丙省关于促进水井事业发展的意见"


class EveryWriter(Life):
    """A repository to which all that can write do so."""

    commands = WRITERS

    def step(self, command: str) -> None:
        """See in a copy what comes of a writer, kill it here, and call it once more."""
        if command == "timeline":
            self.branch()
        elif command == "page":
            self.page()
        else:
            super().step(command)

    def is_done(self, command: str, ended: Ended) -> bool:
        """As for all; but the report of a decision stands on stdout before its text is stored."""
        return ended.code >= 0 or (bool(ended.said) and command != "consolidate")

    def words(self, command: str) -> list[str] | None:
        """The words of a command; None where it cannot change anything."""
        works = [work for work in Repository.open(self.root).works() if work.versions]
        more = {"consolidate": self.consolidate, "replace": self.replace, "measure": self.measure}
        return more[command](works) if command in more else super().words(command)

    def consolidate(self, works: list[WorkRecord]) -> list[str] | None:
        """A decision on the newest version of a work, which is stored first."""
        works = [
            work
            for work in works
            if work.title.endswith("条例")
            and work.versions[-1].date
            and work.versions[-1].computed is None
        ]
        if not works:
            return None
        work = self.draw.choice(works)
        year, month = int(work.versions[-1].date[:4]) + 1, self.draw.randint(5, 9)
        words = Repository.open(self.root).load(work.versions[-1]).articles[0].text[:6]
        self.texts += 1
        path = self.folder / f"{self.texts}.txt"
        text = DECISION.format(
            title=work.title, year=year, month=month, old=words, new=f"公用{words}"
        )
        path.write_text(text, encoding="utf-8")
        if self.forks.run(self.root, ["add", str(path), "-q"]).code not in DONE:
            return None
        self.accept()
        decision = f"丙省人民代表大会常务委员会关于修改《{work.title}》的决定@{year}-{month:02}-08"
        return ["consolidate", f"{work.uri}@{work.versions[-1].date}", decision, "--store", "-q"]

    def replace(self, works: list[WorkRecord]) -> list[str] | None:
        """One work that took the place of another."""
        if len(works) < 2:
            return None
        new, old = self.draw.sample(works, 2)
        return ["link", new.uri, "--replaces", old.uri, *self.draw.choice(([], [], ["--forget"]))]

    def measure(self, works: list[WorkRecord]) -> list[str] | None:
        """A judgement of a measure of an opinion, which is stored first."""
        laws = [work for work in works if work.title in TITLES]
        if not laws:
            return None
        if all(work.title != OPINION for work in works):
            path = self.folder / "opinion.txt"
            path.write_text(
                PLAN.replace("示例市关于促进雨伞事业发展的实施意见", OPINION), encoding="utf-8"
            )
            assert self.forks.run(self.root, ["add", str(path), "-q"]).code in DONE
            self.accept()
        judged = self.draw.choice(("--partly", "--unanswered"))
        law = self.draw.choice(laws).uri
        return ["review", OPINION, law, judged, f"{self.draw.choice('12')}.1", "--by", "甲"]

    def branch(self) -> None:
        """Kill `timeline`: its branch is that of before or the new one, and the same when it is
        called again.
        """
        words = ["timeline", "-q"]
        before = git(self.root, "for-each-ref", "--format=%(objectname)", "refs/heads/timeline")
        main = git(self.root, "rev-parse", "main")
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.root, copy, symlinks=True)
        peaceful = self.forks.run(copy, words)
        wanted = git(copy, "rev-parse", "timeline")
        if wanted == before:
            return
        killed = self.forks.run(
            self.root, words, self.draw.random() * peaceful.seconds, alone=self.draw.random() < 0.4
        )
        told = ("timeline", killed)
        found = git(self.root, "for-each-ref", "--format=%(objectname)", "refs/heads/timeline")
        assert found in (before, wanted), told
        assert git(self.root, "rev-parse", "main") == main, told
        self.sound(main, told)
        if killed.code < 0:
            self.kills["timeline"] += 1
            self.whole["timeline"] += found == wanted
        assert self.forks.run(self.root, words).code == 0, told
        assert git(self.root, "rev-parse", "timeline") == wanted, told

    def page(self) -> None:
        """Kill the page while it stores a text that was sent to it."""
        path = self.text(self.folder, "丙省池塘条例", self.draw.randrange(1950, 2000))
        before = git(self.root, "rev-parse", "main")
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.root, copy, symlinks=True)
        seconds, status = self.send(copy, path, None)
        trees = [
            git(copy, "rev-parse", f"{before}^{{tree}}"),
            git(copy, "rev-parse", "main^{tree}"),
        ]
        if status != 200 or trees[0] == trees[1]:
            return
        unclean = self.unclean()
        _, status = self.send(self.root, path, self.draw.random() * seconds)
        told = ("page", str(path), status)
        tree = git(self.root, "rev-parse", "main^{tree}")
        assert tree in (trees[-1:] if status == 200 else trees), told
        self.sound(before, told)
        if status != 200:
            self.kills["page"] += 1
            self.whole["page"] += tree != trees[0]
        self.accept()
        self.again(["add", str(path), "-q"], told, unclean)

    def send(self, root: Path, path: Path, kill_after: float | None) -> tuple[float, int]:
        """Start the page, store a text by it, and kill it so many seconds after that was asked
        for; gives the seconds that it took, and the status, 0 for none.
        """
        environment = os.environ | {
            "XDG_STATE_HOME": str(self.folder / "state"),
            "PYTHONUNBUFFERED": "1",
        }
        command = [sys.executable, "-m", "policydiff", "serve", "--port", "0", "--repo", str(root)]
        nowhere = subprocess.DEVNULL
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=nowhere,
            text=True,
            env=environment,
            start_new_session=True,
        ) as process:
            found = re.search(r"http://([^:/]+):(\d+)", process.stdout.readline())
            traffic = Traffic(
                root=root, scratch=self.folder, seed=0, address=(found[1], int(found[2]))
            )
            traffic.silent = True  # the page is killed, so that it does not answer
            browser = Browser(traffic)
            browser.post("/add", {}, (path.name, path.read_bytes()))
            fields = browser.form(browser.get(browser.location)[1], "text")
            answers: list[int] = []
            asking = threading.Thread(
                target=lambda: answers.append(browser.post("/add", fields)[0])
            )
            begun = time.monotonic()
            asking.start()
            if kill_after is None:
                asking.join()
            else:
                time.sleep(kill_after)
            seconds = time.monotonic() - begun
            end(process.pid, alone=kill_after is not None and self.draw.random() < 0.4)
            asking.join()
            process.wait()
            settle(process.pid)
        return seconds, answers[0]


def main() -> int:
    """Kill, and say how many of each command, and how many of those were stored all the same."""
    options = _arguments()
    kills: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    begun, seed = time.monotonic(), options.seed
    with tempfile.TemporaryDirectory() as place, Forks(Path(place, "said")) as forks:
        while kills.total() < options.kills:
            with tempfile.TemporaryDirectory() as folder:
                life = EveryWriter(Path(folder), forks, seed)
                try:
                    life.live(min(options.each, options.kills - kills.total()))
                except AssertionError as error:
                    print(
                        f"seed {seed}: {error}; as it was left: {shutil.copytree(folder, tempfile.mkdtemp(), symlinks=True, dirs_exist_ok=True)}"
                    )
                    return 1
            kills += life.kills
            whole += life.whole
            print(
                f"seed {seed}  kills {life.kills.total()}  of them stored {life.whole.total()}  commits {len(life.acknowledged)}",
                flush=True,
            )
            seed += 1
    for command in WRITERS:
        print(f"{command:<11} killed {kills[command]:>3}  stored all the same {whole[command]:>3}")
    print(
        f"kills {kills.total()}  stored {whole.total()}  lost 0  damaged 0  seconds {time.monotonic() - begun:.0f}"
    )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200, help="how many (default: %(default)s)")
    parser.add_argument(
        "--seed", type=int, default=0, help="of the first repository (default: %(default)s)"
    )
    parser.add_argument(
        "--each", type=int, default=25, help="kills of one repository (default: %(default)s)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
