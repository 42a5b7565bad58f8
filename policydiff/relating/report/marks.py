"""Shared terms in a text: numbered stretches, with one number for an item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from policydiff.model.comparison import Span
from policydiff.relating.engine.relation import Link
from policydiff.text.sentences import cut_sentences

MOST = 16
"""Marked terms of an item; more would hide the text."""

EACH = 3
"""Terms of each link that come before further ones of another."""

Numbers = Mapping[str, int]
"""Term of the left → its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedStretch:
    """A part of a text in one look.

    `numbers` are those of its terms, the longest first, `ends` those of the terms that end with it;
    `sentence` is the number of the sentence that begins with it, or None; `answer` is True in the
    chosen sentence.
    """

    text: str
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    sentence: int | None = None
    answer: bool = False


def number_terms(links: Iterable[Link]) -> Numbers:
    """Number the terms of links: the weightiest of each, then the weightiest of all."""
    weights: defaultdict[str, float] = defaultdict(float)
    places: dict[str, int] = {}
    first: list[str] = []
    for link in links:
        held = sorted(
            (shared for shared in link.evidence if shared.left and shared.right),
            key=lambda one: -one.weight,
        )
        first.extend(one.term for one in held[:EACH])
        for one in held:
            weights[one.term] += one.weight
            places[one.term] = min(begin for begin, _ in one.left)
    heavy = sorted(weights, key=lambda term: (-weights[term], places[term], term))
    chosen = list(dict.fromkeys((*first, *heavy)))[:MOST]
    return {
        term: number
        for number, term in enumerate(sorted(chosen, key=lambda term: (places[term], term)), 1)
    }


def left_spans(links: Iterable[Link], numbers: Numbers) -> tuple[tuple[Span, int], ...]:
    """The spans of the numbered terms in the left's text."""
    found = {
        (span, numbers[evidence.term]): None
        for link in links
        for evidence in link.evidence
        if evidence.term in numbers
        for span in evidence.left
    }
    return tuple(found)


def right_spans(link: Link, numbers: Numbers) -> tuple[tuple[Span, int], ...]:
    """The spans of the numbered terms in the right's text."""
    found = {
        (span, numbers[evidence.term]): None
        for evidence in link.evidence
        if evidence.term in numbers
        for span in evidence.right
    }
    return tuple(found)


def stretches(
    text: str,
    spans: Iterable[tuple[Span, int]],
    *,
    sentences: Iterable[Span] = (),
    answer: Span | None = None,
) -> Iterator[MarkedStretch]:
    """The text in stretches that together are all of it."""
    held = [
        (span, number)
        for span, number in ((_within(span, text), number) for span, number in spans)
        if span[0] < span[1]
    ]
    chosen = (0, 0) if answer is None else _within(answer, text)
    begins = {span[0]: number for number, span in enumerate(sentences, 1)}
    cuts = {0, len(text), *chosen, *begins, *(place for span, _ in held for place in span)}
    edges = sorted(place for place in cuts if 0 <= place <= len(text))
    for begin, end in pairwise(edges):
        over = sorted(
            ((span, number) for span, number in held if span[0] <= begin and end <= span[1]),
            key=_length,
        )
        yield MarkedStretch(
            text=text[begin:end],
            numbers=tuple(dict.fromkeys(number for _, number in over)),
            ends=tuple(dict.fromkeys(number for span, number in over if span[1] == end)),
            sentence=begins.get(begin),
            answer=chosen[0] <= begin < chosen[1],
        )


def cut_stretches(parts: Iterable[MarkedStretch]) -> Iterator[tuple[MarkedStretch, ...]]:
    """Stretches line by line; numbers stand at the end of a term, even over a line."""
    line: list[MarkedStretch] = []
    for part in parts:
        texts = part.text.split("\n")
        for index, text in enumerate(texts, 1):
            ends = part.ends if index == len(texts) else ()
            if index > 1:
                yield tuple(line)
                line = []
            sentence = part.sentence if index == 1 else None
            line.append(replace(part, text=text, ends=ends, sentence=sentence))
    if any(part.text or part.sentence is not None for part in line):
        yield tuple(line)


def answered(text: str, sentence: Span | None) -> str:
    """The numbers of the sentences that a span touches: "2", "2–3", or ""."""
    if sentence is None:
        return ""
    touched = [
        number
        for number, (begin, end) in enumerate(cut_sentences(text), 1)
        if begin < sentence[1] and sentence[0] < end
    ]
    if not touched:
        return ""
    return str(touched[0]) if len(touched) == 1 else f"{touched[0]}–{touched[-1]}"


def _within(span: Span, text: str) -> Span:
    return max(span[0], 0), min(span[1], len(text))


def _length(entry: tuple[Span, int]) -> tuple[int, int]:
    (begin, end), number = entry
    return begin - end, number
