"""A document as comparable units: everything in it that has a place of its own, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.diffing.noise import Span, fold_key
from policydiff.model.comparison import Side
from policydiff.model.document import Attachment, Block, BlockRole, Document, Node, Provision, Quoted, Table, heading_gap, number_gap
from policydiff.model.kinds import CONTAINERS

LEFT_OUT = frozenset(("title", "contents", "fact", "number"))
"""Roles of blocks before the text that are compared elsewhere: as title, headings and facts."""

TOGETHER: dict[BlockRole, BlockRole] = {"date": "order"}
"""Roles of blocks before the text that are one thing with those of another: the day under an order belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One comparable part of a document.

    `text` is what a provision's `text` is; `numbering` the spans of printed numbers in it; `lead` what is printed before it on its
    first line, and `offset` where that begins in the text of the unit above; `key` and `heading_key` are the texts under the noise rule. `zone` is the part of the document that it stands in
    (title, preface, preamble, body, conclusions, or the eId of an attachment), `parent` the unit above, `order` its place in
    reading order, `last` that of the last unit below it.
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
    key: str = ""
    heading_key: str = ""
    order: int = 0
    last: int = 0
    parent: Unit | None = field(default=None, compare=False, repr=False)

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
    """A stretch of text with the spans of the printed numbers in it."""

    text: str
    numbering: tuple[Span, ...] = ()


def read_units(document: Document, *, exact: bool = False) -> tuple[Unit, ...]:
    """Every unit of a document in reading order; with `exact` nothing counts as noise."""
    reader = _Reader(exact=exact)
    reader.add_text("title", document.title, eid="title", level="title")
    zones: tuple[tuple[str, Iterable[Node]], ...] = (
        ("preface", _gathered(document.preface)),
        ("preamble", document.preamble),
        ("body", document.body),
        ("conclusions", document.conclusions),
    )
    for zone, nodes in zones:
        reader.add_nodes(nodes, zone, None)
    for attachment in document.attachments:
        reader.add_attachment(attachment)
    return reader.finished()


def _gathered(preface: Iterable[Block | Table]) -> list[Node]:
    """The blocks before the text, those of one role together: the 题注 is one, the order of promulgation another."""
    gathered: dict[str, Block] = {}
    found: list[Node] = []
    for block in preface:
        if not isinstance(block, Block) or block.role in LEFT_OUT:
            found.append(block)
            continue
        role = TOGETHER.get(block.role, block.role)
        before = gathered.get(role)
        text = block.text if before is None else f"{before.text}\n{block.text}"
        gathered[role] = Block(text=text, role=role)
        found = [*(node for node in found if node is not before), gathered[role]]
    return found


@dataclass(slots=True)
class _Reader:
    """Walks the tree and gathers units; `last` is known only when all below is read."""

    exact: bool
    units: list[Unit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    parents: list[int | None] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    known: dict[int, _Printed] = field(default_factory=dict)
    keys: dict[tuple[str, tuple[Span, ...]], str] = field(default_factory=dict)

    def finished(self) -> tuple[Unit, ...]:
        made: list[Unit] = []
        for unit, parent, last in zip(self.units, self.parents, self.lasts, strict=True):
            made.append(_placed(unit, len(made), last, None if parent is None else made[parent]))
        return tuple(made)

    def add(self, unit: Unit, parent: int | None) -> int:
        self.units.append(unit)
        self.parents.append(parent)
        self.lasts.append(len(self.units) - 1)
        return len(self.units) - 1

    def add_text(self, zone: str, text: str, *, eid: str, level: str, parent: int | None = None, offset: int = 0) -> None:
        self.add(Unit(eid=eid, level=level, zone=zone, text=text, offset=offset, key=self.key(text)), parent)

    def add_nodes(self, nodes: Iterable[Node], zone: str, parent: int | None, *, inside: bool = False) -> None:
        """Units below a node; `inside` an article, blocks are part of its text and no units of their own."""
        offset = 0
        for node in nodes:
            if isinstance(node, Provision):
                self.add_provision(node, zone, parent, inside=inside, offset=offset)
            elif isinstance(node, Table):
                self.add_text(zone, node.text, eid=self.eid(node, zone, "table"), level="table", parent=parent, offset=offset)
            elif not inside and not (zone == "preface" and isinstance(node, Block) and node.role in LEFT_OUT):
                level = "preamble" if zone == "preamble" else "block"
                self.add_text(zone, node.text, eid=self.eid(node, zone, "p"), level=level, parent=parent, offset=offset)
            offset += len(self.printed(node).text) + 1

    def add_provision(self, node: Provision, zone: str, parent: int | None, *, inside: bool, offset: int) -> None:
        below, whole = self.below(node.content), self.printed(node)
        unit = Unit(
            eid=node.eid,
            level=node.level,
            zone=zone,
            num=node.num,
            number=node.number,
            heading=node.heading,
            text=below.text,
            numbering=below.numbering,
            lead=whole.text[: len(whole.text) - len(below.text)],
            offset=offset,
            key=self.key(below.text, below.numbering),
            heading_key=self.key(node.heading or ""),
        )
        place = self.add(unit, parent)
        self.add_nodes(node.content, zone, place, inside=inside or node.level not in CONTAINERS)
        self.lasts[place] = len(self.units) - 1

    def add_attachment(self, node: Attachment) -> None:
        below = self.below(node.content)
        unit = Unit(
            eid=node.eid,
            level="attachment",
            zone="attachments",
            num=node.num,
            number=node.number,
            heading=node.heading,
            text=below.text,
            numbering=below.numbering,
            key=self.key(below.text, below.numbering),
            heading_key=self.key(node.heading or ""),
        )
        place = self.add(unit, None)
        self.add_nodes(node.content, node.eid, place)
        self.lasts[place] = len(self.units) - 1

    def printed(self, node: Node) -> _Printed:
        """A node as it is printed, as in `node_lines`, with the spans of the numbers; each is put together once."""
        if not isinstance(node, Provision):
            return _Printed(text=node.text)
        known = self.known.get(id(node))
        if known is None:
            known = self.known[id(node)] = self.put_together(node)
        return known

    def put_together(self, node: Provision) -> _Printed:
        num = node.num or ""
        lead = num + ("" if node.heading is None else heading_gap(node) + node.heading)
        below = self.below(node.content)
        between = _between(node, lead)
        own = ((0, len(num)),) if num else ()
        return _Printed(text=lead + between + below.text, numbering=own + _shifted(below.numbering, len(lead) + len(between)))

    def below(self, content: Iterable[Node]) -> _Printed:
        """What stands below, one node a line or more."""
        texts: list[str] = []
        spans: list[Span] = []
        place = 0
        for node in content:
            piece = self.printed(node)
            texts.append(piece.text)
            spans.extend(_shifted(piece.numbering, place))
            place += len(piece.text) + 1
        return _Printed(text="\n".join(texts), numbering=tuple(spans))

    def key(self, text: str, numbering: tuple[Span, ...] = ()) -> str:
        """The key of a text, folded once: an article of one 款 says what its 款 says."""
        known = self.keys.get((text, numbering))
        if known is None:
            known = self.keys[text, numbering] = fold_key(text, numbering, exact=self.exact)
        return known

    def eid(self, node: Block | Table | Quoted, zone: str, stem: str) -> str:
        """The node's own eId, or one made from its place, stable for one document."""
        if node.eid is not None:
            return node.eid
        stem = f"{zone}__{stem}"
        self.counts[stem] = self.counts.get(stem, 0) + 1
        return f"{stem}_{self.counts[stem]}"


def _placed(unit: Unit, order: int, last: int, parent: Unit | None) -> Unit:
    values = {name: getattr(unit, name) for name in Unit.__slots__}
    return Unit(**values | {"order": order, "last": last, "parent": parent})


def _between(node: Provision, lead: str) -> str:
    """What is set between a node's number and heading and its text."""
    if not node.content:
        return ""
    if node.heading is not None and node.heading_stop is None:
        return "\n"
    if not lead:
        return ""
    return node.heading_stop if node.heading_stop is not None else number_gap(node)


def _shifted(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple((begin + by, end + by) for begin, end in spans)
