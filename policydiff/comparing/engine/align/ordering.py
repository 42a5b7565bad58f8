"""The order of matches: that of the right document, removed ones where they were."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from policydiff.comparing.engine.align.pairing import Correspondence, Group
from policydiff.comparing.engine.align.units import Unit
from policydiff.model.kinds import CONTAINERS

Key = tuple[int, int, int]

_ZONES = ("title", "preface", "preamble", "body", "conclusions", "attachments")
"""The parts of a document in reading order."""


def in_order(correspondence: Correspondence) -> list[Group]:
    """The groups in the right document's order.

    A removed unit follows what it followed on the left; a removed heading stands before those of
    its provisions that went on in the chapter before it, or without a chapter.
    """
    return _RowPlaces(correspondence).ordered()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """The places of the right document that stand for an old container.

    A unit stands in one of the spans, or right below one of the parents (None: below nothing).
    """

    spans: tuple[tuple[int, int], ...] = ()
    parents: frozenset[str | None] = frozenset()

    def holds(self, unit: Unit) -> bool:
        parent = None if unit.parent is None else unit.parent.eid
        return parent in self.parents or any(
            first <= unit.order <= last for first, last in self.spans
        )


class _RowPlaces:
    """The places of the groups of one comparison, computed in order."""

    def __init__(self, correspondence: Correspondence) -> None:
        self.found = correspondence
        self.keys: dict[int, Key] = {
            id(group): (group.right[0].order, 0, 0)
            for group in correspondence.groups
            if group.right
        }
        self.homes: dict[str, _Home] = {}
        """What may hold the provisions of removed containers, by the eIds of these."""
        self.places: dict[str, int] = {}
        """The place behind what goes on before a removed unit, by its eId."""
        self.units = sorted(
            (unit for group in correspondence.groups for unit in group.left),
            key=lambda unit: unit.order,
        )
        self.orders = [unit.order for unit in self.units]
        nests: dict[tuple[str | None, str], list[Unit]] = {}
        for unit in self.units:
            nests.setdefault(_nest(unit), []).append(unit)
        self.elders = {
            unit.eid: (nest, index) for nest in nests.values() for index, unit in enumerate(nest)
        }
        rights = (unit for group in correspondence.groups for unit in group.right)
        self.ends = {unit.zone: unit.last for unit in sorted(rights, key=lambda unit: unit.last)}

    def ordered(self) -> list[Group]:
        removed = (group for group in self.found.groups if not group.right)
        for group in sorted(removed, key=lambda group: group.left[0].order):
            unit = group.left[0]
            self.keys[id(group)] = (self.anchor(unit), 1, unit.order)
        return sorted(self.found.groups, key=lambda group: self.keys[id(group)])

    def anchor(self, unit: Unit) -> int:
        """The place in the right document after which a removed unit stands."""
        above = None if unit.parent is None else self.found.of[unit.parent.eid]
        home = None if unit.parent is None else self.home(unit.parent)
        elder = self.elder(unit, home)
        if elder is not None:
            group = self.found.of[elder.eid]
            order = group.right[-1].last if group.right else self.places[elder.eid]
        else:
            order = self.start(unit.zone) if above is None else self.keys[id(above)][0]
        self.places[unit.eid] = order
        if unit.level not in CONTAINERS:
            return order
        self.homes[unit.eid] = _Home(
            spans=() if elder is None else self.home(elder).spans,
            parents=_parents(above) or (frozenset() if home is None else home.parents),
        )
        return self.before_remains(unit, order)

    def home(self, container: Unit) -> _Home:
        """The containers on the right of the provisions of a unit."""
        group = self.found.of[container.eid]
        if not group.right:
            return self.homes.get(container.eid, _Home())
        return _Home(spans=tuple((unit.order, unit.last) for unit in group.right))

    def elder(self, unit: Unit, home: _Home | None) -> Unit | None:
        """The nearest unit before one in its nest that is gone, or in the `home`."""
        nest, own = self.elders[unit.eid]
        for elder in (nest[index] for index in range(own - 1, -1, -1)):
            group = self.found.of[elder.eid]
            if not group.right or (
                not group.moved and (home is None or home.holds(group.right[-1]))
            ):
                return elder
        return None

    def start(self, zone: str) -> int:
        """The place behind all that comes before a zone in the right document."""
        before = _ZONES[: _ZONES.index(zone)] if zone in _ZONES else ()
        return max((self.ends[name] for name in before if name in self.ends), default=-1)

    def before_remains(self, container: Unit, order: int) -> int:
        """The place before the first unit of a removed container in its home."""
        home = self.homes[container.eid]
        first, last = (bisect_right(self.orders, end) for end in (container.order, container.last))
        for unit in self.units[first:last]:
            group = self.found.of[unit.eid]
            if group.right and not group.moved and home.holds(group.right[0]):
                return group.right[0].order - 1
        return order


def _parents(above: Group | None) -> frozenset[str | None]:
    """The eIds of a container on the right; None for what stands below none."""
    return frozenset((None,)) if above is None else frozenset(unit.eid for unit in above.right)


def _nest(unit: Unit) -> tuple[str | None, str]:
    """The key of the units that follow one another below one parent or zone."""
    return (None if unit.parent is None else unit.parent.eid, unit.zone)


MOST = 0.5
"""A container moved where more than this share of the articles that it kept changed their place."""


def settle_moves(correspondence: Correspondence) -> None:
    """Let a container move exactly if most of the articles that stayed in it did.

    The articles keep their flags, for each stands elsewhere now; a report shows one move.
    """
    pairs = [
        group
        for group in correspondence.groups
        if _single(group) and group.left[0].level == group.right[0].level
    ]
    articles = sorted(
        (group for group in pairs if group.left[0].level == "article"),
        key=lambda group: group.left[0].order,
    )
    orders = [group.left[0].order for group in articles]
    for container in (group for group in pairs if group.left[0].level in CONTAINERS):
        below = articles[
            bisect_right(orders, container.left[0].order) : bisect_right(
                orders, container.left[0].last
            )
        ]
        inner = [group for group in below if _holds(container.right[0], group.right[0])]
        if inner:
            _replace(
                correspondence,
                container,
                moved=sum(group.moved for group in inner) > MOST * len(inner),
            )


def _single(group: Group) -> bool:
    return len(group.left) == len(group.right) == 1


def _holds(above: Unit, below: Unit) -> bool:
    return above.order < below.order <= above.last


def _replace(correspondence: Correspondence, group: Group, *, moved: bool) -> None:
    if group.moved == moved:
        return
    fresh = replace(group, moved=moved)
    correspondence.groups[correspondence.groups.index(group)] = fresh
    correspondence.of.update((unit.eid, fresh) for unit in group.left)
    correspondence.to.update((unit.eid, fresh) for unit in group.right)
