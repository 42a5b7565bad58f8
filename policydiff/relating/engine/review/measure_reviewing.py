"""Judgements on measures applied to a relation: its answers, and their coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.model.document import Document
from policydiff.model.measures import (
    AnsweringArticle,
    AnswerJudgement,
    Grade,
    Measure,
    MeasureAnswer,
    MeasureStatus,
)
from policydiff.relating.engine.relation import LIKELY, Link, Relation, name_of
from policydiff.relating.engine.review.judged_measures import PlacedMeasure, measure_key, overlap

FEW, SHARE = 3, 0.3
"""Articles that carry an answer together: of the first three those with 0.3 of the best odds.

So 0.90 of the answers that hold have the very article among them (held out by opinion; the best
article alone is it in 0.80).
"""


def carrying(answer: MeasureAnswer) -> tuple[AnsweringArticle, ...]:
    """The articles that carry an answer: named ones, else near and likely ones.

    None carries a measure that is answered by naming the law itself.
    """
    if answer.status == "none":
        return ()
    named = tuple(article for article in answer.articles if article.named)
    if named or (answer.reason is not None and answer.reason.article is None):
        return named
    best = max((article.score for article in answer.articles), default=0.0)
    return tuple(
        article
        for index, article in enumerate(answer.articles)
        if article.score >= (SHARE * best if index < FEW else LIKELY)
    )


def is_judged(answer: MeasureAnswer) -> bool:
    """True if a person judged the measure itself, with more than a note."""
    return answer.reviewed and answer.reviewer is not None


def apply_measure_reviews(
    relation: Relation, placed: Mapping[str, Sequence[PlacedMeasure]]
) -> Relation:
    """The relation with the judgements of reviewers on its measures.

    `placed` has the judgements by the right document's name in reports. Rejected links carry no
    measure of their item any more, confirmed ones the measure to which their article comes nearest.
    A judged stretch that is no measure is added.
    """
    measures = _with_added(relation, placed)
    judged = _by_measure(measures, placed)
    rights = {name_of(one): one for one in relation.right}
    rejected = _rejected(relation.links)
    confirmed = _confirmed(relation.links, measures)
    answered = tuple(
        replace(
            measure,
            answers=tuple(
                _answer(
                    _carried_by(
                        _without(answer, rejected.get((measure.left, answer.right), frozenset())),
                        confirmed.get((index, answer.right), ()),
                    ),
                    judged.get((index, answer.right), ()),
                    rights.get(answer.right),
                )
                for answer in measure.answers
            ),
        )
        for index, measure in enumerate(measures)
    )
    return replace(relation, measures=answered)


def _with_added(relation: Relation, placed: Mapping[str, Sequence[PlacedMeasure]]) -> list[Measure]:
    """The measures, and judged stretches without one."""
    names = [name_of(document) for document in relation.right]
    empty = tuple(MeasureAnswer(right=name, status="none", score=0.0) for name in names)
    found = list(relation.measures)
    for one in (one for name in names for one in placed.get(name, ())):
        if _nearest(found, one) is None:
            found.append(Measure(left=one.left, span=one.span, answers=empty))
    order = {article.eid: index for index, article in enumerate(relation.left.articles)}
    return sorted(found, key=lambda measure: (order.get(measure.left, 0), measure.span))


def _nearest(measures: Sequence[Measure], one: PlacedMeasure) -> int | None:
    """The index of the measure with most of the judged stretch."""
    shares = [
        (overlap(measure.span, one.span), -index)
        for index, measure in enumerate(measures)
        if measure.left == one.left
    ]
    best = max(shares, default=(0, 0))
    return -best[1] if best[0] > 0 else None


def _by_measure(
    measures: Sequence[Measure], placed: Mapping[str, Sequence[PlacedMeasure]]
) -> dict[tuple[int, str], list[PlacedMeasure]]:
    found: defaultdict[tuple[int, str], list[PlacedMeasure]] = defaultdict(list)
    for name, judged in placed.items():
        for placement in judged:
            place = _nearest(measures, placement)
            if place is not None:
                found[place, name].append(placement)
    return found


def _rejected(links: Iterable[Link]) -> dict[tuple[str, str], frozenset[str]]:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for link in links:
        if link.status == "rejected":
            found[link.left.eid, link.right.document].add(link.right.eid)
    return {pair: frozenset(eids) for pair, eids in found.items()}


def _confirmed(
    links: Iterable[Link], measures: Sequence[Measure]
) -> dict[tuple[int, str], list[Link]]:
    """The confirmed links by the nearest measure of their article, and document."""
    found: defaultdict[tuple[int, str], list[Link]] = defaultdict(list)
    for link in (link for link in links if link.status == "confirmed"):
        own = [
            (_nearness(measure, link), -index)
            for index, measure in enumerate(measures)
            if measure.left == link.left.eid
        ]
        if own:
            found[-max(own)[1], link.right.document].append(link)
    return found


def _nearness(measure: Measure, link: Link) -> tuple[float, int]:
    """The score of a link's article for a measure, then its sentence's length there."""
    scores = (
        article.score
        for answer in measure.answers
        for article in answer.articles
        if answer.right == link.right.document and article.eid == link.right.eid
    )
    shared = 0 if link.sentence is None else overlap(measure.span, link.sentence)
    return max(scores, default=0.0), int(shared)


def _carried_by(answer: MeasureAnswer, links: Sequence[Link]) -> MeasureAnswer:
    """The answer with the articles of confirmed links.

    It is answered where one is of grade 2, and no more than partly where all that carried it are of
    grade 1 or disputed.
    """
    if not links:
        return answer
    computed = {article.eid: article for article in answer.articles}
    named = tuple(
        replace(
            computed.get(
                link.right.eid,
                AnsweringArticle(eid=link.right.eid, num=link.right.num, score=link.score),
            ),
            grade=link.grade,
            named=True,
        )
        for link in links
    )
    very = any(link.grade == 2 and not link.disputed for link in links)
    less = {link.right.eid for link in links if link.grade == 1 or link.disputed}
    carriers = {article.eid for article in carrying(answer)}
    answered = answer.status == "answered" and not carriers <= less
    eids = {article.eid for article in named}
    return replace(
        answer,
        articles=(*named, *(each for each in answer.articles if each.eid not in eids)),
        status="answered" if very or answered else "partly",
        reviewed=True,
    )


def _without(answer: MeasureAnswer, rejected: frozenset[str]) -> MeasureAnswer:
    """The answer without rejected articles.

    It is none if these alone carried it, and no more than partly if they had more than half of it
    by score.
    """
    if not rejected.intersection(article.eid for article in answer.articles):
        return answer
    scores = {article.eid: article.score for article in carrying(answer) or answer.articles}
    left = sum(score for eid, score in scores.items() if eid not in rejected)
    status = answer.status
    if scores.keys() <= rejected:
        status = "none"
    elif status == "answered" and 2 * left < sum(scores.values()):
        status = "partly"
    return replace(
        answer,
        articles=tuple(article for article in answer.articles if article.eid not in rejected),
        status=status,
        reviewed=answer.reviewed or status != answer.status,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureVerdict:
    """The result of all judgements on a measure and a document."""

    status: MeasureStatus | None
    grades: Mapping[str, Grade | None]
    stale: bool
    disputed: bool
    reviewer: str | None
    note: str | None


def verdict_on_measure(placed: Sequence[PlacedMeasure]) -> MeasureVerdict:
    """The result of several judgements, in any order.

    Those of the present texts win over stale ones. Differing ones are a dispute that counts as
    partly, with the articles of all and their lower grades.
    """
    decided = [placement for placement in placed if placement.entry.status is not None]
    basis = [one for one in decided if not one.stale] or decided
    statuses = {one.entry.status for one in basis}
    grades: dict[str, Grade | None] = {}
    for eid, grade in sorted(
        ((eid, grade) for one in basis for eid, grade in one.articles),
        key=lambda pair: (pair[0], pair[1] is None, pair[1] or 0),
    ):
        grades.setdefault(eid, grade)
    noted = sorted({(one.entry.reviewer, one.entry.note) for one in placed if one.entry.note})
    return MeasureVerdict(
        status="partly" if len(statuses) > 1 else next(iter(statuses), None),
        grades=grades,
        stale=any(one.stale for one in basis),
        disputed=len(statuses) > 1,
        reviewer=", ".join(sorted({one.entry.reviewer for one in placed})) or None,
        note=(
            noted[0][1] if len(noted) == 1 else "; ".join(": ".join(map(str, one)) for one in noted)
        )
        or None,
    )


def _answer(
    answer: MeasureAnswer, placed: Sequence[PlacedMeasure], right: Document | None
) -> MeasureAnswer:
    if not placed:
        return answer
    verdict = verdict_on_measure(placed)
    articles = answer.articles
    if verdict.grades:
        nums = {} if right is None else {one.eid: one.num for one in right.articles}
        computed = {article.eid: article for article in articles}
        named = (
            replace(
                computed.get(eid, AnsweringArticle(eid=eid, num=nums.get(eid), score=0.0)),
                grade=grade,
                named=True,
            )
            for eid, grade in verdict.grades.items()
        )
        others = (article for article in articles if article.eid not in verdict.grades)
        articles = (*sorted(named, key=lambda one: (-(one.grade or 0), -one.score)), *others)
    return replace(
        answer,
        articles=articles,
        status=verdict.status or answer.status,
        reviewed=answer.reviewed or verdict.status is not None,
        stale=verdict.stale,
        disputed=verdict.disputed,
        reviewer=verdict.reviewer,
        note=verdict.note,
        judgements=tuple(
            AnswerJudgement(
                reviewer=one.entry.reviewer,
                status=one.entry.status,
                articles=one.articles,
                note=one.entry.note,
                stale=one.stale,
            )
            for one in sorted(placed, key=lambda placement: measure_key(placement.entry))
        ),
    )
