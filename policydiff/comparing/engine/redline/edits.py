"""The edits of each match, those of a chapter put together from the parts in it.

A 款 that moved to another article is no deletion here and no insertion there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from policydiff.comparing.engine.align.pairing import UNATTACHED, Correspondence, Group
from policydiff.comparing.engine.align.units import Unit
from policydiff.comparing.engine.redline.redline import Granularity, joined, redline, whole
from policydiff.model.comparison import Edit, Op, Span
from policydiff.model.kinds import CONTAINERS
from policydiff.text.noise import Folded, fold
from policydiff.text.spans import OPS, SIDES, Hunk, stretches

Edits = tuple[Edit, ...]
UnitPair = tuple[Unit, Unit]
Nests = dict[str, list[Unit]]
"""The units directly below each unit, by its eId, in order."""

MovedSpan = tuple[Span, str]
"""A stretch of text that went elsewhere, and the eId of the part on the other side."""

PlacedEdit = tuple[int, Edit]
"""An edit and its position in a text."""


def nests(units: Iterable[Unit]) -> Nests:
    """Collect the units directly below each unit."""
    below: Nests = {}
    for unit in units:
        if unit.parent is not None:
            below.setdefault(unit.parent.eid, []).append(unit)
    return below


@dataclass(slots=True, kw_only=True)
class EditsWriter:
    """Writes each group's edits once; what has two sides is by side."""

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
        return self._between(
            *(units[0].heading or "" if units else "" for units in (group.left, group.right))
        )

    def _write(self, group: Group) -> Edits:
        if not group.left or not group.right:
            return self._alone(*group.left, *group.right, side=int(not group.left))
        if len(group.left) == len(group.right) == 1:
            return self._pair((group.left[0], group.right[0]))
        sides = group.left, group.right
        if all(
            _is_held_below(unit, nest)
            for units, nest in zip(sides, self.below, strict=True)
            for unit in units
        ):
            return ()
        return self._between(*("\n".join(unit.text for unit in units) for units in sides))

    def _alone(self, unit: Unit, *, side: int) -> Edits:
        """The edits of a unit on one side only, text that went elsewhere apart."""
        op, moved_parts = OPS[side], self.moved_parts[side]
        along = moved_parts.around(unit)
        if along is not None:
            return whole(op, unit.text, elsewhere=along)
        inside = moved_parts.within(unit, None)
        unmoved = _excerpt(unit, left_out((0, len(unit.text)), inside))
        rows: list[list[PlacedEdit]] = [[], []]
        rows[side] = _moved(unit, inside, op, 0)
        return joined(put_back(whole(op, unmoved), *rows))

    def _pair(self, pair: UnitPair) -> Edits:
        if pair[0].text == pair[1].text:
            return whole("equal", pair[0].text)
        if pair[0].key == pair[1].key:
            return self._stretch(pair, [[(0, len(unit.text))] for unit in pair])
        return joined(self._composed(pair, self._anchors(*pair)))

    def _between(self, left: str, right: str) -> Edits:
        if left == right:
            return whole("equal", left)
        return redline(
            fold(left, exact=self.exact),
            fold(right, exact=self.exact),
            granularity=self.granularity,
        )

    def _composed(self, pair: UnitPair, anchors: Sequence[UnitPair]) -> Iterator[Edit]:
        """The edits of two units, from those of partners below and of the text between."""
        moved = [self.moved_parts[side].within(pair[side], pair[1 - side]) for side in SIDES]
        hunks = (Hunk(*map(_span_of, partners)) for partners in anchors)
        ends = Hunk(*((0, len(unit.text)) for unit in pair))
        for (gap, _), partners in zip(stretches(hunks, ends), (*anchors, None), strict=True):
            yield from self._between_partners(pair, gap, moved)
            if partners is not None:
                yield from self._leads(partners)
                yield from self.edits(self.found.of[partners[0].eid])

    def _leads(self, pair: UnitPair) -> Edits:
        if pair[0].lead == pair[1].lead:
            return whole("equal", pair[0].lead)
        folded = (fold(unit.lead, ((0, len(unit.num or "")),), exact=self.exact) for unit in pair)
        return redline(*folded, granularity=self.granularity)

    def _between_partners(
        self, pair: UnitPair, gap: Hunk, moved: Sequence[list[MovedSpan]]
    ) -> Iterator[Edit]:
        """The edits of the text between partners, without what went elsewhere."""
        if not any(moved):
            yield from self._beside(pair, [[span] for span in gap])
            return
        inside = [in_span(moved[side], gap[side]) for side in SIDES]
        edits = self._beside(pair, [left_out(gap[side], inside[side]) for side in SIDES])
        yield from put_back(
            edits, *(_moved(pair[side], inside[side], OPS[side], gap[side][0]) for side in SIDES)
        )

    def _beside(self, pair: UnitPair, spans: Sequence[list[Span]]) -> Iterator[Edit]:
        """The edits of stretches side by side.

        Articles without a partner go and come whole: a redline of strangers misleads.
        """
        if not all(map(_holds_articles, pair)):
            yield from self._stretch(pair, spans)
            return
        texts = [_excerpt(unit, own) for unit, own in zip(pair, spans, strict=True)]
        feed = texts[0][:1] == texts[1][:1] == "\n"
        yield from whole("equal", "\n" if feed else "")
        for op, text in zip(OPS, texts, strict=True):
            yield from whole(op, text[feed:])

    def _stretch(self, pair: UnitPair, spans: Sequence[list[Span]]) -> Edits:
        text = _excerpt(pair[0], spans[0])
        if text == _excerpt(pair[1], spans[1]):
            return whole("equal", text)
        folded = (self._folded(unit, own) for unit, own in zip(pair, spans, strict=True))
        return redline(*folded, granularity=self.granularity)

    def _folded(self, unit: Unit, spans: Sequence[Span]) -> Folded:
        numbers, length = list[Span](), 0
        for begin, end in spans:
            shift = length - begin
            numbers += [
                (first + shift, last + shift)
                for first, last in unit.numbering
                if begin <= first and last <= end
            ]
            length += end - begin
        return fold(_excerpt(unit, spans), tuple(numbers), exact=self.exact)

    def _anchors(self, left: Unit, right: Unit) -> list[UnitPair]:
        """Partners directly below both units that are in the same order."""
        columns = {unit.eid: unit for unit in self.below[1].get(right.eid, [])}
        anchors: list[UnitPair] = []
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
                and (not anchors or partner.offset > anchors[-1][1].offset)
            ):
                anchors.append((unit, partner))
        return anchors


def write_edits(
    correspondence: Correspondence,
    units: tuple[Sequence[Unit], Sequence[Unit]],
    *,
    exact: bool,
    granularity: Granularity,
) -> EditsWriter:
    """The writer of the edits of a comparison of these units."""
    return EditsWriter(
        found=correspondence,
        exact=exact,
        granularity=granularity,
        below=(nests(units[0]), nests(units[1])),
        moved_parts=MovedParts.of(correspondence),
    )


def _is_held_below(unit: Unit, nest: Nests) -> bool:
    parts = nest.get(unit.eid, [])
    return (
        bool(parts)
        and len(unit.text) == sum(len(part.lead) + len(part.text) + 1 for part in parts) - 1
    )


def _span_of(unit: Unit) -> Span:
    """The span of a unit, its number included, in the text of the unit above."""
    return unit.offset, unit.offset + len(unit.lead) + len(unit.text)


def _moved(unit: Unit, spans: Sequence[MovedSpan], op: Op, begin: int) -> list[PlacedEdit]:
    """The edits of text that went elsewhere.

    Positions are those in the text from `begin` on once all of it is left out.
    """
    rows: list[PlacedEdit] = []
    out = 0
    for (first, last), eid in spans:
        edit = Edit(op=op, text=unit.text[first:last], elsewhere=eid)
        rows.append((first - begin - out, edit))
        out += last - first
    return rows


def _excerpt(unit: Unit, spans: Iterable[Span]) -> str:
    return "".join([unit.text[begin:end] for begin, end in spans])


def _holds_articles(unit: Unit) -> bool:
    return unit.level in CONTAINERS or unit.level == "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedParts:
    """The parts of one side that may have gone elsewhere, with their partners."""

    pairs: tuple[UnitPair, ...]
    partners: dict[str, Unit]

    @classmethod
    def of(cls, correspondence: Correspondence) -> tuple[MovedParts, MovedParts]:
        """Those of the left and of the right."""
        pairs = [
            (group.left[0], group.right[0])
            for group in correspondence.groups
            if len(group.left) == len(group.right) == 1
        ]
        pairs = [
            (left, right)
            for left, right in pairs
            if _may_move(left, right) or correspondence.of[left.eid].moved
        ]
        return cls._from(pairs), cls._from([(right, left) for left, right in pairs])

    @classmethod
    def _from(cls, pairs: list[UnitPair]) -> MovedParts:
        ordered = sorted(pairs, key=lambda pair: pair[0].order)
        partners = {part.eid: partner for part, partner in ordered}
        return cls(pairs=tuple(ordered), partners=partners)

    def within(self, unit: Unit, partner: Unit | None) -> list[MovedSpan]:
        """The outermost stretches of a unit that went elsewhere than its partner."""
        spans: list[MovedSpan] = []
        first = bisect_right(self.pairs, unit.order, key=lambda pair: pair[0].order)
        for part, counterpart in self.pairs[first:]:
            if part.order > unit.last:
                break
            if partner is not None and partner.order <= counterpart.order <= partner.last:
                continue
            begin = _begin(part, unit)
            end = begin + len(part.lead) + len(part.text)
            if begin < end and (not spans or spans[-1][0][1] <= begin):
                spans.append(((begin, end), counterpart.eid))
        return spans

    def around(self, unit: Unit) -> str | None:
        """The eId of the partner of a unit above with the same text, None for none.

        An article that became a 款 takes its only 款 along.
        """
        above = unit.parent
        if above is None or above.text != unit.text:
            return None
        return self.partners[above.eid].eid if above.eid in self.partners else self.around(above)


def _may_move(left: Unit, right: Unit) -> bool:
    """True for parts matched over the whole text, and for a set pair of levels."""
    return left.level in UNATTACHED or left.level != right.level


def _begin(part: Unit, unit: Unit) -> int:
    """The beginning of a part, its number included, in the text of a unit above it."""
    begin = part.offset
    for above in part.within():
        if above is unit:
            break
        begin += above.offset + len(above.lead)
    return begin


def in_span(moved: list[MovedSpan], span: Span) -> list[MovedSpan]:
    """Those of some moved spans, in order, that lie in a span."""
    first = bisect_left(moved, span[0], key=lambda entry: entry[0][0])
    last = bisect_right(moved, span[1], key=lambda entry: entry[0][1])
    return moved[first:last]


def left_out(span: Span, moved: Iterable[MovedSpan]) -> list[Span]:
    """The parts of a span that are outside of the moved ones."""
    ends = [span[0], *chain.from_iterable(inner for inner, _ in moved), span[1]]
    return list(zip(ends[::2], ends[1::2], strict=True))


def put_back(edits: Iterable[Edit], *others: list[PlacedEdit]) -> Iterator[Edit]:
    """Edits with others set in, at positions of the left and the right text."""
    if not any(others):
        yield from edits
        return
    rows, at = [side[::-1] for side in others], [0, 0]
    for complete in edits:
        edit: Edit | None = complete
        while edit is not None:
            present = [side for side in SIDES if edit.op != OPS[1 - side]]
            reach = [rows[side][-1][0] - at[side] for side in present if rows[side]]
            length = min([len(edit.text), *reach])
            if length:
                yield replace(edit, text=edit.text[:length])
                for side in present:
                    at[side] += length
            edit = replace(edit, text=edit.text[length:]) if length < len(edit.text) else None
            for row, position in zip(rows, at, strict=True):
                while row and row[-1][0] <= position:
                    yield row.pop()[1]
    for row in rows:
        yield from (edit for _, edit in row[::-1])
