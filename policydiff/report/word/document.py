"""A Word document with official pages; the same content has the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml import etree

from policydiff.locale import Language, plain
from policydiff.report.pieces import neutral
from policydiff.report.word.body import RunLook, paragraph, text_run, title_runs
from policydiff.report.word.styles import LANGUAGE, ParagraphStyle, font, font_table, styles
from policydiff.report.word.xml import W, Xml, element, fill, parse, replace_children

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section

PageNumber = Literal["outside", "centre", "total"]
"""— 1 — on the outer side of a page, as GB/T 9704 wants it; — 1 — in the middle; 第 1 页 共 3 页 in
the middle.
"""

UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 the properties hold a bare date
"""When a file was made, where nobody says: the same input must give the same bytes."""

_MM = 36000
"""English Metric Units in a millimetre."""

_TEMPLATE_PARTS = ("styles", "settings", "fontTable", "theme")
"""The parts of python-docx's template that a file of ours keeps; all else is a picture, lists and
effects of other styles.
"""


TEXT_ACROSS = 14570
"""Between the margins of a landscape page: 257 mm in twentieths of a point."""

TITLE_ACROSS = TEXT_ACROSS // 20 // 18
"""Characters of a title in a line of such a page."""

_FIRST = "[Content_Types].xml"
"""Office programs recognise a file by its first part."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""

NO_STYLES: Mapping[str, ParagraphStyle] = {}

_INITIALS = "PD"
"""Those of who signs the comments."""

MOST_COMMENTS = 200
"""Comments of a file; each further one takes longer than the last."""


def new_document(
    *,
    landscape: bool,
    title: str | None,
    made: datetime | None = None,
    author: str = "policydiff",
    more_styles: Mapping[str, ParagraphStyle] = NO_STYLES,
) -> WordDocument:
    """An empty A4 document in Chinese with our styles.

    Upright pages have the margins of GB/T 9704—2012: 37 mm above, 28 mm on the left, a text of 156
    × 225 mm; landscape ones 20 mm around. `made` is the date of its properties, a fixed one where
    it is None; `author` made it, and a file without one has neither.
    """
    document = docx.Document()
    _strip(document)
    replace_children(document.styles.element, *styles(more_styles))
    replace_children(document.settings.element, *_settings())
    _fill_properties(document.core_properties, title, author, made or UNDATED)
    _shape(document.sections[0], landscape=landscape)
    return document


def _strip(document: Any) -> None:
    package = document.part.package
    for rels in (package.rels, document.part.rels):
        for key, rel in list(rels.items()):
            kind = rel.reltype.rpartition("/")[2]
            if kind == "fontTable":
                table = etree.Element(f"{{{W}}}fonts", nsmap={"w": W})
                table.extend(parse(*font_table()))
                rel.target_part._blob = etree.tostring(  # noqa: SLF001
                    table, xml_declaration=True, encoding="UTF-8", standalone=True
                )
            elif kind not in (
                *_TEMPLATE_PARTS,
                "officeDocument",
                "core-properties",
                "extended-properties",
            ):
                del rels[key]


def _settings() -> tuple[Xml, ...]:
    """The settings for Word's own mode, not that of an older one, and for Chinese."""
    return (
        element("zoom", percent=100),
        element("defaultTabStop", val=420),
        element("characterSpacingControl", val="compressPunctuation"),
        element(
            "compat",
            element("useFELayout"),
            element(
                "compatSetting",
                name="compatibilityMode",
                uri="http://schemas.microsoft.com/office/word",
                val=15,
            ),
        ),
        element("themeFontLang", val="en-US", eastAsia=LANGUAGE),
    )


def _fill_properties(properties: Any, title: str | None, author: str, made: datetime) -> None:
    properties.title = neutral(title or "")[:255]
    properties.author = properties.last_modified_by = neutral(author)[:255]
    properties.comments = properties.subject = properties.keywords = properties.category = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = made.replace(tzinfo=None)
    properties.revision = 1
    if not author:  # nobody made it, at no time
        for name in ("dcterms:created", "dcterms:modified"):
            for one in properties._element.findall(qn(name)):  # noqa: SLF001 dates cannot be unset
                properties._element.remove(one)  # noqa: SLF001


def _shape(section: Section, *, landscape: bool) -> None:
    width, height = (297, 210) if landscape else (210, 297)
    left, right, top, bottom = (20, 20, 20, 20) if landscape else (28, 26, 37, 35)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Emu(width * _MM), Emu(height * _MM)
    section.left_margin, section.right_margin = Emu(left * _MM), Emu(right * _MM)
    section.top_margin, section.bottom_margin = Emu(top * _MM), Emu(bottom * _MM)
    section.header_distance = Emu((10 if landscape else 15) * _MM)
    section.footer_distance = Emu(
        (10 if landscape else 22) * _MM
    )  # 版心下边缘之下 7 mm, and the height of the number
    for grid in section._sectPr.iter(qn("w:docGrid")):  # noqa: SLF001 python-docx has no grid
        grid.attrib.clear()


def add_page_number(section: Section, form: PageNumber = "outside") -> None:
    """Number the pages of a section at their foot, in fields that Word fills."""
    if form == "outside":
        section.part.settings.odd_and_even_pages_header_footer = True  # type: ignore[attr-defined]
        _number(section.footer, "right", form)
        _number(section.even_page_footer, "left", form)
    else:
        _number(section.footer, "center", form)


def add_head(section: Section, text: str) -> None:
    """Put a line above the text of every page of a section."""
    for head in (section.header, section.even_page_header):
        head.is_linked_to_previous = False
        style = element("pPr", element("pStyle", val="Header"))
        replace_children(head.paragraphs[0]._p, style, _run(text))  # noqa: SLF001 as below


def _number(footer: Any, align: Literal["left", "right", "center"], form: PageNumber) -> None:
    footer.is_linked_to_previous = False
    layout = [element("pStyle", val="Footer")]
    if align != "center":  # one character from the margin
        layout.append(element("ind", **{f"{align}Chars": 100, align: 280}))
        layout.append(element("jc", val=align))
    page, pages = _field("PAGE"), _field("NUMPAGES")
    runs = (
        (_run("第 "), *page, _run(" 页　共 "), *pages, _run(" 页"))
        if form == "total"
        else (_run("— "), *page, _run(" —"))
    )
    replace_children(footer.paragraphs[0]._p, element("pPr", *layout), *runs)  # noqa: SLF001 fields are beyond python-docx


_FOOT = element("rPr", *font("song"))


def _run(content: str) -> Xml:
    return text_run(content, _FOOT)


def _field(name: str) -> tuple[Xml, ...]:
    """The runs of a field: begin, its code, its result of last time, end."""
    begin, separate, end = (
        element("r", _FOOT, element("fldChar", fldCharType=kind))
        for kind in ("begin", "separate", "end")
    )
    code = Xml(f"<w:r>{_FOOT}<w:instrText> {name} </w:instrText></w:r>")
    return begin, code, separate, _run("1"), end


def add_comments(document: Any, texts: Iterable[str], *, author: str) -> None:
    """Put each text into an undated comment of its own beside the first paragraph.

    A reader should see it, and no recipient must read it as text. A paragraph that is all new or
    all gone has no run to stand beside. Of very many texts the last stand in one comment.
    """
    texts = list(texts)
    if len(texts) > MOST_COMMENTS:
        texts[MOST_COMMENTS - 1 :] = ["\n".join(texts[MOST_COMMENTS - 1 :])]
    word = document.part.document  # the body may have been put in anew
    beside = next((one.runs for one in word.paragraphs if one.runs), None)
    for text in texts:
        beside = beside or [word.paragraphs[0].add_run("")]
        comment = word.add_comment(
            beside, text=neutral(text), author=neutral(author), initials=_INITIALS
        )
        comment._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001 python-docx dates every comment by the clock


def table_file(
    title: str,
    parts: Iterable[Xml],
    language: Language,
    *,
    comments: Iterable[str] = (),
    author: str = "",
) -> bytes:
    """A landscape file with numbered pages: its title, parts, last a paragraph."""
    document = new_document(landscape=True, title=title)
    add_page_number(document.sections[0], "total" if plain(language) == "zh" else "centre")
    fill(
        document,
        (paragraph(title_runs(title, TITLE_ACROSS, RunLook(size=18)), style="Title"), *parts),
    )
    add_comments(document, comments, author=author)
    return to_bytes(document)


def to_bytes(document: Any) -> bytes:
    """The file of a python-docx document, its parts in a fixed order, undated."""
    written = io.BytesIO()
    document.save(written)
    again = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return again.getvalue()
