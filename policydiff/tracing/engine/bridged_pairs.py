"""Pairings stated of two versions that others now lie between.

Such a statement is followed through those versions, or set at the one step where it breaks off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policydiff.messages import Message
from policydiff.model.lineage import LineageStep, Origin

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
    found: list[tuple[bool, int, str, str]] = []
    for place in range(start[0], end[0]):
        ours, theirs = forward[place], backward[place + 1]
        if len(ours) == len(theirs) == 1:
            (left,), (right,) = ours, theirs
            found.append((not forward[place + 1] or not backward[place], place, left, right))
    if not found:
        return Bridge(why=Message("neither is followed, as one clause, to where the other is"))
    _, place, left, right = max(found)
    return Bridge(place=place, left=left, right=right)


def cut(steps: Sequence[LineageStep], start: Spot, end: Spot) -> Bridge:
    """Find the step in which to break the chain from the part `start` to `end`.

    It is the step that changed the clause most, of several the first.
    """
    forward, backward = _forward(steps, start, end[0]), _backward(steps, end, start[0])
    if end[1] not in forward[end[0]]:
        return HOLDS
    found: list[tuple[float, int, str, str]] = []
    for place in range(start[0], end[0]):
        links = [
            (left, origin)
            for origin in steps[place].origins
            for left in origin.left
            if left in forward[place] and origin.eid in backward[place + 1]
        ]
        if len(links) == 1:
            found.append((_unchanged_share(links[0][1]), place, links[0][0], links[0][1].eid))
    if not found:
        return Bridge(why=Message("several links join them"))
    _, place, left, right = min(found)
    return Bridge(place=place, left=left, right=right)


def _forward(steps: Sequence[LineageStep], start: Spot, last: int) -> dict[int, frozenset[str]]:
    """For each version from that of `start` to the last, the parts that came of it."""
    found = {start[0]: frozenset((start[1],))}
    for place in range(start[0], last):
        found[place + 1] = frozenset(
            origin.eid
            for origin in steps[place].origins
            if not found[place].isdisjoint(origin.left)
        )
    return found


def _backward(steps: Sequence[LineageStep], end: Spot, first: int) -> dict[int, frozenset[str]]:
    """For each version from that of `end` back to the first, the origins there."""
    found = {end[0]: frozenset((end[1],))}
    for place in range(end[0], first, -1):
        found[place - 1] = frozenset(_lefts(steps[place - 1].origins, found[place]))
    return found


def _lefts(origins: Sequence[Origin], eids: frozenset[str]) -> Iterator[str]:
    return (left for origin in origins if origin.eid in eids for left in origin.left)


def _unchanged_share(origin: Origin) -> float:
    """The share of the text that stayed, from 0 to 1."""
    if not origin.edits:
        return 1.0
    unchanged = sum(len(edit.text) for edit in origin.edits if edit.op == "equal")
    return unchanged / sum(len(edit.text) for edit in origin.edits)
