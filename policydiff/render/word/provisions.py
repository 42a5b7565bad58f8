"""A text with its changes in Word: number, heading, marks, inner tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policydiff.render.word.body import (
    PLAIN,
    SMALL,
    Align,
    RunLook,
    cell,
    paragraph,
    row,
    run,
    table,
)
from policydiff.render.word.xml import Xml
from policydiff.views.grid import MOST_COLUMNS
from policydiff.views.pieces import TextPiece
from policydiff.views.provisions import InnerTable, ShownParagraph, provision_blocks
from policydiff.views.rows import ComparisonRow, RowCell

_LONGEST = 24
"""A column of an inner table is as wide as so many characters at most, in proportion to the others.
"""

_MARKS = {
    "insert": RunLook(bold=True, underline="single"),
    "delete": RunLook(strike=True),
    "equal": PLAIN,
}
"""New words are bold and underlined, words that go are struck out: both show in black and white."""

_MOVED = {
    "insert": RunLook(underline="double"),
    "delete": RunLook(strike=True, double=True),
    "equal": PLAIN,
}
"""The same with two lines for what came from another row or went there."""


def provision(part: RowCell, item: ComparisonRow, width: int) -> Iterator[Xml]:
    """One provision in a cell of a width."""
    align: Align = "center" if item.container else "both"
    for block in provision_blocks(part, item.category):
        if isinstance(block, ShownParagraph):
            runs = (redlined(one.piece, bold=one.bold) for one in block.stretches)
            yield paragraph(
                runs,
                indent=not item.container,
                align=None if part.table else align,
                keep=item.container and not part.table,
            )
        else:
            yield from (inner_table(block, width), paragraph())


def redlined(piece: TextPiece, *, bold: bool = False, size: float | None = None) -> Xml:
    """A piece with its marks.

    What the noise rule leaves out, where it is shown, is dotted below.
    """
    mark = (
        _MOVED[piece.op]
        if piece.moved
        else RunLook(underline="dotted")
        if piece.noise and piece.op != "equal"
        else _MARKS[piece.op]
    )
    return run(
        piece.text, replace(mark, bold=mark.bold or bold, size=size) if bold or size else mark
    )


def inner_table(block: InnerTable, width: int) -> Xml:
    """A table inside a cell of a width, its text small; long columns are wider.

    Cells beyond those that Word has room for stand in the last one.
    """
    rows = [_joined(cells) for cells in block.rows]
    most = max(map(len, rows), default=1)
    filled = [[*cells, *[()] * (most - len(cells))] for cells in rows]
    shares = [
        min(max(sum(len(piece.text) for piece in part) for part in column), _LONGEST) + 6
        for column in zip(*filled, strict=True)
    ] or [1]
    widths = [(width - 400) * share // sum(shares) for share in shares]
    return table(
        widths,
        (
            row(
                cell(size, (paragraph(redlined(piece, size=SMALL.size) for piece in pieces),))
                for pieces, size in zip(cells, widths, strict=True)
            )
            for cells in filled
        ),
    )


def _joined(cells: Sequence[tuple[TextPiece, ...]]) -> list[tuple[TextPiece, ...]]:
    last: Iterable[TextPiece] = (piece for part in cells[MOST_COLUMNS - 1 :] for piece in part)
    return [*cells[: MOST_COLUMNS - 1], *([joined] if (joined := tuple(last)) else [])]
