"""policydiff comments: what is written, read back, and each exit code."""

from __future__ import annotations

import json
from pathlib import Path

import commenting
import docx
import pytest
from commenting import as_file, stored, workbook
from openpyxl import load_workbook


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return {
        "draft": stored(tmp_path, "draft.txt", as_file(commenting.DRAFT)),
        "final": stored(tmp_path, "final.txt", as_file(commenting.FINAL)),
        "later": stored(tmp_path, "later.txt", as_file(commenting.LATER)),
        "comments": stored(tmp_path, "comments.xlsx", workbook()),
        "table": tmp_path / "table.xlsx",
    }


@pytest.fixture
def make(run, files):
    def made(*more, final="final", lang="zh"):
        comments = () if "--comments" in more else ("--comments", files["comments"])
        texts = files["draft"], files[final]
        return run("comments", *texts, *comments, "--lang", lang, *more)

    return made


def fill(path: Path, **cells: str) -> Path:
    book = load_workbook(path)
    for place, words in cells.items():
        book.worksheets[0][place] = words
    filled = path.with_name("filled.xlsx")
    book.save(filled)
    return filled


def row_of(path: Path, clause: str) -> int:
    sheet = load_workbook(path).worksheets[0]
    return next(cell.row for cell in sheet["B"] if cell.value == clause)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_whole_table_on_the_screen(make, golden, lang):
    done = make(lang=lang)

    assert done.code == 6
    golden(Path(__file__).parents[2] / f"cases/comments/table_{lang}.txt", done.out)


def test_all_placed_leaves_with_nothing(make, tmp_path):
    path = stored(tmp_path, "few.csv", "条款,意见\n第四条,甲\n全文,乙\n")

    assert make("--comments", path).code == 0


def test_a_comment_that_is_not_placed_leaves_with_six(make, tmp_path):
    done = make(
        "--comments",
        stored(tmp_path, "one.csv", "条款,意见\n第八十条,甲\n"),
        "-o",
        tmp_path / "t.md",
    )

    assert done.code == 6
    assert "未能对应条款的1条" in done.err


def test_json_names_the_matches_of_the_comparison(make):
    answer = json.loads(make("--format", "json").out)

    assert answer["counts"] == {"all": 14, "placed": 9, "general": 3, "unplaced": 2}
    matches = {match["id"] for match in answer["comparison"]["matches"]}
    for one in answer["comments"]:
        assert {row["match"] for clause in one["clauses"] for row in clause["rows"]} <= matches
        assert (one["adoption"], one["reason"]) == (None, None)


def test_the_word_file_is_a_table_with_a_repeated_head(make, tmp_path):
    make("-o", tmp_path / "table.docx")
    file = docx.Document(str(tmp_path / "table.docx"))
    table = next(one for one in file.tables if "条款（征求意见稿）" in one.cell(0, 1).text)

    assert file.sections[0].page_width > file.sections[0].page_height
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert [row.cells[0].text for row in table.rows].count("对具体条款的意见") == 1
    assert sum(row.cells[0].text.isdigit() for row in table.rows) == 14


def test_what_was_filled_in_stays_and_changed_clauses_are_named(make, files):
    make("-o", files["table"])
    place = row_of(files["table"], "第四条")
    other = row_of(files["table"], "第七条")
    filled = fill(
        files["table"], **{f"G{place}": "采纳", f"H{place}": "=已改", f"G{other}": "未采纳"}
    )

    same = make("--from", filled)
    assert "填写后正式稿条文有变化" not in same.out
    assert {"  采纳情况：采纳", "  理由：=已改", "  采纳情况：未采纳"} <= set(same.out.splitlines())

    later = make("--from", filled, final="later")
    assert f"填写后正式稿条文有变化，请重新核对：第{place - 1}号。" in later.out
    assert {"  采纳情况：采纳", "  采纳情况：未采纳"} <= set(later.out.splitlines())


def test_a_filled_table_is_a_table_of_comments_itself(make, files, tmp_path):
    make("-o", files["table"])
    filled = fill(files["table"], **{f"G{row_of(files['table'], '第四条')}": "采纳"})
    again = tmp_path / "again.xlsx"
    done = make("--comments", filled, "-o", again, final="later")

    assert "意见共14条" in done.err
    before, after = (load_workbook(path).worksheets[0] for path in (filled, again))
    for column in "ABDEGHIJK":
        assert [c.value for c in before[column]] == [c.value for c in after[column]]


def test_a_filled_word_file_is_read_back(make, tmp_path):
    path = tmp_path / "table.docx"
    make("-o", path)
    file = docx.Document(str(path))
    table = next(one for one in file.tables if "条款（征求意见稿）" in one.cell(0, 1).text)
    row = next(row for row in table.rows if row.cells[1].text == "第四条")
    row.cells[-2].text = "部分采纳"
    file.save(str(path))
    done = make("--from", path)

    assert "  采纳情况：部分采纳" in done.out.splitlines()
    assert "填写后正式稿条文是否变化无从得知" in done.out


def test_filled_rows_of_other_comments_are_not_dropped_in_silence(make, files, tmp_path):
    make("-o", files["table"])
    filled = fill(files["table"], G2="采纳")
    other = stored(tmp_path, "other.csv", "条款,意见\n第四条,另一条意见\n")
    done = make("--comments", other, "--from", filled)

    assert done.code == 6
    assert "以前填写过，而这次的意见中已没有" in done.out


@pytest.mark.parametrize(("name", "code"), [("absent.xlsx", 4), ("draft.txt", 3)])
def test_what_is_no_table_of_comments_is_one_line(make, files, name, code):
    done = make("--comments", files["draft"].with_name(name))

    assert (done.code, done.out) == (code, "")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["comments", "draft", "final"])
def test_no_table_takes_the_place_of_a_file_that_was_read(make, files, name):
    before = files[name].read_bytes()
    form = "xlsx" if name == "comments" else "terminal"

    assert make("--format", form, "-o", files[name]).code == 2
    assert files[name].read_bytes() == before


def test_hostile_words_stay_words(make, tmp_path):
    make("-o", tmp_path / "t.html")

    assert "<script>alert" not in (tmp_path / "t.html").read_text(encoding="utf-8")
