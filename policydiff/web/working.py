"""Lookup that take seconds, each made once beside the requests.

As many are made at once as there are cores.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Event, Lock, Thread, local
from typing import Any, TypeVar

from policydiff.errors import LockedError
from policydiff.messages import Message

T = TypeVar("T")

Lookup = Callable[[Hashable, Callable[[], Any]], Any]
"""Gives what stands under a key, and takes what is made for it."""

PATIENCE = 1.5
"""Seconds for which a request waits for a result, before it shows how far it is."""

MOST_WAITING = 32
"""So many results are waited for at once; more are refused."""

MOST_PATIENT = 16
"""So many requests wait for a result until it is there: others must still be answered."""


class TooBusyError(LockedError):
    """Too many results are asked for at once."""

    def __init__(self) -> None:
        """Make the error."""
        super().__init__(
            Message("too much is being worked out at the moment; try again in a minute")
        )


class StillWorkingError(Exception):
    """A result is not there yet: so many of so many parts are done."""

    def __init__(self, what: Message, done: int, parts: int) -> None:
        """`what` is being done; `parts` is 0 where their number is unknown."""
        super().__init__(what, done, parts)
        self.what, self.done, self.parts = what, done, parts


_BEFORE = Message("being worked out")


@dataclass(slots=True)
class _Job:
    """A result that is being made."""

    ready: Event = field(default_factory=Event)
    what: Message = _BEFORE
    done: int = 0
    parts: int = 0
    value: Any = None
    error: Exception | None = None


class Working:
    """Lookup by their keys, made in threads of their own.

    A failure is forgotten once it was reported.
    """

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._jobs: dict[Hashable, _Job] = {}
        self._lock, self._mine = Lock(), local()
        self._cores = BoundedSemaphore(os.cpu_count() or 1)
        self._patient = BoundedSemaphore(MOST_PATIENT)

    def get(
        self,
        results: Lookup,
        key: Hashable,
        make: Callable[[], T],
        patience: float | None = PATIENCE,
    ) -> T:
        """The result of a key in `results`, made where there is none.

        Raises `StillWorkingError` where it is not there after `patience` seconds (None waits until
        it is), `TooBusyError`, and what `make` raises.
        """

        def finished() -> T:
            job = self._job(results, key, make)
            if not job.ready.wait(PATIENCE if patience is None else patience):
                if patience is not None:
                    raise StillWorkingError(job.what, job.done, job.parts)
                self._wait(job)
            if job.error is not None:
                with self._lock:
                    self._jobs.pop(key, None)
                raise job.error
            value: T = job.value
            return value

        found: T = results(key, finished)
        return found

    def _wait(self, job: _Job) -> None:
        """Wait until a result is there. Raises `TooBusyError` where too many do."""
        if not self._patient.acquire(blocking=False):
            raise TooBusyError
        try:
            job.ready.wait()
        finally:
            self._patient.release()

    def watch(self, what: Message, done: int, parts: int) -> None:
        """Note how far the result of this thread is; a session's `watch`."""
        job: _Job | None = getattr(self._mine, "job", None)
        if job is not None:
            job.what, job.done, job.parts = what, done, parts

    def _job(self, results: Lookup, key: Hashable, make: Callable[[], Any]) -> _Job:
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                if sum(not one.ready.is_set() for one in self._jobs.values()) >= MOST_WAITING:
                    raise TooBusyError
                if len(self._jobs) > 2 * MOST_WAITING:  # errors that nobody came back for
                    self._jobs = {k: one for k, one in self._jobs.items() if not one.ready.is_set()}
                job = self._jobs[key] = _Job()
                Thread(target=self._run, args=(results, key, job, make), daemon=True).start()
            return job

    def _run(self, results: Lookup, key: Hashable, job: _Job, make: Callable[[], Any]) -> None:
        self._mine.job = job
        with self._cores:
            try:
                job.value = make()
            except Exception as error:  # noqa: BLE001 - it is raised again in a request that waits
                job.error = error
            else:
                results(key, lambda: job.value)
                with self._lock:
                    self._jobs.pop(key, None)
            finally:
                job.ready.set()
