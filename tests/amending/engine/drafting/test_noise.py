"""Drafts that order changes of words alone. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.amending.engine.compared_parts import remaining
from policydiff.amending.engine.drafting.noise import quiet, without_noise

OLD = """# 乙省桥梁条例

## 第一章　总则

**第一条** 桥由村里修,每年一次。

**第二条** 有下列情形的,不得上桥:

(一)醉酒;

(二)超重。

路由乡里修。

| 人 | 一元 |
| --- | --- |
| 牛 | 二元, |

附件一：收费 表

| 桥 | 一元, |
| --- | --- |
| 路 | 二元 |
"""
NOISY = (
    OLD.replace(",", "，")
    .replace(":\n", "：\n")
    .replace("(", "（")
    .replace(")", "）")
    .replace("总则", "总　则")
    .replace("收费 表", "收费表")
)


def load(text: str) -> policydiff.Document:
    return policydiff.load(text.encode(), name="text.md")


def quieted(old: str, new: str) -> tuple[policydiff.Document, policydiff.Document]:
    left = load(old)
    return left, without_noise(policydiff.diff(left, load(new)))


def test_where_only_signs_differ_nothing_is_left():
    assert remaining(load(OLD), load(NOISY))
    assert remaining(*quieted(OLD, NOISY)) == {}


@pytest.mark.parametrize(
    ("before", "after", "ordered"),
    [
        ("村里", "镇里", "将第一条中的“村里”修改为“镇里”。"),
        (
            "（二）超重。",
            "（二）打架；\n\n（三）超重。",
            "第二条第一款增加一项，作为第二项：“（二）打架；”",
        ),
        ("路由乡里修。", "路由乡里修， 乡里没有钱的除外。", "第二条第二款中的"),
    ],
)
def test_what_differs_in_words_is_ordered_alone(before, after, ordered):
    assert before in NOISY
    old, new = quieted(OLD, NOISY.replace(before, after))
    draft = policydiff.draft_amendment(old, new)
    items = [
        line
        for line in draft.text.splitlines()
        if line.startswith(("一、", "二、", "将", "在", "第"))
    ]

    assert draft.exact
    assert len(items) == 1
    assert ordered in draft.text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("桥,路。", "桥，路。", "桥,路。"),
        ("桥路", "桥 路", "桥路"),
        ("桥 路", "桥路", "桥 路"),
        ("桥,路。", "桥，船。", "桥,船。"),
        ("", "桥", "桥"),
        ("桥", "", ""),
        ("1000元", "5000元", "5000元"),
    ],
)
def test_a_text_in_the_signs_of_another(old, new, expected):
    assert quiet(old, new) == expected


def test_references_stand_where_their_words_stand():
    old = "# 乙省桥梁条例\n\n**第一条** 桥, 依照第二条修。\n\n**第二条** 修桥。\n"
    _, new = quieted(old, old.replace(", ", "，").replace("依照", "必须依照"))
    reference = next(one for one in new.references)

    assert new.articles[0].text[slice(*reference.span)] == "第二条"
