"""The status of works on the command line: lists, remarks, files. All texts are invented."""

from __future__ import annotations

import json

import pytest
from json_schemas import validate

from policydiff.reading.load import load

NAME = "示例省图书借阅条例"
NONE = "no repeal or lapse of it is stored (as of 2026-01-02, by 2 documents)"
END = "repealed on 2025-06-01 by 示例省阅读条例"
TERM = "本条例自2025年6月1日起施行，《示例省图书借阅条例》同时废止。"


@pytest.fixture
def ended(laws, tmp_path, run, monkeypatch):
    """A repository with a work and the one whose text ends it; today is 2026-01-02."""
    monkeypatch.setenv("POLICYDIFF_TODAY", "2026-01-02")
    text = f"示例省阅读条例\n\n（2025年3月1日示例省人民代表大会常务委员会通过）\n\n第一条　每人可借十本书。\n\n第二条　{TERM}\n"
    (tmp_path / "reading.txt").write_text(text, encoding="utf-8")
    assert run("add", tmp_path / "reading.txt", "-q").code == 0
    return laws


def listed(run, *arguments):
    lines = run("list", *arguments).out.splitlines()[1:]
    return {line.split("\t")[0]: line.split("\t")[-1] for line in lines}


def test_a_list_has_the_status_where_there_is_one_and_chooses_by_it(ended, run):
    assert listed(run) == {NAME: "repealed 2025-06-01", "示例省阅读条例": "-"}
    assert listed(run, "--on", "2025-05-31") == {NAME: END, "示例省阅读条例": "-"}
    assert listed(run, "--status", "repealed", "--status", "void").keys() == {NAME}
    assert listed(run, "--status", "none").keys() == {"示例省阅读条例"}
    coming = ("--on", "2025-01-01", "--ending-before")
    assert listed(run, *coming, "2025-06-02").keys() == {NAME}
    assert listed(run, *coming, "2025-06-01") == {}
    assert run("list", "--status", "void").err == "no stored work fits (works: 2)\n"


def test_a_work_that_nobody_speaks_of_is_no_ended_one(two, run, monkeypatch):
    monkeypatch.setenv("POLICYDIFF_TODAY", "2026-01-02")

    assert listed(run) == {NAME: "-"}
    none = NONE.replace("2 documents", "1 document")
    assert run("log", NAME).err == f"{NAME}: {none}\n"
    assert run("show", NAME).err.splitlines() == [
        f"{NAME}: {none}",
        "this text applies on 2026-01-02, since 2023-09-01",
    ]
    assert run("show", NAME, "-q").err == ""
    assert run("export", NAME).err == ""


def test_show_and_log_state_both_answers(ended, run):
    notes = [f"{NAME}: {END}", "the last stored text; it applied until 2025-05-31"]
    assert run("show", NAME).err.splitlines() == notes
    assert run("log", NAME).err.splitlines() == notes[:1]
    assert run("show", f"{NAME}@@2025-06-01").code == 4
    assert run("show", f"{NAME}@@2025-05-31", "-q").code == 0

    shown = json.loads(run("show", NAME, "--format", "json").out)
    validate(shown, "document")
    assert [one["kind"] for one in shown["status"]["text"]] == ["last"]
    assert shown["status"]["work"]["kind"] == "repealed"
    for command, schema in ((("list",), "works"), (("log", NAME), "versions")):
        validate(json.loads(run(*command, "--format", "json").out), schema)


def test_exported_files_bear_the_end_outside_of_their_text(ended, run, tmp_path):
    for form in ("docx", "html", "txt"):
        assert run("export", NAME, "-o", tmp_path / f"a.{form}", "-q").code == 0
    word = load(tmp_path / "a.docx")

    assert END in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert END not in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert any(END in one.text for one in word.dropped)
    assert END not in word.full_text()


def test_the_check_of_an_ended_text_finds_its_end(ended, run):
    done = run("lint", NAME)

    assert done.code == 6
    assert f"ended: {END}" in done.out
    assert run("lint", "示例省阅读条例").code == 0


def test_a_commit_of_the_timeline_states_what_its_text_ends(ended, run):
    made = json.loads(run("timeline", "--format", "json", "-q").out)

    validate(made, "timeline")
    assert [one["ends"] for one in made["commits"]] == [[], [NAME]]
