"""One invented regulation written into the formats in which offices have such texts.

The regulation is that of corpora/example: there is no 示例市.
"""

from __future__ import annotations

import io
import os
import quopri
import re
import shutil
import subprocess
from dataclasses import dataclass
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from html import escape
from pathlib import Path
from typing import Literal

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

import policydiff

SOURCE = Path(__file__).resolve().parents[2] / "corpora" / "example" / "invented-2021-09-26.md"
NOTE = "本条的脚注：说明文字，不属于条文。"
INSERTED, DELETED = "应当及时、准确地", "可以酌情"
Level = Literal[
    "title", "note", "chapter", "section", "article", "paragraph", "point", "attachment", "table"
]
_NUMBERED = re.compile(
    r"(?P<num>第[一二三四五六七八九十百]+(?P<unit>[章节条])|（[一二三四五六七八九十]+）)(?P<gap>\u3000?)(?P<text>.*)"
)
_LEVELS: dict[str | None, Level] = {
    "章": "chapter",
    "节": "section",
    "条": "article",
    None: "point",
}


@dataclass(frozen=True)
class Line:
    """A line of the regulation: its number apart from its text; a table has rows."""

    level: Level
    text: str
    num: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def printed(self) -> str:
        gap = "" if self.level in ("paragraph", "point") or not self.num else "\u3000"
        return f"{self.num}{gap}{self.text}"


def regulation() -> tuple[Line, ...]:
    """Title, note, chapters, articles and the table in the attachment, without the table of
    contents.
    """
    lines = policydiff.load(SOURCE).full_text().split("\n")
    found = [Line("title", lines[0]), Line("note", lines[1])]
    body = lines[lines.index("第一章\u3000总则") :]
    table = next(place for place, line in enumerate(body) if "\t" in line)
    found += map(_line, body[: table - 1])
    found.append(Line("attachment", body[table - 1].split("\u3000")[1], "附表"))
    found.append(Line("table", "", rows=tuple(tuple(row.split("\t")) for row in body[table:])))
    return tuple(found)


def _line(text: str) -> Line:
    match = _NUMBERED.fullmatch(text)
    if match is None or (match["unit"] and not match["gap"]):
        return Line("paragraph", text)
    return Line(_LEVELS[match["unit"]], match["text"], match["num"])


LINES = regulation()


def as_text() -> str:
    """Plain text as a clerk types it: every paragraph begins with two full-width spaces."""
    rows = (
        "\n".join("\t".join(row) for row in line.rows) or f"\u3000\u3000{line.printed}"
        for line in LINES
    )
    return "\r\n".join("\r\n".join(rows).split("\n")) + "\r\n"


def as_html() -> str:
    """A web page that prints well too."""
    style = "body{font-family:'Noto Serif CJK SC','Noto Sans CJK SC','WenQuanYi Micro Hei';font-size:12pt}h2,h3{font-size:14pt}p{text-indent:2em}td,th{border:1px solid;padding:2pt}"
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(LINES[0].text)}</title>'
        f"<style>{style}</style></head><body>{''.join(map(_element, LINES))}</body></html>"
    )


def as_web_archive() -> bytes:
    """The same page as a browser, or Word, saves it in one file: in quoted-printable GB18030, with
    a picture beside it.
    """
    message = MIMEMultipart("related", type="text/html")
    page = MIMENonMultipart("text", "html", charset="gb2312")
    page.set_payload(
        quopri.encodestring(as_html().replace("utf-8", "gb2312").encode("gb18030")).decode("ascii")
    )
    page["Content-Transfer-Encoding"] = "quoted-printable"
    message.attach(page)
    picture = MIMENonMultipart("image", "png")
    picture.set_payload("iVBORw0KGgo=")
    picture["Content-Transfer-Encoding"] = "base64"
    message.attach(picture)
    return message.as_bytes()


def _element(line: Line) -> str:
    if line.level == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in line.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    tag = {"title": "h1", "chapter": "h2", "section": "h3"}.get(line.level, "p")
    return f"<{tag}>{escape(line.printed)}</{tag}>"


def as_docx(*, numbering: bool = False, revisions: bool = False, footnote: bool = False) -> bytes:
    """A Word file; with automatic numbers, with tracked changes, with a footnote at 第一条."""
    document = docx.Document()
    document.core_properties.title = LINES[0].text
    document.styles["Normal"].font.size = Pt(12)
    document.sections[0].header.paragraphs[0].text = "示例市人民代表大会常务委员会公报"
    _page_number(document.sections[0].footer.paragraphs[0])
    if numbering:
        _add_numbering(document)
    for place, line in enumerate(LINES):
        if line.level == "table":
            _add_table(document, line)
            continue
        paragraph = document.add_paragraph()
        if line.level == "title":
            paragraph.alignment = 1
        if numbering and line.level in _LISTS:
            _number(paragraph, *_LISTS[line.level])
            paragraph.add_run(line.text)
        elif revisions and changed(place):
            _add_revised(paragraph, line, place)
        else:
            paragraph.add_run(line.printed)
        if footnote and line.num == "第一条":
            _add_footnote(document, paragraph)
    if revisions:
        _add_deleted_paragraph(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(place: int) -> bool:
    """True for the lines that were changed with the change tracked: every sixth of the articles
    with a long text.
    """
    return LINES[place].level == "article" and place % 6 == 0 and len(LINES[place].text) > 20


def original_text(line: Line) -> str:
    """What stood there before: its sixth to twelfth character were inserted, some others
    deleted.
    """
    return line.text[:6] + DELETED + line.text[12:]


_LISTS = {"chapter": (90, 0), "section": (90, 1), "article": (91, 0), "point": (91, 1)}
_FORMATS = {90: ("第%1章", "第%2节"), 91: ("第%1条", "（%2）")}


def _add_numbering(document: WordDocument) -> None:
    """Chapters with their sections, articles with their points: as Word's own lists number them."""
    root = document.part.numbering_part.element
    for key, forms in _FORMATS.items():
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            f'<w:suff w:val="{"space" if form[0] == "第" else "nothing"}"/><w:lvlText w:val="{form}"/><w:lvlJc w:val="left"/></w:lvl>'
            for depth, form in enumerate(forms)
        )
        definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        root.insert(0, parse_xml(definition))
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
            )
        )


def _number(paragraph: Paragraph, key: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>'
        )
    )


def _add_revised(paragraph: Paragraph, line: Line, place: int) -> None:
    paragraph.add_run(f"{line.num}\u3000{line.text[:6]}")
    _change(paragraph, "del", place, DELETED)
    _change(paragraph, "ins", place, line.text[6:12])
    paragraph.add_run(line.text[12:])


def _change(paragraph: Paragraph, kind: str, number: int, text: str) -> None:
    tag = "delText" if kind == "del" else "t"
    paragraph._p.append(
        parse_xml(
            f'<w:{kind} {nsdecls("w")} w:id="{number}{len(kind + text)}" w:author="示例" w:date="2024-01-02T03:04:05Z">'
            f"<w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>"
        )
    )


def _add_deleted_paragraph(document: WordDocument) -> None:
    """A whole paragraph that was deleted, its mark too, before the attachment."""
    place = next(p for p in document.paragraphs if p.text.startswith("附表"))
    paragraph = place.insert_paragraph_before()
    mark = f'<w:rPr {nsdecls("w")}><w:del w:id="990" w:author="示例" w:date="2024-01-02T03:04:05Z"/></w:rPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(mark))
    _change(paragraph, "del", 991, "第三十七条\u3000本条已经整条删去，原文曾在此处。")


def _add_table(document: WordDocument, line: Line) -> None:
    table = document.add_table(len(line.rows), len(line.rows[0]))
    table.style = "Table Grid"
    for place, row in enumerate(line.rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text


def _add_footnote(document: WordDocument, paragraph: Paragraph) -> None:
    xml = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:rPr><w:sz w:val="18"/><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>{NOTE}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
        )
    )


def _page_number(paragraph: Paragraph) -> None:
    paragraph.add_run("— ")
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
    paragraph.add_run(" —")


def by_libreoffice(files: dict[str, bytes], form: str, folder: Path) -> dict[str, bytes]:
    """Files as LibreOffice saves them in another format, all in one start; names without ending."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    subprocess.run(
        [
            *command,
            "--convert-to",
            form,
            "--outdir",
            folder / "out",
            *(folder / name for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    suffix = form.partition(":")[0]
    return {
        Path(name).stem: (folder / "out" / f"{Path(name).stem}.{suffix}").read_bytes()
        for name in files
    }


def by_chromium(program: str, page: str, folder: Path) -> bytes:
    """A page printed by Chromium."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_text(page, encoding="utf-8")
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    command = [
        program,
        *flags.split(),
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={folder / 'page.pdf'}",
        (folder / "page.html").as_uri(),
    ]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        timeout=600,
        env=os.environ | {"HOME": str(folder)},
    )
    return (folder / "page.pdf").read_bytes()


def has_chinese_font() -> bool:
    """True where what is printed can hold Chinese."""
    program = shutil.which("fc-list")
    return program is not None and bool(
        subprocess.run(
            [program, ":lang=zh"], capture_output=True, timeout=600, check=False
        ).stdout.strip()
    )


def find_chromium() -> str | None:
    """Its path, None where it is not installed."""
    return next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
