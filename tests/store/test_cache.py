"""The cache of works: never out of date, made again where it is damaged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from making import git, make, store

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


def test_cache_that_cannot_be_written_is_done_without(repository: Repository, cache: Path) -> None:
    works = repository.works()
    shutil.rmtree(cache.parent)
    cache.parent.write_text("a file in the way")

    assert Repository.open(repository.root).works() == works
