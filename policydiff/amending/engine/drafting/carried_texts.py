"""The texts of the base as they become without any instruction for them.

Citations follow, and words change throughout the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.applying.new_wording import Edit, edited, free, settled
from policydiff.amending.engine.applying.reference_updates import Follower
from policydiff.amending.engine.effects.base import Base, BaseText, texts_in
from policydiff.amending.engine.effects.punctuation import fitted
from policydiff.amending.engine.reading.quoted_words import find_words, is_mark
from policydiff.amending.engine.tree.changes import ChangedWords
from policydiff.model.document import Block, Node, Provision, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughout:
    """Words that become others in the whole work.

    But not in the articles of the base that are `excepted`, by eId.
    """

    old: str
    new: str
    excepted: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Carried:
    """The base as it stands in the new version where nothing is ordered.

    `follower` knows where everything of it is there.
    """

    base: Base
    follower: Follower
    throughout: tuple[Throughout, ...] = ()
    _cache: dict[str, Provision] = field(default_factory=dict)

    def edits(self, text: BaseText) -> list[Edit]:
        """The edits of a text that need no instruction, in order.

        Their places are those of its characters.
        """
        words = settled(
            ChangedWords(
                eid=text.eid,
                begin=begin,
                end=end,
                old=text.text[begin:end],
                new=new,
                part=text.part,
                wide=True,
            )
            for change in self._meant(text.eid)
            for found in find_words(text.text, change.old)
            for begin, end, new in (
                fitted(text.text, *found, change.new)
                if text.part is None
                else (*found, change.new),
            )
        )
        block = self.base.index.by_eid.get(text.eid)
        references = block.references if isinstance(block, Block) else ()
        followed = {edit for reference in references for edit in self.follower.edits(reference)}
        found = {*words, *free(followed, words)}
        return sorted(edit for edit in found if text.text[edit[0] : edit[1]] != edit[2])

    def _meant(self, eid: str) -> Iterator[Throughout]:
        """The changes throughout the work that are not excepted here."""
        above = (
            {eid, *self.base.index.ancestors(eid)}
            if any(change.excepted for change in self.throughout)
            else set()
        )
        return (change for change in self.throughout if not above & set(change.excepted))

    def num(self, node: Provision) -> str | None:
        """The printed number of an item, whose marks change with all others."""
        num = node.num
        for change in self._meant(node.eid) if num and node.level in ("point", "indent") else ():
            num = num.replace(change.old, change.new) if num and is_mark(change.old) else num
        return num

    def node(self, node: Provision) -> Provision:
        """A provision with the texts that it has by itself."""
        cached = self._cache.get(node.eid)
        if cached is None:
            content = self.nodes(node.content)
            cached = self._cache[node.eid] = replace(
                node,
                num=self.num(node),
                heading=self.heading(node.eid, node.heading),
                content=content,
            )
        return cached

    def nodes(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """The nodes with the texts that they have by themselves."""
        return tuple(self._node(node) for node in nodes)

    def heading(self, eid: str, heading: str | None) -> str | None:
        """A heading as it is by itself."""
        return heading and edited(
            heading, self.edits(BaseText(eid=eid, text=heading, part="heading"))
        )

    def _node(self, node: Node) -> Node:
        if isinstance(node, Provision):
            return self.node(node)
        if isinstance(node, Block) and node.eid:
            return replace(
                node, text=edited(node.text, self.edits(BaseText(eid=node.eid, text=node.text)))
            )
        if isinstance(node, Table) and node.eid:
            texts = self._cells(node)
            rows = tuple(
                tuple(replace(cell, text=next(texts)) for cell in row) for row in node.rows
            )
            return replace(node, rows=rows)
        return node

    def _cells(self, table: Table) -> Iterator[str]:
        return (edited(text.text, self.edits(text)) for text in texts_in(table))
