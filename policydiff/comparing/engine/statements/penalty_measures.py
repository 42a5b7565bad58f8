"""The measures of penalties, in order: ranges of figures, scales of main ones."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from policydiff.text.noise import fold_key
from policydiff.text.numerals import AMOUNT, DIGIT, read_number

Unordered = Literal["unread", "mixed"]
"""The reason why two measures have no order: one is not read, or each is milder in a part."""


def _limited(name: str) -> str:
    number = rf"(?P<{name}>(?:百分之)?(?:{AMOUNT}|[,，.．](?={DIGIT})){{1,40}})"
    unit = rf"(?P<{name}_unit>元|倍|年|个月|月|日|天|小时|[%％])?"
    return rf"{number}{unit}(?P<{name}_limit>以上|以下|以内|内)?"


_RANGE = re.compile(rf"{_limited('one')}(?:[至到]?{_limited('two')})?")
"""A figure of a penalty: 五百元, 一万元以上五万元以下, 一倍以上五倍以下, 三年以下."""
_UNIT_VALUES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DECIMAL = re.compile(
    rf"(?P<number>[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?)(?P<units>[{''.join(_UNIT_VALUES)}]{{0,3}})"
)
"""A number in digits: 5万, 1.5亿, 200."""
_MONTHS = {"年": 12, "个月": 1, "月": 1}
_PRISON, _LEAST, _MOST = "有期徒刑", Fraction(6), Fraction(180)
"""Imprisonment lasts six months at least and fifteen years at most where a clause names no limit."""
MAIN = ("管制", "拘役", _PRISON, "无期徒刑", "死刑")
"""The main penalties, from the lightest to the gravest."""
_MAIN_WORDS = re.compile("|".join(MAIN))
"""A main penalty: 拘役."""
_TERM = re.compile("[^、，或者处]{1,40}$")
"""The measure before imprisonment: 或者三年以上十年以下."""
_JOINT = re.compile(r"^(?:、|，|或者?|处|以?及){0,3}$")
"""What may stand between main penalties that are alternatives: 三年以下有期徒刑、拘役或者管制."""
_ALONE = re.compile("单处|剥夺政治权利")
"""A penalty that may take the place of every main penalty: 并处或者单处罚金."""


Bounds = tuple[Fraction, Fraction | None, str]
"""The least, the most (None for no limit) and the unit of a range."""


def read_range(text: str) -> Bounds | None:
    """The least, the most and the unit of a penalty; None where it is not read.

    >>> read_range("一万元以上五万元以下")
    (Fraction(10000, 1), Fraction(50000, 1), '元')
    """
    match = _RANGE.fullmatch(text)
    unit = "" if match is None else match["two_unit"] or match["one_unit"] or ""
    unit = unit or ("%" if "百分之" in text else "")
    if match is None or not unit:
        return None
    first = _number(match["one"], match["one_unit"] or unit)
    if match["two"] is None:
        return None if first is None else (*_ends(first, match["one_limit"]), _base(unit))
    second = _number(match["two"], unit)
    units = {match["one_unit"] or unit, unit}
    regular = match["one_limit"] in (None, "以上") and match["two_limit"] in (
        None,
        "以下",
        "以内",
        "内",
    )
    bases = {_base(measure) for measure in units}
    if first is None or second is None or not regular or first > second or len(bases) > 1:
        return None
    return first, second, _base(unit)


def _ends(number: Fraction, limit: str | None) -> tuple[Fraction, Fraction | None]:
    if limit == "以上":
        return number, None
    return (Fraction(0) if limit else number), number


def _base(unit: str) -> str:
    return "月" if unit in _MONTHS else {"天": "日", "％": "%"}.get(unit, unit)


def _number(text: str, unit: str) -> Fraction | None:
    """The value of a number, in months where it counts years."""
    plain = fold_key(text.removeprefix("百分之")).replace(",", "").replace("，", "")
    decimal = _DECIMAL.fullmatch(plain)
    if decimal is not None:
        value = Fraction(decimal["number"])
        for sign in decimal["units"]:
            value *= _UNIT_VALUES[sign]
    else:
        high, mark, low = plain.partition("亿")
        numbers = [read_number(part) for part in ((high, low) if low else (high,))]
        if any(number is None for number in numbers):
            return None
        values = [number for number in numbers if number is not None]
        value = Fraction(values[0] * (_UNIT_VALUES["亿"] if mark else 1) + sum(values[1:]))
    return value * _MONTHS.get(unit, 1)


def order_of_ranges(left: str, right: str) -> int | Unordered:
    """The order of two ranges: -1 for a milder first, 1, 0 for the same; or why none.

    Milder is the one whose both ends are lower or equal, and one lower.
    """
    if fold_key(left) == fold_key(right):
        return 0
    first, second = read_range(left), read_range(right)
    if first is None or second is None or first[2] != second[2]:
        return "unread"
    low = (first[0] > second[0]) - (first[0] < second[0])
    high = _order_of_most(first[1], second[1])
    if low * high < 0:
        return "mixed"
    return low or high


def _order_of_most(left: Fraction | None, right: Fraction | None) -> int:
    if left is None or right is None:
        return (left is None) - (right is None)
    return (left > right) - (left < right)


def order_of_scales(left: str, right: str, words: str) -> int | Unordered:
    """The order of main penalties: by the highest, then by the lowest.

    `words` are those around the first, in which a penalty may take the place of all.
    """
    if fold_key(left) == fold_key(right):
        return 0
    first, second = read_scale(left), read_scale(right)
    if first is None or second is None:
        return "unread"
    if first[1] != second[1]:
        return -1 if first[1] < second[1] else 1
    if _ALONE.search(words):
        return "mixed"
    return (first[0] > second[0]) - (first[0] < second[0])


Penalty = tuple[int, Fraction]
"""The rank of a main penalty, and the months of it, 0 of one without."""


def read_scale(text: str) -> tuple[Penalty, Penalty] | None:
    """The lowest and the highest of alternative main penalties.

    None where they are not read.

    >>> read_scale("三年以下有期徒刑、拘役或者管制")[1]
    (2, Fraction(36, 1))
    """
    lowest: list[Penalty] = []
    highest: list[Penalty] = []
    at = 0
    for match in _MAIN_WORDS.finditer(text):
        between, name = text[at : match.start()], match[0]
        rank = MAIN.index(name)
        if name == _PRISON:
            term = _TERM.search(between)
            bounds = None if term is None else read_range(term[0])
            if term is None or bounds is None or bounds[2] != "月":
                return None
            between = between[: term.start()]
            lowest.append((rank, bounds[0] or _LEAST))
            highest.append((rank, _MOST if bounds[1] is None else bounds[1]))
        else:
            lowest.append((rank, Fraction(0)))
            highest.append((rank, Fraction(0)))
        if not _JOINT.fullmatch(between):
            return None
        at = match.end()
    return (min(lowest), max(highest)) if lowest and at == len(text) else None
