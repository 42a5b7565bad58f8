"""engine_options: the choice of an engine."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Literal, cast

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.parallel.engine import Engine, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """The choice of an engine.

    `jobs` is the number of processes, None for all cores; `scheduler` the address of a cluster,
    None for workers on this machine.
    """

    jobs: int | None = None
    engine: Literal["pool", "dask"] = "pool"
    scheduler: str | None = None


def engine_of(options: EngineOptions, report: Report) -> Engine:
    """The chosen engine, reporting on workers. Raises `UsageError`."""
    if options.jobs is not None and options.scheduler is not None:
        raise UsageError(
            Message("--jobs is for processes of this machine; a scheduler has workers of its own")
        )
    if options.engine == "dask":
        cluster = import_module("policydiff.parallel.dask_cluster").DaskCluster
        return cast("Engine", cluster(options.scheduler, options.jobs, report))
    if options.scheduler is not None:
        raise UsageError(Message("--scheduler is for --engine dask"))
    from policydiff.parallel.process_pool import ProcessPool  # noqa: PLC0415 - not for every command

    return ProcessPool(options.jobs, report)
