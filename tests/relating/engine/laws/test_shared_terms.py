"""Terms in common as evidence. All texts are invented."""

from __future__ import annotations

from counterparting import background, document

from policydiff.relating.engine.laws.subject_nearness import (
    evidence_sentences,
    shared_terms,
    weigh_words,
)
from policydiff.relating.engine.opinion.profiles import read_side

LEFT = "伞架应当牢固。投放企业应当公开收费标准，处理投诉。"
RIGHT = "收费标准在伞架上标明，投诉在三日内答复。收费标准不得变更。"


def found(left: str = LEFT, right: str = RIGHT):
    sides = [
        read_side(document(f"示例办法\n\n第一条 {text}\n第二条 无关的条文。\n"))
        for text in (left, right)
    ]
    articles = sides[0].articles[0], sides[1].articles[0]
    return shared_terms(*articles, weigh_words(*sides, background())), articles


def test_words_side_by_side_in_both_texts_are_one_term_with_all_its_places():
    evidence, _ = found()

    terms = {one.term: one for one in evidence}
    assert {"收费标准", "伞架", "投诉"} <= terms.keys()
    assert "收费" not in terms
    assert [RIGHT[begin:end] for begin, end in terms["收费标准"].right] == ["收费标准", "收费标准"]
    assert [LEFT[begin:end] for begin, end in terms["收费标准"].left] == ["收费标准"]


def test_weights_fall_and_are_parts_of_the_whole():
    evidence, _ = found()

    weights = [one.weight for one in evidence]
    assert weights == sorted(weights, reverse=True)
    assert 0 < sum(weights) <= 1.001


def test_the_sentences_with_most_of_the_evidence():
    evidence, articles = found()

    left, right = evidence_sentences(*articles, evidence)

    assert LEFT[slice(*left)] == "投放企业应当公开收费标准，处理投诉。"
    assert RIGHT[slice(*right)] == "收费标准在伞架上标明，投诉在三日内答复。"


def test_nothing_in_common_is_no_evidence_and_no_sentence():
    evidence, articles = found("伞架应当牢固。", "渔船返港。")

    assert evidence == ()
    assert evidence_sentences(*articles, evidence) == (None, None)
