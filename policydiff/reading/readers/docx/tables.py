"""Tables of a Word file as rows of cells, merged cells as spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from policydiff.model.source import SourceCell
from policydiff.reading.readers.docx.names import is_on, number_of, w
from policydiff.reading.readers.tables import MOST_SPAN

_OUTER = (w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"))


@dataclass(slots=True, kw_only=True)
class _Grown:
    """A cell that may still be extended downwards."""

    text: str
    header: bool
    colspan: int
    rowspan: int = 1


def own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of this very table, also those in content controls."""
    return _within(table, w("tr"))


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, merged ones included."""
    return _within(row, w("tc"))


def _within(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    stack = [iter(parent)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == wanted:
            yield node
        elif node.tag in _OUTER:
            stack.append(iter(node))


def make_rows(
    table: etree._Element, read: Callable[[etree._Element], str]
) -> tuple[tuple[SourceCell, ...], ...]:
    """The rows of a table; `read` gives the text of each cell in reading order.

    Text that a merged cell hides below its first row is added to the first.
    """
    rows: list[list[_Grown]] = []
    open_cells: dict[int, _Grown] = {}
    for row in own_rows(table):
        made: list[_Grown] = []
        _read_row(row, made, open_cells, read)
        if made:
            rows.append(made)
    frozen = (
        tuple(
            SourceCell(
                text=each.text, header=each.header, colspan=each.colspan, rowspan=each.rowspan
            )
            for each in row
        )
        for row in rows
    )
    return tuple(frozen)


def _read_row(
    row: etree._Element,
    made: list[_Grown],
    open_cells: dict[int, _Grown],
    read: Callable[[etree._Element], str],
) -> None:
    properties = row.find(w("trPr"))
    header = bool(is_on(properties, "tblHeader"))
    column = _skip(made, properties, "gridBefore", header=header)
    for cell in cells_of(row):
        settings = cell.find(w("tcPr"))
        span = min(max(1, number_of(settings, "gridSpan") or 1), MOST_SPAN)
        text = read(cell)
        above = open_cells.get(column) if _continues(settings, "vMerge") else None
        if above is not None and above.colspan == span:
            above.rowspan = min(above.rowspan + 1, MOST_SPAN)
            _take_in(above, text)
        elif made and _continues(settings, "hMerge"):
            made[-1].colspan = min(made[-1].colspan + span, MOST_SPAN)
            _take_in(made[-1], text)
        else:
            grown = _Grown(text=text, header=header, colspan=span)
            made.append(grown)
            open_cells[column] = grown
        column += span
    _skip(made, properties, "gridAfter", header=header)


def _skip(made: list[_Grown], properties: etree._Element | None, name: str, *, header: bool) -> int:
    """Add an empty cell for columns left out at a row's begin or end; their number."""
    left_out = min(number_of(properties, name) or 0, MOST_SPAN)
    if left_out:
        made.append(_Grown(text="", header=header, colspan=left_out))
    return left_out


def _continues(settings: etree._Element | None, name: str) -> bool:
    found = None if settings is None else settings.find(w(name))
    return found is not None and found.get(w("val"), "continue") == "continue"


def _take_in(cell: _Grown, text: str) -> None:
    if text:
        cell.text = f"{cell.text}\n{text}" if cell.text else text
