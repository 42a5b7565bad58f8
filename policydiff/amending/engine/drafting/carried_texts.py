"""The texts of the base as they become without any instruction for them.

Citations follow, and words change throughout the work: stated once, where all or nearly all change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.applying.new_wording import Edit, Follower, edited, free, settled
from policydiff.amending.engine.drafting.pairs import Pairs
from policydiff.amending.engine.drafting.writing import reads_back
from policydiff.amending.engine.effects.base import Base, BaseText, texts_in
from policydiff.amending.engine.effects.punctuation import fitted
from policydiff.amending.engine.reading.quoted_words import find_words, is_mark, level
from policydiff.amending.engine.tree.changes import ChangedWords
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.document import Block, Node, Provision, Table, provisions_in
from policydiff.model.index import index_document

LEAST = 4
"""Articles in which words change before they are said to change throughout; marks are said so from
two on.
"""
EXCEPTED = 3
"""Articles that are excepted at most."""
LONGEST = 40
_PLACE = re.compile(r"第.{1,150}[编章节条款项目]")
"""Citations follow by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughout:
    """Words that become others in the whole work."""

    old: str
    new: str
    excepted: tuple[str, ...] = ()
    """The eIds of articles of the base in which they stay."""


@dataclass(slots=True, kw_only=True)
class Carried:
    """The base as it stands in the new version where nothing is ordered."""

    base: Base
    follower: Follower
    """Knows where everything of the base stands there."""
    throughout: tuple[Throughout, ...] = ()
    _cache: dict[str, Provision] = field(default_factory=dict)

    def edits(self, text: BaseText) -> list[Edit]:
        """The edits of a text that need no instruction, in order."""
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
            for span in find_words(text.text, change.old)
            for begin, end, new in (
                fitted(text.text, *span, change.new) if text.part is None else (*span, change.new),
            )
        )
        block = self.base.index.by_eid.get(text.eid)
        references = block.references if isinstance(block, Block) else ()
        followed = {edit for reference in references for edit in self.follower.edits(reference)}
        edits = {*words, *free(followed, words)}
        return sorted(edit for edit in edits if text.text[edit[0] : edit[1]] != edit[2])

    def _meant(self, eid: str) -> Iterator[Throughout]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """An article of the base as it reads by itself, and as it is to read."""

    old: Provision
    before: str
    after: str


def find_throughout(pairs: Pairs, carried: Carried) -> tuple[Throughout, ...]:
    """Words that change wherever they stand, the most frequent first."""
    sides = list(_sides(pairs, carried))
    counts = Counter(pair for side in sides for pair in set(_hunks(side)))
    changes: list[Throughout] = []
    for (old, new), number in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        least = 2 if is_mark(old) else LEAST
        if (
            number >= least
            and not _PLACE.search(old + new)
            and not any(old in change.old or change.old in old for change in changes)
        ):
            stays = _stays(old, new, sides, least)
            if stays is not None and not _elsewhere(old, new, carried, pairs):
                changes.append(Throughout(old=old, new=new, excepted=stays))
    return tuple(changes)


def _sides(pairs: Pairs, carried: Carried) -> Iterator[_Sides]:
    before, after = index_document(pairs.old).by_eid, index_document(pairs.new).by_eid
    for eid in pairs.articles:
        old, new = before[eid], after[pairs.lives[eid]]
        if isinstance(old, Provision) and isinstance(new, Provision):
            yield _Sides(old=old, before=carried.node(old).text, after=new.text)


def _hunks(side: _Sides) -> Iterator[tuple[str, str]]:
    """Words and what stands in their place."""
    if side.before == side.after:
        return
    gone = ""
    for edit in redline_texts(side.before, side.after, exact=True):
        if (
            edit.op == "insert"
            and gone
            and "\n" not in gone + edit.text
            and max(len(gone), len(edit.text)) <= LONGEST
        ):
            yield from (
                _marks(gone, edit.text) if level(gone) == level(edit.text) else ((gone, edit.text),)
            )
        gone = edit.text if edit.op == "delete" else ""


def _marks(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The single marks that are printed otherwise."""
    if len(old) == len(new):
        yield from (
            (before, after)
            for before, after in zip(old, new, strict=True)
            if before != after and is_mark(before)
        )


def _stays(old: str, new: str, sides: list[_Sides], least: int) -> tuple[str, ...] | None:
    """The few articles in which the words stay; None where many, or some of one text."""
    stays: list[str] = []
    changes = 0
    for side in sides:
        stood = _count(side.before, old)
        still = side.after.count(old) - side.after.count(new) * new.count(old)
        if stood and still >= stood:
            stays.append(side.old.eid)
        elif stood and still > 0:
            return None
        changes += bool(stood) and still <= 0
    fits = (
        changes >= least
        and len(stays) <= min(EXCEPTED, changes // 4)
        and reads_back(old)
        and reads_back(new)
    )
    return tuple(stays) if fits and not (is_mark(old) and stays) else None


def _count(text: str, old: str) -> int:
    """The number of times that words stand in a text; a mark as it is printed."""
    return text.count(old) if is_mark(old) else len(find_words(text, old))


def _elsewhere(old: str, new: str, carried: Carried, pairs: Pairs) -> bool:
    """True if the words stay in the preamble, in a heading or in an attachment."""
    texts = [
        text
        for text in carried.base.texts(())
        if carried.base.index.at_level(text.eid, "article") is None or text.eid.startswith("att_")
    ]
    if not any(_count(text.text, old) for text in texts):
        return False
    parts = (*pairs.new.preamble, *pairs.new.attachments)
    lines = [node.text for node in parts] + [
        node.heading or "" for node in provisions_in(pairs.new.body)
    ]
    there = "\n".join(lines)
    return there.count(old) - there.count(new) * new.count(old) > 0
