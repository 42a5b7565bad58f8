"""Explanations of a decision: its items, and the new text beside the base.

The items have their operations. Which articles of the base are which of the new version is known as
far as the decision states it: no likeness needs to guess that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policydiff.amending.engine.operations import Consolidation, Operation
from policydiff.comparing.engine.align.overrides import Overrides, Pin
from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison, Match, Side
from policydiff.model.document import Node, Provision, node_lines
from policydiff.model.index import ProvisionIndex, index_document

TROUBLES = frozenset(("failed", "unparsed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedItem:
    """An item of the decision, or a sentence that stands in none.

    `number` is None for such a sentence. `words` are its lines as printed; its number stands before
    them on a line of its own where they do not begin with all of it (二、1).
    """

    number: str | None
    words: tuple[str, ...]
    operations: tuple[Operation, ...]

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses of its operations."""
        return frozenset(operation.status for operation in self.operations)

    @property
    def shown(self) -> bool:
        """True where it orders something for this text."""
        return bool(self.statuses - {"context", "other-work"})

    @property
    def only_renumbers(self) -> bool:
        """True where it only gives new numbers, and all of it was carried out."""
        operations = [operation for operation in self.operations if operation.status != "context"]
        return bool(operations) and all(
            operation.kind == "renumbering" and operation.status == "applied"
            for operation in operations
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The items of a consolidation in their order, and the changes of the text.

    `comparison` pairs the articles that the operations name as they name them. `renumbered_items`
    are the matches of 项 and 目 that have another number although no operation gives it, neighbours
    of one list together.
    """

    result: Consolidation
    items: tuple[ExplainedItem, ...]
    comparison: Comparison
    renumbered_items: tuple[tuple[Match, ...], ...] = ()


_STAYING = ("renumbering", "substitution")
_REWRITING = ("substitution", "join", "split")
"""What gives a place new text, in which 项 stand as the decision quotes them."""


def explain(result: Consolidation) -> Explanation:
    """Explain a consolidation: its items, compared texts, and what was counted again."""
    comparison = diff(result.base, result.document, pairs=pins(result))
    return Explanation(
        result=result,
        items=read_items(result),
        comparison=comparison,
        renumbered_items=_counted_again(result, comparison),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    eid: str | None
    item: bool
    lines: tuple[str, ...]


def read_items(result: Consolidation) -> tuple[ExplainedItem, ...]:
    """All items of a decision in its order; what stands in no item by its paragraphs."""
    parts = list(_parts(result.decision.preamble + result.decision.body))
    named = {operation.source for operation in result.operations}
    grouped = groupby(
        result.operations, key=lambda operation: (operation.source, operation.instruction)
    )
    return tuple(
        _item(number, source, tuple(operations), parts, named)
        for (source, number), operations in grouped
    )


def _item(
    number: str | None,
    source: str | None,
    operations: tuple[Operation, ...],
    parts: list[_Passage],
    named: set[str | None],
) -> ExplainedItem:
    place = next(
        (place for place, part in enumerate(parts) if source is not None and part.eid == source),
        None,
    )
    words = _closed(_own_words(operations) if place is None else _words(parts, place, named))
    named_there = number is None or (any(words[:1]) and number in words[0])
    return ExplainedItem(
        number=number, words=words if named_there else (number or "", *words), operations=operations
    )


def _closed(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines with a mark that stands alone behind a quotation put at its end."""
    found: list[str] = []
    for line in lines:
        if found and line.strip() in ("。", "；", "，"):
            found[-1] += line.strip()
        elif line.strip():
            found.append(line)
    return tuple(found)


def _words(parts: list[_Passage], place: int, named: set[str | None]) -> Iterator[str]:
    """The lines of a part, and of the new text that it announces."""
    yield from parts[place].lines
    for part in () if parts[place].item else parts[place + 1 :]:
        if part.item or part.eid in named - {None}:
            return
        yield from part.lines


def _own_words(operations: Iterable[Operation]) -> Iterator[str]:
    """The words that the operations carry, where no part of the decision is named."""
    yield from dict.fromkeys(
        line for operation in operations for line in (operation.text or "").split("\n") if line
    )


def _parts(nodes: Iterable[Node]) -> Iterator[_Passage]:
    for node in nodes:
        if not isinstance(node, Provision):
            yield _Passage(eid=node.eid, item=False, lines=tuple(node_lines(node)))
        elif node.level == "article":
            yield _Passage(eid=node.eid, item=True, lines=tuple(node_lines(node)))
        else:
            yield _Passage(
                eid=node.eid, item=True, lines=((node.num or "") + (node.heading or ""),)
            )
            yield from _parts(node.content)


def pins(result: Consolidation) -> Overrides:
    """The pairs of articles that the operations name.

    Each article of either side is in one of them at most; contradictions are left out.
    """
    old = {node.eid for node in result.base.articles}
    new = {node.eid for node in result.document.articles}
    left: set[str] = set()
    right: set[str] = set()
    found: list[Pin] = []
    for pin in _named(
        [operation for operation in result.operations if operation.status == "applied"], result
    ):
        present = old.issuperset(pin.left) and new.issuperset(pin.right)
        if present and left.isdisjoint(pin.left) and right.isdisjoint(pin.right):
            left.update(pin.left)
            right.update(pin.right)
            found.append(pin)
    return Overrides(pins=tuple(found))


def _named(operations: list[Operation], result: Consolidation) -> Iterator[Pin]:
    """The pairs that operations name, joins and splits first: they pair several."""
    yield from _grouped(
        [operation for operation in operations if operation.kind == "join"], by_result=True
    )
    yield from _grouped(
        [operation for operation in operations if operation.kind == "split"], by_result=False
    )
    old, new = index_document(result.base), index_document(result.document)
    for operation in operations:
        target, come = (
            old.by_eid.get(operation.target or ""),
            new.by_eid.get(operation.result or ""),
        )
        before = target.eid if isinstance(target, Provision) and target.level == "article" else None
        after = come.eid if isinstance(come, Provision) and come.level == "article" else None
        if operation.kind in _STAYING and before is not None and after is not None:
            yield Pin(left=(before,), right=(after,))
        elif operation.kind == "insertion" and operation.unit == "article" and after is not None:
            yield Pin(right=(after,))
        elif operation.kind == "repeal" and operation.old is None and before is not None:
            yield Pin(left=(before,))


def _grouped(operations: list[Operation], *, by_result: bool) -> Iterator[Pin]:
    """One pin for each text that several become, or for each that becomes several."""
    found: dict[str | None, list[Operation]] = {}
    for operation in operations:
        found.setdefault(operation.result if by_result else operation.target, []).append(operation)
    for group in found.values():
        targets = dict.fromkeys(
            o.target for o in group if o.target is not None and "__para" not in o.target
        )
        results = dict.fromkeys(
            o.result for o in group if o.result is not None and "__para" not in o.result
        )
        if targets and results:
            yield Pin(left=tuple(targets), right=tuple(results))


def _counted_again(result: Consolidation, comparison: Comparison) -> tuple[tuple[Match, ...], ...]:
    """The 项 that get another number without an operation on it."""
    renumbered = {
        operation.target for operation in result.operations if operation.kind == "renumbering"
    }
    rewritten = {
        operation.target
        for operation in result.operations
        if operation.kind in _REWRITING and operation.old is None
    }
    left, right = index_document(result.base), index_document(result.document)
    found = [
        match
        for match in comparison.matches
        if match.renumbered
        and match.left[0].level in ("point", "indent")
        and match.left[0].eid not in renumbered
        and rewritten.isdisjoint((match.left[0].eid, *left.ancestors(match.left[0].eid)))
    ]
    runs = groupby(
        enumerate(found),
        lambda entry: (
            *_offset(left, entry[1].left[0], entry[0]),
            *_offset(right, entry[1].right[0], entry[0]),
        ),
    )
    return tuple(tuple(match for _, match in run) for _, run in runs)


def _offset(index: ProvisionIndex, side: Side, place: int) -> tuple[object, object]:
    node = index.by_eid.get(side.eid)
    number = node.number if isinstance(node, Provision) else ""
    return index.parents.get(side.eid), int(number) - place if number.isdecimal() else side.eid
