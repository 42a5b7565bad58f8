"""The work that engines are measured by, in a module that worker processes can import."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Payload:
    """An input with which nothing is done, as large as a text."""

    data: bytes


def nothing(payload: Payload) -> int:
    """The size of an input: what is measured is its way."""
    return len(payload.data)


class Usage:
    """The largest resident memory of this process and of each that it started, in MB, and the
    seconds of a processor that each took. The last quarter of a second of a process is not seen.
    """

    def __init__(self) -> None:
        self.most: dict[int, float] = {}
        self._seconds: dict[int, float] = {}
        self._before = time.process_time()
        self._ended = threading.Event()

    @classmethod
    @contextmanager
    def watched(cls) -> Iterator[Self]:
        """Look four times a second, until the block ends."""
        one = cls()
        looking = threading.Thread(target=one._look, daemon=True)
        looking.start()
        try:
            yield one
        finally:
            one._ended.set()
            looking.join()

    @property
    def workers(self) -> float:
        """The sum over all processes but this one."""
        return sum(size for pid, size in self.most.items() if pid != os.getpid())

    @property
    def seconds(self) -> float:
        """Those of all processes together."""
        return time.process_time() - self._before + sum(self._seconds.values())

    def _look(self) -> None:
        while not self._ended.wait(0.25):
            for pid in _family(os.getpid()):
                self.most[pid] = max(self.most.get(pid, 0.0), _resident(pid))
                if pid != os.getpid():
                    self._seconds[pid] = max(self._seconds.get(pid, 0.0), _worked(pid))


def _family(first: int) -> set[int]:
    """A process, those that it started, and theirs."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
    found = {first}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _worked(pid: int) -> float:
    """The seconds of a processor that a process took."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def seconds(engine, task, inputs, size: int) -> float:
    """The seconds in which an engine does a task on inputs, its start and end among them."""
    begin = time.perf_counter()
    with engine.running(task, inputs, size=size) as results:
        count = sum(1 for _ in results)
    assert count == len(inputs)
    return time.perf_counter() - begin


def steady_seconds(engine, task, inputs, size: int) -> float:
    """The seconds from the first result of a run to its last: without its start and end."""
    with engine.running(task, inputs, size=size) as results:
        next(iter(results))
        begin = time.perf_counter()
        count = 1 + sum(1 for _ in results)
        took = time.perf_counter() - begin
    assert count == len(inputs)
    return took
