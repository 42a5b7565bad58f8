"""The edits of each match.

Those of a chapter are put together from the edits of the parts in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from policydiff.comparing.engine.align.pairing import Correspondence, Group
from policydiff.comparing.engine.align.units import Unit
from policydiff.comparing.engine.redline.moved_parts import (
    MovedParts,
    MovedSpan,
    in_span,
    left_out,
    put_back,
)
from policydiff.comparing.engine.redline.redline import Granularity, joined, redline, whole
from policydiff.model.comparison import Edit
from policydiff.model.kinds import CONTAINERS
from policydiff.text.noise import Folded, Span, fold

Edits = tuple[Edit, ...]
Nests = dict[str, list[Unit]]
"""The units directly below each unit, by its eId, in order."""


def nests(units: Iterable[Unit]) -> Nests:
    """Collect the units directly below each unit."""
    found: Nests = {}
    for unit in units:
        if unit.parent is not None:
            found.setdefault(unit.parent.eid, []).append(unit)
    return found


@dataclass(slots=True, kw_only=True)
class EditsWriter:
    """Writes each group's edits once."""

    found: Correspondence
    exact: bool
    granularity: Granularity
    below: tuple[Nests, Nests]
    moved_parts: tuple[MovedParts, MovedParts]
    written: dict[int, Edits] = field(default_factory=dict)

    def edits(self, group: Group) -> Edits:
        """The edits between the texts.

        None where several units stand on a side and the parts below hold all of their text.
        """
        edits = self.written.get(id(group))
        if edits is None:
            edits = self.written[id(group)] = self._write(group)
        return edits

    def heading_edits(self, group: Group) -> Edits:
        """The edits between the headings."""
        if len(group.left) > 1 or len(group.right) > 1:
            return ()
        before, after = (
            units[0].heading or "" if units else "" for units in (group.left, group.right)
        )
        return self._between(before, after)

    def _write(self, group: Group) -> Edits:
        if not group.left or not group.right:
            return self._alone(*group.left, *group.right, op="delete" if group.left else "insert")
        if len(group.left) == len(group.right) == 1:
            return self._pair(group.left[0], group.right[0])
        below = [
            self._is_held_below(unit, nest)
            for units, nest in zip((group.left, group.right), self.below, strict=True)
            for unit in units
        ]
        if all(below):
            return ()
        return self._between("\n".join(_texts(group.left)), "\n".join(_texts(group.right)))

    def _is_held_below(self, unit: Unit, nest: Nests) -> bool:
        """True where the parts below hold all of a unit's text."""
        parts = nest.get(unit.eid, [])
        return (
            bool(parts)
            and len(unit.text) == sum(len(part.lead) + len(part.text) + 1 for part in parts) - 1
        )

    def _alone(self, unit: Unit, *, op: Literal["delete", "insert"]) -> Edits:
        """The edits of a unit on one side only, without text that moved between places.

        Such text went to another place or came from there.
        """
        moved_parts = self.moved_parts[op == "insert"]
        along = moved_parts.around(unit)
        if along is not None:
            return whole(op, unit.text, elsewhere=along)
        span = 0, len(unit.text)
        inside = moved_parts.within(unit, None)
        unmoved = "".join(unit.text[begin:end] for begin, end in left_out(span, inside))
        rows = _moved(unit, inside, op, 0)
        return joined(put_back(whole(op, unmoved), *((rows, []) if op == "delete" else ([], rows))))

    def _pair(self, left: Unit, right: Unit) -> Edits:
        if left.text == right.text:
            return whole("equal", left.text)
        if left.key == right.key:
            return self._stretch(left, right, [(0, len(left.text))], [(0, len(right.text))])
        return joined(self._composed(left, right, self._anchors(left, right)))

    def _between(self, left: str, right: str) -> Edits:
        if left == right:
            return whole("equal", left)
        return redline(
            fold(left, exact=self.exact),
            fold(right, exact=self.exact),
            granularity=self.granularity,
        )

    def _composed(
        self, left: Unit, right: Unit, anchors: list[tuple[Unit, Unit]]
    ) -> Iterator[Edit]:
        """The edits of two units, composed from those of partners below.

        What stands between the partners is compared side by side.
        """
        moved_spans = (
            self.moved_parts[0].within(left, right),
            self.moved_parts[1].within(right, left),
        )
        place = other = 0
        for before, after in anchors:
            yield from self._between_partners(
                left, right, (place, before.offset), (other, after.offset), moved_spans
            )
            yield from self._leads(before, after)
            yield from self.edits(self.found.of[before.eid])
            place, other = (
                unit.offset + len(unit.lead) + len(unit.text) for unit in (before, after)
            )
        yield from self._between_partners(
            left, right, (place, len(left.text)), (other, len(right.text)), moved_spans
        )

    def _leads(self, left: Unit, right: Unit) -> Edits:
        """The edits between what is printed before two units."""
        if left.lead == right.lead:
            return whole("equal", left.lead)
        folded = (
            fold(unit.lead, ((0, len(unit.num or "")),), exact=self.exact) for unit in (left, right)
        )
        return redline(*folded, granularity=self.granularity)

    def _between_partners(
        self,
        left: Unit,
        right: Unit,
        span: Span,
        other: Span,
        moved_spans: tuple[list[MovedSpan], list[MovedSpan]],
    ) -> Iterator[Edit]:
        """The edits of the text between partners, side by side.

        Text that stands elsewhere on the other side has a match of its own, and is no part of them.
        """
        gone, come = in_span(moved_spans[0], span), in_span(moved_spans[1], other)
        edits = self._beside(left, right, left_out(span, gone), left_out(other, come))
        yield from put_back(
            edits, _moved(left, gone, "delete", span[0]), _moved(right, come, "insert", other[0])
        )

    def _beside(
        self, left: Unit, right: Unit, spans: list[Span], others: list[Span]
    ) -> Iterator[Edit]:
        """The edits of stretches side by side.

        Articles without a partner go and come whole: a redline of strangers misleads.
        """
        if not _holds_articles(left):
            yield from self._stretch(left, right, spans, others)
            return
        before, after = _stretches(left, spans), _stretches(right, others)
        feed = before[:1] == after[:1] == "\n"
        yield from whole("equal", "\n" if feed else "")
        yield from whole("delete", before[feed:])
        yield from whole("insert", after[feed:])

    def _stretch(self, left: Unit, right: Unit, spans: list[Span], others: list[Span]) -> Edits:
        text = _stretches(left, spans)
        if text == _stretches(right, others):
            return whole("equal", text)
        folded = (self._folded(left, spans), self._folded(right, others))
        return redline(*folded, granularity=self.granularity)

    def _folded(self, unit: Unit, spans: list[Span]) -> Folded:
        """Stretches of a unit's text as one, with the numbers in them."""
        numbers, length = list[Span](), 0
        for begin, end in spans:
            shift = length - begin
            numbers += [
                (first + shift, last + shift)
                for first, last in unit.numbering
                if begin <= first and last <= end
            ]
            length += end - begin
        return fold(_stretches(unit, spans), tuple(numbers), exact=self.exact)

    def _anchors(self, left: Unit, right: Unit) -> list[tuple[Unit, Unit]]:
        """Partners directly below both units that are in the same order."""
        columns = {unit.eid: unit for unit in self.below[1].get(right.eid, [])}
        found: list[tuple[Unit, Unit]] = []
        for unit in self.below[0].get(left.eid, []):
            group = self.found.of[unit.eid]
            partner = (
                columns.get(group.right[0].eid)
                if len(group.left) == len(group.right) == 1
                else None
            )
            if (
                partner is not None
                and not group.moved
                and (not found or partner.offset > found[-1][1].offset)
            ):
                found.append((unit, partner))
        return found


def _moved(
    unit: Unit, moved_spans: Sequence[MovedSpan], op: Literal["delete", "insert"], begin: int
) -> list[tuple[int, Edit]]:
    """The edits of text that stands elsewhere on the other side, each with its place.

    The place is in the text from `begin` on once all of them are left out.
    """
    found: list[tuple[int, Edit]] = []
    out = 0
    for moved in moved_spans:
        first, last = moved.place
        found.append(
            (first - begin - out, Edit(op=op, text=unit.text[first:last], elsewhere=moved.eid))
        )
        out += last - first
    return found


def _stretches(unit: Unit, spans: list[Span]) -> str:
    """Stretches of a unit's text as one."""
    return "".join([unit.text[begin:end] for begin, end in spans])


def _texts(units: tuple[Unit, ...]) -> list[str]:
    return [unit.text for unit in units]


def _holds_articles(unit: Unit) -> bool:
    return unit.level in CONTAINERS or unit.level == "attachment"
