"""An index beside a document's tree, by eId and by the steps of citations."""

from __future__ import annotations

import re
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
from policydiff.model.kinds import CONTAINERS, DIGITS, NUMERALS, RANK, Level

Target = Provision | Attachment | Block | Table

Marked = tuple[Provision | Attachment, Steps]
"""A clause with its own mark as steps; 3.2.1 is three of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedClause:
    """A clause with those around it, the widest first.

    `around` holds every one that has a mark or a heading; `cited` those from the nearest complete
    number on: of 第二章 3.2 (a) the last two. Both end with the clause itself.
    """

    node: Provision | Attachment
    around: tuple[Marked, ...]
    cited: tuple[Marked, ...]


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
    _clauses: dict[str, MarkedClause] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """The clauses by eId, once they were asked for."""
    _by_mark: dict[tuple[str, str], list[MarkedClause]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """The clauses by the last step of their mark."""

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
        if _is_of_clauses(steps):
            return self.clauses(steps)
        if not steps or steps[0][0] not in FAMILIES:
            return tuple(self._follow(steps))
        node = self._find_marks(steps)
        return (node,) if node is not None else tuple(_descend_marks(self.document.body, steps))

    def clause(self, eid: str) -> MarkedClause | None:
        """The clause of this eId with those around it; None for what has no mark."""
        self._read_clauses()
        return self._clauses.get(eid)

    def clauses(self, steps: Steps) -> tuple[Provision | Attachment, ...]:
        """Find the clauses whose marks are these, at any level.

        A name in full wins over one that leaves out what stands around: 2. is the second clause of
        the text, not that of a list; 1.2 is one number before it is 2. in 1. Levels below a mark,
        as in 3.2 第一款, are counted.
        """
        self._read_clauses()
        wanted = _spelt_out(steps)
        named = self._by_mark.get(wanted[-1], []) if wanted else []
        for hits in (
            [clause for clause in named if marks_of(clause.cited) == wanted],
            [clause for clause in named if marks_of(clause.around) == wanted],
            [clause for clause in named if _is_within(wanted, marks_of(clause.around))],
        ):
            if hits:
                exact = [clause for clause in hits if len(clause.cited) == len(steps)]
                return tuple(clause.node for clause in exact or hits)
        if len(steps) < 2 or steps[-1][0] not in RANK:
            return ()
        return tuple(
            part for node in self.clauses(steps[:-1]) for part in self.parts(node, steps[-1])
        )

    def parts(self, node: Provision | Attachment, step: tuple[str, str]) -> list[Provision]:
        """The parts of a clause by level and number, else its items with this number."""
        hits = self.below(node.content, (step,))
        return hits or [
            item for item in self.items(node.content) if item.number.rpartition(".")[2] == step[1]
        ]

    def items(self, nodes: tuple[Node, ...]) -> Iterator[Provision]:
        """The numbered provisions next below nodes, through 款 without a number."""
        for node in nodes:
            if isinstance(node, Provision):
                if node.num or node.level != "paragraph":
                    yield node
                else:
                    yield from self.items(node.content)

    def counted(self, steps: Steps) -> tuple[Provision, ...]:
        """The clauses of the body by their numbers alone: 四、 for 第四条, 六、2. for 6.2."""
        if not steps or (steps[0][0] not in RANK and steps[0][0] != "decimal"):
            return ()
        numbers = [part for _, number in steps for part in number.split(".")]
        nodes = [node for node in self.items(self.document.body) if node.number == numbers[0]]
        for number in numbers[1:]:
            nodes = [part for node in nodes for part in self.parts(node, ("point", number))]
        return tuple(nodes)

    def headed(self) -> Iterator[MarkedClause]:
        """Every clause that has a heading, in reading order."""
        self._read_clauses()
        return (clause for clause in self._clauses.values() if clause.node.heading)

    def _read_clauses(self) -> None:
        if self._clauses:
            return
        for clause in _walk_clauses(self.document):
            self._clauses.setdefault(clause.node.eid, clause)
            self._by_mark.setdefault(clause.cited[-1][1][-1], []).append(clause)

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


CLAUSE_FAMILIES = frozenset(
    (
        "decimal",
        "half-bracketed",
        "half-bracketed-enumeration",
        "sign",
        "capital",
        "small-letter",
        "bracketed-letter",
        "heading",
    )
)
"""The families of marks that laws do not use, and unnumbered headings."""

FAMILIES = frozenset(("enumeration", "bracketed", "dotted", "bracketed-digit", *CLAUSE_FAMILIES))

LONGEST_HEADING = 16
"""Characters of an unnumbered heading that stands in the names of the clauses below it."""

_FAMILY = re.compile(
    rf"(?P<sign>[①-⒛㈠-㈩㉑-㊿])|[（(]\s?(?:(?P<bracketed_digit>[{DIGITS}])|(?P<bracketed_letter>[A-Za-zＡ-Ｚａ-ｚⅠ-ⅿ])|(?P<bracketed>))"
    rf"|[{DIGITS}]{{1,4}}(?:(?P<decimal>[.．][{DIGITS}])|(?P<half_bracketed>\s?[)）])|(?P<dotted>))"
    rf"|[{NUMERALS}]{{1,9}}\s?(?:(?P<half_bracketed_enumeration>[)）])|(?P<enumeration>[、．.]))"
    r"|(?P<capital>[A-ZＡ-ＺⅠ-Ⅻ])|(?P<small_letter>[a-zａ-ｚⅰ-ⅻ])"
)
"""For example: 3.2.1"""


def mark_family(num: str | None) -> str | None:
    """The family of 一、 （一） 1． （1） 3.2 1) ① (a) A., as in `Marker`.

    None for 第一条 and no mark. Roman numerals are of the families of letters.
    """
    mark = (num or "").strip()
    match = _FAMILY.match(mark)
    if match is not None and match.lastgroup is not None:
        return match.lastgroup.replace("_", "-")
    return "enumeration" if mark.endswith("、") else None


def _is_of_clauses(steps: Steps) -> bool:
    return any(level in CLAUSE_FAMILIES or _is_decimal(level, number) for level, number in steps)


def _is_decimal(level: str, number: str) -> bool:
    """True for 3.2, as a mark or as the number of an article."""
    return level == "decimal" or (level == "article" and "." in number)


def _spelt_out(steps: Steps) -> Steps:
    """The steps with a decimal number as one for each of its numbers."""
    return tuple(
        (("dotted", part) if _is_decimal(level, number) else (level, part))
        for level, number in steps
        for part in (number.split(".") if _is_decimal(level, number) else (number,))
    )


def marks_of(chain: tuple[Marked, ...]) -> Steps:
    """The marks of a chain of clauses as the steps of one citation."""
    return tuple(step for _, steps in chain for step in steps)


def _is_within(wanted: Steps, marks: Steps) -> bool:
    """True where the marks hold all that are wanted, in their order."""
    remaining = iter(marks)
    return all(step in remaining for step in wanted)


def _walk_clauses(document: Document) -> Iterator[MarkedClause]:
    yield from _clauses_in((*document.preamble, *document.body), ())
    for attachment in document.attachments:
        chain: tuple[Marked, ...] = ((attachment, (("attachment", attachment.number),)),)
        yield MarkedClause(node=attachment, around=chain, cited=chain)
        yield from _clauses_in(attachment.content, chain)


def _clauses_in(nodes: tuple[Node, ...], above: tuple[Marked, ...]) -> Iterator[MarkedClause]:
    provisions = [node for node in nodes if isinstance(node, Provision)]
    unnumbered = sum(not node.num and node.heading is None for node in provisions)
    for node in provisions:
        own = _own_mark(node, counted=unnumbered > 1)
        around = above
        if node.num:
            while around and len(own) > 1 and marks_of(around[-1:]) == own[: len(around[-1][1])]:
                around = around[:-1]
        if own:
            around = (*around, (node, own))
            yield MarkedClause(node=node, around=around, cited=_cited(around))
        yield from _clauses_in(node.content, around)


def _own_mark(node: Provision, *, counted: bool) -> Steps:
    """The mark of a provision as steps; none for the only 款 of an article."""
    if not node.num:
        if node.heading is not None:
            return (("heading", node.heading.strip()),)
        return ((node.level, node.number),) if counted and node.level == "paragraph" else ()
    family = mark_family(node.num)
    return ((node.level, node.number),) if family is None else _spelt_out(((family, node.number),))


def _cited(around: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """The chain from the nearest complete number, in its attachment."""
    cited: list[Marked] = [around[-1]]
    for node, steps in reversed(around[:-1]):
        if _is_complete(cited[0][1]) or isinstance(node, Attachment):
            break
        level, name = steps[0]
        long = level == "heading" and len(name) > LONGEST_HEADING
        if level not in CONTAINERS and level != "paragraph" and not long:
            cited.insert(0, (node, steps))
    if isinstance(around[0][0], Attachment) and len(around) > 1:
        cited.insert(0, around[0])
    return tuple(cited)


def _is_complete(steps: Steps) -> bool:
    """True for 第六条, 第二章, 3.2, an unnumbered heading: nothing stands before."""
    level = steps[0][0]
    return len(steps) > 1 or level in ("article", "heading") or level in CONTAINERS


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
