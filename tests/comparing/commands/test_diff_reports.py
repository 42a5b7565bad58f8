"""diff --format brief and --format duties: where they go, and what they refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policydiff.report.formats import REPORTS, formats


@pytest.fixture
def pair(texts: Path) -> tuple[Path, Path]:
    return texts / "old.txt", texts / "new.txt"


@pytest.mark.parametrize("form", ["brief", "duties"])
@pytest.mark.parametrize("kind", [("docx", b"PK"), ("html", b"<!doctype html>"), ("md", b"# ")])
def test_the_ending_chooses_the_form(pair, run, tmp_path: Path, form, kind):
    ending, beginning = kind
    path = tmp_path / f"report.{ending}"

    assert run("diff", *pair, "--format", form, "-o", path, "--lang", "zh").code == 0
    assert path.read_bytes()[: len(beginning)].lower() == beginning.lower()


@pytest.mark.parametrize(("form", "words"), [("brief", "主要修改"), ("duties", "载有义务的条款")])
def test_without_a_file_it_is_printed(pair, run, form, words):
    done = run("diff", *pair, "--format", form, "--lang", "zh")

    assert done.code == 0
    assert words in done.out


def test_an_ending_that_is_not_written_is_refused(pair, run, tmp_path: Path):
    done = run("diff", *pair, "--format", "brief", "-o", tmp_path / "brief.xlsx")

    assert done.code == 2
    assert "no format has this ending" in done.err
    assert not (tmp_path / "brief.xlsx").exists()


def test_three_texts_and_a_profile_are_refused(pair, run):
    three = run("diff", *pair, pair[1], "--format", "duties")
    sent = run("diff", *pair, "--format", "brief", "--profile", "law")

    assert three.code == sent.code == 2
    assert "--format duties is a report on two texts" in three.err
    assert "--profile and --format brief are two reports" in sent.err


def test_two_texts_alone_write_it_beside_the_new_one(pair, run):
    done = run(*pair, "--format", "brief", "--lang", "zh")

    assert done.code == 0
    assert [path.name for path in pair[1].parent.glob("*修改要点*")] == ["new-修改要点.docx"]


def test_the_help_names_every_form(run):
    shown = " ".join(run("diff", "--help", "--lang", "en").out.split())
    named = re.findall(r"[a-z]\w+", shown.split("--format FORMAT ")[1].split(". Default")[0])

    assert [name for name in named if name in (*formats("comparison"), *REPORTS)] == [
        *formats("comparison"),
        *REPORTS,
    ]
