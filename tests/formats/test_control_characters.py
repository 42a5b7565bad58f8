"""Control characters in a file never reach the document, in no format; what is read goes through
XML and comes back the same.
"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.model.document import Document
from policydiff.model.source import (
    Dropped,
    SourceCell,
    SourceLine,
    SourceTable,
    SourceText,
    StatedFact,
)
from policydiff.reading.parsing.parse import parse
from policydiff.text.traditions.registry import recognise

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
CONTROLS = [
    chr(code) for code in (*range(1, 9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, 0xFFFE)
]
LAW = (
    "示例市桥梁条例",
    "第一条　为了养护桥梁，制定本条例。",
    "第二条　市人民政府应当：",
    "（一）修桥；",
    "（二）渡河。",
    "附则",
    "甲",
    "",
)

pieces = st.lists(
    st.sampled_from(
        (*LAW, *CONTROLS, "\n", "\t", "\r\n", "\r", "\x00", "\ud800", "　", " ", "&#11;", "&#12;")
    ),
    max_size=6,
)
texts = pieces.map("".join)
patient = settings(
    deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow]
)


def _all_words(document: Document) -> str:
    aside = [piece.text for piece in document.dropped] + [
        problem.message for problem in document.problems
    ]
    return "\n".join([document.title, document.full_text(), *aside])


def _check(document: Document) -> None:
    assert not CONTROL.search(_all_words(document))
    assert policydiff.from_xml(policydiff.to_xml(document)) == document


@patient
@given(st.data())
def test_whatever_a_reader_gives_goes_through_xml(data):
    """Lines, tables, facts and what was dropped, as a reader beside ours might give them."""
    line = st.builds(
        SourceLine,
        number=st.integers(1, 99),
        text=texts,
        bold=st.integers(0, 3),
        depth=st.integers(0, 2),
    )
    table = st.builds(
        SourceTable,
        number=st.integers(1, 99),
        rows=st.just(((SourceCell(text="项"), SourceCell(text=data.draw(texts))),)),
    )
    dropped = st.builds(
        Dropped, what=st.just("navigation"), text=texts, line=st.none() | st.integers(1, 9)
    )
    facts = st.builds(
        StatedFact,
        field=st.sampled_from(("title", "authority", "document_number", "promulgated")),
        value=texts,
    )
    source = SourceText(
        name=data.draw(texts),
        format="txt",
        sha256="0" * 64,
        lines=tuple(data.draw(st.lists(line | table, min_size=1, max_size=6))),
        facts=tuple(data.draw(st.lists(facts, max_size=2))),
        dropped=tuple(data.draw(st.lists(dropped, max_size=2))),
    )
    _check(parse(source, recognise(source)))


@pytest.mark.parametrize("char", CONTROLS, ids=lambda char: f"U+{ord(char):04X}")
@pytest.mark.parametrize("form", ["txt", "md", "html", "html reference", "html dropped", "mht"])
def test_a_control_character_in_a_file(form, char):
    lines = [
        f"示例市{char}桥梁条例",
        f"第一条　为了{char}养护桥梁，制定本条例。",
        f"{char}第二条　甲。{char}",
    ]
    shown = "".join(f"<p>{line}</p>" for line in lines)
    pages = {
        "html": f"<html><body>{shown}</body></html>",
        "html reference": f"<html><body>{shown}</body></html>".replace(char, f"&#{ord(char)};"),
        "html dropped": f"<html><body><nav>首{char}页</nav>{char}外<p>示例市桥梁条例</p><p>第一条　甲。</p></body></html>",
    }
    pages["mht"] = (
        f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n{pages["html"]}\n--b--\n'
    )
    data = pages.get(form, "\n".join(("# 标题" if form == "md" else "", *lines))).encode()

    document = policydiff.load(data, name=f"a.{form.split()[0]}")

    assert document.articles
    _check(document)


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\x9b", "\x7f"])
def test_a_control_character_in_a_word_file(char):
    word = WordDocument()
    for text in ("示例市桥梁条例", f"第一条　为了{char}养护桥梁，制定本条例。"):
        word.add_paragraph(text)
    word.sections[0].header.paragraphs[0].text = f"眉{char}批"
    data = BytesIO()
    word.save(data)

    document = policydiff.load(data.getvalue(), name="a.docx")

    assert [piece.text for piece in document.dropped if "眉" in piece.text]
    _check(document)


def _pdf_with_codes(visible: bytes, beside: bytes) -> bytes:
    """A page whose font says that its bytes are whatever they are, with text on it and text beside
    it.
    """
    entries = b"".join(b"<%02x><%04x>\n" % (code, code) for code in range(1, 128))
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00><ff> endcodespacerange\n"
    cmap += (
        b"100 beginbfchar\n" + b"".join(entries.splitlines(keepends=True)[:100]) + b"endbfchar\n"
    )
    cmap += (
        b"27 beginbfchar\n"
        + b"".join(entries.splitlines(keepends=True)[100:])
        + b"endbfchar endcmap end end"
    )
    content = b"BT /F 12 Tf 50 700 Td <%s> Tj ET BT /F 12 Tf 5000 600 Td <%s> Tj ET" % (
        visible.hex().encode(),
        beside.hex().encode(),
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    body = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, 1)
    )
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (len(objects) + 1)


def test_control_characters_in_a_pdf():
    document = policydiff.load(
        _pdf_with_codes(b"Bridges of the ci\x03ty", b"\x03;\x0f\x10$H\x05\x06 beside"), name="a.pdf"
    )

    assert [piece.what for piece in document.dropped] == ["hidden-text"]
    assert document.dropped[0].text.endswith("beside")
    _check(document)


def test_a_title_taken_from_the_name_of_a_file_or_given_by_a_person():
    for document in (
        policydiff.load("关于桥梁的说明。".encode(), name="a\x1b[31m\x0b.txt"),
        policydiff.load(
            "示例市桥梁条例".encode(),
            name="a.txt",
            title="桥\x0b梁\x1b条例",
            document_number="示\x85令第1号",
        ),
    ):
        assert document.title
        _check(document)
