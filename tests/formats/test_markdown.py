"""The Markdown report, checked by a Markdown parser."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import rendered
from markdown_it import MarkdownIt

from policydiff.formats import markdown
from policydiff.model.reports import ReportOptions
from policydiff.report.markdown import escape

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(comparison, **options) -> str:
    return rendered(markdown, comparison, ReportOptions(**options)).decode()


def test_every_row_of_a_table_has_three_cells(sample):
    html = PARSER.render(shown(sample))

    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    assert len(rows) > 12
    assert all(len(re.findall("<t[dh]", row)) == 3 for row in rows)


def test_redlines_are_emphasis_beside_chinese_marks_too(sample):
    html = PARSER.render(shown(sample))

    assert "巡护员<s>可以</s>制止" in html
    assert "<strong>保障用水，</strong>制定" in html
    assert "**" not in html
    assert "~~" not in html


@given(st.text("甲a1 *_~`[]()<>&!#|\\:/w.@-+", max_size=30))
def test_escaped_text_reads_as_it_stands(text):
    html = PARSER.render(f"甲{escape(text)}甲")

    assert html == f"<p>甲{_html(text)}甲</p>\n"


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    "text", ["1. 甲", "- 甲", "+ 甲", "# 甲", "> 甲", "=== 甲", "10) 甲", "---"]
)
def test_no_line_of_a_text_begins_a_block(text):
    html = PARSER.render(f"甲\n{escape(text)}")

    assert html == f"<p>甲\n{_html(text)}</p>\n"


def test_no_change_is_said_in_words(same):
    assert "两份文本没有差别" in shown(same)
