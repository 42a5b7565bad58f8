"""Many additions in one stream."""

from __future__ import annotations

from collections.abc import Iterator

from making import TEXTS, git, make, source, store

from policydiff.store.changes.additions import Added, Addition, Refused
from policydiff.store.repository import Repository


def additions(count: int) -> Iterator[Addition]:
    """Invented laws of two versions each."""
    for number in range(count):
        for date in ("2001-01-01", "2011-01-01"):
            document = make(f"示例第{number}法", date, (f"第{number}部，{date}。", *TEXTS))
            yield Addition(
                document=document, source=source(document), source_name=f"{number}-{date}.txt"
            )


def test_all_are_stored_in_order_one_commit_each(repository: Repository) -> None:
    outcomes = list(repository.add_many(additions(10), batch=7))

    assert [one.source_name for one in outcomes] == [one.source_name for one in additions(10)]
    assert all(
        isinstance(one, Added) and one.status == "added" and one.notes == () for one in outcomes
    )
    assert git(repository.root, "rev-list", "--reverse", "main").split()[1:] == [
        one.commit for one in outcomes
    ]
    assert len(repository.works()) == 10
    assert all(len(work.versions) == 2 for work in repository.works())
    assert git(repository.root, "status", "--porcelain") == ""
    assert repository.fsck() == ()


def test_broken_run_goes_on_where_it_ended(repository: Repository) -> None:
    some = repository.add_many(additions(5), batch=4)
    stored = [next(some) for _ in range(4)]
    some.close()
    assert len(repository.log()) == 5

    again = list(repository.add_many(additions(5), batch=4))

    assert [one.status for one in again] == ["unchanged"] * len(stored) + ["added"] * 6


def test_same_batch_sees_what_it_adds(repository: Repository) -> None:
    document = make()
    page = Addition(document=document, source=b"a page", source_name="page.html")
    other = Addition(document=make(texts=("别的。",)), source=b"other", source_name="other.txt")
    first = Addition(document=document, source=source(document), source_name="first.txt")

    outcomes = list(repository.add_many([first, page, first, other]))

    assert [one.status if isinstance(one, Added) else "refused" for one in outcomes] == [
        "added",
        "witness",
        "unchanged",
        "refused",
    ]
    assert isinstance(outcomes[3], Refused)
    assert "is stored with another text" in str(outcomes[3].error)
    assert repository.fsck() == ()


def test_one_that_is_refused_stops_no_other(repository: Repository) -> None:
    bad = Addition(document=make(kind="../x"), source=b"", source_name="bad.txt")

    outcomes = list(repository.add_many([bad, *additions(1), bad]))

    assert [type(one) for one in outcomes] == [Refused, Added, Added, Refused]


def test_nothing_to_add_writes_nothing(repository: Repository) -> None:
    assert list(repository.add_many([])) == []
    assert len(repository.log()) == 1


def test_others_may_write_between_batches(repository: Repository) -> None:
    other = Repository.open(repository.root)
    outcomes = []
    for outcome in repository.add_many(additions(3), batch=2):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            store(other, make("插队法", "2020-01-01"))

    assert len(repository.works()) == 4
    assert repository.fsck() == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_many_are_loaded_in_order(repository: Repository) -> None:
    list(repository.add_many(additions(3)))
    versions = [version for work in repository.works() for version in work.versions]
    newer = "2011-01-01"

    loaded = list(repository.load_many(reversed(versions)))
    kept = list(repository.load_many(versions, lambda xml: newer.encode() in xml))

    assert [version for version, _ in loaded] == versions[::-1]
    assert [document for _, document in loaded] == [
        repository.load(version) for version in versions[::-1]
    ]
    assert [document is not None for _, document in kept] == [
        version.date == newer for version in versions
    ]
