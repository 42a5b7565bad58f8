"""A file is written whole; a name that the user gave may be a link, and what killed writers left
beside it goes.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from policydiff.apps.demo.steps import NotADemoError, demo
from policydiff.system import _windows
from policydiff.works.session import Session
from policydiff.works.writing import UnwritableFileError, write_file


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("old")
    (tmp_path / "there").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "there")

    write_file(b"new", tmp_path / "link")

    assert (tmp_path / "there").read_bytes() == b"new"
    assert (tmp_path / "there").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link").is_symlink()


def test_what_a_killed_writer_left_beside_it_goes(tmp_path: Path) -> None:
    dead, fresh, mine = (
        tmp_path / f".policydiff-{'a' * 16}",
        tmp_path / f".policydiff-{'b' * 16}",
        tmp_path / ".policydiff-demo",
    )
    for path in (dead, fresh, mine):
        path.touch()
    for path in (dead, mine):
        os.utime(path, (1, 1))

    write_file(b"new", tmp_path / "report.html")

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        (fresh.name, mine.name, "report.html")
    )


def test_the_mark_of_a_demo_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / ".policydiff-demo").symlink_to(tmp_path / "victim")

    with pytest.raises(NotADemoError):
        demo(tmp_path / "demo", Session(), offline=True)

    assert (tmp_path / "victim").read_text() == "mine"


def test_a_file_that_word_shows_is_to_be_closed_there(tmp_path, monkeypatch) -> None:
    """Windows refuses to replace it; here the refusal is made."""
    path = tmp_path / "table.docx"
    path.write_bytes(b"open")

    def refuse(*_names: object, **_folders: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr("policydiff.system.is_locked", _windows.is_locked)

    with pytest.raises(
        UnwritableFileError, match="close it there \\(in Word, for example\\)"
    ) as error:
        write_file(b"new", path)

    assert error.value.exit_code == 74
    assert [found.name for found in tmp_path.iterdir()] == ["table.docx"]
    assert path.read_bytes() == b"open"
