"""The lines around the clauses of rules, contracts and terms."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.text.numerals import DIGIT, NUMERAL
from policydiff.text.traditions.mainland.preface import (
    FORCE,
    ISO_DAY,
    ISSUING,
    OWN_WORD,
    PREFACE,
    SIGNING,
)

RULES_PREFACE = replace(
    PREFACE,
    preamble=re.compile(r"^(?:序言|前言|引言|序|鉴于(?:条款)?[：:]?)$"),
    # GB/T 19001—2016 · Q/SL 0102-2024
    document_number=re.compile(
        r"^[（(]?(?P<number>[一-鿿]{1,12}[〔\[［【（(](?:19|20)\d\d[〕\]］】）)]第?\d+号"
        r"|[A-Z]{1,6}\d{0,4}(?:[/／][A-Z\d]{1,8})?\s?\d[\d.]{0,12}\s?[—–－-]{1,2}\s?(?:19|20)\d\d)[）)]?(?:签发人[：:].{0,20})?$"
    ),
    # 附录A（规范性附录）过程清单 · 附录 B
    attachment=re.compile(
        rf"^(?P<word>附\s?录|附件|附表|附图|附(?=[：:\s　]|$))(?P<number>\s?[A-Z](?![A-Za-z0-9.．])|{NUMERAL}{{1,3}}|{DIGIT}{{1,2}})?(?:[：:、.．]|$|(?=[一-鿿《（(\"“\s　]))(?P<title>.{{0,60}})$"
    ),
    bare_attachment=re.compile(
        rf"^(?:附件|附\s?录)(?:\s?[A-Z]|{NUMERAL}{{1,3}}|{DIGIT}{{1,2}})?[：:]?$"
    ),
    # 自2025年3月1日起施行 · 本标准于2025年3月1日实施 · 本合同一式两份，自双方签字盖章之日起生效
    in_force=re.compile(
        rf"(?:(?=(?:{OWN_WORD})?自(?:{ISO_DAY}|{ISSUING})起)(?:{OWN_WORD}|(?<![一-鿿》）)”，,、])|(?<=(?:通过|批准|审定|同意|印发|发布|公布|解释|负责)[，,]))自"
        rf"|(?:{OWN_WORD}|(?<![一-鿿，、])(?:合同|协议书?))(?:(?:(?!补充|变更|修改|修订|未尽|另行|如)[^。；\n]){{0,60}}?[，,])?将?[自于从由经在]?)"
        rf"(?:(?P<date>{ISO_DAY})|(?P<promulgation>{ISSUING})"
        rf"|(?P<signing>(?:(?!补充|协议|合同)[一-鿿、/（）()]){{0,30}}?(?:{SIGNING})[一-鿿、/（）()]{{0,16}}?(?:之日|之时|后|时|当日))"
        r"|(?:(?!补充|协议|合同)[一-鿿、/（）()]){1,30}?(?:之日|后|当日)|即日)"
        rf"(?:起|开始|起即)?(?:正式|立即|即)?(?:{FORCE}|实行|启用)(?!的)"
    ),
    if_changed=re.compile(
        r"(?:修[改订正]|更新|变更|调整|补充)[一-鿿]{0,4}(?:后|过)?的?[^，。；：]{0,16}，?$"
    ),
)
"""The same around rules, contracts, terms: in force from many events, on words of many forms."""
