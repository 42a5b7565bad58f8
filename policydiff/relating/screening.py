"""A first look at many documents, before any is weighed in full.

It finds those that may have an article for an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from policydiff.diffing.words import split_words
from policydiff.relating.profiles import to_length_one
from policydiff.relating.scoring import Items

PER_ITEM = 6
"""Documents that are weighed in full for each item."""


class Screen:
    """Looks at the articles of a document by their direction alone.

    The words that are common in the document play no part.
    """

    def __init__(self, items: Items) -> None:
        """Compute the directions of the items."""
        background = items.background
        self._rows = background.rows
        rarity = np.array([background.rarity(word) for word in background.rows], dtype=np.float32)
        self._vectors = background.vectors / background.lengths[:, None] * rarity[:, None]
        directions = [
            (item.times * item.weights) @ items.vectors[item.rows] for item in items.items
        ]
        self._directions = to_length_one(np.array(directions).reshape(len(directions), -1)).astype(
            np.float32
        )

    def near(self, texts: Sequence[str]) -> tuple[float, ...]:
        """For each item, the largest cosine of its direction with that of an article.

        0.0 where there is none.
        """
        return self.near_words([self.words(text) for text in texts])

    def words(self, text: str) -> list[int]:
        """The rows of the background for the words of a text, in their order.

        Words that it does not know are left out.
        """
        rows = self._rows
        return [rows[word] for word in split_words(text) if word in rows]

    def near_words(self, articles: Sequence[Sequence[int]]) -> tuple[float, ...]:
        """For each item, as in `near`, the largest cosine with one of some articles.

        The words of the articles are given as rows of the background.
        """
        known = [rows for rows in articles if len(rows)]
        if not known:
            return (0.0,) * len(self._directions)
        begins = np.cumsum([0, *map(len, known)])[:-1]
        sums = np.add.reduceat(
            self._vectors[np.concatenate(known).astype(np.int64)], begins, axis=0
        )
        lengths = np.maximum(np.sqrt((sums * sums).sum(axis=1)), 1e-6)
        best = (self._directions @ (sums / lengths[:, None]).T).max(axis=1)
        return tuple(round(float(value), 4) for value in best)


def choose(near: Sequence[tuple[float, ...]], most: int = PER_ITEM) -> tuple[int, ...]:
    """The places of the documents that are among the `most` nearest of any item.

    They are in their order; of equals the earlier counts.
    """
    chosen: set[int] = set()
    for item in range(len(near[0]) if near else 0):
        ranked: Any = sorted(range(len(near)), key=lambda place: (-near[place][item], place))
        chosen.update(ranked[:most])
    return tuple(sorted(chosen))
