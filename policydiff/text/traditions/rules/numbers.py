"""The numbers of clauses: 3.2.1, （1）, 1）, ①, (a), A., I., and those of laws."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from policydiff.model.source import SourceLine
from policydiff.text.numerals import DIGIT, NUMERAL
from policydiff.text.traditions.dialect import Marker
from policydiff.text.traditions.mainland import cn_law

PART = replace(
    cn_law.PART,
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*(?:[编篇]|部分)\s*[：:]?"),
    example="第一部分　合同协议书",
)
ARTICLE = replace(
    cn_law.ARTICLE,
    pattern=re.compile(rf"{cn_law.ARTICLE.pattern.pattern}(?:\s*[：:])?"),
    example="第一条：服务内容",
)
ENUMERATION = replace(
    cn_law.ENUMERATION,
    pattern=re.compile(rf"(?P<number>{NUMERAL}+)\s*[、．.]"),
    example="一．总则",
)
DECIMAL = Marker(
    family="decimal",
    numerals="decimal",
    pattern=re.compile(
        rf"(?P<number>{DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,3}}){{1,6}})(?!{DIGIT}|[.．]{DIGIT}|\s*[%％‰:：~～])\s*[.．、]?"
    ),
    example="4.2.1　员工账号",
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
    pattern=re.compile(r"(?P<number>[A-ZＡ-Ｚ])\s*[.．、)）](?![A-Za-z]\.)"),
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

OWN = (HALF_BRACKETED, ROMAN, BRACKETED_ROMAN, CAPITAL, SMALL_LETTER, BRACKETED_LETTER)
"""Marks of lists that laws do not use."""

FEWEST = 2
"""Numbers that follow one another and make a text one of clauses."""


def decimals_in_order(lines: Sequence[SourceLine]) -> int:
    """The number of decimal numbers that follow the one before: 4.1, 4.1.1."""
    matches = (DECIMAL.pattern.match(line.text.lstrip("\u3000 \xa0")) for line in lines)
    paths = [
        tuple(int(part) for part in re.split("[.．]", match["number"]))
        for match in matches
        if match
    ]
    return sum(_follows(before, after) for before, after in pairwise(paths))


def _follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """True if 4.1 → 4.1.1, 4.1.1 → 4.1.2, or 4.1.2 → 4.2 or 5.1."""
    if len(before) < len(after):
        return after[: len(before)] == before and after[-1] == 1
    depth = len(after) - 1
    return (after[:depth] == before[:depth] and after[depth] == before[depth] + 1) or (
        after[0] == before[0] + 1 and after[-1] == 1
    )


def own_lists(lines: Sequence[SourceLine]) -> int:
    """The number of marks foreign to laws that follow another: (a), (b)."""
    count = 0
    for marker in OWN:
        numbers = [
            match["number"]
            for line in lines
            if (match := marker.pattern.match(line.text.lstrip("\u3000 \xa0")))
        ]
        count += sum(
            before != after and len(before) <= len(after) for before, after in pairwise(numbers)
        )
    return count


def not_of_laws(lines: Sequence[SourceLine]) -> bool:
    """True for articles above lists of marks that laws do not use, or written 第一条：."""
    texts = [line.text.lstrip("\u3000 \xa0") for line in lines if line.style != "contents"]
    articles = [text for text in texts if cn_law.ARTICLE.pattern.match(text)]
    if sum(bool(_COLON.match(text)) for text in articles) > len(articles) / 2:
        return True
    own, laws = (
        sum(bool(marker.pattern.match(text)) for marker in markers for text in texts)
        for markers in ((DECIMAL, *OWN), (cn_law.BRACKETED,))
    )
    return bool(articles) and own > max(FEWEST, laws)


_COLON = re.compile(rf"{cn_law.ARTICLE.pattern.pattern}\s*[：:]")
"""The head of an article as contracts print it, for example: 第一条：服务内容"""
