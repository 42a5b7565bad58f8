"""A comparison as a workbook to review in: a row a clause with filters and a reviewer's column, and
a sheet of facts.
"""

from __future__ import annotations

from datetime import datetime

from policydiff.model.plugins import ReportOptions
from policydiff.render._sheet_book import Book
from policydiff.render._sheet_facts import FactsSheet, write_doubts
from policydiff.render._sheet_table import TableSheet
from policydiff.views.comparison import ComparisonView
from policydiff.views.moments import read_moment
from policydiff.views.rows import Gap, Row
from policydiff.views.sheet_words import SHEET_WORDS

SUFFIX = ".xlsx"

AUTHOR = "policydiff"
"""Who has made the file where nobody says."""


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The workbook. Nothing in it is calculated, no text becomes a formula or a link, and no clock
    is asked.

    Raises `BadMomentError` where `options.made` is no date.
    """
    book = Book(SHEET_WORDS[options.language]["too-long"])
    book.describe(view.title, options.author or AUTHOR, made(view, options))
    elided = TableSheet(book, view, options).write(shown(view))
    FactsSheet(book, view, options).write(elided=elided)
    if view.doubts:
        write_doubts(book, view, options)
    return book.close()


def made(view: ComparisonView, options: ReportOptions) -> datetime | None:
    """When the file says that it was made: what the caller says, else the date of the new
    version.
    """
    if options.made is not None:
        return read_moment(options.made)
    day = view.versions[1].day
    return None if day is None else datetime.fromisoformat(day)


def shown(view: ComparisonView) -> tuple[Row, ...]:
    """The rows to list, one by one: a spreadsheet folds by its filters."""
    return tuple(
        row for item in view.items for row in (item.rows if isinstance(item, Gap) else (item,))
    )
