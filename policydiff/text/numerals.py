"""Numerals as Chinese texts print them: 一百二十三, 二〇一七, ２３, ①, ⑴, ㈠."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from policydiff.messages import Message
from policydiff.model.kinds import DIGITS, NUMERALS

ZEROS = "〇○◯零Ｏ"
ONES = "一二三四五六七八九"
"""The signs for zero and for one to nine, of which years are made: 二〇一七."""
SIMPLE = (f"零{ONES}", "十百千万")
"""The signs with which a number is written: zero to nine, and the units."""
SMALL = f"[{ONES}十]"
"""One sign of a numeral below a hundred, where 百, 万, 两 begin other words: 市万州区, 两类."""
NUMERAL = f"[{NUMERALS}]"
"""One sign of a Chinese numeral."""
DIGIT = f"[{DIGITS}]"
"""One European digit, of either width."""
FIGURE = f"[{NUMERALS}{DIGITS}]"
"""One sign of a number, Chinese or European."""
AMOUNT = f"[{NUMERALS}亿{DIGITS}]"
"""The same where things are counted: 三亿元."""
FORMAL = dict(
    zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參叄陸", "一二三四五六七八九十百千万亿二三三六", strict=True)
)
"""The signs of amounts in contracts, with the plain ones: 壹万元整."""
WRITTEN = f"[{NUMERALS}亿{''.join(FORMAL)}]"
"""One sign of a number in words, plain or formal."""
SCALES = {"亿": 10**8, "万": 10**4}
SCALE = f"[{''.join(SCALES)}]"
"""A unit behind figures: 3.2亿元."""
NUMBER = f"{FIGURE}{{1,9}}"
"""The number of a part of a text: 一百○一, 两百, 10, １０."""
SUBS = f"(?:之{NUMERAL}{{1,3}})*"
ARTICLE_NUMBER = f"第{NUMBER}条{SUBS}"
"""The number of an article: 第一百二十条之一."""
CLAUSE_NUMBER = f"{DIGIT}{{1,3}}(?:[.．]{DIGIT}{{1,3}}){{1,7}}"
"""The decimal number of a clause: 3.2.1, ３．２."""
LISTED = f"{SMALL}{NUMERAL}{{0,4}}"
"""A numeral without 第, 一百零一: ○ alone is a bullet, 百 and 两 are words."""
POINT_NUMBER = f"[（(](?:{LISTED}|{DIGIT}{{1,3}})[）)]"
"""The number of a point: （一）, (12); 1998 in brackets is a year."""

_DIGITS = {
    **dict.fromkeys(ZEROS, 0),
    "两": 2,
    **{sign: value for value, sign in enumerate(ONES, 1)},
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_RUNS_OF_SIGNS = (
    ("①", 1, 20),
    ("㉑", 21, 15),
    ("㊱", 36, 15),
    ("⑴", 1, 20),
    ("⒈", 1, 20),
    ("㈠", 1, 10),
    ("㊀", 1, 10),
)
_SIGNS = {"⓪": 0} | {
    chr(ord(sign) + step): value + step
    for sign, value, count in _RUNS_OF_SIGNS
    for step in range(count)
}
_LONGEST = 16
"""No number of a law is longer; a hostile one costs nothing."""

_PLAIN = str.maketrans(FORMAL)
_AMBIGUOUS = re.compile(f"[{SIMPLE[1][1:]}亿][{ONES}]$")
"""In speech the last sign counts the next unit, in writing ones: 一百二."""
_SPACE = re.compile(r"\s+")
_ROMAN_NUMERAL = re.compile("(?=.)X{0,3}(?:IX|IV|V?I{0,3})")
"""For example: XIV"""
_EUROPEAN = re.compile(rf"{DIGIT}+")
_POSITIONAL = re.compile(f"[{ZEROS}{ONES}]+")
_GROUP = re.compile(f"[{ZEROS}]*([{ONES}两])?([{''.join(_UNITS)}])|[{ZEROS}]*([{ONES}两])$")


@lru_cache(maxsize=32_768)  # the numbers of articles come again in several passes
def read_number(text: str) -> int | None:
    """The value of a numeral, None for anything else.

    White space inside does not count. A numeral may leave out its zero: 一百二 is 102.

        numeral  = european | sign | positional | counted
        european = 23, ２３
        sign     = ①–㊿, ⑴–⒇, ⒈–⒛, ㈠–㈩, ㊀–㊉
        positional = 二〇一七, 一
        counted  = 一百二十三, 十, 两千零五, 廿一, 一万二千
    """
    text = _SPACE.sub("", text)
    if not text or len(text) > _LONGEST:
        return None
    if _EUROPEAN.fullmatch(text):
        return int(text)
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _SIGNS[text] if text in _SIGNS else _read_counted(text.translate(_TENS))


def _read_counted(text: str) -> int | None:
    """The value of below_ten_thousand (万 below_ten_thousand?)?, None for others."""
    high, mark, low = text.partition("万")
    values = [_read_below_ten_thousand(part) for part in ((high, low) if low else (high,))]
    if any(value is None for value in values):
        return None
    known = [value for value in values if value is not None]
    return known[0] * 10_000 + sum(known[1:]) if mark else known[0]


def _read_below_ten_thousand(text: str) -> int | None:
    """The value of groups with falling units: 一千 · 二百 · 三十 · 四."""
    end, total, units = 0, 0, [10_000]
    while end < len(text):
        group = _GROUP.match(text, end)
        if group is None or (group[2] and not group[1] and group[2] != "十"):
            return None
        unit = _UNITS.get(group[2], 1)
        total += unit * _DIGITS.get(group[1] or group[3] or "一", 1)
        units.append(unit)
        end = group.end()
    falling = all(wide > narrow for wide, narrow in pairwise(units))
    return total if falling and len(units) > 1 else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def read_letter(text: str) -> int | None:
    """The place of one Latin letter in the alphabet: A and ｂ are 1 and 2; else None."""
    letter = unicodedata.normalize("NFKC", text).upper()
    return ord(letter) - ord("A") + 1 if len(letter) == 1 and "A" <= letter <= "Z" else None


def read_roman(text: str) -> int | None:
    """The value of a Roman numeral up to XXXIX: IV, iv and Ⅳ are 4; else None."""
    letters = unicodedata.normalize("NFKC", text).upper()
    if not _ROMAN_NUMERAL.fullmatch(letters):
        return None
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def read_amount(text: str) -> int | None:
    """The value of a number in words with 万 and 亿, formal or plain: 壹亿贰仟万, 三亿两千万.

    None for anything else, and for 一百二, which is 102 or 120.
    """
    low = text.translate(_PLAIN)
    if _AMBIGUOUS.search(low):
        return None
    total = 0
    for name, scale in SCALES.items():
        high, mark, low = low.rpartition(name)
        value = read_number(high) if mark else 0
        if value is None:
            return None
        total += value * scale
    last = read_number(low) if low else 0
    return None if last is None or not text else total + last


def write_number(n: int) -> str:
    """The numeral of 1 to 99999 as articles print it: 十二, 一百零三; else ValueError."""
    if not 1 <= n <= 99_999:
        raise ValueError(
            Message(
                "{number} cannot be written as the number of an article; 1 to 99999 can", number=n
            )
        )
    return write_counted(n, *SIMPLE)


def write_counted(value: int, digits: str, units: str, *, ten: bool = True) -> str:
    """A number in Chinese numerals: 二十一, 一百零一, 一万零一十.

    With `ten`, 十一 is written instead of 一十一 at the beginning.
    """
    if value < 10:
        return digits[value]
    power = min(len(str(value)) - 1, len(units))
    first, rest = divmod(value, 10**power)
    head = "" if ten and value < 20 else write_counted(first, digits, units, ten=ten)
    gap = digits[0] if 0 < rest < 10 ** (power - 1) else ""
    tail = write_counted(rest, digits, units, ten=False) if rest else ""
    return head + units[power - 1] + gap + tail


def canonical(number: str, sub: str | None = None) -> str | None:
    """The number as in eIds, ("一百二十", "一") is 120-1; None for no numeral."""
    values = [
        read_number(part) for part in (number, *(sub.removeprefix("之").split("之") if sub else ()))
    ]
    return None if None in values else "-".join(str(value) for value in values)
