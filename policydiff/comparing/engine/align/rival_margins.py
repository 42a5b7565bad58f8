"""The lead of each pair of articles over its rivals, unit by unit.

Laws repeat themselves: how similar two units are says little, how far the best partner is ahead of
the next best says much. For a unit s of an old article and every new article j, ``M(s, j)`` is the
likeness of s and the most similar unit of j; the lead of s for j is ``M(s, j)`` less the best
``M(s, j')`` of another new article j'. The lead of an old article for a new one is the best of its
units; that of a new article for an old one is counted in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policydiff.comparing.engine.align.assignment import heaviest
from policydiff.comparing.engine.align.likeness import DENSE, HITS, slices, summed
from policydiff.comparing.engine.align.small_units import MICRO, UnitGrams

SHORT = 0.3
"""The share of the median weight that damps the likeness of short units, which prove little."""

UNLIKE = 0.05
"""Units less similar than this are no rivals."""

ROUNDING = 1e-9
"""More than products of a few numbers are in error, as a share."""

NONE = -1.0
"""The lead of a pair without any common bigram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """For each unit of one side the articles of the other that it reaches.

    Parallel arrays: `unit`, `article`, `value` (``M`` above); `hosts` and `weights` are by unit.
    """

    unit: Any
    article: Any
    value: Any
    hosts: Any
    weights: Any

    def leads(self, claimed: Any = None) -> Any:
        """The lead of each entry; rivals count by the shares `claimed`, 0 to 1."""
        worth = self.value if claimed is None else self.value * claimed
        return self.value - best_rival(worth, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLevel:
    """The units of one level of both sides, seen from either."""

    left: Reach
    right: Reach
    mutual: PairValues
    """The likeness of units that are each other's best, by article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairValues:
    """Values of pairs of articles, parallel arrays, in the order of left and right."""

    rows: Any
    columns: Any
    values: Any

    def at(self, keys: Any, width: int, default: float) -> Any:
        """The values at these pairs, as ``row * width + column``; the default elsewhere."""
        known = self.rows * width + self.columns
        if not len(known):
            return np.full(len(keys), default)
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        return np.where(known[places] == keys, self.values[places], default)


def compare_level(left: LevelSide, right: LevelSide, worth: Any) -> UnitLevel:
    """The units of both sides with all they share; `worth` is the weight of a bigram."""
    median = float(np.median(np.concatenate((left.weights, right.weights)))) or 1.0
    chunks = [
        _similar_units(left, right, chunk, median)
        for chunk in common_weights(left, right, worth, UNLIKE)
    ]
    unit, other, similarity = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
    best_here, best_there = np.zeros(len(left.hosts)), np.zeros(len(right.hosts))
    np.maximum.at(best_here, unit, similarity)
    np.maximum.at(best_there, other, similarity)
    both = (similarity >= best_here[unit]) & (similarity >= best_there[other])
    return UnitLevel(
        left=_reach(unit, right.hosts[other], similarity, left, right.articles),
        right=_reach(other, left.hosts[unit], similarity, right, left.articles),
        mutual=greatest(
            left.hosts[unit[both]], right.hosts[other[both]], similarity[both], right.articles
        ),
    )


def _similar_units(
    left: LevelSide, right: LevelSide, chunk: tuple[Any, Any, Any], median: float
) -> tuple[Any, Any, Any]:
    """Pairs of units with their likeness, those below `UNLIKE` left out."""
    unit, other, shared = chunk
    weights = left.weights[unit], right.weights[other]
    less = np.minimum(*weights)
    similarity = (
        2 * shared / np.maximum(weights[0] + weights[1], 1e-9) * less / (less + SHORT * median)
    )
    enough = similarity >= UNLIKE
    return unit[enough], other[enough], similarity[enough]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSide:
    """The units of one level of one side: bigrams, weights, number of articles.

    Units of a `settled` article, whose partner is known, are only compared with those of articles
    that are not.
    """

    grams: UnitGrams
    weights: Any
    settled: Any
    articles: int

    @classmethod
    def of(cls, grams: UnitGrams, settled: Any, worth: Any) -> LevelSide:
        """The units of articles; `settled` is an array of truth values by article."""
        sums = np.bincount(grams.unit, weights=worth[grams.gram], minlength=len(grams.hosts))
        return cls(
            grams=grams,
            weights=sums / MICRO,
            settled=settled[grams.hosts],
            articles=len(settled),
        )

    @property
    def hosts(self) -> Any:
        """The article of each unit."""
        return self.grams.hosts


def best_rival(values: Any, places: Any) -> Any:
    """The greatest value of another entry at the place of each one, 0 for none."""
    if not len(values):
        return values
    order = _ordered(places)
    spots, sorted_values = places[order], values[order]
    starts = np.flatnonzero(np.append(True, spots[1:] != spots[:-1]))
    group = np.cumsum(np.append(False, spots[1:] != spots[:-1]))
    best = np.maximum.reduceat(sorted_values, starts)
    at_best = np.flatnonzero(sorted_values == best[group])
    leaders = at_best[np.append(True, group[at_best][1:] != group[at_best][:-1])]
    others = sorted_values.copy()
    others[leaders] = 0.0
    rivals = best[group]
    rivals[leaders] = np.maximum.reduceat(others, starts)
    found = np.empty(len(values))
    found[order] = rivals
    return found


def _ordered(keys: Any) -> Any:
    if (keys[1:] >= keys[:-1]).all():
        return np.arange(len(keys))
    return np.argsort(keys, kind="stable")


def _reach(unit: Any, article: Any, similarity: Any, side: LevelSide, width: int) -> Reach:
    found = greatest(unit, article, similarity, width)
    return Reach(
        unit=found.rows,
        article=found.columns,
        value=found.values,
        hosts=side.hosts,
        weights=side.weights,
    )


def greatest(rows: Any, columns: Any, values: Any, width: int) -> PairValues:
    """The greatest value of each pair."""
    keys = rows * width + columns
    if not len(keys):
        return PairValues(rows=rows, columns=columns, values=values)
    cells = int(keys.max()) + 1
    if cells <= DENSE * len(keys) and not (keys[1:] >= keys[:-1]).all():
        table = np.full(cells, -np.inf)
        np.maximum.at(table, keys, values)
        keys = np.flatnonzero(table > -np.inf)
        values = table[keys]
    else:
        order = _ordered(keys)
        keys = keys[order]
        starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        keys, values = keys[starts], np.maximum.reduceat(values[order], starts)
    row, column = np.divmod(keys, width)
    return PairValues(rows=row, columns=column, values=values)


def common_weights(
    left: LevelSide, right: LevelSide, worth: Any, least: float = 0.0
) -> Iterator[tuple[Any, Any, Any]]:
    """Pairs of units with common bigrams and their weight, chunk by chunk.

    Those whose dice is less than the `least` may be left out. Of very many pairs the rarest bigrams
    count, as give no more than `HITS`.
    """
    counts = [np.bincount(side.grams.gram, minlength=len(worth)) for side in (left, right)]
    used = _used(counts[0] * counts[1], worth)
    mine, theirs = used[left.grams.gram], used[right.grams.gram]
    rows, grams = left.grams.unit[mine], left.grams.gram[mine]
    width = max(1, len(right.hosts))
    columns, others = right.grams.unit[theirs], right.grams.gram[theirs]
    settled = right.settled[columns]
    holders = np.sort((others * 2 + settled) * width + columns) % width
    counts_used = np.where(used, counts[1], 0)
    first = np.concatenate(([0], np.cumsum(counts_used)))
    free = np.bincount(others[~settled], minlength=len(worth))
    hits = np.where(left.settled[rows], free[grams], counts_used[grams])
    yield np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    for begin, end in slices(hits, rows):
        many = hits[begin:end]
        spots = np.repeat(first[grams[begin:end]] - np.cumsum(many) + many, many)
        spots += np.arange(len(spots))
        keys = np.repeat(rows[begin:end] * width, many) + holders[spots]
        values = np.repeat(worth[grams[begin:end]], many)
        low, high = rows[begin], rows[end - 1] + 1
        if (high - low) * width > DENSE * len(keys):
            places, sums = summed(keys, values)
        else:
            cells = np.bincount(keys - low * width, weights=values, minlength=(high - low) * width)
            dice = np.add.outer(left.weights[low:high], right.weights)
            dice *= least / 2 * (1 - ROUNDING) * MICRO
            places = np.flatnonzero(cells > dice.ravel())
            sums = cells[places]
            places += low * width
        yield *np.divmod(places, width), sums / MICRO


def _used(hits: Any, worth: Any) -> Any:
    """The bigrams of both sides that are looked at; of equally rare ones all or none."""
    if hits.sum() <= HITS:
        return hits > 0
    _, which = np.unique(-worth, return_inverse=True)
    sums = np.cumsum(np.bincount(which, weights=hits))
    return (hits > 0) & (which < np.searchsorted(sums, HITS, side="right"))


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
