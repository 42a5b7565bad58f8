"""Texts of folders that change."""

from __future__ import annotations

import os
from pathlib import Path

from histories import regulation, run_sync, write
from running_cli import NEW, OLD

from policydiff.following.actions.sources.contract import Asked, Received, Unavailable, Unchanged
from policydiff.following.actions.sources.folder import accepts, read
from policydiff.store.repository import Repository


def marks_of(folder: Path, **marks: str) -> dict[str, str]:
    """The marks that a run leaves."""
    outcomes = read(Asked(address=str(folder), marks=marks))
    return marks | {key: value for one in outcomes for key, value in one.marks}


def test_texts_come_once_and_changed_ones_again(tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD, b=regulation("雨伞"))
    marks = marks_of(folder)

    assert all(isinstance(one, Unchanged) for one in read(Asked(address=str(folder), marks=marks)))
    write(folder, a=NEW)
    came = [
        one for one in read(Asked(address=str(folder), marks=marks)) if isinstance(one, Received)
    ]
    assert [(one.name, one.data.decode()) for one in came] == [("a.txt", NEW)]


def test_a_file_of_another_time_with_the_same_bytes_is_unchanged(tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD)
    marks = marks_of(folder)
    os.utime(folder / "a.txt", (1, 1))

    first, _ = read(Asked(address=str(folder), marks=marks))

    assert first.what == "a.txt"
    assert dict(first.marks) != marks
    assert isinstance(first, Unchanged)


def test_a_file_of_known_size_and_time_is_not_read(tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD)
    marks = marks_of(folder)
    found = (folder / "a.txt").stat()
    (folder / "a.txt").write_text(OLD.replace("五册", "六册"), encoding="utf-8")
    os.utime(folder / "a.txt", ns=(found.st_atime_ns, found.st_mtime_ns))

    assert not any(
        isinstance(one, Received) for one in read(Asked(address=str(folder), marks=marks))
    )


def test_a_folder_that_is_gone_is_not_available(repository: Repository, tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD)
    run_sync(repository, folder)
    (folder / "a.txt").unlink()

    synced = run_sync(repository, folder)
    assert (len(synced.unavailable), synced.unchanged, synced.complete) == (1, 0, False)
    folder.rmdir()
    (outcome,) = read(Asked(address=str(folder)))
    assert isinstance(outcome, Unavailable)
    assert not accepts(str(folder))


def test_links_and_what_is_no_file_are_not_available(tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "pipe.txt")

    outcomes = list(read(Asked(address=str(folder))))

    assert [(one.what, one.why) for one in outcomes if isinstance(one, Unavailable)] == [
        ("link.txt", "a symbolic link, not followed"),
        ("pipe.txt", "this is not a regular file"),
    ]
    assert [one.name for one in outcomes if isinstance(one, Received)] == ["a.txt"]


def test_a_file_that_is_gone_loses_its_mark(tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD, b=NEW)
    marks = marks_of(folder)
    (folder / "b.txt").unlink()

    *_, last = read(Asked(address=str(folder), marks=marks))

    assert last == Unchanged(what="", marks=(("b.txt", ""),))


def test_since_a_day_leaves_older_files_for_a_later_run(tmp_path: Path):
    folder = tmp_path / "texts"
    write(folder, a=OLD, b=NEW)
    os.utime(folder / "a.txt", (1, 1))

    outcomes = list(read(Asked(address=str(folder), since="2020-01-01")))

    assert [one.name for one in outcomes if isinstance(one, Received)] == ["b.txt"]
    assert "a.txt" not in {key for one in outcomes for key, _ in one.marks}


def test_too_many_texts_are_reported(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("policydiff.following.actions.sources.folder.MOST_TEXTS", 1)
    folder = tmp_path / "texts"
    write(folder, a=OLD, b=NEW)

    missing = [one for one in read(Asked(address=str(folder))) if isinstance(one, Unavailable)]

    assert [one.what for one in missing] == ["b.txt"]
