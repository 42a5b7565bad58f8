"""The words of what measures demand, and of articles that have it.

Law and opinion on one subject share its words everywhere. So words weigh by how rare they are
among the measures of the opinion and the articles of this one law: a long run of characters that
few of both have is an act on its object (建立信息共享机制).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from policydiff.model.comparison import Span
from policydiff.relating.engine.opinion.measures import MeasuredItem
from policydiff.relating.engine.opinion.profiles import rarity_among
from policydiff.relating.engine.opinion.scoring import ScoredDocument
from policydiff.text.assignments import without_assigned

_HAN = re.compile("[一-鿿]+")
"""Characters without marks and numbers, for example: 建立信息共享机制"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demands:
    """The demands of all measures of the left as numbers.

    `weights` is the weight of each word of the left among the measures. `runs` are the indices of
    the pairs of characters of each measure in `bigrams`; `rare` is the rarity of each pair among
    the measures.
    """

    weights: Any
    bigrams: tuple[str, ...]
    runs: tuple[Any, ...]
    rare: Any


def read_demands(measures: Sequence[MeasuredItem], informativeness: Any) -> Demands:
    """The demands of measures; `informativeness` is that of each word of the left."""
    lists = [
        [*_bigrams(without_assigned(text))]
        for text in chain.from_iterable(item.texts for item in measures)
    ]
    many = len(lists)
    holders = np.zeros(len(informativeness))
    for item in measures:
        holders[item.item.rows] += (item.times > 0).sum(axis=0)
    spread = Counter(chain.from_iterable(map(set, lists)))
    bigrams = tuple(sorted(spread))
    places = {bigram: place for place, bigram in enumerate(bigrams)}
    return Demands(
        weights=informativeness * rarity_among(holders, many),
        bigrams=bigrams,
        runs=tuple(
            np.array([places[bigram] for bigram in found], dtype=np.int64) for found in lists
        ),
        rare=rarity_among(np.array([spread[bigram] for bigram in bigrams]), many),
    )


def _bigrams(text: str) -> Iterator[str]:
    """The pairs of adjacent characters, marks left out."""
    line = "".join(_HAN.findall(text))
    return (line[at : at + 2] for at in range(len(line) - 1))


class LawDemands:
    """The articles of one law beside what measures demand."""

    def __init__(self, target: ScoredDocument, demands: Demands) -> None:
        self._target, self._demands = target, demands
        self._size = max(len(target.side.articles), 1)
        spread = target.article_coverage[0].sum(axis=1)
        self._weights = demands.weights * rarity_among(spread, self._size)

    def heaviest_runs(self) -> Any:
        """The weight of the heaviest run of each measure in each article, as a logarithm.

        A run are adjacent characters whose pairs the article has, of shape (measures, articles).
        """
        demands, articles = self._demands, self._target.side.articles
        places = {bigram: place for place, bigram in enumerate(demands.bigrams)}
        has = np.zeros((len(places), len(articles)), dtype=bool)
        for column, article in enumerate(articles):
            has[[places[each] for each in _bigrams(article.text) if each in places], column] = True
        weights = demands.rare * rarity_among(has.sum(axis=1), self._size)
        lengths = np.array([len(run) for run in demands.runs], dtype=np.int64)
        order = np.argsort(-lengths, kind="stable")  # the longest first: short ones drop out
        flat = np.concatenate([np.zeros(0, dtype=np.int64), *demands.runs])
        begins = (np.cumsum(lengths) - lengths)[order]
        run = np.zeros((len(lengths), len(articles)))
        best = np.zeros_like(run)
        open_runs = np.searchsorted(-lengths[order], -np.arange(lengths.max(initial=0)))
        for at, many in enumerate(open_runs.tolist()):
            pairs = flat[begins[:many] + at]
            run[:many] = (run[:many] + weights[pairs][:, None]) * has[pairs]
            np.maximum(best[:many], run[:many], out=best[:many])
        found = np.empty_like(best)
        found[order] = best
        return np.log1p(found)

    def quoted(self, measured: MeasuredItem, index: int, article: int) -> tuple[Span, Span] | None:
        """The clauses of a measure and of an article that have most in common, as spans.

        The measure is that of an index among those of `measured`. None where no word is common.
        """
        side = self._target.side
        passages = [each for each in side.articles[article].clauses if each.span is not None]
        if not passages:
            return None
        columns = [side.places[word] for passage in passages for word in passage.words]
        begins = np.cumsum([0, *(len(passage.words) for passage in passages[:-1])])
        own = np.flatnonzero(measured.owners == index).tolist()
        scores = np.zeros((len(passages), len(own)))
        for at, clause in enumerate(own):
            rows = measured.item.rows[[*dict.fromkeys(measured.clauses[clause][1])]]
            likeness = np.maximum.reduceat(self._target.likeness[rows][:, columns], begins, axis=1)
            shared = self._weights[rows] @ likeness
            scores[:, at] = shared * shared / max(float(self._weights[rows].sum()), 1e-9)
        if not scores.any():
            return None
        passage, at = divmod(int(scores.round(9).argmax()), len(own))
        span = passages[passage].span
        return None if span is None else (measured.clauses[own[at]][0], span)
