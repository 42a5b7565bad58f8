"""How alike two units read: edit ratio of their texts, and how much of the shorter one the longer one holds.

Both are measured on keys. Pairs are looked up through the uncommon bigrams that they share, so that a rewritten code of more
than a thousand articles costs hardly more than one that was amended.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import add
from typing import Any, NamedTuple

from policydiff.diffing.units import Unit

ALL_PAIRS = 2_500
"""Up to so many pairs all are measured; above, only the best few of each unit."""

CELLS = 2_000_000
"""Cells of a matrix of shares held at a time (16 MB)."""

FEW = 64
"""Up to so many pairs are looked at one by one."""

SHORTLIST = 8
"""Candidates of each unit; on some hundred pairs of laws a shortlist of eight lost 0.3 % of the best partners."""

COMMON = 0.2
"""A bigram that stands in more than this share of many units (的 + noun, 应当 …) tells little of which belong together."""

MANY = 100
"""So few units that no bigram is left out."""

LEAST_HELD = 0.15
"""Unrelated provisions of one law share less of their uncommon bigrams: such pairs are no candidates, whatever stands around."""


class Likeness(NamedTuple):
    """How alike two texts are: `ratio` is 2 × common / total length, `held` the share of the shorter's bigrams in the longer."""

    ratio: float
    held: float


Measured = dict[tuple[int, int], Likeness]


class Pool(NamedTuple):
    """Texts as sets of weighted bigrams, and the weight of each text."""

    grams: list[frozenset[str]]
    weights: list[float]


def words_of(unit: Unit) -> str:
    """What is compared of a unit: heading and text, without its number."""
    return unit.heading_key + unit.key


def measure(left: Sequence[Unit], right: Sequence[Unit]) -> Measured:
    """The likeness of the promising pairs of places."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - heavy

    texts, others = [words_of(unit) for unit in left], [words_of(unit) for unit in right]
    pairs = sorted(shortlist(texts, others).items())
    ratio = Indel.normalized_similarity
    return {(row, column): Likeness(ratio(texts[row], others[column]), held) for (row, column), held in pairs}


def shortlist(left: Sequence[str], right: Sequence[str]) -> dict[tuple[int, int], float]:
    """The pairs that share the most, with the share held: the best few of each text on either side."""
    if not left or not right:
        return {}
    grams = [_bigrams(text) for text in left], [_bigrams(text) for text in right]
    weight = _weights([*grams[0], *grams[1]])
    here, there = _pool(grams[0], weight), _pool(grams[1], weight)
    if len(left) * len(right) <= FEW:
        return dict(_held_of_few(here, there, weight))
    most = max(len(left), len(right)) if len(left) * len(right) <= ALL_PAIRS else SHORTLIST
    found = {(row, column): held for row, column, held in _holders(here, there, weight, most)}
    if most == SHORTLIST:
        found |= {(row, column): held for column, row, held in _holders(there, here, weight, most)}
    return found


def _weights(texts: list[frozenset[str]]) -> dict[str, float]:
    """What a bigram tells: the more, the fewer texts hold it."""
    counts = Counter(chain.from_iterable(texts))
    most = len(texts) if len(texts) <= MANY else COMMON * len(texts)
    worth = {count: math.log(1 + len(texts) / count) for count in set(counts.values())}
    return {gram: worth[count] for gram, count in counts.items() if count <= most}


def _pool(texts: list[frozenset[str]], weight: dict[str, float]) -> Pool:
    grams = [frozenset(filter(weight.__contains__, text)) for text in texts]
    return Pool(grams=grams, weights=[math.fsum(map(weight.__getitem__, text)) for text in grams])


def _held_of_few(here: Pool, there: Pool, weight: dict[str, float]) -> Iterator[tuple[tuple[int, int], float]]:
    """As `_holders`, for so few pairs that setting up matrices would cost more than all of them."""
    for row, (text, total) in enumerate(zip(here.grams, here.weights, strict=True)):
        for column, (other, other_total) in enumerate(zip(there.grams, there.weights, strict=True)):
            held = math.fsum(map(weight.__getitem__, text & other)) / max(min(total, other_total), 1e-9)
            if held >= LEAST_HELD:
                yield (row, column), held


def _holders(here: Pool, there: Pool, weight: dict[str, float], most: int) -> Iterator[tuple[int, int, float]]:
    """For each text of a pool its best few in the other, with the share that the longer holds of the shorter."""
    import numpy as np  # noqa: PLC0415 - heavy

    words = sorted(frozenset(chain.from_iterable(here.grams)) & frozenset(chain.from_iterable(there.grams)))
    number = {gram: place for place, gram in enumerate(words)}
    worth, totals = np.array([weight[gram] for gram in words]), np.array(there.weights)
    columns, other = _entries(there.grams, number)
    order = np.argsort(columns, kind="stable")
    holders, first = other[order], np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=len(words)))))
    step = max(1, CELLS // max(1, len(totals)))
    for begin in range(0, len(here.grams), step):
        grams, rows = _entries(here.grams[begin : begin + step], number)
        counts = first[grams + 1] - first[grams]
        spots = np.repeat(first[grams] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        mine = np.array(here.weights[begin : begin + step])
        cells = np.repeat(rows, counts) * len(totals) + holders[spots]
        hits = np.bincount(cells, weights=np.repeat(worth[grams], counts), minlength=len(mine) * len(totals))
        held = hits.reshape(len(mine), len(totals)) / np.maximum(np.minimum.outer(mine, totals), 1e-9)
        best = np.argsort(-held, axis=1, kind="stable")[:, :most]
        shares = np.take_along_axis(held, best, axis=1)
        for row, rank in zip(*np.nonzero(shares >= LEAST_HELD), strict=True):
            yield begin + int(row), int(best[row, rank]), float(shares[row, rank])


def _entries(texts: list[frozenset[str]], number: dict[str, int]) -> tuple[Any, Any]:
    """Each wanted bigram that a text holds, by its number, and the place of the text; in order, so that sums are the same each time."""
    import numpy as np  # noqa: PLC0415 - heavy

    found = [sorted(number[gram] for gram in text if gram in number) for text in texts]
    sizes = [len(text) for text in found]
    return np.fromiter(chain.from_iterable(found), dtype=np.int64, count=sum(sizes)), np.repeat(np.arange(len(texts)), sizes)


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; a text of one character is its own. Several passes ask for the same."""
    return frozenset(map(add, text, text[1:])) or frozenset((text,))
