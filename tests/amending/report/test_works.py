"""The report on all works of a decision. All texts are invented."""

from __future__ import annotations

import json

import pytest
from decided_works import ARTICLES, BRIDGES, FERRIES, MANY, amended, many, ordinance, store_texts
from ready_repositories import new_repository

from policydiff.amending.actions.consolidate_all import consolidate_all
from policydiff.amending.report.works import works_lines, works_page
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import formats, write
from policydiff.works.session import Session

WELLS = "将第二条中的“城里”修改为“镇里”。\n\n将第一条中的“村里”修改为“镇里”。"


@pytest.fixture
def works(tmp_path):
    """A decision on four works: one stored, one that differs, one that fails, one not stored."""
    texts = [ordinance(name, *ARTICLES) for name in (BRIDGES, FERRIES, "甲省水井条例")]
    misprinted = amended(FERRIES, "桥由镇里修。", "路由乡里修。", "修路的，发给补贴。")
    store_texts(new_repository(tmp_path / "laws"), (*texts, misprinted, many(wells=WELLS)))
    return consolidate_all(MANY, Session(repository=tmp_path / "laws")).works


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_work_stands_in_the_report_with_what_is_left(works, language):
    text = flat(write(works, "markdown", ReportOptions(language=language)).decode())

    for one in works.works:
        assert one.name in text
    for words in ("城里", "补贴", "驿站"):
        assert words in text


def test_the_terminal_has_what_is_left_and_no_items_that_were_carried_out(works):
    text = flat(write(works, "terminal", ReportOptions(language="en")).decode())

    assert "carriedout,storedasacompiledversion" in text
    assert "[-补助-]{+补贴+}" in text
    assert "城里" in text
    assert "Before" not in text


def test_the_declared_numbers_are_stated(works):
    lines = list(works_lines(works, "en"))

    assert lines[0].startswith("works: 5; carried out, stored as a compiled version: 1")
    assert "works that it amends: 4 declared, as many named by its items" in lines
    assert any("件数相符" in line for line in works_lines(works, "zh"))


def test_a_section_has_the_items_of_one_work_alone(works):
    page = works_page(works, ReportOptions(language="en"))
    headings = [one.heading for one in page.sections if one.heading is not None]

    assert len(headings) == 3
    assert [len(one.operations) for one in works.works] == [2, 1, 2, 0, 0]


def test_every_format_is_written(works):
    for form in formats("works"):
        assert write(works, form, ReportOptions(language="zh"))
    made = json.loads(write(works, "json", ReportOptions()))
    assert [one["outcome"] for one in made["works"]] == [
        "stored",
        "differs",
        "failed",
        "not stored",
        "ended",
    ]
    assert made["declared"] == [{"count": 4, "found": 4, "amends": True, "repeals": False}]
    assert (made["complete"], made["works"][2]["left"]) == (False, True)
