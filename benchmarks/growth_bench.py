"""How time, memory and disk grow with the number of works.

    python benchmarks/growth_bench.py [--sizes 300 1000] [--folder FOLDER] [-o growth.json]
    python benchmarks/growth_bench.py --draw growth.json docs

A library is made by rule (see `_library`) from the texts of a folder, or invented, and imported;
then each command runs as a process of its own; then the library grows to the next size. Seconds are
those of the processor that a command and the processes that it starts take, git among them, so that
others on the machine do not matter; those by the clock are written down too. Memory is the largest
sum of what these processes hold, looked at twenty times a second. Files that git maps are not
counted; pages that processes share count once for each of them.

Before the commands run, what such commands cached earlier is removed; what the import cached stays.
`first` is the first run of a command, in the order of `commands`: what those before it cached is
there; `list` is the first of all. With ``--only`` those left out cache nothing: a command named
alone runs cold. `next` is the quickest of the runs after the first. The search index and the key of
seals lie in ``state`` beside the library; those of the user stay as they are.

A command over all works is given per stored version too, one over one work is not.
`grows` is the slope between this size and the one before on logarithmic axes: 0 where the size of
the library does not matter, 1 where time doubles with it; n log n is 1.1 to 1.2 here.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from _curves import Chart, draw
from _library import Library, size_of, write_new
from _texts import BESIDE, ROOT, unmet

OPINION = ROOT / "corpora" / "opinion" / "2017-01-15.txt"
NUMBER = "{number}"
"""In an argument the number of the run, from 0 on."""
NEXT = 3
"""Runs after the first, of which the quickest counts, where the first took less than `LONG` seconds."""
LONG = 10.0
HELD = ("RssAnon:", "VmPeak:", "VmSize:", "VmData:", "RssFile:")
PATIENCE = 10.0
"""Seconds in which what a command leaves behind must end."""
PR_SET_CHILD_SUBREAPER = 36
LOOKS = 0.05
"""Seconds between two looks at the memory of a command."""

SOUND = (0, 6)
"""Exit codes of a command that did its work, 6 with doubts."""

BUILDING = ("search",)
"""Commands over one work whose first run reads all of them."""

ASK = """
import json, sys, time
from pathlib import Path
from policydiff.searching.actions.search import search
from policydiff.works.session import Session
session = Session(repository=Path.cwd())
search("的", session)
took = []
for query in json.load(sys.stdin):
    begin = time.process_time()
    search(query, session)
    took.append(time.process_time() - begin)
print(json.dumps(took))
"""
"""Queries one after the other in a process that stays, as the page's does."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command to measure: over how many works it goes (``all``, ``one``), and how often it runs."""

    name: str
    arguments: tuple[str, ...]
    touches: str
    again: int = NEXT
    nothing: bytes | None = None
    """What it prints where it found nothing to do, and no time of it counts."""


@dataclass(slots=True, kw_only=True)
class Run:
    """What a process and those that it started took; None for the seconds of one that was ended."""

    seconds: float | None
    cpu: float
    mb: float
    code: int
    output: bytes = field(default=b"", repr=False)

    def figures(self) -> dict[str, Any]:
        """What of it is written down."""
        return {
            "seconds": None if self.seconds is None else round(self.seconds, 4),
            "cpu": round(self.cpu, 3),
            "mb": round(self.mb, 1),
            "code": self.code,
        }


def measure(
    arguments: list[str], root: Path, *, stdin: bytes = b"", limit: float = math.inf
) -> Run:
    """Run a program to its end, or to the limit in seconds."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.write(stdin)
        given.seek(0)
        begin = time.perf_counter()
        process = subprocess.Popen(
            arguments,
            cwd=root,
            stdin=given,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        most, done = [0.0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, most, done, begin + limit))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        cpu = used.ru_utime + used.ru_stime + _of_orphans()
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
        output.seek(0)
        return Run(
            seconds=None if process.returncode == -signal.SIGKILL else seconds,
            cpu=cpu,
            mb=max(most[0], 0.0 if most[0] else used.ru_maxrss / 1024),
            code=process.returncode,
            output=output.read(),
        )


def _adopt_orphans() -> None:
    """Become the parent of processes whose parent ends before them, such as workers (Linux alone)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _of_orphans() -> float:
    """Seconds of a processor that those took, when they have ended too."""
    taken, end = 0.0, time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        try:
            process, _, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if process:
            taken += used.ru_utime + used.ru_stime
        else:
            time.sleep(LOOKS)
    return taken


def _watch(process: int, most: list[float], done: threading.Event, end: float) -> None:
    """Note the most memory of a process and those below it; end them all after a time."""
    while not done.wait(LOOKS):
        most[0] = max(most[0], _sum(map(_held, _below(process))))
        if time.perf_counter() > end:
            os.killpg(process, signal.SIGKILL)
            return


def _below(process: int) -> Iterator[int]:
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _below(int(child))
    except OSError:  # it has ended meanwhile, or this is no Linux
        return


def _held(process: int) -> tuple[str, ...]:
    """What the system shows of the memory of a process, its own first; empty where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return ()
    return tuple(line for name in HELD for line in lines if line.startswith(name))


def _sum(held: Iterable[tuple[str, ...]]) -> float:
    """Megabytes that processes hold for themselves.

    One that was only just begun by another is that one's memory yet, and shows the same figures.
    """
    return sum(int(lines[0].split()[1]) for lines in set(held) if lines) / 1024


def commands(library: Library, place: Path) -> list[Command]:
    """What is measured, in this order."""
    title, day = library.followed
    query = max(library.queries, key=len)
    write_new(place, NEXT + 1)
    opinion, new, reports = str(OPINION), str(place / f"new-{NUMBER}.md"), str(place / "reports")
    return [
        Command("list", ("list", "--format", "json"), "all"),
        Command("show", ("show", title), "one"),
        Command("show @@", ("show", f"{title}@@{day}"), "one"),
        Command("history", ("history", f"{title}#art_5"), "one"),
        Command("blame", ("blame", title), "one"),
        Command("cites --from", ("cites", "--from", title, "-q"), "one"),
        Command("cites", ("cites", library.cited, "-q"), "all", again=1),
        Command("timeline", ("timeline", "-q"), "all", again=1),
        Command("search", ("search", query, "--format", "json"), "one", nothing=b'"hits": []'),
        Command("relate --all", ("relate", opinion, "--all", "--format", "json"), "all", again=1),
        Command("add", ("add", new, "--lang", "en"), "one", nothing=b"stored already"),
        Command("report --all", ("report", "--all", "-o", reports, "-q"), "all", again=0),
        Command("fsck", ("fsck",), "all", again=0),
    ]


@dataclass(slots=True, kw_only=True)
class Measuring:
    """One library and what was measured of it."""

    library: Library
    place: Path
    options: argparse.Namespace
    figures: dict[str, Any]
    """What an earlier run measured of it; what this one measures takes its place."""
    save: Callable[[], None]

    @property
    def root(self) -> Path:
        """The folder of the repository."""
        return self.place / "laws"

    @property
    def git(self) -> Path:
        """The git folder."""
        return self.root / ".git"

    @property
    def own(self) -> Path:
        """The user's own folder, where `all` sets it to lie, with caches and search indexes."""
        return self.place / "state" / "policydiff"

    def all(self) -> None:
        """Make the library if it is not there, and measure every command that is asked for."""
        os.environ["XDG_STATE_HOME"] = str(self.place / "state")
        works, there = self.library.works, self._imported()["works"]
        if there > works:
            raise SystemExit(f"{self.place} holds {there:,} works, more than {works:,}")
        self.figures |= {"works": works, "real": self.library.real}
        self.figures.setdefault("commands", {})
        self._import()
        self._forget()
        self.save()
        for command in commands(self.library, self.place):
            if self._asked(command.name):
                self._command(command)
                shutil.rmtree(self.place / "reports", ignore_errors=True)
                self.save()
        if self._asked("search"):
            self._ask()
            self.figures.setdefault("disk", {})["search index"] = size_of(self.own / "search")
        if self._asked("git gc"):
            self._gc()
        self.save()

    def _asked(self, name: str) -> bool:
        only = self.options.only
        return name not in self.options.without and (not only or name in only)

    def _imported(self) -> dict[str, Any]:
        """What was imported so far, and what that took."""
        path = self.place / "imported.json"
        nothing = {"works": 0, "texts": 0, "seconds": 0.0, "cpu": 0.0, "mb": 0.0, "code": 0}
        return json.loads(path.read_text()) if path.exists() else nothing

    def _import(self) -> None:
        """Import what the library lacks: a smaller one is a part of it, whose import counts too.

        A library whose import was broken off has no figures: init refuses its folder.
        """
        path, done = self.place / "imported.json", self._imported()
        if not path.exists():
            require_sound("init", self._run("init", str(self.root), at=self.place))
        if done["works"] < self.library.works:
            texts = self.place / "texts"
            done["texts"] += self.library.write(texts, done["works"])
            path.unlink(missing_ok=True)
            run = self._run("import", str(texts), "-q")
            require_sound("import", run)
            shutil.rmtree(texts)
            report("import", "first", run)
            done |= {"works": self.library.works, "code": run.code, "mb": max(run.mb, done["mb"])}
            done |= {"seconds": done["seconds"] + run.seconds, "cpu": done["cpu"] + run.cpu}
            path.write_text(json.dumps(done))
            size = size_of(self.root, but=".git")
            self.figures["disk"] = {"sources and texts": size, "git": self._git()}
        self.figures["commands"]["import"] = {"touches": "all", "first": done}

    def _forget(self) -> None:
        """Remove what commands cached since the import, which compared versions."""
        for path in (self.own / "cache").glob("*.sqlite"):
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                database.execute(
                    "DELETE FROM entries WHERE key < ? OR key >= ?", (b"steps", b"steps~")
                )
        shutil.rmtree(self.own / "search", ignore_errors=True)
        measure(["git", "update-ref", "-d", "refs/heads/timeline"], self.root)

    def _command(self, command: Command) -> None:
        held: dict[str, Any] = {"touches": command.touches}
        for number in range(1 + command.again):
            arguments = (part.replace(NUMBER, str(number)) for part in command.arguments)
            run = self._run(*arguments, limit=self.options.limit)
            if run.seconds is not None:
                require_sound(command.name, run)
            if command.nothing is not None and command.nothing in run.output:
                raise SystemExit(f"{command.name} had nothing to do: {' '.join(command.arguments)}")
            word = "next" if number else "first"
            if word not in held or run.cpu < held[word]["cpu"]:
                held[word] = run.figures()
            report(command.name, word, run)
            if command.name == "list" and not number:
                works = json.loads(run.output)["works"]
                self.figures["stored works"] = len(works)
                self.figures["versions"] = sum(len(work["versions"]) for work in works)
            if run.seconds is None or (number and run.seconds > LONG):
                break
        self.figures["commands"][command.name] = held

    def _ask(self) -> None:
        """Queries in a process that stays."""
        asked = json.dumps(self.library.queries).encode()
        run = measure([sys.executable, "-c", ASK], self.root, stdin=asked)
        require_sound("search, p95", run)
        took = sorted(json.loads(run.output))
        p95 = took[min(len(took) - 1, int(0.95 * len(took)))]
        figures = run.figures() | {
            "seconds": round(p95, 4),
            "cpu": round(p95, 4),
            "median": round(statistics.median(took), 4),
        }
        self.figures["commands"]["search, p95"] = {"touches": "one", "next": figures}
        print(f"  {'search, p95':16} next  {p95:10.3f} s {'':12} {run.mb:8.0f} MB", flush=True)

    def _gc(self) -> None:
        run = measure(["git", "gc", "--quiet"], self.root)
        report("git gc", "first", run)
        self.figures["commands"]["git gc"] = {"touches": "all", "first": run.figures()}
        self.figures.setdefault("disk", {})["git after gc"] = self._git()
        self.figures["disk"]["caches"] = size_of(self.own / "cache")

    def _git(self) -> float:
        return size_of(self.git, but="policydiff")

    def _run(self, *arguments: str, at: Path | None = None, limit: float = math.inf) -> Run:
        several = ("--jobs", str(self.options.jobs)) if self.options.jobs else ()
        more = several if arguments[0] in self.options.with_jobs else ()
        whole = [sys.executable, "-m", "policydiff", *arguments, *more]
        return measure(whole, at or self.root, limit=limit)


def require_sound(name: str, run: Run) -> None:
    """End the benchmark where a command did not do its work."""
    if run.code not in SOUND:
        raise SystemExit(f"{name} failed with exit code {run.code}")


def report(name: str, word: str, run: Run) -> None:
    seconds = "     ended" if run.seconds is None else f"{run.seconds:10.3f}"
    print(f"  {name:16} {word:5} {seconds} s {run.cpu:10.2f} s {run.mb:8.0f} MB", flush=True)


def slopes(sizes: list[dict[str, Any]]) -> dict[str, float]:
    """How fast each command grows between the two largest sizes at which it was measured."""
    found = {}
    for name, word, seconds in curves(sizes, "cpu"):
        if len(seconds) > 1:
            (less, quick), (more, slow) = seconds[-2:]
            found[f"{name} {word}"] = math.log(slow / quick) / math.log(more / less)
    return found


def curves(sizes: list[dict[str, Any]], key: str) -> Iterator[tuple[str, str, list[Any]]]:
    """Each command with its figures by the number of works."""
    names = dict.fromkeys(
        (name, word)
        for size in sizes
        for name, held in size["commands"].items()
        for word in ("first", "next")
        if word in held
    )
    for name, word in names:
        held = ((size, size["commands"].get(name, {}).get(word)) for size in sizes)
        points = [
            (size["works"], one[key]) for size, one in held if one and one["seconds"] is not None
        ]
        yield name, word, points


def charts(sizes: list[dict[str, Any]]) -> dict[str, Chart]:
    """Time and memory of the commands over all works, and of those over one."""
    found = {}
    for key, unit, what in (("cpu", "s", "Time"), ("mb", "MB", "Memory")):
        for over, of in (("all", "commands over all works"), ("one", "commands over one work")):
            lines = {
                f"{name}, {word}": points
                for name, word, points in curves(sizes, key)
                if points and over == _over(sizes, name, word)
            }
            found[f"growth-{what.lower()}-{over}"] = Chart(
                title=f"{what} of {of}", unit=unit, lines=lines, slope=over == "all"
            )
    return found


def _over(sizes: list[dict[str, Any]], name: str, word: str) -> str | None:
    """What a run goes over; None for the first run over one work, which caches what it finds."""
    touches = next(size["commands"][name]["touches"] for size in sizes if name in size["commands"])
    if touches == "one" and word == "first":
        return "all" if name in BUILDING else None
    return str(touches)


def table(sizes: list[dict[str, Any]]) -> Iterator[str]:
    """The figures as rows of Markdown: seconds and megabytes by size, and how time grows."""
    heads = [f"{size['works']:,} works" for size in sizes]
    yield "| | " + " | ".join(heads) + " | grows |"
    yield "|---" * (len(heads) + 2) + "|"
    grows = slopes(sizes)
    for name, word, _ in curves(sizes, "cpu"):
        if _over(sizes, name, word) is None:
            continue
        cells = []
        for size in sizes:
            one = size["commands"].get(name, {}).get(word)
            cells.append(
                "–"
                if one is None or one["seconds"] is None
                else f"{_short(one['cpu'])} s, {one['mb']:.0f} MB"
            )
        slope = grows.get(f"{name} {word}")
        yield f"| {name}, {word} | {' | '.join(cells)} | {'–' if slope is None else f'{slope:.2f}'} |"
    for name in dict.fromkeys(name for size in sizes for name in size.get("disk", ())):
        cells = [f"{size.get('disk', {}).get(name, math.nan):,.0f} MB" for size in sizes]
        yield f"| disk: {name} | {' | '.join(cells)} | |".replace("nan MB", "–")


def _short(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:,.0f}"


def save(path: Path | None, sizes: dict[int, dict[str, Any]]) -> None:
    """Write what was measured so far, where a file for it was named."""
    if path is not None:
        ordered = [sizes[one] for one in sorted(sizes)]
        path.write_text(json.dumps({"sizes": ordered}, indent=1) + "\n", "utf-8")


def stored(path: Path | None) -> dict[str, Any]:
    found = path is not None and path.exists()
    return json.loads(path.read_text("utf-8")) if found and path else {"sizes": []}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", "--works", type=int, nargs="+", default=[300, 1000])
    parser.add_argument(
        "--folder",
        type=Path,
        default=BESIDE / "bulk",
        help="real statutes; without it laws are invented",
    )
    parser.add_argument(
        "--at", type=Path, help="keep the libraries there, and use those that are there"
    )
    parser.add_argument(
        "--only", action="append", help="only this command; may be given several times"
    )
    parser.add_argument("--without", action="append", default=[], help="not this command")
    parser.add_argument(
        "--limit", type=float, default=math.inf, help="end a command after so many seconds"
    )
    parser.add_argument("--jobs", type=int, help="given to the commands of --with-jobs")
    parser.add_argument("--with-jobs", nargs="+", default=["import", "report", "relate", "cites"])
    parser.add_argument(
        "-o", "--output", type=Path, help="write the figures there, beside those of other sizes"
    )
    parser.add_argument(
        "--draw", nargs=2, type=Path, metavar=("FIGURES", "FOLDER"), help="only draw"
    )
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="COMMAND=SLOPE",
        help="exit 1 where a command grows faster, such as 'show next=0.5'",
    )
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and write the figures or the curves."""
    options = arguments()
    _adopt_orphans()
    if options.draw:
        draw(charts(stored(options.draw[0])["sizes"]), options.draw[1])
        return 0
    sizes = {size["works"]: size for size in stored(options.output)["sizes"]}
    with tempfile.TemporaryDirectory() as folder:
        place = (options.at or Path(folder)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        for works in sorted(options.sizes):
            library = Library(options.folder, works)
            source = "real statutes, and again by rule" if library.real else "invented laws"
            print(f"{works:,} works of {source}", flush=True)
            Measuring(
                library=library,
                place=place,
                options=options,
                figures=sizes.setdefault(works, {}),
                save=partial(save, options.output, sizes),
            ).all()
    ordered = [sizes[one] for one in sorted(sizes)]
    print("\n" + "\n".join(table(ordered)))
    missed = unmet(options.require, slopes(ordered), least=False)
    if missed:
        print(f"grows faster: {', '.join(missed)}", file=sys.stderr)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
