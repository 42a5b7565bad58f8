"""The relation of a policy document to laws: ranked links, evidence, coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from policydiff.model.document import Document
from policydiff.model.measures import Measure, MeasureAnswer, MeasureStatus
from policydiff.relating.engine.opinion.answers import (
    NAMED,
    answer_of,
    log_odds,
    read_odds,
)
from policydiff.relating.engine.opinion.evidence import (
    answering_sentence,
    best_sentence,
    find_evidence,
)
from policydiff.relating.engine.opinion.opinion import LawReading, OpinionReading
from policydiff.relating.engine.opinion.profiles import ProfiledDocument
from policydiff.relating.engine.opinion.scoring import (
    ItemScores,
    ScoredDocument,
    ScoredItem,
    likelihood,
)
from policydiff.relating.engine.relation import (
    LIKELY,
    ArticlePlace,
    Coverage,
    Link,
    Relation,
    item_status,
    name_of,
    order_of,
    place_of,
)

LIMIT = 10
"""Links of one item into one document."""

LEAST = 0.01
"""A link of a lower score is not suggested."""

ANNOUNCED = 0.05
"""The score from which an item comes near an article; a third of lower ones have no link."""

LIKELY_NAMED = log_odds(NAMED)
"""The sum whose score is `NAMED`: an article that an item names by its number is a link."""

Asked = tuple[str, str, str]
"""eId of an article of the left, a right document's name as in links, eId of its article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLaw:
    """One document's part of a relation.

    `links` begin with the index of their article among those of the left with links; `answers` are
    in the order of the left's measures.
    """

    links: tuple[tuple[int, Link], ...]
    coverage: tuple[Coverage, ...]
    only_right: tuple[ArticlePlace, ...]
    answers: tuple[MeasureAnswer, ...] = ()


def relate_opinion(
    opinion: OpinionReading,
    rights: Sequence[Document],
    *,
    limit: int = LIMIT,
    also: Collection[Asked] = frozenset(),
) -> Relation:
    """Relate a policy document that was read, see `counterparts.relate_any`."""
    laws = [relate_law(opinion, right, limit=limit, also=also) for right in rights]
    return join_laws(opinion, rights, laws)


def relate_law(
    opinion: OpinionReading, right: Document, *, limit: int, also: Collection[Asked]
) -> RelatedLaw:
    """Relate a policy document to one law, as in `relate_opinion`."""
    law = opinion.law(right)
    odds = read_odds(law.numbers, law.named, opinion.weights)
    cited = law.cited_by_items
    scores = [
        _score(law.target, numbers, named) for numbers, named in zip(law.scores, cited, strict=True)
    ]
    items = zip(opinion.items.items, scores, strict=True)
    answers = tuple(
        answer_of(law, opinion.measures[host], odds, index, limit)
        for index, host in enumerate(law.numbers.hosts.tolist())
    )
    return RelatedLaw(
        links=tuple(
            (index, link)
            for index, (item, score) in enumerate(items)
            for link in _links(
                opinion.left,
                item,
                score,
                law.target,
                _places(item, score, law.target, limit, also),
            )
        ),
        answers=answers,
        coverage=tuple(_coverage(opinion.left, law, scores, answers)),
        only_right=tuple(_only_right(law.target.side, scores)),
    )


def join_laws(
    opinion: OpinionReading, rights: Sequence[Document], laws: Sequence[RelatedLaw]
) -> Relation:
    """The relation to all the documents of the right."""
    order = {item.article.provision.eid: index for index, item in enumerate(opinion.items.items)}
    links = [(place, number, link) for number, law in enumerate(laws) for place, link in law.links]
    coverage = chain.from_iterable(law.coverage for law in laws)
    return Relation(
        left=opinion.left,
        right=tuple(rights),
        links=tuple(
            link for _, _, link in sorted(links, key=lambda row: (row[0], row[1], -row[2].score))
        ),
        measures=tuple(
            Measure(left=eid, span=span, answers=tuple(law.answers[place] for law in laws))
            for place, (eid, span) in enumerate(opinion.places)
        ),
        coverage=tuple(sorted(coverage, key=lambda row: order[row.left])),
        only_right=tuple(chain.from_iterable(law.only_right for law in laws)),
        covered=LIKELY,
        partly=LIKELY,
    )


FEW_LAWS = 28
"""Laws of a library among which none is near a measure by chance.

Of many laws the nearest is near by chance, the more surely the more there are. Of the best answers
of 1,406 national statutes to the measures of seven policy documents, 5 of 9 held when read, and 2
were doubtful, at odds of 0.98 or more (1,406 to 28), 4 of 12 held at 0.95 to 0.98, fewer below.
"""


def lower_odds(relation: Relation, found: Collection[str], looked: int) -> Relation:
    """The relation with lower odds for documents that nobody named.

    `found` are their names in reports; they were found among so many works of a library. What is
    still as likely as not is answered, what was so before is to check, and the rest none.
    """
    loss = float(np.log(max(looked, FEW_LAWS) / FEW_LAWS))
    if relation.kind != "measures" or not loss:
        return relation
    measures = tuple(
        replace(
            measure,
            answers=tuple(
                _lowered(answer, loss) if answer.right in found else answer
                for answer in measure.answers
            ),
        )
        for measure in relation.measures
    )
    statuses: dict[tuple[str, str], list[MeasureStatus]] = {}
    for measure in measures:
        for answer in measure.answers:
            statuses.setdefault((measure.left, answer.right), []).append(answer.status)
    return replace(
        relation,
        measures=measures,
        coverage=tuple(
            replace(row, status=item_status(statuses.get((row.left, row.right), ())))
            for row in relation.coverage
        ),
    )


def _lowered(answer: MeasureAnswer, loss: float) -> MeasureAnswer:
    odds = 1 / (1 + np.exp(loss - log_odds(answer.score)))
    named = answer.reason is not None and answer.status == "answered" and not answer.reason.article
    if named:
        return answer
    lower: MeasureStatus = "partly" if answer.status == "answered" else "none"
    return replace(
        answer,
        score=round(float(odds), 4),
        status="answered" if answer.status == "answered" and odds >= LIKELY else lower,
    )


class _Scores(NamedTuple):
    """The scores of one item against every article: rank, share, gain of passages."""

    rank: Any
    share: Any
    passages: Any


def _score(target: ScoredDocument, numbers: ItemScores, named: Any) -> _Scores:
    rank = target.rank(numbers)
    return _Scores(
        rank=np.where(named, np.maximum(rank, LIKELY_NAMED), rank),
        share=numbers.covered_share,
        passages=numbers.passages,
    )


def _places(
    item: ScoredItem, scores: _Scores, target: ScoredDocument, limit: int, also: Collection[Asked]
) -> list[int]:
    """The indices of the articles that are links of an item: best, or asked for."""
    best = [
        place
        for place in _best(scores.rank, limit)
        if likelihood(float(scores.rank[place])) >= LEAST
    ]
    if not also:
        return best
    name = name_of(target.side.document)
    asked = (
        index
        for index, article in enumerate(target.side.articles)
        if (item.article.provision.eid, name, article.provision.eid) in also and index not in best
    )
    return [*best, *asked]


def _links(
    left: Document, item: ScoredItem, scores: _Scores, target: ScoredDocument, places: Sequence[int]
) -> Iterator[Link]:
    for place in places:
        score = likelihood(float(scores.rank[place]))
        article = target.side.articles[place]
        evidence = find_evidence(target, item, place)
        yield Link(
            left=place_of(left, item.article.provision.eid, item.article.provision.num),
            right=place_of(target.side.document, article.provision.eid, article.provision.num),
            score=score,
            share=round(float(scores.share[place]), 4),
            evidence=evidence,
            sentence=best_sentence(
                item.article.passages, [float(gain) for gain in scores.passages[:, place]]
            ),
            right_sentence=answering_sentence(article, evidence),
        )


def _best(rank: Any, limit: int) -> list[int]:
    """The indices of the highest ranks, the highest first; of equals the earlier."""
    places: list[int] = np.argsort(-rank, kind="stable")[:limit].tolist()
    return places


def _coverage(
    left: Document, law: LawReading, scores: Sequence[_Scores], answers: Sequence[MeasureAnswer]
) -> Iterator[Coverage]:
    right = law.target.side.document
    statuses: list[list[MeasureStatus]] = [[] for _ in scores]
    for host, answer in zip(law.numbers.hosts.tolist(), answers, strict=True):
        statuses[host].append(answer.status)
    for item, score, own in zip(law.target.items.items, scores, statuses, strict=True):
        yield Coverage(
            left=item.article.provision.eid,
            right=name_of(right),
            status=item_status(own),
            best=likelihood(float(score.rank.max())) if len(score.rank) else 0.0,
            share=round(float(score.share.max()), 4) if len(score.share) else 0.0,
            order=order_of(left, right),
        )


def _only_right(side: ProfiledDocument, scores: list[_Scores]) -> Iterator[ArticlePlace]:
    ranks = np.array([score.rank for score in scores]).reshape(len(scores), len(side.articles))
    best = ranks.max(axis=0, initial=-np.inf).tolist()
    for article, rank in zip(side.articles, best, strict=True):
        if article.role == "rule" and likelihood(rank) < ANNOUNCED:
            yield place_of(side.document, article.provision.eid, article.provision.num)
