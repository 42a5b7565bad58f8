"""The form of the catalogue of instruments, and its facts against the texts at hand. The others a
person checks at their sources.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest

from policydiff.model.kinds import KIND_ROOTS
from policydiff.reading.load import load
from policydiff.relating.engine.instruments.catalogue import EVENT_NAMES, CatalogueEntry
from policydiff.relating.engine.instruments.status import AtHand, complete
from policydiff.relating.engine.relation import Instrument, InstrumentStatus
from policydiff.resources import resource
from policydiff.store.records.instruments import (
    entry_titled,
    names_of,
    read_instrument_catalogue,
)
from policydiff.store.titles import title_key

pytestmark = pytest.mark.where_changed("corpora", "policydiff/relating/engine/instruments")

CATALOGUE = read_instrument_catalogue()
DATES = ("adopted", "promulgated", "in_force")

one_by_one = pytest.mark.parametrize("one", CATALOGUE.instruments, ids=lambda one: one.title)


def is_day(text: str) -> bool:
    return date.fromisoformat(text).isoformat() == text


def test_it_holds_what_item_24_names_and_more():
    assert len(CATALOGUE.instruments) >= 50
    assert all(
        CATALOGUE.find(name)
        for name in ("网络安全法", "电子商务法", "互联网信息服务管理办法", "未成年人网络保护条例")
    )


def test_no_two_instruments_share_a_name():
    counted = Counter(name for one in CATALOGUE.instruments for name in names_of(one))

    assert [name for name, count in counted.items() if count > 1] == []


def test_the_day_to_which_it_was_looked_up_is_not_before_its_facts():
    assert is_day(CATALOGUE.as_of)
    assert (
        max(event.date for one in CATALOGUE.instruments for event in one.events) <= CATALOGUE.as_of
    )


@one_by_one
def test_dates_are_days(one: CatalogueEntry):
    told = [getattr(one, name) for name in DATES] + [
        day for event in one.events for day in (event.date, event.in_force)
    ]

    assert all(is_day(day) for day in told if day is not None)


@one_by_one
def test_words_are_known(one: CatalogueEntry):
    assert one.kind in KIND_ROOTS
    assert one.status in get_args(InstrumentStatus)
    assert all(event.what in EVENT_NAMES for event in one.events)


@one_by_one
def test_every_fact_has_a_source(one: CatalogueEntry):
    assert one.sources
    assert all(source.strip() for source in (*one.sources, *(event.source for event in one.events)))


@one_by_one
def test_events_are_in_order_and_enacted_at_most_once(one: CatalogueEntry):
    assert all(
        (first.date, EVENT_NAMES.index(first.what)) < (second.date, EVENT_NAMES.index(second.what))
        for first, second in pairwise(one.events)
    )
    assert sum(event.what == "enacted" for event in one.events) <= 1


@one_by_one
def test_dates_do_not_contradict_each_other(one: CatalogueEntry):
    known = [day for day in (one.adopted, one.promulgated, one.in_force) if day is not None]
    enacted = [event.date for event in one.events if event.what == "enacted"]

    assert known == sorted(known)
    assert enacted in ([], [one.promulgated or enacted[0] if enacted else None], [one.adopted])
    assert all(event.in_force is None or event.in_force >= event.date for event in one.events)


@one_by_one
def test_status_is_what_the_events_say(one: CatalogueEntry):
    last = {event.what for event in one.events}

    assert (one.status == "repealed") == ("repealed" in last)
    assert one.status != "in force" or "enacted" in last
    assert one.status != "draft" or "enacted" not in last


def test_no_key_is_misspelt():
    table = tomllib.loads(resource("corpora", "catalogue.toml").read_text(encoding="utf-8"))

    assert set(table) == {"as_of", "instrument"}
    assert len(table["instrument"]) == len(CATALOGUE.instruments)


@one_by_one
def test_versions_follow_one_another(one: CatalogueEntry):
    known = [event for event in one.events if event.what != "draft"]
    days = {
        event.date: event.in_force or (one.in_force if event.what == "enacted" else None)
        for event in known
    }
    following = {event.date: days[after.date] for event, after in pairwise(known)}

    assert all(is_day(day) for version in one.versions for day in (version.date, version.first))
    assert all(version.by.strip() and version.source.strip() for version in one.versions)
    assert all(version.last is None or version.first <= version.last for version in one.versions)
    assert all(
        first.last is None or first.last < second.first for first, second in pairwise(one.versions)
    )
    assert all(
        (version.last is None) == (following.get(version.date) is None) for version in one.versions
    )


@one_by_one
def test_an_entry_read_alone_is_the_same(one: CatalogueEntry):
    assert entry_titled(one.title) == one
    assert entry_titled(f"《{one.title}》") == one


def test_no_entry_is_found_by_another_name():
    assert entry_titled("示例省渡口条例") is None
    assert entry_titled("网安法") is None


@one_by_one
def test_it_ended_where_it_was_repealed(one: CatalogueEntry):
    ended = one.ended

    assert (ended is not None) == (one.status == "repealed")
    assert ended is None or (ended.in_force and ended.by and one.versions[-1].last < ended.in_force)


def test_the_versions_of_much_used_laws_are_known():
    law = entry_titled("公司法")

    assert law is not None
    assert [(one.date, one.first, one.last) for one in law.versions[-3:]] == [
        ("2013-12-28", "2014-03-01", "2018-10-25"),
        ("2018-10-26", "2018-10-26", "2024-06-30"),
        ("2023-12-29", "2024-07-01", None),
    ]
    assert sum(len(one.versions) > 1 for one in CATALOGUE.instruments) >= 60


@pytest.mark.corpus
def test_heads_of_real_texts_do_not_contradict_it(corpus):
    """A head lists all amendments up to its own, and states the day of force of its version."""
    held: set[str] = set()
    dated: set[tuple[str, str]] = set()
    faults = []
    paths = (*corpus.glob("bulk/*.md"), *corpus.glob("works/*/????-??-??.*"))
    for path in sorted(path for path in paths if ".decision." not in path.name):
        name = path.stem.partition("(")[0].rpartition("__")[2]
        if path.parent.name == "bulk" and not CATALOGUE.find(name):
            continue
        document = load(path)
        one = CATALOGUE.find(document.title)
        adopted = document.original_dates.adopted or document.dates.adopted
        if one is None or adopted is None or adopted != one.adopted:
            continue  # another instrument of this name, or one that the catalogue has by its promulgation
        last = max((amendment.date or "" for amendment in document.amendments), default=adopted)
        amended = {amendment.date for amendment in document.amendments}
        listed = {event.date for event in one.events if event.what == "revised"}
        if amended != {day for day in listed if day <= last}:
            faults.append((path.name, amended ^ {day for day in listed if day <= last}))
        held.add(one.title)
        begin = document.dates.in_force
        for version in one.versions:
            if begin is not None and version.date in document.dates.own:
                dated.add((one.title, version.date))
                faults += [(path.name, begin)] if begin != version.first else []
        stated = document.original_dates.in_force
        faults += [(path.name, stated)] if stated and stated != one.in_force else []

    assert faults == []
    assert len(held) >= 75
    assert len(dated) >= 35


@pytest.mark.corpus
def test_real_texts_do_not_contradict_it(corpus):
    compared = {}
    for path in sorted(corpus.glob("works/*/meta.toml")):
        known = CATALOGUE.find(tomllib.loads(path.read_text(encoding="utf-8")).get("title", ""))
        for version in sorted(path.parent.glob("????-??-??.*")) if known else ():
            if ".decision." in version.name:
                continue  # a text of its own, with days of its own
            text = load(version)
            older = (text.version_date or "") < (known.adopted or "")
            if older or title_key(text.title) not in names_of(known):
                continue  # the constitutions before that of 1982, and a law on trial
            mention = Instrument(left="art_1", span=(0, 1), name=known.title)
            found = complete(mention, (AtHand(document=text, name=version.name),), known, None)
            compared[f"{path.parent.name}/{version.name}"] = (
                found.note,
                set(found.since) - {(event.date, event.what) for event in known.events},
            )

    assert len(compared) >= 15
    assert {
        name: (note, more)
        for name, (note, more) in compared.items()
        if more or (note or "").count("catalogue")
    } == {}
