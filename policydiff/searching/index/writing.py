"""Bring the index of the full-text search to the versions of the present commit.

Only the versions that it lacks are read, and written some hundred at a time: a kill loses no more,
and of two processes the second goes on where the first one is.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from itertools import count

from policydiff.errors import DamagedError
from policydiff.messages import Message
from policydiff.searching.engine.hits import SearchText
from policydiff.searching.index.index import DamagedIndexError, OpenIndex, SearchIndex, changes_of
from policydiff.searching.index.tables import (
    IndexedFacts,
    IndexedVersion,
    VersionTables,
    has_table,
    indexed,
    make_tables,
    read_versions,
)
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.own_files import SEARCH, is_damage, is_moved, own_file
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository

BATCH = 500
"""Versions that are written at once."""

_PATIENCE = 60
"""Seconds without any change after which we do not wait for another process any longer."""

_BUSY = 5

IndexedContent = tuple[IndexedFacts, tuple[SearchText, ...]]

ReadVersions = Callable[[Iterable[bytes | DamagedError]], Generator[IndexedContent, None, None]]
"""Gives the content of each version whose XML it gets."""

Progress = Callable[[Message, int, int], None]


def current_index(
    store: Repository, read: ReadVersions, watch: Progress, earlier: SearchIndex | None
) -> SearchIndex:
    """The index of the versions that a repository has now.

    It is in a transaction, which ends with the search. It is `earlier`, the one of an earlier call,
    where nothing changed since. Raises `DamagedIndexError`.
    """
    source = _own(store) if earlier is None else earlier.source
    for again in range(4):  # a damaged one made again, one without a name, one in memory
        try:
            before = source.database.total_changes
            tip = _sync(source, store, read, watch)
            ours = source.database.total_changes - before  # what git had lost was read again
            if earlier is not None and (source, tip, changes_of(source.database), ours) == (
                earlier.source,
                earlier.tip,
                earlier.seen,
                0,
            ):
                return earlier
            return SearchIndex(source, tip, _works(store, tip))
        except sqlite3.Error as error:
            why = error
            source.close(remove=is_damage(error))
            fresh = is_damage(error) or is_moved(error)
            source = _own(store) if fresh and not again else _unnamed(source)
        except BaseException:
            source.release()
            raise
    raise DamagedIndexError(str(why))


def _works(store: Repository, tip: str) -> list[WorkRecord]:
    catalogue = store._catalogue_at(tip)  # noqa: SLF001 the index is a part of the repository
    return sorted(catalogue, key=lambda work: work.folder)


def _own(store: Repository) -> OpenIndex:
    code = code_fingerprint()
    path = None if code is None else own_file(store._git, SEARCH, code)  # noqa: SLF001 as above
    return OpenIndex(path)


def _unnamed(before: OpenIndex) -> OpenIndex:
    """An index in a file without a name, or, where that failed, in memory."""
    return OpenIndex(None, in_memory=before.path is None)


def _sync(source: OpenIndex, store: Repository, read: ReadVersions, watch: Progress) -> str:
    """Bring an index to the newest commit, give that, and begin to read."""
    database, left, before = source.database, _PATIENCE, -1
    while True:
        try:
            tip, (reached, size) = store.tip, _look(source)
            if reached == tip:
                return tip
            database.rollback()
            left, before = left if size == before else _PATIENCE, size
            if _bring(database, store, read, watch, tip):
                _look(source)
                return tip
        except sqlite3.OperationalError as error:
            if database.in_transaction:
                database.rollback()
            left -= 1
            if not (_is_busy(error) and left):
                raise


def _look(source: OpenIndex) -> tuple[str | None, int]:
    """Begin to read: the commit of an index, and the number of its versions."""
    source.begin()
    if not has_table(source.database, "state"):
        return None, 0
    row = source.database.execute(
        "SELECT tip, (SELECT count(*) FROM versions) FROM state"
    ).fetchone()
    if row is None:
        raise sqlite3.DatabaseError("a table is empty")
    tip, size = row
    return tip, size


def _bring(
    database: sqlite3.Connection, store: Repository, read: ReadVersions, watch: Progress, tip: str
) -> bool:
    """Bring an index to the versions of a commit, in the order of their numbers."""
    database.execute("BEGIN IMMEDIATE")
    if not has_table(database, "state"):
        make_tables(database, os.fsencode(store._git.common))  # noqa: SLF001 as above
    database.execute("UPDATE state SET tip = NULL")
    wanted = indexed(_works(store, tip))
    there = {number: (version, facts.fault) for number, version, facts in read_versions(database)}
    tables, steps = VersionTables(database, there), count(1)
    known: set[IndexedVersion] = set()
    for number, (one, fault) in there.items():
        if one in wanted and fault is None:
            known.add(one)
            continue
        tables.remove(number)
        if next(steps) % BATCH == 0 and not _pause(database):
            return False
    lost = False
    new = sorted((one for one in wanted if one not in known), key=lambda one: one.order)
    with closing(read(store.xml_of(wanted[one][1] for one in new))) as contents:
        for done, (one, content) in enumerate(zip(new, contents, strict=True), start=1):
            tables.add(one, *content)
            lost = lost or content[0].may_pass
            watch(Message("reading"), done, len(new))
            if next(steps) % BATCH == 0 and not _pause(database):
                return False
    database.execute("UPDATE state SET tip = ?", (None if lost else tip,))
    _commit(database)
    return lost


def _pause(database: sqlite3.Connection) -> bool:
    """Write what was done so far; False where another process wrote after that."""
    before = changes_of(database)
    _commit(database)
    database.execute("BEGIN IMMEDIATE")
    if changes_of(database) != before:
        database.rollback()
        return False
    return True


def _commit(database: sqlite3.Connection) -> None:
    """Write it; whoever searches at the moment ends first."""
    for left in range(_PATIENCE, -1, -1):
        try:
            database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if not (_is_busy(error) and left):
                raise
        else:
            return


def _is_busy(error: sqlite3.Error) -> bool:
    """True where another process has the database locked."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _BUSY
