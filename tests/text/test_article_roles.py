"""The roles of articles by their wording."""

from __future__ import annotations

import pytest

from policydiff.text.article_roles import PATTERNS, announces_nothing, role_of


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
