"""A workbook to review in, with filters and a reviewer's columns.

For a comparison it has a row for each clause, for a relation a row for each link; the measures of
a relation are a table to send on.
"""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.report.duties.duties import DutyTable
from policydiff.comparing.report.duties.page import DUTY_LABELS
from policydiff.comparing.report.record.checked import CheckedComparison
from policydiff.comparing.report.record.page import CHECK_LABELS
from policydiff.comparing.report.sent.sent_table import SentTable
from policydiff.comparing.report.table import sheets as comparison
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.many_page import many_page
from policydiff.locale import Language
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import GAP_COLUMNS, Relation
from policydiff.relating.report import sheets as relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.gaps_page import GAP_WORDS, GapsView, gap_rows
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.relating.report.relation import RelationTable
from policydiff.relating.report.words import RELATION_WORDS
from policydiff.report.moments import moment_of
from policydiff.report.page import page_of
from policydiff.report.sheets import page
from policydiff.report.sheets.book import Book
from policydiff.report.sheets.words import SHEET_WORDS


def render(
    shown: ComparisonView
    | SentTable
    | DutyTable
    | CheckedComparison
    | Comparisons
    | Relation
    | MeasuresView
    | GapsView,
    options: ReportOptions,
) -> bytes:
    """The workbook, dated by the newest text.

    Nothing in it is calculated, no text becomes a formula or a link, and no clock is asked. Raises
    `BadMomentError` where `options.made` is no date.
    """
    book = Book(SHEET_WORDS[options.language]["too-long"])
    if isinstance(shown, ComparisonView):
        book.describe(shown.title, options.signer, moment_of(options, shown.versions[1].day))
        comparison.write_sheets(book, shown, options)
        return book.close()
    if isinstance(shown, SentTable):
        book.describe(shown.title, shown.profile.author, moment_of(options, shown.day))
        page.write_page(book, page_of(shown, options), SHEET_WORDS["zh"]["table-sheet"])
        return book.close()
    if isinstance(shown, Comparisons):
        beside = many_page(shown, options, beside=True)
        book.describe(beside.title, options.signer, moment_of(options, _newest(shown.documents)))
        page.write_page(book, beside, SHEET_WORDS[options.language]["table-sheet"])
        return book.close()
    if isinstance(shown, DutyTable | CheckedComparison):
        shown_page = page_of(shown, options)
        day = shown.comparison.right.version_date
        labels = DUTY_LABELS if isinstance(shown, DutyTable) else CHECK_LABELS
        book.describe(shown_page.title, options.signer, moment_of(options, day))
        page.write_page(book, shown_page, labels[options.language]["sheet"])
        return book.close()
    related = shown if isinstance(shown, Relation) else shown.relation
    day = _newest((related.left, *related.right))
    title = relation_summary.title(related, options.language)
    book.describe(title, options.signer, moment_of(options, day))
    if isinstance(shown, MeasuresView):
        name = RELATION_WORDS[options.language]["measures-sheet"]
        page.write_page(book, page_of(shown, options), name)
    elif isinstance(shown, GapsView):
        page.write_page(book, page_of(shown, options), GAP_WORDS[options.language]["sheet"])
        _write_exported(book, related, options.language)
    else:
        relation.Sheets(book, related, options.language).write()
    return book.close()


def _write_exported(book: Book, relation: Relation, language: Language) -> None:
    """A hidden sheet with the words of people as they were exported.

    Reading the workbook back, only what was changed since is taken for the words of its reader.
    """
    sheet = book.sheet(GAP_WORDS[language]["exported-sheet"])
    sheet.hide()
    heads = ("item", "law", *GAP_COLUMNS)
    for place, head in enumerate(heads):
        book.text(sheet, 0, place, head)
    for number, row in enumerate(gap_rows(RelationTable(relation, language)), 1):
        cells = ("\n".join(row.words(column, language)) for column in GAP_COLUMNS)
        for place, text in enumerate((row.item.name, row.law.short, *cells)):
            book.text(sheet, number, place, text)


def _newest(documents: Iterable[Document]) -> str | None:
    """The day of the newest version; None where no text has one."""
    return max(filter(None, (one.version_date for one in documents)), default=None)
