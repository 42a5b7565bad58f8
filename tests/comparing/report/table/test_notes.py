"""The words of the columns 修订类型 and 说明."""

from __future__ import annotations

import pytest

from policydiff.comparing.report.table.notes import MOST_FACTS, kind_of, note_lines
from policydiff.model.comparison import Fact
from policydiff.model.reports import ReportOptions
from policydiff.report.rows import ComparisonRow, RowCell

ZH = ReportOptions()
EN = ReportOptions(language="en")


def row(category="reworded", left=("第二条",), right=("第三条",), **extra) -> ComparisonRow:
    def cells(names: tuple[str, ...]) -> tuple[RowCell, ...]:
        return tuple(RowCell(num=name, label=name) for name in names)

    return ComparisonRow(id=1, category=category, left=cells(left), right=cells(right), **extra)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (row(renumbered=True), ("由第二条调整为第三条",)),
        (row("moved", moved=True), ("由第二条移至第三条",)),
        (row("moved", right=("第二条",), moved=True), ("位置调整",)),
        (row("split", right=("第三条", "第四条")), ("第二条拆分为第三条、第四条",)),
        (row("merged", left=("第一条", "第二条")), ("第一条、第二条合并为第三条",)),
        (
            row("regrouped", left=("第一条", "第二条"), right=("第三条", "第四条")),
            ("第一条、第二条合并并拆分为第三条、第四条",),
        ),
        (row(doubtful=True, score=0.62), ("请核对条文对应（把握 62%）",)),
        (row(pinned=True, glyphs=True), ("仅字形、标点不同", "对应关系系人工指定")),
        (row("added", left=()), ()),
        (row("removed", right=()), ()),
        (row("removed", right=(), possible=(("第九条", 0.35),)), ("可能对应第九条（把握 35%）",)),
    ],
)
def test_a_row_in_words(found, told):
    assert note_lines(found, ZH) == told


def test_facts_say_what_came_and_what_went():
    facts = (
        Fact(type="period", before="二年", after="三年"),
        Fact(type="amount", before=None, after="五千元"),
        Fact(type="subject", before="乡镇", after=None),
        Fact(type="period", before="二年", after="三年"),
    )

    assert note_lines(row(facts=facts), ZH) == (
        "新增金额：五千元",
        "期限：二年→三年",
        "删去主体：乡镇",
    )
    assert note_lines(row(facts=facts), EN) == (
        "amount, new: 五千元",
        "period: 二年 → 三年",
        "subject, gone: 乡镇",
    )


def test_many_facts_are_counted():
    facts = tuple(
        Fact(type="count", before=f"{place}人", after=f"{place + 1}人")
        for place in range(MOST_FACTS + 3)
    )
    told = note_lines(row(facts=facts), ZH)

    assert len(told) == MOST_FACTS + 1
    assert told[-1] == "另有 3 项"


def test_a_move_stands_beside_the_kind():
    assert kind_of(row(moved=True), ZH) == "修改、位置调整"
    assert kind_of(row("moved", moved=True), ZH) == "位置调整"
    assert kind_of(row(), EN) == "reworded"
    assert kind_of(row("renumbered", renumbered=True, container=True), ZH) == "序号调整"


def test_direction_marks_stay_out():
    assert "\u202e" not in "".join(
        note_lines(row(facts=(Fact(type="term", before="a\u202eb", after="c"),)), ZH)
    )
