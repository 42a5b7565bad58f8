"""Rules on the ends of lines that the readers share."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from policydiff.readers.safety.decoding import clean

MARKUP_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
"""A line break that copied web text still holds; its lines share one number."""

_SOFT_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, as an editor counts them.

    A form feed or a line separator splits a line and keeps its number.
    """
    for number, line in enumerate(text.split("\n"), 1):
        for piece in _SOFT_BREAKS.split(line):
            yield number, piece


def decode_entities(text: str) -> str:
    """The text with ``&nbsp;`` and similar references as characters.

    Only complete references count, so that ``&`` stays.

    A reference to a line break becomes a space: it is no line of the source.
    """
    if "&" not in text:
        return text
    return (
        clean(_ENTITY.sub(lambda match: html.unescape(match[0]), text))
        .replace("\n", " ")
        .replace("\r", " ")
    )
