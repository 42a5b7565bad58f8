"""The version of a work for a date, in force on a day, or the newest."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from policydiff.errors import DamagedError, NotFoundError, PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.model.names import UNDATED, Name
from policydiff.model.version_names import Called, is_called, read_called
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import one_line

InForce = Callable[[VersionRecord], str | None]
"""Tells the day on which a version came into force, None where it is unknown."""


CalledOf = Callable[[VersionRecord], Called | None]
"""Tells what a version is called, None where its text does not."""

WAITING = 3
"""Years after its promulgation for which a version that another one followed may still wait for its
day: a limit of ours, not of any rule.
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The works that a work replaced, those that replaced it, and the whole line."""

    before: tuple[WorkRecord, ...] = ()
    after: tuple[WorkRecord, ...] = ()
    line: tuple[WorkRecord, ...] = ()


NOT_RELATED = Related()


class DamagedVersionError(DamagedError):
    """A stored version cannot be read."""

    def __init__(self, version: VersionRecord, error: PolicyDiffError) -> None:
        """`error` states why; words of the file in it are cleaned and cut."""
        self.version = version
        self.reason = error.message.cleaned(lambda words: one_line(words, 50))
        self.short = Message(
            "{name} ({path}): {why}",
            name=f"{one_line(version.title, 30)}@{version.date or UNDATED}",
            path=one_line(version.path, 90),
            why=self.reason,
        )
        super().__init__(
            Message(
                "cannot be read: {version}; `add --correct` replaces it, `remove` takes it out",
                version=self.short,
            )
        )


def not_counted(errors: Sequence[DamagedVersionError]) -> tuple[Message, ...]:
    """One note on all that could not be read, which names the first; None for none."""
    if not errors:
        return ()
    return (
        Message.counted(
            "{count} version could not be read and is not counted: {version}",
            "{count} versions could not be read and are not counted, such as {version}",
            len(errors),
            count=len(errors),
            version=errors[0].short,
        ),
    )


class NoSuchVersionError(NotFoundError):
    """The work has no version of this date, or several of this year."""

    def __init__(
        self,
        work: WorkRecord,
        date: str,
        related: Related = NOT_RELATED,
        *,
        several: bool = False,
        called: Mapping[VersionRecord, Called | None] | None = None,
    ) -> None:
        """`date` is the one that was asked for."""
        listed = _dates(work.versions, called or {})
        if several:
            super().__init__(
                Message(
                    "{title} has several versions of {date}; stored are {dates}",
                    title=work.title,
                    date=date,
                    dates=listed,
                )
            )
            return
        told = [
            Message("it took the place of {title}", title=other.title)
            for other in related.before
            if _is_before(date, work)
        ]
        told += [
            Message("{title} took its place", title=other.title)
            for other in related.after
            if _is_behind(date, work)
        ]
        named = [
            Message("ask for {title}@{date}", title=other.title, date=date)
            for other in related.line
            if _of_date(other, date)
        ]
        none = Message(
            "{title} has no version of {date}; stored are {dates}",
            title=work.title,
            date=date,
            dates=listed,
        )
        super().__init__(Message.joined((none, *told, *named)))


class DayNamedError(UsageError):
    """A day of force was named where a version is wanted."""

    def __init__(self, name: Name) -> None:
        """`name` as it was parsed."""
        super().__init__(
            Message(
                "{name} asks for what was in force on a day; name a version, such as {work}@2022-12-30",
                name=name,
                work=name.work,
            )
        )


class NotInForceError(NotFoundError):
    """No stored version is recorded as in force on this day."""

    def __init__(
        self, work: WorkRecord, day: str, begins: Mapping[VersionRecord, str | None]
    ) -> None:
        """`begins` has for each version the day on which it came into force."""
        known = sorted(
            (begin, version.date or UNDATED)
            for version, begin in begins.items()
            if begin is not None
        )
        later = [
            Message("{date} not before {begin}", date=date, begin=begin)
            for begin, date in known[:1]
        ]
        silent = [
            version.date or UNDATED
            for version, begin in begins.items()
            if begin is None and (version.date or "") <= day
        ]
        unknown = [Message("{dates} at an unknown date", dates=", ".join(silent))] if silent else []
        oldest = (
            []
            if later or unknown
            else [
                Message("the oldest is of {date}", date=version.date)
                for version in work.versions[:1]
            ]
        )
        listed = Message.joined((*unknown, *later, *oldest)) or Message("none is stored")
        super().__init__(
            Message(
                "no version of {title} is known to have been in force on {day}: {listed}; ask for WORK@DATE instead",
                title=work.title,
                day=day,
                listed=listed,
            )
        )


def version_of_date(
    work: WorkRecord, date: str, called: CalledOf, related: Callable[[], Related] = Related
) -> VersionRecord:
    """The version of exactly this date (ISO or ``undated``), year, or name.

    A year means the only version of it, a name (2018年修正) the only version that is called so. Raises
    `NoSuchVersionError`, which names `related` works.
    """
    if read_called(date) is not None:
        names = {version: called(version) for version in work.versions}
        found = [version for version, name in names.items() if is_called(date, name)]
        if len(found) == 1:
            return found[0]
        raise NoSuchVersionError(work, date, several=bool(found), called=names)
    found = _of_date(work, date)
    if len(found) == 1:
        return found[0]
    raise NoSuchVersionError(work, date, related(), several=bool(found))


def _of_date(work: WorkRecord, date: str) -> list[VersionRecord]:
    if len(date) == len("2018"):
        return [version for version in work.versions if (version.date or "").startswith(f"{date}-")]
    version = work.version_of(None if date == UNDATED else date)
    return [] if version is None else [version]


def _is_before(date: str, work: WorkRecord) -> bool:
    """True for a date, or a year, before the oldest version of a work."""
    return all(version.date is None or date < version.date for version in work.versions)


def _is_behind(date: str, work: WorkRecord) -> bool:
    """True for a date, or a year, behind the newest version of a work."""
    return all(version.date is None or date > version.date for version in work.versions)


def newest_version(work: WorkRecord) -> VersionRecord:
    """The version with the latest date. Raises `NoSuchVersionError` without any."""
    if not work.versions:
        raise NoSuchVersionError(work, Message("any date"))
    return work.versions[-1]


def version_in_force(work: WorkRecord, day: str, in_force: InForce) -> VersionRecord:
    """The version in force on a day.

    It is the last of those that are recorded to have come into force by then. Later versions whose
    day of entry into force is open, published by that day, may have been in force in its stead:
    they are its `others`. Where no version is recorded to have come into force, the one before the
    newest that was published by then stands for it, or the only one. Raises `NotInForceError`.
    """
    begins = {version: in_force(version) for version in work.versions}
    begun = [
        (begin, version.date or "", version)
        for version, begin in begins.items()
        if begin is not None and begin <= day
    ]
    known = max(begun, key=lambda entry: entry[:2])[2] if begun else None
    since = (known.date if known else None) or ""
    silent = [
        version
        for version, begin in begins.items()
        if begin is None and version.date and since < version.date <= day
    ]
    candidates = ([known] if known else []) + silent
    if not candidates:
        raise NotInForceError(work, day, begins)
    chosen, *others = _still_possible(candidates, day)
    notes = tuple(
        Message(
            "the version of {date} is later, but when it came into force is unknown",
            date=version.date,
        )
        for version in others
    )
    unknown = (
        ()
        if chosen is known
        else (Message("when the version of {date} came into force is unknown", date=chosen.date),)
    )
    return dataclasses.replace(chosen, notes=unknown + notes, others=tuple(others))


def _still_possible(candidates: list[VersionRecord], day: str) -> list[VersionRecord]:
    """The versions that may be in force, the oldest first."""
    first = max(len(candidates) - 2, 0)
    while first > 0 and may_wait(candidates[first], day):
        first -= 1
    return candidates[first:]


def may_wait(version: VersionRecord, day: str) -> bool:
    """True where a version that another followed may have had no force yet on a day."""
    published = version.date or ""
    return bool(published) and day < f"{int(published[:4]) + WAITING}{published[4:]}"


def _dates(
    versions: tuple[VersionRecord, ...], called: Mapping[VersionRecord, Called | None]
) -> str:
    listed = ((version.date or UNDATED, called.get(version)) for version in versions)
    return (
        ", ".join(date if name is None else f"{date} ({name})" for date, name in listed) or "none"
    )
