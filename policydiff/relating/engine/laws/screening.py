"""A first look at many laws beside one, before any full comparison."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from policydiff.model.document import Document
from policydiff.relating.engine.laws.counterparts import relation_kind
from policydiff.relating.engine.laws.subject_nearness import (
    LEAST,
    MIDDLE,
    NEAREST,
    NEIGHBOUR_DISCOUNT,
    WORDS,
)
from policydiff.relating.engine.opinion.profiles import (
    Weigher,
    rarity_among,
    read_side,
    to_length_one,
)
from policydiff.relating.engine.opinion.scoring import read_items
from policydiff.relating.engine.opinion.screening import (
    BEHIND,
    PER_ITEM,
    PER_MEASURE,
    ArticleRows,
    ArticleWords,
    Screen,
    choose,
)
from policydiff.text.word_rarity import Background

K = TypeVar("K", bound=Hashable)

PER_ARTICLE = 24
"""Laws that are compared in full for each article."""


class CounterpartScreen:
    """Compares the articles of a law by their words in the background alone."""

    def __init__(self, left: Document, background: Background) -> None:
        self._rarities = np.array([background.rarity(word) for word in background.rows])
        self._vectors = background.vectors / background.lengths[:, None]
        articles = ArticleRows.of((article.text for article in left.articles), background)
        self._seen = articles.lengths > 0
        self._left = ArticleWords(articles)
        self._has = _presence(self._left, self._left.words)

    def near(self, articles: ArticleRows) -> NDArray[np.float32]:
        """For each article of the left its nearness to the nearest; negative if far."""
        found = np.full(len(self._seen), -LEAST - 1.0)
        if len(articles.words) and self._seen.any():
            found[self._seen] = self._nearest(ArticleWords(articles))
        return found.round(4).astype(np.float32)

    def _nearest(self, right: ArticleWords) -> Any:
        left = self._left
        inside = _inside(left, right)
        weights = [self._rarities[side.words] * inside[side.words] for side in (left, right)]
        directions = [
            self._directions(side, own) for side, own in zip((left, right), weights, strict=True)
        ]
        lengths = [
            np.sqrt(np.bincount(side.pairs[0], (own**2)[side.pairs[1]], minlength=side.size))
            for side, own in zip((left, right), weights, strict=True)
        ]
        common = (self._has * weights[0] ** 2) @ _presence(right, left.words).T
        cosine = common / np.maximum(np.outer(*lengths), 1e-9)
        sums = directions[0] @ directions[1].T + WORDS * cosine
        return np.minimum(_discounted(sums) - MIDDLE, sums - LEAST).max(axis=1)

    def _directions(self, side: ArticleWords, weights: Any) -> Any:
        vectors = self._vectors[side.words] * weights[:, None].astype(np.float32)
        return to_length_one(np.add.reduceat(vectors[side.flat], side.begins, axis=0))


def screen_for(left: Document, background: Background) -> Screen | CounterpartScreen:
    """The first look for the kind of a document (see `relation_kind`)."""
    if relation_kind(left, ()) == "counterparts":
        return CounterpartScreen(left, background)
    return Screen(read_items(Weigher(left=read_side(left), background=background)))


def choose_for(
    left: Document, near: Mapping[K, NDArray[np.float32]], groups: Sequence[Collection[K]]
) -> frozenset[K]:
    """The documents to be weighed in full, by their nearness in groups.

    Of the first group they are `PER_MEASURE` for each measure and `PER_ITEM` for each item, of the
    others `BEHIND`; those beside a law `PER_ARTICLE` for each of its articles, of whatever group.
    """
    items = len(left.articles)
    measures = len(next(iter(near.values()), ())) - items
    if relation_kind(left, ()) == "counterparts":
        return frozenset(_chosen(near, [*chain.from_iterable(groups)], [PER_ARTICLE] * items))
    filled = (found for group in groups if (found := [key for key in group if key in near]))
    return frozenset(
        key
        for index, group in enumerate(filled)
        for each, more in (BEHIND if index else (PER_MEASURE, PER_ITEM),)
        for key in _chosen(near, group, [each] * measures + [more] * items)
    )


def _chosen(
    near: Mapping[K, NDArray[np.float32]], group: Collection[K], most: Sequence[int]
) -> Iterator[K]:
    keys = [key for key in group if key in near]
    return (keys[index] for index in choose([near[key] for key in keys], most))


def _inside(left: ArticleWords, right: ArticleWords) -> Any:
    """The rarity of each word of the background in both texts together."""
    many = max(int(left.words[-1]), int(right.words[-1])) + 1
    counts = sum(
        np.bincount(side.words, weights=side.spread, minlength=many) for side in (left, right)
    )
    return rarity_among(counts, left.size + right.size)


def _presence(side: ArticleWords, words: Any) -> Any:
    """A row for each article, a column for each of `words`: 1 if it has it."""
    table = np.zeros((side.size, len(words)))
    owners, places = side.pairs
    columns = np.minimum(np.searchsorted(words, side.words), len(words) - 1)
    there = words[columns] == side.words
    kept = there[places]
    table[owners[kept], columns[places[kept]]] = 1.0
    return table


def _discounted(sums: Any) -> Any:
    """The sums less what both articles have in common with their nearest ones."""
    means = [np.sort(table, axis=1)[:, -NEAREST:].sum(axis=1) / NEAREST for table in (sums, sums.T)]
    return sums - NEIGHBOUR_DISCOUNT * (means[0][:, None] + means[1][None, :])
