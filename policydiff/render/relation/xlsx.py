"""A relation as a workbook to review in: a row a link, the matrix, what nobody announced, the named
instruments.
"""

from __future__ import annotations

from datetime import datetime

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation
from policydiff.render._sheet_book import Book
from policydiff.render.relation._sheets import Sheets
from policydiff.render.xlsx import AUTHOR
from policydiff.views import relation_summary
from policydiff.views.moments import read_moment
from policydiff.views.relation_words import RELATION_WORDS

SUFFIX = ".xlsx"


def render(relation: Relation, options: ReportOptions) -> bytes:
    """The workbook. Nothing in it is calculated, no text becomes a formula or a link, and no clock
    is asked.

    Raises `BadMomentError` where `options.made` is no date.
    """
    book = Book(RELATION_WORDS[options.language]["too-long"])
    book.describe(
        relation_summary.title(relation, options.language),
        options.author or AUTHOR,
        made(relation, options),
    )
    Sheets(book, relation, options.language).write()
    return book.close()


def made(relation: Relation, options: ReportOptions) -> datetime | None:
    """When the file says that it was made: what the caller says, else the date of the newest
    document.
    """
    if options.made is not None:
        return read_moment(options.made)
    dates = [
        document.version_date
        for document in (relation.left, *relation.right)
        if document.version_date is not None
    ]
    return datetime.fromisoformat(max(dates)) if dates else None
