"""Quoted words against the text that they mean."""

import pytest

from policydiff.amending.engine.reading.quoted_words import (
    find_misquoted,
    find_stretches,
    find_words,
    matches_quotation,
    misquoted,
    unnested,
)


@pytest.mark.parametrize(
    ("text", "old", "spans"),
    [
        ("甲，乙。", "乙", [(2, 3)]),
        ("甲 乙丙", "甲乙", [(0, 3)]),
        ("甲,乙", "甲，乙", [(0, 3)]),
        ("甲甲", "甲", [(0, 1), (1, 2)]),
        ("甲", "乙", []),
        ("甲", "", []),
        ("“甲”乙", "‘甲’", [(0, 3)]),
    ],
)
def test_where_words_stand(text, old, spans):
    assert find_words(text, old) == spans


def test_a_quotation_of_a_whole_place_may_miss_a_sign_of_many():
    text = "国家保护公民的合法权利和利益，任何组织或者个人不得侵犯公民的这些合法的权利和利益。"
    assert matches_quotation(text, text.replace("合法的权利", "合法权利"))
    assert not matches_quotation(text, text[:20])


def test_what_is_misquoted_is_told_in_few_words():
    told = misquoted("公民的合法的权利和利益受保护。", "公民的合法权利和利益受保护。")
    assert told == "quoted “民的合法权利和利”, the text reads “民的合法的权利和利”"
    assert misquoted("甲，乙", "甲,乙") is None


def test_long_words_may_be_misquoted_inside_a_text():
    text = "甲。国家保护公民的合法的权利和利益，任何组织不得侵犯。乙。"
    begin, end = find_misquoted(text, "国家保护公民的合法权利和利益，任何组织不得侵犯")
    assert text[begin:end] == "国家保护公民的合法的权利和利益，任何组织不得侵犯"
    assert find_misquoted(text, "国家保护公民") == (2, 8)
    assert find_misquoted(text, "国家尊重公民的一切权利和利益，任何组织不得侵犯") is None
    assert find_misquoted(text, "合法权利") is None
    assert find_misquoted("", "甲") is None


@pytest.mark.parametrize(
    ("quoted", "law"),
    [
        ("所称‘大桥’，是指", "所称“大桥”，是指"),
        ("所称‘大“桥”’", "所称“大‘桥’”"),
        ("所称“大桥”", "所称“大桥”"),
        ("“大‘桥’”", "“大‘桥’”"),
    ],
)
def test_marks_inside_a_quotation_are_double_again_in_the_law(quoted, law):
    assert unnested(quoted) == law


@pytest.mark.parametrize(
    ("text", "old", "spans"),
    [
        ("桥由村里修，路由乡里修。", "桥……乡里", [(0, 10)]),
        ("桥由村里修，路由乡里修。", "桥……修", [(0, 5), (0, 11)]),
        ("桥由村里修，桥由乡里修。", "桥……乡里", []),
        ("桥由村里修。", "村里……桥", []),
        ("桥由村里修。", "……", []),
    ],
)
def test_a_stretch_is_meant_by_its_first_and_last_words(text, old, spans):
    assert find_stretches(text, old) == spans
