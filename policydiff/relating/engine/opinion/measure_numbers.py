"""The nearness of the articles of a law to each measure, as numbers.

Similarity says little in a law on one subject. How far an article is nearer to one measure than to
the others says much.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policydiff.relating.engine.opinion.measures import STOCK_PHRASES, MeasuredItem
from policydiff.relating.engine.opinion.profiles import to_length_one
from policydiff.relating.engine.opinion.scoring import (
    SHORT,
    WEIGHTS,
    ItemScores,
    ScoredDocument,
    beside,
    sum_groups,
)
from policydiff.relating.engine.tiers import tier_of
from policydiff.text.article_roles import force_of

USUAL, SPREAD, ASSUMED = 2.5, 1.1, 10
"""Mean and spread of an article's sums over measures, and measures of that sort assumed."""

EVEN = 0.5
"""Added to that spread, so that far articles' small differences do not count."""

KEY_WORDS = 15
"""The words of a law's subject: weightiest in law at large by share of its articles."""

ON_SUBJECT = 0.7
"""The share of its key words that puts a law on the opinion's subject; 1 of 77 others has it."""

LIGHT = 6.0
"""The least mass of an article searched in a measure (half of it for a heading)."""

SHORTEST = 10
"""Characters from which the length of an article counts."""

PROMOTION = re.compile(
    "鼓励|倡导|提倡|国家(?:大力|积极)?(?:支持|促进|推动|推进|扶持|引导|采取措施|加强|培育)"
)
"""The wording of an article that promotes: 国家鼓励开发网络数据安全保护技术.

With the wider words of `force` F1 of "covered" falls from 0.778 to 0.743, held out.
"""

NEAR = ("share", "direction", "beside", "clause", "passage")
"""The numbers of `scoring.WEIGHTS` that a measure has by itself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasureNumbers:
    """The numbers of all measures of the left against one law.

    `pairs` are those of a measure and an article, by name, each of shape (measures, articles);
    `rows` those of a measure and the whole law. `hosts` is the item of each measure, of `items`.
    `alone` is the share of each measure in any one article. `bare` is True for items without a
    heading, whose measures may have several subjects. `carries` is False for articles that carry
    nothing out alone (purpose, definition, exclusion, closing); `answerable` for measures that
    announce nothing and, beside a local law, for what a body of the whole country is to do.
    """

    pairs: Mapping[str, Any]
    rows: Mapping[str, Any]
    items: int
    hosts: Any
    alone: Any
    bare: Any
    carries: Any
    answerable: Any


def read_numbers(
    target: ScoredDocument,
    items: Sequence[MeasuredItem],
    scores: Sequence[ItemScores],
    runs: Any,
) -> MeasureNumbers:
    """The numbers of the measures of `items`; `scores` are those of whole items.

    `runs` are those of `LawDemands.heaviest_runs`.
    """
    law = _Law(target)
    size = len(target.side.articles)
    hosts = np.repeat(np.arange(len(items)), [len(item.spans) for item in items])
    shape = len(hosts), size
    found = [law.near(item) for item in items]
    near = {
        name: np.concatenate([np.zeros((0, size)), *(each[name] for each in found)])
        for name in ("share", "direction", "clause", "passage")
    }
    near["beside"] = beside(near["direction"])
    reach = np.concatenate([np.zeros((0, len(target.words))), *(each["reach"] for each in found)])
    rank = np.array([target.rank(each) for each in scores]).reshape(len(items), size)
    keys = np.array([law.key_share(item.item.rows) for item in items])
    whole = [float(each.covered_share[law.carries].max(initial=0.0)) for each in scores]
    shares = [law.heading_share(*each) for each in zip(items, scores, strict=True)]
    bare = np.array([share is None for share in shares], dtype=bool)
    heading = np.array([share or 0.0 for share in shares])
    return MeasureNumbers(
        pairs={
            "direction": near["direction"],
            "item": rank[hosts],
            "ahead of measures": _ahead(sum(WEIGHTS[name] * near[name] for name in NEAR)),
            "run": runs,
            "reached": law.reached(reach),
            "item key words": np.broadcast_to(keys[hosts, None], shape),
            **{name: np.broadcast_to(values, shape) for name, values in law.kinds().items()},
        },
        rows={
            "whole item": np.array(whole)[hosts],
            "heading": np.where(bare, whole, heading)[hosts],
            "on subject": np.full(len(hosts), min(law.key_share(slice(None)), ON_SUBJECT)),
            "growth": np.concatenate([np.zeros(0), *(item.growth for item in items)]),
        },
        alone=near["share"],
        items=len(items),
        hosts=hosts,
        bare=bare,
        carries=law.carries,
        answerable=law.answerable(items),
    )


class _Law:
    def __init__(self, target: ScoredDocument) -> None:
        side = target.side
        self._target = target
        self.local = tier_of(side.document) == "local"
        stock = np.array([word in STOCK_PHRASES for word in side.places], dtype=bool)
        self._weights = np.where(stock, 0.0, target.informativeness)
        self._words = target.article_words
        masses = np.array([self._weights[words].sum() for words in self._words])
        self._masses = np.maximum(masses, LIGHT)
        frequent = (self._weights * np.array(side.spread)).round(9)
        best = np.argsort(-frequent, kind="stable")[:KEY_WORDS]
        self.keys = np.zeros(len(frequent))
        self.keys[best] = frequent[best] / max(float(frequent[best].sum()), 1e-9)
        self.carries = np.array(
            [article.role in ("rule", "penalty") for article in side.articles], dtype=bool
        )

    def answerable(self, items: Sequence[MeasuredItem]) -> Any:
        found = (item.announces & ~(item.national & self.local) for item in items)
        return np.concatenate([np.zeros(0, dtype=bool), *found])

    def kinds(self) -> dict[str, Any]:
        articles = self._target.side.articles
        texts = [article.text for article in articles]
        return {
            "length": np.log([max(SHORTEST, len(text)) for text in texts]),
            "promotion": np.array([is_promotion(text) for text in texts], dtype=float),
            **{
                role: np.array([article.role == role for article in articles], dtype=float)
                for role in ("purpose", "definition", "closing")
            },
        }

    def near(self, measured: MeasuredItem) -> dict[str, Any]:
        target, item = self._target, measured.item
        size = len(target.side.articles)
        if not size or not len(item.rows):
            empty, reach = (
                np.zeros((len(measured.spans), many)) for many in (size, len(self.keys))
            )
            return dict.fromkeys(NEAR, empty) | {"reach": reach}
        held = np.minimum(measured.times, 1) * item.weights
        clauses = np.minimum(measured.clause_times, 1) * item.weights
        words = target.word_coverage[1][item.rows]
        pull = item.weights * target.rarity[item.rows]
        vectors = target.items.vectors[item.rows]
        toward = to_length_one((measured.times * pull) @ vectors) @ target.directions[0].T
        clause_directions = to_length_one((measured.clause_times * pull) @ vectors)
        mass = np.maximum(held.sum(axis=1), 1e-9)
        return {
            "share": held @ target.article_coverage[1][item.rows] / mass[:, None],
            "direction": toward,
            "clause": self._best(
                (clauses @ words) / (clauses.sum(axis=1) + SHORT)[:, None], measured
            ),
            "passage": self._best(clause_directions @ target.directions[1].T, measured),
            "reach": self._reach(measured),
        }

    def reached(self, reach: Any) -> Any:
        """The share of each article's words that each measure reaches, by weight."""
        return sum_groups((reach * self._weights).T, self._words).T / self._masses

    def key_share(self, rows: Any) -> float:
        """The share of the law's key words in these words of the left."""
        return float(self._target.likeness[rows].max(axis=0, initial=0.0) @ self.keys)

    def heading_share(self, measured: MeasuredItem, scores: ItemScores) -> float | None:
        """The share of an item's heading in one article; None without a heading."""
        item = measured.item
        if not item.article.passages or item.article.passages[0].span is not None:
            return None
        mass = max(float(item.passages[0] @ item.weights), LIGHT / 2)
        return float(scores.passages[0][self.carries].max(initial=0.0)) / mass

    def _reach(self, measured: MeasuredItem) -> Any:
        """The likeness of each word of the law and the most similar one of each measure."""
        likeness = self._target.likeness[measured.item.rows]
        return np.array([likeness[times > 0].max(axis=0, initial=0.0) for times in measured.times])

    def _best(self, table: Any, measured: MeasuredItem) -> Any:
        """The best of the clauses of each measure over the sentences of each article."""
        clauses = self._target.over_articles(table)
        found = np.zeros((len(measured.spans), clauses.shape[1]))
        np.maximum.at(found, measured.hosts, clauses)
        return found


def is_promotion(text: str) -> bool:
    """True for an article that promotes and binds nobody.

    >>> is_promotion("国家支持研究开发有利于未成年人健康成长的网络产品。")
    True
    """
    return bool(PROMOTION.search(text)) and force_of(text) not in ("duty", "sanction")


def _ahead(sums: Any) -> Any:
    """The lead of each measure over all others in an article, in units of its spread."""
    many = len(sums) + ASSUMED
    mean = (sums.sum(axis=0) + ASSUMED * USUAL) / many
    assumed = ASSUMED * (SPREAD**2 + (USUAL - mean) ** 2)
    spread = np.sqrt((((sums - mean) ** 2).sum(axis=0) + assumed) / many)
    return (sums - mean) / (spread + EVEN)
