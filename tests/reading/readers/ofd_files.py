"""OFD files set from lines of text, for the tests of their reader; every text in them is
invented.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from xml.sax.saxutils import escape

import policydiff

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.6
"""Millimetres of an em: 三号."""

ACROSS, DOWN = 28, 22
"""Characters of a line and lines of a page, as the offices have them."""

LEFT, TOP, STEP = 26.0, 40.0, 10.0


def text_object(
    text: str,
    x: float,
    y: float,
    *,
    size: float = SIZE,
    delta: str | None = None,
    attributes: str = "",
) -> str:
    """Characters from a place on the page, an em (figures: half) apart unless `delta` says."""
    steps = [f"{size / 2 if char.isascii() else size:g}" for char in text[:-1]]
    apart = (
        delta
        if delta is not None
        else f"g {len(steps)} {size}"
        if set(steps) == {f"{size:g}"}
        else " ".join(steps) or None
    )
    spread = "" if apart is None else f' DeltaX="{apart}"'
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} {size * len(text)} {size}" Font="1" '
        f'Size="{size}" {attributes}><ofd:TextCode X="0" Y="{size}"{spread}>{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def one_by_one(text: str, x: float, y: float) -> str:
    """The same characters, each an object of its own."""
    starts = accumulate((SIZE / 2 if char.isascii() else SIZE for char in text), initial=x)
    return "".join(text_object(char, start, y) for char, start in zip(text, starts, strict=False))


def path(data: str, *, boundary: str = "0 0 210 297", attributes: str = "") -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="{boundary}" LineWidth="0.2" {attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


PICTURE = '<ofd:ImageObject ID="7" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="5"/>'


def page(*objects: str, template: str = "", area: str = "") -> str:
    """The part of one page."""
    return (
        f"<ofd:Page {SPACE}>{area}{template}<ofd:Content><ofd:Layer ID='2'>{''.join(objects)}"
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )


def wrapped(paragraph: str) -> Iterator[tuple[str, float]]:
    """The lines of a paragraph with the place where each begins, two ems in for the first."""
    line, x, room = "", LEFT + 2 * SIZE, ACROSS - 2.0
    for char in paragraph:
        wide = 0.5 if char.isascii() else 1.0
        if wide > room:
            yield line, x
            line, x, room = "", LEFT, float(ACROSS)
        line, room = line + char, room - wide
    yield line, x


def set_pages(paragraphs: Sequence[str], set_line=text_object) -> Iterator[str]:
    """Paragraphs as an office sets them: two ems of indent, a page number below."""
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
    for number, start in enumerate(range(0, len(lines), DOWN), 1):
        part = lines[start : start + DOWN]
        set_lines = [set_line(text, x, TOP + STEP * at) for at, (text, x) in enumerate(part)]
        yield page(*set_lines, text_object(f"— {number} —", 95, 280, size=4.9))


def package(
    pages: Sequence[str],
    *,
    common: str = "",
    more: str = "",
    body: str = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>",
    parts: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The parts of a file of these pages, by their names."""
    listed = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    return {
        "OFD.xml": f'<ofd:OFD {SPACE} DocType="OFD" Version="1.1"><ofd:DocBody>{body}</ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {SPACE}><ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/><ofd:Font ID="3" FontName="黑体"/></ofd:Fonts></ofd:Res>',
        **{f"Doc_0/Pages/Page_{at}/Content.xml": text for at, text in enumerate(pages)},
        **(parts or {}),
    }


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def ofd_file(pages: Sequence[str], **how) -> bytes:
    """A file of these pages."""
    return pack(package(pages, **how))


HEADING = re.compile("第[一二三四五六七八九十]+[章节]　?|目录$|示例市公共数据管理条例$|附表")
WIDTHS = (34.0, 62.0, 62.0)
"""Millimetres of the columns of a table."""


def set_document(lines: Sequence[str]) -> list[str]:
    """A whole text as an office sets it: headings in the middle, rows of tabs as a ruled table."""
    objects: list[tuple[float, str]] = []
    y = 0.0
    for line in lines:
        if "\t" in line:
            objects.append((y, _row(line.split("\t"), TOP + y % (DOWN * STEP))))
        elif HEADING.match(line):
            x = (210 - SIZE * len(line)) / 2
            heading = text_object(line, x, TOP + y % (DOWN * STEP)).replace('Font="1"', 'Font="3"')
            objects.append((y, heading))
        else:
            for text, x in wrapped(line):
                objects.append((y, text_object(text, x, TOP + y % (DOWN * STEP))))
                y += STEP
            continue
        y += STEP
    pages: dict[int, list[str]] = {}
    for place, text in objects:
        pages.setdefault(int(place // (DOWN * STEP)), []).append(text)
    return [
        page(*found, text_object(f"— {at + 1} —", 95, 280, size=4.9)) for at, found in pages.items()
    ]


def _row(cells: Sequence[str], y: float) -> str:
    edges = list(accumulate(WIDTHS, initial=LEFT))
    top, bottom = y - 7.5, y + 2.5
    lines = [f"M {LEFT} {side} L {edges[-1]} {side}" for side in (top, bottom)]
    lines += [f"M {edge} {top} L {edge} {bottom}" for edge in edges]
    texts = (
        text_object(cell, edge + 1, y, size=3) for cell, edge in zip(cells, edges, strict=False)
    )
    return path(" ".join(lines)) + "".join(texts)


def shipped() -> bytes:
    """The file of `corpora/office-files`, from the text of the example."""
    example = Path(__file__).parents[3] / "corpora" / "example" / "invented-2021-09-26.md"
    return ofd_file(set_document(policydiff.load(example).full_text().split("\n")))
