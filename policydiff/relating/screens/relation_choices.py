"""The choices of a person on a relation: the works of its sides, the reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.errors import UsageError
from policydiff.library.screens.stored_texts import relations_of
from policydiff.messages import Message
from policydiff.model.kinds import root_of
from policydiff.relating.actions.relate import RelateOptions, check_articles, text_to_relate
from policydiff.relating.actions.relate_all import tiers_of
from policydiff.relating.actions.review.page import ReviewedPair
from policydiff.relating.engine.tiers import RANKS, Rank
from policydiff.relating.screens.review_words import REVIEW_WORDS
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import kind_word
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import title_key
from policydiff.web.addresses import relation_address, slug_of, works_at
from policydiff.web.answers import Endpoint, html, onward, status_of
from policydiff.web.dropped import MISTAKES, FormState
from policydiff.web.frame import Frame
from policydiff.web.visit import FieldError, Visit

MOST_RIGHT = 40
"""So many documents stand on the right at once."""


class NothingBesideError(UsageError):
    """The address names no document of the right, or too many."""

    def __init__(self) -> None:
        """Make the error."""
        super().__init__(
            Message("choose one document or more for the right, {most} at most", most=MOST_RIGHT)
        )


MOST = 30
"""Listed works of a side; others are found by words of their titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideChoices:
    """The choices of a person on a side of the form.

    Listed works, number of others, chosen ones not listed, all chosen ones, name and sort of the
    inputs.
    """

    side: str
    works: Sequence[WorkRecord]
    more: int
    unlisted: Sequence[str]
    chosen: Sequence[str]
    name: str
    type: str


def side_choices(visit: Visit, side: str, name: str, sort: str) -> SideChoices:
    """The choices on a side, by inputs of this name and sort."""
    works = _found(visit, side)
    chosen = tuple(visit.query.getlist(name))
    catalogue = visit.session.store().catalogue()
    listed = {slug_of(catalogue, work) for work in works[:MOST]}
    return SideChoices(
        side=side,
        works=works[:MOST],
        more=max(len(works) - MOST, 0),
        unlisted=tuple(slug for slug in chosen if slug and slug not in listed),
        chosen=chosen,
        name=name,
        type=sort,
    )


def _found(visit: Visit, side: str) -> list[WorkRecord]:
    """The works of a title, kind and rank, on the left policy documents first."""
    words, kind = title_key(visit.asked(f"{side}-title")), visit.asked(f"{side}-kind")
    rank = visit.asked(f"{side}-rank")
    found = [
        work
        for work in visit.session.store().works()
        if (not kind or work.kind == kind)
        and any(
            words in title_key(name) for name in (work.title, *work.other_titles, *work.aliases)
        )
    ]
    if rank in RANKS:
        tiers = tiers_of(found, visit.session)
        found = [work for work in found if tiers[work.uri] == rank]
    policy = side == "left"
    return sorted(
        found, key=lambda work: ((root_of(work.kind, None) == "doc") != policy, work.title)
    )


def kinds_of(visit: Visit) -> list[tuple[str, str]]:
    """The kinds of the stored works, with their names."""
    kinds = sorted({work.kind for work in visit.session.store().works()})
    return [(kind, kind_word(kind, visit.language)) for kind in kinds]


RelationGroup = tuple[ReviewedPair, list[ReviewedPair], tuple[str, ...]]
"""The first pair of a left, all its pairs, and the slugs of those on the right that are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsHtml(HtmlPage):
    """The stored relations, and the choice of a new one."""

    template: str = "relations.html.j2"
    words: Mapping[str, str]
    faults: Sequence[str]
    groups: Sequence[RelationGroup]
    sides: Sequence[SideChoices]
    kinds: Sequence[tuple[str, str]]
    ranks: Sequence[tuple[Rank, str]]
    visit: Visit
    catalogue: Catalogue
    form: FormState

    relation_address = staticmethod(relation_address)

    def slug(self, work: WorkRecord) -> str:
        """The name of a work in addresses."""
        return slug_of(self.catalogue, work)

    def asked(self, name: str) -> str:
        """A parameter of the address."""
        return self.visit.asked(name)


def show_relations(visit: Visit) -> Response:
    """The stored relations, and the choice of a new one."""
    words = REVIEW_WORDS[visit.language]
    left, rights = visit.asked("left"), tuple(visit.query.getlist("with"))
    wants, error = visit.asked("do").startswith("open"), None
    if wants and not left:
        error = FieldError("left", UsageError(Message("choose a document for the left")))
    elif wants and not 1 <= len(rights) <= MOST_RIGHT:
        error = FieldError("with", NothingBesideError())
    elif wants:
        error = _unread(visit, left, rights)
    if wants and error is None:
        choices = {"as": "gaps"} if visit.asked("do") == "open-gaps" else {}
        return onward(relation_address(left, rights, **choices))
    stored, catalogue = relations_of(visit), visit.session.store().catalogue()
    page = RelationsHtml(
        title=words["title"],
        words=words,
        faults=[visit.words(fault) for fault in stored.faults],
        groups=_groups(catalogue, stored.pairs),
        sides=[
            side_choices(visit, side, name, sort)
            for side, name, sort in (("left", "left", "radio"), ("right", "with", "checkbox"))
        ],
        kinds=kinds_of(visit),
        ranks=[(rank, words[f"rank-{rank}"]) for rank in RANKS],
        visit=visit,
        catalogue=catalogue,
        form=FormState(visit=visit, error=error),
    )
    status = 200 if error is None else status_of(error)
    return html(visit, page, frame=Frame(styles=("relations.css",)), status=status)


def _unread(visit: Visit, left: str, rights: Sequence[str]) -> FieldError | None:
    """The mistake of the first chosen text without items, beside its field."""
    for field, name in (("left", left), *(("with", right) for right in rights)):
        try:
            text = text_to_relate(operand_at(visit, name), visit.session, RelateOptions())
            check_articles(text.document, text.document.title)
        except MISTAKES as mistake:
            return FieldError(field, mistake)
    return None


def operand_at(visit: Visit, name: str) -> str:
    """The operand of a work by its name in the address, on the day of reading."""
    works = works_at(visit.session.store().catalogue(), name)
    return visit.on_day(works[0].uri if len(works) == 1 else name)


def _groups(catalogue: Catalogue, pairs: Iterable[ReviewedPair]) -> list[RelationGroup]:
    """The pairs of each left, with the slugs of those on the right that are stored."""
    found: dict[str, list[ReviewedPair]] = {}
    for pair in pairs:
        found.setdefault(pair.titles[0], []).append(pair)
    return [
        (
            group[0],
            group,
            tuple(slug_of(catalogue, one.right) for one in group if one.right is not None),
        )
        for group in found.values()
    ]


CHOICES = (Endpoint(path="/relations", answer=show_relations),)
