"""Facts with words of their own: amounts, ratios, counts, periods, and who acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.comparing.engine.facts.pairing import Expression, pair
from policydiff.comparing.engine.facts.texts import MatchTexts, touched
from policydiff.model.comparison import FactType, Span
from policydiff.text.noise import fold_key
from policydiff.text.traditions.dialect import FactWords

FEW = 6
"""Characters that may come or go with a word of command: with more it is a rule that came or went,
not its command that changed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpans:
    """A fact by its places; None on the side where it is absent."""

    type: FactType
    left: Span | None
    right: Span | None


def expressions(pattern: re.Pattern[str], text: str) -> list[Expression]:
    """The places of a text that a pattern fits, in order."""
    return [
        Expression(begin=m.start(), end=m.end(), key=fold_key(m[0]))
        for m in pattern.finditer(text)
        if m[0]
    ]


def fact_of(type_: FactType, before: Expression | None, after: Expression | None) -> FactSpans:
    """The fact that one expression replaced another, or that one came or went."""
    return FactSpans(
        type=type_,
        left=None if before is None else before.span,
        right=None if after is None else after.span,
    )


def quantities(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The amounts, ratios, counts and periods that changed, went or came.

    A new tier of a fine is among them.
    """
    for name, pattern in words.quantities.items():
        left, right = (
            [_attained(one, words) for one in expressions(pattern, text)]
            for text in (texts.left, texts.right)
        )
        for before, after in pair(texts, left, right):
            yield fact_of(name, before, after)


def _attained(one: Expression, words: FactWords) -> Expression:
    """An expression with one key for an age attained and for the age and above."""
    found = words.attained.fullmatch(one.key)
    return one if found is None else replace(one, key=f"{found['age']}+")


def lies_in(inner: Span, outer: Span) -> bool:
    """True where one stretch lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def agents(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The bodies behind 由 that took the place of others where the text was rewritten.

    Lists are compared member by member.
    """
    for before, after in pair(
        texts, expressions(words.acting, texts.left), expressions(words.acting, texts.right)
    ):
        if before is None or after is None or not _rewritten(texts, before, after):
            continue
        old, new = _members(texts.left, before, words), _members(texts.right, after, words)
        if len(old) == len(new) and not _crossed(old, new):
            yield from (
                fact_of("authority", one, other)
                for one, other in zip(old, new, strict=True)
                if one.key != other.key
            )
        else:
            yield fact_of("authority", before, after)


def _crossed(old: Sequence[Expression], new: Sequence[Expression]) -> bool:
    """True where a member of one list stands at another place of the other.

    The last may be a name for all of them.
    """
    return any(
        one.key in other.key or other.key in one.key
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if i != j
    )


def _rewritten(texts: MatchTexts, before: Expression, after: Expression) -> bool:
    old, new = (
        touched(texts.hunks, before.span, right=False),
        touched(texts.hunks, after.span, right=True),
    )
    return any(hunk.replaces and hunk in new for hunk in old)


def _members(text: str, one: Expression, words: FactWords) -> list[Expression]:
    """The members of a list of bodies."""
    place, members = one.begin, []
    for joint in [*words.citation_join.finditer(text, *one.span), None]:
        end = one.end if joint is None else joint.start()
        members.append(Expression(begin=place, end=end, key=fold_key(text[place:end])))
        place = end if joint is None else joint.end()
    return members
