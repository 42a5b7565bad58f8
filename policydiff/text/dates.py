"""Dates as Chinese texts print them, to ISO."""

from __future__ import annotations

import datetime as dt
import re

from policydiff.model.kinds import DIGITS
from policydiff.text.numerals import DIGIT, NUMERAL, ONES, ZEROS, read_number

_ROUND = f"{ZEROS}OoΟО0０"
"""What is printed for the zero of a year: two signs for zero, a word, Latin, Greek and Cyrillic
letters, digits.
"""
_SPACED_YEAR = r"\s*".join([f"[{_ROUND}{ONES}{DIGITS}]"] * 4)
YEAR = f"[{ZEROS}{ONES}{DIGITS}]{{4}}年"
MONTH = f"[{ONES}十{DIGITS}]{{1,3}}月"
DAY = f"[{ONES}十廿卅{DIGITS}]{{1,3}}日"
"""A year, a month and a day of the calendar. 两月 is a length of time."""
_NUMBER = rf"{DIGIT}(?:\s*{DIGIT})?|{NUMERAL}(?:\s*{NUMERAL}){{0,2}}"
_DATE = re.compile(
    rf"(?<![0-9０-９])(?:(?P<year>{_SPACED_YEAR})\s*年\s*(?P<month>元|{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*[日号]"
    r"|(?P<iso_year>(?:1[89]|2[01])\d\d)(?P<mark>[-/.])(?P<iso_month>\d{1,2})(?P=mark)(?P<iso_day>\d{1,2})(?!\d|(?P=mark)\d))",
    re.ASCII,
)
_ZERO = str.maketrans(
    dict.fromkeys(_ROUND, "0") | {sign: str(value) for value, sign in enumerate(ONES, 1)}
)
_SPACES = str.maketrans(dict.fromkeys(" \t\r\n\f\v\u3000\u00a0\u2002\u2003\u2009", " "))


def read_date(text: str) -> str | None:
    """The date that makes up the whole text, as YYYY-MM-DD.

    None where it is no date, or one that never was (2017年2月30日).

        date = year 年 month 月 day 日 | YYYY-MM-DD | YYYY/M/D | YYYY.M.D

    The numbers may be European of either width, or Chinese (二〇一七年一月十五日, 二○一七, 二OO七); spaces may
    stand anywhere.
    """
    match = _DATE.fullmatch(text.translate(_SPACES).strip())
    return None if match is None else _iso(match)


def find_dates(text: str) -> tuple[tuple[tuple[int, int], str], ...]:
    """Every date in a text that ever was: its span in characters, its ISO form."""
    matches = _DATE.finditer(text.translate(_SPACES))
    return tuple((match.span(), iso) for match in matches if (iso := _iso(match)) is not None)


def first_date(text: str | None) -> str | None:
    """The first date in a text, ISO; None without any."""
    dates = find_dates(text) if text else ()
    return dates[0][1] if dates else None


def next_day(day: str) -> str | None:
    """The day after a day, both ISO; None beyond the calendar."""
    date = dt.date.fromisoformat(day)
    return None if date == dt.date.max else (date + dt.timedelta(days=1)).isoformat()


def months_later(day: str, months: int) -> str | None:
    """The same day so many months later, ISO; None beyond the calendar.

    Where there is none, as a 30th of February, it is the first of the next month.
    """
    start = dt.date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return None
    try:
        return start.replace(year=year, month=month + 1).isoformat()
    except ValueError:
        return dt.date(year, month + 2, 1).isoformat()


def month_end(year: str, month: str | None) -> str | None:
    """The first day after a month or, without one, after a year, both as printed."""
    date = first_date(f"{year}年{month or '12'}月1日")
    return None if date is None else months_later(date, 1)


def _iso(match: re.Match[str]) -> str | None:
    year = match["year"] or match["iso_year"]
    month = "1" if match["month"] == "元" else match["month"] or match["iso_month"]
    numbers = (
        read_number(year.translate(_ZERO)),
        read_number(month),
        read_number(match["day"] or match["iso_day"]),
    )
    known = [number for number in numbers if number is not None]
    try:
        return dt.date(*known).isoformat() if len(known) == len(numbers) else None
    except ValueError:
        return None
