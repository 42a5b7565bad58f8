"""A first look at many documents."""

from __future__ import annotations

from inventing import RULES, law, opinion

from policydiff.akn.texts import read_article_texts
from policydiff.akn.writer import to_xml
from policydiff.diffing.background import load_background
from policydiff.relating.profiles import Weigher, read_side
from policydiff.relating.scoring import read_items
from policydiff.relating.screening import Screen, choose

UMBRELLAS = ("借用人应当归还雨伞。", "管理人应当检查雨伞。")


def screen():
    return Screen(read_items(Weigher(left=read_side(opinion()), background=load_background())))


def test_the_law_of_the_same_matter_is_nearer():
    near, far = (screen().near(texts) for texts in (RULES, UMBRELLAS))

    assert all(one > other for one, other in zip(near[:2], far[:2], strict=True))


def test_what_has_no_known_word_is_nowhere_near():
    assert screen().near(("ABC", "")) == (0.0,) * 3
    assert screen().near(()) == (0.0,) * 3


def test_the_nearest_of_each_item_are_chosen_and_of_equals_the_earlier():
    assert choose([(0.1, 0.9), (0.8, 0.9), (0.2, 0.1)], most=1) == (0, 1)
    assert choose([], most=1) == ()
    assert choose([(0.5,), (0.5,), (0.5,)], most=2) == (0, 1)


def test_the_texts_of_stored_xml_are_those_of_its_articles():
    document = law()

    texts = read_article_texts(to_xml(document))

    assert len(texts) == len(document.articles)
    assert all(
        article.text in text and article.num in text
        for article, text in zip(document.articles, texts, strict=True)
    )
