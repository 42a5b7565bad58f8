"""The reading order of a page: columns one after the other."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

_FEWEST = 4
"""Pieces that each side of a gutter must have."""

_MOST = 800
"""Pieces of a page beyond which no columns are looked for."""

_SHARED = 20.0
"""Points by which the gutters of pages may differ."""

_NARROWEST = 7.0
"""Ems of a column of text on average; narrower ones are tables or contents."""


_LARGE = 1.15
"""A title's size relative to the text."""


class Boxed(Protocol):
    """An object with a position on the page."""

    @property
    def left(self) -> float:
        """The left side, in points from the left."""

    @property
    def right(self) -> float:
        """The right side, in points from the left."""

    @property
    def base(self) -> float:
        """The baseline, in points from the bottom."""

    @property
    def size(self) -> float:
        """The size of an em, in points."""


T = TypeVar("T", bound=Boxed)


class PrintedColumn(NamedTuple, Generic[T]):
    """The objects of a column from top to bottom, the `place`th (from 0) of `beside`."""

    beside: int
    place: int
    boxes: list[T]


def usual_gutter(pages: Sequence[Sequence[T]]) -> float | None:
    """The gutter that most pages share, None if most have none."""
    found = sorted(gutter for boxes in pages if (gutter := _gutter(_in_order(boxes))) is not None)
    middle = found[len(found) // 2] if len(found) * 2 > len(pages) else None
    return middle if middle is not None and found[-1] - found[0] < _SHARED else None


def read_columns(boxes: Sequence[T], usual: float | None = None) -> list[PrintedColumn[T]]:
    """Columns in reading order, split by the `usual` gutter even for a few lines."""
    ordered = _in_order(boxes)
    gutter = _gutter(ordered)
    if (
        gutter is None
        and usual is not None
        and not any(box.left < usual < box.right for box in ordered)
    ):
        sides = (
            [box for box in ordered if box.right <= usual],
            [box for box in ordered if box.left >= usual],
        )
        return [PrintedColumn(2, index, side) for index, side in enumerate(sides) if side]
    if gutter is None:
        return [PrintedColumn(1, 0, ordered)] if ordered else []
    found: list[PrintedColumn[T]] = []
    for band in _bands(ordered, gutter):
        left = [box for box in band if box.right <= gutter]
        right = [box for box in band if box.left >= gutter]
        if _beside(left, right):
            above = _above(left, right)
            found.extend([PrintedColumn(1, 0, above)] if above else [])
            found.extend(
                _sides(
                    left[sum(box in above for box in left) :],
                    right[sum(box in above for box in right) :],
                )
            )
        elif found and found[-1].beside == 1:
            found[-1].boxes.extend(band)
        else:
            found.append(PrintedColumn(1, 0, list(band)))
    return found


def _in_order(boxes: Sequence[T]) -> list[T]:
    return sorted(boxes, key=lambda box: (-box.base, box.left))


def _above(left: list[T], right: list[T]) -> list[T]:
    """The title in large type in the middle over three columns; else empty."""
    sizes = statistics.median(box.size for box in (*left, *right))
    middle = (min(box.left for box in left) + max(box.right for box in right)) / 2
    for side, other in ((left, right), (right, left)):
        higher = [box for box in side if box.base > other[0].base + sizes]
        titles = all(
            box.size > _LARGE * sizes and abs((box.left + box.right) / 2 - middle) < box.size
            for box in higher
        )
        if titles and 0 < len(higher) <= len(side) - _FEWEST:
            return higher
    return []


def _sides(left: list[T], right: list[T]) -> list[PrintedColumn[T]]:
    parts = [column for side in (left, right) for column in read_columns(side)]
    return [PrintedColumn(len(parts), index, part.boxes) for index, part in enumerate(parts)]


def _gutter(boxes: Sequence[T]) -> float | None:
    """The gutter that the fewest objects cross; None if there is none."""
    if len(boxes) > _MOST:
        return None
    starts = sorted({round(box.left) for box in boxes})
    candidates = [start - 0.5 for start in starts[1:]][:100]
    scored = [(score, place) for place in candidates if (score := _score(boxes, place)) is not None]
    return max(scored)[1] if scored else None


def _score(boxes: Sequence[T], place: float) -> int | None:
    left = [box for box in boxes if box.right <= place]
    right = [box for box in boxes if box.left >= place]
    crossing = len(boxes) - len(left) - len(right)
    if crossing * 2 > min(len(left), len(right)) or not _beside(left, right):
        return None
    return min(len(left), len(right)) - 2 * crossing


def _beside(left: Sequence[T], right: Sequence[T]) -> bool:
    """True for columns with enough lines, wide enough, at the same height."""
    if min(len(left), len(right)) < _FEWEST:
        return False
    if any(
        statistics.median((box.right - box.left) / box.size for box in side) < _NARROWEST
        for side in (left, right)
    ):
        return False
    top = min(left[0].base, right[0].base)
    bottom = max(left[-1].base, right[-1].base)
    shorter = min(left[0].base - left[-1].base, right[0].base - right[-1].base)
    return top - bottom >= 0.5 * shorter


def _bands(boxes: Sequence[T], gutter: float) -> list[list[T]]:
    """Runs of objects that cross the gutter, and of objects that do not."""
    bands: list[list[T]] = []
    crossed: bool | None = None
    for box in boxes:
        crosses = box.left < gutter < box.right
        if crosses != crossed:
            bands.append([])
            crossed = crosses
        bands[-1].append(box)
    return bands
