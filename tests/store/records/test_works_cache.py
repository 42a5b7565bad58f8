"""The cache of works: never out of date, made again where it is damaged."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from cached import cache_file, cached, spoil
from making import git, make, store

from policydiff.store import cache as cache_module
from policydiff.store.cache import Cache
from policydiff.store.records import works_cache
from policydiff.store.records.works_cache import keys_of, read_works
from policydiff.store.repository import Repository


@pytest.fixture
def cache(repository: Repository) -> Path:
    """The cache of a repository of two works."""
    store(repository, make(aliases=("贸易法",), stage="征求意见稿"))
    store(repository, make("另一个法", texts=("另外的文字。",)))
    Repository.open(repository.root).works()
    return cache_file(repository.root)


def test_works_are_the_same_from_the_cache(repository: Repository, cache: Path) -> None:
    works = Repository.open(repository.root).works()
    repository._cache.close()
    cache.unlink()

    assert Repository.open(repository.root).works() == works
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
        lambda data: b"",
        lambda data: b"{",
        lambda data: b"\x00" * 5000,
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + b"\xff" * (len(data) - 4096),
    ],
)
def test_damaged_cache_is_made_again(repository: Repository, cache: Path, damage) -> None:
    works, good = repository.works(), cached(repository.root, "name ")
    repository._cache.close()
    cache.write_bytes(damage(cache.read_bytes()))

    assert Repository.open(repository.root).works() == works
    assert cached(repository.root, "name ") == good


def test_other_tables_are_made_again(repository: Repository, cache: Path) -> None:
    works = repository.works()
    repository._cache.close()
    with closing(sqlite3.connect(cache)) as database:
        database.execute("ALTER TABLE entries RENAME COLUMN value TO other")

    assert Repository.open(repository.root).works() == works
    assert cached(repository.root, "name ")


def test_damaged_entry_is_made_again(repository: Repository, cache: Path) -> None:
    works = repository.works()
    assert spoil(repository.root, "贸易法".encode(), "易贸法".encode())

    assert Repository.open(repository.root).works() == works
    assert not any("易贸法".encode() in value for value in cached(repository.root).values())


def test_cache_of_other_code_is_not_read(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works, old = repository.works(), cached(repository.root)
    assert spoil(repository.root, "贸易法".encode(), "易贸法".encode())
    monkeypatch.setattr(cache_module, "code_fingerprint", lambda: "0a")

    assert Repository.open(repository.root).works() == works
    assert cached(repository.root) == old
    assert cache_file(repository.root) != cache


@pytest.mark.parametrize("fingerprint", ["0a", None])
def test_cache_that_cannot_be_written_is_done_without(
    repository: Repository,
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fingerprint: str | None,
) -> None:
    works = repository.works()
    (tmp_path / "file").write_text("in the way")
    if fingerprint is None:
        monkeypatch.setattr(cache_module, "code_fingerprint", lambda: None)
    else:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    assert Repository.open(repository.root).works() == works
    assert Repository.open(repository.root).find("贸易法") == works[1]


def test_cache_that_another_process_holds_is_done_without(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = repository.works()
    repository._cache.close()
    monkeypatch.setattr(cache_module, "PATIENCE", 0.01)
    with closing(sqlite3.connect(cache, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert Repository.open(repository.root).works() == works
        change(repository, "a new work")
        assert len(Repository.open(repository.root).works()) == 3
    assert len(Repository.open(repository.root).works()) == 3


def test_cache_that_may_only_be_read_is_read(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite refuses to write: what is cached is read, what is not is worked out each time."""

    def connect(path, **choices):
        return sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True, **choices)

    works = repository.works()
    before = cached(repository.root)
    change(repository, "a new work")
    fake = type("sqlite3", (), {**vars(sqlite3), "connect": staticmethod(connect)})
    monkeypatch.setattr(cache_module, "sqlite3", fake)

    assert {work.uri for work in Repository.open(repository.root).works()} > {
        work.uri for work in works
    }
    assert cached(repository.root) == before


def test_full_cache_is_begun_again(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository._cache.close()
    monkeypatch.setattr(cache_module, "MOST_BYTES", 64 * 1024)
    stored = Cache(repository._git)
    for number in range(32):
        stored.put({f"words v {number:040}": bytes(4096)})
    stored.close()

    assert cache.stat().st_size <= 64 * 1024
    assert len(Repository.open(repository.root).works()) == 2
    assert len(cached(repository.root, "works/")) == 2


def test_results_that_wait_to_be_written_are_there(repository: Repository) -> None:
    stored = Cache(repository._git)
    for number in range(40):
        stored.put({f"decided {number:02}": b"a", f"decided {number // 2:02}": None})

    left = {f"decided {number:02}": b"a" for number in range(20, 40)}
    assert stored.each(("decided ", "decided~")) == stored.look_up(left) == left
    assert list(stored.each(("decided ", "decided~"))) == sorted(left)
    assert stored.look_up(("decided 03",)) == {}
    stored.close()
    assert len(cached(repository.root, "decided ")) == 20


def test_writers_that_wait_for_their_turn_lose_nothing(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "PATIENCE", 300.0)  # a turn may take long beside others
    caches = [Cache(repository._git) for _ in range(8)]

    def write(number: int) -> None:
        for step in range(20):
            caches[number].put({f"decided {number} {step}": b"x" * 5000})
        caches[number].close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(cached(repository.root, "decided ")) == 160


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
def test_changed_entries_are_those_of_a_cache_made_as_a_whole(
    repository: Repository, cache: Path, what: str
) -> None:
    change(repository, what)
    changed = Repository.open(repository.root)
    by_entries = (changed.works(), len(changed.catalogue()), cached(repository.root))
    changed._cache.close()
    repository._cache.close()
    cache.unlink()

    again = Repository.open(repository.root)
    assert (again.works(), len(again.catalogue()), cached(repository.root)) == by_entries


@pytest.mark.parametrize("what", CHANGES)
def test_works_of_a_commit_stay_when_the_cache_moves_on(
    repository: Repository, cache: Path, what: str
) -> None:
    """Another process brings the cache to another commit, forth and back."""
    before = Repository.open(repository.root, fixed=True)
    works, names = tuple(before.catalogue()), [work.title for work in before.works()]
    early, late = Repository.open(repository.root, fixed=True), None
    early.catalogue()
    change(repository, what)
    Repository.open(repository.root).works()
    late = Repository.open(repository.root, fixed=True)
    late_works = late.works()

    assert tuple(early.catalogue()) == works
    assert [early.find(name).uri for name in names] == [before.find(name).uri for name in names]
    assert len(early.catalogue()) == len(works)
    read_works(repository._git, early._cache, early.tip)
    assert late.works() == late_works
    assert Repository.open(repository.root).works() == late_works


def test_every_work_is_found_by_all_that_names_it(repository: Repository, cache: Path) -> None:
    for what in ("a new work", "a new title", "a repealing work"):
        change(repository, what)
    repository._cache.close()
    cache.unlink()
    for _ in ("made", "read"):
        works_of_commit = read_works(repository._git, Cache(repository._git), repository.tip)
        works = tuple(works_of_commit)
        keys = {key for work in works for key in keys_of(work)}

        assert len(works) == len(works_of_commit) == 4
        for key in keys:
            expected = [work for work in works if key in keys_of(work)]
            assert list(works_of_commit.works_of(key)) == expected
        assert [works_of_commit.in_folder(work.folder) for work in works] == list(works)
        for missing in ("n 没有这个法", "n", "", "~", "\x00", "n 另一个法 ", "n \udcff"):
            assert list(works_of_commit.works_of(missing)) == []
        assert works_of_commit.in_folder(works[0].folder[:-1]) is None


def test_what_git_cannot_read_stays_in_the_cache(
    repository: Repository, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = repository.root / repository.find("另一个法").folder / "work.toml"
    file.write_text("title = 3\n")
    git(repository.root, "commit", "-qam", "By hand")
    notes = [Repository.open(repository.root).catalogue().unread() for _ in range(2)]
    monkeypatch.setattr(works_cache, "_entries", None)
    notes.append(Repository.open(repository.root).catalogue().unread())

    assert notes[0]
    assert notes == [notes[0]] * 3


def test_the_history_before_may_be_gone(repository: Repository, cache: Path) -> None:
    """Then no two commits can be compared, and all is read."""
    change(repository, "a new work")
    git(repository.root, "checkout", "-q", "--orphan", "fresh")
    git(repository.root, "commit", "-qm", "All at once")
    git(repository.root, "branch", "-M", "main")
    git(repository.root, "reflog", "expire", "--expire=now", "--all")
    git(repository.root, "gc", "--quiet", "--prune=now")

    assert len(Repository.open(repository.root).works()) == 3
