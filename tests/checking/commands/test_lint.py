"""policydiff lint: findings as lines and as JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from json_schemas import validate

CASES = Path(__file__).resolve().parents[2] / "cases" / "lint"


ARTICLES = "articles: 6"
NONE = "findings in references, numbers, terms, marks and headings: 0"
VALID = "its XML conforms to the schemas of Akoma Ntoso"
READ = "doubts of the reading: 0"


def test_a_clean_text(run) -> None:
    result = run("lint", CASES / "clean.txt")

    assert (result.code, result.out, result.err) == (0, f"clean.txt: {ARTICLES}; {NONE}\n", "")


def test_findings_name_line_provision_and_kind(run) -> None:
    result = run("lint", CASES / "dangling-reference.txt")

    assert result.code == 6
    assert (
        result.out.splitlines()[0]
        == "dangling-reference.txt:5: 第二条第一款: dangling-reference: 本办法第一条第二款 does not exist"
    )
    assert result.out.splitlines()[-1].startswith("dangling-reference.txt: articles: ")


XML = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act/></akomaNtoso>"""


@pytest.mark.parametrize("level", ["schema", "all"])
def test_xml_that_is_not_valid_is_refused_with_its_faults(tmp_path: Path, run, level) -> None:
    (tmp_path / "bad.xml").write_text(XML, encoding="utf-8")

    result = run("lint", tmp_path / "bad.xml", "--level", level)

    first, *faults = result.err.splitlines()
    assert (result.code, result.out) == (3, "")
    assert first.endswith("bad.xml: this is no valid Akoma Ntoso")
    assert faults
    assert all(fault.startswith("  line 1: ") for fault in faults)


@pytest.mark.parametrize(
    ("level", "parts"),
    [
        ("schema", (VALID,)),
        ("problems", (ARTICLES, READ)),
        ("drafting", (ARTICLES, NONE)),
        ("all", (VALID, ARTICLES, NONE, READ)),
    ],
)
def test_a_sound_text_has_no_finding_at_any_level(run, level, parts) -> None:
    result = run("lint", CASES / "clean.txt", "--level", level)

    assert (result.code, result.out) == (0, f"clean.txt: {'; '.join(parts)}\n")


def test_a_text_without_articles_is_not_stated_to_be_in_order(tmp_path: Path, run) -> None:
    path = tmp_path / "x.txt"
    path.write_text("会议记录\n\n今天开会。\n", encoding="utf-8")

    assert run("lint", path, "--lang", "zh").out.startswith("x.txt：共 0 条；")
    checked = run("validate", path, "--lang", "zh").out
    assert checked.startswith("x.txt：读取无错误（cn_policy，0 条，疑点 ")
    assert "有效" not in checked


def test_problems_of_reading_are_findings(tmp_path: Path, run) -> None:
    path = tmp_path / "x.txt"
    path.write_text("某某办法\n\n第一条　甲。\n\n第三条　丁。\n", encoding="utf-8")

    result = run("lint", path, "--level", "problems")
    value = json.loads(run("lint", path, "--level", "problems", "--format", "json").out)

    assert result.code == 6
    assert result.out.splitlines()[0].startswith("x.txt:5: warning: ")
    assert [one["code"] for one in value["problems"]] == ["number-skips"]
    assert value["findings"] == []


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.txt")))
def test_json_is_as_its_schema_says(name: str, run) -> None:
    result = run("lint", CASES / name, "--format", "json")
    value = json.loads(result.out)

    validate(value, "lint")
    assert result.code == (6 if value["findings"] else 0)


def test_a_stored_version_has_no_lines(laws: Path, run) -> None:
    result = run("lint", "示例省图书借阅条例", "--format", "json")

    assert result.code == 0
    assert json.loads(result.out)["document"]["title"] == "示例省图书借阅条例"


def test_what_is_not_there(tmp_path: Path, run) -> None:
    result = run("lint", tmp_path / "missing.txt")

    assert result.code == 4
    assert "Traceback" not in result.err


def test_a_provision_is_no_document(run) -> None:
    assert run("lint", f"{CASES / 'clean.txt'}#第一条").code == 2


def test_a_hostile_text_cannot_steer_the_terminal(tmp_path: Path, run) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        "某某办法\n\n第一条　甲《\x1b[31m乙\u202e丙。\n\n第三条　丁。\n", encoding="utf-8"
    )
    result = run("lint", path)

    assert result.code == 6
    assert "\x1b" not in result.out


def test_several_texts_are_checked_one_after_another(run) -> None:
    sound, faulty = CASES / "clean.txt", CASES / "dangling-reference.txt"

    assert run("lint", sound, sound).code == 0
    outcome = run("lint", faulty, sound)

    assert outcome.code == 6
    assert outcome.out == run("lint", faulty).out + run("lint", sound).out
    assert run("lint", faulty, sound, "--format", "json").code == 2
