"""Marks of sources outlive the process, and hold for texts that are stored or were refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff.store.repository import Repository
from policydiff.store.sync_marks import NewMarks, SyncMarks


def new_marks(sha256: str = "", *, refused: bool = False, **marks: str) -> NewMarks:
    new = NewMarks()
    new.add(marks.items(), sha256)
    new.refused |= {sha256} if refused else set()
    return new


def test_marks_are_of_one_source_and_go_with_an_empty_value(repository: Repository):
    SyncMarks(repository).write("a", new_marks(x="1", y="2"))
    SyncMarks(repository).write("a", new_marks(x="", y="3"))

    assert SyncMarks(repository).read("a", ()).valid == {"y": "3"}
    assert SyncMarks(repository).read("b", ()).valid == {}


def test_a_mark_of_a_text_that_is_lost_comes_again(repository: Repository):
    marks = SyncMarks(repository)
    marks.write("a", new_marks("abc", x="1"))

    assert marks.read("a", {"abc"}).valid == {"x": "1"}
    lost = marks.read("a", ())
    assert (lost.valid, lost.again) == ({}, {"x": "1"})


def test_a_refused_text_comes_again_with_another_program(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
):
    marks = SyncMarks(repository)
    marks.write("a", new_marks("abc", refused=True, x="1"))

    same = marks.read("a", ())
    assert (same.valid, same.refused, same.refused_before) == ({"x": "1"}, {"abc"}, 1)
    assert marks.read("a", (), again=True).again == {"x": "1"}
    monkeypatch.setattr("policydiff.store.sync_marks.code_fingerprint", lambda: "other")
    assert SyncMarks(repository).read("a", ()).again == {"x": "1"}


def test_a_damaged_or_lost_file_begins_again(repository: Repository, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    marks = SyncMarks(repository)
    marks.write("a", new_marks(x="1"))
    (file,) = (tmp_path / "state" / "policydiff" / "marks").glob("*.sqlite")
    file.write_bytes(b"no database at all" * 100)

    assert marks.read("a", ()).valid == {}
    marks.write("a", new_marks(x="2"))
    assert marks.read("a", ()).valid == {"x": "2"}
