"""Fifty faults of a kind are found, and none where there is none. All texts are invented."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from invented_rules import document, fault_actors, fault_duties, fault_numbers, harmless, pair

import policydiff
from policydiff.relating.report.gaps_page import GapTable

FAULTS = {
    "weaker": tuple(fault_numbers()),
    "actor": tuple(fault_actors()),
    "duty": tuple(fault_duties()),
}
HARMLESS = tuple(harmless())


def found(left: str, right: str, place: int = 1) -> list[tuple[str, str, str, str]]:
    ours, theirs = pair(left, right, place)
    table = GapTable(policydiff.relate(ours, [theirs]), "zh")
    return [
        (one.kind, one.left, *one.words) for faults in table.findings.values() for one in faults
    ]


def check(cases: Iterable[tuple[str, str]], kind: str | None) -> None:
    wrong = []
    for left, right in cases:
        findings = found(left, right)
        if [(one[0], one[1]) for one in findings] != ([(kind, "art_2")] if kind else []):
            wrong.append((left, right, findings))
    assert wrong == []


@pytest.mark.parametrize("kind", FAULTS)
def test_every_fault_of_a_kind_is_found_once_and_no_other(kind):
    assert len(FAULTS[kind]) >= 50
    check(FAULTS[kind], kind)


def test_other_words_for_the_same_are_no_fault():
    assert len(HARMLESS) >= 120
    check(HARMLESS, None)


def test_the_words_of_both_sides_are_shown():
    assert found("客运经营者应当每年检修渡船不少于三次。", "公司每年检修渡船两次。") == [
        ("weaker", "art_2", "每年检修渡船不少于三次", "每年检修渡船两次")
    ]


def test_a_number_without_a_limit_is_another_one_and_no_weaker_one():
    left, right = "航行图的保管期限为三十年。", "航行图的保管期限为十年。"

    assert [one[0] for one in found(left, right)] == ["number"]
    assert [one[0] for one in found(right, left)] == ["number"]
    assert found(left, "航行图的保管期限为30年。") == []


def test_of_the_cases_of_a_duty_more_is_stricter():
    left = "票款五万元以上的项目，应当公开招标。"

    assert [one[0] for one in found(left, "票款8万元以上的项目，应当公开招标。")] == ["weaker"]
    assert found(left, "票款三万元以上的项目，应当公开招标。") == []


def test_a_duty_of_an_authority_has_no_findings():
    left = "航道主管部门应当自收到航线申请之日起十日内答复。"

    assert found(left, "航线申请提交后，运营室三十日内跟进航道主管部门的答复。") == []


def test_a_rule_that_is_met_by_one_of_two_articles_is_not_missed_in_the_other():
    left = document("示例条例", ["客运经营者应当由双人保管救生艇钥匙。", "船票应当实名。"])
    rules = ["救生艇钥匙由双人保管。", "救生艇钥匙的保管情况每周登记。"]
    table = GapTable(policydiff.relate(left, [document("示例公司制度", rules)]), "zh")

    assert table.findings == {}


@pytest.mark.parametrize(("left", "right"), HARMLESS[::9])
def test_a_rule_beside_itself_has_no_findings(left, right):
    assert found(left, left) == found(right, right) == []


@pytest.mark.parametrize(
    "left",
    [
        "客运经营者可以设置专职安全员负责登船秩序。",
        "客运经营者一般每年组织演练不少于三次。",
        "鼓励客运经营者由双人保管救生艇钥匙。",
    ],
)
def test_what_the_left_leaves_open_is_not_missed_on_the_right(left):
    rules = ("公司负责登船秩序。", "公司每年组织演练一次。", "公司由值班室保管救生艇钥匙。")

    assert [one for right in rules for one in found(left, right)] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "船票退款的，客运经营者应当在三日内退还票款。",
            "行李丢失的，客运室应当在十日内退还运费。",
        ),
        ("临时停航期满后一年内，客运经营者应当恢复航线。", "临时停航的期限最长不得超过二年。"),
        ("客运经营者应当对船员进行急救培训。", "鼓励乘客学习急救知识。"),
        ("客运经营者应当开展急救演练。", "海事管理机构可以开展急救演练。"),
        ("客运经营者不得使用破损的救生衣。", "客运经营者可以使用充气的救生衣。"),
        (
            "船长应当配备一名以上的急救员，维护候船秩序。",
            "码头室应当维护候船秩序，清扫候船室。",
        ),
        ("客运经营者应当对废油加以回收。", "公司应当对可以回收的废油加以回收。"),
        ("候船室的有效期证件为三年。", "二次供水的水质由公司检测。"),
    ],
)
def test_rules_of_another_conduct_have_no_findings(left, right):
    assert found(left, right) == []
