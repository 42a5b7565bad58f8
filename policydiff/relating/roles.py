"""The role of an article by its wording.

Roles are purpose, definition and scope, penalty, closing. An article of these carries out no
measure by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Role = Literal["purpose", "definition", "penalty", "closing", "rule"]

Kind = TypeVar("Kind", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPattern(Generic[Kind]):
    """A wording by which the kind of an article is recognised, and an example.

    The wording matches the example.
    """

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
    """The role of an article by its text.

    ``rule`` where the wording is that of none of the others.
    """
    return next((known.kind for known in PATTERNS if known.words.search(text)), "rule")
