"""Text in the quotation marks of a decision comes out as it went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.amending.engine.drafting.quotes import quote, quoted_characters, reads_back
from policydiff.amending.engine.reading.quotation_marks import find_quotations, quoted_text
from policydiff.amending.engine.reading.quoted_words import unnested


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("船应当登记。", "“船应当登记。”"),
        ("船应当登记。\n桨不登记。", "“船应当登记。\n“桨不登记。”"),
        ("称为“渡船”。", "“称为‘渡船’。”"),
        ("称为‘渡船’。", "「称为‘渡船’。」"),
        ("前半句”", "「前半句”」"),
    ],
)
def test_the_marks_around_a_text(text, quoted):
    assert quote(text) == quoted
    assert reads_back(text)


@given(st.text(alphabet="船桨。，“”‘’「」\n", max_size=12))
def test_what_reads_back_is_the_text(text):
    whole = quote(text)
    spans = list(find_quotations(whole))

    if text and reads_back(text):
        inner = quoted_text(whole, spans[0])
        assert (inner if whole[0] == "「" else unnested(inner)) == text


def test_characters_are_counted_without_marks_and_line_feeds():
    assert (
        quoted_characters(
            "一、将第一条中的“应当”修改为“必须”。\n二、增加一条，作为第二条：“船。\n“桨。”"
        )
        == 8
    )
