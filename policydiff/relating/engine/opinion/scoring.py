"""Scores for every pair of an item and an article: coverage and direction."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from policydiff.relating.engine.opinion.likeness import word_likeness
from policydiff.relating.engine.opinion.profiles import (
    Article,
    ProfiledDocument,
    Weigher,
    to_length_one,
    unit_vectors,
)
from policydiff.text.article_roles import Role
from policydiff.text.citations.works import bare_title
from policydiff.text.word_rarity import Background

COMMON = 0.15
"""The least weight of a word that every article of the document has."""

SHORT = 6.0
"""Weight added to that of a clause, so that one of two words is not found whole too easily."""

WEIGHTS: dict[str, float] = {
    "share": 10.7,
    "direction": 3.1,
    "beside": 1.4,
    "named": 3.4,
    "clause": 4.2,
    "passage": 3.2,
}
"""The factors of the rank's sum; fitted by ``benchmarks/relate_bench.py --fit``."""

ROLE_WEIGHTS: dict[Role, float] = {
    "purpose": -1.1,
    "definition": -1.05,
    "penalty": 0.05,
    "closing": -0.25,
    "rule": 0.0,
}
"""Articles on purpose, definitions or entry into force carry nothing out."""

_DRAFT = re.compile(
    r"[（(〔](?>[^（）()〔〕]{0,60}?(?:稿|草案))[^（）()〔〕]{0,60}[）)〕]$|(?:（|\()?(?:征求意见稿|送审稿|草案)(?:）|\))?$"
)

SHORTEST_TITLE = 3
"""Characters of a title in running text; 刑法 is too often part of another word."""

MIDDLE = 7.4
"""The sum at which a link is as likely as not."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScoredItem:
    """An article of the left as numbers.

    `rows` are the indices of its words among those of the whole left, `weights` theirs. `passages`
    and `clauses` have a row for each and a column for each word: 1 if it has it. `times` counts
    each word in the article, `clause_times` in each clause.
    """

    article: Article
    rows: Any
    weights: Any
    passages: Any
    clauses: Any
    times: Any
    clause_times: Any

    @property
    def mass(self) -> float:
        """The weight of all its passages together."""
        return max(float((self.passages @ self.weights).sum()), 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Items:
    """The articles of the left, and their weighty words in order with unit vectors."""

    words: tuple[str, ...]
    vectors: Any
    items: tuple[ScoredItem, ...]
    background: Background


class Shared(NamedTuple):
    """A word of an item and the article's most similar one; `weight` of both."""

    left: str
    right: str
    likeness: float
    weight: float


class ItemScores(NamedTuple):
    """Measures of one item against every article of one document.

    `columns` are the numbers that `WEIGHTS` names. `covered_share` is the share of the item in the
    article, common words counted in full; `passages` the gain of each passage; `named` is true if
    the item names the document.
    """

    columns: Any
    covered_share: Any
    passages: Any
    named: bool


def read_items(weigher: Weigher) -> Items:
    """The articles of the left as items."""
    weights = {word: weight for word in weigher.left.places if (weight := weigher.weight(word)) > 0}
    words = tuple(weights)
    place = {word: number for number, word in enumerate(words)}
    items = tuple(_item(article, place, weights) for article in weigher.left.articles)
    return Items(
        words=words,
        vectors=unit_vectors(words, weigher.background),
        items=items,
        background=weigher.background,
    )


def _item(article: Article, place: dict[str, int], weights: dict[str, float]) -> ScoredItem:
    mine = sorted({word for word in article.words if word in place})
    clause_times = _times([passage.words for passage in article.clauses], mine)
    return ScoredItem(
        article=article,
        rows=np.array([place[word] for word in mine], dtype=np.int64),
        weights=np.array([weights[word] for word in mine]),
        passages=np.minimum(_times([passage.words for passage in article.passages], mine), 1),
        clauses=np.minimum(clause_times, 1),
        times=_times([article.words], mine)[0],
        clause_times=clause_times,
    )


def _times(lists: Sequence[Sequence[str]], words: Sequence[str]) -> Any:
    counts = [Counter(held) for held in lists]
    return np.array(
        [[count[word] for word in words] for count in counts], dtype=np.float64
    ).reshape(len(counts), len(words))


class ScoredDocument:
    """A document of the right, computed once for all items of the left."""

    def __init__(self, side: ProfiledDocument, items: Items) -> None:
        self.side = side
        self.items = items
        self.words = tuple(side.places)
        self.informativeness = np.array(
            [items.background.informativeness(word) for word in self.words]
        )
        self.rarity = np.array([side.rarity(word) for word in items.words])
        self._own_rarity = np.array([side.rarity(word) for word in self.words])
        self._local = np.maximum(self._own_rarity, COMMON).astype(np.float32)
        self._placed = [[side.places[word] for word in article.words] for article in side.articles]
        self.article_words = [sorted(set(places)) for places in self._placed]
        self.likeness = word_likeness(items.words, self.words, items.background)
        sentences = [
            (number, sorted({side.places[word] for word in passage.words}))
            for number, article in enumerate(side.articles)
            for passage in article.passages
            if passage.terms
        ]
        self._sentence_words = [places for _, places in sentences]
        owners = np.array([number for number, _ in sentences], dtype=np.int64)
        self._begins = np.flatnonzero(np.diff(owners, prepend=-1))
        self._owners = owners[self._begins]
        self._purpose = np.array([float(article.role == "purpose") for article in side.articles])
        self._roles = np.array([ROLE_WEIGHTS[article.role] for article in side.articles])

    @cached_property
    def word_coverage(self) -> tuple[Any, Any]:
        """Each sentence's share of each word of the left; second, by its own weight."""
        words = np.array([*chain.from_iterable(self._sentence_words)], dtype=np.int64)
        holders = np.repeat(np.arange(len(self._sentence_words)), [*map(len, self._sentence_words)])
        holders = holders[np.argsort(words, kind="stable")]
        counts = np.bincount(words, minlength=len(self.words))
        rows, columns = np.nonzero(self.likeness > 0)
        many = counts[columns]
        first = np.cumsum(counts)[columns] - many
        spots = np.repeat(first - np.cumsum(many) + many, many)
        sentences = holders[spots + np.arange(len(spots))]
        values = self.likeness[rows, columns]
        shape = len(self.items.words), len(self._sentence_words)
        tables = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
        for table, value in zip(tables, (values, values * self._local[columns]), strict=True):
            np.maximum.at(table, (np.repeat(rows, many), sentences), np.repeat(value, many))
        return tables

    @cached_property
    def article_coverage(self) -> tuple[Any, Any]:
        """The same two for each article: the best of its sentences."""
        plain, local = (self.over_articles(table) for table in self.word_coverage)
        return plain, local

    @cached_property
    def directions(self) -> tuple[Any, Any]:
        """The unit vectors of each article and of each sentence."""
        weights = self.informativeness * self._own_rarity
        vectors = unit_vectors(self.words, self.items.background) * weights[:, None]
        whole, parts = (
            sum_groups(vectors, groups) for groups in (self._placed, self._sentence_words)
        )
        return to_length_one(whole), to_length_one(parts)

    def numbers(self, item: ScoredItem) -> ItemScores:
        """Every article of the document against one item."""
        size = len(self.side.articles)
        named = names_document(item.article.text, self.side.document.title)
        if not self._sentence_words or not len(item.rows):
            return ItemScores(
                columns=np.zeros((size, len(WEIGHTS))),
                covered_share=np.zeros(size),
                passages=np.zeros((len(item.passages), size)),
                named=named,
            )
        plain, articles = (
            table[item.rows] * item.weights[:, None] for table in self.article_coverage
        )
        informativeness = self.word_coverage[1][item.rows] * item.weights[:, None]
        passages = item.passages @ articles
        pull = item.weights * self.rarity[item.rows]
        vectors = self.items.vectors[item.rows]
        toward = self.directions[0] @ to_length_one(((item.times * pull) @ vectors)[None, :])[0]
        clause_directions = to_length_one((item.clause_times * pull[None, :]) @ vectors)
        clauses = (item.clauses @ informativeness) / (
            (item.clauses @ item.weights)[:, None] + SHORT
        )
        columns = (
            passages.sum(axis=0) / item.mass,
            toward,
            beside(toward),
            self._purpose * named,
            self._best(clauses),
            self._best(clause_directions @ self.directions[1].T),
        )
        covered_share = (item.passages @ plain).sum(axis=0) / item.mass
        return ItemScores(
            columns=np.stack(columns, axis=1).round(6),
            covered_share=covered_share.round(6),
            passages=passages.round(6),
            named=named,
        )

    def rank(self, numbers: ItemScores) -> Any:
        """The sum by which articles are ranked."""
        return (numbers.columns @ np.array(list(WEIGHTS.values())) + self._roles - MIDDLE).round(6)

    def shared(self, item: ScoredItem, index: int, least: float) -> list[Shared]:
        """The words that an item shares with an article by `least` likeness, in order."""
        columns = np.array(self.article_words[index], dtype=np.int64)
        if not len(columns) or not len(item.rows):
            return []
        likeness = self.likeness[np.ix_(item.rows, columns)]
        best = (likeness * self._local[columns][None, :]).argmax(axis=1)
        values = np.take_along_axis(likeness, best[:, None], axis=1)[:, 0]
        weights = item.weights * values * self._local[columns[best]]
        rows = np.flatnonzero(values >= least)
        return [
            Shared(
                left=self.items.words[word], right=self.words[other], likeness=value, weight=weight
            )
            for word, other, value, weight in zip(
                *(column[rows].tolist() for column in (item.rows, columns[best], values, weights)),
                strict=True,
            )
        ]

    def over_articles(self, table: Any) -> Any:
        """The largest value over the sentences of each article, 0 without any."""
        found = np.zeros((len(table), len(self.side.articles)))
        if len(self._begins):
            found[:, self._owners] = np.maximum.reduceat(table, self._begins, axis=1)
        return found

    def _best(self, table: Any) -> Any:
        """The largest value of any row, over the sentences of each article."""
        return self.over_articles(table).max(axis=0) if len(table) else self._roles * 0


def sum_groups(vectors: Any, groups: Sequence[Sequence[int]]) -> Any:
    """The sum of the rows of each group; zeros for an empty one."""
    sums = np.zeros((len(groups), vectors.shape[1]))
    filled = [number for number, group in enumerate(groups) if group]
    flat = np.array([row for group in groups for row in group], dtype=np.int64)
    if filled:
        begins = np.cumsum([0, *(len(groups[number]) for number in filled)])[:-1]
        sums[filled] = np.add.reduceat(vectors[flat], begins, axis=0)
    return sums


def beside(values: Any) -> Any:
    """The mean of the articles before and after, 0 for none."""
    found = np.zeros_like(values)
    found[..., 1:] += values[..., :-1]
    found[..., :-1] += values[..., 1:]
    return found / 2


def likelihood(rank: float) -> float:
    """The sum as a score from 0 to 1."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, rank)))), 4)


@lru_cache(maxsize=256)
def plain_title(title: str) -> str:
    """A title as running texts name it.

    >>> plain_title("中华人民共和国示例法（草案）")
    '示例法'
    """
    return bare_title(_DRAFT.sub("", re.sub(r"\s", "", title)))


_TO_REPEAL = re.compile(r"(?:废止|废除)(?:[、和及与]|《[^《》]*》){0,9}《?(?:中华人民共和国)?$")
"""The words before a title that a text wants repealed: 废止《甲规定》和《."""
_OPENED = re.compile("[《〈](?:中华人民共和国)?$")
"""The opening mark of a title: 《."""
_LISTED = 200
"""Characters in which those words are searched."""


def names_document(text: str, title: str) -> bool:
    """True if a text names the document of a title, but not to repeal it.

    A short title must stand in marks: 《刑法》.
    """
    plain, words = plain_title(title), "".join(text.split())
    place = words.find(plain) if plain else -1
    while place >= 0:
        before = words[max(0, place - _LISTED) : place]
        marked = words[place + len(plain) : place + len(plain) + 1] in ("》", "〉")
        if (len(plain) >= SHORTEST_TITLE or (marked and _OPENED.search(before))) and (
            not _TO_REPEAL.search(before)
        ):
            return True
        place = words.find(plain, place + 1)
    return False
