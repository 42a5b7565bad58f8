"""relate: a relation computed once, then cut to links for each new judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial

from policydiff.model.document import text_sha256
from policydiff.relating.engine.opinion.answers import NEAREST
from policydiff.relating.engine.opinion.relate import Asked
from policydiff.relating.engine.relation import Link, Relation
from policydiff.works.resolve import Resolved

READY = 30
"""Links of one article into one document that are computed in advance."""

Computed = Callable[[int, frozenset[Asked]], Relation]
"""The relation with so many links of an article into a document, and others asked for."""

Ready = Callable[[Hashable, Callable[[], Relation]], Relation]
"""Gives the relation under a key, computed if there is none."""


def key_of(side: Resolved) -> Hashable:
    """The parts of a text on which a relation depends."""
    document = side.document
    return (
        text_sha256(document) if side.stored is None else side.stored.blob,
        document.title,
        document.kind,
        document.dates,
        document.work_date,
        document.stage,
        document.uri,
    )


def ready_relation(key: Hashable, compute: Computed, ready: Ready) -> Computed:
    """A computation done once for many judgements; `key` is that of the texts."""

    def computed(limit: int, also: frozenset[Asked]) -> Relation:
        whole = ready(key, partial(compute, READY, frozenset()))
        if limit <= READY and (
            whole.kind == "counterparts" or also <= set(map(_pair, whole.links))
        ):
            return cut_links(whole, limit, also)
        return ready((key, limit, also), partial(compute, limit, also))

    return computed


def cut_links(relation: Relation, limit: int, also: frozenset[Asked]) -> Relation:
    """The relation with the `limit` best links, and those of `also`."""
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    links: list[Link] = []
    for link in relation.links:
        counts[link.left.eid, link.right.document] += 1
        if counts[link.left.eid, link.right.document] <= limit or (
            relation.kind == "measures" and _pair(link) in also
        ):
            links.append(link)
    measures = (
        replace(
            measure,
            answers=tuple(
                replace(answer, articles=answer.articles[: max(NEAREST, limit)])
                for answer in measure.answers
            ),
        )
        for measure in relation.measures
    )
    return replace(relation, links=tuple(links), measures=tuple(measures))


def _pair(link: Link) -> Asked:
    return link.left.eid, link.right.document, link.right.eid
