"""Bigrams of small units as arrays. All texts are invented."""

from __future__ import annotations

import numpy as np
from drafting import document

from policydiff.comparing.engine.align.bigrams import GramLevels, UnitGrams, read_grams
from policydiff.comparing.engine.align.small_units import SmallUnits, small_units
from policydiff.comparing.engine.align.units import read_units


def cut(*texts: str) -> list[SmallUnits]:
    lines = "\n\n".join(
        f"第{number}条　{text}" for number, text in zip("一二三", texts, strict=False)
    )
    units = read_units(document(lines))
    return [small_units(unit) for unit in units if unit.level == "article"]


def shared(levels: GramLevels, name: str) -> list[list[int]]:
    """The number of bigrams that each unit of the left shares with each one of the right."""

    def sets(side: UnitGrams) -> list[set[int]]:
        return [set(side.gram[side.unit == unit].tolist()) for unit in range(len(side.hosts))]

    return [
        [len(here & there) for there in sets(levels.right[name])]
        for here in sets(levels.left[name])
    ]


def test_bigrams_stand_within_runs_of_words():
    levels = read_grams(cut("借用雨伞，归还雨伞。"), cut("雨伞归还。"))

    assert shared(levels, "wholes") == [[2]]  # 雨伞, 归还
    assert shared(levels, "clauses") == [[2]]


def test_a_clause_has_its_own_bigrams_and_a_sentence_all_of_them():
    levels = read_grams(
        cut("借用人应当按时归还雨伞，管理人应当登记归还日期。"), cut("管理人应当登记归还日期。")
    )

    assert shared(levels, "clauses") == [[3], [10]]
    assert shared(levels, "sentences") == [[10]]
    assert levels.left["clauses"].hosts.tolist() == [0, 0]


def test_a_bigram_of_fewer_articles_weighs_more():
    levels = read_grams(cut("雨伞登记。", "雨伞归还。"), cut("雨伞检查。"))
    left = levels.left["wholes"]
    common = left.gram[left.unit == 0][
        np.isin(left.gram[left.unit == 0], left.gram[left.unit == 1])
    ]

    assert levels.worth[common].max() < levels.worth[left.gram].max()


def test_a_paragraph_without_words_is_one_of_its_own():
    levels = read_grams(cut("雨伞：\n……"), cut("伞架：\n……"))

    assert shared(levels, "paragraphs") == [[0, 0], [0, 1]]
    assert shared(levels, "wholes") == [[1]]


def test_texts_without_any_bigram_share_nothing():
    levels = read_grams(cut("甲。", "乙。"), cut("丙。", "甲。"))

    assert shared(levels, "wholes") == [[0, 1], [0, 0]]
