"""Chains of what the repository holds. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository

from policydiff.amending.actions.consolidate_chain import NoStoredDecisionError, consolidate_chain
from policydiff.errors import UsageError
from policydiff.reading.load import load
from policydiff.store.repository import Repository
from policydiff.works.session import Session

CASES = Path(__file__).parents[2] / "cases" / "chain"
ALL = ("2010", "2015.decision", "2015", "2020.decision", "2020")
BASE = "乙省桥梁条例@2010-03-01"


@pytest.fixture
def stored(tmp_path):
    """Makes a repository of some texts of the case."""

    def make(*names: str, **words: str) -> Path:
        store = new_repository(tmp_path / "laws", clock=lambda: 1_767_312_000)
        for name in names:
            text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
            for old, new in words.items() if name == "2015" else ():
                text = text.replace(old, new)
            store.add(load(text.encode(), name=f"{name}.txt"), text.encode(), f"{name}.txt")
        return tmp_path / "laws"

    return make


def file(name: str) -> str:
    return str(CASES / f"{name}.txt")


def steps(found):
    return [
        (step.date, step.result.verification and step.result.verification.exact)
        for step in found.chain.steps
    ]


def test_decisions_and_versions_are_found(stored):
    found = consolidate_chain(BASE, (), (), Session(repository=stored(*ALL)))

    assert steps(found) == [("2015-06-02", True), ("2020-09-03", True)]
    assert (found.chain.complete, found.chain.unexplained, found.notes) == (True, (), ())


def test_a_base_in_the_middle_takes_the_later_decisions_alone(stored):
    assert steps(
        consolidate_chain("乙省桥梁条例@2015-06-02", (), (), Session(repository=stored(*ALL)))
    ) == [("2020-09-03", True)]


def test_named_decisions_are_compared_with_stored_versions(stored):
    assert steps(
        consolidate_chain(
            BASE, (file("2015.decision"),), (), Session(repository=stored("2010", "2015"))
        )
    ) == [("2015-06-02", True)]


def test_a_named_text_comes_before_the_stored_one(stored):
    repository = stored(*ALL, 船由县里修="船由州里修")

    assert steps(consolidate_chain(BASE, (), (), Session(repository=repository)))[0] == (
        "2015-06-02",
        False,
    )
    assert steps(consolidate_chain(BASE, (), (file("2015"),), Session(repository=repository)))[
        0
    ] == (
        "2015-06-02",
        True,
    )


def test_files_alone_need_no_repository(tmp_path):
    found = consolidate_chain(
        file("2010"),
        (file("2015.decision"), file("2020.decision")),
        (file("2020"),),
        Session(repository=tmp_path),
    )

    assert steps(found) == [("2015-06-02", None), ("2020-09-03", True)]


def test_a_stored_version_without_its_decision_is_told(stored):
    found = consolidate_chain(
        BASE, (), (), Session(repository=stored("2010", "2015.decision", "2015", "2020"))
    )

    assert (steps(found), found.chain.unexplained) == ([("2015-06-02", True)], ("2020-09-03",))


def test_a_version_between_serves_as_base_where_that_is_asked_for(stored):
    repository = stored("2010", "2015", "2020.decision", "2020")
    found = consolidate_chain(BASE, (), (), Session(repository=repository), from_republished=True)

    assert (steps(found), found.chain.complete) == ([("2020-09-03", True)], True)


def test_a_file_as_base_needs_its_decisions(tmp_path):
    with pytest.raises(UsageError, match="name the decisions") as refused:
        consolidate_chain(file("2010"), (), (), Session(repository=tmp_path))
    assert refused.value.exit_code == 2


def test_a_work_without_later_decisions_is_refused(stored):
    with pytest.raises(
        NoStoredDecisionError, match=r"no stored decision is known to amend 乙省桥梁条例@2020-09-03"
    ) as refused:
        consolidate_chain("乙省桥梁条例", (), (), Session(repository=stored(*ALL)))
    assert refused.value.exit_code == 4


def undated(repository: Path) -> Path:
    """Add the decision of 2015 as a copy that tells no day."""
    text = "\n".join(
        line
        for line in (CASES / "2015.decision.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("（")
    )
    Repository.open(repository).add(
        load(text.encode(), name="decision.txt"), text.encode(), "decision.txt"
    )
    return repository


def test_a_decision_without_a_date_stands_where_the_version_is_that_it_led_to(stored):
    repository = undated(stored("2010", "2015", "2020.decision", "2020"))
    found = consolidate_chain(BASE, (), (), Session(repository=repository))

    assert steps(found) == [(None, True), ("2020-09-03", True)]
    assert (found.chain.complete, found.chain.steps[0].matched, found.notes) == (True, "place", ())


def test_a_decision_without_a_date_that_led_to_an_older_version_is_none_of_the_chain(stored):
    repository = undated(stored("2010", "2015", "2020.decision", "2020"))

    assert steps(
        consolidate_chain("乙省桥梁条例@2015-06-02", (), (), Session(repository=repository))
    ) == [("2020-09-03", True)]


def test_a_decision_without_a_date_that_led_to_no_stored_version_is_told(stored):
    repository = undated(stored("2010"))

    with pytest.raises(
        NoStoredDecisionError, match="@undated may, but the date is unknown: name it as a DECISION"
    ):
        consolidate_chain(BASE, (), (), Session(repository=repository))
