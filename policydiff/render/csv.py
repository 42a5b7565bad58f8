"""The numbers of two versions as CSV for a spreadsheet: old number, new number, change, heading or
first words.
"""

from __future__ import annotations

import csv
from io import StringIO

from policydiff.model.plugins import ReportOptions
from policydiff.views.comparison import ComparisonView
from policydiff.views.concordance import concordance, heads

SUFFIX = ".csv"

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A spreadsheet takes a cell that begins so for a formula."""


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else; lines end
    as RFC 4180 says.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads(view, options))
    for line in concordance(view, options):
        writer.writerow(
            [safe(cell) for cell in (line.number, line.others, line.change, line.words)]
        )
    return out.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would calculate it; — for no number
    stays.
    """
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
