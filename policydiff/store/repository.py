"""The repository: works and their versions, stored in git."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from policydiff.akn.reader import from_xml, head_from_xml
from policydiff.errors import PolicyDiffError
from policydiff.model.called import called
from policydiff.model.document import Document
from policydiff.model.names import Name, parse_name
from policydiff.store.additions import Added, Addition, NamesOfPublished, Refused, chunks
from policydiff.store.catalogue import Catalogue, read_catalogue
from policydiff.store.git import Git
from policydiff.store.history import LogEntry, read_log
from policydiff.store.lineages import read_decided, read_steps
from policydiff.store.names import read_names
from policydiff.store.objects import read_blob, read_blobs
from policydiff.store.opening import FIRST, NoRepositoryError, find_git, make_git
from policydiff.store.pins import StoredPin, plan_pins, read_pins
from policydiff.store.records import VersionRecord, WorkRecord
from policydiff.store.stream import Commit
from policydiff.store.succession import plan_replaces, related
from policydiff.store.timeline import LawCommit, RebuiltTimeline, write_timeline
from policydiff.store.timeline_states import TimelineState, timeline_states
from policydiff.store.undoing import plan_undo
from policydiff.store.versions import DayNamedError, newest_version, version_of_date
from policydiff.store.worktree import behind
from policydiff.store.writer import Plan, Written, signed_by, write

BATCH = 256
"""Additions that `Repository.add_many` stores at once: a kill loses no more than these, and other
writers need not wait longer.
"""

T = TypeVar("T")

if TYPE_CHECKING:
    from policydiff.errors import InputError
    from policydiff.model.lineage import LineageStep, Names, Pair
    from policydiff.model.version import Decision
    from policydiff.relating.reviews import Review
    from policydiff.store.computing import Computing
    from policydiff.store.fsck import Fault
    from policydiff.store.relations import PlannedReview, StoredReview
    from policydiff.store.removing import Removal
    from policydiff.store.setting import SetFacts
    from policydiff.store.words import Articles


class Repository:
    """Works and versions in git, as the main branch has them at each call."""

    def __init__(
        self,
        git: Git,
        *,
        clock: Callable[[], float] = time.time,
        lock_timeout: float = 30.0,
        person: str | None = None,
    ) -> None:
        """Use `open` or `init` instead.

        `clock` gives our time for commits in seconds since 1970; `lock_timeout` is in seconds.
        Commits bear the name of the `person` who acts, where one is given.
        """
        self._git = git
        self._clock = clock
        self._timeout = lock_timeout
        self._person = person
        self._known: tuple[str, Catalogue] | None = None

    @classmethod
    def init(
        cls, path: str | Path, *, clock: Callable[[], float] = time.time, lock_timeout: float = 30.0
    ) -> Repository:
        """Make a repository in a folder, which is made where it is missing.

        Raises `AlreadyThereError`, `GitError`.
        """
        repository = cls(make_git(path), clock=clock, lock_timeout=lock_timeout)
        repository._write(lambda tip: [] if tip else [FIRST])
        return repository

    @classmethod
    def open(
        cls,
        path: str | Path = ".",
        *,
        clock: Callable[[], float] = time.time,
        lock_timeout: float = 30.0,
        person: str | None = None,
    ) -> Repository:
        """Open the repository in a folder or in the nearest one above it.

        Raises `NoRepositoryError`, `NotOwnedError`, `NewerFormatError`.
        """
        git = find_git(path)
        return cls(git, clock=clock, lock_timeout=lock_timeout, person=person)

    @property
    def root(self) -> Path:
        """The folder of the work tree."""
        return self._git.root

    @property
    def tip(self) -> str:
        """The id of the newest commit; what is stored changes only with it."""
        return self._git.tip() or ""

    def works(self) -> tuple[WorkRecord, ...]:
        """Every work, in the order of their folders."""
        return tuple(sorted(self.catalogue(), key=lambda work: work.folder))

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
        return version_of_date(
            work,
            date,
            lambda version: called(self.load(version)),
            lambda: related(self.catalogue(), work),
        )

    def resolve(self, name: Name | str) -> VersionRecord:
        """The version that a name means; its provision is not looked at.

        The version in force on a day depends on other stored acts too:
        `policydiff.app.lineage.in_force` finds it. Raises `DayNamedError`.
        """
        wanted = parse_name(name) if isinstance(name, str) else name
        if wanted.in_force_on is not None:
            raise DayNamedError(wanted)
        return self.version(self.find(wanted.work), wanted.date)

    def load(self, version: VersionRecord) -> Document:
        """The document of a version."""
        return from_xml(self.xml(version))

    def load_each(self, versions: Iterable[VersionRecord]) -> Iterator[Document]:
        """The documents of some versions in the order asked, read in one go."""
        return (from_xml(data) for _, data in read_blobs(self._git, [one.blob for one in versions]))

    def catalogue(self) -> Catalogue:
        """The works as they are now, for many look-ups by name."""
        return self._catalogue_at(self._git.tip())

    def load_many(
        self, versions: Iterable[VersionRecord], keep: Callable[[bytes], bool] = lambda _xml: True
    ) -> Iterator[tuple[VersionRecord, Document | PolicyDiffError | None]]:
        """The documents of many versions in the order asked, read in one go.

        For a version that cannot be read it gives the error; None where `keep` refuses its XML.
        Raises `MissingObjectError`.
        """
        return self._read_each(versions, lambda data: from_xml(data) if keep(data) else None)

    def heads(
        self, versions: Iterable[VersionRecord]
    ) -> Iterator[tuple[VersionRecord, Document | PolicyDiffError]]:
        """The facts of many versions without their texts, in the order asked.

        For a version that cannot be read it gives the error. Raises `MissingObjectError`.
        """
        return self._read_each(versions, head_from_xml)

    def _read_each(
        self, versions: Iterable[VersionRecord], read: Callable[[bytes], T]
    ) -> Iterator[tuple[VersionRecord, T | PolicyDiffError]]:
        wanted = list(versions)
        blobs = read_blobs(self._git, [version.blob for version in wanted])
        for version, (_, data) in zip(wanted, blobs, strict=True):
            try:
                yield version, read(data)
            except PolicyDiffError as error:
                yield version, error

    def xml(self, version: VersionRecord) -> bytes:
        """The stored XML of a version."""
        return read_blob(self._git, version.blob)

    def words_of(
        self, versions: Sequence[VersionRecord], vocabulary: str, cut: Callable[[bytes], Articles]
    ) -> Iterator[Articles]:
        """The words of the articles of many versions, in order; see `store.words`."""
        from policydiff.store.words import read_words  # noqa: PLC0415 - only where many works are looked at

        return read_words(self._git, [version.blob for version in versions], vocabulary, cut)

    def pins(self, work: WorkRecord) -> tuple[StoredPin, ...]:
        """The pins in the lineage of a work. Raises `DamagedFileError`."""
        return read_pins(self._git, self._git.tip() or "", work)

    def names(self, work: WorkRecord) -> dict[str, Names]:
        """The lasting names that a work keeps. Raises `DamagedFileError`."""
        return read_names(self._git, self._git.tip() or "", work)

    def write_pins(
        self, work: WorkRecord, *pins: StoredPin, forget: Sequence[StoredPin] = ()
    ) -> Written:
        """Store pins and `forget` others, all as one commit, none where it is so already.

        Raises `BusyError`, `DamagedFileError`.
        """
        return self._write(lambda tip: plan_pins(self._git, tip or "", work, pins, forget))

    def write_replaces(
        self, work: WorkRecord, other: WorkRecord, *, forget: bool = False
    ) -> Written:
        """Store or remove a replacement. Raises `CircularError`, `BusyError`."""
        return self._write(
            lambda tip: plan_replaces(self._catalogue_at(tip), work, other, forget=forget)
        )

    def remove(self, removal: Removal) -> tuple[str, Written]:
        """Remove a version or a work as one commit; gives its message too.

        Raises `DependentsError`, `ChangedMeanwhileError`, `BusyError`.
        """
        from policydiff.store.removing import plan_removal  # noqa: PLC0415 - as above

        return self._write_one(
            lambda tip: plan_removal(self._git, tip or "", self._catalogue_at(tip), removal)
        )

    def store_computed(self, computing: Computing) -> tuple[str, Written]:
        """Store a compiled text as one commit; gives its message too.

        The message is empty where the text is stored already.

        Raises `ChangedMeanwhileError`, `OfficialThereError`, `BusyError`.
        """
        from policydiff.store.computing import plan_computed  # noqa: PLC0415 - as above

        return self._write_one(
            lambda tip: plan_computed(self._git, tip or "", self._catalogue_at(tip), computing)
        )

    def set_facts(self, setting: SetFacts) -> tuple[str, Written]:
        """Set facts of a version as one commit; gives its message too.

        Raises `ChangedMeanwhileError`, `BadSlugError`, `BusyError`.
        """
        from policydiff.store.setting import plan_setting  # noqa: PLC0415 - as above

        return self._write_one(
            lambda tip: plan_setting(self._git, tip or "", self._catalogue_at(tip), setting)
        )

    def undo(self, seen: str | None = None) -> tuple[str, Written]:
        """Undo the newest change by a commit; gives the message of that too.

        With `seen` only where that is the newest commit. Raises `NothingToUndoError`,
        `NewerChangeError`, `BusyError`.
        """
        return self._write_one(lambda tip: plan_undo(self._git, tip or "", seen))

    def steps(
        self,
        work: WorkRecord,
        pairs: Iterable[Pair],
        evidence: Callable[[Pair], str],
        make: Callable[[Pair], LineageStep],
    ) -> dict[Pair, LineageStep]:
        """The steps from versions of a work to others (see `store.lineages`)."""
        return read_steps(self._git, work, pairs, evidence, make)

    def decided(
        self, versions: Sequence[VersionRecord], make: Callable[[], Decision | None]
    ) -> Decision | None:
        """The decision that led from one version to the next (see `store.lineages`)."""
        return read_decided(self._git, versions, make)

    def add(  # noqa: PLR0913 - each is a choice of the person who adds
        self,
        document: Document,
        source: bytes,
        source_name: str,
        *,
        slug: str | None = None,
        work: str | None = None,
        witness: bool = False,
        correct: bool = False,
        force: bool = False,
        names: NamesOfPublished | None = None,
    ) -> Added:
        """Store a document and its source as one commit; see `Addition` for the choices.

        Raises `DifferentTextError`, `ForeignTextError`, `BadSlugError`, `UnstorableError`,
        `InvalidXmlError`, `AmbiguousNameError`, `BusyError`.
        """
        addition = Addition(
            document=document,
            source=source,
            source_name=source_name,
            slug=slug,
            work=work,
            witness=witness,
            correct=correct,
            force=force,
            names=names,
        )
        outcome = self._store([addition])[0]
        if isinstance(outcome, Refused):
            raise outcome.error
        return outcome

    def add_many(
        self, additions: Iterable[Addition], *, batch: int = BATCH
    ) -> Iterator[Added | Refused]:
        """Store many additions, one commit each, `batch` at a time.

        Those that are stored already are ``unchanged``, so that a broken run can go on.
        Outcomes come in the order of the additions, after they are stored. With nothing to add, the
        refresh that a kill left undone is made up for.
        """
        chunk: list[Addition] = []
        for chunk in chunks(additions, batch):
            yield from self._store(chunk)
        if not chunk:
            self.make_up()

    def make_up(self) -> None:
        """Refresh work tree and index after a kill. Raises `BusyError`."""
        if behind(self._git):
            self._write(lambda _tip: [])

    def reviews(self, left: WorkRecord, rights: Sequence[WorkRecord]) -> dict[str, Review]:
        """The judgements of all reviewers on links from one work to others.

        They are given by the others' URIs. Raises `BadReviewFileError`, `NotAJudgementError`.
        """
        from policydiff.store.relations import read_reviews  # noqa: PLC0415 - only where works are related

        return read_reviews(self._git, self._git.tip() or "", left, rights)

    def every_review(self) -> tuple[StoredReview | InputError, ...]:
        """The judgements of all works, each reviewer's file by itself.

        An error stands for a file that is bad.
        """
        from policydiff.store.relations import every_review  # noqa: PLC0415 - as above

        return tuple(every_review(self._git, self._git.tip() or ""))

    def write_review(self, planned: PlannedReview) -> Written:
        """Store judgements as one commit; nothing where they are stored already.

        Raises `BusyError`, `BadReviewFileError`.
        """
        from policydiff.store.relations import plan_review  # noqa: PLC0415 - as above

        return self._write(lambda tip: plan_review(self._git, tip or "", planned))

    def log(self, work: WorkRecord | None = None, after: str | None = None) -> tuple[LogEntry, ...]:
        """The changes of all works, or of one, the newest first.

        With `after` only those since that commit, all where it is none of ours.
        """
        return tuple(read_log(self._git, work.folder if work else None, after))

    def write_timeline(
        self, branch: str, commits: Callable[[], Iterable[LawCommit]]
    ) -> RebuiltTimeline:
        """Build a branch of the history. Raises `BadBranchError`, `BusyError`."""
        return write_timeline(self._git, branch, commits, timeout=self._timeout)

    def fsck(self) -> tuple[Fault, ...]:
        """The faults of the repository, none where it is sound."""
        from policydiff.store.fsck import check_repository  # noqa: PLC0415 - lxml and the schemas

        return check_repository(self._git)

    def timelines(self) -> tuple[TimelineState, ...]:
        """The branches of the law's history, and whether each is up to date."""
        return timeline_states(self._git, self.works())

    def _catalogue_at(self, tip: str | None) -> Catalogue:
        if tip is None:
            raise NoRepositoryError(self.root)
        known = self._known  # another thread may set it meanwhile
        if known is None or known[0] != tip:
            known = self._known = (tip, read_catalogue(self._git, tip))
        return known[1]

    def _write(self, plan: Plan) -> Written:
        signed = plan if self._person is None else signed_by(self._person, plan)
        return write(self._git, signed, clock=self._clock, timeout=self._timeout)

    def _write_one(self, plan: Plan) -> tuple[str, Written]:
        """Store the one commit of a plan, if any; gives its message too."""
        made: list[Commit] = []

        def planned(tip: str | None) -> list[Commit]:
            made[:] = plan(tip)
            return made

        written = self._write(planned)
        return (made[0].message if made else ""), written

    def _store(self, additions: list[Addition]) -> list[Added | Refused]:
        """Store some additions in one write."""
        from policydiff.store.outcome import Batch  # noqa: PLC0415 - lxml and the schemas

        batch = Batch(self._git, additions)

        def plan(tip: str | None) -> Iterator[Commit]:
            catalogue = self._catalogue_at(tip)
            self._known = None  # the plan lets it grow beyond what is stored
            return batch.plan(tip or "", catalogue)

        written = self._write(plan)
        if written.tip is not None:
            self._known = (written.tip, batch.catalogue)
        return batch.outcomes(written)
