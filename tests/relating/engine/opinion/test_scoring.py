"""Scores of items and articles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import ITEMS, RULES, law, opinion

from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import (
    ScoredDocument,
    likelihood,
    names_document,
    plain_title,
    read_items,
)
from policydiff.text.word_rarity import load_background

SENTENCES = (*ITEMS, *RULES, "雨伞归还后应当检查。", "本条例自2024年5月1日起施行。", "")


def numbers(left, right):
    items = read_items(Weigher(left=read_side(left), background=load_background()))
    target = ScoredDocument(read_side(right), items)
    return [(target.numbers(item), target.rank(target.numbers(item))) for item in items.items]


def test_each_item_finds_its_article():
    ranks = [rank for _, rank in numbers(opinion(), law())]

    assert [int(rank.argmax()) for rank in ranks[:2]] == [1, 2]


def test_what_an_article_speaks_of_is_a_share():
    found, _ = numbers(
        opinion(("完善投诉举报制度。", "推进雨伞借用。")), law(("完善投诉举报制度。", "种植果树。"))
    )[0]

    assert found.covered_share[0] == pytest.approx(1)
    assert found.covered_share[1] < 0.5


def test_a_variant_counts_less_than_the_word_itself():
    left = opinion(("及时处理投诉。", "推进雨伞借用。"))
    same, variant, other = (
        numbers(left, law((text,)))[0][0].covered_share[0]
        for text in ("处理投诉。", "处理举报。", "处理树木。")
    )

    assert same > variant > other


def test_the_purpose_of_a_law_that_an_item_names():
    left = opinion(("制定示例市个人信息条例。", "推进雨伞借用。"))
    found, _ = numbers(left, law())[0]

    assert found.columns[:, 3].tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize(
    "right", [law(()), law(("",)), law(("一、二、三。",))], ids=["none", "empty", "no terms"]
)
def test_what_has_no_terms_scores_nothing(right):
    for found, rank in numbers(opinion(), right):
        assert not found.columns.any()
        assert len(rank) == len(right.articles)


def test_an_item_without_terms_finds_nothing():
    found, _ = numbers(opinion(("", "保护个人信息。")), law())[0]

    assert not found.columns.any()


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(SENTENCES), max_size=5),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
)
def test_numbers_are_finite_and_the_order_of_articles_decides_only_what_stands_beside(items, rules):
    forth = numbers(opinion(tuple(items)), law(tuple(rules)))
    back = numbers(opinion(tuple(items)), law(tuple(reversed(rules))))

    for (one, _), (other, _) in zip(forth, back, strict=True):
        assert np.isfinite(one.columns).all()
        assert np.allclose(one.columns, other.columns[::-1], atol=1e-6)
        assert ((one.covered_share >= 0) & (one.covered_share <= 1.000001)).all()


def test_likelihood_is_a_score_from_0_to_1():
    assert likelihood(0) == 0.5
    assert 0 <= likelihood(-1000) < likelihood(-1) < likelihood(1) < likelihood(1000) <= 1


def test_a_heading_counts_as_a_passage():
    left = opinion(("加强管理。", "推进雨伞借用。"))
    named = replace(
        left, body=(replace(left.body[0], heading="投诉举报", heading_stop="。"), *left.body[1:])
    )

    assert (
        numbers(named, law(("公布投诉举报方式。",)))[0][0].covered_share[0]
        > numbers(left, law(("公布投诉举报方式。",)))[0][0].covered_share[0]
    )


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("中华人民共和国雨伞法", "雨伞法"),
        ("中华人民共和国雨伞法（2018年修正）", "雨伞法"),
        ("雨伞条例（征求意见稿）", "雨伞条例"),
        ("雨伞条例征求意见稿", "雨伞条例"),
        ("雨 伞　条例", "雨伞条例"),
        ("雨伞纠纷的解释（二）", "雨伞纠纷的解释（二）"),
    ],
)
def test_the_title_as_texts_name_it(title, plain):
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("text", "title", "named"),
    [
        ("全面贯彻实施雨伞法，加快立法。", "中华人民共和国雨伞法", True),
        ("制定雨伞\n借用条例。", "雨伞借用条例（草案）", True),
        ("制定雨伞管理办法。", "雨伞借用条例", False),
        ("依照刑法处理。", "中华人民共和国刑法", False),
        ("废止《雨伞借用条例》。", "雨伞借用条例", False),
        ("废止《甲条例》、《雨伞借用条例》。", "雨伞借用条例", False),
        ("废止雨伞借用条例，修订雨伞借用条例的细则。", "雨伞借用条例", True),
    ],
)
def test_naming(text, title, named):
    assert names_document(text, title) is named
