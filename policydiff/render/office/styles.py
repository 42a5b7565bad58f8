"""The styles of our Word files, as one table: official documents by GB/T 9704—2012."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from policydiff.render.office.fonts import LANGUAGE, put_font
from policydiff.render.office.xml import make, put
from policydiff.views.lines import Face

LINE = 560
"""Exact line spacing of the text in twentieths of a point: 28 pt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style: `size` in points; `first` is the indent of the first line and `right` that
    on the right, in characters.

    `line` is exact line spacing in twentieths of a point, None for single spacing; `level` the
    outline level from 0.
    `close` leaves no space between two paragraphs of the style.
    """

    name: str
    face: Face = "body"
    size: float = 16
    align: Literal["both", "center", "left", "right"] = "both"
    first: int = 0
    right: int = 0
    line: int | None = LINE
    before: int = 0
    after: int = 0
    level: int | None = None
    bold: bool = False
    close: bool = False


STYLES: dict[str, Style] = {
    "Normal": Style(name="Normal"),
    "Title": Style(
        name="Title",
        face="title",
        size=22,
        align="center",
        line=660,
        before=280,
        after=280,
        close=True,
    ),
    "Heading1": Style(
        name="heading 1", face="heading", align="center", before=280, after=280, level=0
    ),
    "Heading2": Style(
        name="heading 2", face="heading", align="center", before=140, after=140, level=1
    ),
    "Heading3": Style(
        name="heading 3", face="heading", align="center", before=140, after=140, level=2
    ),
    "Heading4": Style(
        name="heading 4", face="heading", align="center", before=140, after=140, level=3
    ),
    "PartOne": Style(name="公文一级标题", face="heading", first=2, level=0),
    "PartTwo": Style(name="公文二级标题", face="subheading", first=2, level=1),
    "Body": Style(name="公文正文", first=2),
    "Flush": Style(name="公文顶格", align="left"),
    "Note": Style(name="公文题注", face="subheading", align="center", after=280, close=True),
    "Centred": Style(name="公文居中", align="center"),
    "Subtitle": Style(name="公文小标题", face="heading", align="center", before=140, after=140),
    "Contents": Style(name="公文目录", align="left"),
    "Signature": Style(name="公文落款", align="right", right=4),
    "Remark": Style(name="公文编者注", face="subheading", size=12, align="left", line=400),
    "AttachmentNumber": Style(name="公文附件号", face="heading", align="left", level=0),
    "AttachmentTitle": Style(
        name="公文附件标题", face="title", size=22, align="center", line=660, before=280, after=280
    ),
    "Cell": Style(name="公文表格", face="song", size=10.5, align="left", line=None),
    "Header": Style(name="header", face="song", size=9, align="center", line=None),
    "Footer": Style(name="footer", face="song", size=14, align="center", line=None),
}
"""Style identifiers of the file → what they look like. The Latin names are Word's own, so that
navigation and contents work.
"""

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def fill_styles(root: Any) -> None:
    """Make the content of styles.xml anew: the defaults, the styles of this table, and the two of
    tables.
    """
    for child in list(root):
        root.remove(child)
    root.append(_defaults())
    for identifier, style in STYLES.items():
        root.append(_paragraph_style(identifier, style))
    root.append(_bare("character", "DefaultParagraphFont", "Default Paragraph Font"))
    root.append(_table_normal())
    root.append(_table_grid())
    root.append(_bare("numbering", "NoList", "No List"))


def _defaults() -> Any:
    defaults = make("docDefaults")
    runs = make("rPrDefault")
    properties = make("rPr")
    put_font(properties, "body", 16)
    put(properties, "lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    runs.append(properties)
    paragraphs = make("pPrDefault")
    paragraphs.append(make("pPr"))
    defaults.append(runs)
    defaults.append(paragraphs)
    return defaults


def _paragraph_style(identifier: str, style: Style) -> Any:
    element = make("style", type="paragraph", styleId=identifier)
    element.append(make("name", val=style.name))
    if identifier == "Normal":
        element.set(element.tag.replace("}style", "}default"), "1")
    else:
        element.append(make("basedOn", val="Normal"))
    if style.level is not None or identifier == "Title":
        element.append(make("next", val="Body"))
    element.append(make("qFormat"))
    element.append(_layout(style))
    runs = make("rPr")
    put_font(runs, style.face, style.size, bold=style.bold)
    element.append(runs)
    return element


def _layout(style: Style) -> Any:
    properties = make("pPr")
    if style.level is not None:
        put(properties, "keepNext")
        put(properties, "outlineLvl", val=style.level)
    rule = "auto" if style.line is None else "exact"
    put(
        properties,
        "spacing",
        before=style.before,
        after=style.after,
        line=style.line or 240,
        lineRule=rule,
    )
    twips = round(style.size * 20)
    indent: dict[str, int] = {"firstLineChars": style.first * 100, "firstLine": style.first * twips}
    put(
        properties,
        "ind",
        **({"rightChars": style.right * 100, "right": style.right * twips} if style.right else {}),
        **indent,
    )
    if style.close:
        put(properties, "contextualSpacing")
    put(properties, "jc", val=style.align)
    return properties


def _bare(kind: str, identifier: str, name: str) -> Any:
    element = make("style", type=kind, default=1, styleId=identifier)
    element.append(make("name", val=name))
    element.append(make("uiPriority", val=99))
    element.append(make("semiHidden"))
    return element


def _table_normal() -> Any:
    element = _bare("table", "TableNormal", "Normal Table")
    properties = make("tblPr")
    put(properties, "tblInd", w=0, type="dxa")
    margins = put(properties, "tblCellMar")
    for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108)):
        margins.append(make(side, w=width, type="dxa"))
    element.append(properties)
    return element


def _table_grid() -> Any:
    element = make("style", type="table", styleId="TableGrid")
    element.append(make("name", val="Table Grid"))
    element.append(make("basedOn", val="TableNormal"))
    properties = make("tblPr")
    borders = put(properties, "tblBorders")
    for side in _BORDERS:
        borders.append(make(side, val="single", sz=4, space=0, color="auto"))
    element.append(properties)
    return element
