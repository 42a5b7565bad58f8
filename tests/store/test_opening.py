"""Making and opening repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.errors import DamagedError, NotFoundError, UsageError
from policydiff.store.repository import Repository

OTHER = ("另外的文字。",)


def test_repository_is_a_plain_git_repository(repository: Repository) -> None:
    assert git(repository.root, "ls-files").split() == [".gitattributes", "policydiff.toml"]
    assert git(repository.root, "status", "--porcelain") == ""
    assert git(repository.root, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert (
        git(repository.root, "log", "--format=%an <%ae> %ct")
        == "policydiff <policydiff@localhost> 1767312000\n"
    )
    assert not list((repository.root / ".git").glob("hooks/*"))


def test_empty_repository(repository: Repository) -> None:
    assert repository.works() == ()
    assert repository.fsck() == ()
    with pytest.raises(NotFoundError, match="policydiff list"):
        repository.find("示例贸易法")


def test_init_keeps_what_is_there_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    git(tmp_path, "init", "-q")

    repository = Repository.init(tmp_path)

    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert store(repository, make()).notes == ()
    assert git(tmp_path, "status", "--porcelain") == "?? mine.txt\n"


def test_init_goes_on_after_a_kill_in_git_init(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert Repository.init(tmp_path).fsck() == ()


def test_init_does_not_overwrite_a_file_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "policydiff.toml").write_text("mine")

    Repository.init(tmp_path)

    assert (tmp_path / "policydiff.toml").read_text() == "mine"


def test_init_refuses_repositories(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a policydiff repository already"):
        Repository.init(repository.root)
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", "-b", "trunk")
    git(other, "commit", "-q", "--allow-empty", "-m", "x")
    with pytest.raises(UsageError, match="git repository of something else"):
        Repository.init(other)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be made"):
        Repository.init(tmp_path / "file" / "below")


def test_open_looks_upwards(repository: Repository) -> None:
    added = store(repository, make())

    assert Repository.open(repository.root / added.work.folder).root == repository.root
    assert Repository.open(repository.root).works() == repository.works()


def test_open_from_within_another_git_repository(repository: Repository) -> None:
    inner = repository.root / "inner"
    inner.mkdir()
    git(inner, "init", "-q")

    assert Repository.open(inner).root == repository.root


@pytest.mark.parametrize("content", [None, "gitdir: /nowhere"])
def test_open_passes_by_what_is_no_git_folder(repository: Repository, content: str | None) -> None:
    inner = repository.root / "inner"
    inner.mkdir()
    if content is None:
        (inner / ".git").mkdir()
    else:
        (inner / ".git").write_text(content)

    assert Repository.open(inner).root == repository.root


def test_open_elsewhere_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="make one with `policydiff init FOLDER`") as refused:
        Repository.open(tmp_path / "nowhere")
    assert refused.value.exit_code == 4
    git(tmp_path, "init", "-q")
    with pytest.raises(NotFoundError, match="is a git repository, but not one of policydiff"):
        Repository.open(tmp_path)


def test_open_refuses_a_newer_format(repository: Repository) -> None:
    (repository.root / "policydiff.toml").write_text("format = 2\n")
    git(repository.root, "commit", "-qam", "Newer")

    with pytest.raises(UsageError, match="use a newer policydiff"):
        Repository.open(repository.root)


def test_bare_repository_is_read_and_written(repository: Repository, tmp_path: Path) -> None:
    store(repository, make())
    git(tmp_path, "clone", "-q", "--bare", str(repository.root), "bare")

    bare = Repository.open(tmp_path / "bare")

    assert bare.works() == repository.works()
    assert store(bare, make(date="2025-12-27", texts=OTHER)).notes == ()
    assert bare.fsck() == ()
    assert len(bare.log()) == 3


def test_clone_goes_on(repository: Repository, tmp_path: Path) -> None:
    store(repository, make())
    git(tmp_path, "clone", "-q", str(repository.root), "clone")

    clone = Repository.open(tmp_path / "clone")
    added = store(clone, make(date="2025-12-27", texts=OTHER))

    assert added.notes == ()
    assert git(clone.root, "status", "--porcelain") == ""
    git(repository.root, "pull", "-q", "--ff-only", str(clone.root), "main")
    assert repository.works() == clone.works()
    assert store(repository, make(date="2026-01-01", texts=("第三版。",))).notes == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_broken_git_folder_is_one_clear_line(repository: Repository) -> None:
    (repository.root / ".git" / "config").write_text("[core\n")

    with pytest.raises(DamagedError, match="git rev-parse failed: bad config"):
        Repository.open(repository.root)


def test_sha256_repository_works(tmp_path: Path) -> None:
    subprocess.run(
        ["git", "init", "-q", "--object-format=sha256", "-b", "main", str(tmp_path)], check=True
    )
    repository = Repository.init(tmp_path)

    added = store(repository, make())

    assert len(added.version.blob) == 64
    assert repository.load(added.version).title == "中华人民共和国示例贸易法"
    assert store(repository, make(date="2025-12-27", texts=OTHER)).notes == ()
    assert git(tmp_path, "status", "--porcelain") == ""
    assert repository.fsck() == ()
