"""Which units correspond: each pass on the smallest case that it is for."""

from __future__ import annotations

import pytest
from drafting import document, numeral_of
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.align import assignment
from policydiff.comparing.engine.align.assignment import assign
from policydiff.comparing.engine.align.likeness import measure
from policydiff.comparing.engine.align.passes import PASSES, align
from policydiff.comparing.engine.align.unit_pairing import Pairing, repeated
from policydiff.comparing.engine.align.units import read_units
from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison

SUBJECTS = ("雨伞", "单车", "充电桩", "储物柜", "饮水机", "长椅", "路灯", "书亭", "公厕", "花坛")
DUTIES = (
    "投放企业应当按日清点{}并公布数量",
    "使用人损坏{}的应当照价赔偿",
    "街道办事处负责划定{}的设置地点",
    "{}的维护费用由市级财政承担",
)


def articles(lines):
    text = "\n".join(
        f"第{numeral_of(place)}条　{line}" for place, line in enumerate(lines, start=1)
    )
    return [unit for unit in read_units(document(text)) if unit.level == "article"]


def links(left, right):
    return [
        (link.left, link.right, link.reason)
        for link in align(articles(left), articles(right)).links()
    ]


def kinds(comparison: Comparison) -> dict[str, str]:
    return {
        (match.right or match.left)[0].num: match.kind
        for match in comparison.matches
        if (match.right or match.left)[0].level == "article"
    }


def test_passes_stand_in_order_of_trust() -> None:
    names = [step.__name__ for step in PASSES]

    assert names == [
        "identical",
        "repeated",
        "near_identical",
        "similar",
        "remaining",
        "shared_sentences",
    ]


def test_identical_wherever_it_stands() -> None:
    assert links(
        ["雨伞应当干净。", "投放点由街道划定。"], ["投放点由街道划定。", "雨伞应当干净。"]
    ) == [
        (0, 1, "identical"),
        (1, 0, "identical"),
    ]


def test_repeated_texts_go_with_their_neighbours() -> None:
    left = ["使用人应当爱护雨伞。", "（略）", "投放点由街道办事处划定。", "（略）"]
    right = ["投放点由街道办事处划定。", "（略）"]

    assert (3, 1, "identical") in links(left, right)


def test_repeated_texts_without_neighbours_keep_their_order() -> None:
    assert links(["（略）"] * 3, ["（略）"] * 2) == [(0, 0, "identical"), (1, 1, "identical")]


def test_texts_that_stand_thousands_of_times_cost_no_square(grows_evenly) -> None:
    units = articles(["同一句。"] * 8000)

    grows_evenly(lambda count: repeated(Pairing(left=units[:count], right=units[:count])), 8000)


def test_near_identical_needs_no_context() -> None:
    left = [
        "投放企业应当每日清点雨伞，并保存清点记录三个月。",
        "雨伞应当干净、完好，伞骨不得外露。",
    ]
    right = [
        "雨伞应当干净、完好，伞骨不得外露。",
        "投放企业应当每日清点雨伞，并保存清点记录六个月。",
    ]

    assert (0, 1, "near-identical") in links(left, right)


def test_two_that_come_close_are_told_apart_by_context() -> None:
    """The right half of the place decides, not who is a character nearer."""
    left = [
        "甲类雨伞的押金为三十元，使用人归还后退还。",
        "投放点由街道办事处划定。",
        "乙类雨伞的押金为三十元，使用人归还后退还。",
    ]
    right = [
        "丙类雨伞的押金为三十元，使用人归还后退还。",
        "投放点由街道办事处划定。",
        "丁类雨伞的押金为三十元，使用人归还后退还。",
    ]

    assert [(a, b) for a, b, _ in links(left, right)] == [(0, 0), (1, 1), (2, 2)]


def test_rewritten_between_neighbours_that_stayed() -> None:
    left = ["使用人应当爱护雨伞。", "押金不得少于三十元。", "投放点由街道办事处划定。"]
    right = [
        "使用人应当爱护雨伞。",
        "投放企业可以收取押金，但是每把雨伞的押金不得少于五十元，并且应当存入专用账户。",
        "投放点由街道办事处划定。",
    ]

    assert (1, 1) in [(a, b) for a, b, _ in links(left, right)]


def test_strangers_between_neighbours_stay_strangers() -> None:
    left = ["使用人应当爱护雨伞。", "夜间照明由路政部门管理。", "投放点由街道办事处划定。"]
    right = ["使用人应当爱护雨伞。", "违约金按季度结清。", "投放点由街道办事处划定。"]

    assert [(a, b) for a, b, _ in links(left, right)] == [(0, 0), (2, 2)]


def test_the_same_number_proves_nothing() -> None:
    left = document("第一条　夜间照明由路政部门管理。")
    right = document("第一条　违约金按季度结清，逾期加收。")

    assert kinds(diff(left, right)) == {"第一条": "added"}
    assert [
        match.kind
        for match in diff(left, right).matches
        if match.left and match.left[0].level == "article"
    ] == ["removed"]


def test_regrouped() -> None:
    one, two = (
        "投放企业应当按照规定的区域、数量和时间投放雨伞，及时清理损坏的雨伞，并且每日公布清点的记录和投诉的处理结果。",
        "使用人应当在规定的地点归还雨伞，不得转借他人。",
    )
    three, rest = (
        "街道办事处每季度检查投放点的安全和卫生并且公布。",
        "违反本办法的，由城市管理部门责令改正。",
    )
    left = document(f"第一条　{one}\n{two}\n第二条　{rest}\n第三条　{three}")
    right = document(f"第一条　{one}\n{three}\n第二条　{rest}\n第三条　{two}")
    match = next(match for match in diff(left, right).matches if match.kind == "regrouped")

    assert match.links == (("art_1", "art_1"), ("art_1", "art_3"), ("art_3", "art_1"))
    assert match.edits == ()


def test_a_shared_penalty_clause_is_no_split() -> None:
    fine = "由城市管理部门责令改正，处一千元以上五千元以下罚款。"
    left = document(f"第一条　擅自投放雨伞的，{fine}\n第二条　涂画雨伞的，{fine}")
    right = document(
        f"第一条　擅自投放雨伞的，{fine}\n第二条　涂画雨伞的，{fine}\n第三条　占用盲道设置书亭的，{fine}"
    )

    assert kinds(diff(left, right)) == {
        "第一条": "unchanged",
        "第二条": "unchanged",
        "第三条": "added",
    }


def test_a_large_rewritten_text_finds_its_partners() -> None:
    """Above the limit only pairs that share uncommon bigrams are measured."""
    left = [
        duty.format(subject + str(place)) + "。"
        for place in range(30)
        for subject in SUBJECTS[:5]
        for duty in DUTIES[:2]
    ]
    right = ["本办法另有规定的除外。", *(line.replace("应当", "必须") for line in left)]
    comparison = diff(
        *(
            document("\n".join(f"第{numeral_of(n)}条　{t}" for n, t in enumerate(side, 1)))
            for side in (left, right)
        )
    )

    assert comparison.summary.added == 1
    assert comparison.summary.removed == comparison.summary.moved == 0
    assert comparison.summary.renumbered == 300


def test_candidates_do_not_grow_with_the_square() -> None:
    units = articles(
        [
            duty.format(subject + str(place))
            for place in range(15)
            for subject in SUBJECTS
            for duty in DUTIES
        ]
    )

    assert len(measure(units, units)) <= 2 * 8 * len(units)


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(0.1, 1), max_size=14)
)
def test_assignments_are_the_best_and_use_each_place_once(values) -> None:
    pairs = assign(values)

    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(values[pair] for pair in pairs) == pytest.approx(best(values, sorted(values)))


def best(values, pairs) -> float:
    if not pairs:
        return 0.0
    (row, column), rest = pairs[0], pairs[1:]
    taken = values[row, column] + best(
        values, [pair for pair in rest if pair[0] != row and pair[1] != column]
    )
    return max(taken, best(values, rest))


def test_matrices_too_large_are_paired_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "LARGEST", 1)

    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == [(0, 0)]
