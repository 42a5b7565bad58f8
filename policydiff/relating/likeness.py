"""The likeness of one word to another, as a measure that both mean the same.

The word may be the same, one inside the other, or a variant that stands in the same company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from policydiff.diffing.background import Background

NEAR = 0.62
"""Cosine from which two words are taken for variants of one another: below it they merely occur in
the same kind of law.
"""

VARIANT = 0.7
"""What the nearest variant counts against the word itself."""

PART = 0.5
"""What a part of a word counts against that part itself: 人才 for 人才队伍."""


def word_likeness(words: Sequence[str], others: Sequence[str], background: Background) -> Any:
    """A row for each of `words`, a column for each of `others`, from 0 to 1.

    1 for the same word and for a longer one that holds it (信息 in 个人信息); for a part of the word
    by what that weighs; for others by the cosine of their vectors from `NEAR` on.
    """
    likeness = np.zeros((len(words), len(others)), dtype=np.float32)
    rows = [row for row, word in enumerate(words) if word in background.rows]
    columns = [column for column, other in enumerate(others) if other in background.rows]
    if rows and columns:
        near = cosines(
            [words[row] for row in rows], [others[column] for column in columns], background
        )
        likeness[np.ix_(rows, columns)] = np.maximum(counts(near), 0.0)
    for column, row in _parts(others, words):
        likeness[row, column] = 1.0
    for row, column in _parts(words, others):
        part, word = (background.informativeness(each) for each in (others[column], words[row]))
        share = PART * min(part / max(word, 1e-9), 1.0)
        likeness[row, column] = max(likeness[row, column], share)
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


def _parts(words: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs in which the word is or contains the other word."""
    columns = {other: column for column, other in enumerate(others)}
    for row, part in _pieces(tuple(words)):
        if part in columns:
            yield row, columns[part]


@lru_cache(maxsize=8)
def _pieces(words: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Every word by its place, with its parts of two and more characters."""
    return tuple(
        (row, word[begin:end])
        for row, word in enumerate(words)
        for begin in range(len(word) - 1)
        for end in range(begin + 2, len(word) + 1)
    )
