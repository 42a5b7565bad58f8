"""The pairing of expressions of both sides by their sort.

Amounts are paired with amounts, sanctions with sanctions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.comparing.engine.align.assignment import in_order
from policydiff.comparing.engine.facts.texts import MatchTexts, touched
from policydiff.model.comparison import Span

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

_END = re.compile("[。；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
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


def pair(
    texts: MatchTexts,
    left: Sequence[Expression],
    right: Sequence[Expression],
    *,
    around: bool = True,
) -> list[Pair]:
    """The expressions that changed, went or came, in order.

    One that only moved is none of these. With `around` their surroundings may pair them, else only
    a rewritten stretch that holds both.
    """
    if not left and not right:
        return []
    images = [texts.image(found.span) for found in left] if right else [None] * len(left)
    kept = {found.span for found in right}.intersection(images)
    before = [found for found, image in zip(left, images, strict=True) if image not in kept]
    after = [found for found in right if found.span not in kept]
    matched = _matched(texts, before, after, around=around) if before and after else []
    taken = {id(one) for both in matched for one in both}
    gone = [found for found in before if id(found) not in taken]
    come = [found for found in after if id(found) not in taken]
    _cancel(gone, come)
    pairs: list[Pair] = [(a, b) for a, b in matched if a.key != b.key]
    pairs += _beside(texts, gone, come)
    return [*pairs, *((found, None) for found in gone), *((None, found) for found in come)]


def _cancel(gone: list[Expression], come: list[Expression]) -> None:
    """Remove the expressions that stand on both sides, only elsewhere."""
    if not gone or not come:
        return
    moved = Counter(one.key for one in gone) & Counter(one.key for one in come)
    for found in (gone, come):
        left = moved.copy()
        found[:] = [one for one in found if not _taken(left, one.key)]


def _taken(counts: Counter[str], key: str) -> bool:
    counts[key] -= 1
    return counts[key] >= 0


def _beside(texts: MatchTexts, gone: list[Expression], come: list[Expression]) -> Iterator[Pair]:
    """Take what goes and what comes within a few characters as one for the other."""
    if max(len(gone), len(come)) > MANY:
        return
    for found in list(gone):
        place = texts.place(found.begin)
        partner = next((other for other in come if abs(other.begin - place) <= BESIDE), None)
        if partner is not None:
            gone.remove(found)
            come.remove(partner)
            yield found, partner


def _matched(
    texts: MatchTexts, left: Sequence[Expression], right: Sequence[Expression], *, around: bool
) -> list[tuple[Expression, Expression]]:
    """The pairs in order with the greatest sum of likeness.

    Of equal sums the one that pairs earlier expressions of the right.

    Where there are too many to weigh all, the parts are paired that stand at the same place of a
    row.
    """
    if max(len(left), len(right)) > MANY:
        steps = range(0, max(len(left), len(right)), MANY)
        return [
            both
            for at in steps
            for both in _matched(texts, left[at : at + MANY], right[at : at + MANY], around=around)
        ]
    worth = _worth(texts, left, right, around=around)
    enough = [[row[j] * (row[j] >= ENOUGH) for row in worth] for j in range(len(right))]
    return [(left[i], right[j]) for j, i in in_order(enough)]


def _worth(
    texts: MatchTexts, left: Sequence[Expression], right: Sequence[Expression], *, around: bool
) -> list[list[float]]:
    """The likeness of the surroundings of each two expressions, from 0 to 1.

    It is `SAME_HUNK` at least where one rewritten stretch holds both. Surroundings count with
    `around` only.
    """
    rows = [
        frozenset(hunk.left for hunk in touched(texts.pieces, one.span, right=False))
        for one in left
    ]
    columns = [
        frozenset(hunk.left for hunk in touched(texts.pieces, one.span, right=True))
        for one in right
    ]
    worth = [[SAME_HUNK * (not row.isdisjoint(column)) for column in columns] for row in rows]
    if around:
        before, after = (
            [_context(texts.left, one.begin) for one in left],
            [_context(texts.right, one.begin) for one in right],
        )
        worth = [
            [max(known, _dice(one, other)) for known, other in zip(row, after, strict=True)]
            for row, one in zip(worth, before, strict=True)
        ]
    return worth


def _context(text: str, begin: int) -> frozenset[str]:
    """The pairs of characters before an expression, in its sentence."""
    before = _END.split(text[max(0, begin - CONTEXT) : begin])[-1]
    return frozenset(before[i : i + 2] for i in range(len(before) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return (
        2 * len(one & other) / (len(one) + len(other))
        if one and other
        else float(not one and not other)
    )
