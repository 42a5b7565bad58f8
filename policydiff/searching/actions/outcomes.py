"""search_outcomes: what became of a clause of an older version in the newest one."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.errors import PolicyDiffError
from policydiff.model.cited import Became, Outcome
from policydiff.model.lineage import LineageStep, Origin
from policydiff.searching.actions.state import SearchState
from policydiff.searching.engine.hits import SearchText
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.works.lineage import Traced, stored_steps, trace_work

_DIVIDED: tuple[Outcome, ...] = ("split", "merged", "regrouped")
"""What happens to clauses that have no single successor of their own."""


def find_outcome(
    state: SearchState, number: int, text: SearchText, *, compare: bool
) -> Became | None:
    """The fate of a text of an older version in the newest one of its work.

    It is unchanged, or has another number, where the same words stand in one place of both
    versions; else the steps between the versions lead there. None in the newest version, and where
    the text cannot be followed: it has no place of its own, or the versions were not compared yet
    and shall not be now (`compare`).
    """
    work, version = state.index.records[number]
    newest = work.versions[-1]
    if version == newest or text.eid is None:
        return None
    texts = state.index.texts_of(state.numbers[newest])
    own = state.index.texts_of(number)
    same = [one for one in texts if _reads_as(one, text)]
    if len(same) == 1 and sum(_reads_as(one, text) for one in own) == 1:
        moved = same[0].number != text.number
        return Became(
            date=newest.date,
            outcome="renumbered" if moved else "unchanged",
            now=_places(same),
        )
    if sum(one.eid == text.eid for one in own) > 1:
        return None
    steps = _steps(state, work, compare=compare)
    return None if steps is None else _followed(steps, work, version, text, texts)


def _reads_as(one: SearchText, other: SearchText) -> bool:
    return (one.part, one.heading, one.text) == (other.part, other.heading, other.text)


def _steps(
    state: SearchState, work: WorkRecord, *, compare: bool
) -> tuple[LineageStep, ...] | None:
    if state.steps.get(work.uri) is None and work.uri not in state.faults:
        try:
            found = stored_steps(state.store, work)
            if found is None and compare:
                found = _whole_steps(trace_work(state.store, work), work)
            state.steps[work.uri] = found
        except PolicyDiffError as error:  # what became of a clause is not known then
            state.faults[work.uri] = error.message
    return state.steps.get(work.uri)


def _whole_steps(traced: Traced, work: WorkRecord) -> tuple[LineageStep, ...] | None:
    """The steps between all versions; None where one cannot be read."""
    return traced.lineage.steps if traced.work == work else None


def _followed(
    steps: tuple[LineageStep, ...],
    work: WorkRecord,
    version: VersionRecord,
    text: SearchText,
    texts: tuple[SearchText, ...],
) -> Became | None:
    """The outcome that the steps from a version to the newest lead to."""
    eids: set[str] = {text.eid or ""}
    path: list[Origin] = []
    for step in steps[work.versions.index(version) :]:
        origins = [one for one in step.origins if not eids.isdisjoint(one.left)]
        path += origins
        eids = {one.eid for one in origins}
    now = tuple(one for one in texts if any(_holds(one, eid) for eid in eids))
    if eids and not now:  # it stands in what is no text of its own
        return None
    return Became(
        date=work.versions[-1].date,
        outcome=_outcome(path, now, text),
        now=_places(now),
        reworded=bool(now) and (len(now) > 1 or not _reads_as(now[0], text)),
        explained=all(one.kind == "unchanged" or one.explained for one in path),
    )


def _holds(text: SearchText, eid: str) -> bool:
    """True where a text is the part of this eId, or holds it."""
    return text.eid is not None and (eid == text.eid or eid.startswith(f"{text.eid}__"))


def _outcome(path: Sequence[Origin], now: Sequence[SearchText], text: SearchText) -> Outcome:
    if not now:
        return "removed"
    kinds = {one.kind for one in path}
    parted = next((one for one in _DIVIDED if one in kinds), None)
    if parted is not None:
        return parted
    if now[0].number != text.number:
        return "renumbered"
    return "unchanged" if _reads_as(now[0], text) else "reworded"


def _places(texts: Sequence[SearchText]) -> tuple[tuple[str, str], ...]:
    return tuple((one.eid, one.number) for one in texts if one.eid is not None)
