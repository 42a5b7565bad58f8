"""Chains of what the repository holds. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from decided_works import ARTICLES, BRIDGES, LAST, STEPS, amended, ordinance, store_texts
from ready_repositories import new_repository

from policydiff.amending.actions.consolidate import NotStoredError
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


FIRST = ordinance(BRIDGES, *ARTICLES)
NAME = f"{BRIDGES}@2016-03-01"


def gap(tmp_path, *texts: str) -> Session:
    """A session of a repository with the first text, and others."""
    store_texts(new_repository(tmp_path / "gap"), (FIRST, *texts))
    return Session(repository=tmp_path / "gap")


def dates(session: Session) -> list[tuple[str | None, bool]]:
    """The versions of the ordinance, each with True where it is compiled."""
    versions = session.store().find(BRIDGES).versions
    return [(one.date, one.computed is not None) for one in versions]


FILLED = [("2017-01-01", True), ("2018-01-01", True), ("2019-01-01", True)]


def test_a_gap_between_two_official_texts_is_filled(tmp_path):
    session = gap(tmp_path, *STEPS, amended(BRIDGES, *LAST))
    found = consolidate_chain(NAME, (), (), session, reason="补齐")
    tip = session.store().tip
    again = consolidate_chain(NAME, (), (), session, reason="补齐")

    assert dates(session) == [("2016-03-01", False), *FILLED, ("2020-01-01", False)]
    assert [one.new for one in found.filled] == [True] * 3
    assert [one.new for one in again.filled] == [False] * 3
    assert session.store().tip == tip
    assert steps(found)[-1] == ("2020-01-01", True)
    assert (found.chain.complete, found.chain.stopped) == (True, None)
    store = session.store()
    kept = store.load(store.version(store.find(BRIDGES), "2018-01-01"))
    assert [one.text for one in kept.articles[:2]] == ["桥由镇里修。", "路由镇里修。"]
    assert kept.computed.base == "2017-01-01"
    assert store.fsck() == ()


def test_a_difference_at_the_next_official_text_has_the_item_of_the_decision_before(tmp_path):
    printed = amended(BRIDGES, LAST[0], LAST[1], "修路的，发给奖金。")
    session = gap(tmp_path, *STEPS, printed)
    found = consolidate_chain(NAME, (), (), session, reason="")
    (difference,) = found.chain.steps[-1].result.verification.differences

    assert (difference.num, difference.instruction) == ("第三条", "一")
    assert difference.decision == "2019-01-01"
    assert difference.to_dict()["decision"] == "2019-01-01"


def test_a_difference_that_no_decision_orders_is_said_of_the_last_one(tmp_path):
    printed = amended(BRIDGES, *LAST).replace("自2016年5月1日", "自2016年6月1日")
    session = gap(tmp_path, *STEPS, printed)
    found = consolidate_chain(NAME, (), (), session, reason="")
    (difference,) = found.chain.steps[-1].result.verification.differences

    assert (difference.instruction, difference.decision) == (None, "2020-01-01")


def test_a_step_that_fails_ends_the_chain_behind_what_is_stored(tmp_path):
    broken = STEPS[2].replace("补助", "奖金")
    session = gap(tmp_path, STEPS[0], STEPS[1], broken, STEPS[3])
    found = consolidate_chain(NAME, (), (), session, reason="")

    assert dates(session) == [("2016-03-01", False), *FILLED[:2]]
    assert found.chain.stopped is not None
    assert "step 3 of 4" in found.chain.stopped
    assert len(found.chain.left) == 2
    assert not found.chain.complete
    assert session.store().fsck() == ()


def test_a_chain_that_was_broken_off_goes_on(tmp_path):
    session = gap(tmp_path, *STEPS)
    title = STEPS[0].splitlines()[0]
    consolidate_chain(NAME, (f"{title}@2017-01-01",), (), session, reason="")
    assert dates(session) == [("2016-03-01", False), FILLED[0]]
    found = consolidate_chain(NAME, (), (), session, reason="")

    assert [one.new for one in found.filled] == [False, True, True, True]
    assert dates(session)[1:] == [*FILLED, ("2020-01-01", True)]


def test_what_rests_on_a_published_text_is_named_and_compiled_again(tmp_path):
    session = gap(tmp_path, *STEPS[:3])
    consolidate_chain(NAME, (), (), session, reason="")
    text = ordinance(BRIDGES, "桥由镇里修。", "路由乡中修。", ARTICLES[2], amended="2017年1月1日")
    store = session.store()
    added = store.add(load(text.encode(), name="x.txt"), text.encode(), "x.txt")

    assert (added.status, added.verification.equal_but_noise) == ("published", False)
    assert [note for note in added.notes if "was compiled from it" in note] == [
        f"{BRIDGES}@2018-01-01 was compiled from it; compile it again with `policydiff consolidate --store`"
    ]
    assert ["reads otherwise now" in fault.message for fault in store.fsck()] == [True]
    found = consolidate_chain(NAME, (), (), session, reason="")
    assert "step 1 of 2" not in (found.chain.stopped or "")
    assert dates(session)[1] == ("2017-01-01", False)


def test_an_item_of_an_earlier_decision_is_named_where_a_text_is_published(tmp_path):
    session = gap(tmp_path, *STEPS)
    consolidate_chain(NAME, (), (), session, reason="")
    text = amended(BRIDGES, LAST[0], LAST[1], "修路的，发给奖金。")
    added = session.store().add(load(text.encode(), name="x.txt"), text.encode(), "x.txt")
    (difference,) = added.verification.differences

    assert (added.status, difference.decision) == ("published", "2019-01-01")


def test_a_file_is_stored_in_no_chain(tmp_path):
    session = gap(tmp_path, *STEPS)
    (tmp_path / "decision.txt").write_text(STEPS[0], encoding="utf-8")

    with pytest.raises(NotStoredError, match="is a file"):
        consolidate_chain(NAME, (str(tmp_path / "decision.txt"),), (), session, reason="")
    assert dates(session) == [("2016-03-01", False)]
