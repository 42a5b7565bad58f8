"""The official layout as Word paragraphs and tables: lines → elements of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from policydiff.render.office.fonts import put_font
from policydiff.render.office.xml import make, put
from policydiff.views.grid import Slot, columns, slotted
from policydiff.views.lines import Grid, Line, Span, cell_lines

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

TEXT_WIDTH = 8845
"""The width of the text in twentieths of a point: 156 mm."""


def lay_out(word: WordDocument, lines: Iterable[Line | Grid]) -> None:
    """Add the lines to a Word document, before the properties of its last section."""
    append(word, (table(line) if isinstance(line, Grid) else paragraph(line) for line in lines))


def append(word: WordDocument, elements: Iterable[Any]) -> None:
    """Add paragraphs and tables to a Word document, before the properties of its last section."""
    section = word.element.body.sectPr
    for element in elements:
        section.addprevious(element)


def paragraph(line: Line) -> Any:
    """A line as w:p."""
    element = make("p")
    element.append(paragraph_properties(line))
    for span in line.spans:
        element.append(run(span))
    return element


def paragraph_properties(line: Line) -> Any:
    """The w:pPr of a line."""
    properties = make("pPr")
    put(properties, "pStyle", val=line.style)
    if line.new_page:
        put(properties, "pageBreakBefore")
    return properties


def run(span: Span, content: str = "t") -> Any:
    """A span as w:r; `content` names the element of its text: t, or delText inside a deletion. Tabs
    are elements of their own.
    """
    element = make("r")
    properties = make("rPr")
    if span.face is not None:
        put_font(properties, span.face)
    else:
        put(properties, "rFonts", hint="eastAsia")  # else “” and …… would come out narrow
    if span.bold:
        put(properties, "b")
        put(properties, "bCs")
    element.append(properties)
    for place, part in enumerate(span.text.split("\t")):
        if place:
            element.append(make("tab"))
        if part:
            text = make(content)
            text.text = part
            text.set(_SPACE, "preserve")
            element.append(text)
    return element


def table(grid: Grid) -> Any:
    """A table as w:tbl, its columns as wide as their texts need."""
    rows = slotted(grid.rows)
    element = table_frame(columns(grid.rows))
    for place, row in enumerate(rows):
        element.append(
            table_row(
                row, head=place == 0 and is_head(row), cells=[cell_paragraphs(slot) for slot in row]
            )
        )
    return element


def table_frame(widths: tuple[int, ...]) -> Any:
    """A w:tbl without rows; `widths` are the shares of its columns."""
    element = make("tbl")
    properties = make("tblPr")
    put(properties, "tblStyle", val="TableGrid")
    put(properties, "tblW", w=5000, type="pct")
    put(properties, "jc", val="center")
    put(properties, "tblLayout", type="autofit")
    element.append(properties)
    grid = make("tblGrid")
    for width in widths:
        grid.append(make("gridCol", w=TEXT_WIDTH * width // sum(widths)))
    element.append(grid)
    return element


def table_row(row: tuple[Slot, ...], *, head: bool, cells: list[list[Any]]) -> Any:
    """A w:tr; `cells` holds the paragraphs of each of its slots. The head is printed again on each
    page.
    """
    element = make("tr")
    properties = make("trPr")
    put(properties, "cantSplit")
    if head:
        put(properties, "tblHeader")
    element.append(properties)
    for slot, paragraphs in zip(row, cells, strict=True):
        cell = make("tc")
        cell.append(_cell_properties(slot))
        for each in paragraphs:
            cell.append(each)
        element.append(cell)
    return element


def _cell_properties(slot: Slot) -> Any:
    properties = make("tcPr")
    put(properties, "tcW", w=0, type="auto")
    if slot.span > 1:
        put(properties, "gridSpan", val=slot.span)
    if slot.merge is not None:
        put(properties, "vMerge", val=slot.merge)
    put(properties, "vAlign", val="center")
    return properties


def cell_paragraphs(slot: Slot) -> list[Any]:
    """The paragraphs of a cell as w:p."""
    return [paragraph(line) for line in cell_lines(slot)]


def is_head(row: tuple[Slot, ...]) -> bool:
    """True for a row of head cells only, none of which reaches into the next row."""
    return all(slot.cell is not None and slot.cell.header and slot.merge is None for slot in row)
