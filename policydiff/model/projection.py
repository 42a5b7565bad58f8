"""The text of a document as one string, with the way back from every character to the provision that holds it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from policydiff.model.document import Attachment, Block, Document, Node, Provision, Quoted, Table

PieceKind = Literal["block", "heading", "table", "quoted"]
Extra = Literal["heading", "table", "quoted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the projected text that is one block, heading, table or quoted block, whole.

    `begin` and `end` are characters of the projection. `eid` names the provision or attachment that holds it, None for what
    stands in none; `place` is its index in the holder's content (of a quoted block, the place of its `Quoted`), or, where
    nothing holds it, in its part of the document; None for a heading. `block` is its own eId, where it has one.
    """

    begin: int
    end: int
    kind: PieceKind
    eid: str | None
    place: int | None
    block: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The text and its pieces in reading order; between two pieces stands one line feed."""

    text: str
    pieces: tuple[Piece, ...]
    spans: dict[str, tuple[int, int]] = field(compare=False, repr=False)

    def at(self, offset: int) -> tuple[Piece, int] | None:
        """The piece at a character and the offset in it; a line feed belongs to the piece before it. None outside the text."""
        if not 0 <= offset < len(self.text):
            return None
        piece = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece.begin) - 1]
        return piece, offset - piece.begin

    def span_of(self, eid: str) -> tuple[int, int] | None:
        """The characters of a provision, attachment or named block with all below it; None where it is unknown or has no text."""
        return self.spans.get(eid)

    def pieces_in(self, begin: int, end: int) -> tuple[Piece, ...]:
        """The pieces that share a character with [begin, end)."""
        first = bisect_right(self.pieces, begin, key=lambda piece: piece.begin) - 1
        last = bisect_right(self.pieces, end - 1, key=lambda piece: piece.begin)
        return tuple(piece for piece in self.pieces[max(first, 0) : last] if piece.end > begin)


def project(root: Document | Provision | Attachment, also: Collection[Extra] = ()) -> Projection:
    """The text of a document, provision or attachment: its blocks joined by line feeds.

    `also` adds headings, tables, or the blocks of quoted structures, each where it stands.
    """
    pieces: list[Piece] = []
    texts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    end = -1
    for kind, text, eid, place, block, holders in _walk(root, frozenset(also)):
        begin, end = end + 1, end + 1 + len(text)
        texts.append(text)
        pieces.append(Piece(begin=begin, end=end, kind=kind, eid=eid, place=place, block=block))
        for name in (*holders, *((block,) if block else ())):
            spans[name] = (spans.get(name, (begin, 0))[0], end)
    return Projection(text="\n".join(texts), pieces=tuple(pieces), spans=spans)


_Found = tuple[PieceKind, str, str | None, int | None, str | None, tuple[str, ...]]
"""Kind, text, the holder's eId, place, own eId, and the eIds of all that hold it."""


def _walk(root: Document | Provision | Attachment, also: frozenset[Extra]) -> Iterator[_Found]:
    if not isinstance(root, Document):
        yield from _holder(root, (), also)
        return
    for part in (root.preface, root.preamble, root.body, root.conclusions):
        yield from _nodes(part, (), also)
    for attachment in root.attachments:
        yield from _holder(attachment, (), also)


def _holder(node: Provision | Attachment, above: tuple[str, ...], also: frozenset[Extra]) -> Iterator[_Found]:
    holders = (*above, node.eid)
    if node.heading is not None and "heading" in also:
        yield "heading", node.heading, node.eid, None, None, holders
    yield from _nodes(node.content, holders, also)


def _nodes(
    nodes: tuple[Node, ...] | tuple[Block | Table, ...] | tuple[Block, ...], above: tuple[str, ...], also: frozenset[Extra]
) -> Iterator[_Found]:
    eid = above[-1] if above else None
    for place, node in enumerate(nodes):
        if isinstance(node, Provision):
            yield from _holder(node, above, also)
        elif isinstance(node, Block):
            yield "block", node.text, eid, place, node.eid, above
        elif isinstance(node, Table):
            if "table" in also:
                yield "table", node.text, eid, place, node.eid, above
        elif "quoted" in also:
            for text in _quoted_texts(node):
                yield "quoted", text, eid, place, node.eid, above


def _quoted_texts(node: Quoted) -> Iterator[str]:
    return (text for _, text, *_ in _nodes(node.content, (), frozenset(("heading", "table", "quoted"))))
