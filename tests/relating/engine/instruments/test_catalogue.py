"""The versions of an entry of the catalogue, made of its events. All facts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policydiff.relating.engine.instruments.catalogue import CatalogueEntry, CatalogueEvent

ENACTED = CatalogueEvent(date="2016-03-01", what="enacted", source="示例公报")
REVISED = CatalogueEvent(
    date="2019-04-02",
    what="revised",
    source="示例公报二",
    by="《关于修改〈示例法〉的决定》",
    in_force="2020-01-01",
)
REPEALED = CatalogueEvent(
    date="2021-05-03",
    what="repealed",
    source="示例公报三",
    by="《示例法典》第九条",
    in_force="2022-01-01",
)
ENTRY = CatalogueEntry(
    title="示例法",
    kind="law",
    status="repealed",
    sources=("示例公报",),
    number="示例令第一号",
    adopted="2016-03-01",
    in_force="2016-06-01",
    events=(ENACTED, REVISED, REPEALED),
)


def test_a_version_lasts_until_the_next_takes_effect():
    assert [(one.date, one.first, one.last, one.by) for one in ENTRY.versions] == [
        ("2016-03-01", "2016-06-01", "2019-12-31", "示例令第一号"),
        ("2019-04-02", "2020-01-01", "2021-12-31", "《关于修改〈示例法〉的决定》"),
    ]


def test_it_ended_with_its_repeal():
    assert ENTRY.ended == REPEALED
    assert replace(ENTRY, events=(ENACTED, REVISED)).ended is None


def test_the_newest_version_is_open():
    assert replace(ENTRY, events=(ENACTED, REVISED)).versions[-1].last is None


def test_no_version_is_stated_for_an_unknown_day_nor_the_end_of_the_one_before():
    silent = replace(REVISED, in_force=None)

    assert [
        (one.date, one.last) for one in replace(ENTRY, events=(ENACTED, silent, REPEALED)).versions
    ] == [("2016-03-01", None)]
    assert [one.date for one in replace(ENTRY, in_force=None).versions] == ["2019-04-02"]


def test_a_draft_ends_nothing():
    draft = CatalogueEvent(date="2018-01-01", what="draft", source="示例公告")

    assert replace(ENTRY, events=(ENACTED, draft, REVISED, REPEALED)).versions == ENTRY.versions


@given(
    st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=1, max_size=8),
    st.booleans(),
)
def test_no_day_has_two_versions(steps, repealed):
    day, events = date(2000, 1, 1), [replace(ENACTED, date="2000-01-01")]
    for gap, known in steps:
        day += timedelta(days=gap)
        stated = day.isoformat()
        events.append(replace(REVISED, date=stated, in_force=stated if known else None))
    if repealed:
        last = (day + timedelta(days=1)).isoformat()
        events.append(replace(REPEALED, date=last, in_force=last))
    versions = replace(
        ENTRY, adopted="2000-01-01", in_force="2000-01-01", events=tuple(events)
    ).versions

    assert all(one.last is None or one.first <= one.last for one in versions)
    assert all(
        first.last is None or first.last < second.first for first, second in pairwise(versions)
    )
    assert len(versions) == 1 + sum(known for _, known in steps)
