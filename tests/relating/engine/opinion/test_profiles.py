"""Articles as passages of terms, and what is telling in a document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from inventing import law, opinion

from policydiff.relating.engine.opinion.profiles import (
    Weigher,
    rarity_among,
    read_side,
    to_length_one,
    unit_vectors,
)
from policydiff.text.word_rarity import load_background


def test_passages_are_the_sentences_and_hold_every_term():
    side = read_side(law(("平台应当公布投诉方式，及时受理；公众可以举报。违者警告。",)))

    article = side.articles[0]
    assert [passage.span for passage in article.passages] == [(0, 16), (16, 23), (23, 28)]
    assert [passage.words for passage in article.passages] == [
        ("平台", "应当", "公布", "投诉", "方式", "及时", "受理"),
        ("公众", "可以", "举报"),
        ("违者", "警告"),
    ]
    assert [passage.words for passage in article.clauses][:2] == [
        ("平台", "应当", "公布", "投诉", "方式"),
        ("及时", "受理"),
    ]


def test_a_heading_is_a_passage_without_a_place():
    document = law(("应当登记。",))
    article = replace(document.body[0], heading="雨伞登记")

    passages = read_side(replace(document, body=(article,))).articles[0].passages

    assert passages[0].span is None
    assert passages[0].words == ("雨伞", "登记")


def test_a_word_of_every_article_tells_nothing():
    side = read_side(law(("雨伞应当登记。", "雨伞应当归还。", "雨伞应当检查。")))

    assert side.rarity("雨伞") < 0.1
    assert side.rarity("雨伞") < side.rarity("登记") < side.rarity("押金")


def test_a_word_of_every_item_has_no_weight():
    side = read_side(opinion(("推进雨伞登记。", "推进雨伞检查。", "推进雨伞公告。")))
    weigher = Weigher(left=side, background=load_background())

    assert weigher.weight("雨伞") < weigher.weight("登记")


def test_a_document_without_articles_has_none():
    assert read_side(replace(law(), body=())).articles == ()


def test_unit_vectors_have_length_1_or_are_zero():
    vectors = unit_vectors(["投诉", "没有的词"], load_background())

    assert np.allclose((vectors * vectors).sum(axis=1), [1, 0])
    assert np.array_equal(to_length_one(np.zeros((2, 3))), np.zeros((2, 3)))
    assert unit_vectors([], load_background()).shape[0] == 0


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 400))
def test_what_more_texts_have_is_less_rare(few, more, size):
    low, high = sorted((min(few, size), min(more, size)))

    assert rarity_among(np.array(low), size) >= rarity_among(np.array(high), size) >= 0.0
