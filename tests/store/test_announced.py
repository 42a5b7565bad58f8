"""How far the changes of a library were announced: two refs that move together."""

from __future__ import annotations

from making import make, store

from policydiff.store.announced import Announced


def test_nothing_is_announced_at_first(repository):
    assert repository.announced() == Announced()


def test_what_is_begun_is_pending_until_it_is_finished(repository):
    first = repository.tip
    repository.finish_announcing(first)
    store(repository, make())
    second = repository.tip

    repository.begin_announcing(second)
    pending = repository.announced()
    repository.begin_announcing(second)  # once more, after a kill
    repository.finish_announcing(second)

    assert pending == Announced(announced=first, pending=second)
    assert repository.announced() == Announced(announced=second)


def test_finishing_without_a_beginning_sets_the_commit(repository):
    repository.finish_announcing(repository.tip)
    repository.finish_announcing(repository.tip)

    assert repository.announced() == Announced(announced=repository.tip)


def test_a_repository_at_a_commit_is_as_it_was(repository):
    before = repository.tip
    store(repository, make())

    assert [work.title for work in repository.at(before).works()] == []
    assert len(repository.works()) == 1
    assert repository.at(before).tip == before


def test_the_refs_are_no_branch_and_no_fault(repository):
    store(repository, make())
    repository.begin_announcing(repository.tip)

    assert repository.fsck() == ()
    assert repository.timelines() == ()
