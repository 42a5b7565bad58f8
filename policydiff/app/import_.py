"""import: store many texts as versions in one stream.

They are those of a folder, or of a wheel of laws.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from policydiff import plugins
from policydiff.app.lineage import FOLLOWED, keep_lineage, names_of_published
from policydiff.app.load import MissingFileError, check_title, read_document, read_file
from policydiff.app.named_dates import (
    DATE_IN_NAME,
    NamedDateError,
    date_in_name,
    dated_by_name,
    doubt_of_name,
)
from policydiff.app.session import Session, Watch, unwatched
from policydiff.app.wheel import FoundText, read_wheel
from policydiff.errors import InputError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.consolidation import Verification
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.model.reading import Revisions
from policydiff.model.source import Problem
from policydiff.store.addition_records import DifferentTextError, not_redated
from policydiff.store.additions import Added, Addition
from policydiff.store.repository import Repository

_NO_TEXTS = (".", "~$", "~WRL")
"""How names begin that are no texts: hidden files (LibreOffice's locks among them), Word's locks
and what it leaves when it breaks down.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A text that was not stored, and the reason.

    `details` are the items of the reason, one by one.
    """

    name: str
    reason: Message
    details: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The choices for reading all the texts of an import."""

    dialect: str | None = None
    """The drafting tradition, where it is not recognised."""

    revisions: Revisions = "accepted"
    """Of tracked changes: the text with all of them accepted, or the one before them."""

    dates_from_names: bool = False
    """Whether the date in a file's name counts where its text's head ends earlier."""


READ_AS_THEY_ARE = ImportOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    """The texts to read and the sources that are stored already.

    `stored` has by the hash of a source the names of the versions that have it, by their dates.
    """

    texts: list[FoundText]
    stored: Mapping[str, Mapping[str, str]]
    options: ImportOptions


@dataclass(slots=True, kw_only=True)
class Imported:
    """The outcome of an import of many texts.

    The number of texts of each status, those that were refused, and the remarks on the others.

    `remarks` are the doubts and notes about each text that was read and not refused, by their
    names, in their order. `named` are the texts whose file's name bears another day than they do,
    `dated` those that got a version under that day; `works` the URIs of the works that got a
    version, in the order in which they did. `published` states of versions (by name) that were
    compiled how their official text compares.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    remarks: dict[str, list[Problem]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    dated: set[str] = field(default_factory=set)
    works: dict[str, None] = field(default_factory=dict)
    published: dict[str, Verification] = field(default_factory=dict)

    @property
    def doubtful(self) -> int:
        """The number of texts with a doubt other than that about the day in their names."""
        return sum(any(map(is_doubt, remarks)) for remarks in self.remarks.values())

    def read(self, name: str, document: Document, doubt: Problem | None) -> None:
        """Record the doubts about a text that is to be stored.

        `doubt` is the one about the day in its name.
        """
        if doubt is not None:
            self.named.add(name)
        if document.dates.named is not None:
            self.dated.add(name)
        self.remarks[name] = [*filter(None, [doubt]), *filter(is_doubt, document.problems)]

    def store(self, added: Added) -> None:
        """Count a text as stored."""
        self.statuses[added.status] += 1
        self.note(added.source_name, *added.notes)
        if added.verification is not None:
            self.published[added.version.name] = added.verification
        if added.commit is None:
            self.dated.discard(added.source_name)
        if added.status in FOLLOWED:
            self.works[added.work.uri] = None

    def note(self, name: str, *notes: Message) -> None:
        """Record notes about a text."""
        self.remarks.setdefault(name, []).extend(
            Problem(code="stored", message=note, severity="note") for note in notes
        )

    def refuse(self, name: str, error: PolicyDiffError) -> None:
        """Count a text as refused, and record only the reason."""
        self.dated.discard(name)
        doubt = next(
            (remark for remark in self.remarks.pop(name, []) if remark.code == DATE_IN_NAME), None
        )
        if isinstance(error, DifferentTextError) and doubt is not None:
            error = NamedDateError(doubt, error)
        self.refused.append(Refusal(name=name, reason=error.message, details=error.details))


def is_doubt(problem: Problem) -> bool:
    """True for a doubt about the text itself.

    A note, or a doubt about the day in a file's name, is none.
    """
    return problem.severity != "note" and problem.code != DATE_IN_NAME


def import_(source: Path, session: Session, options: ImportOptions = READ_AS_THEY_ARE) -> Imported:
    """Store all the texts of a folder or a wheel.

    Texts that are stored already are skipped, so that a broken run can go on.

    Raises `MissingFileError`, `NotAWheelError`, `InputError`; what is wrong with a single text is
    in the result.
    """
    store = session.store()
    return store_texts(store, find_texts(source), options, session.watch)


def store_texts(
    store: Repository,
    texts: list[FoundText],
    options: ImportOptions = READ_AS_THEY_ARE,
    watch: Watch = unwatched,
) -> Imported:
    """Read the texts one after the other and store them in one stream.

    Those whose bytes are stored already are not read again.
    """
    result = Imported()
    reading = _Pending(texts=texts, stored=_sources(store), options=options)
    names = partial(names_of_published, store)
    for outcome in store.add_many(
        replace(one, names=names) for one in _additions(reading, result, watch)
    ):
        if isinstance(outcome, Added):
            result.store(outcome)
        else:
            result.refuse(outcome.source_name, outcome.error)
    return result


def _sources(store: Repository) -> Mapping[str, Mapping[str, str]]:
    """The names of the stored versions that have a source, by its hash and date."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for work in store.works():
        for source in work.sources:
            found[source.sha256][source.version] = (
                f"{work.title_of(source.version)}@{source.version}"
            )
    return found


def keep_lineages(imported: Imported, session: Session) -> None:
    """Compare the versions of the works that got one, to make the history fast.

    Works of one version are skipped.
    """
    store = session.store()
    works = [
        work for work in store.works() if work.uri in imported.works and len(work.versions) > 1
    ]
    for done, work in enumerate(works):
        session.watch(Message("comparing versions"), done, len(works))
        keep_lineage(store, work)
    session.watch(Message("comparing versions"), len(works), len(works))


def find_texts(source: Path) -> list[FoundText]:
    """The texts to read, in the order in which they are stored.

    A folder's files are read only when their turn comes.
    """
    if source.is_dir():
        found = [
            FoundText(name=path.relative_to(source).as_posix(), path=path)
            for path in _files(source)
        ]
        if not found:
            raise InputError(Message("{folder}: there is no file in it", folder=source))
        return found
    if not source.exists():
        raise MissingFileError(source)
    return read_wheel(source)


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, sorted.

    Hidden files and the locks of open documents are left out; links are not followed.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith(_NO_TEXTS))


def _additions(reading: _Pending, result: Imported, watch: Watch) -> Iterator[Addition]:
    """Read the texts one after the other.

    Those that cannot be read, and those that are stored already, go into the result instead.
    """
    for done, text in enumerate(reading.texts):
        watch(Message("reading and storing"), done, len(reading.texts))
        try:
            addition = _read(text, reading, result)
        except PolicyDiffError as error:
            result.refuse(text.name, error)
            continue
        if addition is None:
            result.statuses["unchanged"] += 1
            continue
        yield addition
    watch(Message("reading and storing"), len(reading.texts), len(reading.texts))


def _read(text: FoundText, reading: _Pending, result: Imported) -> Addition | None:
    """The text as an addition, None where its bytes are stored already."""
    data = text.data if text.path is None else _read_plain_file(text.path)
    base = text.name.rpartition("/")[2]
    held = reading.stored.get(hashlib.sha256(data).hexdigest(), {})
    options = reading.options
    if held and not (options.dates_from_names and date_in_name(base) not in (None, *held)):
        return None
    document = read_document(
        data, base, dialect=options.dialect, revisions=options.revisions, **text.facts
    )
    check_title(text.name, document, text.facts)
    told = document.version_date or UNDATED
    if options.dates_from_names:
        document = dated_by_name(base, document, text.facts)
    if held:
        if document.dates.named is not None and told in held:
            result.note(text.name, not_redated(held[told], document.dates.named))
        return None
    result.read(text.name, document, doubt_of_name(base, document, text.facts))
    return Addition(document=document, source=data, source_name=text.name)


def _read_plain_file(path: Path) -> bytes:
    if path.is_symlink():
        raise InputError(Message("a symbolic link, not followed"))
    if not path.name.lower().endswith(plugins.readable_suffixes()):
        raise InputError(Message("no reader for this ending of its name"))
    return read_file(path)
