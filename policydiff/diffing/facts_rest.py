"""Facts read from what is left when amounts, sanctions and the like are told: bodies, parties,
definitions, terms, scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.diffing.facts_crisp import Found
from policydiff.diffing.facts_texts import Hunk, Texts
from policydiff.diffing.words import cut_words
from policydiff.model.comparison import FactType, Span
from policydiff.model.dialect import FactWords

LONG = 18
"""Characters from which one wording for another is no term any more; the longest names of things
are shorter.
"""

TIGHT = 4
"""Characters up to which what comes or goes before a noun makes another term of it; what is longer
is named by itself.
"""

REACH = 40
"""Characters before a place in which the word stands that governs it: 由, 报, 经."""

JOINT = 8
"""Characters that stayed within the name of one body: 合同履行地或者合同签订地人民法院."""

Replaced = tuple[str, str]
Placed = tuple[Found, Hunk]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece without the marks and conjunctions at its ends, seen from the side that holds words,
    the right one if both do.
    """

    hunk: Hunk
    text: str
    begin: int
    end: int
    inner: str
    other: str
    """What stands on the other side."""
    listed: bool
    """True where the piece began with a mark or conjunction: it goes on a list."""

    @property
    def replaces(self) -> bool:
        """True where both sides hold words."""
        return self.hunk.replaces


def definitions(texts: Texts, words: FactWords) -> Iterator[Found]:
    """Reads whole sentences that come or go; gives the definitions among them."""
    for piece in texts.pieces:
        if piece.replaces:
            continue
        text, span, _ = _side(texts, piece)
        for found in words.definition.finditer(text, *span):
            come = text is texts.right
            yield Found(
                type="definition",
                left=None if come else found.span(),
                right=found.span() if come else None,
            )


def parts(texts: Texts, words: FactWords) -> Iterator[Part]:
    """The pieces that say something: no particles, no other spelling, no whole new sentence,
    nothing that only moved.
    """
    for piece in texts.pieces:
        for one in _sentences(texts, piece, words):
            part = _trimmed(texts, one, words)
            if part is not None and not _plain(part, words) and not _moved(texts, part):
                yield part


def replaced(texts: Texts, words: FactWords) -> frozenset[Replaced]:
    """What is replaced by what in one match."""
    return frozenset(_key(part) for part in parts(texts, words))


def _key(part: Part) -> Replaced:
    right = part.hunk.right[0] < part.hunk.right[1]
    return (
        part.other if part.replaces else "" if right else part.inner
    ), part.inner if right else ""


def remaining(
    texts: Texts, words: FactWords, told: Sequence[Found], common: frozenset[Replaced]
) -> Iterator[Found]:
    """Reads the parts that no other fact tells; gives one fact each. `common` are the replacements
    that recur in the document.
    """
    masks = (
        _mask(texts.left, (fact.left for fact in told)),
        _mask(texts.right, (fact.right for fact in told)),
    )
    last: Placed | None = None
    for part in parts(texts, words):
        if masks[0].find(1, *part.hunk.left) >= 0 or masks[1].find(1, *part.hunk.right) >= 0:
            continue
        body = _body(texts, part, words)
        found = _kept(
            texts,
            part,
            _other(part, words, common) if body is None else _closed(texts, body, words),
        )
        joint = None if last is None else _joint(texts, last, (found, part.hunk), words)
        if last is not None and joint is None:
            yield last[0]
        last = (found, part.hunk) if joint is None else (joint, part.hunk)
    if last is not None:
        yield last[0]


def changes_rules(texts: Texts, words: FactWords) -> bool:
    """True where a whole sentence comes or goes that does not stand elsewhere on the other side: a
    rule of its own, which has no type.
    """
    for piece in texts.pieces:
        if not piece.replaces:
            text, span, other = _side(texts, piece)
            if any(
                _whole(text, *one, words) and text[slice(*one)] not in other
                for one in _cut(text, span, "。\n")
            ):
                return True
    return False


def _side(texts: Texts, piece: Hunk) -> tuple[str, Span, str]:
    """The text and place of what comes or goes, and the other text."""
    come = piece.left[0] == piece.left[1]
    return (texts.right, piece.right, texts.left) if come else (texts.left, piece.left, texts.right)


def _sentences(texts: Texts, piece: Hunk, words: FactWords) -> Iterator[Hunk]:
    """A piece, cut into sentences and items where it only comes or goes; whole sentences are rules
    of their own, and left out.
    """
    if piece.replaces:
        yield piece
        return
    text, span, _ = _side(texts, piece)
    for sentence in _cut(text, span, "。\n"):
        if not _whole(text, *sentence, words):
            for item in _cut(text, sentence, "；"):
                yield (
                    replace(piece, right=item) if text is texts.right else replace(piece, left=item)
                )


def _cut(text: str, span: Span, marks: str) -> Iterator[Span]:
    """The stretches between marks, none empty."""
    place, end = span
    for stop in range(place, end + 1):
        if stop == end or text[stop] in marks:
            if place < stop:
                yield place, stop
            place = stop + 1


def _whole(text: str, begin: int, end: int, words: FactWords) -> bool:
    """True for a whole sentence that is no item of a list."""
    starts = begin == 0 or text[begin - 1] in "。\n"
    return (
        starts
        and text[end : end + 1] in ("。", "\n", "")
        and text[end - 1] not in "；："
        and not words.item.match(text, begin)
    )


def _trimmed(texts: Texts, hunk: Hunk, words: FactWords) -> Part | None:
    left, right = _trim(texts.left, hunk.left, words), _trim(texts.right, hunk.right, words)
    if left[0] == left[1] and right[0] == right[1]:
        return None
    come = right[0] < right[1]
    text, (begin, end), other = (
        (texts.right, right, texts.left[slice(*left)]) if come else (texts.left, left, "")
    )
    listed = begin > (hunk.right if come else hunk.left)[0]
    return Part(
        hunk=Hunk(left=left, right=right),
        text=text,
        begin=begin,
        end=end,
        inner=text[begin:end],
        other=other,
        listed=listed,
    )


def _trim(text: str, span: Span, words: FactWords) -> Span:
    begin, end = span
    piece = text[begin:end]
    head, tail = words.leading.match(piece), words.trailing.search(piece)
    begin, end = begin + (head.end() if head else 0), end - (len(tail[0]) if tail else 0)
    number = words.item.match(text, begin, end) if begin < end else None
    return number.end() if number else min(begin, end), end


def _mask(text: str, spans: Iterable[Span | None]) -> bytearray:
    """A 1 for each character of a text that lies in one of the spans."""
    mask = bytearray(len(text))
    for span in spans:
        if span is not None:
            mask[slice(*span)] = b"\x01" * (span[1] - span[0])
    return mask


def _plain(part: Part, words: FactWords) -> bool:
    """True where the two sides say the same in other letters or particles, or only cite, which is
    told as such.
    """
    if not any(
        words.citing.sub("", words.citation.sub("", side)) for side in (part.other, part.inner)
    ):
        return True
    before, after = (words.particles.sub("", side) for side in (part.other, part.inner))
    for variant, usual in words.variants.items():
        before, after = before.replace(variant, usual), after.replace(variant, usual)
    return before == after


def _moved(texts: Texts, part: Part) -> bool:
    """True for words that come in one place and go in another."""
    if part.replaces:
        return False
    right = part.hunk.right[0] < part.hunk.right[1]
    come, gone = texts.right.count(part.inner), texts.left.count(part.inner)
    return come <= gone if right else gone <= come


def _joint(texts: Texts, last: Placed, found: Placed, words: FactWords) -> Found | None:
    """Two changes of bodies that a few kept characters of one name part, as one: each side names a
    body, or both together do.
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
    return Found(type="authority", left=(left[0], other.left[1]), right=(right[0], other.right[1]))


def _around_a_body(last: Placed, found: Placed, between: str, words: FactWords) -> Found | None:
    """What came on one side of a body that stayed and went on its other side, as one change of who
    acts.
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
    return Found(
        type="authority",
        left=(before.left[0], after.left[1]),
        right=(before.right[0], after.right[1]),
    )


def _kept(texts: Texts, part: Part, found: Found) -> Found:
    """A fact as it is where what completes its words stands on both sides, else with the words that
    changed alone.
    """
    left = texts.left[part.hunk.left[1] : found.left[1]] if found.left else ""
    right = texts.right[part.hunk.right[1] : found.right[1]] if found.right else ""
    if found.left is None or found.right is None or left.endswith(right) or right.endswith(left):
        return found
    return _found(found.type, part.hunk)


def _found(type_: FactType, hunk: Hunk, before: int = 0, after: int = 0) -> Found:
    """A fact of a part, widened by what stands on both sides before and after it."""
    left, right = ((span[0] - before, span[1] + after) for span in (hunk.left, hunk.right))
    return Found(
        type=type_,
        left=left if left[0] < left[1] else None,
        right=right if right[0] < right[1] else None,
    )


def _body(texts: Texts, part: Part, words: FactWords) -> Found | None:
    """The change of a public body that acts, or is asked; a name is completed from what stands
    behind.
    """
    before = part.text[max(0, part.begin - REACH) : part.begin]
    governed = words.agent.search(before) is not None
    rest = (words.bodies if governed else words.body).match(part.text, part.end)
    if part.replaces:
        named = [words.whole_body.search(side) is not None for side in (part.other, part.inner)]
        rests = rest is not None and not _only_asked(part, words)
        if not (
            all(named)
            or rests
            or (governed and (any(named) or words.bodies.search(part.inner) is not None))
        ):
            return None
        name = words.body.match(part.text, part.end)
        return _found(
            "authority",
            part.hunk,
            _begun(texts, part, words),
            0 if name is None else name.end() - part.end,
        )
    if words.whole_body.search(part.inner) and words.auxiliary.match(part.text, part.end):
        return _found("authority", part.hunk)
    if words.agency.match(part.inner):
        return None if _stated(texts, part) else _found("authority", part.hunk)
    return _completed(
        part, words, governed=governed, directly=words.agent.search(before[-2:]) is not None
    ) or (
        _found("authority", part.hunk)
        if governed and (rest or words.whole_body.search(part.inner))
        else None
    )


def _closed(texts: Texts, found: Found, words: FactWords) -> Found:
    """A change of bodies without the bracket behind a name that opens in it and closes elsewhere:
    …机构（以下统称执法机构.
    """
    left, right = (
        None if span is None else (span[0], _opens(text, span, words))
        for text, span in ((texts.left, found.left), (texts.right, found.right))
    )
    return replace(found, left=left, right=right)


def _opens(text: str, span: Span, words: FactWords) -> int:
    """Where a bracket opens behind a name in a stretch that does not hold its end; else the end of
    the stretch.
    """
    opens = text.find("（", *span)
    apart = (
        opens >= 0
        and text.find("）", opens, span[1]) < 0
        and words.whole_body.search(text[span[0] : opens]) is not None
    )
    return opens if apart else span[1]


def _only_asked(part: Part, words: FactWords) -> bool:
    """True where the body that follows stayed, and what is said of it changed: 向国务院 →
    按照国务院; so for another clause.
    """
    sides = part.other, part.inner
    return any(
        words.asking.search(side) or any(mark in side for mark in "，；。\n") for side in sides
    )


def _begun(texts: Texts, part: Part, words: FactWords) -> int:
    """How many characters of a changed name stand before the change on both sides: 卫生 before
    行政部门 → 健康主管部门.
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


def _completed(part: Part, words: FactWords, *, governed: bool, directly: bool) -> Found | None:
    """What comes before the name of a body, with the name: 民政部门 → 县级以上人民政府民政部门,
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
    return Found(
        type="authority", left=(part.hunk.left[0], left_end), right=(part.hunk.right[0], right_end)
    )


def _stated(texts: Texts, part: Part) -> bool:
    """True where the same sentence of the other side says the same elsewhere."""
    right = part.hunk.right[0] < part.hunk.right[1]
    other, place = (texts.left, part.hunk.left[0]) if right else (texts.right, part.hunk.right[0])
    begin, end = other.rfind("。", 0, place) + 1, other.find("。", place)
    return part.inner in other[begin : len(other) if end < 0 else end]


def _other(part: Part, words: FactWords, common: frozenset[Replaced]) -> Found:
    if _bears(part, words):
        return _found("subject", part.hunk)
    if _defines(part, words):
        return _found("definition", part.hunk)
    if part.replaces:
        return _found("term" if _is_term(part, words, common) else "scope", part.hunk)
    if len(part.inner) <= TIGHT and (after := _attached(part, words)):
        return _found("term" if _key(part) in common else "scope", part.hunk, 0, after)
    return _found("scope", part.hunk)


def _is_term(part: Part, words: FactWords, common: frozenset[Replaced]) -> bool:
    """True for one word in the place of another: it recurs, shares characters, or is as long. A
    condition is none, nor more of the same.
    """
    if _key(part) in common:
        return True
    if words.condition.match(part.text, part.end) or max(len(part.inner), len(part.other)) > LONG:
        return False
    if part.inner in part.other or part.other in part.inner:
        return False
    return bool(set(part.inner) & set(part.other)) or abs(len(part.inner) - len(part.other)) <= 1


def _attached(part: Part, words: FactWords) -> int:
    """How many characters the word has to which a modifier is attached; 0 where it stands in a list
    or before a mark.
    """
    following = part.text[part.end : part.end + 8]
    if (
        part.listed
        or not following
        or words.loose.match(following)
        or words.joined.search(part.inner)
    ):
        return 0
    return cut_words(following).bounds[1]


def _bears(part: Part, words: FactWords) -> bool:
    """True for a party, or what is said of it, before the words of its duty, at the head of a
    clause, or behind 由.
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


def recurring(found: Iterable[frozenset[Replaced]]) -> frozenset[Replaced]:
    """The replacements that stand in several matches."""
    counts = Counter(one for several in found for one in several)
    return frozenset(one for one, count in counts.items() if count > 1)
