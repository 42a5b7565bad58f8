"""Articles in a table, numbers in one column and words in the next, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policydiff.model.source import SourceTable
from policydiff.reading.parsing.lines.lines import SourceParagraph
from policydiff.reading.parsing.lines.marks import NumberMark, read_marks
from policydiff.reading.parsing.structure.sequence import follows
from policydiff.text.traditions.dialect import Dialect

FEWEST = 3
"""Articles in a table from which it is the text itself."""


def unframe(lines: Sequence[SourceParagraph], dialect: Dialect) -> tuple[SourceParagraph, ...]:
    """Split tables of articles into lines, unless articles stand outside of tables."""
    if all(line.table is None for line in lines):
        return tuple(lines)
    if any(
        line.table is None
        and any(mark.level == "article" for mark in read_marks(line.text, dialect))
        for line in lines
    ):
        return tuple(lines)
    return tuple(part for line in lines for part in _unframe_line(line, dialect))


def _unframe_line(line: SourceParagraph, dialect: Dialect) -> Iterator[SourceParagraph]:
    if line.table is None or not _holds_articles(line.table, dialect):
        yield line
        return
    for row in line.table.rows:
        texts = [cell.text.strip() for cell in row if cell.text.strip()]
        joined = "　".join([texts[0], texts[1]]) if len(texts) == 2 else "\n".join(texts)
        for text in filter(None, joined.split("\n")):
            yield replace(line, text=text, table=None, hard_break=True)


def _holds_articles(table: SourceTable, dialect: Dialect) -> bool:
    """True if most rows, of two cells at most, begin with an article's number."""
    rows = [
        filled
        for row in table.rows
        if (filled := [cell.text.strip() for cell in row if cell.text.strip()])
    ]
    marks = [
        mark for row in rows if len(row) == 2 and (mark := _number(row[0], dialect)) is not None
    ]
    counted = (
        bool(marks)
        and marks[0].key == (1, 0)
        and all(follows(left, right) for left, right in pairwise(marks))
    )
    return (
        counted
        and len(marks) >= FEWEST
        and len(marks) * 2 > len(rows)
        and all(len(row) <= 2 for row in rows)
    )


def _number(text: str, dialect: Dialect) -> NumberMark | None:
    """The number of an article that stands alone in a text."""
    return next(
        (
            mark
            for mark in read_marks(text, dialect)
            if mark.level == "article" and not mark.remainder.strip()
        ),
        None,
    )
