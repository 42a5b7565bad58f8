"""The likeness of two words: equal, one inside the other, or variants by company."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from policydiff.text.word_rarity import Background

NEAR = 0.62
"""Cosine of two variants at least; below it words only share a kind of law."""

VARIANT = 0.7
"""The weight of the nearest variant relative to the word itself."""

PART = 0.5
"""The weight of a part of a word relative to that part: 人才 for 人才队伍."""


def word_likeness(words: Sequence[str], others: Sequence[str], background: Background) -> Any:
    """A row for each of `words`, a column for each of `others`, from 0 to 1.

    1 for the same word or a longer one with it (信息 in 个人信息); for a part of the word by its weight;
    for others by the cosine of their vectors from `NEAR` on.
    """
    likeness = np.zeros((len(words), len(others)), dtype=np.float32)
    known = [np.flatnonzero([word in background.rows for word in side]) for side in (words, others)]
    cosine = cosines(
        [words[row] for row in known[0].tolist()],
        [others[column] for column in known[1].tolist()],
        background,
    )
    near = np.nonzero(cosine > NEAR)
    likeness[known[0][near[0]], known[1][near[1]]] = counts(cosine[near])
    columns, rows = _parts(others, words)
    likeness[rows, columns] = 1.0
    rows, columns = _parts(words, others)
    whole = np.array([background.informativeness(words[row]) for row in rows])
    part = np.array([background.informativeness(others[column]) for column in columns])
    share = PART * np.minimum(part / np.maximum(whole, 1e-9), 1.0)
    likeness[rows, columns] = np.maximum(likeness[rows, columns], share)
    return likeness


def counts(cosine: Any) -> Any:
    """The share of a variant of this cosine in the weight of the word itself."""
    return VARIANT * (cosine - NEAR) / (1 - NEAR)


def cosines(words: Sequence[str], others: Sequence[str], background: Background) -> Any:
    """The cosines of words that all have a row in the background."""
    first = [background.rows[word] for word in words]
    second = [background.rows[other] for other in others]
    products = background.vectors[first] @ background.vectors[second].T
    return products / background.lengths[first][:, None] / background.lengths[second][None, :]


def _parts(words: Sequence[str], others: Sequence[str]) -> tuple[list[int], list[int]]:
    """The pairs of a word and another that it is or contains, as both indices."""
    columns = {other: column for column, other in enumerate(others)}
    pairs = [
        (row, columns[piece])
        for row, word in enumerate(words)
        for piece in _pieces(word)
        if piece in columns
    ]
    return [row for row, _ in pairs], [column for _, column in pairs]


@lru_cache(maxsize=2**15)
def _pieces(word: str) -> tuple[str, ...]:
    """A word and its parts of two and more characters."""
    return tuple(
        word[begin:end] for begin in range(len(word) - 1) for end in range(begin + 2, len(word) + 1)
    )
