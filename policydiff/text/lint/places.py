"""The places of blocks in the texts of the provisions around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policydiff.model.citation import Reference
from policydiff.model.document import (
    Block,
    Document,
    Node,
    Provision,
    cached_by_document,
    printed_lead,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintPlace:
    """A block, and its offset in the `text` of each node that holds it.

    `containers` are (eId, offset in characters) from the nearest node to the widest; last comes the
    block itself, where it has an eId of its own.
    """

    block: Block
    containers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A reference and its place.

    `eid` is the node that holds it, `begin` and `end` are characters of that node's text.
    """

    reference: Reference
    eid: str | None
    begin: int
    end: int
    line: int | None = None


@cached_by_document
def place_blocks(document: Document) -> tuple[LintPlace, ...]:
    """Every block of preamble, body and attachments in reading order.

    Blocks inside quoted structures are left out.
    """
    found: list[_Placed] = []
    for part in (document.preamble, document.body):
        found.extend(_read(part)[1])
    for attachment in document.attachments:
        below = _read(attachment.content)[1]
        found.extend(placed.held_by(attachment.eid) for placed in below)
    return tuple(placed.place() for placed in found)


def cited(document: Document) -> Iterator[Cited]:
    """Every reference in reading order, in the text of the nearest node."""
    for place in place_blocks(document):
        eid, offset = place.containers[0] if place.containers else (None, 0)
        for reference in place.block.references:
            begin, end = reference.span
            yield Cited(
                reference=reference,
                eid=eid,
                begin=begin + offset,
                end=end + offset,
                line=place.block.line,
            )


@dataclass(slots=True, kw_only=True)
class _Placed:
    """A block on the way up: its offset in the text of the node reached so far."""

    block: Block
    offset: int
    containers: list[tuple[str, int]] = field(default_factory=list)

    def held_by(self, eid: str) -> _Placed:
        self.containers.append((eid, self.offset))
        return self

    def place(self) -> LintPlace:
        own = ((self.block.eid, 0),) if self.block.eid is not None else ()
        return LintPlace(block=self.block, containers=(*self.containers, *own))


def _read(nodes: tuple[Node, ...]) -> tuple[str, list[_Placed]]:
    """The text of nodes as in the `text` of their parent, and the blocks in it."""
    texts: list[str] = []
    found: list[_Placed] = []
    begin = 0
    for node in nodes:
        if isinstance(node, Provision):
            text, below = _printed(node)
            for placed in below:
                placed.offset += begin
            found.extend(below)
        else:
            text = node.text
        if isinstance(node, Block):
            found.append(_Placed(block=node, offset=begin))
        texts.append(text)
        begin += len(text) + 1
    return "\n".join(texts), found


def _printed(node: Provision) -> tuple[str, list[_Placed]]:
    """A provision with its number and heading, and the blocks in it.

    Its text is the end of that.
    """
    text, below = _read(node.content)
    lead = printed_lead(node)
    for placed in below:
        placed.held_by(node.eid).offset += len(lead)
    return lead + text, below
