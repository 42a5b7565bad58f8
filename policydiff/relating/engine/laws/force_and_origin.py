"""The force and origin of every article that a relation names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from policydiff.comparing.engine.align.passes import align
from policydiff.comparing.engine.align.units import read_units
from policydiff.model.document import Document
from policydiff.model.measures import Force, Measure, MeasureAnswer, Origin, OriginBasis
from policydiff.model.version import date_in_text, is_named_alone
from policydiff.relating.engine.relation import Link, Order, Relation, name_of, order_of
from policydiff.text.article_roles import force_of

PAIRED = 0.75
"""The odds from which a pair is one article amended."""

Origins = Mapping[str, Origin | None]
"""eId of an article → its origin."""


def derive_origins(right: Document, day: str, before: Document | None) -> Origins | None:
    """The origins of all articles of a document beside a day (ISO).

    `before` is the text of the same work that held on the day, if at hand. None if no article's is
    known: the document has no date, is a draft, is of that day, or is younger and neither `before`
    nor the date of its work shows more. A day in a file's name alone proves nothing.
    """
    date = right.version_date
    if date is None or date == day or right.stage is not None:
        return None
    if any(is_named_alone(one.dates) for one in (right, before or right)):
        return None
    if date < day:
        return _all(right, "unchanged")
    if before is not None and before.version_date is not None:
        return _compared(before, right, gap=_has_gap(before.version_date, day, right))
    if right.work_date is not None and right.work_date > day:
        return _all(right, "new")
    return None


def _all(document: Document, origin: Origin) -> Origins:
    return dict.fromkeys((article.eid for article in document.articles), origin)


def _has_gap(date: str, day: str, right: Document) -> bool:
    """True if the law may have been amended between the earlier text and the day."""
    silent = right.dates.named is not None and (date_in_text(right.dates)[0] or "") <= day
    return date < day and (
        silent
        or any(
            amendment.date is None or date < amendment.date <= day for amendment in right.amendments
        )
    )


def _compared(before: Document, right: Document, *, gap: bool) -> Origins:
    """The origins by alignment; unknown for doubtful pairs, and changes with a `gap`."""
    old, new = (
        [unit for unit in read_units(document) if unit.level == "article"]
        for document in (before, right)
    )
    pairing = align(old, new)
    possible = {link.right for link in pairing.possible}
    found: dict[str, Origin | None] = {
        unit.eid: None if gap or index in possible else "new" for index, unit in enumerate(new)
    }
    for link in pairing.links():
        left, unit = old[link.left], new[link.right]
        same = (left.heading_key, left.key) == (unit.heading_key, unit.key)
        sure = not gap and link.score >= PAIRED
        found[unit.eid] = "unchanged" if same else "amended" if sure else None
    return found


def with_traits(relation: Relation, befores: Mapping[str, Document]) -> Relation:
    """The relation with the force and the origin of every article that it names.

    `befores` has the texts that held on the left's day, by the right document's name in reports;
    they prove its work older unless their day is from a file's name. Counterparts have neither
    force nor origin.
    """
    rights = {name_of(document): document for document in relation.right}
    orders = {
        name: _order_beside(relation.left, rights[name], before)
        for name, before in befores.items()
        if name in rights
    }
    relation = replace(
        relation,
        coverage=tuple(
            replace(row, order=orders.get(row.right, row.order)) for row in relation.coverage
        ),
    )
    if relation.kind == "counterparts":
        return relation
    traits = _Traits(rights=rights, origins=dict(_origins(relation, rights, befores)))
    return replace(
        relation,
        links=tuple(map(traits.link, relation.links)),
        measures=tuple(map(traits.measure, relation.measures)),
        origins=tuple(
            OriginBasis(right=name, version=_basis(relation, rights[name], befores.get(name)))
            for name in traits.origins
        ),
    )


def _order_beside(left: Document, right: Document, before: Document) -> Order | None:
    """The order in time of a document with an earlier text at hand."""
    if not is_named_alone(before.dates):
        return order_of(left, right, older=True)
    order = order_of(left, right)
    return None if order == "later" else order


def _origins(
    relation: Relation, rights: Mapping[str, Document], befores: Mapping[str, Document]
) -> Iterator[tuple[str, Origins]]:
    day = relation.left.version_date
    for name, document in rights.items() if day is not None else ():
        found = derive_origins(document, day or "", befores.get(name))
        if found is not None:
            yield name, found


def _basis(relation: Relation, document: Document, before: Document | None) -> str | None:
    """The date of the document's text before the left's day."""
    date, day = document.version_date, relation.left.version_date
    if date is not None and day is not None and date < day:
        return date
    return None if before is None else before.version_date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traits:
    rights: Mapping[str, Document]
    origins: Mapping[str, Origins]
    _texts: dict[str, dict[str, str]] = field(default_factory=dict)
    _forces: dict[tuple[str, str], Force | None] = field(default_factory=dict)

    def link(self, link: Link) -> Link:
        right = link.right
        return replace(
            link,
            force=self.force(right.document, right.eid),
            origin=self.origin(right.document, right.eid),
        )

    def measure(self, measure: Measure) -> Measure:
        return replace(measure, answers=tuple(map(self.answer, measure.answers)))

    def answer(self, answer: MeasureAnswer) -> MeasureAnswer:
        articles = (
            replace(
                article,
                force=self.force(answer.right, article.eid),
                origin=self.origin(answer.right, article.eid),
            )
            for article in answer.articles
        )
        return replace(answer, articles=tuple(articles))

    def origin(self, right: str, eid: str) -> Origin | None:
        return self.origins.get(right, {}).get(eid)

    def force(self, right: str, eid: str) -> Force | None:
        if (right, eid) not in self._forces:
            if right not in self._texts and right in self.rights:
                self._texts[right] = {
                    article.eid: article.text for article in self.rights[right].articles
                }
            self._forces[right, eid] = force_of(self._texts.get(right, {}).get(eid, ""))
        return self._forces[right, eid]
