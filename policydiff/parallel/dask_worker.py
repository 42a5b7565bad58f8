"""The worker of a cluster, loaded by name: its identity, and work on a chunk.

Chunks and results travel as bytes, which nothing on the way reads.
"""

from __future__ import annotations

import gc
import pickle
import platform
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from traceback import format_exception
from typing import Any

from distributed import Worker, WorkerPlugin

from policydiff import __version__
from policydiff.messages import Message
from policydiff.parallel.engine import as_sent, work_on
from policydiff.reading.readers.safety.programs import end_programs
from policydiff.reading.readers.word97.reader import installed_programs
from policydiff.store.fingerprint import package_fingerprint

Identity = Mapping[str, str]
"""The name of each part on which results depend, and its version."""

CODE = "code"
"""The part that is the code of the package itself."""

MOST_TASKS = 4
"""Tasks that a worker holds: one for each run, of which there are seldom two at once."""

_TASKS: dict[str, Callable[[Any], Any]] = {}
"""The tasks of this process, by the names of their runs, the oldest first."""

_ONE_AT_A_TIME = threading.Lock()
"""Held while a chunk is worked on: readers and comparisons are not for threads."""


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """The pickled answer of a worker to a chunk.

    `results` is None if the work raised `error`. Both are None without an answer: the worker is
    another than expected, was not sent the task, or ends.
    """

    results: bytes | None = None
    error: bytes | None = None


class EndPrograms(WorkerPlugin):
    """The end of a worker, which ends the programs that its work started."""

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - the signature is that of Dask
        """End them; their thread has some seconds to clear up."""
        end_programs()


@cache
def identity() -> Identity:
    """All that results of this process depend on, next to the inputs."""
    parts = {
        "Python": ".".join(map(str, sys.version_info[:2])),
        "system": f"{sys.platform} {platform.machine()}",
        "policydiff": __version__,
        CODE: package_fingerprint() or "",
    }
    parts |= {name: _version(name) for name in (*_required(), "dask", "distributed")}
    return parts | dict.fromkeys(installed_programs(), "+")


def difference(theirs: Identity | Exception) -> Message | None:
    """The first difference of another process, or its error; None for none."""
    if isinstance(theirs, TimeoutError):
        return Message("it does not answer")
    if isinstance(theirs, Exception):
        return Message("{name} cannot be loaded there ({why})", name="policydiff", why=theirs)
    ours = identity()
    for name in (*ours, *theirs):
        here, there = ours.get(name, ""), theirs.get(name, "")
        if here != there and name == CODE:
            return Message("the code of {name} is another there than here", name="policydiff")
        if here != there:
            return Message(
                "{name} is {there} there, {here} here",
                name=name,
                there=there or _MISSING,
                here=here or _MISSING,
            )
    return None


_MISSING = Message("missing")


def hold(name: str, task: bytes, garbage: tuple[int, int, int]) -> Identity:
    """Hold the pickled task of a run; return the identity of this process.

    `garbage` are the caller's thresholds of collection. Of too many tasks the oldest is dropped:
    its run sends it again.
    """
    gc.set_threshold(*garbage)
    _TASKS[name] = pickle.loads(task)  # noqa: S301 - who reaches a worker runs what they like
    while len(_TASKS) > MOST_TASKS:
        del _TASKS[next(iter(_TASKS))]
    return identity()


def drop(name: str) -> None:
    """Drop the task of a run that ended."""
    _TASKS.pop(name, None)


def answer(expected: Identity, name: str, chunk: bytes) -> WorkerAnswer:
    """Work on a pickled chunk with the task of a run, in the process expected."""
    task = _TASKS.get(name)
    if task is None or identity() != expected:
        return WorkerAnswer()
    with _ONE_AT_A_TIME:
        try:
            results = work_on(task, pickle.loads(chunk))  # noqa: S301 - see `hold`
            return WorkerAnswer(results=pickle.dumps(results))
        except SystemExit:  # the worker ends: nobody waits for an answer
            return WorkerAnswer()
        except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
            error.add_note("".join(format_exception(error)))
            return WorkerAnswer(error=pickle.dumps(as_sent(error)))


def _required() -> list[str]:
    """The names of the libraries that the package requires, without those of extras."""
    try:
        lines = requires("policydiff") or []
    except PackageNotFoundError:
        return []
    return [line.partition(">")[0].partition("=")[0] for line in lines if "extra ==" not in line]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
