"""The user's own folder of search indexes.

It has one file for each repository and state of our code. A file there is the user's own, as the
key of seals is, and needs no seal: no repository brings it along, and nobody else may write it. So
SQLite can open it in place.
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

_FOLDER = "search"
_FILE = re.compile(r"[0-9a-f]{32}-(?P<code>[0-9a-f]{1,32})\.sqlite")
"""For example: 0123456789abcdef0123456789abcdef-0a.sqlite"""

_DAY = 24 * 3600.0
_UNUSED = 30 * _DAY
"""Seconds after which an index that nobody opened is removed; one of other code after a day."""


def index_file(git: Git, code: str) -> Path | None:
    """The file of a repository's index, made empty where there is none.

    There is one for each state of our `code`. None where it cannot be made, or where others may have
    written it. Links are not followed.
    """
    own = own_folder()
    if own is None or not own.is_absolute():
        return None
    name = f"{hashlib.sha256(os.fsencode(git.common)).hexdigest()[:32]}-{code}.sqlite"
    try:
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        (own / _FOLDER).mkdir(mode=0o700, exist_ok=True)
        with open_folder(own) as top, top.below((_FOLDER,)) as folder:
            status = top.look(_FOLDER)
            if status is None or not is_private(status):
                return None
            _claim(folder, name)
    except (OSError, NotPlainError):
        return None
    return own / _FOLDER / name


def _claim(folder: OpenFolder, name: str) -> None:
    """Make a file where there is none that is ours alone.

    Raises `NotPlainError`, `OSError`.
    """
    status = folder.look(name)
    if status is not None and not _is_ours(status):
        remove_index(folder.path / name)
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
    """Remove the indexes that are of no use any more, beside the one of this name.

    A process that has one open goes on reading it, or, on Windows, keeps it from being removed.
    """
    own = _FILE.fullmatch(name)
    for other in folder.names():
        index, status = _FILE.fullmatch(other), folder.look(other)
        if index is None or status is None or other == name:
            continue
        age = time.time() - status.st_mtime
        of_our_code = own is not None and index["code"] == own["code"]
        if (
            age > (_UNUSED if of_our_code else _DAY)
            or not _is_ours(status)
            or _is_orphan(folder.path / other)
        ):
            with suppress(OSError):
                remove_index(folder.path / other)


def _is_orphan(path: Path) -> bool:
    """True for an index whose repository is gone."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as database:
        row = database.execute("SELECT repository FROM state").fetchone()
        return row is not None and isinstance(row[0], bytes) and not os.path.lexists(row[0])
    return False


def remove_index(path: Path) -> None:
    """Remove an index, and the journal of a writer that was killed. Raises `OSError`."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
