"""From matches to rows: the match of each row, and the content of its sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policydiff.comparing.engine.align.confidence import is_declared, is_doubtful, is_pinned
from policydiff.comparing.report.table.facts import fact_of, facts_shown
from policydiff.comparing.report.table.notes import remarks_shown, signed_lines
from policydiff.comparing.report.table.redlines import Node, Redlines
from policydiff.comparing.report.table.selection import in_left_order, select
from policydiff.model.comparison import Comparison, Edit, Fact, Match, Side, Statement, is_around
from policydiff.model.document import Provision, number_gap
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import SideName, SignedRemark
from policydiff.model.reports import ReportOptions
from policydiff.report.citations import cite, is_counted_preamble, preamble_paragraph
from policydiff.report.labels import WORDS
from policydiff.report.pieces import TextPiece, neutral, plain
from policydiff.report.rows import Category, ComparisonRow, RowCell


def build_rows(comparison: Comparison, options: ReportOptions) -> tuple[ComparisonRow, ...]:
    """The rows of the chosen chapters, in the order of the matches.

    They are in the order of the left text where it is asked for. Raises what `select` raises.
    """
    rows = tuple(_RowsBuilder(comparison=comparison, options=options).rows())
    return tuple(_below_chapters(rows))


def _below_chapters(rows: tuple[ComparisonRow, ...]) -> Iterator[ComparisonRow]:
    """The rows, a removed heading in another chapter one step below that."""
    inside, followed = False, []
    for row in reversed(rows):
        followed.append(inside)
        inside = not row.container if row.right else inside
    depth = None
    for row, inner in zip(rows, reversed(followed), strict=True):
        if row.container and row.right:
            depth = row.depth
        elif row.container and inner and depth is not None:
            yield replace(row, depth=depth + 1)
            continue
        yield row


def unplaced_remarks(comparison: Comparison, options: ReportOptions) -> tuple[str, ...]:
    """The comments and tracked changes that stand in no row, a line each."""
    builder = _RowsBuilder(comparison=comparison, options=options)
    return tuple(
        line
        for remark in builder.signed.get(None, ())
        for line in signed_lines((remark,), options.language, builder.place_of(remark))
    )


@dataclass(slots=True, kw_only=True)
class _RowsBuilder:
    """Makes the rows of one comparison."""

    comparison: Comparison
    options: ReportOptions
    indexes: dict[SideName, ProvisionIndex] = field(init=False)
    owners: dict[Node, Match] = field(init=False)
    by_id: dict[int, Match] = field(init=False)
    enclosing: set[int] = field(init=False)
    facts: dict[int, list[Fact]] = field(init=False)
    stated: dict[int, list[Statement]] = field(init=False)
    unpaired: dict[SideName, Counter[int]] = field(init=False)
    signed: dict[int | None, list[SignedRemark]] = field(init=False)
    redlines: Redlines = field(init=False)

    def __post_init__(self) -> None:
        matches = self.comparison.matches
        self.indexes = {
            "left": index_document(self.comparison.left),
            "right": index_document(self.comparison.right),
        }
        self.by_id = {match.id: match for match in matches}
        self.owners = dict(_by_node(matches))
        self.enclosing = {above.id for match in matches for above in self.above(match)}
        self.redlines = Redlines(
            comparison=self.comparison,
            options=self.options,
            owners=self.owners,
            cite=self.cite,
            home=self.home,
        )
        self.facts = {}
        for match in matches:
            if match.facts:
                self.facts.setdefault(self.teller(match), []).extend(match.facts)
        self.stated = {}
        for statement in self.comparison.stated:
            if statement.match in self.by_id:
                teller = self.teller(self.by_id[statement.match])
                self.stated.setdefault(teller, []).append(statement)
        self.unpaired = {"left": Counter(), "right": Counter()}
        for name, places in zip(self.unpaired, self.comparison.unpaired, strict=True):
            self.unpaired[name].update(
                self.home(name, place.eid) for place in places if (name, place.eid) in self.owners
            )
        self.signed = {}
        for remark in remarks_shown(self.comparison, self.options):
            self.signed.setdefault(self.row_of(remark), []).append(remark)

    def row_of(self, remark: SignedRemark) -> int | None:
        """The match whose row shows a remark, not a mere heading; None without."""
        if remark.eid is None or (remark.side, remark.eid) not in self.owners:
            return None
        match = self.by_id[self.home(remark.side, remark.eid)]
        heading = self.container(match) and categorise(match, of_heading=True) == "unchanged"
        return None if heading else match.id

    def place_of(self, remark: SignedRemark) -> str:
        """The citation of what a remark stands beside, "" where it is none."""
        if remark.eid is None:
            return ""
        return self.cite(remark.side, Side(eid=remark.eid, num=None, level=""))

    def rows(self) -> Iterator[ComparisonRow]:
        """A row for each match that no other row encloses."""
        matches = self.listed()
        for match in (
            in_left_order(matches, self.indexes["left"])
            if self.options.order == "left"
            else matches
        ):
            yield self.row(match)

    def listed(self) -> Iterator[Match]:
        """The matches that have a row."""
        selection = select(self.indexes, self.options.chapters)
        for match in self.comparison.matches:
            # An unchanged title heads the report already.
            told = self.inner(match) or (match.kind == "unchanged" and _levels(match) == {"title"})
            if not told and selection.shows(match, self.indexes):
                yield match

    def above(self, match: Match) -> Iterator[Match]:
        """The matches that enclose this one, by its parent and by both trees."""
        parent = None if match.parent is None else self.by_id.get(match.parent)
        if parent is not None:
            yield parent
        for name, side in _sides(match):
            yield from self.above_side(name, side.eid)

    def above_side(self, name: SideName, eid: str) -> Iterator[Match]:
        """The matches whose node on this side stands above the node, the nearest first."""
        for ancestor in self.indexes[name].ancestors(eid):
            owner = self.owners.get((name, ancestor))
            if owner is not None:
                yield owner

    def container(self, match: Match) -> bool:
        """True for chapters, attachments and the like, whose parts are matched singly."""
        levels = _levels(match)
        if levels <= CONTAINERS:
            return True
        return bool(levels & {"attachment", "preamble"}) and match.id in self.enclosing

    def inner(self, match: Match) -> bool:
        """True where rows already show all of this match."""
        parent = None if match.parent is None else self.by_id.get(match.parent)
        if parent is not None and (not self.container(parent) or self.inner(parent)):
            return True
        return all(self.holder(name, side.eid) is not None for name, side in _sides(match))

    def holder(self, name: SideName, eid: str) -> Match | None:
        """The match whose row shows this node, None where the node has its own."""
        return next(
            (above for above in self.above_side(name, eid) if not self.container(above)), None
        )

    def home(self, name: SideName, eid: str) -> int:
        """The match whose row shows a part: the outermost above it that is no container."""
        above = [match for match in self.above_side(name, eid) if not self.container(match)]
        return above[-1].id if above else self.owners[(name, eid)].id

    def teller(self, match: Match) -> int:
        """The match whose row has the facts of this one, else the one with its text now."""
        if not self.inner(match):
            return match.id
        name, side = tuple(_sides(match))[-1]
        return self.home(name, side.eid)

    def cite(self, name: SideName, side: Side) -> str:
        """The citation of the node; the word for its level where it has no number.

        The paragraphs of a preamble are counted where it has more than one.
        """
        index = self.indexes[name]
        if side.level == "preamble" and is_counted_preamble(index):
            return preamble_paragraph(index, side.eid, self.options.language)
        if side.level in CONTAINERS and side.num is None and side.heading:
            return ""  # a heading without number is its own name
        return neutral(cite(index, side)) or {"block": ""}.get(
            side.level, WORDS[self.options.language].get(side.level, "")
        )

    def row(self, match: Match) -> ComparisonRow:
        """The row of a match."""
        container = self.container(match)
        moved = match.moved and not self.moved_along(match)
        depth = min((_DEPTH.get(side.level, len(_DEPTH)) for _, side in _sides(match)), default=0)
        one = len(match.left) <= 1 and len(match.right) <= 1
        texts = self.one(match) if one else self.several(match)
        stated = tuple(self.stated.get(match.id, ()))
        whole = match.kind in ("added", "removed")  # all of it is new, or gone
        told = () if whole else (fact_of(one) for one in stated if one.source == "fact")
        return ComparisonRow(
            id=match.id,
            anchor=_anchor(match),
            category=categorise(match, moved=moved, of_heading=container),
            left=tuple(self.cell("left", side, texts) for side in match.left),
            right=tuple(self.cell("right", side, texts) for side in match.right),
            heading=self.redlines.view(match.heading_edits, "both") if one else (),
            text=self.redlines.view(self.edits(match), "both") if one else (),
            container=container,
            depth=depth + (self.nested(match) if container else 0),
            articles="article" in _levels(match),
            moved=moved,
            renumbered=match.renumbered,
            replaced=match.replacements_only,
            glyphs=match.glyphs_only and not container,
            pinned=is_pinned(match),
            pinned_part=bool(match.pinned),
            declared=is_declared(match),
            doubtful=is_doubtful(match),
            around=is_around(match),
            score=match.score,
            reason=match.reason,
            facts=(
                *dict.fromkeys(told),
                *facts_shown(self.facts.get(match.id, ()), self.options),
            ),
            stated=stated,
            unpaired=max(counts[match.id] for counts in self.unpaired.values()),
            links=self.links(match),
            possible=tuple(
                (self.cite("left" if match.right else "right", one.side), one.score)
                for one in match.possible
            ),
            signed=tuple(self.signed.get(match.id, ())),
        )

    def nested(self, match: Match) -> int:
        """The number of containers of its own level around one: 3.2.1 in 3.2."""
        name, side = tuple(_sides(match))[-1]
        index = self.indexes[name]
        return sum(
            getattr(index.by_eid[eid], "level", None) == side.level
            for eid in index.ancestors(side.eid)
        )

    def links(self, match: Match) -> tuple[tuple[int, int], ...]:
        """The cells that really correspond, as places; without links, every one."""
        places = (
            {side.eid: place for place, side in enumerate(sides)}
            for sides in (match.left, match.right)
        )
        lefts, rights = places
        if match.links is None:
            return tuple((left, right) for left in lefts.values() for right in rights.values())
        return tuple(
            (lefts[left], rights[right])
            for left, right in match.links
            if left in lefts and right in rights
        )

    def one(self, match: Match) -> Shown:
        """Heading and text of the one part of each side."""
        return {
            (name, side.eid): (
                self.redlines.view(match.heading_edits, name) or plain(side.heading or ""),
                self.redlines.view(self.edits(match), name),
            )
            for name, side in _sides(match)
        }

    def several(self, match: Match) -> Shown:
        """Heading and text of each of several parts."""
        headings = self.redlines.headings(match)
        texts = {} if self.container(match) else self.redlines.several(match)
        return {node: (headings[node], texts.get(node, ())) for node in headings}

    def moved_along(self, match: Match) -> bool:
        """True for a part that moved only with the chapter around it."""
        parent = None if match.parent is None else self.by_id.get(match.parent)
        return (
            parent is not None
            and self.container(parent)
            and (parent.moved or self.moved_along(parent))
        )

    def cell(self, name: SideName, side: Side, texts: Shown) -> RowCell:
        """One side of a row."""
        node = self.indexes[name].by_eid.get(side.eid)
        heading, text = texts[(name, side.eid)]
        stop = node.heading_stop if isinstance(node, Provision) else None
        return RowCell(
            num=neutral(side.num or ""),
            label=self.cite(name, side),
            place=self.indexes[name].order.get(side.eid, 0),
            heading=heading,
            heading_gap=number_gap(node) if isinstance(node, Provision) else "　",
            text_gap=(stop or "")
            if heading
            else number_gap(node)
            if isinstance(node, Provision)
            else "",
            own_line=bool(heading) and stop is None,
            table=side.level == "table",
            text=text,
        )

    def edits(self, match: Match) -> tuple[Edit, ...]:
        """The edits of what a row shows. Parts of a container have rows of their own."""
        return () if self.container(match) else self.redlines.edits(match)


Shown = dict[Node, tuple[tuple[TextPiece, ...], tuple[TextPiece, ...]]]
_DEPTH = {
    level: depth
    for depth, level in enumerate(
        ("attachment", "preamble", "part", "subpart", "chapter", "section")
    )
}


def _sides(match: Match) -> Iterator[tuple[SideName, Side]]:
    for side in match.left:
        yield "left", side
    for side in match.right:
        yield "right", side


def _anchor(match: Match) -> str:
    """The name of the row of a match in an address."""
    side = (match.right or match.left)[0]
    return side.eid if match.right else f"former-{side.eid}"


def _levels(match: Match) -> set[str]:
    return {side.level for _, side in _sides(match)}


def _by_node(matches: Iterable[Match]) -> Iterator[tuple[tuple[SideName, str], Match]]:
    for match in matches:
        for name, side in _sides(match):
            yield (name, side.eid), match


def categorise(match: Match, *, moved: bool | None = None, of_heading: bool = False) -> Category:
    """The category of a match, in one word.

    It is its kind, or, where the words stayed, moved, renumbered or unchanged. `moved` overrules
    the match's own flag: a chapter's move is not reported again for its articles. `of_heading`
    leaves the text out: changes inside a chapter are in the rows below it.
    """
    same_heading = of_heading and all(
        edit.op == "equal" or edit.noise for edit in match.heading_edits
    )
    quiet = match.kind == "reworded" and (same_heading or match.references_only)
    if match.kind != "unchanged" and not quiet:
        return match.kind
    if match.moved if moved is None else moved:
        return "moved"
    if match.references_only and not same_heading:
        return "explained"
    return "renumbered" if match.renumbered else "unchanged"
