"""The pages of a PDF as pdfium reads them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from policydiff.reading.readers.pdf.glyphs import (
    EMPHASISED,
    LOST,
    MOST_CHARACTERS,
    THIN,
    Glyph,
    PrintedPage,
    Rule,
    side,
    with_glyphs,
)

MOST_OBJECTS = 20_000
"""Drawn objects of one page that are looked at for ruled lines."""

_DEEPEST = 3
"""Depth of drawn objects that are searched for pictures."""

_HEAVY = 600
_FILL_AND_STROKE = 2
_HYPHENS = {0x02: "-", 0xAD: "\u00ad"}
"""pdfium gives 2 for any hyphen at the end of a line."""


class _Style(NamedTuple):
    size: float
    bold: bool
    angle: float


@dataclass(slots=True, kw_only=True)
class _Sheet:
    glyphs: list[tuple[Glyph, float]] = field(default_factory=list)
    styles: dict[int | None, _Style] = field(default_factory=dict)
    lost: int = 0


def read_page(document: Any, index: int) -> PrintedPage:
    """One page, turned so that most text is upright. Raises `PdfiumError`."""
    page = document[index]
    try:
        width, height = page.get_size()
        box = page.get_bbox()
        text = page.get_textpage()
        try:
            sheet = _read_text(text)
        finally:
            text.close()
        rules, pictured = _drawn(page, width * height)
        pictures = _pictures(page)
    finally:
        page.close()
    blank = PrintedPage(
        number=index + 1,
        width=width,
        height=height,
        glyphs=(),
        rules=tuple(rules),
        lost=sheet.lost,
        pictured=pictured,
        pictures=pictures,
    )
    return with_glyphs(blank, sheet.glyphs, box)


def _read_text(text: Any) -> _Sheet:
    sheet = _Sheet()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    high = 0
    for index in range(min(MOST_CHARACTERS, pdfium.FPDFText_CountChars(text))):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
        char = _HYPHENS.get(code) or chr(code)
        if char.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
            spaced = spaced or pdfium.FPDFText_IsGenerated(text, index) != 1
            continue
        sheet.lost += code in LOST
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        style = _style(text, index, matrix, sheet)
        glyph = Glyph(
            char, box.left, box.bottom, box.right, box.top, y.value, style.size, style.bold, spaced
        )
        sheet.glyphs.append((glyph, style.angle))
        spaced = False
    return sheet


def _style(text: Any, index: int, matrix: Any, sheet: _Sheet) -> _Style:
    """The size, weight and angle of a character, looked up once for each object."""
    piece = pdfium.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(piece, ctypes.c_void_p).value
    if (found := sheet.styles.get(key)) is not None:
        return found
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    bold = pdfium.FPDFText_GetFontWeight(text, index) >= _HEAVY or bool(
        EMPHASISED.search(_font_name(text, index))
    )
    if key is not None:
        bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(piece) == _FILL_AND_STROKE
    found = _Style(size=abs(size) or 1.0, bold=bold, angle=math.atan2(matrix.b, matrix.a))
    sheet.styles[key] = found
    return found


def _font_name(text: Any, index: int) -> str:
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, index, name, 256, flags)
    return name.value.decode("utf-8", "replace") if 0 < length <= 256 else ""


def _drawn(page: Any, area: float) -> tuple[list[Rule], float]:
    """The ruled lines of a page, and the share of it under pictures."""
    rules: list[Rule] = []
    pictured = 0.0
    for item in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(item)
            pictured += max(0.0, right - left) * max(0.0, top - bottom) / max(1.0, area)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_path_rules(item))
    return rules, pictured


def _objects(page: Any) -> Iterator[Any]:
    for index in range(min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))):
        yield pdfium.FPDFPage_GetObject(page, index)


def _pictures(page: Any) -> int:
    count, looked_at = 0, 0
    stack = [_objects(page)]
    while stack and looked_at < MOST_OBJECTS:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
            continue
        looked_at += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        count += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(stack) < _DEEPEST:
            stack.append(_inner(item))
    return count


def _inner(form: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFFormObj_CountObjects(form)):
        yield pdfium.FPDFFormObj_GetObject(form, index)


def _bounds(item: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def _path_rules(item: Any) -> Iterator[Rule]:
    """The lines of a path: a thin shape is one line, a stroked one gives its sides."""
    left, bottom, right, top = _bounds(item)
    if min(right - left, top - bottom) <= THIN:
        if max(right - left, top - bottom) > THIN:
            yield Rule(left, bottom, right, top)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if stroke.value:
        yield from _sides(item)


def _sides(item: Any) -> Iterator[Rule]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    start = last = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(MOST_OBJECTS, pdfium.FPDFPath_CountSegments(item))):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif last is not None:
            yield from side(last, here)
        if start is not None and pdfium.FPDFPathSegment_GetClose(segment):
            yield from side(here, start)
        last = here
