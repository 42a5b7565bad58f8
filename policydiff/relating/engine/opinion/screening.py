"""A first look at many documents by the words of whole articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from policydiff.relating.engine.opinion.likeness import word_likeness
from policydiff.relating.engine.opinion.measure_numbers import KEY_WORDS, ON_SUBJECT
from policydiff.relating.engine.opinion.measure_weights import SHIPPED
from policydiff.relating.engine.opinion.measures import STOCK_PHRASES
from policydiff.relating.engine.opinion.profiles import to_length_one
from policydiff.relating.engine.opinion.scoring import (
    COMMON,
    SHORT,
    SHORTEST_TITLE,
    WEIGHTS,
    Items,
    beside,
    plain_title,
)
from policydiff.text.word_rarity import Background
from policydiff.text.words import split_words

PER_ITEM = 12
"""Documents weighed in full for each item and each sort of nearness."""

NAMED = 100.0
"""Added if an item names the document: it is weighed in full."""

_AT_ONCE = 512
"""Words of the left that are compared with all words of the background at once."""


class Screen:
    """Compares the articles of a document by their words in the background alone."""

    def __init__(self, items: Items) -> None:
        background = items.background
        size = len(items.words), len(items.items)
        self._words = _BackgroundWords(background)
        self._variants = _Variants(items)
        self._own = np.array(
            [background.rows.get(word, -1) for word in items.words], dtype=np.int64
        )
        self._vectors = items.vectors.astype(np.float32)
        self._texts = ["".join(item.article.text.split()) for item in items.items]
        self._shares = np.zeros(size, dtype=np.float32)
        self._times = np.zeros(size, dtype=np.float32)
        for index, item in enumerate(items.items):
            self._shares[item.rows, index] = item.weights * item.passages.sum(axis=0) / item.mass
            self._times[item.rows, index] = item.weights * item.times
        self._clauses = _Clauses(items)

    def near(self, articles: ArticleRows, title: str = "") -> NDArray[np.float32]:
        """The nearness of a document to each item; 0.0 for none.

        First that of its nearest article, for each item; then that of the whole, for laws that
        answer in several articles.
        """
        named = NAMED * np.array([_names(text, title) for text in self._texts], dtype=float)
        if not len(articles.words):
            return np.concatenate((named, named)).astype(np.float32)
        law = ArticleWords(articles)
        local, plain = self._variants.tables(law)
        toward = self._toward(law).T
        articles_near = (
            WEIGHTS["share"] * (local @ self._shares)
            + WEIGHTS["direction"] * toward.T
            + WEIGHTS["beside"] * beside(toward).T
            + WEIGHTS["clause"] * self._clauses.best(local)
        ).max(axis=0)
        whole = SHIPPED.touched["whole item"] * (plain @ self._shares).max(
            axis=0
        ) + SHIPPED.touched["on subject"] * min(self._on_subject(law), ON_SUBJECT)
        found = np.maximum((articles_near, whole), 0.0) + named
        return found.ravel().round(4).astype(np.float32)

    def _toward(self, law: ArticleWords) -> Any:
        """The cosine of each article and each item, by what is uncommon in the document."""
        weights = (self._words.weights[law.words] * law.rarities).astype(np.float32)
        vectors = self._words.vectors[law.words] * weights[:, None]
        whole = to_length_one(np.add.reduceat(vectors[law.flat], law.begins, axis=0))
        items = (self._times * law.rarity_of(self._own)[:, None]).T @ self._vectors
        return whole @ to_length_one(items).T

    def _on_subject(self, law: ArticleWords) -> float:
        """The share of the document's key words of which the left speaks."""
        weights = (self._words.subject[law.words] * law.spread).round(9)
        best = np.argsort(-weights, kind="stable")[:KEY_WORDS]
        spoken = self._variants.best[law.words[best]]
        return float((spoken * weights[best]).sum() / max(float(weights[best].sum()), 1e-9))


@dataclass(frozen=True, slots=True, eq=False)
class ArticleRows:
    """The words of all articles as rows of the background, and articles' `lengths`."""

    words: Any
    lengths: Any

    @classmethod
    def of(cls, texts: Iterable[str], background: Background) -> Self:
        """Cut the texts of articles; unknown words are left out."""
        rows = background.rows
        found = [[rows[word] for word in split_words(text) if word in rows] for text in texts]
        return cls(
            np.array([row for article in found for row in article], dtype=np.uint16),
            np.array([len(article) for article in found], dtype=np.uint32),
        )


class ArticleWords:
    """The words of a document, of articles with one at least.

    `words` are its words as rows of the background, in order; `spread` counts the articles with
    each, `rarities` is their rarity here. `flat` are the indices in `words` of all articles' words,
    which begin there at `begins`; `pairs` the articles and indices in `words` of their words.
    """

    def __init__(self, articles: ArticleRows) -> None:
        lengths = articles.lengths[articles.lengths > 0].astype(np.int64)
        self.size = len(lengths)
        self.begins = np.cumsum(lengths) - lengths
        self.words, self.flat = np.unique(articles.words.astype(np.int64), return_inverse=True)
        owners = np.repeat(np.arange(self.size), lengths)
        both = np.unique(owners * len(self.words) + self.flat)
        self.pairs = both // len(self.words), both % len(self.words)
        self.spread = np.bincount(self.pairs[1], minlength=len(self.words))
        self.rarities = self._rarity(self.spread)

    def rarity_of(self, rows: Any) -> Any:
        """The rarity here of words given as rows of the background, -1 for none."""
        places = np.minimum(np.searchsorted(self.words, rows), len(self.words) - 1)
        here = self.words[places] == rows
        return np.where(here, self.rarities[places], self._rarity(np.zeros(1))[0]).astype(
            np.float32
        )

    def _rarity(self, count: Any) -> Any:
        size = self.size + 1
        return np.maximum(0.0, np.log(size / (count + 0.5)) / math.log(size))


class _BackgroundWords:
    """The words of the background: unit vectors and weights, `subject` without style."""

    def __init__(self, background: Background) -> None:
        self.vectors = background.vectors / background.lengths[:, None]
        self.weights = np.array([background.informativeness(word) for word in background.rows])
        stock = np.array([word in STOCK_PHRASES for word in background.rows])
        self.subject = np.where(stock, 0.0, self.weights)


class _Variants:
    """The left's words that each background word has likeness to; `best` is the most."""

    def __init__(self, items: Items) -> None:
        """Compare all words of the left with all of the background."""
        others = list(items.background.rows)
        found = [
            (rows + begin, columns, values)
            for begin, (rows, columns, values) in _likenesses(items, others)
        ]
        rows, columns, values = (
            np.concatenate([*(part[side] for part in found), np.zeros(0, dtype=kind)])
            for side, kind in enumerate((np.int64, np.int64, np.float32))
        )
        order = np.argsort(columns, kind="stable")
        self._left, self._values = rows[order], values[order]
        self._begins = np.searchsorted(columns[order], np.arange(len(others) + 1))
        self._size = len(items.words)
        self.best = np.zeros(len(others), dtype=np.float32)
        np.maximum.at(self.best, columns, values)

    def tables(self, law: ArticleWords) -> tuple[Any, Any]:
        """Each article's share of each word of the left; first times its own weight."""
        owners, places = law.pairs
        first = self._begins[law.words[places]]
        many = self._begins[law.words[places] + 1] - first
        spots = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        cells = np.repeat(owners, many) * self._size + self._left[spots]
        values = self._values[spots]
        weights = np.maximum(law.rarities, COMMON).astype(np.float32)[np.repeat(places, many)]
        shape = law.size, self._size
        local, plain = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        np.maximum.at(local.reshape(-1), cells, values * weights)
        np.maximum.at(plain.reshape(-1), cells, values)
        return local, plain


def _likenesses(items: Items, others: Sequence[str]) -> Iterator[tuple[int, tuple[Any, Any, Any]]]:
    """The likenesses above 0 of some words of the left, with the first one's index."""
    for begin in range(0, len(items.words), _AT_ONCE):
        table = word_likeness(items.words[begin : begin + _AT_ONCE], others, items.background)
        rows, columns = np.nonzero(table > 0)
        yield begin, (rows, columns, table[rows, columns])


class _Clauses:
    def __init__(self, items: Items) -> None:
        clauses = [
            (index, item.rows[clause > 0], item.weights[clause > 0])
            for index, item in enumerate(items.items)
            for clause in item.clauses
            if clause.any()
        ]
        lengths = [len(words) for _, words, _ in clauses]
        shares = [weights / (weights.sum() + SHORT) for _, _, weights in clauses]
        self._words = np.concatenate([np.zeros(0, np.int64), *(words for _, words, _ in clauses)])
        self._weights = np.concatenate([np.zeros(0), *shares]).astype(np.float32)
        self._begins = np.array([0, *accumulate(lengths)][:-1], dtype=np.int64)
        self._items = np.array([place for place, _, _ in clauses], dtype=np.int64)
        self._firsts = np.flatnonzero(np.diff(self._items, prepend=-1))
        self._size = len(items.items)

    def best(self, table: Any) -> Any:
        """The most that each article speaks of a clause of each item."""
        found = np.zeros((len(table), self._size), dtype=np.float32)
        if len(self._begins):
            sums = np.add.reduceat(table[:, self._words] * self._weights, self._begins, axis=1)
            found[:, self._items[self._firsts]] = np.maximum.reduceat(sums, self._firsts, axis=1)
        return found


def _names(text: str, title: str) -> bool:
    plain = plain_title(title)
    return len(plain) >= SHORTEST_TITLE and plain in text


def choose(near: Sequence[NDArray[np.float32]], most: int) -> tuple[int, ...]:
    """The indices of the documents among the `most` nearest by any number, in order."""
    if not near:
        return ()
    ranked = (np.argsort(-column, kind="stable")[:most] for column in np.array(near).T)
    return tuple(np.unique(np.concatenate(list(ranked))).tolist())
