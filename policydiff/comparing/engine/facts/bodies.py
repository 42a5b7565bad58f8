"""Facts of public bodies: another body acts, or is asked."""

from __future__ import annotations

from dataclasses import replace

from policydiff.comparing.engine.facts.expressions import FactSpans
from policydiff.comparing.engine.facts.parts import Part, fact_of_part
from policydiff.comparing.engine.facts.texts import Hunk, MatchTexts
from policydiff.model.comparison import Span
from policydiff.text.traditions.dialect import FactWords

LONG = 18
"""Characters from which one wording for another is no term any more; the longest names are shorter.
"""

REACH = 40
"""Characters before a place in which the word stands that governs it: 由, 报, 经."""

JOINT = 8
"""Characters that stayed within the name of one body: 合同履行地或者合同签订地人民法院."""

PlacedFact = tuple[FactSpans, Hunk]
"""A fact with the part of the change that it was read from."""


def joined_names(
    texts: MatchTexts, last: PlacedFact, found: PlacedFact, words: FactWords
) -> FactSpans | None:
    """Two changes of bodies inside one name, as one change.

    A few unchanged characters stand between them; each side names a body, or both together do.
    """
    (one, before), (other, after) = last, found
    if not one.type == other.type == "authority":
        return None
    between = texts.right[before.right[1] : after.right[0]]
    if other.left is None or other.right is None:
        return _around_a_body(last, found, between, words)
    alone = one.left is None or one.right is None
    if len(between) > JOINT or any(
        mark in between for mark in ("，。\n、和" if alone else "，。\n")
    ):
        return None
    left, right = one.left or before.left, one.right or before.right
    return FactSpans(
        type="authority", left=(left[0], other.left[1]), right=(right[0], other.right[1])
    )


def _around_a_body(
    last: PlacedFact, found: PlacedFact, between: str, words: FactWords
) -> FactSpans | None:
    """One change of the body that acts: words came before it and went behind it.

    The other way round counts, too.
    """
    (one, before), (other, after) = last, found
    crosses = (one.left is None and other.right is None) or (
        one.right is None and other.left is None
    )
    if (
        not crosses
        or len(between) > LONG
        or any(mark in between for mark in "，。；\n")
        or not words.whole_body.search(between)
    ):
        return None
    return FactSpans(
        type="authority",
        left=(before.left[0], after.left[1]),
        right=(before.right[0], after.right[1]),
    )


def body_change(texts: MatchTexts, part: Part, words: FactWords) -> FactSpans | None:
    """The change of a public body that acts, or is asked.

    A name is completed from what stands behind.
    """
    before = part.text[max(0, part.begin - REACH) : part.begin]
    governed = words.agent.search(before) is not None
    following = (words.bodies if governed else words.body).match(part.text, part.end)
    if part.replaces:
        named = [words.whole_body.search(side) is not None for side in (part.other, part.inner)]
        names_body = following is not None and not _only_asked(part, words)
        if not (
            all(named)
            or names_body
            or (governed and (any(named) or words.bodies.search(part.inner) is not None))
        ):
            return None
        name = words.body.match(part.text, part.end)
        return fact_of_part(
            "authority",
            part.hunk,
            _begun(texts, part, words),
            0 if name is None else name.end() - part.end,
        )
    if words.whole_body.search(part.inner) and words.auxiliary.match(part.text, part.end):
        return fact_of_part("authority", part.hunk)
    if words.agency.match(part.inner):
        return None if _stated(texts, part) else fact_of_part("authority", part.hunk)
    return _completed(
        part, words, governed=governed, directly=words.agent.search(before[-2:]) is not None
    ) or (
        fact_of_part("authority", part.hunk)
        if governed and (following or words.whole_body.search(part.inner))
        else None
    )


def without_bracket(texts: MatchTexts, found: FactSpans, words: FactWords) -> FactSpans:
    """A change of bodies without a bracket that opens in it and closes elsewhere.

    It stands behind a name: …机构（以下统称执法机构.
    """
    left, right = (
        None if span is None else (span[0], _opens(text, span, words))
        for text, span in ((texts.left, found.left), (texts.right, found.right))
    )
    return replace(found, left=left, right=right)


def _opens(text: str, span: Span, words: FactWords) -> int:
    """The place of a bracket behind a name that closes outside; else the end."""
    opens = text.find("（", *span)
    apart = (
        opens >= 0
        and text.find("）", opens, span[1]) < 0
        and words.whole_body.search(text[span[0] : opens]) is not None
    )
    return opens if apart else span[1]


def _only_asked(part: Part, words: FactWords) -> bool:
    """True where the body that follows stayed, and the words about it changed.

    For example 向国务院 → 按照国务院. Then another clause is about it.
    """
    sides = part.other, part.inner
    return any(
        words.asking.search(side) or any(mark in side for mark in "，；。\n") for side in sides
    )


def _begun(texts: MatchTexts, part: Part, words: FactWords) -> int:
    """The length of a changed name before the change, where both sides share it.

    For example 卫生 before 行政部门 → 健康主管部门.
    """
    before = part.text[max(0, part.begin - LONG) : part.begin]
    found = words.begun.match(before)
    size = 0 if found is None else len(found["part"])
    left, right = (
        text[max(0, place - size) : place]
        for text, place in zip(
            (texts.left, texts.right), (part.hunk.left[0], part.hunk.right[0]), strict=True
        )
    )
    return size if left == right else 0


def _completed(part: Part, words: FactWords, *, governed: bool, directly: bool) -> FactSpans | None:
    """Words that come before the name of a body, with the name: 民政部门 → 县级以上人民政府民政部门,
    国务院 → 党中央、国务院.
    """
    mark = part.text[part.end : part.end + 1]
    whole = words.whole_body.search(part.inner) is not None
    head = words.body.match(part.text, part.end + (mark in ("和", "、")))
    if head is None or not (
        directly if mark == "、" else not whole if mark == "和" else governed or whole
    ):
        return None
    length, inner = head.end() - head.start(), head.end() - part.end
    right = part.hunk.right[0] < part.hunk.right[1]
    left_end, right_end = (
        part.hunk.left[1] + (length if right else inner),
        part.hunk.right[1] + (inner if right else length),
    )
    return FactSpans(
        type="authority", left=(part.hunk.left[0], left_end), right=(part.hunk.right[0], right_end)
    )


def _stated(texts: MatchTexts, part: Part) -> bool:
    """True where the same sentence of the other side holds the same words elsewhere."""
    right = part.hunk.right[0] < part.hunk.right[1]
    other, place = (texts.left, part.hunk.left[0]) if right else (texts.right, part.hunk.right[0])
    begin, end = other.rfind("。", 0, place) + 1, other.find("。", place)
    return part.inner in other[begin : len(other) if end < 0 else end]
