"""diff as a 对照表: its columns, chapters and order, and where it may go."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest
from running_cli import command_line, text_of


def test_a_word_file_by_the_ending(pair, run, tmp_path: Path):
    done = run(
        "diff",
        *pair,
        "-o",
        tmp_path / "table.docx",
        "--columns",
        "number,left,right",
        "--lang",
        "zh",
    )

    assert done.code == 0
    assert "序号" in text_of(tmp_path / "table.docx")
    assert "修订类型" not in text_of(tmp_path / "table.docx")


def test_one_chapter_alone(pair, run, tmp_path: Path):
    done = run("diff", *pair, "-o", tmp_path / "table.docx", "--chapter", "附则", "--lang", "zh")

    assert done.code == 0
    assert "本表只列：第二章" in text_of(tmp_path / "table.docx")
    assert "五册" not in text_of(tmp_path / "table.docx").replace("将“五册”", "")


def test_every_article_whole_where_it_is_asked_for(pair, run, tmp_path: Path):
    for name, words in {
        "table": (),
        "whole": ("--whole",),
        "changed": ("--whole", "--only-changed"),
    }.items():
        assert run("diff", *pair, "-o", tmp_path / f"{name}.docx", "--lang", "zh", *words).code == 0
    table, whole, changed = (
        text_of(tmp_path / f"{name}.docx") for name in ("table", "whole", "changed")
    )

    assert "方便读者" not in table
    assert "方便读者" in whole
    assert "方便读者" not in changed
    assert "……" in table
    assert "……" not in whole + changed


@pytest.mark.parametrize("columns", ["left,what", "left,left", "kind,note", ""])
def test_columns_must_be_known(pair, run, columns):
    done = run("diff", *pair, "--columns", columns)

    assert done.code == 2
    assert (
        "number, left_number, left, right_number, right, kind, note, type, basis, reason"
        in done.err
    )


def test_an_unknown_chapter_is_not_found(pair, run):
    done = run("diff", *pair, "--chapter", "第七章")

    assert (done.code, done.out) == (4, "")
    assert "第一章, 第二章" in done.err


def test_a_chapter_of_three_texts_is_refused(pair, run):
    done = run("diff", *pair, pair[0], "--chapter", "第一章")

    assert done.code == 2
    assert "two texts" in done.err


def test_the_old_text_leads(pair, run):
    left = run("diff", *pair, "--order", "left", "--format", "markdown")
    right = run("diff", *pair, "--order", "right", "--format", "markdown")

    assert left.code == right.code == 0
    assert left.out == right.out


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_terminal_is_not_filled_with_bytes(pair, form, tmp_path: Path):
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            command_line("diff", *pair, "--format", form),
            stdout=theirs,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            cwd=tmp_path,
            check=False,
            timeout=600,
        )
    finally:
        os.close(theirs)
        os.close(ours)

    assert done.returncode == 2
    assert f"a terminal cannot show {form}; name a file with -o" in done.stderr.decode()


def test_a_pipe_takes_the_bytes(pair, tmp_path: Path):
    done = subprocess.run(
        command_line("diff", *pair, "--format", "docx"),
        capture_output=True,
        cwd=tmp_path,
        check=True,
        timeout=600,
    )

    assert done.stdout.startswith(b"PK\x03\x04")
