"""news: the versions that come into force soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.app.list import Listed
from policydiff.model.history import VersionFacts
from policydiff.store.records import VersionRecord, WorkRecord


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


def _coming(listed: Listed, day: str) -> Iterator[Coming]:
    for version, facts in zip(listed.work.versions, listed.facts, strict=True):
        if facts is not None and facts.in_force is not None and facts.in_force > day:
            yield Coming(work=listed.work, version=version, facts=facts)
