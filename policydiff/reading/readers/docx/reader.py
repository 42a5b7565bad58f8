"""Word files (docx, docm, dotx): paragraphs and tables with automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policydiff.model.office_content import MarkedCell, MarkedTable, Signature, WordContent
from policydiff.model.source import SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.docx.document import open_text, read_content, read_document
from policydiff.reading.readers.docx.fields import fields_of
from policydiff.reading.readers.docx.names import number_of, value_of, w
from policydiff.reading.readers.docx.package import Budget
from policydiff.reading.readers.docx.scene import Scene
from policydiff.reading.readers.docx.tables import cells_of, own_rows
from policydiff.reading.readers.docx.text import read_content as read_paragraph
from policydiff.reading.readers.safety.archive import kind_of_zip
from policydiff.reading.readers.tables import MOST_SPAN

SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")

MOST_CELLS = 200_000
"""The most cells that are read: the longest table of a law has some 4,000."""


def sniff(data: bytes) -> bool:
    """True for a zip archive with a Word document in it."""
    return kind_of_zip(data) == "word"


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines and tables as Word shows them; a line's number is its paragraph's.

    Automatic numbers stand at the head of their lines, followed by Word's separator (an ideographic
    space for a tab). A soft break ends a line. Headers, footers, notes, comments and hidden text
    are in `dropped`. `options.revisions` chooses the text; a `Problem` reports tracked changes.
    Nothing is run, fetched or written. Raises an `InputError` if the bytes are no Word file,
    damaged, encrypted or beyond limits, or hold no text.
    """
    return read_document(data, name, options, Budget())


def content(
    data: bytes,
    name: str,
    options: ReadOptions = READ_OPTIONS,
    spared: frozenset[Signature] = frozenset(),
) -> WordContent:
    """A Word file word for word, accepting `spared` changes. Raises as `read`."""
    return read_content(data, name, options, spared)


def tables(data: bytes, name: str) -> tuple[MarkedTable, ...]:
    """The tables with their marks, all tracked changes accepted. Raises as `read`."""
    scene, body = open_text(data, name)
    cells = 0
    grids: list[MarkedTable] = []
    for table in body.iter(w("tbl")):
        rows = []
        for row in own_rows(table):
            made = tuple(_cell(cell, scene) for cell in cells_of(row))
            cells += len(made)
            if cells > MOST_CELLS:
                return tuple(grids)
            rows.append(made)
        grids.append(MarkedTable(rows=tuple(rows)))
    return tuple(grids)


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
        content = read_paragraph(paragraph, style, scene.styles, fields)
        text = "".join(piece.text + ("\n" if piece.ends else "") for piece in content.pieces)
        marks = "".join(piece.mark * (len(piece.text) + piece.ends) for piece in content.pieces)
        yield label + text, " " * len(label) + marks
