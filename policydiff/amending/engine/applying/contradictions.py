"""Contradictions between instructions.

Both cannot be carried out, in whatever order, so that neither is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from itertools import islice
from math import inf
from typing import TypeVar

from policydiff.amending.engine.reading.quoted_words import level
from policydiff.amending.engine.tree.changes import (
    BODY,
    PREAMBLE,
    TITLE,
    Change,
    ChangedWords,
    Headed,
    NewArticle,
    NewAttachment,
    NewBeside,
    NewChild,
    NewContainer,
    NewHeadings,
    NewNumber,
    NewPlace,
    Prefaced,
    Releveled,
    Removed,
    Rewritten,
    Titled,
    Unheaded,
    group_of,
)
from policydiff.amending.engine.tree.new_provisions import articles_in
from policydiff.messages import Message, template
from policydiff.model.document import Provision, lines_in
from policydiff.model.index import ProvisionIndex

_Value = TypeVar("_Value", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The changes of one instruction, which succeed or fail together.

    With the number of its item.
    """

    instruction: str | None
    changes: tuple[Change, ...]


def contradictions(orders: Sequence[Order], index: ProvisionIndex) -> dict[int, Message]:
    """The indexes among `orders` of those that contradict another one.

    Each with a message on the first one that it contradicts.
    """
    found = _Refusals(orders=orders)
    entries = _entries(orders)
    _claimed(entries, found)
    _same_words(entries, found)
    _in_whole_places(entries, index, found)
    return found.messages()


@dataclass(kw_only=True)
class _OrderedChange:
    """A change and the orders that have it, by their places; equal changes are one."""

    change: Change
    orders: list[int]

    @cached_property
    def text(self) -> str:
        """Its new text, as quotations are compared."""
        return level(_new_text(self.change))


def _entries(orders: Sequence[Order]) -> list[_OrderedChange]:
    """The changes of all orders, each once, in the sequence of their first orders."""
    rows: dict[int, list[int]] = defaultdict(list)
    for place, order in enumerate(orders):
        rows[id(order.changes)].append(place)
    entries: dict[Change, _OrderedChange] = {}
    for places in rows.values():
        for change in dict.fromkeys(orders[places[0]].changes):
            entry = entries.setdefault(change, _OrderedChange(change=change, orders=places))
            if entry.orders is not places:
                entry.orders = sorted((*entry.orders, *places))
    return sorted(entries.values(), key=lambda entry: entry.orders[0])


@dataclass(slots=True, kw_only=True)
class _Refusals:
    """The refused orders, each with the first that it contradicts and its deed."""

    orders: Sequence[Order]
    partners: dict[int, tuple[int, str]] = field(default_factory=dict)

    def refuse(self, place: int, partner: int, does: str) -> None:
        """Refuse an order for another, if none before that one is its partner."""
        if partner < self.partner(place):
            self.partners[place] = partner, does

    def partner(self, place: int) -> float:
        """The first order that this one contradicts, infinite without one."""
        return self.partners.get(place, (inf, ""))[0]

    def messages(self) -> dict[int, Message]:
        """The message on each refused order, in their sequence."""
        return {
            place: Message(does, item=_item(self.orders[partner].instruction))
            for place, (partner, does) in sorted(self.partners.items())
        }


def _refuse_all(values: Mapping[_Value, Sequence[int]], does: str, found: _Refusals) -> None:
    """Refuse the orders that want different values.

    Each is refused for the first that wants another one; `values` has the places of the orders of each, in their sequence.
    """
    firsts = _first_pairs(values)
    for value, places in values.items():
        for place in places:
            for partner, wanted in firsts:
                if wanted != value and partner != place:
                    found.refuse(place, partner, does)
                    break


def _first_pairs(values: Mapping[_Value, Sequence[int]]) -> list[tuple[int, _Value]]:
    """The first two orders of each value, no more than two of one order.

    Among them is the first that has another value than any order, and is another one.
    """
    pairs = [(place, value) for value, places in values.items() for place in places[:2]]
    counts: Counter[int] = Counter()
    found: list[tuple[int, _Value]] = []
    for place, value in sorted(pairs, key=lambda pair: pair[0]):
        counts[place] += 1
        found += [(place, value)] if counts[place] < 3 else []
    return found


def _claimed(entries: Iterable[_OrderedChange], found: _Refusals) -> None:
    """Refuse the orders that want different values for what can have one alone."""
    claims: dict[Hashable, dict[Hashable, set[int]]] = defaultdict(lambda: defaultdict(set))
    does: dict[Hashable, str] = {}
    for entry in (entry for entry in entries if not isinstance(entry.change, ChangedWords)):
        for claim, wanted, what in _claims(entry.change):
            claims[claim][wanted].update(entry.orders)
            does[claim] = what
    for claim, values in claims.items():
        if len(values) > 1:
            ordered = {wanted: sorted(places) for wanted, places in values.items()}
            _refuse_all(ordered, does[claim], found)


def _same_words(entries: Iterable[_OrderedChange], found: _Refusals) -> None:
    """Refuse the orders that change the same characters differently.

    Changes of one stretch are compared as one: of two stretches that meet, each change of the one
    contradicts each of the other.
    """
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
        firsts = [sorted({at for orders in one.values() for at in orders[:2]})[:2] for one in row]
        seen: set[tuple[int, ...]] = set()
        for place, one in enumerate(row):
            same = tuple(map(id, one.values()))
            if len(one) > 1 and same not in seen:
                seen.add(same)
                _refuse_all(one, what, found)
            words = next(iter(one))
            for beside in range(place + 1, len(row)):
                rival = next(iter(row[beside]))
                if rival.begin >= words.end:
                    break
                if clash(words, rival):
                    _refuse_each(one, firsts[beside], what, found)
                    _refuse_each(row[beside], firsts[place], what, found)


def _refuse_each(
    changes: Mapping[ChangedWords, Sequence[int]],
    partners: Sequence[int],
    does: str,
    found: _Refusals,
) -> None:
    for place in (place for orders in changes.values() for place in orders):
        partner = next((partner for partner in partners if partner != place), None)
        if partner is not None:
            found.refuse(place, partner, does)


def _in_whole_places(
    entries: Iterable[_OrderedChange], index: ProvisionIndex, found: _Refusals
) -> None:
    """Refuse the orders that delete or rewrite a place that others change."""
    inside: dict[str, dict[type, list[_OrderedChange]]] = defaultdict(lambda: defaultdict(list))
    around: dict[str, dict[type, list[_OrderedChange]]] = defaultdict(lambda: defaultdict(list))
    held = [(entry, _held_in(entry.change, index)) for entry in entries]
    for entry, places in held:
        for place in places:
            inside[place][type(entry.change)].append(entry)
        for place in _wholly(entry.change, index):
            around[place][type(entry.change)].append(entry)
    for entry, places in held:
        kind = type(entry.change)
        for place in _wholly(entry.change, index):
            rivals = (row for other, row in inside[place].items() if _may_contradict(kind, other))
            _refuse_first(entry, list(rivals), found, whole=True)
        for place in places:
            rivals = (row for other, row in around[place].items() if _may_contradict(other, kind))
            _refuse_first(entry, list(rivals), found, whole=False)


def _held_in(change: Change, index: ProvisionIndex) -> set[str]:
    """The places that a change is about, and those around them.

    None for words that change wherever they stand: what is ordered for one place goes before.
    """
    if isinstance(change, ChangedWords) and change.wide:
        return set()
    return {name for own in _places(change) for name in (own, *index.ancestors(own))}


def _refuse_first(
    entry: _OrderedChange,
    rivals: Sequence[Sequence[_OrderedChange]],
    found: _Refusals,
    *,
    whole: bool,
) -> None:
    """Refuse the orders of an entry, each for the first rival that it contradicts.

    It is the `whole` of each pair, or what lies inside. Two orders of one item only where they
    contradict each other in one item too.
    """
    last = max(map(found.partner, entry.orders))
    for rival in merge(*rivals, key=lambda other: other.orders[0]):
        if rival.orders[0] >= last:
            return
        outer, inner = (entry, rival) if whole else (rival, entry)
        if not contradict(outer.change, inner.change, outer.text):
            continue
        one_item = _of_one_place(outer.change, inner.change)
        does, firsts = _does(rival.change), _firsts(rival.orders, found.orders)
        for place in entry.orders:
            item = None if one_item else found.orders[place].instruction
            for partner in firsts:
                if partner != place and (one_item or found.orders[partner].instruction != item):
                    found.refuse(place, partner, does)
                    break
        last = max(map(found.partner, entry.orders))


def _firsts(places: Sequence[int], orders: Sequence[Order]) -> list[int]:
    """The first two orders and the first of another item: one of them is the partner."""
    item = orders[places[0]].instruction
    others = (place for place in places if orders[place].instruction != item)
    return [*places[:2], *islice(others, 1)]


def _may_contradict(whole: type, inner: type) -> bool:
    """True if changes of these kinds can contradict each other at all."""
    if whole in (Headed, Titled):
        return inner is ChangedWords
    if whole is Removed:
        return inner is not Removed
    return whole is Unheaded or inner not in (NewNumber, Headed)


def _wholly(change: Change, index: ProvisionIndex) -> tuple[str, ...]:
    """The eIds of what a change deletes, rewrites or gives another heading."""
    if isinstance(change, Removed | Rewritten | Headed):
        return (change.eid,)
    if isinstance(change, Unheaded):
        return (change.container,)
    if isinstance(change, Prefaced):
        named = (getattr(node, "eid", None) for node in index.document.preamble)
        return (PREAMBLE, *filter(None, named))
    return (TITLE,) if isinstance(change, Titled) else ()


def _of_one_place(one: Change, other: Change) -> bool:
    """True if both changes rewrite or delete the same place, or its heading.

    They contradict each other in one item too, unless what goes lives on elsewhere.
    """
    kinds = Rewritten | Removed | Unheaded | NewHeadings
    return (
        one != other
        and all(isinstance(change, kinds) and not _lives_on(change) for change in (one, other))
        and _places(one) == _places(other)
    )


def _lives_on(change: Change) -> bool:
    return isinstance(change, Removed) and not (change.into is None and change.heir is None)


def _does(change: Change) -> str:
    if isinstance(change, Removed):
        return template("{item} deletes the same place")
    if isinstance(change, Unheaded):
        return template("{item} deletes the heading there")
    return (
        template("{item} rewrites the same place")
        if isinstance(change, Rewritten)
        else template("{item} changes the same place")
    )


def clash(one: ChangedWords, other: ChangedWords) -> bool:
    """True if two changes of words replace the same characters differently.

    What is ordered for one place goes before what is ordered for the whole work; of two that hold
    for the whole work the one with the longer words goes first.
    """
    if one == other or not one.meets(other) or one.wide != other.wide:
        return False
    return not (one.wide and (one.holds(other) or other.holds(one)))


def contradict(whole: Change, inner: Change, new_text: str | None = None) -> bool:
    """True if a change deletes or rewrites a place that the other one changes.

    Or a place in which the other one changes something. `new_text` is that of the first one, as
    quotations are compared, where it is at hand.
    """
    if isinstance(whole, Headed | Unheaded):
        return _contradict_at_head(whole, inner, new_text)
    if isinstance(inner, ChangedWords) and (
        inner.wide or isinstance(whole, Titled | Rewritten | Prefaced)
    ):
        return not inner.wide and not _holds(whole, inner, new_text)
    if not isinstance(whole, Removed | Rewritten | Prefaced) or whole == inner:
        return False
    if isinstance(whole, Removed | Rewritten) and isinstance(inner, NewBeside | NewHeadings):
        gone = isinstance(inner, NewHeadings) and isinstance(whole, Removed)
        return whole.eid not in _places(inner) or (gone and not _lives_on(whole))
    if isinstance(whole, Removed):
        return not isinstance(inner, Removed)
    return not isinstance(inner, NewNumber | Headed) and not (
        isinstance(inner, NewPlace) and isinstance(whole, Rewritten) and inner.eid == whole.eid
    )


def _contradict_at_head(whole: Headed | Unheaded, inner: Change, new_text: str | None) -> bool:
    """True if a heading goes, or is new, that the other change is about."""
    eid = whole.container if isinstance(whole, Unheaded) else whole.eid
    if isinstance(inner, ChangedWords):
        own = (inner.eid, inner.part, inner.wide) == (eid, "heading", False)
        return own and not _holds(whole, inner, new_text)
    return (
        isinstance(whole, Unheaded)
        and isinstance(inner, Headed | NewNumber | Releveled)
        and inner.eid == eid
    )


def _holds(whole: Change, words: ChangedWords, new_text: str | None) -> bool:
    """True if the new text has the words as the other instruction wants them."""
    text = level(_new_text(whole)) if new_text is None else new_text
    return level(words.new) in text if words.new else level(words.old) not in text


def _new_text(whole: Change) -> str:
    if isinstance(whole, Rewritten | Prefaced):
        return "".join(lines_in(whole.nodes))
    if isinstance(whole, Headed):
        return whole.heading or ""
    return whole.title if isinstance(whole, Titled) else ""


def _places(change: Change) -> tuple[str, ...]:
    """The eIds in the base that a change is about; empty for the whole work."""
    if isinstance(change, Titled):
        return (TITLE,)
    if isinstance(change, Releveled):
        return (change.eid, *filter(None, (change.holder,)))
    if isinstance(change, NewArticle):
        found = change.hint or change.scope
    elif isinstance(change, NewContainer):
        found = change.holder or change.scope
    else:
        named = ("eid", "anchor", "holder", "before", "container")
        found = next(filter(None, (getattr(change, name, None) for name in named)), "")
    return (found,) if found else ()


def _claims(change: Change) -> Iterator[tuple[Hashable, object, str]]:
    """The claims of a change on what only one change can have.

    Each as the claim, the value that the change wants there, and the template of the message that
    another one has it.
    """
    number = template("{item} gives this number too")
    other = template("{item} gives the place another number")
    if isinstance(change, NewNumber):
        yield ("number", change.eid), change.number, other
        yield ("taken", change.group, change.number), change.eid, number
    elif isinstance(change, Releveled):
        place = (change.level, change.number, change.holder)
        yield ("number", change.eid), place, other
        yield ("taken", group_of(change.holder, change.level), change.number), change.eid, number
    elif isinstance(change, NewPlace):
        yield ("number", change.eid), change.number, other
    elif isinstance(change, NewArticle):
        yield ("taken", change.scope, change.node.number), change.node, number
    elif isinstance(change, NewContainer):
        yield (
            ("taken", group_of(change.holder, change.node.level), change.node.number),
            change.node,
            number,
        )
        yield from (
            (("taken", change.scope, article.number), article, number)
            for article in articles_in(change.node.content)
        )
    elif isinstance(change, NewHeadings):
        yield from _heads(change, number)
    elif isinstance(change, Rewritten) and change.scope is not None:
        yield from (
            (("taken", change.scope, article.number), article, number)
            for article in articles_in(change.nodes)
        )
    elif isinstance(change, NewAttachment):
        yield ("taken", "attachments", change.node.number), change.node, number
    elif isinstance(change, NewChild) and change.number is not None:
        yield ("child", change.holder, change.level, change.number), change.nodes, number
    else:
        yield from _texts(change)


def _heads(change: NewHeadings, number: str) -> Iterator[tuple[Hashable, object, str]]:
    """The claims of headings: on the numbers below them, else on all that follows."""
    held = list(articles_in(change.nodes))
    yield from ((("taken", BODY, article.number), article, number) for article in held)
    first = change.nodes[0]
    if not held and isinstance(first, Provision):
        what = template("{item} changes the same place")
        yield ("before", change.before, first.level), change.nodes, what


def _texts(change: Change) -> Iterator[tuple[Hashable, object, str]]:
    if isinstance(change, Headed):
        yield ("heading", change.eid), change.heading, template("{item} gives another heading")
    elif isinstance(change, Titled):
        yield "title", change.title, template("{item} gives another title")
    elif isinstance(change, Prefaced):
        yield "preamble", change.nodes, template("{item} gives another preamble")


def _item(instruction: str | None) -> Message:
    return (
        Message("item {number}", number=instruction)
        if instruction
        else Message("another instruction")
    )
