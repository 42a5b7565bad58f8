"""The words of the new version, changed as ordered or with references followed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.tree.changes import ChangedWords, Part, Removed
from policydiff.amending.engine.tree.numbering import head, key, marked, renumbered
from policydiff.messages import Message, template
from policydiff.model.citation import Reference
from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import Level
from policydiff.model.source import Problem
from policydiff.text.numerals import FIGURE, NUMBER
from policydiff.text.traditions.mainland.amending_places import ATTACHMENTS, LEVEL_WORDS, TO

_WORDS = "|".join(sorted(LEVEL_WORDS, key=len, reverse=True))
_STEP = re.compile(
    rf"(?<!前)(?<!{FIGURE})(?P<first>第)?[（(]?{NUMBER}[）)]?(?:(?P<word>{_WORDS})(?:之{NUMBER}(?:之{NUMBER})*)?|(?(first)|(?!)))"
    rf"|(?P<attachment>{'|'.join(ATTACHMENTS)}){NUMBER}"
)
"""第三条, 第十条之一, 第（二）项, and in lists 第三 or 四条; 附件一."""
_ALONE = re.compile(rf"{NUMBER}(?P<word>(?!))?(?P<attachment>(?!))?")
"""A member of a list that shares its level with the next: 五 in 第四、五、六条."""
_TO = re.compile("|".join(TO))
_MOVED = template("{num} cites {text}, and something else comes before it now")
_LOST = template("{num} cites {text}, which the decision deletes or moves")
_PREVIOUS = ("前款", "前条")
_LEVELS: dict[str, Level] = {"款": "paragraph", "条": "article"}
Edit = tuple[int, int, str]
"""[begin, end) in characters of the old text, and what stands there now."""
Places = dict[str, dict[str, str]]
"""By eId of the base: level → number in the new version."""


def new_places(body: tuple[Node, ...], attachments: tuple[Attachment, ...] = ()) -> Places:
    """The numbers of every provision that stays, its own and those above it."""
    places: Places = {}

    def visit(nodes: tuple[Node, ...], above: dict[str, str]) -> None:
        for node in nodes:
            if isinstance(node, Provision):
                here = {**above, node.level: node.number}
                if node.eid:
                    places[node.eid] = here
                visit(node.content, here)

    visit(body, {})
    for attachment in attachments:
        if attachment.eid:
            places[attachment.eid] = {"attachment": attachment.number}
        visit(attachment.content, {"attachment": attachment.number})
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleReference:
    """A reference that stays though its place is gone, no range or another (`moved`)."""

    holder: str
    text: str
    moved: bool = False


@dataclass(slots=True)
class Follower:
    """The places of everything of the base in the new version, and what is gone."""

    base: Document
    places: Places
    gone: Mapping[str, Removed]
    stale: list[StaleReference] = field(default_factory=list)
    index: ProvisionIndex = field(init=False)

    def __post_init__(self) -> None:
        """Index the base."""
        self.index = index_document(self.base)

    def edits(self, reference: Reference) -> Iterator[Edit]:
        """The edits, in characters of its text's block, that make a reference follow."""
        if not reference.internal or reference.target is None:
            return
        if reference.text.startswith(_PREVIOUS):
            self.check(reference)
        parts = (
            _TO.split(reference.text, maxsplit=1)
            if reference.end_target is not None
            else [reference.text]
        )
        places = [
            self.place(target or "", reference)
            for target in (reference.target, reference.end_target)[: len(parts)]
        ]
        if (
            len(places) > 1
            and key(places[0].get("article", "")) > key(places[1].get("article", "")) > ()
        ):
            self.stale.append(StaleReference(holder=reference.holder or "", text=reference.text))
            return
        begin = reference.span[0]
        for part, place in zip(parts, places, strict=True):
            for match, number in _numbered(part, place):
                new = renumbered(match[0], number) or match[0]
                if new != match[0]:
                    yield begin + match.start(), begin + match.end(), new
            begin += len(part) + 1

    def check(self, reference: Reference) -> None:
        """Record a 前款 or 前条 that stays but means another 款 or 条 now."""
        level = _LEVELS[reference.text[1]]
        target, holder = (
            self.index.at_level(reference.target or "", level),
            self.index.at_level(reference.holder or "", level),
        )
        if target is None or holder is None or not {target.eid, holder.eid} <= self.places.keys():
            return
        before, here = (self.places[node.eid].get(level, "") for node in (target, holder))
        if head(before) + 1 != head(here) and head(target.number) + 1 == head(holder.number):
            self.stale.append(
                StaleReference(holder=reference.holder or "", text=reference.text, moved=True)
            )

    def place(self, eid: str, reference: Reference) -> dict[str, str]:
        """The place in the new version of something of the base.

        As far as it can be stated, where it was rewritten; empty, where it is gone.
        """
        for name in (eid, *self.index.ancestors(eid)):
            if name in self.places:
                return self.places[name]
            removed = self.gone.get(name)
            if removed is not None and (removed.into or removed.heir):
                if name != eid:
                    self.stale.append(
                        StaleReference(holder=reference.holder or "", text=reference.text)
                    )
                new = {"article": removed.into or ""} | (
                    {"paragraph": removed.paragraph} if removed.paragraph else {}
                )
                return new if removed.into else self.places.get(removed.heir or "", {})
            if removed is not None:
                self.stale.append(
                    StaleReference(holder=reference.holder or "", text=reference.text)
                )
                return {}
        return {}


def _numbered(text: str, place: dict[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """The numerals of a citation and the new numbers of their levels."""
    alone = _ALONE.fullmatch(text)
    matches = list(_STEP.finditer(text)) if alone is None else [alone]
    for match in matches:
        level = "attachment" if match["attachment"] else LEVEL_WORDS.get(match["word"] or "")
        if level is None:
            named = {LEVEL_WORDS.get(beside["word"] or "") for beside in matches}
            level = next((name for name in reversed(place) if name not in named), None)
        if level is not None and level in place:
            yield match, place[level]


def stale_references(follower: Follower) -> tuple[Problem, ...]:
    """Problems of references left as they were: 第五条 cites 第三条第二项, now gone."""
    references = dict.fromkeys(
        (stale.holder.split("__")[0], stale.text, stale.moved) for stale in follower.stale
    )
    return tuple(
        Problem(
            code="reference-moved" if moved else "reference-lost",
            message=Message(
                _MOVED if moved else _LOST,
                num=getattr(follower.index.by_eid.get(holder), "num", None) or holder,
                text=text,
            ),
            hint=Message(
                "the decision does not say what is meant now; its words stand as they were"
            ),
        )
        for holder, text, moved in references
    )


@dataclass(slots=True)
class Wording:
    """Sets words by eId; `lists` are eIds of what holds lists with other items now."""

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
        changed = ((node, self.node(node)) for node in nodes)
        return tuple(
            new
            for old, new in changed
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
    chosen: list[ChangedWords] = []
    for change in sorted(
        set(words), key=lambda change: (change.wide, change.begin - change.end, change.begin)
    ):
        at = bisect_left(chosen, _span(change), key=_span)
        if not any(change.meets(near) for near in chosen[max(at - 1, 0) : at + 1]):
            chosen.insert(at, change)
    return [(change.begin, change.end, change.new) for change in chosen]


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
    done = 0
    for begin, end, new in sorted(set(edits)):
        pieces += (text[done:begin], new)
        done = end
    return "".join((*pieces, text[done:]))
