"""The branch of the law's own history, below the command: its dates, its refs, and what happens
when it is killed.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.store.git import writer
from policydiff.store.repository import Repository
from policydiff.store.timeline import OURS, BadBranchError, LawCommit, git_date

HERE = Path(__file__).parent

KILLED = """
import os, signal, sys
sys.path.insert(0, {here!r})
from policydiff.store.git import writer
from policydiff.store.repository import Repository
from test_timeline import COMMITS

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

def half(commits=COMMITS):
    yield commits[0]
    die()

if {point!r} == "locked":
    def locked(git, new, old, ref):
        (git.common / (ref + ".lock")).touch()
        die()
    writer._move = locked
elif {point!r} == "built":
    writer._move = die
Repository.open({root!r}).write_timeline("timeline", half if {point!r} == "half" else lambda: COMMITS)
"""


def commit(day: str | None, text: str, path: str = "cn/law/示例法.txt") -> LawCommit:
    return LawCommit(day=day, path=path, text=text, message=f"示例法\n\nLaw-Date: {day}\n{OURS}\n")


COMMITS = (commit(None, "一\n"), commit("1954-09-20", "二\n"), commit("2020-01-01", "三\n"))


def write(repository: Repository, commits: Iterable[LawCommit] = COMMITS, branch: str = "timeline"):
    return repository.write_timeline(branch, lambda: commits)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (None, "0 +0000"),
        ("1954-09-20", "0 +0000"),
        ("1970-01-01", "0 +0000"),  # midnight in China is still 1969 in Greenwich
        ("1970-01-02", "57600 +0800"),
        ("2020-01-01", "1577808000 +0800"),
        ("9999-12-31", "253402185600 +0800"),
    ],
)
def test_git_date(day: str | None, written: str) -> None:
    assert git_date(day) == written


def test_commits_have_the_days_of_the_law_and_pass_a_strict_check(repository: Repository) -> None:
    made = write(repository, (*COMMITS, commit("9999-12-31", "四\n")))

    dates = git(repository.root, "log", "--reverse", "--format=%ai|%ci", "timeline").splitlines()
    zero = "1970-01-01 00:00:00 +0000"
    assert dates == [
        f"{day}|{day}"
        for day in (zero, zero, "2020-01-01 00:00:00 +0800", "9999-12-31 00:00:00 +0800")
    ]
    assert tuple(git(repository.root, "rev-list", "--reverse", "timeline").split()) == made.commits
    git(repository.root, "fsck", "--strict", "--full")
    assert repository.fsck() == ()


def test_main_and_the_work_tree_are_left_alone(repository: Repository) -> None:
    store(repository, make())
    before = git(repository.root, "rev-parse", "main", "HEAD")

    write(repository)

    assert git(repository.root, "rev-parse", "main", "HEAD") == before
    assert git(repository.root, "status", "--porcelain") == ""
    assert git(repository.root, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/main",
        "refs/heads/timeline",
    ]


def test_what_stands_before_a_new_version_keeps_its_ids(repository: Repository) -> None:
    first = write(repository)
    later = write(repository, (*COMMITS[:2], commit("2019-01-01", "间\n"), COMMITS[2]))
    again = write(repository, (*COMMITS[:2], commit("2019-01-01", "间\n"), COMMITS[2]))

    assert first.unchanged == 0
    assert (later.unchanged, later.commits[:2]) == (2, first.commits[:2])
    assert not set(later.commits[2:]) & set(first.commits)
    assert (again.unchanged, again.commits) == (4, later.commits)


@pytest.mark.parametrize(
    "name",
    [
        "main",
        "Main",
        "refs/heads/main",
        "HEAD",
        "",
        "-x",
        "a..b",
        "a b",
        "x.lock",
        "a\nb",
        "a\0b",
        "长" * 90,
    ],
)
def test_bad_names_are_refused(repository: Repository, name: str) -> None:
    with pytest.raises(BadBranchError) as refused:
        write(repository, branch=name)

    assert refused.value.exit_code == 2
    assert git(repository.root, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/main"
    ]


@pytest.mark.parametrize("name", ["law", "law/cn", "法律/沿革", "refs/heads/law"])
def test_other_names_are_taken(repository: Repository, name: str) -> None:
    assert write(repository, branch=name).ref == "refs/heads/" + name.removeprefix("refs/heads/")


def test_a_branch_of_somebody_else_is_not_moved(repository: Repository) -> None:
    git(repository.root, "branch", "timeline", "main")
    tip = git(repository.root, "rev-parse", "timeline")

    with pytest.raises(BadBranchError, match="made by somebody else"):
        write(repository)

    assert git(repository.root, "rev-parse", "timeline") == tip


def test_a_commit_of_somebody_else_upon_ours_is_not_thrown_away(repository: Repository) -> None:
    tip = write(repository).commits[-1]
    message = git(repository.root, "log", "-1", "--format=%B", tip)
    mine = git(repository.root, "commit-tree", f"{tip}^{{tree}}", "-p", tip, "-m", message).strip()
    git(repository.root, "update-ref", "refs/heads/timeline", mine)

    with pytest.raises(BadBranchError, match="made by somebody else"):
        write(repository)

    assert git(repository.root, "rev-parse", "timeline").strip() == mine


def test_a_symbolic_ref_does_not_lead_to_main(repository: Repository) -> None:
    git(repository.root, "symbolic-ref", "refs/heads/timeline", "refs/heads/main")
    tip = git(repository.root, "rev-parse", "main")

    with pytest.raises(BadBranchError):
        write(repository)

    assert git(repository.root, "rev-parse", "main") == tip


def test_a_checked_out_branch_is_not_moved(repository: Repository, tmp_path: Path) -> None:
    write(repository)
    git(repository.root, "worktree", "add", str(tmp_path / "beside"), "timeline")

    with pytest.raises(BadBranchError, match="checked out"):
        write(repository, COMMITS[:1])


def test_an_unborn_branch_that_head_names_is_not_made(repository: Repository) -> None:
    git(repository.root, "symbolic-ref", "HEAD", "refs/heads/timeline")

    with pytest.raises(BadBranchError, match="checked out"):
        write(repository)


@pytest.mark.parametrize("name", ["main/law", "law", "law/cn/x"])
def test_a_name_that_git_cannot_have_beside_another_is_refused_at_once(
    repository: Repository, name: str
) -> None:
    write(repository, branch="law/cn")

    with pytest.raises(BadBranchError, match="beside the branch"):
        write(repository, branch=name)


def test_an_error_on_the_way_changes_nothing(repository: Repository) -> None:
    tip = write(repository).commits[-1]

    def broken():
        yield COMMITS[0]
        raise ValueError

    with pytest.raises(ValueError):
        repository.write_timeline("timeline", broken)

    assert git(repository.root, "rev-parse", "timeline").strip() == tip
    assert not (repository.root / ".git" / "policydiff" / "writing").exists()


@pytest.mark.parametrize("point", ["half", "built", "locked"])
def test_kill(repository: Repository, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_GRACE", 0.1)
    tip = write(repository, COMMITS[:1]).commits[-1]
    script = KILLED.format(here=str(HERE), root=str(repository.root), point=point)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert git(repository.root, "rev-parse", "timeline").strip() == tip

    made = write(repository)

    assert (len(made.commits), made.unchanged, made.commits[0]) == (3, 1, tip)
    assert repository.fsck() == ()
    assert git(repository.root, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/main",
        "refs/heads/timeline",
    ]
    assert store(repository, make()).notes == ()


def test_another_git_that_holds_the_branch_is_waited_for(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_ATTEMPTS", 3)
    (repository.root / ".git/refs/heads/timeline.lock").touch()

    with pytest.raises(writer.BusyError) as refused:
        write(repository)

    assert refused.value.exit_code == 75
