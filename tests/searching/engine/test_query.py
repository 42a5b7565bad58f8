"""Queries, and where their words stand in a text. All texts are invented."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import UsageError
from policydiff.searching.engine.query import (
    _PLAIN,
    DEEPEST,
    LONGEST,
    MOST_PHRASES,
    find_spans,
    fold,
    holds,
    parse_query,
    wanted,
)


def found(query: str, text: str) -> bool:
    return holds(parse_query(query), fold(text))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("渡", "渡口由船主养护。"),
        ("口由船", "渡口由船主养护。"),
        ("渡口由船主养护。", "渡口\n由　船主养护。"),
        ("渡口 养护", "渡口由船主养护。"),
        ("养护 AND 渡口", "渡口由船主养护。"),
        ("桥 OR 渡口", "渡口由船主养护。"),
        ("渡口 NOT 桥", "渡口由船主养护。"),
        ("NOT 桥", "渡口由船主养护。"),
        ("NOT (桥 OR 路)", "渡口由船主养护。"),
        ("（桥 OR 渡口）船主", "渡口由船主养护。"),
        ('"渡口 由船主"', "渡口由船主养护。"),
        ('"渡 口" "养 护"', "渡口由船主养护。"),
        ("（一）", "有下列情形之一的：（一）渡口停用；"),
        ("(一)", "有下列情形之一的：（一）渡口停用；"),
        ("停用(含", "渡口停用（含临时停用）的"),
        ("停用(含临时停用) 渡口", "渡口停用（含临时停用）的"),
        ('"(一)" 渡口', "有下列情形之一的：（一）渡口停用；"),
        ("GDP", "以ＧＤＰ计算"),
        ("ＧＤＰ", "以GDP计算"),
        ("AND", "the words AND"),
        ("与", "甲与乙"),
        ("或 非", "或者非法"),
        ("5000元", "处５０００元罚款"),
        ("㎡", "每平方米（m2）"),
        ('"""甲"""', '称"甲"'),
    ],
)
def test_a_text_that_fulfils_a_query(query: str, text: str) -> None:
    assert found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("桥", "渡口由船主养护。"),
        ("口渡", "渡口由船主养护。"),
        ("渡口。", "渡口由船主养护。"),
        ("渡口，由", "渡口由船主养护。"),
        ("渡口 桥", "渡口由船主养护。"),
        ("渡口 NOT 船主", "渡口由船主养护。"),
        ("NOT 渡口", "渡口由船主养护。"),
        ("桥 OR 路 AND 渡口", "渡口由船主养护。"),
        ("(桥 OR 路) AND 渡口", "渡口由船主养护。"),
        ("gdp", "以GDP计算"),
        ("A\0B", "AB"),
        ("\ud800", "渡口"),
    ],
)
def test_a_text_that_does_not(query: str, text: str) -> None:
    assert not found(query, text)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "empty"),
        ("　\n\t ", "empty"),
        ('""', "phrase is empty"),
        ('" "', "phrase is empty"),
        ('甲 "乙', "not closed"),
        ("( 甲", "not closed"),
        ("甲 )", "not opened"),
        ("甲 ( )", "before )"),
        ("甲 AND", "missing at its end"),
        ("甲 OR", "missing at its end"),
        ("NEAR(甲 乙)", "not opened"),
        ("\x1f", "empty"),
        ("NOT ", None),
        ("NOT NOT", "missing at its end"),
        ("AND 甲", "before AND"),
        ("甲 OR AND 乙", "before AND"),
        ("甲 AND OR 乙", "before OR"),
        ("甲" * (LONGEST + 1), "more than"),
        ("甲 " * (MOST_PHRASES + 1), "more than"),
        ("( " * (DEEPEST + 2) + "甲", "too many"),
        ("NOT " * (DEEPEST + 2) + "甲", "too many"),
    ],
)
def test_a_bad_query_is_refused_in_one_line(query: str, why: str | None) -> None:
    if why is None:  # without a space it is a word
        assert wanted(parse_query(query)) == ("NOT",)
        return
    with pytest.raises(UsageError, match=re.escape(why)) as error:
        parse_query(query)
    assert "\n" not in str(error.value)


def test_not_binds_before_and_and_that_before_or() -> None:
    assert found("甲 OR 乙 NOT 丙", "甲丙")
    assert not found("(甲 OR 乙) NOT 丙", "甲丙")


def test_what_is_excluded_is_not_marked() -> None:
    assert wanted(parse_query("甲 NOT (乙 OR 甲 NOT 丙) 丁")) == ("甲", "丁")


@pytest.mark.parametrize(
    ("text", "phrase", "spans"),
    [
        ("渡口由船主养护，渡口停用。", "渡口", ((0, 2), (8, 10))),
        ("渡口\n由　船主", "口由船", ((1, 6),)),
        ("处５０００元", "5000", ((1, 5),)),
        ("面积㎡数", "m2", ((2, 3),)),
        ("面积㎡数", "2", ((2, 3),)),
        ("e\u0301tat", "\u00e9t", ((0, 3),)),
        ("\u1112\u1161\u11ab", "\ud55c", ((0, 3),)),
        ("甲甲甲", "甲甲", ((0, 3),)),
        ("渡口", "桥", ()),
        ("", "桥", ()),
    ],
)
def test_spans_are_of_the_text_as_it_is(
    text: str, phrase: str, spans: tuple[tuple[int, int], ...]
) -> None:
    assert find_spans(text, (phrase,)) == spans


def test_spans_that_touch_are_one() -> None:
    assert find_spans("渡口由船主养护", ("渡口", "由船", "船主", "护")) == ((0, 5), (6, 7))


WILD = st.text(
    st.sampled_from(
        "甲乙丙 　\n（(一)）㎡Ａa\u0301\u1112\u1161\u11ab\uff76\uff9e％,，。\u200b\ufdfa"
    ),
    max_size=30,
)


@given(WILD, st.integers(0, 30), st.integers(1, 8))
def test_any_stretch_of_a_text_is_found_and_marked(text: str, begin: int, length: int) -> None:
    folded = fold(text)
    phrase = folded[begin : begin + length]
    if phrase:
        spans = find_spans(text, (phrase,))
        assert spans
        assert all(0 <= first < last <= len(text) for first, last in spans)
        assert any(phrase in fold(text[first:last]) for first, last in spans)


def test_plain_characters_are_folded_one_by_one() -> None:
    plain = [chr(code) for code in range(0x110000) if _PLAIN.fullmatch(chr(code))]
    normal = [unicodedata.normalize("NFKC", one) for one in plain]

    assert _PLAIN.fullmatch("第一条　（一）GDP，“甲”。")
    assert len(plain) > 20_000
    assert set(map(len, normal)) == {1}
    assert unicodedata.normalize("NFKC", "".join(plain)) == "".join(normal)


@given(WILD)
def test_a_text_is_folded_as_unicode_says(text: str) -> None:
    assert fold(text) == re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@given(st.text(st.sampled_from("甲乙 ()（）\"ANDORNOT\0\ud800*^:{}+-'"), max_size=40))
def test_any_query_is_read_or_refused(query: str) -> None:
    with suppress(UsageError):
        assert holds(parse_query(query), "甲乙") in (True, False)


@pytest.mark.parametrize("text", ["a" + "\u0301" * 20_000, "\u1112\u1161" * 10_000, "㎡" * 20_000])
def test_marking_takes_time_in_proportion(text: str) -> None:
    assert find_spans(text, ("桥",)) == ()
