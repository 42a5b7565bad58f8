"""The works and versions in git, to be read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policydiff.akn.reader import from_xml, head_from_xml
from policydiff.errors import DamagedError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import Name, parse_name
from policydiff.model.source import EDITED, Problem
from policydiff.model.version_names import called
from policydiff.store.cache import Cache
from policydiff.store.git.layout import source_path
from policydiff.store.git.objects import list_tree, read_blobs, read_each
from policydiff.store.git.process import BRANCH, Git
from policydiff.store.lineage_cache import missing_steps, read_decided, read_steps
from policydiff.store.opening import NoRepositoryError
from policydiff.store.recent import Recent
from policydiff.store.records.catalogue import Catalogue, read_catalogue
from policydiff.store.records.versions import (
    DamagedVersionError,
    DayNamedError,
    newest_version,
    not_counted,
    version_of_date,
)
from policydiff.store.records.works import SourceRecord, VersionRecord, WorkRecord

T = TypeVar("T")

_FEW = 16
"""So many versions asked for at once stay at hand: what was read is often read again."""

_MOST_HEADS = 4096
_MOST_XML = 16 * 1024 * 1024
_MOST_TEXTS = 12 * 1024 * 1024
"""Facts of versions in memory, bytes of XML, and bytes of the XML of documents: these take some ten
times as much.
"""
_MOST_FINDINGS, _MOST_READINGS = 12, 24
"""Findings on whole commits in memory, and on single texts."""

if TYPE_CHECKING:
    from policydiff.errors import InputError
    from policydiff.following.engine.inventory import Inventory
    from policydiff.model.lineage import LineageStep, Names, Pair
    from policydiff.model.version import Decision
    from policydiff.relating.engine.opinion.screening import ArticleRows
    from policydiff.relating.engine.review.reviews import Review
    from policydiff.store.fsck import Fault
    from policydiff.store.git.history import LogEntry
    from policydiff.store.records.followed import Followed
    from policydiff.store.records.pins import StoredPin
    from policydiff.store.records.relations import StoredReview
    from policydiff.store.timeline import TimelineState


@dataclass(frozen=True, slots=True)
class _Memory:
    """Texts by the ids of their contents, and what follows from a commit."""

    xml: Recent[bytes] = field(default_factory=lambda: Recent(_MOST_XML))
    heads: Recent[Document] = field(default_factory=lambda: Recent(_MOST_HEADS))
    documents: Recent[Document] = field(default_factory=lambda: Recent(_MOST_TEXTS))
    findings: Recent[Any] = field(default_factory=lambda: Recent(_MOST_FINDINGS))
    readings: Recent[Any] = field(default_factory=lambda: Recent(_MOST_READINGS))


class StoredWorks:
    """The works and versions in git at each call, or at a `fixed` commit."""

    def __init__(self, git: Git, fixed: str | None = None) -> None:
        self._git = git
        self._fixed = fixed
        self._cache = Cache(git)
        self._known: tuple[str, Catalogue] | None = None
        self._day: tuple[str, str] | None = None
        self._seen: str | None = None
        self._memory = _Memory()

    @property
    def root(self) -> Path:
        """The folder of the work tree."""
        return self._git.root

    @property
    def git_folder(self) -> Path:
        """The git folder of the repository."""
        return self._git.common

    @property
    def tip(self) -> str:
        """The id of the newest commit; what is stored changes only with it."""
        if self._fixed is not None:
            return self._fixed
        named = self._git.named_tip()
        if named is None or named != self._seen:  # git looks whether it has that commit
            self._seen = named = self._git.tip()
        return named or ""

    def day(self) -> str:
        """The day of the newest commit (UTC, ISO), on which we last learnt something."""
        tip = self.tip
        if self._day is None or self._day[0] != tip:
            seconds = int(self._git.run("show", "-s", "--format=%ct", tip))
            self._day = tip, datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
        return self._day[1]

    def works(self) -> tuple[WorkRecord, ...]:
        """Every work, in the order of their folders."""
        return tuple(sorted(self.catalogue(), key=lambda work: work.folder))

    def followed(self) -> Followed:
        """The sources and the works that are followed. Raises `DamagedFileError`."""
        from policydiff.store.records.followed import read_followed  # noqa: PLC0415 - where it is asked for

        return read_followed(self._git, self.tip)

    def find(self, name: str) -> WorkRecord:
        """The work of a name.

        The name is a title, short title, alias, slug, URI or, where none has it, an abbreviation.
        Raises `NoSuchWorkError`, `AmbiguousNameError`.
        """
        return self.catalogue().find(name, short=True)

    def version(self, work: WorkRecord, date: str | None = None) -> VersionRecord:
        """The version of a date (ISO, ``undated``) or a name, or the newest.

        A name is one such as 2018年修正. Raises `NoSuchVersionError`.
        """
        if date is None:
            return newest_version(work)
        from policydiff.store.records.succession import related  # noqa: PLC0415 - where a version is named

        return version_of_date(
            work,
            date,
            lambda version: called(self.load(version)),
            lambda: related(self.catalogue(), work),
        )

    def resolve(self, name: Name | str) -> VersionRecord:
        """The version that a name means; its provision is not looked at.

        The version in force on a day depends on other stored acts too:
        `policydiff.works.lineage.in_force` finds it. Raises `DayNamedError`.
        """
        wanted = parse_name(name) if isinstance(name, str) else name
        if wanted.in_force_on is not None:
            raise DayNamedError(wanted)
        return self.version(self.find(wanted.work), wanted.date)

    def load(self, version: VersionRecord) -> Document:
        """The document of a version. Raises `DamagedVersionError`."""
        return next(self.load_each((version,)))

    def load_each(self, versions: Iterable[VersionRecord]) -> Iterator[Document]:
        """Documents in the order asked, in one go. Raises `DamagedVersionError`."""
        for _, found in self._read_each(versions, _document, self._memory.documents):
            if isinstance(found, DamagedVersionError):
                raise found
            yield found

    def sound(
        self, work: WorkRecord
    ) -> tuple[WorkRecord, tuple[Document, ...], tuple[Message, ...]]:
        """The readable versions of a work, their documents, and a note on the others.

        The note is on those that are left out. Raises `DamagedVersionError` where none can be read.
        """
        found = list(self._read_each(work.versions, _document, self._memory.documents))
        errors = [one for _, one in found if isinstance(one, DamagedVersionError)]
        if found and len(errors) == len(found):
            raise errors[0]
        there = [(version, one) for version, one in found if isinstance(one, Document)]
        if errors:
            work = replace(work, versions=tuple(version for version, _ in there))
        return work, tuple(one for _, one in there), not_counted(errors)

    def catalogue(self) -> Catalogue:
        """The works as they are now, for many look-ups by name."""
        return self._catalogue_at(self.tip or None)

    def unread_works(self) -> tuple[Message, ...]:
        """The note on unreadable works, of the catalogue that was asked for last."""
        return () if self._known is None else self._known[1].unread()

    def load_many(
        self, versions: Iterable[VersionRecord], keep: Callable[[bytes], bool] = lambda _xml: True
    ) -> Iterator[tuple[VersionRecord, Document | DamagedVersionError | None]]:
        """The documents of many versions in the order asked, read in one go.

        For a version that cannot be read it gives the error; None where `keep` refuses its XML.
        """
        return self._read_each(
            versions, lambda version, data: _document(version, data) if keep(data) else None
        )

    def xml_of(self, versions: Iterable[VersionRecord]) -> Iterator[bytes | DamagedError]:
        """The stored XML of many versions, or git's errors, in the order asked."""
        return (data for _, data in read_each(self._git, (version.blob for version in versions)))

    def heads(
        self, versions: Iterable[VersionRecord]
    ) -> Iterator[tuple[VersionRecord, Document | DamagedVersionError]]:
        """The facts of many versions in the order asked; an error for one unreadable."""
        return self._read_each(
            versions,
            lambda version, data: _as_stored(version, head_from_xml(data)),
            self._memory.heads,
        )

    def _read_each(
        self,
        versions: Iterable[VersionRecord],
        read: Callable[[VersionRecord, bytes], T],
        memory: Recent[Any] | None = None,
    ) -> Iterator[tuple[VersionRecord, T | DamagedVersionError]]:
        """Read versions, those that are in memory from there."""
        wanted = list(versions)
        there = [None if memory is None else memory.get(_key(version)) for version in wanted]
        missing = [one for one, found in zip(wanted, there, strict=True) if found is None]
        stays = memory is self._memory.heads or len(missing) <= _FEW
        texts = self._texts(missing)
        for version, found in zip(wanted, there, strict=True):
            if found is None:
                try:
                    data = _content(next(texts))
                    found = read(version, data)  # noqa: PLW2901 - it was not in memory
                except PolicyDiffError as error:
                    yield version, DamagedVersionError(version, error)
                    continue
                if memory is not None and stays:
                    memory.put(
                        _key(version), found, 1 if memory is self._memory.heads else len(data)
                    )
            yield version, found

    def xml(self, version: VersionRecord) -> bytes:
        """The stored XML of a version. Raises `DamagedError`."""
        return _content(next(self._texts((version,))))

    def source_record(self, version: VersionRecord) -> SourceRecord | None:
        """The record of the file from which a version was read, None for no file."""
        work = self.catalogue().by_uri(version.work_uri)
        sources = () if work is None else work.sources_of(version.date)
        return next((one for one in sources if one.role == "text"), None)

    def source(self, version: VersionRecord) -> tuple[str, bytes] | None:
        """The name and the bytes of the file of a version; None if it has none."""
        found = self.source_record(version)
        if found is None:
            return None
        path = source_path(found.sha256)
        blobs = [entry.blob for entry in list_tree(self._git, self.tip, path)]
        return next(((found.name, data) for _, data in read_blobs(self._git, blobs)), None)

    def _texts(self, versions: Sequence[VersionRecord]) -> Iterator[bytes | DamagedError]:
        """The stored XML of versions, from memory where it was read last."""
        blobs = [version.blob for version in versions]
        if len(blobs) > _FEW:
            return (data for _, data in read_each(self._git, blobs))
        near: dict[str, bytes | DamagedError] = {
            blob: data for blob in blobs if (data := self._memory.xml.get(blob)) is not None
        }
        missing = [blob for blob in blobs if blob not in near]
        for blob, found in read_each(self._git, missing) if missing else ():
            near[blob] = found
            if isinstance(found, bytes):
                self._memory.xml.put(blob, found, len(found))
        return (near[blob] for blob in blobs)

    def words_of(
        self, versions: Iterable[VersionRecord], vocabulary: str
    ) -> Iterator[tuple[str, ArticleRows | bytes | DamagedError]]:
        """The words of the articles of versions, or their XML, or why git has none.

        Each comes once, in the order of the ids. See `store.word_cache`.
        """
        from policydiff.store.word_cache import read_words  # noqa: PLC0415 - only where many works are looked at

        return read_words(
            self._git, self._cache, (version.blob for version in versions), vocabulary
        )

    def keep_words(self, vocabulary: str, words: Mapping[str, ArticleRows]) -> None:
        """Cache the words of versions, by the ids of their contents."""
        from policydiff.store.word_cache import add_words  # noqa: PLC0415 - as above

        add_words(self._cache, vocabulary, words)

    def pins(self, work: WorkRecord) -> tuple[StoredPin, ...]:
        """The pins in the lineage of a work. Raises `DamagedFileError`."""
        from policydiff.store.records.pins import read_pins  # noqa: PLC0415 - where texts are compared

        return read_pins(self._git, self.tip, work)

    def names(self, work: WorkRecord) -> dict[str, Names]:
        """The lasting names that a work keeps. Raises `DamagedFileError`."""
        from policydiff.store.records.names import read_names  # noqa: PLC0415 - where a version goes

        return read_names(self._git, self.tip, work)

    def steps(
        self,
        work: WorkRecord,
        pairs: Iterable[Pair],
        evidence: Callable[[Pair], str],
        make: Callable[[Pair], LineageStep],
    ) -> dict[Pair, LineageStep]:
        """The steps from versions of a work to others (see `store.lineage_cache`)."""
        return read_steps(self._cache, work, pairs, evidence, make)

    def uncompared(
        self, work: WorkRecord, pairs: Iterable[Pair], evidence: Callable[[Pair], str]
    ) -> tuple[Pair, ...]:
        """The pairs of versions whose steps nobody made yet (see `store.lineage_cache`)."""
        return missing_steps(self._cache, work, pairs, evidence)

    def decided(
        self, versions: Sequence[VersionRecord], make: Callable[[], Decision | None]
    ) -> Decision | None:
        """The decision that led from one version to the next (see `store.lineage_cache`)."""
        return read_decided(self._cache, versions, make)

    def reviews(self, left: WorkRecord, rights: Sequence[WorkRecord]) -> dict[str, Review]:
        """The judgements of all reviewers on links of a work, by the others' URIs.

        Raises `BadReviewFileError`, `NotAJudgementError`.
        """
        from policydiff.store.records.relations import read_reviews  # noqa: PLC0415 - only where works are related

        return read_reviews(self._git, self.tip, left, rights)

    def every_review(
        self, keep: Callable[[bytes], bool] = lambda _data: True
    ) -> tuple[StoredReview | InputError, ...]:
        """The judgements of all works, each file by itself; an error for a bad one.

        Of files whose bytes `keep` refuses there are none.
        """
        from policydiff.store.records.relations import every_review  # noqa: PLC0415 - as above

        return tuple(every_review(self._git, self.tip, keep))

    def every_inventory(self) -> tuple[Inventory | PolicyDiffError, ...]:
        """The inventories of all changes; an error for a bad file."""
        from policydiff.store.records.inventories import every_inventory  # noqa: PLC0415 - as above

        return tuple(every_inventory(self._git, self.tip))

    def log(
        self, work: WorkRecord | None = None, after: str | None = None, path: str | None = None
    ) -> tuple[LogEntry, ...]:
        """The changes of all works, of one, or of the file at a path, the newest first.

        With `after` only those since that commit, all where it is none of ours.
        """
        from policydiff.store.git.history import read_log  # noqa: PLC0415 - where changes are shown

        newest = BRANCH if self._fixed is None else self._fixed
        return tuple(read_log(self._git, newest, work.folder if work else path, after))

    def newest_change(self) -> LogEntry | None:
        """The newest change; None where nothing was done yet."""
        from policydiff.store.git.history import read_log  # noqa: PLC0415 - as above

        return next(read_log(self._git, BRANCH if self._fixed is None else self._fixed), None)

    def fsck(self) -> tuple[Fault, ...]:
        """The faults of the repository, none where it is sound."""
        from policydiff.store.fsck import check_repository  # noqa: PLC0415 - lxml and the schemas

        return check_repository(self._git)

    def timelines(self) -> tuple[TimelineState, ...]:
        """The branches of the law's history, and whether each is up to date."""
        from policydiff.store.timeline import timeline_states  # noqa: PLC0415 - where asked for

        return timeline_states(self._git, self.works())

    def _catalogue_at(self, tip: str | None) -> Catalogue:
        if tip is None:
            raise NoRepositoryError(self.root)
        known = self._known  # another thread may set it meanwhile
        if known is None or known[0] != tip:
            known = self._known = (tip, read_catalogue(self._git, self._cache, tip))
        return known[1]


def _key(version: VersionRecord) -> Hashable:
    """All that a version is read from, and that is stated of it."""
    return version.blob, version.work_uri, version.name if version.edited else ""


def _content(data: bytes | DamagedError) -> bytes:
    """The content of an object. Raises the error where git cannot give it."""
    if isinstance(data, DamagedError):
        raise data
    return data


def _document(version: VersionRecord, data: bytes) -> Document:
    """The document of the XML of a version. Raises as `from_xml`."""
    return _as_stored(version, from_xml(data))


def _as_stored(version: VersionRecord, document: Document) -> Document:
    """The document as one of its work, with a doubt where it was edited by hand."""
    if document.uri != version.work_uri:
        document = replace(document, uri=version.work_uri)
    if not version.edited:
        return document
    doubt = Message(
        "the stored text of {name} is not the one that was stored from its source file: it was changed by hand",
        name=version.name,
    )
    return replace(document, problems=(Problem(code=EDITED, message=doubt), *document.problems))
