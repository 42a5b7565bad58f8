"""Values that were asked for last, in memory within bounds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Values by keys that name all that they depend on; threads may share it.

    Those that nobody asked for longest go first.
    """

    def __init__(self, most: int) -> None:
        """`most` is the weight of all values together."""
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = Lock()
        self._most, self._weight = most, 0

    def get(self, key: Hashable) -> T | None:
        """The value of a key; None where it is not there."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: Hashable, value: T, weight: int = 1) -> None:
        """Take a value; one that is heavier than half of all does not stay."""
        if 2 * weight > self._most > 1:
            return
        with self._lock:
            self._weight += weight - self._values.pop(key, (None, 0))[1]
            self._values[key] = value, weight
            while self._weight > self._most:
                self._weight -= self._values.popitem(last=False)[1][1]
