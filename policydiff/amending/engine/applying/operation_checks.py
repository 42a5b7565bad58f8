"""Trials of single operations: the changes of each, or why it does not fit.

Before that each range becomes the places that it has in the base.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.applying.contradictions import Trial
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.dispatch import effects, groups
from policydiff.amending.engine.operations import Instructions, NewText, Operation, Split, Steps
from policydiff.amending.engine.reading.quoted_words import unnested
from policydiff.amending.engine.tree.changes import BaseChange, UnfitError
from policydiff.messages import Message
from policydiff.text.places import above, counted, is_range, write_place

_SMALL = ("paragraph", "point", "indent")
MOST_CHANGES = 100_000
"""Changes of a text by one decision; with so many, further orders are not carried out."""
_Tried = tuple[tuple[Message | None, ...], tuple[BaseChange, ...]]
"""The note on each operation of a group, and the changes of all."""


def in_base(instructions: Instructions, base: Base) -> Instructions:
    """The instructions as this base has their places.

    What is on another work is marked, and a range stands as one operation for each of its places.
    """
    found = (_of_work(operation, base) for operation in instructions.operations)
    return replace(
        instructions,
        operations=tuple(one for operation in found for one in _placed(operation, base)),
    )


def _placed(operation: Operation, base: Base) -> tuple[Operation, ...]:
    """An operation for each place of a range, or one that fails."""
    within = operation.range or operation.steps
    if operation.status != "parsed" or isinstance(operation, Split) or not is_range(within):
        return (operation,)
    try:
        places = base.members(within)
    except UnfitError as error:
        return failed((operation,), error.message)
    if operation.range:
        others = set(places) ^ set(counted((within,)))
        why = Message(
            "{range} holds other places in the base than are counted: {places}",
            range=write_place(within),
            places="、".join(filter(None, map(write_place, sorted(others)))),
        )
        return failed((operation,), why) if others else (operation,)
    return _each(operation, places, base)


def _each(operation: Operation, places: tuple[Steps, ...], base: Base) -> tuple[Operation, ...]:
    """The operation for each place of its range; of words, where they stand."""
    results = counted((operation.result_steps,)) if is_range(operation.result_steps) else ()
    if operation.kind == "renumbering" and len(results) != len(places):
        why = Message(
            "{range} has {count} places in the base, and {given} numbers are given",
            range=write_place(operation.steps),
            count=len(places),
            given=len(results),
        )
        return failed((operation,), why)
    if len(results) != len(places):
        results = (() if is_range(operation.result_steps) else operation.result_steps,) * len(
            places
        )
    found = tuple(
        replace(
            operation,
            steps=place,
            result_steps=result,
            range=operation.steps,
            target_num=write_place(place),
            result_num=write_place(result),
        )
        for place, result in zip(places, results, strict=True)
    )
    having = tuple(one for one in found if operation.old is None or _fits(one, base))
    return having or found


def _fits(operation: Operation, base: Base) -> bool:
    try:
        effects((_as_law(operation, base),), base)
    except UnfitError:
        return False
    return True


def try_operations(instructions: Instructions, base: Base) -> list[Trial]:
    """Try each operation by itself, those together that succeed or fail together."""
    renumbered: dict[object, Operation] = {}
    for operation in instructions.operations:
        if operation.kind == "renumbering":
            renumbered.setdefault(_named(operation, operation.result_steps[-1:]), operation)
    operations = [
        _by_old_number(operation, renumbered, base) for operation in instructions.operations
    ]
    whole = {
        (operation.instruction, operation.steps)
        for operation in operations
        if operation.kind == "substitution"
        and operation.old is None
        and operation.text
        and operation.status == "parsed"
    }
    trials = _Trials(base=base, whole=whole)
    return [trials.outcome(group) for group in groups(operations)]


def _named(operation: Operation, last: Steps) -> object:
    """The item of an operation, the place around its 款, 项 or 目, and a number there."""
    return operation.instruction, last, above(operation.steps, "paragraph")


def _by_old_number(
    operation: Operation, renumbered: Mapping[object, Operation], base: Base
) -> Operation:
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
    other = renumbered.get(_named(operation, operation.steps[-1:]))
    if other is None:
        return operation
    return replace(
        operation, steps=other.steps, result_steps=operation.result_steps or other.result_steps
    )


def _is_quoted_whole(operation: Operation, whole: Collection[object]) -> bool:
    """True if what comes is quoted with all of its article.

    在第九条中增加一款作为第二款，将该条修改为：“…”.
    """
    return (
        operation.kind == "insertion"
        and operation.status == "parsed"
        and operation.text is None
        and operation.steps != ()
        and (operation.instruction, operation.steps) in whole
    )


def _of_work(operation: Operation, base: Base) -> Operation:
    """The operation, marked where it is on another work, understood or not."""
    other = operation.work is not None and not same_work(operation.work, base.document)
    return (
        replace(operation, status="other-work")
        if other and operation.status in ("parsed", "failed", "unparsed")
        else operation
    )


def _as_law(operation: Operation, base: Base) -> Operation:
    """The operation with its new text in the quotation marks of the work."""
    if not isinstance(operation, NewText) or operation.text is None:
        return operation
    single = operation.verbatim or base.quotes_single
    return operation if single else replace(operation, text=unnested(operation.text))


@dataclass(slots=True, kw_only=True)
class _Trials:
    base: Base
    whole: Collection[object]
    count: int = 0
    _tried: dict[tuple[Operation, ...], _Tried] = field(default_factory=dict)

    def outcome(self, group: tuple[Operation, ...]) -> Trial:
        if group[0].status != "parsed":
            return Trial(operations=group)
        if all(_is_quoted_whole(operation, self.whole) for operation in group):
            return Trial(
                operations=tuple(replace(operation, status="applied") for operation in group)
            )
        try:
            notes, changes = self.tried(group)
        except UnfitError as error:
            return Trial(operations=failed(group, error.message))
        return Trial(
            operations=tuple(
                replace(operation, status="applied", message=note)
                for operation, note in zip(group, notes, strict=True)
            ),
            changes=changes,
        )

    def tried(self, group: tuple[Operation, ...]) -> _Tried:
        """The notes and changes of a group. Raises `UnfitError` where it does not fit."""
        same = tuple(replace(one, instruction=None, source=None) for one in group)
        if same not in self._tried:
            if self.count > MOST_CHANGES:
                raise UnfitError(
                    Message(
                        "the orders before it change more than {count} places, and no more are tried",
                        count=MOST_CHANGES,
                    )
                )
            found = effects(tuple(_as_law(operation, self.base) for operation in group), self.base)
            changes = tuple(change for effect, _ in found for change in effect)
            self.count += len(changes)
            self._tried[same] = tuple(note for _, note in found), changes
        return self._tried[same]


def failed(group: Iterable[Operation], why: Message) -> tuple[Operation, ...]:
    """The operations as failed, for one reason."""
    return tuple(replace(operation, status="failed", message=why) for operation in group)
