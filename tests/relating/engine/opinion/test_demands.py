"""An article is near a demand by words that few measures and few articles have."""

from __future__ import annotations

import numpy as np
from inventing import law, opinion

from policydiff.relating.engine.opinion.opinion import read_opinion
from policydiff.text.word_rarity import load_background

ITEMS = (
    "渡口经营者建立渡船安全信息共享机制。渡口经营者开展渡船安全培训。",
    "渡口经营者公开渡船安全投诉电话。（县交通局负责）",
)
RULES = (
    "渡口经营者负责渡船安全，维护渡口秩序。",
    "县级以上人民政府建立信息共享机制，方便旅客查询。",
    "渡口经营者应当接受渡船安全检查。",
    "县交通局负责渡口管理。",
)


def reading(rules=RULES, items=ITEMS):
    opinion_reading = read_opinion(opinion(items), load_background())
    return opinion_reading, opinion_reading.law(law(rules, title="示例市渡口条例"))


def test_the_act_on_the_object_weighs_more_than_the_words_of_the_field():
    _, beside = reading()
    first = beside.demands.heaviest_runs()[0]

    assert int(first.argmax()) == 1
    assert first[1] > first[[0, 2, 3]].max()


def test_those_who_answer_for_a_measure_weigh_nothing():
    _, beside = reading()
    bare = reading(items=(ITEMS[0], ITEMS[1].replace("（县交通局负责）", "")))[1]

    assert np.array_equal(beside.demands.heaviest_runs(), bare.demands.heaviest_runs())


def test_what_every_article_has_weighs_nothing():
    _, apart = reading()
    _, everywhere = reading(rules=(RULES[1],) * 4)

    assert everywhere.demands.heaviest_runs()[0].max() < apart.demands.heaviest_runs()[0].max() / 3


def test_the_clauses_with_most_in_common_are_quoted():
    read, beside = reading()
    measured, text = read.measures[0], read.left.articles[0].text
    demand, words = beside.demands.quoted(measured, 0, 1)

    assert text[slice(*demand)] == "渡口经营者建立渡船安全信息共享机制。"
    assert law(RULES).articles[1].text[slice(*words)] == "县级以上人民政府建立信息共享机制，"
    assert reading(rules=("观众不得触摸画作。",))[1].demands.quoted(measured, 0, 0) is None


def test_texts_without_a_word_have_no_run():
    _, beside = reading(rules=("一、二、三。", "123"))

    assert beside.demands.heaviest_runs().shape == (3, 2)
    assert not beside.demands.heaviest_runs().any()


def test_what_follows_those_who_answer_is_quoted_of_its_own_measure():
    items = ("渡口经营者公开渡船安全投诉电话。（县交通局负责）建立渡口信息共享机制，由此便民。",)
    read, beside = reading(items=items)
    measured, text = read.measures[0], read.left.articles[0].text
    demands = [beside.demands.quoted(measured, index, 1) for index in (0, 1)]

    assert len(measured.spans) == 2
    assert [text[slice(*demand)] for demand, _ in demands] == [
        "渡口经营者公开渡船安全投诉电话。",
        "建立渡口信息共享机制，",
    ]
