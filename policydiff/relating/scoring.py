"""Scores every pair of an item and an article: how much of the item the article speaks of, and whether both point the same way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from policydiff.relating.background import Background
from policydiff.relating.profiles import Article, Side, Weigher, vector_of
from policydiff.relating.roles import Role

NEAR = 0.55
"""Cosine from which two words are taken for variants of one another: below it they merely occur in the same kind of law."""

VARIANT = 0.8
"""What the nearest variant counts against the word itself."""

COMMON = 0.15
"""The least that a word counts which every article of the document has."""

WEIGHTS: dict[str, float] = {"share": 16.0, "direction": 6.0, "neighbours": 1.4}
"""What each number adds; see benchmarks/README.md for how they were found."""

ROLE_WEIGHTS: dict[Role, float] = {"purpose": -0.6, "definition": -1.2, "penalty": 0.0, "closing": -1.0, "rule": 0.0}
"""Articles that say why, in which words or from when carry nothing out; a penalty does, but follows the duty that it enforces."""

RANK_MIDDLE = 6.0
"""The sum at which a link is as likely as not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """An article of the left as numbers: its words, their weights, which sentence has which, and its direction inside a document is found anew.

    `belongs` has a row for each passage and a column for each word: 1 where the passage has it.
    """

    article: Article
    words: tuple[str, ...]
    weights: Any
    belongs: Any

    @property
    def rows(self) -> Sequence[str]:
        """All its words as often as they stand there."""
        return self.article.words


class Scores(NamedTuple):
    """For one item and all articles of one document: the sum that ranks, and the share of the item that each article speaks of."""

    rank: Any
    share: Any
    passages: Any


def read_items(weigher: Weigher) -> tuple[Item, ...]:
    """The articles of the left as items."""
    import numpy as np  # noqa: PLC0415 - heavy

    found: list[Item] = []
    for article in weigher.left.articles:
        weights = {word: weight for word in sorted(set(article.words)) if (weight := weigher.weight(word)) > 0}
        words = tuple(weights)
        belongs = np.array([[word in passage.words for word in words] for passage in article.passages], dtype=np.float64)
        found.append(Item(article=article, words=words, weights=np.array(list(weights.values())), belongs=belongs.reshape(-1, len(words))))
    return tuple(found)


class Target:
    """A document of the right, made ready once for all items."""

    def __init__(self, side: Side, background: Background) -> None:
        """Numbers of its words and articles."""
        import numpy as np  # noqa: PLC0415 - heavy

        self.side = side
        self.background = background
        self.words = tuple(side.places)
        self.local = np.array([side.rarity(word) for word in self.words])
        known = [(place, background.rows[word]) for word, place in side.places.items() if word in background.rows]
        self._known = np.array([place for place, _ in known], dtype=np.int64)
        self._rows = np.array([row for _, row in known], dtype=np.int64)
        sets = [sorted({side.places[word] for word in article.words}) for article in side.articles]
        self._has = np.zeros((len(self.words), len(sets)), dtype=bool)
        for column, places in enumerate(sets):
            self._has[places, column] = True
        rarity = {word: background.rarity(word) * local for word, local in zip(self.words, self.local, strict=True)}
        self._directions = np.array(
            [vector_of(article.words, [rarity[word] for word in article.words], background) for article in side.articles]
        )
        self._roles = np.array([ROLE_WEIGHTS[article.role] for article in side.articles])

    def score(self, item: Item, weigher: Weigher) -> Scores:
        """Every article of the document against one item."""
        plain, telling = self._found(item.words)
        mass = max(float((item.belongs @ item.weights).sum()), 1e-9)
        passages = item.belongs @ (telling * item.weights[:, None])
        share = (item.belongs @ (plain * item.weights[:, None])).sum(axis=0) / mass
        toward = self._directions @ self._direction(item, weigher)
        rank = (
            WEIGHTS["share"] * passages.sum(axis=0) / mass
            + WEIGHTS["direction"] * toward
            + WEIGHTS["neighbours"] * _beside(toward)
            + self._roles
            - RANK_MIDDLE
        )
        return Scores(rank=rank.round(6), share=share.round(6), passages=passages.round(6))

    def _direction(self, item: Item, weigher: Weigher) -> Any:
        words = item.article.words
        return vector_of(words, [weigher.weight(word) * self.side.rarity(word) for word in words], self.background)

    def _found(self, words: Sequence[str]) -> tuple[Any, Any]:
        """How surely each article speaks of each word, from 0 to 1; and the same times how telling the word it uses is here."""
        import numpy as np  # noqa: PLC0415 - heavy

        size = len(self.side.articles)
        plain = np.zeros((len(words), size))
        telling = np.zeros((len(words), size))
        likeness = self._likeness(words)
        for row, word in enumerate(words):
            place = self.side.places.get(word)
            if (variant := likeness[row]) is not None:
                values, best = variant
                plain[row], telling[row] = values, values * np.maximum(self.local[best], COMMON)
            if place is not None:
                has = self._has[place]
                plain[row, has], telling[row, has] = 1.0, max(self.local[place], COMMON)
        return plain, telling

    def _likeness(self, words: Sequence[str]) -> list[tuple[Any, Any] | None]:
        """For each word the likeness of its nearest variant in every article, and that variant's place; None for a word without a vector."""
        import numpy as np  # noqa: PLC0415 - heavy

        background = self.background
        known = [row for row, word in enumerate(words) if word in background.rows]
        found: list[tuple[Any, Any] | None] = [None] * len(words)
        if not known or not len(self._known):
            return found
        rows = [background.rows[words[row]] for row in known]
        products = background.vectors[rows] @ background.vectors[self._rows].T
        near = products / background.lengths[rows][:, None] / background.lengths[self._rows][None, :]
        near = np.where(near > NEAR, VARIANT * (near - NEAR) / (1 - NEAR), 0.0)
        has = self._has[self._known]
        for number, row in enumerate(known):
            close = np.flatnonzero(near[number])
            values = near[number][close][:, None] * has[close]
            if len(close):
                best = values.argmax(axis=0)
                found[row] = values.max(axis=0), self._known[close[best]]
        return found


def _beside(values: Any) -> Any:
    """The mean of the articles before and after, 0 where there is none: measures of one subject stand together."""
    import numpy as np  # noqa: PLC0415 - heavy

    padded = np.concatenate(([0.0], values, [0.0]))
    return (padded[:-2] + padded[2:]) / 2


def likelihood(rank: float) -> float:
    """The sum of the numbers as a score from 0 to 1."""
    return round(1 / (1 + math.exp(-rank)), 4)
