"""The effect of each instruction on the base.

A pure function of the two, so that the order of instructions does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

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
from policydiff.amending.engine.operations import Operation
from policydiff.amending.engine.tree.changes import (
    Change,
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
    for _, found in groupby(enumerate(operations), key=lambda entry: _together(*entry)):
        yield tuple(operation for _, operation in found)


def _together(place: int, operation: Operation) -> tuple[object, ...]:
    """The key that the operations of one group share."""
    own = (operation.kind, operation.status, operation.instruction, operation.work)
    if operation.status == "parsed" and operation.kind == "join":
        return (*own, operation.result_steps)
    if operation.status == "parsed" and operation.kind == "split":
        return (*own, operation.steps)
    if (
        operation.status == "parsed"
        and operation.kind == "insertion"
        and operation.unit in ("paragraph", "point", "indent", "preamble")
    ):
        return (*own, operation.steps, operation.unit, operation.text or place)
    return (place,)


def effects(group: tuple[Operation, ...], base: Base) -> tuple[Effect, ...]:
    """The changes of each operation of a group.

    Raises `UnfitError` where the base has no such place or words.
    """
    first = group[0]
    if (
        first.kind in ("join", "renumbering")
        and first.steps[-1:]
        and first.steps[-1][0] == "sentence"
    ):
        return join_sentences(group, base)
    if first.kind == "join":
        return join(group, base)
    if first.kind == "split":
        return split(group, base)
    if first.kind == "insertion":
        return _insertion(group, base)
    if first.kind == "renumbering":
        return ((renumber(first, base), None),)
    return (_repeal(first, base) if first.kind == "repeal" else _substitute(first, base),)


def _insertion(group: tuple[Operation, ...], base: Base) -> tuple[Effect, ...]:
    first, text = group[0], group[0].text or ""
    if first.old is not None:
        return (add_words(first, base, first.old, text),)
    if first.unit == "sentence":
        return (add_sentence(first, base, text),)
    if first.side in ("begin", "end"):
        return (add_at_edge(first, base, text),)
    return insert(group, base)


def _repeal(operation: Operation, base: Base) -> Effect:
    steps = operation.steps
    if operation.old is not None:
        return replace_words(operation, base, operation.old, "")
    if steps == (("preamble", ""),):
        return (Prefaced(nodes=()),), None
    if steps[-1:] and steps[-1][0] == "heading" and steps[-1][1] in CONTAINERS:
        return (Unheaded(container=base.heading_before(steps).eid),), None
    if steps[-1:] == (("heading", ""),):
        eid = base.heading(steps[:-1]).eid
        node = base.index.by_eid.get(eid)
        container = isinstance(node, Provision) and node.level in CONTAINERS
        return (Unheaded(container=eid) if container else Headed(eid=eid, heading=None),), None
    if steps[-1:] and steps[-1][0] == "sentence":
        return replace_sentence(operation, base, "")
    return (Removed(eid=base.target(steps).eid or ""),), None


def _substitute(operation: Operation, base: Base) -> Effect:
    text, steps = operation.text or "", operation.steps
    if operation.old is not None:
        return replace_words(operation, base, operation.old, text)
    if not steps:
        raise UnfitError(Message("no place is named"))
    if steps[-1][0] == "sentence":
        return replace_sentence(operation, base, text)
    if steps[-1] == ("intro", ""):
        return replace_words(operation, base, base.intro(steps[:-1]).text, text)
    return _around(operation, base, text) or rewrite(
        operation, base, base.target(steps), text
    ), None


def _around(operation: Operation, base: Base, text: str) -> tuple[Change, ...]:
    """A new title, preamble or heading; nothing where another place is named."""
    if operation.steps == (("title", ""),):
        if "\n" in text:
            raise UnfitError(Message("a title has one line"))
        return (Titled(title=text),)
    if operation.steps == (("preamble", ""),):
        return (Prefaced(nodes=lines(text)),)
    return (_headed(operation, base, text),) if operation.steps[-1] == ("heading", "") else ()


def _headed(operation: Operation, base: Base, text: str) -> Headed:
    node = base.target(operation.steps[:-1])
    if not isinstance(node, Provision | Attachment):
        raise UnfitError(Message("the place has no heading"))
    return Headed(eid=node.eid, heading=bare_heading(text, node))
