"""The differences of two texts of a match, place by place.

The readers of facts look at them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby, pairwise

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

PARTS = frozenset("、，；：。\n")
"""Marks at which two rewritten stretches may be told apart although they are single characters: a
list stays a list.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk:
    """A stretch of the left that became a stretch of the right.

    Either may be empty, then its place is where it would stand.
    """

    left: Span
    right: Span

    @property
    def replaces(self) -> bool:
        """True where something stands on both sides."""
        return self.left[0] < self.left[1] and self.right[0] < self.right[1]

    @property
    def size(self) -> int:
        """The characters of its longer side."""
        return max(self.left[1] - self.left[0], self.right[1] - self.right[0])

    @property
    def shorter(self) -> int:
        """The characters of its shorter side."""
        return min(self.left[1] - self.left[0], self.right[1] - self.right[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTexts:
    """Both texts of a match and the way from one to the other.

    `hunks` are the changes of the redline, `pieces` the same divided more finely; `partners` gives
    for each character of the left its place on the right, None where it went.
    """

    left: str
    right: str
    hunks: tuple[Hunk, ...]
    pieces: tuple[Hunk, ...]
    partners: tuple[int | None, ...]
    _places: list[int] = field(default_factory=list, init=False, compare=False, repr=False)

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


def touched(hunks: Sequence[Hunk], span: Span, *, right: bool) -> Sequence[Hunk]:
    """Those of the hunks, in order, that touch a stretch of one side.

    They share a character with it, or change something within it.
    """
    side: Callable[[Hunk], Span] = (lambda hunk: hunk.right) if right else (lambda hunk: hunk.left)
    first = bisect_right(hunks, span[0], key=lambda hunk: side(hunk)[1])
    last = bisect_left(hunks, span[1], key=lambda hunk: side(hunk)[0])
    return hunks[first:last]


def read_texts(edits: Iterable[Edit]) -> MatchTexts:
    """Put the texts together from their edits.

    Where only noise differs, the characters count as unchanged.
    """
    left: list[str] = []
    right: list[str] = []
    hunks: list[Hunk] = []
    unchanged: list[Hunk] = []
    here = there = 0
    for equal, run in groupby(edits, key=lambda edit: edit.op == "equal"):
        parts = list(run)
        gone = "".join(edit.text for edit in parts if edit.op != "insert")
        come = "".join(edit.text for edit in parts if edit.op != "delete")
        span = Hunk(left=(here, here + len(gone)), right=(there, there + len(come)))
        (unchanged if equal or all(edit.noise for edit in parts) else hunks).append(span)
        left.append(gone)
        right.append(come)
        here, there = here + len(gone), there + len(come)
    before, after = "".join(left), "".join(right)
    pieces: list[Hunk] = []
    for hunk in hunks:
        apart, shared = _refined(before, after, hunk) if hunk.replaces else ([hunk], [])
        pieces += apart
        unchanged += shared
    return MatchTexts(
        left=before,
        right=after,
        hunks=tuple(hunks),
        pieces=tuple(pieces),
        partners=_partners(here, unchanged),
    )


def _partners(size: int, unchanged: Iterable[Hunk]) -> tuple[int | None, ...]:
    partners: list[int | None] = [None] * size
    for span in unchanged:
        if span.left[1] - span.left[0] == span.right[1] - span.right[0]:
            partners[slice(*span.left)] = range(*span.right)
    return tuple(partners)


def _refined(left: str, right: str, hunk: Hunk) -> tuple[list[Hunk], list[Hunk]]:
    """The differences within a hunk, and the parts that both sides share.

    A redline absorbs small islands, a list of facts needs them.
    """
    before, after = list(_words(left, hunk.left)), list(_words(right, hunk.right))
    place, other = hunk.left[0], hunk.right[0]
    apart: list[Hunk] = []
    shared: list[Hunk] = []
    matcher = SequenceMatcher(
        None, [word for word, _ in before], [word for word, _ in after], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        text = "".join(word for word, _ in before[block.a : block.a + block.size])
        if block.size and len(text) < ISLAND and text not in PARTS:
            continue
        begin = before[block.a][1] if block.size else hunk.left[1]
        first = after[block.b][1] if block.size else hunk.right[1]
        if (place, other) != (begin, first):
            apart.append(Hunk(left=(place, begin), right=(other, first)))
        place, other = begin + len(text), first + len(text)
        shared.append(Hunk(left=(begin, place), right=(first, other)))
    shared_size = sum(one.left[1] - one.left[0] for one in shared)
    return (
        (apart, shared)
        if hunk.size < REWRITTEN or shared_size >= LEAST_SHARED * hunk.shorter
        else ([hunk], [])
    )


def _words(text: str, span: Span) -> Iterator[tuple[str, int]]:
    """The words of a stretch with their places in the text."""
    piece = text[slice(*span)]
    bounds = cut_words(piece).bounds
    return ((piece[begin:end], span[0] + begin) for begin, end in pairwise(bounds))
