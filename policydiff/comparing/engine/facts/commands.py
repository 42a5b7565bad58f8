"""Facts of commands: 应当, 可以, 不得, where they changed, came or went."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from policydiff.comparing.engine.facts.expressions import FEW, FactSpans, expressions, fact_of
from policydiff.comparing.engine.facts.pairing import BESIDE, Expression, Pair
from policydiff.comparing.engine.facts.texts import Hunk, MatchTexts, touched
from policydiff.model.comparison import Span
from policydiff.text.traditions.dialect import FactWords

REWRITTEN = 24
"""In a stretch rewritten from this many characters on, a word of command alone means nothing:
the rule around it is another.
"""

_SENTENCE_END = re.compile("[。；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandFacts:
    """The facts of the words of command.

    `moved` are the spans of those that only stand elsewhere, on the left and on the right.
    """

    stated: tuple[FactSpans, ...]
    moved: tuple[AbstractSet[Span], AbstractSet[Span]]

    def has_moved(self, hunk: Hunk) -> bool:
        """True for a stretch that came or went and is such a word alone."""
        return not hunk.replaces and (hunk.left in self.moved[0] or hunk.right in self.moved[1])


def commands(texts: MatchTexts, words: FactWords) -> CommandFacts:
    """The words of command that changed, and those that came or went almost alone."""
    left, right = _commands(texts.left, words), _commands(texts.right, words)
    changed = [
        (piece, _inside(left, piece.left), _inside(right, piece.right)) for piece in texts.pieces
    ]
    moved = _moved(texts, (left, right), changed)
    stated: list[FactSpans] = []
    gone: list[Expression] = []
    come: list[Expression] = []
    for piece, before, after in changed:
        if len(before) == len(after) == 1:
            if before[0].key != after[0].key:
                stated.append(fact_of("modality", before[0], after[0]))
        elif len(before) + len(after) == 1:
            one, text, span = (
                (before[0], texts.left, piece.left)
                if before
                else (after[0], texts.right, piece.right)
            )
            if (
                one.span not in moved[not before]
                and words.auxiliary.fullmatch(one.key)
                and _commands_here(texts, piece, one, text[slice(*span)])
            ):
                (gone if before else come).append(one)
    stated += [fact_of("modality", *both) for both in _taken(texts, gone, come)]
    return CommandFacts(stated=tuple(stated), moved=moved)


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


def _moved(
    texts: MatchTexts,
    commands: tuple[Sequence[Expression], Sequence[Expression]],
    changed: Iterable[tuple[Hunk, Sequence[Expression], Sequence[Expression]]],
) -> tuple[set[Span], set[Span]]:
    """The words of command of each side that only stand elsewhere in their sentence.

    One went, and all words behind it that stayed are under the same one that came:
    体育事业应当纳入规划 → 政府应当将体育事业纳入规划.
    """
    gone, come = set[Span](), set[Span]()
    for _, before, after in changed:
        gone.update(one.span for one in (before if not after else ()))
        come.update(one.span for one in (after if not before else ()))
    heirs: dict[Span, set[Span | None]] = {}
    for place, partner in enumerate(texts.partners if gone and come else ()):
        old = None if partner is None else _commanding(texts.left, commands[0], place)
        if old is not None and partner is not None and old.span in gone:
            new = _commanding(texts.right, commands[1], partner)
            same = new is not None and new.key == old.key and new.span in come
            heirs.setdefault(old.span, set()).add(new.span if new and same else None)
    pairs = {old: next(iter(new)) for old, new in heirs.items() if len(new) == 1}
    return {old for old, new in pairs.items() if new}, {new for new in pairs.values() if new}


def _commanding(text: str, found: Sequence[Expression], place: int) -> Expression | None:
    """The last word of command before a place in its sentence."""
    at = bisect_right(found, place, key=lambda one: one.end)
    if not at or _SENTENCE_END.search(text, found[at - 1].end, place):
        return None
    return found[at - 1]


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
