"""The columns and rows of a comparison table that somebody else made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.checking.engine.table_check import RowPlace
from policydiff.model.office_content import MarkedCell, MarkedTable
from policydiff.text.numerals import canonical

_OLD = re.compile(r"修[订改正]前|现行|原[条文章]|旧")
"""The head of a column of old text: 修订前（2023年5月）, 现行条文, 原条款."""

_NEW = re.compile(r"修[订改正]后|草案|拟修|新[条文章]|现修订")
"""The head of a column of new text: 修订后, 修订草案条文, 新条款."""

_NUMBERS = re.compile(r"序号|条号|条次|编号|条款号")
"""The head of a column of numbers: 序号, 原条款序号."""

LEAD = re.compile(
    r"[ \t\u3000\xa0]*(第(?P<number>[〇零一二三四五六七八九十百千0-9]{1,9})条(?:之(?P<sub>[一二三四五六七八九十]{1,3}))?)(?![第规所的和至、，,。])[ \t\u3000\xa0]*"
)
"""The number of an article at the head of a line: 第二十三条之一; no citation: 第五条规定的."""

_ABOVE = re.compile(
    r"[ \t\u3000\xa0]*第[〇零一二三四五六七八九十百千0-9]{1,9}[编章节](?![^ \t\u3000\xa0])"
)
"""The heading of a chapter: 第二章　总则."""

_NOTHING = frozenset(
    ("", "新增", "新增条款", "新增条文", "删除", "删去", "无", "/", "／", "-", "－", "—", "——")
)
"""What stands in the cell of a side that has no text."""

FURTHEST_HEAD = 5
"""The head of a table stands in one of so many first rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellQuotation:
    """The words that a cell gives of one article.

    `num` is the number as printed, "" where there is none; `number` the same as a value; `text` and
    `marks` are without it. `shared` is true where one column numbers both sides, so that the number
    may be that of the other one.
    """

    num: str
    number: str | None
    text: str
    marks: str
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """The quotations of one row, or of several that a merged cell holds together.

    `stated` are the numbers that columns of their own give to each side.
    """

    place: RowPlace
    left: tuple[CellQuotation, ...]
    right: tuple[CellQuotation, ...]
    stated: tuple[CellQuotation | None, CellQuotation | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """The columns of a table, counted from 0; -1 where there is none."""

    left: int
    right: int
    left_number: int = -1
    right_number: int = -1


def rows_of(table: MarkedTable, count: int) -> tuple[TableRow, ...] | None:
    """The rows of the `count`th table below its head.

    None where it has no columns of old and new text.
    """
    for place, cells in enumerate(table.rows[:FURTHEST_HEAD]):
        columns = _columns(cells)
        if columns is not None:
            return tuple(_rows(table.rows[place + 1 :], columns, count, place + 2))
    return None


def _columns(cells: Iterable[MarkedCell]) -> _Columns | None:
    """The columns by the words of the head."""
    found: dict[str, int] = {}
    for start, cell in _placed(cells):
        head = "".join(cell.text.split())
        numbers = bool(_NUMBERS.search(head))
        old, new = bool(_OLD.search(head)), bool(_NEW.search(head))
        if len(head) > 60 or (old and new):
            continue
        side = "left" if old else "right" if new else "both"
        if numbers or side != "both":
            found.setdefault(f"{side}-number" if numbers else side, start)
    if "left" not in found or "right" not in found:
        return None
    both = found.get("both-number", -1)
    return _Columns(
        left=found["left"],
        right=found["right"],
        left_number=found.get("left-number", both),
        right_number=found.get("right-number", -1 if "left-number" in found else both),
    )


def _placed(cells: Iterable[MarkedCell]) -> Iterator[tuple[int, MarkedCell]]:
    """The cells with the columns at which they begin."""
    column = 0
    for cell in cells:
        yield column, cell
        column += cell.columns


def _at(cells: Iterable[MarkedCell], column: int) -> MarkedCell | None:
    return next(
        (cell for start, cell in _placed(cells) if start <= column < start + cell.columns), None
    )


def _rows(
    rows: Iterable[tuple[MarkedCell, ...]], columns: _Columns, table: int, first: int
) -> Iterator[TableRow]:
    """The rows of text; bands across the table and repeated heads are left out."""
    made: TableRow | None = None
    for number, cells in enumerate(rows, first):
        left, right = _at(cells, columns.left), _at(cells, columns.right)
        if left is None or right is None or left is right or _columns(cells) is not None:
            continue
        shared = columns.left_number == columns.right_number
        stated = (
            _number(_at(cells, columns.left_number), left, shared=shared),
            _number(_at(cells, columns.right_number), right, shared=shared),
        )
        found = TableRow(
            place=RowPlace(table=table, row=number),
            left=tuple(quotations(left, stated[0])),
            right=tuple(quotations(right, stated[1])),
            stated=stated,
        )
        if made is not None and (left.continues or right.continues):
            made = TableRow(
                place=made.place,
                left=(*made.left, *found.left),
                right=(*made.right, *found.right),
                stated=made.stated,
            )
            continue
        if made is not None:
            yield made
        made = found
    if made is not None:
        yield made


def _number(cell: MarkedCell | None, beside: MarkedCell, *, shared: bool) -> CellQuotation | None:
    """The number of an article in a column of its own."""
    found = None if cell is None or cell is beside else LEAD.match(cell.text)
    if found is None:
        return None
    return CellQuotation(
        num=found[1],
        number=canonical(found["number"], found["sub"]),
        text="",
        marks="",
        shared=shared,
    )


def quotations(cell: MarkedCell, stated: CellQuotation | None = None) -> Iterator[CellQuotation]:
    """The quotations in a cell, one for each article that it numbers.

    Words before the first number belong to the `stated` one.
    """
    if cell.continues or is_nothing(cell.text):
        return
    num, number = ("", None) if stated is None else (stated.num, stated.number)
    shared = stated is not None and stated.shared
    text = marks = ""
    place = 0
    for line in cell.text.split("\n"):
        below = cell.marks[place : place + len(line)]
        place += len(line) + 1
        lead = LEAD.match(line)
        if lead is not None:
            if text.strip():
                yield CellQuotation(num=num, number=number, text=text, marks=marks, shared=shared)
            num, number = lead[1], canonical(lead["number"], lead["sub"])
            shared = False
            text, marks = line[lead.end() :] + "\n", below[lead.end() :] + " "
        elif _ABOVE.match(line) is None:
            text, marks = text + line + "\n", marks + below + " "
    if text.strip() or num:
        yield CellQuotation(num=num, number=number, text=text, marks=marks, shared=shared)


def is_nothing(text: str) -> bool:
    """True for what stands where a side has no text: 新增, （删去）, —."""
    return "".join(text.split()).strip("（）()【】[]") in _NOTHING
