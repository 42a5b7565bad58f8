"""Typed expressions in the texts of a match, and the pairs of those that changed.

Amounts are paired with amounts, sanctions with sanctions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policydiff.comparing.engine.align.assignment import in_order
from policydiff.comparing.engine.facts.texts import MatchTexts, touched
from policydiff.model.comparison import FactType, Span
from policydiff.text.noise import fold_key

CONTEXT = 16
"""Characters before an expression by which its place in the rule is known: who is fined, under
which condition.
"""

ENOUGH = 0.4
"""From this likeness of their surroundings on two expressions are the same place of the rule;
strangers share a third by chance.
"""

SAME_HUNK = 0.5
"""One rewritten stretch that holds both speaks for them, whatever stands around."""

MANY = 100
"""Changed expressions of one type in one provision up to which all pairs are weighed; no real
provision has as many.
"""

BESIDE = 16
"""Characters between what went and what came up to which they are one change: 尽快 gives way to
五日内 a few words before.
"""

SENTENCE_END = re.compile("[。；\n]")


class Expression(NamedTuple):
    """A typed expression in one text.

    It has its place, and its content without variants of spelling.
    """

    begin: int
    end: int
    key: str

    @property
    def span(self) -> Span:
        """Its place as a pair."""
        return self.begin, self.end


Pair = tuple[Expression | None, Expression | None]

BothSides = tuple[list[Expression], list[Expression]]
"""The expressions of one sort on the left and on the right, in order."""


class FactSpans(NamedTuple):
    """A fact by its places; None on the side where it is absent."""

    type: FactType
    left: Span | None
    right: Span | None

    @property
    def spans(self) -> tuple[Span | None, Span | None]:
        """Its places on both sides."""
        return self.left, self.right


def fact_of(type_: FactType, before: Expression | None, after: Expression | None) -> FactSpans:
    """The fact that one expression replaced another, or that one came or went."""
    return FactSpans(type_, before and before.span, after and after.span)


def one_sided(type_: FactType, side: int, span: Span) -> FactSpans:
    """The fact that a stretch came or went."""
    return FactSpans(type_, None, span) if side else FactSpans(type_, span, None)


def expressions(pattern: re.Pattern[str], text: str) -> list[Expression]:
    """The places of a text that a pattern fits, in order."""
    return [Expression(*m.span(), fold_key(m[0])) for m in pattern.finditer(text) if m[0]]


def on_both_sides(pattern: re.Pattern[str], texts: MatchTexts) -> BothSides:
    """The places of both texts that a pattern fits."""
    return expressions(pattern, texts.left), expressions(pattern, texts.right)


def pair(texts: MatchTexts, sides: BothSides, *, around: bool = True) -> list[Pair]:
    """The expressions that changed, went or came.

    One that only moved is none of these. With `around` their surroundings may pair them, else only
    a rewritten stretch that holds both.
    """
    left, right = sides
    if not left and not right:
        return []
    images = [texts.image(old.span) for old in left] if right else [None] * len(left)
    unchanged = {new.span for new in right}.intersection(images)
    before = [old for old, image in zip(left, images, strict=True) if image not in unchanged]
    after = [new for new in right if new.span not in unchanged]
    matched = list(_matched(texts, before, after, around=around)) if before and after else []
    taken = {old for old, _ in matched}, {new for _, new in matched}
    gone = [old for old in before if old not in taken[0]]
    come = [new for new in after if new not in taken[1]]
    moved = Counter(old.key for old in gone) & Counter(new.key for new in come)
    gone, come = _without(gone, moved), _without(come, moved)
    few = max(len(gone), len(come)) <= MANY
    beside = take_beside(texts, gone, come) if few else []
    changed = [(old, new) for old, new in matched if old.key != new.key]
    return [*changed, *beside, *alone(gone, come)]


def alone(gone: Sequence[Expression], come: Sequence[Expression]) -> list[Pair]:
    """The expressions that only went, and those that only came."""
    return [*((old, None) for old in gone), *((None, new) for new in come)]


def take_beside(
    texts: MatchTexts, gone: list[Expression], come: list[Expression], *, moved: bool = False
) -> list[tuple[Expression, Expression]]:
    """Take out of both lists pairs that go and come within a few characters.

    With `moved` those of one key, too, wherever they stand.
    """
    pairs: list[tuple[Expression, Expression]] = []
    for old in list(gone):
        place = texts.place(old.begin)
        for new in come:
            if abs(new.begin - place) <= BESIDE or (moved and new.key == old.key):
                gone.remove(old)
                come.remove(new)
                pairs.append((old, new))
                break
    return pairs


def _without(sequence: Sequence[Expression], counts: Counter[str]) -> list[Expression]:
    """The expressions without the first ones of each key, as many as are counted."""
    due = counts.copy()
    others: list[Expression] = []
    for expression in sequence:
        due[expression.key] -= 1
        if due[expression.key] < 0:
            others.append(expression)
    return others


class _RulePlace(NamedTuple):
    """The place of an expression in its rule.

    The changed stretches that it touches, and the pairs of characters before it in its sentence.
    """

    touched: frozenset[Span]
    context: frozenset[str]


def _matched(
    texts: MatchTexts, left: Sequence[Expression], right: Sequence[Expression], *, around: bool
) -> Iterator[tuple[Expression, Expression]]:
    """The pairs in order with the greatest sum of likeness.

    Of equal sums the one that pairs earlier expressions of the right. Where there are too many to
    weigh all, the parts are paired that stand at the same place of a row.
    """
    for at in range(0, max(len(left), len(right)), MANY):
        old, new = left[at : at + MANY], right[at : at + MANY]
        before, after = (
            [_rule_place(texts, side, expression) for expression in row]
            for side, row in enumerate((old, new))
        )
        likeness = [[_likeness(place, other, around=around) for place in before] for other in after]
        yield from ((old[i], new[j]) for j, i in in_order(likeness))


def _rule_place(texts: MatchTexts, side: int, expression: Expression) -> _RulePlace:
    pieces = touched(texts.pieces, expression.span, side)
    begin = max(0, expression.begin - CONTEXT)
    before = SENTENCE_END.split(texts.sides[side][begin : expression.begin])[-1]
    return _RulePlace(
        frozenset(piece.left for piece in pieces), frozenset(map("".join, pairwise(before)))
    )


def _likeness(place: _RulePlace, other: _RulePlace, *, around: bool) -> float:
    """The likeness of two places of a rule, from `ENOUGH` to 1; 0 where it is less."""
    likeness = 0.0 if place.touched.isdisjoint(other.touched) else SAME_HUNK
    if around:
        likeness = max(likeness, _dice(place.context, other.context))
    return likeness if likeness >= ENOUGH else 0.0


def _dice(context: frozenset[str], other: frozenset[str]) -> float:
    if not context or not other:
        return float(not context and not other)
    return 2 * len(context & other) / (len(context) + len(other))
