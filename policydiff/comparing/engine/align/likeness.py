"""The likeness of two units: edit ratio, and share of the shorter in the longer.

Both are measured on keys. Pairs are looked up through the uncommon bigrams that they share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from policydiff.comparing.engine.align.assignment import LARGEST
from policydiff.comparing.engine.align.units import Unit

CELLS = 200_000
"""Shared bigrams looked at at a time (some 30 MB)."""

DENSE = 8
"""So many cells for each value are laid out side by side; more are sorted."""


def slices(counts: Any, rows: Any) -> Iterator[tuple[int, int]]:
    """Spans of entries of whole rows, each with no more than `CELLS` pairs.

    `counts` has the number of pairs of each entry. A row with more pairs is given alone.
    """
    ends = (
        np.concatenate((np.flatnonzero(np.diff(rows)) + 1, [len(rows)]))
        if len(rows)
        else np.array([], dtype=np.int64)
    )
    sums = np.cumsum(counts)[ends - 1]
    index = begin = 0
    while index < len(ends):
        done = sums[index - 1] if index else 0
        index = max(index + 1, int(np.searchsorted(sums, done + CELLS, side="right")))
        yield begin, int(ends[index - 1])
        begin = int(ends[index - 1])


def summed(cells: Any, values: Any) -> tuple[Any, Any]:
    """Each cell once, with the sum of its values, which are above 0."""
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
    """Each wanted bigram of the texts, by its number, and the index of its text.

    They are in order, so that sums are the same each time.
    """
    numbers = [sorted(number[gram] for gram in text if gram in number) for text in texts]
    sizes = [len(text) for text in numbers]
    return np.fromiter(chain.from_iterable(numbers), dtype=np.int64, count=sum(sizes)), np.repeat(
        np.arange(len(texts)), sizes
    )


ALL_PAIRS = 2_500
"""Up to so many pairs all are measured; above, only the best few of each unit."""

HITS = 60_000_000
"""Shared bigrams looked at where there are more pairs than `LARGEST`; the most common ones are left
out. Two codes of 3,000 articles each have 20 million.
"""

FEW = 64
"""Up to so many pairs are looked at one by one."""

SHORTLIST = 8
"""Candidates of each unit; on some hundred pairs of laws a shortlist of eight lost 0.3 % of the
best partners.
"""

LONG_ROW = 4
"""A row of so many times the candidates that are looked for is not sorted whole."""

COMMON = 0.2
"""A bigram that stands in more than this share of many units (的 + noun, 应当 …) tells little of
which belong together.
"""

MANY = 100
"""So few units that no bigram is left out."""

LEAST_HELD = 0.15
"""Unrelated provisions of one law share less of their uncommon bigrams: such pairs are no
candidates, whatever stands around.
"""


class Likeness(NamedTuple):
    """The likeness of two texts.

    `ratio` is 2 × common / total length, `held` the share of the shorter's bigrams in the longer.
    """

    ratio: float
    held: float


Measured = dict[tuple[int, int], Likeness]


Grams = list[frozenset[str]]
"""Texts as sets of bigrams."""
Weight = dict[str, float]
"""The weight of each bigram that counts."""


class Pool(NamedTuple):
    """Texts as sets of weighted bigrams, and the weight of each text."""

    grams: Grams
    weights: list[float]


def words_of(unit: Unit) -> str:
    """The words of a unit that are compared: heading and text, without its number."""
    return unit.heading_key + unit.key


def measure(left: Sequence[Unit], right: Sequence[Unit]) -> Measured:
    """The likeness of the promising pairs of places."""
    texts, others = [words_of(unit) for unit in left], [words_of(unit) for unit in right]
    grams = [_bigrams(text) for text in texts], [_bigrams(text) for text in others]
    weight = _weighed(*grams)
    found = _most_similar(*grams, weight)
    if len(left) + len(right) > MANY:
        found = _in_turn(*grams, weight) | found
    if len(left) * len(right) > LARGEST:
        found = _by_number(left, right) | found
    pairs = sorted(found.items())
    ratio = Indel.normalized_similarity
    return {
        (row, column): Likeness(ratio(texts[row], others[column]), held)
        for (row, column), held in pairs
    }


def _in_turn(left: Grams, right: Grams, weight: Weight) -> dict[tuple[int, int], float]:
    """Pairs, by order, of texts whose bigrams all stand in many others."""
    rows, columns = (
        [index for index, text in enumerate(side) if text.isdisjoint(weight)]
        for side in (left, right)
    )
    return dict.fromkeys(zip(rows, columns, strict=False), 0.0)


def _by_number(left: Sequence[Unit], right: Sequence[Unit]) -> dict[tuple[int, int], float]:
    """Pairs of the same number, which a shortlist may leave out."""
    columns = {unit.number: column for column, unit in enumerate(right) if unit.number is not None}
    return {
        (row, columns[unit.number]): 0.0 for row, unit in enumerate(left) if unit.number in columns
    }


def shortlist(left: Sequence[str], right: Sequence[str]) -> dict[tuple[int, int], float]:
    """The pairs that share the most, with the share held: the best few of each text."""
    grams = [_bigrams(text) for text in left], [_bigrams(text) for text in right]
    return _most_similar(*grams, _weighed(*grams))


def _most_similar(left: Grams, right: Grams, weight: Weight) -> dict[tuple[int, int], float]:
    if not left or not right:
        return {}
    every = len(left) + len(right) <= MANY
    here, there = _pool(left, weight, every=every), _pool(right, weight, every=every)
    if len(left) * len(right) <= FEW:
        return dict(_held_of_few(here, there, weight))
    most = max(len(left), len(right)) if len(left) * len(right) <= ALL_PAIRS else SHORTLIST
    pairs = {(row, column): held for row, column, held in _best_matches(here, there, weight, most)}
    if most == SHORTLIST:
        pairs |= {
            (row, column): held for column, row, held in _best_matches(there, here, weight, most)
        }
    return pairs


def _weights(texts: Grams) -> Weight:
    counts = Counter(chain.from_iterable(texts))
    most = len(texts) if len(texts) <= MANY else COMMON * len(texts)
    worth = {count: math.log(1 + len(texts) / count) for count in set(counts.values())}
    return {gram: worth[count] for gram, count in counts.items() if count <= most}


def _weighed(left: Grams, right: Grams) -> Weight:
    """The weights of the bigrams, of very many texts the rarest alone (`HITS`)."""
    weight = _weights([*left, *right])
    if len(left) * len(right) <= LARGEST:
        return weight
    here, there = Counter(chain.from_iterable(left)), Counter(chain.from_iterable(right))
    hits: Counter[float] = Counter()
    for gram, worth in weight.items():
        hits[worth] += here[gram] * there[gram]
    spent, used = 0, set()
    for worth in sorted(hits, reverse=True):
        spent += hits[worth]
        if spent > HITS:
            break
        used.add(worth)
    return {gram: worth for gram, worth in weight.items() if worth in used}


def _pool(texts: Grams, weight: Weight, *, every: bool) -> Pool:
    """Texts with those of their bigrams that have a weight: `every` one, or some."""
    grams = texts if every else [frozenset(filter(weight.__contains__, text)) for text in texts]
    return Pool(grams=grams, weights=[math.fsum(map(weight.__getitem__, text)) for text in grams])


def _held_of_few(
    here: Pool, there: Pool, weight: Weight
) -> Iterator[tuple[tuple[int, int], float]]:
    """The shares of `_best_matches` for few pairs, without its matrices."""
    for row, (text, total) in enumerate(zip(here.grams, here.weights, strict=True)):
        for column, (other_text, other_total) in enumerate(
            zip(there.grams, there.weights, strict=True)
        ):
            held = math.fsum(map(weight.__getitem__, text & other_text)) / max(
                min(total, other_total), 1e-9
            )
            if held >= LEAST_HELD:
                yield (row, column), held


def _best_matches(
    here: Pool, there: Pool, weight: Weight, most: int
) -> Iterator[tuple[int, int, float]]:
    """For each text of a pool its best few in the other, with their shares."""
    words = sorted(
        frozenset(chain.from_iterable(here.grams)) & frozenset(chain.from_iterable(there.grams))
    )
    number = {gram: index for index, gram in enumerate(words)}
    worth, totals = np.array([weight[gram] for gram in words]), np.array(there.weights)
    columns, texts = entries(there.grams, number)
    order = np.argsort(columns, kind="stable")
    containers, first = (
        texts[order],
        np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=len(words))))),
    )
    grams, rows = entries(here.grams, number)
    mine = np.array(here.weights)
    for begin, end in slices(first[grams + 1] - first[grams], rows):
        counts = first[grams[begin:end] + 1] - first[grams[begin:end]]
        spots = np.repeat(first[grams[begin:end]] - np.cumsum(counts) + counts, counts) + np.arange(
            counts.sum()
        )
        pairs, hits = summed(
            np.repeat(rows[begin:end], counts) * len(totals) + containers[spots],
            np.repeat(worth[grams[begin:end]], counts),
        )
        row, column = np.divmod(pairs, len(totals))
        held = hits / np.maximum(np.minimum(mine[row], totals[column]), 1e-9)
        similar = np.flatnonzero(held >= LEAST_HELD)
        similar = similar[_may_be_best(held[similar], row[similar], most)]
        best = similar[np.lexsort((column[similar], -held[similar], row[similar]))]
        rank = np.arange(len(best)) - np.searchsorted(row[best], row[best])
        for index in best[rank < most].tolist():
            yield int(row[index]), int(column[index]), float(held[index])


def _may_be_best(values: Any, rows: Any, most: int) -> Any:
    """True for the greatest so many values of each row, and their equals."""
    starts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))[: len(rows)]
    sizes = np.diff(starts, append=len(rows))
    least = np.full(len(starts), -np.inf)
    for index in np.flatnonzero(sizes > LONG_ROW * most).tolist():
        row = values[starts[index] : starts[index] + sizes[index]]
        least[index] = np.partition(row, len(row) - most)[len(row) - most]
    return values >= np.repeat(least, sizes)


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; a text of one character is its own."""
    return frozenset(map(add, text, text[1:])) or frozenset((text,))
