"""The marks by which mainland texts number their parts: 编 分编 章 节 条 款 项 目."""

from __future__ import annotations

import re

from policydiff.text.numerals import DIGIT, NUMERAL
from policydiff.text.traditions.dialect import Marker

PART = Marker(
    family="part",
    level="part",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*[编篇]"),
    example="第一编　总则",
)
SUBPART = Marker(
    family="subpart",
    level="subpart",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+)\s*分编"),
    example="第一分编　通则",
)
CHAPTER = Marker(
    family="chapter",
    level="chapter",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*章"),
    example="第一章　总则",
)
SECTION = Marker(
    family="section",
    level="section",
    pattern=re.compile(rf"第\s*(?P<number>{NUMERAL}+|{DIGIT}+)\s*节"),
    example="第一节　一般规定",
)
ARTICLE = Marker(
    family="article",
    level="article",
    # 笫 is a frequent misprint of 第; a space may stand inside (第一百二十八 条).
    pattern=re.compile(
        rf"[第笫]\s*(?P<number>{NUMERAL}(?:\s*{NUMERAL})*|{DIGIT}+)\s*条(?:\s*之\s*(?P<sub>{NUMERAL}+))?"
    ),
    example="第一百二十条之一　为了",
)
ENUMERATION = Marker(
    family="enumeration",
    pattern=re.compile(rf"(?P<number>{NUMERAL}+)\s*、"),
    example="一、总体要求",
)
BRACKETED = Marker(
    family="bracketed",
    pattern=re.compile(rf"[（(]\s*(?P<number>{NUMERAL}+)\s*[）)]"),
    example="（一）指导思想",
)
BRACKETED_SIGN = Marker(
    family="bracketed", pattern=re.compile(r"(?P<number>[㈠-㈩])"), example="㈠指导思想"
)
DOTTED = Marker(
    family="dotted",
    pattern=re.compile(rf"(?P<number>{DIGIT}{{1,3}})\s*(?:[．、]|\.(?!{DIGIT}))"),
    example="1．重要性和紧迫性。",
)
BRACKETED_DIGIT = Marker(
    family="bracketed-digit",
    pattern=re.compile(rf"[（(]\s*(?P<number>{DIGIT}{{1,2}})\s*[）)]"),
    example="（1）网络",
)
CIRCLED = Marker(
    family="circled", pattern=re.compile(r"(?P<number>[①-⑳㉑-㉟㊱-㊿])"), example="①网络"
)

DECIMAL = Marker(
    family="decimal",
    pattern=re.compile(
        rf"(?P<number>{DIGIT}{{1,2}}(?:[.．]{DIGIT}{{1,2}}){{1,4}})[.．]?(?!{DIGIT}|[.．%％:：])[\s　]*(?=[一-鿿《“A-Za-z])"
    ),
    example="4.2.1　员工账号",
)
LATIN = Marker(
    family="latin",
    pattern=re.compile(
        r"(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE)\s+(?P<number>\d{1,4}|[IVXLC]{1,7})\b"
    ),
    example="Article 1 These",
)
TRADITIONAL = Marker(
    family="traditional",
    pattern=re.compile(rf"第\s*(?P<number>{DIGIT}{{1,4}}(?:-\d{{1,2}})?|{NUMERAL}{{1,8}})\s*條"),
    example="第 1-1 條",
)
UNREAD = (DECIMAL, LATIN, TRADITIONAL)
"""Numbers of other traditions: of a company's rules and of standards, of English texts, of Taiwan.
"""

INNER = (ENUMERATION, BRACKETED, BRACKETED_SIGN, DOTTED, BRACKETED_DIGIT, CIRCLED)
LAW_MARKERS = (PART, SUBPART, CHAPTER, SECTION, ARTICLE, *INNER)
