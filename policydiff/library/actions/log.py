"""log: a work's versions by legal dates, a repository's changes by our clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from policydiff.messages import Message
from policydiff.model.history import VersionFacts, version_facts
from policydiff.model.json_keys import JsonValue, answer, as_json
from policydiff.model.names import LIBRARY, UNDATED, page_path
from policydiff.model.version import Dates
from policydiff.model.version_names import called, distinct
from policydiff.model.work_life import WorkStatus
from policydiff.store.git.history import LogEntry
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.versions import DamagedVersionError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version: its facts, the names of its sources, and its last change."""

    version: VersionRecord
    dates: Dates
    facts: VersionFacts
    articles: int
    sources: tuple[str, ...]
    learnt: LogEntry | None
    url: str
    """The path of its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLog(JsonValue):
    """The versions of a work, the newest first, and the status of the work today."""

    work: WorkRecord
    status: WorkStatus
    lines: tuple[VersionLine, ...]
    unread: tuple[Message, ...] = ()
    """A note on the unreadable versions, which have no line."""

    @property
    def notes(self) -> tuple[Message, ...]:
        """The status of the work and further notes."""
        status = (
            Message("{title}: {status}", title=self.work.title, status=message)
            for message in self.status.messages
        )
        return (*self.unread, *status)


def log_work(session: Session, name: str) -> WorkLog:
    """The versions of a work. Raises `NoSuchWorkError`, `AmbiguousNameError`."""
    store = session.store()
    work = store.find(name)
    status = WorkLives.at_present(store).status(work, session.today or store.day())
    lines, unread = version_lines(store, work, store.log(work))
    return WorkLog(work=work, status=status, lines=lines, unread=unread)


def version_lines(
    store: Repository, work: WorkRecord, entries: Iterable[LogEntry]
) -> tuple[tuple[VersionLine, ...], tuple[Message, ...]]:
    """A work's versions from its changes, newest first; a note on unreadable ones."""
    try:
        sound, texts, unread = store.sound(work)
    except DamagedVersionError as error:
        return (), not_counted([error])
    changes = [entry for entry in entries if entry.work == work.uri]
    days = DaysOfForce.at_present(store)
    versions = sound.versions
    documents = [
        days.with_day(work, version, text) for version, text in zip(versions, texts, strict=True)
    ]
    names = distinct(map(called, documents))
    lines, address = [], store.catalogue().address(work)
    for version, document, name_ in reversed(list(zip(versions, documents, names, strict=True))):
        facts = version_facts(document, version.date or UNDATED, days.decision(work, version))
        lines.append(
            VersionLine(
                version=version,
                dates=document.dates,
                facts=replace(facts, called=name_),
                articles=len(document.articles),
                sources=tuple(source.name for source in work.sources_of(version.date)),
                learnt=next(
                    (entry for entry in changes if entry.version == (version.date or UNDATED)), None
                ),
                url=page_path(address, version.date),
            )
        )
    return tuple(lines), unread


def log_changes(
    session: Session, name: str | None = None, after: str | None = None
) -> tuple[LogEntry, ...]:
    """The changes of repository or work, newest first, since the commit `after`."""
    store = session.store()
    return store.log(store.find(name) if name is not None else None, after)


def change_path(catalogue: Catalogue, entry: LogEntry) -> str:
    """The path of the page of the version that a change was about, else of its work.

    That of the library where both are gone.
    """
    work = None if entry.work is None else catalogue.by_uri(entry.work)
    if work is None:
        return LIBRARY
    version = work.version_of(None if entry.version == UNDATED else entry.version)
    address = catalogue.address(work)
    return page_path(address, "" if version is None else version.date)


def changes_to_dict(store: Repository, entries: Iterable[LogEntry]) -> dict[str, Any]:
    """The changes as JSON, each with the path of its page."""
    catalogue = store.catalogue()
    listed = [{**as_json(one), "url": change_path(catalogue, one)} for one in entries]
    return answer("changes", changes=listed)
