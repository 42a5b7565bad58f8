"""What brings the articles of a law near each measure, as numbers.

How similar the two are says little in a law on one subject, where every article shares words with
every measure. How far an article is nearer to one measure than to the others says much, and so does
the lead of the nearest article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policydiff.relating.measures import STOCK_PHRASES, MeasuredItem
from policydiff.relating.profiles import to_length_one
from policydiff.relating.scoring import SHORT, WEIGHTS, ItemMeasures, ScoredDocument, beside

EVEN = 0.5
"""Added to the spread of an article's sums over the measures, so that small differences of one that
is far from all do not count."""

USUAL, SPREAD, ASSUMED = 2.5, 1.1, 10
"""The mean and the spread of the sums of an article over the measures of an opinion, as they are in
laws on its subject: so many measures of that sort are assumed beside the real ones, since of three
measures the nearest proves little by its lead."""

KEY_WORDS = 15
"""The words that name the subject of a law: those that weigh most, by their weight in law at large
and the share of its articles that have them."""

LIGHT = 6.0
"""The least mass of an article whose words are looked for in a measure: one of two words is not
found whole too easily."""

PROMOTION = re.compile(
    "鼓励|倡导|提倡|国家(?:大力|积极)?(?:支持|促进|推动|推进|扶持|引导|采取措施|加强|培育)"
)
"""The wording of an article that promotes: 国家鼓励开发网络数据安全保护技术."""

BINDING = re.compile(
    "应当(?!支持|鼓励|扶持|推进|推动|促进)|不得|必须|禁止|罚款|责令|没收|吊销|处罚|追究"
)
"""The wording of one that binds: 网络运营者应当制定内部安全管理制度."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasureNumbers:
    """The numbers of all measures of the left against one law.

    `pairs` are those of a measure and an article, by name, each of shape (measures, articles).
    `hosts` is the item of each measure, of `items`; `item_share` the greatest share of that item of which one
    article speaks. `carries` is False for articles that carry nothing out alone: those that say
    why, define, exclude, or close.
    """

    pairs: Mapping[str, Any]
    items: int
    hosts: Any
    item_share: Any
    carries: Any


def read_numbers(
    target: ScoredDocument, items: Sequence[MeasuredItem], scores: Sequence[ItemMeasures]
) -> MeasureNumbers:
    """The numbers of the measures of `items`; `scores` are those of the items as wholes."""
    law = _Law(target)
    size = len(target.side.articles)
    hosts = np.repeat(np.arange(len(items)), [len(item.spans) for item in items])
    found = [law.near(item) for item in items]
    near = {
        name: np.concatenate([np.zeros((0, size)), *(each[name] for each in found)])
        for name in (*NEAR, "reached")
    }
    sums = np.sum([WEIGHTS[name] * near[name] for name in NEAR], axis=0)
    keys = np.concatenate([np.zeros(0), *(each["keys"] for each in found)])
    item_keys = np.array([law.keys_of(item) for item in items])
    rank = np.array([target.rank(each) for each in scores]).reshape(len(items), size)
    share = np.array([each.covered_share for each in scores]).reshape(len(items), size)
    carries = np.array(
        [article.role in ("rule", "penalty") for article in target.side.articles], dtype=bool
    )
    wide = np.broadcast_to
    shape = len(hosts), size
    return MeasureNumbers(
        pairs={
            "share": near["share"],
            "direction": near["direction"],
            "sentence": near["passage"],
            "item": rank[hosts],
            "ahead of measures": _ahead(sums),
            "ahead of articles": sums - _best_other(sums),
            "reached": near["reached"],
            "key words": wide(keys[:, None], shape),
            "item key words": wide(item_keys[hosts, None], shape),
            **{name: wide(values, shape) for name, values in law.kinds.items()},
        },
        items=len(items),
        hosts=hosts,
        item_share=np.where(carries, share, 0.0).max(axis=1, initial=0.0)[hosts],
        carries=carries,
    )


NEAR = ("share", "direction", "beside", "clause", "passage")


class _Law:
    """A document of the right, and what is the same for every measure."""

    def __init__(self, target: ScoredDocument) -> None:
        side = target.side
        self._target = target
        weights = np.array(
            [
                0.0 if word in STOCK_PHRASES else target.items.background.informativeness(word)
                for word in side.places
            ]
        )
        held = np.zeros((len(weights), len(side.articles)))
        for place, article in enumerate(side.articles):
            held[[side.places[word] for word in article.words], place] = 1
        self._held = held * weights[:, None]
        self._masses = np.maximum(self._held.sum(axis=0), LIGHT)
        frequent = weights * np.array(side.spread)
        self._keys = np.zeros(len(weights))
        best = np.argsort(-frequent.round(9), kind="stable")[:KEY_WORDS]
        self._keys[best] = frequent[best] / max(float(frequent[best].sum()), 1e-9)
        texts = [article.provision.text for article in side.articles]
        roles = [article.role for article in side.articles]
        self.kinds = {
            "length": np.log([max(10, len(text)) for text in texts]),
            "promotion": np.array([is_promotion(text) for text in texts], dtype=float),
            **{
                role: np.array([own == role for own in roles], dtype=float)
                for role in ("purpose", "definition", "penalty", "closing")
            },
        }

    def near(self, measured: MeasuredItem) -> dict[str, Any]:
        """The numbers of the measures of one item against every article."""
        target, item = self._target, measured.item
        size = len(target.side.articles)
        if not size or not len(item.rows):
            empty = np.zeros((len(measured.spans), size))
            return dict.fromkeys((*NEAR, "reached"), empty) | {"keys": empty.sum(axis=1)}
        held = np.minimum(measured.times, 1) * item.weights
        clauses = np.minimum(measured.clause_times, 1) * item.weights
        words = target.word_coverage[1][item.rows]
        pull = item.weights * target.rarity[item.rows]
        vectors = target.items.vectors[item.rows]
        toward = to_length_one((measured.times * pull) @ vectors) @ target.directions[0].T
        clause_directions = to_length_one((measured.clause_times * pull) @ vectors)
        reach = self._reach(measured)
        return {
            "share": held
            @ target.over_articles(words)
            / np.maximum(held.sum(axis=1), 1e-9)[:, None],
            "direction": toward,
            "beside": np.stack([beside(row) for row in toward]),
            "clause": self._best(
                (clauses @ words) / (clauses.sum(axis=1) + SHORT)[:, None], measured
            ),
            "passage": self._best(clause_directions @ target.directions[1].T, measured),
            "reached": reach @ self._held / self._masses,
            "keys": reach @ self._keys,
        }

    def keys_of(self, measured: MeasuredItem) -> float:
        """The share of the law's key words that an item speaks of, heading and all."""
        rows = self._target.likeness[measured.item.rows]
        return float(rows.max(axis=0, initial=0.0) @ self._keys)

    def _reach(self, measured: MeasuredItem) -> Any:
        """How well each measure speaks of each word of the law."""
        likeness = self._target.likeness[measured.item.rows]
        rows = [likeness[times > 0].max(axis=0, initial=0.0) for times in measured.times]
        return np.stack(rows)

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
    return bool(PROMOTION.search(text)) and not BINDING.search(text)


def _ahead(sums: Any) -> Any:
    """How far each article is nearer to a measure than it is to all, in units of its spread."""
    many = len(sums) + ASSUMED
    mean = (sums.sum(axis=0) + ASSUMED * USUAL) / many
    assumed = ASSUMED * (SPREAD**2 + (USUAL - mean) ** 2)
    spread = np.sqrt((((sums - mean) ** 2).sum(axis=0) + assumed) / many)
    return (sums - mean) / (spread + EVEN)


def _best_other(values: Any) -> Any:
    """For each value the greatest of the others in its row; itself where there is none."""
    if values.shape[1] < 2:
        return values
    second, first = np.partition(values, (-2, -1), axis=1)[:, -2:].T
    at_first = np.arange(values.shape[1]) == values.argmax(axis=1)[:, None]
    return np.where(at_first, second[:, None], first[:, None])
