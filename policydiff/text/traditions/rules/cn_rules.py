"""Company rules, charters, procedures, standards: 1, 1.1, 1.1.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policydiff.model.source import SourceLine, SourceText
from policydiff.text.traditions.mainland import cn_law
from policydiff.text.traditions.mainland.citations import CITATIONS as OF_LAWS
from policydiff.text.traditions.rules.numbers import (
    CLAUSE_MARKERS,
    DOTTED,
    FEWEST,
    read_signs,
)
from policydiff.text.traditions.rules.preface import RULES_PREFACE

_STAGE = r"(?:[（(][^（）()]{1,30}[）)])?$"
_OWN_BODY = (
    r"[一-鿿（）]{0,16}(?:公司|集团|大学|中学|小学|学校|学院|医院|协会|商会|银行|工厂)(?![生教])"
)
STATE_ACT = re.compile(
    rf"^中华人民共和国[一-鿿]{{1,40}}(?:法典?|条例|规定|办法|细则){_STAGE}"
    rf"|^[一-鿿]{{1,8}}?(?:省|市|州|县|自治区|特区)(?!{_OWN_BODY})[一-鿿]{{1,40}}条例{_STAGE}"
    rf"|^(?!{_OWN_BODY}).{{0,60}}(?:国务院|人民政府|办公[厅室]|人民代表大会|委员会|人民法院|人民检察院|[部局厅])[一-鿿、]{{0,30}}?"
    rf"关于(?!印发|发布|公布)[^。；]{{1,80}}(?:意见|决定|决议|批复|答复|公告|通告|通知){_STAGE}"
)
"""The title of an act of the state, whatever numbers it uses, for example: 示例市物业管理条例"""

_FIRST = 4
"""Lines among which the title of such an act begins; it has two at most."""


def is_state_act(lines: Sequence[SourceLine]) -> bool:
    """True if a title in the first lines is that of an act of the state."""
    heads = [re.sub(r"\s", "", line.text) for line in lines[: _FIRST + 1]]
    titles = heads[:_FIRST] + ["".join(heads[at : at + 2]) for at in range(_FIRST)]
    return any(len(title) <= 150 and STATE_ACT.search(title) for title in titles)


def recognise(source: SourceText) -> float:
    """The certainty that a source is numbered in clauses.

    Below a law's and above an opinion's; above a law's where lists below 第一条 are of marks that
    laws do not use. 0 where no numbers of clauses follow one another and no list is nested by its source.
    """
    lines = [line for line in source.lines if isinstance(line, SourceLine)]
    if is_state_act(lines):
        return 0.0
    signs = read_signs(lines)
    if signs.contract:
        return 0.82
    if signs.decimals >= FEWEST:
        return 0.7
    nested = any(line.item and line.indent >= 2 for line in lines)
    headed = any(line.style == "heading" and DOTTED.pattern.match(line.text) for line in lines)
    return 0.6 if nested or headed or signs.own >= FEWEST else 0.0


CITATIONS = replace(
    OF_LAWS,
    levels=OF_LAWS.levels
    | {"条款": "article", "部分": "part", "段": "paragraph", "点": "point", "小节": "section"},
    own=(
        *OF_LAWS.own,
        *("本标准", "本规范", "本规程", "本手册", "本政策", "本条款", "本守则", "本公约"),
        *("本指南", "本须知", "本声明", "本流程", "本计划", "本预案", "本程序", "本文件"),
        *("本协议书", "本合同书", "本承诺书", "本文档", "本准则", "本隐私政策", "本用户协议"),
    ),
    unlike=OF_LAWS.unlike
    | {
        "条": f"{OF_LAWS.unlike['条'].replace('约', '')}款",
        "编": f"{OF_LAWS.unlike['编']}译程著",
        "段": "落时",
        "点": "钟半击",
    },
    clauses=True,
    numbered_only=("条款", "部分", "段", "点", "小节"),
    before_decimals=(
        *(
            "按",
            "按照",
            "见",
            "参见",
            "详见",
            "依据",
            "依照",
            "根据",
            "符合",
            "参照",
            "遵照",
            "比照",
        ),
        *(
            "除",
            "违反",
            "遵守",
            "适用",
            "满足",
            "上述",
            "前述",
            "下述",
            "执行",
            "参考",
            "同",
        ),
        *("依", "照", "属于", "履行", "承担"),
    ),
    after_decimals=(
        *("规定", "的规定", "所述", "所列", "所称", "所指", "约定", "的约定", "要求", "的要求"),
        *("中规定", "中所述", "中约定", "以外", "除外"),
    ),
    not_decimals=(
        *("米", "元", "万", "亿", "千", "百", "倍", "版", "公", "克", "吨", "升", "时", "分", "秒"),
        *("天", "日", "年", "月", "周", "个月", "个百", "个工", "个小", "小时", "人次", "次", "级"),
        *("寸", "英", "折", "度", "℃", "°", "％", "%", "‰", "～", "~", ":", "：", "+", "＋", "×"),
        *("/", "×", "mm", "cm", "km", "kg", "ml", "kW", "MB", "GB", "KB", "MPa", "以上", "以下"),
    ),
)
"""The words of rules: those of laws, and of clauses numbered 3.2, (a)."""


DIALECT = replace(
    cn_law.DIALECT,
    name="cn_rules",
    label="规章制度",
    recognise=recognise,
    markers=CLAUSE_MARKERS,
    unread=(),
    citable="clauses",
    preface=RULES_PREFACE,
    citations=CITATIONS,
)
