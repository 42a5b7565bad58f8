"""The text of one paragraph: pieces in reading order, and parts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from policydiff.model.office_content import MARKED, PLAIN, STRUCK, Shape
from policydiff.reading.readers.docx.fields import BOX, Fields, is_filled
from policydiff.reading.readers.docx.formulas import formula, m
from policydiff.reading.readers.docx.names import (
    CHART,
    CHOICE,
    DIAGRAM,
    DRAWING,
    OFFICE,
    PLACED,
    SHAPE,
    VML,
    branch,
    is_on,
    value_of,
    w,
)
from policydiff.reading.readers.docx.revisions import TRACE
from policydiff.reading.readers.docx.styles import DocxStyle, Styles

_PRIVATE = range(0xF000, 0xF100)

LOST = "\ufffd"
"""The sign for a character without a recognised name."""

_FONTS: dict[str, dict[int, str]] = {
    "symbol": dict(
        zip(
            range(0x61, 0x7B),
            "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
            strict=True,
        )
    )
    | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | {
        0xA3: "≤",
        0xA5: "∞",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB7: "•",
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
        0xBC: "…",
        0xDE: "⇒",
        0xAE: "→",
    },
    "wingdings": {
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x70: "□",
        0x71: "❑",
        0x72: "❒",
        0x75: "◆",
        0x76: "❖",
        0x77: "◆",
        0x80: "⓪",
        0x9F: "•",
        0xA1: "○",
        0xA7: "▪",
        0xA8: "□",
        0xAB: "★",
        0xD8: "➢",
        0xE0: "→",
        0xF0: "⇨",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    }
    | {0x81 + at: chr(0x2460 + at) for at in range(10)},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x98: "●"}
    | {0x6A + at: chr(0x2460 + at) for at in range(10)},
}


def symbol(font: str, code: str) -> str:
    """The character of a `w:sym` (`code` in hexadecimal); U+FFFD if unknown."""
    try:
        value = int(code, 16)
    except ValueError:
        return LOST
    known = _FONTS.get(font.strip().lower())
    if value in _PRIVATE or (known and value < 0x100):
        plain = value & 0xFF
        if known and plain in known:
            return known[plain]
        return chr(plain) if known is _FONTS["symbol"] and 0x20 <= plain < 0x7F else LOST
    return chr(value) if 0x20 <= value < 0x110000 and not 0xD800 <= value < 0xE000 else LOST


Left = Literal["image", "object", "drawing", "hidden", "placeholder", "field"]

_TEXT = (w("t"), m("t"))
_FORMULA = m("oMath")
_NOTES = {
    w("footnoteReference"): "footnote",
    w("endnoteReference"): "endnote",
    w("commentReference"): "comment",
}
_SPACES = {w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
_BREAKS = (w("br"), w("cr"))
_PICTURES = (f"{{{DRAWING}}}blip", f"{{{VML}}}imagedata")
_OBJECTS = (f"{{{OFFICE}}}OLEObject", w("control"))
_DRAWINGS = (f"{{{DIAGRAM}}}relIds", f"{{{CHART}}}chart")
_ART = f"{{{VML}}}textpath"
_NAMED = f"{{{PLACED}}}docPr"
_FRAMES = (
    f"{{{SHAPE}}}wsp",
    f"{{{PLACED}}}anchor",
    f"{{{PLACED}}}inline",
    f"{{{VML}}}shape",
    f"{{{VML}}}rect",
)
"""Elements around a text box that name its kind."""

_SILENT = (
    w("pPr"),
    w("rPr"),
    w("sdtPr"),
    w("sdtEndPr"),
    w("rt"),
    w("rubyPr"),
    w("del"),
    w("moveFrom"),
    w("smartTagPr"),
    w("customXmlPr"),
)
_NEWLINES = re.compile(r"(?<!\s)(?=[^\S\r\n]*[\r\n])\s+")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxRun:
    """Some characters of one look.

    `ends` is true at the end of a line, `paging` for a page number, `filled` for Word's own text;
    `mark` is that of a `MarkedCell`.
    """

    text: str
    bold: bool = False
    contents: bool = False
    ends: bool = False
    paging: bool = False
    filled: bool = False
    mark: str = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """The look of a run; `note` if it shows the author's own mark of a note."""

    bold: bool
    hidden: bool
    note: bool
    struck: bool
    filled: bool
    mark: str


@dataclass(slots=True, kw_only=True)
class ParagraphContent:
    """A paragraph: pieces, anchored text boxes, references to notes, parts left out.

    `struck` is true for struck text, `traces` are those of tracked changes that it shows.
    """

    pieces: list[DocxRun] = field(default_factory=list)
    boxes: list[etree._Element | str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    left: list[tuple[Left, str]] = field(default_factory=list)
    traces: list[etree._Element] = field(default_factory=list)
    pictured: str = ""
    struck: bool = False

    def add(self, piece: DocxRun) -> None:
        """Add a piece, if it holds anything."""
        if piece.text or piece.ends:
            self.pieces.append(piece)


def read_content(
    paragraph: etree._Element, style: DocxStyle, styles: Styles, fields: Fields
) -> ParagraphContent:
    """The pieces, boxes and references of a paragraph, read from its runs."""
    found = ParagraphContent()
    looks: dict[etree._Element | None, _Look] = {}
    for node, run in _leaves(paragraph):
        if run not in looks:
            looks[run] = _look(run, style, styles)
        _take(node, looks[run], found, fields)
    found.left += [("field", instruction) for instruction in fields.lost]
    fields.lost.clear()
    return found


def _leaves(paragraph: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """The elements with content, each with its run, without recursion."""
    stack: list[tuple[Iterator[etree._Element], etree._Element | None]] = [(iter(paragraph), None)]
    while stack:
        children, run = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
        elif node.tag in _LEAVES:
            yield node, run
        elif node.tag == CHOICE:
            stack.append(
                (iter(chosen), run) if (chosen := branch(node)) is not None else (iter(()), run)
            )
        elif node.tag not in _SILENT:
            stack.append((iter(node), node if node.tag == w("r") else run))


_LEAVES = frozenset(
    {
        *_TEXT,
        _FORMULA,
        *_NOTES,
        *_SPACES,
        *_BREAKS,
        *_PICTURES,
        *_OBJECTS,
        *_DRAWINGS,
        _ART,
        _NAMED,
        BOX,
        TRACE,
        w("sym"),
        w("fldChar"),
        w("instrText"),
    }
)


def _look(run: etree._Element | None, style: DocxStyle, styles: Styles) -> _Look:
    """The look of a run; two switches of styles cancel (ECMA-376, 17.7.3)."""
    properties = None if run is None else run.find(w("rPr"))
    inner = styles.get(value_of(properties, "rStyle"))
    bold, hidden = is_on(properties, "b"), is_on(properties, "vanish")
    struck = bool(is_on(properties, "strike") or is_on(properties, "dstrike"))
    return _Look(
        bold=bool(style.bold) != bool(inner.bold) if bold is None else bold,
        hidden=bool(style.hidden) != bool(inner.hidden) if hidden is None else hidden,
        note=run is not None and _marks_note(run),
        struck=struck,
        mark=STRUCK if struck else MARKED if bold or _is_marked(properties) else PLAIN,
        filled=run is not None and _is_filled(run),
    )


def _is_marked(properties: etree._Element | None) -> bool:
    """True for characters that are underlined, coloured or shaded, or have a border."""
    if properties is None:
        return False
    line, colour = value_of(properties, "u"), value_of(properties, "color")
    shade, border = properties.find(w("shd")), value_of(properties, "bdr")
    fill = None if shade is None else shade.get(w("fill"))
    return (
        (line or "none") != "none"
        or (colour or "auto") not in ("auto", "000000")
        or (value_of(properties, "highlight") or "none") != "none"
        or (fill or "auto") not in ("auto", "FFFFFF")
        or (border or "none") not in ("none", "nil")
    )


def _is_filled(run: etree._Element) -> bool:
    """True inside a simple field that Word fills by itself."""
    field = next(run.iterancestors(w("fldSimple"), w("p")), None)
    return (
        field is not None and field.tag == w("fldSimple") and is_filled(field.get(w("instr"), ""))
    )


def _marks_note(run: etree._Element) -> bool:
    notes = run.iterchildren(w("footnoteReference"), w("endnoteReference"))
    return any(
        note.get(w("customMarkFollows"), "0").lower() in {"1", "true", "on"} for note in notes
    )


def _take(node: etree._Element, look: _Look, found: ParagraphContent, fields: Fields) -> None:
    if node.tag == w("fldChar"):
        found.add(DocxRun(text=fields.turn(node), bold=look.bold))
    elif node.tag == w("instrText"):
        fields.instruct(node.text or "")
    elif node.tag == TRACE:
        found.traces.append(node)
    elif not fields.shown:
        return
    elif node.tag in _NOTES:
        found.notes.append((_NOTES[str(node.tag)], node.get(w("id"), "")))
    elif (text := _text_of(node)) is not None:
        if look.hidden or _is_placeholder(node):
            found.left.append(("hidden" if look.hidden else "placeholder", text))
        elif not look.note:
            found.struck = found.struck or (look.struck and bool(text.strip()))
            found.add(
                DocxRun(
                    text=text,
                    bold=look.bold,
                    contents=fields.contents,
                    ends=node.tag in _BREAKS,
                    paging=fields.paging,
                    filled=look.filled or fields.filled,
                    mark=look.mark,
                )
            )
    else:
        _set_aside(node, found, hidden=look.hidden)


def _text_of(node: etree._Element) -> str | None:
    """The characters that a node stands for, None where it is no text."""
    if node.tag in _TEXT:
        text = _NEWLINES.sub(" ", node.text or "")
        return (
            text if node.get(_PRESERVE) == "preserve" or node.tag != w("t") else text.strip(" \t")
        )
    if node.tag == _FORMULA:
        return formula(node)
    if node.tag == w("sym"):
        return symbol(node.get(w("font"), ""), node.get(w("char"), ""))
    return "" if node.tag in _BREAKS else _SPACES.get(str(node.tag))


def _is_placeholder(node: etree._Element) -> bool:
    """True inside a content control that nobody has filled in."""
    control = next(node.iterancestors(w("sdt")), None)
    return control is not None and bool(is_on(control.find(w("sdtPr")), "showingPlcHdr"))


def _set_aside(node: etree._Element, found: ParagraphContent, *, hidden: bool) -> None:
    if node.tag == BOX:
        found.boxes.append(node)
    elif node.tag == _ART and node.get("string"):
        found.boxes.append(node.get("string", "")[:1000])
    elif node.tag == _NAMED:
        found.pictured = node.get("descr") or node.get("name") or ""
    elif node.tag in _PICTURES and not hidden:
        found.left.append(("image", found.pictured))
    elif node.tag in _OBJECTS:
        found.left.append(("object", node.get("ProgID") or ""))
    elif node.tag in _DRAWINGS:
        found.left.append(("drawing", found.pictured))


def shape_of(box: etree._Element | str) -> Shape:
    """The kind of a box; drawn words are a watermark, like boxes named so."""
    if isinstance(box, str):
        return "watermark"
    for around in box.iterancestors(*_FRAMES):
        warp = around.find(f".//{{{DRAWING}}}prstTxWarp")
        name = around.find(f"./{_NAMED}")
        called = around.get("id", "") if name is None else name.get("name", "")
        if "watermark" in called.lower() or "水印" in called:
            return "watermark"
        if warp is not None and warp.get("prst", "") != "textNoShape":
            return "watermark"
    return "box"
