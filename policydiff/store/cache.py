"""The cache of a repository: results by keys, in one SQLite file of the user.

A key names all that its result is made from, and a file is of one state of our code, so nothing in
it is out of date. Where it is of no use or busy, a command works everything out by itself.
"""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Protocol, TypeVar

from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git.process import Git
from policydiff.store.own_files import CACHE, is_damage, is_moved, own_file, remove_file

T = TypeVar("T")

Range = tuple[str, str]
"""Keys from the first on, up to the second one, which is none of them."""

MOST_BYTES = 2 * 1024 * 1024 * 1024
"""The size of a file at most, some thirty times that of 30,000 works; a full one is begun again."""

PATIENCE = 1.0
"""Seconds that a command waits for another one at most."""

_HOLD_OFF = 10.0
"""Seconds without the cache after it failed."""

_PAUSE = 0.2
"""Seconds between two writes of many results one after the other."""

_PAGE = 4096
_AT_ONCE = 500
_FULL = 13


class Entries(Protocol):
    """Results by keys, as a cache or a dictionary holds them."""

    def look_up(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The results of these keys that are there, all of one moment."""
        ...

    def each(self, *ranges: Range) -> dict[str, bytes]:
        """The results in some ranges of keys, in order within each, all of one moment."""
        ...


class MemoryEntries:
    """Results in memory, where no file can hold them."""

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        self._entries = entries

    def look_up(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The results of these keys that are there."""
        return {key: self._entries[key] for key in keys if key in self._entries}

    def each(self, *ranges: Range) -> dict[str, bytes]:
        """The results in some ranges of keys, in order within each."""
        keys = sorted(self._entries)
        return {
            key: self._entries[key] for begin, end in ranges for key in keys if begin <= key < end
        }


class Cache:
    """The cache of one repository; threads may share it."""

    def __init__(self, git: Git) -> None:
        """Nothing is opened before the first use."""
        self._git = git
        self._lock = RLock()
        self._file: _CacheFile | None = None
        self._closing: weakref.finalize[[], Cache] | None = None
        self._resting_until = 0.0

    def look_up(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The results of these keys that are there, all of one moment."""
        wanted = list(dict.fromkeys(keys))
        return self._use(lambda file: file.look_up(wanted)) or {}

    def each(self, *ranges: Range) -> dict[str, bytes]:
        """The results in some ranges of keys, in order within each, all of one moment."""
        return self._use(lambda file: file.each(ranges)) or {}

    def put(self, entries: Mapping[str, bytes | None]) -> None:
        """Cache results, and remove those that are None.

        Of many one after the other some are written a little later, at the latest when the cache is
        closed; a kill loses these.
        """
        self._use(lambda file: file.put(entries))

    def replace(
        self,
        entries: Mapping[str, bytes | None],
        *,
        given: Mapping[str, bytes] | None = None,
        clear: Iterable[Range] = (),
    ) -> bool:
        """Put entries after those in the ranges `clear`, where `given` is still there.

        False where it was not, or nothing could be written.
        """
        return self._use(lambda file: file.replace(entries, given or {}, tuple(clear))) or False

    def close(self) -> None:
        """Write what is not yet written, and close the file; another use opens it again."""
        with self._lock:
            if self._closing is not None:
                self._closing()
            self._file = None

    def _use(self, action: Callable[[_CacheFile], T]) -> T | None:
        """The outcome of an action on the file; None where there is none of use."""
        with self._lock:
            if time.monotonic() < self._resting_until:
                return None
            for _ in range(2):  # a file that was damaged, filled or removed is made again
                try:
                    file = self._opened()
                    if file is not None:
                        return action(file)
                    break
                except sqlite3.Error as error:
                    if not self._leave(error):
                        break
            self._resting_until = time.monotonic() + _HOLD_OFF
            return None

    def _opened(self) -> _CacheFile | None:
        """The open file of this process. Raises `sqlite3.Error`."""
        if self._file is None or self._file.process != os.getpid():
            code = code_fingerprint()
            path = None if code is None else own_file(self._git, CACHE, code)
            if path is None:
                return None
            self._file = _CacheFile(path)
            self._closing = weakref.finalize(self, self._file.close)
            self._file.begin(os.fsencode(self._git.common))
        return self._file

    def _leave(self, error: sqlite3.Error) -> bool:
        """Close the file after an error, or remove it where that helps: then True."""
        file, self._file = self._file, None
        if file is None:
            return False
        if self._closing is not None:
            self._closing.detach()
        is_useless = is_damage(error) or file.is_full(error)
        file.drop()
        if is_useless:
            with suppress(OSError):
                remove_file(file.path)
        return is_useless or is_moved(error)


class _CacheFile:
    """The open file; all but `close`, `drop` and `is_full` raise `sqlite3.Error`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process = os.getpid()
        self._waiting: dict[str, bytes | None] = {}
        self._written = -_PAUSE
        self._database = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

    def begin(self, repository: bytes) -> None:
        """Make the tables; `repository` is the path of the git folder."""
        run = self._database.execute
        run("PRAGMA cache_spill = OFF")  # so a large write locks others out at its end alone
        run(f"PRAGMA max_page_count = {MOST_BYTES // _PAGE}")
        if run("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone() is None:
            with self._writing():
                run("CREATE TABLE IF NOT EXISTS state(repository BLOB)")
                run(
                    "CREATE TABLE IF NOT EXISTS entries(key BLOB PRIMARY KEY, value BLOB)"
                    " WITHOUT ROWID"
                )
                run("INSERT INTO state VALUES(?)", (repository,))

    def look_up(self, keys: list[str]) -> dict[str, bytes]:
        found: dict[str, bytes | None] = {}
        with self._reading(together=len(keys) > _AT_ONCE):
            for begin in range(0, len(keys), _AT_ONCE):
                asked = [_encoded(key) for key in keys[begin : begin + _AT_ONCE]]
                marks = ",".join("?" * len(asked))
                rows = self._database.execute(
                    f"SELECT key, value FROM entries WHERE key IN ({marks})",  # noqa: S608 marks alone
                    asked,
                ).fetchall()
                found |= dict(map(_checked, rows))
        found |= {key: self._waiting[key] for key in keys if key in self._waiting}
        return {key: value for key, value in found.items() if value is not None}

    def each(self, ranges: tuple[Range, ...]) -> dict[str, bytes]:
        rows: list[tuple[bytes, bytes]] = []
        with self._reading(together=len(ranges) > 1):
            for bounds in ranges:
                rows += self._database.execute(
                    "SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key",
                    tuple(map(_encoded, bounds)),
                ).fetchall()
        found = dict(map(_checked, rows))
        waiting = {
            key: value
            for key, value in self._waiting.items()
            if any(begin <= key < end for begin, end in ranges)
        }
        whole = sorted((found | waiting).items()) if waiting else found.items()
        return {key: value for key, value in whole if value is not None}

    def put(self, entries: Mapping[str, bytes | None]) -> None:
        self._waiting |= entries
        if time.monotonic() >= self._written + _PAUSE or len(self._waiting) > _AT_ONCE:
            self._write_waiting()

    def replace(
        self,
        entries: Mapping[str, bytes | None],
        given: Mapping[str, bytes],
        clear: tuple[Range, ...],
    ) -> bool:
        self._write_waiting()
        with self._writing():
            if self.look_up(list(given)) != given:
                return False
            for bounds in clear:
                self._database.execute(
                    "DELETE FROM entries WHERE key >= ? AND key < ?", tuple(map(_encoded, bounds))
                )
            self._write(entries)
        return True

    def close(self) -> None:
        """Write what waits, and close the file; a child of the process leaves it."""
        if self.process == os.getpid():
            with suppress(sqlite3.Error):
                self._write_waiting()
            self.drop()

    def drop(self) -> None:
        """Close it."""
        self._waiting = {}
        with suppress(sqlite3.Error):
            self._database.close()

    def is_full(self, error: sqlite3.Error) -> bool:
        """True where the file has reached its bound, or has no room for a table."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != _FULL:
            return False
        with suppress(OSError):
            size = self.path.stat().st_size
            return size == 0 or size > MOST_BYTES // 2
        return False

    def _write_waiting(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, {}
            with self._writing():
                self._write(waiting)
            self._written = time.monotonic()

    def _write(self, entries: Mapping[str, bytes | None]) -> None:
        rows = sorted((_encoded(key), value) for key, value in entries.items())
        self._database.executemany(
            "DELETE FROM entries WHERE key = ?", ((key,) for key, value in rows if value is None)
        )
        self._database.executemany(
            "INSERT OR REPLACE INTO entries VALUES(?, ?)",
            ((key, _sum(key, value) + value) for key, value in rows if value is not None),
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that writes, of which all or nothing is done."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        finally:
            if self._database.in_transaction:
                with suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")

    @contextmanager
    def _reading(self, *, together: bool) -> Iterator[None]:
        """A transaction that reads, where more than one statement does."""
        if not together or self._database.in_transaction:
            yield
            return
        self._database.execute("BEGIN")
        try:
            yield
        finally:
            self._database.execute("ROLLBACK")


def _encoded(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _sum(key: bytes, value: bytes) -> bytes:
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(4, "big")


def _checked(row: tuple[bytes, bytes]) -> tuple[str, bytes]:
    """An entry without its checksum. Raises `sqlite3.DatabaseError` if that is wrong."""
    key, value = row
    if not isinstance(value, bytes) or value[:4] != _sum(key, value[4:]):
        raise sqlite3.DatabaseError(f"{key!r} is damaged")
    return key.decode("utf-8", "surrogatepass"), value[4:]
