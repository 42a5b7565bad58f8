"""Chapters and sections of a drafted decision: which live on, which come with a heading or whole, which go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policydiff.amending.cn_places import write_place
from policydiff.amending.drafting_items import UNITS, Item, Writer
from policydiff.amending.drafting_pairs import Pairs
from policydiff.amending.placing import articles
from policydiff.model.consolidation import Steps
from policydiff.model.document import Document, Node, Provision, node_lines
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS


@dataclass(slots=True, kw_only=True)
class Structure:
    """The items for containers. `quoted` are the eIds of new articles that they bring, `gone` those of old ones that go with their chapter."""

    pairs: Pairs
    writer: Writer
    told: frozenset[str] = frozenset()
    """The eIds of old containers whose numbers are told."""
    items: list[Item] = field(default_factory=list)
    quoted: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    _written: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Write the items."""
        for node in containers(self.pairs.new.body):
            origin = self.pairs.origin(node.eid)
            if origin is not None:
                self._stays(origin, node)
            elif node.eid not in self._written:
                self._comes(node)
        for node in containers(self.pairs.old.body):
            if self.pairs.kept(node.eid) is None and node.eid not in self._written:
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
        place = write_place(shortest(self.before, old)) or ""
        clauses = []
        if origin in self.told:
            clauses.append(f"将{place}改为{write_place(shortest(self.after, node))}")
        if old.heading != node.heading and node.heading:
            named = f"{UNITS[node.level]}名" if clauses else f"将{place}{UNITS[node.level]}名"
            clauses.append(f"{named}修改为{self.writer.quote(node.heading)}")
        if clauses:
            self._add(node, "，".join(clauses) + "。")

    def _comes(self, node: Provision) -> None:
        """A new chapter: with its articles where all of them are new, else its heading and what stands before the first that is not."""
        inside = articles(node.content)
        staying = next((article for article in inside if self.pairs.origin(article.eid)), None)
        kept = next((inner for inner in containers(node.content) if self.pairs.origin(inner.eid)), None)
        number = write_place(((node.level, node.number),))
        if staying is None and kept is None:
            holder = self._holder(node)
            if holder is not None:
                self._mark(node)
                self._add(node, f"{holder}增加一{UNITS[node.level]}，作为{number}：{self.writer.quote(_lines([node]))}")
                return
            staying = next((article for article in self._following(node) if self.pairs.origin(article.eid)), None)
        origin = self.before.by_eid.get(self.pairs.origin(staying.eid) or "") if staying is not None else None
        if not isinstance(origin, Provision):
            return
        rows = list(_row_until(node, self.pairs, staying.eid if staying is not None else ""))
        for row in rows:
            self._mark(row, deep=False)
        place = write_place(shortest(self.before, origin))
        text = self.writer.quote("\n".join(_bare_lines(rows)))
        self._add(node, f"在{place}前增加一{UNITS[node.level]}，作为{number}：{text}")

    def _goes(self, node: Provision) -> None:
        """An old chapter: with its articles where none stays, else its heading alone."""
        inside = articles(node.content)
        stays = any(self.pairs.kept(inner.eid) for inner in (*inside, *containers(node.content)))
        order = self.pairs.order_of_old(inside[0].eid if inside else node.eid)
        if not stays:
            self.gone |= {article.eid for article in inside}
            self._written |= {inner.eid for inner in (node, *containers(node.content))}
            self.items.append(Item(order=order, text=f"删去{write_place(shortest(self.before, node))}。", keys=(node.eid,)))
        elif inside:
            place = write_place(shortest(self.before, inside[0]))
            self.items.append(Item(order=order, text=f"删去{place}前的{UNITS[node.level]}名。", keys=(node.eid,)))

    def _holder(self, node: Provision) -> str | None:
        """The words for what a new chapter comes into, "" for the body, None where that is new itself."""
        above = self.after.parents.get(node.eid)
        if above is None:
            return ""
        origin = self.before.by_eid.get(self.pairs.origin(above) or "")
        return write_place(shortest(self.before, origin)) if isinstance(origin, Provision) else None

    def _following(self, node: Provision) -> list[Provision]:
        return [article for article in articles(self.pairs.new.body) if self.after.order[article.eid] > self.after.order[node.eid]]

    def _mark(self, node: Provision, *, deep: bool = True) -> None:
        """It is quoted, with all that it holds."""
        self._written.add(node.eid)
        self.quoted |= {node.eid} if node.level == "article" else set()
        for inner in (*articles(node.content), *containers(node.content)) if deep else ():
            self._mark(inner)

    def _add(self, node: Provision, text: str) -> None:
        self.items.append(Item(order=(self.after.order[node.eid], 0), text=text, keys=(node.eid,)))


def _row_until(node: Provision, pairs: Pairs, stop: str) -> Iterator[Provision]:
    """A new container, and new containers and articles in it or behind it, up to what is of the old text."""
    row = [inner for inner in row_of(pairs.new.body) if inner.eid]
    begin = next(place for place, inner in enumerate(row) if inner.eid == node.eid)
    for inner in row[begin:]:
        if inner.eid == stop or pairs.origin(inner.eid) is not None:
            return
        yield inner


def row_of(nodes: Sequence[Node]) -> Iterator[Provision]:
    """Containers and articles in reading order."""
    for node in nodes:
        if isinstance(node, Provision):
            yield node
            if node.level in CONTAINERS:
                yield from row_of(node.content)


def containers(nodes: Sequence[Node]) -> list[Provision]:
    """The chapters and sections among nodes, at any depth, in order."""
    return [node for node in row_of(nodes) if node.level in CONTAINERS]


def shortest(index: ProvisionIndex, node: Provision) -> Steps:
    """The shortest name of a provision that means it alone: 第五条, or 第二章第五条 where each chapter counts anew."""
    chain: list[Provision] = [node]
    for eid in index.ancestors(node.eid):
        above = index.by_eid.get(eid)
        if isinstance(above, Provision):
            chain.insert(0, above)
    steps = tuple((step.level, step.number) for step in chain)
    names = (steps[-length:] for length in range(1, len(steps) + 1))
    return next((name for name in names if _means(index, name, node)), steps)


def _means(index: ProvisionIndex, steps: Steps, node: Provision) -> bool:
    found = index.candidates(steps)
    return len(found) == 1 and found[0] is node


def _bare_lines(rows: Sequence[Provision]) -> Iterator[str]:
    """Headings, and articles with their texts."""
    for node in rows:
        if node.level in CONTAINERS:
            yield (node.num or "") + "　" + (node.heading or "")
        else:
            yield from node_lines(node)


def _lines(nodes: Sequence[Provision]) -> str:
    return "\n".join(_bare_lines([inner for node in nodes for inner in (node, *row_of(node.content))]))


def whole_text(document: Document) -> str:
    """All articles with their chapters."""
    return "\n".join(_bare_lines(list(row_of(document.body))))
