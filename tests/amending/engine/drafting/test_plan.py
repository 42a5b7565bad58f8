"""Articles that change their order or their chapter. All texts are invented."""

from __future__ import annotations

from drafts import items

ARTICLES = (
    "渡口由村管理。",
    "船应当登记。",
    "桨由船工保管。",
    "乘船人应当排队。",
    "船工应当持证。",
    "渡资由县规定。",
)
NUMERALS = "一二三四五六"


def law(order: str) -> str:
    """The articles in an order, given by their old numbers; / begins the second chapter."""
    text, count = "丙县渡口办法\n第一章　总则\n", 0
    for sign in order:
        if sign == "/":
            text += "第二章　渡船\n"
        else:
            text += f"第{NUMERALS[count]}条　{ARTICLES[int(sign) - 1]}\n"
            count += 1
    return text


OLD = law("123/456")


def test_one_article_that_moves_is_told_and_the_others_follow():
    assert items(OLD, law("1423/56".replace("/", "/"))) == ["将第四条改为第二条。"]


def test_articles_that_change_places():
    assert len(items(OLD, law("132/456"))) == 1


def test_an_article_that_goes_over_a_heading_is_told_with_its_chapter():
    assert items(OLD, law("12/3456")) == ["将第三条移至第二章，作为第三条。"]


def test_all_orders_come_out():
    for order in ("321/654", "654/321", "1/23456", "462/135"):
        assert items(OLD, law(order))
