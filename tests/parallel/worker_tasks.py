"""Work for the tests of engines, in a module that a worker process can import."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from policydiff.errors import PolicyDiffError
from policydiff.reading.load import MissingFileError
from policydiff.reading.readers.safety.programs import run_program


def square(number: int) -> tuple[int, int]:
    """A number, its square after a while that differs."""
    time.sleep(number % 3 / 100)
    return number, number * number


def where(_number: int) -> int:
    """The process."""
    time.sleep(0.02)
    return os.getpid()


def fall_once(place: Path, number: int) -> int:
    """End the process at 13, the first time."""
    marker = place / str(number)
    if number == 13 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fall(number: int) -> int:
    """End the process at 13, each time."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class Shared:
    """A task that counts how often it was sent."""

    def __init__(self, sent: int = 0) -> None:
        self.sent = sent

    def __reduce__(self) -> tuple[type[Shared], tuple[int]]:
        return Shared, (self.sent + 1,)

    def __call__(self, _number: int) -> int:
        return self.sent


def refuse(number: int) -> int | PolicyDiffError:
    """An error for an odd number."""
    return MissingFileError(Path(f"{number}.txt")) if number % 2 else number


def break_down(number: int) -> int:
    """Raise at 13."""
    if number == 13:
        raise ValueError("thirteen")
    return number


def wait_long(number: int) -> int:
    """Work for a minute."""
    time.sleep(60)
    return number


CALLS: Counter[str] = Counter()


def count_calls(name: str) -> int:
    """The number of calls with this name in this process."""
    CALLS[name] += 1
    return CALLS[name]


def wait_marked(place: Path, seconds: float) -> float:
    """Leave a mark of this process, and work for so long."""
    (place / str(os.getpid())).touch()
    time.sleep(seconds)
    return seconds


class OddError(Exception):
    """An error that cannot be pickled: it is made otherwise than it is stored."""

    def __init__(self, number: int, why: str) -> None:
        """Join the two."""
        super().__init__(f"{number} {why}")


def raise_odd(number: int) -> int:
    """Raise at 13 what cannot be pickled."""
    if number == 13:
        raise OddError(number, "is odd")
    return number


def run_marked(place: Path, seconds: float) -> float:
    """Let a program run for so long, which leaves a mark of its process."""
    script = f"echo > {place}/$$; sleep {seconds}; :"
    with TemporaryDirectory(prefix="policydiff-") as folder:
        run_program(["sh", "-c", script], Path(folder), seconds + 1)
    return seconds
