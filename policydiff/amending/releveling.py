"""Chapters and sections that get another holder, or another level.

第二章第二节改为第三章.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policydiff.amending.changes import Releveled
from policydiff.amending.cn_new_text import printed
from policydiff.model.document import Node, Provision
from policydiff.model.kinds import CONTAINERS


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
        replace(new, number=number, num=printed(number, new.level)),
        *nodes[at + 1 :],
    )


def _put_below(node: Node, new: Provision, holder: str, behind: str | None) -> Node:
    if not isinstance(node, Provision) or node.level not in CONTAINERS:
        return node
    return replace(
        node, content=_put(node.content, new, None if node.eid == holder else holder, behind)
    )
