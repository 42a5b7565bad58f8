"""Hostile inputs by the hundred thousand, and a repository with many writers; exit code 1 where
anything fails.

    python benchmarks/hostile_bench.py [--inputs 1000] [--kinds txt,docx] [--seed 0] [--jobs 2]
        [--minutes 0] [--kills 0] [--failures FOLDER] [-o FIGURES.json]

**Inputs**: sound texts, files and queries that are invented or made by the program, mutated by a
seed (`_hostile_mutations.py`), --inputs of each kind; archives are mutated within and packed again. An
input may be read or refused. A failure is any other exception, exit code 70, a message of several
lines, more than SECONDS and a share for its size of a processor, more memory than MEMORY, a process
or a temporary file left over, or a law of the program that does not hold: valid XML that reads back,
no difference of a text from itself, edits that make both texts (`_hostile_kinds.py`). Readers run in
the process of the trial, and for a share of the inputs as every command runs them, by `show`.

**Kills**: `kills_bench.py` (--kills). **Writers and readers**: eight processes that change one
repository and eight that read it, the page among them, for --minutes (`_hostile_traffic.py`).

Each failure is stored in --failures with its input, the smallest input found by halving that fails
alike, and what repeats it: kind, seed, number.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import json
import os
import random
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import _hostile_kinds as kinds
from _hostile_kinds import KINDS, Kind

from policydiff.errors import PolicyDiffError

SECONDS, PER_KILOBYTE = 5.0, 0.1
"""Of a processor, that a trial may take, and for each kilobyte of its input."""
WALL = 240.0
"""Seconds by the clock after which a trial that uses no processor is stuck."""
MEMORY = 512 * 1024
"""Kilobytes by which the memory of a process may grow with one input."""
LIMIT = 4 * 1024**3
"""Bytes of address space of a process."""
BATCH = 250
PICTURED = 3
"""Failures of one sort that are stored and made smaller; of the others only the number."""
TICKS = os.sysconf("SC_CLK_TCK")


class LawBrokenError(Exception):
    """A law of the program, or of its processes, that did not hold."""


@dataclass
class Tally:
    """What came of the inputs of a kind."""

    inputs: int = 0
    refused: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    processor: float = 0.0
    slowest: tuple[float, int, str] = (0.0, 0, "")
    memory: int = 0

    def row(self, name: str) -> str:
        """A line of the table."""
        seconds, size, place = self.slowest
        return f"{name:<9}{self.inputs:>8}{self.refused:>9}{self.whole:>7}{self.failures.total():>9}{len(self.failures):>6}{self.processor:>9.0f}{seconds * 1000:>9.0f} ms of {size / 1024:.0f} kB ({place}){self.memory / 1024:>8.0f}"


def make(name: str, seed: int, number: int) -> tuple[bytes, random.Random]:
    """An input, and the chance by which the laws to be checked are drawn."""
    draw = random.Random(f"{name} {seed} {number}")
    return KINDS[name].make(draw), random.Random(f"{name} {seed} {number} trial")


def trial(kind: Kind, data: bytes, draw: random.Random, *, whole: bool, folder: Path) -> bool:
    """Try an input; gives True where it was read, False where it was refused.

    Raises `LawBrokenError`, and whatever goes wrong.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        kind.trial(data, draw)
        answered = True
    except PolicyDiffError as error:
        if fault := kinds.refusal_faults(error):
            raise LawBrokenError(fault) from error
        answered = False
    if whole and (fault := kinds.run_command(kind, data, folder)):
        raise LawBrokenError(fault)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if grown > MEMORY:
        raise LawBrokenError(f"memory: {grown // 1024} MB more")
    return answered


def sort_of(error: BaseException) -> str:
    """The sort of a failure: the exception, and the innermost frame of the program in it."""
    frames = [
        f"{frame.filename.rpartition('policydiff/')[2]}:{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "/policydiff/" in frame.filename and "/benchmarks/" not in frame.filename
    ]
    known = isinstance(error, AssertionError | LawBrokenError) or not frames
    words = str(error).split("\n")[0][:60] if known else ""
    return f"{type(error).__name__} {words} {frames[-1] if frames else ''}".strip()


class Forked:
    """A process that runs a batch of trials and reports each."""

    def __init__(self, name: str, seed: int, numbers: range, place: Path) -> None:
        """It begins at once; `place` is a folder of its own."""
        self.name, self.seed, self.numbers, self.place = name, seed, numbers, place
        self.current, self.begun, self.clock = numbers.start, 0.0, time.monotonic()
        self.done, self.rest = numbers.start, b""
        place.mkdir(parents=True)
        out, into = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            os.close(out)
            code = 1
            try:
                os.setsid()
                self._work(into)
                code = 0
            except BaseException:  # noqa: BLE001 the process ends here
                traceback.print_exc()
            finally:
                os._exit(code)
        os.close(into)
        self.out = out

    def _work(self, into: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
        tempfile.tempdir = str(self.place)
        os.environ["TMPDIR"] = str(self.place)
        with (self.place.parent / f"{self.place.name}.stack").open("w") as stack:
            faulthandler.register(signal.SIGUSR1, file=stack)
            kind = KINDS[self.name]
            for number in self.numbers:
                os.write(into, b"%d\n" % number)
                began = time.process_time()
                data, draw = make(self.name, self.seed, number)
                whole = bool(kind.share) and number % kind.share == 0
                told = {"whole": whole, "size": len(data)}
                try:
                    told["read"] = trial(kind, data, draw, whole=whole, folder=self.place)
                except BaseException as error:  # noqa: BLE001 any is a failure, and reported
                    told |= {
                        "sort": sort_of(error),
                        "trace": "".join(traceback.format_exception(error))[-6000:],
                    }
                told["seconds"] = time.process_time() - began
                told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                os.write(into, json.dumps(told).encode() + b"\n")

    def lines(self) -> Iterator[dict | int | None]:
        """What it reported: the number of a trial, then what came of it; None at the end."""
        data = os.read(self.out, 1 << 16)
        if not data:
            yield None
            return
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            told = json.loads(line)
            if isinstance(told, int):
                self.current, self.begun, self.clock = told, self.processor(), time.monotonic()
            else:
                self.done = self.current + 1
            yield told

    def processor(self) -> float:
        """The seconds of a processor that it and its ended children took."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        except OSError:
            return self.begun
        return sum(map(int, stat[11:15])) / TICKS

    def overdue(self) -> bool:
        """True where the present trial takes too long."""
        if self.done > self.current:
            return False
        size = (
            len(make(self.name, self.seed, self.current)[0])
            if self.processor() - self.begun > SECONDS
            else 0
        )
        return (
            self.processor() - self.begun > SECONDS + PER_KILOBYTE * size / 1024
            or time.monotonic() - self.clock > WALL
        )

    def stop(self) -> str:
        """Kill it and what it started; gives the place where it was."""
        try:
            os.kill(self.pid, signal.SIGUSR1)
            time.sleep(0.5)
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        return self.stack()

    def stack(self) -> str:
        """The stack that it wrote when it was asked for it."""
        path = self.place.parent / f"{self.place.name}.stack"
        return path.read_text() if path.exists() else ""

    def left_over(self) -> str:
        """What it left when it had ended: processes of its group, temporary files."""
        try:
            os.killpg(self.pid, 0)
        except ProcessLookupError:
            pass
        else:
            os.killpg(self.pid, signal.SIGKILL)
            return "a process is left over"
        left = [path.name for path in self.place.iterdir()]
        return (
            f"a temporary file is left over: {left[0].rpartition('-')[0] or left[0]}"
            if left
            else ""
        )


class Job:
    """All trials of one kind, in several processes."""

    def __init__(self, name: str, options: argparse.Namespace, place: Path) -> None:
        """`place` is a folder for the folders of its processes."""
        self.name, self.options, self.place, self.tally = name, options, place, Tally()
        self.waiting = [
            range(first, min(first + BATCH, options.inputs))
            for first in range(0, options.inputs, BATCH)
        ][::-1]
        self.running: dict[int, Forked] = {}
        self.count = 0

    def run(self) -> Tally:
        """Go through all batches."""
        while self.waiting or self.running:
            while self.waiting and len(self.running) < self.options.jobs:
                self.begin(self.waiting.pop())
            ready, _, _ = select.select(list(self.running), [], [], 0.5)
            for out in ready:
                self.hear(self.running[out])
            unheard, _, _ = select.select(list(self.running), [], [], 0)
            for forked in list(self.running.values()):
                if forked.out not in unheard and forked.overdue():
                    stack = forked.stop()
                    self.end(forked, "hang " + _innermost(stack), stack)
        return self.tally

    def begin(self, numbers: range) -> None:
        """Start a process for these."""
        self.count += 1
        forked = Forked(
            self.name, self.options.seed, numbers, self.place / f"{self.name}-{self.count}"
        )
        self.running[forked.out] = forked

    def hear(self, forked: Forked) -> None:
        """Take what a process reported."""
        for told in forked.lines():
            if told is None:
                self.end(forked)
                return
            if isinstance(told, int):
                continue
            tally = self.tally
            tally.inputs += 1
            tally.whole += told["whole"]
            tally.memory = max(tally.memory, told["memory"])
            tally.slowest = max(tally.slowest, (told["seconds"], told["size"], str(forked.current)))
            if "sort" in told:
                self.fail(forked.current, told["sort"], told["trace"])
            else:
                tally.refused += not told["read"]

    def end(self, forked: Forked, sort: str = "", trace: str = "") -> None:
        """A process ended, or was ended: the others of its batch go on."""
        del self.running[forked.out]
        os.close(forked.out)
        _, status, used = os.wait4(forked.pid, 0)
        self.tally.processor += used.ru_utime + used.ru_stime
        lost = forked.done < forked.numbers.stop
        if lost:
            self.tally.inputs += 1
            self.fail(
                forked.current,
                sort or f"ended by {os.waitstatus_to_exitcode(status)}",
                trace or forked.stack(),
            )
            if forked.current + 1 < forked.numbers.stop:
                self.waiting.append(range(forked.current + 1, forked.numbers.stop))
        left = forked.left_over()
        if left and not lost:
            self.fail(forked.numbers.start, left, f"in the inputs {forked.numbers}")
        shutil.rmtree(forked.place, ignore_errors=True)

    def fail(self, number: int, sort: str, trace: str) -> None:
        """Count a failure; store the first of its sort."""
        self.tally.failures[sort] += 1
        if self.tally.failures[sort] > PICTURED:
            return
        kind, seed = KINDS[self.name], self.options.seed
        data = make(self.name, seed, number)[0]
        digest = hashlib.sha256(sort.encode()).hexdigest()[:8]
        folder = self.options.failures / f"{self.name}-{digest}-{seed}-{number}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"input.{kind.suffix}").write_bytes(data)
        facts = {"kind": self.name, "seed": seed, "number": number, "sort": sort, "trace": trace}
        (folder / "failure.json").write_text(
            json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        print(f"  {self.name} {number}: {sort}", flush=True)
        if self.tally.failures[sort] == 1 and not sort.startswith("a "):
            most = 8 if sort.startswith("hang") else 80
            small = smallest(data, lambda piece: self.repeats(piece, number, sort), most)
            (folder / f"small.{kind.suffix}").write_bytes(small)

    def repeats(self, data: bytes, number: int, sort: str) -> bool:
        """True where a smaller input fails alike, in a process of its own."""
        return (
            sort_in_child(
                KINDS[self.name], data, make(self.name, self.options.seed, number)[1], self.place
            )
            == sort
        )


def _innermost(stack: str) -> str:
    """The innermost frame of the program in a stack of `faulthandler`."""
    for line in stack.split("\n"):
        if "/policydiff/" in line and "/benchmarks/" not in line:
            return (
                line.rpartition("policydiff/")[2]
                .replace('"', "")
                .replace(" in ", ":")
                .split(", line")[0]
                + ":"
                + line.rpartition(" in ")[2]
            )
    return "outside of the program"


def sort_in_child(kind: Kind, data: bytes, draw: random.Random, place: Path) -> str:
    """The sort of the failure of one input, "" where it does not fail."""
    out, into = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(out)
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
        stack_path = place / "small.stack"
        stack = stack_path.open("w")
        faulthandler.register(signal.SIGUSR1, file=stack)
        sort = ""
        try:
            trial(kind, data, draw, whole=False, folder=place)
        except BaseException as error:  # noqa: BLE001 any is a failure, and reported
            sort = sort_of(error)
        os.write(into, sort.encode()[:4000])
        os._exit(0)
    os.close(into)
    limit = SECONDS + PER_KILOBYTE * len(data) / 1024
    begun, found = time.monotonic(), ""
    while not select.select([out], [], [], 0.2)[0]:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        if sum(map(int, stat[11:15])) / TICKS > limit or time.monotonic() - begun > WALL:
            os.kill(pid, signal.SIGUSR1)
            time.sleep(0.5)
            os.killpg(pid, signal.SIGKILL)
            found = "hang " + _innermost((place / "small.stack").read_text())
            break
    found = found or os.read(out, 4096).decode()
    os.close(out)
    os.waitpid(pid, 0)
    return found


def smallest(data: bytes, fails: Callable[[bytes], bool], most: int) -> bytes:
    """A part of an input that fails alike: halves, quarters, … are left out while it does."""
    piece, tried = data, 0
    length = len(piece) // 2
    while length and tried < most:
        place = 0
        while place < len(piece) and tried < most:
            tried += 1
            shorter = piece[:place] + piece[place + length :]
            if fails(shorter):
                piece = shorter
            else:
                place += length
        length //= 2
    return piece


def inputs(options: argparse.Namespace, place: Path) -> dict[str, Tally]:
    """Try the inputs of all kinds."""
    kinds.plugins.APART.clear()
    print(
        f"{'kind':<9}{'inputs':>8}{'refused':>9}{'whole':>7}{'failures':>9}{'sorts':>6}{'cpu s':>9}{'slowest':>9}{'MB':>40}"
    )
    found = {}
    for name in options.kinds:
        KINDS[name].seeds()
        _warm(name)
        found[name] = Job(name, options, place).run()
        print(found[name].row(name), flush=True)
        for sort, count in found[name].failures.most_common():
            print(f"    {count:>6}  {sort}", flush=True)
    return found


def _warm(name: str) -> None:
    """Load what trials of a kind need before processes are forked."""
    for data in KINDS[name].seeds():
        for chance in range(3):
            try:
                KINDS[name].trial(data, random.Random(chance))
            except PolicyDiffError:
                continue


def main() -> int:
    """Run what was asked for, and report it."""
    options = _arguments()
    options.failures.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    figures: dict[str, object] = {"seed": options.seed}
    failures = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        if options.inputs:
            tallies = inputs(options, Path(folder))
            failures += sum(tally.failures.total() for tally in tallies.values())
            figures["inputs"] = {
                name: {
                    "inputs": one.inputs,
                    "refused": one.refused,
                    "whole": one.whole,
                    "failures": dict(one.failures),
                    "processor": round(one.processor, 1),
                    "slowest": one.slowest,
                    "memory": one.memory,
                }
                for name, one in tallies.items()
            }
        if options.kills:
            script = Path(__file__).with_name("kills_bench.py")
            killed = subprocess.run(
                [
                    sys.executable,
                    script,
                    "--kills",
                    str(options.kills),
                    "--seed",
                    str(options.seed),
                ],
                check=False,
            )
            failures += killed.returncode != 0
            figures["kills"] = options.kills
        if options.minutes:
            from _hostile_traffic import traffic

            faults, told = traffic(options.minutes, options.seed, Path(folder), options.failures)
            failures += len(faults)
            figures["traffic"] = told
    figures |= {"failures": failures, "seconds": round(time.monotonic() - begun)}
    print(f"failures {failures}  seconds {figures['seconds']}")
    if options.output:
        options.output.write_text(
            json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return 1 if failures else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--inputs", type=int, default=1000, help="of each kind (default: %(default)s)"
    )
    parser.add_argument(
        "--kinds",
        type=lambda text: text.split(","),
        default=list(KINDS),
        help=f"of {','.join(KINDS)}",
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--jobs", type=int, default=2, help="processes at once (default: %(default)s)"
    )
    parser.add_argument(
        "--kills", type=int, default=0, help="of commands that write (default: %(default)s)"
    )
    parser.add_argument(
        "--minutes", type=float, default=0, help="of writers and readers (default: %(default)s)"
    )
    parser.add_argument(
        "--failures",
        type=Path,
        default=Path("build/hostile"),
        help="where failures are stored (default: %(default)s)",
    )
    parser.add_argument("-o", "--output", type=Path, help="write the figures as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
