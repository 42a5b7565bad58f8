"""The redlines of rows: of one part on each side, and of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.redline.edits import Nests, nests
from policydiff.comparing.engine.redline.redline import redline, redline_texts
from policydiff.model.comparison import Comparison, Edit, Match, Side
from policydiff.model.office_content import SideName
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.pieces import TextPiece, View, plain, view
from policydiff.text.noise import fold

Node = tuple[SideName, str]
"""A part of one text: its side and its eId."""

SIDES: tuple[SideName, SideName] = ("left", "right")
_ALONE: dict[SideName, Literal["delete", "insert"]] = {"left": "delete", "right": "insert"}
_WHOLE: dict[str, Literal["equal", "delete", "insert"]] = {
    "unchanged": "equal",
    "added": "insert",
    "removed": "delete",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnmatchedText:
    """A text of a row that no match covers."""

    text: str


@dataclass(slots=True, kw_only=True)
class Redlines:
    """Makes the redlines of one comparison.

    `owners` are the matches by the parts that they hold, `cite` gives the citation of a part,
    `home` the id of the match whose row shows a part.
    """

    comparison: Comparison
    options: ReportOptions
    owners: dict[Node, Match]
    cite: Callable[[SideName, Side], str]
    home: Callable[[SideName, str], int]
    exact: bool = field(init=False)
    units: dict[SideName, dict[str, Unit]] = field(init=False)
    below: dict[SideName, Nests] = field(init=False)

    def __post_init__(self) -> None:
        self.exact = not self.comparison.noise_rule
        found: dict[SideName, tuple[Unit, ...]] = {
            "left": read_units(self.comparison.left, exact=self.exact),
            "right": read_units(self.comparison.right, exact=self.exact),
        }
        self.units = {name: {unit.eid: unit for unit in units} for name, units in found.items()}
        self.below = {name: nests(units) for name, units in found.items()}

    def edits(self, match: Match) -> tuple[Edit, ...]:
        """The edits of a match; the whole text of a part that has none of its own."""
        op = _WHOLE.get(match.kind)
        if match.edits or op is None:
            return match.edits
        units = [
            *(self.units["right"].get(side.eid) for side in match.right),
            *(self.units["left"].get(side.eid) for side in match.left),
        ]
        text = next((unit.text for unit in units if unit is not None and unit.text), "")
        return (Edit(op=op, text=text),) if text else ()

    def view(self, edits: Iterable[Edit], side: View) -> tuple[TextPiece, ...]:
        """Edits as this report shows them; what stands elsewhere is moved, with a note."""
        shown = view(edits, side, show_noise=self.options.show_noise, elide=not self.options.whole)
        return tuple(part for piece in shown for part in self._moved(piece))

    def _moved(self, piece: TextPiece) -> Iterator[TextPiece]:
        """A piece as it is, or with a note of its other place where it moved."""
        there: SideName = "right" if piece.op == "delete" else "left"
        match = None if piece.elsewhere is None else self.owners.get((there, piece.elsewhere))
        if match is None:
            yield piece
            return
        yield from self._own(piece, match)
        place = next(side for side in getattr(match, there) if side.eid == piece.elsewhere)
        words, profile = WORDS[self.options.language], self.options.profile
        name = self.cite(there, place) or words["block"]
        moved_from = words["moved-from"] if profile is None else profile.moved_from
        text = words["moved-to"] if there == "right" else moved_from
        yield TextPiece(op="equal", text=text.format(name=name), note=True)

    def _own(self, piece: TextPiece, match: Match) -> Iterator[TextPiece]:
        """A stretch that moved, on one side."""
        here: SideName = "left" if piece.op == "delete" else "right"
        unit = (
            self.units[here].get(getattr(match, here)[0].eid)
            if len(match.left) == len(match.right) == 1
            else None
        )
        if unit is None or unit.lead + unit.text != piece.text:
            yield piece
            return
        for part in (*plain(unit.lead), *self.view(self.edits(match), here)):
            yield (
                replace(part, op=piece.op, elsewhere=piece.elsewhere)
                if part.op == "equal" and not part.note
                else part
            )

    def several(self, match: Match) -> dict[Node, tuple[TextPiece, ...]]:
        """The pieces of each part of a split, merged or regrouped match, by side."""
        found = {node: list(self._composed(*node)) for node in _nodes(match)}
        rests = {
            name: [
                part.text
                for node in found
                if node[0] == name
                for part in found[node]
                if isinstance(part, _UnmatchedText)
            ]
            for name in SIDES
        }
        filled = self.spread(
            rests["left"],
            rests["right"],
            redline_texts("\n".join(rests["left"]), "\n".join(rests["right"]), exact=self.exact),
        )
        fillings = {name: iter(filled[name]) for name in SIDES}
        shown: dict[Node, tuple[TextPiece, ...]] = {}
        for node, parts in found.items():
            lists = (
                next(fillings[node[0]]) if isinstance(part, _UnmatchedText) else (part,)
                for part in parts
            )
            shown[node] = tuple(piece for pieces in lists for piece in pieces)
        return shown

    def headings(self, match: Match) -> dict[Node, tuple[TextPiece, ...]]:
        """The headings of several parts, redlined together."""
        texts: dict[SideName, list[str]] = {
            name: [side.heading or "" for side in getattr(match, name)] for name in SIDES
        }
        edits = redline_texts("\n".join(texts["left"]), "\n".join(texts["right"]), exact=self.exact)
        filled = self.spread(texts["left"], texts["right"], edits)
        return {
            (name, side.eid): filled[name][place]
            for name in SIDES
            for place, side in enumerate(getattr(match, name))
        }

    def spread(
        self, left: Sequence[str], right: Sequence[str], edits: Iterable[Edit]
    ) -> dict[SideName, list[tuple[TextPiece, ...]]]:
        """The edits between texts that are joined by line feeds, cut to each of them."""
        edits = tuple(edits)
        return {
            "left": list(_cut(self.view(edits, "left"), left)),
            "right": list(_cut(self.view(edits, "right"), right)),
        }

    def _composed(self, name: SideName, eid: str) -> Iterator[TextPiece | _UnmatchedText]:
        """The text of a part, each stretch marked by the match that covers it."""
        match = self.owners.get((name, eid))
        if match is not None and (len(match.left) <= 1 and len(match.right) <= 1):
            yield from self.view(self.edits(match), name)
        elif match is not None and match.edits:
            yield from self._share(match, name, eid)
        else:
            yield from self._parts(name, eid)

    def _parts(self, name: SideName, eid: str) -> Iterator[TextPiece | _UnmatchedText]:
        """The parts below a part, and the text between them."""
        unit = self.units[name][eid]
        place = 0
        for child in self.below[name].get(eid, ()):
            yield from _between(unit.text[place : child.offset])
            yield from self._child(name, child)
            place = child.offset + len(child.lead) + len(child.text)
        yield from _between(unit.text[place:])

    def _child(self, name: SideName, unit: Unit) -> Iterator[TextPiece | _UnmatchedText]:
        """One part with its number."""
        match = self.owners.get((name, unit.eid))
        if match is None or not (match.left and match.right):
            alone = unit.lead if match is not None else unit.lead + unit.text
            yield from (replace(piece, op=_ALONE[name]) for piece in plain(alone))
            yield from self._composed(name, unit.eid) if match is not None else ()
            return
        partners = match.left, match.right
        if len(match.left) > 1 or len(match.right) > 1:
            yield from plain(unit.num or "")
            yield from _between(unit.lead[len(unit.num or "") :])
            yield from self._composed(name, unit.eid)
            return
        before, after = (
            units[side[0].eid] for units, side in zip(self.units.values(), partners, strict=True)
        )
        if self.home("left", before.eid) != self.home("right", after.eid):
            other = after if name == "left" else before
            yield from self.view(
                (Edit(op=_ALONE[name], text=unit.lead + unit.text, elsewhere=other.eid),), name
            )
            return
        leads = (
            fold(one.lead, ((0, len(one.num or "")),), exact=self.exact) for one in (before, after)
        )
        yield from self.view(redline(*leads), name)
        yield from self._composed(name, unit.eid)

    def _share(self, match: Match, name: SideName, eid: str) -> Iterator[TextPiece]:
        """The share of one part in the edits of several."""
        sides = {
            side: [self.units[side][one.eid] for one in getattr(match, side)] for side in SIDES
        }
        edits = _crossing(match.edits, sides["left"], sides["right"], self.home)
        shares = self.spread(
            [unit.text for unit in sides["left"]], [unit.text for unit in sides["right"]], edits
        )
        yield from shares[name][[unit.eid for unit in sides[name]].index(eid)]


def _nodes(match: Match) -> list[Node]:
    return [
        *(("left", side.eid) for side in match.left),
        *(("right", side.eid) for side in match.right),
    ]


def _between(text: str) -> Iterator[TextPiece | _UnmatchedText]:
    """The text between two parts: line feeds, and text that is no part."""
    bare = text.strip("\n")
    if not bare:
        yield from plain(text)
        return
    head, tail = text[: len(text) - len(text.lstrip("\n"))], text[len(text.rstrip("\n")) :]
    yield from plain(head)
    yield _UnmatchedText(text=bare)
    yield from plain(tail)


def _cut(pieces: Iterable[TextPiece], texts: Sequence[str]) -> Iterator[tuple[TextPiece, ...]]:
    """The pieces of texts joined by line feeds, those of each text by themselves."""
    part: list[TextPiece] = []
    place = 0
    remaining = len(texts[0]) if texts else 0
    for piece in pieces:
        text = piece.text
        while not piece.note and len(text) > remaining and place + 1 < len(texts):
            part += [replace(piece, text=text[:remaining])] if remaining else []
            yield tuple(part)
            part, text, place = [], text[remaining + 1 :], place + 1
            remaining = len(texts[place])
        part += [replace(piece, text=text)] if text else []
        remaining -= 0 if piece.note else len(text)
    yield from (tuple(part), *((),) * (len(texts) - place - 1)) if texts else ()


def _crossing(
    edits: Iterable[Edit],
    left: Sequence[Unit],
    right: Sequence[Unit],
    home: Callable[[SideName, str], int],
) -> Iterator[Edit]:
    """The edits of several parts."""
    homes = [home("left", unit.eid) for unit in left], [home("right", unit.eid) for unit in right]
    if len({*homes[0], *homes[1]}) == 1:
        yield from edits
        return
    ends = _ends(left), _ends(right)
    offsets = [0, 0]
    for edit in edits:
        text = edit.text
        while text:
            places = [_place(ends[side], offsets[side]) for side in (0, 1)]
            moving = [side for side, absent in ((0, "insert"), (1, "delete")) if edit.op != absent]
            length = min(
                len(text), *(max(ends[side][places[side]] - offsets[side], 1) for side in moving)
            )
            piece, text = replace(edit, text=text[:length]), text[length:]
            if edit.op == "equal" and homes[0][places[0]] != homes[1][places[1]]:
                yield replace(piece, op="delete", elsewhere=right[places[1]].eid)
                yield replace(piece, op="insert", elsewhere=left[places[0]].eid)
            else:
                yield piece
            for side in moving:
                offsets[side] += length


def _ends(units: Sequence[Unit]) -> list[int]:
    """The ends of the texts once they are joined by line feeds."""
    ends: list[int] = []
    for unit in units:
        ends.append((ends[-1] + 1 if ends else 0) + len(unit.text))
    return ends


def _place(ends: Sequence[int], offset: int) -> int:
    """The text that holds a character; the line feed after a text is its own."""
    return next((place for place, end in enumerate(ends) if offset <= end), len(ends) - 1)
