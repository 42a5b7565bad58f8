"""A first look at many documents by the words of whole articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from policydiff.model.document import Document
from policydiff.relating.engine.opinion.likeness import word_likeness
from policydiff.relating.engine.opinion.measures import STOCK_PHRASES, cut_measures, read_measures
from policydiff.relating.engine.opinion.profiles import rarity_among, to_length_one
from policydiff.relating.engine.opinion.scoring import (
    COMMON,
    SHORT,
    WEIGHTS,
    Items,
    beside,
    names_document,
    plain_title,
)
from policydiff.text.word_rarity import Background
from policydiff.text.words import split_words

PER_MEASURE, PER_ITEM = 8, 4
"""Documents of the first tier that are weighed in full for each measure, and each item."""

BEHIND = 1, 3
"""Those of every other tier, which stand behind: drafts, texts of provinces."""

REACHED, ON_SUBJECT = 0.6, 0.5
"""The weights of a document's key words that a measure reaches, and of those that the left does,
beside the share of the measure in one article, of weight 1.

By trial among 3,251 statutes with three opinions and the laws that a reader found to answer them:
a law is among the eight nearest to a measure that it answers in 0.6 of all cases, by the share
alone in 0.3.
"""

MOST_ON_SUBJECT = 0.7
"""The share of key words from which a document is on the left's subject."""

KEY_WORDS = 15
"""The words of a document's subject: weightiest in law at large by share of its articles."""

LIGHT = 6.0
"""The least weight of a measure, so that one of two words is not found whole too easily."""

_AT_ONCE = 512
"""Words of the left that are compared with all words of the background at once."""


class Screen:
    """Compares the articles of a document by their words in the background alone."""

    def __init__(self, items: Items) -> None:
        self._words = _BackgroundWords(items.background)
        self._variants = _Variants(items)
        self._measures = _Measures(items)
        self._articles = _Items(items)

    def near(self, articles: ArticleRows) -> NDArray[np.float32]:
        """The nearness of a document to each measure with weight, then to each item.

        To a measure it is that of the article with most of it, more if document and left have a
        subject in common; to an item the rank of its best article. 0.0 for none.
        """
        measures, items = self._measures.size, self._articles.size
        if not len(articles.words):
            return np.zeros(measures + items, dtype=np.float32)
        law = ArticleWords(articles)
        local, plain = self._variants.tables(law)
        found = np.zeros(measures + items)
        if measures:
            found[:measures] = self._measures.near(plain, *self._keys(law))
        found[measures:] = np.maximum(self._articles.near(law, local, self._words), 0.0)
        return found.round(4).astype(np.float32)

    def _keys(self, law: ArticleWords) -> tuple[Any, Any]:
        """The key words of a document: their shares, their likeness to the left's."""
        weights = (self._words.subject[law.words] * law.spread).round(9)
        keys = np.argsort(-weights, kind="stable")[:KEY_WORDS]
        parts = weights[keys] / max(float(weights[keys].sum()), 1e-9)
        return parts, self._variants.of_words(law.words[keys])


class _Measures:
    def __init__(self, items: Items) -> None:
        measures = [
            (item.item.rows[times > 0], item.item.weights[times > 0])
            for item in read_measures(items)
            for times in item.times
            if times.any()
        ]
        self.size = len(measures)
        self._words = np.array([*chain.from_iterable(rows for rows, _ in measures)], dtype=np.int64)
        lengths = np.array([len(rows) for rows, _ in measures], dtype=np.int64)
        self._begins = np.cumsum(lengths) - lengths
        self._shares = np.zeros((len(items.words), len(measures)), dtype=np.float32)
        for index, (rows, own) in enumerate(measures):
            self._shares[rows, index] = own / max(float(own.sum()), LIGHT)

    def near(self, plain: Any, parts: Any, shared: Any) -> Any:
        reached = parts @ np.maximum.reduceat(shared[:, self._words], self._begins, axis=1)
        subject = min(float(parts @ shared.max(axis=1)), MOST_ON_SUBJECT)
        return (plain @ self._shares).max(axis=0) + REACHED * reached + ON_SUBJECT * subject


class _Items:
    def __init__(self, items: Items) -> None:
        rows = items.background.rows
        shape = len(items.words), len(items.items)
        self.size = len(items.items)
        self._own = np.array([rows.get(word, -1) for word in items.words], dtype=np.int64)
        self._vectors = items.vectors.astype(np.float32)
        self._shares = np.zeros(shape, dtype=np.float32)
        self._times = np.zeros(shape, dtype=np.float32)
        for index, item in enumerate(items.items):
            self._shares[item.rows, index] = item.weights * item.passages.sum(axis=0) / item.mass
            self._times[item.rows, index] = item.weights * item.times
        self._clauses = _Clauses(items)

    def near(self, law: ArticleWords, local: Any, words: _BackgroundWords) -> Any:
        toward = self._toward(law, words).T
        return (
            WEIGHTS["share"] * (local @ self._shares)
            + WEIGHTS["direction"] * toward.T
            + WEIGHTS["beside"] * beside(toward).T
            + WEIGHTS["clause"] * self._clauses.best(local)
        ).max(axis=0)

    def _toward(self, law: ArticleWords, words: _BackgroundWords) -> Any:
        """The cosine of each article and each item, by what is uncommon in the document."""
        weights = (words.weights[law.words] * law.rarities).astype(np.float32)
        vectors = words.vectors[law.words] * weights[:, None]
        whole = to_length_one(np.add.reduceat(vectors[law.flat], law.begins, axis=0))
        items = (self._times * law.rarity_of(self._own)[:, None]).T @ self._vectors
        return whole @ to_length_one(items).T


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
        self.rarities = rarity_among(self.spread, self.size)

    def rarity_of(self, rows: Any) -> Any:
        """The rarity here of words given as rows of the background, -1 for none."""
        places = np.minimum(np.searchsorted(self.words, rows), len(self.words) - 1)
        here = self.words[places] == rows
        found = np.where(here, self.rarities[places], rarity_among(0, self.size))
        return found.astype(np.float32)


class _BackgroundWords:
    """The words of the background: unit vectors and weights, `subject` without style."""

    def __init__(self, background: Background) -> None:
        self.vectors = background.vectors / background.lengths[:, None]
        self.weights = np.array([background.informativeness(word) for word in background.rows])
        stock = np.array([word in STOCK_PHRASES for word in background.rows])
        self.subject = np.where(stock, 0.0, self.weights)


class _Variants:
    """The left's words that each background word has likeness to."""

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

    def of_words(self, words: Any) -> Any:
        """A row for each word of the background: its likeness to each word of the left."""
        table = np.zeros((len(words), self._size), dtype=np.float32)
        owners, spots = self._spots(words)
        table[owners, self._left[spots]] = self._values[spots]
        return table

    def tables(self, law: ArticleWords) -> tuple[Any, Any]:
        """Each article's share of each word of the left; first times its own weight."""
        owners, places = law.pairs
        pairs, spots = self._spots(law.words[places])
        cells, values = owners[pairs] * self._size + self._left[spots], self._values[spots]
        weights = np.maximum(law.rarities, COMMON).astype(np.float32)[places[pairs]]
        shape = law.size, self._size
        local, plain = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        np.maximum.at(local.reshape(-1), cells, values * weights)
        np.maximum.at(plain.reshape(-1), cells, values)
        return local, plain

    def _spots(self, words: Any) -> tuple[Any, Any]:
        """The indices of words and those of their entries, one of both for each entry."""
        first = self._begins[words]
        many = self._begins[words + 1] - first
        spots = np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum())
        return np.repeat(np.arange(len(words)), many), spots


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


def choose(near: Sequence[NDArray[np.float32]], most: Sequence[int]) -> tuple[int, ...]:
    """The indices of the documents among the `most` nearest by any number, in order."""
    if not len(near) or not len(most):
        return ()
    table = np.array(near)
    ranked = [
        np.argsort(-column, kind="stable")[:many]
        for column, many in zip(table.T, most, strict=True)
    ]
    return tuple(np.unique(np.concatenate(ranked)).tolist())


def naming(left: Document) -> Callable[[str], bool]:
    """A test if a measure of a document names the work of a title."""
    texts = [
        article.text[begin:end]
        for article in left.articles
        for begin, end in cut_measures(article.text)
    ]
    whole = "".join("".join(texts).split())
    return lambda title: (
        plain_title(title) in whole and any(names_document(text, title) for text in texts)
    )
