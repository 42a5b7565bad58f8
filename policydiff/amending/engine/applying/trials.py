"""Trials of operations: the changes of each, or the reason against it.

Each range becomes the places that it has in the base. Two that contradict each other cannot both be
carried out, in whatever order, so that neither is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import merge
from itertools import chain, islice
from math import inf
from typing import TypeVar

from policydiff.amending.engine.applying.base_checks import same_work
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.dispatch import effects, groups
from policydiff.amending.engine.operations import Instructions, NewText, Operation, Split, Steps
from policydiff.amending.engine.reading.quoted_words import level, unnested
from policydiff.amending.engine.tree.changes import (
    BaseChange,
    ChangedWords,
    Headed,
    NewNumber,
    Removed,
    Titled,
    UnfitError,
    Unheaded,
)
from policydiff.messages import Message, template
from policydiff.model.index import ProvisionIndex
from policydiff.text.places import above, counted, is_range, write_place

_SMALL = ("paragraph", "point", "indent")
MOST_CHANGES = 100_000
"""Changes of a text by one decision; with so many, further orders are not carried out."""
_Tried = tuple[tuple[Message | None, ...], tuple[BaseChange, ...]]
"""The note on each operation of a group, and the changes of all."""
Trial = tuple[tuple[Operation, ...], tuple[BaseChange, ...]]
"""Operations that belong together, with their outcome, and what they do to the base; its changes
succeed or fail together.
"""
_Value = TypeVar("_Value", bound=Hashable)
_Refusals = dict[int, tuple[int, str]]
"""The refused orders, each with the first that it contradicts and its deed."""


def in_base(instructions: Instructions, base: Base) -> Instructions:
    """The instructions on this base: ranges place by place, other works marked."""
    placed = (_placed(_of_work(operation, base), base) for operation in instructions.operations)
    return replace(instructions, operations=tuple(chain.from_iterable(placed)))


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
    having = tuple(each for each in found if operation.old is None or _fits(each, base))
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
    trials: list[Trial] = []
    tried: dict[tuple[Operation, ...], _Tried] = {}
    count = 0
    for group in groups(operations):
        if group[0].status != "parsed":
            trials.append((group, ()))
            continue
        if all(_is_quoted_whole(operation, whole) for operation in group):
            trials.append((tuple(replace(operation, status="applied") for operation in group), ()))
            continue
        same = tuple(replace(operation, instruction=None, source=None) for operation in group)
        try:
            if same not in tried:
                tried[same] = _carry(group, base, count)
                count += len(tried[same][1])
        except UnfitError as error:
            trials.append((failed(group, error.message), ()))
            continue
        trials.append(_applied(group, *tried[same]))
    return trials


def _carry(group: tuple[Operation, ...], base: Base, count: int) -> _Tried:
    """The notes and changes of a group, after so many. Raises `UnfitError`."""
    if count > MOST_CHANGES:
        raise UnfitError(
            Message(
                "the orders before it change more than {count} places, and no more are tried",
                count=MOST_CHANGES,
            )
        )
    carried = effects(tuple(_as_law(operation, base) for operation in group), base)
    changes = tuple(change for effect, _ in carried for change in effect)
    return tuple(note for _, note in carried), changes


def _applied(
    group: tuple[Operation, ...],
    notes: tuple[Message | None, ...],
    changes: tuple[BaseChange, ...],
) -> Trial:
    applied = (
        replace(operation, status="applied", message=note)
        for operation, note in zip(group, notes, strict=True)
    )
    return tuple(applied), changes


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
    """True if what comes is quoted with all: 增加一款作为第二款，将该条修改为：“…”."""
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


def failed(group: Iterable[Operation], why: Message) -> tuple[Operation, ...]:
    """The operations as failed, for one reason."""
    return tuple(replace(operation, status="failed", message=why) for operation in group)


def contradictions(orders: Sequence[Trial], index: ProvisionIndex) -> dict[int, Message]:
    """The indexes of orders that contradict another, with a message on the first."""
    refusals: _Refusals = {}
    items = [operations[0].instruction for operations, _ in orders]
    entries = _entries(changes for _, changes in orders)
    _claimed(entries, refusals)
    _same_words(entries, refusals)
    _in_whole_places(entries, index, items, refusals)
    return {
        order: Message(does, item=_item(items[partner]))
        for order, (partner, does) in sorted(refusals.items())
    }


@dataclass(kw_only=True)
class _OrderedChange:
    """A change and the orders that have it, by their places; equal changes are one."""

    change: BaseChange
    orders: list[int]

    @cached_property
    def text(self) -> str:
        return level(self.change.new_text)


def _entries(orders: Iterable[tuple[BaseChange, ...]]) -> list[_OrderedChange]:
    """The changes of all orders, each once, in the sequence of their first orders."""
    rows: dict[int, tuple[tuple[BaseChange, ...], list[int]]] = {}
    for order, changes in enumerate(orders):
        rows.setdefault(id(changes), (changes, []))[1].append(order)
    entries: dict[BaseChange, _OrderedChange] = {}
    for changes, row in rows.values():
        for change in dict.fromkeys(changes):
            entry = entries.setdefault(change, _OrderedChange(change=change, orders=row))
            if entry.orders is not row:
                entry.orders = sorted((*entry.orders, *row))
    return sorted(entries.values(), key=lambda entry: entry.orders[0])


def _refuse(refusals: _Refusals, order: int, partner: int, does: str) -> None:
    """Refuse an order for another, if none before that one is its partner."""
    if partner < _partner(refusals, order):
        refusals[order] = partner, does


def _partner(refusals: _Refusals, order: int) -> float:
    """The first order that this one contradicts, infinite without one."""
    return refusals.get(order, (inf, ""))[0]


def _refuse_all(values: Mapping[_Value, Sequence[int]], does: str, refusals: _Refusals) -> None:
    firsts = _first_pairs(values)
    for value, orders in values.items():
        for order in orders:
            for partner, wanted in firsts:
                if wanted != value and partner != order:
                    _refuse(refusals, order, partner, does)
                    break


def _first_pairs(values: Mapping[_Value, Sequence[int]]) -> list[tuple[int, _Value]]:
    """The first two orders of each value, no more than two of one order."""
    pairs = [(order, value) for value, orders in values.items() for order in orders[:2]]
    counts: Counter[int] = Counter()
    firsts: list[tuple[int, _Value]] = []
    for order, value in sorted(pairs, key=lambda pair: pair[0]):
        counts[order] += 1
        firsts += [(order, value)] if counts[order] < 3 else []
    return firsts


def _claimed(entries: Iterable[_OrderedChange], refusals: _Refusals) -> None:
    """Refuse the orders that want different values for what can have one alone."""
    claims: dict[Hashable, dict[Hashable, set[int]]] = defaultdict(lambda: defaultdict(set))
    does: dict[Hashable, str] = {}
    for entry in (entry for entry in entries if not isinstance(entry.change, ChangedWords)):
        for claim, wanted, what in entry.change.claims():
            claims[claim][wanted].update(entry.orders)
            does[claim] = what
    for claim, values in claims.items():
        if len(values) > 1:
            ordered = {wanted: sorted(places) for wanted, places in values.items()}
            _refuse_all(ordered, does[claim], refusals)


def _same_words(entries: Iterable[_OrderedChange], refusals: _Refusals) -> None:
    """Refuse the orders that change the same characters differently."""
    what = template("{item} changes the same words otherwise")
    texts: dict[Hashable, dict[tuple[int, int], dict[ChangedWords, list[int]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for entry in entries:
        words = entry.change
        if isinstance(words, ChangedWords):
            text = texts[words.eid, words.part, words.wide]
            text[words.begin, words.end][words] = entry.orders
    for stretches in texts.values():
        row = [stretches[span] for span in sorted(stretches)]
        firsts = [
            sorted({at for orders in changes.values() for at in orders[:2]})[:2] for changes in row
        ]
        seen: set[tuple[int, ...]] = set()
        for at, changes in enumerate(row):
            same = tuple(map(id, changes.values()))
            if len(changes) > 1 and same not in seen:
                seen.add(same)
                _refuse_all(changes, what, refusals)
            words = next(iter(changes))
            for beside in range(at + 1, len(row)):
                rival = next(iter(row[beside]))
                if rival.begin >= words.end:
                    break
                if clash(words, rival):
                    _refuse_each(changes, firsts[beside], what, refusals)
                    _refuse_each(row[beside], firsts[at], what, refusals)


def _refuse_each(
    changes: Mapping[ChangedWords, Sequence[int]],
    partners: Sequence[int],
    does: str,
    refusals: _Refusals,
) -> None:
    for order in (order for orders in changes.values() for order in orders):
        partner = next((partner for partner in partners if partner != order), None)
        if partner is not None:
            _refuse(refusals, order, partner, does)


def _in_whole_places(
    entries: Iterable[_OrderedChange],
    index: ProvisionIndex,
    items: Sequence[str | None],
    refusals: _Refusals,
) -> None:
    """Refuse the orders that delete or rewrite a place that others change."""
    inside: dict[str, dict[type, list[_OrderedChange]]] = defaultdict(lambda: defaultdict(list))
    around: dict[str, dict[type, list[_OrderedChange]]] = defaultdict(lambda: defaultdict(list))
    held = [(entry, _held_in(entry.change, index)) for entry in entries]
    for entry, places in held:
        for place in places:
            inside[place][type(entry.change)].append(entry)
        for place in entry.change.whole(index):
            around[place][type(entry.change)].append(entry)
    for entry, places in held:
        kind = type(entry.change)
        for place in entry.change.whole(index):
            rivals = (row for other, row in inside[place].items() if _may_contradict(kind, other))
            _refuse_first(entry, list(rivals), items, refusals, whole=True)
        for place in places:
            rivals = (row for other, row in around[place].items() if _may_contradict(other, kind))
            _refuse_first(entry, list(rivals), items, refusals, whole=False)


def _held_in(change: BaseChange, index: ProvisionIndex) -> set[str]:
    """The places that a change is about, and those around them."""
    if isinstance(change, ChangedWords) and change.wide:
        return set()
    return {name for own in change.eids for name in (own, *index.ancestors(own))}


def _refuse_first(
    entry: _OrderedChange,
    rivals: Sequence[Sequence[_OrderedChange]],
    items: Sequence[str | None],
    refusals: _Refusals,
    *,
    whole: bool,
) -> None:
    """Refuse the orders of an entry, each for the first rival that it contradicts."""
    last = max(_partner(refusals, order) for order in entry.orders)
    for rival in merge(*rivals, key=lambda other: other.orders[0]):
        if rival.orders[0] >= last:
            return
        outer, inner = (entry, rival) if whole else (rival, entry)
        if not outer.change.excludes(inner.change, outer.text):
            continue
        one_item = _of_one_place(outer.change, inner.change)
        does, firsts = rival.change.deed, _firsts(rival.orders, items)
        for refused in entry.orders:
            item = None if one_item else items[refused]
            for partner in firsts:
                if partner != refused and (one_item or items[partner] != item):
                    _refuse(refusals, refused, partner, does)
                    break
        last = max(_partner(refusals, order) for order in entry.orders)


def _firsts(orders: Sequence[int], items: Sequence[str | None]) -> list[int]:
    """The first two orders and the first of another item: one of them is the partner."""
    item = items[orders[0]]
    others = (order for order in orders if items[order] != item)
    return [*orders[:2], *islice(others, 1)]


def _may_contradict(whole: type, inner: type) -> bool:
    if whole in (Headed, Titled):
        return inner is ChangedWords
    if whole is Removed:
        return inner is not Removed
    return whole is Unheaded or inner not in (NewNumber, Headed)


def _of_one_place(left: BaseChange, right: BaseChange) -> bool:
    """True if both rewrite or delete the same place, or its heading, for good."""
    return left != right and left.rewrites and right.rewrites and left.eids == right.eids


def clash(left: ChangedWords, right: ChangedWords) -> bool:
    """True if two changes of words replace the same characters differently.

    What is ordered for one place goes before what is ordered for the whole work; of two that hold
    for the whole work the one with the longer words goes first.
    """
    if left == right or not left.meets(right) or left.wide != right.wide:
        return False
    return not (left.wide and (left.holds(right) or right.holds(left)))


def _item(instruction: str | None) -> Message:
    return (
        Message("item {number}", number=instruction)
        if instruction
        else Message("another instruction")
    )
