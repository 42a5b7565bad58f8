"""Pins: their file, their order, and what becomes of them when a date turns up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import TEXTS, git, make, source, store

from policydiff.comparing.engine.align.overrides import Overrides, Pin
from policydiff.store.git.layout import DamagedFileError
from policydiff.store.records.pins import (
    StoredPin,
    dated,
    in_order,
    overrides_of,
    pins_from_toml,
    pins_to_toml,
)
from policydiff.store.repository import Repository

VERSIONS = st.sampled_from(("undated", "1999-12-31", "2020-01-01"))
EIDS = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z_.\-]{0,8}", fullmatch=True)
PINS = st.sets(
    st.builds(
        StoredPin,
        left=st.tuples(VERSIONS, EIDS),
        right=st.tuples(VERSIONS, EIDS),
        apart=st.booleans(),
    ),
    max_size=5,
)


def pin(left: str, right: str, *, apart: bool = False) -> StoredPin:
    a, b = (tuple(place.split("#")) for place in (left, right))
    return StoredPin(left=(a[0], a[1]), right=(b[0], b[1]), apart=apart)


@given(PINS)
def test_a_file_is_read_as_it_was_written(pins):
    data = pins_to_toml(pins)

    assert set(pins_from_toml(data, "lineage.toml")) == pins
    assert pins_to_toml(pins_from_toml(data, "lineage.toml")) == data


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"[[links]]",
        b"[[link]]",
        b"link = 1",
        b'[[link]]\nleft = "2020-01-01"\nright = "2020-01-01#a"',
        b"[[link]]\nleft = 1\nright = 2",
    ],
)
def test_a_damaged_file_is_named(data):
    with pytest.raises(DamagedFileError, match=r"lineage\.toml is damaged"):
        pins_from_toml(data, "lineage.toml")


def test_the_older_version_stands_left_and_one_without_a_date_is_the_oldest():
    assert in_order(pin("2020-01-01#b", "1999-12-31#a")) == pin("1999-12-31#a", "2020-01-01#b")
    assert in_order(pin("1999-12-31#b", "undated#a", apart=True)) == pin(
        "undated#a", "1999-12-31#b", apart=True
    )


def test_a_date_that_turns_up_is_written_into_the_pins():
    pins = (pin("undated#a", "1999-12-31#b"), pin("1999-12-31#b", "2020-01-01#c"))

    assert dated(pins, "1980-01-01") == (pin("1980-01-01#a", "1999-12-31#b"), pins[1])
    assert dated(pins, "2010-01-01") == (pin("1999-12-31#b", "2010-01-01#a"), pins[1])


def test_links_that_share_a_part_are_one():
    pins = (
        pin("1999-12-31#a", "2020-01-01#b"),
        pin("1999-12-31#a", "2020-01-01#c"),
        pin("1999-12-31#d", "2020-01-01#e"),
        pin("1999-12-31#f", "2020-01-01#e"),
        pin("1999-12-31#g", "2020-01-01#h", apart=True),
        pin("undated#a", "1999-12-31#b"),
    )

    found = overrides_of(pins, "1999-12-31", "2020-01-01")

    assert set(found.pins) == {
        Pin(left=("a",), right=("b", "c"), links=(("a", "b"), ("a", "c"))),
        Pin(left=("d", "f"), right=("e",), links=(("d", "e"), ("f", "e"))),
    }
    assert found.apart == (("g", "h"),)
    assert overrides_of(pins, "undated", "2020-01-01") == Overrides()


def test_pins_follow_a_version_that_gets_its_date_in_one_commit(repository: Repository):
    undated = make(date=None)
    store(repository, undated)
    store(repository, make(date="2022-12-30", texts=TEXTS[::-1]))
    work = repository.find("示例贸易法")
    repository.write_pins(work, pin("undated#art_1", "2022-12-30#art_2"))
    commits = len(repository.log())

    given_a_date = make(date="2025-01-01")
    added = repository.add(given_a_date, source(given_a_date), "dated.txt")

    assert added.status == "dated"
    assert repository.pins(repository.find("示例贸易法")) == (
        pin("2022-12-30#art_2", "2025-01-01#art_1"),
    )
    assert len(repository.log()) == commits + 1
    assert "lineage.toml" in git(repository.root, "show", "--stat", "--format=", "HEAD")
    assert repository.fsck() == ()


def test_a_pin_of_a_version_that_is_not_stored_is_a_fault(repository: Repository):
    store(repository, make())
    repository.write_pins(
        repository.find("示例贸易法"), pin("2001-01-01#art_1", "2022-12-30#art_1")
    )

    (fault,) = repository.fsck()

    assert fault.code == "pin"
    assert "no version of 2001-01-01 is stored" in fault.message


def test_pins_are_stored_and_forgotten_as_one_commit(repository: Repository):
    store(repository, make())
    work = repository.find("示例贸易法")
    old = pin("undated#art_1", "2022-12-30#art_1")
    split = [pin("undated#art_1", f"2022-12-30#art_{number}") for number in (2, 3)]
    repository.write_pins(work, old)
    before = len(repository.log())

    repository.write_pins(work, *split, forget=[old])
    repository.write_pins(work, *split, forget=[old])

    newest = repository.log()[0]
    assert set(repository.pins(work)) == set(split)
    assert len(repository.log()) == before + 1
    assert newest.subject.startswith("Link undated#art_1 and 2022-12-30#art_2 of ")
    assert newest.work == work.uri
    repository.write_pins(work, forget=[pin("undated#art_1", "2022-12-30#art_3", apart=True)])
    assert repository.pins(work) == (split[0],)
