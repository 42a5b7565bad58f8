"""diff of one file with tracked changes: its original with its accepted text."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest


@pytest.fixture
def returned(texts: Path, run, tmp_path: Path) -> Path:
    """The new text as tracked changes of the old one, with a comment beside 第三条."""
    path = tmp_path / "returned.docx"
    run(
        *("diff", texts / "old.txt", texts / "new.txt", "--format", "redline_docx"),
        *("--author", "李律师", "--made", "2025-03-02", "-o", path),
    )
    file = docx.Document(str(path))
    last = next(one for one in file.paragraphs if one.text.startswith("第三条"))
    file.add_comment(last.runs, text="施行日期\n待定", author="张三")
    file.save(str(path))
    return path


def matches(out: str) -> list[dict[str, object]]:
    return json.loads(out)["matches"]


def test_it_finds_what_the_two_texts_differ_in(returned: Path, texts: Path, run):
    found = run("diff", returned, "--format", "json")
    plain = run("diff", texts / "old.txt", texts / "new.txt", "--format", "json")

    assert found.code == 0
    assert "tracked changes" not in found.err
    assert [(one["kind"], one["edits"]) for one in matches(found.out)] == [
        (one["kind"], one["edits"]) for one in matches(plain.out)
    ]


def test_json_names_who_changed_what_and_who_remarked(returned: Path, run):
    found = json.loads(run("diff", returned, "--format", "json").out)

    assert {one["author"] for one in found["tracked"]} == {"李律师"}
    assert ("left", "art_2", "deletion", "五册") in {
        (one["side"], one["eid"], one["kind"], one["text"]) for one in found["tracked"]
    }
    (comment,) = found["comments"]
    assert (comment["eid"], comment["author"], comment["text"]) == (
        "art_3",
        "张三",
        "施行日期\n待定",
    )


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "docx", "xlsx"])
def test_every_form_shows_comments_and_authors_who_are_asked_for(
    returned: Path, run, tmp_path: Path, form
):
    def shown(*options: str) -> str:
        path = tmp_path / f"report-{len(options)}"
        done = run("diff", returned, "--format", form, "--lang", "zh", *options, "-o", path)
        assert done.code == 0
        return words_of(path.read_bytes(), form)

    assert "批注（张三" in shown()
    assert "施行日期待定" in shown()
    assert "李律师" not in shown()
    assert "李律师（2025-03-02）：" in shown("--authors")


def words_of(data: bytes, form: str) -> str:
    """The text of a report, without the spaces and ends of its lines."""
    if form == "docx":
        file = docx.Document(io.BytesIO(data))
        text = "".join(paragraph.text for paragraph in file.paragraphs)
        text += "".join(
            cell.text for table in file.tables for row in table.rows for cell in row.cells
        )
    elif form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        text = "".join(
            str(value) for sheet in book for row in sheet.values for value in row if value
        )
    else:
        text = data.decode()
    return "".join(text.split())


def test_a_clause_with_a_comment_is_listed_though_nothing_changed_in_it(
    texts: Path, run, tmp_path: Path
):
    path = tmp_path / "commented.docx"
    file = docx.Document()
    for line in (texts / "new.txt").read_text().split("\n"):
        file.add_paragraph(line)
    first = next(one for one in file.paragraphs if one.text.startswith("第一条"))
    file.add_comment(first.runs, text="不要改动本条", author="王五")
    file.save(str(path))

    shown = run("diff", texts / "old.txt", path, "--only-changed", "--lang", "zh").out

    assert "不要改动本条" in "".join(shown.split())


def test_a_file_without_tracked_changes_needs_a_second_text(texts: Path, run):
    for name in ("old.txt", "new.txt"):
        done = run("diff", texts / name)

        assert done.code == 2
        assert done.err.count("\n") == 1
        assert "holds no tracked changes" in done.err
        assert not done.out


def test_authors_are_those_of_one_file(returned: Path, texts: Path, run):
    done = run("diff", texts / "old.txt", returned, "--authors")

    assert done.code == 2
    assert "--authors" in done.err


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "docx", "xlsx"])
def test_a_comment_on_the_title_or_on_a_chapter_is_listed_with_its_place(
    texts: Path, run, tmp_path: Path, form
):
    path = tmp_path / "commented.docx"
    file = docx.Document()
    for line in (texts / "new.txt").read_text().split("\n"):
        file.add_paragraph(line)
    for begin, remark in (("示例省", "题名是否改"), ("第一章", "章名是否改")):
        found = next(one for one in file.paragraphs if one.text.startswith(begin))
        file.add_comment(found.runs, text=remark, author="赵六")
    file.save(str(path))

    report = tmp_path / "report"
    run("diff", texts / "old.txt", path, "--format", form, "--lang", "zh", "-o", report)
    shown = words_of(report.read_bytes(), form)

    assert "赵六" in shown
    assert "题名是否改" in shown
    assert "在第一章" in shown
