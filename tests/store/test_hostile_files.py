"""A repository that came with links, pipes, second names and other paths: nothing outside of it is
written, nothing hangs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from cached import cache_file, cached
from making import git, make, store

from policydiff.akn.profile import MAX_BYTES
from policydiff.errors import PolicyDiffError
from policydiff.store.git import sealed
from policydiff.store.git.files import NotPlainError, is_ours
from policydiff.store.git.objects import HugeObjectError, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.worktree import refresh
from policydiff.store.records import works_cache
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.repository import Repository

OTHER = ("另外的文字。",)
NAMES = ("lock", "writing", "synced", "index", "index-token", "empty", "works.json", "words-0.npz")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file that must stay as it is."""
    file = tmp_path / "victim"
    file.write_text("mine")
    return file


def refused(repository: Repository) -> NotPlainError:
    """Adding is refused before anything changes."""
    before = len(repository.log())
    with pytest.raises(NotPlainError) as error:
        store(Repository.open(repository.root), make(date="2025-12-27", texts=OTHER))
    assert error.value.exit_code == 5
    assert "\n" not in str(error.value)
    assert len(Repository.open(repository.root).log()) == before
    return error.value


@pytest.mark.parametrize("name", NAMES)
def test_a_link_in_our_folder_is_refused(repository: Repository, victim: Path, name: str) -> None:
    store(repository, make())
    place = repository.root / ".git" / "policydiff" / name
    if place.is_dir():
        place.rmdir()
    place.unlink(missing_ok=True)
    place.symlink_to(victim)

    assert "is a link" in str(refused(repository))
    assert Repository.open(repository.root).works()[0].title == "中华人民共和国示例贸易法"
    assert victim.read_text() == "mine"
    assert place.is_symlink()


def test_our_folder_as_a_link_is_refused(repository: Repository, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (repository.root / ".git" / "policydiff").rename(elsewhere)
    (elsewhere / "precious").write_text("mine")
    (repository.root / ".git" / "policydiff").symlink_to(elsewhere)
    before = sorted(path.name for path in elsewhere.iterdir())

    refused(repository)

    assert Repository.open(repository.root).works() == ()
    assert sorted(path.name for path in elsewhere.iterdir()) == before


@pytest.mark.parametrize(
    "name",
    [
        "logs/refs/heads/main",
        "refs/heads/main",
        "packed-refs",
        "objects/pack",
        "logs",
        "refs",
        "objects/ab",
    ],
)
def test_links_that_git_would_follow_are_refused(
    repository: Repository, tmp_path: Path, name: str
) -> None:
    store(repository, make())
    place, outside = repository.root / ".git" / name, tmp_path / "outside"
    if place.exists():
        place.rename(outside)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        outside.mkdir() if name.startswith("objects") else outside.touch()
    place.symlink_to(outside)
    before = {path: path.is_file() and path.read_bytes() for path in (outside, *outside.rglob("*"))}

    refused(repository)

    assert {
        path: path.is_file() and path.read_bytes() for path in (outside, *outside.rglob("*"))
    } == before


def test_links_of_a_person_are_no_matter(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    (repository.root / ".git" / "hooks").symlink_to(tmp_path / "hooks")

    assert store(repository, make()).notes == ()


@pytest.mark.parametrize("name", ["lock", "logs/refs/heads/main"])
def test_a_second_name_of_a_file_elsewhere_is_not_written_to(
    repository: Repository, victim: Path, name: str
) -> None:
    store(repository, make())
    place = repository.root / ".git" / (name if "/" in name else f"policydiff/{name}")
    place.unlink()
    place.hardlink_to(victim)

    refused(repository)

    assert victim.read_text() == "mine"


@pytest.mark.parametrize("name", ["synced", "works.json", "writing"])
def test_files_of_ours_are_replaced_and_not_written_into(
    repository: Repository, victim: Path, name: str
) -> None:
    """So a second name of a file elsewhere is no way to it."""
    store(repository, make())
    place = repository.root / ".git" / "policydiff" / name
    place.unlink(missing_ok=True)
    place.hardlink_to(victim)

    store(repository, make(date="2025-12-27", texts=OTHER))
    Repository.open(repository.root).works()

    assert victim.read_text() == "mine"


@pytest.mark.parametrize("name", NAMES)
def test_a_pipe_in_the_place_of_a_file_holds_nobody_up(repository: Repository, name: str) -> None:
    store(repository, make())
    place = repository.root / ".git" / "policydiff" / name
    if place.is_dir():
        place.rmdir()
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    script = "import sys; from policydiff.store.repository import Repository; print(len(Repository.open(sys.argv[1]).works()))"

    done = subprocess.run(
        [sys.executable, "-c", script, repository.root],
        capture_output=True,
        check=True,
        timeout=600,
    )

    assert done.stdout == b"1\n"
    assert "is a pipe" in str(refused(repository))


def test_a_git_file_that_leads_to_a_strangers_repository_is_not_written_to(
    repository: Repository, tmp_path: Path
) -> None:
    store(repository, make())
    for number, lead in enumerate(
        (
            lambda place, to: place.write_text(f"gitdir: {to}\n"),
            lambda place, to: place.symlink_to(to),
        )
    ):
        came = tmp_path / f"came-{number}"
        came.mkdir()
        lead(came / ".git", repository.root / ".git")

        with pytest.raises(PolicyDiffError, match="leads to") as error:
            store(Repository.open(came), make(date="2025-12-27", texts=OTHER))

        assert error.value.exit_code == 2
    assert len(repository.log()) == 2


def test_a_common_folder_elsewhere_is_not_written_to(
    repository: Repository, tmp_path: Path
) -> None:
    store(repository, make())
    came = tmp_path / "came"
    git(tmp_path, "init", "-q", "-b", "main", str(came))
    (came / ".git" / "commondir").write_text(str(repository.root / ".git"))

    with pytest.raises(PolicyDiffError, match="leads to"):
        store(Repository.open(came), make(date="2025-12-27", texts=OTHER))

    assert len(repository.log()) == 2


def test_a_work_tree_of_git_is_written_to(repository: Repository, tmp_path: Path) -> None:
    """Its ``.git`` is a file, and the git folder names it in turn."""
    git(repository.root, "switch", "-q", "-c", "other")
    git(repository.root, "worktree", "add", "-q", str(tmp_path / "beside"), "main")

    added = store(Repository.open(tmp_path / "beside"), make())

    assert (tmp_path / "beside" / added.version.path).exists()


def test_a_separate_git_folder_is_written_to_when_it_knows_its_work_tree(tmp_path: Path) -> None:
    root, apart = tmp_path / "laws", tmp_path / "apart"
    git(tmp_path, "init", "-q", "-b", "main", "--separate-git-dir", str(apart), str(root))
    with pytest.raises(PolicyDiffError, match=r"core\.worktree"):
        Repository.init(root)
    git(root, "config", "core.worktree", str(root))

    assert store(Repository.init(root), make()).status == "added"


@pytest.mark.parametrize(
    "path",
    [
        "../victim",
        ".git/policydiff/victim",
        ".GIT/victim",
        "works/../../victim",
        ".g\u200cit/victim",
        "git~1/victim",
    ],
)
def test_a_path_that_leads_out_of_the_work_tree_is_not_written(
    repository: Repository, tmp_path: Path, path: str
) -> None:
    """git makes no such commit, but a stranger can."""
    blob = git(repository.root, "hash-object", "-w", "--stdin", input=b"evil").strip()
    entry = blob, "100644"
    for name in reversed(path.split("/")):
        inner = f"{entry[1]} {name}\0".encode() + bytes.fromhex(entry[0])
        made = git(
            repository.root,
            "hash-object",
            "-w",
            "-t",
            "tree",
            "--literally",
            "--stdin",
            input=inner,
        )
        entry = made.strip(), "40000"
    commit = git(repository.root, "commit-tree", "-m", "evil", entry[0], "-p", "main").strip()
    before = sorted(str(path) for path in tmp_path.rglob("*"))

    notes = refresh(opened(repository), None, commit)

    assert [name for name in sorted(map(str, tmp_path.rglob("*"))) if "victim" in name] == [
        name for name in before if "victim" in name
    ]
    assert any("is no path for a file" in note for note in notes)


def test_plain_paths_are_ours() -> None:
    assert all(
        map(
            is_ours,
            (
                "policydiff.toml",
                ".gitattributes",
                "works/cn/law/2022/x/2022-12-30.xml",
                "中文/a.git",
                "x.git/y",
            ),
        )
    )


def test_links_in_the_work_tree_are_left(repository: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    first = store(repository, make())
    shard = (repository.root / "sources").iterdir()
    for folder in [*shard, (repository.root / first.version.path).parent]:
        folder.rename(outside / folder.name)
        folder.symlink_to(outside / folder.name)
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}

    added = store(repository, make(texts=OTHER), correct=True)

    assert any("left as it is" in note for note in added.notes)
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


def test_a_cache_that_comes_with_a_repository_is_not_believed(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Forged with our code and format, and put wherever a repository can put something."""
    store(repository, make(aliases=("贸易法",)))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "stranger"))
    monkeypatch.setattr(
        works_cache,
        "_pack",
        lambda work, pack=works_cache._pack: [pack(work)[0], "伪造的法", *pack(work)[2:]],
    )
    assert [work.title for work in Repository.open(repository.root).works()] == ["伪造的法"]
    assert [work.title for work in Repository.open(repository.root).works()] == ["伪造的法"], (
        "the stranger's own cache holds for the stranger"
    )
    forged = cache_file(repository.root)
    for folder in (".git/policydiff", ".git/policydiff/cache", ".git", "."):
        (repository.root / folder).mkdir(exist_ok=True)
        (repository.root / folder / forged.name).write_bytes(forged.read_bytes())
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "user"))

    assert [work.title for work in Repository.open(repository.root).works()] == [
        "中华人民共和国示例贸易法"
    ]
    assert Repository.open(repository.root).find("贸易法").title == "中华人民共和国示例贸易法"


@pytest.mark.parametrize(
    "name", ["works.json", "words-0.npz", "words.npz", f"lineage-{'0a' * 10}.steps"]
)
def test_caches_of_earlier_versions_go_with_the_next_change(
    repository: Repository, name: str
) -> None:
    store(repository, make())
    old = repository.root / ".git" / "policydiff" / name
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    assert len(Repository.open(repository.root).works()) == 1
    assert old.exists()
    store(repository, make(date="2025-12-27", texts=OTHER))

    assert not old.exists()


@pytest.mark.parametrize(
    "put",
    [
        lambda place, victim: place.symlink_to(victim),
        lambda place, victim: place.hardlink_to(victim),
        lambda place, victim: (place.write_bytes(b"theirs"), place.chmod(0o666)),
    ],
)
def test_nothing_is_written_through_the_place_of_the_cache(
    repository: Repository, victim: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, put
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    store(repository, make())
    place = cache_file(repository.root)
    repository._cache.close()
    place.unlink()
    put(place, victim)

    assert len(Repository.open(repository.root).works()) == 1
    assert victim.read_text() == "mine"
    assert cached(repository.root, "works/")
    assert (place.is_symlink(), place.stat().st_mode & 0o777) == (False, 0o600)


def test_without_a_home_nothing_is_cached(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    store(repository, make())

    assert len(Repository.open(repository.root).works()) == 1
    assert list(tmp_path.rglob("*.sqlite")) == []


def test_a_key_that_others_can_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "policydiff").mkdir()
    key = tmp_path / "policydiff" / "key"
    key.write_bytes(b"0" * 32)
    key.chmod(0o644)

    assert sealed._key(tmp_path / "policydiff") is None


def test_the_key_is_made_once(tmp_path: Path) -> None:
    first = sealed._key(tmp_path / "policydiff")
    sealed._key.cache_clear()

    assert first is not None
    assert sealed._key(tmp_path / "policydiff") == first
    assert [path.name for path in (tmp_path / "policydiff").iterdir()] == ["key"]


def test_an_object_that_is_not_what_its_name_says_is_noticed(repository: Repository) -> None:
    """git reads it without a word."""
    added = store(repository, make())
    place = repository.root / ".git" / "objects" / added.version.blob[:2] / added.version.blob[2:]
    place.chmod(0o644)
    place.write_bytes(zlib.compress(b"blob 4\0evil"))

    with pytest.raises(DamagedVersionError, match="holds something else") as error:
        Repository.open(repository.root).load(added.version)

    assert error.value.exit_code == 5
    assert "forged-object" in {fault.code for fault in repository.fsck()}


def test_an_object_that_is_larger_than_any_of_ours_is_not_read(
    repository: Repository, tmp_path: Path
) -> None:
    """Zeros pack a thousand to one: a small repository could fill the memory."""
    store(repository, make())
    zeros = tmp_path / "zeros"
    with zeros.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    blob = git(repository.root, "hash-object", "-w", str(zeros)).strip()
    entry = f"100644,{blob},works/cn/law/2020/x/2020-01-01.xml"
    git(repository.root, "update-index", "--add", "--cacheinfo", entry)
    git(repository.root, "commit", "--quiet", "--message", "huge")

    with pytest.raises(HugeObjectError, match="67,108,865 bytes") as error:
        read_blob(repository._git, blob)

    assert error.value.exit_code == 5
    assert "huge-object" in {fault.code for fault in repository.fsck()}


def test_gits_own_caches_are_not_believed(repository: Repository) -> None:
    """A graph of commits names a tree for each; a forged one named another."""
    first = store(repository, make())
    store(repository, make(date="2025-12-27", texts=OTHER))
    git(repository.root, "commit-graph", "write", "--reachable")
    graph = repository.root / ".git" / "objects" / "info" / "commit-graph"
    old, new = (
        git(repository.root, "rev-parse", f"{commit}^{{tree}}").strip()
        for commit in (first.commit, "main")
    )
    graph.chmod(0o644)
    graph.write_bytes(graph.read_bytes().replace(bytes.fromhex(new), bytes.fromhex(old)))
    assert git(repository.root, "log", "-1", "--format=%T", "main").strip() == old

    assert opened(repository).run("log", "-1", "--format=%T", "main").decode().strip() == new


def opened(repository: Repository) -> Git:
    """The git of a repository."""
    folder = repository.root / ".git"
    return Git(root=repository.root, directory=folder, common=folder, bare=False)
