"""A decision of twice as many orders takes twice the steps, whatever they order and contradict."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counted_steps import growth
from drafts import load

import policydiff
from policydiff.amending.engine.applying.trials import MOST_CHANGES
from policydiff.amending.engine.consolidate import carry_out, consolidated
from policydiff.text.numerals import write_number

TITLE = "乙省桥梁条例\n（2020年1月1日通过）\n"
DECISION = (
    "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n（2021年1月1日通过）\n"
    "乙省人民代表大会常务委员会决定对《乙省桥梁条例》作如下修改：\n"
)


def article(number: int) -> str:
    return f"第{write_number(number)}条"


def law(size: int) -> policydiff.Document:
    """A law of so many articles that all have 报告 and 情况."""
    return load(
        TITLE
        + "".join(
            f"{article(one)}　养护单位应当每月报告{write_number(one)}号桥的情况，依照第一条办理。\n"
            for one in range(1, size + 1)
        )
    )


def decision(items: list[str]) -> policydiff.Document:
    return load(
        DECISION + "".join(f"{write_number(at)}、{item}\n" for at, item in enumerate(items, 1))
    )


ORDERS: dict[str, Callable[[int], str]] = {
    "the same words throughout": lambda one: "将“报告”修改为“报送”。",
    "other words throughout": lambda one: f"将“{write_number(one)}号桥”修改为“桥梁”。",
    "words that stand nowhere": lambda one: (
        f"将“{write_number(one)}种没有人说过的长长的话”修改为“桥梁”。"
    ),
    "one place, the same words otherwise": lambda one: (
        f"将第一条中的“报告”修改为“报送{write_number(one)}”。"
    ),
    "words of an article each": lambda one: f"将{article(one)}中的“报告”修改为“报送”。",
    "words not in its article": lambda one: f"将{article(one)}中的“船舶”修改为“桥梁”。",
    "an article each": lambda one: (
        f"将{article(one)}修改为：“{article(one)}　新的{write_number(one)}。”"
    ),
    "one article, each otherwise": lambda one: (
        f"将第一条修改为：“第一条　新的{write_number(one)}。”"
    ),
    "an article that goes": lambda one: f"删去{article(one)}。",
    "the article that goes already": lambda one: "删去第一条。",
    "one number for many articles": lambda one: f"将{article(one)}改为第九百条。",
    "many numbers for one article": lambda one: f"将第一条改为第{write_number(one + 1)}条。",
    "a paragraph each": lambda one: (
        f"{article(one)}增加一款，作为第二款：“新的{write_number(one)}。”"
    ),
    "one paragraph, each otherwise": lambda one: (
        f"第一条增加一款，作为第二款：“新的{write_number(one)}。”"
    ),
    "another title": lambda one: f"将名称修改为“乙省桥梁条例{write_number(one)}”。",
    "headings that are not there": lambda one: (
        f"将第{write_number(one)}章章名修改为“桥{write_number(one)}”。"
    ),
    "what nobody can read": lambda one: f"对{article(one)}作相应处理如何如何。",
}


@pytest.mark.parametrize("kind", ORDERS)
def test_steps_grow_with_the_orders(kind: str) -> None:
    def prepared(size: int) -> Callable[[], object]:
        base, official = law(size), law(size)
        orders = decision([ORDERS[kind](one) for one in range(1, size + 1)])
        return lambda: consolidated(carry_out(base, orders), official)

    assert growth(prepared, 80) < 2.3


def test_orders_of_one_item_are_as_many() -> None:
    """The words of a decision may order the same over and over, in one sentence too."""

    def prepared(size: int) -> Callable[[], object]:
        text = "将“报告”修改为“报送”"
        base = load(TITLE + f"第一条　{(text + '；') * size}\n第二条　桥由村里修。\n")
        orders = decision(["；".join([text] * size) + "。"])
        return lambda: carry_out(base, orders)

    assert growth(prepared, 160) < 2.3


def test_orders_behind_very_many_changes_fail_and_are_named() -> None:
    base = load(TITLE + f"第一条　{'桥' * 40_000}。\n第二条　路由村里修。\n")
    result = carry_out(
        base,
        decision([f"将“桥”修改为“{word}”。" for word in "梁墩索"] + ["将“村里”修改为“镇里”。"]),
    )

    assert [str(one.message) for one in result.operations if one.status == "failed"] == [
        "item 二 changes the same words otherwise",
        "item 一 changes the same words otherwise",
        "item 一 changes the same words otherwise",
        f"the orders before it change more than {MOST_CHANGES} places, and no more are tried",
    ]
