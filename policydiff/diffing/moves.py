"""Parts that moved together: a chapter moved where its articles did.

The order of chapters alone might give another result.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from policydiff.diffing.pairing import Correspondence, Group
from policydiff.diffing.units import Unit
from policydiff.model.kinds import CONTAINERS

MOST = 0.5
"""A container moved where more than this share of the articles that it kept changed their place."""


def settle_moves(found: Correspondence) -> None:
    """Let a container move exactly if most of the articles that stayed in it did.

    Both then show one move. The articles have their flags still: each of them stands elsewhere now.
    A report shows the move of the container alone.
    """
    pairs = [
        group
        for group in found.groups
        if _single(group) and group.left[0].level == group.right[0].level
    ]
    articles = sorted(
        (group for group in pairs if group.left[0].level == "article"),
        key=lambda group: group.left[0].order,
    )
    orders = [group.left[0].order for group in articles]
    for container in (group for group in pairs if group.left[0].level in CONTAINERS):
        below = articles[
            bisect_right(orders, container.left[0].order) : bisect_right(
                orders, container.left[0].last
            )
        ]
        inner = [group for group in below if _holds(container.right[0], group.right[0])]
        if inner:
            _replace(
                found, container, moved=sum(group.moved for group in inner) > MOST * len(inner)
            )


def _single(group: Group) -> bool:
    return len(group.left) == len(group.right) == 1


def _holds(above: Unit, below: Unit) -> bool:
    return above.order < below.order <= above.last


def _replace(found: Correspondence, group: Group, *, moved: bool) -> None:
    if group.moved == moved:
        return
    fresh = replace(group, moved=moved)
    found.groups[found.groups.index(group)] = fresh
    found.of.update((unit.eid, fresh) for unit in group.left)
    found.to.update((unit.eid, fresh) for unit in group.right)
