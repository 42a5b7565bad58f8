"""Facts of the parts that no other fact covers: bodies, parties, terms, scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policydiff.comparing.engine.facts.bodies import (
    JOINT,
    LONG,
    REACH,
    PlacedFact,
    body_change,
    joined_names,
    without_bracket,
)
from policydiff.comparing.engine.facts.expressions import FactSpans
from policydiff.comparing.engine.facts.parts import Part, Replacement, fact_of_part, replacement_of
from policydiff.comparing.engine.facts.texts import MatchTexts
from policydiff.model.comparison import Span
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.words import cut_words

TIGHT = 4
"""Characters up to which what comes or goes before a noun makes another term of it; what is longer
is named by itself.
"""


def remaining(
    texts: MatchTexts,
    words: FactWords,
    reported: Sequence[FactSpans],
    found_parts: Sequence[Part],
    common: frozenset[Replacement],
) -> Iterator[FactSpans]:
    """A fact for each of the parts that no other fact covers.

    `common` are the replacements that recur in the document.
    """
    if not found_parts:
        return
    masks = (
        _mask(texts.left, (fact.left for fact in reported)),
        _mask(texts.right, (fact.right for fact in reported)),
    )
    last: PlacedFact | None = None
    for part in found_parts:
        if masks[0].find(1, *part.hunk.left) >= 0 or masks[1].find(1, *part.hunk.right) >= 0:
            continue
        body = body_change(texts, part, words)
        found = _whole_or_changed(
            texts,
            part,
            _other(part, words, common) if body is None else without_bracket(texts, body, words),
        )
        joint = None if last is None else joined_names(texts, last, (found, part.hunk), words)
        if last is not None and joint is None:
            yield last[0]
        last = (found, part.hunk) if joint is None else (joint, part.hunk)
    if last is not None:
        yield last[0]


def _mask(text: str, spans: Iterable[Span | None]) -> bytearray:
    """A 1 for each character of a text that lies in one of the spans."""
    mask = bytearray(len(text))
    for span in spans:
        if span is not None:
            mask[slice(*span)] = b"\x01" * (span[1] - span[0])
    return mask


def _whole_or_changed(texts: MatchTexts, part: Part, found: FactSpans) -> FactSpans:
    """The fact, or that of the changed words alone.

    It is the whole fact where what completes its words stands on both sides.
    """
    left = texts.left[part.hunk.left[1] : found.left[1]] if found.left else ""
    right = texts.right[part.hunk.right[1] : found.right[1]] if found.right else ""
    if found.left is None or found.right is None or left.endswith(right) or right.endswith(left):
        return found
    return fact_of_part(found.type, part.hunk)


def _other(part: Part, words: FactWords, common: frozenset[Replacement]) -> FactSpans:
    if _bears(part, words):
        return fact_of_part("subject", part.hunk)
    if _defines(part, words):
        return fact_of_part("definition", part.hunk)
    if part.replaces:
        return fact_of_part("term" if _is_term(part, words, common) else "scope", part.hunk)
    if len(part.inner) <= TIGHT and (after := _attached(part, words)):
        return fact_of_part(
            "term" if replacement_of(part) in common else "scope", part.hunk, 0, after
        )
    return fact_of_part("scope", part.hunk)


def _is_term(part: Part, words: FactWords, common: frozenset[Replacement]) -> bool:
    """True for one word in the place of another.

    The two recur, share characters, or are as long. A condition is none, nor are further words of
    the same kind.
    """
    if replacement_of(part) in common:
        return True
    if words.condition.match(part.text, part.end) or max(len(part.inner), len(part.other)) > LONG:
        return False
    if part.inner in part.other or part.other in part.inner:
        return False
    return bool(set(part.inner) & set(part.other)) or abs(len(part.inner) - len(part.other)) <= 1


def _attached(part: Part, words: FactWords) -> int:
    """The length of the word that a modifier belongs to; 0 in a list or at a mark."""
    following = part.text[part.end : part.end + 8]
    if (
        part.listed
        or not following
        or words.unattached.match(following)
        or words.joined.search(part.inner)
    ):
        return 0
    return cut_words(following).bounds[1]


def _bears(part: Part, words: FactWords) -> bool:
    """True for a party, or words about it, as the bearer of a duty.

    It stands before the words of its duty, at the head of a clause, or behind 由.
    """
    party = words.party.search(part.inner) is not None
    before = part.text[max(0, part.begin - REACH) : part.begin]
    if party and words.agent.search(before[-JOINT:]):
        return True
    if (
        party
        and not part.replaces
        and words.head.search(before)
        and not part.text.startswith("的", part.end)
    ):
        return True
    duty = words.duty.match(part.text, part.end)
    return duty is not None and (
        party
        or (
            len(duty["name"]) <= JOINT and words.party.search(part.inner + duty["name"]) is not None
        )
    )


def _defines(part: Part, words: FactWords) -> bool:
    start = max(part.text.rfind(mark, 0, part.begin) for mark in "。\n；") + 1
    return not part.replaces and words.defining.search(part.text, start, part.begin) is not None
