"""Text that is safe for a terminal."""

from __future__ import annotations

import unicodedata

LONGEST = 1500
"""Characters: no sentence of ours is longer, with all that a text puts into it."""

_UNSAFE = frozenset(("Cc", "Cs", "Zl", "Zp"))
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str, keep: str = "") -> str:
    r"""The text with control characters and marks of direction escaped.

    They are written out (``\x1b``), except those in `keep`.
    """
    return "".join(_shown(char) if _is_unsafe(char) and char not in keep else char for char in text)


def one_line(text: str) -> str:
    """The text on one line.

    Runs of white space and line feeds become a space, control characters are escaped.
    """
    return printable(" ".join(text.replace("\u3000", "\ue000").split())).replace("\ue000", "\u3000")


def sentence(text: str) -> str:
    """The text of a message on one line, cut off where it is too long.

    A message may quote without end.
    """
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def lines(text: str) -> str:
    """The text with its line feeds and tabs, other control characters escaped."""
    return printable(text, keep="\n\t")


def _is_unsafe(char: str) -> bool:
    return char in _BIDI or unicodedata.category(char) in _UNSAFE


def _shown(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
