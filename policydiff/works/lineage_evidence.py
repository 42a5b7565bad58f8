"""evidence: pins and stored decisions on the versions of one work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.comparing.engine.align.overrides import Overrides
from policydiff.comparing.engine.align.units import read_units
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.lineage import Declaration, Pair
from policydiff.model.names import UNDATED
from policydiff.model.version import Decision
from policydiff.store.records.acts import Acts
from policydiff.store.records.pins import StoredPin, in_order, overrides_of, pins_to_toml
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.tracing.engine.stated_pairs import declared_pins

SURELY = 0.9
"""So much of a version must read as an act says that tells no day of its own."""


@dataclass(frozen=True, slots=True)
class WorkEvidence:
    """The evidence on the versions of a work, in the repository as it is now.

    `remarks` report pins that could not be used; `followed` are those between other versions, as
    they are laid upon the steps between.
    """

    store: Repository
    work: WorkRecord
    pins: tuple[StoredPin, ...]
    deciding: Acts = field(repr=False)
    followed: tuple[StoredPin, ...] = ()
    remarks: tuple[Message, ...] = ()

    @classmethod
    def of(cls, store: Repository, work: WorkRecord) -> WorkEvidence:
        """Read the pins of a work and find acts on it. Raises `DamagedFileError`."""
        deciding = store.catalogue().deciding()
        return cls(store, work, tuple(map(in_order, store.pins(work))), deciding)

    def with_pins(self, pins: Sequence[StoredPin], forget: Sequence[StoredPin]) -> WorkEvidence:
        """The evidence with more pins in place of those on the same parts and `forget`."""
        gone = (*pins, *forget)
        others = (pin for pin in self.pins if not any(pin.is_about(one) for one in gone))
        return replace(self, pins=(*others, *pins))

    @property
    def versions(self) -> tuple[str, ...]:
        """The names of the versions, the oldest first."""
        return tuple(version.date or UNDATED for version in self.work.versions)

    def summary(self, pair: Pair) -> str:
        """A summary of the evidence on two versions; their step holds while it is equal."""
        mine = self._pins_between(pair)
        return " ".join(
            (
                *((pins_to_toml(mine).decode(),) if mine else ()),
                *(f"{act.blob} {act.name}" for act in self.deciding.between(self.work, pair)),
            )
        )

    def declaration(self, pair: Pair, left: Document, right: Document) -> Declaration | None:
        """The changes that the stored act states between a version and the next.

        None where no act is stored. The act is one that bears a day of the later version, or bears
        none, and whose text leads there.
        """
        for act in self.deciding.between(self.work, pair):
            decision, days = None, self.deciding.days.get(act.blob)
            if days is None:
                try:
                    decision = self.store.load(act)
                except DamagedVersionError:  # it states no changes
                    continue
                days = self.deciding.days[act.blob] = _days(decision)
            if _may_lead(days, left, right):
                from policydiff.amending.engine.declared_lineage import LEAST, declare  # noqa: PLC0415 half a second of patterns, for a stored decision alone

                decision = decision or self.store.load(act)
                found = declare(left, decision, right, least=LEAST if days else SURELY)
                if found:
                    made = Decision(
                        title=decision.title,
                        name=act.name,
                        date=act.date,
                        in_force=decision.dates.in_force,
                    )
                    return Declaration(decision=made, acts=found)
        return None

    def overrides(
        self, pair: Pair, left: Document, right: Document, declaration: Declaration | None
    ) -> Overrides:
        """The pairings that people fixed between two versions, then those of the act."""
        names = self.versions[pair[0]], self.versions[pair[1]]
        mine = self._pins_between(pair)
        units = (
            (read_units(left), read_units(right)) if mine or declaration is not None else ((), ())
        )
        eids = [{unit.eid for unit in side} for side in units]
        pinned = overrides_of(
            [pin for pin in mine if pin.left[1] in eids[0] and pin.right[1] in eids[1]], *names
        )
        return (
            pinned
            if declaration is None
            else pinned.with_declared(declared_pins(declaration.acts, *units))
        )

    def between(self, left: Document, right: Document) -> Overrides:
        """The pairings that are fixed between any two versions, in either order."""
        places = [self._place(document) for document in (left, right)]
        if places[0] > places[1]:
            return self.between(right, left).mirrored()
        pair = places[0], places[1]
        return self.overrides(pair, left, right, self.declaration(pair, left, right))

    def distant(self) -> tuple[StoredPin, ...]:
        """The pins between versions that others, added later, lie between now."""
        places = {version: place for place, version in enumerate(self.versions)}
        there = (pin for pin in self.pins if pin.left[0] in places and pin.right[0] in places)
        return tuple(pin for pin in there if places[pin.right[0]] != places[pin.left[0]] + 1)

    def unstored(self) -> tuple[Message, ...]:
        """A remark for every pin that names a version not stored, or not readable."""
        whole = self.store.catalogue().by_uri(self.work.uri) or self.work
        stored = {version.date or UNDATED for version in whole.versions}
        return tuple(
            unused(
                pin,
                Message("the version of {version} cannot be read", version=version)
                if version in stored
                else Message("no version of {version} is stored", version=version),
            )
            for pin in self.pins
            for version, _ in (pin.left, pin.right)
            if version not in self.versions
        )

    def _pins_between(self, pair: Pair) -> list[StoredPin]:
        """The pins of two versions."""
        names = self.versions[pair[0]], self.versions[pair[1]]
        mine = [pin for pin in (*self.pins, *self.followed) if (pin.left[0], pin.right[0]) == names]
        known = {(pin.left[1], pin.right[1]) for pin in mine}
        chained = (
            (link for link in self._chained(pair) if link not in known)
            if pair[1] > pair[0] + 1
            else ()
        )
        return sorted(
            (
                *mine,
                *(
                    StoredPin(left=(names[0], left), right=(names[1], right))
                    for left, right in chained
                ),
            )
        )

    def _chained(self, pair: Pair) -> set[tuple[str, str]]:
        """The pairs of parts that follow from pins of all the steps between two versions."""
        found: set[tuple[str, str]] | None = None
        for names in pairwise(self.versions[pair[0] : pair[1] + 1]):
            links = {
                (pin.left[1], pin.right[1])
                for pin in self.pins
                if (pin.left[0], pin.right[0]) == names and not pin.apart
            }
            found = (
                links
                if found is None
                else {
                    (left, right)
                    for left, middle in found
                    for other, right in links
                    if middle == other
                }
            )
        return found or set()

    def _place(self, document: Document) -> int:
        return self.versions.index(document.version_date or UNDATED)


def unused(pin: StoredPin, why: Message) -> Message:
    """A remark that a pin could not be used."""
    return Message(
        "the {what} of {left} and {right} is not used: {why}",
        what=Message("break") if pin.apart else Message("link"),
        left="#".join(pin.left),
        right="#".join(pin.right),
        why=why,
    )


def _days(document: Document) -> frozenset[str]:
    """The days on which a text was adopted, approved, signed and promulgated."""
    dates = document.dates
    return frozenset(
        day
        for day in (dates.adopted, dates.approved, dates.signed, dates.promulgated)
        if day is not None
    )


def _may_lead(own: frozenset[str], left: Document, right: Document) -> bool:
    """True if an act of these days may be the only one between two versions."""
    days = {
        one.date
        for one in right.amendments
        if one.date is not None and one.date > (left.version_date or "")
    }
    return len(days) < 2 and (not own or not own.isdisjoint(_days(right) | days))
