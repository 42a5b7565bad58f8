"""The tables of the full-text index: versions, their texts, pairs of characters."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from policydiff.model.kinds import rank_of
from policydiff.model.names import UNDATED
from policydiff.searching.engine.hits import SearchText
from policydiff.searching.engine.query import fold
from policydiff.searching.index.grams import add_grams, make_grams, remove_grams
from policydiff.store.records.works import VersionRecord, WorkRecord

StoredVersion = tuple[WorkRecord, VersionRecord]

TEXT_BITS, _SAME_BITS, _DATE_BITS = 20, 15, 22
"""A row is numbered by its version and its place there, behind a bit for what is no article, which
comes after the articles; a version by its order and, of versions of one order, by a number.
"""
OTHER = 1 << (TEXT_BITS - 1)
_LAST_DATE = (1 << _DATE_BITS) - 1


@dataclass(frozen=True, slots=True)
class IndexedVersion:
    """A version of the index.

    It has its work, its name (a date or ``undated``), its content and its order. The order is that
    of hits that are not ranked: by the rank of the kind of the work, newest versions of works
    before older ones, later ones before earlier ones.
    """

    uri: str
    name: str
    blob: str
    order: int


@dataclass(frozen=True, slots=True)
class IndexedFacts:
    """Facts of a version that no search for words needs.

    They are its issuing body, folded, and the reason where it could not be read. That may pass, as
    want of memory does: then the next search tries again.
    """

    authority: str
    fault: str | None = None
    may_pass: bool = False


def indexed(works: Iterable[WorkRecord]) -> dict[IndexedVersion, StoredVersion]:
    """The versions of all works, as they stand in the index."""
    return {
        IndexedVersion(
            work.uri,
            version.date or UNDATED,
            version.blob,
            _order(work, version),
        ): (work, version)
        for work in works
        for version in work.versions
    }


def _order(work: WorkRecord, version: VersionRecord) -> int:
    kind = rank_of(work.kind, work.stage)
    older = version != work.versions[-1]
    day = date.fromisoformat(version.date).toordinal() if version.date else 0
    return (kind << 1 | older) << _DATE_BITS | (_LAST_DATE - day)


def make_tables(database: sqlite3.Connection, repository: bytes) -> None:
    """Make the empty tables, without pairs where SQLite lacks FTS5.

    `repository` is the path of its git folder. Of `state` there is one row: `tip` is the commit of
    which the index has all versions and no others, NULL while it is brought to one.
    """
    database.execute("CREATE TABLE state(repository BLOB, tip TEXT)")
    database.execute("INSERT INTO state VALUES(?, NULL)", (repository,))
    database.execute(
        "CREATE TABLE versions(number INTEGER PRIMARY KEY, uri TEXT, name TEXT, blob TEXT,"
        " place INTEGER, authority TEXT, fault TEXT)"
    )
    database.execute("CREATE TABLE texts(number INTEGER PRIMARY KEY, packed BLOB)")
    with suppress(sqlite3.OperationalError):
        make_grams(database)


def has_table(database: sqlite3.Connection, name: str) -> bool:
    """True where the database has a table of this name."""
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone())


def read_versions(
    database: sqlite3.Connection,
) -> Iterator[tuple[int, IndexedVersion, IndexedFacts]]:
    """The versions by their numbers, in the order of these."""
    for number, uri, name, blob, place, authority, fault in database.execute(
        "SELECT number, uri, name, blob, place, authority, fault FROM versions ORDER BY number"
    ):
        yield number, IndexedVersion(uri, name, blob, place), IndexedFacts(authority, fault)


def read_packed(database: sqlite3.Connection, number: int) -> list[list[Any]]:
    """The texts of a version, each for `unpack`. Raises `sqlite3.DatabaseError`."""
    row = database.execute("SELECT packed FROM texts WHERE number = ?", (number,)).fetchone()
    try:
        packed: list[list[Any]] = json.loads(zlib.decompress(row[0]))
    except (TypeError, ValueError, zlib.error) as error:
        raise sqlite3.DatabaseError(str(error)) from None
    return packed


def unpack(fields: list[Any]) -> SearchText:
    """A text."""
    part, eid, number, heading, text = fields
    return SearchText(part=part, eid=eid, number=number, heading=heading, text=text)


class VersionTables:
    """Adds versions to the tables and removes them, in the transaction of the caller."""

    def __init__(self, database: sqlite3.Connection, numbers: Iterable[int]) -> None:
        self._database = database
        self._has_grams = has_table(database, "grams")
        self._taken = set(numbers)
        self._next: dict[int, int] = {}

    def add(self, one: IndexedVersion, facts: IndexedFacts, texts: tuple[SearchText, ...]) -> None:
        """Add a version; quickest in the order of versions."""
        number = self._number(one.order)
        self._database.execute(
            "INSERT INTO versions VALUES(?, ?, ?, ?, ?, ?, ?)",
            (number, one.uri, one.name, one.blob, one.order, facts.authority, facts.fault),
        )
        self._database.execute("INSERT INTO texts VALUES(?, ?)", (number, _pack(texts)))
        if self._has_grams:
            add_grams(self._database, _rows(number, texts))

    def remove(self, number: int) -> None:
        """Remove a version."""
        if self._has_grams:
            texts = tuple(map(unpack, read_packed(self._database, number)))
            remove_grams(self._database, _rows(number, texts))
        for table in ("versions", "texts"):
            self._database.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608 our words
        self._taken.discard(number)

    def _number(self, order: int) -> int:
        number = self._next.get(order, order << _SAME_BITS)
        while number in self._taken:
            number += 1
        self._taken.add(number)
        self._next[order] = number + 1
        return number


def _rows(number: int, texts: Iterable[SearchText]) -> list[tuple[int, str]]:
    """The folded texts of a version by the numbers of their rows, in ascending order."""
    return sorted(
        (number << TEXT_BITS | (0 if text.part == "article" else OTHER) | place, fold(text.text))
        for place, text in enumerate(texts)
    )


def _pack(texts: Iterable[SearchText]) -> bytes:
    fields = [[one.part, one.eid, one.number, one.heading, one.text] for one in texts]
    return zlib.compress(json.dumps(fields, ensure_ascii=False).encode())
