"""The work tree follows the main branch, and what a person changed there stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.errors import UsageError
from policydiff.store.changes.additions import Added
from policydiff.store.git import worktree
from policydiff.store.git.files import OpenFolder
from policydiff.store.repository import Repository

OTHER = ("另外的文字。",)


@pytest.fixture
def first(repository: Repository) -> Added:
    """A stored law."""
    return store(repository, make())


def test_edited_file_is_left_and_told(repository: Repository, first: Added) -> None:
    file = repository.root / first.version.path
    file.write_text("my edit")

    added = store(repository, make(texts=OTHER), correct=True)

    assert file.read_text() == "my edit"
    assert added.notes == (
        f"{first.version.path} was changed in the work tree and is left as it is",
    )
    assert "另外的文字" in repository.load(added.version).full_text()
    assert git(repository.root, "status", "--porcelain") == f" M {first.version.path}\n"


def test_staged_edit_is_left_and_told(repository: Repository, first: Added) -> None:
    file = repository.root / first.version.path
    file.write_text("my edit")
    git(repository.root, "add", "-A")

    added = store(repository, make(texts=OTHER), correct=True)

    assert len(added.notes) == 2
    assert git(repository.root, "show", f":{first.version.path}") == "my edit"
    assert file.read_text() == "my edit"


def test_file_in_the_way_is_left_and_told(repository: Repository) -> None:
    place = repository.root / "works/cn/law/2022/shilimaoyifa/2022-12-30.xml"
    place.parent.mkdir(parents=True)
    place.write_text("mine")

    added = store(repository, make())

    assert place.read_text() == "mine"
    assert added.notes == (
        f"{added.version.path} was changed in the work tree and is left as it is",
    )


def test_other_files_of_a_person_are_left(repository: Repository, first: Added) -> None:
    (repository.root / "notes.txt").write_text("mine")
    (repository.root / first.work.folder / "notes.txt").write_text("mine")
    (repository.root / "policydiff.toml").write_text("format = 1\n# mine\n")

    added = store(repository, make(date="2025-12-27", texts=OTHER))

    assert added.notes == ()
    assert (repository.root / "policydiff.toml").read_text() == "format = 1\n# mine\n"
    assert git(repository.root, "status", "--porcelain").split("\n")[:3] == [
        " M policydiff.toml",
        "?? notes.txt",
        f"?? {first.work.folder}/notes.txt",
    ]


def test_deleted_file_stays_deleted(repository: Repository, first: Added) -> None:
    (repository.root / first.version.path).unlink()

    assert store(repository, make(date="2025-12-27", texts=OTHER)).notes == ()
    assert not (repository.root / first.version.path).exists()


def test_missing_work_tree_is_made_again(repository: Repository, first: Added) -> None:
    shutil.rmtree(repository.root / "works")
    shutil.rmtree(repository.root / "sources")
    (repository.root / "policydiff.toml").unlink()

    added = store(Repository.open(repository.root), make(date="2025-12-27", texts=OTHER))

    assert added.notes == ()
    assert (repository.root / first.version.path).exists()
    assert git(repository.root, "status", "--porcelain") == ""


def test_missing_index_is_made_again(repository: Repository, first: Added) -> None:
    (repository.root / ".git" / "index").unlink()

    assert store(repository, make(date="2025-12-27", texts=OTHER)).notes == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_links_are_never_followed(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repository.root / "works").symlink_to(outside)

    added = store(repository, make())

    assert list(outside.iterdir()) == []
    assert any("left as it is" in note for note in added.notes)
    assert repository.load(added.version).title == "中华人民共和国示例贸易法"


def test_link_in_the_place_of_a_file_is_left(
    repository: Repository, first: Added, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    file = repository.root / first.version.path
    file.unlink()
    file.symlink_to(outside)

    store(repository, make(texts=OTHER), correct=True)

    assert outside.read_text() == "mine"
    assert file.is_symlink()


def test_other_branch_is_left(repository: Repository, first: Added) -> None:
    git(repository.root, "checkout", "-q", "-b", "mine")

    added = store(repository, make(date="2025-12-27", texts=OTHER))

    assert added.notes == ("the work tree shows another branch than main and was left as it is",)
    assert git(repository.root, "status", "--porcelain") == ""
    git(repository.root, "checkout", "-q", "main")
    assert (repository.root / added.version.path).exists()
    assert store(repository, make(date="2026-01-01", texts=("第三版。",))).notes == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_index_held_by_another_git_heals_later(repository: Repository, first: Added) -> None:
    lock = repository.root / ".git" / "index.lock"
    lock.touch()

    held = store(repository, make(date="2025-12-27", texts=OTHER))

    assert "index could not be refreshed" in held.notes[0]
    assert lock.exists()
    lock.unlink()
    assert store(repository, make(date="2026-01-01", texts=("第三版。",))).notes == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_place_that_cannot_be_written_is_told_and_heals_later(
    repository: Repository, first: Added
) -> None:
    (repository.root / "sources").rename(repository.root / "away")
    (repository.root / "sources").write_text("a file in the way")

    added = store(repository, make(date="2025-12-27", texts=OTHER))

    assert any("sources/" in note for note in added.notes)
    assert repository.fsck() == ()


def test_folder_of_ours_that_cannot_be_made_is_one_clear_line(repository: Repository) -> None:
    shutil.rmtree(repository.root / ".git" / "policydiff")
    (repository.root / ".git" / "policydiff").write_text("a file in the way")

    with pytest.raises(UsageError, match="cannot be written to"):
        store(repository, make())


def test_forgotten_refresh_is_done_without(repository: Repository, first: Added) -> None:
    synced = repository.root / ".git" / "policydiff" / "synced"
    for content in ("garbage", "1" * 40, ""):
        synced.write_text(content)
        added = store(
            repository, make(date=f"20{30 + len(content)}-01-01", texts=(content or "empty",))
        )
        assert added.notes == ()

    assert git(repository.root, "status", "--porcelain") == ""
    assert synced.read_text() == f"{added.commit}\n"


def test_file_that_cannot_be_written_is_told_and_written_later(
    repository: Repository, first: Added, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(top, path, data, ours):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(worktree, "_replace", full)
        failed = store(repository, make(date="2025-12-27", texts=OTHER))
    assert any("No space left on device" in note for note in failed.notes)
    assert not (repository.root / failed.version.path).exists()

    later = store(repository, make(date="2026-01-01", texts=("第三版。",)))

    assert git(repository.root, "diff", "--name-only", "HEAD") == ""
    assert (repository.root / failed.version.path).exists()
    assert later.notes == ()


def test_file_that_cannot_be_looked_at_is_told_and_the_commit_stands(
    repository: Repository, first: Added, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(top, path, target):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(worktree, "_look", forbidden)
        stored = store(repository, make(date="2025-12-27", texts=OTHER))

    assert any("Permission denied" in note for note in stored.notes)
    assert repository.fsck() == ()
    assert store(repository, make(date="2026-01-01", texts=("第三版。",))).notes == ()
    assert git(repository.root, "diff", "--name-only", "HEAD") == ""


def test_objects_that_may_not_be_taken_in_are_74(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(folder, name, place, into=None):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(OpenFolder, "move", forbidden)
        with pytest.raises(UsageError, match="cannot be written to: Permission denied") as refused:
            store(repository, make())

    assert refused.value.exit_code == 74
    assert repository.works() == ()
