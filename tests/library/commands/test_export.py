"""policydiff export, as a person uses it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from running_cli import NEW, OLD, one_line_on, spawn

import policydiff
from policydiff.akn.validation import validate
from policydiff.reading.load import load


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.txt", "　"),
        ("a.md", "# 示例省图书借阅条例"),
        ("a.html", "<!doctype html>"),
        ("a.xml", "<?xml"),
        ("a.htm", "<!doctype html>"),
    ],
)
def test_format_follows_the_ending_of_the_name(run, texts, name, begins):
    done = run("export", texts / "old.txt", "-o", texts / name, "-q")

    assert (done.code, done.out, done.err) == (0, "", "")
    assert (texts / name).read_text(encoding="utf-8").startswith(begins)
    assert [article.text for article in load(texts / name).articles] == [
        article.text for article in load(texts / "old.txt").articles
    ]


def test_docx_is_written_and_reads_back(run, texts):
    assert run("export", texts / "old.txt", "-o", texts / "a.docx").code == 0

    assert [article.num for article in load(texts / "a.docx").articles] == [
        "第一条",
        "第二条",
        "第三条",
    ]


def test_stdout_is_plain_text_unless_another_format_is_asked_for(run, texts):
    plain = run("export", texts / "old.txt")
    markdown = run("export", texts / "old.txt", "--format", "markdown")
    akn = run("export", texts / "old.txt", "--format", "akn")

    assert "　　第一条　为了规范图书借阅" in plain.out
    assert "**第一条**　为了规范图书借阅" in markdown.out
    assert list(validate(akn.out.encode())) == []


def test_names_of_the_repository(run, laws, texts):
    assert run("add", texts / "new.txt", "-q").code == 0

    assert "应当向读者出借图书" in run("export", "示例省图书借阅条例").out
    assert "可以向读者出借图书" in run("export", "示例省图书借阅条例@2019-03-01").out
    assert "可以向读者出借图书" in run("export", "示例省图书借阅条例@@2020-01-01").out


def test_standard_input(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NEW.encode()), encoding="utf-8"))

    assert "不得超过八册" in run("export", "-", "-q").out


def test_a_part_is_refused_with_what_to_do(run, laws):
    done = run("export", "示例省图书借阅条例#第二章")

    assert done.code == 2
    assert one_line_on(done.err)
    assert "policydiff show" in done.err


def test_an_ending_that_says_nothing_is_refused(run, texts):
    done = run("export", texts / "old.txt", "-o", texts / "a.odt")

    assert done.code == 2
    assert "--format" in done.err
    assert not (texts / "a.odt").exists()


def test_a_word_file_never_goes_to_a_terminal(run, texts, monkeypatch):
    monkeypatch.setattr("policydiff.cli.output.is_terminal", lambda: True)

    done = run("export", texts / "old.txt", "--format", "docx")

    assert done.code == 2
    assert one_line_on(done.err)
    assert "-o" in done.err


def test_a_word_file_goes_into_a_pipe(texts):
    import subprocess

    from running_cli import command_line

    done = subprocess.run(
        command_line("export", "old.txt", "--format", "docx"),
        cwd=texts,
        capture_output=True,
        timeout=600,
        check=True,
    )

    assert done.stdout.startswith(b"PK\x03\x04")


def test_the_source_is_never_overwritten(run, texts):
    done = run("export", texts / "old.txt", "-o", texts / "old.txt")

    assert done.code == 2
    assert (texts / "old.txt").read_text(encoding="utf-8") == OLD


def test_language_of_the_labels(run, texts):
    assert (
        "Adopted 2019-03-01"
        in run("--lang", "en", "export", texts / "old.txt", "--format", "html").out
    )
    assert (
        "通过 2019-03-01"
        in run("--lang", "zh", "export", texts / "old.txt", "--format", "html").out
    )


def test_remarks_about_a_file_go_to_stderr(texts):
    (texts / "doubt.txt").write_text(OLD.replace("第二条　公共", "第四条　公共"), encoding="utf-8")

    loud, quiet = (
        spawn("export", "doubt.txt", cwd=texts),
        spawn("export", "doubt.txt", "-q", cwd=texts),
    )

    assert "doubt.txt" in loud.err
    assert quiet.err == ""
    assert loud.out == quiet.out


def test_a_decision_tells_what_it_changes(run, tmp_path):
    path = tmp_path / "decision.txt"
    path.write_text(
        "示例省人民代表大会关于修改《示例省图书借阅条例》的决定\n一、第二条中的“可以”修改为“应当”。\n二、删去第三条。\n",
        encoding="utf-8",
    )

    xml = run("export", path, "--format", "akn").out

    assert list(validate(xml.encode())) == []
    assert xml.count("<textualMod ") == 2
    assert '“<quotedText eId="art_1__para_1__qtext_1">可以</quotedText>”' in xml
    assert "textualMod" not in run("show", path, "--format", "xml").out


def rows_of(run, *words: str) -> list[dict]:
    done = run("export", "--table", *words, "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_table_has_each_provision_of_each_version(run, two):
    rows = rows_of(run)
    articles = [row for row in rows if row["level"] == "article"]

    assert [(row["version_date"], row["num"]) for row in articles] == [
        (date, num)
        for date in ("2019-03-01", "2023-06-02")
        for num in ("第一条", "第二条", "第三条")
    ]
    second = load(two.parent / "texts" / "new.txt").articles[1]
    assert articles[4]["text"] == second.text
    assert articles[4]["eid"] == "art_2"
    assert articles[4]["in_force"] == "2023-09-01"
    assert {row["wid"] for row in articles[:3]} == {row["wid"] for row in articles[3:]}
    points = [row for row in rows if row["parent"] == "art_2__para_2"]
    assert [row["text"] for row in points[-2:]] == ["成年读者八册；", "未成年读者三册。"]


def test_the_text_of_a_chapter_stands_in_its_articles_alone(run, two):
    chapters = [row for row in rows_of(run) if row["level"] == "chapter"]

    assert [row["heading"] for row in chapters] == ["总则", "附则"] * 2
    assert {row["text"] for row in chapters} == {None}


def test_a_table_says_no_end_that_the_texts_do_not_prove(run, two):
    """The newer text names no amendment: another version between both may not be stored."""
    assert {row["until"] for row in rows_of(run)} == {None}
    assert {row["promulgated"] for row in rows_of(run)} == {None}


def test_an_end_is_proven_by_the_next_amendment_in_the_head(run, two):
    amended = NEW.replace(
        "第五次会议通过",
        "第五次会议通过　根据2024年1月5日示例省第十届人民代表大会常务委员会第八次会议《关于修改〈示例省图书借阅条例〉的决定》修正",
    ).replace("2023年9月1日", "2024年3月1日")
    (two / "amended.txt").write_text(amended, encoding="utf-8")
    assert run("add", "amended.txt", "-q", "--in-force", "2024-03-01").code == 0

    untils = {row["version_date"]: row["until"] for row in rows_of(run)}

    assert untils == {"2019-03-01": None, "2023-06-02": "2024-03-01", "2024-01-05": None}


def test_csv_and_json_lines_have_the_same_rows(run, two):
    assert run("export", "--table", "-o", "a.csv", "-q").code == 0
    with Path("a.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = list(csv.DictReader(stream))

    assert cells == [
        {key: "" if value is None else value for key, value in row.items()} for row in rows_of(run)
    ]
    before = (two / "a.csv").read_bytes()
    assert run("export", "--table", "-o", "a.csv", "-q").code == 0
    assert (two / "a.csv").read_bytes() == before


def test_a_table_of_one_version(run, two):
    rows = rows_of(run, "示例省图书借阅条例@2019-03-01")

    assert {row["version_date"] for row in rows} == {"2019-03-01"}
    assert rows == [row for row in rows_of(run) if row["version_date"] == "2019-03-01"]


def test_the_library_gives_the_same_rows(run, two):
    rows = list(policydiff.provisions(policydiff.Repository.open(two), "示例省图书借阅条例"))

    assert [row["eid"] for row in rows] == [row["eid"] for row in rows_of(run)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["export"], 2),
        (["export", "示例省图书借阅条例", "--format", "csv"], 2),
        (["export", "--table", "--format", "docx"], 2),
        (["export", "--table", "-o", "a.docx"], 2),
        (["export", "--table", "示例省图书借阅条例#第一条"], 2),
        (["export", "--table", "示例省图书借阅条例@@2020-01-01"], 2),
        (["export", "--table", "无此条例"], 4),
    ],
)
def test_what_is_no_table_is_refused(run, two, words, code):
    done = run(*words)

    assert done.code == code
    assert one_line_on(done.err)


def test_a_damaged_version_is_left_out_and_told(run, two):
    (path,) = two.rglob("2019-03-01.xml")
    path.write_text("<akomaNtoso/>", encoding="utf-8")
    git = ["git", "-C", two, "-c", "user.name=a", "-c", "user.email=a@example.cn"]
    subprocess.run([*git, "commit", "-aqm", "damage"], check=True)

    done = run("export", "--table", "--format", "jsonl")

    assert done.code == 6
    assert "2019-03-01" in done.err
    assert {json.loads(line)["version_date"] for line in done.out.splitlines()} == {"2023-06-02"}
