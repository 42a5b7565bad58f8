"""The official file of a text that was stored from a copy. All texts are invented."""

from __future__ import annotations

import dataclasses

import pytest
from making import TEXTS, make, source, store

from policydiff.model.version import Dates
from policydiff.store.changes.additions import Added, Addition, Refused
from policydiff.store.repository import Repository

ADDRESS = "https://law.example/1"


def add_official(repository: Repository, document, data: bytes, **choices) -> Added | Refused:
    addition = Addition(
        document=document,
        source=data,
        source_name="official.txt",
        address=ADDRESS,
        official=True,
        **choices,
    )
    (outcome,) = repository.add_many([addition])
    return outcome


def roles(repository: Repository) -> list[tuple[str, str, str | None]]:
    (work,) = Repository.open(repository.root).works()
    return [(one.name, one.role, one.address) for one in work.sources]


def test_it_becomes_the_source_of_the_text_and_copies_are_witnesses(repository: Repository):
    store(repository, make(authority="示例机关"), "copy.txt")
    spaced = make(
        texts=(TEXTS[0].replace("，", ", "), *TEXTS[1:]), document_number="示例〔2022〕1号"
    )

    outcome = add_official(repository, spaced, b"official")

    assert isinstance(outcome, Added)
    assert outcome.status == "official"
    assert roles(repository) == [
        ("copy.txt", "witness", None),
        ("official.txt", "text", ADDRESS),
    ]
    stored = repository.load(outcome.version)
    assert (stored.authority, stored.document_number) == ("示例机关", "示例〔2022〕1号")
    assert Repository.open(repository.root).fsck() == ()
    again = add_official(repository, spaced, b"official")
    assert isinstance(again, Added)
    assert again.status == "unchanged"


def test_a_later_copy_is_a_witness_of_it(repository: Repository):
    add_official(repository, make(), b"official")

    assert store(repository, make(), "copy.txt").status == "witness"
    assert [role for _, role, _ in roles(repository)] == ["text", "witness"]


def test_another_text_is_refused_and_replaces_with_correct(repository: Repository):
    store(repository, make(), "copy.txt")
    other = make(texts=(*TEXTS[:2], TEXTS[2].replace("一万元", "二万元")))

    refused = add_official(repository, other, b"official")
    assert isinstance(refused, Refused)
    assert refused.error.details
    assert roles(repository) == [("copy.txt", "text", None)]

    corrected = add_official(repository, other, b"official", correct=True)
    assert isinstance(corrected, Added)
    assert corrected.status == "corrected"


def test_a_fact_that_a_person_may_have_set_stays_and_is_noted(repository: Repository):
    document = make(dates=Dates(promulgated="2022-12-30", in_force="2023-03-01"))
    store(repository, dataclasses.replace(document, in_force_ground="user"), "copy.txt")
    other = make(dates=Dates(promulgated="2022-12-30", in_force="2023-01-01"))

    outcome = add_official(repository, other, b"official")

    assert isinstance(outcome, Added)
    stored = repository.load(outcome.version)
    assert (stored.dates.in_force, stored.in_force_ground) == ("2023-03-01", "user")
    assert any("2023-01-01" in note for note in outcome.notes)


@pytest.mark.parametrize("official", [True, False])
def test_planning_alone_stores_nothing(repository: Repository, official: bool):
    store(repository, make(), "copy.txt")
    tip = Repository.open(repository.root).tip
    addition = Addition(document=make(), source=b"x", source_name="a.txt", official=official)

    (outcome,) = repository.plan_many([addition])

    assert isinstance(outcome, Added)
    assert (outcome.status, outcome.commit) == ("official" if official else "witness", None)
    assert Repository.open(repository.root).tip == tip
    assert source(make())
