"""The engine of one machine: worker processes, one for each core.

Each worker is an executor of its own, so that a killed one loses only its own chunk.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.resource_tracker import ensure_running
from typing import Any, Generic

from policydiff.errors import words_of
from policydiff.messages import Message
from policydiff.parallel.engine import (
    AHEAD,
    CHUNK,
    Chunk,
    Engine,
    In,
    Out,
    Report,
    WorkerLostError,
    as_sent,
    chunks_of,
    count_first,
    in_order,
    without_current_folder,
    work_on,
)
from policydiff.system import (
    ending_on_request,
    ignore_interrupts,
    most_open_files,
    request_end,
    without_interrupts,
)

FEW = 6
"""Chunks that are done faster here: 64 statutes by one process, 128 by two of two cores."""

FILES = 10
"""Files that each worker needs open, and this process too."""

GRACE = 3.0
"""Seconds that a worker has to end what it started, if its work is given up."""


class ProcessPool(Engine):
    """The engine that sends chunks to processes of this machine.

    They end with a run, also one that is given up; a run of few chunks, or by one job, is done
    here.
    """

    def __init__(self, jobs: int | None, report: Report) -> None:
        """`jobs` is the number of processes, None for all cores."""
        self.jobs = jobs or usable_cores()
        self._report = report

    def run(
        self, task: Callable[[In], Out], inputs: Iterable[In], *, size: int = CHUNK
    ) -> Iterator[Out | WorkerLostError]:
        """Yield the result of each input, see `Engine.run`."""
        if self.jobs == 1:
            yield from map(task, inputs)
            return
        count, chunks = count_first(chunks_of(inputs, size), max(FEW + 1, self.jobs))
        with ExitStack() as stack:
            workers = self._workers(task, count, stack)
            if not workers:
                for chunk in chunks:
                    yield from map(task, chunk)
                return
            yield from in_order(
                chunks,
                lambda chunk: min(workers, key=lambda worker: len(worker.sent)).submit(chunk),
                self._finish,
                lambda: AHEAD * len(workers),
            )

    def _workers(
        self, task: Callable[[In], Out], chunks: int, stack: ExitStack
    ) -> list[_Worker[In, Out]]:
        """Start workers for so many chunks; none for few, or if the system refuses."""
        if chunks <= FEW:
            return []
        try:
            stack.enter_context(without_current_folder())
            most = max(1, (most_open_files() - FILES) // FILES)
            return stack.enter_context(_crew(task, min(self.jobs, chunks, most)))
        except (OSError, EOFError, ImportError) as error:
            why = words_of(error) if isinstance(error, OSError) else Message.foreign(str(error))
            self._report(
                Message("no worker process can be started ({why}); all is done in one", why=why)
            )
            return []

    def _finish(self, sent: _Sent[In, Out]) -> Iterator[Out | WorkerLostError]:
        """Yield the results of a chunk, one by one again if its worker ended on it."""
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
            with _crew(sent.worker.task, 1) as (own,):
                for item in sent.chunk:
                    yield own.work_alone(item)
        else:
            yield from results


def usable_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True, eq=False)
class _Sent(Generic[In, Out]):
    chunk: Chunk[In]
    worker: _Worker[In, Out]
    results: Future[list[Out]]


class _Worker(Generic[In, Out]):
    """A process, and its chunks without results yet, the oldest first."""

    def __init__(
        self, task: Callable[[In], Out], context: multiprocessing.context.BaseContext
    ) -> None:
        self.sent: list[_Sent[In, Out]] = []
        self.task = task
        self._context = context
        self._start()

    def submit(self, chunk: Chunk[In]) -> _Sent[In, Out]:
        sent = _Sent(chunk, self, self._results(chunk))
        self.sent.append(sent)
        return sent

    def take(self, sent: _Sent[In, Out]) -> list[Out]:
        """The oldest chunk's results. Raises `BrokenExecutor` if the process ended on it."""
        try:
            return sent.results.result()
        finally:
            self.sent.remove(sent)

    def work_alone(self, one: In) -> Out | WorkerLostError:
        try:
            return self.take(self.submit((one,)))[0]
        except BrokenExecutor:
            self.restart()
            return WorkerLostError()

    def restart(self) -> Message:
        """Start a new process with the work of the old one; return the name of that."""
        self.stop(time.monotonic())
        ended = Message(
            "worker process {number} (exit code {code})",
            number=self._process.pid,
            code=self._process.exitcode,
        )
        self._start()
        for pending in self.sent:
            if not pending.results.done() or pending.results.exception() is not None:
                pending.results = self._results(pending.chunk)
        return ended

    def terminate(self) -> None:
        self._process.terminate()

    def stop(self, deadline: float | None = None) -> None:
        """End the process when its work is done, or at a time of the monotonic clock."""
        if deadline is not None:
            self._process.join(max(0.0, deadline - time.monotonic()))
            self._process.kill()
        self._executor.shutdown(cancel_futures=True)
        self._process.join()

    def _results(self, chunk: Chunk[In]) -> Future[list[Out]]:
        try:
            return self._executor.submit(_work, chunk)
        except BrokenExecutor as error:  # it ended while nothing was asked of it
            broken: Future[list[Out]] = Future()
            broken.set_exception(error)
            return broken

    def _start(self) -> None:
        with _STARTING, without_interrupts():
            before = set(multiprocessing.active_children())
            self._executor = ProcessPoolExecutor(
                1,
                mp_context=self._context,
                initializer=_begin,
                initargs=(self.task, gc.get_threshold()),
            )
            self._executor.submit(os.getpid)
            (self._process,) = set(multiprocessing.active_children()) - before


@contextmanager
def _crew(task: Callable[[In], Out], jobs: int) -> Iterator[list[_Worker[In, Out]]]:
    """Start workers; they end when their work is done, or soon if it is given up."""
    workers: list[_Worker[In, Out]] = []
    deadline = None
    try:
        function = task.func if isinstance(task, partial) else task
        context = context_with([getattr(function, "__module__", __name__)])
        with without_interrupts():
            workers.extend(_Worker(task, context) for _ in range(jobs))
        yield workers
    except BaseException:
        for worker in workers:
            worker.terminate()
        deadline = time.monotonic() + GRACE
        raise
    finally:
        for worker in workers:
            worker.stop(deadline)


_STARTING = threading.Lock()
"""Held while a process is started, so that it can be identified."""


_TASK: list[Callable[[Any], Any]] = []
"""The task of this process, if it is a worker."""


def context_with(modules: Sequence[str]) -> multiprocessing.context.BaseContext:
    """The context of processes: copies of a server with modules, never of this one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    start_tracker()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context


def start_tracker() -> None:
    """Start the process that tracks shared resources, if there is one.

    It never learns of a closed terminal. It lets Ctrl-C through as it starts, so it does so first.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        with without_interrupts():
            ensure_running()


def _begin(task: Callable[[In], Out], garbage: tuple[int, int, int]) -> None:
    """Begin as a worker: the parent handles Ctrl-C, and no worker outlives it."""
    ignore_interrupts()
    gc.set_threshold(*garbage)
    _TASK[:] = [task]
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _work(chunk: Chunk[In]) -> list[Any]:
    """The results of a chunk in a worker; on request it ends its programs first."""
    try:
        with ending_on_request():
            return work_on(_TASK[0], chunk)
    except SystemExit:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
        raise as_sent(error) from None


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    request_end()
    time.sleep(GRACE)
    os._exit(1)
