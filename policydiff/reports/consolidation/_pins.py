"""Which articles of the base are which of the new version, as far as the decision tells: no likeness needs to guess that."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.diffing.overrides import Overrides, Pin
from policydiff.model.consolidation import Consolidation, Operation
from policydiff.model.document import Provision
from policydiff.model.index import index_document

_STAYING = ("renumbering", "substitution")


def pins(result: Consolidation) -> Overrides:
    """The pairs that the operations name, each article of either side in one of them at most; contradictions are left out."""
    old = {node.eid for node in result.base.articles}
    new = {node.eid for node in result.document.articles}
    left: set[str] = set()
    right: set[str] = set()
    found: list[Pin] = []
    for pin in _named([operation for operation in result.operations if operation.status == "applied"], result):
        known = old.issuperset(pin.left) and new.issuperset(pin.right)
        if known and left.isdisjoint(pin.left) and right.isdisjoint(pin.right):
            left.update(pin.left)
            right.update(pin.right)
            found.append(pin)
    return Overrides(pins=tuple(found))


def _named(operations: list[Operation], result: Consolidation) -> Iterator[Pin]:
    """Joins and splits first: they pair several."""
    yield from _grouped([operation for operation in operations if operation.kind == "join"], by_result=True)
    yield from _grouped([operation for operation in operations if operation.kind == "split"], by_result=False)
    old, new = index_document(result.base), index_document(result.document)
    for operation in operations:
        target, come = old.by_eid.get(operation.target or ""), new.by_eid.get(operation.result or "")
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
        targets = dict.fromkeys(o.target for o in group if o.target is not None and "__para" not in o.target)
        results = dict.fromkeys(o.result for o in group if o.result is not None and "__para" not in o.result)
        if targets and results:
            yield Pin(left=tuple(targets), right=tuple(results))
