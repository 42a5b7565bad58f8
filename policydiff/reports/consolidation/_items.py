"""A decision as its items, each with its own words and the operations that were read in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policydiff.model.consolidation import Consolidation, Operation
from policydiff.model.document import Node, Provision, node_lines
from policydiff.views.pieces import neutral

TROUBLES = frozenset(("failed", "unparsed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the decision, or a sentence that stands in none: `number` is None then.

    `words` are its lines as printed; its number stands before them on a line of its own where they do not begin with all of it (二、1).
    """

    number: str | None
    words: tuple[str, ...]
    operations: tuple[Operation, ...]

    @property
    def statuses(self) -> frozenset[str]:
        """What became of its operations."""
        return frozenset(operation.status for operation in self.operations)

    @property
    def only_renumbers(self) -> bool:
        """True where it gives new numbers and does nothing else, and all of it was carried out."""
        told = [operation for operation in self.operations if operation.status != "context"]
        return bool(told) and all(operation.kind == "renumbering" and operation.status == "applied" for operation in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of the decision: `eid` is None where nothing can name it, `item` says that it is an item and not a loose paragraph."""

    eid: str | None
    item: bool
    lines: tuple[str, ...]


def read_items(result: Consolidation) -> tuple[Item, ...]:
    """All items of a decision in its order; what stands in no item by its paragraphs."""
    parts = list(_parts(result.decision.preamble + result.decision.body))
    named = {operation.source for operation in result.operations}
    grouped = groupby(result.operations, key=lambda operation: (operation.source, operation.instruction))
    return tuple(_item(number, source, tuple(operations), parts, named) for (source, number), operations in grouped)


def _item(number: str | None, source: str | None, operations: tuple[Operation, ...], parts: list[_Part], named: set[str | None]) -> Item:
    place = next((place for place, part in enumerate(parts) if source is not None and part.eid == source), None)
    words = _closed(map(neutral, _own_words(operations) if place is None else _words(parts, place, named)))
    number = None if number is None else neutral(number)
    named_there = number is None or (any(words[:1]) and number in words[0])
    return Item(number=number, words=words if named_there else (number or "", *words), operations=operations)


def _closed(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines with a mark that stands alone behind a quotation put at its end."""
    found: list[str] = []
    for line in lines:
        if found and line.strip() in ("。", "；", "，"):
            found[-1] += line.strip()
        elif line.strip():
            found.append(line)
    return tuple(found)


def _words(parts: list[_Part], place: int, named: set[str | None]) -> Iterator[str]:
    """The lines of a part, and those of the loose ones behind it in which no operation begins: the new text that it announces."""
    yield from parts[place].lines
    for part in () if parts[place].item else parts[place + 1 :]:
        if part.item or part.eid in named - {None}:
            return
        yield from part.lines


def _own_words(operations: Iterable[Operation]) -> Iterator[str]:
    """Where no part of the decision is named, the words that the operations carry."""
    yield from dict.fromkeys(line for operation in operations for line in (operation.text or "").split("\n") if line)


def _parts(nodes: Iterable[Node]) -> Iterator[_Part]:
    for node in nodes:
        if not isinstance(node, Provision):
            yield _Part(eid=node.eid, item=False, lines=tuple(node_lines(node)))
        elif node.level == "article":
            yield _Part(eid=node.eid, item=True, lines=tuple(node_lines(node)))
        else:
            yield _Part(eid=node.eid, item=True, lines=((node.num or "") + (node.heading or ""),))
            yield from _parts(node.content)


def shown(items: Iterable[Item]) -> tuple[Item, ...]:
    """Those that order something for this text."""
    return tuple(item for item in items if item.statuses - {"context", "other-work"})


def counts(result: Consolidation) -> dict[str, int]:
    """Operations by what became of them, items, and articles before and after."""
    counted = {status: sum(operation.status == status for operation in result.operations) for status in ("applied", "failed", "unparsed")}
    articles = {"before": len(result.base.articles), "after": len(result.document.articles)}
    return {"items": len(shown(read_items(result))), **counted, **articles}


def works_besides(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The works that the decision amends besides, in its order, each with the numbers of the items that do so."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for operation in item.operations:
            if operation.status == "other-work":
                found.setdefault(neutral(operation.work or ""), {})[item.number or ""] = None
    return {work: tuple(number for number in numbers if number) for work, numbers in found.items()}
