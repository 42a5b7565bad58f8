"""Replacements that recur. All texts are invented."""

from __future__ import annotations

import pytest
from checking import check
from hypothesis import given
from hypothesis import strategies as st
from test_references import article, law

from policydiff.diffing.compare import diff
from policydiff.model.comparison import Comparison

LINES = (
    "{0}由全体业主组成，每年召开两次会议。",
    "召开{0}应当提前十五日通知业主，并且公告议题。",
    "{0}的决定对未到场的业主同样有效。",
    "对物业费的标准有异议的，可以提请{0}复议一次。",
    "修改管理规约，由{0}以三分之二的多数通过。",
)


def pair(before: str, after: str, lines: tuple[str, ...] = LINES) -> Comparison:
    return diff(law(*(line.format(before) for line in lines)), law(*(line.format(after) for line in lines)))


def stated(comparison: Comparison) -> list[tuple[str, str, int]]:
    return [(one.before, one.after, one.count) for one in comparison.substitutions]


def test_a_term_replaced_throughout_is_stated_once() -> None:
    comparison = pair("业主大会", "业主代表会")

    assert stated(comparison) == [("业主大会", "业主代表会", 5)]
    assert comparison.substitutions[0].left == comparison.substitutions[0].right == tuple(f"art_{place}" for place in range(1, 6))
    assert (comparison.summary.reworded, comparison.summary.explained) == (0, 5)
    assert comparison.changed
    check(comparison)


@pytest.mark.parametrize("granularity", ["word", "char"])
def test_a_sign_that_went_is_told_as_the_whole_term(granularity) -> None:
    """股东大会 → 股东会 may show as a deletion of one sign."""
    left, right = (law(*(line.format(term) for line in LINES)) for term in ("股东大会", "股东会"))

    assert stated(diff(left, right, granularity=granularity)) == [("股东大会", "股东会", 5)]


def test_words_around_it_that_always_stay_belong_to_the_term() -> None:
    comparison = pair("文物行政管理部门", "文物保护管理部门")

    assert stated(comparison) == [("文物行政管理部门", "文物保护管理部门", 5)]


def test_both_sides_of_a_bigger_change_are_found() -> None:
    """Where more changed around it, the term is marked and the rest is not."""
    right = [line.format("业主代表会") for line in LINES]
    right[1] = right[1].replace("十五日", "二十日")
    comparison = diff(law(*(line.format("业主大会") for line in LINES)), law(*right))

    assert stated(comparison) == [("业主大会", "业主代表会", 5)]
    match = article(comparison, "第二条")
    assert [edit.cause for edit in match.edits if edit.op == "insert"] == ["substitution", None]
    assert not match.explained
    assert (comparison.summary.reworded, comparison.summary.explained) == (1, 4)


@pytest.mark.parametrize(
    ("before", "after"),
    [("五日", "十日"), ("可以", "应当"), ("不同意", "同意"), ("第三方机构三家", "第三方机构五家")],
    ids=["an amount", "another force", "a negation", "a count"],
)
def test_no_change_of_terms(before: str, after: str) -> None:
    lines = tuple(f"{name}在签字{{0}}之后将文本归档并且公布。" for name in ("街道办事处", "居民委员会", "物业企业", "维修单位"))

    assert pair(before, after, lines).substitutions == ()


def test_two_places_are_not_many() -> None:
    comparison = pair("业主大会", "业主代表会", LINES[:2])

    assert comparison.substitutions == ()
    assert comparison.summary.reworded == 2


def test_a_term_that_mostly_stayed_is_not_replaced() -> None:
    kept = tuple(line.format("业主大会").replace("业主大会", "本市的业主大会") for line in LINES)
    left = law(*(line.format("业主大会") for line in LINES[:3]), *kept)
    right = law(*(line.format("业主代表会") for line in LINES[:3]), *kept)

    assert diff(left, right).substitutions == ()


def test_no_number_of_a_cited_article_is_a_term() -> None:
    """What the renumbering explains is not stated again."""
    lines = [f"违反第二条规定的，由{name}处理并且公布结果。" for name in ("街道办事处", "居民委员会", "物业企业")]
    old = ["雨伞应当每日清点。", "充电桩应当每月检修一次。"]
    left, right = law(*old, *lines), law("本市鼓励居民爱护设施。", *old, *(line.replace("第二条", "第三条") for line in lines))

    assert diff(left, right).substitutions == ()
    assert diff(left, right).summary.explained == 3


TERMS = ("业主大会", "股东大会", "物业企业", "主管部门", "街道办事处", "清点记录", "行政处分")


@given(st.permutations(TERMS).map(lambda terms: terms[:2]), st.integers(3, 5))
def test_whatever_is_replaced_the_laws_hold(terms: list[str], count: int) -> None:
    comparison = pair(*terms, LINES[:count])

    check(comparison)
    assert comparison == pair(*terms, LINES[:count])
    assert sum(one.count for one in comparison.substitutions) == count
    assert comparison.summary.explained == count
