"""Facts of the parts that no other fact covers: bodies, parties, terms, scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policydiff.comparing.engine.facts.expressions import (
    FactSpans,
    MatchTexts,
    clause_begin,
    lies_in_number,
)
from policydiff.comparing.engine.redline.sides import common_start
from policydiff.model.comparison import FactType, Span
from policydiff.text.spans import SIDES, Hunk
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.words import cut_words

LONG = 18
"""Characters from which one wording for another is no term any more; the longest names are shorter.
"""

REACH = 40
"""Characters before a place in which the word stands that governs it: 由, 报, 经."""

JOINT = 8
"""Characters that stayed within the name of one body: 合同履行地或者合同签订地人民法院."""

TIGHT = 4
"""Characters up to which what comes or goes before a noun makes another term of it; what is longer
is named by itself.
"""

_SENTENCE = re.compile("[^。\n]+")
_ITEM = re.compile("[^；]+")

Replacement = tuple[str, str]
"""The old and the new words of a part, "" where it only comes or goes."""


class Part(NamedTuple):
    """A piece without the marks and conjunctions at its ends.

    It is seen from the side that holds words, the right one if both do.
    """

    hunk: Hunk
    text: str
    """The text of that side."""
    sides: Replacement
    listed: bool
    """True where the piece began with a mark or conjunction: it goes on a list."""

    @property
    def begin(self) -> int:
        """Its first place in the text."""
        return self.hunk[self.hunk.side][0]

    @property
    def end(self) -> int:
        """The place behind it in the text."""
        return self.hunk[self.hunk.side][1]

    @property
    def inner(self) -> str:
        """Its words in the text."""
        return self.sides[self.hunk.side]

    def before(self, size: int) -> str:
        """The last characters before it."""
        return self.text[max(0, self.begin - size) : self.begin]

    def fact(self, type_: FactType, before: int = 0, after: int = 0) -> FactSpans:
        """Its fact, widened by what stands on both sides before and behind it."""
        wider = ((begin - before, end + after) for begin, end in self.hunk)
        left, right = (span if span[0] < span[1] else None for span in wider)
        return FactSpans(type_, left, right)


def parts(texts: MatchTexts, words: FactWords) -> Iterator[Part]:
    """The pieces that have a meaning of their own.

    They are no particles, no other spelling, no whole new sentence, nothing that only moved.
    """
    for piece in texts.pieces:
        if all(lies_in_number(texts.sides[side], piece[side], words) for side in SIDES):
            continue
        for stretch in [piece] if piece.replaces else _items(texts, piece, words):
            part = _trimmed(texts, stretch, words)
            if part is not None and not _plain(part, words) and not _moved(texts, part):
                yield part


def changes_rules(texts: MatchTexts, words: FactWords) -> bool:
    """True where a whole sentence, which has no type, is on one side only."""
    return any(
        texts.excerpt(piece.side, sentence) not in texts.sides[1 - piece.side]
        for piece in texts.pieces
        if not piece.replaces
        for sentence in _sentences(texts, piece, words, whole=True)
    )


def _items(texts: MatchTexts, piece: Hunk, words: FactWords) -> Iterator[Hunk]:
    """The items that come or go in a piece, without whole sentences."""
    for sentence in _sentences(texts, piece, words, whole=False):
        for item in _ITEM.finditer(texts.sides[piece.side], *sentence):
            yield piece.narrowed(item.span())


def _sentences(texts: MatchTexts, piece: Hunk, words: FactWords, *, whole: bool) -> Iterator[Span]:
    """The whole sentences that come or go in a piece; without `whole` the others."""
    text = texts.sides[piece.side]
    for sentence in _SENTENCE.finditer(text, *piece[piece.side]):
        if _is_whole(text, *sentence.span(), words) == whole:
            yield sentence.span()


def _is_whole(text: str, begin: int, end: int, words: FactWords) -> bool:
    """True for a whole sentence that is no item of a list."""
    return (
        (begin == 0 or text[begin - 1] in "。\n")
        and text[end : end + 1] in ("。", "\n", "")
        and text[end - 1] not in "；："
        and not words.item.match(text, begin)
    )


def _trimmed(texts: MatchTexts, stretch: Hunk, words: FactWords) -> Part | None:
    left = _trim(texts.sides[0], stretch.left, words)
    right = _trim(texts.sides[1], stretch.right, words)
    hunk = Hunk(left, right)
    if max(hunk.sizes) == 0:
        return None
    return Part(
        hunk=hunk,
        text=texts.sides[hunk.side],
        sides=(texts.excerpt(0, left), texts.excerpt(1, right)),
        listed=hunk[hunk.side][0] > stretch[hunk.side][0],
    )


def _trim(text: str, span: Span, words: FactWords) -> Span:
    begin, end = span
    stretch = text[begin:end]
    head, tail = words.leading.match(stretch), words.trailing.search(stretch)
    begin, end = begin + (head.end() if head else 0), end - (len(tail[0]) if tail else 0)
    number = words.item.match(text, begin, end) if begin < end else None
    return number.end() if number else min(begin, end), end


def _plain(part: Part, words: FactWords) -> bool:
    """True where both sides mean the same in other letters, or only cite."""
    if not any(words.citing.sub("", words.citation.sub("", side)) for side in part.sides):
        return True
    before, after = (words.particles.sub("", side) for side in part.sides)
    for variant, usual in words.variants.items():
        before, after = before.replace(variant, usual), after.replace(variant, usual)
    return before == after


def _moved(texts: MatchTexts, part: Part) -> bool:
    if part.hunk.replaces:
        return False
    counts, side = texts.counts(part.inner), part.hunk.side
    return counts[side] <= counts[1 - side]


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
    covered = [_mask(texts, side, reported) for side in (0, 1)]
    last: _PlacedFact | None = None
    for part in found_parts:
        if any(covered[side].find(1, *part.hunk[side]) >= 0 for side in (0, 1)):
            continue
        body = _body(texts, part, words)
        fact = _other(part, words, common) if body is None else _unbracketed(texts, body, words)
        placed = _whole_or_changed(texts, part, fact), part.hunk
        joint = None if last is None else _joined(texts, last, placed, words)
        if last is not None and joint is None:
            yield last[0]
        last = placed if joint is None else (joint, part.hunk)
    if last is not None:
        yield last[0]


def _mask(texts: MatchTexts, side: int, facts: Iterable[FactSpans]) -> bytearray:
    """A 1 for each character of a side that lies in one of the facts."""
    mask = bytearray(len(texts.sides[side]))
    for fact in facts:
        if span := fact.spans[side]:
            mask[slice(*span)] = b"\x01" * (span[1] - span[0])
    return mask


def _whole_or_changed(texts: MatchTexts, part: Part, fact: FactSpans) -> FactSpans:
    """The fact, or that of the changed words where their completion changed too."""
    if fact.left is None or fact.right is None:
        return fact
    left = texts.sides[0][part.hunk.left[1] : fact.left[1]]
    right = texts.sides[1][part.hunk.right[1] : fact.right[1]]
    return fact if left.endswith(right) or right.endswith(left) else part.fact(fact.type)


def _other(part: Part, words: FactWords, common: frozenset[Replacement]) -> FactSpans:
    if _bears(part, words):
        return part.fact("subject")
    if part.hunk.replaces:
        return part.fact("term" if _is_term(part, words, common) else "scope")
    if words.defining.search(part.text, clause_begin(part.text, part.begin), part.begin):
        return part.fact("definition")
    if len(part.inner) <= TIGHT and (after := _attached(part, words)):
        return part.fact("term" if part.sides in common else "scope", 0, after)
    return part.fact("scope")


def _is_term(part: Part, words: FactWords, common: frozenset[Replacement]) -> bool:
    """True for one word in the place of another.

    The two recur, share characters behind their beginning, or are as long. A condition is none, nor
    are further words of the same kind.
    """
    old, new = part.sides
    if part.sides in common:
        return True
    if words.condition.match(part.text, part.end) or max(len(old), len(new)) > LONG:
        return False
    if old in new or new in old:
        return False
    head = common_start(old, new)
    old, new = old[head:], new[head:]
    return bool(set(old) & set(new)) or abs(len(old) - len(new)) <= 1


def _attached(part: Part, words: FactWords) -> int:
    """The length of the word that a modifier belongs to; 0 in a list or at a mark."""
    following = part.text[part.end : part.end + 8]
    in_list = part.listed or words.joined.search(part.inner) is not None
    if in_list or not following or words.unattached.match(following):
        return 0
    return cut_words(following).bounds[1]


def _bears(part: Part, words: FactWords) -> bool:
    """True for a party, or words about it, before its duty, at a head, or behind 由."""
    party = words.party.search(part.inner) is not None
    before = part.before(REACH)
    leads = not part.hunk.replaces and words.head.search(before) is not None
    acts = leads and not part.text.startswith("的", part.end)
    if party and (acts or words.agent.search(before[-JOINT:])):
        return True
    duty = words.duty.match(part.text, part.end)
    if duty is None or party:
        return duty is not None
    name = duty["name"]
    return len(name) <= JOINT and words.party.search(part.inner + name) is not None


_PlacedFact = tuple[FactSpans, Hunk]
"""A fact with the part of the change that it was read from."""


def _joined(
    texts: MatchTexts, last: _PlacedFact, placed: _PlacedFact, words: FactWords
) -> FactSpans | None:
    """Two changes of bodies inside one name, as one change."""
    (first, before), (second, after) = last, placed
    if not first.type == second.type == "authority":
        return None
    between = texts.sides[1][before.right[1] : after.right[0]]
    if second.left is None or second.right is None:
        if not _around_a_body(first, second, between, words):
            return None
        left, right = (before.left[0], after.left[1]), (before.right[0], after.right[1])
        return FactSpans("authority", left, right)
    marks = "，。\n、和" if first.left is None or first.right is None else "，。\n"
    if len(between) > JOINT or any(mark in between for mark in marks):
        return None
    left, right = first.left or before.left, first.right or before.right
    return FactSpans("authority", (left[0], second.left[1]), (right[0], second.right[1]))


def _around_a_body(first: FactSpans, second: FactSpans, between: str, words: FactWords) -> bool:
    """True where words before the body that acts stand behind it on the other side."""
    return (
        (None, None) in ((first.left, second.right), (first.right, second.left))
        and len(between) <= LONG
        and not any(mark in between for mark in "，。；\n")
        and words.whole_body.search(between) is not None
    )


def _body(texts: MatchTexts, part: Part, words: FactWords) -> FactSpans | None:
    """The change of a public body that acts, or is asked."""
    before = part.before(REACH)
    governed = words.agent.search(before) is not None
    following = (words.bodies if governed else words.body).match(part.text, part.end)
    if part.hunk.replaces:
        named = [words.whole_body.search(side) is not None for side in part.sides]
        bodies = any(named) or words.bodies.search(part.inner) is not None
        names_body = following is not None and not _only_asked(part, words)
        if not (all(named) or names_body or (governed and bodies)):
            return None
        name = words.body.match(part.text, part.end)
        after = 0 if name is None else name.end() - part.end
        return part.fact("authority", _begun(texts, part, words), after)
    whole = words.whole_body.search(part.inner) is not None
    if whole and words.auxiliary.match(part.text, part.end):
        return part.fact("authority")
    if words.agency.match(part.inner):
        return None if _stated(texts, part) else part.fact("authority")
    directly = words.agent.search(before[-2:]) is not None
    completed = _completed(part, words, whole=whole, governed=governed, directly=directly)
    if completed is None and governed and (following or whole):
        return part.fact("authority")
    return completed


def _only_asked(part: Part, words: FactWords) -> bool:
    """True where only the words about a body changed: 向国务院 → 按照国务院."""
    return any(
        words.asking.search(side) or any(mark in side for mark in "，；。\n") for side in part.sides
    )


def _begun(texts: MatchTexts, part: Part, words: FactWords) -> int:
    """The length of a shared beginning of a name, as 卫生 in 卫生行政部门 → 卫生健康主管部门."""
    begun = words.begun.match(part.before(LONG))
    size = 0 if begun is None else len(begun["part"])
    left, right = (
        texts.excerpt(side, (max(0, begin - size), begin))
        for side, (begin, _) in enumerate(part.hunk)
    )
    return size if left == right else 0


def _completed(
    part: Part, words: FactWords, *, whole: bool, governed: bool, directly: bool
) -> FactSpans | None:
    """Words before the name of a body, with it: 民政部门 → 县级以上人民政府民政部门."""
    mark = part.text[part.end : part.end + 1]
    fits = directly if mark == "、" else not whole if mark == "和" else governed or whole
    name = words.body.match(part.text, part.end + (mark in ("和", "、")))
    if name is None or not fits:
        return None
    added = [name.end() - name.start()] * 2
    added[part.hunk.side] = name.end() - part.end
    left, right = ((begin, end + more) for (begin, end), more in zip(part.hunk, added, strict=True))
    return FactSpans("authority", left, right)


def _stated(texts: MatchTexts, part: Part) -> bool:
    """True where the same sentence of the other side holds the same words elsewhere."""
    side = 1 - part.hunk.side
    opposite, position = texts.sides[side], part.hunk[side][0]
    begin, end = opposite.rfind("。", 0, position) + 1, opposite.find("。", position)
    return part.inner in opposite[begin : len(opposite) if end < 0 else end]


def _unbracketed(texts: MatchTexts, body: FactSpans, words: FactWords) -> FactSpans:
    """A change of bodies without a bracket that closes elsewhere: …机构（以下统称执法机构."""
    left, right = (
        None if span is None else (span[0], _name_end(text, span, words))
        for text, span in zip(texts.sides, body.spans, strict=True)
    )
    return FactSpans(body.type, left, right)


def _name_end(text: str, span: Span, words: FactWords) -> int:
    """The place of a bracket behind a name that closes outside; else the end."""
    opens = text.find("（", *span)
    if opens < 0 or text.find("）", opens, span[1]) >= 0:
        return span[1]
    return opens if words.whole_body.search(text[span[0] : opens]) else span[1]
