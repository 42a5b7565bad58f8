"""The role of an article by its wording.

An article of purpose, definition and scope, penalty or closing carries out no measure by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from policydiff.model.measures import Force

Role = Literal["purpose", "definition", "penalty", "closing", "rule"]

Kind = TypeVar("Kind", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPattern(Generic[Kind]):
    """A wording of one kind of article, and an example that it matches."""

    kind: Kind
    words: re.Pattern[str]
    example: str


PATTERNS: tuple[WordingPattern[Role], ...] = (
    WordingPattern(
        kind="closing",
        words=re.compile(r"自[^，。]{0,24}起(?:施行|实施)|(?:同时)?废止。\s*$"),
        example="本条例自2021年9月1日起施行。",
    ),
    WordingPattern(
        kind="purpose",
        words=re.compile(
            r"^为了?(?>[^。]*?[，、])(?>[^。]*?(?:制定|根据))[^。]*本(?:法|条例|办法|规定|细则)"
        ),
        example="为了保障网络安全，促进经济社会信息化健康发展，制定本法。",
    ),
    WordingPattern(
        kind="definition",
        words=re.compile(
            r"(?:不适用|，适用|^适用)本(?:法|条例|办法|规定|细则)。|^(?:本(?:法|条例|办法|规定|细则)(?:所称|中?下列用语)|[^。，]{2,24}，?是指|(?:前款|本章)所称)"
        ),
        example="本条例所称关键信息基础设施，是指公共通信和信息服务等重要行业和领域的重要网络设施、信息系统等。",
    ),
    WordingPattern(
        kind="penalty",
        words=re.compile(
            r"^对?违反[^。]*(?:责令|罚款|处分|处罚|警告)|(?:处|并处|可以处)[^，。]{0,24}罚款|构成犯罪的|给予(?:治安管理)?处[罚分]"
        ),
        example="违反本法规定的，由有关主管部门责令改正，处一万元以上十万元以下罚款。",
    ),
)


def role_of(text: str) -> Role:
    """The role of an article by its text; ``rule`` where it is none of the others."""
    return next((known.kind for known in PATTERNS if known.words.search(text)), "rule")


FORCES: tuple[WordingPattern[Force], ...] = (
    WordingPattern(
        kind="sanction",
        words=re.compile(
            r"责令(?:其)?(?:限期|暂停|停止|停产|停业|关闭|改正|整改|消除|退还)"
            r"|(?:给予|予以)[^，。；\n]{0,12}?处[分罚]|规定处罚(?=[，。；\n]|$)|追究[^，。；\n]{0,8}?责任"
            r"|承担(?:相应的?)?(?:法律|民事|刑事|赔偿|侵权)责任"
            r"|吊销[^，。；\n]{1,16}?(?:证|执照|许可)|没收违法所得"
        ),
        example="造成损害的，依法承担民事责任。",
    ),
    WordingPattern(
        kind="duty",
        words=re.compile(
            r"应[当该](?!知道|预见|知悉|鼓励|支持|扶持|倡导|促进|推动|推进|引导)|必须|不得|不准|严禁|禁止(?!性)|(?<![无必])须(?!知)"
        ),
        example="经营者应当公布投诉方式。",
    ),
    WordingPattern(
        kind="power",
        words=re.compile(
            r"可以|(?<![没无])有权(?!机关|部门|单位)|授权[^，。；\n]{1,24}?(?:制定|规定|决定)"
            r"|由[^，。；\n]{2,40}?(?:制定|规定|另行规定)(?=[，。；\n]|$)"
        ),
        example="具体办法由市网信部门会同市公安机关制定。",
    ),
    WordingPattern(
        kind="promotion",
        words=re.compile(
            r"(?:^|[，。；：\n])[^，。；：\n]{0,20}?(?:鼓励|支持|提倡|倡导|扶持)"
            r"|(?:^|[，。；：\n])(?:国家|各级人民政府|[^，。；：\n]{2,12}人民政府)[^，。；：\n]{0,12}?"
            r"(?:推动|推进|促进|引导|加强|重视)"
            r"|应当(?:促进|推动|推进|引导)"
        ),
        example="国家鼓励高等学校开设果业课程。",
    ),
)
"""By falling strength: an article that promotes in one sentence and obliges in another obliges."""


def force_of(text: str) -> Force | None:
    """The strongest force of an article by its text, None without one.

    What states a purpose, a definition or the day of entry into force has none.
    """
    role = role_of(text)
    if role == "penalty":
        return "sanction"
    if role != "rule":
        return None
    return next((pattern.kind for pattern in FORCES if pattern.words.search(text)), None)


_INTRODUCTORY = re.compile(
    r"(?:发展|现有|现实|规划|编制|面临|主要|基本|总体|指导|国内外|国际|国内|未来|当前|战略|工作|取得|存在|阶段性?|远景|具体"
    r"|预期|重大|历史|形势|适用|的|(?:到|至)?20\d\d年){0,6}"
    r"(?:环境|基础|形势|现状|背景|成就|成效|回顾|机遇|挑战|问题|依据|期限|范围|目标|指标|体系|原则|思想|方针|要求|思路|意义"
    r"|必要性|重要性|紧迫性|定位|附则|前言|序言)"
)
"""A part of a heading under which a plan announces nothing: 指导思想, 发展目标, 面临的形势."""
_AND = re.compile(r"[、和与及\s]+")


def announces_nothing(heading: str) -> bool:
    """True for the heading of an introductory part.

    >>> announces_nothing("指导思想和发展目标"), announces_nothing("优化发展环境")
    (True, False)
    """
    parts = [part for part in _AND.split(heading) if part]
    return bool(parts) and all(_INTRODUCTORY.fullmatch(part) for part in parts)
