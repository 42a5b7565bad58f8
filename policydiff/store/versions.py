"""Which version of a work is meant: of a date, in force on a day, or the newest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from policydiff.errors import NotFoundError
from policydiff.model.names import UNDATED
from policydiff.store.records import VersionRecord, WorkRecord

InForce = Callable[[VersionRecord], str | None]
"""Tells the day on which a version came into force, None where it is unknown."""


WAITING = 3
"""Years after its promulgation for which a version that another one followed may still wait for its day: a limit of ours, not of any rule."""


class NoSuchVersionError(NotFoundError):
    """The work has no version of this date, or several of this year."""

    def __init__(self, work: WorkRecord, date: str, *, several: bool = False) -> None:
        """`date` is what was asked for."""
        listed = _dates(work.versions)
        if several:
            super().__init__(f"{work.title} has several versions of {date}; stored are {listed}")
        else:
            super().__init__(f"{work.title} has no version of {date}; stored are {listed}")


class NotInForceError(NotFoundError):
    """No stored version is known to have been in force on this day."""

    def __init__(self, work: WorkRecord, day: str, begins: Mapping[VersionRecord, str | None]) -> None:
        """`begins` tells of each version the day on which it came into force; what was published after `day` is not named."""
        known = sorted((begin, version.date or UNDATED) for version, begin in begins.items() if begin is not None)
        later = [f"{date} not before {begin}" for begin, date in known[:1]]
        silent = [version.date or UNDATED for version, begin in begins.items() if begin is None and (version.date or "") <= day]
        unknown = [f"{', '.join(silent)} at an unknown date"] if silent else []
        oldest = [] if later or unknown else [f"the oldest is of {version.date}" for version in work.versions[:1]]
        listed = "; ".join((*unknown, *later, *oldest)) or "none is stored"
        super().__init__(f"no version of {work.title} is known to have been in force on {day}: {listed}; ask for WORK@DATE instead")


def version_of_date(work: WorkRecord, date: str) -> VersionRecord:
    """The version of exactly this date (ISO or ``undated``), or the only one of a year. Raises `NoSuchVersionError`."""
    if len(date) == len("2018"):
        found = [version for version in work.versions if (version.date or "").startswith(f"{date}-")]
        if len(found) == 1:
            return found[0]
        raise NoSuchVersionError(work, date, several=bool(found))
    version = work.version_of(None if date == UNDATED else date)
    if version is None:
        raise NoSuchVersionError(work, date)
    return version


def newest_version(work: WorkRecord) -> VersionRecord:
    """The version with the latest date. Raises `NoSuchVersionError` where none is stored."""
    if not work.versions:
        raise NoSuchVersionError(work, "any date")
    return work.versions[-1]


def version_in_force(work: WorkRecord, day: str, in_force: InForce) -> VersionRecord:
    """The version in force on a day: the last of those that are known to have come into force by then.

    Later versions whose day of entry into force is open, published by that day, may have been in force in its stead: they are its `others`.
    Where no version is known to have come into force, the one before the newest that was published by then stands for it, or the only one.
    Raises `NotInForceError`.
    """
    begins = {version: in_force(version) for version in work.versions}
    begun = [(begin, version.date or "", version) for version, begin in begins.items() if begin is not None and begin <= day]
    known = max(begun, key=lambda entry: entry[:2])[2] if begun else None
    since = (known.date if known else None) or ""
    silent = [version for version, begin in begins.items() if begin is None and version.date and since < version.date <= day]
    candidates = ([known] if known else []) + silent
    if not candidates:
        raise NotInForceError(work, day, begins)
    chosen, *others = _still_possible(candidates, day)
    notes = tuple(f"the version of {version.date} is later, but when it came into force is unknown" for version in others)
    unknown = () if chosen is known else (f"when the version of {chosen.date} came into force is unknown",)
    return dataclasses.replace(chosen, notes=unknown + notes, others=tuple(others))


def _still_possible(candidates: list[VersionRecord], day: str) -> list[VersionRecord]:
    """The newest version and the one before it; older ones as long as what followed them may still have been waiting for its day."""
    first = max(len(candidates) - 2, 0)
    while first > 0 and day < _waited(candidates[first].date or ""):
        first -= 1
    return candidates[first:]


def _waited(published: str) -> str:
    """The day by which what was published on a day has come into force."""
    return f"{int(published[:4]) + WAITING}{published[4:]}" if published else ""


def _dates(versions: tuple[VersionRecord, ...]) -> str:
    return ", ".join(version.date or UNDATED for version in versions) or "none"
