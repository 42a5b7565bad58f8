"""The parts of a change that mean something, and replacements that recur in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from policydiff.comparing.engine.facts.expressions import FactSpans
from policydiff.comparing.engine.facts.texts import Hunk, MatchTexts
from policydiff.model.comparison import FactType, Span
from policydiff.text.traditions.dialect import FactWords

Replacement = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece without the marks and conjunctions at its ends.

    It is seen from the side that holds words, the right one if both do.
    """

    hunk: Hunk
    text: str
    begin: int
    end: int
    inner: str
    other: str
    """The words on the other side."""
    listed: bool
    """True where the piece began with a mark or conjunction: it goes on a list."""

    @property
    def replaces(self) -> bool:
        """True where both sides hold words."""
        return self.hunk.replaces


def definitions(texts: MatchTexts, words: FactWords) -> Iterator[FactSpans]:
    """The definitions among the whole sentences that come or go."""
    for piece in texts.pieces:
        if piece.replaces:
            continue
        text, span, _ = _side(texts, piece)
        if words.defining.search(text, *span) is None:
            continue
        for found in words.definition.finditer(text, *span):
            come = text is texts.right
            yield FactSpans(
                type="definition",
                left=None if come else found.span(),
                right=found.span() if come else None,
            )


def parts(texts: MatchTexts, words: FactWords) -> Iterator[Part]:
    """The pieces that have a meaning of their own.

    They are no particles, no other spelling, no whole new sentence, nothing that only moved.
    """
    for piece in texts.pieces:
        for one in _sentences(texts, piece, words):
            part = _trimmed(texts, one, words)
            if part is not None and not _plain(part, words) and not _moved(texts, part):
                yield part


def replacements(found: Iterable[Part]) -> frozenset[Replacement]:
    """The replacements of one match: old words and new ones."""
    return frozenset(map(replacement_of, found))


def replacement_of(part: Part) -> Replacement:
    """The old and the new words of a part, "" where it only comes or goes."""
    right = part.hunk.right[0] < part.hunk.right[1]
    return (
        part.other if part.replaces else "" if right else part.inner
    ), part.inner if right else ""


def changes_rules(texts: MatchTexts, words: FactWords) -> bool:
    """True where a whole sentence comes or goes that only one side has.

    It is a rule of its own, which has no type.
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


def _side(texts: MatchTexts, piece: Hunk) -> tuple[str, Span, str]:
    """The text and place of what comes or goes, and the other text."""
    come = piece.left[0] == piece.left[1]
    return (texts.right, piece.right, texts.left) if come else (texts.left, piece.left, texts.right)


def _sentences(texts: MatchTexts, piece: Hunk, words: FactWords) -> Iterator[Hunk]:
    """A piece, cut into sentences and items where it only comes or goes.

    Whole sentences are rules of their own, and left out.
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


def _trimmed(texts: MatchTexts, hunk: Hunk, words: FactWords) -> Part | None:
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


def _plain(part: Part, words: FactWords) -> bool:
    """True where both sides mean the same in other letters or particles.

    Also where they only cite, which is a fact of its own.
    """
    if not any(
        words.citing.sub("", words.citation.sub("", side)) for side in (part.other, part.inner)
    ):
        return True
    before, after = (words.particles.sub("", side) for side in (part.other, part.inner))
    for variant, usual in words.variants.items():
        before, after = before.replace(variant, usual), after.replace(variant, usual)
    return before == after


def _moved(texts: MatchTexts, part: Part) -> bool:
    """True for words that come in one place and go in another."""
    if part.replaces:
        return False
    right = part.hunk.right[0] < part.hunk.right[1]
    come, gone = texts.right.count(part.inner), texts.left.count(part.inner)
    return come <= gone if right else gone <= come


def fact_of_part(type_: FactType, hunk: Hunk, before: int = 0, after: int = 0) -> FactSpans:
    """A fact of a part, widened by what stands on both sides before and after it."""
    left, right = ((span[0] - before, span[1] + after) for span in (hunk.left, hunk.right))
    return FactSpans(
        type=type_,
        left=left if left[0] < left[1] else None,
        right=right if right[0] < right[1] else None,
    )


def recurring(found: Iterable[frozenset[Replacement]]) -> frozenset[Replacement]:
    """The replacements that stand in several matches."""
    counts = Counter(one for several in found for one in several)
    return frozenset(one for one, count in counts.items() if count > 1)
