"""The order of a comparison's matches.

It is that of the right document; what was removed is at its old position.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from policydiff.comparing.engine.align.pairing import Correspondence, Group
from policydiff.comparing.engine.align.units import Unit
from policydiff.model.kinds import CONTAINERS

Key = tuple[int, int, int]


def in_order(found: Correspondence) -> list[Group]:
    """The groups in the right document's order.

    A removed unit follows what it followed on the left.
    """
    removed = sorted(
        (group for group in found.groups if not group.right), key=lambda group: group.left[0].order
    )
    keys: dict[int, Key] = {
        id(group): (group.right[0].order, 0, 0) for group in found.groups if group.right
    }
    elder: dict[tuple[str | None, str], list[Unit]] = {}
    for unit in sorted(
        (unit for group in found.groups for unit in group.left), key=lambda unit: unit.order
    ):
        elder.setdefault(_nest(unit), []).append(unit)
    places = {unit.eid: place for nest in elder.values() for place, unit in enumerate(nest)}
    for group in removed:
        unit = group.left[0]
        nest = elder[_nest(unit)]
        before = (nest[place] for place in range(places[unit.eid] - 1, -1, -1))
        keys[id(group)] = (_anchor(unit, before, found, keys), 1, unit.order)
    return sorted(found.groups, key=lambda group: keys[id(group)])


def _nest(unit: Unit) -> tuple[str | None, str]:
    """The nest of a unit: the units below one parent, or at the top of one zone.

    Units of one nest follow one another.
    """
    return (None if unit.parent is None else unit.parent.eid, unit.zone)


def _anchor(unit: Unit, before: Iterable[Unit], found: Correspondence, keys: dict[int, Key]) -> int:
    """The place in the right document after which a removed unit stands.

    `before` are those before it in its nest, the nearest first.
    """
    above = None if unit.parent is None else found.of[unit.parent.eid]
    for elder in before:
        group = found.of[elder.eid]
        if not group.right:
            return keys[id(group)][0]
        if not group.moved and _inside(group.right[-1], above):
            return group.right[-1].last
    return -1 if above is None else keys[id(above)][0]


def _inside(unit: Unit, above: Group | None) -> bool:
    return above is None or any(host.order <= unit.order <= host.last for host in above.right)


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
