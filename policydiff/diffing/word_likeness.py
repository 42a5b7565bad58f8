"""The closeness of the words of two articles, equal or near by their use."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from policydiff.diffing.background import Background
from policydiff.diffing.subject_terms import find_terms

FAR = 0.45
"""The cosine from which on two words count as close; 1 is the same word."""

LEAST_WEIGHT = 0.3
BLOCK = 512
"""Words whose closeness to all others is measured at a time."""

FINE = 10_000
"""Closeness and weights are whole numbers of this unit, whose sums are exact in any order."""

COMMON = 0.05
"""The weight of a bigram or word that every article holds."""


def rarity(holding: int, articles: int) -> float:
    """The weight of what stands in so many of the articles of two laws.

    Rounded, so that it is the same number on every machine.
    """
    return round(max(COMMON, math.log((articles + 1) / (holding + 0.5))), 6)


def word_likeness(
    left: Sequence[str],
    right: Sequence[str],
    pairs: tuple[Any, Any],
    background: Background,
) -> Any:
    """The closeness of the texts of each pair of places, from 0 to 1.

    Each word counts by its weight times its closeness to the closest word of the other text; of the
    shares of both texts the harmonic mean.
    """
    terms = [
        [frozenset(term.text for term in find_terms(text)) for text in side]
        for side in (left, right)
    ]
    holding = Counter(chain.from_iterable(chain(*terms)))
    names = sorted(holding)
    number = {name: place for place, name in enumerate(names)}
    articles = len(left) + len(right)
    weights = np.array(
        [
            round(
                FINE
                * max(LEAST_WEIGHT, background.informativeness(name)) ** 0.5
                * rarity(holding[name], articles)
            )
            for name in names
        ],
        dtype=np.int64,
    )
    close = _closeness(names, background)
    sides = [
        [np.array(sorted(number[name] for name in text), dtype=np.int64) for text in side]
        for side in terms
    ]
    totals = [np.array([weights[text].sum() for text in side]) for side in sides]
    shares = [
        _shares(sides[0], sides[1], pairs, close, weights)
        / np.maximum(totals[0][pairs[0]] * FINE, 1),
        _shares(sides[1], sides[0], pairs[::-1], close, weights)
        / np.maximum(totals[1][pairs[1]] * FINE, 1),
    ]
    return 2 * shares[0] * shares[1] / np.maximum(shares[0] + shares[1], 1e-9)


def _closeness(names: Sequence[str], background: Background) -> Any:
    """The closeness of any two words in units of `FINE`, 0 where they are far apart."""
    rows = np.array([background.rows.get(name, -1) for name in names], dtype=np.int64)
    known = np.flatnonzero(rows >= 0)
    table = np.zeros((len(names), background.vectors.shape[1]), dtype=np.float64)
    table[known] = background.vectors[rows[known]]
    for place in np.flatnonzero(rows < 0).tolist():
        table[place] = _pieced(names[place], background)
    lengths = np.maximum(np.sqrt((table * table).sum(axis=1)), 1)
    found = np.empty((len(names), len(names)), dtype=np.int16)
    for begin in range(0, len(names), BLOCK):
        block = slice(begin, begin + BLOCK)
        cosines = (table[block] @ table.T) / lengths[block, None] / lengths[None, :]
        found[block] = np.rint(np.clip((cosines - FAR) / (1 - FAR), 0, 1) * FINE)
    np.fill_diagonal(found, FINE)
    return found


def _pieced(name: str, background: Background) -> Any:
    """A word that the background lacks, as the sum of its pieces of two characters."""
    pieces = [name[place : place + 2] for place in range(len(name) - 1)]
    rows = [background.rows[piece] for piece in pieces if piece in background.rows]
    return background.vectors[rows].sum(axis=0)


def _shares(
    here: Sequence[Any], there: Sequence[Any], pairs: tuple[Any, Any], close: Any, weights: Any
) -> Any:
    """The weight of the words here times their closeness to those of each pair."""
    found = np.zeros(len(pairs[0]))
    order = np.argsort(pairs[1], kind="stable")
    begin = 0
    while begin < len(order):
        column = pairs[1][order[begin]]
        end = begin
        while end < len(order) and pairs[1][order[end]] == column:
            end += 1
        words = there[column]
        if len(words):
            best = close[words].max(axis=0) * weights
            for place in order[begin:end]:
                found[place] = best[here[pairs[0][place]]].sum()
        begin = end
    return found
