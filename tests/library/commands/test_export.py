"""policydiff export, as a person uses it."""

from __future__ import annotations

import io
import sys

import pytest
from running_cli import NEW, OLD, one_line_on, spawn

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
