"""Runs, paragraphs, cells, rows and tables of a Word file, in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import east_asian_width

from policydiff.report.word.xml import NOTHING, Xml, element, text

Align = Literal["both", "center", "left", "right"]
Merge = Literal["restart", "continue"]
GREY = "595959"
SHADE = "D9D9D9"
CHARACTER = 210
"""The width of a character in a cell, in twentieths of a point."""
_MARGINS = (("top", 45), ("left", 90), ("bottom", 45), ("right", 90))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """The look of a run, without colour: files are read in black and white.

    `double` strikes with two lines; `size` is in points, None for that of the paragraph. `font` is
    that of Chinese characters, "" for that of the paragraph where digits have another; both make
    “” and …… Chinese. `box` and `shade` surround the words.
    """

    bold: bool = False
    strike: bool = False
    double: bool = False
    underline: Literal["single", "double", "dotted"] | None = None
    grey: bool = False
    size: float | None = None
    font: str | None = None
    box: bool = False
    shade: bool = False


PLAIN = RunLook()
BOLD = RunLook(bold=True)
SMALL = RunLook(size=9)


def run(content: str, mark: RunLook = PLAIN) -> Xml:
    """A stretch of text; a line feed in it is a space."""
    return text_run(content.replace("\n", " "), _look(mark))


def text_run(content: str, look: Xml, name: str = "t") -> Xml:
    """A run; tabs become elements. `name` is that of its texts, t or delText."""
    parts = (text(part, name) if part else "" for part in content.split("\t"))
    return Xml(f"<w:r>{look}{'<w:tab/>'.join(parts)}</w:r>")


@lru_cache
def _look(mark: RunLook) -> Xml:
    look: list[Xml] = []
    if mark.font is not None:
        name = {"eastAsia": mark.font} if mark.font else {}
        look.append(element("rFonts", hint="eastAsia", **name))
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
    if mark.box:
        look.append(element("bdr", val="single", sz=4, space=0, color="auto"))
    if mark.shade:
        look.append(element("shd", val="clear", color="auto", fill=SHADE))
    return element("rPr", *look) if look else NOTHING


def paragraph(
    runs: Iterable[Xml] = (),
    *,
    align: Align | None = None,
    indent: bool = False,
    depth: int = 0,
    keep: bool = False,
    style: str = "Cell",
) -> Xml:
    """A paragraph.

    `indent` sets its first line in by two characters, `depth` the whole by as many times two,
    `keep` holds it on the page of the next one.
    """
    return element("p", _layout(align, indent, depth, keep, style), *runs)


@lru_cache
def _layout(align: Align | None, indent: bool, depth: int, keep: bool, style: str) -> Xml:
    layout = [element("pStyle", val=style)]
    if keep:
        layout.append(element("keepNext"))
    if depth:
        layout.append(element("ind", left=420 * depth))
    elif indent:
        layout.append(element("ind", firstLineChars=200, firstLine=420))
    if align is not None:
        layout.append(element("jc", val=align))
    return element("pPr", *layout)


def line(
    content: str, mark: RunLook = PLAIN, *, align: Align | None = None, keep: bool = False
) -> Xml:
    """A paragraph of one run."""
    return paragraph((run(content, mark),), align=align, keep=keep)


def title_runs(title: str, across: int, mark: RunLook = PLAIN) -> tuple[Xml, ...]:
    """The runs of a title.

    One that is too long for a line breaks before its last words: 修订对照表 behind 》 stands on a line
    of its own then, so that no single character is left alone. `across` is the number of Chinese
    characters in a line.
    """
    width = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in title)
    names = title[: title.rfind("》") + 1] or title.removesuffix("对照表").removesuffix("修订")
    words = title.removeprefix(names)
    if width <= 2 * across or not names or not words:
        return (run(title, mark),)
    return run(names, mark), Xml("<w:r><w:br/></w:r>"), run(words, mark)


def end() -> Xml:
    """The paragraph behind a table, hidden and low: it makes no page."""
    spacing = element("spacing", before=0, after=0, line=20, lineRule="exact")
    look = element("rPr", element("vanish"), element("sz", val=2), element("szCs", val=2))
    return element("p", element("pPr", element("pStyle", val="Cell"), spacing, look))


def cell(
    width: int | None,
    content: Sequence[Xml],
    *,
    span: int = 1,
    merge: Merge | None = None,
    shade: str | None = None,
    middle: bool = False,
) -> Xml:
    """A cell over `span` columns.

    `width` is in twentieths of a point, None for what it needs. The last part of `content` must be
    a paragraph; no content is one. `merge` begins a cell that reaches into the rows below, or
    continues it there.
    """
    look = [element("tcW", w=width or 0, type="auto" if width is None else "dxa")]
    if span > 1:
        look.append(element("gridSpan", val=span))
    if merge is not None:
        look.append(element("vMerge", val=merge))
    if shade is not None:
        look.append(element("shd", val="clear", color="auto", fill=shade))
    if middle:
        look.append(element("vAlign", val="center"))
    return element("tc", element("tcPr", *look), *(content or (paragraph(),)))


def row(
    cells: Iterable[Xml], *, head: bool = False, whole: bool = False, mark: Xml = NOTHING
) -> Xml:
    """A row; `mark` is the tracked change that makes or takes it.

    A head is repeated on every page, and neither it nor a `whole` one breaks between two pages.
    """
    look = [element("cantSplit")] if head or whole else []
    if head:
        look.append(element("tblHeader"))
    properties = element("trPr", *look, mark) if look or mark else NOTHING
    return element("tr", properties, *cells)


def borders() -> Xml:
    """A thin line around every cell of a table."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return element(
        "tblBorders", *(element(side, val="single", sz=4, space=0, color="auto") for side in sides)
    )


def table(widths: Sequence[int], rows: Iterable[Xml]) -> Xml:
    """A table whose columns have these widths, in twentieths of a point."""
    look = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),
        borders(),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in _MARGINS)),
    )
    return element("tbl", look, grid(widths), *rows)


def grid(widths: Iterable[int]) -> Xml:
    """The columns of a table."""
    return element("tblGrid", *(element("gridCol", w=width) for width in widths))
