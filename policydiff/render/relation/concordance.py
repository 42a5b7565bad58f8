"""A relation as a table for the terminal: each article of the left and those that correspond, such
as a code and the laws before it.
"""

from __future__ import annotations

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation
from policydiff.render.concordance import WIDTH, in_columns, wrapped
from policydiff.views import relation_summary
from policydiff.views.relation_concordance import Concordance

SUFFIX = ".txt"


def render(relation: Relation, options: ReportOptions) -> bytes:
    """Title, the documents of the right, and one line for each article; nothing but text."""
    width = max(options.width or WIDTH, 20)
    table = Concordance(relation=relation, language=options.language, letters=True)
    head = [
        part
        for line in (relation_summary.title(relation, options.language), *table.legend())
        for part in wrapped(line, width)
    ]
    lines = [*head, "", *in_columns([table.heads(), *table.lines()], width)]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8")
