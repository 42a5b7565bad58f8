"""The table of profile `rules`: decimal clauses below their headings, entries of the head first."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from numbered_rules import OLD_LINES, TITLE, purchasing, rule

from policydiff.comparing.actions.profiles import profile_for, read_profile
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.sent.sent_table import SentCell, SentTable
from policydiff.model.document import Document
from policydiff.model.profile import Reason
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import write

SHAPE = ReportOptions(profile=read_profile("rules"), language="zh")


def table(left: Document, right: Document, **options) -> SentTable:
    shape = ReportOptions(profile=read_profile("rules"), language="zh", **options)
    return sent_table(diff(left, right), shape)


def text(cell: SentCell) -> str:
    pieces = ("".join(p.text for p in (*part.heading, *part.text)) for part in cell.parts)
    return "\n".join((*cell.lines, *pieces))


def rows(found: SentTable) -> list[tuple[str, ...]]:
    return [tuple(map(text, row.cells)) for row in found.rows]


def test_clauses_stand_below_their_headings_and_the_head_comes_first():
    found = rows(table(*purchasing()))

    assert [row[0] if len(row) == 1 else (row[0], row[2], row[4]) for row in found] == [
        ("版本", "版本", ""),
        "1　总则",
        ("1.2", "1.2", ""),
        "2　职责",
        ("2.2", "2.2", ""),
        ("3", "3", ""),
        "3.1　询价",
        ("3.1.1", "3.1.1", ""),
        ("3.1.2", "3.1.2", ""),
        "3.2　验收",
        ("", "3.2.2", "新增"),
        "3　采购与验收程序",
        ("3.3", "", "删除"),
        ("3.4", "3.3", "条款号由3.4调整为3.3"),
        "4　附则",
        ("4.2", "4.2", ""),
    ]
    assert found[0][1::2] == ("V1.0", "V2.0")
    assert found[6 + 4] == (
        "",
        "新增",
        "3.2.2",
        "大型设备由设备部组织专家联合验收，并出具验收报告。",
        "新增",
    )


def test_equal_texts_have_no_row_of_a_clause():
    old, _ = purchasing()

    assert rows(table(old, old)) == [(rows(table(old, old))[0][0],)]


def test_a_reason_of_a_person_stands_in_place_of_what_is_proved():
    reasons = (
        Reason(left=("3.4",), reason="补充评标环节。"),
        Reason(left=("3.3",), reason="并入档案制度。"),
    )
    found = {row[0]: row[4] for row in rows(table(*purchasing(), reasons=reasons)) if len(row) > 1}

    assert (found["3.4"], found["3.3"]) == ("补充评标环节。", "并入档案制度。")


def test_a_new_title_and_a_lost_entry_are_rows_of_the_head():
    old = rule(OLD_LINES, head=("编号：GL-07", "密级：内部"))
    new = rule(OLD_LINES, "示例公司采购管理办法", head=("编　号：GL-08", "版本：V1.0"))

    assert [row[:4] for row in rows(table(old, new))] == [
        ("标题", TITLE, "标题", "示例公司采购管理办法"),
        ("编号", "GL-07", "编号", "GL-08"),
        ("版本", "新增", "版本", "V1.0"),
        ("密级", "内部", "密级", "删除"),
    ]


def test_nested_sections_are_each_shown():
    old = rule("1 总则\n1.1 采购\n1.1.1 询价\n1.1.1.1 询价应当有三家供应商参加。\n")
    new = rule("1 总则\n1.1 采购\n1.1.1 询价\n1.1.1.1 询价应当有五家供应商参加。\n")

    assert [row[0] for row in rows(table(old, new))] == [
        "1　总则",
        "1.1　采购",
        "1.1.1　询价",
        "1.1.1.1",
    ]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "markdown"])
def test_every_format_has_the_clauses(form):
    data = write(table(*purchasing()), form, SHAPE)
    if form == "docx":
        cells = (cell for each in docx.Document(io.BytesIO(data)).tables for cell in each._cells)
        shown = "\n".join(cell.text for cell in cells)
    elif form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        shown = "\n".join(
            str(cell or "") for row in sheet.iter_rows(values_only=True) for cell in row
        )
    else:
        shown = data.decode()

    for words in (
        "3.2.2",
        "3　采购与验收程序",
        "V2.0",
        "条款号由3.4调整为3.3",
        "大型设备由设备部组织专家",
    ):
        assert words in shown


def test_rules_with_decimal_clauses_have_their_profile_unasked():
    assert profile_for(*purchasing()).name == "rules"
    flat = rule("")
    assert profile_for(flat, flat).name == "listed-company"


def test_a_number_and_a_figure_behind_it_do_not_run_together():
    old = rule("3 付款\n3.1 30日内付款的，不计利息。\n3.2 其他款项另行约定。\n")
    new = rule("3 付款\n3.1 60日内付款的，不计利息。\n3.2 其他款项另行约定。\n")
    shape = ReportOptions(profile=read_profile("listed-company"), language="zh")
    found = write(sent_table(diff(old, new), shape), "markdown", shape).decode()

    assert "**3.1**　**60**日内" in found


def test_a_heading_without_number_stands_alone():
    old, new = (
        replace(one, body=(replace(one.body[0], num=None), *one.body[1:]))
        for one in (rule(f"1 总则\n1.1 采购应当{how}进行。\n") for how in ("公开", "秘密"))
    )

    assert [row[0] for row in rows(table(old, new))] == ["总则", "1.1"]
