"""search_state: what a search knows of a repository, from one call to the next."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from threading import RLock

from policydiff.library.actions.list_works import version_values, works_on
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import VersionFacts, version_facts
from policydiff.model.lineage import LineageStep
from policydiff.model.names import UNDATED
from policydiff.searching.actions.texts import read_versions
from policydiff.searching.index.index import DamagedIndexError, SearchIndex
from policydiff.searching.index.writing import current_index
from policydiff.store.records.succession import predecessors
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository, Snapshot
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.session import Session


@dataclass(slots=True, kw_only=True)
class SearchState:
    """The index of a repository, and what was worked out of its versions.

    `begins` has for each version the day on which it came into force by its own text, and that by
    any stored act, None where it is unknown; `in_force` the versions of a day, see `search_days`;
    `values` the facets of versions on a day;
    `facts` those of versions that were shown, with the SHA-256 of their sources; `steps` the steps
    between the versions of works, by their URIs, `faults` why a work has none; `lives` the lives of
    the works.
    """

    store: Repository
    index: SearchIndex
    days: DaysOfForce
    lives: WorkLives
    tip: str
    begins: dict[VersionRecord, tuple[str | None, str | None]] = field(default_factory=dict)
    in_force: dict[str, dict[int, bool]] = field(default_factory=dict)
    facts: dict[int, tuple[VersionFacts, str | None]] = field(default_factory=dict)
    values: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)
    steps: dict[str, tuple[LineageStep, ...] | None] = field(default_factory=dict)
    faults: dict[str, Message] = field(default_factory=dict)
    _numbers: dict[VersionRecord, int] = field(default_factory=dict)
    _snapshot: Snapshot | None = None
    _successors: dict[str, list[WorkRecord]] | None = None

    @property
    def numbers(self) -> dict[VersionRecord, int]:
        """The numbers of the versions in the index."""
        if not self._numbers:
            self._numbers = {version: one for one, (_, version) in self.index.records.items()}
        return self._numbers

    def read_facts(self, numbers: Iterable[int]) -> None:
        """Read the facts of versions by their numbers into `facts`."""
        missing = [number for number in dict.fromkeys(numbers) if number not in self.facts]
        records = [self.index.records[number] for number in missing]
        heads = self.store.heads(version for _, version in records)
        for number, (work, version), (_, head) in zip(missing, records, heads, strict=True):
            if isinstance(head, Document):
                known = self.days.with_day(work, version, head)
                sha256 = head.source_sha256
            else:  # git lost it after it came into the index
                known = Document(title=version.title, kind=work.kind, dialect="", uri=work.uri)
                self.faults[work.uri], sha256 = head.message, None
            self.facts[number] = version_facts(known, version.date or UNDATED), sha256

    def facet_values(self, day: str) -> dict[int, dict[str, str]]:
        """The facets of all versions on a day (ISO), by their numbers."""
        if day not in self.values:
            self.values.clear()
            self.values[day] = {
                number: version_values(listed, version, facts, day)
                for listed in works_on(self.store, day).works
                for version, facts, _ in listed.versions
                if (number := self.numbers.get(version)) is not None
            }
        return self.values[day]

    def successors(self, work: WorkRecord) -> list[WorkRecord]:
        """The stored works that replaced a work, as `store.succession.successors`."""
        if self._successors is None:
            found: defaultdict[str, list[WorkRecord]] = defaultdict(list)
            catalogue = self.store.catalogue()
            for other in sorted(catalogue, key=lambda one: one.uri):
                for before in predecessors(catalogue, other):
                    found[before.uri].append(other)
            self._successors = dict(found)
        return self._successors.get(work.uri, [])

    @property
    def snapshot(self) -> Snapshot:
        """The repository with the facts of all its versions in memory."""
        if self._snapshot is None:
            self._snapshot = Snapshot(self.store)
        return self._snapshot

    def read_begins(self) -> dict[VersionRecord, tuple[str | None, str | None]]:
        """The days on which all versions came into force; see `begins`."""
        if not self.begins:
            records = list(self.index.records.values())
            heads = self.snapshot.heads(version for _, version in records)
            days = DaysOfForce(self.snapshot)
            for (work, version), (_, head) in zip(records, heads, strict=True):
                if isinstance(head, Document):
                    known = days.with_day(work, version, head)
                    self.begins[version] = head.dates.in_force, known.dates.in_force
                else:
                    self.begins[version] = None, None
        return self.begins


_LOCK = RLock()
_LAST: list[SearchState] = []
"""The state of the repository that was searched last, if any."""


@contextmanager
def search_state(session: Session) -> Iterator[SearchState]:
    """The state of the session's repository as it is now, for one search at a time.

    Raises what `Repository.open` and `current_index` raise, `DamagedIndexError` too where the index
    turns out to be of no use; then the next search makes it again.
    """
    store = session.store()
    with _LOCK:
        known = next((one for one in _LAST if one.store.root == store.root), None)
        _LAST.clear()
        read = partial(read_versions, session.engine)
        index = current_index(store, read, session.watch, None if known is None else known.index)
        if known is None or known.index is not index:
            known = SearchState(
                store=store,
                index=index,
                days=DaysOfForce(store),
                lives=WorkLives(store),
                tip=index.tip,
            )
        _LAST.append(known)
        try:
            yield known
        except sqlite3.Error as error:
            _LAST.clear()
            index.source.close(remove=True)
            raise DamagedIndexError(str(error)) from None
        finally:
            index.source.release()
