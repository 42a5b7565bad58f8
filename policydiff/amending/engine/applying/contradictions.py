"""Contradictions between instructions.

Both cannot be carried out, in whatever order, so that neither is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import inf

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


@dataclass(slots=True, kw_only=True)
class _OrderedChange:
    """A change and the orders that have it; equal changes of words are one."""

    change: Change
    orders: list[int]


def _entries(orders: Sequence[Order]) -> list[_OrderedChange]:
    words: dict[Change, _OrderedChange] = {}
    found: list[_OrderedChange] = []
    for place, order in enumerate(orders):
        for change in order.changes:
            entry = _OrderedChange(change=change, orders=[])
            if isinstance(change, ChangedWords):
                entry = words.setdefault(change, entry)
            found += [] if entry.orders else [entry]
            entry.orders.append(place)
    return found


@dataclass(slots=True, kw_only=True)
class _Refusals:
    """The refused orders, each with the first that it contradicts and its deed."""

    orders: Sequence[Order]
    partners: dict[int, tuple[int, str]] = field(default_factory=dict)

    def refuse(
        self,
        pair: tuple[_OrderedChange, _OrderedChange],
        does: tuple[str, str],
        *,
        one_item: bool = True,
    ) -> None:
        """Refuse the orders of two entries; `does` states what each of the two does.

        Two of one item only if they contradict each other in `one_item` too.
        """
        one, other = pair
        for these, those, what in ((one, other, does[1]), (other, one, does[0])):
            firsts = self._firsts(those.orders)
            for place in these.orders:
                item = None if one_item else self.orders[place].instruction
                partner = next(
                    (
                        first
                        for first in firsts
                        if first != place and (one_item or self.orders[first].instruction != item)
                    ),
                    None,
                )
                if partner is not None and partner < self.partners.get(place, (inf, ""))[0]:
                    self.partners[place] = partner, what

    def _firsts(self, places: list[int]) -> list[int]:
        """The first two orders and the first of another item: one of them is the partner."""
        item = self.orders[places[0]].instruction
        others = (place for place in places if self.orders[place].instruction != item)
        return [*places[:2], *islice(others, 1)]

    def messages(self) -> dict[int, Message]:
        """The message on each refused order, in their sequence."""
        return {
            place: Message(does, item=_item(self.orders[partner].instruction))
            for place, (partner, does) in sorted(self.partners.items())
        }


def _claimed(entries: Iterable[_OrderedChange], found: _Refusals) -> None:
    """Refuse the orders that want different values for what can have one alone."""
    claims: dict[Hashable, list[tuple[object, _OrderedChange]]] = defaultdict(list)
    for entry in entries:
        for claim, wanted, what in _claims(entry.change):
            for value, rival in claims[claim]:
                if value != wanted:
                    found.refuse((entry, rival), (what, what))
            same = [rival for value, rival in claims[claim] if value == wanted]
            if same:
                same[0].orders.extend(entry.orders)
            else:
                mine = _OrderedChange(change=entry.change, orders=list(entry.orders))
                claims[claim].append((wanted, mine))


def _same_words(entries: Iterable[_OrderedChange], found: _Refusals) -> None:
    """Refuse the orders that change the same characters differently."""
    what = template("{item} changes the same words otherwise")
    texts: dict[Hashable, list[tuple[ChangedWords, _OrderedChange]]] = defaultdict(list)
    for entry in entries:
        words = entry.change
        if isinstance(words, ChangedWords):
            texts[words.eid, words.part, words.wide].append((words, entry))
    for row in texts.values():
        row.sort(key=lambda pair: (pair[0].begin, pair[0].end))
        for place, (words, entry) in enumerate(row):
            for other, rival in islice(row, place + 1, None):
                if other.begin >= words.end and other.begin != words.begin:
                    break
                if clash(words, other):
                    found.refuse((entry, rival), (what, what))


def _in_whole_places(
    entries: Iterable[_OrderedChange], index: ProvisionIndex, found: _Refusals
) -> None:
    """Refuse the orders that delete or rewrite a place that others change."""
    inside: dict[str, list[_OrderedChange]] = defaultdict(list)
    for entry in entries:
        for place in {
            name for own in _places(entry.change) for name in (own, *index.ancestors(own))
        }:
            inside[place].append(entry)
    for whole in entries:
        text = level(_new_text(whole.change))
        for inner in (one for place in _wholly(whole.change, index) for one in inside[place]):
            if contradict(whole.change, inner.change, text):
                does = _does(whole.change), _does(inner.change)
                one_item = _of_one_place(whole.change, inner.change)
                found.refuse((whole, inner), does, one_item=one_item)


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
