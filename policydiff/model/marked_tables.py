"""Tables of office files with the marks that a person set in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.model.source import SourceTable, legible

PLAIN, MARKED, STRUCK = " ", "m", "s"
"""One letter for each character of a cell: no mark; bold, underlined, coloured or shaded; struck."""


_NEXT = re.compile(r"(?<=[。；])(?=第[零〇一二三四五六七八九十百千]{1,9}条[　 ])")
"""The place of a page break between two provisions of one cell: ……处理。|第二条　……"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCell:
    """A cell: its text, lines joined by line feeds, a mark for each character.

    `columns` is the number of columns that it takes; `continues` is true where the cell above
    reaches down to it.
    """

    text: str
    marks: str
    columns: int = 1
    continues: bool = False

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTable:
    """The rows of a table, or of a sheet."""

    rows: tuple[tuple[MarkedCell, ...], ...]

    @property
    def texts(self) -> tuple[Mapping[int, str], ...]:
        """The words of each row by the place of their column from 0.

        Merged cells have their words in every place.
        """
        found: list[Mapping[int, str]] = []
        above: Mapping[int, str] = {}
        for row in self.rows:
            places = enumerate(cell for cell in row for _ in range(cell.columns))
            above = {
                place: above.get(place, "") if cell.continues else cell.text
                for place, cell in places
            }
            found.append(above)
        return tuple(found)


def unmarked(table: SourceTable) -> MarkedTable:
    """A table of a source without marks.

    A cell that reaches into rows below goes on in each of them; each provision in a cell begins a
    line.
    """
    waiting: dict[int, tuple[int, int]] = {}
    rows: list[tuple[MarkedCell, ...]] = []
    for source in table.rows:
        cells: list[MarkedCell] = []
        place = 0
        left = list(source)
        while left or place in waiting:
            if place in waiting:
                more, columns = waiting.pop(place)
                cells.append(MarkedCell(text="", marks="", columns=columns, continues=True))
                if more > 1:
                    waiting[place] = more - 1, columns
                place += columns
                continue
            cell = left.pop(0)
            text = _NEXT.sub("\n", cell.text)
            cells.append(MarkedCell(text=text, marks=PLAIN * len(text), columns=cell.colspan))
            if cell.rowspan > 1:
                waiting[place] = cell.rowspan - 1, cell.colspan
            place += cell.colspan
        rows.append(tuple(cells))
    return MarkedTable(rows=tuple(rows))
