"""Results that take seconds, each made once beside the requests.

What reads and compares texts is done by processes of their own, see `job_process`: within limits,
as many at once as there are cores, and beside them those that have taken their turn, which give
way to the others. Where no processes were started, and for what only looks things up, threads do
the work.
"""

from __future__ import annotations

import os
import secrets
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Condition, Event, Thread
from typing import Any

from policydiff.errors import LockedError, PolicyDiffError
from policydiff.messages import Message
from policydiff.web.job_process import (
    Call,
    JobLimits,
    JobProcess,
    JobProcesses,
    report_to,
)

Lookup = Callable[[Hashable, Callable[[], Any]], Any]
"""Gives what stands under a key, and takes what is made for it."""

PATIENCE = 1.5
"""Seconds for which a request waits for a result, before it shows how far it is."""

MOST_WAITING = 32
"""So many results are waited for at once; more are refused."""

MOST_PATIENT = 16
"""So many requests wait for a result until it is there: others must still be answered."""

MOST_RUNNING, MOST_EACH = 4, 2
"""For each core so many jobs have begun at once, and so many of those of one person."""

_STEP = 0.1
"""Seconds after which we look whether a job must end."""


class TooBusyError(LockedError):
    """Too many results are asked for at once."""

    def __init__(self) -> None:
        super().__init__(
            Message("too much is being worked out at the moment; try again in a minute")
        )


class StillWorkingError(Exception):
    """A result is not there yet: so many of so many parts are done."""

    def __init__(self, what: Message, done: int, parts: int, job: str = "") -> None:
        """`what` is being done; `parts` is 0 where their number is unknown.

        `job` names the job for who takes it back.
        """
        super().__init__(what, done, parts)
        self.what, self.done, self.parts, self.job = what, done, parts, job


class StoppedJobError(PolicyDiffError):
    """A job ended without a result.

    It begins again only where a person asks for that.
    """

    def __init__(self, job: str, why: Message) -> None:
        """`job` names it for who asks again."""
        super().__init__(why)
        self.job = job


class OverLimitError(StoppedJobError):
    """A job went over a limit."""

    @classmethod
    def of_time(cls, job: str, seconds: float) -> OverLimitError:
        """A job that took longer than so many seconds."""
        return cls(
            job,
            Message(
                "this took more than {seconds} seconds, the most that the page gives to it; it was stopped before its end, and nothing is stated about these texts",
                seconds=f"{seconds:g}",
            ),
        )

    @classmethod
    def of_memory(cls, job: str, memory: int) -> OverLimitError:
        """A job that needs more than so many bytes of memory."""
        return cls(
            job,
            Message(
                "this needs more than {size} MB of memory, the most that the page gives to it; it was stopped before its end, and nothing is stated about these texts",
                size=memory // 1024**2,
            ),
        )

    @classmethod
    def of_process(cls, job: str) -> OverLimitError:
        """A job whose process the system ended."""
        return cls(
            job,
            Message(
                "its process ended before its time, for want of memory perhaps; nothing is stated about these texts"
            ),
        )


class TakenBackError(StoppedJobError):
    """The person who asked for a result took that back."""

    def __init__(self, job: str) -> None:
        """`job` names it for who asks again."""
        super().__init__(
            job, Message("this was stopped before its end; nothing is stated about these texts")
        )


class _LeftError(Exception):
    """Nobody waits for a result any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A person who asks for a result.

    `name` is their own alone; all of one `group` share the number of jobs that one person may have.
    `gone` is set where they no longer wait for the answer to this request.
    """

    name: str = ""
    group: str = ""
    gone: Event = field(default_factory=Event)


_BEFORE = Message("being worked out")
_NOBODY = Asker()


@dataclass(slots=True, eq=False)
class _Job:
    """A result that is being made."""

    name: str  # "" where nobody can take it back
    group: str
    ready: Event = field(default_factory=Event)
    what: Message = _BEFORE
    done: int = 0
    parts: int = 0
    value: Any = None
    error: Exception | None = None
    askers: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    waiting: int = 0
    asked: float = field(default_factory=time.monotonic)
    long: bool = False  # its turn is over

    @property
    def was_taken_back(self) -> bool:
        """True where it ended as all who asked for it took it back."""
        return isinstance(self.error, TakenBackError)

    def note(self, what: Message, done: int, parts: int) -> None:
        """Note how far it is."""
        self.what, self.done, self.parts = what, done, parts


class Working:
    """Results by their keys, made in processes or threads of their own.

    A failure is forgotten once it was reported, but for a `StoppedJobError`.
    """

    def __init__(self) -> None:
        self._jobs: dict[Hashable, _Job] = {}
        self._lock = Condition()
        self._threads = BoundedSemaphore(os.cpu_count() or 1)
        self._patient = BoundedSemaphore(MOST_PATIENT)
        self._processes: JobProcesses | None = None
        self._queue: list[_Job] = []
        self._running: list[_Job] = []

    @contextmanager
    def in_processes(
        self, limits: JobLimits, modules: Sequence[str], prepare: Call | None = None
    ) -> Iterator[None]:
        """Let processes work on what may be done apart, until the context ends.

        They have loaded `modules`, and called `prepare`, before their first job.
        """
        self._processes = JobProcesses(limits, modules, prepare)
        Thread(target=self._processes.stock, daemon=True).start()
        try:
            yield
        finally:
            self._processes.close()

    def get(
        self,
        results: Lookup,
        key: Hashable,
        make: Callable[[], Any],
        patience: float | None = PATIENCE,
        *,
        asker: Asker = _NOBODY,
        apart: bool = False,
    ) -> Any:
        """The result of a key in `results`, made where there is none.

        With `apart` what `make` gives is a call, which is done in a process. Raises
        `StillWorkingError` where it is not there after `patience` seconds (None waits until
        it is), `TooBusyError`, `StoppedJobError`, and what `make` raises.
        """

        def finished() -> Any:
            job = self._job(results, key, make, asker, apart=apart)
            try:
                if not job.ready.wait(PATIENCE if patience is None else patience):
                    if patience is not None:
                        raise StillWorkingError(job.what, job.done, job.parts, job.name)
                    self._wait(job, asker)
            finally:
                with self._lock:
                    job.waiting -= 1
                    job.asked = time.monotonic()
            if job.error is None:
                return job.value
            if not isinstance(job.error, StoppedJobError):
                self._forget(key, job)
            raise job.error

        return results(key, finished)

    def take_back(self, name: str, asker: Asker) -> None:
        """Let a person wait for a job no more; it ends where nobody else does."""
        with self._lock:
            for job in self._jobs.values():
                if job.name == name != "" and asker.name in job.askers:
                    job.left.add(asker.name)

    def allow_again(self, name: str, asker: Asker) -> None:
        """Let a job that was stopped begin again when its person asks for it."""
        with self._lock:
            for key, job in tuple(self._jobs.items()):
                if job.name == name != "" and asker.name in job.askers:
                    job.left.discard(asker.name)
                    if job.ready.is_set() or job.was_taken_back:
                        del self._jobs[key]

    def _wait(self, job: _Job, asker: Asker) -> None:
        """Wait until a result is there, or nobody is there for it."""
        if not self._patient.acquire(blocking=False):
            raise TooBusyError
        try:
            while not job.ready.wait(_STEP * 5):
                if asker.gone.is_set():
                    raise StillWorkingError(job.what, job.done, job.parts)
        finally:
            self._patient.release()

    def _job(
        self, results: Lookup, key: Hashable, make: Callable[[], Any], asker: Asker, *, apart: bool
    ) -> _Job:
        """The job of a key, begun where there is none, with one more who waits."""
        with self._lock:
            job = self._jobs.get(key)
            if job is None or (asker.name not in job.left and job.was_taken_back):
                self._make_room(asker.group)
                in_process = apart and self._processes is not None
                name = secrets.token_hex(16) if in_process else ""
                job = self._jobs[key] = _Job(name=name, group=asker.group)
                run = self._run_apart if in_process else self._run
                Thread(target=run, args=(results, key, job, make, apart), daemon=True).start()
            if asker.name in job.left:
                raise TakenBackError(job.name)
            job.askers.add(asker.name)
            job.waiting += 1
            return job

    def _make_room(self, group: str) -> None:
        """Forget errors that nobody came back for."""
        going = {key: job for key, job in self._jobs.items() if not job.ready.is_set()}
        own = sum(job.group == group for job in going.values())
        if len(going) >= MOST_WAITING or (group and own >= MOST_WAITING // 2):
            raise TooBusyError
        if len(self._jobs) > 2 * MOST_WAITING:
            self._jobs = going

    def _run(
        self, results: Lookup, key: Hashable, job: _Job, make: Callable[[], Any], apart: bool
    ) -> None:
        """Make a result in this thread."""
        report_to(job.note)
        with self._threads:
            self._finish(results, key, job, lambda: make()() if apart else make())

    def _run_apart(
        self, results: Lookup, key: Hashable, job: _Job, make: Callable[[], Any], _apart: bool
    ) -> None:
        """Make a result in a process, when it is the job's turn."""

        def made() -> Any:
            call = make()
            with self._turn(job):
                return self._followed(job, call)

        self._finish(results, key, job, made)

    def _finish(self, results: Lookup, key: Hashable, job: _Job, made: Callable[[], Any]) -> None:
        """Make the result of a job, or note its error."""
        try:
            job.value = made()
        except _LeftError:
            self._forget(key, job)
            job.error = StillWorkingError(_BEFORE, 0, 0)  # for who came at this moment
        except Exception as error:  # noqa: BLE001 - it is raised again in a request that waits
            job.error = error
        else:
            results(key, lambda: job.value)
            self._forget(key, job)
        finally:
            job.ready.set()

    def _forget(self, key: Hashable, job: _Job) -> None:
        with self._lock:
            if self._jobs.get(key) is job:
                del self._jobs[key]

    @contextmanager
    def _turn(self, job: _Job) -> Iterator[None]:
        """Wait for the turn of a job, the oldest first. Raises what `_check` raises."""
        with self._lock:
            self._queue.append(job)
            try:
                while not self._is_next(job):
                    self._check(job)
                    self._lock.wait(_STEP)
                self._running.append(job)
            finally:
                self._queue.remove(job)
        try:
            yield
        finally:
            with self._lock:
                self._running.remove(job)
                self._lock.notify_all()

    def _is_next(self, job: _Job) -> bool:
        """True where a job may begin; one of a person who has many lets others pass."""
        cores = os.cpu_count() or 1
        if sum(not one.long for one in self._running) >= cores:
            return False
        if len(self._running) >= MOST_RUNNING * cores:
            return False
        held = Counter(one.group for one in self._running)
        return job is next((j for j in self._queue if held[j.group] < MOST_EACH * cores), None)

    def _check(self, job: _Job) -> None:
        """Raise `TakenBackError` or `_LeftError` where nobody waits for a job."""
        if job.askers and job.askers <= job.left:
            job.error = TakenBackError(
                job.name
            )  # at once: it may be asked for again before its end
            raise job.error
        if not job.waiting and time.monotonic() - job.asked > self._limits.absence:
            raise _LeftError

    @property
    def _limits(self) -> JobLimits:
        return JobLimits() if self._processes is None else self._processes.limits

    def _followed(self, job: _Job, call: Call) -> Any:
        """The result of a call in a process, which ends with what this raises."""
        if self._processes is None:
            raise _LeftError
        begun = time.monotonic()
        with ExitStack() as stack:
            try:
                process = stack.enter_context(self._processes.one())
            except (OSError, EOFError) as error:
                raise TooBusyError from error
            try:
                process.begin(call)
                while (answer := process.answer(_STEP)) is None or answer.far is not None:
                    if answer is not None and answer.far is not None:
                        job.note(*answer.far)
                    self._follow(job, process, time.monotonic() - begun)
            except (EOFError, OSError):
                raise self._ended(job, process) from None
            process.again = answer.again and not job.long
        if answer.memory:
            raise OverLimitError.of_memory(job.name, self._limits.memory)
        if answer.error is not None:
            raise answer.error
        return answer.value

    def _follow(self, job: _Job, process: JobProcess, seconds: float) -> None:
        """See to a job that has run for so many seconds."""
        with self._lock:
            self._check(job)
            if not job.long and seconds > self._limits.turn:
                job.long = True
                process.give_way()
                self._lock.notify_all()
        longest = self._limits.longest
        if seconds > longest:
            raise OverLimitError.of_time(job.name, longest)

    def _ended(self, job: _Job, process: JobProcess) -> Exception:
        """The error of a process that ended by itself."""
        if process.is_over_time:
            return OverLimitError.of_time(job.name, self._limits.seconds)
        return OverLimitError.of_process(job.name)
