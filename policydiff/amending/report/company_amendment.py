"""The amendment of a company's rules (章程修正案).

Every changed clause is quoted before and after. The form is that of listed companies: 原第三条：“……”。现修改为：“……”。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydiff.amending.engine.drafting.writing import quote
from policydiff.comparing.report.sent.sent_table import SentTable
from policydiff.locale import Labels
from policydiff.report.provisions import InnerTable, provision_blocks
from policydiff.report.rows import ComparisonRow, RowCell
from policydiff.text.numerals import write_number

_WORDS = Labels(
    "amendment of a company's rules",
    {
        "title": "Amendment of {work}",
        "opening": "{work} is amended as follows:",
        "replaced": "“{before}” becomes “{after}” throughout.",
        "changed": "Former {old}: {before}. Now: {after}.",
        "added": "Add, as {new}: {after}.",
        "deleted": "Delete former {old}: {before}.",
        "moved": "Former {old} becomes {new}: {after}.",
    },
)
"""Like a profile it is Chinese: the form is that of companies in China."""


def company_amendment(sent: SentTable) -> str:
    """The amendment as plain text, a paragraph a line.

    Every row of the table has an entry, in its order, with the whole text of both sides; the
    sentence on other numbers stands at the end where it is proved.
    """
    words = _WORDS["zh"]
    entries = (*map(_replaced, sent.replacements), *filter(None, map(_entry, _rows(sent))))
    numbered = (f"{write_number(place)}、{entry}" for place, entry in enumerate(entries, 1))
    lines = (
        words["title"].format(work=sent.work),
        words["opening"].format(work=sent.work),
        *numbered,
        *([sent.renumbered + "。"] if sent.renumbered else []),
    )
    return "\n".join(lines) + "\n"


def _rows(sent: SentTable) -> Iterator[ComparisonRow]:
    return (row.source for row in sent.rows if row.source is not None)


def _replaced(replacement: tuple[str, str]) -> str:
    before, after = replacement
    return _WORDS["zh"]["replaced"].format(before=before, after=after)


def _entry(row: ComparisonRow) -> str:
    """The order for one row; "" for one that neither side has."""
    old, new = row.names
    before, after = (quote("\n".join(_lines(cells))) for cells in (row.left, row.right))
    key = (
        "added"
        if not row.left
        else "deleted"
        if not row.right
        else "moved"
        if row.category in ("moved", "unchanged", "renumbered")
        else "changed"
    )
    return _WORDS["zh"][key].format(old=old, new=new, before=before, after=after)


def _lines(cells: Iterable[RowCell]) -> Iterator[str]:
    """The provisions as printed, a line each paragraph, without notes."""
    for cell in cells:
        shown = (replace(piece, elided=False) for piece in cell.text if not piece.note)
        for block in provision_blocks(replace(cell, text=tuple(shown)), "unchanged"):
            if isinstance(block, InnerTable):
                yield from (
                    "\t".join("".join(piece.text for piece in pieces) for pieces in row)
                    for row in block.rows
                )
            else:
                yield "".join(one.piece.text for one in block.stretches)
