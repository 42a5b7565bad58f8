"""The parts of a Word table: runs with their marks, paragraphs, cells, rows, a grid of fixed widths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from policydiff.office.text import visible
from policydiff.office.xml import make

Align = Literal["both", "center", "left"]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (("top", 45), ("left", 90), ("bottom", 45), ("right", 90))
_INDENT = {"firstLineChars": 200, "firstLine": 420}
GREY = "595959"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a run looks; `size` is in points, None for that of the table. Nothing rests on colour: the table is read in black and white."""

    bold: bool = False
    strike: bool = False
    underline: Literal["single", "dotted"] | None = None
    grey: bool = False
    size: float | None = None


PLAIN = Mark()
BOLD = Mark(bold=True)
SMALL = Mark(size=9)


def run(text: str, mark: Mark = PLAIN) -> Any:
    """A stretch of text; tabs become tabs, line feeds do not occur in it."""
    element = make("r")
    if mark != PLAIN:
        element.append(_look(mark))
    for place, part in enumerate(visible(text).replace("\n", " ").split("\t")):
        if place:
            element.append(make("tab"))
        if part:
            content = make("t")
            content.text = part
            content.set(_SPACE, "preserve")
            element.append(content)
    return element


def _look(mark: Mark) -> Any:
    """The properties of a run, in the schema's order."""
    look = make("rPr")
    if mark.bold:
        look.append(make("b"))
        look.append(make("bCs"))
    if mark.strike:
        look.append(make("strike"))
    if mark.grey:
        look.append(make("color", val=GREY))
    if mark.size is not None:
        look.append(make("sz", val=round(mark.size * 2)))
        look.append(make("szCs", val=round(mark.size * 2)))
    if mark.underline is not None:
        look.append(make("u", val=mark.underline))
    return look


def paragraph(runs: Iterable[Any], *, align: Align | None = None, indent: bool = False, keep: bool = False, style: str = "Cell") -> Any:
    """A paragraph; `indent` sets its first line in by two characters, `keep` holds it on the page of the next one."""
    element = make("p")
    layout = make("pPr")
    layout.append(make("pStyle", val=style))
    if keep:
        layout.append(make("keepNext"))
    if indent:
        layout.append(make("ind", **_INDENT))
    if align is not None:
        layout.append(make("jc", val=align))
    element.append(layout)
    element.extend(list(runs))
    return element


def line(text: str, mark: Mark = PLAIN, *, align: Align | None = None, keep: bool = False) -> Any:
    """A paragraph of one run."""
    return paragraph((run(text, mark),), align=align, keep=keep)


def cell(width: int, content: Sequence[Any], *, span: int = 1, shade: str | None = None, middle: bool = False) -> Any:
    """A cell of a width in twentieths of a point, over `span` columns; its last part must be a paragraph, and is one where none is given."""
    element = make("tc")
    look = make("tcPr")
    look.append(make("tcW", w=width, type="dxa"))
    if span > 1:
        look.append(make("gridSpan", val=span))
    if shade is not None:
        look.append(make("shd", val="clear", color="auto", fill=shade))
    if middle:
        look.append(make("vAlign", val="center"))
    element.append(look)
    element.extend(list(content))
    if not content or content[-1].tag != make("p").tag:
        element.append(paragraph(()))
    return element


def row(cells: Iterable[Any], *, head: bool = False, whole: bool = False) -> Any:
    """A row; a head is repeated on every page, and neither it nor a `whole` one is parted between two pages."""
    element = make("tr")
    if head or whole:
        look = make("trPr")
        look.append(make("cantSplit"))
        if head:
            look.append(make("tblHeader"))
        element.append(look)
    element.extend(list(cells))
    return element


def table(widths: Sequence[int], rows: Iterable[Any]) -> Any:
    """A table with borders whose columns have these widths, in twentieths of a point, whatever stands in them."""
    element = make("tbl")
    look = make("tblPr")
    look.append(make("tblW", w=sum(widths), type="dxa"))
    look.append(make("jc", val="center"))
    borders = make("tblBorders")
    borders.extend([make(side, val="single", sz=4, space=0, color="auto") for side in _BORDERS])
    look.append(borders)
    look.append(make("tblLayout", type="fixed"))
    margins = make("tblCellMar")
    margins.extend([make(side, w=width, type="dxa") for side, width in _MARGINS])
    look.append(margins)
    element.append(look)
    grid = make("tblGrid")
    grid.extend([make("gridCol", w=width) for width in widths])
    element.append(grid)
    element.extend(list(rows))
    return element
