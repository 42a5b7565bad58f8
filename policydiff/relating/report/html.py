"""The page of a relation: summary, matrix, each item with measures and articles.

On paper it is A4 landscape; its pictures can be read without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from policydiff.locale import translate
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.cards import item_cards
from policydiff.relating.report.measures import RelationMeasures
from policydiff.relating.report.relation import (
    MARKS,
    STATUSES,
    RelationItem,
    RelationTable,
    ShownStatus,
)
from policydiff.report.html.environment import HtmlPage

GAPS = 12
"""Unanswered items that are named at once; the others fold."""

HUES = 6
"""Colours of marks; higher numbers have the same again with a broken line."""

_FILTERS = ("suggested", "confirmed", "rejected", "stale", "disputed")
_ARROWS = {"later": "→", "parallel": "∥", "earlier": "←", None: "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """A part of a bar; `begin` and `width` are percents of the whole."""

    status: ShownStatus
    count: int
    begin: float
    width: float

    @property
    def middle(self) -> float:
        """The position of its count."""
        return self.begin + self.width / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationHtml(HtmlPage):
    """The whole page of a relation, or with `only` its head and one item.

    `review` has the macros ``link``, ``answer`` and ``others``, which write the forms of a page on
    which people judge; a report has none.
    """

    template: str = "relation.html.j2"
    styles: tuple[str, ...] = ("report.css", "relation.css")
    script: str | None = "relation.js"
    relation: Relation
    table: RelationTable
    measures: RelationMeasures
    groups: Sequence[tuple[str, tuple[RelationItem, ...]]]
    review: object = ""
    only: str = ""

    marks = MARKS
    arrows = _ARROWS
    gaps = GAPS
    summary = relation_summary
    item_cards = staticmethod(item_cards)
    translate = staticmethod(translate)

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the report."""
        return self.table.words

    @property
    def shown_statuses(self) -> tuple[ShownStatus, ...]:
        """The statuses that a cell of the relation can have."""
        measured = self.relation.kind == "measures"
        return tuple(status for status in STATUSES if measured or status != "to-check")

    @property
    def law_choices(self) -> list[tuple[str, str]]:
        """The documents on the right, by their letters."""
        return [(law.letter, law.short) for law in self.table.laws]

    @property
    def status_choices(self) -> list[tuple[str, str]]:
        """The statuses of links by which the page filters."""
        return [(name, self.table.words[name]) for name in _FILTERS]

    def bar_parts(self, counts: Mapping[ShownStatus, int]) -> Iterator[BarPart]:
        """The counts as parts of one bar, without those of zero."""
        return bar_parts(counts)

    def hue(self, number: int) -> str:
        """The look of the mark of a term."""
        return hue(number)


def relation_html(
    shown: Relation, options: ReportOptions, review: object = "", only: str = ""
) -> RelationHtml:
    """A relation as a page."""
    table = RelationTable(shown, options.language)
    groups = groupby(table.items, lambda item: item.group)
    return RelationHtml(
        title=relation_summary.title(shown, options.language),
        relation=shown,
        table=table,
        measures=RelationMeasures(table),
        groups=[(group, tuple(items)) for group, items in groups],
        review=review,
        only=only,
    )


def bar_parts(counts: Mapping[ShownStatus, int]) -> Iterator[BarPart]:
    """The counts as parts of one bar, without those of zero."""
    whole = sum(counts.values()) or 1
    begin = 0.0
    for status in STATUSES:
        width = 100 * counts[status] / whole
        if counts[status]:
            yield BarPart(status=status, count=counts[status], begin=begin, width=width)
        begin += width


def hue(number: int) -> str:
    """The style of a term's mark: t1 to t6, then the same with a broken line."""
    return f"t{(number - 1) % HUES + 1}" + (" again" if number > HUES else "")
