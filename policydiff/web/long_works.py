"""Works that take long, such as a relation, and run on while a person waits.

A page that asks for one and does not get it within a moment shows how far it is, and asks again by
itself; nothing half done is ever shown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from policydiff.app.session import Watch
from policydiff.messages import Message

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds that a page waits for a work before it shows how far it is."""

AT_ONCE = 2
"""So many of them run at once; others wait their turn."""


_BEFORE = Message("waiting for its turn")


@dataclass(slots=True)
class LongWork:
    """A work that was begun: how far it is, and what comes of it."""

    what: Message = _BEFORE
    done: int = 0
    whole: int = 0
    future: Future[Any] = field(default_factory=Future)

    def watch(self, what: Message, done: int, whole: int) -> None:
        """Note how far it is, as `Session.watch`."""
        self.what, self.done, self.whole = what, done, whole


class NotDoneError(Exception):
    """A work is still going on."""

    def __init__(self, work: LongWork) -> None:
        """`work` states how far it is."""
        super().__init__(str(work.what))
        self.work = work


class LongWorks:
    """The works of a running page, each by a key of all that it depends on."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        """`at_once` is a number of works, `patience` one of seconds."""
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="long work")
        self._works: dict[Hashable, LongWork] = {}
        self._lock, self._patience = Lock(), patience

    def get(self, key: Hashable, make: Callable[[Watch], T]) -> T:
        """The outcome of a work, which is begun where nobody has.

        Raises `NotDoneError` where it goes on for longer than a person likes to wait, and what
        `make` raises; then the next who asks begins it again.
        """
        work = self.begin(key, make)
        try:
            found: T = work.future.result(self._patience)
        except NotYet:
            if not work.future.done():
                raise NotDoneError(work) from None
            raise
        finally:
            if work.future.done():
                self._forget(key, work)
        return found

    def begin(self, key: Hashable, make: Callable[[Watch], object]) -> LongWork:
        """Begin a work without waiting for it; the one of this key where it runs already."""
        with self._lock:
            work = self._works.get(key)
            if work is None:
                work = self._works[key] = LongWork()
                work.future = self._pool.submit(make, work.watch)
        return work

    def _forget(self, key: Hashable, work: LongWork) -> None:
        """Forget a work that has ended: what came of it is for `Results` to hold."""
        with self._lock:
            if self._works.get(key) is work:
                del self._works[key]
