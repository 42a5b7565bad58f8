"""The edits of each match; those of a chapter are put together from the edits of what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.diffing.noise import Folded, Span, fold
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
        if not group.left or not group.right:
            return whole("delete", *_texts(group.left)) if group.left else whole("insert", *_texts(group.right))
        if len(group.left) == len(group.right) == 1:
            return self._pair(group.left[0], group.right[0])
        if any(unit.last > unit.order for unit in (*group.left, *group.right)):
            return ()
        return self._between("\n".join(_texts(group.left)), "\n".join(_texts(group.right)))

    def _pair(self, left: Unit, right: Unit) -> Edits:
        if left.text == right.text:
            return whole("equal", left.text)
        anchors = self._anchors(left, right) if left.key != right.key else []
        if anchors:
            return joined(self._composed(left, right, anchors))
        spans = (0, len(left.text)), (0, len(right.text))
        return self._stretch(left, right, *spans) if left.key == right.key else joined(self._rest(left, right, *spans))

    def _between(self, left: str, right: str) -> Edits:
        if left == right:
            return whole("equal", left)
        return redline(fold(left, exact=self.exact), fold(right, exact=self.exact), granularity=self.granularity)

    def _composed(self, left: Unit, right: Unit, anchors: list[tuple[Unit, Unit]]) -> Iterator[Edit]:
        """The edits of partners below as they are, and what stands between them side by side."""
        place = other = 0
        for before, after in anchors:
            yield from self._rest(left, right, (place, before.offset), (other, after.offset))
            leads = (fold(unit.lead, ((0, len(unit.num or "")),), exact=self.exact) for unit in (before, after))
            yield from redline(*leads, granularity=self.granularity)
            yield from self.edits(self.found.of[before.eid])
            place, other = (unit.offset + len(unit.lead) + len(unit.text) for unit in (before, after))
        yield from self._rest(left, right, (place, len(left.text)), (other, len(right.text)))

    def _rest(self, left: Unit, right: Unit, span: Span, other: Span) -> Iterator[Edit]:
        """What stands between partners. Articles that have none go and come whole: a redline of strangers misleads."""
        if not _holds_articles(left):
            yield from self._stretch(left, right, span, other)
            return
        before, after = left.text[slice(*span)], right.text[slice(*other)]
        feed = before[:1] == after[:1] == "\n"
        yield from whole("equal", "\n" if feed else "")
        yield from whole("delete", before[feed:])
        yield from whole("insert", after[feed:])

    def _stretch(self, left: Unit, right: Unit, span: Span, other: Span) -> Edits:
        folded = (self._folded(left, span), self._folded(right, other))
        return redline(*folded, granularity=self.granularity)

    def _folded(self, unit: Unit, span: Span) -> Folded:
        """A stretch of a unit's text with the numbers in it."""
        begin, end = span
        numbers = tuple((first - begin, last - begin) for first, last in unit.numbering if begin <= first and last <= end)
        return fold(unit.text[begin:end], numbers, exact=self.exact)

    def _anchors(self, left: Unit, right: Unit) -> list[tuple[Unit, Unit]]:
        """Partners directly below both units that kept their order."""
        columns = {unit.eid: unit for unit in self.below[1].get(right.eid, [])}
        found: list[tuple[Unit, Unit]] = []
        for unit in self.below[0].get(left.eid, []):
            group = self.found.of[unit.eid]
            partner = columns.get(group.right[0].eid) if len(group.left) == len(group.right) == 1 else None
            if partner is not None and not group.moved and (not found or partner.offset > found[-1][1].offset):
                found.append((unit, partner))
        return found


def _texts(units: tuple[Unit, ...]) -> list[str]:
    return [unit.text for unit in units]


def _holds_articles(unit: Unit) -> bool:
    return unit.level in CONTAINERS or unit.level == "attachment"
