"""The choices of a person on a relation: the works of its sides, the reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.kinds import root_of
from policydiff.report.labels import kind_word
from policydiff.store.records.works import WorkRecord
from policydiff.store.titles import title_key
from policydiff.web.addresses import slug_of
from policydiff.web.visit import PERSON, Visit, short_name

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
    """The works of a title and kind, on the left policy documents first."""
    words, kind = title_key(visit.asked(f"{side}-title")), visit.asked(f"{side}-kind")
    found = [
        work
        for work in visit.session.store().works()
        if (not kind or work.kind == kind)
        and any(
            words in title_key(name) for name in (work.title, *work.other_titles, *work.aliases)
        )
    ]
    policy = side == "left"
    return sorted(
        found, key=lambda work: ((root_of(work.kind, None) == "doc") != policy, work.title)
    )


def kinds_of(visit: Visit) -> list[tuple[str, str]]:
    """The kinds of the stored works, with their names."""
    kinds = sorted({work.kind for work in visit.session.store().works()})
    return [(kind, kind_word(kind, visit.language)) for kind in kinds]


FIELD = "by"
"""The name of the field of a form."""

_AS_CHOSEN = {"path": "/", "samesite": "strict", "httponly": True, "max_age": 366 * 24 * 3600}


class NamelessError(UsageError):
    """A judgement came without a name."""

    def __init__(self) -> None:
        super().__init__(Message("write your name first; it is stored with every judgement"))


def reviewer_of(visit: Visit) -> str:
    """The name of the person, "" if unknown; a form cannot change a proxy's."""
    if visit.person is not None:
        return visit.person
    return short_name(visit.field(FIELD)) or visit.name


def named_reviewer(visit: Visit) -> str:
    """The name of the person. Raises `NamelessError`."""
    name = reviewer_of(visit)
    if not name:
        raise NamelessError
    return name


def remember_reviewer(visit: Visit, answer: Response) -> Response:
    """The answer that stores a name from a form in the browser."""
    name = short_name(visit.field(FIELD))
    if visit.person is None and name:
        answer.set_cookie(PERSON, quote(name), **_AS_CHOSEN)  # type: ignore[arg-type]
    return answer
