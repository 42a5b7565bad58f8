"""The fate of the places of a term in text that stayed.

A place is replaced as stated, left as it was, replaced by something else, or it fell with the words
around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from policydiff.model.comparison import Edit, Match, Span
from policydiff.model.kinds import CONTAINERS
from policydiff.text.spans import EditRun, Hunk, TextChange, lies_in, side_of
from policydiff.text.words import cut_words

Term = tuple[str, str]
"""The old and the new words of a replacement."""

LONGEST = 20
"""Characters of a term; what is longer is a clause."""

MANY = 8
"""Places from which on a replacement is no phrase that happens to recur."""


class ComparedText(TextChange):
    """A text of both sides, without what stands elsewhere.

    `removed` are the texts of the provisions in it that were removed whole.
    """

    def __init__(self, match: Match, edits: Iterable[Edit], removed: Iterable[str] = ()) -> None:
        super().__init__(edit for edit in edits if edit.elsewhere is None)
        self.match = match
        self.removed = tuple(removed)

    @cached_property
    def bounds(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ends of the words of both sides."""
        return cut_words(self.sides[0]).bounds, cut_words(self.sides[1]).bounds

    def words(self, side: int, span: Span) -> list[str]:
        """The words of a stretch of one side."""
        bounds, (begin, end) = self.bounds[side], span
        inside = bounds[bisect_right(bounds, begin) : bisect_left(bounds, end)]
        return [self.sides[side][a:b] for a, b in pairwise((begin, *inside, end)) if a < b]

    def edges(self, side: int, span: Span) -> tuple[str, str]:
        """The first and the last word of a stretch of one side."""
        text, bounds, (begin, end) = self.sides[side], self.bounds[side], span
        first = min(bounds[bisect_right(bounds, begin)], end)
        last = max(bounds[bisect_left(bounds, end) - 1], begin)
        return text[begin:first], text[last:end]

    def ends_word(self, side: int, position: int) -> bool:
        """True where a word ends."""
        bounds = self.bounds[side]
        return bounds[bisect_left(bounds, position)] == position


def distinct_texts(matches: Iterable[Match]) -> Iterator[ComparedText]:
    """The texts and headings of a comparison, each once, one-sided ones too."""
    every = tuple(matches)
    removed = _removed_texts(every)
    for match in _outermost(every):
        if match.heading_edits:
            yield ComparedText(match, match.heading_edits)
        if match.edits:
            yield ComparedText(match, match.edits, removed.get(match.id, ()))


def _removed_texts(matches: Iterable[Match]) -> dict[int, list[str]]:
    above: dict[int, tuple[int, ...]] = {}
    removed: dict[int, list[str]] = {}
    for match in matches:
        outer = () if match.parent is None else (*above.get(match.parent, ()), match.parent)
        above[match.id] = outer
        text = side_of(match.edits, 0) if match.kind == "removed" else ""
        for container in outer if text else ():
            removed.setdefault(container, []).append(text)
    return removed


def _outermost(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that cover each text once: articles, and parts outside of them."""
    covered: set[int] = set()
    for match in matches:
        levels = {side.level for side in (*match.left, *match.right)}
        if match.parent in covered:
            covered.add(match.id)
        elif match.edits and not levels & {"title", "attachment", *CONTAINERS}:
            covered.add(match.id)
            yield match
        elif match.heading_edits and match.left and match.right:
            yield replace(match, edits=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The fate of a term in all texts.

    `places` are the texts of the places where it was replaced, `around` the characters before and
    behind these. `remaining` counts the places of the right text that hold it, without those in
    text that was inserted whole; `otherwise` those of the left text that gave way to other words,
    `rivals` those of them in small hunks, by which another term took its place. A place that fell
    with the words around it counts in none of them.
    """

    places: tuple[ComparedText, ...]
    around: tuple[frozenset[str], frozenset[str]]
    remaining: int
    otherwise: int
    rivals: int

    def free(self, particles: Collection[str]) -> bool:
        """True where it stands in several phrases.

        It is the term that changed then and not one phrase that recurs. A mark or a particle on one
        side separates it from what stands there. In `MANY` places one free side is enough: the word
        beside it may belong to it, as 家庭 does in 困难家庭成员.
        """
        free = [
            len(signs) > 1 or not "".join(signs).isalnum() or not signs.isdisjoint(particles)
            for signs in self.around
        ]
        return any(free) if len(self.places) >= MANY else all(free)


def small(run: EditRun) -> bool:
    """True for a hunk that may replace a term."""
    return run.open and 0 < sum(run.hunk.sizes) <= 2 * LONGEST


def follow(
    term: Term, texts: Iterable[ComparedText], marks: Sequence[tuple[ComparedText, Hunk]]
) -> Fate:
    """The fate of a term in all texts, given the places where it was replaced."""
    holding = [text for text in texts if any(term[0] in words for words in text.sides)]
    spans = [(text.sides[0], hunk.left) for text, hunk in marks]
    taken = {(id(text), hunk.left[0]) for text, hunk in marks}
    others = [
        runs
        for text in holding
        for begin in _positions(text.sides[0], term[0])
        if (id(text), begin) not in taken and (runs := _others(text, begin, term))
    ]
    return Fate(
        places=tuple(text for text, _ in marks),
        around=(
            frozenset(text[max(0, begin - 1) : begin] for text, (begin, _) in spans),
            frozenset(text[end : end + 1] for text, (_, end) in spans),
        ),
        remaining=sum(_remaining(text, term) for text in holding),
        otherwise=len(others),
        rivals=sum(all(small(run) and run.sides[1] for run in runs) for runs in others),
    )


def _positions(text: str, word: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(word), text)]


def _remaining(text: ComparedText, term: Term) -> int:
    """The number of old places on the right, not in the new words or in new text."""
    old, new = term
    begins = _positions(text.sides[1], old)
    news = _positions(text.sides[1], new) if begins and old in new else []
    outside = [
        begin for begin in begins if not any(first <= begin < first + len(new) for first in news)
    ]
    printed = [edit for edit in text.edits if edit.op != "delete"]
    ends = list(accumulate(len(edit.text) for edit in printed)) if outside else []
    return sum(
        any(
            edit.op != "insert" or edit.noise
            for edit in printed[bisect_right(ends, begin) : bisect_left(ends, begin + len(old)) + 1]
        )
        for begin in outside
    )


def _others(text: ComparedText, begin: int, term: Term) -> list[EditRun]:
    """The hunks that replaced a place of the old words by something else."""
    span = begin, begin + len(term[0])
    first = bisect_right(text.runs, span[0], key=lambda run: run.hunk.left[1])
    last = bisect_left(text.runs, span[1], key=lambda run: run.hunk.left[0])
    runs = [run for run in text.runs[first:last] if run.open and run.hunk.sizes[0]]
    if not runs:
        return []
    low = max(0, runs[0].hunk.right[0] - len(term[1]))
    high = runs[-1].hunk.right[1] + len(term[1])
    return [] if term[1] in text.sides[1][low:high] or _fell(text, span) else runs


def _fell(text: ComparedText, span: Span) -> bool:
    """True for a stretch of the left text in whose place no words came."""
    if any(
        run.open
        and lies_in(span, run.hunk.left)
        and not any(map(str.isalnum, side_of(run.edits, 1)))
        for run in text.runs
    ):
        return True
    left = text.sides[0]
    return any(
        lies_in(span, (begin, begin + len(removed)))
        and left[begin + len(removed) :][:1] in ("", "\n")
        for removed in text.removed
        for begin in _positions(left, removed)
    )
