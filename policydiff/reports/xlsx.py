"""A comparison as a workbook to review in: a row a clause with filters and a reviewer's column, and a sheet of facts."""

from __future__ import annotations

from datetime import datetime

from policydiff.model.comparison import Comparison
from policydiff.model.plugins import ReportOptions
from policydiff.office.tracked import read_moment
from policydiff.reports._sheet_book import Book
from policydiff.reports._sheet_facts import FactsSheet
from policydiff.reports._sheet_table import TableSheet
from policydiff.reports._sheet_words import SHEET_WORDS
from policydiff.views import summary
from policydiff.views.building import build_rows
from policydiff.views.rows import Gap, Row, gather

SUFFIX = ".xlsx"

AUTHOR = "policydiff"
"""Who has made the file where nobody says."""


def render(comparison: Comparison, options: ReportOptions) -> bytes:
    """The workbook. Nothing in it is calculated, no text becomes a formula or a link, and no clock is asked.

    Raises what `build_rows` raises, and `BadMomentError` where `options.made` is no date.
    """
    rows = build_rows(comparison, options)
    book = Book(SHEET_WORDS[options.language]["too-long"])
    book.describe(summary.title(comparison, options.language), options.author or AUTHOR, made(comparison, options))
    elided = TableSheet(book, comparison, options).write(shown(rows, options))
    FactsSheet(book, comparison, options).write(rows, elided=elided)
    return book.close()


def made(comparison: Comparison, options: ReportOptions) -> datetime | None:
    """When the file says that it was made: what the caller says, else the date of the new version."""
    if options.made is not None:
        return read_moment(options.made)
    date = comparison.right.version_date
    return None if date is None else datetime.fromisoformat(date)


def shown(rows: tuple[Row, ...], options: ReportOptions) -> tuple[Row, ...]:
    """The rows to list, one by one: a spreadsheet folds by its filters."""
    found: list[Row] = []
    for item in gather(rows, only_changed=options.only_changed, whole=options.whole):
        found.extend(item.rows if isinstance(item, Gap) else (item,))
    return tuple(found)
