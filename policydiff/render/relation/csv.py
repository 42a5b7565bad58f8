"""A relation as CSV for a spreadsheet: each article of the left and those that correspond."""

from __future__ import annotations

import csv
from io import StringIO

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation
from policydiff.render.csv import safe
from policydiff.views.relation_concordance import Concordance

SUFFIX = ".csv"


def render(relation: Relation, options: ReportOptions) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else; lines end
    as RFC 4180 says.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    table = Concordance(relation=relation, language=options.language)
    writer.writerow(table.heads())
    writer.writerows([safe(cell) for cell in line] for line in table.lines())
    return out.getvalue().encode("utf-8-sig")
