"""The connection of a run to a scheduler of Dask, here or at an address."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import dask
from distributed import Client, LocalCluster, Security
from distributed.versions import VersionMismatchWarning

from policydiff.messages import Message
from policydiff.parallel.dask_run import REACH, ClusterRun
from policydiff.parallel.dask_worker import EndPrograms
from policydiff.parallel.engine import (
    ClusterError,
    In,
    Out,
    Report,
    SchedulerAddressError,
    without_current_folder,
)
from policydiff.parallel.process_pool import start_tracker
from policydiff.system import without_interrupts

DEATHS = 1
"""Workers of this machine that a chunk may end before its inputs are done one by one."""

QUIET = {
    "distributed.admin.large-graph-warning-threshold": "1TiB",
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""Settings of Dask: large chunks, no profile of workers that end with the run."""


@contextmanager
def local(task: Callable[[In], Out], jobs: int, report: Report) -> Iterator[ClusterRun[In, Out]]:
    """Start workers on this machine, and end them with the run.

    They listen on loopback alone, with certificates of the run: no other user can use them.
    """
    _hush()
    with (
        TemporaryDirectory(prefix="policydiff-") as folder,
        dask.config.set(QUIET | {"temporary-directory": folder}),
        without_current_folder(),
        _started(jobs) as cluster,
        Client(cluster, timeout=REACH, set_as_default=False) as client,
    ):
        run = ClusterRun(task, client, cluster.scheduler_address, report)
        run.begin()
        yield run
        run.end()


def _started(jobs: int) -> LocalCluster:
    start_tracker()
    with without_interrupts(requests=True):
        return LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=0,
            plugins=(EndPrograms(),),
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


def _refusal(address: str, error: Exception) -> Message:
    """The reason why Dask does not try to connect."""
    if address.startswith("tls://") and isinstance(error, TypeError):
        return Message(
            "an encrypted connection needs certificates; name them in the configuration of Dask ({setting})",
            setting="distributed.comm.tls",
        )
    return Message.foreign(str(error))


def _hush() -> None:
    """Silence Dask's own reports."""
    for name in ("distributed", "distributed.client", "distributed.gc", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)
