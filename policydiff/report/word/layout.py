"""The official layout as Word paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.grid import Slot, columns, slotted
from policydiff.report.lines import Face, FacedSpan, TextLine, TextTable, cell_lines, official_lines
from policydiff.report.pieces import neutral
from policydiff.report.word.body import cell, grid, row, text_run
from policydiff.report.word.document import add_head, add_page_number, new_document, to_bytes
from policydiff.report.word.styles import font
from policydiff.report.word.xml import NOTHING, Xml, element, fill

TEXT_WIDTH = 8845
"""The width of the text in twentieths of a point: 156 mm."""


def render_edition(edition: Edition, options: ReportOptions) -> bytes:
    """The clean text of a version (GB/T 9704—2012), the same bytes each time.

    What a reader must know of the life of its work stands above each page.
    """
    document = edition.document
    date = document.version_date
    word = new_document(
        landscape=False, title=document.title, made=datetime.fromisoformat(date) if date else None
    )
    add_page_number(word.sections[0], "outside")
    remarks = () if edition.status is None else edition.status.remarks
    if remarks:
        add_head(word.sections[0], neutral(translate(Message.joined(remarks), options.language)))
    fill(word, map(official, official_lines(document, whole=False, run_on=True)))
    return to_bytes(word)


def official(line: TextLine | TextTable) -> Xml:
    """A line as w:p, a table as w:tbl, its columns as wide as their texts need."""
    if isinstance(line, TextLine):
        return paragraph(line)
    rows = (
        table_row(slots, [cell_paragraphs(slot) for slot in slots], head=place == 0)
        for place, slots in enumerate(slotted(line.rows))
    )
    return table(columns(line.rows), rows)


def paragraph(line: TextLine) -> Xml:
    """A line as w:p."""
    return element("p", element("pPr", *paragraph_style(line)), *map(span_run, line.spans))


def paragraph_style(line: TextLine) -> tuple[Xml, ...]:
    """The beginning of the w:pPr of a line."""
    style = element("pStyle", val=line.style)
    return (style, element("pageBreakBefore")) if line.new_page else (style,)


def span_run(span: FacedSpan, name: str = "t") -> Xml:
    """A span as w:r; `name` is that of its texts."""
    return text_run(span.text, _look(span.face, span.bold), name)


@lru_cache
def _look(face: Face | None, bold: bool) -> Xml:
    bolds = (element("b"), element("bCs")) if bold else ()
    if face is None:
        return element("rPr", element("rFonts", hint="eastAsia"), *bolds)
    return element("rPr", *font(face, *bolds))


def table(shares: tuple[int, ...], rows: Iterable[Xml]) -> Xml:
    """A table across the text; its columns have these shares of the width."""
    look = element(
        "tblPr",
        element("tblStyle", val="TableGrid"),
        element("tblW", w=5000, type="pct"),
        element("jc", val="center"),
        element("tblLayout", type="autofit"),
    )
    widths = (TEXT_WIDTH * share // sum(shares) for share in shares)
    return element("tbl", look, grid(widths), *rows)


def table_row(
    slots: tuple[Slot, ...], cells: Iterable[Sequence[Xml]], *, head: bool, mark: Xml = NOTHING
) -> Xml:
    """A row; `cells` holds the paragraphs of each of its slots.

    Where it may be the `head` and has head cells only, none of which reaches into the next row, it
    is printed again on each page.
    """
    heads = all(slot.cell is not None and slot.cell.header and slot.merge is None for slot in slots)
    written = (
        cell(None, paragraphs, span=slot.span, merge=slot.merge, middle=True)
        for slot, paragraphs in zip(slots, cells, strict=True)
    )
    return row(written, head=head and heads, whole=True, mark=mark)


def cell_paragraphs(slot: Slot) -> list[Xml]:
    """The paragraphs of a cell."""
    return [paragraph(line) for line in cell_lines(slot)]
