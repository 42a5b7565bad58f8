"""A provision as a table shows it: paragraphs, and the tables in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policydiff.report.cell_blocks import PieceLine, cut_rows, is_row, tables_and_text
from policydiff.report.pieces import ELLIPSIS, TextPiece, cut
from policydiff.report.rows import Category, ComparisonRow, RowCell

WHOLE = 4
"""A row with no more lines does not break between two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionStretch:
    """A piece of text, bold where it belongs to a number or a heading."""

    piece: TextPiece
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParagraph:
    """Stretches on lines of their own."""

    stretches: tuple[ProvisionStretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerTable:
    """A table in the text of a provision: rows of as many cells as each has."""

    rows: tuple[tuple[PieceLine, ...], ...]


def provision_blocks(cell: RowCell, category: Category) -> Iterator[ShownParagraph | InnerTable]:
    """One provision. The number of one that is new or gone is marked as its text is.

    …… stands for what may be left out; of a table nothing may, for its columns would lose their
    meaning.
    """
    lead = list(_lead(cell, category))
    if cell.table:
        if lead:
            yield ShownParagraph(stretches=tuple(lead))
        yield InnerTable(rows=cut_rows(cell.text))
        return
    lines = [line for line in cut(map(abridged, cell.text)) if line]
    if lead and lines and cell.runs_on:
        lead += map(_plain, _gap(cell.text_gap))
        lead += map(_plain, () if is_row(lines[0]) else lines.pop(0))
    if lead:
        yield ShownParagraph(stretches=tuple(lead))
    for is_table, found in tables_and_text(lines, is_row):
        if is_table:
            yield InnerTable(rows=tuple(tuple(cut(row, "\t")) for row in found))
        else:
            yield from (ShownParagraph(stretches=tuple(map(_plain, line))) for line in found)


_NUMBERS: dict[str, Literal["insert", "delete"]] = {"added": "insert", "removed": "delete"}


def _lead(cell: RowCell, category: Category) -> Iterator[ProvisionStretch]:
    name = cell.num or cell.label
    if name:
        yield ProvisionStretch(
            piece=TextPiece(op=_NUMBERS.get(category, "equal"), text=name), bold=True
        )
    if cell.heading:
        gap = cell.heading_gap if cell.num else "　" if name else ""
        yield from map(_plain, _gap(gap))
        yield from (ProvisionStretch(piece=piece, bold=True) for piece in cell.heading)


def _plain(piece: TextPiece) -> ProvisionStretch:
    return ProvisionStretch(piece=piece)


def _gap(text: str) -> PieceLine:
    return (TextPiece(op="equal", text=text),) if text else ()


def abridged(piece: TextPiece) -> TextPiece:
    """The piece, or …… and the ends of paragraphs for what may be left out."""
    if not piece.elided:
        return piece
    before = "\n" if piece.text.startswith("\n") else ""
    after = "\n" if piece.text.endswith("\n") else ""
    return TextPiece(op="equal", text=before + ELLIPSIS + after)


def chapter_line(cell: RowCell) -> str:
    """A chapter in one line: 第一章　总则."""
    heading = "".join(piece.text for piece in cell.heading)
    gap = cell.heading_gap if cell.num else "　"
    return f"{cell.num or cell.label}{gap if heading else ''}{heading}".strip("　")


def is_whole(row: ComparisonRow, across: int) -> bool:
    """True for a row of at most `WHOLE` lines, `across` characters wide, or a head."""
    sides = (sum(_lines(cell, across) for cell in cells) for cells in (row.left, row.right))
    return row.container or max(sides) <= WHOLE


def _lines(cell: RowCell, across: int) -> int:
    text = "".join(piece.text for piece in map(abridged, cell.text))
    return sum(1 + len(line) // across for line in text.split("\n"))
