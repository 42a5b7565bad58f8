"""An index beside a document's tree, by eId and by the steps of citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policydiff.model.citation import Steps
from policydiff.model.document import (
    Attachment,
    Block,
    Document,
    Node,
    Provision,
    Quoted,
    Table,
    cached_by_document,
)
from policydiff.model.kinds import RANK, Level

Target = Provision | Attachment | Block | Table

_RANKS: dict[str, int] = {level: rank for level, rank in RANK.items()}  # noqa: C416 - any word


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionIndex:
    """Every named node of one document.

    `by_eid` holds provisions, attachments, and blocks and tables that have an eId; `parents` gives
    the eId of the node above, None at the top; `order` the position in reading order.
    """

    document: Document
    by_eid: dict[str, Target]
    parents: dict[str, str | None]
    order: dict[str, int]
    _below: dict[tuple[int, str], tuple[tuple[Node, ...], dict[str, list[Provision]]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """The provisions of a level below nodes, by number, with the nodes themselves."""

    def below(self, nodes: tuple[Node, ...], steps: Steps) -> list[Provision]:
        """The provisions below nodes, as `descend` gives; each level is walked once."""
        level, number = steps[0]
        if (id(nodes), level) not in self._below:
            numbers: dict[str, list[Provision]] = {}
            for node in _of_level(nodes, level):
                for key, named in _named_by(node):
                    numbers.setdefault(key, []).append(named)
            self._below[id(nodes), level] = nodes, numbers
        matches = self._below[id(nodes), level][1].get(number, [])
        if len(steps) == 1:
            return list(matches)
        return [inner for node in matches for inner in self.below(node.content, steps[1:])]

    def ancestors(self, eid: str) -> Iterator[str]:
        """The eIds above, the nearest first."""
        above = self.parents.get(eid)
        while above is not None:
            yield above
            above = self.parents.get(above)

    def at_level(self, eid: str, level: Level) -> Provision | None:
        """The provision itself or the nearest one above it that has this level."""
        for name in (eid, *self.ancestors(eid)):
            node = self.by_eid.get(name)
            if isinstance(node, Provision) and node.level == level:
                return node
        return None

    def between(self, begin: str, end: str | None) -> tuple[str, ...]:
        """The eIds of a range, at the level of both ends; without one the first."""
        first, last = self.by_eid.get(begin), self.by_eid.get(end or begin)
        if end is None or not isinstance(first, Provision) or not isinstance(last, Provision):
            return (begin,)
        inside = range(self.order[begin], self.order[end] + 1)
        return tuple(
            provision.eid
            for provision in self.document.provisions
            if provision.level == first.level and self.order[provision.eid] in inside
        ) or (begin,)

    def find(self, steps: Steps) -> Target | None:
        """Find the node that a citation's steps name; None without one.

        第六十条第一项 without a 款 finds the point in any paragraph of the article, where only one has it.
        Steps above the article, as in 第二章第五条, are checked where they are given. A step may also
        name a family of marks (see `Marker`), as 一（一） does: ("enumeration", "1"), ("bracketed",
        "1"), at any level.
        """
        if steps and steps[0][0] in FAMILIES:
            return self._find_marks(steps)
        nodes = self._follow(steps)
        unsure = len(nodes) > 1 and steps[-1][0] != "article"
        return nodes[0] if nodes and not unsure else None

    def printed(self, num: str) -> Target | None:
        """The article that prints this number (第十八条); None for marks such as 1．."""
        known = (
            node
            for node in self.by_eid.values()
            if isinstance(node, Provision) and node.level == "article" and node.num == num
        )
        first = next(known, None) if mark_family(num) is None else None
        return (
            None
            if first is None or first.number is None
            else self.find((("article", first.number),))
        )

    def candidates(self, steps: Steps) -> tuple[Target, ...]:
        """Find all nodes that steps may name, several where numbers restart."""
        if not steps or steps[0][0] not in FAMILIES:
            return tuple(self._follow(steps))
        node = self._find_marks(steps)
        return (node,) if node is not None else tuple(_descend_marks(self.document.body, steps))

    def _find_marks(self, steps: Steps) -> Target | None:
        nodes = list(_descend_marks(self.document.body, steps))
        if not nodes and len(steps) == 1:
            return self.find((("article", steps[0][1]),))
        articles = [node for node in nodes if node.level == "article"]
        best = articles if len(articles) == 1 else nodes
        return best[0] if len(best) == 1 else None

    def _follow(self, steps: Steps) -> list[Target]:
        if not steps:
            return []
        (word, number), below = steps[0], steps[1:]
        if word == "preamble":
            counted = [
                node
                for node in self.document.preamble
                if isinstance(node, Block) and node.role == "text"
            ]
            return (
                list(counted[int(number) - 1 : int(number)])
                if number.isdigit() and number != "0" and not below
                else []
            )
        if word == "attachment":
            named = [
                attachment
                for attachment in self.document.attachments
                if attachment.number == number
            ]
            return (
                list(named)
                if not below
                else [
                    node for attachment in named for node in self.below(attachment.content, below)
                ]
            )
        return list(self.below(self.document.body, steps))


def descend(nodes: tuple[Node, ...], steps: Steps) -> list[Provision]:
    """The provisions below nodes by the steps, through levels that they leave out."""
    level, number = steps[0]
    provisions = [node for node in _of_level(nodes, level) if node.number == number]
    if len(steps) == 1:
        return provisions
    return [inner for node in provisions for inner in descend(node.content, steps[1:])]


def _of_level(nodes: tuple[Node, ...], level: str) -> Iterator[Provision]:
    """The provisions of a level below nodes, through wider levels."""
    rank = rank_of(level)
    for node in nodes:
        if isinstance(node, Provision):
            if node.level == level:
                yield node
            elif RANK[node.level] < rank:
                yield from _of_level(node.content, level)


def _named_by(node: Provision) -> Iterator[tuple[str, Provision]]:
    """A provision with its number; for a 款 without text 2.1, 2.2 in it."""
    clauses = () if node.level != "paragraph" or node.own_text else node.children
    if not clauses:
        yield node.number, node
    for clause in clauses:
        yield clause.number.rpartition(".")[2], clause


FAMILIES = frozenset(("enumeration", "bracketed", "dotted", "bracketed-digit"))


def mark_family(num: str | None) -> str | None:
    """The family of 一、 （一） 1． （1）, as in `Marker`; None for 第一条 and no mark."""
    mark = (num or "").strip()
    if mark[:1] in ("（", "("):
        return "bracketed-digit" if mark[1:2].isdecimal() else "bracketed"
    if mark[:1].isdecimal():
        return "dotted"
    return "enumeration" if mark.endswith("、") else None


def _descend_marks(nodes: tuple[Node, ...], steps: Steps) -> Iterator[Provision]:
    """Provisions with the marks of the steps, at any depth."""
    family, number = steps[0]
    for node in nodes:
        if not isinstance(node, Provision):
            continue
        if mark_family(node.num) != family:
            yield from _descend_marks(node.content, steps)
        elif node.number == number:
            yield from [node] if len(steps) == 1 else _descend_marks(node.content, steps[1:])


def rank_of(word: str) -> int:
    """The rank of a step, greater for a narrower one; -1 for attachment and preamble."""
    return _RANKS.get(word, -1)


@cached_by_document
def index_document(document: Document) -> ProvisionIndex:
    """Build the index of a document; of two nodes with one eId the first counts."""
    by_eid: dict[str, Target] = {}
    parents: dict[str, str | None] = {}
    order: dict[str, int] = {}

    def visit(node: Target, above: str | None) -> None:
        if node.eid is not None and node.eid not in by_eid:
            by_eid[node.eid] = node
            parents[node.eid] = above
            order[node.eid] = len(order)
        for child in node.content if isinstance(node, Provision | Attachment) else ():
            if not isinstance(child, Quoted):
                visit(child, node.eid)

    for node in (*document.preamble, *document.body, *document.attachments):
        if not isinstance(node, Quoted):
            visit(node, None)
    return ProvisionIndex(document=document, by_eid=by_eid, parents=parents, order=order)
