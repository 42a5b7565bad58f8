"""Invented texts: there is no such city, opinion or regulation."""

from __future__ import annotations

from typing import Any

from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.version import Dates

ITEMS = (
    "完善个人信息保护制度，严禁非法收集使用个人信息。",
    "建立网络交易平台投诉举报渠道，及时处理投诉。",
    "支持高等学校开设移动互联网课程，培养专门人才。",
)
RULES = (
    "为了保护个人信息，规范处理活动，制定本条例。",
    "处理个人信息应当遵循合法、正当、必要的原则，不得非法收集、使用个人信息。",
    "网络交易平台应当公布投诉举报方式，及时受理并处理投诉。",
    "对违反本条例规定的，由网信部门责令改正，给予警告。",
)


def opinion(items: tuple[str, ...] = ITEMS, **facts: Any) -> Document:
    """关于…的意见 of numbered items."""
    body = tuple(article(number, f"{number}．", text) for number, text in enumerate(items, 1))
    return _document(
        {
            "title": "关于促进示例市网络健康发展的意见",
            "kind": "opinion",
            "dialect": "cn_policy",
            "body": body,
        }
        | facts,
        "2017-03-01",
    )


def law(rules: tuple[str, ...] = RULES, date: str = "2021-05-01", **facts: Any) -> Document:
    """示例市个人信息条例 of as many articles."""
    body = tuple(
        article(number, f"第{'零一二三四五六七八九'[number]}条", text)
        for number, text in enumerate(rules, 1)
    )
    return _document(
        {
            "title": "示例市个人信息条例",
            "kind": "local-regulation",
            "dialect": "cn_law",
            "body": body,
        }
        | facts,
        date,
    )


def article(number: int, num: str, text: str) -> Provision:
    """An article of one paragraph."""
    paragraph = Provision(eid="", level="paragraph", number="1", content=(Block(text=text),))
    return Provision(eid="", level="article", number=str(number), num=num, content=(paragraph,))


def _document(facts: dict[str, Any], date: str) -> Document:
    return name_document(Document(**({"dates": Dates(promulgated=date)} | facts)))
