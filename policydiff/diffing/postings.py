"""Texts by the bigrams that they hold, as arrays, to count what pairs share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np

CELLS = 200_000
"""Shared bigrams looked at at a time (some 30 MB)."""

DENSE = 8
"""So many cells for each value are laid out side by side; more are sorted."""


def slices(counts: Any, rows: Any) -> Iterator[tuple[int, int]]:
    """Spans of entries of whole rows, each with no more than `CELLS` pairs.

    A row with more pairs than that is given alone.

    `counts` has the number of pairs of each entry.
    """
    ends = (
        np.concatenate((np.flatnonzero(np.diff(rows)) + 1, [len(rows)]))
        if len(rows)
        else np.array([], dtype=np.int64)
    )
    sums = np.cumsum(counts)[ends - 1]
    place = begin = 0
    while place < len(ends):
        done = sums[place - 1] if place else 0
        place = max(place + 1, int(np.searchsorted(sums, done + CELLS, side="right")))
        yield begin, int(ends[place - 1])
        begin = int(ends[place - 1])


def summed(cells: Any, values: Any) -> tuple[Any, Any]:
    """Each cell once, with the sum of its values in the order in which they come.

    Values are above 0.
    """
    if not len(cells):
        return cells, values
    least = int(cells.min())
    if int(cells.max()) - least < DENSE * len(cells):
        sums = np.bincount(cells - least, weights=values)
        places = np.flatnonzero(sums)
        return places + least, sums[places]
    order = np.argsort(cells, kind="stable")
    places = cells[order]
    fresh = np.concatenate(([True], places[1:] != places[:-1]))
    return places[fresh], np.bincount(np.cumsum(fresh) - 1, weights=values[order])


def entries(texts: list[frozenset[str]], number: dict[str, int]) -> tuple[Any, Any]:
    """Each wanted bigram of the texts, by its number, and the place of its text.

    They are in order, so that sums are the same each time.
    """
    found = [sorted(number[gram] for gram in text if gram in number) for text in texts]
    sizes = [len(text) for text in found]
    return np.fromiter(chain.from_iterable(found), dtype=np.int64, count=sum(sizes)), np.repeat(
        np.arange(len(texts)), sizes
    )
