"""One run on a cluster of Dask: its workers, chunks under way, and losses."""

from __future__ import annotations

import gc
import pickle
import time
from asyncio import AbstractEventLoop, gather, get_running_loop, run_coroutine_threadsafe, wait_for
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic
from uuid import uuid4

from distributed import Client, Future, KilledWorker
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError

from policydiff.messages import Message
from policydiff.parallel.dask_worker import (
    Identity,
    WorkerAnswer,
    answer,
    difference,
    drop,
    hold,
    identity,
)
from policydiff.parallel.engine import (
    AHEAD,
    Chunk,
    ClusterError,
    In,
    Out,
    Report,
    UnfitClusterError,
    WorkerLostError,
)

REACH = 10.0
"""Seconds in which a scheduler must answer, and have a worker."""

LOOK = 2.0
"""Seconds between looks at the workers."""

_STEP = 0.2
"""Seconds between two looks without a worker."""

PAUSE = 300.0
"""Seconds until workers are given up that take no work, for want of memory."""

_RUNNING = "running"
"""The state of a client or worker that does its work."""

SILENCE = 60.0
"""Seconds until a silent scheduler, or one without workers, is given up."""

LOSSES = 2
"""Times that a chunk is sent again after all its workers were lost."""


@dataclass(slots=True, eq=False)
class SentChunk(Generic[In]):
    """A chunk that was sent, and the answer to come."""

    chunk: Chunk[In]
    workers: frozenset[str] = frozenset()
    """The addresses of its possible workers."""

    losses: int = 0
    """The number of times that all of those were lost."""

    future: Future[WorkerAnswer] = field(init=False)

    @property
    def is_open(self) -> bool:
        """True while there may be a result to come."""
        return self.losses <= LOSSES and self.future.status in ("pending", "lost")


class ClusterRun(Generic[In, Out]):
    """The chunks that were sent to the workers of one scheduler."""

    def __init__(
        self, task: Callable[[In], Out], client: Client, address: str, report: Report
    ) -> None:
        self._name = uuid4().hex
        self._task = pickle.dumps(task)
        self._client = client
        self._loop: AbstractEventLoop = client.sync(_running_loop)
        self._address = address
        self._report = report
        self._looked = self._worked = time.monotonic()
        self._fit: set[str] = set()
        self._unfit: dict[str, Message] = {}
        self._under_way: list[SentChunk[In]] = []

    def ahead(self) -> int:
        """The number of chunks that the present workers need."""
        return AHEAD * max(1, len(self._fit))

    def submit(self, chunk: Chunk[In]) -> SentChunk[In]:
        """Send a chunk."""
        sent = SentChunk(chunk)
        self._send(sent)
        self._under_way.append(sent)
        return sent

    def finish(self, sent: SentChunk[In]) -> Iterator[Out | WorkerLostError]:
        """Yield the results of a chunk, one by one again if its workers ended on it."""
        try:
            yield from self._results(sent)
        except _ChunkLostError as error:
            self._report(
                Message(
                    "{worker} ended before its time; its {count} inputs are worked on again, one by one",
                    worker=_worker(error.address),
                    count=len(sent.chunk),
                )
            )
            for other in tuple(self._under_way):  # else it may end the worker of an input
                self._wait(other)
            for item in sent.chunk:
                try:
                    yield from self._results(self.submit((item,)))
                except _ChunkLostError:
                    yield WorkerLostError()

    def begin(self) -> None:
        """Wait for fitting workers. Raises `ClusterError`, `UnfitClusterError`."""
        begin = time.monotonic()
        self._check_scheduler()
        self.look()
        while not self._fit:
            if self._unfit:
                raise UnfitClusterError(self._address, self._unfit.values())
            if time.monotonic() - begin > REACH:
                raise ClusterError(
                    Message(
                        "{address}: the scheduler has no worker; start one: dask worker {address} --nthreads 1",
                        address=self._address,
                    )
                )
            time.sleep(_STEP)
            self.look()

    def look(self) -> None:
        """Report lost or unfit workers. Raises `ClusterError` if none is left."""
        self._looked = time.monotonic()
        workers = self._asked(self._identities)["workers"]
        self._report_lost(set(workers))
        self._unfit = {one: why for one, why in self._unfit.items() if one in workers}
        new = [
            worker for worker in workers if worker not in self._fit and worker not in self._unfit
        ]
        if new:
            self._check(new)
        for address in sorted(new):
            if address in self._unfit and self._fit:
                self._report(Message("{error}; it gets no work", error=self._unfit[address]))
            elif address in self._fit and workers[address]["nthreads"] > 1:
                self._report(
                    Message(
                        "{worker} has several threads and uses one; start it with --nthreads 1",
                        worker=_worker(address),
                    )
                )
        if any(workers[address]["status"] == _RUNNING for address in self._fit):
            self._worked = self._looked
        elif self._looked - self._worked > (PAUSE if self._fit else SILENCE):
            raise ClusterError(
                Message(
                    "{address}: the scheduler has no worker left that takes work",
                    address=self._address,
                )
            )
        if self._fit:
            self._send_stranded_again()

    def end(self) -> None:
        """Report the workers that were lost since the last look."""
        with suppress(ClusterError):  # all results are there
            self._report_lost(set(self._asked(self._identities)["workers"]))

    def drop_task(self) -> None:
        """Let the workers drop the task."""

        async def ask() -> None:
            await self._client.run(drop, self._name, workers=sorted(self._fit), on_error="ignore")

        if self._fit:
            with suppress(ClusterError):
                self._asked(ask)

    def _report_lost(self, present: set[str]) -> None:
        for address in sorted(self._fit - present):
            self._report(Message("{worker} was lost; others do its work", worker=_worker(address)))
        self._fit &= present

    def _send(self, sent: SentChunk[In]) -> None:
        while not self._fit:
            time.sleep(_STEP)
            self.look()
        sent.workers = frozenset(self._fit)
        if self._client.status != _RUNNING:
            raise self._gone()
        try:
            sent.future = self._client.submit(
                answer,
                dict(identity()),
                self._name,
                pickle.dumps(sent.chunk),
                workers=sorted(sent.workers),
                pure=False,
            )
        except ClosedClientError as error:
            raise self._gone() from error

    def _send_stranded_again(self) -> None:
        for sent in tuple(self._under_way):
            failed = sent.future.status in ("error", "cancelled")
            if not failed and sent.losses <= LOSSES and sent.workers.isdisjoint(self._fit):
                sent.losses += 1
                if sent.losses <= LOSSES:
                    sent.future.release()
                    self._send(sent)

    def _results(self, sent: SentChunk[In]) -> list[Out]:
        """The results of a chunk, or the task's error, `_ChunkLostError`, `ClusterError`."""
        for again in range(LOSSES + 1):
            if again:
                self._fit.clear()  # a worker is another than the one that was checked
                self._send(sent)
                self._under_way.append(sent)
            given = self._answer(sent)
            if given.error is not None:
                raise pickle.loads(given.error)  # noqa: S301 - see `answer`
            if given.results is not None:
                results: list[Out] = pickle.loads(given.results)  # noqa: S301 - see `answer`
                return results
        raise _ChunkLostError(min(sent.workers))

    def _answer(self, sent: SentChunk[In]) -> WorkerAnswer:
        """The answer to a chunk, which may be sent again meanwhile."""
        try:
            self._look_sometimes()
            while sent.losses <= LOSSES:
                future = sent.future
                fetched = run_coroutine_threadsafe(_fetch(future), self._loop)
                while sent.future is future and sent.losses <= LOSSES:
                    try:
                        return fetched.result(timeout=LOOK)
                    except TimeoutError:
                        if fetched.done():
                            raise
                    self._look_sometimes()
                fetched.cancel()
        except KilledWorker as error:
            self._fit.discard(error.last_worker.address)
            raise _ChunkLostError(error.last_worker.address) from error
        except (CancelledError, OSError) as error:
            raise self._gone() from error
        except ClusterError:
            raise
        except Exception as error:
            raise ClusterError(Message("{name}: {why}", name=self._address, why=error)) from error
        finally:
            self._under_way.remove(sent)
            sent.future.release()
        raise _ChunkLostError(min(sent.workers))

    def _wait(self, sent: SentChunk[In]) -> None:
        while sent.is_open:
            with suppress(TimeoutError):
                sent.future.exception(timeout=LOOK)
            self._look_sometimes()

    def _look_sometimes(self) -> None:
        if time.monotonic() - self._looked > LOOK:
            self.look()

    def _check(self, workers: list[str]) -> None:
        """Sort workers by whether they would give this program's results."""

        async def ask() -> list[Identity | Exception]:
            return await gather(*map(self._give_task, workers))

        for address, theirs in zip(workers, self._asked(ask), strict=True):
            why = difference(theirs)
            if why is None:
                self._fit.add(address)
            elif not isinstance(theirs, CommClosedError):  # else it is gone already
                self._unfit[address] = Message("{name}: {why}", name=_worker(address), why=why)

    async def _give_task(self, worker: str) -> Identity | Exception:
        """The identity of a worker that holds the task now, or its error."""
        asked = self._client.run(
            hold,
            self._name,
            self._task,
            gc.get_threshold(),
            workers=[worker],
            on_error="return",
        )
        try:
            theirs: dict[str, Identity | Exception] = await wait_for(asked, SILENCE / 2)
        except OSError as error:  # TimeoutError is one
            return error
        return theirs.get(worker, CommClosedError())

    async def _identities(self) -> Any:
        if self._client.scheduler is None:
            raise CommClosedError
        return await self._client.scheduler.identity(n_workers=-1)

    def _check_scheduler(self) -> None:
        """Make sure that the scheduler can load what it passes on."""

        async def ask() -> Identity | Exception:
            try:
                theirs: Identity = await self._client.run_on_scheduler(identity)
            except Exception as error:  # noqa: BLE001 - whatever it is: there is no policydiff like ours
                return error
            return theirs

        theirs = self._asked(ask)
        if isinstance(theirs, Exception):
            raise UnfitClusterError(
                self._address,
                (Message("{name}: {why}", name=Message("the scheduler"), why=difference(theirs)),),
            )

    def _asked(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        """The scheduler's answer. Raises `ClusterError` for none."""
        if self._client.status != _RUNNING:
            raise self._gone()
        try:
            return self._client.sync(ask, callback_timeout=SILENCE)
        except OSError as error:
            raise self._gone() from error

    def _gone(self) -> ClusterError:
        return ClusterError(
            Message(
                "{address}: the scheduler went away during the work; run the command again when it is there",
                address=self._address,
            )
        )


class _ChunkLostError(Exception):
    """The work on a chunk ended its workers; `address` is one of them."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


async def _running_loop() -> AbstractEventLoop:
    return get_running_loop()


async def _fetch(future: Future[WorkerAnswer]) -> WorkerAnswer:
    waiting: Any = future.result()  # in the loop of the client it waits for nothing
    answered: WorkerAnswer = await waiting
    return answered


def _worker(address: str) -> Message:
    return Message("worker {address}", address=address)
