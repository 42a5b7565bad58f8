"""succession: works that replaced one another, as one chain of versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policydiff.errors import NotFoundError
from policydiff.messages import Message, template
from policydiff.model.cited import Replaced
from policydiff.model.document import Document
from policydiff.model.lineage import LineageStep, Pair, WorkLineage
from policydiff.model.names import Name
from policydiff.store.records.succession import predecessors, successors
from policydiff.store.records.versions import NotInForceError, may_wait
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.tracing.engine.history import reached_at
from policydiff.tracing.engine.steps import step_of
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.lineage import Traced, in_force, trace_work

_TOOK = template("{other} took the place of {work}, but on which day is unknown")


class NoneInForceError(NotFoundError):
    """Neither a work nor its predecessors and successors were in force on a day."""

    def __init__(
        self, error: NotInForceError, before: Sequence[WorkRecord], after: Sequence[WorkRecord]
    ) -> None:
        older = (Message("it took the place of {title}", title=work.title) for work in before)
        newer = (Message("{title} took its place", title=work.title) for work in after)
        super().__init__(Message.joined((error.message, *older, *newer)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChain:
    """Versions of works that replaced each other, and the `version` asked for."""

    documents: tuple[Document, ...]
    lineage: WorkLineage
    version: int


def chain_of(store: Repository, traced: Traced, eid: str) -> WorkChain:
    """The versions of a work between those of its predecessors and successors.

    The chain goes only as far as the clause `eid` of the version that is asked for is followed: of
    several predecessors that one counts in which most of it stood. Raises what cannot be read of a
    stored version.
    """
    chain = WorkChain(documents=traced.documents, lineage=traced.lineage, version=traced.version)
    catalogue = store.catalogue()
    first = last = traced.work
    seen = {traced.work.uri}
    while found := _nearest(
        store, chain, eid, _unseen(predecessors(catalogue, first), seen), first, older=True
    ):
        first, chain = found
        seen.add(first.uri)
    while found := _nearest(
        store, chain, eid, _unseen(successors(catalogue, last), seen), last, older=False
    ):
        last, chain = found
        seen.add(last.uri)
    return chain


def _unseen(works: Sequence[WorkRecord], seen: set[str]) -> list[WorkRecord]:
    return [work for work in works if work.uri not in seen and work.versions]


def _nearest(
    store: Repository,
    chain: WorkChain,
    eid: str,
    works: Sequence[WorkRecord],
    end: WorkRecord,
    *,
    older: bool,
) -> tuple[WorkRecord, WorkChain] | None:
    """The next work of the chain, and the chain lengthened by it."""
    reached = reached_at(chain.lineage, chain.version, eid)[0 if older else -1]
    found: list[tuple[int, int, WorkRecord, WorkChain]] = []
    for place, work in enumerate(works if reached else ()):
        other = trace_work(store, work)
        step = _crossing(
            store,
            (work, end) if older else (end, work),
            (other.documents, chain.documents) if older else (chain.documents, other.documents),
        )
        kept = (
            sum(_length(step, origin_eid) for origin_eid in reached)
            if older
            else sum(
                _length(step, origin.eid)
                for origin in step.origins
                if not reached.isdisjoint(origin.left)
            )
        )
        if kept:
            found.append((kept, -place, work, _joined(chain, other, step, older=older)))
    return max(found, key=lambda one: one[:2])[2:] if found else None


def _crossing(
    store: Repository,
    works: tuple[WorkRecord, WorkRecord],
    documents: tuple[Sequence[Document], Sequence[Document]],
) -> LineageStep:
    """The step from the newest version of a work to the oldest of its successor."""
    left, right = documents[0][-1], documents[1][0]

    def make(_pair: Pair) -> LineageStep:
        from policydiff.comparing.engine.compare import diff  # noqa: PLC0415 - a day asks for no comparison

        return step_of(diff(left, right, typed=False))

    between = replace(
        works[1],
        uri=" ".join(work.uri for work in works),
        versions=(works[0].versions[-1], works[1].versions[0]),
    )
    return store.steps(between, [(0, 1)], lambda _pair: "", make)[0, 1]


def _length(step: LineageStep, eid: str) -> int:
    """The number of characters of a part that come from the version before."""
    origin = next((one for one in step.origins if one.eid == eid), None)
    if origin is None or not origin.left:
        return 0
    return (
        sum(len(edit.text) for edit in origin.edits if edit.op == "equal")
        if origin.edits
        else 1_000_000
    )


def _joined(chain: WorkChain, other: Traced, step: LineageStep, *, older: bool) -> WorkChain:
    """The chain with the versions of another work added before or behind it."""
    parts = [(other.documents, other.lineage), (chain.documents, chain.lineage)]
    (documents, one), (more, two) = parts if older else parts[::-1]
    lineage = WorkLineage(
        versions=(*one.versions, *two.versions),
        steps=(*one.steps, step, *two.steps),
        wids=(*one.wids, *two.wids),
        remarks=(*one.remarks, *two.remarks),
    )
    return WorkChain(
        documents=(*documents, *more),
        lineage=lineage,
        version=chain.version + (len(documents) if older else 0),
    )


def version_in_force(
    store: Repository, name: Name, lives: WorkLives | None = None
) -> tuple[VersionRecord, tuple[Message, ...]]:
    """The version in force on the day in a name, and notes on how it was chosen.

    Before the named work was in force, the one that it replaced counts. `lives` are those of the
    repository, where they are at hand. Raises what `Repository.find`
    raises, `NoneInForceError`, and `EndedError` where the work had ended by the day.
    """
    work, day = store.find(name.work), name.in_force_on or ""
    return _in_force(lives or WorkLives(store), work, day, frozenset())


def _in_force(
    lives: WorkLives, work: WorkRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]]:
    store, seen = lives.store, seen | {work.uri}
    catalogue = store.catalogue()
    lives.refuse_ended(work, day)
    doubts: list[Message] = []
    others: list[VersionRecord] = []
    for other in _unseen(successors(catalogue, work), set(seen)):
        if (other.versions[0].date or "") > day or lives.began(other) is not None:
            continue
        try:
            version, _ = _in_force(lives, other, day, seen)
        except NotFoundError:
            continue
        doubts.append(Message(_TOOK, other=other.title, work=work.title))
        others += [replace(version, notes=(), others=()), *version.others]
    try:
        version = in_force(store, work, day)
    except NotInForceError as error:
        before = _before(lives, work, day, seen)
        if before is None:
            raise NoneInForceError(
                error, predecessors(catalogue, work), successors(catalogue, work)
            ) from None
        return before
    before = _perhaps_still(lives, work, version, day, seen)
    if before is not None:
        still, notes = before
        took = Message(
            "{other} took the place of {title}, but on which day is unknown",
            other=work.title,
            title=still.title,
        )
        own = (replace(version, notes=(), others=()), *version.others)
        return replace(still, others=(*still.others, *own, *others)), (*notes, took, *doubts)
    return replace(version, others=(*version.others, *others)), (*version.notes, *doubts)


def _perhaps_still(
    lives: WorkLives, work: WorkRecord, version: VersionRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]] | None:
    """The version of the predecessor that may still have been in force."""
    first = replace(version, notes=(), others=())
    if (
        first != work.versions[0]
        or (version.others and not may_wait(first, day))
        or DaysOfForce(lives.store).begins(work, day)[first] is not None
    ):
        return None
    return _only(lives, work, day, seen)


def _before(
    lives: WorkLives, work: WorkRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]] | None:
    """The version of the one predecessor that was in force before the work began."""
    since = lives.began(work)
    found = _only(lives, work, day, seen) if since is None or day < since else None
    if found is None:
        return None
    version, notes = found
    return version, (
        Message(
            "{title} was not yet in force on {day}; it took the place of {other}",
            title=work.title,
            day=day,
            other=version.title,
        ),
        *notes,
    )


def _only(
    lives: WorkLives, work: WorkRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]] | None:
    """The version in force of the one predecessor that was in force."""
    found: list[tuple[VersionRecord, tuple[Message, ...]]] = []
    for other in _unseen(predecessors(lives.store.catalogue(), work), set(seen)):
        try:
            found.append(_in_force(lives, other, day, seen))
        except NotFoundError:
            continue
    return found[0] if len(found) == 1 else None


def replacements(store: Repository, works: Iterable[WorkRecord]) -> tuple[Replaced, ...]:
    """The works that took the place of another, the earliest first."""
    lives = WorkLives(store)
    found = [
        Replaced(uri=one.uri, title=one.title, date=lives.began(one))
        for one in works
        if one.versions
    ]
    return tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.uri)))
