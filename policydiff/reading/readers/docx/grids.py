"""The tables of a Word file as rows of cells, with the marks of their characters."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policydiff.model.office_content import MarkedCell, MarkedTable
from policydiff.reading.readers.docx.document import open_text
from policydiff.reading.readers.docx.fields import fields_of
from policydiff.reading.readers.docx.names import number_of, value_of, w
from policydiff.reading.readers.docx.scene import Scene
from policydiff.reading.readers.docx.tables import cells_of, own_rows
from policydiff.reading.readers.docx.text import read_content
from policydiff.reading.readers.tables import MOST_SPAN

MOST_CELLS = 200_000
"""The most cells that are read: the longest table of a law has some 4,000."""


def read_grids(data: bytes, name: str) -> tuple[MarkedTable, ...]:
    """The tables of a file, its tracked changes accepted. Raises an `InputError`."""
    scene, body = open_text(data, name)
    cells = 0
    tables: list[MarkedTable] = []
    for table in body.iter(w("tbl")):
        rows = []
        for row in own_rows(table):
            made = tuple(_cell(cell, scene) for cell in cells_of(row))
            cells += len(made)
            if cells > MOST_CELLS:
                return tuple(tables)
            rows.append(made)
        tables.append(MarkedTable(rows=tuple(rows)))
    return tuple(tables)


def _cell(cell: etree._Element, scene: Scene) -> MarkedCell:
    settings = cell.find(w("tcPr"))
    merge = None if settings is None else settings.find(w("vMerge"))
    lines = list(_lines(cell, scene))
    return MarkedCell(
        text="\n".join(text for text, _ in lines),
        marks="\n".join(marks for _, marks in lines),
        columns=min(max(1, number_of(settings, "gridSpan") or 1), MOST_SPAN),
        continues=merge is not None and merge.get(w("val"), "continue") == "continue",
    )


def _lines(cell: etree._Element, scene: Scene) -> Iterator[tuple[str, str]]:
    """The paragraphs of a cell with their marks, automatic numbers before them."""
    fields = fields_of(cell)
    for paragraph in cell.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        style = scene.styles.paragraph(value_of(properties, "pStyle"))
        label = scene.label(properties, style)
        content = read_content(paragraph, style, scene.styles, fields)
        text = "".join(piece.text + ("\n" if piece.ends else "") for piece in content.pieces)
        marks = "".join(piece.mark * (len(piece.text) + piece.ends) for piece in content.pieces)
        yield label + text, " " * len(label) + marks
