"""Radicals and compatibility forms as the characters that people type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.reading.readers.safety.decoding import clean, unify

KANGXI = [chr(code) for code in range(0x2F00, 0x2FD6)]
COMPATIBILITY = [
    chr(code)
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    if unicodedata.category(chr(code)) == "Lo"
]


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("第⼀条", "第一条"),
        ("⼈⺠⽇⽉", "人民日月"),
        ("⻔⻢⻋⻉⻅", "门马车贝见"),
        ("\uf9dd用", "利用"),
        ("\U0002f800", "丽"),
        ("第一条", "第一条"),
        ("⺌⺖", "⺌⺖"),
        ("", ""),
    ],
)
def test_forms_become_the_unified_character(given_text, text):
    assert unify(given_text) == text


@pytest.mark.parametrize("form", KANGXI)
def test_every_kangxi_radical_has_a_unified_character(form):
    assert "\u4e00" <= unify(form) <= "\u9fff"


def test_every_compatibility_ideograph_is_one_character_or_stays():
    made = [unify(form) for form in COMPATIBILITY]

    assert all(len(text) == 1 for text in made)
    assert all(
        text == form or not unicodedata.decomposition(text)
        for text, form in zip(made, COMPATIBILITY, strict=True)
    )


@given(
    st.text(
        alphabet=st.characters(
            min_codepoint=0x2E80, max_codepoint=0xFAFF, exclude_categories=["Cs"]
        )
    )
)
def test_unifying_twice_changes_nothing_more(text):
    assert unify(unify(text)) == unify(text)


def test_every_reader_passes_text_through_it():
    assert clean("第⼀条　⺠事") == "第一条　民事"
