"""Sentences and clauses: where texts are cut, where not, and that the pieces are the whole text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.sentences import cut_clauses, cut_sentences

CUT = {
    "after each mark": "甲。|乙；|丙！|丁？|戊",
    "after repeated marks": "甲。。。|乙！？|丙",
    "after a line feed": "甲\n|乙\n|丙",
    "white space stays with what it follows": "甲。 　\n\n|乙",
    "white space at the beginning": "  \n 甲。|乙",
    "a closing quotation mark stays": "他说：甲。”|乙",
    "after a finished quotation": "他说：“甲。乙。”|然后走。",
    "between two quotations": "他说“走。”|“来。”|完",
    "an unclosed quotation hides nothing": "“甲。|乙",
    "an unclosed bracket hides nothing": "（甲。\n|乙）。",
}
NOT_CUT = {
    "empty": "",
    "spaces alone": " 　\n",
    "a colon": "下列行为：甲，乙、丙",
    "inside a title": "《关于甲。乙的通知》规定丙",
    "inside brackets": "甲（乙；丙。）丁",
    "inside nested brackets": "甲（乙（丙。）丁。）戊",
    "inside a quotation that goes on": "依照“甲。乙。”的规定",
    "a decimal": "1.5万元",
    "a number with a full-width point": "１．重要性",
}


@pytest.mark.parametrize("marked", CUT.values(), ids=CUT.keys())
def test_cuts(marked):
    text = marked.replace("|", "")

    assert [text[begin:end] for begin, end in cut_sentences(text)] == marked.split("|")


@pytest.mark.parametrize("text", NOT_CUT.values(), ids=NOT_CUT.keys())
def test_does_not_cut(text):
    assert cut_sentences(text) == (((0, len(text)),) if text else ())


def test_points_inside_numbers_are_safe_where_points_are_marks():
    text = "甲1.5乙.丙1,000元,丁"

    assert [text[begin:end] for begin, end in cut_sentences(text, "。.,")] == [
        "甲1.5乙.",
        "丙1,000元,",
        "丁",
    ]


def test_cuts_clauses_and_on_demand_enumerations():
    text = "违反规定，造成甲、乙的：依法处理。"

    assert [text[begin:end] for begin, end in cut_clauses(text)] == [
        "违反规定，",
        "造成甲、乙的：",
        "依法处理。",
    ]
    assert len(cut_sentences(text, "。：，、")) == 4


def test_no_marks_leave_the_lines():
    assert cut_sentences("甲。\n乙。", "") == ((0, 3), (3, 5))


@given(
    st.text() | st.text(alphabet="甲乙。；！，：《》“”（）()‘’ \n1."),
    st.sampled_from(["。！？；", "。！？；：，", "、", "", ".]^-"]),
)
def test_pieces_are_the_whole_text(text, ends):
    spans = cut_sentences(text, ends)

    assert "".join(text[begin:end] for begin, end in spans) == text
    assert all(begin < end for begin, end in spans)


@pytest.mark.parametrize(
    "unit", ["（", "“《（", "(（", "“。", "“a", "（（）", "。", " ", "“甲。”的", "‘“《("]
)
def test_hostile_repetition_stays_quick(unit, grows_evenly):
    grows_evenly(lambda size: cut_sentences(unit * (size // len(unit))), 200_000)
