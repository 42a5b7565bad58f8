"""Which facts of a change every report shows, and what it calls them."""

from __future__ import annotations

import dataclasses
import io
from typing import get_args

import openpyxl
import pytest
from drafting import document
from invented import rendered, statement
from reading_docx import dump

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.facts import SHOWN_BY_DEFAULT, fact_kind, fact_name, fact_of
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.formats import docx, html, markdown, terminal, xlsx
from policydiff.model.comparison import Fact, FactType, StatementKind
from policydiff.model.reports import ReportOptions
from policydiff.report import json

ALL = ReportOptions(facts="all")
STATED: dict[StatementKind, FactType] = {
    "amount": "amount",
    "period": "period",
    "ratio": "ratio",
    "count": "count",
    "sanction": "penalty",
    "duty": "modality",
}
UNSTATED = "丙"
OTHERS = {"subject", "definition", "scope", "term"}


def sign(name: str) -> str:
    """Words that stand for a type, short enough for the narrowest column."""
    return f"甲{get_args(FactType).index(name):02}"


@pytest.fixture
def full(sample):
    """A comparison in which one article has a fact of each type, and all that may be is stated.

    The facts of the stated types have another word, which no report shows.
    """
    facts = tuple(
        Fact(type=name, before=UNSTATED if name in STATED.values() else sign(name), after="乙")
        for name in get_args(FactType)
    )
    match = next(
        match for match in sample.matches if any(side.eid == "art_3" for side in match.left)
    )
    return dataclasses.replace(
        sample,
        matches=tuple(
            dataclasses.replace(one, facts=facts) if one is match else one for one in sample.matches
        ),
        stated=tuple(
            dataclasses.replace(statement(kind, sign(name), "乙"), match=match.id)
            for kind, name in STATED.items()
        ),
    )


def text_in_xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lambda shown, options: rendered(html, shown, options).decode(), id="html"),
        pytest.param(
            lambda shown, options: "".join(
                rendered(terminal, shown, dataclasses.replace(options, width=60)).decode().split()
            ),
            id="terminal",
        ),
        pytest.param(
            lambda shown, options: rendered(
                terminal, shown, dataclasses.replace(options, width=400)
            ).decode(),
            id="wide",
        ),
        pytest.param(
            lambda shown, options: rendered(markdown, shown, options).decode(), id="markdown"
        ),
        pytest.param(
            lambda shown, options: text_in_xlsx(rendered(xlsx, shown, options)), id="xlsx"
        ),
    ],
)
def test_every_form_shows_the_telling_ones_and_all_where_asked(full, text):
    told, everything = text(full, ReportOptions()), text(full, ALL)

    assert {name for name in get_args(FactType) if sign(name) in told} == set(SHOWN_BY_DEFAULT)
    assert UNSTATED not in everything
    assert {name for name in get_args(FactType) if sign(name) in everything} == set(
        get_args(FactType)
    )


def test_the_notes_of_a_word_table_leave_room_for_what_tells(full):
    told, everything = (dump(rendered(docx, full, options)) for options in (ReportOptions(), ALL))

    assert "另有 2 项" in told  # six are told
    assert "另有 6 项" in everything


def test_json_has_all_always(full):
    assert rendered(json, full, ReportOptions()) == rendered(json, full, ALL)
    assert set(SHOWN_BY_DEFAULT) | OTHERS == set(get_args(FactType))
    assert all(sign(name) in rendered(json, full, ReportOptions()).decode() for name in OTHERS)


def test_the_filter_of_the_page_offers_what_is_shown(full):
    told, everything = (
        rendered(html, full, options).decode() for options in (ReportOptions(), ALL)
    )

    assert '<option value="scope">' not in told
    assert '<option value="scope">' in everything
    assert '<option value="amount">金额 1</option>' in told


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("2018年1月1日", "2025年10月15日", "date"),
        ("10月1日、2日、3日", "10月1日至3日", "date"),
        ("二〇一八年十二月三十一日", None, "date"),
        (None, "２０２０年", "date"),
        ("2018年1月1日", "三个月内", "period"),
        ("三个月", "六个月", "period"),
        ("一百二十年", "一百三十年", "period"),
        ("十五日内", "三十日内", "period"),
        (None, "每年", "period"),
    ],
)
def test_a_day_of_the_calendar_is_no_period(before, after, kind):
    fact = Fact(type="period", before=before, after=after)

    assert fact_kind(fact) == kind
    assert fact_name(fact, "zh") == {"date": "日期", "period": "期限"}[kind]
    assert fact_name(fact, "en") == kind


def test_no_other_type_is_called_a_date():
    assert fact_kind(Fact(type="term", before="2018年1月1日", after="2020年1月1日")) == "term"


def test_a_change_of_date_is_labelled_so_from_the_texts_on():
    compared = diff(
        document("第一条　本办法自2018年1月1日起施行。"),
        document("第一条　本办法自2020年3月1日起施行。"),
    )

    assert (
        "日期：2018年1月1日→2020年3月1日"
        in rendered(terminal, compared, ReportOptions(width=80)).decode()
    )
    assert (
        '<option value="date">日期 1</option>' in rendered(html, compared, ReportOptions()).decode()
    )


def test_equal_texts_have_none(same):
    assert [row.facts for row in build_rows(same, ALL) if row.facts] == []


def test_each_fact_of_the_comparison_stands_in_one_row(full):
    told = [fact for row in build_rows(full, ALL) for fact in row.facts]
    facts = [fact for match in full.matches for fact in match.facts]

    assert sorted(map(str, told)) == sorted(
        map(
            str,
            (
                *map(fact_of, full.stated),
                *(fact for fact in facts if fact.type not in STATED.values()),
            ),
        )
    )
