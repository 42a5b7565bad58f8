"""The quantities of a clause with their limits: 至少十年, 三日内, 每年不少于两次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from policydiff.model.comparison import Span
from policydiff.text.numerals import DIGIT, FIGURE, NUMERAL, read_number

Limit = Literal["least", "most", ""]

_N = rf"(?:{DIGIT}(?:{DIGIT}|[,，.．](?={DIGIT})){{0,15}}|{NUMERAL}{{1,12}})(?:百|千|万|亿){{0,3}}"
_TIME = (
    r"(?:个)?(?:工作日|交易日|自然日|季度|星期|礼拜|小时|钟头)|个月|月(?=[以之]?内|以上|以下)|周年"
    rf"|年(?![度级龄期份代]|规划|{FIGURE}{{1,3}}月)"
    r"|周(?!岁|年|边|期)|日(?![常程报用元])|天|分钟"
)
_UNIT = (
    rf"(?P<time>{_TIME})|(?P<money>(?:美|港|欧|日)?元)|(?P<share>[%％‰]|成(?=以上|以下|，|。|的))"
    r"|(?P<person>[名位](?![数于置])|人(?![民大才员类格身均生事工]))|(?P<turn>[次遍](?![性数要级日年月审供污利装]))|(?P<times>倍)"
    r"|(?P<age>周?岁)|(?P<more>学时|课时|学分|平方米|公里|千米|厘米|毫米|米|公斤|千克|吨|分贝|个字符|字符"
    r"|[份套台辆处间家户页字](?![门庭用体面理置]))"
)
QUANTITY = re.compile(
    rf"(?<![第其每当同亿.．])(?<!{FIGURE})(?:(?P<half>(?<!个)半)(?:个)?(?P<halved>年|月|日|天|小时)"
    rf"|百分之(?P<hundredth>{_N}(?:点{_N})?)|(?P<whole>{_N})分之(?P<part>{_N})|(?P<number>{_N})(?:余|多)?(?:{_UNIT})(?P<and>半)?)"
)
"""A number with its unit: 十年, 3个月, 百分之三十, 半年, 二十学时."""

_EVERY = re.compile(
    rf"(?:每|按)(?:隔)?(?P<number>{_N}|半)?(?:个)?(?P<unit>会计年度|年度?|季度?|月度?|周|星期|工作日|日|天|小时)"
    r"(?![计加]|次|常|程|户|边|期)"
)
"""An interval: 每年, 每半年, 每两个月, 按季度."""
_ONCE_IN = re.compile(
    rf"(?<![第其每])(?<!{FIGURE})(?P<number>{_N}|半)(?:个)?(?P<unit>年|季度|月|周|星期|日|天)内?"
    rf"(?=[^，。；：\n]{{0,8}}?{_N}次)(?!以上|后|前|起)"
)
"""The same without 每: 两年一次, 一年内不少于两次."""

_FORBID = r"(?:不(?:得|应|能|可|准|宜|允许|要)?|严禁|禁止)"
_LIMITS = re.compile(
    rf"(?P<most>{_FORBID}(?:超过|超出|多于|高于|长于|大于|晚于|迟于|逾)|[最至]多|最[长高迟晚大]|不足|不满|未满|未达到?"
    r"|(?<![不得应])(?:少于|低于|短于|小于))"
    rf"|(?P<least>{_FORBID}(?:少于|低于|短于|小于|早于|下于)|至少|最[少低短小]|起码"
    rf"|(?<![不得应能可准禁])(?:超过|多于|高于|长于|大于|达到)|(?<![届期任不未])满(?={FIGURE})|提前)"
)
"""A limit before its number: 至少, 不得少于, 不超过, 最迟."""
_BEHIND = re.compile(
    r"(?:的)?(?:(?P<most>[以之]?内|[及或]?以下)|(?P<least>(?:[及或]者?)?以上|起|(?:之)?前(?=，?(?:书面|通知|告知|公告|申请|报告|提出|向)))?)"
)
"""A limit behind its number: 十年以上, 三日内, 三十日前通知."""
_UNTIL = re.compile(
    rf"(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})日|底|末)(?:之|以)?前|(?:每|当|次|下)(?:个)?月(?P<only>{_N})日(?:之|以)?前"
)
"""A day of the calendar that ends a term: 每年三月三十一日前, 次月十日前."""
_MAY = re.compile("(?<!不)可以|有权")
_ATTRIBUTE = re.compile(
    "以[上下][^，。；]{0,4}?的|^(?:超过|多于|高于|大于|达到|满|不足|不满|低于|少于)[^，。；]{0,8}?的"
)
"""A number that delimits a case of a rule: 一百万元以上的项目, 一万吨标准煤以上的单位."""
_NOUN = re.compile("的[^，。；的]{1,8}，$")
"""The end of a clause that is a noun only: 经两次审议的草案，"""
_DUTY = re.compile("应当|必须|须|不得|具[有备]")
_MUST_NOT = re.compile("不得|不准|严禁|禁止|不可(?!抗|分|逆)")
_ARTICLE = re.compile("[一1１][名位](?=[一-鿿])")
"""A number as the article of a noun: 一名船员."""
_DATE = re.compile(rf"(?:月|[每当次]月|号|{DIGIT}年|月{FIGURE}{{1,3}}日[、至和])$")
"""The end of words before a day of the calendar: 每月十日前."""
_MONTHS = {"年": 12, "周年": 12, "年度": 12, "会计年度": 12, "季度": 3, "季": 3}
_MONTHS |= {"个月": 1, "月": 1, "月度": 1}
_DAYS = {
    **dict.fromkeys(("周", "星期", "礼拜"), Fraction(7)),
    **dict.fromkeys(("日", "天", "自然日"), Fraction(1)),
    **dict.fromkeys(("小时", "钟头"), Fraction(1, 24)),
    "分钟": Fraction(1, 1440),
}
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_LATEST_YEAR = 1000
"""The least number that makes 年 a calendar year: 2024年."""
_POINT = str.maketrans("．，０１２３４５６７８９", ".,0123456789")


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """A number and its base: months, days, working days, money, or a unit of its own.

    Of a frequency `number` counts the times, and `every` the interval in its own base.
    """

    number: Fraction
    base: str
    every: Magnitude | None = None

    def compare(self, other: Magnitude) -> int | None:
        """-1, 0 or 1 as the number is less, the same or more; None if that is open."""
        if (self.every is None) != (other.every is None):
            return None
        if self.every is None or other.every is None:
            return _order(self.bounds(other), other.bounds(self))
        if self.base != other.base:
            return None
        mine, theirs = self.every.bounds(other.every), other.every.bounds(self.every)
        if mine is None or theirs is None or not min(*mine, *theirs):
            return None
        return _order(
            (self.number / mine[1], self.number / mine[0]),
            (other.number / theirs[1], other.number / theirs[0]),
        )

    def bounds(self, other: Magnitude) -> tuple[Fraction, Fraction] | None:
        """The least and the most, in another's base or in days; None if incomparable."""
        if self.base == other.base:
            return self.number, self.number
        times = ("month", "day", "workday")
        if self.base not in times or other.base not in times:
            return None
        if self.base == "month":
            return self.number * _SHORTEST_MONTH, self.number * _LONGEST_MONTH
        # a working day is one of the calendar at least; holidays leave the most open
        return self.number, self.number * 2 + 12 if self.base == "workday" else self.number


def _order(
    one: tuple[Fraction, Fraction] | None, other: tuple[Fraction, Fraction] | None
) -> int | None:
    """The order of two ranges; None if they overlap and are not the same number."""
    if one is None or other is None:
        return None
    if one[0] == one[1] == other[0] == other[1]:
        return 0
    return -1 if one[1] < other[0] else 1 if one[0] > other[1] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity with its span; `case` if it delimits a rule: 一百万元以上的项目."""

    measure: Magnitude
    span: Span
    limit: Limit = ""
    case: bool = False

    @property
    def sort(self) -> str:
        """The sort of the measure; two of one sort can be compared."""
        time = self.measure.base in ("month", "day", "workday")
        base = "time" if time else self.measure.base
        return base if self.measure.every is None else f"{base} in a time"


def read_quantities(text: str, clause: Span, *, case: bool = False) -> tuple[Quantity, ...]:
    """The quantities of one clause of a text, in order.

    In a clause that forbids, a limit is reversed: 三年内不得从事, for three years at least. In a `case`
    all delimit the rule.
    """
    found = [*_until(text, clause), *_plain(text, clause)]
    for interval, every in _intervals(text, clause):
        found = [
            quantity
            for quantity in found
            if quantity.sort != "time" or not _within(quantity.span, interval)
        ]
        found = list(_with_interval(found, interval, every, text, clause))
    words = text[slice(*clause)]
    if not case and _MUST_NOT.search(_LIMITS.sub("", words)):
        found = [replace(one, limit=_opposite(one.limit)) for one in found]
    elif _MAY.search(words) and not _LIMITS.search(words):
        found = [replace(one, limit="") for one in found]
    return tuple(replace(one, case=case or _is_case(text, clause, one)) for one in found)


def _is_case(text: str, clause: Span, quantity: Quantity) -> bool:
    """True for an attribute before the duty: 一百万元以上的项目，应当公开招标."""
    begin, end = quantity.span
    return (
        _ATTRIBUTE.search(text[begin : min(end + 8, clause[1])]) is not None
        or (not quantity.limit and _NOUN.search(text[end : clause[1]].strip()) is not None)
    ) and _DUTY.search(text, clause[0], begin) is None


def _opposite(limit: Limit) -> Limit:
    return "least" if limit == "most" else "most" if limit == "least" else ""


def _within(span: Span, other: Span) -> bool:
    return other[0] < span[1] and span[0] < other[1]


def _plain(text: str, clause: Span) -> Iterator[Quantity]:
    """The numbers with units, each with its limit."""
    last = clause[0]
    for match in QUANTITY.finditer(text, *clause):
        measure = _measure(match)
        before, behind = text[last : match.start()], _BEHIND.match(text, match.end(), clause[1])
        if measure is None or (measure.base in ("day", "month") and _DATE.search(before)):
            continue
        ahead = list(_LIMITS.finditer(before))
        limits = {one.lastgroup for one in ahead[-1:]}
        if behind and behind.lastgroup:
            limits.add(behind.lastgroup)
        begin = last + ahead[-1].start() if ahead else match.start()
        end = behind.end() if behind and behind.lastgroup else match.end()
        limit: Limit = ""
        if len(limits) == 1:
            limit = "most" if "most" in limits else "least"
        if limits or not _ARTICLE.match(text, match.start()):
            yield Quantity(measure=measure, span=(begin, end), limit=limit)
        last = end


def _until(text: str, clause: Span) -> Iterator[Quantity]:
    """The days of the calendar that end a term, of a year or a month."""
    for match in _UNTIL.finditer(text, *clause):
        month = number_of(match["month"]) if match["month"] else Fraction(0)
        words = match["day"] or match["only"]
        last = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else _LONGEST_MONTH
        day = number_of(words) if words else Fraction(last)
        if month is not None and day is not None:
            base = "day of the year" if month else "day of the month"
            measure = Magnitude(number=month * _LONGEST_MONTH + day, base=base)
            yield Quantity(measure=measure, span=match.span(), limit="most")


def _measure(match: re.Match[str]) -> Magnitude | None:
    """The number and base of a match; None for a year of the calendar."""
    if match["half"]:
        return _timed(Fraction(1, 2), match["halved"])
    words = match["hundredth"] or match["part"] or match["number"]
    value, whole = number_of(words), number_of(match["whole"] or "一百")
    if value is None or not whole:
        return None
    if match["hundredth"] or match["whole"]:
        return Magnitude(number=value / whole, base="share")
    if match["time"]:
        value += Fraction(1, 2) if match["and"] else 0
        year = match["time"] == "年" and value >= _LATEST_YEAR
        return None if year else _timed(value, match["time"])
    part = {"成": 10, "‰": 1000, "%": 100, "％": 100}.get(match["share"] or "", 1)
    sorts = ("share", "person", "turn", "times", "age")
    base = next((sort for sort in sorts if match[sort]), match["money"] or match["more"] or "")
    return Magnitude(number=value / part, base=base.removeprefix("个"))


def _timed(value: Fraction, unit: str) -> Magnitude | None:
    bare = unit if unit in _MONTHS else unit.removeprefix("个")
    if bare in _MONTHS:
        return Magnitude(number=value * _MONTHS[bare], base="month")
    if bare in _DAYS:
        return Magnitude(number=value * _DAYS[bare], base="day")
    return Magnitude(number=value, base="workday") if bare in ("工作日", "交易日") else None


def number_of(words: str) -> Fraction | None:
    """The value of a number: 十五, 1,000, 3.5万, 五十万."""
    plain = words.translate(_POINT).replace(",", "")
    factor = 1
    while plain and plain[-1] in "万亿" and len(plain) > 1:
        factor *= 10_000 if plain[-1] == "万" else 100_000_000
        plain = plain[:-1]
    if re.fullmatch(r"[0-9]{1,16}(?:\.[0-9]{1,8})?", plain):
        return Fraction(plain) * factor
    whole, point, part = plain.partition("点")
    value, digits = read_number(whole), read_number(part) if point else 0
    if value is None or digits is None:
        return None
    return (Fraction(value) + Fraction(digits, 10 ** len(part))) * factor


def _intervals(text: str, clause: Span) -> Iterator[tuple[Span, Magnitude]]:
    for pattern in (_EVERY, _ONCE_IN):
        for match in pattern.finditer(text, *clause):
            words = match["number"]
            value = (
                Fraction(1) if not words else Fraction(1, 2) if words == "半" else number_of(words)
            )
            every = _timed(value, match["unit"]) if value else None
            if every is not None and every.number < _LATEST_YEAR * 12:
                yield match.span(), every


def _with_interval(
    found: list[Quantity], interval: Span, every: Magnitude, text: str, clause: Span
) -> Iterator[Quantity]:
    """The quantities with the interval as a frequency: once where none is named."""
    behind = [
        quantity
        for quantity in found
        if quantity.sort != "time"
        and quantity.measure.every is None
        and not quantity.measure.base.startswith("day")
        and quantity.span[1] > interval[0]
    ]
    turns = [one for one in behind if one.measure.base == "turn"]
    host = next(iter(turns or behind), None)
    yield from (one for one in found if one is not host)
    if host is not None:
        span = min(interval[0], host.span[0]), max(interval[1], host.span[1])
        measure = replace(host.measure, every=every)
    else:
        span, measure = interval, Magnitude(number=Fraction(1), base="turn", every=every)
    limit = host.limit if host is not None else ""
    ahead = [
        match for match in _LIMITS.finditer(text, clause[0], span[1]) if match.start() < span[0]
    ]
    if not limit and ahead:
        limit = "most" if ahead[-1]["most"] else "least"
        span = ahead[-1].start(), span[1]
    if not limit and measure.base == "turn":
        limit = "least"  # how often is the least that is done, unless the words say otherwise
    yield Quantity(measure=measure, span=span, limit=limit)
