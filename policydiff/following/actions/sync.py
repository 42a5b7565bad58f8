"""sync: store what sources have that is new.

A mark is written after the text that it is about is stored: a run that is killed loses no text, and
the next one stores nothing twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from policydiff.errors import PolicyDiffError, UsageError, words_of
from policydiff.following.actions.sources.contract import (
    Asked,
    Outcome,
    Received,
    SourceNote,
    Unavailable,
    source_of,
    sources,
)
from policydiff.library.actions.import_texts import (
    SettledText,
    is_doubt,
    store_each,
    stored_sources,
)
from policydiff.library.actions.wheel import FoundText
from policydiff.messages import Message
from policydiff.model.json_keys import JsonValue
from policydiff.model.names import parse_name
from policydiff.model.source import NO_TITLE, Problem
from policydiff.store.changes.additions import Added, Status
from policydiff.store.git.files import NotPlainError, open_folder
from policydiff.store.records.followed import Followed, FollowedWork, StoredSource
from policydiff.store.records.works import VersionRecord
from policydiff.store.sync_marks import NewMarks, SyncMarks
from policydiff.works.session import Session
from policydiff.works.stored_lineages import FOLLOWED, keep_lineages
from policydiff.works.writing import UnwritableFileError

_AT_ONCE = 256
"""Marks that are written at once: they are as many as texts that are stored at once."""

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


class NoSourcesError(UsageError):
    """Nothing is to be read: no source is named, and none is stored."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "no source is stored yet; `policydiff sync --add NAME FOLDER` stores one, and reads it (a folder of texts, or a git repository)"
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOptions:
    """The choices for a sync."""

    since: str | None = None
    """Only what the sources themselves date on this day (ISO) or later."""

    dry_run: bool = False
    keep: Path | None = None
    """A folder for what is received, as it came."""

    again: bool = False
    """True where what was refused before is tried and reported again."""

    correct: bool = False
    """True where an official text replaces another one that a copy gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedText:
    """A text that came and was stored; `doubts` are about how it was read."""

    status: Status
    version: VersionRecord
    file: str
    address: str
    doubts: tuple[Problem, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedText:
    """A text that came and was not stored."""

    file: str
    address: str
    reason: Message
    details: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced(JsonValue):
    """The outcome of one source.

    `unchanged` counts the texts that are stored as they are, `refused_before` those that this
    program refused in an earlier run and did not try again.
    """

    source: StoredSource
    new: tuple[SyncedText, ...]
    refused: tuple[RefusedText, ...]
    unavailable: tuple[Unavailable, ...]
    unchanged: int
    refused_before: int
    notes: tuple[Message, ...]

    @property
    def complete(self) -> bool:
        """True where nothing was refused and nothing unavailable."""
        return not self.refused and not self.unavailable


def _doubts(settled: SettledText, added: Added) -> tuple[Problem, ...]:
    """The doubts about a text that was stored."""
    read = settled.read
    if read is None or read.document is None:
        return ()
    doubts = (*filter(None, [read.doubt]), *filter(is_doubt, read.document.problems))
    return tuple(doubt for doubt in doubts if not (added.retitled and doubt.code == NO_TITLE))


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult(JsonValue):
    """The outcome of all sources, in order; with `dry_run` nothing was stored."""

    sources: tuple[Synced, ...]
    dry_run: bool = False

    @property
    def complete(self) -> bool:
        """True where nothing was refused and nothing unavailable."""
        return all(source.complete for source in self.sources)


def sync(
    names: Iterable[str],
    session: Session,
    options: SyncOptions = SyncOptions(),
) -> SyncResult:
    """Read sources, by names or addresses, and store what is new.

    Without names all stored ones are read. Raises `NoSourcesError`, `NoSourceError`, `UnwritableFileError`; faults of a source or a text are
    in the result.
    """
    followed = session.store().followed()
    chosen = [named_source(name, followed) for name in names] or list(followed.sources)
    if not chosen:
        raise NoSourcesError
    synced = [_sync(source, session, options, followed) for source in dict.fromkeys(chosen)]
    if not options.dry_run:
        _compare_new(synced, session)
    return SyncResult(sources=tuple(synced), dry_run=options.dry_run)


def named_source(name: str, followed: Followed) -> StoredSource:
    """The stored source of a name, or one for an address. Raises `NoSourceError`."""
    known = followed.source(name)
    if known is not None:
        return known
    kind = source_of(name).NAME
    address = os.path.abspath(name) if Path(name).exists() else name  # noqa: PTH100 - without ..
    stored = (one for one in followed.sources if (one.kind, one.address) == (kind, address))
    return next(stored, StoredSource(name=name, address=address, kind=kind))


def add_source(name: str, address: str, session: Session) -> StoredSource:
    """Store a source. Raises `NoSourceError`, `BadSourceNameError`, `BusyError`."""
    source = replace(named_source(address, Followed()), name=name)
    session.store().write_followed(lambda followed: followed.with_source(source))
    return source


def remove_source(name: str, session: Session) -> None:
    """Remove a source; its texts stay. Raises `NotFollowedError`, `BusyError`."""
    session.store().write_followed(lambda followed: followed.without_source(name))


def follow_works(
    names: Iterable[str], session: Session, *, stop: bool = False
) -> tuple[FollowedWork, ...]:
    """Follow works, or `stop` following them; gives all that are followed then.

    Without names nothing changes. A work that is not stored is followed by the title as it is
    written. Raises `NotFollowedError`, `AmbiguousNameError`, `BusyError`.
    """
    store, day = session.store(), session.today or ""
    titles = [_title(name, session) for name in names]

    def change(followed: Followed) -> Followed:
        for title in titles:
            work = FollowedWork(work=title, since=day or store.day())
            followed = followed.without_work(title) if stop else followed.with_work(work)
        return followed

    if titles:
        store.write_followed(change)
    return store.followed().works


def _title(name: str, session: Session) -> str:
    asked = parse_name(name)
    if (asked.date, asked.in_force_on, asked.provision) != (None, None, None):
        raise UsageError(
            Message("{name}: a work is followed; leave out what follows its title", name=name)
        )
    store = session.store()
    works = store.catalogue().named(name)
    return store.find(name).title if works else name.strip().removeprefix("《").removesuffix("》")


def _sync(
    source: StoredSource, session: Session, options: SyncOptions, followed: Followed
) -> Synced:
    """Read one source, and store what is new."""
    store, key = session.store(), f"{source.kind} {source.address}"
    stored, marks = stored_sources(store), SyncMarks(store)
    earlier = marks.read(key, stored, again=options.again)
    asked = Asked(
        address=source.address,
        marks=earlier.valid,
        again=earlier.again,
        followed=tuple(work.work for work in followed.works),
        since=options.since,
        keep=options.keep,
        watch=session.watch,
        pause=time.sleep,
    )
    stream = _Stream(source=source, options=options, before=earlier.refused)
    texts = stream.texts(asked)
    settling = store_each(
        store, texts, engine=session.engine, stored=stored, dry_run=options.dry_run
    )
    with closing(texts), closing(settling):
        for settled in settling:
            stream.settle(settled)
            if len(stream.marks) >= _AT_ONCE and not options.dry_run:
                marks.write(key, stream.marks)
                stream.marks = NewMarks()
    stream.pass_by()
    if not options.dry_run:
        marks.write(key, stream.marks)
    return stream.result(earlier.refused_before)


@dataclass(slots=True, kw_only=True)
class _Stream:
    """The outcomes of a source on their way through the store.

    `arrived` are the outcomes that wait for a text before them, with the hashes of texts; `before`
    the hashes of texts that were refused before.
    """

    source: StoredSource
    options: SyncOptions
    before: frozenset[str]
    new: list[SyncedText] = field(default_factory=list)
    refused: list[RefusedText] = field(default_factory=list)
    unavailable: list[Unavailable] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    unchanged: int = 0
    refused_before: int = 0
    arrived: deque[tuple[Outcome, str]] = field(default_factory=deque)
    marks: NewMarks = field(default_factory=NewMarks)

    def texts(self, asked: Asked) -> Generator[FoundText, None, None]:
        """Yield the texts that come."""
        for outcome in _outcomes(self.source, asked):
            if not isinstance(outcome, Received):
                self.arrived.append((outcome, ""))
                continue
            sha256 = hashlib.sha256(outcome.data).hexdigest()
            if self.options.keep is not None:
                _keep(outcome, sha256, self.options.keep)
            self.arrived.append((replace(outcome, data=b""), sha256))
            if outcome.kind == "text":
                yield FoundText(
                    name=outcome.name,
                    data=outcome.data,
                    facts=outcome.facts,
                    address=outcome.address,
                    official=outcome.official,
                    correct=outcome.official and self.options.correct,
                )

    def settle(self, settled: SettledText) -> None:
        """Take a text that is stored or refused, and what came before it."""
        self.pass_by()
        outcome, sha256 = self.arrived.popleft()
        refused = isinstance(settled.outcome, PolicyDiffError)
        is_stored = settled.outcome is None or (
            isinstance(settled.outcome, Added) and settled.outcome.commit is not None
        )
        self.marks.add(outcome.marks, sha256 if refused or is_stored else "")
        if refused:
            self.marks.refused.add(sha256)
        if refused and sha256 in self.before:
            self.refused_before += 1
        else:
            self._take(settled)

    def _take(self, settled: SettledText) -> None:
        """Count a text by its outcome."""
        text, outcome = settled.text, settled.outcome
        address = text.address or text.name
        if outcome is None or (isinstance(outcome, Added) and outcome.status == "unchanged"):
            self.unchanged += 1
        elif isinstance(outcome, Added):
            new = SyncedText(
                status=outcome.status,
                version=outcome.version,
                file=text.name,
                address=address,
                doubts=_doubts(settled, outcome),
                notes=outcome.notes,
            )
            self.new.append(new)
        else:
            reason, details = outcome.message, outcome.details
            self.refused.append(
                RefusedText(file=text.name, address=address, reason=reason, details=details)
            )

    def pass_by(self) -> None:
        """Take what arrived up to the next text."""
        while self.arrived and not _is_text(self.arrived[0][0]):
            outcome, _ = self.arrived.popleft()
            self.marks.add(outcome.marks)
            if isinstance(outcome, Unavailable):
                self.unavailable.append(outcome)
            elif isinstance(outcome, SourceNote):
                self.notes.append(outcome.note)
            elif not isinstance(outcome, Received) and outcome.what:
                self.unchanged += 1

    def result(self, refused_before: int) -> Synced:
        """The outcome; so many of what is unchanged were refused before."""
        return Synced(
            source=self.source,
            new=tuple(self.new),
            refused=tuple(self.refused),
            unavailable=tuple(self.unavailable),
            unchanged=max(0, self.unchanged - refused_before),
            refused_before=self.refused_before + refused_before,
            notes=tuple(self.notes),
        )


def _is_text(outcome: Outcome) -> bool:
    return isinstance(outcome, Received) and outcome.kind == "text"


def _outcomes(source: StoredSource, asked: Asked) -> Iterator[Outcome]:
    """Yield what a source hands over; an error of it is something unavailable."""
    reader = sources().get(source.kind)
    if reader is None:
        why = Message("this program reads no source of the kind {kind}", kind=source.kind)
        yield Unavailable(what=source.address, why=why)
        return
    try:
        yield from reader.read(asked)
    except (PolicyDiffError, OSError) as error:
        why = error.message if isinstance(error, PolicyDiffError) else words_of(error)
        yield Unavailable(what=source.address, why=why)


def _keep(received: Received, sha256: str, folder: Path) -> None:
    """Write a received file into a folder. Raises `UnwritableFileError`."""
    suffix = PurePosixPath(received.name).suffix
    name = sha256 + (suffix if _SUFFIX.fullmatch(suffix) else "")
    entry = {
        "file": name,
        "name": received.name,
        "address": received.address,
        "kind": received.kind,
        "received": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": sha256,
        "bytes": len(received.data),
    }
    line = json.dumps(entry, ensure_ascii=True) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open_folder(folder) as top:
            if top.look(name) is None:
                top.write(name, received.data)
            with os.fdopen(
                top.open("index.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND), "ab"
            ) as index:
                index.write(line.encode())
    except NotPlainError as error:
        raise UnwritableFileError(folder, error.message) from None
    except OSError as error:
        raise UnwritableFileError(folder, words_of(error), error) from error


def _compare_new(synced: list[Synced], session: Session) -> None:
    """Compare the versions of works with new ones, to make the history fast."""
    uris = {
        text.version.work_uri for source in synced for text in source.new if text.status in FOLLOWED
    }
    store = session.store()
    works = [work for work in map(store.catalogue().by_uri, sorted(uris)) if work is not None]
    several = [work for work in works if len(work.versions) > 1]
    keep_lineages(store, several, session.engine, session.watch)
