"""What lies in the cache of a repository, to be looked at and spoilt."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from policydiff.store import cache
from policydiff.store.git.process import open_git
from policydiff.store.own_files import CACHE, own_file


def cache_file(root: Path) -> Path:
    """The file of the cache of a repository, in the folder of the tests' user."""
    path = own_file(open_git(root), CACHE, cache.code_fingerprint())
    assert path is not None
    return path


def cached(root: Path, begin: str = "") -> dict[str, bytes]:
    """The cached entries whose keys begin so, with their checksums."""
    with closing(sqlite3.connect(cache_file(root))) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone():
            return {}
        rows = database.execute("SELECT key, value FROM entries ORDER BY key").fetchall()
    entries = {key.decode(): value for key, value in rows}
    return {key: value for key, value in entries.items() if key.startswith(begin)}


def spoil(root: Path, old: bytes, new: bytes) -> int:
    """Replace bytes in all cached values, and leave their checksums; the number of changed ones."""
    with closing(sqlite3.connect(cache_file(root), isolation_level=None)) as database:
        rows = database.execute("SELECT key, value FROM entries").fetchall()
        changed = [(value.replace(old, new), key) for key, value in rows if old in value]
        database.executemany("UPDATE entries SET value = ? WHERE key = ?", changed)
    return len(changed)
