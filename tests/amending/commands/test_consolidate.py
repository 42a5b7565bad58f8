"""policydiff consolidate, as a person uses it. All texts are invented."""

from __future__ import annotations

import json
import re

import pytest

BASE = "乙省桥梁条例\n第一条　桥由村里修。\n第二条　路由乡里修。\n第三条　依照第二条修路的，发给补助。\n"
DECISION = (
    "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
    "一、增加一条，作为第二条：“船由县里修。”\n二、将第一条中的“村里”修改为“镇里”。\n本决定自2020年1月1日起施行。\n"
)
NEW = "乙省桥梁条例\n第一条　桥由镇里修。\n第二条　船由县里修。\n第三条　路由乡里修。\n第四条　依照第三条修路的，发给补助。\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    for name, text in (
        ("base", BASE),
        ("decision", DECISION),
        ("new", NEW),
        ("typo", NEW.replace("补助", "补贴")),
    ):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_list_of_operations_and_the_republished_text(run, files):
    done = run(
        "consolidate", files / "base.txt", files / "decision.txt", "--against", files / "new.txt"
    )

    assert done.code == 0
    assert "● 一  applied  insertion 第二条\n    第二条　{+船由县里修。+}\n" in done.out
    assert (
        "2 items: 2 operations applied, 0 failed, 0 sentences not read; 3 articles before, 4 after"
        in done.out
    )
    assert done.out.rstrip().endswith(
        "(not compared: enactment note, contents, order of promulgation, signature)"
    )


def test_a_slip_of_the_republished_text_is_shown_with_no_item(run, files):
    done = run(
        "consolidate", files / "base.txt", files / "decision.txt", "--against", files / "typo.txt"
    )

    assert done.code == 6
    assert "the republished text differs in one place (3 of 4 articles are equal)" in done.out
    assert "第四条 (no item orders it)\n    依照第三条修路的，发给[-补助-]{+补贴+}。" in done.out


def test_noise_in_the_republished_text_is_no_difference(run, files):
    (files / "noise.txt").write_text(NEW.replace("修路的，", "修路的,"), encoding="utf-8")

    assert (
        run(
            "consolidate",
            files / "base.txt",
            files / "decision.txt",
            "--against",
            files / "noise.txt",
        ).code
        == 0
    )


def test_a_number_of_works_that_is_not_the_number_found_is_told(run, files):
    several = DECISION.replace("《乙省桥梁条例》的", "《乙省桥梁条例》等两件地方性法规的").replace(
        "、增", "、对《乙省桥梁条例》作如下修改：增"
    )
    (files / "several.txt").write_text(
        several.replace("将第一条", "将《乙省桥梁条例》第一条"), encoding="utf-8"
    )
    done = run("consolidate", files / "base.txt", files / "several.txt", "-o", files / "out.txt")

    assert done.code == 6
    assert (
        "several.txt: error: the decision says that it amends 2 works, and 1 are found in it"
        in done.err
    )


def test_json_keeps_the_contract(run, files):
    done = run("consolidate", files / "base.txt", files / "decision.txt", "--format", "json", "-q")
    found = json.loads(done.out)

    assert (found["type"], found["schema_version"], found["verification"]) == (
        "consolidation",
        1,
        None,
    )
    assert [article["text"] for article in found["document"]["articles"]][
        3
    ] == "依照第三条修路的，发给补助。"
    assert [operation["status"] for operation in found["operations"]] == [
        "applied",
        "applied",
        "context",
    ]


def test_the_new_text_goes_into_a_file(run, files):
    done = run(
        "consolidate", files / "base.txt", files / "decision.txt", "-o", files / "out.txt", "-q"
    )

    assert (done.code, done.out, done.err) == (0, "", "")
    assert "第二条　船由县里修。" in (files / "out.txt").read_text(encoding="utf-8")


def test_what_failed_makes_exit_code_6(run, files):
    text = DECISION.replace("将第一条中", "将第九条中")
    (files / "decision.txt").write_text(text, encoding="utf-8")
    done = run("consolidate", files / "base.txt", files / "decision.txt")

    assert done.code == 6
    assert "the base has no such place" in done.out


def test_a_decision_applied_twice_is_refused_and_nothing_is_written(run, files):
    done = run("consolidate", files / "new.txt", files / "decision.txt", "-o", files / "out.txt")

    assert done.code == 3
    assert "it is carried out there already: the new text of item 一 stands in it" in done.err
    assert not (files / "out.txt").exists()


def test_a_decision_for_another_law_is_refused(run, files):
    (files / "base.txt").write_text(BASE.replace("桥梁条例", "渡口条例"), encoding="utf-8")
    done = run("consolidate", files / "base.txt", files / "decision.txt")

    assert done.code == 3
    assert "it amends 《乙省桥梁条例》, this is 乙省渡口条例" in done.err


@pytest.mark.parametrize(
    ("arguments", "told", "is_report"),
    [
        (("--format", "html"), "<!doctype html>", True),
        (("--format", "html", "--text"), "<!doctype html>", False),
        (("--format", "markdown"), "# 乙省桥梁条例", False),
        (
            ("--format", "markdown", "--report"),
            "# 乙省桥梁条例: the amending decision carried out",
            True,
        ),
        (("--format", "txt", "--report"), "乙省桥梁条例: the amending decision carried out", True),
        (("--text",), "乙省桥梁条例", False),
    ],
)
def test_a_report_or_the_new_text(run, files, arguments, told, is_report):
    done = run("consolidate", files / "base.txt", files / "decision.txt", *arguments)

    assert (done.code, done.out.lstrip()[: len(told)]) == (0, told)
    assert ("修改《乙省桥梁条例》的决定" in done.out) == is_report


@pytest.mark.parametrize(
    ("name", "arguments", "reads"),
    [("a.docx", (), False), ("a.docx", ("--text",), True), ("a.html", ("--text",), True)],
)
def test_the_name_of_the_output_chooses_the_form(run, files, name, arguments, reads):
    done = run(
        "consolidate", files / "base.txt", files / "decision.txt", "-o", files / name, *arguments
    )

    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[0] == f"{files / name} written"
    assert done.err.splitlines()[1].startswith("2 items: 2 operations applied")
    shown = run("show", files / name)
    assert ("第二条　船由县里修。\n第三条　路由乡里修。" in shown.out) == reads


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--report", "--format", "akn"),
            "the report is not written as akn, but as terminal, html, markdown, json, docx",
        ),
        (
            ("--text", "--format", "json"),
            "the new text is not written as json, but as html, markdown, docx, txt, akn",
        ),
        (("--text", "--format", "terminal"), "the new text is not written as terminal"),
    ],
    ids=" ".join,
)
def test_what_has_no_such_form_is_refused(run, files, arguments, told):
    done = run("consolidate", files / "base.txt", files / "decision.txt", *arguments)

    assert done.code == 2
    assert told in done.err


def test_the_xml_tells_what_changed_and_a_change_of_nothing_is_found(run, files):
    done = run(
        "consolidate", files / "base.txt", files / "decision.txt", "-o", files / "new.xml", "-q"
    )
    xml = (files / "new.xml").read_text(encoding="utf-8")

    assert done.code == 0
    assert re.findall('<textualMod type="(.*?)"', xml) == ["insertion", "substitution"]
    assert re.findall('<destination href="(.*?)"', xml) == ["#art_2", "#art_1"]
    assert run("validate", files / "new.xml").code == 0
    (files / "new.xml").write_text(
        xml.replace('destination href="#art_1"', 'destination href="#art_9"'), encoding="utf-8"
    )
    spoiled = run("validate", files / "new.xml")
    assert spoiled.code == 3
    assert "<destination> points to #art_9, which is not in the file" in spoiled.err
