"""check-table on a table that diff wrote: what is printed, and each exit code."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest


@pytest.fixture
def table(run, texts: Path, tmp_path: Path) -> Path:
    path = tmp_path / "table.docx"
    run("diff", texts / "old.txt", texts / "new.txt", "--lang", "zh", "-o", path)
    return path


@pytest.fixture
def altered(table: Path) -> Path:
    """The table with a figure of the old text changed."""
    file = docx.Document(str(table))
    for cell in (cell for one in file.tables for row in one.rows for cell in row.cells):
        for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
            run.text = run.text.replace("三册", "两册")
    path = table.with_name("altered.docx")
    file.save(str(path))
    return path


def test_a_sound_table_leaves_with_nothing(run, texts: Path, table: Path):
    done = run("check-table", table, texts / "old.txt", texts / "new.txt", "--lang", "zh")

    assert done.code == 0
    assert "未发现差错" in done.out


def test_a_fault_leaves_with_six(run, texts: Path, altered: Path):
    done = run("check-table", altered, texts / "old.txt", texts / "new.txt", "--format", "json")

    assert done.code == 6
    assert {(one["kind"], one["num"]) for one in json.loads(done.out)["faults"]} == {
        ("old", "第二条"),
        ("new", "第二条"),
    }


def test_no_report_takes_the_place_of_the_table(run, texts: Path, table: Path):
    before = table.read_bytes()
    done = run("check-table", table, texts / "old.txt", texts / "new.txt", "-o", table)

    assert done.code == 2
    assert table.read_bytes() == before


@pytest.mark.parametrize(("name", "code"), [("absent.docx", 4), ("old.txt", 3)])
def test_what_is_no_table_is_one_line(run, texts: Path, name, code):
    done = run("check-table", texts / name, texts / "old.txt", texts / "new.txt")

    assert done.code == code
    assert done.err.count("\n") == 1
