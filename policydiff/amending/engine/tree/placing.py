"""New articles put into the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from policydiff.amending.engine.tree.changes import beside_name
from policydiff.amending.engine.tree.numbering import key
from policydiff.model.document import Node, Provision
from policydiff.model.kinds import CONTAINERS


def articles(nodes: tuple[Node, ...]) -> list[Provision]:
    """The articles among nodes and in their containers, in order."""
    found: list[Provision] = []
    for node in nodes:
        if isinstance(node, Provision):
            found.extend(
                [node]
                if node.level == "article"
                else articles(node.content)
                if node.level in CONTAINERS
                else ()
            )
    return found


def homes_of(nodes: tuple[Node, ...], eids: Collection[str]) -> list[str]:
    """The containers that hold articles themselves, each once, in order."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            own = any(child.eid in eids for child in node.children)
            found += [node.eid] if own else homes_of(node.content, eids)
    return found


def put_beside(
    nodes: tuple[Node, ...], coming: Mapping[tuple[str, str], Sequence[Provision]]
) -> tuple[Node, ...]:
    """The tree with new articles before and behind others.

    `coming` by the eId of those and the side. The new ones have the number of their neighbour until
    all are counted again, and a name of their own.
    """
    if not coming:
        return nodes
    found: list[Node] = []
    for node in nodes:
        if not isinstance(node, Provision):
            found.append(node)
        elif node.level in CONTAINERS:
            found.append(replace(node, content=put_beside(node.content, coming)))
        else:
            found.extend(
                (*_neighbours(node, coming, "before"), node, *_neighbours(node, coming, "after"))
            )
    return tuple(found)


def _neighbours(
    anchor: Provision, coming: Mapping[tuple[str, str], Sequence[Provision]], side: str
) -> Iterator[Provision]:
    for place, new in enumerate(coming.get((anchor.eid, side), ())):
        yield replace(new, eid=beside_name(anchor.eid, side, place), number=anchor.number)


def put_article(
    nodes: tuple[Node, ...], article: Provision, hint: str | None, homes: Sequence[str] = ()
) -> tuple[Node, ...]:
    """The tree with an article behind the one before it, or in a named container.

    In that container it stands behind the article before it too, at the beginning where there is
    none. `homes` are the containers of the articles that it is made of: it comes into the first of
    them where its number is in order there.
    """
    for home in homes if hint is None else ():
        found = put_article(nodes, article, home)
        numbers = [key(other.number) for other in articles(inside(found, home))]
        row = [key(other.number) for other in articles(found)]
        if key(article.number) in numbers and row == sorted(row):
            return found
    own = [] if hint is None else articles(inside(nodes, hint))
    anchor = _last_before(own, article) or _last_before(articles(nodes), article)
    hint = hint if hint is not None else _empty_behind(nodes, anchor)
    if (
        hint is not None
        and has(nodes, hint)
        and not (anchor is not None and has(inside(nodes, hint), anchor))
    ):
        return _into(nodes, hint, article)
    return _behind(nodes, anchor, article) if anchor is not None else _first(nodes, article)


def _last_before(found: Sequence[Provision], article: Provision) -> str | None:
    """The eId of the article with the next lower number, None where there is none."""
    before = [other for other in found if key(other.number) < key(article.number)]
    return max(before, key=lambda other: key(other.number)).eid if before else None


def _empty_behind(nodes: tuple[Node, ...], anchor: str | None) -> str | None:
    """The new chapter that begins behind an article and has no articles yet.

    Or its first section: what comes next belongs to it.
    """
    row = list(_row(nodes))
    at = next((place for place, node in enumerate(row) if node.eid == anchor), len(row)) + 1
    headings = list(takewhile(lambda node: node.level in CONTAINERS, row[at:]))
    new = list(
        dropwhile(
            lambda node: not node.eid.startswith("new:") or bool(articles(node.content)), headings
        )
    )
    found = new[0] if new else None
    for node in new[1:]:
        found = node if found is not None and has(found.content, node.eid) else found
    return found.eid if found is not None else None


def _row(nodes: tuple[Node, ...]) -> Iterator[Provision]:
    """The containers and articles, each container before what it holds."""
    for node in nodes:
        if isinstance(node, Provision) and (node.level == "article" or node.level in CONTAINERS):
            yield node
            yield from _row(node.content) if node.level in CONTAINERS else ()


def inside(nodes: tuple[Node, ...], eid: str) -> tuple[Node, ...]:
    """The content of a provision, by eId; empty where there is none."""
    for node in nodes:
        if isinstance(node, Provision):
            inner = node.content if node.eid == eid else inside(node.content, eid)
            if inner:
                return inner
    return ()


def has(nodes: tuple[Node, ...], eid: str) -> bool:
    """True if a provision stands among nodes or below them."""
    return any(
        isinstance(node, Provision) and (node.eid == eid or has(node.content, eid))
        for node in nodes
    )


def _into(nodes: tuple[Node, ...], holder: str, new: Provision) -> tuple[Node, ...]:
    """The tree with an article at the beginning of a container.

    Behind the words of the container itself.
    """
    found: list[Node] = []
    for node in nodes:
        if not isinstance(node, Provision) or node.level not in CONTAINERS:
            found.append(node)
        elif node.eid == holder:
            found.append(replace(node, content=_first(node.content, new)))
        else:
            found.append(replace(node, content=_into(node.content, holder, new)))
    return tuple(found)


def _behind(nodes: tuple[Node, ...], anchor: str, new: Provision) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            found.append(replace(node, content=_behind(node.content, anchor, new)))
        else:
            found.append(node)
        if isinstance(node, Provision) and node.eid == anchor:
            found.append(new)
    return tuple(found)


def _first(nodes: tuple[Node, ...], new: Provision) -> tuple[Node, ...]:
    for place, node in enumerate(nodes):
        if isinstance(node, Provision) and node.level in CONTAINERS:
            return (
                *nodes[:place],
                replace(node, content=_first(node.content, new)),
                *nodes[place + 1 :],
            )
        if isinstance(node, Provision):
            return (*nodes[:place], new, *nodes[place:])
    return (*nodes, new)
