"""The date in a file's name beside those in its text: a name is no fact, but who gave it one wants to hear that the text says otherwise."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import PurePath

from policydiff.errors import InputError
from policydiff.model.document import Dates, Document
from policydiff.model.source import Problem
from policydiff.parsing.dates import find_dates, read_date
from policydiff.workflows.load import GivenFacts

VERSION_DATES = ("promulgated", "adopted", "approved", "signed")
"""Facts by which a person says of what day a version is."""

_COMPACT = re.compile(r"(?<!\d)((?:1[89]|2[01])\d\d)([01]\d)([0-3]\d)(?!\d)", re.ASCII)


class NamedDateError(InputError):
    """A text is refused as another text of a stored version, and its file's name says that it is of another day."""

    def __init__(self, doubt: Problem, refusal: str) -> None:
        """`refusal` is what the text was refused for."""
        super().__init__(f"{doubt.message}; {doubt.hint}. Otherwise: {refusal}")


def date_in_name(name: str) -> str | None:
    """The one date in the name of a file, ISO: 1993-03-29.md, 示例法(2019年1月5日).docx, 示例法_20190105.docx. None where there is none, or several."""
    stem = PurePath(name).stem
    compact = (read_date("-".join(found.groups())) for found in _COMPACT.finditer(stem))
    found = {day for day in (*(day for _, day in find_dates(stem)), *compact) if day is not None}
    return next(iter(found)) if len(found) == 1 else None


def doubt_of_name(name: str, document: Document, given: GivenFacts) -> Problem | None:
    """What to tell of a file whose name says a day that is none of the version's own.

    None where the two agree, the name says nothing, or a person gave the version's date.
    """
    day, dates = date_in_name(name), document.dates
    if day is None or any(map(given.get, VERSION_DATES)) or day in (getattr(dates, field.name) for field in fields(Dates)):
        return None
    told = "tells no date of its own" if document.version_date is None else f"says {document.version_date} ({document.version_basis})"
    return Problem(
        code="date-in-name",
        message=f"the file's name says {day}, its text {told}",
        hint=f"if the name is right, give --promulgated {day}, or --adopted {day} where the text was passed on it",
    )
