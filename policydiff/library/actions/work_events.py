"""The events of a work in time.

They are its versions by both clocks, decisions, drafts, and other works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from policydiff.library.actions.log import VersionLine
from policydiff.model.names import UNDATED
from policydiff.store.git.history import LogEntry
from policydiff.store.records.succession import predecessors, statements_on, successors
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key

EventKind = Literal["predecessor", "draft", "decision", "version", "repeal", "successor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEvent:
    """A version of the work or of a related one.

    A related one led to the work, changed it or ended it. `date` is its own, `in_force` the day
    from which on it applies, both ISO and of the law's clock; `learnt` is the day on which we
    learnt it, by ours. Each is None where it is unknown.
    """

    kind: EventKind
    work: WorkRecord
    version: VersionRecord
    date: str | None
    in_force: str | None = None
    learnt: str | None = None


def work_events(
    store: Repository,
    work: WorkRecord,
    lines: Iterable[VersionLine],
    entries: Iterable[LogEntry],
) -> tuple[WorkEvent, ...]:
    """The events in the order of the law's dates, those without one first.

    `lines` are the versions of the work, `entries` the changes of the repository.
    """
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
    others = [
        WorkEvent(
            kind=kind,
            work=other,
            version=version,
            date=version.date,
            learnt=learnt.get((other.uri, version.date or UNDATED)),
        )
        for kind, other in _others(store, work)
        for version in other.versions
    ]
    return tuple(sorted((*own, *others), key=lambda one: (one.date or "", one.version.path)))


def _others(store: Repository, work: WorkRecord) -> Iterator[tuple[EventKind, WorkRecord]]:
    """Yield the works that led to a work, changed it or ended it, each once."""
    catalogue = store.catalogue()
    keys = {title_key(title) for title in (work.title, *work.other_titles)}
    stating = (act for act, _, clause in statements_on(catalogue, work) if clause.title)
    repealing = [act for act in stating if work not in predecessors(catalogue, act)]
    drafts = (one for one in catalogue.drafts() if any(key in title_key(one.title) for key in keys))
    found: dict[str, tuple[EventKind, WorkRecord]] = {}
    groups: tuple[tuple[EventKind, Iterable[WorkRecord]], ...] = (
        ("repeal", repealing),
        ("predecessor", predecessors(catalogue, work)),
        ("successor", successors(catalogue, work)),
        ("draft", drafts),
        ("decision", catalogue.deciding().of(work)),
    )
    for kind, works in groups:
        for one in works:
            if one.uri != work.uri:
                found.setdefault(one.uri, (kind, one))
    yield from found.values()
