"""Facts of sanctions: penalties and fines that came, went or replaced others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.comparing.engine.facts.expressions import (
    FEW,
    FactSpans,
    expressions,
    fact_of,
    lies_in,
)
from policydiff.comparing.engine.facts.pairing import Expression, pair
from policydiff.comparing.engine.facts.texts import Hunk, MatchTexts, touched
from policydiff.model.comparison import Span
from policydiff.text.noise import fold_key
from policydiff.text.traditions.dialect import FactWords


def sanctions(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The sanctions that came, went or took the place of another.

    One that stands elsewhere in the text is not new.
    """
    left, right = (
        expressions(words.sanctions, texts.left),
        expressions(words.sanctions, texts.right),
    )
    pairs = pair(texts, left, right)
    old, new = (fold_key(texts.left), fold_key(texts.right)) if pairs else ("", "")
    gone: list[Expression] = []
    come: list[Expression] = []
    for before, after in pairs:
        if (
            before is not None
            and after is not None
            and _akin(before.key, after.key)
            and not _listed(before, new, words)
        ):
            yield fact_of("penalty", before, after)
            continue
        gone += [before] if before is not None and _new(before, texts.left, new, words) else []
        come += [after] if after is not None and _new(after, texts.right, old, words) else []
    for one in _joined(texts.left, gone):
        yield FactSpans(type="penalty", left=one, right=None)
    for one in _joined(texts.right, come):
        yield FactSpans(type="penalty", left=None, right=one)
    yield from _fines(texts, words)


def _new(one: Expression, text: str, other: str, words: FactWords) -> bool:
    """True for a sanction that the other text does not have.

    It must not be there as the case in which something else applies, either.
    """
    line = text.rfind("\n", 0, one.begin) + 1
    split = words.separable_verb.match(one.key)
    stated = split is not None and split[0] in other and one.key[split.end() :] in other
    return (
        one.key not in other
        and not stated
        and not _listed(one, other, words)
        and not words.item.match(text, line)
    )


def _akin(before: str, after: str) -> bool:
    """True for sanctions of one kind: the same verb, or the same object."""
    return before[:1] == after[:1] or before[-2:] == after[-2:]


def _listed(one: Expression, text: str, words: FactWords) -> bool:
    """True where a sanction stands in a list, behind the verb of another."""
    verb = words.sanction_verb.match(one.key)
    return verb is not None and "、" + one.key[verb.end() :] in text


def _joined(text: str, found: Sequence[Expression]) -> Iterator[Span]:
    """Places of sanctions, those of one list together."""
    spans: list[Span] = []
    for one in sorted(found, key=lambda one: one.begin):
        if spans and text[spans[-1][1] : one.begin] == "、":
            spans[-1] = (spans[-1][0], one.end)
        else:
            spans.append(one.span)
    return iter(spans)


def _fines(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """Fines that come to a tier which had none.

    A new tier, with a condition of its own, is an amount alone.
    """
    for before, after in pair(
        texts, expressions(words.fine, texts.left), expressions(words.fine, texts.right)
    ):
        if before is None and after is not None:
            hunk = next(
                (
                    hunk
                    for hunk in touched(texts.hunks, after.span, right=True)
                    if lies_in(after.span, hunk.right)
                ),
                None,
            )
            if hunk is not None and not _new_tier(texts, hunk, after, words):
                yield fact_of("penalty", None, after)


def _new_tier(texts: MatchTexts, hunk: Hunk, fine: Expression, words: FactWords) -> bool:
    """True where a fine has a condition that is new too."""
    tier = max(texts.right.rfind(mark, 0, fine.begin) for mark in "；。\n") + 1
    conditions = list(words.condition.finditer(texts.right, tier, fine.begin))
    if not conditions or tier > hunk.right[0]:
        return bool(conditions)
    return (
        texts.right[max(tier, conditions[-1].start() - FEW) : conditions[-1].end()]
        not in texts.left
    )
