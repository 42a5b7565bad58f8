"""Which version of a work is meant: of a date, in force on a day, or the newest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from policydiff.errors import NotFoundError
from policydiff.model.names import UNDATED
from policydiff.store.records import VersionRecord, WorkRecord

InForce = Callable[[VersionRecord], str | None]
"""Tells the day on which a version came into force, None where it is unknown."""


class NoSuchVersionError(NotFoundError):
    """The work has no version of this date."""

    def __init__(self, work: WorkRecord, date: str) -> None:
        """`date` is what was asked for."""
        super().__init__(f"{work.title} has no version of {date}; stored are {_dates(work.versions)}")


class NotInForceError(NotFoundError):
    """No stored version is known to have been in force on this day."""

    def __init__(self, work: WorkRecord, day: str, known: dict[str, str], unknown: tuple[VersionRecord, ...]) -> None:
        """`known` maps dates of versions to the days on which they came into force."""
        later = [f"{date} not before {begin}" for date, begin in known.items()]
        silent = [f"{version.date or UNDATED} at an unknown date" for version in unknown]
        listed = ", ".join((*later, *silent)) or "none is stored"
        super().__init__(f"no version of {work.title} is known to have been in force on {day}: {listed}; ask for WORK@DATE instead")


def version_of_date(work: WorkRecord, date: str) -> VersionRecord:
    """The version of exactly this date (ISO or ``undated``). Raises `NoSuchVersionError`."""
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
        known = {version.date or UNDATED: begin for version, begin in begins.items() if begin is not None}
        raise NotInForceError(work, day, known, unknown)
    chosen = max(begun, key=lambda entry: entry[:2])[2]
    doubts = [version for version in unknown if (chosen.date or "") < (version.date or "") <= day]
    notes = tuple(f"the version of {version.date} is later, but when it came into force is unknown" for version in doubts)
    return dataclasses.replace(chosen, notes=notes)


def _dates(versions: tuple[VersionRecord, ...]) -> str:
    return ", ".join(version.date or UNDATED for version in versions) or "none"
