"""How near articles are in what they regulate. All texts are invented."""

from __future__ import annotations

from counterparting import background, document, pair

from policydiff.relating.engine.laws.subject_nearness import near_pairs, weigh_words
from policydiff.relating.engine.opinion.profiles import read_side


def near(left, right):
    sides = read_side(left), read_side(right)
    texts = tuple([article.provision.text for article in side.articles] for side in sides)
    return near_pairs(*sides, texts, weigh_words(*sides, background()), background())


def test_the_nearest_article_is_the_one_on_the_same_matter():
    left, right = pair("local")

    found = near(left, right)

    best = {
        row: max((value.score, column) for (place, column), value in found.items() if place == row)[
            1
        ]
        for row, _ in found
    }
    assert {row + 1: column + 1 for row, column in best.items() if row not in {5, 6}} == {
        1: 1,
        2: 3,
        3: 4,
        4: 5,
        5: 7,
        8: 9,
    }


def test_nothing_is_near_in_documents_on_different_matters():
    assert all(value.score < 0.5 for value in near(*pair("unrelated")).values())


def test_scores_are_the_same_seen_from_either_side():
    left, right = pair("local")

    there, back = near(left, right), near(right, left)

    assert {pair: value.score for pair, value in there.items()} == {
        (row, column): value.score for (column, row), value in back.items()
    }


def test_a_share_is_counted_on_the_left():
    long = "投放企业应当公开服务标准、收费标准和投诉渠道，及时处理投诉。"
    left, right = (
        document(f"甲办法\n\n第一条 {long}押金专户存放。\n"),
        document(f"乙办法\n\n第一条 {long}\n"),
    )

    assert near(right, left)[0, 0].share == 1.0
    assert 0.2 < near(left, right)[0, 0].share < 1.0


def test_a_duty_corresponds_to_the_duty_before_its_penalty():
    duty = "投放企业应当清理盲道上损坏的雨伞。"
    left = document(f"甲办法\n\n第一条 {duty}\n")
    right = document(
        "乙办法\n\n第一条 投放企业没有清理盲道上损坏的雨伞的，处一千元罚款。\n第二条 对盲道上损坏的雨伞，投放企业须予清理。\n"
    )

    found = near(left, right)

    assert found[0, 1].score > found[0, 0].score


def test_without_articles_there_is_nothing():
    empty = document("示例市关于雨伞的说明\n\n没有条文。\n")

    assert near(empty, pair("local")[1]) == {}
    assert near(pair("local")[0], empty) == {}
