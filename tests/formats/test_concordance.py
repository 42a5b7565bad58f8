"""Old number → new number, both ways: for the terminal and as CSV."""

from __future__ import annotations

import csv as standard
import dataclasses
from io import StringIO

import pytest
from invented import rendered
from rich.cells import cell_len

import policydiff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.concordance import concordance as lines_of
from policydiff.formats import concordance, csv
from policydiff.model.comparison import Match
from policydiff.model.reports import ReportOptions
from policydiff.report.sheets.data_rows import guarded


def table(comparison, **options) -> list[tuple[str, str, str]]:
    shape = ReportOptions(**options)
    return [line[:3] for line in lines_of(view_comparison(comparison, shape), shape)]


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(standard.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_old_to_new(sample):
    assert (
        table(sample)
        == [
            ("第一条", "第一条", "未变"),
            ("第二条", "第二条", "未变"),
            ("第三条", "第四条", "修改"),
            ("第四条", "第五条", "修改"),
            ("第五条", "第六条、第七条", "拆分"),
            ("第六条", "—", "删去"),
            ("第七条", "第三条", "位置调整"),
            ("第八条", "第九条", "条文序号调整"),
            ("—", "第八条", "新增"),
        ]
        or table(sample)[3][2] == "修改"
    )


def test_new_to_old(sample):
    found = table(sample, order="right")

    assert [line[:2] for line in found] == [
        ("第一条", "第一条"),
        ("第二条", "第二条"),
        ("第三条", "第七条"),
        ("第四条", "第三条"),
        ("第五条", "第四条"),
        ("第六条", "第五条"),
        ("第七条", "第五条"),
        ("第八条", "—"),
        ("第九条", "第八条"),
        ("—", "第六条"),
    ]


def test_of_several_partners_those_are_named_that_really_correspond(sample):
    split = next(match for match in sample.matches if match.kind == "split")
    left = next(match for match in sample.matches if match.kind == "removed").left
    matches = tuple(
        regrouped(match, left) if match is split else match
        for match in sample.matches
        if match.kind != "removed"
    )

    found = {line[0]: line[1] for line in table(dataclasses.replace(sample, matches=matches))}

    assert found["第五条"] == "第六条"
    assert found["第六条"] == "第六条、第七条"


def regrouped(match: Match, left) -> Match:
    links = (("art_5", "art_6"), ("art_6", "art_6"), ("art_6", "art_7"))
    return dataclasses.replace(match, kind="regrouped", left=(*match.left, *left), links=links)


def test_what_a_person_set_and_what_is_doubtful_is_told(sample):
    matches = tuple(
        dataclasses.replace(match, reason="pinned") if match.kind == "split" else match
        for match in sample.matches
    )

    assert ("第五条", "第六条、第七条", "拆分、人工指定") in table(
        dataclasses.replace(sample, matches=matches)
    )


def test_csv_holds_the_same_as_the_table(sample):
    head, *rows = read(rendered(csv, sample, ReportOptions(language="en")))

    assert head == ["Old number", "New number", "Change", "Heading or beginning"]
    assert [tuple(row[:3]) for row in rows] == table(sample, language="en")
    assert rendered(csv, sample, ReportOptions()).count(b"\r\n") == len(rows) + 1


def test_csv_of_whole_texts_has_the_rows_of_the_comparison(sample):
    head, *lines = read(rendered(csv, sample, ReportOptions(whole=True)))

    assert [dict(zip(head, line, strict=True))["right_text"] for line in lines] == [
        row["right_text"] or "" for row in policydiff.rows(sample)
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "－1"])
def test_no_cell_is_a_formula(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["第一条", "—", "", "1-1", "a=b"])
def test_other_cells_stay(text):
    assert guarded(text) == text


def test_a_hostile_heading_becomes_no_formula(sample):
    first = sample.matches[2]
    side = dataclasses.replace(first.right[0], heading='=HYPERLINK("http://x")')
    matches = tuple(
        dataclasses.replace(match, right=(side,)) if match is first else match
        for match in sample.matches
    )
    cells = [
        cell
        for row in read(
            rendered(
                csv, dataclasses.replace(sample, matches=matches), ReportOptions(order="right")
            )
        )
        for cell in row
    ]

    assert any(cell.startswith("'=HYPERLINK(") for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)


@pytest.mark.parametrize("width", [1, 20, 40, 64, 100, 200])
def test_no_line_is_wider_than_the_terminal(sample, hostile, width):
    for comparison in (sample, hostile):
        lines = rendered(concordance, comparison, ReportOptions(width=width)).decode().split("\n")

        assert max(map(cell_len, lines)) <= max(width, 20)
        assert "\x1b" not in "".join(lines)


def test_a_document_without_articles_has_only_heads(sample):
    letter = dataclasses.replace(sample, matches=())

    assert len(read(rendered(csv, letter, ReportOptions()))) == 1
    assert "旧条号" in rendered(concordance, letter, ReportOptions()).decode()


def test_golden(sample, golden, cases):
    golden(
        cases / "concordance.txt", rendered(concordance, sample, ReportOptions(width=80)).decode()
    )
    golden(
        cases / "concordance.csv",
        rendered(csv, sample, ReportOptions(order="right"))
        .decode("utf-8-sig")
        .replace("\r\n", "\n"),
    )


def test_a_file_for_a_spreadsheet_becomes_csv(tmp_path):
    from policydiff.works.writing import report_form

    forms = (
        ("csv", None),
        ("CSV", "concordance"),
        ("txt", "concordance"),
        ("txt", None),
        ("csv", "json"),
    )
    found = [report_form(tmp_path / f"x.{ending}", form, "comparison") for ending, form in forms]

    assert found == ["csv", "csv", "concordance", "terminal", "json"]
    assert report_form(None, "concordance", "comparison") == "concordance"
