"""The repository: works and versions in git, and what changes them."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from policydiff.model.document import Document
from policydiff.store.git.process import Git
from policydiff.store.opening import FIRST, find_git, make_git
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.stored_works import StoredWorks

T = TypeVar("T")

BATCH = 256
"""Additions that `Repository.add_many` stores at once: a kill loses no more than these, and other
writers need not wait longer.
"""

if TYPE_CHECKING:
    from policydiff.store.announced import Announced
    from policydiff.store.changes.additions import Added, Addition, NamesOfPublished, Refused
    from policydiff.store.changes.computing import Computing
    from policydiff.store.changes.removing import Removal
    from policydiff.store.changes.setting import SetFacts
    from policydiff.store.git.stream import Commit
    from policydiff.store.git.writer import Plan, Written
    from policydiff.store.recent import Recent
    from policydiff.store.records.followed import Followed
    from policydiff.store.records.inventories import PlannedInventories
    from policydiff.store.records.pins import StoredPin
    from policydiff.store.records.relations import PlannedReview
    from policydiff.store.timeline import LawCommit, RebuiltTimeline


class Repository(StoredWorks):
    """The works and versions in git, and the commits that change them."""

    def __init__(
        self,
        git: Git,
        *,
        clock: Callable[[], float] = time.time,
        lock_timeout: float = 30.0,
        person: str | None = None,
        fixed: str | None = None,
    ) -> None:
        """Use `open` or `init` instead.

        `clock` gives our time for commits in seconds since 1970; `lock_timeout` is in seconds;
        `person` acts. One that is `fixed` at a commit moves with its own writes alone.
        """
        super().__init__(git, fixed)
        self._clock = clock
        self._timeout = lock_timeout
        self._person = person

    @classmethod
    def init(
        cls, path: str | Path, *, clock: Callable[[], float] = time.time, lock_timeout: float = 30.0
    ) -> Repository:
        """Make a repository in a folder. Raises `AlreadyThereError`, `GitError`."""
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
        fixed: bool = False,
    ) -> Repository:
        """Open the repository in a folder or in the nearest one above it.

        It is read at each call, or is `fixed` at the commit that is the newest now. Raises
        `NoRepositoryError`, `NotOwnedError`, `NewerFormatError`.
        """
        git, tip = find_git(path)
        return cls(
            git,
            clock=clock,
            lock_timeout=lock_timeout,
            person=person,
            fixed=tip if fixed else None,
        )

    def at_present(self) -> Repository:
        """The repository fixed at its present commit. Raises `NoRepositoryError`."""
        tip = self.tip
        catalogue = self._catalogue_at(tip or None)
        made = copy.copy(self)
        made._fixed = tip  # noqa: SLF001 of its own class
        if catalogue.grown:  # it may go on growing with what we store
            catalogue = catalogue.copy()
        made._known = (tip, catalogue)  # noqa: SLF001 as above
        return made

    def once(self, what: Hashable, make: Callable[[Repository], T], *, text: bool = False) -> T:
        """A finding on the present commit alone, made once for it.

        `make` gets the repository at that commit; `text` is True for a finding on one of many
        texts. Two threads may make it at once.
        """
        memory: Recent[T] = self._memory.readings if text else self._memory.findings
        found = memory.get((self.tip, what))
        if found is None:
            present = self.at_present()
            found = make(present)
            memory.put((present.tip, what), found)
        return found

    def at(self, commit: str) -> Repository:
        """The repository as it was at a commit of it, to be read."""
        return type(self)(self._git, clock=self._clock, person=self._person, fixed=commit)

    def announced(self) -> Announced:
        """The commit up to which a person was informed. Raises `GitError`."""
        from policydiff.store.announced import read_announced  # noqa: PLC0415 - only who informs asks

        return read_announced(self._git)

    def begin_announcing(self, commit: str) -> None:
        """Note that the changes up to a commit are being announced. Raises `GitError`."""
        from policydiff.store.announced import begin_announcing  # noqa: PLC0415 - as above

        begin_announcing(self._git, commit)

    def finish_announcing(self, commit: str) -> None:
        """Note that they are announced. Raises `GitError`."""
        from policydiff.store.announced import finish_announcing  # noqa: PLC0415 - as above

        finish_announcing(self._git, commit)

    def write_pins(
        self, work: WorkRecord, *pins: StoredPin, forget: Sequence[StoredPin] = ()
    ) -> Written:
        """Store and `forget` pins as one commit. Raises `BusyError`, `DamagedFileError`."""
        from policydiff.store.records.pins import plan_pins  # noqa: PLC0415 - where it is written

        return self._write(lambda tip: plan_pins(self._git, tip or "", work, pins, forget))

    def write_replaces(
        self, work: WorkRecord, other: WorkRecord, *, forget: bool = False
    ) -> Written:
        """Store or remove a replacement. Raises `CircularError`, `BusyError`."""
        from policydiff.store.records.succession import plan_replaces  # noqa: PLC0415 - as above

        return self._write(
            lambda tip: plan_replaces(self._catalogue_at(tip), work, other, forget=forget)
        )

    def write_followed(self, change: Callable[[Followed], Followed]) -> tuple[str, Written]:
        """Change the sources and the works that are followed; gives the message too.

        Raises `DamagedFileError`, `BusyError`, and what `change` raises.
        """
        from policydiff.store.records.followed import plan_followed  # noqa: PLC0415 - as above

        return self._write_one(lambda tip: plan_followed(self._git, tip or "", change))

    def remove(self, removal: Removal) -> tuple[str, Written]:
        """Remove a version or a work as one commit; gives its message too.

        Raises `DependentsError`, `ChangedMeanwhileError`, `BusyError`.
        """
        from policydiff.store.changes.removing import plan_removal  # noqa: PLC0415 - as above

        return self._write_one(
            lambda tip: plan_removal(self._git, tip or "", self._catalogue_at(tip), removal)
        )

    def store_computed(self, computing: Computing) -> tuple[str, Written]:
        """Store a compiled text as one commit; gives its message too.

        The message is empty where the text is stored already. Raises `ChangedMeanwhileError`,
        `OfficialThereError`, `BusyError`.
        """
        from policydiff.store.changes.computing import plan_computed  # noqa: PLC0415 - as above

        return self._write_one(
            lambda tip: plan_computed(self._git, tip or "", self._catalogue_at(tip), computing)
        )

    def set_facts(self, setting: SetFacts) -> tuple[str, Written]:
        """Set facts of a version as one commit; gives its message too.

        Raises `ChangedMeanwhileError`, `BadSlugError`, `BusyError`.
        """
        from policydiff.store.changes.setting import plan_setting  # noqa: PLC0415 - as above

        return self._write_one(
            lambda tip: plan_setting(self._git, tip or "", self._catalogue_at(tip), setting)
        )

    def undo(self, seen: str | None = None) -> tuple[str, Written]:
        """Undo the newest change by a commit; gives the message of that too.

        With `seen` only where that is the newest commit. Raises `NothingToUndoError`,
        `NewerChangeError`, `BusyError`.
        """
        from policydiff.store.changes.undoing import plan_undo  # noqa: PLC0415 - as above

        return self._write_one(lambda tip: plan_undo(self._git, tip or "", seen))

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
        from policydiff.store.changes.additions import Addition, Refused  # noqa: PLC0415 - as above

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
        from policydiff.store.changes.additions import chunks  # noqa: PLC0415 - as above

        chunk: list[Addition] = []
        for chunk in chunks(additions, batch):
            yield from self._store(chunk)
        if not chunk:
            self.make_up()

    def plan_many(self, additions: Iterable[Addition]) -> Iterator[Added | Refused]:
        """The outcomes that `add_many` would have; nothing is stored."""
        from policydiff.store.changes.outcome import plan_each  # noqa: PLC0415 - as above

        tip = self.tip
        return plan_each(self._git, tip, self._catalogue_at(tip).copy(), additions)

    def make_up(self) -> None:
        """Refresh work tree and index after a kill. Raises `BusyError`."""
        from policydiff.store.git.worktree import behind  # noqa: PLC0415 - as above

        if behind(self._git):
            self._write(lambda _tip: [])

    def write_review(self, planned: PlannedReview) -> Written:
        """Store judgements as one commit. Raises `BusyError`, `BadReviewFileError`."""
        from policydiff.store.records.relations import plan_review  # noqa: PLC0415 - as above

        return self._write(lambda tip: plan_review(self._git, tip or "", planned))

    def write_inventories(self, planned: PlannedInventories) -> Written:
        """Store inventories as one commit. Raises `BusyError`, `DamagedFileError`."""
        from policydiff.store.records.inventories import plan_inventories  # noqa: PLC0415 - as above

        return self._write(lambda tip: plan_inventories(self._git, tip or "", planned))

    def write_timeline(
        self, branch: str, commits: Callable[[], Iterable[LawCommit]]
    ) -> RebuiltTimeline:
        """Build a branch of the history. Raises `BadBranchError`, `BusyError`."""
        from policydiff.store.timeline import write_timeline  # noqa: PLC0415 - as above

        return write_timeline(self._git, branch, commits, timeout=self._timeout)

    def _write(self, plan: Plan) -> Written:
        """Store the commits of a plan, which reads the commit that it is made upon."""
        from policydiff.store.git.writer import signed_by, write  # noqa: PLC0415 - as above

        def planned(tip: str | None) -> Iterable[Commit]:
            self._move(tip)
            return plan(tip)

        signed = planned if self._person is None else signed_by(self._person, planned)
        written = write(self._git, signed, clock=self._clock, timeout=self._timeout)
        self._move(written.tip)
        return written

    def _move(self, tip: str | None) -> None:
        if self._fixed is not None:
            self._fixed = tip or ""

    def _write_one(self, plan: Plan) -> tuple[str, Written]:
        """Store the one commit of a plan, if any; gives its message too."""
        made: list[Commit] = []

        def planned(tip: str | None) -> list[Commit]:
            made[:] = plan(tip)
            return made

        written = self._write(planned)
        return (made[0].message if made else ""), written

    def _store(self, additions: list[Addition]) -> list[Added | Refused]:
        from policydiff.store.changes.outcome import Batch  # noqa: PLC0415 - lxml and the schemas

        batch = Batch(self._git, additions)

        def plan(tip: str | None) -> Iterator[Commit]:
            catalogue = self._catalogue_at(tip)
            self._known = None  # the plan lets it grow beyond what is stored
            shared = not catalogue.grown  # see `at_present`
            return batch.plan(tip or "", catalogue.copy() if shared else catalogue)

        written = self._write(plan)
        if written.tip is not None:
            self._known = (written.tip, batch.catalogue)
        return batch.outcomes(written)


class Snapshot(Repository):
    """A repository at one commit, with all facts in memory, for many questions."""

    def __init__(self, store: Repository) -> None:
        """Read all facts that `store` has now. Raises `NoRepositoryError`."""
        super().__init__(store._git, fixed=store.tip)  # noqa: SLF001 of the class itself
        self._cache, self._memory = store._cache, store._memory  # noqa: SLF001 as above
        self._known = store.at_present()._known  # noqa: SLF001 as above
        versions = [version for work in self.catalogue() for version in work.versions]
        self._heads = {version.blob: head for version, head in store.heads(versions)}

    def heads(
        self, versions: Iterable[VersionRecord]
    ) -> Iterator[tuple[VersionRecord, Document | DamagedVersionError]]:
        """The facts of versions, as `Repository.heads`."""
        for version in versions:
            if version.blob not in self._heads:  # the repository has changed since
                self._heads |= {one.blob: head for one, head in super().heads([version])}
            yield version, self._heads[version.blob]
