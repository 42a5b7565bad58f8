"""A kill at any moment leaves the old state or the new one, and never stops the next run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killed import POINTS
from lanes import some
from making import git, make, store
from test_many import additions

from policydiff.store.git import writer
from policydiff.store.git.files import hold
from policydiff.store.git.process import GitError
from policydiff.store.repository import Repository

HERE = Path(__file__).parent

IMPORT = """
import sys
sys.path.insert(0, {here!r})
from test_many import additions
import filelock
from making import make
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.store.repository import Repository
from policydiff.store.records.slugs import slug_of
assert slug_of(make()) and not validate(to_xml(make()))
print("ready", flush=True)
for outcome in Repository.open({root!r}).add_many(additions(40), batch=4):
    pass
"""


def sound(repository: Repository) -> None:
    """The repository is in order, and so is its work tree after the next change."""
    opened = Repository.open(repository.root)
    assert opened.fsck() == ()
    date = f"20{len(opened.log()):02}-05-05"
    added = store(opened, make("下一部法", date, (date,)))
    assert added.notes == ()
    assert git(repository.root, "status", "--porcelain") == ""
    assert not (repository.root / ".git" / "index.lock").exists()


@pytest.mark.parametrize("point", some(list(POINTS), 2))
def test_kill_in_the_middle_of_add(repository: Repository, point: str) -> None:
    command = [sys.executable, HERE / "killed.py", repository.root, point]
    done = subprocess.run(command, capture_output=True, check=False, start_new_session=True)

    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    stored = [work.title for work in Repository.open(repository.root).works()]
    assert stored == ([] if "half" in point or point == "built" else ["中华人民共和国示例贸易法"])
    sound(repository)
    assert store(repository, make()).status == ("added" if not stored else "unchanged")


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@pytest.mark.parametrize(
    "point", some(["built", "moved", "some-files", "index-locked", "refreshed"], 2)
)
def test_kill_in_the_middle_of_undo(repository: Repository, point: str) -> None:
    """An undoing is undone, so that the law comes back; it does as a whole or not at all."""
    store(repository, make())
    repository.undo()
    before = len(repository.log())
    command = [sys.executable, HERE / "killed.py", repository.root, point, "undo"]
    done = subprocess.run(command, capture_output=True, check=False)

    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    opened = Repository.open(repository.root)
    assert (len(opened.log()), len(opened.works())) == (
        (before, 0) if point == "built" else (before + 1, 1)
    )
    sound(repository)


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@pytest.mark.parametrize("point", some(["moved", "some-files", "index-locked", "refreshed"], 2))
def test_a_kill_after_the_commit_is_made_up_for_though_nothing_is_left_to_store(
    repository: Repository, point: str
) -> None:
    subprocess.run(
        [sys.executable, HERE / "killed.py", repository.root, point],
        capture_output=True,
        check=False,
    )

    again = store(Repository.open(repository.root), make())

    assert again.status == "unchanged"
    assert again.notes == ()
    assert git(repository.root, "status", "--porcelain") == ""
    assert (repository.root / again.version.path).exists()


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@pytest.mark.parametrize("point", some(["moved", "some-files", "index-locked", "refreshed"], 2))
def test_a_kill_after_the_commit_is_made_up_for_by_an_import_of_nothing(
    repository: Repository, point: str
) -> None:
    """An import leaves out what is stored already, so nothing reaches the writer."""
    subprocess.run(
        [sys.executable, HERE / "killed.py", repository.root, point],
        capture_output=True,
        check=False,
    )

    assert list(Repository.open(repository.root).add_many([])) == []

    assert git(repository.root, "status", "--porcelain") == ""


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
def test_kill_in_the_middle_of_an_import(repository: Repository) -> None:
    """Killed with its gits at six moments or more (twelve with all examples); it goes on each time."""
    stored = 1
    moments = [0.05 + 0.07 * number for number in some(range(12), 2)]
    for moment in moments:
        import_for(moment, repository.root)
        now = len(Repository.open(repository.root).log())
        assert now >= stored
        stored = now
        if moment == moments[-1] and stored == 1 and moment < 60:
            moments.append(moment * 2)  # a slow machine has not come to its first commit yet

    assert stored > 1
    sound(repository)
    outcomes = list(repository.add_many(additions(40)))
    assert {outcome.status for outcome in outcomes} <= {"added", "unchanged"}
    assert len(repository.works()) == 41
    assert repository.fsck() == ()
    assert git(repository.root, "status", "--porcelain") == ""


def import_for(seconds: float, root: Path) -> None:
    """Import the forty laws, and kill all that takes part in it after so many seconds."""
    script = IMPORT.format(here=str(HERE), root=str(root))
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()


@pytest.mark.parametrize(
    "lock",
    ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "refs/policydiff/incoming.lock"],
)
def test_lock_that_a_killed_git_left_is_removed(
    repository: Repository, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_GRACE", 0.1)
    (repository.root / ".git" / "policydiff" / "writing").touch()
    (repository.root / ".git" / lock).parent.mkdir(exist_ok=True)
    (repository.root / ".git" / lock).touch()

    sound(repository)


def test_lock_of_a_living_git_is_respected(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_ATTEMPTS", 3)
    lock = repository.root / ".git" / "refs" / "heads" / "main.lock"
    lock.touch()

    with pytest.raises(writer.BusyError, match="another git is writing") as refused:
        store(repository, make())

    assert refused.value.exit_code == 75
    assert lock.exists()
    lock.unlink()
    sound(repository)


def leftovers(root: Path) -> list[str]:
    """What a git or we began and did not end."""
    names = ("incoming-*", "fresh-*", "fast_import_crash_*", "tmp_*", "*.lock")
    return sorted(
        str(path.relative_to(root)) for name in names for path in (root / ".git").rglob(name)
    )


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@pytest.mark.parametrize("point", ["half-stream", "half-stream-with-git", "half-taken"])
def test_what_a_killed_writer_left_is_cleared_by_the_next(
    repository: Repository, point: str
) -> None:
    """Killed alone, its git leaves a whole pack and a report of its crash; killed with it, half a
    pack.
    """
    command = [sys.executable, str(HERE / "killed.py"), str(repository.root), point]
    done = subprocess.run(command, capture_output=True, check=False, start_new_session=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    while point == "half-stream" and not list(
        (repository.root / ".git").glob("fast_import_crash_*")
    ):
        time.sleep(0.01)
    time.sleep(0.2)
    assert leftovers(repository.root)

    store(repository, make(date="2025-12-27", texts=("另外的文字。",)))

    assert leftovers(repository.root) == []
    assert list((repository.root / ".git" / "objects" / "pack").glob("*")) == []
    sound(repository)


def test_what_a_failed_write_left_is_cleared_at_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its git reports a crash, which names no branch of ours where it came early."""

    def broken(commits, tip, seconds):
        yield b"nonsense\n"

    store(repository, make())
    with monkeypatch.context() as patched:
        patched.setattr(writer, "fast_import_input", broken)
        with pytest.raises(GitError, match="nonsense"):
            store(repository, make(date="2025-12-27", texts=("另外的文字。",)))

    assert leftovers(repository.root) == []
    sound(repository)


def test_only_what_is_surely_dead_is_cleared(repository: Repository) -> None:
    store(repository, make())
    ours, packs = (
        repository.root / ".git" / "policydiff",
        repository.root / ".git" / "objects" / "pack",
    )
    packs.mkdir(exist_ok=True)
    kept = [
        ours / f"fresh-{'a' * 16}",
        packs / "tmp_pack_AbCd12",
        packs / "pack-1.keep",
        ours / "notes",
    ]
    kept += [repository.root / ".git" / "fast_import_crash_999999999", ours / f"fresh-{'b' * 16}"]
    gone = [
        ours / f"fresh-{'c' * 16}",
        packs / "tmp_idx_AbCd12",
        repository.root / ".git" / "fast_import_crash_999999998",
        ours / "words.npz.new",
    ]
    for path in (*kept, *gone):
        path.write_bytes(
            b"fast-import crash report: refs/policydiff/incoming"
            if path.name.endswith("98")
            else b"x"
        )
    for path in (*gone, *kept[3:]):
        os.utime(path, (1, 1))
    with kept[5].open("rb") as stream:
        assert hold(stream.fileno())

        store(repository, make(date="2025-12-27", texts=("另外的文字。",)))

    assert [path.name for path in (*kept, *gone) if path.exists()] == [path.name for path in kept]


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
@pytest.mark.parametrize(
    "kills",
    [
        (("some-files", "add"), ("moved", "undo")),
        (("some-files", "add"), ("index-locked", "undo")),
        (("refreshed", "add"), ("moved", "undo"), ("moved", "undo")),
        (("index-locked", "add"), ("index-locked", "undo"), ("moved", "undo"), ("moved", "undo")),
    ],
    ids=str,
)
def test_what_kills_in_a_row_left_is_made_up_for(
    repository: Repository, kills: tuple[tuple[str, str], ...]
) -> None:
    """A change is taken back, so that what it wrote or removed differs neither from what was there
    at the last refresh nor from the end.
    """
    store(repository, make("第一部法"))
    for point, change in kills:
        command = [sys.executable, HERE / "killed.py", repository.root, point, change]
        assert (
            subprocess.run(command, capture_output=True, check=False).returncode == -signal.SIGKILL
        )

    sound(repository)
    stored = {version.path for work in repository.works() for version in work.versions}
    assert {path for path in stored if not (repository.root / path).exists()} == set()


@pytest.mark.where_changed("policydiff/store", "policydiff/system")
def test_what_kills_in_a_row_left_does_not_make_a_persons_files_ours(
    repository: Repository,
) -> None:
    """A file that somebody edited meanwhile, and one that he deleted, are left as they are."""
    first = store(repository, make("第一部法"))
    second = store(repository, make("第二部法"))
    for point, change in (("some-files", "add"), ("moved", "undo")):
        subprocess.run(
            [sys.executable, HERE / "killed.py", repository.root, point, change],
            capture_output=True,
            check=False,
        )
    (repository.root / first.version.path).write_text("mine", encoding="utf-8")
    (repository.root / second.version.path).unlink()

    store(Repository.open(repository.root), make("第三部法"))

    assert (repository.root / first.version.path).read_text(encoding="utf-8") == "mine"
    assert not (repository.root / second.version.path).exists()
