"""Numerals as Chinese texts print them: 一百二十三, 二〇一七, ２３, ①, ⑴, ㈠."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from policydiff.messages import Message

ZEROS = "〇○零"
NUMERAL = "[〇○零一二三四五六七八九十百千万两廿卅]"
"""A regular expression for one character of a Chinese numeral."""
DIGIT = "[0-9０-９]"
"""A regular expression for one European digit, of either width."""

_DIGITS = {
    **dict.fromkeys(ZEROS, 0),
    "两": 2,
    **{sign: value for value, sign in enumerate("一二三四五六七八九", 1)},
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

_SPACE = re.compile(r"\s+")
_EUROPEAN = re.compile(rf"{DIGIT}+")
_POSITIONAL = re.compile(rf"[{ZEROS}一二三四五六七八九]+")
_GROUP = re.compile(
    rf"[{ZEROS}]*([一二两三四五六七八九])?([十百千])|[{ZEROS}]*([一二两三四五六七八九])$"
)


@lru_cache(maxsize=32_768)  # the numbers of articles come again in several passes
def read_number(text: str) -> int | None:
    """The value of a numeral, None for anything else.

    numeral  = european | sign | positional | counted
    european = 23, ２３
    sign     = ①–㊿, ⑴–⒇, ⒈–⒛, ㈠–㈩, ㊀–㊉
    positional = 二〇一七, 一
    counted  = 一百二十三, 十, 两千零五, 廿一, 一万二千

    White space inside does not count. A numeral may leave out its zero: 一百二 is 102, as old laws
    print it.
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
    """The value of a counted numeral, None for anything else.

    counted = below_ten_thousand (万 below_ten_thousand?)?
    """
    high, mark, low = text.partition("万")
    values = [_read_below_ten_thousand(part) for part in ((high, low) if low else (high,))]
    if any(value is None for value in values):
        return None
    known = [value for value in values if value is not None]
    return known[0] * 10_000 + sum(known[1:]) if mark else known[0]


def _read_below_ten_thousand(text: str) -> int | None:
    """The value of groups of digit and unit, the units falling.

    一千 · 二百 · 三十 · 四; only 十 needs no digit before it. None for anything else.
    """
    place, total, units = 0, 0, [10_000]
    while place < len(text):
        group = _GROUP.match(text, place)
        if group is None or (group[2] and not group[1] and group[2] != "十"):
            return None
        unit = _UNITS.get(group[2], 1)
        total += unit * _DIGITS.get(group[1] or group[3] or "一", 1)
        units.append(unit)
        place = group.end()
    falling = all(wide > narrow for wide, narrow in pairwise(units))
    return total if falling and len(units) > 1 else None


def write_number(n: int) -> str:
    """The numeral of n as articles print it: 十二, 一百零三, 一千二百六十.

    Raises ValueError unless 1 ≤ n ≤ 99999.
    """
    if not 1 <= n <= 99_999:
        raise ValueError(
            Message(
                "{number} cannot be written as the number of an article; 1 to 99999 can", number=n
            )
        )
    high, low = divmod(n, 10_000)
    if not high:
        written = _write_below_ten_thousand(low)
        return written.removeprefix("一") if 10 <= n < 20 else written
    gap = "零" if 0 < low < 1000 else ""
    return f"{_write_below_ten_thousand(high)}万{gap}{_write_below_ten_thousand(low)}"


def _write_below_ten_thousand(n: int) -> str:
    places = ((n // 1000, "千"), (n // 100 % 10, "百"), (n // 10 % 10, "十"), (n % 10, ""))
    signs = "".join(
        "零" if not digit else "零一二三四五六七八九"[digit] + unit for digit, unit in places
    )
    return re.sub("零+", "零", signs).strip("零")


def canonical(number: str, sub: str | None = None) -> str | None:
    """The canonical number of a provision, as in eIds.

    ("一百二十", "一") is 120-1, ("五", "一之二") is 5-1-2; None if it is no number.
    """
    values = [read_number(part) for part in (number, *(sub.split("之") if sub else ()))]
    return None if None in values else "-".join(str(value) for value in values)
