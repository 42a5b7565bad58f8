"""The table of the report on paper: what need not be read is a line or ……, for nobody can open
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.render._html_rows import Rows
from policydiff.render._markup import Markup, element, joined
from policydiff.views.notes import kind_of, note_lines
from policydiff.views.pieces import ELLIPSIS, Piece
from policydiff.views.rows import Cell, Gap, Row

WHOLE = 300
"""A row with fewer characters in each text is not parted between two pages."""


class PaperRows(Rows):
    """Rows as those of the page on a screen, without what only a script brings back."""

    def body(self, item: Row | Gap) -> Markup:
        """A run of rows that need no reading is told in one line."""
        if isinstance(item, Gap):
            return element("tbody", self.bar(item))
        if (
            item.container
            or max((_length(cell) for cell in (*item.left, *item.right)), default=0) < WHOLE
        ):
            return super().body(item)
        return element("tbody", self.row(item), class_="long")

    def bar(self, gap: Gap) -> Markup:
        """The line that stands for a run of rows."""
        return element("tr", element("td", self.told(gap), colspan="3"), class_="fold")

    def piece(self, piece: Piece) -> Markup:
        """…… for each stretch that may be left out, and nothing else of it."""
        if piece.op != "equal" or not piece.elided:
            return super().piece(piece)
        return (
            element("span", ELLIPSIS, class_="cut")
            if piece.text == ELLIPSIS and piece.noise
            else joined(())
        )

    def kind(self, row: Row) -> Iterator[Markup]:
        """What happened to a row, and what it does as a 对照表 says it: of many facts the first,
        for the column is narrow.
        """
        yield element("span", kind_of(row, self.options), class_=f"tag {row.category}")
        for line in note_lines(row, self.options):
            yield element("span", line, class_="note")


def _length(cell: Cell) -> int:
    """How many characters of a provision are printed; a line takes the room of ten at least."""
    texts = [piece.text for piece in cell.text if not piece.elided]
    return sum(map(len, texts)) + 10 * sum(text.count("\n") for text in texts)
