"""Which version of a work is meant: of a date, in force on a day, or the newest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from policydiff.errors import NotFoundError
from policydiff.model.names import UNDATED
from policydiff.store.records import VersionRecord, WorkRecord

InForce = Callable[[VersionRecord], str | None]
"""Tells the day on which a version came into force, None where it is unknown."""


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

    A later version of unknown entry into force, published by that day, may have replaced it: a note says so.
    Raises `NotInForceError`.
    """
    begins = {version: in_force(version) for version in work.versions}
    begun = [(begin, version.date or "", version) for version, begin in begins.items() if begin is not None and begin <= day]
    unknown = tuple(version for version, begin in begins.items() if begin is None)
    if not begun:
        raise NotInForceError(work, day, begins)
    chosen = max(begun, key=lambda entry: entry[:2])[2]
    doubts = [version for version in unknown if (chosen.date or "") < (version.date or "") <= day]
    notes = tuple(f"the version of {version.date} is later, but when it came into force is unknown" for version in doubts)
    return dataclasses.replace(chosen, notes=notes)


def _dates(versions: tuple[VersionRecord, ...]) -> str:
    return ", ".join(version.date or UNDATED for version in versions) or "none"
