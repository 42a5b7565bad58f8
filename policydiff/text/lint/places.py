"""The places of blocks in the texts of the provisions around them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from policydiff.messages import Message
from policydiff.model.citation import Reference
from policydiff.model.comparison import Span
from policydiff.model.document import (
    Block,
    Document,
    Node,
    Provision,
    cached_by_document,
    printed_lead,
)
from policydiff.text.lint.flaw import Flaw, FlawType


@dataclass(frozen=True, slots=True, kw_only=True)
class LintPlace:
    """A block, and its offset in the `text` of each node that holds it.

    `containers` are (eId, offset in characters) from the nearest node to the widest; last comes the
    block itself, where it has an eId of its own.
    """

    block: Block
    containers: tuple[tuple[str, int], ...]

    @property
    def nearest(self) -> tuple[str | None, int]:
        """The first of `containers`; (None, 0) for a block in no named node."""
        return self.containers[0] if self.containers else (None, 0)

    def flaw(self, kind: FlawType, message: Message, span: Span) -> Flaw:
        """A flaw at a stretch of the block, [begin, end)."""
        eid, offset = self.nearest
        span = (span[0] + offset, span[1] + offset)
        return Flaw(type=kind, message=message, eid=eid, span=span, line=self.block.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A reference; `begin` and `end` are characters of the text of the node `eid`."""

    reference: Reference
    eid: str | None
    begin: int
    end: int
    line: int | None = None


@cached_by_document
def place_blocks(document: Document) -> tuple[LintPlace, ...]:
    """Every block in reading order, but for those in quoted structures."""
    return (
        *_read(document.preamble, ()),
        *_read(document.body, ()),
        *(
            place
            for attachment in document.attachments
            for place in _read(attachment.content, ((attachment.eid, 0),))
        ),
    )


def cited(document: Document) -> Iterator[Cited]:
    """Every reference in reading order, in the text of the nearest node."""
    for place in place_blocks(document):
        eid, offset = place.nearest
        for reference in place.block.references:
            begin, end = reference.span
            yield Cited(
                reference=reference,
                eid=eid,
                begin=begin + offset,
                end=end + offset,
                line=place.block.line,
            )


def _read(
    nodes: tuple[Node, ...], above: tuple[tuple[str, int], ...]
) -> Generator[LintPlace, None, int]:
    """The blocks of nodes in containers; returns the length of the nodes' text."""
    begin = 0
    for node in nodes:
        containers = tuple((eid, offset + begin) for eid, offset in above)
        if isinstance(node, Provision):
            lead = len(printed_lead(node))
            outer = tuple((eid, offset + lead) for eid, offset in containers)
            begin += lead + (yield from _read(node.content, ((node.eid, 0), *outer)))
        else:
            begin += len(node.text)
        if isinstance(node, Block):
            own = () if node.eid is None else ((node.eid, 0),)
            yield LintPlace(block=node, containers=(*containers, *own))
        begin += 1
    return max(0, begin - 1)
