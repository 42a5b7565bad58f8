"""applicable on the command line: each format, both languages, each exit code."""

from __future__ import annotations

import json
from datetime import date

import pytest
from json_schemas import validate
from running_cli import one_line_on

NAME = "示例省图书借阅条例"
CONDUCT = ("--conduct", "2020-05-01")
DECISION = ("--decision", "2024-01-01")


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "json"])
def test_every_format_has_the_clause_of_both_days(two, run, form):
    done = run("applicable", f"{NAME}#第二条", *CONDUCT, *DECISION, "--format", form, "-q")

    assert "可以向读者出借图书" in done.out
    assert "应当向读者出借图书" in done.out
    assert done.err == ""


def test_json_follows_its_schema(two, run):
    done = run("applicable", f"{NAME}#第二条", *CONDUCT, *DECISION, "--format", "json")
    found = json.loads(done.out)

    validate(found, "applicable")
    assert [one["name"] for one in found["versions"]] == ["2019-03-01", "2023-06-02"]
    assert found["decision"] == {"day": "2024-01-01", "named": True}


def test_without_a_decision_it_is_the_day_of_the_clock(two, run):
    before = date.today().isoformat()  # noqa: DTZ011 as the command does
    found = json.loads(run("applicable", f"{NAME}#第二条", *CONDUCT, "--format", "json").out)

    assert not found["decision"]["named"]
    assert before <= found["decision"]["day"] <= date.today().isoformat()  # noqa: DTZ011 as the command does


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "此处不表明该行为适用哪个文本。"),
        ("en", "Which version applies to the act is not said here."),
    ],
)
def test_no_version_is_chosen(two, run, language, sentence):
    out = run("applicable", f"{NAME}#第二条", *CONDUCT, *DECISION, "--lang", language).out

    assert sentence in "".join(line.strip() for line in out.splitlines()) or sentence in " ".join(
        line.strip() for line in out.splitlines()
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((f"{NAME}#第二条",), 2),
        ((NAME, *CONDUCT), 2),
        ((f"{NAME}#第二条", "--conduct", "2020-13-01"), 2),
        ((f"{NAME}#第二条", *CONDUCT, "--decision", "2019-01-01"), 2),
        ((f"{NAME}#第九十条", *CONDUCT), 4),
        (("没有这部法#第二条", *CONDUCT), 4),
        ((f"{NAME}#第二条", "--conduct", "1990-01-01", "--decision", "1991-01-01"), 4),
    ],
)
def test_trouble_is_one_line(two, run, arguments, code):
    done = run("applicable", *arguments)

    assert done.code == code
    assert one_line_on(done.err) or "--conduct" in done.err
