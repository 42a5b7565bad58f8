"""The full-text index: the texts of the versions of one commit."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policydiff.errors import DamagedError
from policydiff.messages import Message
from policydiff.searching.engine.hits import COUNTED, SearchText
from policydiff.searching.engine.query import Condition, fold, holds
from policydiff.searching.index import tables
from policydiff.searching.index.grams import match_of
from policydiff.store.own_files import remove_file
from policydiff.store.records.works import WorkRecord

_CACHE = 64 * 1024
"""Kilobytes of an index that SQLite has in memory at most."""

_MATCHING = (
    "FROM grams WHERE grams MATCH ?"
    " AND (? OR (rowid >> 20) IN (SELECT value FROM json_each(?)))"  # TEXT_BITS
)
_VERSIONS = "SELECT rowid >> 20 " + _MATCHING + " LIMIT ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 " + _MATCHING + " LIMIT ?)"  # noqa: S608 all words are ours
_RANKED = (
    "SELECT rowid " + _MATCHING + " ORDER BY rowid & 524288, rank, rowid LIMIT ? OFFSET ?"
)  # the bit of OTHER
_ORDERED = "SELECT rowid " + _MATCHING + " ORDER BY rowid LIMIT ? OFFSET ?"


class DamagedIndexError(DamagedError):
    """The index of the search cannot be read."""

    def __init__(self, why: str) -> None:
        super().__init__(
            Message("the index of the search cannot be used ({why}): search again", why=why)
        )


class OpenIndex:
    """An open database for an index.

    `path` is its file; None for one that lies in a file without a name, or in memory, and ends
    with the process.
    """

    def __init__(self, path: Path | None, *, in_memory: bool = False) -> None:
        self.path = path
        self.in_memory = in_memory
        self.database = sqlite3.connect(
            path or (":memory:" if in_memory else ""),
            timeout=1.0,
            isolation_level=None,
            check_same_thread=False,
        )

    def begin(self) -> None:
        """Begin a transaction that reads. Raises `sqlite3.Error`."""
        self.database.execute(f"PRAGMA cache_size = -{_CACHE}")
        self.database.execute("BEGIN")

    def release(self) -> None:
        """End the transaction of a search, so that others may write."""
        with suppress(sqlite3.ProgrammingError):  # it is closed
            self.database.rollback()

    def close(self, *, remove: bool) -> None:
        """Close it, and remove its file where that is of no use."""
        with suppress(sqlite3.Error):
            self.database.close()
        if remove and self.path is not None:
            with suppress(OSError):
                remove_file(self.path)


@dataclass(frozen=True, slots=True)
class Matches:
    """The number of texts that fulfil a condition, and some of them.

    There are `count`, or `more`. Each of `texts` is given with the number of its version.
    """

    count: int
    more: bool
    texts: tuple[tuple[int, SearchText], ...]


class SearchIndex:
    """The texts of the versions of a commit, with an index; for one thread at a time."""

    def __init__(self, source: OpenIndex, tip: str, works: Iterable[WorkRecord]) -> None:
        """Read an index that was brought to the commit `tip`, which has `works`.

        `authorities` are the issuing bodies of versions, folded; `unread` the reasons why some
        could not be read; `records` the versions in the repository; `seen` changes when others
        write.
        """
        self.source = source
        self.tip = tip
        self.seen = changes_of(source.database)
        self._database = source.database
        self._has_grams = tables.has_table(source.database, "grams")
        self.versions: dict[int, tables.IndexedVersion] = {}
        self.authorities: dict[int, str] = {}
        self.unread: dict[int, str] = {}
        for number, version, facts in tables.read_versions(source.database):
            self.versions[number] = version
            self.authorities[number] = facts.authority
            if facts.fault is not None:
                self.unread[number] = facts.fault
        stored = tables.indexed(works)
        if set(self.versions.values()) != stored.keys():
            raise sqlite3.DatabaseError(Message("it has other versions than the repository"))
        self.records: dict[int, tables.StoredVersion] = {
            number: stored[version] for number, version in self.versions.items()
        }

    @property
    def stored(self) -> bool:
        """True where the next process finds the index."""
        return self.source.path is not None

    def texts_of(self, number: int) -> tuple[SearchText, ...]:
        """The texts of a version, by its number."""
        return tuple(map(tables.unpack, tables.read_packed(self._database, number)))

    def find(
        self, condition: Condition, chosen: Collection[int] | None, first: int, limit: int
    ) -> Matches:
        """The texts that fulfil a condition, in the versions of these numbers, or in all.

        They are ranked where they are no more than `COUNTED`, else in the order of their versions;
        those from place `first` on are given, at most `limit`.
        """
        if self._has_grams:
            found = self._find(match_of(condition), chosen, first, limit)
            if all(holds(condition, fold(text.text)) for _, text in found.texts):
                return found
        return self.scan(condition, chosen, first, limit)

    def scan(
        self, condition: Condition, chosen: Collection[int] | None, first: int, limit: int
    ) -> Matches:
        """The same texts without the index, in the order of their versions."""
        texts = [
            (number, text)
            for number in sorted(self.versions if chosen is None else chosen)
            for text in sorted(self.texts_of(number), key=lambda one: one.part != "article")
            if holds(condition, fold(text.text))
        ]
        return Matches(
            min(len(texts), COUNTED), len(texts) > COUNTED, tuple(texts[first : first + limit])
        )

    def count_by_version(
        self, condition: Condition, chosen: Collection[int] | None
    ) -> Counter[int] | None:
        """The number of texts that `find` finds, by versions; None above `COUNTED`."""
        if not self._has_grams:
            found = self.scan(condition, chosen, 0, COUNTED + 1)
            return None if found.more else Counter(number for number, _ in found.texts)
        values = (match_of(condition), chosen is None, json.dumps(sorted(chosen or ())))
        rows = self._database.execute(_VERSIONS, (*values, COUNTED + 1)).fetchall()
        return None if len(rows) > COUNTED else Counter(number for (number,) in rows)

    def _find(self, match: str, chosen: Collection[int] | None, first: int, limit: int) -> Matches:
        values = (match, chosen is None, json.dumps(sorted(chosen or ())))
        count = self._database.execute(_COUNT, (*values, COUNTED + 1)).fetchone()[0]
        rows = self._database.execute(
            _RANKED if count <= COUNTED else _ORDERED, (*values, limit, first)
        ).fetchall()
        found = [(row >> tables.TEXT_BITS, row & (tables.OTHER - 1)) for (row,) in rows]
        packed = {number: tables.read_packed(self._database, number) for number in dict(found)}
        try:
            texts = tuple((number, tables.unpack(packed[number][place])) for number, place in found)
        except (IndexError, ValueError) as error:
            raise sqlite3.DatabaseError(str(error)) from None
        return Matches(min(count, COUNTED), count > COUNTED, texts)


def changes_of(database: sqlite3.Connection) -> int:
    """A number that changes whenever another process changes the database."""
    number: int = database.execute("PRAGMA data_version").fetchone()[0]
    return number
