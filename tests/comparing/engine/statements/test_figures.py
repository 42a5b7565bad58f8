"""The figures and sanctions of one sentence: who bears them, in which case, on what basis."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from stating import WORDS

from policydiff.comparing.engine.statements.figures import (
    Figure,
    bearer_of,
    grade_of,
    read_figures,
)

CLAUSES = (
    *("违反本条例规定，", "擅自截断渠水的，", "由水利局", "责令改正，", "给予警告；"),
    *("处一千元以上五千元以下罚款；", "可以并处违法所得一倍以上三倍以下罚款，", "情节较轻的，"),
    *(
        "逾期不改正的，",
        "对单位",
        "对直接负责的主管人员",
        "没收违法所得，",
        "违法所得不足五万元的，",
    ),
    *(
        "处三日以上七日以下停业整顿。",
        "其中的果农，",
        "“截流”",
        "\n（一）砍伐林木的；",
        " ",
        "的",
        "，",
    ),
)


def figures(text: str) -> dict[str, Figure]:
    """The figures of a sentence by their words."""
    return {text[slice(*one.span)]: one for one in read_figures(text, (0, len(text)), WORDS)}


def only(text: str) -> Figure:
    (found,) = figures(text).values()
    return found


def wide(text: str) -> list[str]:
    return [text[slice(*one.wide)] for one in read_figures(text, (0, len(text)), WORDS)]


# Who bears it


def test_the_bearer_is_named_by_dui():
    found = figures("截流的，对单位处五万元罚款，对直接负责的主管人员处一千元罚款。")

    assert (found["五万元"].actor, found["五万元"].bearer) == ("单位", "unit")
    assert (found["一千元"].actor, found["一千元"].bearer) == ("直接负责的主管人员", "officer")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("截流的，对单位给予警告，其中的主管人员，处一千元罚款。", "主管人员"),
        ("截流的，其中的果农，处一千元罚款。", "果农"),
        ("截流的，对其中的直接责任人员处一千元罚款。", "直接责任人员"),
        ("截流的，对其主要负责人处一千元罚款。", "主要负责人"),
        ("截流的，对其他直接责任人员处一千元罚款。", "其他直接责任人员"),
        ("截流的，对有过错的果农，处一千元罚款。", ""),
        ("截流的，对有关人员，可以处一千元罚款。", "有关人员"),
    ],
)
def test_some_of_them_may_bear_it(text, actor):
    assert figures(text)["一千元"].actor == actor


def test_officers_are_found_without_dui():
    found = figures("截流的，由水利局处五千元罚款，吊销有关责任人员的执业证书。")

    assert (found["五千元"].actor, found["五千元"].bearer) == ("", "")
    licence = found["吊销有关责任人员的执业证书"]
    assert (licence.actor, licence.bearer) == ("有关责任人员", "officer")
    assert licence.value == "吊销执业证书"


def test_what_falls_on_a_licence_falls_on_whose_conduct_it_is():
    found = figures("截流的，对个人处一千元罚款，降低资质等级。")

    assert (found["一千元"].bearer, found["降低资质等级"].bearer) == ("person", "")


@pytest.mark.parametrize(
    "text",
    [
        "针对单位处一千元罚款。",
        "对违反本条例的单位处一千元罚款。",
        "对渠水处一千元罚款。",
    ],
)
def test_not_all_that_follows_dui_bears_it(text):
    assert only(text).actor == ""


@pytest.mark.parametrize(
    ("actor", "bearer"),
    [
        ("", ""),
        ("果园单位的主要负责人", "officer"),
        ("个人", "person"),
        ("渠道管理单位", "unit"),
        ("护林员", "staff"),
        ("水利工作人员", "staff"),
        ("果农", "other"),
    ],
)
def test_the_sort_of_a_bearer(actor, bearer):
    assert bearer_of(actor) == bearer


# In which case


def test_bearer_and_case_end_with_a_semicolon():
    text = "截流的，对单位处三千元罚款；逾期不改正的，处五千元罚款；给予警告；情节严重的，处九千元罚款。"
    found = figures(text)

    assert [(one.actor, one.case) for one in found.values()] == [
        ("单位", ""),
        ("", "逾期不改正的"),
        ("", ""),
        ("", "情节严重的"),
    ]


@pytest.mark.parametrize(
    ("case", "grade", "condition"),
    [
        ("情节较轻的", "较轻", ""),
        ("情节轻微的", "轻微", ""),
        ("情节较重的", "较重", ""),
        ("情节严重的", "严重", ""),
        ("情节特别严重的", "特别严重", ""),
        ("逾期不改正的", "", "unremedied"),
        ("拒不改正的", "", "unremedied"),
        ("经责令停止仍不停止的", "", "unremedied"),
        ("再次截流的", "", "unremedied"),
    ],
)
def test_grade_and_condition_of_a_case(case, grade, condition):
    found = figures(f"截断渠水的，责令改正；{case}，处五千元罚款。")["五千元"]

    assert (found.case, found.grade, found.condition) == (case, grade, condition)


def test_a_result_is_a_grade_where_a_sanction_came_before():
    text = "截断渠水的，处五千元罚款；造成果树损失的，处九千元罚款。"

    assert figures(text)["九千元"].grade == "后果"
    assert figures("截断渠水，造成果树损失的，处九千元罚款。")["九千元"].grade == ""


@pytest.mark.parametrize(
    ("words", "grade"),
    [("情节较轻", "较轻"), ("情节特别严重", "特别严重"), ("造成严重后果", "后果")],
)
def test_a_grade_without_the_word_for_circumstances(words, grade):
    assert grade_of(words) == grade


def test_two_cases_in_a_row_are_one():
    found = figures("截流的，责令改正；拒不改正的，情节严重的，处五千元罚款。")["五千元"]

    assert found.case == "拒不改正的，情节严重的"
    assert (found.grade, found.condition) == ("严重", "unremedied")


def test_whom_a_case_belongs_to_bears_it():
    found = figures("截流的，责令改正；属于渠道管理单位的，处五千元罚款。")["五千元"]

    assert (found.actor, found.bearer) == ("渠道管理单位", "unit")


def test_the_conduct_is_no_case():
    assert only("擅自截断渠水的，处五千元罚款。").case == ""


# On what basis


def test_the_sides_of_a_threshold():
    text = (
        "违法所得五万元以上的，并处违法所得一倍以上三倍以下罚款；"
        "没有违法所得或者违法所得不足二万元的，可以处六千元以下罚款。"
    )
    found = figures(text)

    assert {words: (one.family, one.base) for words, one in found.items()} == {
        "五万元以上": ("threshold", "above违法所得"),
        "一倍以上三倍以下": ("fine", "times违法所得above"),
        "二万元": ("threshold", "below违法所得"),
        "六千元以下": ("fine", "sumbelow"),
    }
    assert wide(text) == [
        "违法所得五万元以上",
        "并处违法所得一倍以上三倍以下",
        "不足二万元",
        "可以处六千元以下",
    ]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("处货值金额百分之五的罚款。", "share货值金额"),
        ("处违法所得二倍罚款。", "times违法所得"),
        ("处二倍罚款。", "times"),
        ("处五千元罚款。", "sum"),
    ],
)
def test_a_fine_is_measured_by_times_a_share_or_a_sum(text, base):
    found = only(text)

    assert (found.family, found.base) == ("fine", base)


@pytest.mark.parametrize(
    ("before", "connective", "whole"),
    [
        ("处", "处", "处五千元以下"),
        ("处以", "处", "处以五千元以下"),
        ("并处", "并处", "并处五千元以下"),
        ("单处", "单处", "单处五千元以下"),
        ("可以处", "可以处", "可以处五千元以下"),
        ("可以并处", "可以并处", "可以并处五千元以下"),
        ("应当处", "应当处", "应当处五千元以下"),
        ("可以由水利局处", "可以处", "可以由水利局处五千元以下"),
        ("由水利局处", "处", "处五千元以下"),
        ("对单位并处", "并处", "并处五千元以下"),
        ("缴纳", "", "五千元以下"),
    ],
)
def test_the_connective_of_a_fine(before, connective, whole):
    text = f"{before}五千元以下罚款。"

    assert only(text).connective == connective
    assert wide(text) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "处三日以上七日以下停业整顿。",
        "处三日以上七日以下拘留。",
        "处三日以上七日以下的拘役。",
        "责令暂停三日以上七日以下执业活动。",
    ],
)
def test_the_time_of_a_sanction(text):
    assert figures(text)["三日以上七日以下"].family == "term"


def test_another_time_and_that_of_a_case_are_none_of_a_sanction():
    assert only("应当在七日内归还雨伞。").family == "other"
    assert figures("七日内停业整顿的，处五千元罚款。")["七日内"].family == "other"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("六个月内", "六个月以内"),
        ("六个月内", "六个月之内"),
        ("年满十八周岁", "十八周岁以上"),
        ("年满十八周岁以上", "十八周岁以上"),
        ("主任一人", "主任一名"),
        ("主任一位", "主任一名"),
    ],
)
def test_two_ways_to_write_a_figure_have_one_value(one, other):
    assert only(f"{one}归还雨伞。").value == only(f"{other}归还雨伞。").value


@pytest.mark.parametrize("one", ["六个月", "六个月以上", "七个月内"])
def test_other_figures_have_another_value(one):
    assert only(f"{one}归还雨伞。").value != only("六个月内归还雨伞。").value


@pytest.mark.parametrize(
    "text",
    [
        "一人有限责任公司可以租用雨伞。",
        "雨伞的检查采用双随机方式。",
        "自下一日开始计算。",
        "果农每年登记，尽快修补渠段。",
        "每年三月开会。",
        "依照《果园章程（1999年文本）》办理。",
        "第三次会议由主任召集。",
    ],
)
def test_a_number_that_is_part_of_a_term_is_no_figure(text):
    assert figures(text) == {}


def test_forfeiture_takes_its_object_from_the_case():
    found = figures("截流的，处五千元罚款；有违法所得的，予以没收。")

    assert found["没收"].value == "没收违法所得"
    assert found["没收"].family == "forfeiture"
    assert figures("截流的，没收渔具，处五千元罚款。")["没收渔具"].value == "没收渔具"


# One or two


@pytest.mark.parametrize(
    "text", ["给予通报批评，给予警告。", "给予警告，通报批评。", "给予警告或者通报批评。"]
)
def test_admonitions_that_follow_each_other_are_one(text):
    assert only(text).family == "admonition"
    assert text.startswith(next(iter(figures(text))))


@pytest.mark.parametrize(
    "text", ["给予通报批评，对单位给予警告。", "给予警告；情节严重的，给予通报批评。"]
)
def test_those_of_another_bearer_or_case_are_two(text):
    assert [one.family for one in figures(text).values()] == ["admonition"] * 2


def test_a_sanction_ends_where_the_next_begins():
    text = "由水利局责令停止用水，没收渔具并吊销取水许可证，可以并处五百元罚款。"

    assert list(figures(text)) == ["责令停止用水", "没收渔具", "吊销取水许可证", "五百元"]


def test_figures_are_read_within_the_span_alone():
    text = "处一千元罚款。处二千元罚款。"
    found = read_figures(text, (7, 14), WORDS)

    assert [text[slice(*one.span)] for one in found] == ["二千元"]


@settings(max_examples=examples(200))
@given(st.lists(st.sampled_from(CLAUSES), max_size=14))
def test_whatever_stands_in_a_sentence_its_figures_are_of_it(clauses):
    text = "".join(clauses)
    found = read_figures(text, (0, len(text)), WORDS)

    assert [repr(one) for one in found] == [
        repr(one) for one in read_figures(text, (0, len(text)), WORDS)
    ]
    for one in found:
        (begin, end), (first, last) = one.span, one.clause
        assert first <= one.wide[0] <= begin < end <= one.wide[1]
        assert begin < last
        assert text[begin:end].strip() == text[begin:end]
        assert one.actor in text
        assert all(part in text for part in one.case.split("，"))
        assert bool(one.grade) <= bool(one.case)
        assert bool(one.condition) <= bool(one.case)
    assert [one.span[0] for one in found] == sorted(one.span[0] for one in found)
