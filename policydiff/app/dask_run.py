"""One run on a cluster of Dask: its workers, chunks under way, and losses."""

from __future__ import annotations

import gc
import logging
import pickle
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import Any, Generic
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Security
from distributed.comm.core import CommClosedError
from distributed.versions import VersionMismatchWarning

from policydiff.app.cluster_errors import ClusterError, SchedulerAddressError, UnfitClusterError
from policydiff.app.dask_worker import CODE, Identity, WorkerAnswer, answer, drop, hold, identity
from policydiff.app.engine import AHEAD, Chunk, In, Out, Report, WorkerLostError
from policydiff.messages import Message
from policydiff.system import without_interrupts

REACH = 10.0
"""Seconds in which a scheduler must answer, and have a worker."""

LOOK = 2.0
"""Seconds after which the workers are looked at again."""

_STEP = 0.2
"""Seconds between two looks where there is no worker."""

_OPEN = ("pending", "lost")
"""States of a chunk that is not done: waiting, at work, or its result lost with a worker."""

SILENCE = 60.0
"""Seconds after which a scheduler that answers nothing, or has no worker left, is given up."""

DEATHS = 1
"""Workers of this machine that a chunk may end and be tried again, before its inputs are worked on
one by one.
"""

QUIET = {
    "distributed.admin.large-graph-warning-threshold": "1TiB",
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""Settings of Dask: chunks are large, and nobody looks at workers that end with the run."""


@dataclass(slots=True, eq=False)
class SentChunk(Generic[In]):
    """A chunk that was sent, and the answer to come."""

    chunk: Chunk[In]
    workers: frozenset[str] = frozenset()
    """The addresses of those that may work on it."""

    future: Future[WorkerAnswer] = field(init=False)


@contextmanager
def local(task: Callable[[In], Out], jobs: int, report: Report) -> Iterator[ClusterRun[In, Out]]:
    """Start workers on this machine, and end them with the run.

    They listen on loopback alone, with certificates that last as long as they do: another user of
    this machine can ask them for nothing.
    """
    _hush()
    with (
        TemporaryDirectory(prefix="policydiff-") as folder,
        dask.config.set(QUIET | {"temporary-directory": folder}),
        _started(jobs) as cluster,
        Client(cluster, timeout=REACH, set_as_default=False) as client,
    ):
        run = ClusterRun(task, client, cluster.scheduler_address, report)
        run.begin()
        yield run
        run.end()


def _started(jobs: int) -> LocalCluster:
    """A scheduler in this process, and its workers, which never get Ctrl-C."""
    with without_interrupts():
        return LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=0,
            security=Security.temporary(),
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={"allowed_failures": DEATHS, "dashboard_address": "127.0.0.1:0"},
        )


@contextmanager
def connected(
    task: Callable[[In], Out], address: str, report: Report
) -> Iterator[ClusterRun[In, Out]]:
    """Use the workers of the scheduler at an address.

    Raises `ClusterError`, `SchedulerAddressError`, `UnfitClusterError`.
    """
    _hush()
    with dask.config.set(QUIET):
        try:
            client = Client(address, timeout=REACH, set_as_default=False)
        except (TypeError, ValueError, RuntimeError) as error:
            raise SchedulerAddressError(address, _refusal(address, error)) from error
        except OSError as error:
            raise ClusterError(
                Message(
                    "{address}: no scheduler answers there within {seconds} seconds",
                    address=address,
                    seconds=f"{REACH:.0f}",
                )
            ) from error
        with client:
            run = ClusterRun(task, client, address, report)
            try:
                run.begin()
                yield run
                run.end()
            finally:
                run.drop_task()


class ClusterRun(Generic[In, Out]):
    """The chunks that were sent to the workers of one scheduler."""

    def __init__(
        self, task: Callable[[In], Out], client: Client, address: str, report: Report
    ) -> None:
        """`client` is connected to the scheduler at `address`."""
        self._name = uuid4().hex
        self._task = pickle.dumps(task)
        self._client = client
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
        """Yield the results of a chunk, one by one again where its workers ended on it."""
        try:
            yield from self._results(sent)
        except KilledWorker as error:
            self._fit.discard(error.last_worker.address)
            self._report(
                Message(
                    "{worker} ended before its time; its {count} inputs are worked on again, one by one",
                    worker=_worker(error.last_worker.address),
                    count=len(sent.chunk),
                )
            )
            for other in tuple(self._under_way):  # else it may end the worker of an input
                self._wait(other)
            for one in sent.chunk:
                try:
                    yield from self._results(self.submit((one,)))
                except KilledWorker as again:
                    self._fit.discard(again.last_worker.address)
                    yield WorkerLostError()

    def begin(self) -> None:
        """Wait for workers, and check them before they get anything.

        Raises `ClusterError` where there is none, `UnfitClusterError` where none fits.
        """
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
        """Look which workers there are, and report those that are lost or do not fit.

        Raises `ClusterError` where nothing answers, or nobody works any more.
        """
        self._looked = time.monotonic()
        workers = self._asked(self._identities)["workers"]
        self._report_lost(set(workers))
        self._unfit = {one: why for one, why in self._unfit.items() if one in workers}
        new = [one for one in workers if one not in self._fit and one not in self._unfit]
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
        if self._fit:
            self._worked = self._looked
            self._send_stranded_again()
        elif self._looked - self._worked > SILENCE:
            raise ClusterError(
                Message("{address}: the scheduler has no worker left", address=self._address)
            )

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
        """Send a chunk to the workers that were checked, and to no other."""
        while not self._fit:
            time.sleep(_STEP)
            self.look()
        sent.workers = frozenset(self._fit)
        sent.future = self._client.submit(
            answer,
            dict(identity()),
            self._name,
            pickle.dumps(sent.chunk),
            workers=sorted(sent.workers),
            pure=False,
        )

    def _send_stranded_again(self) -> None:
        """Send the chunks again of which no worker is left that may work on them."""
        for sent in tuple(self._under_way):
            if sent.future.status in _OPEN and sent.workers.isdisjoint(self._fit):
                sent.future.release()
                self._send(sent)

    def _results(self, sent: SentChunk[In]) -> list[Out]:
        """The results of a chunk.

        Raises what the task raised, `KilledWorker`, `ClusterError`.
        """
        while True:
            given = self._answer(sent)
            if given.error is not None:
                raise pickle.loads(given.error)  # noqa: S301 - see `answer`
            if given.results is not None:
                results: list[Out] = pickle.loads(given.results)  # noqa: S301 - see `answer`
                return results
            self._fit.clear()  # a worker is another than the one that was checked
            self._send(sent)
            self._under_way.append(sent)

    def _answer(self, sent: SentChunk[In]) -> WorkerAnswer:
        try:
            self._wait(sent)
            return sent.future.result(timeout=SILENCE)
        except KilledWorker:
            raise
        except (CancelledError, OSError) as error:
            raise self._gone() from error
        except Exception as error:
            if isinstance(error, ClusterError):
                raise
            raise ClusterError(Message("{name}: {why}", name=self._address, why=error)) from error
        finally:
            self._under_way.remove(sent)
            sent.future.release()

    def _wait(self, sent: SentChunk[In]) -> None:
        """Wait until a chunk is done, whatever came of it."""
        while sent.future.status in _OPEN:
            with suppress(TimeoutError):
                sent.future.exception(timeout=LOOK)
            if time.monotonic() - self._looked > LOOK:
                self.look()

    def _check(self, workers: list[str]) -> None:
        """Sort workers by whether they would give the results of this program."""

        async def ask() -> dict[str, Identity | Exception]:
            theirs: dict[str, Identity | Exception] = await self._client.run(
                hold,
                self._name,
                self._task,
                gc.get_threshold(),
                workers=workers,
                on_error="return",
            )
            return theirs

        for address, theirs in self._asked(ask, dict.fromkeys(workers, TimeoutError())).items():
            why = _difference(theirs)
            if why is None:
                self._fit.add(address)
            elif not isinstance(theirs, CommClosedError):  # else it is gone already
                self._unfit[address] = Message("{name}: {why}", name=_worker(address), why=why)

    async def _identities(self) -> Any:
        """All that the scheduler knows of its workers."""
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
                (Message("{name}: {why}", name=Message("the scheduler"), why=_difference(theirs)),),
            )

    def _asked(self, ask: Callable[[], Awaitable[Any]], late: Any = None) -> Any:
        """The scheduler's answer, or `late` where it comes too late.

        Raises `ClusterError` where there is none.
        """
        if self._client.status != "running":
            raise self._gone()
        try:
            return self._client.sync(ask, callback_timeout=SILENCE)
        except OSError as error:
            if late is not None and isinstance(error, TimeoutError):
                return late
            raise self._gone() from error

    def _gone(self) -> ClusterError:
        return ClusterError(
            Message(
                "{address}: the scheduler went away during the work; run the command again when it is there",
                address=self._address,
            )
        )


def _refusal(address: str, error: Exception) -> Message:
    """The reason why Dask does not even try to connect."""
    if address.startswith("tls://") and isinstance(error, TypeError):
        return Message(
            "an encrypted connection needs certificates; name them in the configuration of Dask ({setting})",
            setting="distributed.comm.tls",
        )
    return Message.foreign(str(error))


def _worker(address: str) -> Message:
    return Message("worker {address}", address=address)


def _difference(theirs: Identity | Exception) -> Message | None:
    """In what another process differs from this one, None where it does not."""
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


def _hush() -> None:
    """Leave it to us to report what happens to schedulers and workers."""
    for name in ("distributed", "distributed.client", "distributed.gc", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)
