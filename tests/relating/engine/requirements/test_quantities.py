"""Quantities with their limits. All clauses are invented."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.relating.engine.requirements.quantities import (
    Magnitude,
    number_of,
    read_quantities,
)
from policydiff.text.numerals import write_number


def read(clause: str):
    return read_quantities(clause, (0, len(clause)))


@pytest.mark.parametrize(
    ("clause", "words", "limit"),
    [
        ("航行日志至少保存十年", "至少保存十年", "least"),
        ("应当在24小时内报告", "24小时内", "most"),
        ("演练不得少于两次", "不得少于两次", "least"),
        ("载客不得超过三十人", "不得超过三十人", "most"),
        ("由二名以上船员值守", "二名以上", "least"),
        ("应当提前十五日公告", "提前十五日", "least"),
        ("最迟在5个工作日内办结", "最迟在5个工作日内", "most"),
        ("三年内不得租赁", "三年内", "least"),
        ("不得存放五十公斤以上的油料", "五十公斤以上", "most"),
        ("比例为百分之三", "百分之三", ""),
        ("可以在十日内领取", "十日内", ""),
        ("每年至少检修一次", "每年至少检修一次", "least"),
        ("每两年检修一次", "每两年检修一次", "least"),
        ("每月不得超过三次", "每月不得超过三次", "most"),
        ("次月十日前报送", "次月十日前", "most"),
    ],
)
def test_a_quantity_stands_with_its_limit(clause, words, limit):
    assert [(clause[slice(*one.span)], one.limit) for one in read(clause)] == [(words, limit)]


@pytest.mark.parametrize(
    "clause",
    ["2024年5月1日起施行", "第三次修订", "一次性告知", "由一名船员值守", "统一保管", "任何一方"],
)
def test_what_is_no_quantity(clause):
    assert read(clause) == ()


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("十年", "10年", 0),
        ("一年", "十二个月", 0),
        ("半年", "六个月", 0),
        ("一周", "七日", 0),
        ("48小时", "两日", 0),
        ("百分之五", "5%", 0),
        ("二百万元", "2,000,000元", 0),
        ("三个月", "九十日", None),
        ("三个月", "一百日", -1),
        ("五日", "十个工作日", -1),
        ("十个工作日", "十五日", None),
        ("每半年一次", "一年两次", 0),
        ("每季度一次", "每半年一次", 1),
        ("每周一次", "每月一次", 1),
        ("三次", "三人", None),
    ],
)
def test_two_quantities_are_in_order_where_their_units_prove_it(one, other, order):
    (left,), (right,) = read(one), read(other)

    assert left.measure.compare(right.measure) == order
    assert right.measure.compare(left.measure) == (None if order is None else -order)


@given(st.integers(1, 9_999))
def test_numerals_and_digits_are_one_number(number):
    assert number_of(write_number(number)) == number_of(str(number)) == number


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["month", "day", "workday"]))
def test_the_order_within_a_unit_is_that_of_the_numbers(one, other, base):
    magnitudes = (Magnitude(number=Fraction(value), base=base) for value in (one, other))

    assert next(magnitudes).compare(next(magnitudes)) == (one > other) - (one < other)


@given(st.text(alphabet="每年至少不得超过三十日2个月内以上次的，可半", max_size=40))
def test_every_clause_is_read_within_its_bounds(clause):
    for one in read(clause):
        assert 0 <= one.span[0] < one.span[1] <= len(clause)
