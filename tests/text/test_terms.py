"""Terms: words of two characters and more, with their places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.words import find_terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "网络运营者应当为公安机关提供技术支持。",
            ["网络运营者", "应当", "公安机关", "提供", "技术支持"],
        ),
        ("处3万元以上罚款", ["以上", "罚款"]),
        ("由其或者他人承担", ["或者", "他人", "承担"]),
        ("", []),
        ("ABC 123 ，。", []),
    ],
)
def test_what_is_a_term(text, words):
    assert [term.text for term in find_terms(text)] == words


@given(st.text(alphabet="网络安全运营者应当保护个人信息，。a1 \n〇\ud800", max_size=60))
def test_a_term_stands_where_it_says_and_none_overlap(text):
    terms = find_terms(text)

    assert all(text[term.begin : term.end] == term.text and len(term.text) > 1 for term in terms)
    assert all(first.end <= second.begin for first, second in pairwise(terms))
