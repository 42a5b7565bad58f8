"""The two sides of the calls that POSIX and Windows do not share.

That of Windows runs here with a stand-in for its console; on Windows itself it was never run.
"""

from __future__ import annotations

import errno
import inspect
import os
import sys
from types import SimpleNamespace

import pytest

from policydiff import system
from policydiff.system import _posix, _windows

CALLS = sorted(set(system.__all__) - {"RESERVED_NAMES"})


@pytest.mark.parametrize("name", CALLS)
def test_both_sides_have_it(name):
    ours, theirs = getattr(_posix, name), getattr(_windows, name)

    assert type(ours) is type(theirs)
    if callable(ours):
        assert inspect.signature(ours) == inspect.signature(theirs)


@pytest.mark.parametrize("side", [_posix, _windows])
def test_a_free_name_is_claimed_and_a_taken_one_is_not(tmp_path, side):
    made, name = tmp_path / "made", tmp_path / "name"
    made.write_bytes(b"first")

    side.claim(made, name)

    assert (name.read_bytes(), made.exists()) == (b"first", False)
    made.write_bytes(b"second")
    with pytest.raises(FileExistsError):
        side.claim(made, name)
    assert (name.read_bytes(), made.read_bytes()) == (b"first", b"second")


def test_a_name_is_claimed_where_files_have_one_name_only(tmp_path, monkeypatch):
    def link(*_names):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", link)
    (tmp_path / "made").write_bytes(b"first")

    _posix.claim(tmp_path / "made", tmp_path / "name")

    assert (tmp_path / "name").read_bytes() == b"first"
    (tmp_path / "made").write_bytes(b"second")
    with pytest.raises(FileExistsError):
        _posix.claim(tmp_path / "made", tmp_path / "name")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("Y", ["y"]), ("第", ["?"]), ("\xe0Hn", ["\0", "n"]), ("\x1a", [None]), ("\x04", [None])],
)
def test_keys_of_the_console(monkeypatch, typed, keys):
    left = iter(typed)
    console = SimpleNamespace(kbhit=lambda: True, getwch=lambda: next(left))
    monkeypatch.setitem(sys.modules, "msvcrt", console)

    with _windows.keyboard():
        assert [_windows.read_key() for _ in keys] == keys


def test_ctrl_c_of_the_console_interrupts(monkeypatch):
    console = SimpleNamespace(kbhit=lambda: True, getwch=lambda: "\x03")
    monkeypatch.setitem(sys.modules, "msvcrt", console)

    with pytest.raises(KeyboardInterrupt):
        _windows.read_key()


def test_a_file_that_word_holds_is_taken_for_locked():
    refused, missing = PermissionError(errno.EACCES, "denied"), FileNotFoundError(2, "none")

    assert (_windows.is_locked(refused), _windows.is_locked(missing)) == (True, False)
    assert not _posix.is_locked(refused)


def test_the_state_of_programs_lies_where_windows_has_it(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))

    assert _windows.state_folder() == tmp_path


def test_libreoffice_is_looked_for_where_windows_installs_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    monkeypatch.delenv("PROGRAMFILES(X86)", raising=False)

    assert _windows.program_folders() == (str(tmp_path / "LibreOffice" / "program"),)
