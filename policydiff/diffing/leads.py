"""The lead of each pair of articles over its rivals, unit by unit.

Laws repeat themselves: how similar two units are says little, how far the best partner is ahead of
the next best says much. For a unit s of an old article and every new article j, ``M(s, j)`` is the
likeness of s and the most similar unit of j; the lead of s for j is ``M(s, j)`` less the best
``M(s, j')`` of another new article j'. The lead of an old article for a new one is the best of its
units; that of a new article for an old one is counted in the same way.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

import numpy as np

from policydiff.diffing.likeness import HITS
from policydiff.diffing.postings import entries, slices, summed

SHORT = 0.3
"""The share of the median weight that damps the likeness of short units, which prove little."""

UNLIKE = 0.05
"""Units less similar than this are no rivals."""

NONE = -1.0
"""The lead of a pair without any common bigram."""

Article = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """For each unit of one side the articles of the other that it reaches.

    Parallel arrays: `unit`, `article`, `value` (``M`` above); `hosts` is the article of each unit,
    `weights` its weight.
    """

    unit: Any
    article: Any
    value: Any
    hosts: Any
    weights: Any

    def leads(self, claimed: Any = None) -> Any:
        """The lead of each entry.

        With `claimed` rivals count by these shares from 0 to 1.
        """
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


def compare_level(left: LevelSide, right: LevelSide, worth: Mapping[str, float]) -> UnitLevel:
    """The units of both sides with all they share; `worth` is the weight of a bigram."""
    median = float(np.median(np.concatenate((left.weights, right.weights)))) or 1.0
    chunks = [
        _similar_units(left, right, chunk, median) for chunk in common_weights(left, right, worth)
    ]
    unit, other, similarity = (np.concatenate(parts) for parts in zip(*chunks, strict=True))
    best_here, best_there = np.zeros(len(left.units)), np.zeros(len(right.units))
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
    """The units of one level of one side.

    `hosts` is the article of each unit, by place among `articles`; units of a `settled` article,
    whose partner is known, are only compared with those of articles that are not.
    """

    units: list[frozenset[str]]
    hosts: Any
    weights: Any
    settled: Any
    articles: int

    @classmethod
    def of(cls, articles: Sequence[Article], settled: Any, worth: Mapping[str, float]) -> LevelSide:
        """The units of articles; `settled` is an array of truth values."""
        units = [*chain.from_iterable(articles)]
        hosts = np.repeat(np.arange(len(articles)), [len(article) for article in articles])
        return cls(
            units=units,
            hosts=hosts,
            weights=np.array([weight_of(unit, worth) for unit in units]),
            settled=settled[hosts],
            articles=len(articles),
        )


def weight_of(grams: frozenset[str], worth: Mapping[str, float]) -> float:
    """The weight of a set of bigrams, the same in whatever order they come."""
    return math.fsum(worth.get(gram, 0.0) for gram in grams)


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
    """The order that sorts these keys, most of which are sorted already."""
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
    order = _ordered(keys)
    keys = keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    row, column = np.divmod(keys[starts], width)
    return PairValues(rows=row, columns=column, values=np.maximum.reduceat(values[order], starts))


def common_weights(
    left: LevelSide, right: LevelSide, worth: Mapping[str, float]
) -> Iterator[tuple[Any, Any, Any]]:
    """Pairs of units with common bigrams and their weight, chunk by chunk.

    Of very many pairs the rarest bigrams count, as give no more than `HITS`.
    """
    number = _numbered(left.units, right.units, worth)
    weights = np.array([worth.get(name, 0.0) for name in number])
    mine, rows = entries(left.units, number)
    theirs, columns = entries(right.units, number)
    order = np.lexsort((columns, right.settled[columns], theirs))
    holders = columns[order]
    counts = np.bincount(theirs, minlength=len(number))
    first = np.concatenate(([0], np.cumsum(counts)))
    free = np.bincount(theirs[~right.settled[columns]], minlength=len(number))
    hits = np.where(left.settled[rows], free[mine], counts[mine])
    yield np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    for begin, end in slices(hits, rows):
        many = hits[begin:end]
        spots = np.repeat(first[mine[begin:end]] - np.cumsum(many) + many, many)
        keys = np.repeat(rows[begin:end], many) * len(right.units)
        keys += holders[spots + np.arange(many.sum())]
        values = np.repeat(weights[mine[begin:end]], many)
        places, sums = summed(keys, values)
        yield *np.divmod(places, len(right.units)), sums


def _numbered(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], worth: Mapping[str, float]
) -> dict[str, int]:
    """The bigrams of both sides by number; of equally rare ones all or none."""
    here, there = Counter(chain.from_iterable(left)), Counter(chain.from_iterable(right))
    hits: Counter[float] = Counter()
    for name in here.keys() & there.keys():
        hits[worth.get(name, 0.0)] += here[name] * there[name]
    rare = sorted(hits, reverse=True)
    sums = list(accumulate(hits[weight] for weight in rare))
    least = rare[bisect_right(sums, HITS) - 1] if sums and sums[0] <= HITS else math.inf
    found = sorted(name for name in here.keys() & there.keys() if worth.get(name, 0.0) >= least)
    return {name: place for place, name in enumerate(found)}
