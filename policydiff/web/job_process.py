"""A process that does the jobs of the page, one after the other, within limits.

It is a copy of a server that was started before this process had threads, so it holds no lock of
theirs. It leads a group, so that what it starts ends with it.
"""

from __future__ import annotations

import gc
import os
import pickle
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from threading import Lock, RLock, Thread, local
from typing import Any

from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.parallel.engine import as_sent, without_current_folder
from policydiff.parallel.process_pool import context_with
from policydiff.system import (
    OVER_TIME,
    end_group,
    give_way,
    ignore_interrupts,
    lead_group,
    limit_self,
    limit_time,
)

Call = Callable[[], Any]
"""A function of a module with its arguments, all of which can be pickled."""

_LIFE = 60.0
"""Seconds of a processor after which a process takes no other job."""

_BETWEEN = 0.2
"""Seconds between two reports of how far a job is."""

_MOST_ANSWER = 512 * 1024 * 1024
"""Bytes of the largest result that is taken."""

_MINE = local()


def watch(what: Message, done: int, parts: int) -> None:
    """Report how far the job of this thread is; a session's `watch`."""
    report = getattr(_MINE, "report", None)
    if report is not None:
        report(what, done, parts)


def report_to(report: Callable[[Message, int, int], None]) -> None:
    """Call this from now on with what `watch` is called with in this thread."""
    _MINE.report = report


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLimits:
    """The limits of a job: seconds, bytes of memory, bytes of a file.

    `seconds` are those of a processor, `longest` those in all. After a `turn` it gives way to
    others. It ends where nobody has waited for it for so many seconds of `absence`.
    """

    seconds: float = 60.0
    longest: float = 180.0
    memory: int = 2 * 1024**3
    written: int = 256 * 1024**2
    turn: float = 2.0
    absence: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class JobAnswer:
    """The answer to a job: its result or its error, or how far it is.

    `again` is True where the process takes another job.
    """

    value: Any = None
    error: Exception | None = None
    far: tuple[Message, int, int] | None = None
    memory: bool = False
    again: bool = False


class JobProcess:
    """A process that waits for a job."""

    def __init__(self, context: BaseContext, limits: JobLimits, prepare: Call | None) -> None:
        """`prepare` is called in the process before its first job."""
        self.again = False
        """True where it takes another job."""
        self._pipe, theirs = context.Pipe()
        self._ending = Lock()
        with without_current_folder():
            self._process = context.Process(  # type: ignore[attr-defined]
                target=_work, args=(theirs, limits, prepare), daemon=True
            )
            self._process.start()
        theirs.close()

    @property
    def lives(self) -> bool:
        """True where it has not ended."""
        return bool(self._process.is_alive())

    @property
    def is_over_time(self) -> bool:
        """True where it ended as it used up its time of a processor."""
        self._process.join(1)
        return self._process.exitcode is not None and self._process.exitcode == OVER_TIME

    def begin(self, job: Call) -> None:
        """Send a job. Raises `OSError` where the process has ended."""
        self._pipe.send_bytes(pickle.dumps(job, pickle.HIGHEST_PROTOCOL))

    def answer(self, seconds: float) -> JobAnswer | None:
        """The answer that comes within so many seconds, None where none does.

        Raises `EOFError` or `OSError` where the process has ended.
        """
        if not self._pipe.poll(seconds):
            return None
        found: JobAnswer = pickle.loads(self._pipe.recv_bytes(_MOST_ANSWER))  # noqa: S301 of our own program
        return found

    def give_way(self) -> None:
        """Let it go on only as far as others leave the processors idle."""
        give_way(self._process.pid)

    def end(self) -> None:
        """End it, in the middle of a job or not, with all that it started."""
        with self._ending:
            if self._process.exitcode != 0:
                end_group(self._process.pid)
                self._process.kill()  # it may lead no group yet
            self._process.join()


class JobProcesses:
    """Processes for jobs, one of them ready and waiting."""

    def __init__(self, limits: JobLimits, modules: Sequence[str], prepare: Call | None) -> None:
        """They have loaded `modules`, and called `prepare`, before their first job."""
        self.limits = limits
        self._modules, self._prepare = (__name__, *modules), prepare
        self._idle: list[JobProcess] = []
        self._all: set[JobProcess] = set()
        self._lock, self._closed = RLock(), False

    def stock(self) -> None:
        """Let one process be ready for the next job."""
        with self._lock:
            if not self._closed and not self._idle:
                self._idle.append(self._start())

    @contextmanager
    def one(self) -> Iterator[JobProcess]:
        """A process for a job.

        It ends with the context unless it takes another one. Raises `OSError` where none starts.
        """
        process = self._take()
        Thread(target=self.stock, daemon=True).start()
        try:
            yield process
        finally:
            with self._lock:
                if process.again and len(self._idle) < (os.cpu_count() or 1):
                    process.again = False
                    self._idle.append(process)
                else:
                    self._all.discard(process)
                    process.end()

    def _take(self) -> JobProcess:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.lives:
                    return process
                self._all.discard(process)
            return self._start()

    def _start(self) -> JobProcess:
        if self._closed:
            raise ProcessLookupError
        process = JobProcess(context_with(self._modules), self.limits, self._prepare)
        self._all.add(process)
        return process

    def close(self) -> None:
        """End all processes; none starts from now on."""
        with self._lock:
            self._closed = True
            for process in tuple(self._all):
                process.end()


def _work(pipe: Connection, limits: JobLimits, prepare: Call | None) -> None:
    """Work on jobs until the pipe is closed, or one needed much."""
    ignore_interrupts()
    lead_group()
    limit_self(seconds=limits.seconds + _LIFE, memory=limits.memory, written=limits.written)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if prepare is not None:
        prepare()
    gc.freeze()  # what all jobs use is looked at no more
    report_to(_Reports(pipe))
    again = True
    while again:
        try:
            sent = pipe.recv_bytes()
        except EOFError:
            return
        data, again = _answer(sent, limits)
        pipe.send_bytes(data)


def _answer(sent: bytes, limits: JobLimits) -> tuple[bytes, bool]:
    """The packed answer to a job, and if the process takes another one."""
    begun = time.process_time()
    limit_time(limits.seconds)
    try:
        return _packed(JobAnswer(value=pickle.loads(sent)()), begun, limits)  # noqa: S301 of our own program
    except MemoryError:
        return pickle.dumps(JobAnswer(memory=True), pickle.HIGHEST_PROTOCOL), False
    except Exception as error:  # noqa: BLE001 - it is raised where the job was asked for
        if not isinstance(error, PolicyDiffError):
            error.add_note(traceback.format_exc())
        return _packed(JobAnswer(error=as_sent(error)), begun, limits)


def _packed(answer: JobAnswer, begun: float, limits: JobLimits) -> tuple[bytes, bool]:
    used = time.process_time()
    again = used - begun < limits.turn and used < _LIFE
    return pickle.dumps(replace(answer, again=again), pickle.HIGHEST_PROTOCOL), again


class _Reports:
    """Reports of how far a job is, sent now and then."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._next = pipe, 0.0

    def __call__(self, what: Message, done: int, parts: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _BETWEEN
            self._pipe.send_bytes(pickle.dumps(JobAnswer(far=(what, done, parts))))


def _end_with(parent: int) -> None:
    """End with the program, however that ends."""
    wait([parent])
    end_group(os.getpid())
    os._exit(1)
