"""policydiff instructions, as a person uses it. All texts are invented."""

from __future__ import annotations

import json

import pytest

DECISION = """乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定
一、增加一条，作为第二条：“船由县里修。
船不得上桥。”
二、将第一条中的“村里”修改为“镇里”，在第四条中的“每年”后增加“春天”。
三、删去第五条。
本决定自2020年1月1日起施行。
"""


@pytest.fixture
def decision(tmp_path, monkeypatch):
    """The file of the decision, in English."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    path = tmp_path / "decision.txt"
    path.write_text(DECISION, encoding="utf-8")
    return path


def test_one_operation_a_line(run, decision):
    done = run("instructions", decision)

    assert done.code == 0
    head, *lines = done.out.splitlines()
    assert head.split("\t")[:3] == ["Item", "Work", "What"]
    assert lines == [
        "一\t\tinsertion\t\t第二条\t“船由县里修。⏎船不得上桥。”",
        "二\t\tsubstitution\t第一条\t\t“村里” → “镇里”",
        "二\t\tinsertion\t第四条\t\tafter “每年”: “春天”",
        "三\t\trepeal\t第五条\t\t",
        "–\t\tcontext\t\t\t本决定自2020年1月1日起施行。",
    ]
    assert done.err == "operations: 4; sentences that instruct nothing: 1; not read: 0\n"


def test_in_chinese(run, decision):
    done = run("instructions", decision, "--lang", "zh", "-q")

    assert done.out.splitlines()[3] == "二\t\t增加\t第四条\t\t在“每年”后：“春天”"
    assert done.err == ""


def test_a_terminal_shows_long_quotations_cut_and_no_empty_column(run, decision, monkeypatch):
    decision.write_text(DECISION.replace("船不得上桥", "船不得上桥，" * 30), encoding="utf-8")
    for module in ("cli.output", "amending.commands.instructions"):
        monkeypatch.setattr(f"policydiff.{module}.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    done = run("instructions", decision)
    head, first = done.out.splitlines()[:2]

    assert head.split() == ["Item", "What", "Place", "before", "Place", "after", "Words"]
    assert first.split() == [
        "一",
        "insertion",
        "第二条",
        "“船由县里修。⏎船不得上桥，船不得上桥，船不得上桥，船不得上桥，船不得上桥，船不…”",
    ]


def test_json_is_the_contract(run, decision):
    found = json.loads(run("instructions", decision, "--format", "json", "-q").out)

    assert (found["type"], found["schema_version"]) == ("instructions", 1)
    assert [
        (operation["instruction"], operation["kind"], operation["status"])
        for operation in found["operations"]
    ] == [
        ("一", "insertion", "parsed"),
        ("二", "substitution", "parsed"),
        ("二", "insertion", "parsed"),
        ("三", "repeal", "parsed"),
        (None, "context", "context"),
    ]


def test_a_sentence_that_was_not_understood_makes_exit_code_6(run, decision):
    decision.write_text(
        DECISION.replace("删去第五条", "第五条的事情以后再议，另行安排妥当"), encoding="utf-8"
    )
    done = run("instructions", decision)

    assert done.code == 6
    assert "三\t\tnot read\t\t\t第五条的事情以后再议，另行安排妥当。" in done.out


@pytest.mark.parametrize(("name", "code"), [("none.txt", 4), ("decision.txt#一", 2)])
def test_what_cannot_be_read_is_one_line(run, decision, monkeypatch, name, code):
    monkeypatch.chdir(decision.parent)
    done = run("instructions", name)

    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)


def test_of_many_works_each_is_named(run, decision):
    decision.write_text(
        "# 关于修改部分条例的决定\n\n一、修改《乙省桥梁条例》\n\n（一）删去第二条。\n",
        encoding="utf-8",
    )

    assert (
        "一、一\t乙省桥梁条例\trepeal\t第二条\t\t"
        in run("instructions", decision, "-q").out.splitlines()
    )


def test_a_number_of_works_that_is_not_the_number_found_makes_exit_code_6(run, decision):
    several = (
        "丙县人民政府关于修改《丙县渡口办法》等两件规章的决定\n一、删去《丙县渡口办法》第二条。\n"
    )
    decision.write_text(several, encoding="utf-8")
    done = run("instructions", decision)

    assert done.code == 6
    assert "the decision says that it amends 2 works, and 1 are found in it" in done.err
