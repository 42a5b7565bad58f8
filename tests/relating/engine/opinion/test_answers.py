"""A law answers measures by its articles together, and nothing that it does not speak of."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from inventing import law, opinion

from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.opinion.answers import NAMED, NEAREST, read_odds, status_of
from policydiff.relating.engine.opinion.measure_numbers import PROMOTION, is_promotion
from policydiff.relating.engine.opinion.measure_weights import SHIPPED, MeasureWeights
from policydiff.relating.engine.opinion.opinion import read_opinion
from policydiff.relating.engine.opinion.relate import lower_odds, relate_opinion
from policydiff.relating.engine.relation import LIKELY, item_status
from policydiff.text.word_rarity import load_background

ITEMS = (
    "加强渡口安全管理。渡口经营者应当配备救生设备，定期检查渡船；严禁渡船超载。",
    "支持渡工培训，培养渡船驾驶人员。",
    "推进果园灌溉设施改造，扩大优质果品种植面积。",
)
FERRIES = (
    "为了加强渡口安全管理，制定本条例。",
    "本条例所称渡口，是指供渡船停靠、旅客上下的设施。",
    "渡口经营者应当为渡船配备救生设备，并每月检查渡船和救生设备。",
    "渡船载客不得超过核定的人数，严禁超载航行。",
    "国家鼓励渡口经营者培训渡工，培养渡船驾驶人员。",
    "渡船超载的，由交通运输主管部门责令改正，处一千元以上五千元以下罚款。",
    "军用渡船不适用本条例。",
    "本条例自2021年5月1日起施行。",
)
MUSEUM = (
    "博物馆应当对藏品编目，建立档案。",
    "观众不得触摸陈列的画作。",
    "讲解员应当佩戴胸牌。",
)
FERRY = "示例市渡口管理条例"


def related(*rights, items=ITEMS, **options):
    return relate_any(opinion(items), rights, load_background(), **options)


@pytest.fixture(scope="module")
def ferries():
    return related(law(FERRIES, title=FERRY))


def test_the_measures_of_an_item_are_answered_by_the_articles_on_them(ferries):
    answers = [measure.answers[0] for measure in ferries.measures]

    assert [answer.articles[0].num for answer in answers[:3]] == ["第三条", "第四条", "第五条"]
    assert [answer.status for answer in answers] == ["answered", "answered", "answered", "none"]
    assert [row.status for row in ferries.coverage] == ["covered", "covered", "none"]


def test_a_law_without_a_word_of_the_subject_answers_nothing(ferries):
    relation = related(law(MUSEUM, title="示例市博物馆条例"))

    assert ferries.measures[-1].answers[0].status == "none"
    assert {measure.answers[0].status for measure in relation.measures} == {"none"}
    assert {row.status for row in relation.coverage} == {"none"}


@pytest.mark.parametrize("heading", ["", "其他工作。"])
def test_an_item_of_several_subjects_is_answered_in_part(heading):
    others = "推进果园灌溉设施改造，扩大优质果品种植面积。建立陶瓷展览名录，编制手工艺地图。"
    items = (f"{heading}渡口经营者应当为渡船配备救生设备，并每月检查。{others}", *ITEMS[1:])
    relation = related(law(FERRIES, title=FERRY), items=items)
    statuses = {
        items[0][slice(*measure.span)]: measure.answers[0].status
        for measure in relation.measures
        if measure.left == relation.coverage[0].left
    }

    assert "answered" in statuses.values()
    assert statuses["推进果园灌溉设施改造，扩大优质果品种植面积。"] == "none"
    assert relation.coverage[0].status == "partly"


def test_an_item_follows_from_its_measures_by_the_one_rule(ferries):
    for row in ferries.coverage:
        statuses = [
            measure.answers[0].status for measure in ferries.measures if measure.left == row.left
        ]
        assert row.status == item_status(statuses)


def test_the_measures_stand_in_order_with_an_answer_of_each_law(ferries):
    two = related(law(FERRIES, title=FERRY), law(MUSEUM, title="示例市博物馆条例"))
    texts = {article.eid: article.text for article in two.left.articles}

    assert [
        "".join(texts[eid][slice(*measure.span)] for measure in two.measures if measure.left == eid)
        for eid in texts
    ] == list(texts.values())
    assert {tuple(answer.right for answer in measure.answers) for measure in two.measures} == {
        (FERRY, "示例市博物馆条例")
    }
    assert [measure.answers[0] for measure in two.measures] == [
        measure.answers[0] for measure in ferries.measures
    ]


def test_the_order_of_laws_does_not_matter():
    laws = [law(FERRIES, title=FERRY), law(MUSEUM, title="示例市博物馆条例")]
    there, back = related(*laws), related(*reversed(laws))

    assert [measure.answers for measure in there.measures] == [
        measure.answers[::-1] for measure in back.measures
    ]


def test_the_nearest_articles_are_given_whatever_the_status(ferries):
    for measure in ferries.measures:
        scores = [article.score for article in measure.answers[0].articles]
        assert len(scores) >= NEAREST
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_more_articles_are_given_where_they_are_likely_up_to_the_limit():
    items = ("依照《示例市渡口管理条例》第一条至第五条检查渡船。", *ITEMS[1:])
    few, many = (
        related(law(FERRIES, title=FERRY), items=items, limit=limit).measures[0].answers[0].articles
        for limit in (1, 10)
    )

    assert len(few) == NEAREST < len(many) <= 10
    assert many[:NEAREST] == few


@pytest.mark.parametrize(
    "rules",
    [
        ("军用渡船及其救生设备的配备和检查，不适用本条例。",),
        ("本条例所称救生设备，是指渡口经营者为渡船配备、定期检查的设备。",),
        ("渡口经营者配备救生设备、检查渡船的规定自2021年5月1日起施行。",),
    ],
    ids=["excludes", "defines", "closes"],
)
def test_an_article_that_excludes_defines_or_closes_carries_nothing_alone(rules):
    relation = related(law((*rules, *MUSEUM), title=FERRY))

    assert {measure.answers[0].status for measure in relation.measures} == {"none"}


def test_a_promise_counts_less_than_a_duty():
    texts = ("国家鼓励渡口经营者为渡船配备救生设备。", "渡口经营者应当为渡船配备救生设备。")
    scores = [
        related(law((text, *MUSEUM), title=FERRY)).measures[0].answers[0].score for text in texts
    ]

    assert scores[0] < scores[1]


def test_a_measure_that_names_a_law_is_answered_by_it():
    items = ("抓紧制定示例市渡口管理条例。", *ITEMS[1:])
    (answer,) = related(law(MUSEUM, title=FERRY), items=items).measures[0].answers

    assert (answer.status, answer.score) == ("answered", NAMED)


def test_odds_are_ordered_and_other_weights_can_be_given():
    reading = read_opinion(opinion(ITEMS), load_background())
    right = reading.law(law(FERRIES, title=FERRY))
    odds = read_odds(right.numbers, right.named, SHIPPED)

    assert (odds.carried <= odds.subject).all()
    assert (odds.answered <= odds.touched).all()

    never = replace(SHIPPED, touched={"": -30.0}, answered={"": -30.0})
    relation = relate_opinion(replace(reading, weights=never), [law(FERRIES, title=FERRY)])
    assert {row.status for row in relation.coverage} == {"none"}


def test_the_status_of_a_measure_follows_its_odds():
    below = LIKELY - 0.0001

    assert status_of(below, below) == "none"
    assert status_of(below, LIKELY) == "partly"
    assert status_of(LIKELY, LIKELY) == "answered"


def test_the_weights_have_the_signs_that_one_expects():
    against = {"promotion", "purpose", "definition", "closing", "growth"}
    tables = [getattr(SHIPPED, name) for name in MeasureWeights.__slots__]

    for name, weight in itertools.chain.from_iterable(table.items() for table in tables):
        assert not name or (weight < 0) is (name in against), name


def test_what_promotes_binds_nobody():
    example = "国家鼓励开发网络数据安全保护技术"

    assert PROMOTION.search(example)
    assert is_promotion(example)
    assert is_promotion(f"{example}，企业可以申请资助。")
    assert not is_promotion(f"{example}，网络运营者应当制定内部安全管理制度。")
    assert not is_promotion(f"{example}。违反规定的，责令改正。")


def test_numbers_do_not_depend_on_the_other_laws(ferries):
    again = related(law(FERRIES, title=FERRY))

    assert again.to_dict() == ferries.to_dict()
    assert np.isfinite([measure.answers[0].score for measure in again.measures]).all()


def test_a_verdict_quotes_the_clause_demanded_and_that_of_the_article(ferries):
    measure = ferries.measures[0]
    (answer,) = measure.answers
    reason, texts = answer.reason, {each.eid: each.text for each in law(FERRIES).articles}
    left = ferries.left.articles[0].text

    assert left[slice(*reason.demand)] == "渡口经营者应当配备救生设备"
    assert measure.span[0] <= reason.demand[0] < reason.demand[1] <= measure.span[1]
    assert texts[reason.article][slice(*reason.words)] == "渡口经营者应当为渡船配备救生设备"


def test_the_quotes_of_all_verdicts_are_words_of_both_texts(ferries):
    for measure in ferries.measures:
        left = next(each for each in ferries.left.articles if each.eid == measure.left).text
        for answer, right in zip(measure.answers, ferries.right, strict=True):
            reason = answer.reason
            assert left[slice(*reason.demand)].strip("。，； ") == left[slice(*reason.demand)] != ""
            if reason.article is not None:
                text = next(each for each in right.articles if each.eid == reason.article).text
                assert (
                    text[slice(*reason.words)].strip("。，； ") == text[slice(*reason.words)] != ""
                )


def test_what_names_the_law_or_announces_nothing_has_no_words_of_an_article():
    items = ("抓紧制定示例市渡口管理条例，加强执法。", "重要性和紧迫性。渡口安全十分重要。")
    relation = related(law(MUSEUM, title=FERRY), items=items)
    named = relation.measures[0].answers[0].reason
    text = relation.left.articles[0].text

    assert (text[slice(*named.demand)], named.article) == ("抓紧制定示例市渡口管理条例", None)
    silent = related(law(MUSEUM, title=FERRY), items=("以邓小平理论为指导，加强渡口管理。",))
    reason = silent.measures[0].answers[0].reason
    assert (reason.demand, reason.article, reason.words) == (None, None, None)


NATIONAL = ("交通运输部要加强对渡船超载的检查，严禁渡船超载。", *ITEMS[1:])


@pytest.mark.parametrize(
    ("title", "kind", "barred"),
    [(FERRY, "local-regulation", True), ("中华人民共和国渡口管理条例", "regulation", False)],
)
def test_a_local_law_answers_no_duty_of_a_national_body(title, kind, barred):
    right = replace(law(FERRIES, title=title), kind=kind)
    answers = [measure.answers[0] for measure in related(right, items=NATIONAL).measures]

    assert (answers[0].status == "none") is barred
    assert answers[1].status == "answered"


def test_of_a_library_only_what_is_very_likely_is_answered(ferries):
    found = lower_odds(ferries, [FERRY], 500)
    pairs = [
        (before.answers[0], after.answers[0])
        for before, after in zip(ferries.measures, found.measures, strict=True)
    ]

    assert [after.status for _, after in pairs] == ["answered", "partly", "partly", "none"]
    assert all(after.score < before.score for before, after in pairs if before.score > 0.001)
    assert [row.status for row in found.coverage] == ["covered", "partly", "none"]
    assert ferries == lower_odds(ferries, [FERRY], 20) == lower_odds(ferries, ["另一条例"], 500)


def test_a_law_that_a_measure_names_loses_nothing_in_a_library():
    items = ("抓紧制定示例市渡口管理条例。", *ITEMS[1:])
    relation = related(law(MUSEUM, title=FERRY), items=items)

    assert lower_odds(relation, [FERRY], 500).measures[0] == relation.measures[0]
