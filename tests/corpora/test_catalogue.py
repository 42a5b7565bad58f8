"""The form of the catalogue of instruments. Whether its facts are right a person checks at its
sources.
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
from policydiff.store.records.instruments import names_of, read_instrument_catalogue

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


@pytest.mark.corpus
def test_real_texts_do_not_contradict_it(corpus):
    compared = {}
    for path in sorted(corpus.glob("works/*/meta.toml")):
        known = CATALOGUE.find(tomllib.loads(path.read_text(encoding="utf-8")).get("title", ""))
        for version in sorted(path.parent.glob("????-??-??.*")) if known else ():
            if ".decision." in version.name:
                continue  # a text of its own, with days of its own
            mention = Instrument(left="art_1", span=(0, 1), name=known.title)
            found = complete(
                mention, (AtHand(document=load(version), name=version.name),), known, None
            )
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
