"""Logical lines: one paragraph each, with the source line on which it begins."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from policydiff.model.source import LineStyle, SourceTable
from policydiff.text.traditions.dialect import Dialect

EDGE = " \t\r\n\f\v　\xa0\u2002\u2003\u200b\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceParagraph:
    """One paragraph of the source from line `number` on, or a table without text."""

    number: int
    text: str
    style: LineStyle = "plain"
    depth: int = 0
    bold: int = 0
    centred: bool = False
    hard_break: bool = False
    indent: int = 0
    item: bool = False
    table: SourceTable | None = None


def bare(text: str) -> str:
    """The text without white space, for patterns."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")


def width(text: str) -> int:
    """The columns that a text takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def ends_sentence(text: str, dialect: Dialect) -> bool:
    """True if a line ends a sentence, before any closing quotation mark or bracket."""
    end = text.rstrip(EDGE)
    stripped = end.rstrip(dialect.closing_marks + '"')
    return (bool(stripped) and stripped[-1] in dialect.sentence_end + "!?;:") or (
        end != stripped and bool(end)
    )


def open_marks(text: str) -> int:
    """The number of 《, “ and （ that a line does not close; never below 0."""
    return max(
        0, sum(text.count(left) - text.count(right) for left, right in ("《》", "“”", "（）"))
    )


def join(parts: Iterable[str]) -> str:
    """Join lines; a space stands only between two Latin words or numbers."""
    text = ""
    for part in parts:
        touching = (
            bool(text)
            and text[-1].isascii()
            and text[-1].isalnum()
            and part[:1].isascii()
            and part[:1].isalnum()
        )
        text += (" " if touching else "") + part
    return text
