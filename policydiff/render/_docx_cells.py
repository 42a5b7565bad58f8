"""What a cell of a Word 对照表 shows of a provision: number, heading, text with its marks, tables
inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from policydiff.render._docx_table import (
    BOLD,
    PLAIN,
    SMALL,
    Mark,
    Markup,
    cell,
    paragraph,
    row,
    run,
    table,
)
from policydiff.views.pieces import ELLIPSIS, Piece, cut
from policydiff.views.rows import Category, Cell, Row

Line = tuple[Piece, ...]

MOST_COLUMNS = 63
"""Word opens no table with more."""

_LONGEST = 24
"""A column of an inner table is as wide as so many characters at most, in proportion to the others.
"""


def provision(part: Cell, item: Row, width: int) -> Iterator[Markup]:
    """One provision: its number and heading lead its first paragraph, or stand on a line of their
    own.
    """
    lead = list(_lead(part, item.category))
    if part.table:
        if lead:
            yield paragraph(lead, indent=True)
        yield from (_grid(_whole(part.text), width - 400), paragraph())
        return
    lines = [line for line in cut(_elided(part.text)) if line]
    if lead and part.num and not part.own_line:
        gap = [run(part.text_gap)] if part.text_gap and lines else []
        lead += [*gap, *(map(_run, lines.pop(0)) if lines and not _tabbed(lines[0]) else ())]
    if lead:
        yield _paragraph(lead, item)
    for tabbed, group in groupby(lines, _tabbed):
        rows = tuple(group)
        if tabbed and len(rows) > 1:
            yield from (_grid(rows, width - 400), paragraph())
        else:
            yield from (_paragraph(map(_run, line), item) for line in rows)


def _paragraph(runs: Iterable[Markup], item: Row) -> Markup:
    align: Literal["center", "both"] = "center" if item.container else "both"
    return paragraph(runs, indent=not item.container, align=align, keep=item.container)


def _tabbed(line: Line) -> bool:
    """True for a row of a table that stands in the text of a provision, as far as Word has room for
    its columns.
    """
    return 0 < sum(piece.text.count("\t") for piece in line) < MOST_COLUMNS


def _lead(part: Cell, category: Category) -> Iterator[Markup]:
    """Number and heading; both marked where all of the provision is new or gone."""
    mark = {"added": _MARKS["insert"], "removed": replace(_MARKS["delete"], bold=True)}.get(
        category, BOLD
    )
    name = part.num or part.label
    if name:
        yield run(name, mark)
    if part.heading:
        gap = part.heading_gap if part.num else "　" if name else ""
        if gap:
            yield run(gap)
        yield from (_run(piece, bold=True) for piece in part.heading)


_MARKS = {
    "insert": Mark(bold=True, underline="single"),
    "delete": Mark(strike=True),
    "equal": PLAIN,
}
"""New words are bold and underlined, words that go are struck out: black on white tells both."""

_MOVED = {
    "insert": Mark(underline="double"),
    "delete": Mark(strike=True, double=True),
    "equal": PLAIN,
}
"""The same with two lines for what came from another row or went there."""


def _run(piece: Piece, *, bold: bool = False, size: float | None = None) -> Markup:
    """A piece with its marks; what the noise rule leaves out, where it is shown, is dotted
    below.
    """
    mark = (
        _MOVED[piece.op]
        if piece.moved
        else Mark(underline="dotted")
        if piece.noise and piece.op != "equal"
        else _MARKS[piece.op]
    )
    return run(
        piece.text, replace(mark, bold=mark.bold or bold, size=size) if bold or size else mark
    )


def redlined(piece: Piece) -> Markup:
    """A piece of a short redline, its text small."""
    return _run(piece, size=SMALL.size)


def _elided(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with …… for what may be left out; where paragraphs end in it, they end there
    still.
    """
    for piece in pieces:
        if not piece.elided:
            yield piece
            continue
        before = "\n" if piece.text.startswith("\n") else ""
        after = "\n" if piece.text.endswith("\n") else ""
        yield Piece(op="equal", text=before + ELLIPSIS + after)


def _whole(pieces: Line) -> tuple[Line, ...]:
    """The rows of a table: one left out would leave its columns without a meaning."""
    return tuple(cut(replace(piece, elided=False) for piece in pieces))


def _grid(lines: Sequence[Line], width: int) -> Markup:
    """A table inside a cell; long columns are wider. Cells beyond those that Word has room for
    stand in the last one.
    """
    rows = [_joined(list(cut(line, "\t"))) for line in lines]
    most = max(map(len, rows), default=1)
    filled = [[*cells, *[()] * (most - len(cells))] for cells in rows]
    shares = [
        min(max(_length(part) for part in column), _LONGEST) + 6
        for column in zip(*filled, strict=True)
    ] or [1]
    widths = [width * share // sum(shares) for share in shares]
    return table(widths, (_grid_row(cells, widths) for cells in filled))


def _joined(cells: list[Line]) -> list[Line]:
    last = tuple(piece for part in cells[MOST_COLUMNS - 1 :] for piece in part)
    return [*cells[: MOST_COLUMNS - 1], *([last] if last else [])]


def _grid_row(cells: list[Line], widths: list[int]) -> Markup:
    """A row of an inner table, its text small."""
    return row(
        cell(width, (paragraph(map(redlined, pieces)),))
        for pieces, width in zip(cells, widths, strict=True)
    )


def _length(pieces: Line) -> int:
    return sum(len(piece.text) for piece in pieces)


def spoken(part: Cell) -> str:
    """A chapter in one line: 第一章　总则."""
    heading = "".join(piece.text for piece in part.heading)
    gap = part.heading_gap if part.num else "　"
    return f"{part.num or part.label}{gap if heading else ''}{heading}".strip("　")
