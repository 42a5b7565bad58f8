"""The differences of two texts of a match, place by place.

The readers of facts look at them. Of whatever has two sides, side 0 is the left, side 1 the right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from policydiff.comparing.engine.redline.causes import left_of, right_of
from policydiff.comparing.engine.redline.sides import shared_blocks
from policydiff.model.comparison import Edit, Span
from policydiff.text.words import cut_words

ISLAND = 2
"""Characters that two rewritten stretches must share in one place to be told apart there; one alone
is chance.
"""

REWRITTEN = 24
"""Characters from which a stretch can be a rewritten sentence …"""

LEAST_SHARED = 0.4
"""… and is told as a whole where less than this of its shorter side is shared: what a sentence
shares with its successor by chance.
"""

MARKS = frozenset("、，；：。\n")
"""Marks at which two rewritten stretches may be told apart although they are single characters: a
list stays a list.
"""


class Hunk(NamedTuple):
    """A stretch of the left that became a stretch of the right.

    Either may be empty, then its place is where it would stand.
    """

    left: Span
    right: Span

    @property
    def sizes(self) -> tuple[int, int]:
        """The characters of each side."""
        return self.left[1] - self.left[0], self.right[1] - self.right[0]

    @property
    def replaces(self) -> bool:
        """True where something stands on both sides."""
        return self.left[0] < self.left[1] and self.right[0] < self.right[1]

    @property
    def side(self) -> int:
        """The side on which something stands, the right one if both do."""
        return int(self.right[0] < self.right[1])

    def narrowed(self, span: Span) -> Hunk:
        """A part of what comes or goes, by its place on its side."""
        return Hunk(self.left, span) if self.side else Hunk(span, self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTexts:
    """Both texts of a match and the way from one to the other.

    `hunks` are the changes of the redline, `pieces` the same divided more finely; `partners` gives
    for each character of the left its place on the right, None where it went.
    """

    sides: tuple[str, str]
    hunks: tuple[Hunk, ...]
    pieces: tuple[Hunk, ...]
    partners: tuple[int | None, ...]
    _places: list[int] = field(default_factory=list, init=False, compare=False, repr=False)
    _counts: dict[str, tuple[int, int]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def left(self) -> str:
        """The old text."""
        return self.sides[0]

    @property
    def right(self) -> str:
        """The new text."""
        return self.sides[1]

    def excerpt(self, side: int, span: Span) -> str:
        """The words of a stretch of one side."""
        return self.sides[side][slice(*span)]

    def counts(self, words: str) -> tuple[int, int]:
        """The number of times that words stand on each side."""
        if words not in self._counts:
            self._counts[words] = self.left.count(words), self.right.count(words)
        return self._counts[words]

    def image(self, span: Span) -> Span | None:
        """The place of a stretch of the left on the right; None where any of it changed."""
        places = self.partners[slice(*span)]
        first, last = (places[0], places[-1]) if places else (None, None)
        if first is None or last is None or None in places or last - first != len(places) - 1:
            return None
        return first, last + 1

    def place(self, begin: int) -> int:
        """The place on the right for a place of the left, even where that was deleted."""
        if not self._places:
            nearest = 0
            for partner in self.partners:
                self._places.append(nearest if partner is None else partner)
                nearest = self._places[-1] + (partner is not None)
            self._places.append(nearest)
        return self._places[begin]


def touched(hunks: Sequence[Hunk], span: Span, side: int) -> Sequence[Hunk]:
    """Those of the hunks, in order, that touch a stretch of one side.

    They share a character with it, or change something within it.
    """
    first = bisect_right(hunks, span[0], key=lambda hunk: hunk[side][1])
    last = bisect_left(hunks, span[1], key=lambda hunk: hunk[side][0])
    return hunks[first:last]


def lies_in(inner: Span, outer: Span) -> bool:
    """True where one stretch lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def clause_begin(text: str, place: int) -> int:
    """The place behind the last 。, ； or line break before a place."""
    return max(text.rfind(mark, 0, place) for mark in "。；\n") + 1


def read_texts(edits: Sequence[Edit]) -> MatchTexts:
    """Put the texts together from their edits.

    Where only noise differs, the characters count as unchanged.
    """
    sides = left_of(edits), right_of(edits)
    hunks: list[Hunk] = []
    unchanged: list[Hunk] = []
    here = there = 0
    for equal, run in groupby(edits, key=lambda edit: edit.op == "equal"):
        group = list(run)
        end, other_end = here + len(left_of(group)), there + len(right_of(group))
        same = equal or all(edit.noise for edit in group)
        (unchanged if same else hunks).append(Hunk((here, end), (there, other_end)))
        here, there = end, other_end
    pieces: list[Hunk] = []
    for hunk in hunks:
        apart, shared = _refined(sides, hunk) if hunk.replaces else ([hunk], [])
        pieces += apart
        unchanged += shared
    return MatchTexts(
        sides=sides,
        hunks=tuple(hunks),
        pieces=tuple(pieces),
        partners=_partners(here, unchanged),
    )


def _partners(size: int, unchanged: Iterable[Hunk]) -> tuple[int | None, ...]:
    partners: list[int | None] = [None] * size
    for stretch in unchanged:
        if stretch.sizes[0] == stretch.sizes[1]:
            partners[slice(*stretch.left)] = range(*stretch.right)
    return tuple(partners)


def _refined(sides: tuple[str, str], hunk: Hunk) -> tuple[list[Hunk], list[Hunk]]:
    """The differences within a hunk, and the parts that both sides share.

    A redline absorbs small islands, a list of facts needs them.
    """
    before, after = (list(_words(*side)) for side in zip(sides, hunk, strict=True))
    here, there = hunk.left[0], hunk.right[0]
    apart: list[Hunk] = []
    shared: list[Hunk] = []
    rows = [word for word, _ in before], [word for word, _ in after]
    for place, other, size in shared_blocks(*rows):
        text = "".join(rows[0][place : place + size])
        if size and len(text) < ISLAND and text not in MARKS:
            continue
        begin = before[place][1] if size else hunk.left[1]
        other_begin = after[other][1] if size else hunk.right[1]
        if (here, there) != (begin, other_begin):
            apart.append(Hunk((here, begin), (there, other_begin)))
        here, there = begin + len(text), other_begin + len(text)
        shared.append(Hunk((begin, here), (other_begin, there)))
    enough = sum(island.sizes[0] for island in shared) >= LEAST_SHARED * min(hunk.sizes)
    return (apart, shared) if enough or max(hunk.sizes) < REWRITTEN else ([hunk], [])


def _words(text: str, span: Span) -> Iterator[tuple[str, int]]:
    """The words of a stretch with their places in the text."""
    stretch = text[slice(*span)]
    bounds = cut_words(stretch).bounds
    return ((stretch[begin:end], span[0] + begin) for begin, end in pairwise(bounds))
