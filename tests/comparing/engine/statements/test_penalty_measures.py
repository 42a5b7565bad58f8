"""Ranges and scales of penalties. All texts are invented."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.statements.penalty_measures import read_range, read_scale
from policydiff.text.numerals import write_number


@pytest.mark.parametrize(
    ("text", "least", "most", "unit"),
    [
        ("五百元以下", 0, 500, "元"),
        ("一万元以上五万元以下", 10_000, 50_000, "元"),
        ("１.5万元以上3万元以下", 15_000, 30_000, "元"),
        ("一亿二千万元", 120_000_000, 120_000_000, "元"),
        ("一倍以上五倍以下", 1, 5, "倍"),
        ("百分之五以上百分之十以下", 5, 10, "%"),
        ("六个月以上三年以下", 6, 36, "月"),
        ("十年以上", 120, None, "月"),
        ("十五日以下", 0, 15, "日"),
    ],
)
def test_a_range_is_read(text, least, most, unit):
    assert read_range(text) == (Fraction(least), None if most is None else Fraction(most), unit)


@pytest.mark.parametrize(
    "text", ["", "若干元", "五万元以上一万元以下", "三日以上一年以下", "不满五年", "一万"]
)
def test_what_is_no_range_is_not_read(text):
    assert read_range(text) is None


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_range_has_its_ends(one, two):
    least, most = sorted((one, two))
    text = f"{write_number(least)}元以上{write_number(most)}元以下"

    assert read_range(text) == (Fraction(least), Fraction(most), "元")


@pytest.mark.parametrize(
    "text", ["", "若干年有期徒刑", "三年以下有期徒刑，罚金，拘役", "三日以下有期徒刑"]
)
def test_what_is_no_scale_is_not_read(text):
    assert read_scale(text) is None
