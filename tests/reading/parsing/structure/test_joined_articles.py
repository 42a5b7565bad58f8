"""Articles inside the paragraph before them, and citations that look like them."""

from __future__ import annotations

import pytest

from policydiff import load

HEAD = "示例市雨伞办法\n\n"


def numbers(text: str, title: str = HEAD) -> list[str | None]:
    return [article.num for article in load((title + text).encode(), name="雨伞.txt").articles]


@pytest.mark.parametrize(
    "text",
    [
        "第一条　为了雨伞。第二条　雨伞应当干净。第三条　自公布之日起施行。",
        "第一条　为了雨伞（以下简称伞）。” 第二条 雨伞应当干净。\n第三条　自公布之日起施行。",
        "第一条　为了雨伞。第二条雨伞应当干净。\n第三条　自公布之日起施行。",
    ],
    ids=["all in one", "behind a mark", "without a space, where the next number stands"],
)
def test_an_article_inside_a_paragraph_is_parted_off(text: str) -> None:
    assert numbers(text.replace("”", "")) == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize(
    "text",
    [
        "第一条　为了雨伞。第二条规定的除外。\n第二条　雨伞应当干净。",
        "第一条　为了雨伞，依照第二条　办理。\n第二条　雨伞应当干净。",
        "第一条　为了雨伞。第三条　另有规定的除外。\n第二条　雨伞应当干净。",
        "第一条　为了雨伞：“一律干净。第二条　不得弄脏。”\n第二条　雨伞应当干净。",
        "第一条　为了雨伞。第二条、第三条另有规定的除外。\n第二条　雨伞应当干净。",
    ],
    ids=["cited", "in mid-sentence", "not the next number", "quoted", "a list"],
)
def test_what_only_looks_like_an_article_stays(text: str) -> None:
    assert numbers(text) == ["第一条", "第二条"]


def test_a_decision_keeps_its_paragraphs() -> None:
    text = "一、将第一条修改为：“第一条　为了雨伞。第二条　雨伞应当干净。”\n二、删去第三条。\n"

    assert numbers(text, "关于修改《示例市雨伞办法》的决定\n") == ["一、", "二、"]


@pytest.mark.parametrize("unit", ["。第二条　甲", "“。第二条　甲", "。　　第九条"])
def test_hostile_repetition_costs_little(unit: str, grows_evenly) -> None:
    grows_evenly(lambda size: numbers("第一条　甲" + unit * (size // len(unit))), 60_000)
