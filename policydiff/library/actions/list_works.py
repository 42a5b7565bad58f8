"""list: the works of a repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from policydiff.library.report.facets import Choices, Facets, places_of, set_of
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import VersionFacts, version_facts
from policydiff.model.json_keys import answer, as_json
from policydiff.model.kinds import rank_of
from policydiff.model.names import UNDATED, page_path
from policydiff.model.work_life import WorkStatus, WorkStatusKind
from policydiff.store.records.versions import DamagedVersionError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
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
    def versions(self) -> tuple[tuple[VersionRecord, VersionFacts | None, str], ...]:
        """Each version with its facts and the path of its page."""
        paths = (page_path(self.address, version.date) for version in self.work.versions)
        return tuple(zip(self.work.versions, self.facts, paths, strict=True))

    @property
    def url(self) -> str:
        """The path of its page."""
        return page_path(self.address)

    @property
    def newest(self) -> VersionFacts | None:
        """The facts of its newest version."""
        return self.facts[-1] if self.facts else None

    @property
    def newest_day(self) -> str:
        """The date of its newest version (ISO), "" where it has none."""
        return (self.work.versions[-1].date or "") if self.work.versions else ""


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
    return tuple(
        Listed(
            work=work,
            address=address,
            facts=_facts(days, work, [next(heads) for _ in work.versions]),
            status=lives.status(work, day),
        )
        for work, address in zip(works, store.catalogue().addresses(works), strict=True)
    )


WorkState = WorkStatusKind | Literal["begun", "waiting", "unknown day", "draft"]
"""The end of a work, or what is known of its beginning: a text applies since a day and nothing ends
it, all begin later, or no day is known.
"""

FACETS = ("kind", "maker", "state", "year")
"""The facets of works."""

UNSTATED = "-"
"""The value of a facet that no text states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWorks:
    """All works on a day, by rank and then the newest first, with their facets.

    `names` are the keys of the titles of each, `by_day` the places of the works from the newest on.
    """

    works: tuple[Listed, ...]
    facets: Facets
    names: tuple[tuple[str, ...], ...]
    by_day: tuple[int, ...]

    @classmethod
    def of(cls, works: Iterable[Listed], day: str) -> ListedWorks:
        """The works in order; their status is that of the day (ISO)."""
        listed = sorted(works, key=lambda one: one.work.folder)
        listed.sort(key=lambda one: one.newest_day, reverse=True)
        listed.sort(key=lambda one: rank_of(one.work.kind, one.work.stage))
        days = sorted(range(len(listed)), key=lambda at: listed[at].newest_day, reverse=True)
        return cls(
            works=tuple(listed),
            facets=Facets([facet_values(one, day) for one in listed]),
            names=tuple(
                tuple(map(title_key, (work.title, *work.other_titles, *work.aliases)))
                for work in (one.work for one in listed)
            ),
            by_day=tuple(days),
        )

    def titled(self, words: str) -> int | None:
        """The set of the works one of whose names holds some words; None without any."""
        key = title_key(words)
        if not key:
            return None
        return set_of([at for at, names in enumerate(self.names) if any(key in n for n in names)])

    def chosen(self, choices: Choices, among: int | None, *, by_day: bool) -> tuple[Listed, ...]:
        """The works that fit the choices, in order."""
        places = tuple(places_of(self.facets.chosen(choices, among)))
        if by_day:
            there = set(places)
            places = tuple(place for place in self.by_day if place in there)
        return tuple(self.works[place] for place in places)


def facet_values(listed: Listed, day: str) -> dict[str, str]:
    """The value of each facet of a work."""
    newest = listed.newest
    return {
        "kind": listed.work.kind,
        "maker": (newest and newest.authority) or UNSTATED,
        "state": work_state(listed, day),
        "year": listed.newest_day[:4] or UNSTATED,
    }


def version_values(
    listed: Listed, version: VersionRecord, facts: VersionFacts | None, day: str
) -> dict[str, str]:
    """The value of each facet of a version; its work is one."""
    return {
        **facet_values(listed, day),
        "maker": (facts and facts.authority) or UNSTATED,
        "year": (version.date or "")[:4] or UNSTATED,
        "work": listed.address,
    }


def work_state(listed: Listed, day: str) -> WorkState:
    """The status of a work on a day (ISO) in one word."""
    if listed.status.kind != "none":
        return listed.status.kind
    if listed.work.stage is not None:
        return "draft"
    begins = [facts.in_force for facts in listed.facts if facts is not None and facts.in_force]
    if not begins:
        return "unknown day"
    return "begun" if min(begins) <= day else "waiting"


def works_on(store: Repository, day: str) -> ListedWorks:
    """All works at the present commit, on a day (ISO), read once for both."""

    def make(present: Repository) -> ListedWorks:
        lives = present.once("all lives", WorkLives.of_all)
        facts = present.once("listed", lambda one: list_facts(one, one.works(), lives, day))
        return ListedWorks.of(
            (replace(one, status=lives.status(one.work, day)) for one in facts), day
        )

    return store.once(("works", day), make)


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
