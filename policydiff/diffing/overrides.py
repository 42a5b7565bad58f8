"""What is said of the pairing: provisions that correspond whatever they read like, and others that do not.

A person says it, or a decision that leads from one text to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from policydiff.diffing.align import Link
from policydiff.diffing.units import Unit
from policydiff.errors import NotFoundError

PINNED = "pinned"
"""The reason of a match that a person set."""

DECLARED = "declared"
"""The reason of a match that a decision set."""

SAID = frozenset((PINNED, DECLARED))


class NoSuchUnitError(NotFoundError):
    """An override names a part that a document does not have."""

    def __init__(self, eid: str, side: str) -> None:
        """`side` is left or right."""
        super().__init__(f"the {side} document has no part {eid!r} that could be paired")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Parts of the left that correspond to parts of the right, by eId; one side is empty for what has no counterpart.

    `reason` tells who says so: `PINNED` a person, `DECLARED` a decision.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    reason: str = PINNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What is set: `pins` hold, and nothing is added to them; no pair of `apart` (left eId, right eId) is ever made."""

    pins: tuple[Pin, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    def with_declared(self, pins: Iterable[Pin]) -> Overrides:
        """The same with what a decision says, where a person says nothing of the same parts."""
        ours, theirs = {eid for pin in self.pins for eid in pin.left}, {eid for pin in self.pins for eid in pin.right}
        free = tuple(
            pin
            for pin in pins
            if ours.isdisjoint(pin.left)
            and theirs.isdisjoint(pin.right)
            and not any(left in pin.left and right in pin.right for left, right in self.apart)
        )
        return Overrides(pins=(*self.pins, *free), apart=self.apart)

    def mirrored(self) -> Overrides:
        """The same for the two texts with their sides changed."""
        pins = tuple(Pin(left=pin.right, right=pin.left, reason=pin.reason) for pin in self.pins)
        return Overrides(pins=pins, apart=tuple((right, left) for left, right in self.apart))


NO_OVERRIDES = Overrides()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """Overrides laid upon the units of two documents; `of` and `to` give the pin of each pinned eId of either side."""

    overrides: Overrides = NO_OVERRIDES
    of: dict[str, Pin] = field(default_factory=dict)
    to: dict[str, Pin] = field(default_factory=dict)
    left: dict[str, Unit] = field(default_factory=dict)
    right: dict[str, Unit] = field(default_factory=dict)

    @classmethod
    def lay(cls, overrides: Overrides, left: Iterable[Unit], right: Iterable[Unit]) -> Pins:
        """Raises `NoSuchUnitError` for an eId that is in neither document's units."""
        units, others = {unit.eid: unit for unit in left}, {unit.eid: unit for unit in right}
        for pin in overrides.pins:
            _demand(pin.left, units, "left")
            _demand(pin.right, others, "right")
        return cls(
            overrides=overrides,
            of={eid: pin for pin in overrides.pins for eid in pin.left},
            to={eid: pin for pin in overrides.pins for eid in pin.right},
            left=units,
            right=others,
        )

    def within(self, left: Sequence[Unit], right: Sequence[Unit]) -> tuple[Sequence[Unit], Sequence[Unit]]:
        """Two sequences without the units that a person paired with something outside of them, or with nothing."""
        if not self.overrides.pins:
            return left, right
        rows, columns = {unit.eid for unit in left}, {unit.eid for unit in right}
        return [unit for unit in left if _inside(self.of.get(unit.eid), rows, columns)], [
            unit for unit in right if _inside(self.to.get(unit.eid), rows, columns)
        ]

    def links(self, left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[Link]:
        """The pinned pairs of two sequences, by place; each left part of a pin with each right one."""
        columns = {unit.eid: place for place, unit in enumerate(right)}
        for row, unit in enumerate(left):
            pin = self.of.get(unit.eid)
            for eid in pin.right if pin is not None else ():
                yield Link(left=row, right=columns[eid], score=1.0, reason=PINNED if pin is None else pin.reason)

    def forbidden(self, left: Sequence[Unit], right: Sequence[Unit]) -> frozenset[tuple[int, int]]:
        """The places of pairs that must not be made."""
        rows = {unit.eid: place for place, unit in enumerate(left)}
        columns = {unit.eid: place for place, unit in enumerate(right)}
        return frozenset((rows[a], columns[b]) for a, b in self.overrides.apart if a in rows and b in columns)

    def allows(self, link: Link, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
        """False for a pair that a person forbade, and for one that would add to what is set."""
        a, b = left[link.left].eid, right[link.right].eid
        return link.reason in SAID or not ((a, b) in self.overrides.apart or a in self.of or b in self.to)

    def forbids(self, left: Unit, right: Unit) -> bool:
        """True for parts of what a person kept apart, or said to have no counterpart."""
        ours, theirs = [unit.eid for unit in (left, *left.within())], [unit.eid for unit in (right, *right.within())]
        alone = [self.of[eid].right for eid in ours if eid in self.of] + [self.to[eid].left for eid in theirs if eid in self.to]
        return () in alone or any(a in ours and b in theirs for a, b in self.overrides.apart)


NO_PINS = Pins()


def _demand(eids: Iterable[str], units: dict[str, Unit], side: str) -> None:
    for eid in eids:
        if eid not in units:
            raise NoSuchUnitError(eid, side)


def _inside(pin: Pin | None, rows: set[str], columns: set[str]) -> bool:
    """True for what is not pinned, and for a pin whose parts all stand in the two sequences."""
    if pin is None:
        return True
    return bool(pin.left and pin.right) and rows.issuperset(pin.left) and columns.issuperset(pin.right)
