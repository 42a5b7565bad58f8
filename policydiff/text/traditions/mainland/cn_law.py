"""Laws, regulations, interpretations of mainland China: 编 分编 章 节 条 款 项 目."""

from __future__ import annotations

import re

from policydiff.model.source import SourceLine, SourceText
from policydiff.text.numerals import DIGIT, FIGURE, NUMBER, NUMERAL
from policydiff.text.traditions.dialect import Dialect, DraftingWords, Marker
from policydiff.text.traditions.mainland.citations import CITATIONS
from policydiff.text.traditions.mainland.facts import FACT_WORDS
from policydiff.text.traditions.mainland.instruments import INSTRUMENT_WORDS
from policydiff.text.traditions.mainland.kinds import KINDS, LOCALITIES, STAGES
from policydiff.text.traditions.mainland.preface import PREFACE

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


_NAME = r"[^“”‘’《》（）()，。；：、]{2,20}"

_LISTED = r"[^“”‘’《》（）()，。；：、]{2,40}?"
"""A name of a list, or some that 和 joins."""

_PARTICLES = """
的 地 得 所 其 该 本 等 了 着 并 并且 且 和 与 及 以及 或 或者 而 则 在 于 由 对 向 把 将 被 从 自 以 按 按照 依 依照 根据 关于 为 因 经 给 就
以上 以下 有 是 应当 应 可以 不得 不 未 没有 无 违反
"""
_NEGATIONS = "不 未 没有 无 非 不得 不能 不予 不再 尚未 并未 无需 无须 不属于 不在"

_GLYPHS = "帐=账 惟一=唯一 部份=部分 身分=身份 成份=成分 图象=图像 影象=影像 录象=录像 摄象=摄像 好象=好像 粘膜=黏膜 粘土=黏土"

DRAFTING_WORDS = DraftingWords(
    # （以下简称市绿化部门） · （以下统称“经营者”） · （下称规划）
    short_name=re.compile(
        rf"[（(](?:以下|下文|下同)?(?:简称|统称|通称|合称|称)为?[：:]?[“‘]?(?P<term>{_LISTED}(?:、{_LISTED})*?)[”’]?(?:，下同)?[）)]"
    ),
    # 本法所称网络，是指; what a text explains for its parent law as well, or by a phrase with 的,
    # is used in other forms
    meaning=re.compile(
        rf"(?<![和与及])本[^，。；]{{1,6}}?所称的?[“‘]?(?P<term>(?!{_NAME}?的){_NAME}?)[”’]?，(?:是|系)?指"
    ),
    term_joins=re.compile("[、和或及]"),
    relative=re.compile(
        rf"[前上]{FIGURE}{{0,9}}[编章节条款项目]|本[编章节条款项目](?!例)|[该同]|{NUMBER}至?[款项目]"
    ),
    pairs=(
        ("《", "》"),
        ("“", "”"),
        ("‘", "’"),
        ("（(", "）)"),
        ("〔", "〕"),
        ("【", "】"),
        ("「", "」"),
        ("『", "』"),
    ),
    particles=frozenset(_PARTICLES.split()),
    negations=frozenset(_NEGATIONS.split()),
    glyphs=dict(pair.split("=") for pair in _GLYPHS.split()),
)


def recognise(source: SourceText) -> float:
    """The certainty, from 0 to 1, that a source is a law or regulation.

    It is high where lines begin with 第一条 or with several 第…条, and 0 without any.
    """
    numbers = [
        m["number"]
        for line in source.lines
        if isinstance(line, SourceLine) and (m := ARTICLE.pattern.match(line.text.lstrip("　 ")))
    ]
    if not numbers:
        return 0.0
    return 0.8 if re.sub(r"\s", "", numbers[0]) in ("一", "1", "１") or len(numbers) > 2 else 0.3


DIALECT = Dialect(
    name="cn_law",
    label="法律法规",
    recognise=recognise,
    markers=LAW_MARKERS,
    unread=UNREAD,
    citations=CITATIONS,
    preface=PREFACE,
    kinds=KINDS,
    stages=STAGES,
    localities=LOCALITIES,
    facts=FACT_WORDS,
    drafting=DRAFTING_WORDS,
    instruments=INSTRUMENT_WORDS,
    citable="articles",
)
