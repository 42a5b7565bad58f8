"""The words of a task that name those who answer for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.assignments import (
    BOX,
    NUMBER_HEAD,
    TASK_HEAD,
    WHEN_HEAD,
    WHO_HEAD,
    assigned_spans,
    join_assigned,
    names_assigned,
)
from policydiff.text.sentences import cut_sentences


def assigned(text: str) -> list[str]:
    return [text[begin:end] for begin, end in assigned_spans(text)]


@pytest.mark.parametrize(
    "words",
    [
        "（责任单位：工业和信息化部、发展改革委）",
        "（市发改委牵头，市财政局配合）",
        "（市应急局、市交通局按职责分工负责）",
        "（各县（市、区）人民政府负责）",
        "（市水利局会同有关部门负责，2024年底前完成）",
        "（财政部等有关部门和单位负责。列第一位者为牵头单位，下同）",
        "（牵头单位：市水利局；配合单位：市气象局；完成时限：2022年6月）",
        "（市发展改革委、市财政局）",
        "(市水利局指导)",
        "责任单位：市交通局、市财政局",
        "牵头单位及责任人：市水利局 张三",
        "完成时限：2022年6月底前",
    ],
)
def test_those_who_answer(words):
    assert assigned(f"建立巡查制度。{words}") == [words]


def test_a_bracket_within_its_sentence_and_statements_on_lines():
    assert assigned("建立制度（市水利局负责）。") == ["（市水利局负责）"]
    text = "建立制度。\n责任单位：市水利局\n完成时限：2022年6月"
    assert assigned(text) == ["责任单位：市水利局", "完成时限：2022年6月"]
    text = "培训渡工\n序号\t任务\t责任单位\n1\t建立制度。\t市水利局\n2\t改造渡口\t市交通局\n公布"
    assert assigned(text) == ["责任单位", "市水利局", "市交通局"]


@pytest.mark.parametrize(
    "text",
    [
        "市水利局负责建立巡查制度，市交通局配合。",
        "鼓励企业（含由企业负责的渡口）改造渡船。",
        "建立巡查制度。（每年至少检查一次）",
        "加强（省、市、县）三级联动。",
        "制定办法（市司法局）。",
        "责任单位：负责建立台账，每月检查。",
        "责任人：建立安全档案。",
        "工作时间：每日不超过八小时。",
        "责任单位应当公布名单。",
        "",
    ],
)
def test_what_is_demanded_is_not_who_answers(text):
    assert assigned(text) == []


def joined(text: str) -> list[str]:
    return [text[begin:end] for begin, end in join_assigned(text, cut_sentences(text))]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("建站。（市交通局负责）\n修路。", ["建站。（市交通局负责）\n", "修路。"]),
        ("建站。（市交通局负责）修路。", ["建站。（市交通局负责）", "修路。"]),
        ("建站。\n责任单位：市局\n修路。", ["建站。\n责任单位：市局\n", "修路。"]),
        ("责任单位：市局\n建站。", ["责任单位：市局\n建站。"]),
        ("专栏1　渡口工程\n建站。\n修路。", ["专栏1　渡口工程\n建站。\n", "修路。"]),
        (
            "任务\t责任单位\n建站。\t市局\n修路\t市厅",
            ["任务\t责任单位\n建站。\t市局\n", "修路\t市厅"],
        ),
        (
            "责任单位\t任务\n市局\t建站\n市厅\t修路",
            ["责任单位\t任务\n市局\t建站\n", "市厅\t修路"],
        ),
        ("建站。（每年一座）\n修路。", ["建站。", "（每年一座）\n", "修路。"]),
        ("专栏1　渡口工程", ["专栏1　渡口工程"]),
        ("", []),
    ],
)
def test_those_who_answer_stay_with_their_measure(text, measures):
    assert joined(text) == measures


@given(
    st.lists(
        st.sampled_from(
            [
                "建站。",
                "（市局负责）",
                "责任单位：市局",
                "\n",
                "\t",
                "；",
                " ",
                "专栏1",
                "任务",
                "一",
            ]
        )
    ).map("".join)
)
def test_joined_sentences_are_the_whole_text(text):
    assert "".join(joined(text)) == text
    assert all(joined(text))


@pytest.mark.parametrize(
    ("pattern", "head"),
    [
        (WHO_HEAD, "责任单位"),
        (WHO_HEAD, "牵头单位及责任人"),
        (WHEN_HEAD, "完成时限"),
        (WHEN_HEAD, "时间进度"),
        (TASK_HEAD, "重点任务"),
        (TASK_HEAD, "主要工作措施"),
        (TASK_HEAD, "重点工作"),
        (NUMBER_HEAD, "序 号"),
    ],
)
def test_heads_of_columns(pattern, head):
    assert pattern.fullmatch(head)


def test_the_title_of_a_box():
    assert BOX.match("专栏 12　渡口工程")
    assert not BOX.match("专栏作家应当署名")


def test_names_alone_only_behind_a_sentence():
    assert names_assigned("市财政局", alone=True)
    assert not names_assigned("市财政局", alone=False)
    assert not names_assigned("，", alone=True)
