"""The table of old number → new number: one line for each article of one version, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from policydiff.model.comparison import Comparison, Match
from policydiff.model.plugins import ReportOptions
from policydiff.views.building import build_rows
from policydiff.views.digest import first_words
from policydiff.views.labels import WORDS
from policydiff.views.rows import Cell, Row

T = TypeVar("T")

NONE = "—"
"""What stands for a number that the other version does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article of one version: its number, those that correspond in the other, what happened, and by what it is known."""

    number: str
    others: str
    change: str
    words: str


def heads(options: ReportOptions) -> tuple[str, str, str, str]:
    """The heads of the columns."""
    words = WORDS[options.language]
    first, second = _turned(words["old-number"], words["new-number"], options)
    return first, second, words["type"], words["heading-or-beginning"]


def concordance(comparison: Comparison, options: ReportOptions) -> Iterator[Line]:
    """A line for each article of the version that leads, in its order, then those that only the other version has."""
    matches = {match.id: match for match in comparison.matches if _is_of_articles(match)}
    rows = [row for row in build_rows(comparison, options) if row.id in matches]
    document = comparison.left if options.order != "right" else comparison.right
    places = {provision.eid: place for place, provision in enumerate(document.provisions)}
    leading = [entry for row in rows for entry in _leading(row, matches[row.id], options)]
    yield from (line for _, line in sorted(leading, key=lambda entry: places[entry[0]]))
    for row in rows:
        here, there = _turned(row.left, row.right, options)
        yield from (_line(row, NONE, cell.label, cell, options) for cell in there if not here)


def _leading(row: Row, match: Match, options: ReportOptions) -> Iterator[tuple[str, Line]]:
    """The lines of one row's articles in the version that leads, each with its eId; of several partners those that really correspond."""
    here, there = _turned(match.left, match.right, options)
    cells, others = _turned(row.left, row.right, options)
    names = {side.eid: cell.label for side, cell in zip(there, others, strict=True)}
    for side, cell in zip(here, cells, strict=True):
        links = [_turned(*link, options) for link in match.links or ()]
        linked = [other for own, other in links if own == side.eid] if links else list(names)
        yield side.eid, _line(row, cell.label, "、".join(names[eid] for eid in linked) or NONE, cell, options)


def _turned(left: T, right: T, options: ReportOptions) -> tuple[T, T]:
    """Two sides, the one that leads first."""
    return (left, right) if options.order != "right" else (right, left)


def _line(row: Row, number: str, others: str, cell: Cell, options: ReportOptions) -> Line:
    words = WORDS[options.language]
    told = [
        row.category,
        *(["moved"] if row.moved and row.category != "moved" else []),
        *(name for name in row.notes if name != "editorial"),
    ]
    return Line(number=number, others=others, change=words["list"].join(words[name] for name in told), words=first_words(cell))


def _is_of_articles(match: Match) -> bool:
    return any(side.level == "article" for side in (*match.left, *match.right))
