"""The table of old number → new number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import first_words
from policydiff.comparing.report.table.notes import possible_lines, written_lines
from policydiff.comparing.report.table.summary import called_name
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.rows import ComparisonRow, RowCell

T = TypeVar("T")

NONE = "—"
"""What stands for a number that the other version does not have."""


Line = tuple[str, str, str, str]
"""An article of one version, those that correspond in the other, what happened, and by what the
article is found.
"""


def heads(view: ComparisonView, options: ReportOptions) -> Line:
    """The heads of the columns. Those over a doubtful text name the doubt."""
    words, language = WORDS[options.language], options.language
    sides = (
        (view.comparison.left, words["old-number"]),
        (view.comparison.right, words["new-number"]),
    )
    left, right = (called_name(word, document, language) for document, word in sides)
    first, second = _turned(left, right, options)
    return first, second, words["type"], words["heading-or-beginning"]


def concordance(view: ComparisonView, options: ReportOptions) -> Iterator[Line]:
    """A line for each article of the version that leads, then of the other alone."""
    rows = [row for row in view.rows if row.articles]
    side = 0 if options.order != "right" else 1
    leading = [(cell.place, line) for row in rows for cell, line in _leading(row, side, options)]
    yield from (line for _, line in sorted(leading, key=lambda entry: entry[0]))
    for row in rows:
        here, there = _turned(row.left, row.right, options)
        yield from (_line(row, NONE, cell.label, cell, options) for cell in there if not here)


def _leading(
    row: ComparisonRow, side: int, options: ReportOptions
) -> Iterator[tuple[RowCell, Line]]:
    """The lines of one row's articles in the version that leads."""
    here, there = _turned(row.left, row.right, options)
    for place, cell in enumerate(here):
        linked = [there[link[1 - side]].label for link in row.links if link[side] == place]
        yield cell, _line(row, cell.label, "、".join(linked) or NONE, cell, options)


def _turned(left: T, right: T, options: ReportOptions) -> tuple[T, T]:
    """Two sides, the one that leads first."""
    return (left, right) if options.order != "right" else (right, left)


def _line(
    row: ComparisonRow, number: str, others: str, cell: RowCell, options: ReportOptions
) -> Line:
    words = WORDS[options.language]
    keys = [
        row.category,
        *(["moved"] if row.moved and row.category != "moved" else []),
        *(name for name in row.notes if name != "glyphs"),
    ]
    remarks = (
        *(words[name] for name in keys),
        *written_lines(row, options.language),
        *possible_lines(row, options.language),
    )
    return number, others, words["list"].join(remarks), first_words(cell)
