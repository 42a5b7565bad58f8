"""policydiff affected --inventory, --store and --from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ferry_texts import CHANGE, store_ferries
from openpyxl import Workbook, load_workbook

from policydiff.cli.main import main
from policydiff.following.actions.affected import affected
from policydiff.following.actions.inventory import fill_row, pending, store_rows
from policydiff.works.session import Session


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ferries")
    store_ferries(folder)
    return folder


def run(place: Path, *words: str) -> int:
    return main(["--repo", str(place / "laws"), "--lang", "zh", "affected", *words])


def test_a_table_for_each_format(ferries, tmp_path, capsys):
    for name in ("x.docx", "x.html", "x.md", "x.json", "x.xlsx", "x.txt"):
        assert run(ferries, CHANGE, "--inventory", "-o", str(tmp_path / name), "-q") == 0
        assert (tmp_path / name).stat().st_size > 500
    heads = "序号 文件名称 文号 制定机关 印发日期 有效期 依据及变化 清理意见 理由 拟修改条款 责任部门 时限 备注"
    table = (tmp_path / "x.md").read_text()
    assert "|".join(heads.split()) in table.replace(" | ", "|")
    assert (
        "第二条第一款引《示例省渡口管理条例》第三条，条号变化：现为第四条；数字变化：一万元以下 → 五万元以下"
        in table
    )
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert lists == ['"继续有效,修改,废止,宣布失效"']
    first = next(line for line in sheet.iter_rows() if str(line[0].value) == "1")
    formats = {cell.number_format for cell in first[7:]}
    assert formats == {"@"}  # so that a date stays as it was typed
    hidden = [one.sheet_state for one in load_workbook(tmp_path / "x.xlsx").worksheets[1:]]
    assert hidden == ["hidden", "hidden"]


def test_rules_of_enterprises_have_their_own_decisions(ferries, tmp_path):
    words = (CHANGE, "--files", str(ferries / "rules"), "--inventory")
    assert run(ferries, *words, "-o", str(tmp_path / "x.xlsx"), "-q") == 0
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    lists = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists == {'"继续有效,修改,废止,宣布失效"', '"新立,保留,修订,合并,废止"'}


def test_no_cell_becomes_a_formula(ferries, tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    rules = (ferries / "rules" / "rules.txt").read_text()
    (folder / "=1+1.txt").write_text(rules.replace("示例轮渡有限公司", "=示例轮渡有限公司", 1))
    out = tmp_path / "x.xlsx"
    assert run(ferries, CHANGE, "--files", str(folder), "--inventory", "-o", str(out), "-q") == 0
    cells = [cell for sheet in load_workbook(out).worksheets for row in sheet for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(str(cell.value).startswith("=") and cell.quotePrefix for cell in cells)


def test_options_that_contradict_one_another(ferries, tmp_path, capsys):
    for words in (
        (CHANGE, "--store"),
        (CHANGE, "--from", "x.xlsx"),
        ("--from", "x.xlsx", "--inventory"),
        ("--from", "x.xlsx", "-o", "y.xlsx"),
        (CHANGE, "--format", "xlsx", "-o", str(tmp_path / "y.xlsx")),
        ("--inventory",),
    ):
        assert run(ferries, *words) == 2
    assert not list(tmp_path.iterdir())


def test_a_filled_workbook_is_stored_and_a_foreign_one_refused_in_a_line(ferries, tmp_path, capsys):
    out = tmp_path / "x.xlsx"
    assert run(ferries, CHANGE, "--inventory", "-o", str(out), "-q") == 0
    book = load_workbook(out)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    column = next(cell.column for cell in head if cell.value == "清理意见")
    sheet.cell(head[0].row + 1, column).value = "修改"
    book.save(out)
    capsys.readouterr()

    assert run(ferries, "--from", str(out)) == 2
    assert run(ferries, "--from", str(out), "--by", "张三") == 0
    assert "存储 1 行" in capsys.readouterr().err
    assert run(ferries, CHANGE, "--inventory", "--format", "markdown") == 0
    assert "修改" in capsys.readouterr().out
    assert main(["--repo", str(ferries / "laws"), "--lang", "zh", "log"]) == 0
    assert "清理清单" in capsys.readouterr().out

    Workbook().save(tmp_path / "foreign.xlsx")
    (tmp_path / "empty.xlsx").write_bytes(b"")
    for name in ("foreign.xlsx", "empty.xlsx"):
        assert run(ferries, "--from", str(tmp_path / name), "--by", "张三") == 3
        assert len(capsys.readouterr().err.strip().split("\n")) == 1
    assert run(ferries, "--from", str(tmp_path / "none.xlsx"), "--by", "张三") in (3, 4)
    assert capsys.readouterr().err.strip()


def test_rows_are_stored_once(ferries, capsys):
    assert run(ferries, CHANGE, "--inventory", "--store", "--format", "json") == 0
    assert "/inventory" in capsys.readouterr().err
    folder = ferries / "laws" / "inventories"
    assert len(list(folder.iterdir())) == 1


@pytest.fixture
def filled(ferries, tmp_path) -> Path:
    """A library of the test's own with a row that a person filled in."""
    shutil.copytree(ferries, tmp_path / "own")
    here = Session(repository=tmp_path / "own" / "laws", today="2025-01-02")
    store_rows(affected(CHANGE, here), here)
    (one,) = [one for one in pending(here)[0] if one.row.text.uri is not None]
    fill_row((one.path, one.row.key), {"opinion": "修改"}, {}, here, "张三")
    return tmp_path / "own"


def laws(place: Path, *words: str) -> int:
    return main(["--repo", str(place / "laws"), *words])


def test_rows_follow_a_text_that_gets_another_name(filled):
    assert laws(filled, "set", "示例市渡口管理办法", "--kind", "regulation") == 0
    assert laws(filled, "set", CHANGE, "--kind", "regulation") == 0
    (one,) = pending(Session(repository=filled / "laws"))[0]
    assert "/regulation/" in one.row.text.uri
    assert "/regulation/" in one.row.grounds[0][0].uri
    assert [words.filled.opinion for words in one.row.filled] == ["修改"]
    assert not one.row.filled[0].stale
    assert laws(filled, "fsck") == 0


def test_what_people_decided_is_named_before_its_change_is_removed(filled, capsys):
    assert laws(filled, "remove", CHANGE) != 0
    assert "inventories/" in capsys.readouterr().err
    assert laws(filled, "remove", CHANGE, "--with-dependents") == 0
    assert pending(Session(repository=filled / "laws")) == ((), ())
    assert laws(filled, "fsck") == 0
    assert laws(filled, "undo") == 0
    assert len(pending(Session(repository=filled / "laws"))[0]) == 1
