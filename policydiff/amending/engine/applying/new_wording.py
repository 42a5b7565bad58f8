"""The words of the new version.

Changed as instructed, and, where they stay, with references that follow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.applying.reference_updates import Follower
from policydiff.amending.engine.tree.changes import ChangedWords, Part
from policydiff.amending.engine.tree.list_items import marked
from policydiff.model.citation import Reference
from policydiff.model.document import Attachment, Block, Node, Provision, Table

Edit = tuple[int, int, str]
"""[begin, end) in characters of the old text, and what stands there now."""


@dataclass(slots=True)
class Wording:
    """Sets words by eId of the base.

    `lists` are the eIds of what holds a list in which items came or went.
    """

    words: Sequence[ChangedWords]
    follower: Follower
    lists: frozenset[str]
    _parts: dict[tuple[str, Part], list[ChangedWords]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the words by the part of the node in which they stand."""
        self._parts = {}
        for change in self.words:
            self._parts.setdefault((change.eid, change.part), []).append(change)

    def attachment(self, node: Attachment) -> Attachment:
        """The attachment with its words."""
        heading = self.heading(node.eid, node.heading)
        return replace(node, heading=heading, content=self.nodes(node.content))

    def nodes(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The nodes with their words; a paragraph of which nothing is left goes."""
        found = ((node, self.node(node)) for node in nodes)
        return tuple(
            new
            for old, new in found
            if not (isinstance(new, Block) and isinstance(old, Block) and old.text and not new.text)
        )

    def node(self, node: Node) -> Node:
        """The node with its words; quoted text stands as it is, and has no eId."""
        if isinstance(node, Provision):
            content = self.nodes(node.content)
            heading = self.heading(node.eid, node.heading)
            num = self.num(node)
            ended = marked(content, self.end(node.eid)) if node.eid in self.lists else content
            return replace(node, num=num, heading=heading, content=ended)
        if isinstance(node, Block) and node.eid:
            return replace(
                node, text=self.text(node.eid, None, node.text, node.references), references=()
            )
        return self.table(node) if isinstance(node, Table) else node

    def end(self, eid: str) -> str:
        """The mark with which a provision of the base ends."""
        node = self.follower.index.by_eid.get(eid)
        return node.text[-1:] if node is not None else ""

    def table(self, node: Table) -> Table:
        """The table with the words of its cells."""
        rows = tuple(
            tuple(
                replace(cell, text=self.text(node.eid or "", (row, column), cell.text))
                for column, cell in enumerate(cells)
            )
            for row, cells in enumerate(node.rows)
        )
        return replace(node, rows=rows)

    def heading(self, eid: str, heading: str | None) -> str | None:
        """The heading with its words."""
        return self.text(eid, "heading", heading) if heading else heading

    def num(self, node: Provision) -> str | None:
        """The printed number of an item with other marks."""
        num = node.num
        for change in self._parts.get((node.eid, "num"), ()):
            num = num.replace(change.old, change.new) if num else num
        return num

    def text(self, eid: str, part: Part, text: str, references: Iterable[Reference] = ()) -> str:
        """A text with its changes."""
        words = settled(self._parts.get((eid, part), ()))
        followed = (edit for reference in references for edit in self.follower.edits(reference))
        return edited(text, [*words, *free(followed, words)])


def settled(words: Iterable[ChangedWords]) -> list[Edit]:
    """The edits of one text, in order.

    What is ordered for this place goes before what holds for the whole work, longer words before
    shorter.
    """
    found: list[ChangedWords] = []
    for change in sorted(
        set(words), key=lambda change: (change.wide, change.begin - change.end, change.begin)
    ):
        at = bisect_left(found, _span(change), key=_span)
        if not any(change.meets(other) for other in found[max(at - 1, 0) : at + 1]):
            found.insert(at, change)
    return [(change.begin, change.end, change.new) for change in found]


def _span(change: ChangedWords) -> tuple[int, int]:
    return change.begin, change.end


def free(edits: Iterable[Edit], words: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that touch none of the words that change; those are `settled`."""
    for edit in edits:
        at = bisect_left(words, edit)
        near = words[max(at - 1, 0) : at + 1]
        if not any(begin < edit[1] and edit[0] < end for begin, end, _ in near):
            yield edit


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits that do not overlap."""
    pieces: list[str] = []
    place = 0
    for begin, end, new in sorted(set(edits)):
        pieces += (text[place:begin], new)
        place = end
    return "".join((*pieces, text[place:]))
