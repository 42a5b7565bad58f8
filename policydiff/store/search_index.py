"""The index of the full-text search, cached inside the git folder.

Reading thousands of laws takes half a minute.

It is an SQLite database behind our seal, made of the contents of versions, each read by its id and
checked against that. It is read whole, and searched in memory: what was compared with the seal is
what is searched. It holds for one state of our code alone; before each search it is brought to the
versions of the present commit, of which only those are read that it lacks. Whatever is wrong with
the file, or not sealed by this user, it is made again; where it cannot be written, it lives as
long as the process.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.kinds import KIND_ROOTS
from policydiff.model.names import UNDATED
from policydiff.model.search import COUNTED, SearchText
from policydiff.model.search_query import Condition, fold, holds
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git import Git
from policydiff.store.records import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.sealed import read_cached, with_seal, without_seal, write_cached
from policydiff.store.search_grams import add_grams, make_grams, match_of, remove_grams

MAKERS = ("akn", "app", "dialects", "locale", "model", "parsing", "store", "views")
"""The folders whose code reads versions, cuts them into texts and indexes those."""

ReadTexts = Callable[[Document], Iterable[SearchText]]
"""Gives the texts of a document that are searched."""

StoredVersion = tuple[WorkRecord, VersionRecord]

Progress = Callable[[Message, int, int], None]

_NAME = "search.sqlite"
_TEXT_BITS, _SAME_BITS, _DATE_BITS = 20, 15, 22
"""A row is numbered by its version and its place there, behind a bit for what is no article, which comes
after the articles; a version by its order and, of versions of one order, by a number.
"""
_MATCHING = (
    "FROM grams WHERE grams MATCH ?"
    " AND (? OR (rowid >> 20) IN (SELECT value FROM json_each(?)))"  # _TEXT_BITS
)
_COUNT = "SELECT count(*) FROM (SELECT 1 " + _MATCHING + " LIMIT ?)"  # noqa: S608 all words are ours
_RANKED = (
    "SELECT rowid " + _MATCHING + " ORDER BY rowid & 524288, rank, rowid LIMIT ? OFFSET ?"
)  # the bit of _OTHER
_ORDERED = "SELECT rowid " + _MATCHING + " ORDER BY rowid LIMIT ? OFFSET ?"
_OTHER = 1 << (_TEXT_BITS - 1)
_LAST_DATE = (1 << _DATE_BITS) - 1
_KINDS = {kind: place for place, kind in enumerate(KIND_ROOTS)}
_UNKNOWN_KIND, _DRAFT = 30, 31


@dataclass(frozen=True, slots=True)
class IndexedVersion:
    """A version of the index.

    It has its work, its name (a date or ``undated``), its content and its order.


    The order is that of hits that are not ranked: by the rank of the kind of the work, newest
    versions of works before older ones, later ones before earlier ones.
    """

    uri: str
    name: str
    blob: str
    order: int


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

    def __init__(self, database: sqlite3.Connection) -> None:
        """`database` is one that `_empty` made, with what was added since.

        `authorities` are the issuing bodies of versions, folded; `unread` the reasons why some could
        not be read; `records` the versions in the repository.
        """
        self._database = database
        self._has_grams = bool(
            database.execute("SELECT 1 FROM sqlite_master WHERE name = 'grams'").fetchone()
        )
        self.tip: str | None = None
        self.stored = False
        self.versions: dict[int, IndexedVersion] = {}
        self.authorities: dict[int, str] = {}
        self.unread: dict[int, str] = {}
        self.records: dict[int, StoredVersion] = {}
        for number, uri, name, blob, order, authority, fault in database.execute(
            "SELECT number, uri, name, blob, place, authority, fault FROM versions"
        ):
            self._enter(number, IndexedVersion(uri, name, blob, order), authority, fault)

    def texts_of(self, number: int) -> tuple[SearchText, ...]:
        """The texts of a version, by its number."""
        return tuple(map(_unpack, self._packed(number)))

    def _packed(self, number: int) -> list[list[Any]]:
        row = self._database.execute(
            "SELECT texts FROM versions WHERE number = ?", (number,)
        ).fetchone()
        packed: list[list[Any]] = json.loads(zlib.decompress(row[0]))
        return packed

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

    def _find(self, match: str, chosen: Collection[int] | None, first: int, limit: int) -> Matches:
        values = (match, chosen is None, json.dumps(sorted(chosen or ())))
        count = self._database.execute(_COUNT, (*values, COUNTED + 1)).fetchone()[0]
        rows = self._database.execute(
            _RANKED if count <= COUNTED else _ORDERED, (*values, limit, first)
        ).fetchall()
        found = [(row >> _TEXT_BITS, row & (_OTHER - 1)) for (row,) in rows]
        packed = {number: self._packed(number) for number in dict(found)}
        return Matches(
            min(count, COUNTED),
            count > COUNTED,
            tuple((number, _unpack(packed[number][place])) for number, place in found),
        )

    def change(
        self,
        store: Repository,
        wanted: Mapping[IndexedVersion, StoredVersion],
        read: ReadTexts,
        watch: Progress,
    ) -> bool:
        """Bring the index to these versions; True where it changed.

        Raises `MissingObjectError`; then the index is of no use any more.
        """
        there = set(self.versions.values())
        gone = [number for number, one in self.versions.items() if one not in wanted]
        new = [one for one in wanted if one not in there]
        for number in gone:
            self._remove(number)
        documents = store.load_many(wanted[one][1] for one in new)
        for done, (one, (_, document)) in enumerate(zip(new, documents, strict=True), start=1):
            self._add(one, document, read)
            watch(Message("reading"), done, len(new))
        self._database.commit()
        self.records = {number: wanted[one] for number, one in self.versions.items()}
        return bool(gone or new)

    def data(self) -> bytes:
        """The database as a file."""
        return self._database.serialize()

    def _add(
        self, one: IndexedVersion, document: Document | PolicyDiffError | None, read: ReadTexts
    ) -> None:
        texts = tuple(read(document)) if isinstance(document, Document) else ()
        fault = str(document) if isinstance(document, PolicyDiffError) else None
        authority = fold(document.authority or "") if isinstance(document, Document) else ""
        number = one.order << _SAME_BITS
        while number in self.versions:
            number += 1
        self._database.execute(
            "INSERT INTO versions(number, uri, name, blob, place, authority, texts, fault)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            (number, one.uri, one.name, one.blob, one.order, authority, _pack(texts), fault),
        )
        if self._has_grams:
            add_grams(self._database, _rows(number, texts))
        self._enter(number, one, authority, fault)

    def _enter(self, number: int, one: IndexedVersion, authority: str, fault: str | None) -> None:
        self.versions[number] = one
        self.authorities[number] = authority
        if fault is not None:
            self.unread[number] = fault

    def _remove(self, number: int) -> None:
        if self._has_grams:
            remove_grams(self._database, _rows(number, self.texts_of(number)))
        self._database.execute("DELETE FROM versions WHERE number = ?", (number,))
        del self.versions[number], self.authorities[number]
        self.unread.pop(number, None)


def current_index(
    store: Repository, read: ReadTexts, watch: Progress, earlier: SearchIndex | None
) -> SearchIndex:
    """The index of the versions that a repository has now.

    It is `earlier`, the one of an earlier call, brought to them, else the cached one, else a new one.
    Raises `MissingObjectError`.
    """
    git, tip = store._git, store._git.tip()  # noqa: SLF001 the index is a part of the repository
    if earlier is not None and earlier.tip == tip:
        return earlier
    code = code_fingerprint(*MAKERS)
    index = earlier or _load(git, code) or SearchIndex(_empty())
    if index.change(store, _indexed(store.works()), read, watch) or not index.stored:
        index.stored = _save(git, code, index)
    index.tip = tip
    return index


def _indexed(works: Iterable[WorkRecord]) -> dict[IndexedVersion, StoredVersion]:
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
    kind = _DRAFT if work.stage else _KINDS.get(work.kind, _UNKNOWN_KIND)
    older = version != work.versions[-1]
    day = date.fromisoformat(version.date).toordinal() if version.date else 0
    return (kind << 1 | older) << _DATE_BITS | (_LAST_DATE - day)


def _empty() -> sqlite3.Connection:
    """A database without a version, and without pairs where SQLite lacks FTS5."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute(
        "CREATE TABLE versions(number INTEGER PRIMARY KEY, uri TEXT, name TEXT, blob TEXT,"
        " place INTEGER, authority TEXT, texts BLOB, fault TEXT)"
    )
    with suppress(sqlite3.OperationalError):
        make_grams(database)
    return database


def _load(git: Git, code: str | None) -> SearchIndex | None:
    """The cached index, where its seal is ours; None where there is none."""
    cached = None if code is None else read_cached(git, _NAME)
    data = None if cached is None else without_seal(_purpose(code), cached)
    if data is None:
        return None
    database = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        database.deserialize(data)
        index = SearchIndex(database)
    except sqlite3.Error:  # of an SQLite that writes what this one cannot read
        return None
    index.stored = True
    return index


def _save(git: Git, code: str | None, index: SearchIndex) -> bool:
    content = None if code is None else with_seal(_purpose(code), index.data())
    return content is not None and write_cached(git, _NAME, content)


def _purpose(code: str | None) -> str:
    return f"{_NAME} {code}"


def _rows(number: int, texts: Iterable[SearchText]) -> Iterator[tuple[int, str]]:
    for place, text in enumerate(texts):
        other = 0 if text.part == "article" else _OTHER
        yield number << _TEXT_BITS | other | place, fold(text.text)


def _pack(texts: Iterable[SearchText]) -> bytes:
    fields = [[one.part, one.eid, one.number, one.heading, one.text] for one in texts]
    return zlib.compress(json.dumps(fields, ensure_ascii=False).encode())


def _unpack(fields: list[Any]) -> SearchText:
    part, eid, number, heading, text = fields
    return SearchText(part=part, eid=eid, number=number, heading=heading, text=text)
