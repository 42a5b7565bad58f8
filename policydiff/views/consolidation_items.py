"""The items of a decision as reports show them, and their counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policydiff.amending.explain import read_items
from policydiff.model.consolidation import Consolidation
from policydiff.model.explanation import ExplainedItem
from policydiff.views.pieces import neutral


def shown(items: Iterable[ExplainedItem]) -> tuple[ExplainedItem, ...]:
    """The items that order something for this text."""
    return tuple(item for item in items if item.shown)


def quieted(item: ExplainedItem) -> ExplainedItem:
    """An item without characters that steer a terminal."""
    number = None if item.number is None else neutral(item.number)
    return replace(item, number=number, words=tuple(map(neutral, item.words)))


def counts(result: Consolidation) -> dict[str, int]:
    """The counts of operations by status, of items, and of articles before and after."""
    counted = {
        status: sum(operation.status == status for operation in result.operations)
        for status in ("applied", "failed", "unparsed")
    }
    articles = {"before": len(result.base.articles), "after": len(result.document.articles)}
    return {"items": len(shown(read_items(result))), **counted, **articles}


def other_works(items: Iterable[ExplainedItem]) -> dict[str, tuple[str, ...]]:
    """The other works that the decision amends, in its order.

    Each has the numbers of the items that do so.
    """
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for operation in item.operations:
            if operation.status == "other-work":
                found.setdefault(neutral(operation.work or ""), {})[item.number or ""] = None
    return {work: tuple(number for number in numbers if number) for work, numbers in found.items()}
