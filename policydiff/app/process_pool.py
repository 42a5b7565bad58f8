"""The engine of one machine: worker processes, one for each core.

Each worker is an executor of its own, so that one which is killed takes nothing with it but the
chunk that it was working on, and we know which that is.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from types import TracebackType
from typing import Generic, Self

from policydiff.app.engine import (
    AHEAD,
    CHUNK,
    Chunk,
    Engine,
    In,
    Out,
    Report,
    WorkerLostError,
    chunks_of,
    in_order,
    more_than_one,
    work_on,
)
from policydiff.messages import Message
from policydiff.system import ignore_interrupts


class ProcessPool(Engine):
    """The engine that sends chunks to processes of this machine.

    They start with a run and end with it, also where it is given up; a run of one chunk, or by one
    job, is done here.
    """

    def __init__(self, jobs: int | None, report: Report) -> None:
        """`jobs` is the number of processes, all cores where it is None."""
        self.jobs = jobs or usable_cores()
        self._report = report

    def run(
        self, task: Callable[[In], Out], inputs: Iterable[In], *, size: int = CHUNK
    ) -> Iterator[Out | WorkerLostError]:
        """Yield what `task` gives for each input, see `Engine.run`."""
        many, chunks = more_than_one(chunks_of(inputs, size))
        if self.jobs == 1 or not many:
            for chunk in chunks:
                yield from map(task, chunk)
            return
        with ExitStack() as stack:
            workers = [
                stack.enter_context(_Worker(partial(work_on, task))) for _ in range(self.jobs)
            ]
            yield from in_order(
                chunks,
                lambda chunk: min(workers, key=lambda one: len(one.sent)).submit(chunk),
                self._finish,
                AHEAD * self.jobs,
            )

    def _finish(self, sent: _Sent[In, Out]) -> Iterator[Out | WorkerLostError]:
        """Yield the results of a chunk, one by one again where its worker ended on it."""
        try:
            results = sent.worker.take(sent)
        except BrokenExecutor:
            self._report(
                Message(
                    "{worker} ended before its time; its {count} inputs are worked on again, one by one",
                    worker=sent.worker.restart(),
                    count=len(sent.chunk),
                )
            )
            with _Worker(sent.worker.work) as own:
                for one in sent.chunk:
                    yield own.work_alone(one)
        else:
            yield from results


def usable_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True, eq=False)
class _Sent(Generic[In, Out]):
    """A chunk that was sent to a worker, and its results to come."""

    chunk: Chunk[In]
    worker: _Worker[In, Out]
    results: Future[list[Out]]


class _Worker(Generic[In, Out]):
    """A process, and what was sent to it and is not given yet, the oldest first."""

    def __init__(self, work: Callable[[Chunk[In]], list[Out]]) -> None:
        self.sent: list[_Sent[In, Out]] = []
        self.work = work
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop(kill=kind is not None)

    def submit(self, chunk: Chunk[In]) -> _Sent[In, Out]:
        """Send a chunk."""
        sent = _Sent(chunk, self, self._results(chunk))
        self.sent.append(sent)
        return sent

    def take(self, sent: _Sent[In, Out]) -> list[Out]:
        """The results of the oldest chunk.

        Raises `BrokenExecutor` where the process ended on it.
        """
        try:
            return sent.results.result()
        finally:
            self.sent.remove(sent)

    def work_alone(self, one: In) -> Out | WorkerLostError:
        """The result of an input whose worker ended once."""
        try:
            return self.take(self.submit((one,)))[0]
        except BrokenExecutor:
            self.restart()
            return WorkerLostError()

    def restart(self) -> Message:
        """Start a new process with the work of the old one; gives the name of that."""
        self._stop(kill=True)
        ended = Message(
            "worker process {number} (exit code {code})",
            number=self._process.pid,
            code=self._process.exitcode,
        )
        self._start()
        for one in self.sent:
            if not one.results.done() or one.results.exception() is not None:
                one.results = self._results(one.chunk)
        return ended

    def _results(self, chunk: Chunk[In]) -> Future[list[Out]]:
        try:
            return self._executor.submit(self.work, chunk)
        except BrokenExecutor as error:  # it ended while nothing was asked of it
            broken: Future[list[Out]] = Future()
            broken.set_exception(error)
            return broken

    def _start(self) -> None:
        with _STARTING:
            before = set(multiprocessing.active_children())
            self._executor = ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin)
            self._executor.submit(os.getpid)
            (self._process,) = set(multiprocessing.active_children()) - before

    def _stop(self, *, kill: bool) -> None:
        if kill:
            self._process.kill()
        self._executor.shutdown(cancel_futures=True)
        self._process.join()


_STARTING = threading.Lock()
"""Held while a process is started, so that it is known which one that is."""


def _context() -> multiprocessing.context.BaseContext:
    """The way in which processes are made: never as copies of this one."""
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")


def _begin() -> None:
    """Begin as a worker: the one who asked deals with Ctrl-C, and none outlives them."""
    ignore_interrupts()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
