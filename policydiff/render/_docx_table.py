"""The parts of a Word table: runs with their marks, paragraphs, cells, rows, a grid of fixed
widths.

They are written as XML text and parsed once: a table of three hundred rows has twenty thousand
elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Literal

from policydiff.views.pieces import neutral

Align = Literal["both", "center", "left"]
Merge = Literal["restart", "continue"]
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS = (("top", 45), ("left", 90), ("bottom", 45), ("right", 90))
GREY = "595959"


class Markup(str):
    """XML that stands as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a run looks; `double` strikes with two lines; `size` is in points, None for that of the
    table. Nothing rests on colour: the table is read in black and white.
    """

    bold: bool = False
    strike: bool = False
    double: bool = False
    underline: Literal["single", "double", "dotted"] | None = None
    grey: bool = False
    size: float | None = None


PLAIN = Mark()
BOLD = Mark(bold=True)
SMALL = Mark(size=9)


def element(name: str, /, *children: Markup, **attributes: str | int) -> Markup:
    """The element w:name; its attributes, of the same namespace, are numbers and words of the
    schema, never text of a document.
    """
    written = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return Markup(
        f"<w:{name}{written}>{''.join(children)}</w:{name}>"
        if children
        else f"<w:{name}{written}/>"
    )


def fill(document: Any, parts: Iterable[Markup]) -> None:
    """Put these parts before the page's properties in the body of a python-docx document, which
    must be done but for them.

    The whole is parsed anew: lxml takes fifteen times as long to move so many elements from one
    tree to another.
    """
    from docx.oxml.parser import parse_xml  # noqa: PLC0415 heavy
    from lxml import etree  # noqa: PLC0415 heavy

    before, mark, after = etree.tostring(document.part.element, encoding="unicode").rpartition(
        "<w:sectPr"
    )
    document.part._element = parse_xml(before + "".join(parts) + mark + after)  # noqa: SLF001 as above


def run(text: str, mark: Mark = PLAIN) -> Markup:
    """A stretch of text, escaped; tabs become tabs, line feeds do not occur in it."""
    parts = escape(neutral(text).replace("\n", " "), quote=False).split("\t")
    texts = (f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in parts)
    return Markup(f"<w:r>{_look(mark)}{'<w:tab/>'.join(texts)}</w:r>")


@lru_cache
def _look(mark: Mark) -> Markup:
    """The properties of a run, in the schema's order."""
    look: list[Markup] = []
    if mark.bold:
        look += [element("b"), element("bCs")]
    if mark.strike:
        look.append(element("dstrike" if mark.double else "strike"))
    if mark.grey:
        look.append(element("color", val=GREY))
    if mark.size is not None:
        look += [element("sz", val=round(mark.size * 2)), element("szCs", val=round(mark.size * 2))]
    if mark.underline is not None:
        look.append(element("u", val=mark.underline))
    return element("rPr", *look) if look else Markup("")


def paragraph(
    runs: Iterable[Markup] = (),
    *,
    align: Align | None = None,
    indent: bool = False,
    keep: bool = False,
    style: str = "Cell",
) -> Markup:
    """A paragraph; `indent` sets its first line in by two characters, `keep` holds it on the page
    of the next one.
    """
    return element("p", _layout(align, indent, keep, style), *runs)


@lru_cache
def _layout(align: Align | None, indent: bool, keep: bool, style: str) -> Markup:
    """The properties of a paragraph, in the schema's order."""
    layout = [element("pStyle", val=style)]
    if keep:
        layout.append(element("keepNext"))
    if indent:
        layout.append(element("ind", firstLineChars=200, firstLine=420))
    if align is not None:
        layout.append(element("jc", val=align))
    return element("pPr", *layout)


def line(
    text: str, mark: Mark = PLAIN, *, align: Align | None = None, keep: bool = False
) -> Markup:
    """A paragraph of one run."""
    return paragraph((run(text, mark),), align=align, keep=keep)


def cell(
    width: int,
    content: Sequence[Markup],
    *,
    span: int = 1,
    merge: Merge | None = None,
    shade: str | None = None,
    middle: bool = False,
) -> Markup:
    """A cell of a width in twentieths of a point, over `span` columns. The last part of `content`
    must be a paragraph; no content is one.

    `merge` begins a cell that reaches into the rows below, or continues it there.
    """
    look = [element("tcW", w=width, type="dxa")]
    if span > 1:
        look.append(element("gridSpan", val=span))
    if merge is not None:
        look.append(element("vMerge", val=merge))
    if shade is not None:
        look.append(element("shd", val="clear", color="auto", fill=shade))
    if middle:
        look.append(element("vAlign", val="center"))
    return element("tc", element("tcPr", *look), *(content or (paragraph(),)))


def row(cells: Iterable[Markup], *, head: bool = False, whole: bool = False) -> Markup:
    """A row; a head is repeated on every page, and neither it nor a `whole` one is parted between
    two pages.
    """
    look = [element("cantSplit")] if head or whole else []
    if head:
        look.append(element("tblHeader"))
    return element("tr", *((element("trPr", *look),) if look else ()), *cells)


def table(widths: Sequence[int], rows: Iterable[Markup]) -> Markup:
    """A table with borders whose columns have these widths, in twentieths of a point, whatever
    stands in them.
    """
    look = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),
        element(
            "tblBorders",
            *(element(side, val="single", sz=4, space=0, color="auto") for side in _BORDERS),
        ),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in _MARGINS)),
    )
    return element(
        "tbl", look, element("tblGrid", *(element("gridCol", w=width) for width in widths)), *rows
    )
