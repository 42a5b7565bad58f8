"""The words beside a citation against older articles. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.citing.engine.former_numbers import (
    SameNumber,
    WordsBeside,
    WordTest,
    sentence_with,
    words_of,
)

SAND = "采砂的，应当在界桩以内作业，并保管采砂许可证。"
BEES = "养蜂的，应当登记蜂箱的数量，并远离茶园。"
OTHERS = tuple(
    f"从事{trade}的，应当遵守本条例，服从管理。" for trade in ("捕鱼", "划船", "晒盐", "烧炭")
)
CLAUSES = ("采砂的界桩", "养蜂的蜂箱", "茶园", "许可证", "应当登记数量", "捕鱼", "管理")


def former(sentence: str, then: str, now: str) -> tuple[str, ...]:
    test = WordTest.of(WordsBeside(sentence=sentence), OTHERS)
    return test.find_former([SameNumber(then=then, now=now)])[0]


def test_words_of_the_older_article_alone_speak_for_it() -> None:
    assert set(former("乙方采砂时看护界桩。", SAND, BEES)) >= {"采砂", "界桩"}


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方养蜂，自备蜂箱。",
        "乙方采砂、养蜂，看护界桩和蜂箱。",
        "乙方应当遵守规定。",
        "双方执行。",
        "",
    ],
)
def test_other_words_do_not(sentence: str) -> None:
    assert former(sentence, SAND, BEES) == ()


@given(clauses=st.lists(st.sampled_from(CLAUSES)), now=st.sampled_from((SAND, BEES)))
def test_an_article_that_reads_the_same_is_no_older_one(clauses: list[str], now: str) -> None:
    assert former("，".join(clauses), now, now) == ()


@given(clauses=st.lists(st.sampled_from(CLAUSES)))
def test_the_same_words_do_not_speak_for_both(clauses: list[str]) -> None:
    sentence = "，".join(clauses)

    assert not (former(sentence, SAND, BEES) and former(sentence, BEES, SAND))


def test_the_sentence_of_a_citation_is_read_without_citations_and_titles() -> None:
    text = "依照《甲条例》第三条采砂；依照《乙条例》第四条养蜂。"
    spans = [(text.index(one), text.index(one) + len(one)) for one in ("第三条", "第四条")]

    sentence = sentence_with(text, spans[1][0])

    assert text[slice(*sentence)] == "依照《乙条例》第四条养蜂。"
    assert words_of(text, sentence, spans).split() == ["依照", "养蜂。"]


def test_the_subject_stands_for_the_clause_on_the_text_itself() -> None:
    beside = WordsBeside.of("根据第三条，双方订立本合同。", "采砂合同")

    assert (beside.sentence, beside.subject) == ("根据第三条\n采砂", True)
    assert not WordsBeside.of("根据第三条采砂。", "采砂合同").subject
    assert not WordsBeside.of("违反本合同，依照第三条处理。", "采砂合同").subject
