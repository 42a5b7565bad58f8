"""policydiff diff of three and more texts, and of one provision."""

from __future__ import annotations

import json

import pytest
from running_cli import NEW, OLD, one_line_on

LAST = NEW.replace("2023年6月2日", "2025年1月2日").replace(
    "第三条　本条例", "第三条　借阅记录应当保密。\n\n第四条　本条例"
)


@pytest.fixture
def three(texts, monkeypatch):
    """A folder with three versions of an invented regulation; the current folder."""
    (texts / "last.txt").write_text(LAST, encoding="utf-8")
    monkeypatch.chdir(texts)
    return texts


def test_three_texts_become_a_table_of_numbers(three, run):
    outcome = run("diff", "old.txt", "new.txt", "last.txt", "-q")

    assert outcome.code == 0
    assert any(
        line.split()[:3] == ["第三条", "第三条*", "第四条"] for line in outcome.out.splitlines()
    )
    assert any(line.split()[:3] == ["·", "·", "第三条+"] for line in outcome.out.splitlines())


@pytest.mark.parametrize(
    ("name", "head"), [("x.html", b"<!doctype html>"), ("x.md", b"# "), ("x.json", b"{")]
)
def test_the_ending_of_the_file_chooses_the_form(three, run, name, head):
    assert run("diff", "old.txt", "new.txt", "last.txt", "-o", name).code == 0
    assert (three / name).read_bytes().startswith(head)


def test_json_holds_comparisons_and_lineages(three, run):
    found = json.loads(run("diff", "old.txt", "new.txt", "last.txt", "--format", "json", "-q").out)

    assert (found["type"], len(found["comparisons"]), found["provision"]) == (
        "comparisons",
        2,
        None,
    )
    assert [None, None, "art_3"] in found["lineages"]


def test_one_provision_is_shown_with_its_text_in_every_version(three, run):
    out = run("diff", "old.txt", "new.txt", "last.txt", "--provision", "第二条第一款", "-q").out

    assert "[-可以-]{+应当+}" in out
    assert "借阅记录" not in out


def test_one_provision_of_two_texts(three, run):
    assert "{+应当+}" in run("diff", "old.txt", "new.txt", "--provision", "art_2", "-q").out


def test_a_number_that_only_an_earlier_text_has_is_found_there(three, run):
    out = run("diff", "last.txt", "new.txt", "--provision", "第四条", "-q").out

    assert "第四条 → 第三条" in out


def test_the_exit_code_tells_of_changes_in_any_step(three, run):
    assert run("diff", "--exit-code", "old.txt", "old.txt", "new.txt", "-q").code == 1
    assert run("diff", "--exit-code", "old.txt", "old.txt", "old.txt", "-q").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["old.txt"], 2, "old.txt holds no tracked changes"),
        (
            ["old.txt", "new.txt", "last.txt", "--pairs", "p.toml"],
            2,
            "--pairs sets the pairings of two texts",
        ),
        (
            ["old.txt", "new.txt", "last.txt", "--format", "csv"],
            2,
            "there is no csv of three or more texts; known: terminal",
        ),
        (["old.txt", "new.txt", "--provision", "第九十条"], 4, "has no 第九十条"),
        (["old.txt", "new.txt", "none.txt"], 4, "none.txt: there is no such file"),
        (["old.txt", "new.txt", "last.txt#art_1"], 2, "whole documents are compared"),
        (
            ["old.txt", "new.txt", "last.txt", "-o", "last.txt"],
            2,
            "this is one of the texts to compare",
        ),
    ],
    ids=["one", "pairs", "form", "provision", "file", "part", "overwrite"],
)
def test_what_makes_no_sense_gets_one_line(three, run, arguments, code, message):
    outcome = run("diff", "-q", *arguments)

    assert outcome.code == code
    assert message in outcome.err
    assert one_line_on(outcome.err) or "Usage" in outcome.err or code == 2


def test_names_of_stored_versions_and_files_can_be_mixed(laws, texts, run):
    assert run("add", texts / "new.txt", "-q").code == 0
    (texts / "last.txt").write_text(LAST, encoding="utf-8")

    names = ("示例省图书借阅条例@2019-03-01", "示例省图书借阅条例@2023-06-02", texts / "last.txt")
    out = run("diff", *names, "-q").out

    assert "2019-03-01" in out
    assert "2023-06-02" in out
    assert "2025-01-02" in out


def test_the_problems_of_files_are_remarked(three, run):
    (three / "odd.txt").write_text(OLD.replace("第三条", "第九条"), encoding="utf-8")

    assert "odd.txt" in run("diff", "old.txt", "odd.txt", "new.txt").err
