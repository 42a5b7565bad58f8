"""A text with its changes in Word: number, heading, marks, inner tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.report.grid import MOST_COLUMNS
from policydiff.report.pieces import TextPiece
from policydiff.report.provisions import InnerTable, ShownParagraph, provision_blocks
from policydiff.report.rows import ComparisonRow, RowCell
from policydiff.report.word import body
from policydiff.report.word.xml import Xml

_LONGEST = 24
"""A column of an inner table is as wide as so many characters at most, in proportion to the others.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The looks of new, gone, moved and other words; `names_bold` of numbers too."""

    insert: body.RunLook
    delete: body.RunLook
    equal: body.RunLook
    moved_here: body.RunLook
    moved_away: body.RunLook
    noise: body.RunLook
    names_bold: bool = True

    def of(self, piece: TextPiece) -> body.RunLook:
        """The look of a piece."""
        if piece.op == "equal":
            return self.equal
        if piece.moved:
            return self.moved_here if piece.op == "insert" else self.moved_away
        if piece.noise:
            return self.noise
        return self.insert if piece.op == "insert" else self.delete


LOOKS = Looks(
    insert=body.RunLook(bold=True, underline="single"),
    delete=body.RunLook(strike=True),
    equal=body.PLAIN,
    moved_here=body.RunLook(underline="double"),
    moved_away=body.RunLook(strike=True, double=True),
    noise=body.RunLook(underline="dotted"),
)
"""New words are bold and underlined, words that go are struck out: both show in black and white.
What came from another row or went there has two lines.
"""


def provision(
    part: RowCell, item: ComparisonRow, width: int, looks: Looks = LOOKS, style: str = "Cell"
) -> Iterator[Xml]:
    """One provision in a cell of a width."""
    align: body.Align = "center" if item.container else "both"
    for block in provision_blocks(part, item.category):
        if isinstance(block, ShownParagraph):
            runs = (
                redlined(one.piece, bold=one.bold and looks.names_bold, looks=looks)
                for one in block.stretches
            )
            yield body.paragraph(
                runs,
                indent=not item.container,
                align=None if part.table else align,
                keep=item.container and not part.table,
                style=style,
            )
        else:
            yield from (inner_table(block, width, looks), body.paragraph(style=style))


def redlined(
    piece: TextPiece, *, bold: bool = False, size: float | None = None, looks: Looks = LOOKS
) -> Xml:
    """A piece with its marks; noise that is shown is dotted below."""
    mark = looks.of(piece)
    return body.run(
        piece.text, replace(mark, bold=mark.bold or bold, size=size) if bold or size else mark
    )


def inner_table(block: InnerTable, width: int, looks: Looks = LOOKS) -> Xml:
    """A small table in a cell, long columns wider; cells too many for Word joined."""
    rows = [_joined(cells) for cells in block.rows]
    most = max(map(len, rows), default=1)
    filled = [[*cells, *[()] * (most - len(cells))] for cells in rows]
    shares = [
        min(max(sum(len(piece.text) for piece in part) for part in column), _LONGEST) + 6
        for column in zip(*filled, strict=True)
    ] or [1]
    widths = [(width - 400) * share // sum(shares) for share in shares]
    return body.table(
        widths,
        (
            body.row(
                body.cell(
                    size,
                    (
                        body.paragraph(
                            redlined(piece, size=body.SMALL.size, looks=looks) for piece in pieces
                        ),
                    ),
                )
                for pieces, size in zip(cells, widths, strict=True)
            )
            for cells in filled
        ),
    )


def _joined(cells: Sequence[tuple[TextPiece, ...]]) -> list[tuple[TextPiece, ...]]:
    last: Iterable[TextPiece] = (piece for part in cells[MOST_COLUMNS - 1 :] for piece in part)
    return [*cells[: MOST_COLUMNS - 1], *([joined] if (joined := tuple(last)) else [])]
