"""The date in a file's name compared with those in its text."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import PurePath

from policydiff.errors import InputError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.source import Problem
from policydiff.model.version import Dates, date_in_text
from policydiff.reading.load import VERSION_DATES, GivenFacts, without_first_in_force
from policydiff.text.dates import find_dates, read_date

DATE_IN_NAME = "date-in-name"
"""The code of the doubt about the date in a file's name."""

_COMPACT = re.compile(r"(?<!\d)((?:1[89]|2[01])\d\d)([01]\d)([0-3]\d)(?!\d)", re.ASCII)


class NamedDateError(InputError):
    """A text under a file name with another day is refused as another version."""

    def __init__(self, doubt: Problem, refusal: PolicyDiffError) -> None:
        """`refusal` is the error with which the text was refused."""
        super().__init__(
            Message(
                "{doubt}; {hint}. Otherwise: {refusal}",
                doubt=doubt.message,
                hint=doubt.hint,
                refusal=refusal,
            ),
            refusal.details,
        )


def date_in_name(name: str) -> str | None:
    """The one date in a file's name, ISO; None for none or several.

    1993-03-29.md, 示例法(2019年1月5日).docx, 示例法_20190105.docx.
    """
    stem = PurePath(name).stem
    compact = (read_date("-".join(match.groups())) for match in _COMPACT.finditer(stem))
    found = {day for day in (*(day for _, day in find_dates(stem)), *compact) if day is not None}
    return next(iter(found)) if len(found) == 1 else None


def doubt_of_name(name: str, document: Document, given: GivenFacts) -> Problem | None:
    """A problem if a file's name and neither text nor person gives this day."""
    day = _other_day(name, document, given)
    if day is None:
        return None
    hint = Message(
        "if the name is right, give --promulgated {day}, or --adopted {date} where the text was passed on it",
        day=day,
        date=day,
    )
    if _ends_earlier(document, day):
        hint = Message(
            "if the name is right, give --dates-from-names, or --promulgated {day}, or --adopted {date} where the text was passed on it",
            day=day,
            date=day,
        )
    return Problem(
        code=DATE_IN_NAME,
        message=Message(
            "the file's name has {day}, its text {told}", day=day, told=_stated(document)
        ),
        hint=hint,
    )


def dated_by_name(name: str, document: Document, given: GivenFacts) -> Document:
    """The document with the day in its file's name as `named`.

    Only if the text states no day, or its head ends before a later change.
    """
    day = _other_day(name, document, given)
    if day is None or not _ends_earlier(document, day):
        return document
    known = replace(document, dates=replace(document.dates, named=day))
    return known if given.get("in_force") else without_first_in_force(known)


def origin_of_date(document: Document) -> Message | None:
    """A message for a version whose date comes from its file's name, else None."""
    if document.dates.named is None:
        return None
    return Message(
        "its date {date} is the one in its file's name, its text {told}",
        date=document.dates.named,
        told=_stated(document),
    )


def _other_day(name: str, document: Document, given: GivenFacts) -> str | None:
    """The day in a file's name if the version and the person state another."""
    day, dates = date_in_name(name), document.dates
    own = (
        day is None
        or any(map(given.get, VERSION_DATES))
        or day in (getattr(dates, field.name) for field in fields(Dates))
    )
    return None if own else day


def _ends_earlier(document: Document, day: str) -> bool:
    return document.version_date is None or document.version_date < day


def _stated(document: Document) -> str:
    date, basis = date_in_text(document.dates)
    return Message("states no date of its own") if date is None else f"says {date} ({basis})"
