"""A new Word document with official pages: A4, margins by GB/T 9704—2012, Chinese, page numbers as
fields.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from policydiff.render.office.fonts import LANGUAGE, font_table, put_font
from policydiff.render.office.styles import fill_styles
from policydiff.render.office.xml import make, put
from policydiff.views.pieces import neutral

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

_KEPT = ("styles", "settings", "fontTable", "theme")
"""The parts of python-docx's template that a file of ours keeps; the rest is a picture, lists and
effects of other styles.
"""


def new_document(
    *, landscape: bool, title: str | None, made: datetime | None = None
) -> WordDocument:
    """An empty A4 document in Chinese with our styles.

    Upright pages have the margins of GB/T 9704—2012: 37 mm above, 28 mm on the left, a text of 156
    × 225 mm; landscape ones 20 mm
    around. `made` is the date that its properties tell, a fixed one where it is None.
    """
    import docx  # noqa: PLC0415 heavy

    document = docx.Document()
    _strip(document)
    fill_styles(document.styles.element)
    _fill_settings(document.settings.element)
    _fill_properties(document.core_properties, title, made or UNDATED)
    _shape(document.sections[0], landscape=landscape)
    return document


def _strip(document: Any) -> None:
    """Leave out the parts of the template that nothing here uses; put in our table of fonts."""
    from lxml import etree  # noqa: PLC0415 heavy

    package = document.part.package
    for rels in (package.rels, document.part.rels):
        for key, rel in list(rels.items()):
            kind = rel.reltype.rpartition("/")[2]
            if kind == "fontTable":
                rel.target_part._blob = etree.tostring(  # noqa: SLF001
                    font_table(), xml_declaration=True, encoding="UTF-8", standalone=True
                )
            elif kind not in (*_KEPT, "officeDocument", "core-properties", "extended-properties"):
                del rels[key]


def _fill_settings(root: Any) -> None:
    """The settings anew: Word's own mode (not that of an older one), Chinese."""
    for child in list(root):
        root.remove(child)
    root.append(make("zoom", percent=100))
    root.append(make("defaultTabStop", val=420))
    root.append(make("characterSpacingControl", val="compressPunctuation"))
    compat = make("compat")
    compat.append(make("useFELayout"))
    compat.append(
        make(
            "compatSetting",
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
            val=15,
        )
    )
    root.append(compat)
    root.append(make("themeFontLang", val="en-US", eastAsia=LANGUAGE))


def _fill_properties(properties: Any, title: str | None, made: datetime) -> None:
    properties.title = neutral(title or "")[:255]
    properties.author = properties.last_modified_by = "policydiff"
    properties.comments = properties.subject = properties.keywords = properties.category = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = made.replace(tzinfo=None)
    properties.revision = 1


def _shape(section: Section, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 heavy
    from docx.shared import Emu  # noqa: PLC0415 heavy

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
    grid = put(section._sectPr, "docGrid")  # noqa: SLF001 python-docx has no grid
    grid.attrib.clear()


def add_page_number(section: Section, form: PageNumber = "outside") -> None:
    """Number the pages of a section at their foot, with fields that the office program fills."""
    if form == "outside":
        section.part.settings.odd_and_even_pages_header_footer = True  # type: ignore[attr-defined]
        _number(section.footer, "right", form)
        _number(section.even_page_footer, "left", form)
    else:
        _number(section.footer, "center", form)


def _number(footer: Any, align: Literal["left", "right", "center"], form: PageNumber) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p  # noqa: SLF001 fields are beyond python-docx
    properties = paragraph.get_or_add_pPr()
    put(properties, "pStyle", val="Footer")
    if align != "center":  # one character from the margin
        put(properties, "ind", **{f"{align}Chars": 100, align: 280})
        put(properties, "jc", val=align)
    parts = (
        ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页") if form == "total" else ("— ", "PAGE", " —")
    )
    for part in parts:
        for run in _field(part) if part.isascii() and part.isupper() else (_run(part),):
            paragraph.append(run)


def _run(text: str) -> Any:
    run = make("r")
    properties = make("rPr")
    put_font(properties, "song")
    run.append(properties)
    content = make("t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(content)
    return run


def _field(name: str) -> list[Any]:
    """The runs of a field: begin, its code, its result of last time, end."""
    runs = []
    for part in ("begin", None, "separate", "1", "end"):
        run = _run("1")
        if part != "1":
            run.remove(run[-1])
            run.append(make("instrText") if part is None else make("fldChar", fldCharType=part))
            if part is None:
                run[-1].text = f" {name} "
        runs.append(run)
    return runs
