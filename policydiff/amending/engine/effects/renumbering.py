"""Instructions that only give another number.

To articles, chapters and attachments, and to 款, 项 and 目 among their like.
"""

from __future__ import annotations

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.joining import paragraphs_of
from policydiff.amending.engine.operations import Operation, Steps
from policydiff.amending.engine.tree.changes import (
    BODY,
    Change,
    NewArticle,
    NewChild,
    NewNumber,
    NewPlace,
    Releveled,
    Removed,
    UnfitError,
    group_of,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Provision, provisions_in
from policydiff.model.kinds import CONTAINERS, LEVELS, RANK, Level
from policydiff.text.places import CANONICAL, printed_number


def renumber(operation: Operation, base: Base) -> tuple[Change, ...]:
    """The changes of a renumbering.

    Raises `UnfitError` where the number is not given, or something would become what it cannot.
    """
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
) -> tuple[Change, ...]:
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


def _container(operation: Operation, base: Base, node: Provision) -> Change:
    """The change of a chapter or section that gets another number.

    It may become one of another level or go into another holder. Raises `UnfitError`.
    """
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
    """The new holder of a container, and the container behind which it is put.

    That one is of its like. Raises `UnfitError` where the decision does not give the place.

    Where the new place names no holder, a wider container comes beside the one of its level that
    held it, any other stays where it is.
    """
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
) -> tuple[Change, ...]:
    """A 款 that is put into another article, given by its new number.

    Raises `UnfitError` where that one is no single 款 or unknown.
    """
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


def _article(operation: Operation, base: Base, node: Provision, number: str) -> tuple[Change, ...]:
    """The changes by which a 款 or 项 becomes an article."""
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
