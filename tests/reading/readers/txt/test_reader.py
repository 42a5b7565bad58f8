"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.errors import InputError
from policydiff.model.source import SourceLine, SourceTable
from policydiff.reading.readers.safety.decoding import clean
from policydiff.reading.readers.txt import reader as txt

CASES = sorted(
    path
    for path in (Path(__file__).parents[3] / "cases" / "readers" / "txt").iterdir()
    if path.suffix != ".expected"
)


def read(text: str):
    return txt.read(text.encode(), "x.md")


def texts(source):
    return [line.text for line in source.lines if isinstance(line, SourceLine)]


def han(text: str) -> Counter[str]:
    return Counter(re.findall("[㐀-䶿一-鿿〇]", text))


def everything(source) -> str:
    cells = [
        cell.text
        for table in source.lines
        if isinstance(table, SourceTable)
        for row in table.rows
        for cell in row
    ]
    return "\n".join([*texts(source), *cells, *(piece.text for piece in source.dropped)])


def attempt(act):
    """What the act gives, or the error of the caller that it raises."""
    try:
        return act()
    except InputError as error:
        return error


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case(path, golden, show):
    golden(path.with_suffix(".expected"), show(txt.read(path.read_bytes(), path.name)))


def test_nothing_is_ever_surely_plain_text():
    assert not txt.sniff(b"# x")


def test_plain_text_leaves_the_wrapping_open():
    source = read("第一条 甲。\n\n第二条 乙。")

    assert source.hard_wrapped is None
    assert not any(line.hard_break for line in source.lines)


def test_a_blank_line_ends_a_paragraph_in_markdown_only():
    source = read("# 题\n甲\n乙\n\n丙")

    assert source.hard_wrapped is False
    assert [line.hard_break for line in source.lines] == [True, False, True, False]


def test_bold_is_the_length_of_the_run_at_the_beginning():
    lines = read("**第一条**　甲**乙**\n甲**乙**\n**全行**\n　　**缩进** 文\n**不完").lines

    assert [(line.text, line.bold) for line in lines] == [
        ("第一条　甲乙", 3),
        ("甲乙", 0),
        ("全行", 2),
        ("缩进 文", 2),
        ("**不完", 0),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("关于修改<中华甲国港口法>的决定", "关于修改<中华甲国港口法>的决定"),
        ("a <b c", "a <b c"),
        ("<u>下划线</u>与<font color=red>红</font>", "下划线与红"),
        ("X<sub>2</sub>Y", "X2Y"),
        ("[文](https://example.org/a_(b))尾", "文尾"),
        ("[2018](5)号", "[2018](5)号"),
        ("带*标记*的品种", "带*标记*的品种"),
        ("*（2018年通过）*", "（2018年通过）"),
        (r"1\. \[注\] \*", "1. [注] *"),
        ("A&nbsp;&amp;B &copy C", "A\xa0&B &copy C"),
        ("行尾\\", "行尾"),
        ("签名：____　日期：__", "签名：____　日期：__"),
    ],
)
def test_only_what_is_surely_markup_goes(markup, text):
    assert texts(read(f"# 题\n\n{markup}"))[1:] == [text]


def test_plain_text_keeps_what_would_be_markup():
    source = read("> 甲\n- 乙\n| 丙 |\n丁 **戊**")

    assert texts(source) == ["> 甲", "- 乙", "| 丙 |", "丁 **戊**"]


def test_a_comment_of_several_lines_shifts_no_number():
    source = read("# 题\n<!-- 一\n二 -->尾\n末")

    assert [(line.number, line.text) for line in source.lines] == [(1, "题"), (3, "尾"), (4, "末")]
    assert [(piece.what, piece.text, piece.line) for piece in source.dropped] == [
        ("comment", "一\n二", 2)
    ]


def test_styles_and_scripts_are_no_text():
    source = read(
        "# 题\n<style>\n.t tr { color: red; }\n\n</style>\n甲\n<SCRIPT type='x'>f(1)</SCRIPT>乙\n<!-- <style> -->丙\n<style>\n丁"
    )

    assert [(line.number, line.text) for line in source.lines] == [
        (1, "题"),
        (6, "甲"),
        (7, "乙"),
        (8, "丙"),
        (9, "<style>"),
        (10, "丁"),
    ]
    assert [(piece.what, piece.text, piece.line) for piece in source.dropped] == [
        ("style", ".t tr { color: red; }", 2),
        ("script", "f(1)", 7),
        ("comment", "<style>", 8),
    ]


def test_a_comment_that_never_ends_is_text():
    assert texts(read("# 题\n<!-- 甲\n乙")) == ["题", "<!-- 甲", "乙"]


def test_front_matter_that_never_ends_is_text():
    assert texts(read("---\ntitle: 甲\n乙")) == ["---", "title: 甲", "乙"]


def test_form_feeds_split_a_line_and_keep_its_number():
    assert [(line.number, line.text) for line in read("甲\f乙\u2028丙\n丁").lines] == [
        (1, "甲"),
        (1, "乙"),
        (1, "丙"),
        (2, "丁"),
    ]


def test_gb18030_gives_the_same_lines_as_utf_8():
    text = "# 题\n\n**第一条**　甲乙丙，依法在中华大地施行。\n"

    assert txt.read(text.encode("gb18030"), "x.md").lines == read(text).lines


def test_a_text_of_comments_alone_is_refused():
    with pytest.raises(InputError, match=r"x\.md holds no text"):
        read("<!-- 只有注释 -->")


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[a](//",
        "*",
        "**a",
        "<p ",
        "<!--",
        "&amp;",
        "> ",
        "- ",
        "# ",
        "|-",
        "![",
        "`",
        "<table>",
        "\\",
    ],
)
def test_no_markup_takes_long(piece, grows_evenly):
    def attempt_of(size):
        assert "文" in everything(read("# 题\n" + piece * (size // len(piece)) + "文"))

    grows_evenly(attempt_of, 600_000)


MARKUP = st.sampled_from(
    [
        "# ",
        "## ",
        "**",
        "*",
        "> ",
        "- ",
        "<br>",
        "<!--",
        "-->",
        "|",
        "|--|--|",
        "\n",
        "\n\n",
        "---\n",
        "<table>",
        "<tr><td>",
        "</td><td>",
        "</table>",
        "[",
        "](#",
        ")",
        *["\\", "```", "===", "&nbsp;", "<b>", "</b>", "![", "\f", "甲", "第一条", "　"],
    ]
)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(MARKUP | st.text("一二三条款项。，<>", max_size=8), min_size=1, max_size=25).map(
        "".join
    )
)
def test_no_character_is_lost_or_doubled(text):
    text = "首" + text
    source = read(text)

    # the target of a link is markup
    want = han(re.sub(r"\]\([^()]*\)", "", text))
    have = han(everything(source))
    assert not want - have
    assert not have - han(text)


@settings(deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn")), min_size=1).filter(
        lambda text: clean(text).strip()
    )
)
def test_plain_text_keeps_every_han_character_in_order(text):
    if not txt.is_markdown(text):
        assert re.findall("[一-鿿]", "".join(texts(read(text)))) == re.findall(
            "[一-鿿]", txt.decode(text.encode(), "x").text
        )


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_source_or_one_line_of_refusal(data):
    source = attempt(lambda: txt.read(data, "x.txt"))

    if isinstance(source, InputError):
        assert "\n" not in str(source)
    else:
        numbers = [line.number for line in source.lines]
        assert numbers == sorted(numbers)
        assert all(
            line.text == line.text.strip() != "" and line.bold <= len(line.text)
            for line in source.lines
            if isinstance(line, SourceLine)
        )


@pytest.mark.corpus
@pytest.mark.parametrize(
    "pattern",
    [
        "opinion/*.txt",
        "works/*/*.md",
        "works/*/*.txt",
        pytest.param("bulk/*.md", marks=pytest.mark.slow),
    ],
)
def test_no_character_of_the_corpus_is_lost_or_doubled(corpus, pattern):
    for path in corpus.glob(pattern):
        text = path.read_text(encoding="utf-8")
        source = txt.read(path.read_bytes(), path.name)

        assert han(everything(source)) == han(re.sub(r"\]\([^()]*\)", "", text)), path.name
