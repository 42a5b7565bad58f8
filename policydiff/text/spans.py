"""Two texts and what leads from one to the other: spans, hunks, runs of edits.

Of whatever has two sides, side 0 is the left one, side 1 the right one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from policydiff.model.comparison import Edit, Op, Span

LEFT, RIGHT = SIDES = (0, 1)

OPS: tuple[Op, Op] = ("delete", "insert")
"""The edit of text that one side alone has, by side."""

Corner = tuple[int, int]
"""A place in each of two texts."""


class Hunk(NamedTuple):
    """A stretch of the left text and the stretch of the right one in its place.

    Either may be empty: its span is then the place where it would stand.
    """

    left: Span
    right: Span

    @classmethod
    def between(cls, begin: Corner, end: Corner) -> Hunk:
        """The hunk from one corner to another."""
        return cls((begin[0], end[0]), (begin[1], end[1]))

    @property
    def begin(self) -> Corner:
        """The place in both texts where it begins."""
        return self.left[0], self.right[0]

    @property
    def end(self) -> Corner:
        """The place in both texts behind it."""
        return self.left[1], self.right[1]

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
        """A part of a one-sided hunk, by its place on that side."""
        return Hunk(self.left, span) if self.side else Hunk(span, self.right)

    def up_to(self, last: Hunk) -> Hunk:
        """The stretch from its beginning to the end of a later one."""
        return Hunk.between(self.begin, last.end)

    def meets(self, other: Hunk) -> bool:
        """True where both share a character on either side."""
        return any(
            mine[0] < theirs[1] and theirs[0] < mine[1]
            for mine, theirs in zip(self, other, strict=True)
        )


def stretches(hunks: Iterable[Hunk], whole: Hunk) -> Iterator[tuple[Hunk, Hunk | None]]:
    """Each stretch between hunks of a whole with the next hunk, None at the end."""
    (left, end), (right, right_end) = whole
    for hunk in hunks:
        (a, b), (c, d) = hunk
        yield Hunk((left, a), (right, c)), hunk
        left, right = b, d
    yield Hunk((left, end), (right, right_end)), None


def touched(hunks: Sequence[Hunk], span: Span, side: int) -> Sequence[Hunk]:
    """Those of ordered hunks that meet a span of one side or change it inside."""
    first = bisect_right(hunks, span[0], key=lambda hunk: hunk[side][1])
    last = bisect_left(hunks, span[1], key=lambda hunk: hunk[side][0])
    return hunks[first:last]


def lies_in(inner: Span, outer: Span) -> bool:
    """True where one stretch lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def side_of(edits: Iterable[Edit], side: int) -> str:
    """The text of one side of some edits."""
    absent = OPS[1 - side]
    return "".join([edit.text for edit in edits if edit.op != absent])


def sides_of(edits: Sequence[Edit]) -> tuple[str, str]:
    """The texts of both sides of some edits."""
    return side_of(edits, LEFT), side_of(edits, RIGHT)


def is_equal(edit: Edit) -> bool:
    """True for text that both sides have."""
    return edit.op == "equal"


def is_open(edit: Edit) -> bool:
    """True for an edit that changes something and that nothing explains."""
    return edit.changes and edit.cause is None and edit.elsewhere is None


def reason_of(edit: Edit) -> str:
    """The reason of an edit: equal, elsewhere, noise, its cause, or "open" for none."""
    if edit.op == "equal" or edit.elsewhere is not None:
        return edit.op if edit.elsewhere is None else "elsewhere"
    return edit.cause or ("noise" if edit.noise else "open")


class EditRun(NamedTuple):
    """Neighbouring edits of one sort, and their stretch of both texts."""

    edits: tuple[Edit, ...]
    hunk: Hunk
    sort: Hashable

    @property
    def sides(self) -> tuple[str, str]:
        """Its text on both sides."""
        return sides_of(self.edits)

    @property
    def equal(self) -> bool:
        """True for text that both sides have."""
        return self.edits[0].op == "equal"

    @property
    def open(self) -> bool:
        """True for changes that nothing explains yet."""
        return self.sort == "open"


def read_runs(
    edits: Iterable[Edit], sort: Callable[[Edit], Hashable] = reason_of
) -> Iterator[EditRun]:
    """The edits in runs of one sort; without another one by their reasons."""
    left = right = 0
    for key, group in groupby(edits, sort):
        run, begin, right_begin = tuple(group), left, right
        for edit in run:
            op, size = edit.op, len(edit.text)
            if op != "insert":
                left += size
            if op != "delete":
                right += size
        yield EditRun(run, Hunk((begin, left), (right_begin, right)), key)


class TextChange:
    """Both texts of some edits, and the edits in runs by their reasons."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits = tuple(edits)
        self.sides = sides_of(self.edits)

    @cached_property
    def runs(self) -> tuple[EditRun, ...]:
        """The edits in runs, in order."""
        return tuple(read_runs(self.edits))

    def excerpt(self, side: int, span: Span) -> str:
        """The words of a stretch of one side."""
        return self.sides[side][slice(*span)]
