"""decisions: the stored amending decisions, with the works that they amend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from policydiff.amending.actions.amending_decisions import named_works, names
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.model.document import Document
from policydiff.model.json_keys import answer
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedWork:
    """A work that a decision names, as it names it.

    `work` is None where no stored one, or several, bear the name, whose URIs are `several`. `base`
    is the newest version before the decision and `result` the one of its day, None where they are
    not stored.
    """

    name: str
    work: WorkRecord | None = None
    base: VersionRecord | None = None
    result: VersionRecord | None = None
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """A stored amending decision and the works that it amends."""

    version: VersionRecord
    amends: tuple[AmendedWork, ...]


def list_decisions(store: Repository) -> tuple[StoredDecision, ...]:
    """The stored amending decisions, recognised by their titles, the newest first.

    Where the title names no work, the text is read.
    """
    works = _Works(store.works())
    titled = [
        version
        for work in store.works()
        for version in work.versions
        if names(version.title) is not None
    ]
    found = (
        StoredDecision(
            version=version,
            amends=works.of_title(version.title, version.date)
            or works.of_text(store.load(version)),
        )
        for version in titled
    )
    return tuple(
        sorted(
            (one for one in found if one.amends),
            key=lambda one: (one.version.date or "", one.version.title),
            reverse=True,
        )
    )


def decisions_to_dict(decisions: Iterable[StoredDecision]) -> dict[str, Any]:
    """The stored decisions as JSON."""
    return answer("decisions", decisions=tuple(decisions))


def amended_works(decision: Document, store: Repository) -> tuple[AmendedWork, ...]:
    """The works that a decision amends, as its text names them, or its title alone."""
    works = _Works(store.works())
    found = works.of_text(decision)
    keys = [title_key(one.name) for one in found]
    uris = {one.work.uri for one in found if one.work is not None}
    titled = works.of_title(decision.title, decision.version_date)
    alone = (
        one
        for one in titled
        if not any(key.endswith(title_key(one.name)) for key in keys)
        and (one.work is None or one.work.uri not in uris)
    )
    return (*alone, *found)


def works_named(titles: Iterable[str], store: Repository) -> tuple[AmendedWork, ...]:
    """The stored works of some titles, without their versions."""
    return tuple(map(_Works(store.works()).of_name, titles))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredChain:
    """A stored text that several stored decisions amend one after another."""

    work: WorkRecord
    base: VersionRecord
    count: int


def chains(found: Iterable[StoredDecision]) -> tuple[StoredChain, ...]:
    """The works that several decisions amend; `found` are those from the newest on."""
    amended: dict[str, list[AmendedWork]] = {}
    for decision in found:
        for one in decision.amends:
            if one.work is not None:
                amended.setdefault(one.work.uri, []).append(one)
    return tuple(
        StoredChain(work=first.work, base=first.base, count=len(each))
        for each in amended.values()
        if len(each) > 1 and (first := each[-1]).work is not None and first.base is not None
    )


class _Works:
    """The works of a repository by all their titles."""

    def __init__(self, works: Iterable[WorkRecord]) -> None:
        self._by_key: dict[str, list[WorkRecord]] = {}
        for work in works:
            for key in set(map(title_key, (work.title, *work.other_titles, *work.aliases))):
                self._by_key.setdefault(key, []).append(work)

    def of_title(self, title: str, day: str | None) -> tuple[AmendedWork, ...]:
        """The works that the title of a decision of a day (ISO) names."""
        keys = names(title) or ()
        return tuple(
            self._amended(name, day, (key for key in keys if key.endswith(title_key(name))))
            for name in named_works(title) or ()
        )

    def of_text(self, decision: Document) -> tuple[AmendedWork, ...]:
        """The works that the operations of a decision name, in its order."""
        named = (operation.work for operation in read_instructions(decision).operations)
        return tuple(
            self._amended(name, decision.version_date, (title_key(name),))
            for name in dict.fromkeys(filter(None, named))
        )

    def of_name(self, name: str) -> AmendedWork:
        """The work of a name."""
        return self._amended(name, None, (title_key(name),))

    def _amended(self, name: str, day: str | None, keys: Iterable[str]) -> AmendedWork:
        """The work of a name, with its versions around a day."""
        works = (self._by_key.get(key, []) for key in keys)
        found = list(
            {work.uri: work for some in works for work in some if work.stage is None}.values()
        )
        if len(found) != 1:
            return AmendedWork(name=name, several=tuple(sorted(work.uri for work in found)))
        dated = list(_dated(found[0]))
        before = [version for date, version in dated if day is not None and date < day]
        after = (version for date, version in dated if date == day)
        return AmendedWork(
            name=name,
            work=found[0],
            base=before[-1] if before else None,
            result=next(after, None),
        )


def _dated(work: WorkRecord) -> Iterator[tuple[str, VersionRecord]]:
    """The published versions of a work with their dates, the oldest first."""
    for version in work.versions:
        if version.date is not None and version.computed is None:
            yield version.date, version
