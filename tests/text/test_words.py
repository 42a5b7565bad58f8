"""Words, names and numbers, and the cuts between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.words import cut_names, cut_words, is_number, is_word


def pieces(text: str) -> list[str]:
    return [text[begin:end] for begin, end in pairwise(cut_names(text).bounds)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("运营人提交要求书", ["运营人", "提交", "要求书"]),
        ("共二十六万人", ["共", "二十六万人"]),
        ("的人", ["的", "人"]),
        ("，人", ["，", "人"]),
        ("", []),
    ],
)
def test_a_name_is_whole(text: str, words: list[str]) -> None:
    assert pieces(text) == words


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("许可证", True),
        ("股东大会", True),
        ("运营人", True),
        ("人辞", False),
        ("二十六万人", False),
    ],
)
def test_what_the_segmenter_guessed_is_no_word(text: str, known: bool) -> None:
    assert is_word(text) is known


@pytest.mark.parametrize(
    ("text", "number"), [("八", True), ("25", True), ("八小", False), ("", False)]
)
def test_a_number_holds_nothing_else(text: str, number: bool) -> None:
    assert is_number(text) is number


@given(st.text(alphabet="运营人要求书的二十万，a1 \ud800", max_size=40))
def test_names_are_joined_words(text: str) -> None:
    cuts, words = cut_names(text), cut_words(text)

    assert set(cuts.bounds) <= set(words.bounds)
    assert cuts.bounds[-1] == len(text)
    assert cuts.inside == words.inside
