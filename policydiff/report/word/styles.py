"""The styles of our Word files as one table, by GB/T 9704—2012."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policydiff.report.lines import Face
from policydiff.report.word.body import borders
from policydiff.report.word.xml import NOTHING, Xml, element


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font of a w:family, and `alternatives` in the order in which to look."""

    name: str
    alternatives: tuple[str, ...]
    family: Literal["roman", "swiss", "script", "modern"]
    pitch: Literal["fixed", "variable"] = "variable"


FONTS: dict[Face, Font] = {
    "title": Font(
        name="方正小标宋简体",
        alternatives=("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "华文中宋"),
        family="roman",
    ),
    "body": Font(
        name="仿宋_GB2312",
        alternatives=("仿宋", "FangSong", "FandolFang", "Noto Serif CJK SC"),
        family="modern",
    ),
    "heading": Font(
        name="黑体", alternatives=("SimHei", "FandolHei", "Noto Sans CJK SC"), family="swiss"
    ),
    "subheading": Font(
        name="楷体_GB2312",
        alternatives=("楷体", "KaiTi", "FandolKai", "Noto Serif CJK SC"),
        family="script",
    ),
    "song": Font(
        name="宋体", alternatives=("SimSun", "FandolSong", "Noto Serif CJK SC"), family="roman"
    ),
}
"""The free ones among the alternatives: Fandol and Noto CJK."""

LANGUAGE = "zh-CN"


def font(face: Face, *weight: Xml) -> tuple[Xml, ...]:
    """The content of a w:rPr: font of every script, weight, size and language."""
    name = FONTS[face].name
    return _fonts(name, name, *weight)


def _fonts(name: str, latin: str, *weight: Xml) -> tuple[Xml, ...]:
    """The content of a w:rPr for two fonts, that of Chinese and that of digits."""
    fonts = element("rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=name, cs=latin)
    return (fonts, *weight, element("lang", val=LANGUAGE, eastAsia=LANGUAGE))


def font_table() -> tuple[Xml, ...]:
    """The entries of fontTable.xml, with alternatives for other programs."""
    return tuple(
        element(
            "font",
            element("altName", val=",".join(font.alternatives)),
            element("charset", val="86"),
            element("family", val=font.family),
            element("pitch", val=font.pitch),
            name=font.name,
        )
        for font in FONTS.values()
    )


LINE = 560
"""Exact line spacing of the text in twentieths of a point: 28 pt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """A paragraph style: `size` in points.

    `first` is the indent of the first line and `right` that on the right, in characters. `line` is
    exact line spacing in twentieths of a point, None for single spacing; `level` the outline level
    from 0. `close` leaves no space between two paragraphs of the style.
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
    fonts: tuple[str, str] | None = None
    """The names of other fonts than that of the face, for Chinese and for Latin letters."""


STYLES: dict[str, ParagraphStyle] = {
    "Normal": ParagraphStyle(name="Normal"),
    "Title": ParagraphStyle(
        name="Title",
        face="title",
        size=22,
        align="center",
        line=660,
        before=280,
        after=280,
        close=True,
    ),
    "Heading1": ParagraphStyle(
        name="heading 1", face="heading", align="center", before=280, after=280, level=0
    ),
    "Heading2": ParagraphStyle(
        name="heading 2", face="heading", align="center", before=140, after=140, level=1
    ),
    "Heading3": ParagraphStyle(
        name="heading 3", face="heading", align="center", before=140, after=140, level=2
    ),
    "Heading4": ParagraphStyle(
        name="heading 4", face="heading", align="center", before=140, after=140, level=3
    ),
    "PartOne": ParagraphStyle(name="公文一级标题", face="heading", first=2, level=0),
    "PartTwo": ParagraphStyle(name="公文二级标题", face="subheading", first=2, level=1),
    "Body": ParagraphStyle(name="公文正文", first=2),
    "Flush": ParagraphStyle(name="公文顶格", align="left"),
    "Note": ParagraphStyle(
        name="公文题注", face="subheading", align="center", after=280, close=True
    ),
    "Centred": ParagraphStyle(name="公文居中", align="center"),
    "Subtitle": ParagraphStyle(
        name="公文小标题", face="heading", align="center", before=140, after=140
    ),
    "Contents": ParagraphStyle(name="公文目录", align="left"),
    "Signature": ParagraphStyle(name="公文落款", align="right", right=4),
    "Remark": ParagraphStyle(name="公文编者注", face="subheading", size=12, align="left", line=400),
    "AttachmentNumber": ParagraphStyle(name="公文附件号", face="heading", align="left", level=0),
    "AttachmentTitle": ParagraphStyle(
        name="公文附件标题", face="title", size=22, align="center", line=660, before=280, after=280
    ),
    "Cell": ParagraphStyle(name="公文表格", face="song", size=10.5, align="left", line=None),
    "Header": ParagraphStyle(name="header", face="song", size=9, align="center", line=None),
    "Footer": ParagraphStyle(name="footer", face="song", size=14, align="center", line=None),
}
"""Style identifiers of the file → what they look like. The Latin names are Word's own, so that
navigation and contents work.
"""


def styles(more: Mapping[str, ParagraphStyle]) -> tuple[Xml, ...]:
    """The content of styles.xml: defaults, ours and `more`, two of tables."""
    return (
        _defaults(),
        *(_paragraph_style(identifier, style) for identifier, style in {**STYLES, **more}.items()),
        _bare("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _table_normal(),
        _table_grid(),
        _bare("numbering", "NoList", "No List"),
    )


def _size(points: float) -> tuple[Xml, Xml]:
    return element("sz", val=round(points * 2)), element("szCs", val=round(points * 2))


def _defaults() -> Xml:
    *look, _ = font("body", *_size(16))
    language = element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    runs = element("rPrDefault", element("rPr", *look, language))
    return element("docDefaults", runs, element("pPrDefault", element("pPr")))


def _paragraph_style(identifier: str, style: ParagraphStyle) -> Xml:
    normal = identifier == "Normal"
    follows = style.level is not None or identifier == "Title"
    weight = element("b", val=int(style.bold)), element("bCs", val=int(style.bold))
    names = style.fonts or (FONTS[style.face].name,) * 2
    look = _fonts(*names, *weight, *_size(style.size))
    return element(
        "style",
        element("name", val=style.name),
        NOTHING if normal else element("basedOn", val="Normal"),
        element("next", val="Body") if follows else NOTHING,
        element("qFormat"),
        _layout(style),
        element("rPr", *look),
        type="paragraph",
        styleId=identifier,
        **({"default": 1} if normal else {}),
    )


def _layout(style: ParagraphStyle) -> Xml:
    """The layout of the paragraphs of a style."""
    outlined = style.level is not None
    twips = round(style.size * 20)
    right = {"rightChars": style.right * 100, "right": style.right * twips} if style.right else {}
    return element(
        "pPr",
        element("keepNext") if outlined else NOTHING,
        element(
            "spacing",
            before=style.before,
            after=style.after,
            line=style.line or 240,
            lineRule="auto" if style.line is None else "exact",
        ),
        element("ind", **right, firstLineChars=style.first * 100, firstLine=style.first * twips),
        element("contextualSpacing") if style.close else NOTHING,
        element("jc", val=style.align),
        element("outlineLvl", val=style.level or 0) if outlined else NOTHING,
    )


def _bare(kind: str, identifier: str, name: str, *more: Xml) -> Xml:
    """A style that Word expects, without a look of its own."""
    return element(
        "style",
        element("name", val=name),
        element("uiPriority", val=99),
        element("semiHidden"),
        *more,
        type=kind,
        default=1,
        styleId=identifier,
    )


def _table_normal() -> Xml:
    sides = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    margins = (element(side, w=width, type="dxa") for side, width in sides)
    look = element("tblPr", element("tblInd", w=0, type="dxa"), element("tblCellMar", *margins))
    return _bare("table", "TableNormal", "Normal Table", look)


def _table_grid() -> Xml:
    return element(
        "style",
        element("name", val="Table Grid"),
        element("basedOn", val="TableNormal"),
        element("tblPr", borders()),
        type="table",
        styleId="TableGrid",
    )
