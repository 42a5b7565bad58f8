"""The answers of a law to measures: odds, verdicts, nearest articles.

The odds that no article carries a measure are those of each one multiplied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from policydiff.model.comparison import Span
from policydiff.model.measures import (
    AnsweringArticle,
    AnswerReason,
    MeasureAnswer,
    MeasureStatus,
)
from policydiff.relating.engine.opinion.measure_numbers import MeasureNumbers
from policydiff.relating.engine.opinion.measure_weights import MeasureWeights, Table
from policydiff.relating.engine.opinion.measures import MeasuredItem
from policydiff.relating.engine.opinion.opinion import LawReading
from policydiff.relating.engine.opinion.scoring import names_document
from policydiff.relating.engine.relation import LIKELY, name_of
from policydiff.text.sentences import cut_clauses

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
    `touched` and `answered` those of each measure.
    """

    subject: Any
    carried: Any
    touched: Any
    answered: Any


def read_odds(numbers: MeasureNumbers, named: Any, weights: MeasureWeights) -> MeasureOdds:
    """The odds of a law's answers; `named` is 1 for measures that name the law."""
    subject = probability(numbers.pairs, weights.subject)
    carried = np.minimum(probability(numbers.pairs, weights.carried), subject)
    rows = measure_rows(numbers, subject, carried)
    touched = np.maximum(probability(rows, weights.touched), named * NAMED)
    touched = np.minimum(touched, np.where(numbers.answerable, 1.0, INTRODUCED))
    answered = np.minimum(np.maximum(probability(rows, weights.answered), named * NAMED), touched)
    return MeasureOdds(
        subject=subject, carried=carried, touched=touched.round(4), answered=answered.round(4)
    )


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
    return "answered" if answered >= LIKELY else "partly" if touched >= LIKELY else "none"


def answer_of(
    law: LawReading, measured: MeasuredItem, odds: MeasureOdds, index: int, limit: int
) -> MeasureAnswer:
    """The answer of a law to the measure of that index, one of those of `measured`.

    It has three to `limit` articles, if the law has so many; first those that the measure cites by
    number.
    """
    target = law.target
    document, named = target.side.document, law.cited[index]
    scores = np.maximum(odds.carried[index], named * NAMED).round(4)
    likely = int((scores >= LIKELY).sum())
    ranked = np.lexsort((np.arange(len(scores)), -odds.subject[index].round(6), -scores, ~named))
    by_name = bool(law.named[index]) and scores.max(initial=0.0) < LIKELY
    own = index - int(np.searchsorted(law.numbers.hosts, law.numbers.hosts[index]))
    return MeasureAnswer(
        right=name_of(document),
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
        reason=_reason(law, measured, own, [] if by_name else ranked[:NEAREST].tolist()),
    )


def _reason(
    law: LawReading, measured: MeasuredItem, own: int, nearest: Sequence[int]
) -> AnswerReason:
    """The clause of a measure, and that of the nearest article with a word of it."""
    if not measured.announces[own]:
        return AnswerReason(demand=None, article=None, words=None)
    begin, end = measured.spans[own]
    text = measured.item.article.text[begin:end]
    for article in nearest:
        side = law.target.side.articles[article]
        quoted = law.demands.quoted(measured, own, article)
        if quoted is not None:
            return AnswerReason(
                demand=_bare(measured.item.article.text, quoted[0]),
                article=side.provision.eid,
                words=_bare(side.text, quoted[1]),
            )
    clauses = cut_clauses(text)
    title = law.target.side.document.title
    first = next(
        (span for span in clauses if names_document(text[slice(*span)], title)), clauses[0]
    )
    demand = _bare(text, first)
    return AnswerReason(demand=(begin + demand[0], begin + demand[1]), article=None, words=None)


def _bare(text: str, span: Span) -> Span:
    """The span without white space and closing marks."""
    begin, end = span
    words = text[begin:end]
    return (
        begin + len(words) - len(words.lstrip()),
        begin + len(words.rstrip("。！？；：，、 \t\n　")),
    )
