"""The tree of the new version, built once; what stays keeps its eId meanwhile.

containers (what goes, comes, is numbered again) → numbers of articles → what articles hold →
articles that come or move
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.tree.changes import BODY, PREAMBLE, container_name, group_of
from policydiff.amending.engine.tree.collected_changes import Changes
from policydiff.amending.engine.tree.numbering import (
    Numbering,
    counted,
    key,
    number_remaining,
    renumbered,
    reordered,
    with_children,
)
from policydiff.amending.engine.tree.rows import (
    articles,
    holds,
    homes_of,
    put_articles,
    put_beside,
    regrouped,
    releveled,
)
from policydiff.model.document import Attachment, Block, Document, Node, Provision, provisions_in
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.index import descend
from policydiff.model.kinds import CONTAINERS


def rebuild(base: Document, changes: Changes) -> tuple[Document, frozenset[str]]:
    """The base with new structure and old words, and the eIds of lists that changed."""
    builder = _ScopeBuilder(changes=changes)
    preamble = (
        builder.preamble(base.preamble)
        if changes.preamble is None
        else _prefaced(base.preamble, changes.preamble)
    )
    body = builder.scope(BODY, base.body)
    attachments = builder.attachments(base.attachments)
    tree = replace(base, preamble=preamble, body=body, attachments=attachments)
    return tree, frozenset(builder.lists)


def _prefaced(old: tuple[Node, ...], new: tuple[Node, ...]) -> tuple[Node, ...]:
    """A new preamble under the heading of the old one, which goes without text."""
    heads = tuple(node for node in old if isinstance(node, Block) and node.role != "text")
    return (*heads, *new) if new else ()


@dataclass(slots=True)
class _ScopeBuilder:
    changes: Changes
    numbers: dict[str, str] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)

    def preamble(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(
            with_children(tuple(self.nodes(nodes)), self.changes.children.get(PREAMBLE, []))
        )

    def scope(self, scope: str, base: tuple[Node, ...]) -> tuple[Node, ...]:
        base = put_beside(base, self.changes.beside)
        arranged = self.arranged(
            releveled(base, self.changes.releveled) if scope == BODY else base, scope or None
        )
        if scope == BODY and (self.changes.new_headings or self.changes.unheaded):
            new_headings = {eid: _named(new, eid) for eid, new in self.changes.new_headings.items()}
            arranged = regrouped(
                arranged, new_headings, self.changes.unheaded, self.changes.numbers
            )
        numbers, moved = self.number(scope, base, arranged)
        self.numbers |= numbers
        hints = self.hints(arranged)
        elsewhere = {eid for eid, home in hints.items() if not holds(arranged, home, eid)}
        moving = {
            article.eid: article for article in articles(base) if article.eid in moved | elsewhere
        }
        nodes = tuple(self.nodes(arranged, frozenset(moving)))
        quoted = {article.number for article in articles(nodes) if not _of_base(article)}
        news = [
            (new.node, new.hint)
            for (where, _), new in self.changes.articles.items()
            if where == scope and new.node.number not in quoted
        ]
        coming = [(self.fresh(node), hint) for node, hint in news] + [
            (self.node(node), hints.get(eid)) for eid, node in moving.items()
        ]
        coming.sort(key=lambda entry: key(entry[0].number))
        return put_articles(
            nodes, [(node, hint, self.homes(arranged, node)) for node, hint in coming]
        )

    def homes(self, arranged: tuple[Node, ...], article: Provision) -> list[str]:
        """The containers of the articles of which one is made that comes."""
        removed = self.changes.removed.items()
        return homes_of(arranged, [eid for eid, gone in removed if gone.into == article.number])

    def hints(self, arranged: tuple[Node, ...]) -> dict[str, str]:
        """Articles for which the decision names a container, and that container."""
        hints: dict[str, str] = {}
        for eid, steps in self.changes.within.items():
            named = descend(arranged, steps)
            if len(named) == 1 and any(article.eid == eid for article in articles(arranged)):
                hints[eid] = named[0].eid
        return hints

    def arranged(self, nodes: tuple[Node, ...], holder: str | None) -> tuple[Node, ...]:
        """The containers that stay and come, in the order of their new numbers."""
        staying = [
            node
            for node in nodes
            if not (
                isinstance(node, Provision)
                and node.level in CONTAINERS
                and node.eid in self.changes.removed
            )
        ]
        arranged = [
            self.container(node)
            if isinstance(node, Provision) and node.level in CONTAINERS
            else node
            for node in staying
        ]
        for level in CONTAINERS:
            arranged = self.level(arranged, nodes, holder, level)
        return tuple(arranged)

    def container(self, node: Provision) -> Provision:
        """A container with the containers in it, or with its new text."""
        changes = self.changes
        content = changes.rewritten.get(node.eid)
        inner = (
            self.arranged(node.content, node.eid) if content is None else _named(content, node.eid)
        )
        return _headed(replace(node, content=inner), changes)

    def level(
        self, containers: list[Node], base: tuple[Node, ...], holder: str | None, level: str
    ) -> list[Node]:
        """The containers of one level in one holder, numbered again where one came."""
        changes = self.changes
        old = [
            node
            for node in base
            if isinstance(node, Provision)
            and node.level == level
            and node.eid not in changes.unheaded
        ]
        new = [node for node in changes.containers.get(holder, []) if node.level == level]
        explicit = {
            node.eid: changes.numbers[node.eid] for node in old if node.eid in changes.numbers
        }
        left = any(change.left == group_of(holder, level) for change in changes.releveled.values())
        lost = left or any(node.eid in changes.removed for node in old)
        if not new and not explicit and not (lost and BODY in changes.counted):
            return containers
        numbers, _ = number_remaining(
            old, dict.fromkeys(changes.removed), explicit, {node.number for node in new}, close=lost
        )
        numbered = [
            _numbered(node, numbers)
            if isinstance(node, Provision) and node.level == level
            else node
            for node in containers
        ]
        return _sorted(
            [*numbered, *(_fresh_container(node, holder) for node in new)], level, changes.unheaded
        )

    def number(self, scope: str, base: tuple[Node, ...], arranged: tuple[Node, ...]) -> Numbering:
        """New numbers of the articles that stay."""
        changes = self.changes
        present = articles(arranged)
        stay = {
            article.eid
            for article in present
            if _of_base(article) and article.eid not in changes.removed
        }
        quoted = {article.number for article in present if not _of_base(article)}
        taken = quoted | {number for where, number in changes.articles if where == scope}
        if scope not in changes.counted or numbering_restarts(base):
            numbers = {a.eid: changes.numbers.get(a.eid, a.number) for a in present}
            return {eid: number for eid, number in numbers.items() if eid in stay}, frozenset()
        rearranged = [article for article in present if _of_base(article)]
        places = {article.eid: index for index, article in enumerate(articles(base))}
        gone = {
            eid: changes.removed[eid].into if eid in changes.removed else None
            for eid in places
            if eid not in stay
        }
        in_order = [article.eid for article in rearranged] == [
            eid for eid in places if eid in {a.eid for a in rearranged}
        ]
        nodes = articles(base) if in_order else rearranged
        return number_remaining(
            nodes,
            gone,
            changes.numbers,
            taken,
            close=changes.closing or not in_order,
            unsure=changes.unsure,
        )

    def attachments(self, base: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        changes = self.changes
        staying = [
            self.attachment(attachment)
            for attachment in base
            if attachment.eid not in changes.removed
        ]
        if not changes.attachments and not any(
            attachment.eid in changes.numbers for attachment in base
        ):
            return tuple(staying)
        attachments = [*staying, *changes.attachments.values()]
        return tuple(sorted(attachments, key=lambda attachment: key(attachment.number)))

    def attachment(self, node: Attachment) -> Attachment:
        changes = self.changes
        content = changes.rewritten.get(node.eid)
        number = changes.numbers.get(node.eid, node.number)
        headed = changes.headings.get(node.eid)
        came = changes.children.get(node.eid, [])
        changed = {child.level for child in came} | {
            n.level for n in provisions_in(node.content) if n.eid in changes.removed
        }
        held = content if content is not None else self.scope(node.eid, node.content)
        return replace(
            node,
            number=number,
            num=node.num if number == node.number else renumbered(node.num, number),
            heading=node.heading if headed is None else headed.heading,
            content=counted(with_children(held, came), changed & {"point", "indent"}),
        )

    def nodes(self, nodes: Sequence[Node], moving: frozenset[str] = frozenset()) -> Iterator[Node]:
        """The nodes that stay, but for those `moving`, and the new ones in place of some."""
        for node in nodes:
            eid = node.eid or ""
            if eid in self.changes.removed or eid in moving:
                continue
            if eid in self.changes.rewritten and not (
                isinstance(node, Provision)
                and (node.level == "article" or node.level in CONTAINERS)
            ):
                yield from _renamed(self.changes.rewritten[eid], node)
            else:
                yield self.node(node, moving) if isinstance(node, Provision) else node

    def node(self, node: Provision, moving: frozenset[str] = frozenset()) -> Provision:
        """A provision that stays: its number, heading and content."""
        if node.level in CONTAINERS:
            return replace(node, content=tuple(self.nodes(node.content, moving)))
        new = self.changes.rewritten.get(node.eid)
        content = new if new is not None else tuple(self.nodes(node.content))
        came = self.changes.children.get(node.eid, []) if node.eid else []
        changed = {child.level for child in came} | (
            _moved(node, self.changes) if new is None else set()
        )
        self.lists |= {node.eid} if changed & {"point", "indent"} else set()
        number = self.numbers.get(node.eid, node.number)
        num = node.num if number == node.number else renumbered(node.num, number)
        staying = replace(
            node,
            number=number,
            num=num,
            content=counted(reordered(with_children(content, came), self.changes.placed), changed),
        )
        return _headed(staying, self.changes)

    def taken_in(self, node: Node) -> Iterator[Node]:
        removed = self.changes.removed.get(node.eid or "")
        if removed is not None and removed.into is not None and isinstance(node, Provision):
            yield from (
                _renamed(self.changes.rewritten[removed.eid], node)
                if removed.eid in self.changes.rewritten
                else (self.node(node),)
            )
        else:
            yield from self.nodes((node,))

    def fresh(self, node: Provision) -> Provision:
        """A new article, with the nodes of the base that it takes in."""
        content = counted([new for child in node.content for new in self.taken_in(child)], ())
        return replace(
            node, eid=f"new:{node.number}", num=renumbered(node.num, node.number), content=content
        )


def _renamed(new: tuple[Node, ...], old: Node) -> Iterator[Node]:
    """New nodes; the first of the level takes over the eId of the old one."""
    named = False
    for node in new:
        if (
            isinstance(node, Provision)
            and isinstance(old, Provision)
            and node.level == old.level
            and not named
        ):
            named = True
            yield replace(node, eid=old.eid)
        else:
            yield node


def _of_base(node: Provision) -> bool:
    return bool(node.eid) and not node.eid.startswith("new:")


def _headed(node: Provision, changes: Changes) -> Provision:
    headed = changes.headings.get(node.eid) if node.eid else None
    if headed is None:
        return node
    stop = node.heading_stop if node.heading is not None else headed.stop
    return replace(
        node, heading=headed.heading, heading_stop=stop if headed.heading is not None else None
    )


def _named(nodes: Sequence[Node], holder: str | None) -> tuple[Node, ...]:
    """Quoted nodes of a container, with names for what may be looked for."""
    named: list[Node] = []
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            named.append(_fresh_container(node, holder))
        elif isinstance(node, Provision) and node.level == "article":
            named.append(replace(node, eid=f"new:{node.number}"))
        else:
            named.append(node)
    return tuple(named)


def _fresh_container(node: Provision, holder: str | None) -> Provision:
    name = container_name(holder, node.level, node.number)
    return replace(node, eid=name, content=_named(node.content, name))


def _numbered(node: Provision, numbers: Mapping[str, str]) -> Provision:
    number = numbers.get(node.eid, node.number)
    return (
        node
        if number == node.number
        else replace(node, number=number, num=renumbered(node.num, number))
    )


def _sorted(nodes: list[Node], level: str, unheaded: Collection[str]) -> list[Node]:
    """Containers of a level by their numbers, from where the first of them stands."""
    chosen = [node for node in nodes if isinstance(node, Provision) and node.level == level]
    others = [node for node in nodes if not (isinstance(node, Provision) and node.level == level)]
    first = next(
        (
            index
            for index, node in enumerate(nodes)
            if isinstance(node, Provision) and node.level == level
        ),
        0,
    )
    keys: list[tuple[int, ...]] = []
    for node in chosen:
        keys.append(
            key(node.number) if node.eid not in unheaded else (*(keys[-1] if keys else (0,)), 0)
        )
    places = sorted(range(len(chosen)), key=keys.__getitem__)
    return [*others[:first], *(chosen[index] for index in places), *others[first:]]


def _moved(node: Provision, changes: Changes) -> set[str]:
    """The levels of the 款, 项 and 目 that leave a provision or move in it."""
    return {
        child.level
        for child in node.children
        if child.eid in changes.removed or child.eid in changes.placed
    }
