"""Headings that come before an article, or go.

What follows a heading belongs to it, up to the next one as wide.

tree → its headings and articles in a row → without those that go, with those that come → tree,
chapters and sections numbered again
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from policydiff.amending.engine.tree.changes import Releveled
from policydiff.amending.engine.tree.numbering import head, key, renumbered
from policydiff.model.document import Node, Provision
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.text.places import printed_number


def regrouped(
    nodes: tuple[Node, ...],
    coming: Mapping[str, tuple[Node, ...]],
    going: Collection[str],
    numbered: Collection[str],
) -> tuple[Node, ...]:
    """The tree with new headings before articles, and without those that go.

    `coming` by the eId of the article; `going` are the containers whose headings go.

    A heading comes before the headings that stand directly before the article and are not wider.
    `numbered` are the eIds of containers whose numbers the decision gives; those that come have
    theirs, the others are counted.
    """
    row = list(_row(nodes, going))
    fresh = {node.eid for new in coming.values() for node in _row(new) if node.eid is not None}
    for eid, new in coming.items():
        place = next((at for at, node in enumerate(row) if node.eid == eid), len(row))
        while place and _is_heading(row[place - 1]) and _rank(row[place - 1]) >= _rank(new[0]):
            place -= 1
        row[place:place] = list(_row(new))
    return _counted(_nested(row), fresh | set(numbered), _runs_on(nodes), {})


def _is_heading(node: Node) -> bool:
    return isinstance(node, Provision) and node.level in CONTAINERS


def _rank(node: Node) -> int:
    return RANK[node.level] if isinstance(node, Provision) else len(RANK)


def _row(nodes: tuple[Node, ...], going: Collection[str] = ()) -> Iterator[Node]:
    """A tree as a row: each container without its content, then its content.

    Of those `going` the articles and headings in them alone.
    """
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            gone = node.eid in going
            yield from () if gone else (replace(node, content=()),)
            yield from _row(
                tuple(child for child in node.content if isinstance(child, Provision))
                if gone
                else node.content,
                going,
            )
        else:
            yield node


def _nested(row: list[Node]) -> tuple[Node, ...]:
    """The tree of a row of headings and articles.

    Each heading holds what follows it, up to the next one as wide.
    """
    found: list[Node] = []
    place = 0
    while place < len(row):
        node = row[place]
        place += 1
        if not (isinstance(node, Provision) and _is_heading(node)):
            found.append(node)
            continue
        begin = place
        while place < len(row) and not (
            _is_heading(row[place]) and _rank(row[place]) <= _rank(node)
        ):
            place += 1
        found.append(replace(node, content=_nested(row[begin:place])))
    return tuple(found)


def _runs_on(nodes: tuple[Node, ...]) -> frozenset[str]:
    """The levels whose numbers run on from one holder to the next.

    As those of chapters may through the parts.
    """
    firsts: dict[str, list[int]] = {}

    def visit(nodes: tuple[Node, ...]) -> None:
        for level in CONTAINERS:
            own = [node for node in nodes if isinstance(node, Provision) and node.level == level]
            if own:
                firsts.setdefault(level, []).append(head(own[0].number))
        for node in nodes:
            if isinstance(node, Provision) and node.level in CONTAINERS:
                visit(node.content)

    visit(nodes)
    return frozenset(
        level for level, numbers in firsts.items() if len(numbers) > 1 and 1 not in numbers[1:]
    )


def _counted(
    nodes: tuple[Node, ...],
    numbered: Collection[str],
    runs_on: Collection[str],
    counts: dict[str, int],
) -> tuple[Node, ...]:
    """The tree with containers numbered by their places.

    Those in `numbered` have their numbers already.
    """
    found: list[Node] = []
    here: dict[str, int] = {}
    for node in nodes:
        if not (isinstance(node, Provision) and node.level in CONTAINERS):
            found.append(node)
            continue
        before = counts if node.level in runs_on else here
        number = node.number if node.eid in numbered else str(before.get(node.level, 0) + 1)
        before[node.level] = head(number)
        inner = _counted(node.content, numbered, runs_on, counts)
        num = node.num if number == node.number else renumbered(node.num, number)
        found.append(replace(node, number=number, num=num, content=inner))
    return tuple(_in_order(found))


def _in_order(nodes: list[Node]) -> list[Node]:
    """The nodes with the containers of one row by their numbers, where these differ."""
    rows = [node for node in nodes if isinstance(node, Provision) and node.level in CONTAINERS]
    if len({node.level for node in rows}) != 1 or len({node.number for node in rows}) < len(rows):
        return nodes
    by_number = iter(sorted(rows, key=lambda node: key(node.number)))
    return [
        next(by_number) if isinstance(node, Provision) and node.level in CONTAINERS else node
        for node in nodes
    ]


def releveled(nodes: tuple[Node, ...], going: Mapping[str, Releveled]) -> tuple[Node, ...]:
    """The tree with containers at their new places.

    `going` by eId; each is in the holder that it gets, behind those of its level there.

    They have the number of what stands before them, until all are numbered.
    """
    taken: dict[str, Provision] = {}
    found = _without(nodes, going, taken) if going else nodes
    for eid, node in taken.items():
        change = going[eid]
        found = _put(found, replace(node, level=change.level), change.holder, change.behind)
    return found


def _without(
    nodes: tuple[Node, ...], going: Mapping[str, Releveled], taken: dict[str, Provision]
) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in nodes:
        if not isinstance(node, Provision) or node.level not in CONTAINERS:
            found.append(node)
            continue
        inner = replace(node, content=_without(node.content, going, taken))
        if node.eid in going:
            taken[node.eid] = inner
        else:
            found.append(inner)
    return tuple(found)


def _put(
    nodes: tuple[Node, ...], new: Provision, holder: str | None, behind: str | None
) -> tuple[Node, ...]:
    """The nodes with a container put into its holder, or here where that is None.

    Behind the container that is named, else behind the last one of its level.
    """
    if holder is not None:
        return tuple(_put_below(node, new, holder, behind) for node in nodes)
    like = [
        (place, node)
        for place, node in enumerate(nodes)
        if isinstance(node, Provision) and node.level == new.level
    ]
    at, before = next(
        ((place, node) for place, node in like if node.eid == behind),
        like[-1] if like else (len(nodes) - 1, None),
    )
    number = before.number if before is not None else "1"
    return (
        *nodes[: at + 1],
        replace(new, number=number, num=printed_number(number, new.level)),
        *nodes[at + 1 :],
    )


def _put_below(node: Node, new: Provision, holder: str, behind: str | None) -> Node:
    if not isinstance(node, Provision) or node.level not in CONTAINERS:
        return node
    return replace(
        node, content=_put(node.content, new, None if node.eid == holder else holder, behind)
    )
