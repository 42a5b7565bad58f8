"""The line of time of a work: where marks and handles stand, and where keys lead."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.tracing.report.axis import (
    GAP,
    LEFT,
    RIGHT,
    ROWS,
    AxisEvent,
    draw_axis,
    moved,
    nearest,
    steps,
    two_newest,
)

days = st.dates().map(date.isoformat)
events = st.lists(
    st.builds(AxisEvent, lane=st.sampled_from(["version", "decision", "end"]), day=days),
    max_size=30,
)
pairs = st.tuples(days, days).map(lambda two: (min(two), max(two)))
TODAY = "2026-11-30"


def versions(*dates: str) -> list[AxisEvent]:
    return [AxisEvent(lane="version", day=day) for day in dates]


@given(events, pairs, days)
def test_every_event_stands_on_the_line_once_and_no_mark_covers_another(found, chosen, today):
    axis = draw_axis(found, chosen, today)

    placed = [event for mark in axis.marks for event in mark.events]
    assert sorted(map(repr, placed)) == sorted(map(repr, found))
    assert all(LEFT <= mark.at <= RIGHT and mark.day == mark.events[0].day for mark in axis.marks)
    rows = defaultdict(list)
    for mark in axis.marks:
        assert 0 <= mark.row < ROWS
        rows[mark.events[0].lane == "decision", mark.row].append(mark.at)
    for places in rows.values():
        assert all(b - a >= GAP - 1e-6 for a, b in pairwise(places))


@given(events, pairs, days)
def test_a_later_day_stands_further_right(found, chosen, today):
    axis = draw_axis(found, chosen, today)

    first, last = axis.handles
    assert (first.day, last.day) == chosen
    assert LEFT <= first.at <= last.at <= RIGHT
    places = sorted((mark.day, mark.at) for mark in axis.marks)
    assert [at for _, at in places] == sorted(at for _, at in places)
    for handle in axis.handles:
        inside = axis.begin.isoformat() <= handle.day <= axis.end.isoformat()
        assert (handle.beyond == "") == inside
    assert all(axis.begin.isoformat() <= mark.day <= axis.end.isoformat() for mark in axis.marks)
    assert [at for _, at in axis.years] == sorted(at for _, at in axis.years)
    assert len(axis.years) <= 5


@given(pairs, days)
def test_the_nearer_handle_moves_and_the_days_stay_in_order(chosen, day):
    side = nearest(day, chosen)
    first, last = moved(chosen, side, day)

    assert first <= last
    assert day in (first, last)
    assert chosen[side == "first"] in (first, last)
    if day > chosen[1]:
        assert side == "last"
    if day < chosen[0]:
        assert side == "first"


@given(events, pairs)
def test_keys_lead_to_versions_and_never_past_the_other_handle(found, chosen):
    stops = {one.day for one in found if one.lane == "version"}
    for side, on, day in steps(found, chosen):
        now = chosen[side == "last"]
        assert day in stops
        assert day > now if on else day < now
        between = (now, day) if on else (day, now)
        assert not any(between[0] < stop < between[1] for stop in stops)
        assert day <= chosen[1] if side == "first" else day >= chosen[0]


def test_keys_go_through_all_versions():
    found = versions("2001-01-01", "2010-05-05", "2020-07-07")

    assert steps(found, ("2010-05-05", "2015-01-01")) == [
        ("first", False, "2001-01-01"),
        ("last", False, "2010-05-05"),
        ("last", True, "2020-07-07"),
    ]
    assert steps([], ("2010-05-05", "2015-01-01")) == []


def test_events_of_one_day_are_one_mark_and_a_crowd_stays_within_its_rows():
    crowd = versions(*(f"2020-01-{day:02}" for day in range(1, 31)), "1990-01-01", "2020-01-01")
    axis = draw_axis(crowd, ("2020-01-01", "2020-01-30"), TODAY)

    assert axis.rows("version") == ROWS
    assert axis.rows("decision") == 0
    assert [len(mark.events) for mark in axis.marks if mark.day == "2020-01-01"] == [2]
    assert sum(len(mark.events) for mark in axis.marks) == len(crowd)


@pytest.mark.parametrize(
    ("dates", "last", "found"),
    [
        (("2001-01-01", "2010-05-05", "2020-07-07"), "", ("2010-05-05", "2020-07-07")),
        (("2001-01-01", "2010-05-05", "2020-07-07"), "2010-05-05", ("2001-01-01", "2010-05-05")),
        (("2001-01-01", "2010-05-05"), "2001-01-01", ("2001-01-01", "2001-01-01")),
        (("2001-01-01",), "", ("2001-01-01", TODAY)),
        (("2030-01-01",), "", (TODAY, "2030-01-01")),
        ((), "", None),
        ((), "2001-01-01", ("2001-01-01", "2001-01-01")),
    ],
)
def test_the_two_newest_texts_are_chosen(dates, last, found):
    assert two_newest(versions(*dates), last, TODAY) == found
