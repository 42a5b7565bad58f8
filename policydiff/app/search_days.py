"""search_days: the versions of all works that were in force on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.app.search_state import SearchState
from policydiff.app.succession import repealing_acts, version_in_force
from policydiff.errors import NotFoundError
from policydiff.model.names import Name
from policydiff.store.records import VersionRecord, WorkRecord
from policydiff.store.succession import predecessors
from policydiff.store.titles import title_key
from policydiff.store.versions import version_in_force as own_version_in_force


def in_force_on(state: SearchState, day: str) -> dict[int, bool]:
    """The versions that were, or may have been, in force on a day, by their numbers.

    They are those that ``WORK@@DAY`` means, for each work; True where another one may have been in
    force in its stead, and for those others.
    """
    if day not in state.in_force:
        state.in_force.clear()
        state.in_force[day] = {
            state.numbers[version]: presumed
            for version, presumed in _versions(state, day)
            if version in state.numbers
        }
    return state.in_force[day]


def _versions(state: SearchState, day: str) -> Iterator[tuple[VersionRecord, bool]]:
    catalogue = state.store.catalogue()
    repealed = {title for _, titles in repealing_acts(catalogue) for title in titles}
    for work in {work.uri: work for work, _ in state.index.records.values()}.values():
        linked = (
            state.successors(work)
            or predecessors(catalogue, work)
            or not repealed.isdisjoint(map(title_key, (work.title, *work.other_titles)))
        )
        try:
            found = _linked(state, work, day) if linked else _alone(state, work, day)
        except NotFoundError:  # none was
            continue
        candidates = [replace(found, notes=(), others=()), *found.others]
        for one in candidates:
            if one.work_uri == work.uri:
                yield one, len(candidates) > 1


def _linked(state: SearchState, work: WorkRecord, day: str) -> VersionRecord:
    """The version in force of a work that replaced others or was replaced."""
    return version_in_force(state.snapshot, Name(work=work.uri, in_force_on=day))[0]


def _alone(state: SearchState, work: WorkRecord, day: str) -> VersionRecord:
    """The version in force of a work that stands by itself.

    For versions published after the day only their own text counts.
    """
    begins = state.read_begins()
    return own_version_in_force(
        work,
        day,
        lambda version: begins[version][0 if (version.date or "") > day else 1],
    )
