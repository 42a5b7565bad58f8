"""A workbook to review in, with filters and a reviewer's columns.

For a comparison it has a row for each clause, for a relation a row for each link.
"""

from __future__ import annotations

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation
from policydiff.render.sheets import comparison, relation
from policydiff.render.sheets.book import Book
from policydiff.views import relation_summary
from policydiff.views.comparison import ComparisonView
from policydiff.views.moments import moment_of
from policydiff.views.sheet_words import SHEET_WORDS


def render(shown: ComparisonView | Relation, options: ReportOptions) -> bytes:
    """The workbook, dated by the newest text.

    Nothing in it is calculated, no text becomes a formula or a link, and no clock is asked. Raises
    `BadMomentError` where `options.made` is no date.
    """
    book = Book(SHEET_WORDS[options.language]["too-long"])
    if isinstance(shown, ComparisonView):
        book.describe(shown.title, options.signer, moment_of(options, shown.versions[1].day))
        comparison.write_sheets(book, shown, options)
    else:
        dates = (one.version_date for one in (shown.left, *shown.right))
        day = max(filter(None, dates), default=None)
        title = relation_summary.title(shown, options.language)
        book.describe(title, options.signer, moment_of(options, day))
        relation.Sheets(book, shown, options.language).write()
    return book.close()
