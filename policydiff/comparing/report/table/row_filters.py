"""Filters of a comparison: the rows that a person wants to see alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.comparing.engine.duties import DUTY_WORDS
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.facts import fact_kinds
from policydiff.model.comparison import Comparison, FactType
from policydiff.report.rows import Category, ComparisonRow, Gap
from policydiff.text.traditions.registry import DIALECTS

Only = Literal["", "figures", "duties"]
"""All rows; those in which an amount, a period or a ratio changed, came or went; those in which a
word of duty is new.
"""

FIGURES: tuple[FactType, ...] = ("amount", "period", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFilter:
    """The wishes of a person; an empty one wants all.

    `kinds` are categories of rows, `fact` is a kind of facts, `query` stands in the row's text.
    """

    only: Only = ""
    kinds: frozenset[Category] = frozenset()
    fact: str = ""
    query: str = ""

    def narrow(self, view: ComparisonView) -> ComparisonView:
        """The view with the rows that fit alone, below the chapters that hold them."""
        if self == ALL_ROWS:
            return view
        patterns = _quantities(view.comparison)
        return replace(view, items=tuple(self._items(view, patterns)))

    def _items(
        self, view: ComparisonView, patterns: tuple[re.Pattern[str], ...]
    ) -> Iterator[ComparisonRow]:
        waiting: list[ComparisonRow] = []
        for item in view.items:
            for row in item.rows if isinstance(item, Gap) else (item,):
                if row.container:
                    waiting = [above for above in waiting if above.depth < row.depth]
                if self._fits(row, patterns):
                    yield from waiting
                    waiting = []
                    yield row
                elif row.frame:
                    waiting.append(row)

    def _fits(self, row: ComparisonRow, patterns: tuple[re.Pattern[str], ...]) -> bool:
        if row.frame:
            return False
        return (
            (not self.kinds or row.category in self.kinds)
            and (not self.fact or self.fact in fact_kinds(row.facts).split())
            and (not self.query or self.query.casefold() in _whole(row).casefold())
            and (
                not self.only
                or (self.only == "figures" and has_figures(row, patterns))
                or (self.only == "duties" and has_new_duty(row))
            )
        )


ALL_ROWS = RowFilter()


def has_figures(row: ComparisonRow, patterns: tuple[re.Pattern[str], ...]) -> bool:
    """True where an amount, a period or a ratio changed, by facts or by stretches."""
    return any(fact.type in FIGURES for fact in row.facts) or any(
        pattern.search(text) for text in _stretches(row, both=True) for pattern in patterns
    )


def has_new_duty(row: ComparisonRow) -> bool:
    """True where a word of duty stands in what is new, or took the place of another."""
    facts = (fact.after or "" for fact in row.facts if fact.type == "modality")
    return any(DUTY_WORDS.words.search(text) for text in (*facts, *_stretches(row, both=False)))


def _stretches(row: ComparisonRow, *, both: bool) -> Iterator[str]:
    """The stretches that came, with `both` those that went; none that moved."""
    for cell in (*row.right, *(row.left if both else ())):
        for piece in (*cell.heading, *cell.text):
            if piece.op != "equal" and not (piece.noise or piece.moved):
                yield piece.text


def _quantities(comparison: Comparison) -> tuple[re.Pattern[str], ...]:
    """The patterns of figures in the tradition of the texts."""
    dialect = DIALECTS.get(comparison.right.dialect)
    words = None if dialect is None else dialect.facts
    if words is None:
        return ()
    return tuple(words.quantities[name] for name in FIGURES if name in words.quantities)


def _whole(row: ComparisonRow) -> str:
    return "".join(
        (
            *(cell.num for cell in (*row.left, *row.right)),
            *(
                piece.text
                for cell in (*row.left, *row.right)
                for piece in (*cell.heading, *cell.text)
            ),
            *(text for _, text in row.reasons),
        )
    )


def is_doubtful(row: ComparisonRow) -> bool:
    """True where the pairing is in doubt, or figures have no pair."""
    return row.doubtful or bool(row.possible) or row.unpaired > 0


def order_of_review(view: ComparisonView) -> tuple[ComparisonRow, ...]:
    """The changed rows as a person reviews them, each group in the order of reading.

    First what is doubtful, then figures and new duties, then what came and went, then all others.
    """
    patterns = _quantities(view.comparison)

    def rank(row: ComparisonRow) -> int:
        if is_doubtful(row):
            return 0
        if has_figures(row, patterns) or has_new_duty(row):
            return 1
        return 2 if row.category in ("added", "removed") else 3

    return tuple(sorted((row for row in view.rows if row.loud), key=rank))
