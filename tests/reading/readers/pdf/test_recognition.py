"""Text that is recognised from pictures. What an engine found on an invented page is recorded here;
where the extra `ocr` is installed, it reads a page itself.
"""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pypdfium2
import pytest
from ofd_files import PICTURE, SPACE, pack, package, page, text_object
from PIL import Image

from policydiff.akn.reader import from_xml
from policydiff.akn.writer import to_xml
from policydiff.errors import InputError
from policydiff.model.source import RECOGNISED
from policydiff.reading import plugins
from policydiff.reading.contract import ReadOptions
from policydiff.reading.parsing.parse import parse
from policydiff.reading.readers.ofd import reader as ofd
from policydiff.reading.readers.pdf import recognition
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.pdf.layout import lay_out
from policydiff.text.traditions.registry import recognise

ASKED = ReadOptions(ocr=True)
FOUND = [
    ("示例市公园管理办法", 0.999, 400, 100, 396),
    ("第一条为了加强公园管理，保护公园生态环境，根据有关法", 0.991, 300, 200, 1188),
    ("律、法规，结合本市实际，制定本办法。", 0.998, 212, 278, 772),
    ("第二条本市行政区域内公园的规划、建设和管理，适用本", 0.992, 300, 356, 1144),
    ("办法。", 0.93, 212, 434, 112),
]
"""Text, confidence, left side, top and width of the ink of each line, at 44 pixels an em."""


def found(tilt: float = 0.0) -> SimpleNamespace:
    boxes = []
    for _, _, left, top, width in FOUND:
        x, y, right, bottom = left - 5, top - 5, left + width + 5, top + 46
        corners = [(x, y), (right, y), (right, bottom), (x, bottom)]
        boxes.append([[across - tilt * down, down + tilt * across] for across, down in corners])
    texts, scores = zip(*(line[:2] for line in FOUND), strict=True)
    return SimpleNamespace(boxes=boxes, txts=texts, scores=scores)


@pytest.mark.parametrize("tilt", [0.0, 0.0175, -0.02])
def test_lines_become_paragraphs_also_of_a_page_laid_askew(tilt):
    reader = recognition.Recogniser(name="扫描件.pdf", engine=lambda _: found(tilt))
    blank = PrintedPage(number=1, width=595.0, height=842.0, glyphs=())
    page = reader.read(blank, SimpleNamespace(shape=(2339, 1654)))
    assert [line.text for line in lay_out([page]).lines] == [
        "示例市公园管理办法",
        "第一条　为了加强公园管理，保护公园生态环境，根据有关法律、法规，结合本市实际，制定本办法。",
        "第二条　本市行政区域内公园的规划、建设和管理，适用本办法。",
    ]


def test_the_confidence_is_data_of_the_text_and_lasts():
    reader = recognition.Recogniser(name="a.pdf", engine=lambda _: found())
    blank = PrintedPage(number=3, width=595.0, height=842.0, glyphs=())
    reader.read(blank, SimpleNamespace(shape=(2339, 1654)))
    problem = reader.problem()
    assert problem.code == RECOGNISED
    assert problem.message.fields["listed"] == "3: 办法。 (0.93)"
    assert (problem.message.fields["lowest"], problem.message.fields["lines"]) == ("0.93", "5")
    source = plugins.read("第一条　本办法自公布之日起施行。".encode(), "示例办法.txt")
    text = parse(source, recognise(source))
    stored = from_xml(to_xml(replace(text, problems=(problem,))))
    assert stored.problems == (problem,)
    assert stored.recognition == problem


def picture(width: int = 40, height: int = 30) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (width, height), 255).save(stream, "PNG")
    return stream.getvalue()


def test_nothing_is_recognised_unasked():
    with pytest.raises(InputError, match=r"pictures of 1 page and no text; .*--ocr"):
        plugins.read(picture(), "扫描件.png")


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(InputError, match=r"pip install 'policydiff\[ocr\]'"):
        recognition.recogniser("扫描件.png")


def test_large_and_damaged_pictures_are_refused(monkeypatch):
    monkeypatch.setattr(recognition, "MOST_PIXELS", 1000)
    with pytest.raises(InputError, match="1,200 pixels"):
        recognition.pixels(picture(), "a.png")
    with pytest.raises(InputError, match="cannot be read"):
        recognition.pixels(picture(20, 20)[:40], "a.png")


def test_more_pages_than_are_recognised_are_refused(monkeypatch):
    monkeypatch.setattr(recognition, "MOST_PICTURES", 1)
    reader = recognition.Recogniser(name="a.pdf", engine=lambda _: found())
    blank = PrintedPage(number=1, width=595.0, height=842.0, glyphs=())
    reader.read(blank, SimpleNamespace(shape=(2339, 1654)))
    with pytest.raises(InputError, match="pages"):
        reader.read(blank, SimpleNamespace(shape=(2339, 1654)))


def test_no_connection_can_be_opened():
    program = (
        "import sys, socket; from policydiff.reading.readers.pdf import recognition as r;"
        "sys.addaudithook(r._refuse_connections); socket.create_connection(('127.0.0.1', 9))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip().endswith("PermissionError: socket.getaddrinfo")


def test_a_picture_that_fills_a_page_of_an_ofd_file_is_read(monkeypatch):
    made = recognition.Recogniser(name="a.ofd", engine=lambda _: found())
    monkeypatch.setattr(ofd, "recogniser", lambda _: made)
    media = '<ofd:MultiMedias><ofd:MultiMedia ID="5" Type="Image"><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    parts = package(
        [page(PICTURE), page(text_object("另页。", 26, 50))],
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        parts={"Doc_0/Res.xml": f'<ofd:Res {SPACE} BaseLoc="Res">{media}</ofd:Res>'},
    )
    data = pack(parts | {"Doc_0/Res/p.png": picture(1654, 2339)})
    source = ofd.read(data, "a.ofd", ASKED)
    texts = [line.text for line in source.lines]
    assert texts[0] == "示例市公园管理办法"
    assert texts[-1].endswith("另页。")
    assert [problem.code for problem in source.problems] == [RECOGNISED]
    assert made.pages == 1


def test_a_scan_is_read_where_the_extra_is_installed():
    pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed: 300 MB")
    weasyprint = pytest.importorskip("weasyprint")
    style = '<style>body{font: 16pt "Noto Serif CJK SC"}</style>'
    data = weasyprint.HTML(
        string=f"{style}<p>第一条　为了加强公园管理，制定本办法。</p>"
    ).write_pdf()
    image = pypdfium2.PdfDocument(data)[0].render(scale=150 / 72).to_pil()
    stream = io.BytesIO()
    image.save(stream, "PDF", resolution=150)
    source = plugins.read(stream.getvalue(), "扫描件.pdf", ASKED)
    assert [line.text for line in source.lines] == ["第一条　为了加强公园管理，制定本办法。"]
    assert RECOGNISED in {problem.code for problem in source.problems}
