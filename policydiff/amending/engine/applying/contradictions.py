"""Contradictions between instructions.

Both cannot be carried out, in whatever order, so that neither is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from policydiff.amending.engine.reading.quoted_words import level
from policydiff.amending.engine.tree.changes import (
    BODY,
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
    group_of,
)
from policydiff.amending.engine.tree.new_provisions import articles_in
from policydiff.messages import Message, template
from policydiff.model.document import lines_in
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

    Each with a message on what it contradicts.
    """
    found = _Orders(index=index)
    for place, order in enumerate(orders):
        found.add(place, order)
    return found.refused


@dataclass(slots=True, kw_only=True)
class _Orders:
    """The orders so far, by place and by what only one change can have.

    `refused` as `contradictions` gives it.
    """

    index: ProvisionIndex
    refused: dict[int, Message] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    claims: dict[Hashable, list[tuple[object, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    at: dict[str, list[tuple[Change, int]]] = field(default_factory=lambda: defaultdict(list))
    below: dict[str, list[tuple[Change, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: int, order: Order) -> None:
        """Hold an instruction against those before it."""
        self.orders.append(order)
        for change in order.changes:
            self._claimed(change, place)
            self._met(change, place)
        for change in order.changes:
            self._remember(change, place)

    def _claimed(self, change: Change, place: int) -> None:
        for claim, wanted, what in _claims(change):
            for other, whose in self.claims.get(claim, ()):
                if other != wanted:
                    self._refuse(place, what, whose, what)

    def _met(self, change: Change, place: int) -> None:
        for other, whose in self.at.get(_place(change), ()):
            if (
                isinstance(change, ChangedWords)
                and isinstance(other, ChangedWords)
                and clash(other, change)
            ):
                what = template("{item} changes the same words otherwise")
                self._refuse(place, what, whose, what)
        item = self.orders[place].instruction
        for other, whose in self._against(change):
            if item != self.orders[whose].instruction or _of_one_place(change, other):
                self._refuse(place, _does(other), whose, _does(change))

    def _refuse(self, place: int, what: str, whose: int, what_of_this: str) -> None:
        """Refuse both orders; the message of each states what the other does."""
        self.refused.setdefault(place, Message(what, item=_item(self.orders[whose].instruction)))
        self.refused.setdefault(
            whose, Message(what_of_this, item=_item(self.orders[place].instruction))
        )

    def _against(self, change: Change) -> Iterator[tuple[Change, int]]:
        """The changes above, at and below its place that a change contradicts."""
        place = _place(change)
        for above in (place, *self.index.ancestors(place)):
            yield from (entry for entry in self.at.get(above, ()) if contradict(entry[0], change))
        for entry in (*self.at.get(place, ()), *self.below.get(place, ())):
            if contradict(change, entry[0]):
                yield entry

    def _remember(self, change: Change, order: int) -> None:
        for claim, wanted, _ in _claims(change):
            self.claims[claim].append((wanted, order))
        place = _place(change)
        if place:
            self.at[place].append((change, order))
            for above in self.index.ancestors(place):
                self.below[above].append((change, order))


def _of_one_place(one: Change, other: Change) -> bool:
    """True if both changes rewrite or delete the same place.

    They contradict each other in one item too, unless what goes lives on elsewhere.
    """
    return (
        one != other
        and all(
            isinstance(change, Rewritten | Removed) and not _lives_on(change)
            for change in (one, other)
        )
        and _place(one) == _place(other)
    )


def _lives_on(change: Change) -> bool:
    return isinstance(change, Removed) and not (change.into is None and change.heir is None)


def _does(change: Change) -> str:
    if isinstance(change, Removed):
        return template("{item} deletes the same place")
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


def contradict(whole: Change, inner: Change) -> bool:
    """True if a change deletes or rewrites a place that the other one changes.

    Or a place in which the other one changes something.
    """
    if isinstance(inner, ChangedWords) and (
        inner.wide or isinstance(whole, Headed | Titled | Rewritten)
    ):
        return not inner.wide and _names(whole, inner) and not _holds(whole, inner)
    if not isinstance(whole, Removed | Rewritten) or whole == inner:
        return False
    if isinstance(inner, NewBeside):
        return whole.eid != inner.anchor
    if isinstance(whole, Removed):
        return not isinstance(inner, Removed)
    return not isinstance(inner, NewNumber | Headed) and not (
        isinstance(inner, NewPlace) and inner.eid == whole.eid
    )


def _names(whole: Change, words: ChangedWords) -> bool:
    """True if the words stand in what gets a new text.

    Where that is a heading, words in the heading alone.
    """
    return words.part == "heading" if isinstance(whole, Headed) else True


def _holds(whole: Change, words: ChangedWords) -> bool:
    """True if the new text has the words as the other instruction wants them."""
    text = level(_new_text(whole))
    return level(words.new) in text if words.new else level(words.old) not in text


def _new_text(whole: Change) -> str:
    if isinstance(whole, Rewritten):
        return "".join(lines_in(whole.nodes))
    if isinstance(whole, Headed):
        return whole.heading or ""
    return whole.title if isinstance(whole, Titled) else ""


def _place(change: Change) -> str:
    """The eId that a change is about, empty where it is no single place of the base."""
    if isinstance(change, NewBeside):
        return change.anchor
    if isinstance(change, Titled):
        return TITLE
    found: str = change.holder if isinstance(change, NewChild) else getattr(change, "eid", "")
    return found


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
        yield from (
            (("taken", BODY, article.number), article, number)
            for article in articles_in(change.nodes)
        )
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
