"""Dates: every way of printing one, days that never were, and texts that only look like dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.dates import (
    find_dates,
    first_date,
    month_end,
    months_later,
    next_day,
    read_date,
)
from policydiff.text.numerals import write_number

READ = {
    "European digits": ("2017年1月15日", "2017-01-15"),
    "full-width digits": ("２０１７年１月１５日", "2017-01-15"),
    "Chinese digits": ("二〇一七年一月十五日", "2017-01-15"),
    "a circle for zero": ("二○一七年十二月三十一日", "2017-12-31"),
    "a word for zero": ("二零一七年一月十五日", "2017-01-15"),
    "a letter for zero": ("二OO七年一月十五日", "2007-01-15"),
    "spaces inside": (" 2017 年 1 月 1 5 日", "2017-01-15"),
    "full-width spaces": ("二〇一七年　一月十五日", "2017-01-15"),
    "元月": ("1998年元月1日", "1998-01-01"),
    "廿": ("1998年1月廿日", "1998-01-20"),
    "ISO": ("2017-01-15", "2017-01-15"),
    "slashes": ("2017/1/5", "2017-01-05"),
    "dots": ("2017.1.5", "2017-01-05"),
    "leap day": ("2016年2月29日", "2016-02-29"),
    "a year before 1970": ("1954年9月20日", "1954-09-20"),
}
NOT_READ = {
    "empty": "",
    "a day that never was": "2017年2月30日",
    "no leap year": "2017年2月29日",
    "month thirteen": "2017年13月1日",
    "year zero": "0000年1月1日",
    "a year alone": "2017年",
    "a month alone": "2017年1月",
    "words after it": "2017年1月15日起",
    "a document number": "〔2017〕15号",
    "a version of a program": "1.2.3",
    "no day": "2017年1月日",
}


@pytest.mark.parametrize(("text", "iso"), READ.values(), ids=READ.keys())
def test_reads(text, iso):
    assert read_date(text) == iso


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ.keys())
def test_is_no_date(text):
    assert read_date(text) is None


def test_finds_dates_with_their_spans():
    text = "自2017年6月1日起施行，二〇一八年三月一日修订；1997.3.4-1998.5.6有效，12017年1月1日和2017年2月30日不是日期。"
    found = find_dates(text)

    assert [(text[begin:end], iso) for (begin, end), iso in found] == [
        ("2017年6月1日", "2017-06-01"),
        ("二〇一八年三月一日", "2018-03-01"),
        ("1997.3.4", "1997-03-04"),
        ("1998.5.6", "1998-05-06"),
    ]


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_reads_every_day_in_every_style(day):
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(digit)] for digit in str(day.year))

    assert read_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert (
        read_date(f"{year}年{write_number(day.month)}月{write_number(day.day)}日")
        == day.isoformat()
    )


@given(st.text() | st.text(alphabet="0123456789〇一二十年月日-. "))
def test_is_total_and_agrees_with_itself(text):
    for (begin, end), iso in find_dates(text):
        assert read_date(text[begin:end]) == iso


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2019-08-01", 60, "2024-08-01"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2019-12-31", 2, "2020-03-01"),
        ("2019-08-31", 1, "2019-10-01"),
        ("2019-08-31", 0, "2019-08-31"),
        ("9999-12-31", 1, None),
    ],
)
def test_a_day_months_later(day, months, later):
    assert months_later(day, months) == later


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(0, 400))
def test_months_later_is_no_earlier_day_of_the_month(day, months):
    later = dt.date.fromisoformat(months_later(day.isoformat(), months) or "")
    count = (later.year - day.year) * 12 + later.month - day.month

    assert (later.day, count) == (day.day, months) or (later.day, count) == (1, months + 1)


def test_days_after_a_day_a_month_and_a_year():
    assert next_day("2020-02-28") == "2020-02-29"
    assert next_day("9999-12-31") is None
    assert month_end("2020", "12") == "2021-01-01"
    assert month_end("二〇二〇", None) == "2021-01-01"
    assert first_date("自2020年1月5日至2021年1月5日") == "2020-01-05"
    assert first_date(None) is None
