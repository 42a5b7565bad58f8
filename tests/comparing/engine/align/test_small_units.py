"""Articles cut into paragraphs, sentences and clauses. All texts are invented."""

from __future__ import annotations

import numpy as np
import pytest
from drafting import document

from policydiff.comparing.engine.align.small_units import (
    GramLevels,
    SmallUnits,
    UnitGrams,
    read_grams,
    small_units,
)
from policydiff.comparing.engine.align.units import read_units


def cut(text: str) -> SmallUnits:
    units = read_units(document(f"第一条　{text}"))
    return small_units(next(unit for unit in units if unit.level == "article"))


def test_numbers_of_items_are_no_words_and_each_line_is_a_paragraph():
    found = cut("借用人应当遵守下列规定：\n（一）按时归还；\n（二）说明用途。")

    assert found.text == "借用人应当遵守下列规定:\n按时归还;\n说明用途。"
    assert len(found.paragraphs) == 3


@pytest.mark.parametrize(
    "reference",
    [
        "第五条",
        "第五条之一",
        "第五条第二款",
        "第三款第（一）项",
        "第（二）项",
        "第一百二十条第三款第（四）项",
    ],
)
def test_a_reference_is_masked_whole(reference):
    assert cut(f"违反本规则{reference}规定的，不得借用。").text == "违反本规则〔〕规定的,不得借用。"


def test_short_clauses_go_with_the_next_and_the_last_with_the_one_before():
    found = cut("情节严重的，一个月内不得再次借用任何物品，并公告。")

    assert len(found.clauses) == 1
    assert [found.text[slice(*span)] for span in found.clauses[0]] == [
        "情节严重的,",
        "一个月内不得再次借用任何物品,",
        "并公告。",
    ]


def test_a_short_sentence_proves_nothing():
    assert len(cut("不得转借。借用人应当按时归还。").sentences) == 1


def test_an_article_of_marks_alone_has_one_unit_of_each_kind():
    found = cut("……，……；……。")

    assert [len(found.paragraphs), len(found.sentences), len(found.clauses)] == [1, 1, 1]


def test_time_grows_evenly(grows_evenly):
    texts = {
        size: "下列情形：\n" + "\n".join(f"（{n}）说明，…，…；" for n in range(size))
        for size in (2_000, 16_000)
    }
    units = {
        size: next(
            unit for unit in read_units(document(f"第一条　{text}")) if unit.level == "article"
        )
        for size, text in texts.items()
    }

    grows_evenly(lambda size: small_units(units[size]), 16_000)


def cut_all(*texts: str) -> list[SmallUnits]:
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
    levels = read_grams(cut_all("借用雨伞，归还雨伞。"), cut_all("雨伞归还。"))

    assert shared(levels, "wholes") == [[2]]  # 雨伞, 归还
    assert shared(levels, "clauses") == [[2]]


def test_a_clause_has_its_own_bigrams_and_a_sentence_all_of_them():
    levels = read_grams(
        cut_all("借用人应当按时归还雨伞，管理人应当登记归还日期。"),
        cut_all("管理人应当登记归还日期。"),
    )

    assert shared(levels, "clauses") == [[3], [10]]
    assert shared(levels, "sentences") == [[10]]
    assert levels.left["clauses"].hosts.tolist() == [0, 0]


def test_a_bigram_of_fewer_articles_weighs_more():
    levels = read_grams(cut_all("雨伞登记。", "雨伞归还。"), cut_all("雨伞检查。"))
    left = levels.left["wholes"]
    common = left.gram[left.unit == 0][
        np.isin(left.gram[left.unit == 0], left.gram[left.unit == 1])
    ]

    assert levels.worth[common].max() < levels.worth[left.gram].max()


def test_a_paragraph_without_words_is_one_of_its_own():
    levels = read_grams(cut_all("雨伞：\n……"), cut_all("伞架：\n……"))

    assert shared(levels, "paragraphs") == [[0, 0], [0, 1]]
    assert shared(levels, "wholes") == [[1]]


def test_texts_without_any_bigram_share_nothing():
    levels = read_grams(cut_all("甲。", "乙。"), cut_all("丙。", "甲。"))

    assert shared(levels, "wholes") == [[0, 1], [0, 0]]
