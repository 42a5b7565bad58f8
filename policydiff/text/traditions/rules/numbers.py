"""The numbers of clauses: 3.2.1, （1）, 1）, ①, (a), A., I., and those of laws."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from policydiff.model.source import SourceLine
from policydiff.text.numerals import DIGIT, NUMERAL, SCALE, read_number
from policydiff.text.traditions.dialect import Marker
from policydiff.text.traditions.mainland import cn_law

PART = replace(
    cn_law.PART,
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*(?:[编篇]|部分)\s*[：:]?"),
    example="第一部分　合同协议书",
)
ARTICLE = replace(
    cn_law.ARTICLE,
    pattern=re.compile(
        rf"{cn_law.ARTICLE.pattern.pattern}(?:\s*[：:]|\s*、(?!\s*(?:第|{NUMERAL}|{DIGIT})))?"
    ),
    example="第一条：服务内容",
)
ENUMERATION = replace(
    cn_law.ENUMERATION,
    pattern=re.compile(rf"(?P<number>{NUMERAL}+)\s*[、．.]"),
    example="一．总则",
)
_UNIT = (
    rf"(?:{SCALE}|[余多]){{0,2}}(?:元(?![器素数件旦])|倍|万|亿|折|小时|分钟|天(?![气窗然平])|个(?:工作日|月)|年(?![度终假检会休金龄审])|公[里斤顷]|平方|立方|米(?!饭)"
    r"|吨|升(?![级降学旗职温])|千[克米瓦])"
)
"""The unit right behind a number that is an amount: 1.5倍, 3.5万元, not 2.1年度."""
DECIMAL = Marker(
    family="decimal",
    numerals="decimal",
    pattern=re.compile(
        rf"(?P<number>{DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,3}}){{1,6}})(?!{DIGIT}|[.．]{DIGIT}|\s*[%％‰:：~～]|{_UNIT})\s*[.．、]?"
    ),
    example="4.2.1　员工账号",
)
ZEROED = Marker(
    family="zeroed",
    pattern=re.compile(
        rf"(?P<number>{DIGIT}{{1,2}})[.．][0０](?!{DIGIT}|[.．]{DIGIT})[.．、]?[ \t\u3000\xa0]+(?=[一-鿿A-Za-z])(?!版)"
    ),
    example="1.0　目的",
    weak=True,
)
LETTERED = Marker(
    family="lettered",
    numerals="lettered",
    pattern=re.compile(
        rf"(?P<number>[A-ZＡ-Ｚ](?:[.．]{DIGIT}{{1,2}}){{1,5}})(?!{DIGIT}|[.．]{DIGIT})\s*[.．、]?(?=\s|[一-鿿]|$)"
    ),
    example="A.2.1　管理评审",
)
DOTTED = replace(
    cn_law.DOTTED,
    pattern=re.compile(rf"(?P<number>{DIGIT}{{1,3}}|[⒈-⒛])\s*(?:[．、]|\.(?!{DIGIT})|(?<=[⒈-⒛]))"),
    example="⒈适用范围",
)
BRACKETED_DIGIT = replace(
    cn_law.BRACKETED_DIGIT,
    pattern=re.compile(rf"[（(]\s*(?P<number>{DIGIT}{{1,2}})\s*[）)]"),
)
BRACKETED_DIGIT_SIGN = replace(
    BRACKETED_DIGIT, pattern=re.compile("(?P<number>[⑴-⒇])"), example="⑴网络"
)
HALF_BRACKETED = Marker(
    family="half-bracketed",
    pattern=re.compile(rf"(?P<number>{DIGIT}{{1,2}})\s*[）)]"),
    example="1）身份证件",
)
HALF_BRACKETED_ENUMERATION = Marker(
    family="half-bracketed-enumeration",
    pattern=re.compile(rf"(?P<number>{NUMERAL}{{1,3}})\s*[）)]"),
    example="一）身份证件",
)
ROMAN = Marker(
    family="roman",
    numerals="roman",
    pattern=re.compile(r"(?P<number>[IVX]{1,6}|[Ⅰ-Ⅻ])\s*[.．、]\s*(?![A-Za-z]\.)"),
    example="II. 配置",
)
SMALL_ROMAN = Marker(
    family="small-roman",
    numerals="roman",
    pattern=re.compile(r"(?P<number>[ivx]{1,6}|[ⅰ-ⅻ])\s*[.．、)）]"),
    example="ii. 备份",
)
BRACKETED_ROMAN = Marker(
    family="bracketed-roman",
    numerals="roman",
    pattern=re.compile(r"[（(]\s*(?P<number>[ivxIVX]{1,6}|[ⅰ-ⅻ])\s*[）)]"),
    example="(ii) 备份",
)
CAPITAL = Marker(
    family="capital",
    numerals="letter",
    pattern=re.compile(rf"(?P<number>[A-ZＡ-Ｚ])\s*(?:[、)）]|[.．](?!{DIGIT}))(?![A-Za-z]\.)"),
    example="A．核心业务功能",
)
BARE_CAPITAL = Marker(
    family="capital",
    numerals="letter",
    pattern=re.compile(r"(?P<number>[A-Z])[ \u3000\xa0]+(?=[一-鿿])"),
    example="A 工作时间",
    weak=True,
)
SMALL_LETTER = Marker(
    family="small-letter",
    numerals="letter",
    pattern=re.compile(r"(?P<number>[a-zａ-ｚ])\s*[.．、)）](?![A-Za-z]\.)"),
    example="a. 与国家安全有关的",
)
BRACKETED_LETTER = Marker(
    family="bracketed-letter",
    numerals="letter",
    pattern=re.compile(r"[（(]\s*(?P<number>[a-zA-Z])\s*[）)]"),
    example="(a) 用户信息",
)
BARE = Marker(
    family="dotted",
    pattern=re.compile(rf"(?P<number>{DIGIT}{{1,2}})[ \t\u3000\xa0]+(?=[一-鿿A-Za-z])"),
    example="1　范围",
    weak=True,
)

CLAUSE_MARKERS = (
    PART,
    cn_law.SUBPART,
    cn_law.CHAPTER,
    cn_law.SECTION,
    ARTICLE,
    DECIMAL,
    ZEROED,
    LETTERED,
    ENUMERATION,
    cn_law.BRACKETED,
    cn_law.BRACKETED_SIGN,
    DOTTED,
    BRACKETED_DIGIT,
    BRACKETED_DIGIT_SIGN,
    HALF_BRACKETED,
    HALF_BRACKETED_ENUMERATION,
    replace(cn_law.CIRCLED, pattern=re.compile(r"(?P<number>[①-⑳㉑-㉟㊱-㊿])\s*[、.．]?")),
    ROMAN,
    SMALL_ROMAN,
    BRACKETED_ROMAN,
    CAPITAL,
    BARE_CAPITAL,
    SMALL_LETTER,
    BRACKETED_LETTER,
    BARE,
)
"""From the widest to the narrowest as far as their families tell; the sequence decides."""

OWN = (LETTERED, HALF_BRACKETED, ROMAN, BRACKETED_ROMAN, CAPITAL, SMALL_LETTER, BRACKETED_LETTER)
"""Marks of lists that laws do not use."""

T = TypeVar("T")

Path = tuple[int, ...]
"""The numbers of 3.2.1."""

FEWEST = 2
"""Numbers that follow one another and make a text one of clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSigns:
    """The numbers at the heads of lines that go on one before them, by kind.

    `decimals` counts 4.1, 4.1.1 and 4 before 4.1, `own` marks that laws do not use: (a), (b). `contract` is True for
    第一条：, for 第一条 under 第一部分, or for lists of those marks below 第一条, more than of （一）.
    """

    decimals: int
    own: int
    contract: bool


def read_signs(lines: Sequence[SourceLine]) -> ClauseSigns:
    """The signs of clauses in the lines of a source."""
    texts = [line.text.lstrip("\u3000 \xa0") for line in lines if line.style != "contents"]
    foreign = [text for text in texts if _FOREIGN.match(text)]
    articles = [text for text in texts if text[:1] in "第笫" and _ARTICLE.match(text)]
    marks = [_numbers(marker, foreign) for marker in (DECIMAL, *OWN)]
    marks.append([match[1] for text in texts if (match := _POINTED.match(text))])
    parts = sum(bool(PART.pattern.match(text)) for text in texts if "部分" in text[:8])
    colons = sum(bool(_COLON.match(text)) for text in articles)
    count = sum(map(len, marks[:-1]))
    return ClauseSigns(
        decimals=sum(map(_follows, *_pairs([_path(number) for number in marks[0]])))
        + sum(map(_heads, *_pairs(foreign))),
        own=sum(
            before != after and len(before) <= len(after)
            for numbers in marks[1:]
            for before, after in pairwise(numbers)
        ),
        contract=colons > len(articles) / 2
        or (bool(articles) and parts >= FEWEST)
        or (bool(articles) and count > max(FEWEST, _bracketed(texts) if count > FEWEST else 0)),
    )


def _numbers(marker: Marker, texts: Sequence[str]) -> list[str]:
    return [match["number"] for text in texts if (match := marker.pattern.match(text))]


def _bracketed(texts: Sequence[str]) -> int:
    return len(_numbers(cn_law.BRACKETED, texts))


def _path(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split("[.．]", number))


def _pairs(paths: list[T]) -> tuple[list[T], list[T]]:
    return paths[:-1], paths[1:]


def _heads(line: str, following: str) -> bool:
    """True for 1 总则 before 1.1."""
    above = BARE.pattern.match(line) or DOTTED.pattern.match(line)
    below = DECIMAL.pattern.match(following) if above else None
    return (
        below is not None
        and above is not None
        and _path(below["number"]) == (read_number(above["number"]), 1)
    )


def _follows(before: Path, after: Path) -> bool:
    """True if 4.1 → 4.1.1, 4.1.1 → 4.1.2, or 4.1.2 → 4.2 or 5.1."""
    if len(before) < len(after):
        return after[: len(before)] == before and after[-1] == 1
    depth = len(after) - 1
    return (after[:depth] == before[:depth] and after[depth] == before[depth] + 1) or (
        after[0] == before[0] + 1 and after[-1] == 1
    )


_ARTICLE = cn_law.ARTICLE.pattern
_COLON = re.compile(rf"{_ARTICLE.pattern}\s*[：:]")
"""The head of an article as contracts print it, for example: 第一条：服务内容"""
_POINTED = re.compile(rf"({NUMERAL}{{1,3}})[．.]\s*(?={NUMERAL}|[一-鿿])")
"""The head of a clause that laws write with 、, for example: 一．总则"""
_FOREIGN = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚⅠ-ⅿ]|[（(]\s?[A-Za-zⅠ-ⅿ]")
"""The first signs of a number that laws do not use, for example: (a"""
