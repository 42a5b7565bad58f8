"""The amendment of a company's rules (章程修正案).

Every changed clause is quoted before and after. The form is that of listed companies: 原第三条：“……”。现修改为：“……”。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydiff.amending.engine.drafting.writing import quote
from policydiff.comparing.report.sent.sent_table import SentTable
from policydiff.locale import Labels
from policydiff.model.comparison import Comparison
from policydiff.model.document import Provision
from policydiff.model.index import index_document
from policydiff.report.provisions import InnerTable, provision_blocks
from policydiff.report.rows import ComparisonRow, RowCell
from policydiff.text.numerals import CLAUSE_NUMBER, write_number

_WORDS = Labels(
    "amendment of a company's rules",
    {
        "title": "Amendment of {work}",
        "opening": "{work} is amended as follows:",
        "replaced": "“{before}” becomes “{after}” throughout.",
        "changed": "Former {old}: {before}. Now: {after}.",
        "added": "Add, as {new}: {after}.",
        "added-after": "Add a clause after {place}, as {new}: {after}.",
        "added-below": "Add a clause below {place}, as {new}: {after}.",
        "deleted": "Delete former {old}: {before}.",
        "moved": "Former {old} becomes {new}: {after}.",
    },
)
"""Like a profile it is Chinese: the form is that of companies in China."""

_DECIMAL = re.compile(rf"第?{CLAUSE_NUMBER}条?[、.．]?")
"""The number of a clause: 3.2.1, 第3.2条."""

_STOPS = "、.．"


def company_amendment(sent: SentTable, comparison: Comparison | None = None) -> str:
    """The amendment as plain text, a paragraph a line.

    Every row of a clause, heading or title has an entry, in its order, with the whole text of both
    sides; the sentence on other numbers stands at the end where it is proved. With the comparison a
    new clause 3.2.2 is placed after the one before it.
    """
    words = _WORDS["zh"]
    places = {} if comparison is None else dict(_places(comparison))
    changes = (_entry(row, places.get(row.id)) for row in _rows(sent))
    entries = (*map(_replaced, sent.replacements), *filter(None, changes))
    numbered = (f"{write_number(place)}、{entry}" for place, entry in enumerate(entries, 1))
    lines = (
        words["title"].format(work=sent.work),
        words["opening"].format(work=sent.work),
        *numbered,
        *([sent.renumbered + "。"] if sent.renumbered else []),
    )
    return "\n".join(lines) + "\n"


def _rows(sent: SentTable) -> Iterator[ComparisonRow]:
    """The rows of the table, without a note below the title, which has no name."""
    rows = (row.source for row in sent.rows if row.source is not None)
    return (row for row in rows if row.label or not row.around)


def _heading(cells: Iterable[RowCell]) -> str:
    """The heading of a chapter without number, in quotation marks; "" for none."""
    heading = "".join(piece.text for cell in cells for piece in cell.heading)
    return quote(heading) if heading else ""


def _replaced(replacement: tuple[str, str]) -> str:
    before, after = replacement
    return _WORDS["zh"]["replaced"].format(before=before, after=after)


def _places(comparison: Comparison) -> Iterator[tuple[int, tuple[str, str]]]:
    """The place of each new decimal clause, by match: after 3.2.1, below 3.2."""
    index = index_document(comparison.right)
    old = {
        match.right[0].eid: match.left[0].num or ""
        for match in comparison.matches
        if len(match.left) == len(match.right) == 1
    }
    added = {match.right[0].eid: match.id for match in comparison.matches if not match.left}
    before: dict[str | None, Provision] = {}
    for clause in comparison.right.provisions:
        above = index.parents.get(clause.eid)
        previous, before[above] = before.get(above), clause
        holder = index.by_eid.get(above or "")
        if clause.eid not in added or not _DECIMAL.fullmatch(clause.num or ""):
            continue
        if previous is not None:
            num = old.get(previous.eid) or previous.num or ""
            yield added[clause.eid], ("added-after", num.rstrip(_STOPS))
        elif isinstance(holder, Provision):
            num = old.get(holder.eid) or holder.num or ""
            yield added[clause.eid], ("added-below", num.rstrip(_STOPS))


def _entry(row: ComparisonRow, place: tuple[str, str] | None = None) -> str:
    """The order for one row; "" for one that neither side has."""
    old, new = (
        name or _heading(cells)
        for name, cells in zip(row.names, (row.left, row.right), strict=True)
    )
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
    if key == "added" and place is not None and place[1]:
        return _WORDS["zh"][place[0]].format(place=place[1], new=new, after=after)
    return _WORDS["zh"][key].format(old=old, new=new, before=before, after=after)


def _lines(cells: Iterable[RowCell]) -> Iterator[str]:
    """The provisions as printed, a line each paragraph, without notes."""
    for cell in cells:
        shown = (replace(piece, elided=False) for piece in cell.text if not piece.note)
        printed = replace(cell, text=tuple(shown), label="")
        for block in provision_blocks(printed, "unchanged"):
            if isinstance(block, InnerTable):
                yield from (
                    "\t".join("".join(piece.text for piece in pieces) for pieces in row)
                    for row in block.rows
                )
            else:
                yield "".join(one.piece.text for one in block.stretches)
