"""The provisions that the steps of a citation lead to from its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.model.citation import Steps
from policydiff.model.document import Attachment, Document, Node, Provision, provisions_in
from policydiff.model.index import (
    CLAUSE_FAMILIES,
    FAMILIES,
    ProvisionIndex,
    index_document,
    mark_family,
    rank_of,
)
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.text.citations.finding import CitationStep
from policydiff.text.numerals import DIGIT, NUMERAL, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The body or an attachment, whose numbers count together.

    `by_number` holds its containers and articles by level and number, `articles` its articles in
    order; `prefix` is the step that names the attachment; `cites_articles` is True where its
    articles are numbered 第…条, so that a bare 第…条 can mean them.
    """

    nodes: tuple[Node, ...]
    by_number: dict[tuple[str, str], list[Provision]]
    articles: Sequence[Provision]
    cites_articles: bool
    prefix: Steps = ()


def read_scope(nodes: tuple[Node, ...], ordinal: str, prefix: Steps = ()) -> Scope:
    """The scope of nodes; `ordinal` is the word before the number of an article."""
    by_number: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for node in provisions_in(nodes):
        if rank_of(node.level) <= RANK["article"]:
            by_number[node.level, node.number].append(node)
    articles = [node for node in provisions_in(nodes) if node.level == "article"]
    numbered = any((node.num or "").startswith(ordinal) for node in articles)
    return Scope(
        nodes=nodes,
        by_number=dict(by_number),
        articles=articles,
        cites_articles=numbered,
        prefix=prefix,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlace:
    """The provisions around a block, the widest first, and the scope of its numbers."""

    scope: Scope
    containers: tuple[Provision, ...] = ()
    attachment: Attachment | None = None

    @property
    def holder(self) -> str | None:
        """The eId of the nearest provision around the block, else of the attachment."""
        if self.containers:
            return self.containers[-1].eid
        return self.attachment.eid if self.attachment else None

    def at_level(self, level: str) -> Provision | None:
        """The nearest provision of this level around the block."""
        return next((node for node in reversed(self.containers) if node.level == level), None)


_ATTACHED = re.compile(
    rf"附(?:[件表录图]|加)?\s?(?P<number>{NUMERAL}{{1,3}}|{DIGIT}{{1,3}}|[A-Z])(?![0-9A-Za-z])"
)
"""The head of an attachment, for example: 附录B"""

Located = tuple[Steps, str | None]
"""The steps of a citation in full, and the eId that they lead to."""


class Locator:
    """Finds the provisions that the citations of one document lead to."""

    def __init__(self, document: Document, *, clauses: bool = False) -> None:
        """`document` is indexed once; `clauses` if it is a rule or contract."""
        self.document, self.clauses = document, clauses
        self.index: ProvisionIndex = index_document(document)

    def locate(self, steps: tuple[CitationStep, ...], place: BlockPlace) -> Located:
        """Follow the steps; missing ones are taken from the place."""
        at = 0
        while not self._begins(steps[at : at + 2], place):
            at += 1
        first, below = steps[at], printed(steps[at + 1 :])
        if first.level in ("attachment", "preamble"):
            return self._attached(steps[at:], place)
        if first.how == "at" and self.clauses:
            return self._clause(steps[at:], place)
        if first.how == "at":
            return self._numbered(printed(steps[at:]), place)
        base = _relative(first, place)
        return (below, None) if base is None else self.below(base, below, place.scope)

    def target(self, steps: tuple[CitationStep, ...], place: BlockPlace) -> str | None:
        """The eId that the steps lead to from a place, None for nowhere."""
        return self.locate(steps, place)[1]

    def _begins(self, steps: tuple[CitationStep, ...], place: BlockPlace) -> bool:
        first = steps[0]
        if len(steps) == 1 or first.how == "at" or first.level in ("attachment", "preamble"):
            return True
        if steps[1].how != "at" or rank_of(steps[1].level) <= rank_of(first.level):
            return False  # 本条前款; 本条第九条 for 本条例第九条
        # 本编第二章 in a text that is one 编
        return first.level not in CONTAINERS or _relative(first, place) is not None

    def below(self, base: Provision, remaining: Steps, scope: Scope) -> Located:
        """Follow steps from a provision down; a number in several places leads nowhere."""
        own = (*scope.prefix, *self._path(base))
        if not remaining:
            return own, base.eid
        hits = self.index.below(base.content, remaining)
        if self.clauses and not hits:
            hits = self._parts([base], remaining)
        return (*own, *remaining), hits[0].eid if len(hits) == 1 else None

    def _parts(self, nodes: Sequence[Provision], steps: Steps) -> list[Provision]:
        parts = list(nodes)
        for step in steps:
            parts = [part for node in parts for part in self.index.parts(node, step)]
        return parts

    def _clause(self, steps: tuple[CitationStep, ...], place: BlockPlace) -> Located:
        """Follow steps to a clause: by its mark, by its level, by its number alone."""
        wanted = printed(steps)
        hits = [node for node in self.index.clauses(wanted) if isinstance(node, Provision)]
        nearest = self._nearest(hits, place)
        if nearest is None:
            located = self._numbered(wanted, place) if self._is_level(wanted[0], place) else None
            if located is not None and located[1] is not None:
                return located
            hits = next((hits for hits in self._by_number(steps, place) if hits), [])
            nearest = hits[0] if len(hits) == 1 else None
        if nearest is None:
            return (*place.scope.prefix, *wanted), None
        attached = self.index.clause(nearest.eid)
        prefix = attached.around[0][1] if attached else ()
        prefix = prefix if prefix and prefix[0][0] == "attachment" else ()
        return (*prefix, *self._path(nearest)), nearest.eid

    def _is_level(self, step: tuple[str, str], place: BlockPlace) -> bool:
        """True for a 款 or 项, and for a level whose numbers the text prints: 第三条."""
        return rank_of(step[0]) > RANK["article"] or (
            step[0] == "article" and place.scope.cites_articles
        )

    def _nearest(self, hits: Sequence[Provision], place: BlockPlace) -> Provision | None:
        """The clause in most of the provisions around a place; None where several are."""
        around = {node.eid for node in place.containers}
        around |= {place.attachment.eid} if place.attachment else set()
        shared = [len(around.intersection(self.index.ancestors(hit.eid))) for hit in hits]
        nearest = [hit for hit, count in zip(hits, shared, strict=True) if count == max(shared)]
        return nearest[0] if len(nearest) == 1 else None

    def _by_number(
        self, steps: tuple[CitationStep, ...], place: BlockPlace
    ) -> Iterator[list[Provision]]:
        """Yield the clauses of a number: 4. or 四、 for 第四条; for 第4点 the nearest."""
        first, below = steps[0], printed(steps[1:])
        if "." in first.number:
            yield list(self.index.counted(printed(steps)))
            return
        lists = [place.scope.nodes, *(node.content for node in place.containers)]
        wide = rank_of(first.level) <= RANK["article"]
        lists = lists[:1] if first.level in CONTAINERS else lists
        families = {"dotted"} if first.figure else {"enumeration"}
        for wanted in (families, FAMILIES if not wide else FAMILIES - CLAUSE_FAMILIES):
            for nodes in lists if wide else reversed(lists):
                numbered = [
                    node
                    for node in self.index.items(nodes)
                    if node.number == first.number and mark_family(node.num) in wanted
                ]
                yield self._parts(numbered, below)

    def _numbered(self, steps: Steps, place: BlockPlace) -> Located:
        """Follow steps with numbers, first near the place, then in its whole scope."""
        level = steps[0][0]
        for nodes in _bases(level, place):
            hits = self.index.below(nodes, steps)
            if len(hits) == 1:
                return self._complete(steps, hits[0], place.scope), hits[0].eid
        hits = place.scope.by_number.get(steps[0], [])
        if len(steps) > 1:
            hits = [hit for node in hits for hit in self.index.below(node.content, steps[1:])]
        if hits and (len(hits) == 1 or level == "article"):
            return self._complete(steps, hits[0], place.scope), hits[0].eid
        node = place.containers[-1] if place.containers else None
        return self._complete(steps, node, place.scope), None

    def _complete(self, steps: Steps, node: Provision | None, scope: Scope) -> Steps:
        """The steps with the article that a narrower citation leaves out."""
        missing = (
            [step for step in self._path(node) if rank_of(step[0]) < rank_of(steps[0][0])]
            if node
            else []
        )
        return (*scope.prefix, *missing, *steps)

    def _path(self, node: Provision) -> Steps:
        """The steps to a provision from its article, to a container from the widest."""
        above = [self.index.by_eid[eid] for eid in self.index.ancestors(node.eid)]
        chain = [node, *(holder for holder in above if isinstance(holder, Provision))]
        steps: Steps = tuple((holder.level, holder.number) for holder in reversed(chain))
        return tuple(step for step in steps if step[0] not in CONTAINERS) or steps

    def _attached(self, steps: tuple[CitationStep, ...], place: BlockPlace) -> Located:
        """Follow steps from 附件一, 本附件, the preamble, or the one attachment 附件."""
        first, attached = steps[0], self.document.attachments
        if first.level == "attachment" and not first.number:
            named = (
                place.attachment
                if first.how == "this"
                else attached[0]
                if len(attached) == 1
                else None
            )
            if named is None:
                return printed(steps), None
            steps = (replace(first, number=named.number, how="at"), *steps[1:])
        node = self.index.find(printed(steps))
        if node is None and self.clauses and len(steps) == 1:
            node = self._headed_attachment(steps[0].number)
        return printed(steps), node.eid if node else None

    def _headed_attachment(self, number: str) -> Provision | None:
        """A part whose heading names it as an attachment: 附录B　规范性附录, 附3：列表."""
        headed = (clause.node for clause in self.index.headed())
        return next(
            (
                node
                for node in headed
                if isinstance(node, Provision)
                and (match := _ATTACHED.match(node.heading or ""))
                and (canonical(match["number"]) or match["number"]) == number
            ),
            None,
        )


def _relative(step: CitationStep, place: BlockPlace) -> Provision | None:
    """The provision that 本条 or 前款 means."""
    here = place.at_level(step.level)
    if here is None or step.how == "this":
        return here
    siblings = place.scope.articles if step.level == "article" else _siblings(here, place)
    at = next(n for n, node in enumerate(siblings) if node is here)
    return siblings[at - step.count] if at >= step.count else None


def _siblings(node: Provision, place: BlockPlace) -> list[Provision]:
    at = next(n for n, holder in enumerate(place.containers) if holder is node)
    around = (
        place.containers[at - 1].content
        if at
        else place.attachment.content
        if place.attachment
        else place.scope.nodes
    )
    return [
        sibling
        for sibling in around
        if isinstance(sibling, Provision) and sibling.level == node.level
    ]


def _bases(level: str, place: BlockPlace) -> list[tuple[Node, ...]]:
    """The contents in which a number is looked for, the nearest first."""
    narrow = rank_of(level) > RANK["article"]
    held = [
        node.content
        for node in reversed(place.containers)
        if rank_of(node.level) < rank_of(level) and not (narrow and node.level in CONTAINERS)
    ]
    return [*held, place.attachment.content] if narrow and place.attachment else held


def printed(steps: tuple[CitationStep, ...]) -> Steps:
    """The steps that name a number."""
    return tuple((step.level, step.number) for step in steps if step.how == "at")
