"""Tables of office files with the marks that a person set in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.model.source import legible

PLAIN, MARKED, STRUCK = " ", "m", "s"
"""One letter for each character of a cell: no mark; bold, underlined, coloured or shaded; struck."""


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
