"""Facts of commands: 应当, 可以, 不得, where they changed, came or went."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from policydiff.diffing.facts_expressions import FEW, FactSpans, expressions, fact_of
from policydiff.diffing.facts_pairing import BESIDE, Expression, Pair
from policydiff.diffing.facts_texts import Hunk, MatchTexts, touched
from policydiff.model.comparison import Span
from policydiff.model.dialect import FactWords

REWRITTEN = 24
"""In a stretch rewritten from this many characters on, a word of command alone means nothing:
the rule around it is another.
"""


def commands(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The words of command that changed, and those that came or went almost alone."""
    left, right = _commands(texts.left, words), _commands(texts.right, words)
    gone: list[Expression] = []
    come: list[Expression] = []
    for piece in texts.pieces:
        before, after = _inside(left, piece.left), _inside(right, piece.right)
        if len(before) == len(after) == 1:
            if before[0].key != after[0].key:
                yield fact_of("modality", before[0], after[0])
        elif len(before) + len(after) == 1:
            one, text, span = (
                (before[0], texts.left, piece.left)
                if before
                else (after[0], texts.right, piece.right)
            )
            if words.auxiliary.fullmatch(one.key) and _commands_here(
                texts, piece, one, text[slice(*span)]
            ):
                (gone if before else come).append(one)
    for old, new in _taken(texts, gone, come):
        yield fact_of("modality", old, new)


def _inside(found: Sequence[Expression], span: Span) -> Sequence[Expression]:
    """Those of the expressions, in order, that lie in a stretch."""
    return found[
        bisect_left(found, span[0], key=lambda one: one.begin) : bisect_right(
            found, span[1], key=lambda one: one.end
        )
    ]


def _commands(text: str, words: FactWords) -> list[Expression]:
    found = expressions(words.modality, text)
    return [
        Expression(begin=one.begin, end=one.end, key=words.modality_variants.get(one.key, one.key))
        for one in found
    ]


def _commands_here(texts: MatchTexts, piece: Hunk, one: Expression, text: str) -> bool:
    """True for a word of command that came or went with few words.

    Also where it is the last before a rule that stayed.
    """
    if piece.replaces:
        return _dropped(texts, piece, one)
    alone = piece.size <= FEW + 2 and _around(texts, piece).size <= REWRITTEN
    return alone or text.endswith(one.key)


def _dropped(texts: MatchTexts, piece: Hunk, one: Expression) -> bool:
    """True for a word of command that a rewritten stretch begins with.

    The other side begins with what follows it: 可以处 → 处.
    """
    left, right = texts.left[slice(*piece.left)], texts.right[slice(*piece.right)]
    longer, other = (
        (left, right) if one.begin == piece.left[0] and left.startswith(one.key) else (right, left)
    )
    return longer.startswith(one.key) and longer[len(one.key) :][:1] == other[:1]


def _taken(texts: MatchTexts, gone: list[Expression], come: list[Expression]) -> Iterator[Pair]:
    """Words that went and came, paired where one took the place of another.

    The same word on both sides has only moved.
    """
    for old in list(gone):
        new = next(
            (
                new
                for new in come
                if new.key == old.key or abs(new.begin - texts.place(old.begin)) <= BESIDE
            ),
            None,
        )
        if new is None:
            yield old, None
        else:
            come.remove(new)
            if new.key != old.key:
                yield old, new
    yield from ((None, new) for new in come)


def _around(texts: MatchTexts, piece: Hunk) -> Hunk:
    hunks = touched(texts.hunks, piece.left, right=False) or touched(
        texts.hunks, piece.right, right=True
    )
    return next(iter(hunks), piece)
