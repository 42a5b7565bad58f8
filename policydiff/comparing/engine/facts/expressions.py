"""The typed expressions in both texts of a match, and pairs of changed ones.

Amounts are paired with amounts, sanctions with sanctions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from policydiff.comparing.engine.align.assignment import in_order
from policydiff.comparing.engine.redline.sides import shared_blocks
from policydiff.model.comparison import Edit, FactType, Span
from policydiff.text.noise import fold_key
from policydiff.text.spans import SIDES, Hunk, TextChange, is_equal, read_runs, touched
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.words import cut_words

ISLAND = 2
"""Characters that two rewritten stretches must share in one place to be told apart there; one alone
is chance.
"""

REWRITTEN = 24
"""Characters from which a stretch can be a rewritten sentence …"""

LEAST_SHARED = 0.4
"""… and is told as a whole where less than this of its shorter side is shared: what a sentence
shares with its successor by chance.
"""

MARKS = frozenset("、，；：。\n")
"""Marks at which two rewritten stretches may be told apart although they are single characters: a
list stays a list.
"""

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


class MatchTexts(TextChange):
    """Both texts of a match and the way from one to the other.

    `hunks` are the changes of the redline, `pieces` the same divided more finely; `partners` gives
    for each character of the left its position on the right, None where it went. Where only noise
    differs, the characters count as unchanged.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        super().__init__(edits)
        same: list[Hunk] = []
        hunks: list[Hunk] = []
        for run in read_runs(self.edits, is_equal):
            noise = run.equal or all(edit.noise for edit in run.edits)
            (same if noise else hunks).append(run.hunk)
        pieces: list[Hunk] = []
        for hunk in hunks:
            apart, shared = self._refined(hunk) if hunk.replaces else ([hunk], [])
            pieces += apart
            same += shared
        self.hunks, self.pieces = tuple(hunks), tuple(pieces)
        self.partners: list[int | None] = [None] * len(self.sides[0])
        for hunk in same:
            size, right_size = hunk.sizes
            if size == right_size:
                self.partners[slice(*hunk.left)] = range(*hunk.right)
        self.counts = cache(lambda words: tuple(text.count(words) for text in self.sides))

    def _refined(self, hunk: Hunk) -> tuple[list[Hunk], list[Hunk]]:
        """The differences within a hunk, and the small islands that both sides share."""
        stretch = [self.excerpt(side, hunk[side]) for side in SIDES]
        bounds = [cut_words(text).bounds for text in stretch]
        rows = [
            [text[begin:end] for begin, end in pairwise(ends)]
            for text, ends in zip(stretch, bounds, strict=True)
        ]
        begin = hunk.begin
        apart: list[Hunk] = []
        shared: list[Hunk] = []
        for left_at, right_at, size in shared_blocks(*rows):
            text = "".join(rows[0][left_at : left_at + size])
            if size and len(text) < ISLAND and text not in MARKS:
                continue
            end = hunk.left[0] + bounds[0][left_at], hunk.right[0] + bounds[1][right_at]
            if begin != end:
                apart.append(Hunk.between(begin, end))
            begin = end[0] + len(text), end[1] + len(text)
            shared.append(Hunk.between(end, begin))
        enough = sum(island.sizes[0] for island in shared) >= LEAST_SHARED * min(hunk.sizes)
        return (apart, shared) if enough or max(hunk.sizes) < REWRITTEN else ([hunk], [])

    def image(self, span: Span) -> Span | None:
        """The place of a stretch of the left on the right; None where any of it changed."""
        partners = self.partners[slice(*span)]
        first, last = (partners[0], partners[-1]) if partners else (None, None)
        if first is None or last is None or None in partners or last - first != len(partners) - 1:
            return None
        return first, last + 1

    @cached_property
    def images(self) -> Sequence[int]:
        """The place on the right for each place of the left, even where that was deleted."""
        images, nearest = list[int](), 0
        for partner in self.partners:
            images.append(nearest if partner is None else partner)
            nearest = images[-1] + (partner is not None)
        return [*images, nearest]


def clause_begin(text: str, position: int) -> int:
    """The place behind the last 。, ； or line break before a place."""
    return max(text.rfind(mark, 0, position) for mark in "。；\n") + 1


class Expression(NamedTuple):
    """A typed expression in one text, with its content without variants of spelling."""

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


def quantities_in(
    pattern: re.Pattern[str], text: str, words: FactWords, span: Span | None = None
) -> Iterator[re.Match[str]]:
    """The quantities in a text or a stretch of it; the number of a clause is none."""
    for match in pattern.finditer(text, *(span or ())):
        line = text.rfind("\n", 0, match.start()) + 1
        number = words.clause_number.match(text, line)
        if match[0] and (number is None or number.end() <= match.start()):
            yield match


def lies_in_number(text: str, span: Span, words: FactWords) -> bool:
    """True for a stretch within the number of an item or a clause."""
    number = words.item.match(text, text.rfind("\n", 0, span[0]) + 1)
    return number is not None and span[1] <= number.end()


def on_both_sides(pattern: re.Pattern[str], texts: MatchTexts) -> BothSides:
    """The places of both texts that a pattern fits."""
    return expressions(pattern, texts.sides[0]), expressions(pattern, texts.sides[1])


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
        image = texts.images[old.begin]
        for new in come:
            if abs(new.begin - image) <= BESIDE or (moved and new.key == old.key):
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


_RulePlace = tuple[frozenset[Span], frozenset[str]]
"""The changed stretches that an expression touches, by their places on the left, and the pairs of
characters before it in its sentence.
"""


def _matched(
    texts: MatchTexts, left: Sequence[Expression], right: Sequence[Expression], *, around: bool
) -> Iterator[tuple[Expression, Expression]]:
    """The pairs in order with the greatest sum of likeness, of many row by row."""
    for at in range(0, max(len(left), len(right)), MANY):
        old, new = left[at : at + MANY], right[at : at + MANY]
        before, after = (
            [_rule_place(texts, side, expression) for expression in row]
            for side, row in enumerate((old, new))
        )
        likeness = [[_likeness(a, b, around=around) for a in before] for b in after]
        yield from ((old[i], new[j]) for j, i in in_order(likeness))


def _rule_place(texts: MatchTexts, side: int, expression: Expression) -> _RulePlace:
    pieces = touched(texts.pieces, expression.span, side)
    begin = max(0, expression.begin - CONTEXT)
    before = SENTENCE_END.split(texts.sides[side][begin : expression.begin])[-1]
    return frozenset(piece.left for piece in pieces), frozenset(map("".join, pairwise(before)))


def _likeness(before: _RulePlace, after: _RulePlace, *, around: bool) -> float:
    """The likeness of two places of a rule, from `ENOUGH` to 1; 0 where it is less."""
    likeness = 0.0 if before[0].isdisjoint(after[0]) else SAME_HUNK
    if around:
        likeness = max(likeness, _dice(before[1], after[1]))
    return likeness if likeness >= ENOUGH else 0.0


def _dice(left: frozenset[str], right: frozenset[str]) -> float:
    if not left or not right:
        return float(not left and not right)
    return 2 * len(left & right) / (len(left) + len(right))
