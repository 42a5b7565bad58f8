"""Which acts may have led from one version to the next, and what is kept of what they say. All
texts are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from bridges import DECISION, NEW, OLD
from ready_repositories import new_repository

import policydiff
from policydiff.store.records.pins import StoredPin
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import trace
from policydiff.works.lineage_evidence import WorkEvidence, unused
from policydiff.works.session import Session

NAME = "乙省桥梁条例"
OTHERS = DECISION.replace("修改《乙省桥梁条例》的决定", "修改《乙省渡口条例》等两部法规的决定", 1)


def add(repository: Repository, text: str) -> None:
    document = policydiff.load(text.encode(), name="text.txt")
    repository.add(document, text.encode(), "text.txt")


@pytest.fixture
def bridges(tmp_path: Path) -> Repository:
    """Both versions of the regulation."""
    repository = new_repository(tmp_path / "laws")
    add(repository, OLD)
    add(repository, NEW)
    return repository


def of(repository: Repository) -> WorkEvidence:
    return WorkEvidence.of(repository, repository.find(NAME))


def between(evidence: WorkEvidence):
    """The acts that may have led from the first version to the second."""
    return evidence.deciding.between(evidence.work, (0, 1))


def declaration(repository: Repository):
    evidence = of(repository)
    documents = [repository.load(version) for version in evidence.work.versions]
    return evidence.declaration((0, 1), documents[0], documents[1])


def test_what_is_said_changes_with_a_decision_and_with_a_pin(bridges):
    nothing = of(bridges).summary((0, 1))
    add(bridges, DECISION)
    decided = of(bridges).summary((0, 1))
    pin = StoredPin(left=("2009-11-20", "art_1"), right=("2019-11-25", "art_1"))

    assert nothing == ""
    assert len({nothing, decided, of(bridges).with_pins([pin], []).summary((0, 1))}) == 3


def test_a_decision_tells_what_it_declares(bridges):
    add(bridges, DECISION)

    found = declaration(bridges)

    assert (found.decision.date, found.decision.name.rpartition("@")[2]) == (
        "2019-11-25",
        "2019-11-25",
    )
    assert {act.instruction for act in found.acts} == {"一", "二", "三", "四"}


def test_a_decision_on_several_works_counts_for_each_that_it_names(bridges):
    add(
        bridges,
        OTHERS.replace("决定对《乙省桥梁条例》作如下修改：", "决定：").replace(
            "一、增加", "一、对《乙省桥梁条例》作出修改\n\n1．增加"
        ),
    )

    assert [act.date for act in between(of(bridges))] == ["2019-11-25"]


def test_an_act_on_several_works_is_read_once_for_all_that_it_does_not_lead_to(
    bridges, monkeypatch
):
    """It comes near in time to many versions of a large library."""
    add(bridges, OTHERS.replace("2019年11月25日第九次", "2019年12月1日第九次"))
    evidence = of(bridges)
    left, right = (bridges.load(version) for version in evidence.work.versions)
    read = []
    load = Repository.load
    monkeypatch.setattr(Repository, "load", lambda self, one: read.append(one) or load(self, one))

    assert len(between(evidence)) == 1
    assert [evidence.declaration((0, 1), left, right) for _ in range(3)] == [None] * 3
    assert len(read) == 1


@pytest.mark.parametrize(
    "text",
    [
        DECISION.replace("2019年11月25日第九次", f"{day}第九次")
        for day in ("2009年1月1日", "2015年3月2日", "2020年6月1日")
    ],
    ids=("before the older version", "long before the later one", "long after it"),
)
def test_an_act_of_another_time_is_not_looked_at(bridges, text):
    add(bridges, text)

    assert of(bridges).summary((0, 1)) == ""


def test_of_two_amendments_between_the_versions_one_does_not_lead_there(tmp_path):
    repository = new_repository(tmp_path / "laws")
    add(repository, OLD)
    add(
        repository,
        NEW.replace(
            "根据2019年11月25日",
            "根据2015年3月2日乙省第二届人民代表大会常务委员会第八次会议《关于修改〈乙省桥梁条例〉的决定》第一次修正　根据2019年11月25日",
        ),
    )
    add(repository, DECISION)

    assert declaration(repository) is None


def test_versions_that_do_not_follow_one_another_have_no_act(bridges):
    add(bridges, DECISION)
    add(bridges, OLD.replace("2009年11月20日", "2014年11月20日"))

    evidence = of(bridges)

    assert evidence.summary((0, 2)) == ""
    assert evidence.summary((1, 2)) != ""


def test_a_correction_of_the_decision_is_looked_at_anew(bridges):
    add(bridges, DECISION)
    before = {
        one.eid: one.left
        for one in trace(NAME, Session(repository=bridges.root)).lineage.steps[0].origins
    }
    text = DECISION.replace("将第四条改为第五条", "将第五条改为第五条")
    bridges.add(
        policydiff.load(text.encode(), name="text.txt"), text.encode(), "text.txt", correct=True
    )
    after = {
        one.eid: one.left
        for one in trace(NAME, Session(repository=bridges.root)).lineage.steps[0].origins
    }

    assert (before["art_5"], after["art_5"]) == (("art_4",), ("art_5",))


def test_a_remark_names_the_pin():
    pin = StoredPin(left=("2009-11-20", "art_1"), right=("2019-11-25", "art_2"), apart=True)

    assert (
        unused(pin, "why") == "the break of 2009-11-20#art_1 and 2019-11-25#art_2 is not used: why"
    )
