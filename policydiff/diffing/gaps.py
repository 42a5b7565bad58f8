"""Pairs in their place, and pairs alone in the gap between two sure ones.

Order is evidence and proves nothing: a thorough revision moves whole chapters.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from policydiff.diffing.leads import PairValues, greatest
from policydiff.diffing.sequences import heaviest

SURE = 0.9
"""From these odds on a pair, the best of both its articles, is an end of gaps."""


def alone_between(
    pairs: PairValues, shape: tuple[int, int], settled: Mapping[int, int]
) -> NDArray[np.float64]:
    """The share of each pair in what its gap leaves unclaimed, from 0 to 1.

    A gap lies between the nearest sure pairs that follow one another on both sides. The value is
    one over the articles in it that no likely pair claims, on the side that has more of them, and 0
    for a pair that is not between the same ends on both sides.
    """
    ends = np.array([(-1, -1), *_sure(pairs, settled), shape], dtype=np.int64)
    low = np.searchsorted(ends[:, 0], pairs.rows, "left") - 1
    high = np.searchsorted(ends[:, 0], pairs.rows, "right")
    inside = (ends[low, 1] < pairs.columns) & (pairs.columns < ends[high, 1])
    most = np.ones(len(pairs.rows))
    taken = [*settled.keys()], [*settled.values()]
    for side, places in enumerate((pairs.rows, pairs.columns)):
        claims = np.bincount(places, weights=pairs.values, minlength=shape[side])
        free = np.maximum(0.0, 1 - claims)
        free[taken[side]] = 0.0
        before = np.concatenate(([0.0], np.cumsum(free)))
        most = np.maximum(most, before[ends[high, side]] - before[ends[low, side] + 1])
    return np.where(inside, 1 / most, 0.0)


def in_place(
    pairs: PairValues, shape: tuple[int, int], settled: Mapping[int, int]
) -> NDArray[np.float64]:
    """The odds that the articles before and behind correspond, the lesser of both.

    Those of settled pairs and of the ends of both texts are 1.
    """
    width = shape[1] + 2
    rows, columns = np.array([(-1, -1), shape, *settled.items()], dtype=np.int64).T
    around = greatest(
        np.concatenate((pairs.rows, rows)) + 1,
        np.concatenate((pairs.columns, columns)) + 1,
        np.concatenate((pairs.values, np.ones(len(rows)))),
        width,
    )
    keys = (pairs.rows + 1) * width + pairs.columns + 1
    before, behind = (around.at(keys + step, width, 0.0) for step in (-width - 1, width + 1))
    return np.asarray(np.minimum(before, behind))


def _sure(pairs: PairValues, settled: Mapping[int, int]) -> list[tuple[int, int]]:
    """The settled and sure pairs in one order on both sides, the most that can be."""
    sure = pairs.values >= SURE
    for places in (pairs.rows, pairs.columns):
        best = np.zeros(int(places.max(initial=-1)) + 1)
        np.maximum.at(best, places, pairs.values)
        sure &= pairs.values >= best[places]
    found = zip(pairs.rows[sure].tolist(), pairs.columns[sure].tolist(), strict=True)
    steps = heaviest((row, column, 1) for row, column in (*found, *settled.items()))
    return [(row, column) for row, column, _ in steps]
