"""A brief as a Word file of one upright page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.shared import Mm

from policydiff.comparing.report.brief.brief import BRIEF_LABELS, Brief
from policydiff.comparing.report.brief.page import (
    day_lines,
    head_lines,
    main_key,
    main_lines,
)
from policydiff.model.reports import ReportOptions
from policydiff.report.page import ChangeStrip, PageLine, StripCell, StripPart
from policydiff.report.word.body import BOLD, PLAIN, RunLook, cell, paragraph, row, run, table
from policydiff.report.word.document import new_document, to_bytes
from policydiff.report.word.layout import TEXT_WIDTH
from policydiff.report.word.styles import ParagraphStyle
from policydiff.report.word.xml import Xml, fill

_STYLES = {
    "BriefTitle": ParagraphStyle(
        name="要点标题", face="title", size=18, align="center", line=None, after=160, level=0
    ),
    "BriefHead": ParagraphStyle(
        name="要点小标题", face="heading", size=12, align="left", line=340, before=80, level=1
    ),
    "BriefText": ParagraphStyle(name="要点正文", size=11, align="both", line=360),
    "BriefCell": ParagraphStyle(name="要点带", face="song", size=7.5, align="center", line=None),
}

_MARGIN = 25
"""Millimetres above and below the page, which is no official document and has no number."""

MOST_CELLS = 48
"""Cells of the strip: as many as the page has room for, and fewer than Word's 63."""

_SHADES = ((0.0, None), (0.34, "E7E6E6"), (0.67, "BFBFBF"), (1.0, "7F7F7F"))
"""The share of changed provisions of a cell, up to each, and its shade."""

_QUIET = ("unchanged", "renumbered", "explained")


def render_brief(brief: Brief, options: ReportOptions) -> bytes:
    """The whole file."""
    document = new_document(
        landscape=False, title=brief.title, author=options.signer, more_styles=_STYLES
    )
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    fill(document, _parts(brief, options))
    return to_bytes(document)


def _parts(brief: Brief, options: ReportOptions) -> Iterator[Xml]:
    labels = BRIEF_LABELS[options.language]
    colon = labels["colon"]
    yield paragraph((run(brief.title),), style="BriefTitle")
    yield from _lines(head_lines(brief, options), colon)
    for key, lines in (
        (main_key(brief), main_lines(brief, options)),
        ("days", day_lines(brief, options)),
    ):
        yield paragraph((run(labels[key]),), style="BriefHead", keep=True)
        yield from _lines(lines, colon)
    yield paragraph((run(labels["strip-shaded"]),), style="BriefHead", keep=True)
    if brief.strip.parts:
        yield _strip(brief.strip)
    yield paragraph((run(labels["shades"], RunLook(size=8)),), style="BriefText")


def _lines(lines: Iterable[PageLine], colon: str) -> Iterator[Xml]:
    """Lines, each with its name in bold."""
    for one in lines:
        name = (run(f"{one.name}{colon}", BOLD),) if one.name else ()
        look = RunLook(grey=True) if one.role == "quiet" else PLAIN
        yield paragraph((*name, *(run(part.text, look) for part in one.text)), style="BriefText")


def _strip(strip: ChangeStrip) -> Xml:
    parts = _joined(strip.parts)
    size = next(
        size
        for size in range(1, 2 + sum(len(part.cells) for part in parts))
        if sum(-(-len(part.cells) // size) for part in parts) <= MOST_CELLS
    )
    cut = [[part.cells[at : at + size] for at in range(0, len(part.cells), size)] for part in parts]
    count = sum(map(len, cut))
    widths = [TEXT_WIDTH // count] * count
    shaded = (
        cell(width, (_small(_mark(cells)),), shade=_shade(cells))
        for width, cells in zip(widths, (cells for part in cut for cells in part), strict=True)
    )
    names = (
        cell(widths[0] * len(cells), (_small(_short(part.name)),), span=len(cells))
        for part, cells in zip(parts, cut, strict=True)
    )
    named = any(part.name for part in parts)
    return table(widths, (row(shaded, whole=True), *((row(names, whole=True),) if named else ())))


def _joined(parts: tuple[StripPart, ...]) -> tuple[StripPart, ...]:
    """The parts of a strip, or one of all where they have no room."""
    if len(parts) <= MOST_CELLS:
        return parts
    return (StripPart(name="", cells=tuple(one for part in parts for one in part.cells)),)


def _short(name: str) -> str:
    """The number of a chapter without its heading, which has no room: 第一章 → 一."""
    number = name.split(" ", maxsplit=1)[0]
    return number.replace("第", "", 1).removesuffix("章").removesuffix("编")


def _mark(cells: tuple[StripCell, ...]) -> str:
    """The sign of a provision that came or went, in a cell of one."""
    looks = {one.look for one in cells}
    return next((one.sign for one in cells if looks in ({"added"}, {"removed"})), "")


def _shade(cells: tuple[StripCell, ...]) -> str | None:
    """The shade for the share of changed provisions among some."""
    share = sum(one.look not in _QUIET for one in cells) / len(cells)
    return next(shade for most, shade in _SHADES if share <= most)


def _small(text: str) -> Xml:
    return paragraph((run(text),), style="BriefCell")
