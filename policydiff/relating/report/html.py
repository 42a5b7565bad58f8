"""The page of a relation: summary, matrix, each item with measures and articles.

On paper it is A4 landscape; its pictures can be read without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from policydiff.locale import translate
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import CoverageStatus, Relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.cards import item_cards
from policydiff.relating.report.measures import LOOKS, RelationMeasures
from policydiff.relating.report.relation import MARKS, STATUSES, RelationTable
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

    status: CoverageStatus
    count: int
    begin: float
    width: float

    @property
    def middle(self) -> float:
        """The position of its count."""
        return self.begin + self.width / 2


def relation_html(
    shown: Relation, options: ReportOptions, review: object = "", only: str = ""
) -> HtmlPage:
    """The whole page, or its head and one item (`only`), with macros of a review."""
    table = RelationTable(shown, options.language)
    groups = groupby(table.items, lambda item: item.group)
    return HtmlPage(
        title=relation_summary.title(shown, options.language),
        template="relation.html.j2",
        values={
            "relation": shown,
            "table": table,
            "measures": RelationMeasures(table),
            "looks": LOOKS,
            "words": table.words,
            "summary": relation_summary,
            "groups": [(group, tuple(items)) for group, items in groups],
            "statuses": STATUSES,
            "marks": MARKS,
            "arrows": _ARROWS,
            "gaps": GAPS,
            "law_choices": [(law.letter, law.short) for law in table.laws],
            "status_choices": [(name, table.words[name]) for name in _FILTERS],
            "bar_parts": bar_parts,
            "hue": hue,
            "item_cards": item_cards,
            "translate": translate,
            "review": review,
            "only": only,
        },
        styles=("report.css", "relation.css"),
        script="relation.js",
    )


def bar_parts(counts: Mapping[CoverageStatus, int]) -> Iterator[BarPart]:
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
