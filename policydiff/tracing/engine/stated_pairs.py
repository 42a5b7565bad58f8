"""Pairings of parts that are stated: by a deciding act, or of distant versions.

A pairing of two versions that others now lie between is followed through those versions, or set at
the one step where it breaks off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policydiff.comparing.engine.align.overrides import DECLARED, Pin
from policydiff.comparing.engine.align.units import Unit
from policydiff.messages import Message
from policydiff.model.comparison import Edit
from policydiff.model.kinds import CONTAINERS
from policydiff.model.lineage import Act, LineageStep, Origin
from policydiff.text.noise import fold_key

Group = tuple[set[str], set[str]]


def declared_pins(
    acts: Iterable[Act], left: Iterable[Unit], right: Iterable[Unit]
) -> tuple[Pin, ...]:
    """The pairings that the acts set.

    They pair one part with one, with several (a split) or several with one (a join), or state that
    a part begins or ends. Left out is what names a part that a version does not have, or
    contradicts itself: parts of one another, or of different sorts.
    """
    units, others = {unit.eid: unit for unit in left}, {unit.eid: unit for unit in right}
    acts = list(acts)
    pairs = [
        (units[act.left], others[act.right])
        for act in acts
        if act.left in units and act.right in others
    ]
    pins = [
        Pin(left=tuple(sorted(ours)), right=tuple(sorted(theirs)), reason=DECLARED)
        for ours, theirs in _groups(pairs)
    ]
    sensible = [
        pin
        for pin in pins
        if _makes_sense([units[eid] for eid in pin.left], [others[eid] for eid in pin.right])
    ]
    paired = {one.eid for one, _ in pairs}, {other.eid for _, other in pairs}
    ended = dict.fromkeys(
        act.left for act in acts if act.ends and act.left in units and act.left not in paired[0]
    )
    begun = dict.fromkeys(
        act.right
        for act in acts
        if act.begins and act.right in others and act.right not in paired[1]
    )
    return (
        *sensible,
        *(Pin(left=(eid,), reason=DECLARED) for eid in ended if eid is not None),
        *(Pin(right=(eid,), reason=DECLARED) for eid in begun if eid is not None),
    )


def _groups(pairs: Iterable[tuple[Unit, Unit]]) -> Iterator[Group]:
    groups: list[Group] = []
    for left, right in pairs:
        touching = [group for group in groups if left.eid in group[0] or right.eid in group[1]]
        groups = [group for group in groups if group not in touching]
        groups.append(
            (
                {left.eid}.union(*(group[0] for group in touching)),
                {right.eid}.union(*(group[1] for group in touching)),
            )
        )
    return iter(groups)


def _makes_sense(left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """False for several with several, parts of one another, or two sorts."""
    sorts = {"container" if unit.level in CONTAINERS else "provision" for unit in (*left, *right)}
    nested = any(
        above in side for side in (left, right) for unit in side for above in unit.within()
    )
    return len(sorts) == 1 and not nested and 1 in (len(left), len(right))


@dataclass(frozen=True, slots=True)
class ItemFinder:
    """Finds the items of an act that are about a part."""

    acts: Sequence[Act]

    def find(
        self, left: Iterable[str], right: str | None, edits: Iterable[Edit]
    ) -> tuple[str, ...]:
        """The numbers of the items about a part that came from `left` and is now `right`.

        Items about what it stands in, and about what stands in it count, too.
        """
        before = list(left)
        gone = fold_key("".join(edit.text for edit in edits if edit.op != "insert"))
        came = fold_key("".join(edit.text for edit in edits if edit.op != "delete"))
        mine = (
            act
            for act in self.acts
            if _is_about(act, before, right) or _is_of_words(act, gone, came)
        )
        return tuple(dict.fromkeys(act.instruction for act in mine if act.instruction is not None))


def _is_about(act: Act, left: Iterable[str], right: str | None) -> bool:
    if right is None:
        return act.left is not None and any(_is_in(eid, act.left) for eid in left)
    if act.right is not None:
        return _is_in(right, act.right) or _is_in(act.right, right)
    return act.left is not None and any(
        _is_in(eid, act.left) or _is_in(act.left, eid) for eid in left
    )


def _is_in(eid: str, other: str) -> bool:
    return eid == other or eid.startswith(f"{other}__")


def _is_of_words(act: Act, before: str, after: str) -> bool:
    """True where the text lost words that the act replaces everywhere."""
    if act.old is None or act.left is not None or act.right is not None:
        return False
    old = fold_key(act.old)
    return bool(old) and before.count(old) > after.count(old)


Spot = tuple[int, str]
"""A part of a version: its place, and the eId."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The setting by which two parts become one clause, or are separated.

    It is `left` and `right` of the step at `place`; they are None where it is so already. `why` is
    the reason for which nothing can be set.
    """

    place: int | None = None
    left: str | None = None
    right: str | None = None
    why: Message | None = None


HOLDS = Bridge()


def bridge(steps: Sequence[LineageStep], start: Spot, end: Spot) -> Bridge:
    """Find the pair that makes the part `start` become `end`, some versions later.

    It joins a part that `start` led to with one that `end` came from. Best is the step in which one
    of the two chains breaks off; of several the last.
    """
    forward, backward = _forward(steps, start, end[0]), _backward(steps, end, start[0])
    if end[1] in forward[end[0]]:
        return HOLDS
    breaks: list[tuple[bool, int, str, str]] = []
    for step in range(start[0], end[0]):
        ours, theirs = forward[step], backward[step + 1]
        if len(ours) == len(theirs) == 1:
            (left,), (right,) = ours, theirs
            breaks.append((not forward[step + 1] or not backward[step], step, left, right))
    if not breaks:
        return Bridge(why=Message("neither is followed, as one clause, to where the other is"))
    _, step, left, right = max(breaks)
    return Bridge(place=step, left=left, right=right)


def cut(steps: Sequence[LineageStep], start: Spot, end: Spot) -> Bridge:
    """Find the step in which to break the chain from the part `start` to `end`.

    It is the step that changed the clause most, of several the first.
    """
    forward, backward = _forward(steps, start, end[0]), _backward(steps, end, start[0])
    if end[1] not in forward[end[0]]:
        return HOLDS
    changes: list[tuple[float, int, str, str]] = []
    for step in range(start[0], end[0]):
        links = [
            (left, origin)
            for origin in steps[step].origins
            for left in origin.left
            if left in forward[step] and origin.eid in backward[step + 1]
        ]
        if len(links) == 1:
            changes.append((_unchanged_share(links[0][1]), step, links[0][0], links[0][1].eid))
    if not changes:
        return Bridge(why=Message("several links join them"))
    _, step, left, right = min(changes)
    return Bridge(place=step, left=left, right=right)


def _forward(steps: Sequence[LineageStep], start: Spot, last: int) -> dict[int, frozenset[str]]:
    """For each version from that of `start` on the parts that came of it."""
    reached = {start[0]: frozenset((start[1],))}
    for version in range(start[0], last):
        reached[version + 1] = frozenset(
            origin.eid
            for origin in steps[version].origins
            if not reached[version].isdisjoint(origin.left)
        )
    return reached


def _backward(steps: Sequence[LineageStep], end: Spot, first: int) -> dict[int, frozenset[str]]:
    """For each version from that of `end` back the origins there."""
    reached = {end[0]: frozenset((end[1],))}
    for version in range(end[0], first, -1):
        reached[version - 1] = frozenset(_lefts(steps[version - 1].origins, reached[version]))
    return reached


def _lefts(origins: Sequence[Origin], eids: frozenset[str]) -> Iterator[str]:
    return (left for origin in origins if origin.eid in eids for left in origin.left)


def _unchanged_share(origin: Origin) -> float:
    """The share of the text that stayed, from 0 to 1."""
    if not origin.edits:
        return 1.0
    unchanged = sum(len(edit.text) for edit in origin.edits if edit.op == "equal")
    return unchanged / sum(len(edit.text) for edit in origin.edits)
