"""Contradictions between instructions.

Both cannot be carried out, in whatever order, so that neither is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from itertools import islice
from math import inf
from typing import TypeVar

from policydiff.amending.engine.operations import Operation
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.amending.engine.tree.changes import (
    BaseChange,
    ChangedWords,
    Headed,
    NewNumber,
    Removed,
    Titled,
    Unheaded,
)
from policydiff.messages import Message, template
from policydiff.model.index import ProvisionIndex

_Value = TypeVar("_Value", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Operations that belong together, their outcome, and what they do to the base.

    Its changes succeed or fail together.
    """

    operations: tuple[Operation, ...]
    changes: tuple[BaseChange, ...] = ()

    @property
    def instruction(self) -> str | None:
        """The number of the item."""
        return self.operations[0].instruction


def contradictions(orders: Sequence[Trial], index: ProvisionIndex) -> dict[int, Message]:
    """The indexes among `orders` of those that contradict another one.

    Each with a message on the first one that it contradicts.
    """
    refusals = _Refusals(orders=orders)
    entries = _entries(orders)
    _claimed(entries, refusals)
    _same_words(entries, refusals)
    _in_whole_places(entries, index, refusals)
    return refusals.messages()


@dataclass(kw_only=True)
class _OrderedChange:
    """A change and the orders that have it, by their places; equal changes are one."""

    change: BaseChange
    orders: list[int]

    @cached_property
    def text(self) -> str:
        return level(self.change.new_text)


def _entries(orders: Sequence[Trial]) -> list[_OrderedChange]:
    """The changes of all orders, each once, in the sequence of their first orders."""
    rows: dict[int, list[int]] = defaultdict(list)
    for place, order in enumerate(orders):
        rows[id(order.changes)].append(place)
    entries: dict[BaseChange, _OrderedChange] = {}
    for places in rows.values():
        for change in dict.fromkeys(orders[places[0]].changes):
            entry = entries.setdefault(change, _OrderedChange(change=change, orders=places))
            if entry.orders is not places:
                entry.orders = sorted((*entry.orders, *places))
    return sorted(entries.values(), key=lambda entry: entry.orders[0])


@dataclass(slots=True, kw_only=True)
class _Refusals:
    """The refused orders, each with the first that it contradicts and its deed."""

    orders: Sequence[Trial]
    partners: dict[int, tuple[int, str]] = field(default_factory=dict)

    def refuse(self, place: int, partner: int, does: str) -> None:
        """Refuse an order for another, if none before that one is its partner."""
        if partner < self.partner(place):
            self.partners[place] = partner, does

    def partner(self, place: int) -> float:
        """The first order that this one contradicts, infinite without one."""
        return self.partners.get(place, (inf, ""))[0]

    def messages(self) -> dict[int, Message]:
        return {
            place: Message(does, item=_item(self.orders[partner].instruction))
            for place, (partner, does) in sorted(self.partners.items())
        }


def _refuse_all(values: Mapping[_Value, Sequence[int]], does: str, refusals: _Refusals) -> None:
    firsts = _first_pairs(values)
    for value, places in values.items():
        for place in places:
            for partner, wanted in firsts:
                if wanted != value and partner != place:
                    refusals.refuse(place, partner, does)
                    break


def _first_pairs(values: Mapping[_Value, Sequence[int]]) -> list[tuple[int, _Value]]:
    """The first two orders of each value, no more than two of one order."""
    pairs = [(place, value) for value, places in values.items() for place in places[:2]]
    counts: Counter[int] = Counter()
    firsts: list[tuple[int, _Value]] = []
    for place, value in sorted(pairs, key=lambda pair: pair[0]):
        counts[place] += 1
        firsts += [(place, value)] if counts[place] < 3 else []
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
    for place in (place for orders in changes.values() for place in orders):
        partner = next((partner for partner in partners if partner != place), None)
        if partner is not None:
            refusals.refuse(place, partner, does)


def _in_whole_places(
    entries: Iterable[_OrderedChange], index: ProvisionIndex, refusals: _Refusals
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
            _refuse_first(entry, list(rivals), refusals, whole=True)
        for place in places:
            rivals = (row for other, row in around[place].items() if _may_contradict(other, kind))
            _refuse_first(entry, list(rivals), refusals, whole=False)


def _held_in(change: BaseChange, index: ProvisionIndex) -> set[str]:
    """The places that a change is about, and those around them."""
    if isinstance(change, ChangedWords) and change.wide:
        return set()
    return {name for own in change.eids for name in (own, *index.ancestors(own))}


def _refuse_first(
    entry: _OrderedChange,
    rivals: Sequence[Sequence[_OrderedChange]],
    refusals: _Refusals,
    *,
    whole: bool,
) -> None:
    """Refuse the orders of an entry, each for the first rival that it contradicts."""
    last = max(map(refusals.partner, entry.orders))
    for rival in merge(*rivals, key=lambda other: other.orders[0]):
        if rival.orders[0] >= last:
            return
        outer, inner = (entry, rival) if whole else (rival, entry)
        if not outer.change.excludes(inner.change, outer.text):
            continue
        one_item = _of_one_place(outer.change, inner.change)
        does, firsts = rival.change.deed, _firsts(rival.orders, refusals.orders)
        for place in entry.orders:
            item = None if one_item else refusals.orders[place].instruction
            for partner in firsts:
                if partner != place and (one_item or refusals.orders[partner].instruction != item):
                    refusals.refuse(place, partner, does)
                    break
        last = max(map(refusals.partner, entry.orders))


def _firsts(places: Sequence[int], orders: Sequence[Trial]) -> list[int]:
    """The first two orders and the first of another item: one of them is the partner."""
    item = orders[places[0]].instruction
    others = (place for place in places if orders[place].instruction != item)
    return [*places[:2], *islice(others, 1)]


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
