"""The roles of articles by their wording, and the tasks of a plan."""

from __future__ import annotations

import pytest
from plain_texts import read

from policydiff.text.article_roles import (
    PATTERNS,
    announces_nothing,
    parts_without_tasks,
    role_of,
    with_tasks,
)


@pytest.mark.parametrize("known", PATTERNS, ids=lambda known: known.kind)
def test_every_pattern_knows_its_example(known):
    assert role_of(known.example) == known.kind


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("为了规范雨伞借用活动，保护借用人合法权益，根据有关法律，制定本办法。", "purpose"),
        ("本办法所称借用人，是指借用雨伞的自然人。", "definition"),
        ("违反本办法规定，不归还雨伞的，由管理人责令改正，可以并处五十元以下罚款。", "penalty"),
        ("在本市借用雨伞的活动，适用本办法。", "definition"),
        ("对违反本办法规定的，由管理人责令改正。", "penalty"),
        ("本办法自2024年5月1日起施行。2018年发布的《雨伞借用规定》同时废止。", "closing"),
    ],
)
def test_roles(text, role):
    assert role_of(text) == role


@pytest.mark.parametrize(
    "text",
    [
        "借用人应当自借用之日起七日内归还雨伞。",
        "管理人为了保护借用人的个人信息，应当采取加密措施。",
        "市人民政府制定雨伞借用的具体办法。",
        "管理人应当公布投诉方式，及时处理投诉。",
    ],
)
def test_a_rule_is_nothing_else(text):
    assert role_of(text) == "rule"


PLAN = """示例省“十四五”渡口发展规划

（2021年3月1日）

为了发展渡口，制定本规划。

第一章　总体要求

第一节　指导思想

坚持安全第一。

第二章　主要任务

第一节　建设渡口

改造老旧渡口。

第二节　夯实发展基础

培训渡工。

第三章　保障措施

建立联席会议制度。
"""


def plan_of(text: str = PLAN):
    return read(text, "cn_policy")


def test_the_tasks_of_a_plan_are_its_articles():
    plan = plan_of()
    document = with_tasks(plan)

    assert [(one.num, one.heading) for one in document.articles] == [
        ("第二章第一节", "建设渡口"),
        ("第二章第二节", "夯实发展基础"),
        ("第三章", "保障措施"),
    ]
    assert document.articles[0].text == "改造老旧渡口。"
    assert parts_without_tasks(plan) == ("第一章第一节",)
    assert with_tasks(document) == document


def test_numbers_of_sections_that_run_on_need_no_chapter():
    text = PLAN.replace("第一节　建设渡口", "第二节　建设渡口").replace("第二节　夯", "第三节　夯")

    assert [one.num for one in with_tasks(plan_of(text)).articles][:2] == ["第二节", "第三节"]


@pytest.mark.parametrize(
    "text",
    [
        "示例省渡口意见\n\n一、改造渡口。\n\n二、培训渡工。\n",
        "示例省渡口规划\n\n第一章　总体要求\n\n坚持安全第一。\n",
        "示例省渡口条例\n\n第一章　总则\n\n第一条　为了安全，制定本条例。\n",
    ],
    ids=["items", "no task", "law"],
)
def test_other_texts_stay_as_they_are(text):
    document = plan_of(text)

    assert with_tasks(document) is document
    assert parts_without_tasks(document) == ()


@pytest.mark.parametrize(
    ("heading", "nothing"),
    [
        ("指导思想和基本原则", True),
        ("发展现状与面临的形势", True),
        ("2025年目标", True),
        ("优化发展环境", False),
        ("夯实发展基础", False),
        ("保障措施", False),
        ("", False),
    ],
)
def test_headings_that_announce_nothing(heading, nothing):
    assert announces_nothing(heading) is nothing
