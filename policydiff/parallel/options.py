"""engine_options: the choice of where the work on many texts is done."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Literal, cast

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.parallel.engine import Engine, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """The choices for where the work on many texts is done.

    `jobs` is the number of processes, all cores where it is None; `scheduler` the address of the
    one that is asked for workers, None where they are started on this machine.
    """

    jobs: int | None = None
    engine: Literal["pool", "dask"] = "pool"
    scheduler: str | None = None


def engine_of(options: EngineOptions, report: Report) -> Engine:
    """The engine that a person chose.

    `report` is called with what happens to workers. Raises `UsageError`, also where packages of the
    engine are missing.
    """
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
