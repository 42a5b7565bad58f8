"""Several writers at once: all of them end up stored."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock
from making import git, make, store

from policydiff.errors import LockedError
from policydiff.store import stored_works as module
from policydiff.store.repository import Repository

ADD = """
import sys
sys.path.insert(0, {here!r})
from making import make, store
from policydiff.store.repository import Repository
for number in range(6):
    store(Repository.open({root!r}), make("示例法", f"20{{number:02}}-0{mine}-01", (f"{{number}} {mine}",)))
"""


def test_two_processes_add_at_once(repository: Repository) -> None:
    script = {"here": str(Path(__file__).parent), "root": str(repository.root)}
    children = [
        subprocess.Popen([sys.executable, "-c", ADD.format(mine=mine, **script)]) for mine in (1, 2)
    ]

    assert [child.wait(60) for child in children] == [0, 0]
    assert len(repository.find("示例法").versions) == 12
    assert len(repository.log()) == 13
    assert repository.fsck() == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_two_threads_add_at_once(repository: Repository) -> None:
    def add(mine: int) -> None:
        for number in range(3):
            store(
                Repository.open(repository.root),
                make("示例法", f"20{number:02}-0{mine}-01", (f"{number} {mine}",)),
            )

    threads = [threading.Thread(target=add, args=(mine,)) for mine in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(repository.find("示例法").versions) == 6


def test_commit_of_another_git_meanwhile_is_kept(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other commit lands after our plan was made: the plan is made again upon it."""
    plan, planned = module.read_catalogue, []

    def slow(git_, cache, tip):
        if len(planned) < 2:
            planned.append(tip)
            git(repository.root, "commit", "-q", "--allow-empty", "-m", f"By hand {len(planned)}")
        return plan(git_, cache, tip)

    monkeypatch.setattr(module, "read_catalogue", slow)
    added = store(repository, make())

    assert len(planned) == 2
    assert [entry.subject for entry in repository.log()] == [
        "Add 示例贸易法 2022-12-30",
        "By hand 2",
        "By hand 1",
        "Make the repository",
    ]
    assert repository.log()[0].commit == added.commit


def test_held_lock_is_one_clear_line(repository: Repository) -> None:
    with FileLock(repository.root / ".git" / "policydiff" / "lock"):
        waiting = Repository.open(repository.root, lock_timeout=0.1)
        caught: list[LockedError] = []

        def add() -> None:
            try:
                store(waiting, make())
            except LockedError as error:
                caught.append(error)

        thread = threading.Thread(target=add)
        thread.start()
        thread.join()

    assert "another policydiff is writing to this repository" in str(caught[0])
    assert caught[0].exit_code == 75
    assert store(waiting, make()).status == "added"
