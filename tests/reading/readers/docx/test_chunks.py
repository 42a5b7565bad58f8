"""Foreign pieces inside Word files: web archives, pages, texts and other Word files."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from word_files import paragraph, word_file

from policydiff.errors import InputError
from policydiff.model.source import SourceLine
from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.docx.package import MOST_CHUNKS
from policydiff.reading.readers.html.mht import WebArchiveError, is_web_archive, page_of

PAGE = "<html><head><meta charset='utf-8'></head><body><h1>渡口条例</h1><p>第一条 甲。<br>第二条 乙。</p></body></html>"


def archive(
    page=PAGE,
    *,
    charset="utf-8",
    encoding="quoted-printable",
    head="MIME-Version: 1.0\r\n",
    before="",
):
    data = page.encode(charset, "replace")
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[
        encoding
    ](data)
    return (
        f'{head}Content-Type: multipart/related;\r\n    type="text/html";\r\n    boundary="=--b"\r\n\r\n'
        f'{before}--=--b\r\nContent-Type: text/html;\r\n    charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n'
        "Content-Location: file:///C:/x.html\r\n\r\n"
    ).encode() + body + b"\r\n--=--b--\r\n"  # fmt: skip


def with_chunk(content, name="word/chunk.mht", *, body="", after="", mode="", target=None):
    chunk = '<w:altChunk r:id="c1"/>'
    extra = [] if content is None else [(name, content)]
    return word_file(
        f"{body}{chunk}{after}", links=[("c1", "aFChunk", target or f"/{name}", mode)], extra=extra
    )


def texts(data):
    return [line.text for line in docx.read(data, "x.docx").lines if isinstance(line, SourceLine)]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "quoted-printable"), ("utf-8", "base64"), ("gb2312", "8bit"), ("utf-16", "base64")],
)
def test_a_web_archive(charset, encoding):
    assert texts(with_chunk(archive(charset=charset, encoding=encoding))) == [
        "渡口条例",
        "第一条 甲。",
        "第二条 乙。",
    ]


def test_a_picture_before_the_page_is_not_the_page():
    before = "--=--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"

    assert texts(with_chunk(archive(before=before)))[0] == "渡口条例"


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("word/c.html", PAGE.encode(), ["渡口条例", "第一条 甲。", "第二条 乙。"]),
        ("word/c.xhtml", "<p>甲。</p>".encode(), ["甲。"]),
        ("word/c.dat", "<p>甲。</p>".encode(), ["甲。"]),
        (
            "word/c.txt",
            "第一条 甲。\n第二条 乙。".encode("gb18030"),
            ["第一条 甲。", "第二条 乙。"],
        ),
        ("word/c.docx", word_file(paragraph("第一条 甲。")), ["第一条 甲。"]),
        ("word/c.dat", word_file(paragraph("第一条 甲。")), ["第一条 甲。"]),
    ],
)
def test_other_pieces(name, content, lines):
    assert texts(with_chunk(content, name)) == lines


def test_lines_are_numbered_on():
    data = with_chunk(b"one\n\ntwo", "word/c.txt", body=paragraph("前"), after=paragraph("后"))

    assert [(line.number, line.text) for line in docx.read(data, "x.docx").lines] == [
        (1, "前"),
        (2, "one"),
        (4, "two"),
        (5, "后"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (with_chunk(b"{\\rtf1 text}", "word/c.rtf", body=paragraph("甲")), "c.rtf is an RTF file"),
        (with_chunk(None, body=paragraph("甲")), "word/chunk.mht is not in the file"),
        (
            with_chunk(
                None, body=paragraph("甲"), mode="External", target="http://example.invalid/x.html"
            ),
            "outside the file, and nothing is fetched",
        ),
        (word_file(paragraph("甲") + '<w:altChunk r:id="none"/>'), "nothing says where it is"),
        (with_chunk(b"", body=paragraph("甲")), "holds no text"),
        (with_chunk(b"PK\x03\x04", body=paragraph("甲")), "damaged"),
        (
            with_chunk(archive("").replace(b"text/html", b"text/plain"), body=paragraph("甲")),
            "holds no page",
        ),
    ],
    ids=["rtf", "missing", "external", "unknown", "empty", "damaged", "no page"],
)
def test_a_piece_that_cannot_be_read_is_told(data, message):
    source = docx.read(data, "x.docx")

    assert [line.text for line in source.lines] == ["甲"]
    assert [problem.code for problem in source.problems if message in problem.message] == [
        "piece-left-out"
    ]


def test_a_file_that_holds_only_such_a_piece_is_refused_with_the_reason():
    with pytest.raises(InputError, match=r"its text is missing here: c\.rtf is an RTF file"):
        docx.read(with_chunk(b"{\\rtf1 text}", "word/c.rtf"), "x.docx")


def test_word_files_inside_one_another_end():
    data = word_file(paragraph("最里面"))
    for name in "三二一零":
        data = with_chunk(data, "word/c.docx", body=paragraph(name))
    source = docx.read(data, "x.docx")

    assert [line.text for line in source.lines] == ["零", "一", "二"]
    assert any("too deep inside others" in problem.message for problem in source.problems)


def test_many_pieces_are_not_read_for_ever():
    inner = with_chunk(
        word_file(paragraph("甲")), "word/c.docx", after='<w:altChunk r:id="c1"/>' * 60
    )
    outer = with_chunk(inner, "word/c.docx", after='<w:altChunk r:id="c1"/>' * 60)
    source = docx.read(outer, "x.docx")

    assert len(source.lines) < MOST_CHUNKS
    assert any(f"more than {MOST_CHUNKS}" in problem.message for problem in source.problems)


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (archive(), True),
        (b"Content-Type: text/html\r\n\r\n<p>", True),
        (PAGE.encode(), False),
        ("第一条：甲\n".encode(), False),
        (b"", False),
    ],
)
def test_is_web_archive(data, sure):
    assert is_web_archive(data) is sure


def test_archives_nested_for_ever_are_refused():
    with pytest.raises(WebArchiveError, match="nests more than 20 parts"):
        page_of(
            b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 500,
            "x.mht",
        )


def test_an_unknown_charset_is_left_to_the_reader_of_pages():
    assert (
        page_of(archive().replace(b'charset="utf-8"', b'charset="no-such"'), "x.mht")
        == PAGE.encode()
    )


@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), min_size=1, max_size=5))
@settings(max_examples=examples(150))
def test_broken_archives_give_an_error_of_the_caller_or_a_page(changes):
    data = bytearray(archive())
    for at, piece in changes:
        data[at % len(data) : at % len(data) + len(piece)] = piece
    try:
        page = page_of(bytes(data), "x.mht")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert page
