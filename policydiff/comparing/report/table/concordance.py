"""The table of old number → new number, and the rows of a comparison as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.comparing.report.table.digest import first_words
from policydiff.comparing.report.table.notes import possible_lines, written_lines
from policydiff.comparing.report.table.summary import called_name
from policydiff.model.comparison import Comparison
from policydiff.model.index import index_document
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.rows import ComparisonRow, RowCell
from policydiff.report.sheets.data_rows import Cell, DataRows, columns, rows_html

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


COMPARISON_KEYS = (
    *("id", "kind", "renumbered", "moved", "explained", "doubtful"),
    *("left_eid", "left_number", "left_heading", "left_text"),
    *("right_eid", "right_number", "right_heading", "right_text"),
)


def comparison_rows(view: ComparisonView) -> DataRows:
    """A row for each pair of parts that correspond.

    A part without a counterpart has one too. The text of a chapter stands in the rows of its articles.
    """
    parts = _Parts(view)
    rows = (cells for row in view.rows for cells in _pair_rows(parts, row))
    return DataRows(keys=COMPARISON_KEYS, rows=rows)


def notebook_html(comparison: Comparison) -> str:
    """The parts that changed, as a table for a notebook."""
    data = comparison_rows(view_comparison(comparison, ReportOptions()))
    keys = ("left_number", "left_text", "kind", "right_number", "right_text")
    changed = (row for row in data.rows if row["kind"] != "unchanged" or row["moved"])
    title = f"{comparison.left.title} → {comparison.right.title}"
    return rows_html(title, DataRows(keys=keys, rows=changed))


def _pair_rows(parts: _Parts, row: ComparisonRow) -> Iterator[dict[str, Cell]]:
    keys = ("id", "kind", "renumbered", "moved", "explained", "doubtful")
    facts = columns(parts.matches[row.id], *keys)
    linked = [{link[side] for link in row.links} for side in (0, 1)]
    pairs: list[tuple[int | None, int | None]] = [*row.links]
    pairs += [(place, None) for place in range(len(row.left)) if place not in linked[0]]
    pairs += [(None, place) for place in range(len(row.right)) if place not in linked[1]]
    for left, right in pairs:
        yield facts | parts.facts(row, 0, left) | parts.facts(row, 1, right)


class _Parts:
    """The eIds and texts of the cells of a view."""

    def __init__(self, view: ComparisonView) -> None:
        self.matches = {match.id: match for match in view.comparison.matches}
        self._indexes = tuple(map(index_document, (view.comparison.left, view.comparison.right)))

    def facts(self, row: ComparisonRow, side: int, place: int | None) -> dict[str, Cell]:
        """The columns of a side; all are None where it has no part."""
        name = ("left", "right")[side]
        keys = [f"{name}_{key}" for key in ("eid", "number", "heading", "text")]
        if place is None:
            return dict.fromkeys(keys)
        cell, match = (row.left, row.right)[side][place], self.matches[row.id]
        eid = (match.left, match.right)[side][place].eid
        heading, shown = ("".join(one.text for one in part) for part in (cell.heading, cell.text))
        node = self._indexes[side].by_eid.get(eid)
        text = None if row.container else shown if node is None else node.text
        return dict(zip(keys, (eid, cell.label or None, heading or None, text), strict=True))
