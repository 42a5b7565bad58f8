"""list: the works of a repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import VersionFacts, version_facts
from policydiff.model.json_keys import answer, as_json
from policydiff.model.names import UNDATED
from policydiff.model.work_life import WorkStatus, WorkStatusKind
from policydiff.store.records.versions import DamagedVersionError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions:
    """The works to list: by kind, by status on a day (ISO), by an end to come.

    `on` is today if no day is named. Works with an end, or a term, after that day and before
    `ending_before` are listed. No choice leaves all works.
    """

    kind: str | None = None
    on: str | None = None
    status: tuple[WorkStatusKind, ...] = ()
    ending_before: str | None = None

    def takes(self, status: WorkStatus) -> bool:
        """True for a work of this status."""
        coming = None if status.coming is None else status.coming.day
        return (not self.status or status.kind in self.status) and (
            self.ending_before is None or (coming is not None and coming < self.ending_before)
        )


ALL = ListOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One work, with the facts of its versions from the oldest to the newest.

    Facts are None for an unreadable version; `status` is that of the work on a day. `address` is
    its name in addresses of page and API.
    """

    work: WorkRecord
    address: str
    facts: tuple[VersionFacts | None, ...]
    status: WorkStatus

    @property
    def versions(self) -> tuple[tuple[VersionRecord, VersionFacts | None], ...]:
        """Each version with its facts."""
        return tuple(zip(self.work.versions, self.facts, strict=True))

    @property
    def newest(self) -> VersionFacts | None:
        """The facts of its newest version."""
        return self.facts[-1] if self.facts else None


def list_works(session: Session, options: ListOptions = ALL) -> tuple[Listed, ...]:
    """The works that the options choose, in the order of their folders."""
    store = session.store()
    works = [one for one in store.works() if options.kind is None or one.kind == options.kind]
    lives, day = WorkLives.of_all(store), options.on or session.today or store.day()
    if options.status or options.ending_before is not None:
        works = [work for work in works if options.takes(lives.status(work, day))]
    return list_facts(store, works, lives, day)


def list_facts(
    store: Repository, works: Sequence[WorkRecord], lives: WorkLives, day: str
) -> tuple[Listed, ...]:
    """Some works with the facts of their versions, and their status on a day (ISO)."""
    days, heads = (
        DaysOfForce(store),
        store.heads(version for work in works for version in work.versions),
    )
    catalogue = store.catalogue()
    return tuple(
        Listed(
            work=work,
            address=catalogue.address(work),
            facts=_facts(days, work, [next(heads) for _ in work.versions]),
            status=lives.status(work, day),
        )
        for work in works
    )


def on_day(works: Iterable[Listed], lives: WorkLives, day: str) -> tuple[Listed, ...]:
    """The works with their status on another day (ISO)."""
    return tuple(replace(work, status=lives.status(work.work, day)) for work in works)


def _facts(
    days: DaysOfForce, work: WorkRecord, heads: list[tuple[VersionRecord, Document | Exception]]
) -> tuple[VersionFacts | None, ...]:
    return tuple(
        version_facts(days.with_day(work, version, head), version.date or UNDATED)
        if isinstance(head, Document)
        else None
        for version, head in heads
    )


def unread_notes(store: Repository, works: Iterable[Listed]) -> tuple[Message, ...]:
    """A note on the unreadable versions of some works."""
    versions = (
        version
        for work in works
        for version, facts in zip(work.work.versions, work.facts, strict=True)
        if facts is None
    )
    errors = (error for _, error in store.heads(versions))
    return not_counted([one for one in errors if isinstance(one, DamagedVersionError)])


def works_to_dict(works: tuple[Listed, ...], unread: tuple[Message, ...] = ()) -> dict[str, Any]:
    """The works as JSON, with notes on unreadable ones."""
    return answer("works", works=works, **({"unread": unread} if unread else {}))


def work_to_dict(listed: Listed) -> dict[str, Any]:
    """One work as JSON."""
    return answer("work") | as_json(listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A version that is not in force yet, with its facts."""

    work: WorkRecord
    version: VersionRecord
    facts: VersionFacts


def coming_into_force(works: Iterable[Listed], day: str) -> tuple[Coming, ...]:
    """The versions whose day of force lies after a day (ISO), the earliest first."""
    found = (one for listed in works for one in _coming(listed, day))
    return tuple(sorted(found, key=lambda one: (one.facts.in_force or "", one.work.folder)))


def count_unknown(works: Iterable[Listed]) -> int:
    """The number of works whose newest version has no day of force."""
    newest = (listed.newest for listed in works)
    return sum(facts is None or facts.in_force is None for facts in newest)


def _coming(listed: Listed, day: str) -> Iterator[Coming]:
    for version, facts in zip(listed.work.versions, listed.facts, strict=True):
        if facts is not None and facts.in_force is not None and facts.in_force > day:
            yield Coming(work=listed.work, version=version, facts=facts)
