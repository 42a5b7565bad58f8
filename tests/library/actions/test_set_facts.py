"""set: what a person knows better of a stored version holds, and all that speaks of the version
follows. All texts are invented.
"""

from __future__ import annotations

import subprocess
from itertools import permutations
from pathlib import Path

import pytest
from ready_repositories import new_repository
from test_remove import NAME, VERSIONS, add, judge, names, text_of

import policydiff
from policydiff.errors import UsageError
from policydiff.library.actions.remove import NoStoredVersionError
from policydiff.library.actions.set_facts import set_facts
from policydiff.reading.load import BadFactError
from policydiff.store.changes.setting import DateTakenError
from policydiff.store.git import writer
from policydiff.store.records.pins import StoredPin
from policydiff.store.records.slugs import BadSlugError
from policydiff.store.repository import Repository
from policydiff.works.lineage import in_force
from policydiff.works.session import Session

FERRY = "乙省渡口条例"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return new_repository(tmp_path / "laws")


@pytest.fixture
def three(repository: Repository) -> Repository:
    """Three versions of one work."""
    for date, parts in VERSIONS.items():
        add(repository, text_of(date, parts))
    return repository


def test_the_day_of_force_holds_from_then_on(three):
    message, written = set_facts(
        f"{NAME}@2014-03-05",
        Session(repository=three.root),
        in_force="2014-06-01",
        reason="as the gazette says",
    )

    assert written is not None
    assert len(written.commits) == 1
    assert message.split("\n") == [
        f"Set facts of {NAME} 2014-03-05",
        "",
        "- entry into force: 2014-06-01 (before: unknown)",
        "",
        f"Work: {three.find(NAME).uri}",
        "Version: 2014-03-05",
        "Reason: as the gazette says",
        "",
    ]
    assert in_force(three, three.find(NAME), "2015-01-01").date == "2014-03-05"
    assert three.fsck() == ()


def test_without_a_date_the_newest_version_is_meant(three):
    set_facts(NAME, Session(repository=three.root), authority="乙省人民代表大会")

    documents = [three.load(version) for version in three.find(NAME).versions]
    assert [document.authority == "乙省人民代表大会" for document in documents] == [
        False,
        False,
        True,
    ]


def test_a_fact_that_was_set_stays_when_another_is(three):
    set_facts(NAME, Session(repository=three.root), in_force="2001-01-01")
    set_facts(NAME, Session(repository=three.root), document_number="乙令第3号")

    document = three.load(three.find(NAME).versions[-1])
    assert (document.dates.in_force, document.document_number) == ("2001-01-01", "乙令第3号")


def test_what_is_so_already_is_no_commit(three):
    set_facts(NAME, Session(repository=three.root), in_force="2020-01-01", aliases=("桥梁条例",))
    tip = three.log()[0].commit

    assert set_facts(
        NAME, Session(repository=three.root), in_force="2020-01-01", aliases=("桥梁条例",)
    ) == ("", None)
    assert three.log()[0].commit == tip


@pytest.mark.parametrize(
    "order",
    list(permutations(VERSIONS))[::2],
    ids=lambda order: "-".join(date[2:4] for date in order),
)
@pytest.mark.parametrize(
    ("old", "new"),
    [("2009-11-20", "2021-05-06"), ("2014-03-05", "2014-03-06"), ("2019-11-25", "2001-01-01")],
)
def test_a_date_that_is_set_keeps_lasting_names_wherever_the_version_stands_then(
    repository, order, old, new
):
    for date in order:
        add(repository, text_of(date, VERSIONS[date]))
    before = names(repository)

    set_facts(f"{NAME}@{old}", Session(repository=repository.root), promulgated=new)

    before[new] = before.pop(old)
    assert names(repository) == before
    assert [version.date for version in repository.find(NAME).versions] == sorted(before)
    assert repository.fsck() == ()


def test_the_same_file_added_again_is_known_though_its_date_was_set(three):
    set_facts(f"{NAME}@2014-03-05", Session(repository=three.root), promulgated="2014-04-01")

    again = add(three, text_of("2014-03-05", VERSIONS["2014-03-05"]))

    assert (again.status, again.version.date) == ("unchanged", "2014-04-01")
    assert add(three, text_of("2014-03-05", ("目的", "验收"))).status == "added"
    assert three.fsck() == ()


def test_a_title_that_is_set_is_one_more_by_which_the_text_is_known(three):
    set_facts(f"{NAME}@2019-11-25", Session(repository=three.root), title="乙省公路桥梁条例")

    work = three.find(NAME)
    assert (work.title, work.title_of("2014-03-05"), work.versions[-1].name) == (
        "乙省公路桥梁条例",
        NAME,
        "乙省公路桥梁条例@2019-11-25",
    )
    assert three.find("乙省公路桥梁条例") == work
    assert add(three, text_of("2019-11-25", VERSIONS["2019-11-25"])).status == "unchanged"
    assert three.fsck() == ()


def test_an_alias_finds_the_work(three):
    set_facts(NAME, Session(repository=three.root), aliases=("桥规", "桥梁规"))

    assert three.find("桥规") == three.find("桥梁规") == three.find(NAME)
    assert three.fsck() == ()


def test_pins_and_judgements_follow_a_date(three):
    add(three, text_of("2020-01-01", ("验收", "检查"), FERRY))
    pin = StoredPin(left=("2014-03-05", "art_2"), right=("2019-11-25", "art_1"))
    three.write_pins(three.find(NAME), pin)
    judge(three, NAME, FERRY, "2014-03-05")

    set_facts(f"{NAME}@2014-03-05", Session(repository=three.root), promulgated="2014-04-01")

    left, right = three.find(NAME), three.find(FERRY)
    assert three.pins(left) == (StoredPin(left=("2014-04-01", "art_2"), right=pin.right),)
    assert [entry.left.version for entry in three.reviews(left, [right])[right.uri].entries] == [
        "2014-04-01"
    ]
    assert three.fsck() == ()


def test_of_another_kind_the_work_lies_elsewhere_and_all_that_names_it_follows(three):
    add(three, text_of("2020-01-01", ("验收", "检查"), FERRY))
    pin = StoredPin(left=("2014-03-05", "art_2"), right=("2019-11-25", "art_1"))
    three.write_pins(three.find(NAME), pin)
    judge(three, NAME, FERRY, "2014-03-05")
    three.write_replaces(three.find(FERRY), three.find(NAME))
    before, old = names(three), three.find(NAME)

    set_facts(NAME, Session(repository=three.root), kind="local-rule")

    work, ferry = three.find(NAME), three.find(FERRY)
    assert (work.kind, work.slug) == ("local-rule", old.slug)
    assert work.uri != old.uri
    assert ferry.replaces == (work.uri,)
    assert three.pins(work) == (pin,)
    assert len(three.reviews(work, [ferry])[ferry.uri].entries) == 1
    assert {three.load(version).kind for version in work.versions} == {"local-rule"}
    assert names(three) == before
    assert not list((three.root / old.folder).glob("*"))
    assert three.fsck() == ()
    three.undo()
    assert three.find(NAME) == old
    assert three.fsck() == ()


def test_a_place_that_is_taken_is_told(three):
    other = policydiff.load(
        text_of("2009-11-20", VERSIONS["2009-11-20"], FERRY).encode(),
        name="t.txt",
        kind="local-rule",
    )
    three.add(other, b"other", "t.txt", slug=three.find(NAME).slug)

    with pytest.raises(BadSlugError):
        set_facts(NAME, Session(repository=three.root), kind="local-rule")


def test_a_date_that_is_taken_is_told(three):
    with pytest.raises(DateTakenError, match="another version of 2014-03-05"):
        set_facts(NAME, Session(repository=three.root), promulgated="2014-03-05")


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({}, UsageError),
        ({"in_force": "2020"}, BadFactError),
        ({"kind": "novel"}, BadFactError),
        ({"title": " \n"}, BadFactError),
        ({"aliases": ("",)}, BadFactError),
    ],
)
def test_what_is_no_fact_is_refused(three, facts, error):
    with pytest.raises(error) as refused:
        set_facts(NAME, Session(repository=three.root), **facts)
    assert refused.value.exit_code == 2


def test_a_day_names_no_version_to_be_set(three):
    with pytest.raises(NoStoredVersionError):
        set_facts(f"{NAME}@@2015-01-01", Session(repository=three.root), in_force="2014-06-01")


SINCE = "丙省渡口条例\n（2014年3月5日丙省人民代表大会常务委员会通过）\n第一条　渡口由船主养护。\n第二条　本条例自公布之日起施行。\n"


def test_the_day_of_promulgation_is_that_of_force_where_the_text_says_so(repository):
    add(repository, SINCE)
    message, _ = set_facts(
        "丙省渡口条例", Session(repository=repository.root), promulgated="2014-03-20"
    )
    (version,) = repository.find("丙省渡口条例").versions
    document = repository.load(version)

    assert "- entry into force: 2014-03-20 (before: unknown)" in message
    assert (document.dates.in_force, document.in_force_ground) == ("2014-03-20", "text")

    set_facts("丙省渡口条例", Session(repository=repository.root), promulgated="2014-03-21")
    assert (
        repository.load(repository.find("丙省渡口条例").versions[0]).dates.in_force == "2014-03-21"
    )

    set_facts("丙省渡口条例", Session(repository=repository.root), in_force="2014-04-01")
    set_facts("丙省渡口条例", Session(repository=repository.root), promulgated="2014-03-22")
    assert (
        repository.load(repository.find("丙省渡口条例").versions[0]).dates.in_force == "2014-04-01"
    )


def test_what_a_kill_left_undone_is_made_up_for_though_the_fact_is_set_already(three, monkeypatch):
    def killed(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writer, "refresh", killed)
        with pytest.raises(KeyboardInterrupt):
            set_facts(f"{NAME}@2014-03-05", Session(repository=three.root), in_force="2014-06-01")
    status = ("git", "status", "--porcelain")
    assert subprocess.run(status, cwd=three.root, check=True, capture_output=True).stdout

    assert set_facts(
        f"{NAME}@2014-03-05", Session(repository=three.root), in_force="2014-06-01"
    ) == ("", None)
    assert subprocess.run(status, cwd=three.root, check=True, capture_output=True).stdout == b""
