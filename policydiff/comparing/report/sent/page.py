"""The 对照表 of a profile as a page, for formats without a layout of their own."""

from __future__ import annotations

from policydiff.comparing.report.sent.sent_table import SentCell, SentRow, SentTable
from policydiff.comparing.report.table.comparison_page import provisions
from policydiff.model.reports import ReportOptions
from policydiff.report.page import Column, Lines, Page, PageRow, PageTable, cell, line, part, words
from policydiff.report.sheets.words import SHEET_WORDS

_WIDE = ("left", "right", "basis", "reason")


def sent_page(sent: SentTable, options: ReportOptions) -> Page:
    """The whole page: opening, the table, the closing sentence.

    The marks that a legend explains are those of Word; other formats have their own.
    """
    columns = tuple(
        Column(head=head, wide=name in _WIDE)
        for name, head in zip(sent.profile.columns, sent.heads, strict=True)
    )
    table = PageTable(
        columns=columns, rows=tuple(_row(row, len(columns)) for row in sent.rows), layout="sides"
    )
    before = (line(text) for text in (sent.left_out, sent.opening) if text)
    after = (line(text) for text in (sent.closing,) if text)
    return Page(
        family="sent",
        language=options.language,
        title=sent.title,
        sheet=SHEET_WORDS["zh"]["table-sheet"],
        day=sent.day,
        author=sent.profile.author,
        sections=(part(*before, table, *after),),
    )


def _row(row: SentRow, columns: int) -> PageRow:
    """A row; one across all columns heads those below it."""
    if len(row.cells) < columns:
        text = "\n".join(row.cells[0].lines)
        return PageRow(
            cells=(cell(text), *[()] * (columns - 1)), heading=words(text), role="unchanged"
        )
    return PageRow(cells=tuple(map(_cell, row.cells)))


def _cell(shown: SentCell) -> Lines:
    return (*(line(text) for text in shown.lines), *provisions(shown.parts))
