"""relate --all: the works of a repository that are worth a full comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.relating.actions.first_look import nearest_works
from policydiff.store.records.versions import (
    DamagedVersionError,
    NotInForceError,
    not_counted,
)
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.lineage import in_force
from policydiff.works.resolve import Resolved, chosen_for
from policydiff.works.session import Session

IN_FULL = 40
"""Works that are related in full without a first look."""


class AloneError(NotFoundError):
    """The repository holds no other work."""

    def __init__(self, day: str | None) -> None:
        when = Message(" that is known to have been in force on {day}", day=day) if day else ""
        super().__init__(
            Message(
                "the repository holds no other work{when}; `policydiff add` and `policydiff import` add some",
                when=when,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The texts to relate to, and notes on how they were chosen."""

    sides: tuple[Resolved, ...]
    remarks: tuple[Message, ...] = ()


def all_others(
    left: Document, given: Sequence[Document], session: Session, day: str | None
) -> Others:
    """Every other work in its newest version, or the one in force on a day.

    Of many works only those near any article of the left, and those with judged links. Raises
    `AloneError`, `IncompleteWorkError`, `NoRepositoryError`.
    """
    store = session.store()
    named = {document.uri for document in (left, *given)}
    works = [work for work in store.works() if work.uri not in named and work.versions]
    found = [_version(store, work, day) for work in works]
    versions = [version for version in found if isinstance(version, VersionRecord)]
    unread = [error for error in found if isinstance(error, DamagedVersionError)]
    if not versions and not given:
        raise AloneError(day)
    silent = found.count(None)
    remarks = (
        []
        if not silent
        else [
            Message(
                "{count} works are not known to have been in force on {day}", count=silent, day=day
            )
        ]
    )
    if len(versions) > IN_FULL:
        near = nearest_works(left, versions, session)
        judged = _judged(left, works, store)
        remarks.append(
            Message(
                "{count} works were looked at, the {near} nearest in full",
                count=len(versions),
                near=len(near | judged),
            )
        )
        versions = [version for version in versions if version.work_uri in near | judged]
    days, works_of = DaysOfForce(store), {work.uri: work for work in works}
    sides: list[Resolved] = []
    for version, document in store.load_many(versions):
        if isinstance(document, Document):
            dated = days.with_day(works_of[version.work_uri], version, document)
            side = Resolved(document=dated, operand=version.name, stored=version)
            sides.append(side if day is None else chosen_for(day, version, store, side))
        elif isinstance(document, DamagedVersionError):
            unread.append(document)
    return Others(sides=tuple(sides), remarks=(*remarks, *not_counted(unread)))


def _version(
    store: Repository, work: WorkRecord, day: str | None
) -> VersionRecord | DamagedVersionError | None:
    """The newest version or that of a day, why it is unreadable, or None."""
    try:
        return store.version(work) if day is None else in_force(store, work, day)
    except NotInForceError:
        return None
    except DamagedVersionError as error:
        return error


def _judged(left: Document, works: Sequence[WorkRecord], store: Repository) -> frozenset[str]:
    """The URIs of the works whose links to the left were judged, however far."""
    if left.uri is None:
        return frozenset()
    try:
        ours = store.find(left.uri)
    except NotFoundError:
        return frozenset()
    return frozenset(uri for uri, review in store.reviews(ours, works).items() if review.judged)
