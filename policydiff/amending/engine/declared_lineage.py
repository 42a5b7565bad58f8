"""The lineage between two versions, as declared by the decision between them."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.amending.engine.consolidate import WrongBaseError, consolidate
from policydiff.amending.engine.operations import Delete, Insert, Operation, RemoveHeading
from policydiff.model.document import Document, Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.lineage import Act
from policydiff.text.noise import fold_key

LEAST = 0.5
"""So much of the articles of the later version must read as the decision says: it may be
republished with slips, but is that version.
"""


def declare(
    base: Document, decision: Document, after: Document, *, least: float = LEAST
) -> tuple[Act, ...]:
    """The acts that a decision declares for the parts of `base` and `after`.

    Nothing where it does not fit the base, or where less than `least` (0 to 1) of the articles of
    `after` read as it orders.
    """
    try:
        result = consolidate(base, decision)
    except WrongBaseError:
        return ()
    if agreement(result.document, after) < least:
        return ()
    sides = index_document(base), index_document(after)
    return tuple(
        act
        for operation in result.operations
        if operation.status == "applied"
        for act in _acts(operation, *sides)
    )


def agreement(ours: Document, official: Document) -> float:
    """The share of articles that read the same by number, noise aside; 0 without any."""
    mine = {article.number: fold_key(article.text) for article in ours.articles}
    same = sum(mine.get(article.number) == fold_key(article.text) for article in official.articles)
    return same / len(official.articles) if official.articles else 0.0


def _acts(operation: Operation, before: ProvisionIndex, after: ProvisionIndex) -> Iterator[Act]:
    """The acts that one operation declares for the parts."""
    target, result, item = operation.target, operation.result, operation.instruction
    if isinstance(operation, Delete | RemoveHeading):
        if target is not None:
            yield Act(left=target, ends=True, instruction=item)
        return
    if isinstance(operation, Insert):
        node = after.by_eid.get(result or "")
        placed = isinstance(node, Provision) and node.level == operation.unit
        same = isinstance(node, Provision) and node.level == getattr(
            before.by_eid.get(target or ""), "level", None
        )
        yield (
            Act(right=result, begins=True, instruction=item)
            if placed
            else Act(left=target, right=result if same else None, instruction=item)
        )
    elif target is not None and result is None and _stays(target, before, after):
        yield Act(left=target, right=target, instruction=item)
    elif target is not None and result is not None:
        yield Act(left=target, right=result, instruction=item)
    elif target is not None or operation.old is not None:
        yield Act(left=target, instruction=item, old=operation.old)
    if (
        operation.kind in ("substitution", "insertion", "repeal")
        and target is not None
        and result is not None
    ):
        yield from _around(target, result, item, before, after)


def _stays(target: str, before: ProvisionIndex, after: ProvisionIndex) -> bool:
    """True for a paragraph of the preamble, where none came and none went."""
    ours, theirs = ([block.eid for block in index.document.preamble] for index in (before, after))
    return target in ours and ours == theirs


def _around(
    target: str, result: str, item: str | None, before: ProvisionIndex, after: ProvisionIndex
) -> Iterator[Act]:
    """The act that an article stays the same where something changes inside it."""
    left, right = before.at_level(target, "article"), after.at_level(result, "article")
    if left is not None and right is not None and (left.eid, right.eid) != (target, result):
        yield Act(left=left.eid, right=right.eid, instruction=item)
