"""policydiff instruments: the table, JSON by its schema, remarks and exit codes. The texts are
invented, but for the shipped opinion.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from json_schemas import validator

from policydiff.resources import resource

OPINION = "关于促进图书借阅的意见\n\n1．法治。制定修订示例省图书借阅条例、读者权益保护条例。\n"
REAL = resource("corpora", "opinion", "2017-01-15.txt")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository in the current folder, English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYDIFF_LANG", "en")


@pytest.fixture
def opinion(tmp_path: Path) -> Path:
    path = tmp_path / "opinion.txt"
    path.write_text(OPINION, encoding="utf-8")
    return path


def test_the_former_command_prints_what_the_switch_prints(opinion, run):
    former = run("instruments", opinion)

    assert former == run("relate", opinion, "--instruments")
    assert former.out.count("\n") == 3
    assert "instruments" not in run("--help").out


def test_the_switch_prints_a_list_alone(opinion, run):
    result = run("relate", opinion, "--instruments", "--format", "html")

    assert (result.code, result.out) == (2, "")
    assert "--instruments prints a list" in result.err


def test_the_real_opinion(run):
    result = run("relate", REAL, "--instruments", "--after", "2017-01-15")
    rows = [line.split("\t") for line in result.out.splitlines()]

    assert result.code == 0
    listed = "in force, as the catalogue lists (as of 2026-08-20)"
    assert ["24", "网络安全法", "贯彻实施", listed, "2025-10-28 revised", "-"] in rows
    assert ["24", "电子商务法", "加快推进", listed, "2018-08-31 enacted", "-"] in rows
    assert result.err.splitlines()[-1].startswith(
        "counted from 2017-01-15; the catalogue lists what was published up to 20"
    )


def test_a_law_at_hand_in_chinese(opinion, texts, run):
    result = run("instruments", opinion, texts / "old.txt", "--lang", "zh", "--after", "2017-01-01")

    assert result.out.splitlines()[1:] == [
        "1\t示例省图书借阅条例\t制定修订\t已公布\t2019-03-01 公布\t示例省图书借阅条例",
        "1\t读者权益保护条例\t制定修订\t未知\t-\t-",
    ]
    assert result.err.startswith("自2017-01-01以后")


@pytest.mark.parametrize("arguments", [(REAL,), (REAL, "--after", "2017-01-15")])
def test_json_is_as_its_schema_says(arguments, run):
    result = run("instruments", *arguments, "--format", "json")
    value = json.loads(result.out)

    validator("instruments").validate(value)
    assert (result.code, result.err) == (0, "")
    assert len(value["instruments"]) >= 5


def test_without_a_date_every_event_is_told_and_it_says_so(opinion, texts, run):
    result = run("instruments", opinion, texts / "old.txt")

    assert "2019-03-01 enacted" in result.out
    assert result.err.startswith("the date of the document is unknown")
    assert run("instruments", opinion, "-q").err == ""


def test_a_text_that_names_nothing(tmp_path, run):
    path = tmp_path / "o.txt"
    path.write_text("关于示例的意见\n\n1．阅读。多读书。\n", encoding="utf-8")
    result = run("instruments", path)

    assert (result.code, result.out, result.err) == (0, "", "no instrument is named\n")


def test_notes_stand_on_stderr(run):
    result = run("instruments", REAL, "--after", "2017-01-15")

    assert "note: 互联网信息服务管理办法: " in result.err
    assert result.err.count("note: 互联网信息服务管理办法: ") == 1


def test_wrong_use(opinion, run):
    assert run("instruments", opinion, "--after", "2017").code == 2
    assert run("instruments", opinion, "missing.txt").code == 4
    assert run("instruments", f"{opinion}#1").code == 2
    assert run("-C", "nowhere", "instruments", opinion).code == 4


def test_a_hostile_name_cannot_steer_the_terminal(tmp_path, run):
    path = tmp_path / "o.txt"
    path.write_text("关于示例的意见\n\n1．法治。制定《图书\x1b[31m借阅条例》。\n", encoding="utf-8")

    assert "\x1b" not in run("instruments", path).out
