"""succession: works that replaced one another, as one chain of versions.

It finds which of them was in force on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.comparing.engine.compare import diff
from policydiff.errors import NotFoundError
from policydiff.messages import Message, template
from policydiff.model.cited import Replaced
from policydiff.model.document import Document
from policydiff.model.lineage import LineageStep, Pair, WorkLineage
from policydiff.model.names import Name
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.succession import ACTS_ON_OTHERS, predecessors, successors
from policydiff.store.records.versions import NotInForceError, may_wait
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.tracing.engine.history import reached_at
from policydiff.tracing.engine.steps import step_of
from policydiff.works.entry_into_force import DaysOfForce, read_heads
from policydiff.works.lineage import Traced, in_force, trace_work

_TOOK_ON = template("{other} took the place of {work} on {day}")
_TOOK = template("{other} took the place of {work}, but on which day is unknown")
_REPEALS = re.compile(r"废止(?:[、和及与]?《[^《》]{1,100}》){1,50}(?=等|的|，)")
"""What the title of a decision says that it puts out of force: 关于废止《…》和《…》的决定."""
_TITLES = re.compile("《([^《》]+)》")


class NoneInForceError(NotFoundError):
    """No work of a succession is recorded as in force on a day.

    Neither the named work nor one that replaced it, or that it replaced.
    """

    def __init__(
        self, error: NotInForceError, before: Sequence[WorkRecord], after: Sequence[WorkRecord]
    ) -> None:
        """`before` are the works that the work replaced, `after` those that replaced it.

        `error` is of the work itself.
        """
        older = (Message("it took the place of {title}", title=work.title) for work in before)
        newer = (Message("{title} took its place", title=work.title) for work in after)
        super().__init__(Message.joined((error.message, *older, *newer)))


class RepealedError(NotFoundError):
    """A stored decision had repealed the work by a day."""

    def __init__(self, work: WorkRecord, day: str, since: str, decision: str) -> None:
        """`since` is the day of the repeal, `decision` the title of the act."""
        super().__init__(
            Message(
                "{title} was no longer in force on {day}: {decision} put it out of force on {since}",
                title=work.title,
                day=day,
                decision=decision,
                since=since,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChain:
    """The versions of works each of which replaced the one before.

    `version` is the position of the one that is asked for.
    """

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
    """The next work of the chain, and the chain lengthened by it.

    It is the work in which most of the clause stood or stands; None where it is in none. `end` is
    the work at the end of the chain.
    """
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
    """The step from the newest version of a work to the oldest of its successor.

    It follows from the alignment of their texts.
    """
    left, right = documents[0][-1], documents[1][0]

    def make(_pair: Pair) -> LineageStep:
        return step_of(diff(left, right, typed=False))

    between = replace(
        works[1],
        uri=" ".join(work.uri for work in works),
        versions=(works[0].versions[-1], works[1].versions[0]),
    )
    return store.steps(between, [(0, 1)], lambda _pair: "", make)[0, 1]


def _length(step: LineageStep, eid: str) -> int:
    """The number of characters of a part that come from the version before.

    It is very large where the part is the same to the letter, and 0 where the part is new.
    """
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


def version_in_force(store: Repository, name: Name) -> tuple[VersionRecord, tuple[Message, ...]]:
    """The version in force on the day in a name, and notes on how it was chosen.

    Where another work had replaced the named one, that one counts; before the named one was in
    force, the one that it replaced. Raises what `Repository.find` raises, and `NoneInForceError`.
    """
    work, day = store.find(name.work), name.in_force_on or ""
    return _in_force(store, work, day, frozenset())


def _in_force(
    store: Repository, work: WorkRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]]:
    catalogue, seen = store.catalogue(), seen | {work.uri}
    doubts: list[Message] = []
    others: list[VersionRecord] = []
    for other in _unseen(successors(catalogue, work), set(seen)):
        since = began(store, other)
        if (since or other.versions[0].date or "") > day:
            continue
        took = Message(
            _TOOK_ON if since else _TOOK,
            other=other.title,
            work=work.title,
            day=since,
        )
        try:
            version, notes = _in_force(store, other, day, seen)
        except NoneInForceError:
            if since is not None:
                raise
            doubts.append(took)
        else:
            if since is not None or version.work_uri != other.uri:
                return version, (took, *notes)
            doubts.append(took)
            others += [replace(version, notes=(), others=()), *version.others]
    _refuse_repealed(store, work, day)
    try:
        version = in_force(store, work, day)
    except NotInForceError as error:
        before = _before(store, work, day, seen)
        if before is None:
            raise NoneInForceError(
                error, predecessors(catalogue, work), successors(catalogue, work)
            ) from None
        return before
    before = _perhaps_still(store, work, version, day, seen)
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
    store: Repository, work: WorkRecord, version: VersionRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]] | None:
    """The version of the predecessor that may still have been in force.

    None unless it is unknown when the first version of this work came into force. Where a later
    version was published by the day, the predecessor counts only while the first may have been
    waiting for its day.
    """
    first = replace(version, notes=(), others=())
    if (
        first != work.versions[0]
        or (version.others and not may_wait(first, day))
        or DaysOfForce(store).begins(work, day)[first] is not None
    ):
        return None
    return _only(store, work, day, seen)


def _refuse_repealed(store: Repository, work: WorkRecord, day: str) -> None:
    """Raise `RepealedError` where a stored decision had repealed the work by the day.

    The title of the decision states the repeal.
    """
    own = set(map(title_key, (work.title, *work.other_titles)))
    for act, titles in repealing_acts(store.catalogue()):
        if own.isdisjoint(titles):
            continue
        document = DaysOfForce(store).document(act, act.versions[-1])
        since = document.dates.in_force or document.version_date
        anew = any(
            since is not None and since < (version.date or "") <= day for version in work.versions
        )
        if since is not None and since <= day and not anew:
            raise RepealedError(work, day, since, act.title)


def repealing_acts(catalogue: Catalogue) -> Iterator[tuple[WorkRecord, frozenset[str]]]:
    """Yield the decisions that put works out of force, with the keys of their titles.

    Their own titles state it.
    """
    for act in catalogue.of_kinds(ACTS_ON_OTHERS):
        found = _REPEALS.search(act.title) if act.stage is None and act.versions else None
        if found is not None:
            yield act, frozenset(map(title_key, _TITLES.findall(found[0])))


def _before(
    store: Repository, work: WorkRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]] | None:
    """The version of the one predecessor that was in force before the work began.

    None where there is none, or several.
    """
    since = began(store, work)
    found = _only(store, work, day, seen) if since is None or day < since else None
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
    store: Repository, work: WorkRecord, day: str, seen: frozenset[str]
) -> tuple[VersionRecord, tuple[Message, ...]] | None:
    """The version in force of the one predecessor that was in force.

    None where none was, or several.
    """
    found: list[tuple[VersionRecord, tuple[Message, ...]]] = []
    for other in _unseen(predecessors(store.catalogue(), work), set(seen)):
        try:
            found.append(_in_force(store, other, day, seen))
        except NotFoundError:
            continue
    return found[0] if len(found) == 1 else None


def replaced_notes(store: Repository, work: WorkRecord) -> tuple[Message, ...]:
    """Notes on the works that replaced a work, with the days on which they did.

    They are for a reader of its newest version.
    """
    notes = []
    for other in _unseen(successors(store.catalogue(), work), {work.uri}):
        since = began(store, other)
        notes.append(
            Message(_TOOK_ON if since else _TOOK, other=other.title, work=work.title, day=since)
        )
    return tuple(notes)


def began(store: Repository, work: WorkRecord) -> str | None:
    """The day on which a work came into force; None where no version states it.

    The oldest version with such a day counts.
    """
    days = DaysOfForce(store)
    for version, document in zip(work.versions, read_heads(store, work.versions), strict=True):
        # what another act tells of an amended version is no beginning of the work
        known = document if document.amendments else days.with_day(work, version, document)
        day = known.original_dates.in_force or known.dates.in_force
        if day is not None:
            return day
    return None


def replacements(store: Repository, works: Iterable[WorkRecord]) -> tuple[Replaced, ...]:
    """The works that took the place of another, the earliest first."""
    found = [
        Replaced(uri=one.uri, title=one.title, date=began(store, one))
        for one in works
        if one.versions
    ]
    return tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.uri)))
