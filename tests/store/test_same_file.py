"""One file that is stored twice is told. All texts are invented."""

from __future__ import annotations

import dataclasses

from making import make, source, store

from policydiff.model.version import Dates
from policydiff.store.changes.additions import Added, Addition
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.repository import Repository


def test_the_same_bytes_under_two_works_are_told(repository: Repository) -> None:
    document = make()
    store(repository, document)

    added = repository.add(make("示例贸易办法"), source(document), "copy.txt")

    assert added.status == "added"
    assert added.notes == (
        "the same file is already stored as 中华人民共和国示例贸易法@2022-12-30",
    )
    assert repository.fsck() == ()


def test_the_same_bytes_under_two_versions_are_told(repository: Repository) -> None:
    document = make()
    store(repository, document)

    added = repository.add(make(date="2023-01-01"), source(document), "copy.txt")

    assert added.notes == (
        "the same file is already stored as 中华人民共和国示例贸易法@2022-12-30",
    )


def test_within_one_batch_too(repository: Repository) -> None:
    document = make()
    additions = [
        Addition(document=document, source=source(document), source_name="a.txt"),
        Addition(document=make("示例贸易办法"), source=source(document), source_name="b.txt"),
        Addition(document=make("另一法", texts=("别的。",)), source=b"other", source_name="c.txt"),
    ]

    outcomes = [outcome for outcome in repository.add_many(additions) if isinstance(outcome, Added)]

    assert [one.notes for one in outcomes] == [
        (),
        ("the same file is already stored as 中华人民共和国示例贸易法@2022-12-30",),
        (),
    ]


def test_the_same_file_again_a_second_source_and_a_date_that_turned_up_are_no_case_of_it(
    repository: Repository,
) -> None:
    document = make()
    undated = make("另一法", None)

    store(repository, undated)
    assert store(repository, document).notes == ()
    assert store(repository, document).notes == ()
    assert repository.add(document, b"<p>page</p>", "page.html").notes == ()
    dated = repository.add(make("另一法", "2020-01-01"), source(undated), "dated.txt")
    assert (dated.status, dated.notes) == ("dated", ())


def test_a_version_under_the_date_in_its_files_name_is_known_by_what_its_text_tells(
    repository: Repository,
) -> None:
    told = make(dates=Dates(adopted="2012-04-19"))
    named = dataclasses.replace(told, dates=dataclasses.replace(told.dates, named="2019-04-23"))

    first = store(repository, named)
    assert first.version.date == "2019-04-23"
    assert [(one.version, one.came_as) for one in first.work.sources] == [
        ("2019-04-23", "2012-04-19")
    ]
    assert b"came_as" in work_to_toml(first.work)
    for again in (named, told):
        outcome = store(repository, again)
        assert (outcome.status, outcome.version.date) == ("unchanged", "2019-04-23")
    assert repository.fsck() == ()


def test_a_file_that_was_stored_under_the_date_of_its_text_stays_there_and_that_is_told(
    repository: Repository,
) -> None:
    told = make(dates=Dates(adopted="2012-04-19"))
    named = dataclasses.replace(told, dates=dataclasses.replace(told.dates, named="2019-04-23"))
    first = store(repository, told)
    assert b"came_as" not in work_to_toml(first.work)

    again = store(repository, named)

    assert (again.status, again.version.date) == ("unchanged", "2012-04-19")
    (note,) = again.notes
    assert note == (
        "stored already as 中华人民共和国示例贸易法@2012-04-19: the day in the file's name, 2019-04-23, is not taken over; "
        "`policydiff set` gives the version another date"
    )


def test_a_version_that_an_older_program_named_by_its_approval_is_known(
    repository: Repository,
) -> None:
    before = make(date=None, dates=Dates(promulgated="2012-05-30"))
    today = dataclasses.replace(before, dates=Dates(adopted="2012-04-19", approved="2012-05-30"))

    store(repository, before)

    assert repository.add(today, source(before), "a.txt").status == "unchanged"
    assert [version.date for work in repository.works() for version in work.versions] == [
        "2012-05-30"
    ]
