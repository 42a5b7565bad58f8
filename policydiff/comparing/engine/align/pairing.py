"""The pairing of two documents at every level: attachments, articles, parts."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from policydiff.comparing.engine.align.assignment import Step, heaviest
from policydiff.comparing.engine.align.clauses import (
    bare_lists,
    holding_clauses,
    is_clause,
    own_clauses,
    without_nested,
)
from policydiff.comparing.engine.align.containers import align_containers, bare_links
from policydiff.comparing.engine.align.moved_clauses import crossings
from policydiff.comparing.engine.align.overrides import (
    NO_OVERRIDES,
    NO_PINS,
    PINNED,
    STATED_REASONS,
    Overrides,
    Pin,
    Pins,
)
from policydiff.comparing.engine.align.passes import align
from policydiff.comparing.engine.align.probable import MOVED_SHARE
from policydiff.comparing.engine.align.unit_pairing import CLOSE
from policydiff.comparing.engine.align.units import Unit, UnitLink, bundles
from policydiff.comparing.engine.align.weights import SHIPPED, Weights
from policydiff.model.kinds import CONTAINERS, LEVELS

INNER = ("paragraph", "point", "indent")
UNATTACHED = ("title", "preamble", "block", "table")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Units of the left that correspond to units of the right, empty for none.

    `links` are the pairs that really correspond, as eIds, where a side holds several, `pinned`
    those of them that a person set, where not all are. `moved` says that the order among the units
    of this level changed here beyond what came and went. `possible` are units of the other side
    that one without a partner may correspond to, with the odds.
    """

    left: tuple[Unit, ...]
    right: tuple[Unit, ...]
    score: float | None = None
    reason: str = ""
    links: tuple[tuple[str, str], ...] | None = None
    pinned: tuple[tuple[str, str], ...] = ()
    moved: bool = False
    possible: tuple[tuple[Unit, float], ...] = ()


@dataclass(slots=True, kw_only=True)
class Correspondence:
    """All groups of a comparison, and the group of each unit by side and eId.

    `largest` has the numbers of units that were weighed against one another, `possible` pairs of
    units that may correspond, with the odds.
    """

    groups: list[Group] = field(default_factory=list)
    of: dict[str, Group] = field(default_factory=dict)
    to: dict[str, Group] = field(default_factory=dict)
    pins: Pins = NO_PINS
    largest: tuple[int, int] = (0, 0)
    possible: list[tuple[Unit, Unit, float]] = field(default_factory=list)
    weights: Weights = SHIPPED

    def add(self, group: Group) -> None:
        """Add a group."""
        self.groups.append(group)
        self.of.update((unit.eid, group) for unit in group.left)
        self.to.update((unit.eid, group) for unit in group.right)

    def pairs(self, units: Iterable[Unit]) -> dict[str, str]:
        """Left eId → right eId of those units that have one partner."""
        grouped = ((unit.eid, self.of[unit.eid]) for unit in units if unit.eid in self.of)
        return {
            eid: group.right[0].eid
            for eid, group in grouped
            if len(group.left) == len(group.right) == 1
        }


def correspond(
    left: Sequence[Unit],
    right: Sequence[Unit],
    overrides: Overrides = NO_OVERRIDES,
    weights: Weights = SHIPPED,
    *,
    by_clauses: bool = False,
) -> Correspondence:
    """Match all units of two documents, each in exactly one group.

    With `by_clauses` numbered provisions of all levels are matched with one another. Raises
    `NoSuchUnitError`.
    """
    correspondence = Correspondence(pins=Pins.lay(overrides, left, right), weights=weights)
    _match(correspondence, _of(left, "attachment"), _of(right, "attachment"))
    zones = {
        "title": "title",
        "preface": "preface",
        "preamble": "preamble",
        "body": "body",
        "conclusions": "conclusions",
    }
    zones |= correspondence.pairs(_of(left, "attachment"))
    for zone, right_zone in zones.items():
        _match_zone(
            correspondence,
            [unit for unit in left if unit.zone == zone],
            [unit for unit in right if unit.zone == right_zone],
            by_clauses=by_clauses,
        )
    _pin(correspondence, overrides.pins)
    _cross(correspondence, left, right, by_clauses=by_clauses)
    _agree(correspondence)
    _leave(correspondence, left, right)
    return correspondence


def _leave(correspondence: Correspondence, left: Sequence[Unit], right: Sequence[Unit]) -> None:
    """Take what has no partner, with the likeliest possible ones first."""
    partners: tuple[defaultdict[str, list[tuple[Unit, float]]], ...] = (
        defaultdict(list),
        defaultdict(list),
    )
    for left_unit, right_unit, odds in sorted(
        correspondence.possible, key=lambda pair: (-pair[2], pair[0].order, pair[1].order)
    ):
        partners[0][left_unit.eid].append((right_unit, odds))
        partners[1][right_unit.eid].append((left_unit, odds))
    for unit in (unit for unit in left if unit.eid not in correspondence.of):
        correspondence.add(Group(left=(unit,), right=(), possible=tuple(partners[0][unit.eid])))
    for unit in (unit for unit in right if unit.eid not in correspondence.to):
        correspondence.add(Group(left=(), right=(unit,), possible=tuple(partners[1][unit.eid])))


def _cross(
    correspondence: Correspondence,
    left: Sequence[Unit],
    right: Sequence[Unit],
    *,
    by_clauses: bool,
) -> None:
    """Take clauses that left their article or their level, each as one moved group.

    By clauses a new level is no move where the clauses around correspond.
    """
    free = correspondence.pins.within(
        [unit for unit in left if unit.eid not in correspondence.of],
        [unit for unit in right if unit.eid not in correspondence.to],
    )
    matched = (
        [unit for unit in left if unit.eid in correspondence.of],
        [unit for unit in right if unit.eid in correspondence.to],
    )
    for left_unit, right_unit in crossings(free, matched, by_clauses=by_clauses):
        if correspondence.pins.forbids(left_unit, right_unit):
            continue
        correspondence.add(
            Group(
                left=(left_unit,),
                right=(right_unit,),
                score=CLOSE,
                reason="elsewhere",
                moved=not (by_clauses and _stand_in_one(correspondence, left_unit, right_unit)),
            )
        )


def _stand_in_one(correspondence: Correspondence, left: Unit, right: Unit) -> bool:
    """True where the nearest clauses around two units are of one group."""
    around, other = (next(filter(is_clause, unit.within()), None) for unit in (left, right))
    if around is None or other is None:
        return around is other
    group = correspondence.of.get(around.eid)
    return group is not None and group is correspondence.to.get(other.eid)


def _agree(correspondence: Correspondence) -> None:
    """Link articles of one group where much of one went over to the other."""
    for group in [group for group in correspondence.groups if group.links is None]:
        if len(group.left) != 1 or len(group.right) != 1:
            continue
        left, right = (_article(units[0]) for units in (group.left, group.right))
        if left is None or right is None or correspondence.pins.forbids(left, right):
            continue
        around = correspondence.of.get(left.eid)
        link = left.eid, right.eid
        if (
            around is not None
            and around is correspondence.to.get(right.eid)
            and around.links is not None
            and link not in around.links
            and len(group.left[0].text) >= MOVED_SHARE * min(len(left.text), len(right.text))
        ):
            orders = [
                {unit.eid: unit.order for unit in half} for half in (around.left, around.right)
            ]
            links = sorted(
                (*around.links, link), key=lambda pair: (orders[0][pair[0]], orders[1][pair[1]])
            )
            fresh = replace(around, links=tuple(links))
            correspondence.groups.remove(around)
            correspondence.add(fresh)


def _article(unit: Unit) -> Unit | None:
    return next((above for above in unit.within() if above.level == "article"), None)


def _match_zone(
    correspondence: Correspondence,
    left: Sequence[Unit],
    right: Sequence[Unit],
    *,
    by_clauses: bool,
) -> None:
    """Match articles or clauses over a zone, then what stands around and in them."""
    if by_clauses:
        _match_clauses(correspondence, left, right)
    else:
        _match(correspondence, _of(left, "article"), _of(right, "article"))
        _match_containers(correspondence, left, right)
    lists = [bare_lists(units) if by_clauses else frozenset() for units in (left, right)]
    for inner in INNER[:1] if by_clauses else INNER:
        hosts, others = (
            _hosted(_of(left, inner), correspondence.of, lists[0]),
            _hosted(_of(right, inner), correspondence.to, lists[1]),
        )
        for host, units in hosts.items():
            _match(
                correspondence,
                units,
                others.get(host, []),
                correspondence.pairs(above for unit in units for above in unit.within()),
            )
    for level_name in UNATTACHED:
        units = _of(left, level_name)
        _match(
            correspondence,
            units,
            _of(right, level_name),
            correspondence.pairs(above for unit in units for above in unit.within()),
        )


def _match_clauses(
    correspondence: Correspondence, left: Sequence[Unit], right: Sequence[Unit]
) -> None:
    """Match the clauses of all levels over a zone by their own texts."""
    rows, columns = _unpinned(
        correspondence, [*filter(is_clause, left)], [*filter(is_clause, right)]
    )
    sides = [
        [own for own in own_clauses(units) if own.eid in chosen]
        for units, chosen in (
            (left, {unit.eid for unit in rows}),
            (right, {unit.eid for unit in columns}),
        )
    ]
    _align(correspondence, (rows, columns), (sides[0], sides[1]))
    free = (
        [unit for unit in holding_clauses(rows) if unit.eid not in correspondence.of],
        [unit for unit in holding_clauses(columns) if unit.eid not in correspondence.to],
    )
    held = _holding(left, correspondence.of), _holding(right, correspondence.to)
    _take(correspondence, *free, align_containers(*free, *held))


def _match_containers(
    correspondence: Correspondence, left: Sequence[Unit], right: Sequence[Unit]
) -> None:
    for level in (level for level in LEVELS if level in CONTAINERS):
        containers = _unpinned(correspondence, _of(left, level), _of(right, level))
        links = align_containers(
            *containers, _holding(left, correspondence.of), _holding(right, correspondence.to)
        )
        links += bare_links(*containers, links)
        stated = list(correspondence.pins.links(*containers))
        held = correspondence.pins.held(stated, links, *containers)
        _take(
            correspondence,
            *containers,
            [*held, *(link for link in links if correspondence.pins.allows(link, *containers))],
        )


def _of(units: Iterable[Unit], level: str) -> list[Unit]:
    return [unit for unit in units if unit.level == level]


def _holding(units: Sequence[Unit], groups: dict[str, Group]) -> Callable[[Unit], set[int]]:
    """A function that gives the groups of the units below a container, by identity."""
    orders = [unit.order for unit in units]

    def held(unit: Unit) -> set[int]:
        below = units[bisect_right(orders, unit.order) : bisect_right(orders, unit.last)]
        return {id(groups[inner.eid]) for inner in below if inner.eid in groups}

    return held


def _hosted(
    units: Iterable[Unit], groups: dict[str, Group], lists: frozenset[str]
) -> dict[tuple[int | None, bool], list[Unit]]:
    """Units by the group of their article, None outside articles; `lists` apart."""
    hosted: dict[tuple[int | None, bool], list[Unit]] = defaultdict(list)
    for unit in units:
        article = _article(unit)
        if article is None or article.eid in groups:
            group = None if article is None else id(groups[article.eid])
            hosted[group, unit.eid in lists].append(unit)
    return hosted


def _match(
    correspondence: Correspondence,
    left: Sequence[Unit],
    right: Sequence[Unit],
    shelters: dict[str, str] | None = None,
) -> None:
    units = _unpinned(correspondence, left, right)
    _align(correspondence, units, units, shelters)


def _align(
    correspondence: Correspondence,
    units: tuple[Sequence[Unit], Sequence[Unit]],
    texts: tuple[Sequence[Unit], Sequence[Unit]],
    shelters: dict[str, str] | None = None,
) -> None:
    """Align units by texts of theirs, and take what is found."""
    left, right = units
    if left and right:
        clauses = texts is not units
        pairing = align(
            *texts, shelters, correspondence.pins, correspondence.weights, clauses=clauses
        )
        correspondence.largest = max(correspondence.largest, pairing.sizes, key=math.prod)
        correspondence.possible += [
            (left[link.left], right[link.right], link.score) for link in pairing.possible
        ]
        links = pairing.links()
        links = without_nested(links, left, right) if clauses else links
        _take(correspondence, left, right, links)


def _unpinned(
    correspondence: Correspondence, left: Sequence[Unit], right: Sequence[Unit]
) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """Two sequences without units paired outside of them, which become groups."""
    rows, columns = correspondence.pins.within(left, right)
    inside, others = {unit.eid for unit in rows}, {unit.eid for unit in columns}
    outside = [correspondence.pins.of[unit.eid] for unit in left if unit.eid not in inside]
    outside += [correspondence.pins.to[unit.eid] for unit in right if unit.eid not in others]
    _pin(correspondence, outside)
    return rows, columns


def _pin(correspondence: Correspondence, pins: Iterable[Pin]) -> None:
    for pin in pins:
        if not any(eid in correspondence.of for eid in pin.left) and not any(
            eid in correspondence.to for eid in pin.right
        ):
            correspondence.add(_pinned(pin, correspondence.pins))


def _pinned(pin: Pin, pins: Pins) -> Group:
    left, right = (
        tuple(pins.left[eid] for eid in pin.left),
        tuple(pins.right[eid] for eid in pin.right),
    )
    several = len(left) > 1 or len(right) > 1
    return Group(
        left=left,
        right=right,
        score=1.0 if left and right else None,
        reason=pin.reason,
        links=pin.pairs if several and left and right else None,
        pinned=pin.pinned,
        moved=len(left) == len(right) == 1 and left[0].level == right[0].level,
    )


def _take(
    correspondence: Correspondence,
    left: Sequence[Unit],
    right: Sequence[Unit],
    links: Sequence[UnitLink],
) -> None:
    """Take links that share a unit as one group."""
    groups = list(bundles(links))
    leaders = [
        _leader([link for link in bundle if link.reason != PINNED] or bundle) for bundle in groups
    ]
    steady = _steady(groups)
    for index, (bundle, leader) in enumerate(zip(groups, leaders, strict=True)):
        rows, columns = (
            sorted({link.left for link in bundle}),
            sorted({link.right for link in bundle}),
        )
        several = len(bundle) > 1
        pinned = [link for link in bundle if link.confirmed or link.reason == PINNED]
        whole = len(pinned) == len(bundle)
        reason = "sentences" if several and leader.reason not in STATED_REASONS else leader.reason
        odds = 1.0 if whole else round(min(link.score for link in bundle), 4)
        group = Group(
            left=tuple(left[row] for row in rows),
            right=tuple(right[column] for column in columns),
            score=odds,
            reason=PINNED if whole else reason,
            links=_eids(bundle, left, right) if several else None,
            pinned=() if whole else _eids(pinned, left, right),
            moved=index not in steady,
        )
        correspondence.add(group)


def _eids(
    links: Iterable[UnitLink], left: Sequence[Unit], right: Sequence[Unit]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (left[row].eid, right[column].eid) for row, column in sorted(link.places for link in links)
    )


def _leader(links: Iterable[UnitLink]) -> UnitLink:
    return max(links, key=lambda link: (link.reason != "sentences", link.score, -link.left))


def _steady(groups: Sequence[Sequence[UnitLink]]) -> set[int]:
    """The indices of groups that did not move, as many units as can be."""
    steps: dict[Step, int] = {}
    for index, group in enumerate(groups):
        rows, columns = {link.left for link in group}, {link.right for link in group}
        steps[min(rows), min(columns), len(rows) + len(columns)] = index
    return {steps[step] for step in heaviest(steps)}
