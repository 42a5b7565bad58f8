"""PDF files made here by three programs from invented text, and what a person would read on their
pages.
"""

from __future__ import annotations

import functools
import html
import io
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from policydiff.errors import InputError
from policydiff.model.office_content import unmarked
from policydiff.model.source import SourceTable, SourceText
from policydiff.reading.parsing.parse import parse
from policydiff.reading.plugins import reader_for
from policydiff.reading.readers.pdf import reader as pdf
from policydiff.reading.readers.pdf.glyphs import Glyph
from policydiff.reading.readers.pdf.reader import (
    DamagedPdfError,
    EncryptedPdfError,
)
from policydiff.reading.readers.pdf.rows import row_text
from policydiff.reading.readers.pdf.scans import GarbledError, ScannedError
from policydiff.reading.readers.txt import reader as txt
from policydiff.resources import resource
from policydiff.text.traditions.registry import recognise

FONT = 'body{font-family:"Noto Serif CJK SC","Noto Sans CJK SC",serif;font-size:12pt;text-align:justify}'
PLAIN = FONT + "h1,h2{text-align:center}p{margin:0;text-indent:2em;line-height:1.6}"
RULED = "table{border-collapse:collapse;width:100%}td,th{border:1px solid black;padding:3pt}"
FIRST = (
    "第一条　为了规范示例市公共数据的采集和使用，保障公共数据安全，促进公共数据共享和开放，提升公共服务的水平，"
    "根据有关法律、行政法规，制定本条例。"
)
SECOND = "第二条　本市行政区域内的公共数据采集、归集、共享、开放和安全管理活动，适用本条例。涉及国家秘密的，依照有关法律、法规执行。"
PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@functools.cache
def _printed(style: str, body: str) -> bytes:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        pytest.skip(f"WeasyPrint cannot be used here: {error}")
    page = f'<html lang="zh"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'
    return weasyprint.HTML(string=page).write_pdf()


def _read(style: str, body: str) -> SourceText:
    return pdf.read(_printed(style, body), "made.pdf")


def _texts(source: SourceText) -> list[str]:
    return [line.text for line in source.lines if not isinstance(line, SourceTable)]


def _p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _dropped(source: SourceText, what: str) -> list[str]:
    return [piece.text for piece in source.dropped if piece.what == what]


def _codes(source: SourceText) -> list[str]:
    return [problem.code for problem in source.problems]


# The same law from every producer


LAW = resource("corpora", "example", "invented-2018-11-30.txt")
HEADING = re.compile(r"第[一二三四五六七八九十]+[章节]")

LAYOUTS = {
    "official page": "@page{size:A4;margin:3cm 2.6cm;@bottom-center{content:'— ' counter(page) ' —'}}"
    + PLAIN
    + "body{font-size:16pt}",
    "small page, ragged, head and number in one line": (
        "@page{size:A5;margin:1.6cm;@top-left{content:'示例市法规汇编'}@top-right{content:counter(page) '/' counter(pages)}}"
        + PLAIN
        + "body{font-size:10pt;text-align:left}"
    ),
    "two columns": "@page{size:A4;margin:2cm;@bottom-center{content:counter(page)}}"
    + PLAIN
    + "body{font-size:10pt;columns:2;column-gap:2em}",
    "no indent, space between paragraphs": (
        "@page{size:A4;margin:2cm;@bottom-right{content:'第' counter(page) '页共' counter(pages) '页'}}"
        + PLAIN
        + "p{text-indent:0;margin-bottom:.8em}"
    ),
    "narrow": "@page{size:10cm 15cm;margin:1cm;@bottom-center{content:'·' counter(page) '·'}}"
    + PLAIN,
}


def _law() -> SourceText:
    return txt.read(LAW.read_bytes(), LAW.name)


def _paragraphs() -> list[str]:
    source = _law()
    return [
        line for line in parse(source, recognise(source)).full_text().split("\n") if line.strip()
    ]


def _law_page(style: str) -> str:
    lines = _paragraphs()
    tags = ["h1", *("h2" if HEADING.match(line) and len(line) < 30 else "p" for line in lines[1:])]
    body = "".join(
        f"<{tag}>{html.escape(line)}</{tag}>" for tag, line in zip(tags, lines, strict=True)
    )
    return f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><style>{style}</style><body>{body}</body></html>'


def _articles(source: SourceText) -> dict[str, str]:
    return {
        article.eid: article.text.replace(" ", "").replace("\u3000", "")
        for article in parse(source, recognise(source)).articles
    }


def _check_law(data: bytes) -> SourceText:
    source = pdf.read(data, "law.pdf")

    assert _articles(source) == _articles(_law())
    assert parse(source, recognise(source)).title == "示例市公共数据管理条例"
    assert not [text for text in _texts(source) if re.search(r"counter|汇编|^[—·\d\s/]+$", text)]
    return source


@pytest.mark.parametrize("style", LAYOUTS.values(), ids=LAYOUTS)
def test_a_law_set_by_weasyprint_has_the_articles_of_its_text(style):
    page = _law_page(style)

    source = _check_law(_printed(style, page[page.index("<body>") + 6 : page.index("</body>")]))

    assert [int(text) for text in re.findall(r"\d+", " ".join(_dropped(source, "page-number")))][
        :1
    ] in ([1], [])


@pytest.mark.browser
def test_a_law_printed_by_chromium_has_the_articles_of_its_text(tmp_path):
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    page = tmp_path / "law.html"
    page.write_text(_law_page(LAYOUTS["narrow"]), encoding="utf-8")
    made = tmp_path / "law.pdf"
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    place = [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={made}", page.as_uri()]
    subprocess.run(
        [program, *options.split(), "--disable-sync", *place],
        check=True,
        timeout=600,
        capture_output=True,
    )

    _check_law(made.read_bytes())


def _office(source: Path, filter_: str, *options: str) -> bytes:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *options,
        ]
        command += ["--convert-to", filter_, "--outdir", str(source.parent), str(source)]
        subprocess.run(command, check=True, timeout=600, capture_output=True)
    return source.with_suffix(".pdf").read_bytes()


def test_a_law_saved_by_libreoffice_has_the_articles_of_its_text(tmp_path):
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Serif CJK SC")
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(2.8)
    document.sections[0].header.paragraphs[0].text = "示例市法规汇编"
    for place, text in enumerate(_paragraphs()):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.space_after = Pt(0)
        if place == 0 or (HEADING.match(text) and len(text) < 30):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Pt(22)
    document.save(tmp_path / "law.docx")

    source = _check_law(_office(tmp_path / "law.docx", "pdf"))

    assert set(_dropped(source, "header")) == {"示例市法规汇编"}


# What stands around the text


def test_running_heads_and_page_numbers_are_kept_apart():
    style = (
        "@page{size:A6;margin:1.5cm;@top-center{content:'示例市法规'}@bottom-center{content:'- ' counter(page) ' -'}}"
        + PLAIN
    )

    source = _read(style, _p(FIRST, SECOND) * 2)

    assert _texts(source) == [FIRST, SECOND] * 2
    assert _dropped(source, "page-number")[:2] == ["- 1 -", "- 2 -"]
    assert set(_dropped(source, "header")) == {"示例市法规"}


def test_a_title_and_what_pages_repeat_are_facts_of_the_file():
    style = (
        "@page{size:A6;margin:1.5cm;@top-center{content:'示例市法规 A/0 第' counter(page) '页共' counter(pages) '页'}"
        "@bottom-center{content:'内部资料'}}" + PLAIN
    )
    stated = "<title>示例市数据条例</title><meta name='description' content='公共数据'>"

    file = _read(style, stated + _p(FIRST, SECOND) * 2).file

    assert file is not None
    assert [(fact.kind, fact.text) for fact in file.facts] == [
        ("title", "示例市数据条例"),
        ("subject", "公共数据"),
        ("header", "示例市法规A/0第页共页"),
        ("footer", "内部资料"),
    ]
    assert file.unread == ()


def test_the_pictures_of_a_file_are_counted():
    pictured = f"<img src='{PICTURE}' width=50 height=50>"

    file = _read(PLAIN, _p(FIRST, pictured, SECOND, pictured)).file

    assert file is not None
    assert [(part.kind, part.count, part.digest) for part in file.unread] == [("picture", 2, None)]


def test_a_head_close_to_the_text_of_every_page_is_kept_apart():
    style = (
        "@page{size:A6;margin:1cm 1.5cm;@top-center{content:'示例市法规';vertical-align:bottom}}"
        + PLAIN
        + "body{font-size:10pt}p{line-height:1.25}"
    )
    paragraphs = [
        f"第{number}条　{text[4:]}"
        for number, text in zip("一二三四五六七八九", [FIRST, SECOND] * 6, strict=False)
    ] * 3

    source = _read(style, _p(*paragraphs))

    assert _texts(source) == paragraphs
    assert set(_dropped(source, "header")) == {"示例市法规"}
    assert len(_dropped(source, "header")) > 3


def test_heads_of_pages_laid_across_are_those_of_the_others():
    style = (
        "@page{size:A5;margin:2cm;@top-center{content:'示例市法规'}}@page wide{size:A5 landscape}.w{page:wide;break-before:page}"
        + PLAIN
    )
    pages = f"{_p(FIRST, SECOND) * 4}{''.join(f'<div class=w>{_p(FIRST)}</div>' * 3)}"

    source = _read(style, pages)

    assert _texts(source) == [*[FIRST, SECOND] * 4, *[FIRST] * 3]


def test_text_that_repeats_from_page_to_page_is_no_running_head():
    source = _read("@page{size:A6;margin:1.5cm}" + PLAIN, _p(FIRST, SECOND) * 6)

    assert _texts(source) == [FIRST, SECOND] * 6
    assert source.dropped == ()


def test_the_number_of_a_single_page_is_no_text():
    source = _read("@page{@bottom-center{content:counter(page)}}" + PLAIN, _p(FIRST))

    assert _texts(source) == [FIRST]
    assert _dropped(source, "page-number") == ["1"]


def test_footnotes_are_kept_apart_and_their_marks_leave_the_text():
    style = PLAIN + ".n{float:footnote;font-size:8pt}"
    note = "本条所称机构，以市人民政府公布的名录为准，名录每年更新一次，并在市人民政府的网站上公布，供公众查阅。"
    body = _p(
        FIRST, f'第二条　机构<span class="n">{note}</span>应当建立目录，面积为10m<sup>2</sup>。'
    )

    source = _read(style, body)

    assert _texts(source) == [FIRST, "第二条　机构应当建立目录，面积为10m2。"]
    assert [text.replace(" ", "") for text in _dropped(source, "footnote")] == ["1." + note]
    assert _codes(source) == ["footnotes-left-out"]


def test_watermarks_and_turned_text_are_left_out_and_said():
    style = (
        "@page{size:A6;margin:1.5cm}"
        + PLAIN
        + ".w{position:fixed;top:30%;left:0;font-size:40pt;color:#ddd}.r{position:fixed;top:60%;transform:rotate(-45deg);font-size:30pt}"
    )

    source = _read(
        style, '<div class="w">内部资料</div><div class="r">严禁外传</div>' + _p(FIRST, SECOND) * 3
    )

    assert _texts(source) == [FIRST, SECOND] * 3
    assert _dropped(source, "watermark") == ["内部资料"]
    assert _dropped(source, "turned-text") == ["严禁外传"]
    assert _codes(source) == ["turned-text-left-out", "watermark-left-out"]


def test_chapters_at_the_same_place_of_their_pages_are_no_watermark():
    heads = [
        f"第{number}章　{name}"
        for number, name in zip("一二三四五", ("总则", "登记", "利用", "责任", "附则"), strict=True)
    ]
    style = (
        "@page{size:A6;margin:1.5cm}h2{page-break-before:always;font-size:20pt;margin:0 0 9pt;text-align:left}"
        + PLAIN
    )

    source = _read(style, "".join(f"<h2>{head}</h2>{_p(FIRST)}" for head in heads))

    assert [text for text in _texts(source) if text != FIRST] == heads
    assert source.dropped == ()


def test_text_beside_the_page_is_left_out_and_said():
    source = _read(
        PLAIN, f'<div style="position:absolute;left:-9cm;top:2cm">页外文字</div>{_p(FIRST)}'
    )

    assert _texts(source) == [FIRST]
    assert _dropped(source, "hidden-text") == ["页外文字"]
    assert _codes(source) == ["hidden-text-left-out"]


# Order, tables, lines


def test_columns_are_read_one_after_the_other_under_a_title_across_them():
    style = PLAIN + "div{columns:2;column-gap:2em;font-size:10pt}h2{column-span:all}"
    body = f"<h1>示例市公共数据条例</h1><div><h2>第一章　总则</h2>{_p(FIRST, SECOND) * 4}<h2>第二章　附则</h2>{_p(SECOND) * 4}</div>"

    source = _read(style, body)

    assert _texts(source) == [
        "示例市公共数据条例",
        "第一章　总则",
        *[FIRST, SECOND] * 4,
        "第二章　附则",
        *[SECOND] * 4,
    ]


def test_a_few_lines_on_the_last_page_stand_in_the_columns_of_the_others():
    style = (
        "@page{size:A4;margin:2cm}"
        + PLAIN
        + "div{columns:2;column-gap:2em;font-size:10pt;break-after:page}"
    )
    page = f"<div>{_p(FIRST, SECOND) * 4}</div>"

    source = _read(style, f"{page}{page}<div>{_p(FIRST)}</div>")

    assert _texts(source) == [*[FIRST, SECOND] * 8, FIRST]


def test_a_ruled_table_is_a_table_even_over_a_page_break():
    style = (
        "@page{size:A5;margin:1.5cm}"
        + PLAIN
        + "table{border-collapse:collapse;width:100%}td,th{border:1px solid black;padding:3pt}"
    )
    head = "<thead><tr><th>序号</th><th>项目</th><th colspan=2>标准</th></tr></thead>"
    rows = "".join(
        f"<tr><td>{n}</td><td>第{n}类数据查询服务，包括复制和下载的费用</td><td>{n}0</td><td>元</td></tr>"
        for n in range(1, 31)
    )

    source = _read(style, f"{_p(FIRST)}<table>{head}{rows}</table>{_p(SECOND)}")

    before, table, after = source.lines
    assert (before.text, after.text) == (FIRST, SECOND)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "项目", "标准"],
        *(
            [str(n), f"第{n}类数据查询服务，包括复制和下载的费用", f"{n}0", "元"]
            for n in range(1, 31)
        ),
    ]
    assert table.rows[0][2].colspan == 2
    assert [left.number < right.number for left, right in pairwise(source.lines)] == [True, True]


def test_a_table_over_pages_with_page_numbers_is_one_table():
    style = (
        "@page{size:A6;margin:1.5cm;@bottom-center{content:'— ' counter(page) ' —'}}"
        + PLAIN
        + RULED
    )
    rows = "".join(
        f"<tr><td>{n}</td><td>第{n}类数据查询服务，包括复制和下载的费用</td><td>{n}0</td></tr>"
        for n in range(1, 21)
    )
    head = "<thead><tr><th>序号</th><th>项目</th><th>标准</th></tr></thead>"

    source = _read(style, f"{_p(FIRST)}<table>{head}{rows}</table>")

    _, table = source.lines
    assert [row[0].text for row in table.rows] == ["序号", *map(str, range(1, 21))]
    assert len(_dropped(source, "page-number")) > 2


def test_full_lines_of_a_narrow_cell_hold_no_gaps():
    style = PLAIN + RULED + "table{width:9em}td{padding:0;text-align:justify}td+td{width:3.6em}"

    source = _read(style, "<table><tr><td>第10类</td><td>第10类数据的目录</td></tr></table>")

    assert [[cell.text for cell in row] for row in source.lines[0].rows] == [
        ["第10类", "第10类数据的目录"]
    ]


def test_entries_of_a_table_of_contents_are_lines_of_their_own():
    style = (
        PLAIN
        + "p.t{display:flex;text-indent:0}p.t b{flex:1;overflow:hidden;white-space:nowrap;font-weight:normal}"
    )
    names = ("第一章　总则", "第二章　附则", "附表")
    entries = "".join(
        f'<p class="t"><i>{name}</i><b>{"." * 60}</b><i>{page}</i></p>'
        for page, name in enumerate(names, 1)
    )
    text = f"<h2>第一章　总则</h2>{_p(FIRST)}<h2>第二章　附则</h2>{_p(SECOND)}"

    source = _read(style, f"<h1>示例市公共数据条例</h1><h2>目录</h2>{entries}{text}")

    assert [line.rstrip(". 0123456789") for line in _texts(source)[2:5]] == [*names]
    contents = [
        block.text for block in parse(source, recognise(source)).preface if block.role == "contents"
    ]
    assert contents == ["目录", *names]


def test_a_space_beside_a_latin_word_is_one_however_far_a_full_line_stretches_it():
    text = "第二条　符合 ISO/IEC 27001 和 GB/T 35273 要求的 cross-border e-commerce 活动，可以按照 Internet Data Center 的规定办理备案手续。"

    for columns in (16, 19, 23, 26):
        (line,) = _texts(_read(PLAIN + f"body{{width:{columns}em}}", _p(text)))
        assert line.replace(" ", "") == text.replace(" ", "")


def test_labelled_lines_below_a_title_are_not_joined():
    note = "示例市第九届人民代表大会第二次会议"
    style = (
        PLAIN
        + f"@page{{margin:2cm}}body{{width:{len(note) + 2}em}}p{{text-indent:0;text-align:center}}.t{{text-align:left;text-indent:2em}}"
    )

    source = _read(
        style,
        f"{_p(note, '制定机关：示例市人民代表大会')}{''.join(f'<p class=t>{text}</p>' for text in [FIRST, SECOND] * 4)}",
    )

    assert _texts(source)[:2] == [note, "制定机关：示例市人民代表大会"]


def test_numbers_of_lines_are_kept_apart():
    texts = [FIRST, SECOND] * 3
    lines = [
        f'<i style="position:absolute;left:-2.5em;text-indent:0;width:1.5em;text-align:right;top:{n * 1.6}em">{n + 1}</i>'
        for n in range(20)
    ]

    source = _read(
        PLAIN + "@page{margin:3cm}div{position:relative}i{font-style:normal}",
        f"<div>{''.join(lines)}{_p(*texts)}</div>",
    )

    assert _texts(source) == texts
    assert _dropped(source, "line-numbers") == [" ".join(map(str, range(1, 21)))]


def test_a_list_of_figures_is_no_count_of_lines():
    rows = [f"{number}　万元" for number in range(1, 15)]

    assert _texts(_read(PLAIN, _p(FIRST, *rows, SECOND))) == [FIRST, *rows, SECOND]


def test_a_box_around_a_text_is_no_table():
    source = _read(
        PLAIN + "div{border:1px solid black;padding:1em}", f"<div>{_p(FIRST, SECOND)}</div>"
    )

    assert _texts(source) == [FIRST, SECOND]


def test_titles_are_centred_signatures_stand_alone_and_bold_beginnings_are_known():
    right = '<p style="text-align:right">'
    body = f"<h1>关于管理数据的通知</h1>{_p('<b>一、</b>现将有关事项通知如下。')}{right}示例市人民政府</p>{right}2024年5月31日</p>"

    title, text, signature, date = _read(PLAIN, body).lines

    assert (title.text, title.centred, title.bold) == ("关于管理数据的通知", True, 9)
    assert (text.text, text.centred, text.bold) == ("一、现将有关事项通知如下。", False, 2)
    assert (signature.text, date.text) == ("示例市人民政府", "2024年5月31日")


def test_spaces_stand_between_words_and_after_numbers_only():
    spaced = '<p style="letter-spacing:.3em">字间加宽的一行文字</p>'
    mixed = "按照ISO 9001和GB/T 22239—2019的要求，Data Center投资10,000万元，占50%。"

    assert _texts(_read(PLAIN, _p("第一条 " + mixed) + spaced)) == [
        "第一条 " + mixed,
        "字间加宽的一行文字",
    ]


@pytest.mark.parametrize(("gap", "between"), [(0.6, ""), (0.99, "\u3000"), (2.0, "\u3000\u3000")])
def test_an_ideographic_space_is_one_though_a_line_is_drawn_apart(gap, between):
    places = [0, 1, 2 + gap, 3 + gap]
    row = [
        Glyph(char, at * 12.0, 0.0, at * 12.0 + 12, 12.0, 0.0, 12.0, False, False)
        for char, at in zip("张某李某", places, strict=True)
    ]

    assert row_text(row) == f"张某{between}李某"


def test_latin_words_parted_at_the_end_of_a_line_are_whole_again():
    words = "Authorities shall internationally harmonise their classification, notwithstanding contradictory responsibilities concerning standards."
    page = (
        '<div lang="en" style="hyphens:auto;width:4cm;font-family:DejaVu Serif,serif">'
        + words
        + "</div>"
    )

    assert "".join(_texts(_read("", page))).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_a_page_that_is_turned_as_a_whole_is_read_upright(quarter):
    document = pypdfium2.PdfDocument(_printed(PLAIN, _p(FIRST, SECOND)))
    page = document[0]
    for piece in page.get_objects():
        piece.transform(pypdfium2.PdfMatrix().rotate(quarter))
    page.gen_content()
    page.set_mediabox(-900, -900, 900, 900)
    saved = io.BytesIO()
    document.save(saved)

    assert _texts(pdf.read(saved.getvalue(), "turned.pdf")) == [FIRST, SECOND]


# What cannot be read


def _drawn(content: str, *, font: str = "", more: str = "", last: str = "null") -> bytes:
    """A PDF of one page written by hand."""
    parts = [
        f"<</Type/Catalog/Pages 2 0 R{more}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>",
        last,
    ]
    body, places = "%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return f"{body}xref\n0 7\n0000000000 65535 f \n{table}trailer<</Size 7/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()


def _shown(*texts: tuple[int, int, str]) -> str:
    return (
        "BT /F 12 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in texts) + " ET"
    )


def test_what_is_printed_twice_to_look_bold_is_read_once():
    data = _drawn(
        "BT /F 12 Tf 1 0 0 1 70 700 Tm (Annex 11) Tj 1 0 0 1 70.4 700 Tm (Annex 11) Tj ET"
    )

    assert _texts(pdf.read(data, "bold.pdf")) == ["Annex 11"]


def test_hidden_text_over_a_scan_is_its_text():
    assert _texts(pdf.read(_drawn("BT 3 Tr /F 12 Tf 70 700 Td (Annex 1) Tj ET"), "ocr.pdf")) == [
        "Annex 1"
    ]


def test_a_signature_after_other_bytes_is_found():
    data = b"HTTP header\r\n\r\n" + _drawn(_shown((70, 700, "Annex 1")))

    assert reader_for("law.bin", data)[0] == "pdf"
    assert _texts(pdf.read(data, "law.bin")) == ["Annex 1"]


def test_a_scan_is_refused_with_the_way_out():
    with pytest.raises(
        ScannedError,
        match=r"pictures of 1 page and no text; recognise it by `policydiff export FILE --ocr -o text\.xml`",
    ):
        _read("", f'<img style="width:100%;height:20cm" src="{PICTURE}">')


def test_pages_that_are_pictures_are_named():
    source = _read(
        PLAIN,
        f'{_p(FIRST)}<div style="break-before:page"><img style="width:100%;height:22cm" src="{PICTURE}"></div>',
    )

    assert _texts(source) == [FIRST]
    assert [(problem.code, problem.message, problem.severity) for problem in source.problems] == [
        ("page-without-text", "page 2: a picture without text, missing here", "error")
    ]


def test_glyphs_without_characters_are_refused():
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        "1 beginbfrange <20> <7e> <e020> endbfrange endcmap end"
    )
    data = _drawn(
        _shown((70, 700, "Annex")),
        font="/ToUnicode 6 0 R",
        last=f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    )

    with pytest.raises(
        GarbledError, match=r"does not say what 5 of its 5 characters are; recognise it by .*--ocr"
    ):
        pdf.read(data, "garbled.pdf")


def test_embedded_files_and_scripts_are_left_alone_and_said():
    script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"
    attached = _read(
        "", '<link rel="attachment" href="data:text/plain,hello"><p>第一条　文字。</p>'
    )

    assert [problem.message for problem in attached.problems] == [
        "the file carries 1 embedded file, neither opened nor run nor read"
    ]
    assert _codes(pdf.read(_drawn(_shown((70, 700, "Annex")), more=script), "script.pdf")) == [
        "embedded-left-out"
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-",
        b"%PDF-1.7\n" + bytes(2000),
        b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF",
    ],
)
def test_a_damaged_file_is_refused_in_one_line(data, capfd):
    with pytest.raises(DamagedPdfError, match=r"^law\.pdf is damaged: .*again$"):
        pdf.read(data, "law.pdf")
    assert capfd.readouterr() == ("", "")


def test_a_file_that_was_cut_off_is_read_and_said():
    source = pdf.read(_drawn(_shown((70, 700, "Annex")))[:-5], "cut.pdf")

    assert _texts(source) == ["Annex"]
    assert _codes(source) == ["cut-off"]


def test_a_page_without_anything_holds_no_text():
    with pytest.raises(InputError, match="holds no text"):
        pdf.read(_drawn(""), "empty.pdf")


@pytest.mark.parametrize("at", range(0, 1000, 90))
def test_broken_bytes_never_do_more_than_refuse(at):
    data = bytearray(_printed(PLAIN, _p(FIRST, SECOND)))
    for place in range(at, len(data), 1000):
        data[place] ^= 0x55
    try:
        found = _texts(pdf.read(bytes(data), "law.pdf"))
    except InputError as error:
        found = [str(error)]

    assert found
    assert not any("\n" in text for text in found)


@pytest.mark.slow
@pytest.mark.parametrize("locked", [True, False], ids=["password to open", "password to change"])
def test_a_password_to_open_is_refused_one_to_change_is_not(tmp_path, locked):
    text = tmp_path / "law.txt"
    text.write_text(f"{FIRST}\n", encoding="utf-8")
    kept = '"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"a"}'
    free = '"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"a"}'
    data = _office(
        text,
        f"pdf:writer_pdf_Export:{{{kept if locked else free}}}",
        "--infilter=Text (encoded):UTF8,,,,",
    )

    if locked:
        with pytest.raises(
            EncryptedPdfError, match="encrypted with a password; save a copy without one"
        ):
            pdf.read(data, "law.pdf")
    else:
        assert _texts(pdf.read(data, "law.pdf")) == [FIRST]


def test_the_same_file_gives_the_same_lines_in_another_process():
    data = _printed(PLAIN, _p(FIRST, SECOND))
    program = "import sys; from policydiff.reading.readers.pdf import reader as pdf; print(pdf.read(sys.stdin.buffer.read(), 'made.pdf'))"

    said = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=True, timeout=600
    )

    assert said.stdout.decode() == f"{pdf.read(data, 'made.pdf')}\n"
    assert said.stderr == b""


@pytest.mark.corpus
def test_a_real_law_set_in_columns_is_the_law(corpus):
    law = corpus / "works" / "state-secrets-law" / "2024-02-27.md"
    source = txt.read(law.read_bytes(), law.name)
    lines = parse(source, recognise(source)).full_text().split("\n")

    made = pdf.read(
        _printed(LAYOUTS["two columns"], _p(*map(html.escape, filter(None, lines)))), "law.pdf"
    )

    assert _articles(made) == _articles(source)


ODD = (
    "第一百○一条",
    "第一百◯二条",
    "第一百Ｏ三条",
    "第两百条",
    "第两百条之一之二",
    "第１０条",
    "第廿一条",
)


@pytest.mark.parametrize("between", ["　", " ", '<span style="margin-left:.22em"></span>'])
@pytest.mark.parametrize("columns", [14, 18, 21])
def test_articles_with_unusual_numerals_begin_lines_and_stand_apart(columns, between):
    words = "渡口应当每日检查并且记录，发现损坏及时修理备案"
    texts = [words[: 20 - place] + "。" for place in range(len(ODD))]
    style = f"@page{{size:A5;margin:1cm}}{FONT}p{{margin:0;width:{columns}em}}"
    lines = _texts(
        _read(style, _p(*(head + between + text for head, text in zip(ODD, texts, strict=True))))
    )

    assert [line.split() for line in lines] == [
        [head, text] for head, text in zip(ODD, texts, strict=True)
    ]


def test_a_bullet_and_a_numeral_that_is_a_word_begin_no_article():
    style = f"@page{{size:A5;margin:1cm}}{FONT}p{{margin:0;width:14em}}"
    words = "渡口分为载客百人、千人、两千人和两千人以上的四等，各等的船只应当分别停靠。"

    assert _texts(_read(style, _p(words))) == [words]


def test_each_article_in_a_cell_begins_a_line_whatever_its_numerals():
    heads = ("第十条", "第十条之一", *ODD)
    cells = [f"第二条　县里登记。{head}　村里公布。" for head in heads]
    cited = "第二条　县里登记。第两百条规定的除外。"
    rows = "".join(f"<tr><td>{cell}</td><td>{cited}</td></tr>" for cell in cells)

    (table,) = _read(f"{FONT}{RULED}", f"<table>{rows}</table>").lines
    assert isinstance(table, SourceTable)
    assert [tuple(row.values()) for row in unmarked(table).texts] == [
        (f"第二条　县里登记。\n{head}　村里公布。", cited) for head in heads
    ]
