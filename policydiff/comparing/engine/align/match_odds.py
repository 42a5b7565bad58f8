"""The probability that two articles correspond, by two logistic models.

The first model reads each candidate pair by itself and against its rivals; the second also reads
the odds of the first for the neighbours and rivals of the pair. The weights are fitted on links
that readers judged (``benchmarks/fit_alignment.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policydiff.comparing.engine.align.rival_margins import (
    NONE,
    LevelSide,
    PairValues,
    Reach,
    UnitLevel,
    alone_between,
    best_rival,
    common_weights,
    compare_level,
    greatest,
    in_place,
)
from policydiff.comparing.engine.align.small_units import SmallUnits, read_grams
from policydiff.comparing.engine.align.word_likeness import word_likeness
from policydiff.text.word_rarity import Background

SHORTLIST = 6
"""Candidates of each article on either side, by each of several measures."""

TEMPERATURE = 0.05
"""The difference of likeness by which one candidate weighs e times as much as another."""

NOTICED = 0.1
"""From this probability of the first model on a pair counts as a neighbour or rival."""

FLOOR = 0.05
"""Added to a likeness before its ratio to that of the best rival is taken."""

RELATED = 0.3
"""The mean likeness of the best sentences from which two texts count as versions of one work. Of 72
pairs of unrelated laws none reaches 0.23; of thorough revisions one has 0.16, the others 0.4 or
more.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSide:
    """The articles of one side as small units; `settled` ones have a partner."""

    articles: Sequence[SmallUnits]
    settled: Any

    @property
    def texts(self) -> list[str]:
        """The text of each article."""
        return [article.text for article in self.articles]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The candidate pairs of two sequences of articles, with their measures.

    `rows` and `columns` are ordered; `measures` maps the name of a measure to an array of its
    values. Pairs with a settled article are not `is_open`: they are rivals of others. `strangeness`
    is by how much the two texts together fall short of `RELATED`.
    """

    rows: Any
    columns: Any
    shape: tuple[int, int]
    is_open: Any
    measures: Mapping[str, Any]
    sentences: UnitLevel
    paragraphs: UnitLevel
    strangeness: float

    @property
    def keys(self) -> Any:
        """Each pair as one number."""
        return self.rows * self.shape[1] + self.columns


def measure_candidates(left: ArticleSide, right: ArticleSide, background: Background) -> Candidates:
    """The pairs that may correspond, and their rivals among settled articles."""
    shape = len(left.articles), len(right.articles)
    grams = read_grams(left.articles, right.articles)
    sides = {
        name: (
            LevelSide.of(grams.left[name], left.settled, grams.worth),
            LevelSide.of(grams.right[name], right.settled, grams.worth),
        )
        for name in grams.left
    }
    sentences, clauses, paragraphs, whole = (
        compare_level(*sides[name], grams.worth)
        for name in ("sentences", "clauses", "paragraphs", "wholes")
    )
    dice, *best = (_best(level, shape[1]) for level in (whole, sentences, clauses, paragraphs))
    keys = _shortlisted((dice, *best), shape)
    rows, columns = np.divmod(keys, max(1, shape[1]))
    words = word_likeness(left.texts, right.texts, (rows, columns), background)
    leads = _leads(sentences, keys, shape), _leads(clauses, keys, shape)
    clause_shares = (
        _share(clauses.left, shape, _led(clauses.left)),
        _turned(_share(clauses.right, shape[::-1], _led(clauses.right)), shape),
    )
    measures = {
        "sentence lead": _root(leads[0][0]),
        "further sentence lead": _root(leads[0][1]),
        "clause lead": leads[1][0],
        "share of rivals": _share_of_rivals(dice, keys, shape),
        "words ahead": _ahead(words, rows, columns),
        "beginning": _beginnings(*sides["beginnings"], grams.worth, keys),
        "mutual sentence": sentences.mutual.at(keys, shape[1], 0.0),
        "old clauses": clause_shares[0].at(keys, shape[1], 0.0),
        "new clauses": clause_shares[1].at(keys, shape[1], 0.0),
    }
    return Candidates(
        rows=rows,
        columns=columns,
        shape=shape,
        is_open=~left.settled[rows] & ~right.settled[columns],
        measures=measures,
        sentences=sentences,
        paragraphs=paragraphs,
        strangeness=_strangeness(best[0], left, right),
    )


def _strangeness(best: PairValues, left: ArticleSide, right: ArticleSide) -> float:
    """By how much the mean of each article's best sentence falls short of `RELATED`."""
    means = [0.0]
    for places, side in ((best.rows, left), (best.columns, right)):
        most = side.settled.astype(np.float64)
        np.maximum.at(most, places, best.values)
        means.append(float(most.mean()) if len(most) else 0.0)
    return round(max(0.0, RELATED - max(means)), 6)


def _root(values: Any) -> Any:
    return np.sign(values) * np.sqrt(np.abs(values))


def _best(level: UnitLevel, width: int) -> PairValues:
    reach = level.left
    return greatest(reach.hosts[reach.unit], reach.article, reach.value, width)


def _shortlisted(measures: Sequence[PairValues], shape: tuple[int, int]) -> Any:
    """The best few of each row and column by any of these measures, as keys in order."""
    chosen = np.zeros(shape, dtype=bool)
    for pairs in measures:
        table = np.full(shape, -np.inf)
        table[pairs.rows, pairs.columns] = pairs.values
        _mark_best(table.copy(), chosen)
        _mark_best(np.ascontiguousarray(table.T), chosen.T)
    return np.flatnonzero(chosen)


def _mark_best(table: Any, chosen: Any) -> None:
    rows = np.arange(len(table))
    for _ in range(min(SHORTLIST, table.shape[1])):
        best = table.argmax(axis=1)
        chosen[rows, best] |= table[rows, best] > -np.inf
        table[rows, best] = -np.inf


def _leads(level: UnitLevel, keys: Any, shape: tuple[int, int]) -> tuple[Any, Any]:
    """The smaller and the greater of the leads of both sides for each pair."""
    old, new = _lead(level.left, shape), _turned(_lead(level.right, shape[::-1]), shape)
    both = old.at(keys, shape[1], NONE), new.at(keys, shape[1], NONE)
    return np.minimum(*both), np.maximum(*both)


def _lead(
    reach: Reach, shape: tuple[int, int], claimed: Any = None, least: float = NONE
) -> PairValues:
    values = np.maximum(reach.leads(claimed), least)
    return greatest(reach.hosts[reach.unit], reach.article, values, shape[1])


def _turned(pairs: PairValues, shape: tuple[int, int]) -> PairValues:
    return greatest(pairs.columns, pairs.rows, pairs.values, shape[1])


def _led(reach: Reach) -> Any:
    """The likeness of entries that lead for their article, 0 for the others."""
    return np.where(reach.leads() > 0, reach.value, 0.0)


def _share(reach: Reach, shape: tuple[int, int], values: Any) -> PairValues:
    """The mean of the values of entries, 0 for most, over the units of an article."""
    some = values > 0
    units = reach.unit[some]
    keys = reach.hosts[units] * shape[1] + reach.article[some]
    places, which = np.unique(keys, return_inverse=True)
    worth = reach.weights[units] * values[some]
    sums = np.bincount(which, weights=worth, minlength=len(places))
    totals = np.bincount(reach.hosts, weights=reach.weights, minlength=shape[0])
    rows, columns = np.divmod(places, max(1, shape[1]))
    return PairValues(rows=rows, columns=columns, values=sums / np.maximum(totals[rows], 1e-9))


def _share_of_rivals(dice: PairValues, keys: Any, shape: tuple[int, int]) -> Any:
    """The weight of a pair among all in its row and column, geometric mean."""
    heat = np.exp(np.minimum(dice.values, 1) / TEMPERATURE)
    sums = [
        count + np.bincount(places, weights=heat - 1, minlength=size)
        for places, size, count in (
            (dice.rows, shape[0], shape[1]),
            (dice.columns, shape[1], shape[0]),
        )
    ]
    rows, columns = np.divmod(keys, max(1, shape[1]))
    mine = np.exp(np.minimum(dice.at(keys, shape[1], 0.0), 1) / TEMPERATURE)
    return np.sqrt(mine / sums[0][rows] * mine / sums[1][columns])


def _ahead(values: Any, rows: Any, columns: Any) -> Any:
    """The ratio of a value to its best rival, logarithm, the greater of both sides."""
    rivals = best_rival(values, rows), best_rival(values, columns)
    return np.log((values + FLOOR) / (np.minimum(*rivals) + FLOOR))


def _beginnings(left: LevelSide, right: LevelSide, worth: Any, keys: Any) -> Any:
    """The root of the dice of the first clauses, which name the subject."""
    chunks = zip(*common_weights(left, right, worth), strict=True)
    rows, columns, common = (np.concatenate(parts) for parts in chunks)
    shared = PairValues(rows=rows, columns=columns, values=common)
    row, column = np.divmod(keys, max(1, right.articles))
    totals = np.maximum(left.weights[row] + right.weights[column], 1e-9)
    return np.sqrt(2 * shared.at(keys, right.articles, 0.0) / totals)


def second_measures(
    candidates: Candidates, first: Any, settled: Mapping[int, int]
) -> dict[str, Any]:
    """The odds of the first model for each pair and for those around it.

    `settled` maps left places to right ones.
    """
    shape, keys = candidates.shape, candidates.keys
    noticed = np.where(candidates.is_open & (first > NOTICED), first, 0.0)
    pairs = PairValues(rows=candidates.rows, columns=candidates.columns, values=noticed)
    old, new = candidates.sentences.left, candidates.sentences.right
    claims = (
        pairs.at(old.hosts[old.unit] * shape[1] + old.article, shape[1], 0.0),
        pairs.at(new.article * shape[1] + new.hosts[new.unit], shape[1], 0.0),
    )
    gains = (
        _lead(old, shape, claims[0], 0.0).at(keys, shape[1], 0.0),
        _turned(_lead(new, shape[::-1], claims[1], 0.0), shape).at(keys, shape[1], 0.0),
    )
    retained = _retained(candidates.paragraphs.left, pairs, shape)
    beside = (pairs.at(keys + step, shape[1], 0.0) for step in (-shape[1], shape[1]))
    bounded = np.clip(first, 1e-4, 1 - 1e-4)
    return {
        "first odds": np.log(bounded / (1 - bounded)),
        "gain": np.minimum(*gains),
        "old neighbours": np.maximum(*beside),
        "old clauses": candidates.measures["old clauses"],
        "new clauses": candidates.measures["new clauses"],
        "retained": retained.at(keys, shape[1], 0.0) * (1 - in_place(pairs, shape, settled)),
        "alone between": alone_between(pairs, shape, settled),
        "strangeness": np.full(len(keys), candidates.strangeness),
    }


def _retained(reach: Reach, pairs: PairValues, shape: tuple[int, int]) -> PairValues:
    """The share of an old article that a new one and another likely partner have."""
    claims = pairs.at(reach.hosts[reach.unit] * shape[1] + reach.article, shape[1], 0.0)
    return _share(reach, shape, reach.value * best_rival(reach.value * claims, reach.unit))


def probability(measures: Mapping[str, Any], weights: Mapping[str, float]) -> Any:
    """The probability of each pair by one model: a table of weights."""
    total = sum(weight * measures[name] for name, weight in weights.items() if name) + weights[""]
    return 1 / (1 + np.exp(-np.clip(total, -30, 30)))
