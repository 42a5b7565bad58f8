"""Articles cut into paragraphs, sentences and clauses. All texts are invented."""

from __future__ import annotations

import pytest
from drafting import document

from policydiff.comparing.engine.align.small_units import SmallUnits, small_units
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
