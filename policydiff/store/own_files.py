"""Files on a repository in the user's own folder: cache, search index, marks.

There is one of each for every repository (by the path of its git folder) and state of our code.
Nobody else may write there, so they need no seal, and SQLite can open them in place.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from policydiff.store.git.files import NotPlainError, OpenFolder, kind_of, open_folder
from policydiff.store.git.process import Git
from policydiff.store.git.sealed import own_folder
from policydiff.system import is_private

CACHE, SEARCH, MARKS = "cache", "search", "marks"
"""The folders of the files, in the user's own."""

_FILE = re.compile(r"[0-9a-f]{32}-(?P<code>[0-9a-f]{1,32})\.sqlite")
"""For example: 0123456789abcdef0123456789abcdef-0a.sqlite"""

_DAY = 24 * 3600.0
_UNUSED = {CACHE: 30 * _DAY, SEARCH: 30 * _DAY, MARKS: 730 * _DAY}
"""Seconds after which a file that nobody opened is removed; one of other code after a day."""

_ORPHANS = 64
"""Files that are opened to see whether their repository is gone, the longest unused ones."""

_MOVED = 1032
"""SQLITE_READONLY_DBMOVED: another process removed the file."""

_DAMAGED = (0, 1, 11, 17, 26)
"""Damage that we noticed, SQLITE_ERROR (other tables than ours), _CORRUPT, _SCHEMA, _NOTADB."""


def own_file(git: Git, folder: str, code: str) -> Path | None:
    """The file of a repository for a state of our `code`, made where there is none.

    None where it cannot be made, or where others may have written it. Links are not followed.
    """
    own = own_folder()
    if own is None or not own.is_absolute():
        return None
    name = f"{hashlib.sha256(os.fsencode(git.common)).hexdigest()[:32]}-{code}.sqlite"
    try:
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        (own / folder).mkdir(mode=0o700, exist_ok=True)
        with open_folder(own) as top, top.below((folder,)) as files:
            status = top.look(folder)
            if status is None or not is_private(status):
                return None
            _claim(files, name)
    except (OSError, NotPlainError):
        return None
    return own / folder / name


def remove_file(path: Path) -> None:
    """Remove a file, and the journal of a writer that was killed. Raises `OSError`."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """True where a new file would do."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def is_moved(error: sqlite3.Error) -> bool:
    """True where another process has removed the file, and may have made a new one."""
    return getattr(error, "sqlite_errorcode", 0) == _MOVED


def _claim(folder: OpenFolder, name: str) -> None:
    """Make a file where there is none that is ours alone."""
    status = folder.look(name)
    if status is not None and not _is_ours(status):
        remove_file(folder.path / name)
        status = None
    if status is None:
        os.close(folder.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _clear(folder, name)
    else:
        os.close(folder.open(name, os.O_RDONLY))  # plain, and through no link
        with suppress(OSError):  # a home that may only be read
            os.utime(folder.path / name)


def _is_ours(status: os.stat_result) -> bool:
    """True for a plain file of ours that has no other name."""
    return kind_of(status) == "a file" and status.st_nlink == 1 and is_private(status)


def _clear(folder: OpenFolder, name: str) -> None:
    """Remove the files that are of no use any more, beside the one of this name."""
    own = _FILE.fullmatch(name)
    ages: dict[str, float] = {}
    for candidate in folder.names():
        match, status = _FILE.fullmatch(candidate), folder.look(candidate)
        if match is None or status is None or candidate == name:
            continue
        age = time.time() - status.st_mtime
        of_our_code = own is not None and match["code"] == own["code"]
        if age > (_UNUSED[folder.path.name] if of_our_code else _DAY) or not _is_ours(status):
            _remove(folder, candidate)
        else:
            ages[candidate] = age
    for candidate in sorted(ages, key=lambda file: -ages[file])[:_ORPHANS]:
        if _is_orphan(folder.path / candidate):
            _remove(folder, candidate)


def _remove(folder: OpenFolder, name: str) -> None:
    with suppress(OSError):
        remove_file(folder.path / name)


def _is_orphan(path: Path) -> bool:
    """True for a file whose repository is gone."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as database:
        row = database.execute("SELECT repository FROM state").fetchone()
        return row is not None and isinstance(row[0], bytes) and not os.path.lexists(row[0])
    return False
