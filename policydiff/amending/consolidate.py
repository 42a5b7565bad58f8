"""A base and an amending decision become the new version."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.amending.changes import Changes, UnfitError
from policydiff.amending.cn_places import write_place
from policydiff.amending.fitting import same_work, why_not
from policydiff.amending.instructions import read_instructions
from policydiff.amending.modifications import with_active_modifications, with_passive_modifications
from policydiff.amending.rebuild import Rebuilder, renumbered
from policydiff.amending.verify import verify
from policydiff.dialects._mainland import CITATIONS
from policydiff.errors import InputError
from policydiff.model.consolidation import Consolidation, Operation
from policydiff.model.document import Amendment, Block, Document, Node, Provision, Reference
from policydiff.model.identifiers import name_document
from policydiff.model.index import index_document
from policydiff.parsing.citations import resolve_citations

_STEP = {
    "article": re.compile(r"第[^第]*?条(?:之[一二三四五六七八九十]+)*"),
    "paragraph": re.compile(r"第[^第]*?款"),
    "point": re.compile(r"第[^第]*?项"),
}


class WrongBaseError(InputError):
    """The decision does not fit the base at all."""

    def __init__(self, decision: Document, operation: Operation | None, reason: str | None = None) -> None:
        """`operation` is the first that does not fit, None where the decision amends other works or nothing; `reason` says why at once."""
        item = f"item {operation.instruction}" if operation is not None and operation.instruction else "its first instruction"
        why = f"{item}: {operation.target_num or ''} {operation.message}" if operation is not None else "it amends another work, or none"
        super().__init__(f"{decision.title}: the decision does not fit this text ({reason or why})")


def consolidate(base: Document, decision: Document, against: Document | None = None) -> Consolidation:
    """Carry out a decision on the text that it amends, and compare the outcome with the republished text `against`.

        result = policydiff.consolidate(policydiff.load("old.docx"), policydiff.load("decision.docx"))

    What does not fit is `failed` with the reason; the rest is carried out. Raises `WrongBaseError` where nothing fits.
    """
    instructions = read_instructions(decision)
    reason = why_not(base, instructions)
    if reason is not None:
        raise WrongBaseError(decision, None, reason)
    changes = Changes(base=base)
    operations = tuple(_tried(operation, changes) for operation in instructions.operations)
    if not any(operation.status == "applied" for operation in operations):
        raise WrongBaseError(decision, next((operation for operation in operations if operation.status == "failed"), None))
    body = Rebuilder(changes=changes).body()
    document = _finished(base, decision, changes, body)
    operations = _placed(operations, base, document, _new_numbers(body))
    verification = verify(document, against, operations) if against is not None else None
    document = with_passive_modifications(document, base, decision, operations, _new_numbers(body))
    told = with_active_modifications(decision, operations, base)
    return Consolidation(base=base, decision=told, operations=operations, document=document, verification=verification)


def _tried(operation: Operation, changes: Changes) -> Operation:
    if operation.status != "parsed":
        return operation
    if operation.work is not None and not same_work(operation.work, changes.base):
        return replace(operation, status="other-work")
    try:
        changes.apply(operation)
    except UnfitError as error:
        return replace(operation, status="failed", message=str(error))
    return replace(operation, status="applied")


def _finished(base: Document, decision: Document, changes: Changes, body: tuple[Node, ...]) -> Document:
    numbers = _new_numbers(body)
    preamble = changes.preamble if changes.preamble is not None else _replaced(base.preamble, changes)
    amendment = Amendment(word="修正", date=decision.version_date, by=decision.authority, decision=decision.title, mechanism="itemised")
    document = replace(
        base,
        title=changes.title or base.title,
        preamble=tuple(_text(node, changes, numbers) for node in preamble),
        body=tuple(_text(node, changes, numbers) for node in body),
        dates=decision.dates,
        original_dates=base.original_dates if base.amendments else base.dates,
        amendments=(*base.amendments, amendment),
        uri=None,
        source_sha256=None,
    )
    return resolve_citations(name_document(document), CITATIONS)


def _replaced(nodes: tuple[Node, ...], changes: Changes) -> tuple[Node, ...]:
    return tuple(new for node in nodes for new in changes.replaced.get(getattr(node, "eid", None) or "", (node,)))


def _new_numbers(body: tuple[Node, ...]) -> dict[str, dict[str, str]]:
    """By eId of the base: the level → its number in the new version, for every provision that stays."""
    found: dict[str, dict[str, str]] = {}

    def visit(nodes: tuple[Node, ...], above: dict[str, str]) -> None:
        for node in nodes:
            if isinstance(node, Provision):
                here = {**above, node.level: node.number}
                if node.eid:
                    found[node.eid] = here
                visit(node.content, here)

    visit(body, {})
    return found


def _text(node: Node, changes: Changes, numbers: dict[str, dict[str, str]]) -> Node:
    """The node with its words changed and, where it was carried over, its references following the new numbers."""
    if isinstance(node, Provision):
        return replace(node, content=tuple(_text(child, changes, numbers) for child in node.content))
    if not isinstance(node, Block) or not node.eid:
        return node
    words = sorted(set(changes.words.get(node.eid, [])))
    edits = words + [
        edit
        for reference in node.references
        for edit in _followed(reference, numbers)
        if not any(begin < edit[1] and edit[0] < end for begin, end, _ in words)
    ]
    written = node.text
    for begin, end, new in sorted(edits, reverse=True):
        written = written[:begin] + new + written[end:]
    return replace(node, text=written, references=())


def _followed(reference: Reference, numbers: dict[str, dict[str, str]]) -> list[tuple[int, int, str]]:
    """The edits that make a reference follow what it points to."""
    found: list[tuple[int, int, str]] = []
    if not reference.internal:
        return found
    targets = [numbers.get(eid) for eid in (reference.target, reference.end_target) if eid is not None]
    for level, pattern in _STEP.items():
        for match, target in zip(pattern.finditer(reference.text), targets, strict=False):
            if target is None or level not in target:
                continue
            new = renumbered(match[0], target[level]) or match[0]
            if new != match[0]:
                begin = reference.span[0] + match.start()
                found.append((begin, begin + len(match[0]), new))
    return found


def _placed(
    operations: tuple[Operation, ...], base: Document, document: Document, numbers: dict[str, dict[str, str]]
) -> tuple[Operation, ...]:
    """The operations with the eIds of what they mean."""
    old, new = index_document(base), index_document(document)

    def placed(operation: Operation) -> Operation:
        if operation.status not in ("applied", "failed"):
            return operation
        target = old.find(operation.steps)
        stays = numbers.get((target.eid if target else None) or "", {})
        steps = operation.result_steps or tuple(step for step in stays.items() if step[0] in _STEP)
        result = new.find(steps)
        return replace(
            operation,
            target=target.eid if target else None,
            result=result.eid if result else None,
            result_steps=steps,
            result_num=write_place(steps),
        )

    return tuple(placed(operation) for operation in operations)
