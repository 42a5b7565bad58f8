"""The events of a work in time: versions, decisions, drafts, other works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from policydiff.library.actions.log import VersionLine
from policydiff.model.names import UNDATED
from policydiff.model.work_life import ENDING, LifeFact
from policydiff.store.git.history import LogEntry
from policydiff.store.records.succession import predecessors, successors
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.works.life import WorkLives

EventKind = Literal["predecessor", "draft", "decision", "version", "repeal", "life", "successor"]
"""`life` is a text on the life of the work other than its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEvent:
    """A version of the work, or of a related one that led to, changed or ended it.

    `date` is its own, `in_force` the day from which it applies, both ISO and of the law's clock;
    `learnt` is the day by our clock; None if unknown. `facts` are its statements on the life of the
    work.
    """

    kind: EventKind
    work: WorkRecord
    version: VersionRecord
    date: str | None
    in_force: str | None = None
    learnt: str | None = None
    facts: tuple[LifeFact, ...] = ()


def work_events(
    store: Repository,
    work: WorkRecord,
    lines: Iterable[VersionLine],
    entries: Iterable[LogEntry],
) -> tuple[WorkEvent, ...]:
    """The events in order of the law's dates, from versions and changes."""
    learnt: dict[tuple[str | None, str | None], str] = {}
    for entry in entries:  # the newest first: the oldest change of a version stays
        learnt[entry.work, entry.version] = entry.when.date().isoformat()
    own = [
        WorkEvent(
            kind="version",
            work=work,
            version=line.version,
            date=line.version.date,
            in_force=line.facts.in_force,
            learnt=learnt.get((work.uri, line.version.date or UNDATED)),
        )
        for line in lines
    ]
    facts = WorkLives.at_present(store).facts(work)
    others = [
        WorkEvent(
            kind=kind,
            work=other,
            version=version,
            date=version.date,
            learnt=learnt.get((other.uri, version.date or UNDATED)),
            facts=tuple(
                fact for fact in facts if fact.name == version.name and fact.uri == other.uri
            ),
        )
        for kind, other in _others(store, work, facts)
        for version in other.versions
    ]
    return tuple(sorted((*own, *others), key=lambda one: (one.date or "", one.version.path)))


def _others(
    store: Repository, work: WorkRecord, facts: Iterable[LifeFact]
) -> Iterator[tuple[EventKind, WorkRecord]]:
    """Yield the works that led to a work, changed, ended it or speak of its life."""
    catalogue = store.catalogue()
    keys = {title_key(title) for title in (work.title, *work.other_titles)}
    stating = [(fact.kind, catalogue.by_uri(fact.uri)) for fact in facts if fact.uri is not None]
    repealing = [
        act
        for kind, act in stating
        if act is not None and kind in ENDING and work not in predecessors(catalogue, act)
    ]
    drafts = (
        draft for draft in catalogue.drafts() if any(key in title_key(draft.title) for key in keys)
    )
    found: dict[str, tuple[EventKind, WorkRecord]] = {}
    groups: tuple[tuple[EventKind, Iterable[WorkRecord]], ...] = (
        ("repeal", repealing),
        ("predecessor", predecessors(catalogue, work)),
        ("successor", successors(catalogue, work)),
        ("draft", drafts),
        ("decision", catalogue.deciding().of(work)),
        ("life", [act for _, act in stating if act is not None]),
    )
    for kind, works in groups:
        for one in works:
            if one.uri != work.uri:
                found.setdefault(one.uri, (kind, one))
    yield from found.values()
