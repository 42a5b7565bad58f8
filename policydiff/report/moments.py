"""The date of a file. No clock is asked: the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions


class BadMomentError(UsageError):
    """A text is neither a date nor a date and a time."""

    def __init__(self, text: str) -> None:
        """`text` is as the caller gave it."""
        super().__init__(
            Message(
                "{text} is not a date; write 2026-01-31 or 2026-01-31T09:30:00", text=repr(text)
            )
        )


def read_moment(text: str) -> datetime:
    """A date or a UTC time by ISO 8601. Raises `BadMomentError`."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).replace(
            microsecond=0, tzinfo=None
        )
    except (ValueError, OverflowError):
        raise BadMomentError(text) from None


def moment_of(options: ReportOptions, day: str | None) -> datetime | None:
    """The wish of the caller, else the `day`. Raises `BadMomentError`."""
    moment = options.made if options.made is not None else day
    return None if moment is None else read_moment(moment)


def newest_date(documents: Iterable[Document]) -> str | None:
    """The ISO date of the newest of these versions; None where no text has one."""
    return max(filter(None, (one.version_date for one in documents)), default=None)
