"""Tables of comments: read from workbooks, Word files and CSV files, and no row of them is lost."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

import commenting
import docx
import pytest
from commenting import HEADS, ROWS, stored, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lanes import examples
from openpyxl import Workbook, load_workbook

from policydiff.comparing.actions.comments import read_comments
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.comment_table import view_comments
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import UnfitFileError
from policydiff.report.formats import write

EXPECTED = [(row[2], row[3], row[1]) for row in ROWS]


def read(folder: Path, name: str, data: bytes | str):
    return read_comments(stored(folder, name, data))


def words(comments) -> list[tuple[str, str, str]]:
    return [(one.clause, one.text, one.unit) for one in comments]


def word_file(*tables: list[tuple[str, ...]]) -> bytes:
    file = docx.Document()
    for rows in tables:
        table = file.add_table(len(rows), len(rows[0]))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(place, column).text = text
        file.add_paragraph("此后另表。")
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def csv_of(rows, mark: str = ",") -> str:
    quoted = (mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(quoted)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("comments.xlsx", workbook()),
        ("comments.docx", word_file([HEADS, *ROWS])),
        ("comments.csv", "\ufeff" + csv_of([HEADS, *ROWS])),
        ("semicolons.csv", csv_of([HEADS, *ROWS], ";")),
        ("comments.tsv", csv_of([HEADS, *ROWS], "\t")),
    ],
)
def test_every_kind_of_file_has_the_same_comments(tmp_path, name, data):
    comments, notes = read(tmp_path, name, data)

    assert (words(comments), notes) == (EXPECTED, ())
    assert comments[0].others == (("序号", "1"), ("联系人", "张三"), ("理由", "居民下班晚"))
    assert not any(one.filled for one in comments)


def test_a_csv_file_may_be_in_a_chinese_encoding(tmp_path):
    comments, _ = read(tmp_path, "c.csv", csv_of([HEADS, *ROWS]).encode("gb18030"))

    assert words(comments) == EXPECTED


@pytest.mark.parametrize(
    "heads",
    [
        ("意见和建议", "条款序号", "反馈单位"),
        ("修改意见", "涉及条款", "意见提出单位"),
        ("意 见", "条 款（征求意见稿）", "提出单位（人）"),
        ("具体意见：", "条文", "来源"),
    ],
)
def test_heads_stand_in_any_order_and_words(tmp_path, heads):
    rows = [heads, ("甲意见", "第一条", "乙局")]

    assert words(read(tmp_path, "c.csv", csv_of(rows))[0]) == [("第一条", "甲意见", "乙局")]


def test_reasons_are_those_of_the_office_only_behind_its_decision(tmp_path):
    rows = [("条款", "意见", "理由", "采纳情况", "不采纳理由"), ("一", "甲", "乙", "未采纳", "丙")]
    (one,), _ = read(tmp_path, "c.csv", csv_of(rows))

    assert (one.others, one.adoption, one.reason) == ((("理由", "乙"),), "未采纳", "丙")


def test_heads_may_stand_below_a_title_and_repeat(tmp_path):
    rows = [("意见汇总表", "", "", ""), ("条款", "意见", "备注", "备注"), ("一", "甲", "乙", "丙")]
    (one,), _ = read(tmp_path, "c.csv", csv_of(rows))

    assert one.others == (("备注", "乙"), ("备注 (4)", "丙"))


def test_a_row_with_anything_in_it_is_a_comment(tmp_path):
    rows = [("条款", "意见", "备注"), ("", "", "合计一条"), ("", "", ""), ("一", "", "", "多出")]
    comments, _ = read(tmp_path, "c.csv", csv_of(rows))

    assert [one.others for one in comments] == [(("备注", "合计一条"),), (("(4)", "多出"),)]


def test_a_merged_unit_belongs_to_each_of_its_rows(tmp_path):
    book = load_workbook(BytesIO(workbook([("1", "甲局", "一", "甲"), ("2", None, "二", "乙")])))
    book.active.merge_cells("B2:B3")
    out = BytesIO()
    book.save(out)

    assert [one.unit for one in read(tmp_path, "c.xlsx", out.getvalue())[0]] == ["甲局", "甲局"]


def test_words_that_a_spreadsheet_takes_for_a_formula_are_read(tmp_path):
    book = Workbook()
    book.active.append(("条款", "意见"))
    book.active.append(("第一条", "=建议修改"))
    out = BytesIO()
    book.save(out)

    assert [one.text for one in read(tmp_path, "c.xlsx", out.getvalue())[0]] == ["=建议修改"]


def test_a_table_without_the_columns_is_reported(tmp_path):
    other = [("单位", "电话"), ("甲局", "123")]
    comments, notes = read(tmp_path, "c.docx", word_file([HEADS, *ROWS], other))

    assert len(comments) == 14
    assert [str(note) for note in notes] == [
        "c.docx: table 2 has no columns 条款 and 意见, and was not read; its rows: 2"
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("c.csv", "单位,电话\n甲局,123\n"),
        ("c.csv", '条款,意见\n"一,甲'),
        ("c.pdf", b"%PDF-1.4"),
        ("c.docx", word_file([("单位", "电话"), ("甲局", "123")])),
    ],
)
def test_a_file_without_comments_is_refused(tmp_path, name, data):
    with pytest.raises(UnfitFileError):
        read(tmp_path, name, data)


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12
)
rows = st.lists(st.tuples(cells, cells, cells, cells, cells, cells), max_size=8)
COMPARISON = diff(commenting.draft(), commenting.final())


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows, st.permutations(range(6)), st.sampled_from(["xlsx", "docx"]))
def test_no_comment_of_a_workbook_is_lost_on_the_way_through_a_table(found, order, form):
    with tempfile.TemporaryDirectory() as folder:
        sorted_rows = [tuple(row[place] for place in order) for row in found]
        data = workbook(sorted_rows, tuple(HEADS[place] for place in order))
        comments, _ = read(Path(folder), "c.xlsx", data)
        assert len(comments) == sum(any(map(str.strip, row)) for row in found)
        options = ReportOptions(language="zh")
        table = view_comments(COMPARISON, comments, options)
        assert table.counts["all"] == sum(list(table.counts.values())[1:]) == len(comments)
        again, notes = read(Path(folder), f"t.{form}", write(table, form, options))

    assert sorted(one.identity for one in again) == sorted(one.identity for one in comments)
    assert notes == ()
