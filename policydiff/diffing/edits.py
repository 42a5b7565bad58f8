"""The edits of each match; those of a chapter are put together from the edits of what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.diffing.noise import fold
from policydiff.diffing.pairing import Correspondence, Group
from policydiff.diffing.redline import Granularity, joined, redline, whole
from policydiff.diffing.units import Unit
from policydiff.model.comparison import Edit
from policydiff.model.kinds import CONTAINERS

Edits = tuple[Edit, ...]
Nests = dict[str, list[Unit]]
"""The units directly below each unit, by its eId, in order."""


def nests(units: Iterable[Unit]) -> Nests:
    """Gather the units directly below each unit."""
    found: Nests = {}
    for unit in units:
        if unit.parent is not None:
            found.setdefault(unit.parent.eid, []).append(unit)
    return found


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes each group's edits once."""

    found: Correspondence
    exact: bool
    granularity: Granularity
    below: tuple[Nests, Nests]
    written: dict[int, Edits] = field(default_factory=dict)

    def edits(self, group: Group) -> Edits:
        """The edits between the texts; none where several units stand on a side and the parts below tell more."""
        known = self.written.get(id(group))
        if known is None:
            known = self.written[id(group)] = self._write(group)
        return known

    def heading_edits(self, group: Group) -> Edits:
        """The edits between the headings."""
        if len(group.left) > 1 or len(group.right) > 1:
            return ()
        before, after = (units[0].heading or "" if units else "" for units in (group.left, group.right))
        return self._between(before, after)

    def _write(self, group: Group) -> Edits:
        if not group.left:
            return whole("insert", group.right[0].text)
        if not group.right:
            return whole("delete", group.left[0].text)
        if len(group.left) > 1 or len(group.right) > 1:
            leaves = all(unit.last == unit.order for unit in (*group.left, *group.right))
            return self._between(*("\n".join(unit.text for unit in units) for units in (group.left, group.right))) if leaves else ()
        left, right = group.left[0], group.right[0]
        if left.text == right.text:
            return whole("equal", left.text)
        if left.key != right.key and (left.level in CONTAINERS or left.level == "attachment"):
            return joined(self._composed(left, right))
        folded = (fold(unit.text, unit.numbering, exact=self.exact) for unit in (left, right))
        return redline(*folded, granularity=self.granularity)

    def _between(self, left: str, right: str) -> Edits:
        return redline(fold(left, exact=self.exact), fold(right, exact=self.exact), granularity=self.granularity)

    def _composed(self, left: Unit, right: Unit) -> Iterator[Edit]:
        """The edits of what two containers hold, in order; what has no partner in the other goes and comes whole."""
        first = [True, True]
        for before, after in self._aligned(left, right):
            gone, come = before is not None and not first[0], after is not None and not first[1]
            first = [first[0] and before is None, first[1] and after is None]
            if gone and come:
                yield Edit(op="equal", text="\n")
            elif gone or come:
                yield Edit(op="delete" if gone else "insert", text="\n", noise=not self.exact)
            yield from self._piece(before, after)

    def _piece(self, left: Unit | None, right: Unit | None) -> Iterator[Edit]:
        if left is None or right is None:
            yield from () if left is None else whole("delete", left.lead + left.text)
            yield from () if right is None else whole("insert", right.lead + right.text)
            return
        leads = (fold(unit.lead, ((0, len(unit.num or "")),), exact=self.exact) for unit in (left, right))
        yield from redline(*leads, granularity=self.granularity)
        yield from self.edits(self.found.of[left.eid])

    def _aligned(self, left: Unit, right: Unit) -> Iterator[tuple[Unit | None, Unit | None]]:
        """The parts of two containers side by side, partners in one row."""
        rows, columns = self.below[0].get(left.eid, []), self.below[1].get(right.eid, [])
        places = {unit.eid: place for place, unit in enumerate(columns)}
        done = 0
        for unit in rows:
            group = self.found.of[unit.eid]
            single = len(group.left) == len(group.right) == 1
            place = places.get(group.right[0].eid, -1) if single else -1
            if place < done:
                yield unit, None
                continue
            yield from ((None, other) for other in columns[done:place])
            yield unit, columns[place]
            done = place + 1
        yield from ((None, other) for other in columns[done:])
