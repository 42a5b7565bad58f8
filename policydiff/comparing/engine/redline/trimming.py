"""Hunks without what both sides share at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.comparing.engine.redline.sides import FoldedSides, Hunk


def trimmed(sides: FoldedSides, hunk: Hunk) -> Iterator[Hunk]:
    """The hunk without what both sides share at its ends, nothing if they share all."""
    a, b, c, d = hunk
    left, right = sides.left.key[a:b], sides.right.key[c:d]
    head, tail = common_start(left, right), common_start(left[::-1], right[::-1])
    small = _one_sided(sides, hunk, head, tail)
    if small is None:
        a, c = _without_head(sides, hunk, head)
        tail = min(tail, b - a, d - c)
        b, d = _without_tail(sides, (a, b, c, d), tail)
        small = a, b, c, d
    if small[0] < small[1] or small[2] < small[3]:
        yield small


def _one_sided(sides: FoldedSides, hunk: Hunk, head: int, tail: int) -> Hunk | None:
    """The hunk as words that only came or only went, where it is that."""
    a, b, c, d = hunk
    size = min(b - a, d - c)
    gone, come = b - a > size, d - c > size
    for first in range(min(head, size), max(0, size - tail) - 1, -1):
        last = size - first
        if sides.may_cut(a + first, c + first, shown=gone, shown_right=come) and sides.may_cut(
            b - last, d - last, shown=gone, shown_right=come
        ):
            return a + first, b - last, c + first, d - last
    return None


def _without_head(sides: FoldedSides, hunk: Hunk, most: int) -> tuple[int, int]:
    a, b, c, d = hunk
    return next(
        (
            (a + size, c + size)
            for size in range(most, 0, -1)
            if sides.may_cut(a + size, c + size, shown=a + size < b, shown_right=c + size < d)
        ),
        (a, c),
    )


def _without_tail(sides: FoldedSides, hunk: Hunk, most: int) -> tuple[int, int]:
    a, b, c, d = hunk
    return next(
        (
            (b - size, d - size)
            for size in range(most, 0, -1)
            if sides.may_cut(b - size, d - size, shown=a < b - size, shown_right=c < d - size)
        ),
        (b, d),
    )


def common_start(left: Sequence[str], right: Sequence[str]) -> int:
    """The length of what two texts, or two rows of words, share at their beginning."""
    return next(
        (place for place, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )
