"""The effect of each instruction on the base alone, so that no order matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.insertions import insert
from policydiff.amending.engine.effects.joining import join, paragraphs_of, split
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
    Steps,
)
from policydiff.amending.engine.tree.changes import (
    BODY,
    BaseChange,
    Counted,
    Headed,
    NewArticle,
    NewChild,
    NewNumber,
    NewPlace,
    Prefaced,
    Releveled,
    Removed,
    Titled,
    UnfitError,
    Unheaded,
    group_of,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Provision, provisions_in
from policydiff.model.kinds import CONTAINERS, LEVELS, RANK, Level
from policydiff.text.places import CANONICAL, printed_number


def groups(operations: Sequence[Operation]) -> Iterator[tuple[Operation, ...]]:
    """The operations that are carried out together, such as the targets of a join."""
    for _, group in groupby(enumerate(operations), key=lambda entry: _together(*entry)):
        yield tuple(operation for _, operation in group)


def _together(position: int, operation: Operation) -> tuple[object, ...]:
    key = operation.group if operation.status == "parsed" else None
    return (position,) if key is None else (type(operation), *_own(operation), *key)


def _own(operation: Operation) -> tuple[object, ...]:
    return operation.instruction, operation.work


def effects(group: tuple[Operation, ...], base: Base) -> tuple[Effect, ...]:
    """The changes of each operation of a group. Raises `UnfitError`."""
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


def renumber(operation: Operation, base: Base) -> tuple[BaseChange, ...]:
    """The changes of a renumbering. Raises `UnfitError`."""
    node = base.target(operation.steps)
    level, number = operation.result_steps[-1] if operation.result_steps else ("", "")
    container = isinstance(node, Provision) and node.level in CONTAINERS
    if not CANONICAL.fullmatch(number) or (level in CONTAINERS and not container):
        raise UnfitError(Message("the number that it is given is not stated"))
    if isinstance(node, Attachment):
        return (NewNumber(eid=node.eid, number=number, group="attachments"),)
    if not isinstance(node, Provision):
        raise UnfitError(Message("the place has no number"))
    if container and level in CONTAINERS:
        return (_container(operation, base, node),)
    if level == node.level:
        return _same_level(operation, base, node, number)
    if level == "article" and node.level not in CONTAINERS:
        return _article(operation, base, node, number)
    raise UnfitError(
        Message("it cannot be put into another provision without a new text of that one")
    )


def _same_level(
    operation: Operation, base: Base, node: Provision, number: str
) -> tuple[BaseChange, ...]:
    scope = base.scope(operation.steps)
    if node.level == "article":
        within = tuple(step for step in operation.result_steps if step[0] in CONTAINERS)
        return (
            NewNumber(
                eid=node.eid,
                number=number,
                group=scope,
                scope=scope if "-" not in number else None,
                within=within,
            ),
        )
    article, stated = (
        dict(operation.steps).get("article", ""),
        dict(operation.result_steps).get("article"),
    )
    if stated not in (None, article, base.moves.get(article)):
        return _elsewhere(base, node, operation, number)
    return (NewPlace(eid=node.eid, number=int(number.split("-", maxsplit=1)[0])),)


def _container(operation: Operation, base: Base, node: Provision) -> BaseChange:
    level, number = _level(operation.result_steps), operation.result_steps[-1][1]
    scope, left = base.scope(operation.steps), base.index.parents.get(node.eid)
    holder, behind = _holder(operation, base, node, level)
    if level == node.level and holder == left:
        return NewNumber(eid=node.eid, number=number, group=group_of(holder, level), scope=scope)
    if scope != BODY or any(
        inner.level in CONTAINERS and RANK[inner.level] <= RANK[level]
        for inner in provisions_in(node.content)
    ):
        raise UnfitError(Message("what it holds cannot stand there"))
    return Releveled(
        eid=node.eid,
        level=level,
        number=number,
        left=group_of(left, node.level),
        holder=holder,
        behind=behind,
    )


def _level(steps: Steps) -> Level:
    return next(level for level in LEVELS if level == steps[-1][0])


def _holder(
    operation: Operation, base: Base, node: Provision, level: Level
) -> tuple[str | None, str | None]:
    """The new holder of a container, and the container behind which it is put."""
    above = operation.result_steps[:-1]
    if not above or above == operation.steps[:-1]:
        around = (base.index.by_eid[eid] for eid in base.index.ancestors(node.eid))
        beside = next(
            (
                other.eid
                for other in around
                if isinstance(other, Provision) and other.level == level
            ),
            None,
        )
        if beside is None and level != node.level:
            raise UnfitError(Message("the place that it is to have is not stated"))
        return base.index.parents.get(beside or node.eid), beside
    steps = base.stated_numbers.in_base(above)
    holder = base.find(steps) if steps is not None else None
    if (
        not isinstance(holder, Provision)
        or holder.level not in CONTAINERS
        or RANK[holder.level] >= RANK[level]
    ):
        raise UnfitError(Message("the place that it is to have is not stated"))
    if base.index.parents.get(node.eid) != holder.eid and any(
        child.level == "article" for child in holder.children
    ):
        raise UnfitError(Message("articles stand beside it there"))
    return holder.eid, None


def _elsewhere(
    base: Base, node: Provision, operation: Operation, number: str
) -> tuple[BaseChange, ...]:
    """A 款 that is put into another article by its new number."""
    steps = tuple(step for step in operation.result_steps if step[0] in ("attachment", "article"))
    came = {new: old for old, new in base.moves.items()}
    holder = base.find((*steps[:-1], ("article", came.get(steps[-1][1], steps[-1][1]))))
    if node.level != "paragraph" or not isinstance(holder, Provision):
        raise UnfitError(
            Message("it cannot be put into another article without a new text of that one")
        )
    return (
        Removed(eid=node.eid),
        NewChild(holder=holder.eid, level="paragraph", number=number, nodes=(node,)),
    )


def _article(
    operation: Operation, base: Base, node: Provision, number: str
) -> tuple[BaseChange, ...]:
    article = Provision(
        eid="",
        level="article",
        number=number,
        num=printed_number(number),
        content=paragraphs_of(node),
    )
    return (
        NewArticle(scope=base.scope(operation.steps), node=article),
        Removed(eid=node.eid, into=number),
    )
