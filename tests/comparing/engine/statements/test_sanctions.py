"""Sanctions by their words, and what two ways of writing one have in common."""

from __future__ import annotations

import pytest
from stating import WORDS

from policydiff.comparing.engine.statements.figures import read_figures
from policydiff.comparing.engine.statements.sanctions import (
    EVERYWHERE,
    GENERAL_FAMILIES,
    LESSER_FAMILIES,
    OPEN_FAMILIES,
    SANCTIONS,
    general_families,
    sanction_value,
)

FAMILIES = {pattern.kind for pattern in SANCTIONS}


def families(text: str) -> list[str]:
    found = read_figures(text, (0, len(text)), WORDS)
    return [one.family for one in found if one.kind == "sanction"]


@pytest.mark.parametrize("pattern", SANCTIONS, ids=lambda one: one.kind)
def test_every_pattern_matches_its_example(pattern):
    assert pattern.words.search(pattern.example)


@pytest.mark.parametrize("pattern", SANCTIONS, ids=lambda one: one.kind)
def test_the_example_of_a_family_is_read_as_one_of_it_alone(pattern):
    assert families(f"由水利局{pattern.example}。") == [pattern.kind]


def test_each_family_has_one_pattern():
    assert len(FAMILIES) == len(SANCTIONS)
    assert OPEN_FAMILIES | EVERYWHERE | LESSER_FAMILIES | GENERAL_FAMILIES <= FAMILIES
    assert not LESSER_FAMILIES & GENERAL_FAMILIES


@pytest.mark.parametrize(
    "text",
    [
        "被吊销取水许可证的果农可以重新申请。",
        "被没收的树苗由农业局保管。",
        "没收的树苗由农业局保管。",
        "依照前款规定处罚后，水利局应当公布。",
        "渠水由管制度约束。",
        "处罚决定应当送达。",
    ],
)
def test_words_that_only_look_like_a_sanction_are_none(text):
    assert families(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("依法给予行政处分", "处分"),
        ("依法给予政务处分", "依法给予行政处分"),
        ("给予警告", "处警告"),
        ("责令其停止用水", "责令停止用水"),
        ("吊销取水许可证件", "吊销取水许可证书"),
        ("吊销相关许可证", "吊销许可证"),
        ("没收违法所得、渔具", "没收违法所得渔具"),
        ("吊销有关责任人员的资格证书", "吊销资格证"),
        ("没收违法销售的树苗", "没收树苗"),
        ("给予 警告", "给予警告"),
    ],
)
def test_two_ways_to_write_a_sanction_have_one_value(one, other):
    assert sanction_value(one) == sanction_value(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("给予警告", "给予通报批评"),
        ("没收违法所得", "没收渔具"),
        ("吊销许可证", "暂扣许可证"),
        ("给予处分", "给予处罚"),
        ("吊销取水许可证", "吊销养殖许可证"),
    ],
)
def test_other_sanctions_have_another_value(one, other):
    assert sanction_value(one) != sanction_value(other)


def test_what_is_forfeited_may_stand_in_the_case():
    assert sanction_value("没收", "有违法所得的") == "没收违法所得"
    assert sanction_value("没收", "有渔具的") == "没收"
    assert sanction_value("没收渔具", "有违法所得的") == "没收渔具"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("果农应当爱护果树。", set()),
        ("由水利局处一百元罚款。", set()),
        ("构成犯罪的，依法追究刑事责任。", {"crime"}),
        ("造成他人损害的，依法承担民事责任。", {"civil"}),
        ("依法给予治安管理处罚。", {"security"}),
        ("构成违反治安管理行为的，由公安机关处理。", {"security"}),
        (
            "构成犯罪的，依法追究刑事责任；造成损失的，依法承担赔偿责任。",
            {"crime", "civil"},
        ),
    ],
)
def test_the_general_families_that_a_text_names(text, found):
    assert general_families(text) == found
