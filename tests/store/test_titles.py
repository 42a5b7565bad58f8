"""Spellings of one title; lines that stay lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.store.titles import one_line, title_key


@pytest.mark.parametrize(
    "spelling",
    [
        "示例贸易法",
        "《示例贸易法》",
        "中华人民共和国示例贸易法",
        "《中华人民共和国示例贸易法》",
        "示例　贸易法",
        "示例贸易法（2022年修正）",
        "示例贸易法(2022修订)",
        "示例贸易法(2022)",
    ],
)
def test_spellings_have_one_key(spelling: str) -> None:
    assert title_key(spelling) == title_key("中华人民共和国示例贸易法")


@pytest.mark.parametrize("other", ["示例贸易法实施条例", "示例贸易法（试行）", "示例贸易法（草案）", "示例外贸法"])
def test_other_titles_have_other_keys(other: str) -> None:
    assert title_key(other) != title_key("示例贸易法")


def test_country_alone_is_a_title() -> None:
    assert title_key("中华人民共和国") == "中华人民共和国"


@given(st.text())
def test_key_is_stable(text: str) -> None:
    assert title_key(f"《{text}》") == title_key(text)


@given(st.text(st.characters()))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert len(line) <= 200
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in line)
    assert line.encode().decode() == line


def test_direction_marks_and_escapes_are_taken_out() -> None:
    assert one_line("示例\x1b[31m法\u202e\n\nWork: /akn/forged") == "示例 [31m法 Work: /akn/forged"


@pytest.mark.parametrize(
    "title", ["乙国宪法修正案（{}年）", "乙省人民代表大会关于修改《乙省桥梁条例》的决定（{}）", "关于修改《乙省选举法》的决议（{}年）"]
)
def test_amending_acts_of_two_years_are_two_works(title):
    assert title_key(title.format(1993)) != title_key(title.format(1999))
    assert title_key(title.format(1993)) == title_key(title.format(1993).replace("（", "(").replace("）", ")"))
