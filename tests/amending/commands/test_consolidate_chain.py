"""policydiff consolidate --chain, as a person uses it. All texts are invented."""

from __future__ import annotations

import contextlib
import json
import subprocess
from pathlib import Path

import pytest
from running_cli import command_line, spawn

CASES = Path(__file__).parents[2] / "cases" / "chain"
FILES = (CASES / "2010.txt", CASES / "2015.decision.txt", CASES / "2020.decision.txt")
AGAINST = ("--against", CASES / "2015.txt", "--against", CASES / "2020.txt")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder, in English."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bridges(here, run):
    """A repository of all texts of the case; the current folder."""
    assert run("init", here / "laws").code == 0
    for path in sorted(CASES.glob("*.txt")):
        assert run("-C", here / "laws", "add", path, "-q").code == 0
    return here / "laws"


def test_a_line_a_step(run, here):
    done = run("consolidate", "--chain", *FILES, *AGAINST)
    lines = done.out.splitlines()

    assert (done.code, done.err) == (0, "")
    assert [line[:10] for line in lines if line.startswith("20")] == ["2015-06-02", "2020-09-03"]
    assert "steps: 2; 4 applied, 0 failed, 0 not read; articles after: 5" in lines


def test_what_the_repository_holds_is_found(run, bridges):
    done = run(
        "-C", bridges, "consolidate", "--chain", "乙省桥梁条例@2010-03-01", "--format", "json", "-q"
    )
    found = json.loads(done.out)

    assert (done.code, done.err, found["type"]) == (0, "", "consolidation-chain")
    assert [(step["date"], step["verification"]["exact"]) for step in found["steps"]] == [
        ("2015-06-02", True),
        ("2020-09-03", True),
    ]


@pytest.mark.parametrize(
    ("name", "begin"),
    [("new.txt", "　".encode()), ("new.xml", b"<?xml"), ("new.docx", b"PK"), ("new.json", b"{")],
)
def test_the_text_goes_into_a_file_by_its_ending(run, here, name, begin):
    done = run("consolidate", "--chain", *FILES, "-o", here / name)

    assert (done.code, done.out) == (0, "")
    assert (here / name).read_bytes().startswith(begin)
    assert (
        done.err.splitlines()[-1] == "steps: 2; 4 applied, 0 failed, 0 not read; articles after: 5"
    )


def test_quiet_says_nothing(run, here):
    done = run("consolidate", "--chain", *FILES, "-o", "new.txt", "-q")

    assert (done.code, done.out, done.err) == (0, "", "")


def test_the_text_on_stdout(run, here):
    done = run("consolidate", "--chain", *FILES, "--format", "markdown", "-q")

    assert (done.code, done.err) == (0, "")
    assert "补助八百元。" in done.out


def test_an_incomplete_step_makes_exit_code_6(run, here):
    changed = FILES[1].read_text(encoding="utf-8").replace("将第二条第一款", "将第九条第一款")
    (here / "decision.txt").write_text(changed, encoding="utf-8")
    done = run("consolidate", "--chain", FILES[0], "decision.txt", FILES[2])

    assert done.code == 6
    assert "✗ 一  failed  substitution  第九条第一款" in done.out


def test_one_decision_from_standard_input(run, here, monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILES[1].read_bytes())))
    assert run("consolidate", "--chain", FILES[0], "-", FILES[2], "-q").code == 0


def test_a_terminal_shows_the_progress_and_a_pipe_does_not(here):
    import os
    import pty

    ours, theirs = pty.openpty()
    words = command_line("consolidate", "--chain", *FILES)
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80", "POLICYDIFF_LANG": "en"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # the end of a terminal whose other side is closed
        while chunk := os.read(ours, 65536):
            said += chunk
    out, _ = process.communicate(timeout=600)
    os.close(ours)

    assert b"2/2" in said
    assert b"2020-09-03" in said
    assert "2015-06-02  " in out.decode()
    assert spawn("consolidate", "--chain", *FILES, cwd=here).err == ""


REFUSED = {
    "out of order": (3, "is older than the decision before it", (FILES[0], FILES[2], FILES[1])),
    "twice": (3, "step 2 of 2", (FILES[0], FILES[1], FILES[1])),
    "older than the base": (3, "is older than the base", (CASES / "2020.txt", FILES[1])),
    "no decision": (2, "name the decisions", FILES[:1]),
    "no such file": (4, "there is no such file", (FILES[0], "none.txt")),
    "not a decision": (3, "step 1 of 1", (FILES[0], CASES / "2015.txt")),
    "a part": (2, "leave out what follows #", (f"{FILES[0]}#第一条", FILES[1])),
    "a text of another work": (3, "cannot be compared", (*FILES, "--against", "other.txt")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_one_line_and_nothing_is_written(run, here, case):
    code, reason, words = REFUSED[case]
    (here / "other.txt").write_text(
        "丙市公园规定\n第一条　公园晚上关门，早上开门。\n", encoding="utf-8"
    )
    (here / "there.txt").write_text("mine", encoding="utf-8")
    for name in ("there.txt", "new.txt"):
        done = run("consolidate", "--chain", *words, "-o", here / name, "-q")
        assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
        assert reason in done.err
    assert sorted(path.name for path in here.iterdir()) == ["other.txt", "there.txt"]
    assert (here / "there.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["base.txt", "decision.txt", "after.txt"])
def test_no_text_that_is_read_is_written_over(run, here, name):
    for source, copy in zip(
        (FILES[0], FILES[1], CASES / "2015.txt"),
        ("base.txt", "decision.txt", "after.txt"),
        strict=True,
    ):
        (here / copy).write_bytes(source.read_bytes())
    before = (here / name).read_bytes()
    done = run(
        "consolidate",
        "--chain",
        "base.txt",
        "decision.txt",
        "--against",
        "after.txt",
        "-o",
        name,
        "-q",
    )

    assert (done.code, (here / name).read_bytes()) == (2, before)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("consolidate", FILES[0]), "name the DECISION"),
        (("consolidate", *FILES), "with --chain"),
        (("consolidate", *FILES[:2], *AGAINST), "need --chain"),
        (("consolidate", *FILES[:2], "--from-republished"), "needs --chain"),
        (
            ("consolidate", "--chain", *FILES, "--report", "-o", "x.xml"),
            "the report is not written as akn, but as terminal, html",
        ),
        (
            ("consolidate", "--chain", *FILES, "--text", "--format", "json"),
            "the new text is not written as json",
        ),
        (("consolidate", "--chain", *FILES, "-o", "x.what"), "no format has this ending"),
    ],
)
def test_wrong_usage(run, here, words, advice):
    done = run(*words)

    assert (done.code, done.out) == (2, "")
    assert advice in done.err


@pytest.mark.parametrize(
    ("name", "begins"),
    [("chain.html", b"<!doctype html>"), ("chain.docx", b"PK"), ("chain.md", "# 乙省".encode())],
)
def test_the_report_is_written_in_the_form_that_the_name_tells(run, here, name, begins):
    done = run("consolidate", "--chain", *FILES, "--report", "-o", name, "-q")

    assert (done.code, done.out) == (0, "")
    assert (here / name).read_bytes().startswith(begins)


def test_the_outcome_is_kept_and_the_republished_text_is_found_to_be_the_same(run, here):
    assert run("init", "laws").code == 0
    assert run("-C", "laws", "add", FILES[0], "-q").code == 0
    assert (
        run(
            "-C",
            "laws",
            "consolidate",
            "乙省桥梁条例",
            FILES[1],
            "--format",
            "akn",
            "-o",
            "new.xml",
            "-q",
        ).code
        == 0
    )
    added = run("-C", "laws", "add", "new.xml", "-q")
    republished = run("-C", "laws", "add", CASES / "2015.txt", "-q")

    assert added.out.startswith("added 乙省桥梁条例@2015-06-02")
    assert republished.out.startswith(
        "the published text took the place of the compiled one: 乙省桥梁条例@2015-06-02"
    )
    assert republished.err.startswith("the republished text is the same in title, ")
    assert run("-C", "laws", "fsck").code == 0


def test_a_republished_text_that_differs_makes_exit_code_6(run, here):
    (here / "typo.txt").write_text(
        (CASES / "2015.txt").read_text(encoding="utf-8").replace("。", "的。", 1), encoding="utf-8"
    )
    same = run(
        "consolidate",
        "--chain",
        *FILES[:2],
        "--against",
        CASES / "2015.txt",
        "-o",
        here / "same.json",
        "-q",
    )
    typo = run(
        "consolidate",
        "--chain",
        *FILES[:2],
        "--against",
        "typo.txt",
        "-o",
        here / "typo.json",
        "-q",
    )

    assert (same.code, typo.code) == (0, 6)
