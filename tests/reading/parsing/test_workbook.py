"""Workbooks as texts, and their comparison. All rules and terms are invented."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.errors import InputError
from policydiff.model.document import Document, walk_provisions
from policydiff.reading.readers import xlsx

HEAD = ["项目", "标准（元）", "依据", "生效日"]
OLD = [
    HEAD,
    ["证照工本费", 10, "证照的印制、发放", date(2024, 1, 1)],
    ["变更登记费", 50.5, "变更登记的事项，每件收取一次", date(2024, 1, 1)],
    ["档案查询费", 20, "查询登记档案，复制另计", date(2024, 3, 1)],
]


def book(*sheets: tuple[str, list[list[object]]], change=None) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def load(*sheets, change=None, name="标准.xlsx") -> Document:
    return policydiff.load(book(*sheets, change=change), name=name)


def cells(document: Document) -> dict[str, str]:
    return {f"{row.num}": row.text for row in walk_provisions(document) if row.level == "article"}


def kinds(left: Document, right: Document) -> dict[str, tuple[str, bool, bool]]:
    return {
        (match.right or match.left)[0].num: (match.kind, match.renumbered, match.moved)
        for match in diff(left, right).matches
        if (match.right or match.left)[0].level == "article"
    }


def test_rows_and_cells_have_their_addresses():
    document = load(("收费标准", OLD), ("术语", [["工作日", "法定节假日以外的日子"]]))
    assert cells(document)["收费标准!3"].split("\n") == [
        "A3　变更登记费",
        "B3　50.5",
        "C3　变更登记的事项，每件收取一次",
        "D3　2024-01-01",
    ]
    assert [part.num for part in document.body] == ["收费标准", "术语"]
    assert cells(document)["术语!1"] == "A1　工作日\nB1　法定节假日以外的日子"


def test_a_changed_an_added_and_a_removed_row_and_all_others():
    new = [
        HEAD,
        ["公告费", 5, "刊登遗失公告的版面费用", date(2025, 1, 1)],
        ["证照工本费", 12, "证照的印制、发放", date(2024, 1, 1)],
        ["变更登记费", 50.5, "变更登记的事项，每件收取一次", date(2024, 1, 1)],
    ]
    found = kinds(load(("收费标准", OLD)), load(("收费标准", new)))
    assert found["收费标准!1"] == ("unchanged", False, False)
    assert found["收费标准!2"][0] == "added"
    assert found["收费标准!3"][:2] == ("reworded", True)
    assert found["收费标准!4"] == ("removed", False, False)
    assert len(found) == 4


def test_a_moved_row_is_moved():
    new = [OLD[0], OLD[3], OLD[1], OLD[2]]
    found = kinds(load(("收费标准", OLD)), load(("收费标准", new)))
    assert {kind for kind, _, _ in found.values()} == {"unchanged"}
    assert any(moved for _, _, moved in found.values())


def test_a_value_that_changes_its_column_is_no_silence():
    left, right = load(("甲", [["费用", None, "五元"]])), load(("甲", [["费用", "五元", None]]))
    comparison = diff(left, right)
    assert comparison.changed


def test_numbers_dates_shares_formulas_and_merged_cells():
    def change(made: openpyxl.Workbook) -> None:
        sheet = made["甲"]
        sheet["A1"], sheet["B1"], sheet["C1"] = (
            0.125,
            12.504,
            datetime.fromisoformat("2024-05-06 07:08"),
        )
        sheet["A1"].number_format, sheet["B1"].number_format = "0.0%", "0.00"
        sheet["D1"], sheet["E1"], sheet["F1"] = True, "=1+1", 1234567890123456
        sheet["A2"] = "两格相合"
        sheet.merge_cells("A2:B2")
        sheet["A3"], sheet["A3"].number_format = 45292, 'yyyy"年"m"月"d"日"'

    found = cells(load(("甲", []), change=change))
    assert found["甲!1"].split("\n") == [
        "A1　12.5%",
        "B1　12.504",
        "C1　2024-05-06 07:08:00",
        "D1　TRUE",
        "E1　=1+1",
        "F1　1234567890123456",
    ]
    assert found["甲!2"] == "A2　两格相合"
    assert found["甲!3"] == "A3　2024-01-01"


def test_the_beginning_of_time_in_1904():
    def change(made: openpyxl.Workbook) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        made["甲"]["A1"] = date(2024, 1, 1)

    assert cells(load(("甲", []), change=change)) == {"甲!1": "A1　2024-01-01"}


def test_comments_are_named():
    def change(made: openpyxl.Workbook) -> None:
        made["甲"]["A1"].comment = openpyxl.comments.Comment("请核对", "某人")

    document = load(("甲", [["费用"]]), change=change)
    assert "embedded-left-out" in {problem.code for problem in document.problems}


def test_an_empty_and_a_large_workbook_are_refused(monkeypatch):
    with pytest.raises(InputError, match="no text"):
        load(("甲", []))
    monkeypatch.setattr(xlsx, "MOST_CELLS", 10)
    with pytest.raises(InputError, match="more than 10 cells"):
        load(("甲", OLD))


def test_names_of_files_are_no_titles():
    left, right = load(("甲", OLD), name="旧.xlsx"), load(("甲", OLD), name="新.xlsx")
    assert not diff(left, right).changed


texts = st.text("甲乙丙丁费用标准每件十日", min_size=0, max_size=6)
grids = st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=6)


def bare(grid: list[list[str]]) -> dict[tuple[int, int], str]:
    return {
        (row, column): text
        for row, cells_ in enumerate(grid)
        for column, text in enumerate(cells_)
        if text
    }


@settings(max_examples=examples(80), deadline=None)
@given(grids, grids)
def test_no_change_of_a_cell_is_hidden(left, right):
    """Two workbooks are equal where each cell is, and the edits of a match add up to both texts."""
    if not bare(left) or not bare(right):
        return
    old, new = load(("甲", left)), load(("甲", right))
    comparison = diff(old, new)
    assert comparison.changed == (bare(left) != bare(right))
    both = [cells(old), cells(new)]
    for side, rows in enumerate(both):
        stated = {
            place.num
            for match in comparison.matches
            for place in (match.left, match.right)[side]
            if place.level == "article"
        }
        assert stated == set(rows)
