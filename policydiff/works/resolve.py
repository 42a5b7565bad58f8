"""resolve: find the document that an operand of the command line names."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import Name, parse_name
from policydiff.model.source import PRESUMED, Problem
from policydiff.model.version import compiled_note
from policydiff.model.work_life import WorkStatus
from policydiff.reading.contract import Revisions
from policydiff.reading.load import load, read_file
from policydiff.works.operands import file_part, looks_like_file
from policydiff.works.session import Session

if TYPE_CHECKING:
    from policydiff.store.records.versions import DamagedVersionError
    from policydiff.store.records.works import VersionRecord, WorkRecord
    from policydiff.store.repository import Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A document and its origin.

    `path` is None for stored texts and for standard input. `provision` is as written after #.
    `file_name` is the name of the text in remarks, None for stored texts: they were remarked upon
    when they were added. `stored` is the version of a stored text, whose work's status the document
    has. `notes` are what a reader must know of how it was chosen, for the day `in_force_on` where
    one was named; `others` are the texts that may have been in force in its stead, the oldest
    first. Where one of them differs, the whole document bears that doubt.
    """

    document: Document
    operand: str
    path: Path | None = None
    provision: str | None = None
    file_name: str | None = None
    stored: VersionRecord | None = None
    notes: tuple[Message, ...] = ()
    others: tuple[Document, ...] = ()
    in_force_on: str | None = None

    @property
    def status(self) -> WorkStatus | None:
        """The status of the work of a stored text."""
        return self.document.status

    @property
    def presumed(self) -> bool:
        """True where a different text may have been in force on the day."""
        return self.document.presumption is not None

    @property
    def certain(self) -> bool:
        """True where the document is neither presumed nor compiled."""
        return not self.presumed and self.document.computed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOptions:
    """The choices for reading files; they do not apply to stored texts."""

    dialect: str | None = None
    """The drafting tradition, where it is not recognised."""

    kind: str | None = None
    """The kind of instrument, such as law or opinion."""

    revisions: Revisions = "accepted"
    """Of tracked changes: the text with all of them accepted, or the one before them."""

    ocr: bool = False
    """True where the text of pictures is to be recognised."""


AS_RECOGNISED = TextOptions()


class NothingNamedError(NotFoundError):
    """No file has this name, and there is no repository to look in."""

    def __init__(self, operand: str) -> None:
        super().__init__(
            Message(
                "{operand}: there is no such file, and no repository here to look in (`policydiff init` makes one)",
                operand=operand,
            )
        )


def resolve(
    operand: str, session: Session, reading: TextOptions = AS_RECOGNISED, *, lasting: bool = False
) -> Resolved:
    """The document that an operand names.

    A text that came with the call wins, then an existing file; ``./`` names a file in any case, a
    URI a stored work. Where the session names no files, all but the first is a stored work. Raises
    `MissingFileError` or another `NotFoundError`, and what `load` raises.
    """
    source, provision = session.text_given(operand)
    path: Path | None = None
    if source is None:
        path, provision = file_part(operand, session)
    named = source or path
    if named is not None:
        called = named.name or str(named)
        data = named if isinstance(named, Path) else named.data
        document = _load(data, called, reading)
        return Resolved(
            document=document,
            operand=operand,
            path=path,
            provision=provision,
            file_name=called,
            notes=compiled_note(called, document.computed),
        )
    store = _open(session, operand)
    try:
        return resolve_stored(store, operand, None if lasting else session.today)
    except NotFoundError:
        name = parse_name(operand)
        if session.files and name.date is None and name.in_force_on is None:
            _refuse_path(operand)
        raise


def _refuse_path(operand: str) -> None:
    """Raise for a folder, and for what can only be the name of a missing file."""
    if looks_like_file(operand) or os.path.isdir(operand):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        read_file(Path(operand))


def _load(source: Path | bytes, name: str | None, reading: TextOptions) -> Document:
    return load(
        source,
        name=name,
        dialect=reading.dialect,
        revisions=reading.revisions,
        ocr=reading.ocr,
        kind=reading.kind,
    )


def resolve_stored(
    store: Repository, operand: str, day: str | None = None, *, through: bool = False
) -> Resolved:
    """The stored version that a name means, with the status of its work.

    The status is that of the day in the name, else of `day` (ISO), else of the day of the newest
    commit. A name without a date means the newest version; where the question goes `through` all
    versions, the newest that can be read, and a note states it. Raises what `Repository.find`, `Repository.version` and `version_in_force` raise.
    """
    from policydiff.store.records.versions import not_counted  # noqa: PLC0415 - no file needs it
    from policydiff.works.entry_into_force import DaysOfForce  # noqa: PLC0415 - as above

    name = parse_name(operand)
    if name.in_force_on is not None:
        return _in_force(store, name, operand)
    version, work, days = store.resolve(name), store.find(name.work), DaysOfForce(store)
    unread: list[DamagedVersionError] = []
    if through and name.date is None:
        version = _newest_readable(store, work, unread)
    document = days.document(work, version)
    found = Resolved(
        document=document,
        operand=operand,
        provision=name.provision,
        stored=version,
        notes=(
            *_taken_for(store, name),
            *not_counted(unread),
            *days.remarks(work, version, document),
        ),
    )
    return _with_status(store, found, version, day or store.day())


def _newest_readable(
    store: Repository, work: WorkRecord, unread: list[DamagedVersionError]
) -> VersionRecord:
    """The newest version of a work that can be read, the newest where none can."""
    from policydiff.store.records.versions import DamagedVersionError  # noqa: PLC0415 - as above

    for version in reversed(work.versions):
        try:
            store.load(version)
        except DamagedVersionError as error:
            unread.append(error)
        else:
            return version
    return store.version(work)


def _taken_for(store: Repository, name: Name) -> tuple[Message, ...]:
    """A note where an abbreviation led to a work; empty for a full name."""
    catalogue = store.catalogue()
    return (
        ()
        if catalogue.named(name.work)
        else (
            Message(
                "{name} is taken for {title}",
                name=name.work,
                title=catalogue.find(name.work, short=True).title,
            ),
        )
    )


def _with_status(store: Repository, found: Resolved, version: VersionRecord, day: str) -> Resolved:
    """The text with the status of its work on a day, and the notes on it."""
    from policydiff.works.life import WorkLives  # noqa: PLC0415 - as above

    work = store.catalogue().by_uri(version.work_uri)
    compiled = compiled_note(version.name, found.document.computed)
    if work is None:
        return replace(found, notes=(*found.notes, *compiled))
    status = WorkLives(store).status(work, day)
    titled = (Message("{title}: {status}", title=work.title, status=one) for one in status.remarks)
    return replace(
        found,
        document=replace(found.document, status=status),
        notes=(*found.notes, *titled, *compiled),
    )


def _in_force(store: Repository, name: Name, operand: str) -> Resolved:
    """The version in force on a day; it may be of a work that the named one replaced."""
    from policydiff.works.succession import version_in_force  # noqa: PLC0415 it compares texts, which few names need

    version, notes = version_in_force(store, name)
    day, document = name.in_force_on or "", _document(store, version)
    all_notes = (
        *_taken_for(store, name),
        Message("by the stored texts, in force on {day}: {name}", day=day, name=version.name),
        *notes,
    )
    found = Resolved(document=document, operand=operand, provision=name.provision, notes=all_notes)
    return chosen_for(day, version, store, _with_status(store, found, version, day))


def chosen_for(day: str, version: VersionRecord, store: Repository, found: Resolved) -> Resolved:
    """The version that was chosen for a day, with the texts that compete with it.

    A whole text bears the doubt that another one may have been in force, any text the one that a
    version of the catalogue, which is not stored, was. The notes report it.
    """
    from policydiff.store.records.versions import DamagedVersionError, not_counted  # noqa: PLC0415 - as above
    from policydiff.works.entry_into_force import DaysOfForce  # noqa: PLC0415 - as above

    others: dict[str, Document] = {}
    unread: list[DamagedVersionError] = []
    for other in version.others:
        try:
            others[other.name] = _document(store, other)
        except DamagedVersionError as error:
            unread.append(error)
    known = replace(found, stored=version, others=tuple(others.values()), in_force_on=day)
    text = found.document.full_text()
    unlike = [other for other, document in others.items() if document.full_text() != text]
    work = store.catalogue().by_uri(version.work_uri)
    missing = work and DaysOfForce(store).missing(work, version, found.document, day)
    doubts = [missing] if missing else []
    doubts += (Message("presumed: {why}", why=why) for why in not_counted(unread))
    if unlike and found.provision is None:
        doubts.append(
            Message(
                "presumed: {other} may have been in force on {day} in place of {name}",
                other=", ".join(unlike),
                day=day,
                name=version.name,
            )
        )
    marks = tuple(Problem(code=PRESUMED, message=doubt) for doubt in doubts)
    marked = replace(found.document, problems=(*marks, *found.document.problems))
    return replace(known, document=marked, notes=tuple(dict.fromkeys((*found.notes, *doubts))))


def _document(store: Repository, version: VersionRecord) -> Document:
    """A version with its day of force, of any work."""
    from policydiff.works.entry_into_force import DaysOfForce  # noqa: PLC0415 - as above

    work = store.catalogue().by_uri(version.work_uri)
    return store.load(version) if work is None else DaysOfForce(store).document(work, version)


def whole_document(
    operand: str, session: Session, reading: TextOptions = AS_RECOGNISED, *, lasting: bool = False
) -> Resolved:
    """The document that an operand names, as with `resolve`.

    With `lasting` its status is that of the day of the newest commit, so that the same repository
    gives the same report on any day. Raises `UsageError` where the operand names a provision.
    """
    resolved = resolve(operand, session, reading, lasting=lasting)
    if resolved.provision is not None:
        raise UsageError(
            Message(
                "{operand}: whole documents are compared; leave out what follows #", operand=operand
            )
        )
    return resolved


def _open(session: Session, operand: str) -> Repository:
    try:
        return session.store()
    except NotFoundError:
        if session.files:
            _refuse_path(operand)
        if session.repository != Path():
            raise
        raise NothingNamedError(operand) from None
