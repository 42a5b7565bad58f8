"""policydiff report, as a person uses it."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from json_schemas import validate
from lxml import html as lxml_html
from running_cli import NEW, OLD, one_line_on, spawn, start

PAIR = "示例省图书借阅条例_2019-03-01_2023-06-02"


def index(out: Path):
    value = json.loads((out / "index.json").read_text(encoding="utf-8"))
    validate(value, "report-index")
    return value


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_becomes_a_report_of_each_pair_and_an_index(run, texts, tmp_path):
    out = tmp_path / "out"

    done = run("report", texts, "-o", out)

    assert (done.code, done.err) == (0, "")
    assert done.out == f"works: 1, comparisons: 1, files: 1; open {out}/index.html\n"
    assert set(files(out)) == {"index.html", "index.json", f"{PAIR}.html"}
    pair = index(out)["works"][0]["pairs"][0]
    assert pair["files"][0]["file"] == f"{PAIR}.html"
    assert pair["summary"]["reworded"] == 2


def test_every_link_of_the_index_leads_to_a_file(run, texts, tmp_path):
    out = tmp_path / "out"
    assert (
        run(
            "report",
            texts,
            "-o",
            out,
            "--format",
            "html",
            "--format",
            "docx",
            "--format",
            "json",
            "--format",
            "csv",
        ).code
        == 0
    )

    root = lxml_html.fromstring((out / "index.html").read_bytes().decode())

    names = {unquote(href) for href in root.xpath("//td[@class='files']/a/@href")}
    assert names == {f"{PAIR}{ending}" for ending in (".html", ".docx", ".json", ".csv")}
    assert names <= set(files(out))


def test_two_forms_of_one_ending_have_two_names(run, texts, tmp_path):
    out = tmp_path / "out"

    assert run("report", texts, "-o", out, "--format", "docx", "--format", "redline_docx").code == 0

    assert {f"{PAIR}.docx", f"{PAIR}_redline_docx.docx"} <= set(files(out))


def test_the_same_texts_give_the_same_bytes(run, texts, tmp_path):
    for name in ("a", "b"):
        assert (
            run(
                "report",
                texts,
                "-o",
                tmp_path / name,
                "--format",
                "html",
                "--format",
                "docx",
                "--format",
                "xlsx",
            ).code
            == 0
        )

    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_works_of_the_repository(run, laws, texts, tmp_path):
    assert run("add", texts / "new.txt", "-q").code == 0

    named = run("report", "示例省图书借阅条例", "示例省图书借阅条例", "-o", tmp_path / "a")
    every = run("report", "--all", "-o", tmp_path / "b")

    assert (named.code, every.code) == (0, 0)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert [version["source"] for version in index(tmp_path / "a")["works"][0]["versions"]] == [
        version["source"] for version in index(tmp_path / "b")["works"][0]["versions"]
    ]
    assert f"{PAIR}.html" in files(tmp_path / "a")


def test_one_broken_file_stops_nothing_and_makes_the_code_6(run, texts, tmp_path):
    (texts / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (texts / "notes.toml").write_text("a = 1", encoding="utf-8")
    (texts / "link.txt").symlink_to(texts / "old.txt")
    out = tmp_path / "out"

    done = run("report", texts, "-o", out)

    assert done.code == 6
    assert "comparisons: 1, files: 1, failed: 2" in done.out
    assert [line.split(":")[0] for line in done.err.splitlines()] == [
        "broken.pdf",
        "link.txt",
    ]
    assert [remark["name"] for remark in index(out)["unread"]] == [
        "broken.pdf",
        "link.txt",
    ]
    assert "broken.pdf" in (out / "index.html").read_text(encoding="utf-8")


def test_what_cannot_be_compared_is_told_and_is_no_failure(run, texts, tmp_path):
    (texts / "again.txt").write_text(NEW, encoding="utf-8")
    (texts / "undated.txt").write_text(
        OLD.replace("（2019年3月1日示例省第十届人民代表大会常务委员会第五次会议通过）\n", ""),
        encoding="utf-8",
    )
    (texts / "single.txt").write_text(OLD.replace("图书借阅", "档案借阅"), encoding="utf-8")
    out = tmp_path / "out"

    assert run("report", texts, "-o", out, "-q").code == 0

    works = {work["title"]: work for work in index(out)["works"]}
    assert [(r["code"], r["name"], r["other"]) for r in works["示例省图书借阅条例"]["remarks"]] == [
        ("undated", "undated.txt", None),
        ("same-date", "new.txt", "again.txt"),
    ]
    assert [r["code"] for r in works["示例省档案借阅条例"]["remarks"]] == ["one-version"]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "示例省档案借阅条例" in page


def test_nothing_is_overwritten_that_is_not_ours(run, texts, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{PAIR}.html").write_text("mine", encoding="utf-8")

    done = run("report", texts, "-o", out, "--format", "html", "--format", "json")

    assert done.code == 6
    assert (out / f"{PAIR}.html").read_text(encoding="utf-8") == "mine"
    assert (out / f"{PAIR}.json").exists()
    assert "not overwritten" in done.err
    assert [file["format"] for file in index(out)["works"][0]["pairs"][0]["files"]] == ["json"]
    assert "not overwritten" in index(out)["works"][0]["pairs"][0]["failures"][0]


@pytest.mark.parametrize("name", ["index.html", "index.json"])
def test_a_foreign_index_is_refused_before_anything_is_read(run, texts, tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text('{"type": "other"}', encoding="utf-8")

    done = run("report", texts, "-o", out)

    assert done.code == 2
    assert one_line_on(done.err)
    assert set(files(out)) == {name}


def test_a_link_in_the_folder_is_not_written_through(run, texts, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (out / f"{PAIR}.html").symlink_to(victim)

    assert run("report", texts, "-o", out).code == 6

    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_second_run_replaces_its_own_files_and_names_what_is_left(run, texts, tmp_path):
    out = tmp_path / "out"
    assert run("report", texts, "-o", out, "--format", "html", "--format", "json").code == 0
    (texts / "new.txt").write_text(NEW.replace("八册", "十册"), encoding="utf-8")

    done = run("report", texts, "-o", out)

    assert done.code == 0
    assert "十" in (out / f"{PAIR}.html").read_text(encoding="utf-8")
    assert f"(1): {PAIR}.json" in done.err
    assert (out / f"{PAIR}.json").exists()


def test_a_report_that_a_person_changed_is_kept(run, texts, tmp_path):
    out = tmp_path / "out"
    assert run("report", texts, "-o", out).code == 0
    with (out / f"{PAIR}.html").open("a", encoding="utf-8") as stream:
        stream.write("<!-- seen by me -->")

    assert run("report", texts, "-o", out).code == 6

    assert (out / f"{PAIR}.html").read_text(encoding="utf-8").endswith("<!-- seen by me -->")


def test_a_run_that_was_killed_can_be_started_again(texts, tmp_path):
    for year in range(2001, 2013):
        (texts / f"{year}.txt").write_text(
            OLD.replace("2019年3月1日", f"{year}年3月1日"), encoding="utf-8"
        )
    out = tmp_path / "out"
    process = start("report", texts, "-o", out, cwd=tmp_path)
    deadline = time.monotonic() + 300
    while not list(out.glob("*_*.html")) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=300)

    done = spawn("report", texts, "-o", out, cwd=tmp_path)

    assert done.code == 0, done.err
    assert len(index(out)["works"][0]["pairs"]) == 13


def test_reports_inside_the_folder_of_the_texts_are_no_texts(run, texts):
    out = texts / "reports"

    first, second = run("report", texts, "-o", out), run("report", texts, "-o", out)

    assert first.code == second.code == 0
    assert first.out == second.out


@pytest.mark.parametrize(
    "asked",
    [
        ((), 2, "--all"),
        (("old.txt",), 2, "policydiff diff"),
        (("示例省图书借阅条例@2019-03-01",), 2, "work alone"),
        (("nowhere/",), 4, "no such file"),
        (("没有这部法",), 4, "没有这部法"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line(run, laws, tmp_path, monkeypatch, asked):
    arguments, code, word = asked
    monkeypatch.chdir(tmp_path / "texts")

    done = run("-C", laws, "report", *arguments, "-o", tmp_path / "out")

    assert done.code == code
    assert one_line_on(done.err)
    assert word in done.err
    assert not (tmp_path / "out").exists()


def test_the_folder_of_the_texts_is_not_written_into(run, texts):
    done = run("report", texts, "-o", texts)

    assert done.code == 2
    assert set(files(texts)) == {"old.txt", "new.txt"}


def test_options_reach_the_reports(run, texts, tmp_path):
    assert run("--lang", "zh", "report", texts, "-o", tmp_path / "zh", "--only-changed").code == 0
    assert run("--lang", "en", "report", texts, "-o", tmp_path / "en").code == 0

    zh, en = (
        (tmp_path / name / f"{PAIR}.html").read_text(encoding="utf-8") for name in ("zh", "en")
    )
    assert "条文对照表" in zh
    assert "Comparison table" in en
    assert "为了规范图书借阅" not in zh
    assert "为了规范图书借阅" in en
    assert "历次修订对照表" in (tmp_path / "zh" / "index.html").read_text(encoding="utf-8")


def test_hostile_names_and_titles_stay_text(run, texts, tmp_path):
    title = "../../../示例<script>alert(1)</script>条例"
    for name, text in (("<img src=x>.txt", OLD), ("b.txt", NEW)):
        (texts / name).write_text(text.replace("示例省图书借阅条例", title), encoding="utf-8")
    out = tmp_path / "deep" / "out"

    assert run("report", texts, "-o", out, "-q").code == 0

    root = lxml_html.fromstring((out / "index.html").read_bytes().decode())
    assert not root.xpath("//script | //img")
    assert all(name.startswith(("index.", "示例")) for name in files(out))
    assert {path.name for path in tmp_path.iterdir()} == {"texts", "deep"}


def test_quiet_in_a_pipe(texts, tmp_path):
    done = spawn("report", texts, "-o", tmp_path / "out", cwd=tmp_path)

    assert done.code == 0
    assert done.err == ""


def test_several_folders_and_a_work_at_once(run, laws, texts, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "old.txt").write_text(OLD, encoding="utf-8")
    out = tmp_path / "out"

    assert run("report", texts, other, "示例省图书借阅条例", "-o", out, "-q").code == 0

    stored, from_files = index(out)["works"]
    assert [version["date"] for version in stored["versions"]] == ["2019-03-01"]
    assert [remark["code"] for remark in from_files["remarks"]] == ["same-date"]
    assert from_files["pairs"][0]["files"][0]["file"].startswith("示例省图书借阅条例-2_")


def test_changes_by_year_are_those_of_the_comparisons(run, texts, tmp_path):
    out = tmp_path / "years.jsonl"

    assert run("report", texts, "--changes-by", "year", "-o", out, "-q").code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    run("report", texts, "-o", tmp_path / "out")
    summary = index(tmp_path / "out")["works"][0]["pairs"][0]["summary"]

    assert [(row["title"], row["year"], row["comparisons"]) for row in rows] == [
        ("示例省图书借阅条例", "2023", 1),
        (None, "2023", 1),
    ]
    assert all(row[name] == summary[name] for row in rows for name in ("added", "reworded"))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["years.jsonl"]


def test_changes_by_year_on_the_terminal_and_as_csv(run, texts):
    lines = run("report", texts, "--changes-by", "year").out.splitlines()
    cells = run("report", texts, "--changes-by", "year", "--format", "csv").out

    assert lines[0].split("\t")[:4] == ["title", "year", "comparisons", "failed"]
    assert lines[1].split("\t")[:4] == ["示例省图书借阅条例", "2023", "1", "0"]
    assert cells.startswith("\ufefftitle,year,comparisons,failed,added,")
    assert [line.split(",")[:4] for line in cells.splitlines()[1:]] == [
        line.split("\t")[:4] for line in lines[1:]
    ]


def test_what_failed_is_no_zero(run, texts):
    (texts / "broken.docx").write_bytes(b"PK\x03\x04")

    assert run("report", texts, "--changes-by", "year", "-q").code == 6


@pytest.mark.parametrize(
    "words", [["--changes-by", "year", "--format", "docx"], [], ["--changes-by", "month"]]
)
def test_a_report_needs_a_folder_and_a_table_a_form(run, texts, words):
    done = run("report", texts, *words)

    assert done.code == 2
    assert one_line_on(done.err)
