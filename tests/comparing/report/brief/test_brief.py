"""Figures, sanctions and duties of a page, a digest and a table of duties are those stated."""

from __future__ import annotations

import dataclasses
import re
from typing import get_args

import penal
import pytest
from stating import RAISED, TIERED, compared

from policydiff.comparing.report.brief.brief import BRIEF_LABELS, Brief, view_brief
from policydiff.comparing.report.duties.duties import DutyTable, view_duties
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.comparing.report.table.digest import STATED, text_of
from policydiff.comparing.report.table.facts import change_words, fact_of
from policydiff.model.comparison import Comparison, StatementKind
from policydiff.model.reports import ReportOptions

OPTIONS = ReportOptions(language="zh")
CHANGE = re.compile("→|新增|删去")
LINES = tuple(
    BRIEF_LABELS["zh"][key].split("（")[0]
    for key in ("amounts", "penalties", "periods", "shares", "duties")
)
SAMPLES = {
    "penal": penal.sample,
    "tiers": lambda: compared(TIERED, RAISED),
    "tiers backwards": lambda: compared(RAISED, TIERED),
}


def brief(view: ComparisonView) -> Brief:
    return view_brief(view, OPTIONS)


def lines(shown: Brief) -> dict[str, str]:
    """The lines on figures, sanctions and duties."""
    found = {line.name.split("（")[0]: line.text for line in shown.lines}
    return {name: text for name, text in found.items() if name in LINES}


def sections(view: ComparisonView) -> dict[str, str]:
    """The sections of the digest on the same, all their rows."""
    return {one.key: text_of(one, "zh") for one in view.digest if one.key in STATED}


def changes(table: DutyTable) -> list[tuple[str | None, str | None]]:
    """The amounts of a table of duties that came, went or took the place of others."""
    penalties = (*(one for duty in table.duties for one in duty.penalties), *table.uncited)
    return [
        (amount.before, amount.after)
        for one in penalties
        for amount in one.amounts
        if amount.before is not None or amount.came
    ]


def new(table: DutyTable) -> int:
    penalties = (*(one for duty in table.duties for one in duty.penalties), *table.uncited)
    return sum(one.change == "new" for one in (*table.duties, *penalties))


def unexplained(text: str, comparison: Comparison) -> str:
    """A line without what is stated of the comparison, the longest words first."""
    texts = {change_words(fact_of(one), "zh") for one in comparison.stated}
    for one in sorted(texts, key=len, reverse=True):
        text = text.replace(one, "")
    return text


@pytest.fixture(params=SAMPLES)
def comparison(request) -> Comparison:
    return SAMPLES[request.param]()


def test_every_change_in_a_line_is_stated(comparison):
    view = view_comparison(comparison, OPTIONS)
    texts = (*lines(brief(view)).values(), *sections(view).values())

    assert any(CHANGE.search(text) for text in texts)
    assert [text for text in texts if CHANGE.search(unexplained(text, comparison))] == []


def test_every_change_in_the_table_of_duties_is_stated(comparison):
    table = view_duties(comparison)
    amounts = {
        (one.old and one.old.words, one.new and one.new.words)
        for one in comparison.stated
        if one.kind == "amount"
    }

    assert changes(table)
    assert set(changes(table)) <= amounts


def test_nothing_of_it_is_shown_where_nothing_is_stated(comparison):
    bare = dataclasses.replace(comparison, stated=())
    view = view_comparison(bare, OPTIONS)
    table = view_duties(bare)

    assert lines(brief(view)) == sections(view) == {}
    assert changes(table) == []
    assert new(table) == 0
    assert table.gone == ()


@pytest.mark.parametrize("kind", get_args(StatementKind))
def test_a_kind_that_is_not_stated_is_not_shown(kind):
    whole = penal.sample()
    left = dataclasses.replace(whole, stated=tuple(one for one in whole.stated if one.kind != kind))
    keys = {key for key, kinds in STATED.items() if kinds == (kind,)}

    assert not keys & set(sections(view_comparison(left, OPTIONS)))


def test_what_is_stated_as_new_or_gone_is_shown_so_in_the_table_of_duties():
    table = view_duties(penal.sample())

    assert new(table) > 0
    assert [duty.names for duty in table.gone] == [("第八条",)]
