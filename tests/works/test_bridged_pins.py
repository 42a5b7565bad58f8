"""Pins hold when a version is added between the two that they name, or it is told why they do not.
All texts are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository

import policydiff
from policydiff.store.records.pins import StoredPin
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import trace
from policydiff.works.lineage import evidence_of
from policydiff.works.lineage_evidence import WorkEvidence
from policydiff.works.session import Session

HEAD = "示例省渡口条例\n\n（{day}示例省人民代表大会常务委员会通过）\n\n"
FERRY = "渡口由船主养护，每年检修一次。"
FINE = "在渡口打鱼的，处五十元罚款。"
LIGHT = "夜间过渡的船只应当点灯。"
SCHOOL = "学生过渡免收船钱，由县财政补贴。"
DAYS = {"2001-03-01": "2001年3月1日", "2011-03-01": "2011年3月1日", "2021-03-01": "2021年3月1日"}


def text(day: str, *articles: str) -> str:
    numbers = "一二三四五"
    return (
        HEAD.format(day=DAYS[day])
        + "\n\n".join(f"第{numbers[place]}条　{one}" for place, one in enumerate(articles))
        + "\n"
    )


def add(repository: Repository, day: str, *articles: str) -> None:
    data = text(day, *articles).encode()
    repository.add(policydiff.load(data, name="law.txt"), data, "law.txt")


def pinned(repository: Repository, left: str, right: str, *, apart: bool = False) -> None:
    (a, b), (c, d) = (place.split("#") for place in (left, right))
    repository.write_pins(
        repository.find("示例省渡口条例"), StoredPin(left=(a, b), right=(c, d), apart=apart)
    )


def origins(repository: Repository, step: int) -> dict[str, tuple[tuple[str, ...], str]]:
    lineage = trace("示例省渡口条例", Session(repository=repository.root)).lineage
    return {
        one.eid: (one.left, one.evidence)
        for one in lineage.steps[step].origins
        if one.eid in ("art_1", "art_2", "art_3")
    }


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """Two versions between which nobody would take the first article for the second."""
    repository = new_repository(tmp_path / "laws")
    add(repository, "2001-03-01", FERRY, FINE)
    add(repository, "2021-03-01", FINE, SCHOOL)
    pinned(repository, "2001-03-01#art_1", "2021-03-01#art_2")
    return repository


def test_a_link_is_followed_through_a_version_that_is_added_between(two):
    assert origins(two, 0)["art_2"] == (("art_1",), "pinned")

    add(two, "2011-03-01", LIGHT, FERRY, FINE)

    assert origins(two, 0)["art_2"] == (("art_1",), "inferred")
    assert origins(two, 1)["art_2"] == (("art_2",), "pinned")
    assert trace("示例省渡口条例", Session(repository=two.root)).lineage.remarks == ()


def test_it_holds_in_a_comparison_of_the_versions_that_now_follow_one_another(two):
    add(two, "2011-03-01", LIGHT, FERRY, FINE)
    work = two.find("示例省渡口条例")
    documents = [two.load(version) for version in work.versions]

    found = evidence_of(two, work).between(*documents[1:])

    assert [(pin.left, pin.right) for pin in found.pins] == [(("art_2",), ("art_2",))]
    assert [
        (pin.left, pin.right)
        for pin in evidence_of(two, work).between(documents[0], documents[2]).pins
    ] == [(("art_1",), ("art_2",))]


def test_a_link_that_cannot_be_followed_is_told(two):
    add(two, "2011-03-01", LIGHT, FINE)

    (remark,) = trace("示例省渡口条例", Session(repository=two.root)).lineage.remarks

    assert remark == (
        "the link of 2001-03-01#art_1 and 2021-03-01#art_2 is not used: neither is followed, as one clause, to where the other is"
    )


def test_what_is_said_of_neighbours_speaks_against_it(two):
    add(two, "2011-03-01", LIGHT, FERRY, FINE)
    pinned(two, "2011-03-01#art_1", "2021-03-01#art_2")

    (remark,) = trace("示例省渡口条例", Session(repository=two.root)).lineage.remarks

    assert remark.endswith("your link of 2011-03-01#art_1 and 2021-03-01#art_2 speaks against it")
    assert origins(two, 1)["art_2"] == (("art_1",), "pinned")


def test_a_break_is_followed_too(two):
    pinned(two, "2001-03-01#art_2", "2021-03-01#art_1", apart=True)
    assert origins(two, 0)["art_1"] == ((), "inferred")

    add(two, "2011-03-01", LIGHT, FERRY, FINE.replace("五十", "一百"))

    assert origins(two, 0)["art_3"] == ((), "inferred")
    assert origins(two, 1)["art_1"][0] == ("art_3",)


def test_links_of_two_steps_make_one_over_both(two):
    add(two, "2011-03-01", LIGHT, FERRY, FINE)
    pinned(two, "2001-03-01#art_2", "2011-03-01#art_1")
    pinned(two, "2011-03-01#art_1", "2021-03-01#art_1")
    work = two.find("示例省渡口条例")
    documents = [two.load(version) for version in work.versions]

    found = WorkEvidence.of(two, work).between(documents[0], documents[2])

    assert {(pin.left, pin.right) for pin in found.pins} == {
        (("art_1",), ("art_2",)),
        (("art_2",), ("art_1",)),
    }


def test_a_part_that_a_correction_took_away_and_a_version_that_is_gone_are_told(two):
    pinned(two, "2001-03-01#art_9", "2021-03-01#art_1")
    pinned(two, "1990-01-01#art_1", "2001-03-01#art_1")

    remarks = trace("示例省渡口条例", Session(repository=two.root)).lineage.remarks

    assert [remark.rpartition(": ")[2] for remark in remarks] == [
        "no version of 1990-01-01 is stored",
        "2001-03-01 has no art_9",
    ]
