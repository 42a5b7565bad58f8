"""Which expression of the left stands on the right as which: amounts with amounts, sanctions with sanctions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.diffing.facts_texts import Texts
from policydiff.model.comparison import Span

CONTEXT = 16
"""Characters before an expression by which its place in the rule is known: who is fined, under which condition."""

ENOUGH = 0.4
"""From this likeness of their surroundings on two expressions are the same place of the rule; strangers share a third by chance."""

SAME_HUNK = 0.5
"""One rewritten stretch that holds both speaks for them, whatever stands around."""

BESIDE = 16
"""Characters between what went and what came up to which they are one change: 尽快 gives way to 五日内 a few words before."""

_END = re.compile("[。；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A typed expression in one text: its place, and what it says without the variants of writing it."""

    begin: int
    end: int
    key: str

    @property
    def span(self) -> Span:
        """Its place as a pair."""
        return self.begin, self.end


Pair = tuple[Expression | None, Expression | None]


def pair(texts: Texts, left: Sequence[Expression], right: Sequence[Expression], *, around: bool = True) -> list[Pair]:
    """The expressions that changed, went or came, in order; one that only moved is none of these.

    With `around` their surroundings may pair them, else only that both stand in one rewritten stretch.
    """
    settled = {image for found in left if (image := texts.image(found.span)) is not None}
    spans = {found.span: found for found in right}
    kept = {image for image in settled if image in spans}
    before = [found for found in left if texts.image(found.span) not in kept]
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
    """Take away what stands on both sides, only elsewhere."""
    for found in list(gone):
        partner = next((other for other in come if other.key == found.key), None)
        if partner is not None:
            gone.remove(found)
            come.remove(partner)


def _beside(texts: Texts, gone: list[Expression], come: list[Expression]) -> Iterator[Pair]:
    """Take what goes and what comes within a few characters as one for the other."""
    for found in list(gone):
        place = texts.place(found.begin)
        partner = next((other for other in come if abs(other.begin - place) <= BESIDE), None)
        if partner is not None:
            gone.remove(found)
            come.remove(partner)
            yield found, partner


def _matched(texts: Texts, left: Sequence[Expression], right: Sequence[Expression], *, around: bool) -> list[tuple[Expression, Expression]]:
    """The pairs in order with the greatest sum of likeness; of equal sums the one that pairs earlier expressions of the right."""
    worth = [[_likeness(texts, a, b, around=around) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], (worth[i][j] + best[i + 1][j + 1]) if worth[i][j] >= ENOUGH else 0.0)
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if worth[i][j] >= ENOUGH and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            found.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return found


def _likeness(texts: Texts, left: Expression, right: Expression, *, around: bool) -> float:
    """How alike the surroundings of two expressions are, from 0 to 1, and whether one rewritten stretch holds both."""
    together = any(_touch(hunk.left, left.span) and _touch(hunk.right, right.span) for hunk in texts.pieces)
    if not around:
        return SAME_HUNK * together
    return max(_dice(_context(texts.left, left.begin), _context(texts.right, right.begin)), SAME_HUNK * together)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _context(text: str, begin: int) -> str:
    before = text[max(0, begin - CONTEXT) : begin]
    return _END.split(before)[-1]


def _dice(one: str, other: str) -> float:
    a, b = {one[i : i + 2] for i in range(len(one) - 1)}, {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else float(not a and not b)
