"""Judgements applied to a relation: status of links, and coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from policydiff.model.document import Document
from policydiff.model.measures import MeasureAnswer
from policydiff.relating.engine.relation import (
    ArticlePlace,
    Coverage,
    CoverageStatus,
    Link,
    Relation,
    item_status,
    name_of,
    place_of,
)
from policydiff.relating.engine.review.judged_gaps import PlacedGap
from policydiff.relating.engine.review.judged_measures import PlacedMeasure
from policydiff.relating.engine.review.measure_reviewing import apply_measure_reviews
from policydiff.relating.engine.review.reviews import PlacedEntry, judgement_key, verdict

Key = tuple[str, str, str]
"""eId of the left, the right document's name in reports, eId of the right."""

_RANK: dict[CoverageStatus, int] = {"none": 0, "partly": 1, "covered": 2}


def apply_reviews(
    relation: Relation,
    placed: Mapping[str, Sequence[PlacedEntry]],
    measures: Mapping[str, Sequence[PlacedMeasure]] = MappingProxyType({}),
    *,
    gaps: Mapping[str, Sequence[PlacedGap]] = MappingProxyType({}),
    limit: int | None = None,
) -> Relation:
    """The relation with the judgements of reviewers.

    `placed` has the judgements of links, `measures` those of measures, and `gaps` the statements on
    requirements, by the right document's name in reports. A judged link that was not computed gets
    score 0. `limit` is the number of unjudged links, the best, of each article and document.
    """
    judgements_by_link = _by_link(placed)
    found = {_key(link) for link in relation.links}
    links = [_judged(link, judgements_by_link.get(_key(link), ())) for link in relation.links]
    links += _added(
        relation, {key: judged for key, judged in judgements_by_link.items() if key not in found}
    )
    places = _order(relation)
    links.sort(
        key=lambda link: (
            places[0][link.left.eid],
            places[1][link.right.document],
            -link.score,
            places[2][link.right.document, link.right.eid],
        )
    )
    shown = links if limit is None else _trimmed(links, limit)
    refill = relation.kind == "counterparts"
    linked = replace(relation, links=tuple(shown))
    measured = linked if refill else apply_measure_reviews(linked, measures)
    return replace(
        measured,
        coverage=tuple(_covered(linked, *row) for row in _rows(measured)),
        only_left=_alone(relation.only_left, [(link.left, link) for link in links], refill=refill),
        only_right=_alone(
            relation.only_right, [(link.right, link) for link in links], refill=refill
        ),
        gaps=tuple(
            one.stated(name)
            for name, stated in gaps.items()
            for one in sorted(stated, key=lambda gap: places[0][gap.left])
        ),
    )


def _alone(
    alone: Sequence[ArticlePlace], links: Sequence[tuple[ArticlePlace, Link]], *, refill: bool
) -> tuple[ArticlePlace, ...]:
    """The articles without a confirmed link; with `refill` also of rejected ones."""
    statuses: defaultdict[ArticlePlace, set[str]] = defaultdict(set)
    for place, link in links:
        statuses[place].add(link.status)
    remaining = [place for place in alone if "confirmed" not in statuses.get(place, ())]
    back = (
        place for place, found in statuses.items() if found == {"rejected"} and place not in alone
    )
    return (*remaining, *back) if refill else tuple(remaining)


def _by_link(placed: Mapping[str, Sequence[PlacedEntry]]) -> dict[Key, list[PlacedEntry]]:
    judgements_by_link: defaultdict[Key, list[PlacedEntry]] = defaultdict(list)
    for document, judged in placed.items():
        for placement in judged:
            judgements_by_link[placement.left, document, placement.right].append(placement)
    return judgements_by_link


def _judged(link: Link, placed: Sequence[PlacedEntry]) -> Link:
    if not placed:
        return link
    judgements = tuple(sorted((placement.judgement for placement in placed), key=judgement_key))
    sum_ = verdict(judgements)
    return replace(
        link,
        status=sum_.status,
        grade=sum_.grade,
        note=sum_.note,
        reviewer=sum_.reviewer,
        stale=sum_.stale,
        disputed=sum_.disputed,
        judgements=judgements,
    )


def _added(
    relation: Relation, judgements_by_link: Mapping[Key, Sequence[PlacedEntry]]
) -> list[Link]:
    rights = {name_of(document): document for document in relation.right}
    nums = {
        (name, article.eid): article.num
        for name, document in rights.items()
        for article in document.articles
    }
    ours = {article.eid: article.num for article in relation.left.articles}
    return [
        _judged(
            Link(
                left=place_of(relation.left, left, ours.get(left)),
                right=place_of(rights[name], right, nums.get((name, right))),
                score=0.0,
            ),
            placed,
        )
        for (left, name, right), placed in judgements_by_link.items()
        if name in rights
    ]


def _order(relation: Relation) -> tuple[dict[str, int], dict[str, int], dict[tuple[str, str], int]]:
    """Indices of the left's articles, of the documents, and of their articles."""
    names = [name_of(document) for document in relation.right]
    articles = [
        (name, eid)
        for name, document in zip(names, relation.right, strict=True)
        for eid in _eids(document)
    ]
    return (
        {eid: index for index, eid in enumerate(_eids(relation.left))},
        {name: place for place, name in enumerate(names)},
        {pair: place for place, pair in enumerate(articles)},
    )


def _trimmed(links: Sequence[Link], limit: int) -> list[Link]:
    shown: list[Link] = []
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for link in links:
        if not link.judgements:
            counts[link.left.eid, link.right.document] += 1
        if link.judgements or counts[link.left.eid, link.right.document] <= limit:
            shown.append(link)
    return shown


def _rows(
    relation: Relation,
) -> list[tuple[Coverage, Sequence[Link], Sequence[MeasureAnswer]]]:
    links: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    answers: defaultdict[tuple[str, str], list[MeasureAnswer]] = defaultdict(list)
    for link in relation.links:
        links[link.left.eid, link.right.document].append(link)
    for measure in relation.measures:
        for answer in measure.answers:
            answers[measure.left, answer.right].append(answer)
    return [
        (row, links[row.left, row.right], answers[row.left, row.right]) for row in relation.coverage
    ]


def _covered(
    relation: Relation, row: Coverage, links: Sequence[Link], answers: Sequence[MeasureAnswer]
) -> Coverage:
    """The row after review: by its measures, of counterparts by judged links."""
    judged = [link for link in links if link.status != "suggested"]
    reviewed = [answer for answer in answers if answer.reviewed]
    if relation.kind == "measures" and answers and (reviewed or judged):
        status = item_status([answer.status for answer in answers])
    elif judged:
        worths = (_unjudged(relation, row, links), *(_worth(relation, link) for link in judged))
        status = max(worths, key=lambda status: _RANK[status])
    else:
        return row
    return replace(
        row,
        status=status,
        best=max((link.score for link in links if link.status != "rejected"), default=0.0),
        reviewed=status != row.status
        or any(answer.reviewer for answer in reviewed)
        or any(link.status == "confirmed" for link in judged),
        stale=any(link.stale for link in judged) or any(one.stale for one in reviewed),
        disputed=any(link.disputed for link in judged) or any(one.disputed for one in reviewed),
    )


def _unjudged(relation: Relation, row: Coverage, links: Sequence[Link]) -> CoverageStatus:
    """The status by the shares of articles that nobody judged."""
    unlisted = row.share if row.share > max(link.share for link in links) else 0.0
    listed = (link.share for link in links if link.status == "suggested")
    return _by_share(relation, max((unlisted, *listed)))


def _worth(relation: Relation, link: Link) -> CoverageStatus:
    """The status of a judged link of counterparts."""
    if link.status == "rejected":
        return "none"
    if link.disputed or link.grade == 1:
        return "partly"
    own = _by_share(relation, link.share)
    return "covered" if link.grade == 2 or own == "covered" else "partly"


def _by_share(relation: Relation, share: float) -> CoverageStatus:
    return (
        "covered" if share >= relation.covered else "partly" if share >= relation.partly else "none"
    )


def _key(link: Link) -> Key:
    return link.left.eid, link.right.document, link.right.eid


def _eids(document: Document) -> tuple[str, ...]:
    return tuple(article.eid for article in document.articles)
