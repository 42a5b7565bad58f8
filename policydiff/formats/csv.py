"""The numbers of a value as CSV for a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from policydiff.comparing.report.duties.duties import DutyTable
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.model.cited import Citations
from policydiff.model.reports import ReportOptions
from policydiff.relating.report.concordances import concordance_page
from policydiff.relating.report.gaps_page import GapsView
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.report.page import Lines, PageTable, page_of
from policydiff.report.sheets.data_rows import guarded, rows_of, write_rows
from policydiff.searching.engine.hits import SearchResult


def render(value: object, options: ReportOptions) -> bytes:
    """The file as bytes in UTF-8.

    It has the byte order mark that Excel needs; lines end as in RFC 4180.
    """
    if isinstance(value, Citations | MeasuresView) or (
        isinstance(value, ComparisonView) and options.whole
    ):
        return b"".join(write_rows(rows_of(value), "csv"))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    page = (
        page_of(value, options)
        if isinstance(value, DutyTable | GapsView | SearchResult)
        else concordance_page(value, options, letters=False)
    )
    for table in (block for section in page.sections for block in section.blocks):
        if isinstance(table, PageTable):
            writer.writerow([column.head for column in table.columns])
            writer.writerows([guarded(_text(cell)) for cell in row.cells] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Lines) -> str:
    return "\n".join("".join(part.text for part in line.text) for line in cell)
