"""The terms that make a link."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import ITEMS, RULES, law, opinion

from policydiff.relating.engine.opinion.evidence import (
    MOST,
    answering_sentence,
    best_sentence,
    find_evidence,
)
from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import ScoredDocument, read_items
from policydiff.text.word_rarity import load_background


def evidence(item, rule, others=("推进雨伞借用。",)):
    items = read_items(
        Weigher(left=read_side(opinion((item, *others))), background=load_background())
    )
    target = ScoredDocument(read_side(law((rule, "种植果树。", "饲养牲畜。"))), items)
    return find_evidence(target, items.items[0], 0), target


def test_words_that_stand_together_on_both_sides_are_one_term():
    found, _ = evidence("建立投诉举报渠道。", "应当公布投诉举报方式。")

    assert found[0].term == "投诉举报"
    assert found[0].left == ((2, 6),)
    assert found[0].right == ((4, 8),)


def test_a_variant_is_named_on_both_sides():
    found, _ = evidence("畅通投诉渠道。", "任何人有权举报。")

    assert [(one.term, one.right_term) for one in found] == [("投诉", "举报")]


def test_a_word_inside_a_longer_one_is_the_word_itself():
    found, _ = evidence("保护用户权益。", "用户数量巨大的平台应当登记，每月公告期限。")

    assert [(one.term, one.right_term, one.right) for one in found] == [("用户", None, ((0, 2),))]


def test_the_number_of_an_article_is_no_term():
    found, _ = evidence("落实第十条，建立投诉渠道。", "违反第十条规定，不受理投诉的，予以警告。")

    assert [one.term for one in found] == ["投诉"]


def test_every_place_of_a_term_is_given():
    found, _ = evidence("投诉应当登记。重复投诉应当合并。", "投诉由市里处理。")

    assert next(one for one in found if one.term == "投诉").left == ((0, 2), (9, 11))


def test_nothing_in_common_is_no_evidence():
    assert evidence("建立投诉渠道。", "养护古树名木。")[0] == ()


def test_the_sentence_that_answers():
    found, target = evidence(
        "建立投诉举报渠道。", "为了繁荣市场，鼓励创新。平台应当公布投诉举报方式。"
    )

    span = answering_sentence(target.side.articles[0], found)

    assert span is not None
    assert target.side.articles[0].provision.text[slice(*span)] == "平台应当公布投诉举报方式。"


def test_no_sentence_gained_anything():
    side = read_side(law(("应当登记。",)))

    assert best_sentence(side.articles[0].passages, [0.0]) is None
    assert best_sentence((), []) is None


@settings(max_examples=30)
@given(st.sampled_from((*ITEMS, *RULES)), st.sampled_from((*ITEMS, *RULES)))
def test_terms_stand_where_they_say(item, rule):
    found, target = evidence(item, rule)

    right = target.side.articles[0].provision.text
    assert len(found) <= MOST
    assert sum(one.weight for one in found) <= 1.001
    assert all(one.weight > 0 for one in found)
    for one in found:
        assert all(item[slice(*span)] == one.term for span in one.left)
        assert all(right[slice(*span)] == (one.right_term or one.term) for span in one.right)
