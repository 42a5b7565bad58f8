"""Rows to decide: filled in, stored, read back, carried on."""

from __future__ import annotations

import io
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from ferry_texts import CHANGE, LATER, add_later, store_ferries
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from making import git
from openpyxl import Workbook, load_workbook

from policydiff.errors import InputError, NotFoundError, UsageError
from policydiff.following.actions.affected import AffectedOptions, affected
from policydiff.following.actions.inventory import (
    BadInventoryError,
    fill_row,
    inventory,
    pending,
    store_rows,
    take_workbook,
)
from policydiff.following.engine.inventory import COLUMNS
from policydiff.following.report.inventory import INVENTORY_WORDS, InventoryView
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import write
from policydiff.store.records.inventories import inventory_path
from policydiff.store.repository import Repository
from policydiff.works.concurrent_edits import WrittenMeanwhileError
from policydiff.works.session import Session

HEADS = INVENTORY_WORDS["zh"]
HOSTILE = (
    "=cmd|' /C calc'!A1",
    "<r>不是标记</r>",
    "</textarea><script>alert(1)</script>",
    "李四：不是他写的",
    "此前：《某条例》 2020-01-01 变化，修改（张三，2020-01-02）",
    "+1\n-1\n@x",
    'a"b\\c\n[[filled]]\ntext = "x"',
    "{0}{x}%s",
    "\u202e反向",
)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ferries")
    store_ferries(folder)
    return folder


@pytest.fixture
def place(ferries: Path, tmp_path: Path) -> Path:
    """A folder with a library of the test's own."""
    shutil.copytree(ferries, tmp_path / "own")
    return tmp_path / "own"


def session(place: Path, day: str = "2025-01-02") -> Session:
    return Session(repository=place / "laws", language="zh", today=day)


def view(place: Path, change: str = CHANGE, **options) -> InventoryView:
    here = session(place)
    chosen = AffectedOptions(files=place / "rules", **options)
    return inventory(affected(change, here, chosen), here)


def workbook(found: InventoryView, language: str = "zh") -> bytes:
    return write(found, "xlsx", ReportOptions(language=language))


def fill(data: bytes, cells: dict[tuple[str, str], str]) -> bytes:
    """Fill cells by a part of the name and the key of the column, as a person does."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if HEADS["opinion"] in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in head}
    for (name, key), text in cells.items():
        number = next(
            row[0].row
            for row in rows
            if any(name in str(cell.value or "") for cell in row[1:7]) and row[0].row > head[0].row
        )
        cell = sheet.cell(number, columns[HEADS[key]])
        cell.value = text or None
        if text:
            cell.data_type = "s"
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def row(found: InventoryView, name: str):
    return next(one for one in found.rows if name in one.text.title)


def said(found: InventoryView, name: str, column: str) -> list[tuple[str, str]]:
    return list(row(found, name).words(column))


def tip(place: Path) -> str:
    return Session(repository=place / "laws").store().tip


def test_what_was_filled_in_stands_there_again(place):
    cells = {
        ("渡口管理办法", "opinion"): "修改",
        ("渡口管理办法", "clauses"): "第二条",
        ("渡口管理办法", "department"): "法制科",
        ("安全管理制度", "opinion"): "修订",
        ("安全管理制度", "remark"): "一并\n修订",
    }
    filled = fill(workbook(view(place)), cells)

    assert take_workbook(filled, "x.xlsx", session(place), "张三") == (2, 0)
    found = view(place)
    for (name, column), text in cells.items():
        assert said(found, name, column) == [("张三", text)]
    assert row(found, "渡口管理办法").filled[0].filled.day == "2025-01-02"
    assert not any(one.stale for one in row(found, "渡口管理办法").filled)
    again = load_workbook(io.BytesIO(workbook(found)))
    values = [cell.value for line in again.worksheets[0].iter_rows() for cell in line]
    for text in cells.values():
        assert text in values
    assert session(place).store().fsck() == ()


def test_an_untouched_workbook_and_the_same_one_twice_store_nothing(place):
    data = workbook(view(place))
    before = tip(place)
    assert take_workbook(data, "x.xlsx", session(place), "张三") == (0, 0)
    assert tip(place) == before

    filled = fill(data, {("渡口管理办法", "opinion"): "修改"})
    assert take_workbook(filled, "x.xlsx", session(place), "张三") == (1, 0)
    before = tip(place)
    assert take_workbook(filled, "x.xlsx", session(place, "2025-02-02"), "张三") == (0, 1)
    assert tip(place) == before
    assert take_workbook(workbook(view(place)), "x.xlsx", session(place), "李四") == (0, 0)


def test_the_columns_are_empty_and_duties_are_rows_without_a_name(place):
    found = view(place, gaps=True)
    (duty,) = [one for one in found.rows if one.is_duty]
    page = write(found, "markdown", ReportOptions(language="zh")).decode()

    assert duty.text.title == ""
    assert "登记信息保存一年" in page
    assert "新立" not in page
    assert all(not one.filled and not one.before for one in found.rows)


def test_a_person_fills_in_a_duty_and_takes_words_back(place):
    found = view(place, gaps=True)
    filled = fill(
        workbook(found), {("实名登记", "opinion"): "新立", ("实名登记", "name"): "登记办法"}
    )
    assert take_workbook(filled, "x.xlsx", session(place), "张三") == (1, 0)
    found = view(place, gaps=True)
    (duty,) = [one for one in found.rows if one.is_duty]
    assert [one.filled.opinion for one in duty.filled] == ["新立"]

    empty = fill(workbook(found), {("实名登记", "opinion"): ""})
    assert take_workbook(empty, "x.xlsx", session(place), "张三") == (1, 0)
    assert not any(one.filled for one in view(place, gaps=True).rows)


def test_two_people_on_one_row_both_stand(place):
    data = workbook(view(place))
    for name, text in (("张三", "修改"), ("李四", "废止")):
        filled = fill(data, {("渡口管理办法", "opinion"): text})
        take_workbook(filled, "x.xlsx", session(place), name)

    found = view(place)
    assert set(said(found, "渡口管理办法", "opinion")) == {("张三", "修改"), ("李四", "废止")}
    both = workbook(found)
    cell = next(
        str(one.value)
        for line in load_workbook(io.BytesIO(both)).worksheets[0].iter_rows()
        for one in line
        if "张三：" in str(one.value)
    )
    assert set(cell.split("\n")) == {"张三：修改", "李四：废止"}

    edited = fill(both, {("渡口管理办法", "opinion"): cell.replace("李四：废止", "李四：继续有效")})
    take_workbook(edited, "x.xlsx", session(place), "李四")
    assert set(said(view(place), "渡口管理办法", "opinion")) == {
        ("张三", "修改"), ("李四", "继续有效"),
    }  # fmt: skip
    agreed = fill(workbook(view(place)), {("渡口管理办法", "opinion"): "修改"})
    take_workbook(agreed, "x.xlsx", session(place), "李四")
    assert set(said(view(place), "渡口管理办法", "opinion")) == {("张三", "修改"), ("李四", "修改")}


def test_a_later_change_carries_the_department_and_names_what_was_decided(place):
    filled = fill(
        workbook(view(place)),
        {("渡口管理办法", "opinion"): "修改", ("渡口管理办法", "department"): "法制科"},
    )
    take_workbook(filled, "x.xlsx", session(place), "张三")
    add_later(place)

    found = view(place, LATER)
    page = write(found, "markdown", ReportOptions(language="zh")).decode()
    assert row(found, "渡口管理办法").former_department == "法制科"
    assert said(found, "渡口管理办法", "opinion") == []
    assert "此前：《示例省渡口管理条例》 2024-06-01 变化，修改（张三，2025-01-02）" in page

    data = workbook(found)
    assert take_workbook(data, "x.xlsx", session(place), "李四") == (0, 0)
    more = fill(
        data,
        {
            (
                "渡口管理办法",
                "remark",
            ): "此前：《示例省渡口管理条例》 2024-06-01 变化，修改（张三，2025-01-02）\n待议"
        },
    )
    take_workbook(more, "x.xlsx", session(place), "李四")
    assert said(view(place, LATER), "渡口管理办法", "remark") == [("李四", "待议")]
    assert said(view(place), "渡口管理办法", "opinion") == [("张三", "修改")]
    assert row(view(place), "渡口管理办法").before == ()


def test_words_on_other_places_are_marked(place):
    filled = fill(workbook(view(place)), {("安全管理制度", "opinion"): "保留"})
    take_workbook(filled, "x.xlsx", session(place), "张三")
    rules = place / "rules" / "rules.txt"
    rules.write_text(rules.read_text().replace("条例》第二条", "条例》第三条"))

    found = view(place)
    (laid,) = row(found, "安全管理制度").filled
    assert laid.stale
    page = write(found, "markdown", ReportOptions(language="zh")).decode()
    assert "张三 2025-01-02 填写后，所涉条款已有变化，请再核" in page
    assert take_workbook(workbook(found), "x.xlsx", session(place), "张三") == (0, 0)


def test_sorted_and_numbered_rows_find_their_texts(place):
    data = fill(workbook(view(place)), {("渡口管理办法", "opinion"): "修改"})
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    numbers = [line[0].row for line in sheet.iter_rows() if str(line[0].value) in ("1", "2")]
    first, second = ([cell.value for cell in sheet[number]] for number in numbers)
    for number, values in zip(numbers, (second, first), strict=True):
        for column, value in enumerate(values[1:], 2):
            sheet.cell(number, column).value = value
    found = io.BytesIO()
    book.save(found)

    assert take_workbook(found.getvalue(), "x.xlsx", session(place), "张三") == (1, 0)
    assert said(view(place), "渡口管理办法", "opinion") == [("张三", "修改")]


def test_words_on_a_row_that_is_not_known_are_refused(place):
    data = fill(
        workbook(view(place)),
        {("渡口管理办法", "opinion"): "修改", ("渡口管理办法", "name"): "另一办法"},
    )
    before = tip(place)
    with pytest.raises(BadInventoryError, match="row") as raised:
        take_workbook(data, "x.xlsx", session(place), "张三")
    assert isinstance(raised.value, InputError)
    assert tip(place) == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_in_any_language_is_read(place, language):
    data = workbook(view(place), language)
    assert take_workbook(data, "x.xlsx", session(place), "张三") == (0, 0)


def foreign() -> bytes:
    book = Workbook()
    book.active.append(["序号", "文件名称"])
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def without_hidden(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def test_what_is_no_inventory_is_refused(place):
    whole = workbook(view(place))
    for data in (b"", b"PK\x03\x04", whole[: len(whole) // 2], foreign(), without_hidden(whole)):
        with pytest.raises(InputError) as raised:
            take_workbook(data, "x.xlsx", session(place), "张三")
        assert raised.value.exit_code == 3
        assert "\n" not in str(raised.value)
    with pytest.raises(BadInventoryError):
        take_workbook(foreign(), "x.xlsx", session(place), "张三")
    with pytest.raises(UsageError):
        take_workbook(whole, "x.xlsx", session(place), " ")


def test_a_workbook_of_another_library_is_refused(place, tmp_path):
    data = fill(workbook(view(place)), {("渡口管理办法", "opinion"): "修改"})
    Repository.init(tmp_path / "other")
    with pytest.raises(BadInventoryError, match="no work here"):
        take_workbook(data, "x.xlsx", Session(repository=tmp_path / "other"), "张三")


typed = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40),
)


@settings(max_examples=examples(12))
@given(st.dictionaries(st.sampled_from(COLUMNS), typed, min_size=1))
def test_nothing_that_was_typed_is_lost(ferries, cells):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "own"
        shutil.copytree(ferries, place)
        data = workbook(view(place))
        filled = fill(data, {("渡口管理办法", key): text for key, text in cells.items()})
        take_workbook(filled, "x.xlsx", session(place), "张三")
        found = view(place)
        for column, text in cells.items():
            stored = "".join(words for _, words in said(found, "渡口管理办法", column))
            assert "".join(text.split()) == "".join(stored.split())
        assert take_workbook(workbook(found), "x.xlsx", session(place), "张三") == (0, 0)
        assert session(place).store().fsck() == ()


def test_stored_rows_are_listed_and_filled_in(place):
    here = session(place)
    found = affected(CHANGE, here, AffectedOptions(files=place / "rules", gaps=True))
    assert store_rows(found, here) == 3
    before = tip(place)
    store_rows(found, here)
    assert tip(place) == before

    rows = pending(here)[0]
    assert [one.decided for one in rows] == [False] * 3
    target = next(one for one in rows if "渡口管理办法" in one.row.text.title)
    address = target.path, target.row.key
    given = {"opinion": "修改", "deadline": "2024年12月31日前", "department": "法制科"}
    fill_row(address, given, {}, here, "张三")
    with pytest.raises(WrittenMeanwhileError):
        fill_row(address, {"opinion": "废止"}, {}, here, "张三")
    fill_row(address, {"opinion": "废止"}, {"opinion": ""}, here, "李四")
    fill_row(address, {"opinion": ""}, {"opinion": "修改"}, here, "张三")
    fill_row(address, {"opinion": ""}, {"opinion": "废止"}, here, "李四")

    (late,) = [one for one in pending(here)[0] if one.department == "法制科"]
    assert (late.due, late.overdue, late.decided) == ("2024-12-31", True, False)
    with pytest.raises(NotFoundError):
        fill_row((target.path, "x"), {"opinion": "修改"}, {}, here, "张三")
    with pytest.raises(UsageError):
        fill_row(address, {"opinion": "改" * 9000}, {}, here, "张三")


def test_rows_that_rest_on_it_no_longer_go_and_their_words_stay(place):
    here = session(place)
    found = affected(CHANGE, here, AffectedOptions(files=place / "rules"))
    store_rows(found, here)
    bare = replace(found, texts=())
    store_rows(bare, here)
    assert [one.row.key for one in pending(here)[0]] == ["file rules.txt"]

    store_rows(found, here)
    target = next(one for one in pending(here)[0] if one.row.text.uri)
    fill_row((target.path, target.row.key), {"opinion": "修改"}, {}, here, "张三")
    store_rows(bare, here)
    left = next(one for one in pending(here)[0] if one.row.text.uri)
    assert left.row.filled[0].stale
    assert not left.decided
    assert session(place).store().fsck() == ()


def test_a_damaged_file_is_named_and_never_overwritten(place):
    here = session(place)
    found = affected(CHANGE, here, AffectedOptions())
    store_rows(found, here)
    path = inventory_path(inventory(found, here).rows[0].grounds[0][0])
    (place / "laws" / path).write_text("format = 1\n[[filled]]\nopinon = 1\n")
    git(place / "laws", "commit", "-qam", "damage")
    again = session(place)
    assert [path in str(fault) for fault in pending(again)[1]] == [True]
    for act in (lambda: inventory(found, again), lambda: store_rows(found, again)):
        with pytest.raises(Exception, match="damaged"):
            act()
    assert "inventory-file" in {fault.code for fault in again.store().fsck()}
