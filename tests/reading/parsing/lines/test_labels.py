"""Lines and tables of labels and values. All are invented."""

from __future__ import annotations

import pytest

from policydiff.model.source import SourceCell
from policydiff.reading import plugins
from policydiff.reading.parsing.lines.labels import read_cells, read_labels

DIALECT = plugins.dialect("cn_policy")


def read(line: str) -> list[tuple[str, str | None]]:
    return [(stated.label, stated.value) for stated in read_labels(line, DIALECT)]


def cells(*rows: tuple[str, ...]) -> list[tuple[str, str | None]]:
    table = [[SourceCell(text=cell) for cell in row] for row in rows]
    return [(stated.label, stated.value) for stated in read_cells(table, DIALECT)]


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("编号：QMS-01", [("编号", "QMS-01")]),
        ("编　号: QMS-01", [("编号", "QMS-01")]),
        (
            "编号：QMS-01　版本：V3.0　密级：内部",
            [("编号", "QMS-01"), ("版本", "V3.0"), ("密级", "内部")],
        ),
        ("文件编号：QMS-01 | 版本/版次：A/0", [("文件编号", "QMS-01"), ("版本/版次", "A/0")]),
        ("**生效日期**：2025年1月9日", [("生效日期", "2025年1月9日")]),
        ("【版本号：`2025-01`】", [("版本号", "2025-01")]),
        ("更新时间 2025 年 1 月 9 日", [("更新时间", "2025 年 1 月 9 日")]),
        ("本政策更新日期：2025年1月9日。", [("更新日期", "2025年1月9日")]),
        ("《示例协议》生效日期：2025/1/9", [("生效日期", "2025/1/9")]),
        ("甲方（委托方）：示例公司", [("甲方（委托方）", "示例公司")]),
        ("生效日期：____年__月__日", [("生效日期", None)]),
        ("审核：", [("审核", None)]),
        ("编 制 人：张三　日期：2025-1-9", [("编制人", "张三"), ("日期", "2025-1-9")]),
        ("甲方：____（以下简称“甲方”）", [("甲方", None)]),
        ("最近更新日期为2025年1月9日", [("最近更新日期", "2025年1月9日")]),
    ],
)
def test_a_line_of_labels_states_facts(line: str, stated: list[tuple[str, str | None]]) -> None:
    assert read(line) == stated


@pytest.mark.parametrize(
    "line",
    [
        "编号由办公室统一管理。",
        "审核：部门负责人应当在三日内审核，并将意见报送总经理。",
        "员工应当写明版本：V3.0",
        "我们的版本：V3.0",
        "第三条　甲方：负责供货",
        "更新时间为每月一日",
        "版本号",
        "日期：2025年1月9日",
        "审核：各部门应当认真审核",
        "",
    ],
)
def test_any_other_line_states_none(line: str) -> None:
    assert read(line) == []


@pytest.mark.parametrize(
    ("rows", "stated"),
    [
        ([("编号", "QMS-01")], [("编号", "QMS-01")]),
        (
            [("编号", "QMS-01", "版本：", "V3.0"), ("审核", "", "批准", "王五")],
            [("编号", "QMS-01"), ("版本", "V3.0"), ("审核", None), ("批准", "王五")],
        ),
        (
            [("编制", "审核", "批准"), ("张三", "李四", "王五")],
            [("编制", "张三"), ("审核", "李四"), ("批准", "王五")],
        ),
        (
            [("示例公司", "编号：QMS-01\n版本：A/0"), ("考勤制度", "页次：1/3")],
            [("编号", "QMS-01"), ("版本", "A/0")],
        ),
        ([("版本", "联系人"), ("V1", "张三"), ("V2", "李四")], []),
        ([("版本", "说明"), ("V1", "新建"), ("V2", "勘误")], []),
        ([("示例公司", ""), ("版本", "V2")], [("版本", "V2")]),
        (
            [("文件编号 Document No.", "QMS-01", "版本:", "A/0")],
            [("文件编号", "QMS-01"), ("版本", "A/0")],
        ),
        ([("项目", "金额"), ("差旅费", "三千元")], []),
    ],
)
def test_a_table_states_facts_beside_or_below_labels(
    rows: list[tuple[str, ...]], stated: list[tuple[str, str | None]]
) -> None:
    assert cells(*rows) == stated


@pytest.mark.parametrize("unit", ["编号：", "编 ", "版本/", "*", "　|", "甲方（"])
def test_a_hostile_line_costs_little(unit: str, grows_evenly) -> None:
    grows_evenly(lambda size: read(unit * (size // len(unit))), 16_000)
