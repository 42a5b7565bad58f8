"""A first look at many documents."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import RULES, law, opinion

from policydiff.akn.reader import read_article_texts
from policydiff.akn.writer import to_xml
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.laws.screening import CounterpartScreen, choose_for, screen_for
from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import read_items
from policydiff.relating.engine.opinion.screening import (
    BEHIND,
    PER_ITEM,
    PER_MEASURE,
    ArticleRows,
    Screen,
    choose,
    naming,
)
from policydiff.text.word_rarity import load_background

UMBRELLAS = ("借用人应当归还雨伞。", "管理人应当检查雨伞。")


def rows(texts):
    return ArticleRows.of(texts, load_background())


def screen():
    return Screen(read_items(Weigher(left=read_side(opinion()), background=load_background())))


def near(look, *texts):
    return look.near(rows(texts)).tolist()


def test_the_law_of_the_same_matter_is_nearer():
    close, far = (near(screen(), *texts) for texts in (RULES, UMBRELLAS))

    assert all(one > other for one, other in zip(close, far, strict=True))


def test_a_measure_has_a_number_of_its_own():
    """An item of two matters: each law is nearest to the measure on its own."""
    left = opinion(("加强航空器适航检查；建立雨伞借用登记制度。",))
    look = screen_for(left, load_background())
    umbrellas = near(look, "雨伞借用应当登记。", "管理人应当检查雨伞。")
    aircraft = near(look, "航空器应当符合适航要求，接受适航检查。")

    assert len(umbrellas) == 3
    assert aircraft[0] > umbrellas[0]
    assert umbrellas[1] > aircraft[1]


def test_what_has_no_known_word_is_nowhere_near():
    assert set(near(screen(), "ABC", "")) == {0.0}
    assert set(near(screen())) == {0.0}


@given(st.permutations(RULES))
@settings(max_examples=5, deadline=None)
def test_the_order_of_articles_makes_no_difference_to_measures(texts):
    measures = slice(3)  # an item heeds the articles beside each, too

    assert np.allclose(
        near(screen(), *texts)[measures], near(screen(), *RULES)[measures], atol=1e-3
    )


def test_a_left_without_measures_comes_near_nothing():
    look = screen_for(opinion(("",)), load_background())

    assert near(look, *RULES) == [0.0]


def test_documents_of_each_tier_are_chosen_apart_and_of_the_first_the_most():
    left, look = opinion(("建立雨伞借用登记制度。",)), {}
    for number in range(40):  # one measure, one item: opposite orders
        look[number] = np.array([40.0 - number, number], dtype=np.float32)
    first, others, empty = list(range(20, 40)), list(range(20)), []

    assert choose_for(left, look, [first, others, empty]) == {
        *first[:PER_MEASURE],
        *first[-PER_ITEM:],
        *others[: BEHIND[0]],
        *others[-BEHIND[1] :],
    }
    assert choose_for(left, look, [empty, others]) == {
        *others[:PER_MEASURE],
        *others[-PER_ITEM:],
    }
    assert choose_for(left, {}, [empty]) == frozenset()


def test_the_nearest_of_each_number_are_chosen_and_of_equals_the_earlier():
    def nearest(*near, most):
        return choose([np.array(one, dtype=np.float32) for one in near], most)

    assert nearest((0.1, 0.9), (0.8, 0.9), (0.2, 0.1), most=(1, 1)) == (0, 1)
    assert nearest((0.1, 0.9), (0.8, 0.9), (0.2, 0.1), most=(2, 0)) == (1, 2)
    assert nearest(most=(1,)) == ()
    assert nearest((0.5,), (0.5,), (0.5,), most=(2,)) == (0, 1)


def test_the_texts_of_stored_xml_are_those_of_its_articles():
    document = law()

    texts = read_article_texts(to_xml(document))

    assert len(texts) == len(document.articles)
    assert all(
        article.text in text and article.num in text
        for article, text in zip(document.articles, texts, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("抓紧修订《示例市伞具条例》。", ["示例市伞具条例"]),
        ("修订伞具促进法，制定配套规定。", ["中华人民共和国伞具促进法", "伞具促进法（草案）"]),
        ("贯彻实施《刑法》。", ["中华人民共和国刑法"]),
        ("废止《示例市伞具条例》。", []),
        ("加强雨伞管理。", []),
    ],
)
def test_what_a_measure_names_is_known_by_its_title(text, titles):
    names = naming(opinion((text, "加强管理。")))
    known = (
        "示例市伞具条例",
        "示例市伞具条例实施办法",
        "中华人民共和国伞具促进法",
        "伞具促进法（草案）",
        "中华人民共和国刑法",
    )

    assert [title for title in known if names(title)] == titles


def test_the_first_look_orders_documents_as_the_relation_does():
    """On invented texts of the words of the items: the nearest in full are nearest at first."""
    left, background = opinion(), load_background()
    rules = [article.text for article in left.articles]
    laws = [law((text, *UMBRELLAS), f"2021-05-0{n}") for n, text in enumerate(rules, 1)]
    looks = [near(screen(), *(article.text for article in one.articles)) for one in laws]
    relation = relate_any(left, laws, background, limit=1)
    for index, measure in enumerate(relation.measures):
        best = max(
            (link for link in relation.links if link.left.eid == measure.left),
            key=lambda link: link.score,
        )
        nearest = max(range(len(laws)), key=lambda number: looks[number][index])
        assert best.right.document == (laws[nearest].uri or laws[nearest].title)


def test_a_law_beside_others_is_looked_at_by_its_own_measure():
    left = law()
    look = screen_for(left, load_background())
    same, far = (
        look.near(rows(texts)) for texts in ([article.text for article in left.articles], UMBRELLAS)
    )

    assert isinstance(look, CounterpartScreen)
    assert isinstance(screen_for(opinion(), load_background()), Screen)
    assert all(one > other for one, other in zip(same, far, strict=True))
    assert look.near(rows([])).tolist() == look.near(rows([""])).tolist()
    assert max(look.near(rows([]))) < min(far)
