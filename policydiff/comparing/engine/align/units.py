"""A document as comparable units: everything in it with a place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from policydiff.model.comparison import Side
from policydiff.model.document import (
    Attachment,
    Block,
    BlockRole,
    Document,
    Node,
    Provision,
    Quoted,
    Table,
    cached_by_document,
    printed_lead,
)
from policydiff.model.kinds import CONTAINERS
from policydiff.text.noise import Span, fold_key

LEFT_OUT = frozenset(("title", "contents", "fact", "number"))
"""Roles of blocks before the text that are compared elsewhere: as title, headings and facts."""

TOGETHER: dict[BlockRole, BlockRole] = {"date": "order"}
"""Roles of blocks before the text that are one thing with those of another: the day under an order
belongs to it.
"""


class Keys:
    """The texts of one document under the noise rule, each folded once."""

    __slots__ = ("_exact", "_keys")

    def __init__(self, *, exact: bool = False) -> None:
        self._exact = exact
        self._keys: dict[tuple[str, tuple[Span, ...]], str] = {}

    def of(self, text: str, numbering: tuple[Span, ...] = ()) -> str:
        """The key of a text with printed numbers at these spans."""
        key = self._keys.get((text, numbering))
        if key is None:
            key = self._keys[text, numbering] = fold_key(text, numbering, exact=self._exact)
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One comparable part of a document.

    `text` is what a provision's `text` is; `numbering` the spans of printed numbers in it; `lead`
    what is printed before it on its first line, and `offset` where that begins in the text of the
    unit above. `zone` is the part of the document that it stands in (title, preface, preamble,
    body, conclusions, or the eId of an attachment), `order` its position in reading order, `last`
    that of the last unit below it. `keys` makes the keys, which only a comparison needs.
    """

    eid: str
    level: str
    zone: str
    num: str | None = None
    number: str | None = None
    heading: str | None = None
    text: str = ""
    numbering: tuple[Span, ...] = ()
    lead: str = ""
    offset: int = 0
    order: int = 0
    last: int = 0
    parent: Unit | None = field(default=None, compare=False, repr=False)
    keys: Keys = field(default_factory=Keys, compare=False, repr=False)
    _made: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The text under the noise rule."""
        if "text" not in self._made:
            self._made["text"] = self.keys.of(self.text, self.numbering)
        return self._made["text"]

    @property
    def heading_key(self) -> str:
        """The heading under the noise rule; empty where there is none."""
        if "heading" not in self._made:
            self._made["heading"] = self.keys.of(self.heading or "")
        return self._made["heading"]

    @property
    def side(self) -> Side:
        """The unit as a comparison names it."""
        return Side(eid=self.eid, num=self.num, level=self.level, heading=self.heading)

    def within(self) -> Iterator[Unit]:
        """The units above, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    text: str
    numbering: tuple[Span, ...] = ()


@cached_by_document
def read_units(document: Document, *, exact: bool = False) -> tuple[Unit, ...]:
    """Every unit of a document in reading order; with `exact` nothing is noise."""
    reader = _UnitsReader(keys=Keys(exact=exact))
    if not document.untitled:
        reader.add_text("title", document.title, eid="title", level="title")
    zones: tuple[tuple[str, Iterable[Node]], ...] = (
        ("preface", _group_by_role(document.preface)),
        ("preamble", document.preamble),
        ("body", document.body),
        ("conclusions", document.conclusions),
    )
    for zone, nodes in zones:
        reader.add_nodes(nodes, zone, None)
    for attachment in document.attachments:
        reader.add_attachment(attachment)
    return reader.finished()


def _group_by_role(preface: Iterable[Block | Table]) -> list[Node]:
    """The blocks before the text, those of one role together (题注, order)."""
    by_role: dict[str, Block] = {}
    found: list[Node] = []
    for block in preface:
        if not isinstance(block, Block) or block.role in LEFT_OUT:
            found.append(block)
            continue
        role = TOGETHER.get(block.role, block.role)
        before = by_role.get(role)
        text = block.text if before is None else f"{before.text}\n{block.text}"
        by_role[role] = Block(text=text, role=role)
        found = [*(node for node in found if node is not before), by_role[role]]
    return found


@dataclass(slots=True)
class _UnitsReader:
    """Walks the tree and collects units."""

    keys: Keys
    units: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    parents: list[int | None] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    printed_nodes: dict[int, _Printed] = field(default_factory=dict)
    contents: dict[int, _Printed] = field(default_factory=dict)

    def finished(self) -> tuple[Unit, ...]:
        made: list[Unit] = []
        for facts, parent, last in zip(self.units, self.parents, self.lasts, strict=True):
            above = None if parent is None else made[parent]
            made.append(Unit(**facts, order=len(made), last=last, parent=above, keys=self.keys))
        return tuple(made)

    def add(self, facts: dict[str, Any], parent: int | None) -> int:
        self.units.append(facts)
        self.parents.append(parent)
        self.lasts.append(len(self.units) - 1)
        return len(self.units) - 1

    def add_text(
        self,
        zone: str,
        text: str,
        *,
        eid: str,
        level: str,
        parent: int | None = None,
        offset: int = 0,
    ) -> None:
        self.add({"eid": eid, "level": level, "zone": zone, "text": text, "offset": offset}, parent)

    def add_nodes(
        self, nodes: Iterable[Node], zone: str, parent: int | None, *, inside: bool = False
    ) -> None:
        """Add the units below a node; `inside` an article, blocks are part of its text."""
        offset = 0
        for node in nodes:
            if isinstance(node, Provision):
                self.add_provision(node, zone, parent, inside=inside, offset=offset)
            elif isinstance(node, Table):
                self.add_text(
                    zone,
                    node.text,
                    eid=self.eid(node, zone, "table"),
                    level="table",
                    parent=parent,
                    offset=offset,
                )
            elif not inside and not (
                zone == "preface" and isinstance(node, Block) and node.role in LEFT_OUT
            ):
                level = "preamble" if zone == "preamble" else "block"
                self.add_text(
                    zone,
                    node.text,
                    eid=self.eid(node, zone, "p"),
                    level=level,
                    parent=parent,
                    offset=offset,
                )
            offset += len(self.printed(node).text) + 1

    def add_provision(
        self, node: Provision, zone: str, parent: int | None, *, inside: bool, offset: int
    ) -> None:
        below, whole = self.below(node), self.printed(node)
        lead = whole.text[: len(whole.text) - len(below.text)]
        place = self.add(
            {
                **_facts(node, below),
                "level": node.level,
                "zone": zone,
                "lead": lead,
                "offset": offset,
            },
            parent,
        )
        self.add_nodes(node.content, zone, place, inside=inside or node.level not in CONTAINERS)
        self.lasts[place] = len(self.units) - 1

    def add_attachment(self, node: Attachment) -> None:
        place = self.add(
            {**_facts(node, self.below(node)), "level": "attachment", "zone": "attachments"}, None
        )
        self.add_nodes(node.content, node.eid, place)
        self.lasts[place] = len(self.units) - 1

    def printed(self, node: Node) -> _Printed:
        """A node as it is printed, with the spans of the numbers; put together once."""
        printed = self.printed_nodes.get(id(node))
        if printed is None:
            printed = (
                self.put_together(node) if isinstance(node, Provision) else _Printed(text=node.text)
            )
            self.printed_nodes[id(node)] = printed
        return printed

    def put_together(self, node: Provision) -> _Printed:
        lead, below = printed_lead(node), self.below(node)
        own = ((0, len(node.num)),) if node.num else ()
        return _Printed(
            text=lead + below.text, numbering=own + _shifted(below.numbering, len(lead))
        )

    def below(self, above: Provision | Attachment) -> _Printed:
        """The text below a node, one node a line or more; put together once."""
        printed = self.contents.get(id(above))
        if printed is None:
            pieces = [self.printed(node) for node in above.content]
            starts = accumulate((len(piece.text) + 1 for piece in pieces), initial=0)
            spans = [
                span
                for piece, start in zip(pieces, starts, strict=False)
                for span in _shifted(piece.numbering, start)
            ]
            printed = _Printed(
                text="\n".join(piece.text for piece in pieces), numbering=tuple(spans)
            )
            self.contents[id(above)] = printed
        return printed

    def eid(self, node: Block | Table | Quoted, zone: str, stem: str) -> str:
        """The node's own eId, or one made from its place, stable for one document."""
        if node.eid is not None:
            return node.eid
        stem = f"{zone}__{stem}"
        self.counts[stem] = self.counts.get(stem, 0) + 1
        return f"{stem}_{self.counts[stem]}"


def _facts(node: Provision | Attachment, below: _Printed) -> dict[str, Any]:
    return {
        "eid": node.eid,
        "num": node.num,
        "number": node.number,
        "heading": node.heading,
        "text": below.text,
        "numbering": below.numbering,
    }


def _shifted(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple([(begin + by, end + by) for begin, end in spans])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLink:
    """A left and a right unit that correspond, by their indices.

    They come with the odds that they correspond and the pass that found them. `confirmed` is True
    where a person set what was found.
    """

    left: int
    right: int
    score: float
    reason: str
    confirmed: bool = False

    @property
    def places(self) -> tuple[int, int]:
        """Both places."""
        return self.left, self.right


def bundles(links: Sequence[UnitLink]) -> Iterator[list[UnitLink]]:
    """Links joined by a common unit, in the order of the left."""
    bundle_of: dict[tuple[str, int], list[UnitLink]] = {}
    for link in sorted(links, key=lambda link: (link.left, link.right)):
        ends = (("left", link.left), ("right", link.right))
        joined = [link]
        for bundle in {
            id(bundle): bundle for end in ends if (bundle := bundle_of.get(end)) is not None
        }.values():
            joined = bundle + joined
        for member in joined:
            bundle_of["left", member.left] = bundle_of["right", member.right] = joined
    seen: set[int] = set()
    for link in sorted(links, key=lambda link: (link.left, link.right)):
        bundle = bundle_of["left", link.left]
        if id(bundle) not in seen:
            seen.add(id(bundle))
            yield bundle
