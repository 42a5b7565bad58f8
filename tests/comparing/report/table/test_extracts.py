"""Extracts of texts: cut between words, in the same place on both sides, and never in a figure."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.comparing.report.table.extracts import (
    begin_of,
    quote_around,
    shorten,
    shorten_pair,
)

NUMBER = re.compile("[〇零一二三四五六七八九十百千万亿两0-9０-９.]+")
TEXTS = st.lists(
    st.sampled_from(
        [
            "果农",
            "应当",
            "在",
            "十五日内",
            "五万元以上五十万元以下",
            "，",
            "。",
            "处",
            "罚款",
            "2025年9月1日",
            "、",
            "或者",
        ]
    ),
    min_size=1,
    max_size=24,
).map("".join)


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@given(TEXTS, st.integers(2, 40))
@settings(max_examples=examples(200), deadline=None)
def test_no_figure_is_cut(text, most):
    whole = numbers(text)

    assert numbers(shorten(text, most)) <= whole
    assert numbers(begin_of(text, most)) <= whole


@given(TEXTS, st.integers(2, 40), st.data())
@settings(max_examples=examples(200), deadline=None)
def test_a_quotation_has_the_words_that_it_is_around(text, most, data):
    found = list(re.finditer("果农|罚款|应当", text))
    assume(found)
    place = data.draw(st.sampled_from(found))
    quote = quote_around(text, *place.span(), most)

    assert place[0] in quote
    assert all(part in text for part in quote.split("……"))


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.integers(4, 40))
@settings(max_examples=examples(200), deadline=None)
def test_both_sides_are_cut_in_the_same_place(head, before, after, tail, most):
    old, new = head + before + tail, head + after + tail
    shown, other = shorten_pair(old, new, most)

    assert shown.startswith("……") == other.startswith("……")
    assert numbers(shown) <= numbers(old)
    assert numbers(other) <= numbers(new)
    for text, extract in ((old, shown), (new, other)):
        assert all(part in text for part in extract.split("……"))
    assert (shown != other) or old == new or "……" in shown


def test_what_has_no_words_to_cut_between_is_cut_where_it_has_no_end():
    assert len(begin_of("9" * 10_000, 18)) == 20
    assert len(shorten("9" * 10_000, 30)) <= 30
    assert begin_of("9" * 20, 18) == shorten("9" * 20, 18) == "9" * 20


def test_a_short_text_stays_whole():
    assert shorten("处五万元罚款", 20) == "处五万元罚款"
    assert begin_of("果农应当登记", 20) == "果农应当登记"
    assert shorten_pair("果农可以登记", "果农应当登记", 20) == ("果农可以登记", "果农应当登记")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "果园管理人在采摘季节开始以前向县农业农村局和镇人民政府书面报告采摘数量，应当附照片",
            "果园管理人在采摘季节开始以前向县农业农村局和镇人民政府书面报告采摘面积，应当附照片",
            (
                "……人民政府书面报告采摘数量，应当附照片",
                "……人民政府书面报告采摘面积，应当附照片",
            ),
        ),
        (
            "县农业农村、水利、自然资源、生态环境、市场监督管理部门可以检查果园",
            "县农业农村、水利、自然资源、生态环境、市场监督管理部门应当检查果园",
            (
                "县农业农村、水利、自然资源、生态环境、市场监督管理部门可以检查果园",
                "县农业农村、水利、自然资源、生态环境、市场监督管理部门应当检查果园",
            ),
        ),
    ],
    ids=["a long clause", "a list of subjects"],
)
def test_an_extract_begins_at_a_word_and_never_within_a_list(before, after, shown):
    assert shorten_pair(before, after, 26) == shown
