"""The subjects of the two sides of a relation: articles as weighted terms."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from policydiff.model.comparison import Span
from policydiff.model.document import Document, Provision
from policydiff.text.article_roles import Role, role_of
from policydiff.text.assignments import assigned_spans
from policydiff.text.sentences import cut_clauses, cut_sentences
from policydiff.text.word_rarity import Background
from policydiff.text.words import PlacedTerm, find_terms

UNKNOWN = 0.4
"""The weight of a word in hardly any law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPassage:
    """A sentence or clause of an article and its terms; no `span` for the heading."""

    span: Span | None
    terms: tuple[PlacedTerm, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its terms, repeated as in the text."""
        return tuple(term.text for term in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article, its text, its passages, and its role.

    `words` are all its terms, repeated, those of the heading first, without those of bodies that
    answer for a task (责任单位：…). `passages` are the heading and the sentences, `clauses` are cut at
    commas too.
    """

    provision: Provision
    text: str
    words: tuple[str, ...]
    passages: tuple[ScoredPassage, ...]
    clauses: tuple[ScoredPassage, ...]
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProfiledDocument:
    """A document's articles.

    `places` numbers their words in alphabetical order, `spread` counts the articles with each,
    `rarities` is the rarity of a word in so many articles.
    """

    document: Document
    articles: tuple[Article, ...]
    places: dict[str, int]
    spread: tuple[int, ...]
    rarities: tuple[float, ...]

    def rarity(self, word: str) -> float:
        """A word's rarity in this document: 0 in every article, 1 in one, more in none."""
        place = self.places.get(word)
        return self.rarities[0 if place is None else self.spread[place]]


def read_side(document: Document) -> ProfiledDocument:
    """A document as its articles; one without articles has none."""
    articles = tuple(_article(provision) for provision in document.articles)
    spread = Counter(word for article in articles for word in set(article.words))
    places = {word: index for index, word in enumerate(sorted(spread))}
    size = len(articles) + 1
    rarities = (max(0.0, math.log(size / (count + 0.5)) / math.log(size)) for count in range(size))
    return ProfiledDocument(
        document=document,
        articles=articles,
        places=places,
        spread=tuple(spread[word] for word in places),
        rarities=tuple(rarities) if articles else (1.0,),
    )


def _article(provision: Provision) -> Article:
    text = provision.text
    assigned = assigned_spans(text)
    begins = [begin for begin, _ in assigned]
    terms = tuple(
        term
        for term in find_terms(text)
        if not (before := bisect_right(begins, term.begin)) or term.begin >= assigned[before - 1][1]
    )
    head = (
        ()
        if provision.heading is None
        else (ScoredPassage(span=None, terms=find_terms(provision.heading)),)
    )
    passages = (*head, *_passages(terms, cut_sentences(text)))
    clauses = tuple(passage for passage in _passages(terms, cut_clauses(text)) if passage.terms)
    return Article(
        provision=provision,
        text=text,
        words=tuple(chain.from_iterable(passage.words for passage in passages)),
        passages=passages,
        clauses=clauses,
        role=role_of(text),
    )


def _passages(terms: tuple[PlacedTerm, ...], spans: Iterable[Span]) -> tuple[ScoredPassage, ...]:
    passages: list[ScoredPassage] = []
    index = 0
    for begin, end in spans:
        first = index
        while index < len(terms) and terms[index].begin < end:
            index += 1
        passages.append(ScoredPassage(span=(begin, end), terms=terms[first:index]))
    return tuple(passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigher:
    """Weighs the words of the left, by law at large and rarity among its items."""

    left: ProfiledDocument
    background: Background

    def weight(self, word: str) -> float:
        """The weight of a word of the left: 0 if common to nearly all, low if unknown."""
        count = self.left.spread[self.left.places[word]] if word in self.left.places else 1
        size = len(self.left.articles) + 1
        known = 1.0 if word in self.background.rows else UNKNOWN
        return (
            known
            * self.background.informativeness(word)
            * max(0.0, math.log(size / count) / math.log(size))
        )


def rarity_among(counts: Any, size: int) -> Any:
    """The rarity of words that so many of `size` texts have.

    It is nearly 0 for those of all texts, above 1 for those of none.
    """
    return np.maximum(0.0, np.log((size + 1) / (counts + 0.5)) / math.log(size + 1))


def unit_vectors(words: Sequence[str], background: Background) -> Any:
    """A row of length 1 for each word; zeros for one unknown to the background."""
    vectors = np.zeros((len(words), background.vectors.shape[1]))
    known = [
        (index, background.rows[word])
        for index, word in enumerate(words)
        if word in background.rows
    ]
    if known:
        places, rows = (list(column) for column in zip(*known, strict=True))
        vectors[places] = background.vectors[rows] / background.lengths[rows][:, None]
    return vectors


def to_length_one(vectors: Any) -> Any:
    """The same directions, each row of length 1; rows of zeros stay."""
    lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    return vectors / np.where(lengths > 0, lengths, 1.0)
