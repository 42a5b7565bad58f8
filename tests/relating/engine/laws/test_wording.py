"""Same, adapted or other words. All texts are invented."""

from __future__ import annotations

import pytest
from counterparting import document
from hypothesis import given
from hypothesis import strategies as st

from policydiff.relating.engine.laws.wording import (
    ScoredArticle,
    compare_wording,
    read_texts,
    similarity,
)
from policydiff.text.spans import side_of

DUTY = "投放企业应当按照规定的区域和数量投放雨伞，并且及时清理损坏的雨伞。"
REPAIR = "伞架倒塌的，管理人应当设置警示标志，并且在两小时内修复。"


def text(words: str, title: str = "共享雨伞管理条例") -> ScoredArticle:
    return read_texts(document(f"{title}\n\n第一条 {words}\n"))["art_1"]


def wording(left: str, right: str) -> str | None:
    return compare_wording(text(left), text(right)).wording


def test_equal_texts_are_the_same():
    likeness = compare_wording(text(DUTY), text(DUTY))

    assert likeness.wording == "same"
    assert [edit.op for edit in likeness.edits] == ["equal"]


@pytest.mark.parametrize(
    "printed", [DUTY.replace("，", ","), DUTY.replace("，", "， "), DUTY.replace("雨伞", "雨 伞")]
)
def test_noise_is_the_same(printed):
    assert wording(DUTY, printed) == "same"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("国务院有关部门应当公布目录。", "省人民政府有关部门应当公布目录。"),
        ("本条例由国家公布。", "本办法由本市公布。"),
        ("县级以上地方人民政府应当建立协调机制。", "区人民政府应当建立协调机制。"),
    ],
)
def test_other_names_of_place_and_body_are_adapted_however_short(left, right):
    assert wording(left, right) == "adapted"
    assert similarity(text(left), text(right)) == 1.0


def test_the_own_place_of_a_title_is_such_a_name():
    left = text("全国雨伞名录由国家公布，分批更新，接受监督。")
    right = text("示例市雨伞名录由示例市公布，分批更新，接受监督。", title="示例市共享雨伞管理办法")

    assert similarity(left, right) == 1.0


def test_a_longer_article_that_took_a_sentence_over_is_adapted():
    right = f"{REPAIR}{DUTY}"

    likeness = compare_wording(text(DUTY), text(right))

    assert likeness.wording == "adapted"
    assert likeness.sentence == (0, len(DUTY))
    assert likeness.right_sentence == (len(REPAIR), len(right))
    assert [(edit.op, edit.text) for edit in likeness.edits] == [
        ("insert", REPAIR),
        ("equal", DUTY),
    ]


def test_the_same_subject_in_other_words_is_no_wording_and_has_no_edits():
    likeness = compare_wording(
        text("投放企业应当及时处理使用人的投诉。"), text("对收到的投诉，企业三日内答复。")
    )

    assert likeness.wording is None
    assert likeness.edits == ()


def test_formulas_of_sanctions_alone_are_no_adapted_wording():
    sanction = "由交通运输部门责令限期改正，处一千元以上五千元以下罚款；情节严重的，处五千元以上一万元以下罚款。"

    assert wording(f"擅自占用盲道投放雨伞的，{sanction}", f"挪用使用人押金的，{sanction}") is None
    assert (
        wording(
            f"擅自占用盲道投放雨伞并且拒不清理的，{sanction}",
            f"擅自占用盲道投放雨伞并且拒不清理的，{sanction[:-1]}，并且公告。",
        )
        == "adapted"
    )


def test_strangers_are_shown_whole_between_sentences_that_correspond():
    left = f"{DUTY}伞面应当印有编号。"
    right = f"{DUTY}押金存入专户，任何人不得挪用。"

    edits = compare_wording(text(left), text(right)).edits

    assert [(edit.op, edit.text) for edit in edits] == [
        ("equal", DUTY),
        ("delete", "伞面应当印有编号。"),
        ("insert", "押金存入专户，任何人不得挪用。"),
    ]


def test_a_sentence_rewritten_from_end_to_end_is_no_adapted_wording():
    left = "投放企业应当遵守法律，恪守社会公德和商业道德，诚实守信，履行质量、安全等义务。"
    right = "凡在本市经营的投放企业，遵守法律法规，讲究诚实守信，恪守社会公德和商业道德的准则，承担质量、安全、环保义务。"

    likeness = compare_wording(text(left), text(right))

    assert likeness.wording is None
    assert likeness.edits == ()


def test_an_article_without_words_has_no_wording():
    assert wording("", "") is None


SENTENCES = st.sampled_from(
    (
        DUTY,
        REPAIR,
        "本条例自2021年6月1日起施行。",
        "使用人不得转借。",
        "（一）长柄伞；\n",
        "国家鼓励回收。",
        "是",
    )
)
TEXTS = st.lists(SENTENCES, max_size=6).map("".join)


@given(TEXTS, TEXTS)
def test_edits_make_both_texts(left, right):
    ours, theirs = text(left), text(right)

    likeness = compare_wording(ours, theirs)

    assert (likeness.wording == "same") == (ours.words == theirs.words != "")
    assert compare_wording(theirs, ours).wording == likeness.wording
    if likeness.wording is not None:
        assert side_of(likeness.edits, 0) == ours.unit.text
        assert side_of(likeness.edits, 1) == theirs.unit.text
