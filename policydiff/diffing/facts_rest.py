"""Facts read from what is left when amounts, sanctions and the like are told: bodies, parties, definitions, terms, scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.diffing.facts_crisp import Found
from policydiff.diffing.facts_texts import Hunk, Texts
from policydiff.model.comparison import FactType, Span
from policydiff.model.dialect import FactWords

SHORT = 12
"""Characters up to which one wording for another is a term; what is longer says something else."""


def remaining(texts: Texts, words: FactWords, told: Sequence[Found]) -> Iterator[Found]:
    """Reads the pieces that no other fact tells; gives one fact each, none for particles, spelling and whole new rules."""
    for piece in texts.pieces:
        for whole in _parts(texts, piece):
            part = _trimmed(texts, whole, words)
            if part is not None and not _told(part, told) and not _plain(texts, part, words):
                yield _typed(texts, part, words)


def _parts(texts: Texts, piece: Hunk) -> Iterator[Hunk]:
    """A piece, cut into its lines and sentences where it only comes or goes; whole sentences are rules of their own, and left out."""
    if piece.replaces:
        yield piece
        return
    side = piece.left[0] == piece.left[1]
    text, (begin, end) = (texts.right, piece.right) if side else (texts.left, piece.left)
    for part in _sentences(text, begin, end):
        yield Hunk(left=piece.left, right=part) if side else Hunk(left=part, right=piece.right)


def _sentences(text: str, begin: int, end: int) -> Iterator[Span]:
    place = begin
    for stop in range(begin, end + 1):
        if stop == end or text[stop] in "。\n；":
            if place < stop and not (_starts(text, place) and text[stop : stop + 1] == "。"):
                yield place, stop
            place = stop + 1


def _starts(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in "。\n"


def _trimmed(texts: Texts, part: Hunk, words: FactWords) -> Hunk | None:
    left, right = _trim(texts.left, part.left, words), _trim(texts.right, part.right, words)
    return None if left[0] == left[1] and right[0] == right[1] else Hunk(left=left, right=right)


def _trim(text: str, span: Span, words: FactWords) -> Span:
    begin, end = span
    while begin < end and text[begin] in "、，；：。\n和及与":
        begin += 1
    while begin < end and text[end - 1] in "、，；：。\n和及与":
        end -= 1
    number = words.item.match(text, begin, end)
    return (number.end() if number else begin), end


def _told(part: Hunk, told: Sequence[Found]) -> bool:
    return any(_meet(fact.left, part.left) or _meet(fact.right, part.right) for fact in told)


def _meet(one: Span | None, other: Span) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


def _plain(texts: Texts, part: Hunk, words: FactWords) -> bool:
    """True where the two sides say the same in other letters or particles."""
    before, after = (words.particles.sub("", side) for side in (texts.left[slice(*part.left)], texts.right[slice(*part.right)]))
    for variant, usual in words.variants.items():
        before, after = before.replace(variant, usual), after.replace(variant, usual)
    return before == after


def _typed(texts: Texts, part: Hunk, words: FactWords) -> Found:
    body = _body(texts, part, words)
    if body is not None:
        return body
    type_: FactType = "scope"
    if _bears(texts, part, words):
        type_ = "subject"
    elif part.replaces and _size(part) <= SHORT:
        type_ = "term"
    elif _defines(texts, part, words):
        type_ = "definition"
    return _found(type_, part)


def _found(type_: FactType, part: Hunk) -> Found:
    left, right = (span if span[0] < span[1] else None for span in (part.left, part.right))
    return Found(type=type_, left=left, right=right)


def _size(part: Hunk) -> int:
    return max(part.left[1] - part.left[0], part.right[1] - part.right[0])


def _body(texts: Texts, part: Hunk, words: FactWords) -> Found | None:
    """The change of a public body that acts, or is asked; a name is completed from what stands behind."""
    right = part.right[0] < part.right[1]
    text, (begin, end) = (texts.right, part.right) if right else (texts.left, part.left)
    inner, other = text[begin:end], texts.left[slice(*part.left)]
    governed = words.agent.search(text[max(0, begin - 40) : begin]) is not None
    rest = (words.bodies if governed else words.body).match(text, end)
    if part.replaces:
        named = words.whole_body.search(inner) or words.whole_body.search(other)
        return _found("authority", part) if named or rest or (governed and words.bodies.search(inner)) else None
    if words.agency.match(inner):
        return _found("authority", part)
    attached = words.body.match(text, end + text.startswith(("和", "、"), end))
    leads = governed and words.agent.search(text[max(0, begin - 2) : begin]) is not None
    joined = text[end] == "和" and not words.whole_body.search(inner) if attached else False
    if attached and (joined or ((text[end] not in "和、" or leads) and (governed or words.whole_body.search(inner)))):
        length = attached.end() - end
        return Found(type="authority", left=(part.left[0], part.left[1] + length), right=(part.right[0], part.right[1] + length))
    return _found("authority", part) if governed and (rest or words.whole_body.search(inner)) else None


def _bears(texts: Texts, part: Hunk, words: FactWords) -> bool:
    """True for a party before the words of its duty."""
    text, (begin, end) = (texts.right, part.right) if part.right[0] < part.right[1] else (texts.left, part.left)
    return bool(words.party.search(text, begin, end)) and bool(words.duty.match(text, end))


def _defines(texts: Texts, part: Hunk, words: FactWords) -> bool:
    text, begin = (texts.right, part.right[0]) if part.right[0] < part.right[1] else (texts.left, part.left[0])
    start = max(text.rfind(mark, 0, begin) for mark in "。\n；") + 1
    return words.defining.search(text, start, begin) is not None
