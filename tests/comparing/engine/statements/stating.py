"""Invented laws in two versions, and what is stated of them in short signs."""

from __future__ import annotations

from collections.abc import Iterable

from drafting import numeral_of
from plain_texts import read

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison, Statement, StatementKind
from policydiff.model.document import Document
from policydiff.text.traditions.registry import DIALECTS

_FACTS = DIALECTS["cn_law"].facts
assert _FACTS is not None
WORDS = _FACTS
"""The words by which a mainland text is read."""

TIERED = (
    "果农应当爱护果树。",
    "果农应当每年向水利局登记用水面积，禁止虚报。",
    "果农应当在六个月内归还借用的水泵，未经同意不得转借。",
    "渠道管理委员会设主任一人、委员四人，由灌溉户推选。",
    "果农可以安装量水设备。",
    "|",
    (
        "违反本条例规定，擅自截断渠水、砍伐护渠林木、在渠道内捕鱼的，由水利局责令改正，处三日以上七日以下停业整顿，"
        "可以并处一千元以上五千元以下罚款；情节较轻的，处一百元以上五百元以下罚款；"
        "对直接负责的主管人员处三百元以下罚款；情节严重的，吊销取水许可证。"
    ),
    "违反本条例规定，虚报用水面积的，由水利局给予警告，处二百元以下罚款；情节较轻的，处五十元以下罚款。",
    "违反本条例规定，转借水泵的，由水利局责令改正；拒不改正的，处四百元罚款。",
    "违反本条例规定，构成犯罪的，依法追究刑事责任。",
)
"""A law with tiers …"""

RAISED = (
    *TIERED[:2],
    "果农应当在六个月以内归还借用的水泵，未经同意不得转借。",
    "渠道管理委员会设主任一名、委员四名，由灌溉户推选。",
    "果农应当安装量水设备。",
    "|",
    (
        "违反本条例规定，擅自截断渠水、砍伐护渠林木的，由水利局责令改正，处七日以上十五日以下停业整顿，"
        "并处五千元以上二万元以下罚款；情节较轻的，处五百元以上二千元以下罚款；情节严重的，吊销取水许可证。\n"
        "违反本条例规定，在渠道内捕鱼的，由水利局处六十元以下罚款。"
    ),
    "违反本条例规定，虚报用水面积的，由水利局给予警告，处二百元以下罚款；情节较重的，处九百元以下罚款。",
    "违反本条例规定，转借水泵的，由水利局责令改正；拒不改正的，处八百元罚款。",
    TIERED[-1],
)
"""… in which the range of one conduct is raised, a part of that conduct gets a rule of its own, a
fine on officers goes, one milder case goes and a graver one comes.
"""


def law(*articles: str, first: int = 1) -> Document:
    """Articles up to "|" before the chapter of penal provisions, the others in it."""
    numbers = iter(range(first, first + len(articles)))
    lines = [
        "第二章　法律责任" if text == "|" else f"第{numeral_of(next(numbers))}条　{text}"
        for text in articles
    ]
    return read("\n".join(("云溪市果园条例", "第一章　总则", *lines)) + "\n")


def compared(old: Iterable[str], new: Iterable[str]) -> Comparison:
    """The comparison of two versions, each given by its articles."""
    return diff(law(*old), law(*new))


def punished(old: str, new: str) -> Comparison:
    """The comparison of two versions of one penal article, behind a duty that stays."""
    duty = "果农应当爱护果树。"
    return compared((duty, "|", old), (duty, "|", new))


def sign(statement: Statement) -> str:
    """A statement in short: 一千元 → 五千元, + 警告, - 警告."""
    old, new = statement.old, statement.new
    if old is not None and new is not None:
        return f"{old.words} → {new.words}"
    return f"+ {new.words}" if new is not None else f"- {old.words}" if old is not None else ""


def stated(comparison: Comparison, *kinds: StatementKind) -> list[str]:
    """What is stated, in order; of some kinds alone where these are given."""
    return [sign(one) for one in comparison.stated if not kinds or one.kind in kinds]


def unsure(comparison: Comparison) -> tuple[list[str], list[str]]:
    """The words of both texts of which it is open what became of them."""
    left, right = ([one.words for one in side] for side in comparison.unpaired)
    return left, right
