"""import: store many texts, of a folder or a wheel, as versions in one stream."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from policydiff.amending.engine.operations import Verification
from policydiff.errors import InputError, PolicyDiffError
from policydiff.library.actions.import_reading import ImportOptions, SentText, TextAsRead, read_text
from policydiff.library.actions.wheel import FoundText, read_wheel
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.source import NO_TITLE, Problem
from policydiff.parallel.engine import ONE_PROCESS, Engine
from policydiff.reading import plugins
from policydiff.reading.load import MissingFileError, is_stored_xml, read_file
from policydiff.reading.named_dates import DATE_IN_NAME, NamedDateError, date_in_name
from policydiff.store.changes.addition_records import DifferentTextError
from policydiff.store.changes.additions import Added, Addition
from policydiff.store.repository import Repository
from policydiff.works.lineage import names_of_published
from policydiff.works.session import Session, Watch, unwatched
from policydiff.works.stored_lineages import FOLLOWED, keep_lineages

_NO_TEXTS = (".", "~$", "~WRL")
"""Beginnings of names of no texts: hidden files, Word's locks and leftovers."""

_OTHER_ENDINGS = tuple(
    f".{ending}"
    for ending in (  # noqa: SIM905 a list would take sixty lines
        "toml json jsonl yaml yml ini cfg conf lock log db sqlite ds_store lnk url css js py sh bat exe dll"
        " png jpg jpeg gif bmp tif tiff webp svg ico heic psd mp3 wav m4a mp4 mov avi mkv"
        " zip tar gz tgz bz2 xz 7z rar iso whl jar ttf otf woff woff2 xsd xsl xslt dtd"
    ).split()
)
"""Endings of names of files that hold no text of a law: settings, programs, pictures, archives."""

_OTHER_NAMES = frozenset(("thumbs.db", "desktop.ini", "license", "makefile"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A text that was not stored, and the reason, with its items in `details`."""

    name: str
    reason: Message
    details: tuple[Message, ...] = ()


READ_AS_THEY_ARE = ImportOptions()


StoredSources = Mapping[str, Mapping[str, str]]
"""The hash of a source → the names of the versions that it is stored for, by date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    """The texts to read, and stored sources: hash → names of versions by date."""

    texts: Iterable[FoundText]
    stored: StoredSources
    options: ImportOptions


_AsRead = tuple[FoundText, bytes, TextAsRead | PolicyDiffError]
_Look = tuple[FoundText, SentText | _AsRead]


@dataclass(slots=True, kw_only=True)
class SettledText:
    """A text, as it was read, and its outcome: stored, or refused.

    The outcome of one that is stored already is None; `text` holds no data any more.
    """

    text: FoundText
    read: TextAsRead | None = None
    outcome: Added | PolicyDiffError | None = None
    is_settled: bool = True


@dataclass(slots=True, kw_only=True)
class Imported:
    """The outcome of an import of many texts.

    `remarks` are the doubts and notes about each text that was read and not refused, by name, in
    order. `named` are the texts with another day in their file's name, `dated` those with a version
    under that day; `works` the URIs of the works with new versions, in order. `published` compares
    compiled versions (by name) with their official text.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    remarks: dict[str, list[Problem]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    dated: set[str] = field(default_factory=set)
    works: dict[str, None] = field(default_factory=dict)
    others: int = 0
    """The number of skipped files that cannot be texts."""
    published: dict[str, Verification] = field(default_factory=dict)

    @property
    def doubtful(self) -> int:
        """The number of texts with a doubt other than that about the day in their names."""
        return sum(any(map(is_doubt, remarks)) for remarks in self.remarks.values())

    def take(self, settled: SettledText) -> None:
        """Count a text by its outcome."""
        name, read, outcome = settled.text.name, settled.read, settled.outcome
        if read is not None and read.document is not None:
            self.read(name, read.document, read.doubt)
        if isinstance(outcome, Added):
            self.store(outcome)
        elif outcome is not None:
            self.refuse(name, outcome)
        else:
            self.note(name, *filter(None, [None if read is None else read.note]))
            self.statuses["unchanged"] += 1

    def read(self, name: str, document: Document, doubt: Problem | None) -> None:
        """Record the doubts about a text to be stored; `doubt` is on its name's day."""
        if doubt is not None:
            self.named.add(name)
        if document.dates.named is not None:
            self.dated.add(name)
        self.remarks[name] = [*filter(None, [doubt]), *filter(is_doubt, document.problems)]

    def store(self, added: Added) -> None:
        """Count a text as stored."""
        self.statuses[added.status] += 1
        remarks = self.remarks.get(added.source_name, [])
        if added.retitled:
            remarks[:] = [remark for remark in remarks if remark.code != NO_TITLE]
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
    """True for a doubt about the text itself, not on the day in a file's name."""
    return problem.severity != "note" and problem.code != DATE_IN_NAME


def import_(source: Path, session: Session, options: ImportOptions = READ_AS_THEY_ARE) -> Imported:
    """Store all the texts of a folder or a wheel; stored ones are skipped.

    Raises `MissingFileError`, `NotAWheelError`, `InputError`; faults of a single text are in the
    result.
    """
    texts, others = texts_and_others(source)
    result = store_texts(session.store(), texts, options, session.watch, session.engine)
    result.others = others
    return result


def store_texts(
    store: Repository,
    texts: list[FoundText],
    options: ImportOptions = READ_AS_THEY_ARE,
    watch: Watch = unwatched,
    engine: Engine = ONE_PROCESS,
) -> Imported:
    """Store the texts in one stream; those whose bytes are stored are not read."""
    result = Imported()
    what, every = Message("reading and storing"), len(texts)

    def watched() -> Iterator[FoundText]:
        for done, text in enumerate(texts):
            watch(what, done, every)
            yield text
        watch(what, every, every)

    with closing(store_each(store, watched(), options, engine)) as settled:
        for text in settled:
            result.take(text)
    return result


def store_each(
    store: Repository,
    texts: Iterable[FoundText],
    options: ImportOptions = READ_AS_THEY_ARE,
    engine: Engine = ONE_PROCESS,
    *,
    stored: StoredSources | None = None,
    dry_run: bool = False,
) -> Generator[SettledText, None, None]:
    """Store texts in one stream; yield each in order, stored or refused.

    `stored` is what `stored_sources` gives. With `dry_run` nothing is stored: the outcomes are those
    that storing them would have.
    """
    pending = _Pending(texts=texts, stored=stored or stored_sources(store), options=options)
    names = partial(names_of_published, store)
    waiting: deque[SettledText] = deque()
    put = store.plan_many if dry_run else store.add_many
    with closing(_additions(pending, engine, waiting)) as additions:
        for outcome in put(replace(addition, names=names) for addition in additions):
            while waiting[0].is_settled:
                yield waiting.popleft()
            text = waiting.popleft()
            text.outcome = outcome if isinstance(outcome, Added) else outcome.error
            yield text
    yield from waiting


def stored_sources(store: Repository) -> StoredSources:
    """The hashes of all stored sources, with the names of their versions by date."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for work in store.works():
        for source in work.sources:
            found[source.sha256][source.version] = (
                f"{work.title_of(source.version)}@{source.version}"
            )
    return found


def compare_imported(imported: Imported, session: Session) -> None:
    """Compare the versions of the works with new ones, to make the history fast."""
    store = session.at_present().store()
    works = [
        work for work in store.works() if work.uri in imported.works and len(work.versions) > 1
    ]
    keep_lineages(store, works, session.engine, session.watch)


def find_texts(source: Path) -> list[FoundText]:
    """The possible texts in the order of storing; a folder's are read in their turn."""
    return texts_and_others(source)[0]


def texts_and_others(
    source: Path, unread: Callable[[OSError], None] | None = None
) -> tuple[list[FoundText], int]:
    """The texts of `find_texts`, and the number of files that cannot be texts.

    `unread` is called with the error of a folder below that cannot be read.
    """
    if not source.is_dir():
        if not source.exists():
            raise MissingFileError(source)
        return read_wheel(source), 0
    files = list(_files(source, unread))
    if not files:
        raise InputError(Message("{folder}: there is no file in it", folder=source))
    found = [
        FoundText(name=path.relative_to(source).as_posix(), path=path)
        for path in files
        if not _is_other(path)
    ]
    if not found:
        raise InputError(
            Message(
                "{folder}: there is no text in it; files that cannot be texts: {count}",
                folder=source,
                count=len(files),
            )
        )
    return found, len(files) - len(found)


def is_text_name(path: str) -> bool:
    """True for the path (with slashes) of a file that may be a text."""
    *folders, name = path.split("/")
    is_hidden = name.startswith(_NO_TEXTS) or any(one.startswith(".") for one in folders)
    return not is_hidden and not _is_other_name(name)


def _is_other_name(name: str) -> bool:
    return name.lower() in _OTHER_NAMES or name.lower().endswith(_OTHER_ENDINGS)


def _is_other(path: Path) -> bool:
    """True for a file that by its name (or, of XML, its root) cannot be a text."""
    is_xml = path.name.lower().endswith(".xml")
    return _is_other_name(path.name) or (
        is_xml and not path.is_symlink() and not _is_akoma_ntoso(path)
    )


def _is_akoma_ntoso(path: Path) -> bool:
    """True for a file with the root of Akoma Ntoso, or one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            return is_stored_xml(stream.read(4096), "")
    except OSError:
        return True


def _files(folder: Path, unread: Callable[[OSError], None] | None) -> Iterator[Path]:
    """Every file below a folder, sorted, without hidden ones, locks and links."""
    for place, folders, names in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith(_NO_TEXTS))


def _additions(
    pending: _Pending, engine: Engine, waiting: deque[SettledText]
) -> Generator[Addition, None, None]:
    """Yield the texts that were read; all go into `waiting`, in order."""
    with closing(_read_all(pending, engine)) as outcomes:
        for text, source, outcome in outcomes:
            bare = replace(text, data=b"")
            if isinstance(outcome, PolicyDiffError):
                waiting.append(SettledText(text=bare, outcome=outcome))
            elif outcome.document is None:
                waiting.append(SettledText(text=bare, read=outcome))
            else:
                waiting.append(SettledText(text=bare, read=outcome, is_settled=False))
                yield Addition(
                    document=outcome.document,
                    source=source,
                    source_name=text.name,
                    ready=outcome.ready,
                    address=text.address,
                    official=text.official,
                    correct=text.correct,
                )


def _read_all(pending: _Pending, engine: Engine) -> Generator[_AsRead, None, None]:
    """Yield each text, its bytes, and the outcome of reading it."""
    looks: Iterator[_Look] = ((text, _look(text, pending)) for text in pending.texts)
    waiting: deque[_Look] = deque()
    for text, look in looks:  # what was stored before a break needs no engine
        if isinstance(look, SentText):
            looks = chain(((text, look),), looks)
            break
        yield look

    def sent() -> Iterator[SentText]:
        for text, look in looks:
            waiting.append((text, look))
            if isinstance(look, SentText):
                yield look

    with engine.running(partial(read_text, pending.options), sent()) as outcomes:
        for outcome in outcomes:
            text, look = waiting.popleft()
            while not isinstance(look, SentText):
                yield look
                text, look = waiting.popleft()
            yield text, look.data, outcome
    yield from (look for _, look in waiting if not isinstance(look, SentText))


def _look(text: FoundText, pending: _Pending) -> SentText | _AsRead:
    """The text to be read, or the outcome where it need not or cannot be read."""
    try:
        if text.path is not None and text.path.is_symlink():
            raise InputError(Message("a symbolic link, not followed"))
        if not text.name.lower().endswith(plugins.readable_suffixes()):
            raise InputError(Message("no reader for this ending of its name"))
        data = text.data if text.path is None else read_file(text.path)
    except PolicyDiffError as error:
        return text, b"", error
    stored = pending.stored.get(hashlib.sha256(data).hexdigest(), {})
    day = date_in_name(text.name.rpartition("/")[2])
    if stored and not (pending.options.dates_from_names and day not in (None, *stored)):
        return text, b"", TextAsRead()  # its bytes are not stored again, nor held
    return SentText(name=text.name, data=data, facts=text.facts, stored=stored)
