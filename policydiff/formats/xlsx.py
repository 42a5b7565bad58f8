"""A workbook to review in, with filters and a reviewer's columns."""

from __future__ import annotations

from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.formats import FAMILIES, function
from policydiff.report.moments import moment_of
from policydiff.report.page import page_of
from policydiff.report.sheets.book import Book
from policydiff.report.sheets.page import write_page
from policydiff.report.sheets.words import SHEET_WORDS


def render(shown: Shown, options: ReportOptions) -> bytes:
    """The workbook, dated by the newest text.

    Nothing in it is calculated, no text becomes a formula or a link, and no clock is asked. Raises
    `BadMomentError` where `options.made` is no date.
    """
    book = Book(SHEET_WORDS[options.language]["too-long"])
    own = FAMILIES[shown.family].sheets
    if own is not None:
        function(own)(book, shown, options)
    else:
        page = page_of(shown, options, wide=True)
        author = options.signer if page.author is None else page.author
        book.describe(page.title, author, moment_of(options, page.day))
        write_page(book, page, page.sheet)
    return book.close()
