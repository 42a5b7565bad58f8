"""Word files that mean harm, or are broken: refused with one line, or read with a word about it;
nothing is run, fetched or written.
"""

from __future__ import annotations

import io
import socket
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from word_files import (
    MAIN,
    SPACES,
    case_file,
    definition,
    instance,
    level,
    paragraph,
    word_file,
    zipped,
)

from policydiff.errors import InputError
from policydiff.reading.plugins import UnsupportedFormatError, reader_for
from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.safety import archive
from policydiff.reading.readers.safety.archive import describe_zip, open_archive

CASE = Path(__file__).parents[3] / "cases" / "readers" / "docx" / "beside.xml"


@pytest.fixture(autouse=True)
def no_world(monkeypatch):
    """Whoever opens a connection or a file for writing fails the test."""

    def refuse(*args, **kwargs):
        raise AssertionError("a reader touched the world")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "extract", refuse)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", refuse)


def entries(data):
    file = zipfile.ZipFile(io.BytesIO(data))
    return {name: file.read(name) for name in file.namelist()}


def replaced(*, document):
    return zipped({**entries(word_file(paragraph("甲"))), "word/document.xml": document}.items())


def document(inner, before=""):
    return f"{before}<w:document {SPACES}><w:body>{inner}</w:body></w:document>"


def encrypted():
    data = bytearray(word_file(paragraph("甲")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def overwritten():
    """The text damaged inside the archive, so that its checksum does not fit."""
    data = bytearray(zipped(entries(word_file(paragraph("甲乙丙"))).items(), zipfile.ZIP_STORED))
    at = data.index("甲乙丙".encode())
    data[at : at + 3] = "丁".encode()
    return bytes(data)


ENTITIES = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 cut", "damaged"),
        (word_file(paragraph("甲"))[:-30], "damaged"),
        (overwritten(), "document.xml in it is damaged"),
        (encrypted(), "encrypted; open it with its password"),
        (zipped([("a.txt", "x")]), "no Word file: it holds no main document"),
        (replaced(document="<w:document"), "document.xml in it is damaged"),
        (replaced(document=""), "document.xml in it is damaged"),
        (replaced(document=f"<w:document {SPACES}/>"), "has no body"),
        (replaced(document=document("<w:p/>")), "holds no text"),
        (replaced(document=document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", ENTITIES)), "declares a document type"),
        (replaced(document=document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", OUTSIDE)), "declares a document type"),
        (replaced(document=document(paragraph("甲"), OUTSIDE).encode("utf-16")), "declares a document type"),
        (replaced(document=document("<w:sdt>" * 400 + paragraph("甲") + "</w:sdt>" * 400)), "nests more than 255 elements deep"),
        (word_file("", extra=[("word/media/big.bin", bytes(20_000_000))]), "packed more than 400 times smaller"),
        (zipped([*entries(word_file(paragraph("甲"))).items(), ("../../evil.sh", "x")]), "leads out of the archive"),
        (zipped([*entries(word_file(paragraph("甲"))).items(), ("..\\evil.sh", "x")]), "leads out of the archive"),
        (zipped([*entries(word_file(paragraph("甲"))).items(), ("WORD/document.xml", "x")]), "two files called WORD/document.xml"),
        (zipped([(f"{at}", "") for at in range(archive.MOST_ENTRIES + 1)], zipfile.ZIP_STORED), "packs 5,001 files"),
        (word_file('<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>'), "recognise the text first (OCR)"),
    ],
    ids=lambda each: each.replace(" ", "-")[:30] if isinstance(each, str) else "",
)  # fmt: skip
def test_refused_in_one_line(data, message):
    with pytest.raises(InputError) as caught:
        docx.read(data, "evil\n.docx")

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_text_far_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_PART", 1000)

    with pytest.raises(InputError, match=r"word/document\.xml in it has more than"):
        docx.read(word_file(paragraph("甲") * 100), "x.docx")


def test_an_archive_that_claims_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)

    with pytest.raises(InputError, match="unpacked it would take more than"):
        docx.read(word_file(paragraph("甲") * 100), "x.docx")


def test_an_entry_larger_than_it_says_is_cut_off():
    """The directory of the archive says 10 bytes, the entry holds more."""
    data = bytearray(zipped([("a", b"x" * 5000)]))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    archive = open_archive(bytes(data), "x.zip")

    with pytest.raises(InputError, match="damaged"):
        archive.read("a")


def test_macros_objects_and_links_are_left_alone_and_told():
    links = [
        ("t1", "attachedTemplate", "http://example.invalid/evil.dotm", "External"),
        ("i1", "image", "file:///C:/secret.png", "External"),
        ("h1", "hyperlink", "http://example.invalid/", "External"),
    ]
    extra = [("word/vbaProject.bin", b"\xd0\xcf"), ("word/embeddings/oleObject1.bin", b"MZ")]
    body = (
        paragraph("甲")
        + '<w:p><w:r><w:object><o:OLEObject ProgID="Package"/></w:object></w:r></w:p>'
    )
    source = docx.read(word_file(body, links=links, extra=extra, types=MAIN), "x.docm")

    assert [line.text for line in source.lines] == ["甲"]
    assert {problem.code: problem.message for problem in source.problems} == {
        "macros-ignored": "the file holds macros; they were neither read nor run",
        "object-left-out": "the file holds 1 embedded object; what they show is missing here",
        "link-ignored": "the file links to things outside it (attachedTemplate, image); nothing was fetched",
    }
    assert [(piece.what, piece.text) for piece in source.dropped] == [("object", "Package")]


def test_a_target_that_climbs_out_names_nothing():
    data = word_file(
        paragraph("甲") + '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>',
        links=[("h", "header", "../../../../etc/passwd", "")],
    )

    assert docx.read(data, "x.docx").dropped == ()


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 60 + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:p><w:r><w:pict><w:txbxContent>" * 50
        + paragraph("甲")
        + "</w:txbxContent></w:pict></w:r></w:p>" * 50,
        "<w:sdt><w:sdtContent>" * 110 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 110,
        "<mc:AlternateContent><mc:Choice>" * 110
        + paragraph("甲")
        + "</mc:Choice></mc:AlternateContent>" * 110,
        "<w:p>" + "<w:ins>" * 200 + "<w:r><w:t>甲</w:t></w:r>" + "</w:ins>" * 200 + "</w:p>",
    ],
    ids=["tables", "boxes", "controls", "choices", "insertions"],
)
def test_deep_nesting_within_the_limit_is_read(body):
    assert [line.text for line in docx.read(word_file(body), "x.docx").lines] == ["甲"]


def test_absurd_numbers_do_no_harm():
    numbering = definition(0, level(0, "upperLetter", "%1" * 5000, start=999_999_999)) + instance(
        1, 0
    )
    table = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    line, cells = docx.read(
        word_file(paragraph("甲", number=1) + table, numbering=numbering), "x.docx"
    ).lines

    assert len(line.text) < 1000
    assert cells.rows[0][0].colspan == 1000


@pytest.mark.parametrize(
    "body",
    [
        paragraph("甲", mark='<w:del w:id="1"/>') * 20_000 + paragraph("乙"),
        "<w:p>" + '<w:ins w:id="1"><w:r><w:t>甲</w:t></w:r></w:ins>' * 30_000 + "</w:p>",
        "<w:p><w:r>" + "<w:t>甲</w:t>" * 100_000 + "</w:r></w:p>",
        "<w:p>"
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 30_000
        + "<w:r><w:t>甲</w:t></w:r></w:p>",
    ],
    ids=["joined paragraphs", "insertions", "pieces of a run", "fields"],
)
def test_long_files_take_a_time_that_grows_with_their_length(body):
    """Each has some hundred thousand elements; a quadratic reader would take minutes."""
    data = zipped(entries(word_file(body)).items(), zipfile.ZIP_STORED)

    assert docx.read(data, "x.docx").lines[0].text.startswith("甲")


@given(st.data())
@settings(max_examples=examples(150))
def test_broken_files_give_an_error_of_the_caller_or_a_text(data):
    """Bytes flipped anywhere, in the archive or in the XML inside it."""
    made = entries(case_file(CASE))
    name = data.draw(st.sampled_from(sorted(made)))
    content = bytearray(made[name])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    whole = bytearray(zipped([*{**made, name: bytes(content)}.items()]))
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        source = docx.read(bytes(whole), "x.docx")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert source.lines


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            word_file(
                types="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
            ),
            "a presentation (pptx)",
        ),
        (
            zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]),
            "an OpenDocument file",
        ),
        (zipped([("a.txt", "x")]), "a zip archive; unpack it"),
        (b"PK\x03\x04 cut", "a damaged zip archive"),
    ],
)
def test_other_archives_are_called_by_their_names(data, words):
    assert words in describe_zip(data)
    with pytest.raises(UnsupportedFormatError, match=r"x\.docx: this looks like"):
        reader_for("x.docx", data)


def test_a_damaged_or_encrypted_word_file_comes_to_its_reader():
    assert reader_for("x", encrypted())[0] == "docx"
    assert reader_for("办法.txt", word_file(paragraph("甲")))[0] == "docx"
