"""The input of git fast-import, given to a real git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from making import git

from policydiff.errors import DamagedError
from policydiff.store.git.process import init_git
from policydiff.store.git.stream import Change, Commit, fast_import_input
from policydiff.store.git.writer import write

PATHS = (
    "plain.txt",
    "中文/示例法.xml",
    'quote".txt',
    "back\\slash",
    "tab\tand\nfeed",
    " lead",
    "ünï/x",
    "-dash",
    "😀",
)


def test_every_path_arrives_as_it_is(tmp_path: Path) -> None:
    repository = init_git(tmp_path)
    changes = tuple(Change(path=path, data=path.encode()) for path in PATHS)

    written = write(
        repository,
        lambda _tip: [Commit(message="Paths\n", changes=changes)],
        clock=lambda: 0,
        timeout=5,
    )

    listed = git(tmp_path, "ls-tree", "-r", "-z", "--name-only", "main").split("\0")[:-1]
    assert sorted(listed) == sorted(PATHS)
    assert written.notes == ()
    assert all((tmp_path / path).read_bytes() == path.encode() for path in PATHS)
    assert git(tmp_path, "status", "--porcelain") == ""


@pytest.mark.parametrize("seconds", [-482_313_600, 0, 1_767_312_000])
def test_no_commit_is_dated_before_1970(tmp_path: Path, seconds: int) -> None:
    repository = init_git(tmp_path)

    write(
        repository,
        lambda _tip: [Commit(message="A law of 1954\n", changes=())],
        clock=lambda: seconds,
        timeout=5,
    )

    assert (
        git(tmp_path, "log", "--format=%at %ct", "main") == f"{max(seconds, 0)} {max(seconds, 0)}\n"
    )
    git(tmp_path, "fsck", "--strict")


def test_content_that_looks_like_commands_is_content(tmp_path: Path) -> None:
    repository = init_git(tmp_path)
    data = b"data 3\nabc\ncommit refs/heads/evil\ndone\n"

    write(
        repository,
        lambda _tip: [Commit(message="data 9\ndone\n", changes=(Change(path="x", data=data),))],
        clock=lambda: 1,
        timeout=5,
    )

    assert (
        subprocess.run(
            ["git", "show", "main:x"], cwd=tmp_path, capture_output=True, check=True
        ).stdout
        == data
    )
    assert git(tmp_path, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


def test_same_commits_give_the_same_stream() -> None:
    commits = [
        Commit(message="A\n", changes=(Change(path="x", data=b"1"), Change(path="y", data=None)))
    ]

    assert list(fast_import_input(commits, "0" * 40, 5)) == list(
        fast_import_input(commits, "0" * 40, 5)
    )


def test_git_that_ends_early_says_why(tmp_path: Path) -> None:
    repository = init_git(tmp_path)
    pieces = (b"no command of fast-import\n" * 1000 for _ in range(1000))

    with pytest.raises(
        DamagedError, match="git fast-import failed: Unsupported command: no command of fast-import"
    ):
        repository.feed("fast-import", "--quiet", "--done", pieces=pieces)


def test_plan_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    repository = init_git(tmp_path)

    def plan(_tip):
        yield Commit(message="One\n", changes=(Change(path="x", data=b"1"),))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(repository, plan, clock=lambda: 1, timeout=5)

    assert repository.tip() is None
    assert git(tmp_path, "for-each-ref") == ""
    written = write(
        repository, lambda _tip: [Commit(message="Two\n", changes=())], clock=lambda: 1, timeout=5
    )
    assert repository.tip() == written.tip


def test_many_answers_do_not_block(tmp_path: Path) -> None:
    repository = init_git(tmp_path)
    commits = [Commit(message=f"{number}\n", changes=()) for number in range(3000)]

    assert len(write(repository, lambda _tip: commits, clock=lambda: 1, timeout=5).commits) == 3000
