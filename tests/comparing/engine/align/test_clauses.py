"""Clauses numbered to any depth, paired across levels. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff import diff, load
from policydiff.comparing.engine.align.clauses import own_clauses
from policydiff.comparing.engine.align.units import read_units
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document

OLD = """样品管理制度
1 入库
1.1 样品入库时登记名称、来源和数量。
1.2 金属样品称重后放入干燥柜。
2 领用
2.1 领用人填写领用单，价值超过5000元的由部门负责人批准。
2.2 下列样品不得领用：
a) 已经到期的样品；
b) 没有标签的样品。
3 盘点
3.1 质量部每季度盘点一次。
3.2 差异在三日内查明。
"""


def rule(text: str, name: str = "样品管理制度.txt") -> Document:
    return load(text.encode(), name=name)


def pairs(comparison: Comparison) -> dict[str, set[str | None]]:
    """The printed numbers that each number of the left is matched with."""
    nums = {
        side.eid: side.num or ""
        for match in comparison.matches
        for side in (*match.left, *match.right)
    }
    found: dict[str, set[str | None]] = {}
    for match in comparison.matches:
        links = match.links or [
            (left.eid, right.eid) for left in match.left for right in match.right
        ]
        for left, right in links:
            found.setdefault(nums[left], set()).add(nums[right])
    return found


def test_equal_rules_have_no_change() -> None:
    comparison = diff(rule(OLD), rule(OLD))

    assert {match.kind for match in comparison.matches} == {"unchanged"}


def test_numbers_prove_nothing() -> None:
    new = OLD.replace("2 领用", "2 标识\n2.1 每件样品贴有标签。\n3 领用").replace(
        "3 盘点", "4 盘点"
    )
    new = new.replace("2.1 领用人", "3.1 领用人").replace("2.2 下列", "3.2 下列")
    new = new.replace("3.1 质量部", "4.1 质量部").replace("3.2 差异", "4.2 差异")
    found = pairs(diff(rule(OLD), rule(new)))

    assert {old: sorted(map(str, found[old])) for old in ("2.1", "2.2", "3.1", "3.2", "a)")} == {
        "2.1": ["3.1"],
        "2.2": ["3.2"],
        "3.1": ["4.1"],
        "3.2": ["4.2"],
        "a)": ["a)"],
    }


def test_a_clause_that_is_cut_in_two_is_a_split() -> None:
    new = OLD.replace(
        "2.1 领用人填写领用单，价值超过5000元的由部门负责人批准。",
        "2.1 程序\n2.1.1 领用人填写领用单。\n2.1.2 价值超过5000元的由部门负责人批准。",
    )
    comparison = diff(rule(OLD), rule(new))
    (split,) = (match for match in comparison.matches if match.kind == "split")

    assert [side.num for side in split.left] == ["2.1"]
    assert [side.num for side in split.right] == ["2.1.1", "2.1.2"]


def test_a_list_that_comes_under_another_number_keeps_its_members() -> None:
    new = OLD.replace("a) 已经", "2.2.1 已经").replace("b) 没有", "2.2.2 没有")
    found = pairs(diff(rule(OLD), rule(new)))

    assert found["a)"] == {"2.2.1"}
    assert found["b)"] == {"2.2.2"}


def test_a_list_that_becomes_bullets_is_no_change() -> None:
    old = (
        "# 章程\n\n## 1. 资格\n\n1. 年满十八周岁；\n2. 有本校学籍。\n\n## 2. 会费\n\n每年一百元。\n"
    )
    new = old.replace("1. 年满", "- 年满").replace("2. 有本", "- 有本")
    comparison = diff(rule(old, "章程.md"), rule(new, "章程.md"))

    assert {match.kind for match in comparison.matches if match.parent is None} == {"unchanged"}
    assert not any(match.moved for match in comparison.matches)


def test_a_point_that_becomes_a_clause_is_found() -> None:
    new = OLD.replace("b) 没有标签的样品。\n", "").replace("3 盘点", "2.3 没有标签的样品。\n3 盘点")
    found = pairs(diff(rule(OLD), rule(new)))

    assert found["b)"] == {"2.3"}


LINES = OLD.splitlines()[1:]


@given(st.lists(st.sampled_from(LINES), unique=True, max_size=8), st.integers(0, len(LINES)))
def test_edits_concatenate_to_both_texts(gone: list[str], at: int) -> None:
    left, right = (
        rule(OLD),
        rule(
            "样品管理制度\n"
            + "\n".join([*(line for line in LINES[at:] if line not in gone), *LINES[:at]])
        ),
    )
    comparison = diff(left, right)
    units = [{unit.eid: unit for unit in read_units(side)} for side in (left, right)]
    for match in comparison.matches:
        for sides, other, known in (
            (match.left, "insert", units[0]),
            (match.right, "delete", units[1]),
        ):
            if len(match.left) <= 1 and len(match.right) <= 1 and sides:
                text = "".join(edit.text for edit in match.edits if edit.op != other)
                assert text == known[sides[0].eid].text


@pytest.mark.parametrize("number", ["2", "2.2", "b)"])
def test_a_clause_is_compared_by_its_own_text(number: str) -> None:
    own = {unit.num: unit for unit in own_clauses(read_units(rule(OLD)))}

    assert (own[number].heading, own[number].text) == {
        "2": ("领用", ""),
        "2.2": (None, "下列样品不得领用："),
        "b)": (None, "没有标签的样品。"),
    }[number]
