"""New Word documents: pages, language, fonts, properties, page numbers."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
import pytest
from lxml import etree

from policydiff.report.word.document import add_page_number, new_document, to_bytes
from policydiff.report.word.styles import FONTS
from policydiff.report.word.xml import W, element, parse, text

NAMES = {"w": W}


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def millimetres(data: bytes, element: str, *names: str) -> list[int]:
    found = part(data, "document").find(f".//w:{element}", NAMES)
    return [round(int(found.get(f"{{{W}}}{name}")) / 1440 * 25.4) for name in names]


def test_upright_pages_follow_the_standard():
    data = to_bytes(new_document(landscape=False, title=None))

    assert millimetres(data, "pgSz", "w", "h") == [210, 297]
    assert millimetres(data, "pgMar", "top", "left") == [37, 28]
    assert [
        210 - sum(millimetres(data, "pgMar", "left", "right")),
        297 - sum(millimetres(data, "pgMar", "top", "bottom")),
    ] == [156, 225]


def test_landscape_pages_are_a4_on_its_side():
    data = to_bytes(new_document(landscape=True, title=None))

    assert millimetres(data, "pgSz", "w", "h") == [297, 210]
    assert part(data, "document").xpath("//w:pgSz/@w:orient", namespaces=NAMES) == ["landscape"]


def test_a_document_is_in_chinese_with_fonts_for_every_script():
    styles = part(to_bytes(new_document(landscape=False, title=None)), "styles")

    assert set(styles.xpath("//w:lang/@w:eastAsia", namespaces=NAMES)) == {"zh-CN"}
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert set(styles.xpath(f"//w:style/w:rPr/w:rFonts/@w:{name}", namespaces=NAMES)) == {
            font.name for font in FONTS.values()
        }
    assert styles.xpath("//w:rFonts/@w:*[contains(name(), 'Theme')]", namespaces=NAMES) == []


def test_each_font_names_what_may_stand_in_for_it():
    table = part(to_bytes(new_document(landscape=False, title=None)), "fontTable")
    found = {
        font.get(f"{{{W}}}name"): font.find("w:altName", NAMES).get(f"{{{W}}}val") for font in table
    }

    assert "Noto Serif CJK SC" in found["仿宋_GB2312"].split(",")
    assert set(found) == {font.name for font in FONTS.values()}


def test_properties_hold_no_date_but_the_given_one():
    first = docx.Document(
        io.BytesIO(
            to_bytes(
                new_document(
                    landscape=False, title="灯塔\x01", made=datetime.fromisoformat("2024-05-31")
                )
            )
        )
    )
    second = docx.Document(io.BytesIO(to_bytes(new_document(landscape=False, title=None))))

    assert (first.core_properties.title, first.core_properties.created.date().isoformat()) == (
        "灯塔␁",
        "2024-05-31",
    )
    assert first.core_properties.modified == first.core_properties.created
    assert second.core_properties.created.year == 2000


def test_the_same_document_gives_the_same_bytes_in_a_fixed_order():
    first, second = (to_bytes(new_document(landscape=True, title="甲")) for _ in range(2))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    assert first == second
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert not [
        name for name in names if "thumbnail" in name or "customXml" in name or "Effects" in name
    ]


@pytest.mark.parametrize(
    ("form", "footers"),
    [
        ("outside", ["— PAGE —", "— PAGE —"]),
        ("centre", ["— PAGE —"]),
        ("total", ["第 PAGE 页　共 NUMPAGES 页"]),
    ],
)
def test_pages_are_numbered_by_fields(form, footers):
    document = new_document(landscape=False, title=None)
    add_page_number(document.sections[0], form)
    data = to_bytes(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [
            etree.fromstring(archive.read(name))
            for name in sorted(archive.namelist())
            if name.startswith("word/footer")
        ]

    assert [
        "".join(text.strip() if "PAGE" in text else text for text in read(footer))
        for footer in found
    ] == footers
    assert bool(part(data, "settings").find("w:evenAndOddHeaders", NAMES) is not None) == (
        form == "outside"
    )


def read(footer) -> list[str]:
    """The texts of a footer, fields by their codes."""
    texts, result = [], False
    for leaf in footer.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}t"):
        if leaf.tag.endswith("fldChar"):
            result = leaf.get(f"{{{W}}}fldCharType") == "separate"
        elif not result:
            texts.append(leaf.text)
    return texts


def test_no_text_becomes_markup_or_steers_a_program():
    hostile = '</w:t><w:br/>&lt;\x1b\u202e\ud800"'

    (shown,) = parse(text(hostile))
    (named,) = parse(element("ins", author=hostile))

    assert shown.text == named.get(f"{{{W}}}author") == '</w:t><w:br/>&lt;␛\ufffd\ufffd"'
    assert len(shown) == len(named) == 0


def test_the_parts_of_a_file_stand_in_the_order_of_the_schema():
    styles = part(to_bytes(new_document(landscape=False, title=None)), "styles")
    order = [
        "name",
        "basedOn",
        "next",
        "uiPriority",
        "semiHidden",
        "qFormat",
        "pPr",
        "rPr",
        "tblPr",
    ]

    for style in styles.iterfind("w:style", NAMES):
        places = [order.index(child.tag.rpartition("}")[2]) for child in style]
        assert places == sorted(places)
    assert [
        style.get(f"{{{W}}}styleId")
        for style in styles.iterfind("w:style[@w:default='1'][@w:type='paragraph']", NAMES)
    ] == ["Normal"]
