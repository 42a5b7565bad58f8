"""Places of the base, and the texts in which words stand. All texts are invented."""

import pytest

import policydiff
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.tree.changes import UnfitError

TEXT = """乙省桥梁条例
第一章　总则
第一条　桥由村里修。路由乡里修（含土路。石路）。
第二条　下列桥不修：
（一）断桥；
（二）木桥。
其他桥要修。
附件一
名录
甲、乙
"""
ONE = (("article", "1"),)
TWO = (("article", "2"),)


@pytest.fixture
def base() -> Base:
    return Base(document=policydiff.load(TEXT.encode(), name="text.txt"))


@pytest.mark.parametrize(
    ("steps", "texts"),
    [
        ((("title", ""),), ["乙省桥梁条例"]),
        ((("chapter", "1"), ("heading", "")), ["总则"]),
        ((*ONE, ("sentence", "2")), ["路由乡里修（含土路。石路）。"]),
        ((*ONE, ("sentence", "last")), ["路由乡里修（含土路。石路）。"]),
        ((*TWO, ("paragraph", "1"), ("point", "last")), ["木桥。"]),
        ((*TWO, ("paragraph", "last")), ["其他桥要修。"]),
        ((*TWO, ("intro", "")), ["下列桥不修："]),
        ((*TWO, ("point", "1")), ["断桥；"]),
        ((("attachment", "1"),), ["名录", "甲、乙"]),
    ],
)
def test_texts_of_a_place(base, steps, texts):
    assert [text.text for text in base.texts(steps)] == texts


def test_without_a_place_the_whole_work_is_meant(base):
    texts = [text.text for text in base.texts(())]
    assert texts[0] == "总则"
    assert texts[-1] == "甲、乙"
    assert len(texts) == 8


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ((("article", "9"),), "no such place"),
        ((*TWO, ("sentence", "1")), "several paragraphs"),
        ((*ONE, ("sentence", "3")), "2 sentences"),
        ((*ONE, ("heading", "")), "no heading"),
        ((*ONE, ("intro", "")), "no list"),
    ],
)
def test_what_is_not_there_is_said(base, steps, message):
    with pytest.raises(UnfitError, match=message):
        base.texts(steps)


def test_find_is_none_where_nothing_is(base):
    assert base.find((("article", "9"),)) is None
    assert base.find(ONE).num == "第一条"


TABLE = "乙省渡口条例\n\n第一条　渡资见附件。\n\n附件\n\n渡资表\n\n| 类别 | 渡资 | 备注 |\n|---|---|---|\n| 成人 | 2 | 含行李 |\n| 车辆 | 2 | 小型 |\n"


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("成人", ["成人", "2", "含行李"]),
        ("备注", ["备注", "含行李", "小型"]),
        ("渡资", ["渡资", "2", "2"]),
    ],
)
def test_a_row_or_column_of_a_table_is_known_by_its_label(label, cells):
    base = Base(document=policydiff.load(TABLE.encode(), name="law.md"))
    assert [text.text for text in base.texts((("attachment", "1"), ("row", label)))] == cells


def test_a_label_that_no_row_has():
    base = Base(document=policydiff.load(TABLE.encode(), name="law.md"))
    with pytest.raises(UnfitError, match="the place has no table with one row “桥”"):
        base.texts((("attachment", "1"), ("row", "桥")))
