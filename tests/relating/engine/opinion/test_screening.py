"""A first look at many documents."""

from __future__ import annotations

import numpy as np
from inventing import RULES, law, opinion

from policydiff.akn.reader import read_article_texts
from policydiff.akn.writer import to_xml
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.laws.screening import CounterpartScreen, screen_for
from policydiff.relating.engine.opinion.profiles import Weigher, read_side
from policydiff.relating.engine.opinion.scoring import read_items
from policydiff.relating.engine.opinion.screening import NAMED, ArticleRows, Screen, choose
from policydiff.text.word_rarity import load_background

UMBRELLAS = ("借用人应当归还雨伞。", "管理人应当检查雨伞。")


def rows(texts):
    return ArticleRows.of(texts, load_background())


def screen():
    return Screen(read_items(Weigher(left=read_side(opinion()), background=load_background())))


def test_the_law_of_the_same_matter_is_nearer():
    near, far = (screen().near(rows(texts)) for texts in (RULES, UMBRELLAS))

    assert all(one > other for one, other in zip(near[:2], far[:2], strict=True))


def test_what_has_no_known_word_is_nowhere_near():
    assert screen().near(rows(("ABC", ""))).tolist() == [0.0] * 6
    assert screen().near(rows(())).tolist() == [0.0] * 6


def test_the_nearest_of_each_item_are_chosen_and_of_equals_the_earlier():
    def nearest(*near, most):
        return choose([np.array(one, dtype=np.float32) for one in near], most)

    assert nearest((0.1, 0.9), (0.8, 0.9), (0.2, 0.1), most=1) == (0, 1)
    assert nearest(most=1) == ()
    assert nearest((0.5,), (0.5,), (0.5,), most=2) == (0, 1)


def test_the_texts_of_stored_xml_are_those_of_its_articles():
    document = law()

    texts = read_article_texts(to_xml(document))

    assert len(texts) == len(document.articles)
    assert all(
        article.text in text and article.num in text
        for article, text in zip(document.articles, texts, strict=True)
    )


def test_a_document_that_an_item_names_is_weighed_in_full():
    left = opinion(("抓紧修订《示例市伞具条例》。", "加强管理。"))
    look = screen_for(left, load_background())
    named, other = (
        look.near(rows(UMBRELLAS), title) for title in ("示例市伞具条例", "示例市雨伞条例")
    )

    assert [value > NAMED for value in named] == [True, False, True, False]
    assert max(other) < NAMED


def test_the_first_look_orders_documents_as_the_relation_does():
    """On invented texts of the words of the items: the nearest in full are nearest at first."""
    left, background = opinion(), load_background()
    rules = [article.text for article in left.articles]
    laws = [law((text, *UMBRELLAS), f"2021-05-0{n}") for n, text in enumerate(rules, 1)]
    near = [screen().near(rows(article.text for article in one.articles)) for one in laws]
    relation = relate_any(left, laws, background, limit=1)
    for place, article in enumerate(left.articles):
        best = max(
            (link for link in relation.links if link.left.eid == article.eid),
            key=lambda link: link.score,
        )
        nearest = max(range(len(laws)), key=lambda number: near[number][place])
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
