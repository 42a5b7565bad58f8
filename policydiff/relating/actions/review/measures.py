"""review: measures by name; 15.2 is the second measure of item 15."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Span
from policydiff.model.measures import Grade, MeasureStatus
from policydiff.relating.actions.reviews import Pair, find_article, named
from policydiff.relating.engine.relation import Relation
from policydiff.relating.engine.review.judged_measures import (
    GradedArticle,
    MeasureEntry,
    document_print,
    mark_measure,
)
from policydiff.relating.engine.review.measure_reviewing import is_judged
from policydiff.relating.report.measures import RelationMeasures, ShownMeasure
from policydiff.relating.report.relation import RelationTable

_MIDDLE = 0.5
"""The least certain score: a person's word on it is worth most."""


class NoMeasureError(UsageError):
    """The input does not name a measure."""

    def __init__(self, text: str) -> None:
        super().__init__(
            Message(
                "“{text}” names no measure; write the item, a point and the number of the measure in it: 15.2",
                text=text,
            )
        )


class NoSuchMeasureError(NotFoundError):
    """The item has no measure of this number."""

    def __init__(self, item: str, count: int) -> None:
        super().__init__(Message("item {item} has {count} measures", item=item, count=count))


def spans_of(relation: Relation, item: str) -> Sequence[Span]:
    """The spans of the measures of an item."""
    return [measure.span for measure in relation.measures if measure.left == item]


def place_measure(relation: Relation, name: str) -> tuple[str, Span]:
    """The eId of a measure's item, and its span in it.

    Raises `NoMeasureError`, `NoSuchMeasureError`, `NoSuchArticleError`.
    """
    item, _, number = name.strip().replace("．", ".").rpartition(".")
    if not item or not number.isdecimal():
        raise NoMeasureError(name)
    article = find_article(relation.left, item)
    spans = spans_of(relation, article.eid)
    if not 1 <= int(number) <= len(spans):
        raise NoSuchMeasureError(item, len(spans))
    return article.eid, spans[int(number) - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureJudgement:
    """A person's judgement; `grade` is that of all `articles`."""

    status: MeasureStatus | None
    articles: tuple[str, ...] = ()
    grade: Grade | None = None
    note: str | None = None


def measure_entry(
    relation: Relation, pair: Pair, name: str, judgement: MeasureJudgement, reviewer: str
) -> MeasureEntry:
    """A judgement of the measure that a person names.

    Raises as `place_measure`, `NoSuchArticleError`, `NotAJudgementError`.
    """
    return entry_at(pair, place_measure(relation, name), name, judgement, reviewer)


def entry_at(
    pair: Pair, place: tuple[str, Span], name: str, judgement: MeasureJudgement, reviewer: str
) -> MeasureEntry:
    """A judgement of the measure at an item's eId and a span.

    Raises `NoSuchArticleError`, `NotAJudgementError`.
    """
    eid, span = place
    left, right = pair.texts
    entry = MeasureEntry(
        left=mark_measure(left.document, left.articles[eid], span),
        reviewer=reviewer,
        status=judgement.status,
        articles=tuple(
            GradedArticle(mark=named(right.document, article), grade=judgement.grade)
            for article in judgement.articles
        ),
        note=judgement.note,
        version=right.document.version_date,
        text=document_print(right),
    )
    entry.check(name)
    return entry


def measures_to_judge(relation: Relation) -> list[ShownMeasure]:
    """The measures to judge: disputed ones, then stale ones, then least certain."""
    shown = RelationMeasures(RelationTable(relation, "en")).all
    ranked = [
        ((not answer.disputed, not answer.stale, abs(answer.score - _MIDDLE)), index, one)
        for index, one in enumerate(shown)
        for answer in (one.answers[0].answer,)
        if answer.disputed or answer.stale or not is_judged(answer)
    ]
    return [one for _, _, one in sorted(ranked, key=lambda entry: entry[:2])]
