"""The cache of works: never out of date, made again where it is damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from unittest.mock import ANY

import pytest
from making import git, make, store

from policydiff.store.records import works_cache
from policydiff.store.records.works_cache import keys_of, read_works
from policydiff.store.repository import Repository


@pytest.fixture
def cache(repository: Repository) -> Path:
    """The cache of a repository of two works."""
    store(repository, make(aliases=("贸易法",), stage="征求意见稿"))
    store(repository, make("另一个法", texts=("另外的文字。",)))
    Repository.open(repository.root).works()
    return repository.root / ".git" / "policydiff" / "works.json"


def test_works_are_the_same_from_the_cache(repository: Repository, cache: Path) -> None:
    cached = Repository.open(repository.root).works()
    cache.unlink()

    assert Repository.open(repository.root).works() == cached
    assert cache.exists()


def test_changed_work_file_is_seen(repository: Repository, cache: Path) -> None:
    work = repository.find("贸易法")
    file = repository.root / work.folder / "work.toml"
    file.write_text(file.read_text().replace("贸易法", "外贸法"))
    git(repository.root, "commit", "-qam", "Another alias")

    assert Repository.open(repository.root).find("外贸法").uri == work.uri


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"code": "0"}',
        '{"code": "0", "works": {}}',
        '{"code": null, "works": []}',
        "\x00",
    ],
)
def test_damaged_cache_is_made_again(repository: Repository, cache: Path, damage: str) -> None:
    works = repository.works()
    good = cache.read_bytes()
    cache.write_text(damage)

    assert Repository.open(repository.root).works() == works
    assert json.loads(cache.read_bytes()) == json.loads(good)


@pytest.mark.parametrize("entry", [None, 1, [], ["a"], [1, 2, 3, 4, 5, 6, 7, 8, [[1]]]])
def test_damaged_entry_is_made_again(repository: Repository, cache: Path, entry: object) -> None:
    works = repository.works()
    content = json.loads(cache.read_bytes())
    content["works"] = dict.fromkeys(content["works"], entry)
    cache.write_text(json.dumps(content))

    assert Repository.open(repository.root).works() == works


def test_cache_of_other_code_is_not_read(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works, old = repository.works(), cache.read_bytes()
    monkeypatch.setattr(works_cache, "code_fingerprint", lambda: "0a")

    assert Repository.open(repository.root).works() == works
    assert json.loads(cache.read_bytes()) == json.loads(old) | {"code": "0a", "seal": ANY}


def test_cache_that_cannot_be_written_is_done_without(repository: Repository, cache: Path) -> None:
    works = repository.works()
    shutil.rmtree(cache.parent)
    cache.parent.write_text("a file in the way")

    assert Repository.open(repository.root).works() == works


CHANGES = (
    "a new work",
    "another version",
    "a new title",
    "a repealing work",
    "a removal",
    "a work file that comes back",
    "nothing of ours",
)


def change(repository: Repository, what: str) -> None:
    """Change the repository of the fixture in one way."""
    if what == "a new work":
        store(
            repository, make("第三个法", texts=("第三段文字。",), aliases=("三法", 'a": b\\', "!"))
        )
    elif what == "another version":
        store(repository, make("另一个法", "2025-01-01", texts=("另外的新文字。",)))
    elif what == "a new title":
        store(
            repository, make("更名的法", "2025-01-01", texts=("新。",)), work="另一个法", force=True
        )
    elif what == "a repealing work":
        text = "本法自2026年1月1日起施行。《另一个法》同时废止。"
        store(repository, make("后来的法", "2025-12-01", texts=(text,)))
    elif what == "a removal":
        (repository.root / repository.find("另一个法").versions[0].path).unlink()
        git(repository.root, "commit", "-qam", "Remove by hand")
    elif what == "a work file that comes back":
        git(repository.root, "rm", "-q", f"{repository.find('另一个法').folder}/work.toml")
        git(repository.root, "commit", "-qm", "Remove by hand")
        assert len(Repository.open(repository.root).works()) == 1
        git(repository.root, "revert", "--no-edit", "HEAD")
    else:
        git(repository.root, "commit", "-q", "--allow-empty", "-m", "By hand")


@pytest.mark.parametrize("what", CHANGES)
def test_changed_lines_are_those_of_a_file_made_as_a_whole(
    repository: Repository, cache: Path, what: str
) -> None:
    change(repository, what)
    changed = Repository.open(repository.root).works()
    by_lines = cache.read_bytes()
    cache.unlink()

    assert Repository.open(repository.root).works() == changed
    assert cache.read_bytes() == by_lines


def test_every_work_is_found_by_all_that_names_it(repository: Repository, cache: Path) -> None:
    for what in ("a new work", "a new title", "a repealing work"):
        change(repository, what)
    cache.unlink()
    for _ in ("made", "read"):
        cached = read_works(repository._git, repository.tip)
        works = tuple(cached)
        keys = {key for work in works for key in keys_of(work)}

        assert len(works) == 4
        for key in keys:
            assert list(cached.works_of(key)) == [work for work in works if key in keys_of(work)]
        assert [cached.in_folder(work.folder) for work in works] == list(works)
        for missing in ("n 没有这个法", "n", "", "~", "\x00", "n 另一个法 "):
            assert list(cached.works_of(missing)) == []
        assert cached.in_folder(works[0].folder[:-1]) is None


def test_a_file_of_another_commit_is_not_taken_for_this_one(
    repository: Repository, cache: Path
) -> None:
    """The commit is a part of what is sealed."""
    before, old = cache.read_bytes(), repository.tip
    change(repository, "a new work")
    cache.write_bytes(before.replace(old.encode(), repository.tip.encode()))

    assert len(Repository.open(repository.root).works()) == 3


def test_the_history_before_may_be_gone(repository: Repository, cache: Path) -> None:
    """Then no two commits can be compared, and all is read."""
    change(repository, "a new work")
    git(repository.root, "checkout", "-q", "--orphan", "fresh")
    git(repository.root, "commit", "-qm", "All at once")
    git(repository.root, "branch", "-M", "main")
    git(repository.root, "reflog", "expire", "--expire=now", "--all")
    git(repository.root, "gc", "--quiet", "--prune=now")

    assert len(Repository.open(repository.root).works()) == 3
