"""Trials of single operations: the changes of each, or why it does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.applying.contradictions import Order
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.dispatch import effects, groups
from policydiff.amending.engine.operations import Instructions, Operation
from policydiff.amending.engine.reading.places import above
from policydiff.amending.engine.reading.quoted_words import unnested
from policydiff.amending.engine.tree.changes import UnfitError
from policydiff.messages import Message

_SMALL = ("paragraph", "point", "indent")


def try_operations(instructions: Instructions, base: Base) -> list[Trial]:
    """Try each operation by itself, those together that succeed or fail together."""
    operations = tuple(_of_work(operation, base) for operation in instructions.operations)
    operations = tuple(_by_old_number(operation, operations, base) for operation in operations)
    return [_trial(group, operations, base) for group in groups(operations)]


def _by_old_number(operation: Operation, operations: Iterable[Operation], base: Base) -> Operation:
    """The operation on a 款, 项 or 目 by the number that the base gives it.

    Its own item may have given it the number by which it names it: 第三款改为第四款，将第四款中的…
    """
    if (
        operation.status != "parsed"
        or not operation.steps
        or operation.steps[-1][0] not in _SMALL
        or base.find(operation.steps) is not None
    ):
        return operation
    for other in operations:
        same = (
            other.kind == "renumbering"
            and other.instruction == operation.instruction
            and other.result_steps[-1:] == operation.steps[-1:]
        )
        if same and above(other.steps, "paragraph") == above(operation.steps, "paragraph"):
            return replace(
                operation,
                steps=other.steps,
                result_steps=operation.result_steps or other.result_steps,
            )
    return operation


def _is_quoted_whole(operation: Operation, operations: Iterable[Operation]) -> bool:
    """True if what comes is quoted with all of its article.

    在第九条中增加一款作为第二款，将该条修改为：“…”.
    """
    if (
        operation.kind != "insertion"
        or operation.status != "parsed"
        or operation.text is not None
        or not operation.steps
    ):
        return False
    whole = (
        other
        for other in operations
        if other.kind == "substitution"
        and other.old is None
        and other.text
        and other.status == "parsed"
    )
    return any(
        (other.instruction, other.steps) == (operation.instruction, operation.steps)
        for other in whole
    )


def _of_work(operation: Operation, base: Base) -> Operation:
    other = operation.work is not None and not same_work(operation.work, base.document)
    return (
        replace(operation, status="other-work")
        if other and operation.status == "parsed"
        else operation
    )


def _as_law(operation: Operation, base: Base) -> Operation:
    """The operation with its new text in the quotation marks of the work."""
    single = operation.text is None or operation.verbatim or base.quotes_single
    return operation if single else replace(operation, text=unnested(operation.text or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Operations that belong together, their outcome, and what they do to the base."""

    operations: tuple[Operation, ...]
    order: Order


def _trial(group: tuple[Operation, ...], operations: Iterable[Operation], base: Base) -> Trial:
    """The outcome of a group by itself."""
    nothing = Order(instruction=group[0].instruction, changes=())
    if group[0].status != "parsed":
        return Trial(operations=group, order=nothing)
    if all(_is_quoted_whole(operation, operations) for operation in group):
        return Trial(
            operations=tuple(replace(operation, status="applied") for operation in group),
            order=nothing,
        )
    try:
        found = effects(tuple(_as_law(operation, base) for operation in group), base)
    except UnfitError as error:
        return Trial(operations=failed(group, error.message), order=nothing)
    return Trial(
        operations=tuple(
            replace(operation, status="applied", message=note)
            for operation, (_, note) in zip(group, found, strict=True)
        ),
        order=replace(nothing, changes=tuple(change for effect, _ in found for change in effect)),
    )


def failed(group: Iterable[Operation], why: Message) -> tuple[Operation, ...]:
    """The operations as failed, for one reason."""
    return tuple(replace(operation, status="failed", message=why) for operation in group)
