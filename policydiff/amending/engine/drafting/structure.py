"""Chapters and sections of a drafted decision: those that live on, come and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from policydiff.amending.engine.drafting.pairs import Pairs, containers, out_of_order, row_of
from policydiff.amending.engine.drafting.writing import Clause, DraftedItem, head_clause
from policydiff.amending.engine.operations import Delete, Insert, RemoveHeading, Renumber, Steps
from policydiff.model.document import Provision, lines_in, node_lines
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS, RANK


def shortest(index: ProvisionIndex, node: Provision) -> Steps:
    """The shortest unique name: 第五条, or 第二章第五条 where each chapter counts from 1."""
    chain: list[Provision] = [node]
    for eid in index.ancestors(node.eid):
        above = index.by_eid.get(eid)
        if isinstance(above, Provision):
            chain.insert(0, above)
    steps = tuple((step.level, step.number) for step in chain)
    names = (steps[-length:] for length in range(1, len(steps) + 1))
    return next((name for name in names if means(index, name, node)), steps)


def means(index: ProvisionIndex, steps: Steps, node: Provision) -> bool:
    """True if a name means this provision, and no other."""
    candidates = index.candidates(steps)
    return len(candidates) == 1 and candidates[0] is node


@dataclass(slots=True, kw_only=True)
class Structure:
    """The items for containers."""

    pairs: Pairs
    stated_numbers: frozenset[str] = frozenset()
    """The eIds of old containers whose numbers are stated."""
    items: list[DraftedItem] = field(default_factory=list)
    quoted: set[str] = field(default_factory=set)
    """The eIds of new articles that come with their chapter."""
    gone: set[str] = field(default_factory=set)
    """The eIds of old articles that go with their chapter."""
    stuck: set[str] = field(default_factory=set)
    """The eIds of old provisions in a new chapter that can only come whole."""
    _strays: frozenset[str] = field(init=False)
    _came: set[str] = field(default_factory=set)
    _went: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._strays = out_of_order(self.pairs)
        for node in containers(self.pairs.new.body):
            origin = self.pairs.origin(node.eid)
            if origin is not None:
                self._stays(origin, node)
            elif node.eid not in self._came:
                self._comes(node)
        for node in containers(self.pairs.old.body):
            if self.pairs.successor(node.eid) is None and node.eid not in self._went:
                self._goes(node)

    @property
    def before(self) -> ProvisionIndex:
        """The index of the old text."""
        return index_document(self.pairs.old)

    @property
    def after(self) -> ProvisionIndex:
        """The index of the new text."""
        return index_document(self.pairs.new)

    def _stays(self, origin: str, node: Provision) -> None:
        old = self.before.by_eid[origin]
        if not isinstance(old, Provision):
            return
        place = shortest(self.before, old)
        clauses: list[Clause] = []
        if origin in self.stated_numbers:
            clauses.append((Renumber(steps=place, result_steps=shortest(self.after, node)),))
        if old.heading != node.heading and node.heading:
            clauses.append(head_clause(place, node.heading))
        if clauses:
            self._add(node, *clauses)

    def _comes(self, node: Provision) -> None:
        """Add the item for a new chapter.

        With its articles where it comes among its like, else its heading and what stands before the
        first article that is not new.
        """
        rows, stop = self._until(node)
        holder = self._holder(node)
        inside = {
            inner.eid
            for inner in row_of(node.content)
            if self.pairs.origin(inner.eid) not in self._strays
        }
        whole = inside <= {row.eid for row in rows}
        origin = (
            self.before.by_eid.get(self.pairs.origin(stop.eid) or "") if stop is not None else None
        )
        among = self._has_like(node) and not self._regroups
        if whole and holder is not None and (among or not isinstance(origin, Provision)):
            rows = [row for row in rows if row.eid in {node.eid, *inside}]
            coming = Insert(unit=node.level, steps=holder)
        elif isinstance(origin, Provision):
            coming = Insert(unit=node.level, steps=shortest(self.before, origin), side="before")
        else:
            self._is_stuck(node)
            return
        self._came |= {row.eid for row in rows}
        self.quoted |= {row.eid for row in rows if row.level not in CONTAINERS}
        text, within = "\n".join(_bare_lines(rows)), () if coming.side else coming.steps
        self._add(
            node,
            tuple(
                replace(coming, result_steps=(*within, (row.level, row.number)), text=text)
                for row in rows
                if row.level == node.level
            ),
        )

    @property
    def _regroups(self) -> bool:
        """True if headings over articles that stay come or go: numbers mislead."""
        staying = [old for old in self.pairs.articles if old not in self._strays]
        heads = [
            eid
            for old in staying
            for eid in self.before.ancestors(old)
            if self.pairs.successor(eid) is None
        ]
        fresh = [
            eid
            for old in staying
            for eid in self.after.ancestors(self.pairs.lives[old])
            if self.pairs.origin(eid) is None
        ]
        return bool(heads or fresh)

    def _is_stuck(self, node: Provision) -> None:
        """Record what stands in a new chapter that can only come whole.

        A new section in it has something of the old text before it, and other headings behind it.
        """
        above = [
            self.after.by_eid[eid]
            for eid in self.after.ancestors(node.eid)
            if self.pairs.origin(eid) is None
        ]
        outer = above[-1] if above else node
        inside = row_of((outer,)) if isinstance(outer, Provision) else ()
        self.stuck |= {
            origin for inner in inside if (origin := self.pairs.origin(inner.eid)) is not None
        }

    def _until(self, node: Provision) -> tuple[list[Provision], Provision | None]:
        """A new container with what is new behind it, and the first article then.

        The article stays where it was among the others; None where other headings stand before it.
        Articles that come from elsewhere find their place by their numbers.
        """
        row = [
            inner
            for inner in row_of(self.pairs.new.body)
            if self.pairs.origin(inner.eid) not in self._strays
        ]
        begin = next(index for index, inner in enumerate(row) if inner.eid == node.eid)
        end = next(
            (
                index
                for index, inner in enumerate(row[begin:], begin)
                if self.pairs.origin(inner.eid) is not None
            ),
            len(row),
        )
        behind = row[end:]
        heads = list(takewhile(lambda inner: inner.level in CONTAINERS, behind))
        fits = all(
            RANK[head.level] >= RANK[node.level] and self.pairs.origin(head.eid) for head in heads
        )
        following = behind[len(heads) : len(heads) + 1] if fits else []
        stays = bool(following) and self.pairs.origin(following[0].eid) is not None
        return row[begin:end], following[0] if stays else None

    def _has_like(self, node: Provision) -> bool:
        """True if its holder has another of its level that stays, and none of its number."""
        above = self.after.parents.get(node.eid)
        siblings = self.after.by_eid[above].content if above is not None else self.pairs.new.body  # type: ignore[union-attr]
        like = [
            sibling
            for sibling in siblings
            if isinstance(sibling, Provision) and sibling.level == node.level
        ]
        alone = sum(sibling.number == node.number for sibling in like) == 1
        return alone and any(self.pairs.origin(sibling.eid) for sibling in like)

    def _goes(self, node: Provision) -> None:
        """Add the item for an old chapter that goes: its articles too where none stays."""
        inside = [inner for inner in row_of(node.content) if inner.level == "article"]
        stays = any(
            self.pairs.successor(inner.eid) for inner in (*inside, *containers(node.content))
        )
        order = self.pairs.order_of_old(inside[0].eid if inside else node.eid)
        place = shortest(self.before, node)
        if not stays and means(self.before, place, node):
            self.gone |= {article.eid for article in inside}
            self._went |= {inner.eid for inner in (node, *containers(node.content))}
            clause: Clause = (Delete(steps=place),)
        elif inside:
            article = shortest(self.before, inside[0])
            clause = (RemoveHeading(steps=(*article, ("heading", node.level))),)
        else:
            return
        self.items.append(DraftedItem(order=order, clauses=(clause,), keys=(node.eid,)))

    def _holder(self, node: Provision) -> Steps | None:
        """The place into which a new chapter comes; None where it is new itself."""
        above = self.after.parents.get(node.eid)
        if above is None:
            return ()
        origin = self.before.by_eid.get(self.pairs.origin(above) or "")
        return shortest(self.before, origin) if isinstance(origin, Provision) else None

    def _add(self, node: Provision, *clauses: Clause) -> None:
        order = (self.after.order[node.eid], 0)
        self.items.append(DraftedItem(order=order, clauses=clauses, keys=(node.eid,)))


def _bare_lines(rows: Sequence[Provision]) -> Iterator[str]:
    """Headings, and articles with their texts."""
    for node in rows:
        if node.level in CONTAINERS:
            yield (node.num or "") + "　" + (node.heading or "")
            yield from lines_in(child for child in node.content if not isinstance(child, Provision))
        else:
            yield from node_lines(node)
