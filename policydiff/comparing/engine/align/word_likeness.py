"""The closeness of the words of two articles, equal or near by their use."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np

from policydiff.text.word_rarity import Background
from policydiff.text.words import term_set

FAR = 0.45
"""The cosine from which on two words count as close; 1 is the same word."""

LEAST_WEIGHT = 0.3
MARGIN = 1e-3
"""More than a bound in 32-bit floats is in error."""

EXACT = 2**24
"""Sums of products of whole numbers below this are exact in 32-bit floats, in any order."""

TILE = 32
"""Rows of two tables that are multiplied at a time."""

BLOCK, TEXTS = 512, 256
"""Words, and texts, whose closeness to all others is measured at a time."""

FINE = 10_000
"""Closeness and weights are whole numbers of this unit, whose sums are exact in any order."""

COMMON = 0.05
"""The weight of a bigram or word that every article holds."""


def rarity(holding: int, articles: int) -> float:
    """The weight of what stands in so many of the articles of two laws, rounded."""
    return round(max(COMMON, math.log((articles + 1) / (holding + 0.5))), 6)


def word_likeness(
    left: Sequence[str],
    right: Sequence[str],
    pairs: tuple[Any, Any],
    background: Background,
) -> Any:
    """The closeness of the texts of each pair of indices, from 0 to 1.

    Each word counts by its weight times its closeness to the closest word of the other text; of the
    shares of both texts the harmonic mean.
    """
    terms = [[term_set(text) for text in side] for side in (left, right)]
    holding = Counter(chain.from_iterable(chain(*terms)))
    sides = [_WordSide.of(side, holding, len(left) + len(right), background) for side in terms]
    close = _closeness(sides[0].names, sides[1].names, background)
    shares = [
        _shares(sides[0], sides[1], pairs, close.T.copy()),
        _shares(sides[1], sides[0], pairs[::-1], close),
    ]
    return 2 * shares[0] * shares[1] / np.maximum(shares[0] + shares[1], 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordSide:
    """The words of the texts of one side.

    `words` are indices of `names`, text by text, each text from its entry in `first` on; `weights`
    are those of the names, in units of `FINE`.
    """

    names: Sequence[str]
    words: Any
    first: Any
    weights: Any

    @classmethod
    def of(
        cls,
        terms: Sequence[AbstractSet[str]],
        holding: Counter[str],
        texts: int,
        background: Background,
    ) -> _WordSide:
        names = sorted(frozenset(chain.from_iterable(terms)))
        number = {name: place for place, name in enumerate(names)}
        rare = {count: rarity(count, texts) for count in set(holding.values())}
        weights = [
            round(
                FINE
                * max(LEAST_WEIGHT, background.informativeness(name)) ** 0.5
                * rare[holding[name]]
            )
            for name in names
        ]
        sizes = [len(text) for text in terms]
        words = map(number.__getitem__, chain.from_iterable(terms))
        return cls(
            names=names,
            words=np.fromiter(words, dtype=np.int64, count=sum(sizes)),
            first=np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
            weights=np.array(weights, dtype=np.float64),
        )


def _closeness(left: Sequence[str], right: Sequence[str], background: Background) -> Any:
    """The closeness of each two words in units of `FINE`, 0 where far apart."""
    tables = _vectors(left, background), _vectors(right, background)
    lengths = [np.maximum(np.sqrt((table * table).sum(axis=1)), 1) for table in tables]
    longest = math.prod(float(length.max(initial=1)) for length in lengths)
    kind = np.float32 if longest < EXACT else np.float64
    rows_table, columns_table = (table.astype(kind) for table in tables)
    least = (lengths[1] * (FAR - MARGIN)).astype(kind)
    found = np.zeros((len(left), len(right)), dtype=np.int16)
    for begin in range(0, len(left), BLOCK):
        products = _products(rows_table[begin : begin + BLOCK], columns_table)
        length = lengths[0][begin : begin + BLOCK, None]
        near = np.flatnonzero(products > length.astype(kind) * least)
        rows, columns = np.divmod(near, max(1, len(right)))
        cosines = products[rows, columns] / length[rows, 0] / lengths[1][columns]
        found[rows + begin, columns] = np.rint(np.clip((cosines - FAR) / (1 - FAR), 0, 1) * FINE)
    places = {name: place for place, name in enumerate(right)}
    same = [(row, places[name]) for row, name in enumerate(left) if name in places]
    if same:
        found[tuple(np.array(same).T)] = FINE
    return found


def _products(left: Any, right: Any) -> Any:
    """The product of each row of one table and each row of another, tile by tile.

    For so small tiles the library starts no threads, whose waiting would cost more.
    """
    tiles = []
    for table in (left, right):
        whole = np.zeros((-(-len(table) // TILE) * TILE, table.shape[1]), dtype=table.dtype)
        whole[: len(table)] = table
        tiles.append(whole.reshape(-1, TILE, table.shape[1]))
    products = tiles[0][:, None] @ tiles[1][None].transpose(0, 1, 3, 2)
    side_by_side = products.transpose(0, 2, 1, 3).reshape(len(tiles[0]) * TILE, -1)
    return side_by_side[: len(left), : len(right)]


def _vectors(names: Sequence[str], background: Background) -> Any:
    """The vector of each word; one that the background lacks is put together."""
    rows = np.array([background.rows.get(name, -1) for name in names], dtype=np.int64)
    table = background.vectors[rows].astype(np.float64)
    for place in np.flatnonzero(rows < 0).tolist():
        table[place] = _pieced(names[place], background)
    return table


def _pieced(name: str, background: Background) -> Any:
    """A word that the background lacks, as the sum of its pieces of two characters."""
    pieces = [name[place : place + 2] for place in range(len(name) - 1)]
    rows = [background.rows[piece] for piece in pieces if piece in background.rows]
    return background.vectors[rows].sum(axis=0)


def _shares(here: _WordSide, there: _WordSide, pairs: tuple[Any, Any], close: Any) -> Any:
    """The share of each text here that stands in the other of its pair, by weight.

    `close` has a row for each word there, a column for each word here.
    """
    found = np.zeros(len(pairs[0]))
    order = np.argsort(pairs[1], kind="stable")
    texts = pairs[1][order]
    for begin in range(0, len(there.first) - 1, TEXTS):
        best = np.zeros((TEXTS, len(here.names)))
        for place, (low, high) in enumerate(pairwise(there.first[begin : begin + TEXTS + 1])):
            if low < high:
                best[place] = close[there.words[low:high]].max(axis=0)
        best *= here.weights
        low, high = np.searchsorted(texts, (begin, begin + TEXTS))
        chosen = order[low:high]
        starts, ends = here.first[pairs[0][chosen]], here.first[pairs[0][chosen] + 1]
        sizes = ends - starts
        spots = np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        values = best[np.repeat(texts[low:high] - begin, sizes), here.words[spots]]
        of_pair = np.repeat(np.arange(len(chosen)), sizes)
        found[chosen] = np.bincount(of_pair, weights=values, minlength=len(chosen))
    sums = np.concatenate(([0], np.cumsum(here.weights[here.words])))
    totals = (sums[here.first[1:]] - sums[here.first[:-1]])[pairs[0]]
    return found / np.maximum(totals * FINE, 1)
