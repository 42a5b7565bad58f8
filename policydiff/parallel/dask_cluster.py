"""The engine of several machines: a cluster of Dask.

Chunks and results are sent as bytes: no worker needs a file of this machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec

from policydiff.parallel.engine import (
    CHUNK,
    Engine,
    In,
    Out,
    Report,
    ScaleMissingError,
    SchedulerAddressError,
    WorkerLostError,
    chunks_of,
    count_first,
    in_order,
)
from policydiff.parallel.process_pool import usable_cores

SCHEMES = ("tcp", "tls")
"""Protocols of schedulers: `tls` is encrypted, and asks both sides for certificates."""


_PORT = re.compile(r"[0-9]{1,5}")
"""For example: 8786"""

FEW = 3
"""Chunks that are done faster here."""


class DaskCluster(Engine):
    """The engine that sends chunks to the workers of a scheduler.

    Without an address it starts scheduler and workers on this machine for the run. A run of a few
    chunks, or by one job, is done here.
    """

    def __init__(self, scheduler: str | None, jobs: int | None, report: Report) -> None:
        """`jobs` counts the processes of a run without `scheduler`.

        Raises `ScaleMissingError`, `SchedulerAddressError`.
        """
        if find_spec("distributed") is None:
            raise ScaleMissingError
        if scheduler is not None:
            _check_address(scheduler)
        self.scheduler = scheduler
        self.jobs = jobs or usable_cores()
        self._report = report

    def run(
        self, task: Callable[[In], Out], inputs: Iterable[In], *, size: int = CHUNK
    ) -> Iterator[Out | WorkerLostError]:
        """Yield the result of each input, see `Engine.run`.

        Raises `ClusterError`, `UnfitClusterError`, `SchedulerAddressError`.
        """
        count, chunks = count_first(chunks_of(inputs, size), FEW + 1)
        if count <= FEW or (self.scheduler is None and self.jobs == 1):
            for chunk in chunks:
                yield from map(task, chunk)
            return
        from policydiff.parallel.dask_connection import connected, local  # noqa: PLC0415 - the extra is checked first

        started = (
            local(task, self.jobs, self._report)
            if self.scheduler is None
            else connected(task, self.scheduler, self._report)
        )
        with started as cluster:
            yield from in_order(chunks, cluster.submit, cluster.finish, cluster.ahead)


def _check_address(address: str) -> None:
    scheme, _, place = address.partition("://")
    host, _, port = place.rpartition(":")
    if scheme not in SCHEMES or not host or not _PORT.fullmatch(port) or not 0 < int(port) < 2**16:
        raise SchedulerAddressError(address)
