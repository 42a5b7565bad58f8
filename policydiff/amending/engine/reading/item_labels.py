"""The numbers of a decision's items, each of one item alone.

Where two have the same, those of what stands above are put before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.amending.engine.operations import Operation
from policydiff.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOperation:
    """An operation and the item that it belongs to.

    The operation has the number that its item prints; `item` is the eId of the item or heading that
    it belongs to, `path` has the numbers from the top down to it.

    `work` is that of the part in which it stands, also of what orders nothing.
    """

    operation: Operation
    item: str | None = None
    path: tuple[str, ...] = ()
    work: str | None = None


def labelled(found: Sequence[ItemOperation]) -> Iterator[Operation]:
    """The operations, each with a number that no other item has.

    一、2 for a 2 of many, and （2） behind one that stands twice even so.
    """
    by_number = _by_number(found, {})
    twice = {path[:-1] for items in by_number.values() if len(items) > 1 for path in items.values()}
    labels = {
        (number, item): "、".join(path) if path[:-1] in twice and path else number
        for number, items in by_number.items()
        for item, path in items.items()
    }
    keys: dict[tuple[str, str | None], list[tuple[str, str | None]]] = defaultdict(list)
    for key, label in labels.items():
        keys[label, key[1]].append(key)
    for label, items in _by_number(found, labels).items():
        for place, item in enumerate(items, 1):
            for key in keys[label, item]:
                labels[key] = label if place == 1 else f"{label}（{place}）"
    for entry in found:
        own = entry.operation.instruction
        yield (
            entry.operation
            if own is None
            else replace(entry.operation, instruction=labels[own, entry.item])
        )


def _by_number(
    found: Sequence[ItemOperation], labels: Mapping[tuple[str, str | None], str]
) -> dict[str, dict[str | None, tuple[str, ...]]]:
    """Each number with the items that have it, and what stands above those."""
    item_paths: dict[str, dict[str | None, tuple[str, ...]]] = defaultdict(dict)
    for entry in found:
        number = entry.operation.instruction
        if number is not None:
            item_paths[labels.get((number, entry.item), number)].setdefault(
                entry.item, tuple(filter(None, entry.path))
            )
    return item_paths


def item_of(operation: Operation) -> Message:
    """The item of a decision in which an instruction stands, in words."""
    return (
        Message("item {item}", item=operation.instruction)
        if operation.instruction
        else Message("its first instruction")
    )
