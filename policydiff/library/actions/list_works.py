"""list: the works of a repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policydiff.model.document import Document
from policydiff.model.history import VersionFacts, version_facts
from policydiff.model.names import UNDATED
from policydiff.model.version import force_dict, origin_dict
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One work, with the facts of its versions from the oldest to the newest.

    The facts of a version that cannot be read are None.
    """

    work: WorkRecord
    facts: tuple[VersionFacts | None, ...]

    @property
    def newest(self) -> VersionFacts | None:
        """The facts of its newest version."""
        return self.facts[-1] if self.facts else None


def list_works(session: Session, kind: str | None = None) -> tuple[Listed, ...]:
    """The works, all or those of one kind, in the order of their folders."""
    works = [work for work in session.store().works() if kind is None or work.kind == kind]
    return list_facts(session.store(), works)


def list_facts(store: Repository, works: Sequence[WorkRecord]) -> tuple[Listed, ...]:
    """Some works with the facts of their versions."""
    days, heads = (
        DaysOfForce(store),
        store.heads(version for work in works for version in work.versions),
    )
    return tuple(
        Listed(work=work, facts=_facts(days, work, [next(heads) for _ in work.versions]))
        for work in works
    )


def _facts(
    days: DaysOfForce, work: WorkRecord, heads: list[tuple[VersionRecord, Document | Exception]]
) -> tuple[VersionFacts | None, ...]:
    return tuple(
        version_facts(days.with_day(work, version, head), version.date or UNDATED)
        if isinstance(head, Document)
        else None
        for version, head in heads
    )


def works_to_dict(works: tuple[Listed, ...]) -> dict[str, Any]:
    """The works as JSON."""
    return {
        "schema_version": 1,
        "type": "works",
        "works": [_work(one.work, one.facts) for one in works],
    }


def work_to_dict(listed: Listed) -> dict[str, Any]:
    """One work as JSON."""
    return {"schema_version": 1, "type": "work", **_work(listed.work, listed.facts)}


def _work(work: WorkRecord, facts: tuple[VersionFacts | None, ...]) -> dict[str, Any]:
    return {
        "uri": work.uri,
        "title": work.title,
        "other_titles": list(work.other_titles),
        "aliases": list(work.aliases),
        "kind": work.kind,
        "stage": work.stage,
        "jurisdiction": work.jurisdiction,
        "slug": work.slug,
        "folder": work.folder,
        "versions": [
            _version(version, facts) for version, facts in zip(work.versions, facts, strict=True)
        ],
    }


def _version(version: VersionRecord, facts: VersionFacts | None) -> dict[str, Any]:
    known = (
        (None, None, None, None)
        if facts is None
        else (facts.called, facts.in_force, facts.in_force_ground, facts.in_force_act)
    )
    called, day, ground, act = known
    return {
        "date": version.date,
        "called": None if called is None else called.plain,
        "in_force": day,
        **force_dict(ground, act),
        "path": version.path,
        **origin_dict(version.computed),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A version that is not in force yet, with its facts."""

    work: WorkRecord
    version: VersionRecord
    facts: VersionFacts


def coming_into_force(works: Iterable[Listed], day: str) -> tuple[Coming, ...]:
    """The versions whose day of force lies after a day (ISO), the earliest first.

    A version without a known day of force is not among them.
    """
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
