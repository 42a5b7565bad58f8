"""Web pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.errors import InputError
from policydiff.model.source import SourceLine, SourceTable
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.html import reader as html
from policydiff.reading.readers.safety.decoding import EmptySourceError

CASES = sorted((Path(__file__).parents[3] / "cases" / "readers" / "html").glob("*.html"))


def read(markup: str):
    return html.read(markup.encode(), "x.html")


def body(markup: str):
    return read(f"<html><head><title>题</title></head><body>{markup}</body></html>")


def texts(source):
    return [line.text for line in source.lines if isinstance(line, SourceLine)]


def tables(source):
    return [line for line in source.lines if isinstance(line, SourceTable)]


def attempt(act):
    """What the act gives, or the error of the caller that it raises."""
    try:
        return act()
    except InputError as error:
        return error


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path, golden, show):
    golden(path.with_suffix(".expected"), show(html.read(path.read_bytes(), path.name)))


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\n <HTML lang=zh>", True),
        (b'<?xml version="1.0"?>\n<!-- x -->\n<!doctype html>', True),
        (b"<htmlx>", False),
        (b"# <html>", False),
        (b"", False),
        (b"<?xml version='1.0'?><akomaNtoso/>", False),
    ],
)
def test_sniff(data, sure):
    assert html.sniff(data) is sure


def test_a_page_that_calls_itself_gb2312_is_read_as_gb18030():
    page = '<html><head><meta charset="gb2312"></head><body><p>朱镕基依法公布喆市条例。</p></body></html>'

    source = html.read(page.encode("gb18030"), "x.html")

    assert (texts(source), source.encoding) == (["朱镕基依法公布喆市条例。"], "gb18030")


def test_a_page_in_utf_8_that_calls_itself_gbk_is_read_as_utf_8():
    assert texts(read('<meta charset="gbk"><p>条例。</p>')) == ["条例。"]


def test_split_words_are_joined_and_wrapped_markup_adds_no_space():
    assert texts(body("<p>网<span>络</span><b>安</b>全\n  法 Act\n  of 2016</p>")) == [
        "网络安全法 Act of 2016"
    ]


def test_only_a_bold_run_at_the_beginning_counts():
    lines = body(
        "<p>　　<b>一、</b><strong>甲。</strong>乙</p><p>甲<b>乙</b></p><p><span style='font-family:楷体'>丙</span>丁</p>"
        "<p style='font-weight:700'>戊<span style='font-weight: normal'>己</span></p>"
    ).lines

    assert [(line.text, line.bold) for line in lines] == [
        ("一、甲。乙", 4),
        ("甲乙", 0),
        ("丙丁", 0),
        ("戊己", 1),
    ]


def test_every_way_to_centre_is_seen():
    markup = "<p align=center>甲</p><center>乙</center><div style='TEXT-ALIGN: center'><p>丙</p><p style='text-align:left'>丁</p></div>"

    assert [line.centred for line in body(markup).lines] == [True, True, True, False]


def test_line_numbers_are_those_of_the_source():
    source = read(
        "<html>\n<body>\n<p>甲</p>\n<div>乙<br>\n丙\n<br>丁</div>\n\n<p>\n\n戊</p></body>"
    )

    assert [(line.number, line.text) for line in source.lines] == [
        (3, "甲"),
        (4, "乙"),
        (5, "丙"),
        (6, "丁"),
        (10, "戊"),
    ]


def test_text_without_any_block_is_read():
    assert texts(read("直接的正文。<br/>第二行")) == ["直接的正文。", "第二行"]


def test_a_table_of_data_keeps_its_cells_and_spans():
    table = tables(
        body(
            "<p>见下表。</p><table><tr><th colspan=2>甲</th></tr><tr><td rowspan='9999999'>乙<td>丙<br>丁</table>"
        )
    )[0]

    assert [
        [(cell.text, cell.header, cell.colspan, cell.rowspan) for cell in row] for row in table.rows
    ] == [
        [("甲", True, 2, 1)],
        [("乙", False, 1, 1), ("丙\n丁", False, 1, 1)],
    ]


def test_a_table_for_layout_becomes_lines():
    paragraphs = "".join(f"<p>第{number}条 " + "甲" * 100 + "。</p>" for number in range(1, 9))

    source = body(f"<table><tr><td>栏目</td><td>{paragraphs}</td></tr></table>")

    assert tables(source) == []
    assert len(texts(source)) >= 8


def test_a_nested_table_of_data_survives_the_layout_around_it():
    source = body(
        "<table><tr><td><p>正文如下。</p><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    )

    assert texts(source) == ["正文如下。"]
    assert [[cell.text for cell in row] for row in tables(source)[0].rows] == [["甲", "乙"]]


def test_a_short_heading_beside_a_large_table_is_kept():
    rows = "".join(f"<tr><td>{n}</td><td>{'名录' * 20}</td></tr>" for n in range(50))

    assert texts(body(f"<p>附表</p><div><table>{rows}</table></div>")) == ["附表"]


def test_furniture_that_holds_most_of_the_page_is_the_page():
    assert texts(
        body("<form class=nav><p>第一条 本条例自公布之日起施行，由省人民政府负责解释。</p></form>")
    ) == ["第一条 本条例自公布之日起施行，由省人民政府负责解释。"]


def test_attachments_are_no_navigation():
    source = body(
        "<p>现印发给你们，请遵照执行。</p><div><a href=1.doc>附件一</a><a href=2.doc>附件二</a><a href=3.pdf>附件三</a></div>"
    )

    assert texts(source) == ["现印发给你们，请遵照执行。", "附件一附件二附件三"]


def test_a_table_of_contents_is_marked():
    source = body("<p><a href='#a'>第一章 总则</a></p><p>第一条 为了规范管理，依法制定本条例。</p>")

    assert [line.style for line in source.lines] == ["contents", "plain"]


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol>", ["1. ", "2. ", "9. "]),
        ('<ol start="3">', ["3. ", "4. ", "9. "]),
        ('<ol type="a">', ["a. ", "b. ", "i. "]),
        ('<ol type="I">', ["I. ", "II. ", "IX. "]),
        ('<ol style="list-style-type: cjk-ideographic">', ["一、", "二、", "九、"]),
        ('<ol style="list-style: none">', ["", "", ""]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(opening, marks):
    source = body(f'{opening}<li>甲</li><li>乙</li><li value="9">丙</li></ol>')

    assert texts(source) == [mark + item for mark, item in zip(marks, "甲乙丙", strict=True)]


WORD_PAGE = (
    '<p>第一条　机构<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>应当<ins>及时</ins><del>酌情</del>备案。</p><p>第二条　略。</p>'
    '<div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a>名录每年公布。</p></div></div>'
)


@pytest.mark.parametrize(("revisions", "word"), [("accepted", "及时"), ("original", "酌情")])
def test_footnotes_and_tracked_changes_of_a_page_saved_by_word(revisions, word):
    source = html.read(
        f"<html><body>{WORD_PAGE}</body></html>".encode(),
        "x.html",
        ReadOptions(revisions=revisions),
    )

    assert texts(source) == [f"第一条　机构应当{word}备案。", "第二条　略。"]
    assert [piece.text for piece in source.dropped if piece.what == "footnote"] == [
        "名录每年公布。"
    ]
    assert [problem.code for problem in source.problems] == [
        "tracked-changes",
        "footnotes-left-out",
    ]


def test_footnotes_of_a_page_saved_by_libreoffice():
    source = body(
        '<p>第一条　机构<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a>应当备案。</p>'
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>名录每年公布。</p></div>'
    )

    assert texts(source) == ["第一条　机构应当备案。"]
    assert [piece.text for piece in source.dropped] == ["名录每年公布。"]


def test_a_better_title_wins_over_that_of_the_page():
    def titles(markup):
        return [fact.value for fact in read(markup).facts if fact.field == "title"]

    assert titles("<title>甲条例_甲市政府网</title><p>文</p>") == ["甲条例"]
    assert titles(
        "<title>甲条例-甲市政府网</title><meta name=ArticleTitle content=乙条例><p>文</p>"
    ) == ["乙条例"]
    assert titles("<title>甲</title><h1>丙条例</h1><p>文</p>") == []


def test_empty_values_of_a_header_are_no_facts():
    rows = "<tr><td>索引号：</td><td></td><td>文号:</td><td>　</td></tr><tr><td>标　题：</td><td>甲办法</td></tr>"

    assert [(fact.field, fact.value) for fact in body(f"<table>{rows}</table><p>文</p>").facts] == [
        ("title", "甲办法")
    ]


def test_pictures_in_the_text_are_told():
    source = body("<p>样式如下：</p><p><img src=a.png alt=号牌></p>")

    assert [(piece.what, piece.text) for piece in source.dropped] == [("image", "号牌")]
    assert [problem.code for problem in source.problems] == ["picture-left-out"]


@pytest.mark.parametrize(
    "markup", ["", "<script>var a</script>", "<nav>首页</nav>", "<p>&nbsp;　</p>", "<img src=a>"]
)
def test_a_page_without_a_text_is_refused_in_one_line(markup):
    with pytest.raises(EmptySourceError, match=r"^x\.html holds no text; is it the right file\?$"):
        body(markup)


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td"])
def test_a_thousand_levels_are_refused_in_one_line(tag):
    with pytest.raises(html.PageError, match="nested more than 255 deep"):
        body(f"<{tag}>" * 1000 + "文")


def test_200_levels_are_read():
    assert texts(body("<div>" * 200 + "深处的文字。" + "</div>" * 200)) == ["深处的文字。"]


def test_too_many_tags_and_too_large_a_piece_are_refused():
    with pytest.raises(html.PageError, match="more than 200,000 tags"):
        body("<p>甲<p>乙\n" * 100_001)
    with pytest.raises(html.PageError, match="larger than 10 MB"):
        body("<p>" + ("甲" * 1000 + "\n") * 4000)


def test_entities_of_a_document_type_are_never_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<!DOCTYPE html [<!ENTITY e0 "爆">{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>\n<html><body><p>&e11;&file;文</p></body></html>'

    source = read(page)

    assert texts(source) == ["&e11;&file;文"]
    assert source.lines[0].number == 2


def test_escapes_in_a_title_are_taken_out():
    source = read("<title>\x1b[31m红&#27;]0;&#x202e;题</title><p>文</p>")

    assert source.facts[0].value == "[31m红]0;题"
    assert source.problems[0].code == "hidden-characters"


def test_an_embedded_picture_of_any_size_does_no_harm():
    assert texts(body(f'<p>文</p><img src="data:image/png;base64,{"A" * 5_000_000}">')) == ["文"]


TAGS = [
    "p",
    "div",
    "b",
    "span",
    "table",
    "tr",
    "td",
    "ul",
    "ol",
    "li",
    "h1",
    "pre",
    "br",
    "a href='#x'",
    "center",
    "blockquote",
    "dl",
    "dt",
    "dd",
]
MARKUP = [
    *(f"<{tag}>" for tag in TAGS),
    *(f"</{tag}>" for tag in TAGS),
    "<tr><td></td><td>",
    "<caption>",
    "<div class=nav>",
    "<div hidden>",
    "</table>",
]


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(
        st.sampled_from(MARKUP) | st.text("一二三。 \n", min_size=1, max_size=5),
        max_size=40,
    )
)
def test_no_character_of_the_text_is_lost_or_doubled(pieces):
    source = read("<html><body><p>首。" + "".join(pieces) + "</body></html>")

    said = "".join(
        line.text
        if isinstance(line, SourceLine)
        else "".join(cell.text for row in line.rows for cell in row)
        for line in source.lines
    )
    dropped = "".join(piece.text for piece in source.dropped)
    want = re.findall(
        "[首一二三]", "".join(piece for piece in ["首", *pieces] if not piece.startswith("<"))
    )
    assert sorted(re.findall("[首一二三]", said + dropped)) == sorted(want)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_source_or_one_line_of_refusal(data):
    source = attempt(lambda: html.read(data, "x.html"))

    if isinstance(source, InputError):
        assert "\n" not in str(source)
    else:
        assert source.lines


@pytest.mark.corpus
def test_the_pages_of_the_corpus_lose_nothing_and_state_their_facts(corpus):
    from lxml import etree

    for path in [*corpus.glob("bulk-html/*.html"), *corpus.glob("works/*/*.html")]:
        data = path.read_bytes()
        source = html.read(data, path.name)
        content = etree.fromstring(
            data, etree.HTMLParser(encoding="utf-8", remove_comments=True)
        ).xpath('//*[@id="UCAP-CONTENT"]')[0]
        said = "".join(
            line.text
            if isinstance(line, SourceLine)
            else "".join(cell.text for row in line.rows for cell in row)
            for line in source.lines
        )

        assert re.findall("[一-鿿]", said) == re.findall("[一-鿿]", "".join(content.itertext())), (
            path.name
        )
        assert {"index_number", "authority", "signed", "title", "document_number", "posted"} <= {
            fact.field for fact in source.facts
        }, path.name
