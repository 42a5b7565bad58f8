"""Each comment beside its clause and what became of it; changes that no comment speaks of."""

from __future__ import annotations

from dataclasses import replace

import commenting
import pytest
from commenting import comment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lanes import examples
from openpyxl import load_workbook

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.comment_table import comments_page, result_lines, view_comments
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import write

OPTIONS = ReportOptions(language="zh")
COMPARISON = diff(commenting.draft(), commenting.final())
LATER = diff(commenting.draft(), commenting.final(commenting.LATER))
SAME = diff(commenting.draft(), commenting.draft())


def table_of(*comments, comparison=COMPARISON, options=OPTIONS, **more):
    return view_comments(comparison, comments or commenting.COMMENTS, options, **more)


def text_of(lines) -> list[str]:
    return ["".join(one.text for one in line.text) for line in lines]


def result(clause: str, comparison=COMPARISON) -> list[str]:
    (row,) = table_of(comment(clause), comparison=comparison).rows
    return text_of(result_lines(row.clauses, OPTIONS))


@pytest.mark.parametrize(
    ("clause", "statement"),
    [
        ("第一条", "第一条：未修改"),
        ("第六条", "第六条 → 第七条：条号变化，文字未变"),
        ("第四条", "第四条 → 第五条：文字有修改，条号变化"),
        ("第七条", "第七条：删除"),
        ("第八条", "第八条 → 第八条、第九条：拆分"),
        ("标题", "标题：文字有修改"),
        ("附件一", "附件一：标题未修改"),
    ],
)
def test_what_became_of_a_clause_is_stated(clause, statement):
    assert result(clause)[0] == statement


def test_clauses_that_became_one_are_shown_once():
    back = diff(commenting.final(), commenting.draft())
    lines = result("第八条、第九条", back)

    assert lines[0] == "第八条、第九条 → 第八条：合并"
    assert sum("合并" in line for line in lines) == 1


def test_a_part_of_an_article_has_a_statement_of_its_own():
    assert result("第三条第一款")[:2] == [
        "其中第三条第一款 → 第四条第一款：未修改",
        "第三条 → 第四条：文字有修改，条号变化",
    ]
    assert result("第三条第二款")[0] == "其中第三条第二款 → 第四条第二款：文字有修改"


def test_figures_are_stated_as_both_texts_prove_them():
    assert "金额：五百元→一千元" in "".join(result("第九条")).replace(" ", "")


def test_the_redline_of_a_changed_clause_holds_both_texts():
    (row,) = table_of(comment("第四条")).rows
    pieces = [
        (one.op, one.text)
        for line in result_lines(row.clauses, OPTIONS)
        for one in line.text
        if getattr(one, "op", "equal") != "equal"
    ]

    assert pieces == [("delete", "六小时"), ("insert", "八小时")]


def test_a_chapter_shows_all_that_stands_in_it():
    lines = result("第二章")

    assert lines[0] == "第二章：标题未修改"
    assert [line for line in lines if line.endswith(("删除", "拆分", "文字未变"))] == [
        "第六条 → 第七条：条号变化，文字未变",
        "第七条：删除",
        "第八条 → 第八条、第九条：拆分",
    ]


def test_the_counts_are_those_of_all_comments():
    table = table_of()

    assert table.counts == {"all": 14, "placed": 9, "general": 3, "unplaced": 2}
    assert [row.number for row in table.rows] == list(range(1, 15))


def test_the_program_says_nothing_of_adoption():
    for row in table_of().rows:
        assert (row.comment.adoption, row.comment.reason) == ("", "")


def test_changes_without_a_comment_are_listed():
    table = table_of()

    names = {row.label for row in table.unspoken}
    assert {"第三条", "第十条", "第十一条"} <= names
    spoken = table_of(comment("第九条"), *commenting.COMMENTS)
    assert "第十条" not in {row.label for row in spoken.unspoken}


def test_a_general_comment_speaks_of_no_change():
    everything = {row.id for row in table_of(comment("第八十条")).unspoken}

    assert {row.id for row in table_of(comment("全文")).unspoken} == everything


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([f"第{one}条" for one in "一二三四五六七八九十"]), max_size=6))
def test_every_change_is_beside_a_comment_or_among_those_without(clauses):
    table = table_of(comment("全文"), *map(comment, clauses))
    beside = {row.id for one in table.rows for clause in one.clauses for row in clause.rows}
    without = {row.id for row in table.unspoken}

    assert not beside & without
    changed = {row.id for row in table.view.rows if row.category != "unchanged"}
    assert changed <= beside | without


def test_equal_texts_have_no_change_at_all():
    table = table_of(comparison=SAME)

    assert table.unspoken == ()
    for row in table.rows:
        for clause in row.clauses:
            assert clause.unchanged
        lines = text_of(result_lines(row.clauses, OPTIONS))
        assert all(line.endswith("未修改") for line in lines)
        assert bool(lines) == bool(row.clauses)


def test_a_filled_row_is_looked_at_again_where_its_clause_changed():
    filled = [replace(row.comment, adoption="采纳", mark=row.mark) for row in table_of().rows]
    again = table_of(*filled)
    later = table_of(*filled, comparison=LATER)

    assert not any(row.changed_since for row in again.rows)
    assert {row.comment.clause for row in later.rows if row.changed_since} == {"第四条", "第二章"}


def test_a_mark_is_the_same_in_every_language():
    english = table_of(options=ReportOptions(language="en"))

    assert [row.mark for row in english.rows] == [row.mark for row in table_of().rows]


def test_a_clause_that_is_as_the_draft_again_is_looked_at_again():
    (row,) = table_of(comment("第四条")).rows
    filled = replace(row.comment, adoption="采纳", mark=row.mark)

    assert table_of(filled, comparison=SAME).rows[0].changed_since


def test_filled_rows_without_a_mark_and_lost_ones_are_reported():
    filled = replace(comment("第四条", "甲"), adoption="采纳")
    page = comments_page(table_of(filled, lost=(replace(filled, text="乙"),)), OPTIONS)
    lines = text_of(page.sections[1].blocks[0].lines)

    assert lines[-2].endswith("无从得知：第1号。")
    assert lines[-1] == "以前填写过，而这次的意见中已没有：第四条 | 乙 | 采纳"


def test_the_workbook_has_choices_and_no_formula(tmp_path):
    path = tmp_path / "table.xlsx"
    path.write_bytes(write(table_of(), "xlsx", OPTIONS))
    book = load_workbook(path)
    sheet = book.worksheets[0]

    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        *("序号", "条款（征求意见稿）", "征求意见稿条文", "意见", "提出单位", "正式稿条文"),
        *("采纳情况", "理由", "核对码"),
    ]
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"采纳,部分采纳,未采纳"', "G2:G15")
    cells = [cell for one in book for row in one.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.quotePrefix for cell in sheet["D"] if str(cell.value)[:1] in "=+@"] == [True] * 3
    assert sheet.column_dimensions["I"].hidden


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "docx", "xlsx", "json"])
def test_no_comment_at_all_is_a_table_too(form):
    table = view_comments(COMPARISON, (), OPTIONS)

    assert write(table, form, OPTIONS)
    assert table.counts["all"] == 0
