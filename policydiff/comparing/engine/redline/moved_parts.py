"""Parts that stand elsewhere on the other side.

A 款 that moved to another article is no deletion here and no insertion there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from policydiff.comparing.engine.align.pairing import UNATTACHED, Correspondence
from policydiff.comparing.engine.align.units import Unit
from policydiff.model.comparison import Edit
from policydiff.text.noise import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedSpan:
    """A stretch of a text that a match of a part elsewhere covers.

    `place` is its span, `eid` the part on the other side.
    """

    place: Span
    eid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedParts:
    """The parts of one side that may have gone elsewhere, with their partners.

    `partners` has the partners by eId.
    """

    pairs: tuple[tuple[Unit, Unit], ...]
    partners: dict[str, Unit]

    @classmethod
    def of(cls, found: Correspondence) -> tuple[MovedParts, MovedParts]:
        """Those of the left and of the right."""
        pairs = [
            (*group.left, *group.right)
            for group in found.groups
            if len(group.left) == len(group.right) == 1
        ]
        pairs = [
            (left, right)
            for left, right in pairs
            if _may_move(left, right) or found.of[left.eid].moved
        ]
        return cls._from(pairs), cls._from([(right, left) for left, right in pairs])

    @classmethod
    def _from(cls, pairs: list[tuple[Unit, Unit]]) -> MovedParts:
        ordered = sorted(pairs, key=lambda pair: pair[0].order)
        return cls(pairs=tuple(ordered), partners={part.eid: other for part, other in ordered})

    def within(self, unit: Unit, partner: Unit | None) -> list[MovedSpan]:
        """The stretches of a unit's text whose partners stand outside of its own partner.

        Only the outermost ones are given, in order.
        """
        found: list[MovedSpan] = []
        first = bisect_right(self.pairs, unit.order, key=lambda pair: pair[0].order)
        for part, other in self.pairs[first:]:
            if part.order > unit.last:
                break
            if partner is not None and partner.order <= other.order <= partner.last:
                continue
            begin = _begin(part, unit)
            end = begin + len(part.lead) + len(part.text)
            if begin < end and (not found or found[-1].place[1] <= begin):
                found.append(MovedSpan(place=(begin, end), eid=other.eid))
        return found

    def around(self, unit: Unit) -> str | None:
        """The eId of the partner of a unit above with the same text.

        An article that became a 款 takes its only 款 along. None where there is none.
        """
        above = unit.parent
        if above is None or above.text != unit.text:
            return None
        return self.partners[above.eid].eid if above.eid in self.partners else self.around(above)


def _may_move(left: Unit, right: Unit) -> bool:
    """True for parts matched over the whole text, and for pairs of two levels.

    A person or a decision pairs the latter.
    """
    return left.level in UNATTACHED or left.level != right.level


def _begin(part: Unit, unit: Unit) -> int:
    """The beginning of a part, its number included, in the text of a unit above it."""
    begin = part.offset
    for above in part.within():
        if above is unit:
            break
        begin += above.offset + len(above.lead)
    return begin


def in_span(moved_spans: list[MovedSpan], span: Span) -> list[MovedSpan]:
    """Those of some moved spans, in order, that lie in a span."""
    first = bisect_left(moved_spans, span[0], key=lambda moved: moved.place[0])
    last = bisect_right(moved_spans, span[1], key=lambda moved: moved.place[1])
    return moved_spans[first:last]


def left_out(span: Span, moved_spans: Iterable[MovedSpan]) -> list[Span]:
    """The parts of a span that are outside of the moved ones."""
    spans: list[Span] = []
    begin, end = span
    for moved in moved_spans:
        spans.append((begin, moved.place[0]))
        begin = moved.place[1]
    return [*spans, (begin, end)]


def put_back(
    edits: Iterable[Edit], gone: list[tuple[int, Edit]], come: list[tuple[int, Edit]]
) -> Iterator[Edit]:
    """Edits with others set in.

    The first others go at places of the left text, the second at places of the right one.
    """
    if not gone and not come:
        yield from edits
        return
    left = right = 0
    gone, come = gone[::-1], come[::-1]
    for whole in edits:
        edit: Edit | None = whole
        while edit is not None:
            reach = [
                row[-1][0] - place
                for row, place, op in ((gone, left, "insert"), (come, right, "delete"))
                if row and edit.op != op
            ]
            length = min([len(edit.text), *reach])
            if length:
                piece = replace(edit, text=edit.text[:length])
                yield piece
                left += length if edit.op != "insert" else 0
                right += length if edit.op != "delete" else 0
            edit = replace(edit, text=edit.text[length:]) if length < len(edit.text) else None
            yield from _due(gone, left)
            yield from _due(come, right)
    yield from (edit for _, edit in gone[::-1])
    yield from (edit for _, edit in come[::-1])


def _due(rows: list[tuple[int, Edit]], place: int) -> Iterator[Edit]:
    while rows and rows[-1][0] <= place:
        yield rows.pop()[1]
