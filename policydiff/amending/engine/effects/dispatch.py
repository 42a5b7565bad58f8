"""The effect of each instruction on the base.

A pure function of the two, so that the order of instructions does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.insertions import insert
from policydiff.amending.engine.effects.joining import join, split
from policydiff.amending.engine.effects.renumbering import renumber
from policydiff.amending.engine.effects.sentences import (
    add_sentence,
    join_sentences,
    replace_sentence,
)
from policydiff.amending.engine.effects.texts import bare_heading, lines, rewrite
from policydiff.amending.engine.effects.words import Effect, add_at_edge, add_words, replace_words
from policydiff.amending.engine.operations import (
    Delete,
    DeleteWords,
    Insert,
    InsertWords,
    Join,
    Operation,
    Recount,
    RemoveHeading,
    Renumber,
    ReplaceText,
    ReplaceWords,
    SetHeading,
    SetPreamble,
    SetTitle,
    Split,
)
from policydiff.amending.engine.tree.changes import (
    Counted,
    Headed,
    Prefaced,
    Removed,
    Titled,
    UnfitError,
    Unheaded,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Provision
from policydiff.model.kinds import CONTAINERS


def groups(operations: Sequence[Operation]) -> Iterator[tuple[Operation, ...]]:
    """The operations in groups that one instruction orders together.

    Such as the targets of a join; every other operation is a group alone.
    """
    for _, group in groupby(enumerate(operations), key=lambda entry: _together(*entry)):
        yield tuple(operation for _, operation in group)


def _together(position: int, operation: Operation) -> tuple[object, ...]:
    """The key that the operations of one group share."""
    key = operation.group if operation.status == "parsed" else None
    return (position,) if key is None else (type(operation), *_own(operation), *key)


def _own(operation: Operation) -> tuple[object, ...]:
    return operation.instruction, operation.work


def effects(group: tuple[Operation, ...], base: Base) -> tuple[Effect, ...]:
    """The changes of each operation of a group.

    Raises `UnfitError` where the base has no such place or words.
    """
    return _EFFECTS[type(group[0])](group, base)


def _join(group: tuple[Join, ...], base: Base) -> tuple[Effect, ...]:
    sentences = _last(group[0]) == "sentence"
    return join_sentences(group, base) if sentences else join(group, base)


def _renumber(group: tuple[Renumber, ...], base: Base) -> tuple[Effect, ...]:
    if _last(group[0]) == "sentence":
        return join_sentences(group, base)
    return ((renumber(group[0], base), None),)


def _last(operation: Operation) -> str:
    """The level of the place of an operation, empty for the whole work."""
    return operation.steps[-1][0] if operation.steps else ""


def _insert(group: tuple[Insert, ...], base: Base) -> tuple[Effect, ...]:
    first = group[0]
    if first.unit == "sentence":
        return (add_sentence(first, base, first.text or ""),)
    return insert(group, base)


def _delete(operation: Delete, base: Base) -> Effect:
    if operation.steps == (("preamble", ""),):
        return (Prefaced(nodes=()),), None
    if _last(operation) == "sentence":
        return replace_sentence(operation, base, "")
    return (Removed(eid=base.target(operation.steps).eid or ""),), None


def _remove_heading(operation: RemoveHeading, base: Base) -> Effect:
    steps = operation.steps
    if steps[-1][1] in CONTAINERS:
        return (Unheaded(eid=base.heading_before(steps).eid),), None
    eid = base.heading(steps[:-1]).eid
    node = base.index.by_eid.get(eid)
    container = isinstance(node, Provision) and node.level in CONTAINERS
    return (Unheaded(eid=eid) if container else Headed(eid=eid, heading=None),), None


def _replace_text(operation: ReplaceText, base: Base) -> Effect:
    text, steps = operation.text or "", operation.steps
    if not steps:
        raise UnfitError(Message("no place is named"))
    if steps[-1][0] == "sentence":
        return replace_sentence(operation, base, text)
    if steps[-1] == ("intro", ""):
        return replace_words(operation, base, base.intro(steps[:-1]).text, text)
    return rewrite(operation, base, base.target(steps), text), None


def _set_title(operation: SetTitle, _base: Base) -> Effect:
    text = operation.text or ""
    if "\n" in text:
        raise UnfitError(Message("a title has one line"))
    return (Titled(title=text),), None


def _set_preamble(operation: SetPreamble, _base: Base) -> Effect:
    return (Prefaced(nodes=lines(operation.text or "")),), None


def _set_heading(operation: SetHeading, base: Base) -> Effect:
    node = base.target(operation.steps[:-1])
    if not isinstance(node, Provision | Attachment):
        raise UnfitError(Message("the place has no heading"))
    return (Headed(eid=node.eid, heading=bare_heading(operation.text or "", node)),), None


def _replace_words(operation: ReplaceWords | DeleteWords, base: Base) -> Effect:
    return replace_words(operation, base, operation.old or "", operation.text or "")


def _insert_words(operation: InsertWords, base: Base) -> Effect:
    text = operation.text or ""
    if operation.old is None:
        return add_at_edge(operation, base, text)
    return add_words(operation, base, operation.old, text)


_Carry = Callable[[Any, Base], Effect]
_CarryAll = Callable[[tuple[Any, ...], Base], tuple[Effect, ...]]


def _alone(carry: _Carry) -> _CarryAll:
    """Carry out the one operation of a group."""
    return lambda group, base: (carry(group[0], base),)


_EFFECTS: Mapping[type[Operation], _CarryAll] = {
    ReplaceText: _alone(_replace_text),
    SetTitle: _alone(_set_title),
    SetPreamble: _alone(_set_preamble),
    SetHeading: _alone(_set_heading),
    ReplaceWords: _alone(_replace_words),
    DeleteWords: _alone(_replace_words),
    InsertWords: _alone(_insert_words),
    Insert: _insert,
    Delete: _alone(_delete),
    RemoveHeading: _alone(_remove_heading),
    Recount: lambda _group, _base: (((Counted(),), None),),
    Renumber: _renumber,
    Join: _join,
    Split: split,
}
"""How the operations of a group are carried out, by their type."""
