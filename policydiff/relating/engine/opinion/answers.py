"""The answers of a law to measures and items: odds, verdicts, nearest articles.

The odds that no article carries a measure are those of each one multiplied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from policydiff.model.measures import AnsweringArticle, MeasureAnswer, MeasureStatus
from policydiff.relating.engine.opinion.measure_numbers import MeasureNumbers
from policydiff.relating.engine.opinion.measure_weights import MeasureWeights, Table
from policydiff.relating.engine.opinion.scoring import ScoredDocument
from policydiff.relating.engine.relation import LIKELY, TOUCHED

NEAREST = 3
"""Articles of every measure, whatever its status; more if they are likely."""

NAMED = 0.8
"""The odds that a law answers a measure which names it: 3 of 3 read, 1 assumed each way."""

INTRODUCED = 0.03
"""The highest odds of a sentence that announces nothing: 0 of 30 read, 1 assumed each way."""

_LEAST = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasureOdds:
    """The odds of one law's answers.

    `subject` and `carried` are those of each measure and article, of shape (measures, articles);
    `touched` and `answered` those of each measure, `partly` and `covered` those of each item.
    """

    subject: Any
    carried: Any
    touched: Any
    answered: Any
    partly: Any
    covered: Any


def read_odds(numbers: MeasureNumbers, named: Any, weights: MeasureWeights) -> MeasureOdds:
    """The odds of a law's answers; `named` is 1 for measures that name the law."""
    subject = probability(numbers.pairs, weights.subject)
    carried = np.minimum(probability(numbers.pairs, weights.carried), subject)
    rows = measure_rows(numbers, subject, carried)
    touched = np.maximum(probability(rows, weights.touched), named * NAMED)
    touched = np.minimum(touched, np.where(numbers.announces, 1.0, INTRODUCED))
    answered = np.minimum(np.maximum(probability(rows, weights.answered), named * NAMED), touched)
    items = item_rows(numbers, touched, answered)
    partly = probability(items, weights.partly)
    return MeasureOdds(
        subject=subject,
        carried=carried,
        touched=touched.round(4),
        answered=answered.round(4),
        partly=_held_up(partly, numbers, answered).round(4),
        covered=_held_down(
            np.minimum(probability(items, weights.covered), partly), numbers, touched
        ).round(4),
    )


def _held_up(partly: Any, numbers: MeasureNumbers, answered: Any) -> Any:
    """At least partly answered: items with an answered measure, but for 基本原则."""
    best = np.zeros(numbers.items)
    np.maximum.at(best, numbers.hosts, answered.round(4))
    return np.where(numbers.tasks & (best >= LIKELY), np.maximum(partly, TOUCHED), partly)


def _held_down(covered: Any, numbers: MeasureNumbers, touched: Any) -> Any:
    """An item without a heading is covered only if half of its measures are touched."""
    few = _means(numbers, touched.round(4) >= TOUCHED) < 0.5
    return np.where(numbers.bare & few, np.minimum(covered, LIKELY - 0.01), covered)


def measure_rows(numbers: MeasureNumbers, subject: Any, carried: Any) -> dict[str, Any]:
    """The numbers of each measure, from the odds of its articles.

    Articles that carry nothing out alone are left out. A measure that articles likely carry out, in
    an item without a heading, is not reduced by the others there.
    """
    subject, carried = subject[:, numbers.carries], carried[:, numbers.carries]
    expected = carried.sum(axis=1)
    together = _means(numbers, expected)[numbers.hosts]
    carriers = 1 - (1 - carried).prod(axis=1)
    alone = numbers.bare[numbers.hosts] & (carriers >= LIKELY)
    share = np.where(alone, numbers.alone[:, numbers.carries].max(axis=1, initial=0.0), 0.0)
    return {
        **numbers.rows,
        **{name: np.maximum(numbers.rows[name], share) for name in ("whole item", "heading")},
        "articles": np.log(-np.log(np.clip(1 - subject, 1e-6, 1)).sum(axis=1) + 1e-3),
        "best article": log_odds(carried.max(axis=1, initial=0.0)),
        "other measures": np.log(np.where(alone, np.maximum(expected, together), together) + 0.05),
    }


def item_rows(numbers: MeasureNumbers, touched: Any, answered: Any) -> dict[str, Any]:
    """The numbers of each item, from the odds of its measures."""
    best = np.zeros(numbers.items)
    np.maximum.at(best, numbers.hosts, answered)
    return {
        "touched": log_odds(_means(numbers, touched)),
        "answered": log_odds(_means(numbers, answered)),
        "best answered": log_odds(best),
    }


def _means(numbers: MeasureNumbers, values: Any) -> Any:
    many = np.bincount(numbers.hosts, minlength=numbers.items)
    return np.bincount(numbers.hosts, weights=values, minlength=numbers.items) / np.maximum(many, 1)


def log_odds(values: Any) -> Any:
    """The bounded logarithm of odds."""
    bounded = np.clip(values, _LEAST, 1 - _LEAST)
    return np.log(bounded / (1 - bounded))


def probability(rows: Mapping[str, Any], table: Table) -> Any:
    """The odds by a logistic model."""
    sums = table[""] + sum(weight * rows[name] for name, weight in table.items() if name)
    return 1 / (1 + np.exp(-np.clip(sums, -30, 30)))


def status_of(answered: float, touched: float) -> MeasureStatus:
    """The status of a measure by its odds."""
    return "answered" if answered >= LIKELY else "partly" if touched >= TOUCHED else "none"


def answer_of(
    target: ScoredDocument, odds: MeasureOdds, cited: Any, index: int, limit: int
) -> MeasureAnswer:
    """The answer of a law to the measure of that index.

    It has three to `limit` articles, if the law has so many; first those that the measure cites by
    number (`cited`, of shape (measures, articles)).
    """
    document = target.side.document
    named = cited[index]
    scores = np.maximum(odds.subject[index], named * NAMED).round(4)
    likely = int((scores >= LIKELY).sum())
    ranked = np.lexsort((np.arange(len(scores)), -odds.carried[index].round(6), -scores, ~named))
    return MeasureAnswer(
        right=document.uri or document.title,
        status=status_of(odds.answered[index], odds.touched[index]),
        score=float(odds.answered[index]),
        articles=tuple(
            AnsweringArticle(
                eid=target.side.articles[article].provision.eid,
                num=target.side.articles[article].provision.num,
                score=float(scores[article]),
            )
            for article in ranked[: max(NEAREST, min(likely, limit))]
        ),
    )
