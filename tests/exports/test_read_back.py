"""A text goes through every format and comes back with the same articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from reading_back import (
    EXAMPLES,
    FORMS,
    NUMERALS,
    TITLE,
    articles,
    corpus_texts,
    levels,
    read_back,
    regulation,
    squeezed,
    written,
)

from policydiff.akn.validation import validate
from policydiff.model.source import SourceLine, SourceTable
from policydiff.reading import plugins
from policydiff.reading.load import load
from policydiff.report import formats

SIGNS = "甲乙丙丁和的为中一二1．、：；“”《》（）*_`#[]()<>|\\&;!~-+=.123 ab\"'$@/{}?,%^"
MARKUP = (
    *(
        "<br>",
        "<!-- x -->",
        "&nbsp;",
        "&lt;",
        "&#65;",
        "**",
        "[a](#b)",
        "![x](y)",
        "<b>x</b>",
        "---",
        "===",
        "|---|",
        "`x`",
        "# x",
    ),
    *(
        "- x",
        "1. x",
        "\\",
        "<table>",
        "~~x~~",
        "<p>",
        "</main>",
        "<script>",
        "]]>",
        "\\[x\\](y)",
        "www.example.com",
        "~~~",
        "```",
    ),
)
lines = st.lists(
    st.one_of(st.text(SIGNS, max_size=30), st.sampled_from(MARKUP)), min_size=1, max_size=4
)
any_text = lines.map(lambda parts: squeezed("".join(parts))).filter(bool)
sentence = any_text.map(lambda text: f"甲{text}。")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_come_back_with_the_same_articles(path, form):
    document = load(path)

    back = read_back(document, form)

    assert articles(document)
    assert articles(back) == articles(document)
    assert (back.title, back.kind) == (document.title, document.kind)
    assert levels(back) == levels(document)


@pytest.mark.parametrize("form", ["markdown", "html", "akn"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_tables_and_attachments_come_back(path, form):
    document = load(path)

    back = read_back(document, form)

    assert [(one.num, one.heading, squeezed(one.text)) for one in back.attachments] == [
        (one.num, one.heading, squeezed(one.text)) for one in document.attachments
    ]


@pytest.mark.corpus
@pytest.mark.parametrize("form", FORMS)
def test_real_texts_come_back_with_the_same_articles(corpus, form):
    paths = corpus_texts(corpus)

    assert len(paths) >= 5
    for path in paths:
        document = load(path)
        back = read_back(document, form)
        assert articles(back) == articles(document), path.name
        assert back.title == document.title


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_akn_is_valid(path):
    assert list(validate(written(load(path), "akn"))) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_second_way_through_changes_nothing(form):
    once = read_back(load(EXAMPLES[0]), form)

    assert written(read_back(once, form), form) == written(once, form)


@pytest.mark.parametrize("form", ["txt", "markdown", "html"])
@settings(max_examples=examples(60))
@given(texts=st.lists(st.lists(sentence, min_size=1, max_size=3), min_size=1, max_size=3))
def test_nothing_that_a_text_says_is_taken_for_markup(form, texts):
    reader = plugins.reader("html" if form == "html" else "txt")

    source = reader.read(written(regulation(texts), form), f"x{formats.FORMATS[form].suffix}")

    expected = [TITLE]
    for number, paragraphs in zip(NUMERALS, texts, strict=False):
        expected += [f"第{number}条 {paragraphs[0]}", *paragraphs[1:]]
    assert [
        squeezed(line.text) for line in source.lines if isinstance(line, SourceLine)
    ] == expected


@pytest.mark.parametrize("form", ["markdown", "html"])
@settings(max_examples=examples(60))
@given(rows=st.lists(st.lists(any_text, min_size=2, max_size=2), min_size=2, max_size=3))
def test_cells_come_back_as_they_were(form, rows):
    reader = plugins.reader("html" if form == "html" else "txt")

    source = reader.read(
        written(regulation([["甲。"]], rows), form), f"x{formats.FORMATS[form].suffix}"
    )

    tables = [line for line in source.lines if isinstance(line, SourceTable)]
    assert [[squeezed(cell.text) for cell in row] for table in tables for row in table.rows] == rows


@settings(max_examples=examples(60))
@given(
    texts=st.lists(sentence, min_size=1, max_size=2),
    rows=st.lists(st.lists(any_text, min_size=2, max_size=2), min_size=1, max_size=2),
)
def test_a_markdown_viewer_shows_the_text_and_nothing_else(texts, rows):
    """CommonMark with pipe tables and strike-through, which is what the usual viewers know."""
    shown = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(written(regulation([texts], rows), "markdown").decode())
    )

    page = lxml_html.fromstring(shown)
    expected = [TITLE, *(cell for row in rows for cell in row), f"第一条 {texts[0]}", *texts[1:]]
    assert [squeezed(node.text_content()) for node in page.iter("h1", "p", "td", "th")] == expected
    assert page.xpath("//strong/text()") == ["第一条"]
    assert {node.tag for node in page.iter()} <= {
        "div",
        "h1",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
