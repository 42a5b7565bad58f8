"""Texts that a person dropped or pasted.

They are in memory, bounded, and gone when the page ends.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from threading import Lock

from policydiff.works.session import GivenText

MOST_TEXTS = 64
MOST_BYTES = 256 * 1024 * 1024
"""So many texts, and so many bytes of them, are in memory at once; the oldest go first."""

PREFIX = "upload:"
"""The beginning of an operand that names one."""


class Uploads(Mapping[str, GivenText]):
    """Texts by their operands, ``upload:`` and 128 random bits."""

    def __init__(self, most: int = MOST_TEXTS, size: int = MOST_BYTES) -> None:
        """`most` is a number of texts, `size` one of bytes."""
        self._texts: OrderedDict[str, GivenText] = OrderedDict()
        self._lock = Lock()
        self._most, self._size = most, size

    def put(self, text: GivenText) -> str:
        """Take a text, and give the operand that names it.

        One that is there already keeps its name. The oldest ones are dropped where there is no
        room.
        """
        operand = PREFIX + secrets.token_hex(16)
        with self._lock:
            operand = next((name for name, one in self._texts.items() if one is text), operand)
            self._texts[operand] = text
            while len(self._texts) > self._most or self._held() > self._size:
                self._texts.popitem(last=False)
        return operand

    def _held(self) -> int:
        return sum(len(text.data) for text in self._texts.values())

    def __getitem__(self, operand: str) -> GivenText:
        """The text that an operand names. Raises `KeyError`."""
        with self._lock:
            return self._texts[operand]

    def __iter__(self) -> Iterator[str]:
        """The operands of all texts, the oldest first."""
        with self._lock:
            return iter(tuple(self._texts))

    def __len__(self) -> int:
        """The number of texts."""
        return len(self._texts)
