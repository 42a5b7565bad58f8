"""Pairings that were set by a person or a decision, whatever the texts read like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.comparing.engine.align.units import Unit, UnitLink, bundles
from policydiff.errors import NotFoundError
from policydiff.messages import Message

PINNED = "pinned"
"""The reason of a match that a person set."""

DECLARED = "declared"
"""The reason of a match that a decision set."""

STATED_REASONS = frozenset((PINNED, DECLARED))

Pair = tuple[str, str]
"""The eIds of a left and a right part."""


class NoSuchUnitError(NotFoundError):
    """An override names a part that a document does not have."""

    def __init__(self, eid: str, side: str) -> None:
        super().__init__(
            Message(
                "the {side} document has no part {eid} that could be paired",
                side=side,
                eid=repr(eid),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Parts of the left that correspond to parts of the right, by eId.

    One side is empty for what has no counterpart. `reason` gives the author: `PINNED` a person,
    `DECLARED` a decision. `links` are the pairs that really correspond, None for all with all.
    `pinned` are those of a decision's that a person confirmed.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    reason: str = PINNED
    links: tuple[Pair, ...] | None = None
    pinned: tuple[Pair, ...] = ()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that correspond."""
        return (
            tuple((left, right) for left in self.left for right in self.right)
            if self.links is None
            else self.links
        )

    @property
    def is_open(self) -> bool:
        """True where a person named single pairs: what is found with them stays."""
        return self.reason == PINNED and (
            self.links is not None or len(self.left) == len(self.right) == 1
        )

    def mirrored(self) -> Pin:
        """The same for the two texts with their sides changed."""
        links = None if self.links is None else _mirrored(self.links)
        return replace(
            self, left=self.right, right=self.left, links=links, pinned=_mirrored(self.pinned)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """The pairings that were set, and the pairs that were forbidden.

    Nothing is added to `pins` but what is found together with an open one; no pair of `apart` is
    ever made.
    """

    pins: tuple[Pin, ...] = ()
    apart: tuple[Pair, ...] = ()

    def with_declared(self, pins: Iterable[Pin]) -> Overrides:
        """The same with the pins of a decision that a person did not contradict."""
        remaining, added = list(self.pins), []
        for pin in pins:
            if any(left in pin.left and right in pin.right for left, right in self.apart):
                continue
            overlapping = [
                own
                for own in self.pins
                if not (set(own.left).isdisjoint(pin.left) and set(own.right).isdisjoint(pin.right))
            ]
            if all(own.is_open and set(own.pairs) < set(pin.pairs) for own in overlapping):
                remaining = [own for own in remaining if own not in overlapping]
                added.append(
                    replace(
                        pin, pinned=tuple(sorted(pair for own in overlapping for pair in own.pairs))
                    )
                )
        return Overrides(pins=(*remaining, *added), apart=self.apart)

    def over(self, others: Overrides) -> Overrides:
        """These, with those of the others that they do not contradict."""
        left, right = (
            {eid for pin in self.pins for eid in getattr(pin, side)} for side in ("left", "right")
        )
        pins = (
            pin
            for pin in others.pins
            if left.isdisjoint(pin.left)
            and right.isdisjoint(pin.right)
            and set(self.apart).isdisjoint(pin.pairs)
        )
        paired = {pair for pin in self.pins for pair in pin.pairs}
        apart = (pair for pair in others.apart if pair not in paired)
        return Overrides(
            pins=(*self.pins, *pins), apart=tuple(dict.fromkeys((*self.apart, *apart)))
        )

    def mirrored(self) -> Overrides:
        """The same for the two texts with their sides changed."""
        return Overrides(
            pins=tuple(pin.mirrored() for pin in self.pins), apart=_mirrored(self.apart)
        )


NO_OVERRIDES = Overrides()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """Overrides laid upon the units of two documents.

    `of` and `to` give the pin of each pinned eId of either side.
    """

    overrides: Overrides = NO_OVERRIDES
    of: dict[str, Pin] = field(default_factory=dict)
    to: dict[str, Pin] = field(default_factory=dict)
    left: dict[str, Unit] = field(default_factory=dict)
    right: dict[str, Unit] = field(default_factory=dict)

    @classmethod
    def lay(cls, overrides: Overrides, left: Iterable[Unit], right: Iterable[Unit]) -> Pins:
        """Lay overrides upon the units of two documents.

        Raises `NoSuchUnitError` for an eId that is in neither document's units.
        """
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

    def firm(self) -> Pins:
        """The pins to which nothing is added."""
        of, to = (
            {eid: pin for eid, pin in side.items() if not pin.is_open}
            for side in (self.of, self.to)
        )
        return replace(self, of=of, to=to)

    def within(
        self, left: Sequence[Unit], right: Sequence[Unit]
    ) -> tuple[Sequence[Unit], Sequence[Unit]]:
        """Two sequences without units that are paired outside of them."""
        if not self.overrides.pins:
            return left, right
        rows, columns = {unit.eid for unit in left}, {unit.eid for unit in right}
        return [unit for unit in left if _inside(self.of.get(unit.eid), rows, columns)], [
            unit for unit in right if _inside(self.to.get(unit.eid), rows, columns)
        ]

    def links(self, left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[UnitLink]:
        """The pairs of two sequences that are set, by place."""
        rows = {unit.eid: index for index, unit in enumerate(left)} if self.of else {}
        columns = {unit.eid: index for index, unit in enumerate(right)} if self.of else {}
        for pin in dict.fromkeys(self.of[eid] for eid in rows if eid in self.of):
            for pair in pin.pairs:
                reason = PINNED if pair in pin.pinned else pin.reason
                yield UnitLink(left=rows[pair[0]], right=columns[pair[1]], score=1.0, reason=reason)

    def held(
        self,
        stated: Sequence[UnitLink],
        found: Sequence[UnitLink],
        left: Sequence[Unit],
        right: Sequence[Unit],
    ) -> list[UnitLink]:
        """The pairs that are set, and those found together with an open one.

        A pair that is set and was found as well is given as it was found. The other parts of a
        split or join of which a person links one stay, unless something else is set of them.
        """
        opened = {link.places for link in stated if self.of[left[link.left].eid].is_open}
        confirmed = {
            link.places: replace(link, confirmed=True) for link in found if link.places in opened
        }
        rows, columns = (
            {pair[side] for pair in opened} - {pair[side] for pair in confirmed} for side in (0, 1)
        )
        firm = self.firm()
        beside = [
            link
            for bundle in bundles(found)
            if any(link.places in confirmed for link in bundle)
            for link in bundle
            if link.places not in opened
            and link.left not in rows
            and link.right not in columns
            and firm.allows(link, left, right)
        ]
        return [*(confirmed.get(link.places, link) for link in stated), *beside]

    def forbidden(self, left: Sequence[Unit], right: Sequence[Unit]) -> frozenset[tuple[int, int]]:
        """The places of pairs that must not be made."""
        rows = {unit.eid: index for index, unit in enumerate(left)}
        columns = {unit.eid: index for index, unit in enumerate(right)}
        return frozenset(
            (rows[a], columns[b]) for a, b in self.overrides.apart if a in rows and b in columns
        )

    def allows(self, link: UnitLink, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
        """False for a pair that a person forbade or that would add to what is set."""
        a, b = left[link.left].eid, right[link.right].eid
        return link.reason in STATED_REASONS or not (
            (a, b) in self.overrides.apart or a in self.of or b in self.to
        )

    def forbids(self, left: Unit, right: Unit) -> bool:
        """True for parts of what a person separated, or left without a counterpart."""
        ours, theirs = (
            [unit.eid for unit in (left, *left.within())],
            [unit.eid for unit in (right, *right.within())],
        )
        alone = [self.of[eid].right for eid in ours if eid in self.of] + [
            self.to[eid].left for eid in theirs if eid in self.to
        ]
        return () in alone or any(a in ours and b in theirs for a, b in self.overrides.apart)


NO_PINS = Pins()


def _mirrored(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple((right, left) for left, right in pairs)


def _demand(eids: Iterable[str], units: dict[str, Unit], side: str) -> None:
    for eid in eids:
        if eid not in units:
            raise NoSuchUnitError(eid, side)


def _inside(pin: Pin | None, rows: set[str], columns: set[str]) -> bool:
    if pin is None:
        return True
    return (
        bool(pin.left and pin.right) and rows.issuperset(pin.left) and columns.issuperset(pin.right)
    )
