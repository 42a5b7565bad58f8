"""force: the days on which stored versions come into force, and the grounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.version import Decision, Ground
from policydiff.store.records.acts import Acts, near
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.text.dates import find_dates

if TYPE_CHECKING:  # the catalogue is read where a text is silent
    from policydiff.relating.engine.instruments.catalogue import CatalogueEntry, CatalogueVersion

ORDER = "order"
"""The kind of works that promulgate others."""

Decided = Callable[[], Decision | None]
"""Gives the stored decision that led to a version, where one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The content of a stored order."""

    names: frozenset[str]
    days: frozenset[str]
    act: Decision


@dataclass(slots=True)
class DaysOfForce:
    """The days of force of one repository, as it is now.

    Findings on a work are cached for its other versions. Documents are given whole or by their
    heads (`Repository.heads`).
    """

    store: Repository
    entries: Callable[[str], CatalogueEntry | None] | None = None
    """Gives the entry of a catalogue for a title; None for the shipped catalogue."""
    _dated: list[tuple[str, int, VersionRecord]] | None = None
    _deciding: Acts | None = None
    _orders: dict[str, _Order] = field(default_factory=dict)

    @classmethod
    def at_present(cls, store: Repository) -> DaysOfForce:
        """Those of the present commit, shared by all that ask; see `Repository.once`."""
        return store.once("days", cls)

    def document(self, work: WorkRecord, version: VersionRecord) -> Document:
        """A stored version with its day of force. Raises what `Repository.load` raises."""
        return self.with_day(work, version, self.store.load(version))

    def with_day(
        self,
        work: WorkRecord,
        version: VersionRecord,
        document: Document,
        decided: Decided | None = None,
    ) -> Document:
        """The document of a version with the day from which on it applies.

        The day is the one in its own text, else the one in a stored order, else the one in the
        decision that led there, else the one in the catalogue. `decided` gives that decision where
        the caller has it already. Where no source states a day, it stays unknown.
        """
        if document.dates.in_force is not None:
            return (
                document
                if document.in_force_ground is not None
                else replace(document, in_force_ground=self._ground(version))
            )
        found: tuple[Ground, Decision | None] = ("order", self._order(work, document))
        if found[1] is None:
            found = ("decision", decided() if decided is not None else self.decision(work, version))
        ground, act = found
        if act is None or act.in_force is None:
            return self._with_catalogued_day(work, version, document)
        dates = replace(document.dates, in_force=act.in_force)
        return replace(document, dates=dates, in_force_ground=ground, in_force_act=act)

    def _with_catalogued_day(
        self, work: WorkRecord, version: VersionRecord, document: Document
    ) -> Document:
        known = self.catalogued(work, version, document)
        if known is None:
            return document
        dates = replace(document.dates, in_force=known.first)
        return replace(document, dates=dates, in_force_ground="catalogue")

    def catalogued(
        self, work: WorkRecord, version: VersionRecord, document: Document
    ) -> CatalogueVersion | None:
        """The catalogue's version of a stored one; None for drafts, or no single match."""
        days = document.dates.own | {version.date}
        found = [one for one in self._versions(work) if one.date in days]
        return found[0] if len(found) == 1 else None

    def missing(
        self, work: WorkRecord, version: VersionRecord, document: Document, day: str
    ) -> Message | None:
        """A note that another version, not stored, was in force on a day (ISO).

        It rests on the catalogue: None where that does not know when this version ended.
        """
        known = self.catalogued(work, version, document)
        if known is None or known.last is None or day <= known.last:
            return None
        stored = {one.date for one in work.versions}
        for other in self._versions(work):
            if other.first <= day <= (other.last or day) and other.date not in stored:
                return Message(
                    "presumed: by the catalogue of instruments the version of {date} was in force on {day} ({act}), which is not stored",
                    date=other.date,
                    day=day,
                    act=other.by,
                )
        return None

    def _versions(self, work: WorkRecord) -> tuple[CatalogueVersion, ...]:
        from policydiff.store.records.instruments import entry_titled  # noqa: PLC0415 - few works need it

        national = work.stage is None and work.jurisdiction == "cn"
        entry = (self.entries or entry_titled)(work.title) if national else None
        return () if entry is None else entry.versions

    def remarks(
        self, work: WorkRecord, version: VersionRecord, document: Document
    ) -> tuple[Message, ...]:
        """A note that the catalogue alone states a version's day, or contradicts it."""
        known = self.catalogued(work, version, document)
        begin = document.dates.in_force
        if known is None or begin is None:
            return ()
        if document.in_force_ground == "catalogue":
            stated = Message(
                "it came into force on {day} by {act}, as the catalogue of instruments states",
                day=begin,
                act=known.by,
            )
            return (stated,)
        if begin == known.first:
            return ()
        other = Message(
            "the catalogue of instruments states {other} ({act}) as its day of entry into force; {day} counts, as the text, another act or a person states it",
            other=known.first,
            act=known.by,
            day=begin,
        )
        return (other,)

    def begins(self, work: WorkRecord, day: str | None = None) -> dict[VersionRecord, str | None]:
        """The day on which each version came into force, None where it is unknown.

        For versions published after `day` only their own text counts. Of one that cannot be read it
        is unknown.
        """
        begins: dict[VersionRecord, str | None] = {}
        for version, head in self.store.heads(work.versions):
            late = day is not None and (version.date or "") > day
            if isinstance(head, Document):
                known = head if late else self.with_day(work, version, head)
            begins[version] = known.dates.in_force if isinstance(head, Document) else None
        return begins

    def _acts(self) -> Acts:
        """The stored acts that amend others, asked for once: git is asked for the commit."""
        if self._deciding is None:
            self._deciding = self.store.catalogue().deciding()
        return self._deciding

    def _near_orders(self, days: Iterable[str]) -> Iterator[VersionRecord]:
        """Yield the stored orders that are dated near to one of some days (ISO)."""
        if self._dated is None:
            acts = self.store.catalogue().of_kinds(frozenset((ORDER,)))
            versions = enumerate(version for act in acts for version in act.versions)
            self._dated = sorted(
                (one.date, place, one) for place, one in versions if one.date is not None
            )
        found: dict[int, VersionRecord] = {}
        for day in days:
            begin, end = near(day)
            first = bisect_left(self._dated, begin, key=itemgetter(0))
            last = bisect_right(self._dated, end, key=itemgetter(0))
            found |= {place: version for _, place, version in self._dated[first:last]}
        yield from (version for _, version in sorted(found.items(), key=itemgetter(0)))

    def _order(self, work: WorkRecord, document: Document) -> Decision | None:
        """The stored order that brought a version into force."""
        dates = document.dates
        days = {
            day
            for day in (dates.adopted, dates.approved, dates.signed, dates.promulgated)
            if day is not None
        }
        names = {title_key(title) for title in (work.title, *work.other_titles)}
        for version in self._near_orders(days):
            try:
                order = self._read_order(version)
            except DamagedVersionError:  # it brings nothing into force
                continue
            if (
                order.act.in_force is not None
                and not names.isdisjoint(order.names)
                and not days.isdisjoint(order.days)
            ):
                return order.act
        return None

    def _read_order(self, version: VersionRecord) -> _Order:
        if version.blob not in self._orders:
            order = self.store.load(version)
            text = order.full_text()
            number = order.document_number or ""
            title = order.title if number in order.title else f"{order.title}{number}"
            self._orders[version.blob] = _Order(
                names=frozenset(
                    title_key(part.partition("》")[0]) for part in text.split("《")[1:]
                ),
                days=frozenset(day for _, day in find_dates(text) if day is not None)
                | {version.date or ""},
                act=Decision(
                    title=title, name=version.name, date=version.date, in_force=order.dates.in_force
                ),
            )
        return self._orders[version.blob]

    def decision(self, work: WorkRecord, version: VersionRecord) -> Decision | None:
        """The stored decision that led to a version from the one before it, if any."""
        place = next(place for place, one in enumerate(work.versions) if one.date == version.date)
        if place == 0:
            return None
        pair, before = (place - 1, place), work.versions[place - 1]
        acts = self._acts().between(work, pair)
        if not acts:
            return None

        def make() -> Decision | None:
            from policydiff.works.lineage_evidence import WorkEvidence  # noqa: PLC0415 - once for each pair

            evidence = WorkEvidence(self.store, work, (), self._acts())
            found = evidence.declaration(pair, *self.store.load_each((before, version)))
            return None if found is None else found.decision

        try:
            return self.store.decided((before, version, *acts), make)
        except DamagedVersionError:  # whoever shows one of the two states why
            return None

    def _ground(self, version: VersionRecord) -> Ground | None:
        """The ground for the day of a version that an older program stored."""
        from policydiff.reading import plugins  # noqa: PLC0415 - few texts need it
        from policydiff.reading.parsing.preface.entry_into_force import ground_in  # noqa: PLC0415 - as above

        try:
            document = self.store.load(version)
            return ground_in(document, plugins.dialect(document.dialect))
        except PolicyDiffError:  # the XML of another program may name no dialect of ours
            return None


def read_heads(store: Repository, versions: Iterable[VersionRecord]) -> Iterator[Document]:
    """The facts of versions in the order asked. Raises what cannot be read of one."""
    for _, head in store.heads(versions):
        if not isinstance(head, Document):
            raise head
        yield head
