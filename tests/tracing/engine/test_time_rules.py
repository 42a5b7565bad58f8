"""The table of rules on the law of an act before a change."""

from __future__ import annotations

import pytest

from policydiff.tracing.engine.time_rules import TIME_RULES, rules_of

PENALTIES = ("中华人民共和国行政处罚法", ("第三十七条",))
LEGISLATION = "中华人民共和国立法法"


def named(sorts, conduct, decision, works=()):
    return [
        (one.title, one.articles) if not one.number else one.number
        for one in rules_of(sorts, conduct, decision, works)
    ]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("2024-01-01", [PENALTIES]),
        ("2021-07-15", [PENALTIES]),
        ("2021-07-14", [(LEGISLATION, ("第九十三条",)), "法〔2004〕96号"]),
        ("2010-01-01", [(LEGISLATION, ("第八十四条",)), "法〔2004〕96号"]),
        ("2001-01-01", [(LEGISLATION, ("第八十四条",))]),
        ("1999-01-01", []),
    ],
)
def test_rules_on_penalties_go_by_the_day_of_the_decision(decision, expected):
    assert named(("administrative",), ("1998-01-01", "1998-01-01"), decision) == expected


@pytest.mark.parametrize(
    ("decision", "article"),
    [("2015-03-14", "第八十四条"), ("2015-03-15", "第九十三条"), ("2023-03-15", "第一百零四条")],
)
def test_the_general_rule_bears_the_number_of_the_day(decision, article):
    assert named(("other",), ("2001-01-01", "2001-01-01"), decision) == [(LEGISLATION, (article,))]


def test_interpretations_on_an_amendment_count_for_acts_before_it_judged_after_it():
    before = named(("criminal",), ("2015-10-31", "2015-10-31"), "2016-01-01")
    after = named(("criminal",), ("2015-11-01", "2015-11-01"), "2016-01-01")

    assert "法释〔2015〕19号" in before
    assert "法释〔2015〕19号" not in after
    assert "法释〔1997〕12号" in after


def test_acts_that_went_on_have_a_rule_of_their_own():
    number = "高检发释字〔1998〕6号"

    assert number in named(("criminal",), ("1996-01-01", "1998-01-01"), "1999-01-01")
    assert number not in named(("criminal",), ("1996-01-01", "1996-01-02"), "1999-01-01")


def test_civil_matters_never_have_the_rule_on_the_milder_law():
    found = rules_of(("civil",), ("2019-01-01", "2019-01-01"), "2024-08-01", ("公司法",))

    assert [one.number for one in found] == ["法释〔2020〕15号", "法释〔2024〕7号"]
    assert {one.sort for one in found} == {"civil"}


def test_several_sorts_have_their_rules_once_each():
    found = rules_of(("administrative", "other"), ("2010-01-01", "2010-01-01"), "2018-01-01", ())

    assert len(found) == len(set(found)) == 2


def test_what_is_undecided_has_the_rules_of_every_sort():
    days = ("2021-08-01", "2021-08-01")
    found = rules_of(("undecided",), days, "2024-08-01", ())

    sorts = {"administrative", "criminal", "discipline", "civil", "other"}
    assert {one.sort for one in found} == sorts
    assert found == rules_of(("civil", "undecided"), days, "2024-08-01", ())


def test_the_table_is_sound():
    for rule in TIME_RULES:
        assert rule.words
        assert rule.until is None or rule.since <= rule.until
        assert rule.articles or rule.number
        assert not rule.ongoing or rule.crosses
