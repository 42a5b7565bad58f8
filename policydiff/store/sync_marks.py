"""Marks of sources: what was looked at, so that the next sync goes on from there.

They lie in one SQLite file of the user for each repository. They hold for texts that are stored, or
were refused by this program; where the file is lost, all is looked at again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git.process import Git
from policydiff.store.own_files import MARKS, is_damage, own_file, remove_file
from policydiff.store.repository import Repository

T = TypeVar("T")

_FORMAT = "1"
_PATIENCE = 30.0
"""Seconds that one sync waits for another one."""

_TABLES = """
CREATE TABLE IF NOT EXISTS state(repository BLOB);
CREATE TABLE IF NOT EXISTS marks(source TEXT, key TEXT, value TEXT, sha256 TEXT,
    PRIMARY KEY(source, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused(source TEXT, sha256 TEXT, code TEXT,
    PRIMARY KEY(source, sha256)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMarks:
    """The marks of one source.

    Those in `valid` hold, those in `again` are of texts to be handed over again. `refused` are the hashes of texts that this program refused before.
    """

    valid: dict[str, str] = field(default_factory=dict)
    again: dict[str, str] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    refused_before: int = 0
    """Marks that hold and are of such a text."""


@dataclass(slots=True)
class NewMarks:
    """Marks to be written: key → value, and the hash of its text, if any."""

    marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def add(self, marks: Iterable[tuple[str, str]], sha256: str = "") -> None:
        """Add marks that hold as long as the text of a hash is stored or refused."""
        self.marks |= {key: (value, sha256) for key, value in marks}

    def __len__(self) -> int:
        return len(self.marks) + len(self.refused)


class SyncMarks:
    """The marks of all sources of one repository."""

    def __init__(self, store: Repository) -> None:
        self._git: Git = store._git  # noqa: SLF001 of this package
        self._code = code_fingerprint() or ""

    def read(self, source: str, stored: Collection[str], *, again: bool = False) -> SourceMarks:
        """The marks of a source, where texts of these hashes are `stored`.

        With `again` what was refused is to be handed over once more.
        """
        rows, refusals = self._use(lambda database: _rows(database, source)) or ([], [])
        refused = frozenset(sha for sha, code in refusals if code == self._code and not again)
        valid: dict[str, str] = {}
        lost: dict[str, str] = {}
        for key, value, sha in rows:
            holds = not sha or sha in stored or sha in refused
            (valid if holds else lost)[key] = value
        count = sum(sha in refused and sha not in stored for _, _, sha in rows)
        return SourceMarks(valid=valid, again=lost, refused=refused, refused_before=count)

    def write(self, source: str, new: NewMarks) -> None:
        """Write marks; those with an empty value go."""
        kept = [(source, key, *rest) for key, rest in new.marks.items() if rest[0]]
        gone = [(source, key) for key, (value, _) in new.marks.items() if not value]
        refused = [(source, sha, self._code) for sha in new.refused]

        def put(database: sqlite3.Connection) -> None:
            with database:
                database.executemany("INSERT OR REPLACE INTO marks VALUES(?, ?, ?, ?)", kept)
                database.executemany("DELETE FROM marks WHERE source = ? AND key = ?", gone)
                database.executemany("INSERT OR REPLACE INTO refused VALUES(?, ?, ?)", refused)

        self._use(put)

    def _use(self, action: Callable[[sqlite3.Connection], T]) -> T | None:
        """The outcome of an action; None where there is no file, or a damaged one goes."""
        path = own_file(self._git, MARKS, _FORMAT)
        if path is None:
            return None
        try:
            with closing(self._open(path)) as database:
                return action(database)
        except sqlite3.Error as error:
            if is_damage(error):
                with suppress(OSError):
                    remove_file(path)
            return None

    def _open(self, path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=_PATIENCE)
        if (
            database.execute("SELECT 1 FROM sqlite_master WHERE name = 'refused'").fetchone()
            is None
        ):
            database.executescript(_TABLES)
            with database:
                database.execute("INSERT INTO state VALUES(?)", (os.fsencode(self._git.common),))
        return database


def _rows(
    database: sqlite3.Connection, source: str
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """The marks of a source, and what was refused with the program that did it."""
    marks = database.execute("SELECT key, value, sha256 FROM marks WHERE source = ?", (source,))
    refused = database.execute("SELECT sha256, code FROM refused WHERE source = ?", (source,))
    return marks.fetchall(), refused.fetchall()
