"""Tables of rules in clauses 3.2.1: numbers of any form, and every planted fault found."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from numbered_rules import NEW_LINES, OLD_LINES, purchasing, rule

from policydiff.checking.engine.table_check import CheckedTables
from policydiff.checking.engine.table_faults import check_tables
from policydiff.comparing.actions.profiles import SHIPPED, read_profile
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison
from policydiff.model.document import Block, Document
from policydiff.model.reports import ReportOptions
from policydiff.reading.readers import xlsx
from policydiff.reading.readers.docx import reader
from policydiff.report.formats import write

OWN = ("原条款号", "修订前", "现条款号", "修订后", "修订说明")
INSIDE = ("修订前", "修订后")
CLOSING = "除上述修订外，其他条款内容不变。条款序号相应调整，不再列示。"


def compared() -> Comparison:
    return diff(*purchasing())


def lines(text: str) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in text.strip().splitlines())


OLD, NEW = lines(OLD_LINES), lines(NEW_LINES)
POINTS = ("(a)", "(b)", "(c)")


def whole(texts: dict[str, str], num: str) -> str:
    """The words of a clause, of the list with its points."""
    points = [f"{one} {texts[one]}" for one in POINTS] if texts[num].endswith("：") else []
    return "\n".join((texts[num], *points))


PAIRS: list[tuple[str | None, str | None]] = [
    ("1.2", "1.2"),
    ("2.2", "2.2"),
    ("3", "3"),
    ("3.1.1", "3.1.1"),
    ("3.1.2", "3.1.2"),
    (None, "3.2.2"),
    ("3.3", None),
    ("3.4", "3.3"),
    ("4.2", "4.2"),
]


def own_rows() -> list[list[str]]:
    """A row a changed clause, with the numbers in columns of their own."""
    return [
        [
            left or "",
            "新增" if left is None else whole(OLD, left),
            right or "",
            "删除" if right is None else whole(NEW, right),
            "",
        ]
        for left, right in PAIRS
    ]


def inside_rows(form: str = "{} ") -> list[list[str]]:
    """The same with the numbers in front of the texts."""
    return [
        [
            text if text in ("新增", "删除") else form.format(num) + text
            for num, text in ((left, old), (right, new))
        ]
        for left, old, right, new, _ in own_rows()
    ]


def check(
    rows: list[list[str]],
    head: tuple[str, ...] = OWN,
    comparison: Comparison | None = None,
    sentences: tuple[str, ...] = (CLOSING,),
) -> CheckedTables:
    file = docx.Document()
    table = file.add_table(rows=0, cols=len(head))
    for row in (head, *rows):
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    data = io.BytesIO()
    file.save(data)
    return check_tables(reader.tables(data.getvalue(), "x"), comparison or compared(), sentences)


def kinds(found: CheckedTables) -> list[tuple[str, str]]:
    return [(one.kind, one.num) for one in found.faults]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("profile", SHIPPED)
def test_the_table_of_every_profile_has_no_fault(profile, form):
    shape = ReportOptions(profile=read_profile(profile), language="zh")
    table = sent_table(compared(), shape)
    data = write(table, form, shape)
    tables = (reader if form == "docx" else xlsx).tables(data, "x")
    found = check_tables(tables, compared(), (table.opening, table.closing))

    assert (found.faults, found.unchecked) == ((), ())
    assert found.quotations == 16


@pytest.mark.parametrize(
    "form", ["{} ", "{}", "{}　", "{}、", "{}. ", "第{}条　", "【{}】", "  {}  "]
)
def test_numbers_in_front_of_the_text_are_read_in_every_form(form):
    rows = inside_rows(form)
    if form == "{}":  # 3采购程序 is read as a number by nobody
        rows[2] = ["3 采购程序", "3 采购与验收程序"]
    if form in ("第{}条　", "【{}】"):
        rows[2] = ["3、采购程序", "3、采购与验收程序"]
    found = check(rows, INSIDE)

    assert (kinds(found), found.unchecked, found.quotations) == ([], (), 16)


@pytest.mark.parametrize("form", ["{}", "第{}条", "{}、", "{}."])
def test_numbers_in_columns_of_their_own_are_read_in_every_form(form):
    rows = [
        [form.format(one) if at in (0, 2) and "." in one else one for at, one in enumerate(row)]
        for row in own_rows()
    ]
    rows.insert(0, ["1 总则"])
    rows.insert(3, ["3　采购与验收程序"])
    found = check(rows)

    assert (kinds(found), found.unchecked, found.quotations) == ([], (), 16)


def test_one_column_numbers_both_sides():
    head = ("条款号", "修订前", "修订后")
    rows = [[right or left, old, new] for left, old, right, new, _ in own_rows()]
    rows[7][0] = "3.4"
    assert kinds(check(rows, head)) == []
    rows[7] = ["(b)", OLD["(b)"], NEW["(b)"]]
    assert kinds(check(rows, head)) == []
    rows[3][0] = "3.1.2"
    assert kinds(check(rows, head)) == [("number", "3.1.2")]


def test_points_have_rows_of_their_own():
    for left, right in (("3.4(b)", "3.3(b)"), ("(b)", "（b）"), ("3.4 (b)", "3.3（b）")):
        rows = own_rows()
        rows[7] = [left, OLD["(b)"], right, NEW["(b)"], ""]
        assert kinds(check(rows)) == []
    inside = inside_rows()
    inside[7] = [f"(b) {OLD['(b)']}", f"(b) {NEW['(b)']}"]
    assert kinds(check(inside, INSIDE)) == []
    inside[7] = ["\n".join(f"{one} {texts[one]}" for one in POINTS) for texts in (OLD, NEW)]
    assert kinds(check(inside, INSIDE)) == []


def test_the_first_line_of_a_clause_does_not_stand_for_its_points():
    rows = own_rows()
    rows[7] = ["3.4", OLD["3.4"], "3.3", NEW["3.3"], ""]

    assert kinds(check(rows)) == [("missing", "3.3(b)"), ("statement", "")]


@pytest.mark.parametrize("place", range(len(PAIRS)))
def test_a_row_that_is_missing_is_found(place):
    rows = own_rows()
    del rows[place]
    left, right = PAIRS[place]
    num = "3.3(b)" if right == "3.3" else right or left

    assert kinds(check(rows)) == [("missing", num), ("statement", "")]


@pytest.mark.parametrize("side", [0, 2])
@pytest.mark.parametrize("wrong", ["3.9", "1.1", "3.2.1"])
def test_a_wrong_number_is_found(side, wrong):
    for place in (1, 3, 4):
        rows = own_rows()
        right = rows[place][side]
        rows[place][side] = wrong
        found = check(rows)
        assert [(one.kind, one.num, one.other) for one in found.faults] == [
            ("number", wrong, right)
        ]
        rows = inside_rows()
        at = side // 2
        rows[place][at] = rows[place][at].replace(right, wrong, 1)
        assert kinds(check(rows, INSIDE)) == [("number", wrong)]


@pytest.mark.parametrize(("side", "kind"), [(1, "old"), (3, "new")])
@pytest.mark.parametrize("place", [0, 1, 3, 4, 7, 8])
def test_a_word_that_is_not_in_the_text_is_found(place, side, kind):
    rows = own_rows()
    rows[place][side] = rows[place][side].replace("采购", "购置", 1) + (
        "另行规定。" if "采购" not in rows[place][side] else ""
    )
    rows[place][side] = (
        rows[place][side].replace("。", "，。", 1) if place == 1 else rows[place][side]
    )
    found = check(rows)

    assert kinds(found) == [(kind, rows[place][side - 1])]


@pytest.mark.parametrize(
    ("place", "cells", "fault"),
    [
        (5, {1: "删除"}, None),
        (0, {1: "新增"}, ("statement", "1.2")),
        (0, {3: "删除"}, ("statement", "1.2")),
        (2, {3: "采购与付款程序"}, ("heading", "3")),
        (0, {3: ""}, ("empty", "1.2")),
        (7, {4: "条款号由3.4调整为3.5"}, ("statement", "3.3")),
        (7, {4: "由3.4调整为3.3"}, None),
        (5, {4: "新增"}, None),
        (6, {4: "删除"}, None),
    ],
)
def test_a_claim_that_is_not_so_is_found(place, cells, fault):
    rows = own_rows()
    for at, text in cells.items():
        rows[place][at] = text
    found = kinds(check(rows))

    if fault is None:
        assert found in ([], [("statement", "3.2.2")])
    else:
        assert fault in found


def test_a_heading_that_neither_text_has_is_found():
    rows = own_rows()
    rows.insert(1, ["2 部门分工"])

    assert [one.kind for one in check(rows).faults] == ["heading"]


def test_entries_of_the_head_are_checked():
    entry = ["版本", "V1.0", "版本", "V2.0", ""]
    assert kinds(check([entry, *own_rows()])) == []
    assert check([entry, *own_rows()]).unchecked == ()
    wrong = replace_at(entry, 3, "V3.0")
    assert kinds(check([wrong, *own_rows()])) == [("new", "版本")]
    assert kinds(check([replace_at(entry, 1, "新增"), *own_rows()])) == [("old", "版本")]


def replace_at(row: list[str], place: int, text: str) -> list[str]:
    return [text if at == place else one for at, one in enumerate(row)]


def nested(period: str, scope: str) -> Document:
    return rule(
        "3 验收\n3.1 货物到达后由使用部门验收。\n"
        f"3.1.1 验收应当在{period}日内完成，并填写验收单。\n3.1.2 验收单由仓库保存{scope}。\n"
    )


def test_clauses_below_a_clause_have_rows_or_stand_in_its_row():
    comparison = diff(nested("五", "三年"), nested("十", "三年"))
    below = [
        "3.1.1",
        "验收应当在五日内完成，并填写验收单。",
        "3.1.1",
        "验收应当在十日内完成，并填写验收单。",
        "",
    ]
    old = "货物到达后由使用部门验收。\n3.1.1 {}\n3.1.2 验收单由仓库保存三年。"
    inside = ["3.1", old.format(below[1]), "3.1", old.format(below[3]), ""]

    assert kinds(check([below], comparison=comparison)) == []
    assert kinds(check([inside], comparison=comparison)) == []
    assert kinds(check([replace_at(inside, 3, inside[1])], comparison=comparison)) == [
        ("new", "3.1.1")
    ]
    both = diff(nested("五", "三年"), nested("十", "五年"))
    assert kinds(check([below], comparison=both)) == [("missing", "3.1.2"), ("statement", "")]


def test_lists_in_lists_are_cut_as_the_texts_have_them():
    lines = "3 归档\n3.1 归档按照下列步骤办理：\n1) 整理材料，并且：\n(a) 编写目录；\n(b) 装订成{};\n2) 移交档案室。\n"
    old, new = ("".join((lines.format(one), "3.2 其他事项另行规定。\n")) for one in ("册", "卷"))
    comparison = diff(rule(old), rule(new))
    left, right = (comparison.left.articles[0].text, comparison.right.articles[0].text)

    assert kinds(check([["3.1", left, "3.1", right, ""]], comparison=comparison)) == []
    assert kinds(check([["3.1", left, "3.1", left, ""]], comparison=comparison)) != []


def test_numbers_of_a_list_that_restart_are_found_by_their_words():
    lines = "{0}\n1.1 提名由下列人员办理。\n(a) 由部门负责人提名；\n(b) 由总经理批准；\n1.2 投票由下列人员办理。\n(a) 由部门负责人提名；\n(b) 由{1}宣布；\n"
    comparison = diff(rule(lines.format("1 总则", "秘书")), rule(lines.format("1 总则", "主任")))
    row = ["(b)", "由秘书宣布；", "(b)", "由主任宣布；", ""]

    assert kinds(check([row], comparison=comparison)) == []
    assert kinds(check([replace_at(row, 3, "由院长宣布；")], comparison=comparison)) == [
        ("new", "(b)")
    ]
    same = ["(a)", "由部门负责人提名；", "(a)", "由部门负责人提名；", ""]
    assert kinds(check([same, same, row], comparison=comparison)) == []


@pytest.mark.parametrize("form", ["一、", "1、", "1.", "A.", "II."])
def test_rules_without_decimal_numbers_are_read_by_their_tradition(form):
    old, new = (
        replace(
            one,
            body=(
                replace(
                    one.body[0],
                    num=form,
                    level="article",
                    heading=None,
                    content=(Block(text=words),),
                ),
            ),
        )
        for one, words in (
            (rule("1 总则\n"), "会员应当每年缴纳会费。"),
            (rule("1 总则\n"), "会员应当每月缴纳会费。"),
        )
    )
    comparison = diff(old, new)
    row = [form, "会员应当每年缴纳会费。", form, "会员应当每月缴纳会费。", ""]

    assert kinds(check([row], comparison=comparison)) == []
    assert kinds(check([[form + row[1], form + row[3]]], INSIDE, comparison)) == []
    assert [
        one for one, _ in kinds(check([replace_at(row, 1, row[3])], comparison=comparison))
    ] == ["old"]


def unnumbered(heading: str) -> Document:
    """A rule of which a chapter has no number."""
    whole = rule("1 总则\n1.1 采购应当公开进行。\n")
    return replace(whole, body=(replace(whole.body[0], num=None, heading=heading),))


def test_a_heading_without_number_is_found_by_its_words():
    comparison = diff(unnumbered("采购总则"), unnumbered("采购与验收总则"))
    row = ["", "采购总则", "", "采购与验收总则", ""]
    clause = ["1.1", "采购应当公开进行。", "1.1", "采购应当公开进行。", ""]

    assert kinds(check([row, clause], comparison=comparison, sentences=())) == []
    assert kinds(check([clause], comparison=comparison, sentences=())) == [("missing", "")]


@pytest.mark.parametrize(
    "remark", ["（原3.4）", "（原四1）", "（原3.4第(a)项）", "(原五3第一款第(2)项)"]
)
def test_a_remark_on_the_former_number_is_no_word(remark):
    rows = own_rows()
    rows[1][3] += remark

    assert kinds(check(rows)) == []
    rows[1][3] = rows[1][3].replace("60日", "90日")
    assert kinds(check(rows)) == [("new", "2.2")]


def test_an_amount_at_the_head_of_a_cell_is_no_number():
    comparison = diff(
        rule("3 付款\n3.1 1.5万元以下的付款由部门负责人审批。\n"),
        rule("3 付款\n3.1 2.5万元以下的付款由部门负责人审批。\n"),
    )
    row = [
        "3.1",
        "1.5万元以下的付款由部门负责人审批。",
        "3.1",
        "2.5万元以下的付款由部门负责人审批。",
        "",
    ]

    assert kinds(check([row], comparison=comparison)) == []
    assert kinds(check([[f"3.1 {row[1]}", f"3.1 {row[3]}"]], INSIDE, comparison)) == []


def test_a_list_of_rows_that_are_left_out_names_clauses():
    works = ("组织采购", "的验收工作", "审核付款", "应当归档", "可以评价")
    old, new = (
        rule("1 总则\n" + "".join(f"1.{at} {who}{one}。\n" for at, one in enumerate(works, 1)))
        for who in ("管理人", "管护人")
    )
    stated = "将“管理人”统一修改为“管护人”，仅涉及该修改的条款（修订后的{}）不再逐条列示。"
    rows = [["1.1", "管理人组织采购。", "1.1", "管护人组织采购。", ""]]
    comparison = diff(old, new)

    assert [one.throughout for one in comparison.substitutions] == [True]
    for listed, missing in (("1.2、1.3、1.4、1.5", []), ("1.2、1.3、1.5", [("missing", "1.4")])):
        found = check(rows, comparison=comparison, sentences=(stated.format(listed),))
        assert kinds(found) == missing


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("1.1　未修改", []),
        ("1.1至1.1　未修改（1条）", []),
        ("3.3（原3.4）　未修改", [("statement", "3.4")]),
        ("1.1至1.2　未修改（2条）", [("statement", "1.2")]),
        ("9.1　未修改", [("statement", "")]),
    ],
)
def test_lines_on_clauses_that_stay_are_checked(line, faults):
    found = kinds(check([[line], *inside_rows("{} ")], INSIDE))

    assert [one for one in found if one[0] == "statement"] == faults
    assert [one for one in found if one[0] != "statement"] == []


def test_counts_beside_their_names_are_no_clauses():
    assert kinds(check([["修改", "3", "修改", "3", ""], *own_rows()])) == []
