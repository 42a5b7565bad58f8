"""Instructions that only give another number: to articles, chapters and attachments, and to 款, 项 and 目 among their like."""

from __future__ import annotations

import re

from policydiff.amending.base import Base
from policydiff.amending.changes import Change, Counted, NewArticle, NewChild, Numbered, Placed, Removed, UnfitError
from policydiff.amending.cn_new_text import printed
from policydiff.amending.effects_joining import paragraphs_of
from policydiff.model.consolidation import Operation
from policydiff.model.document import Attachment, Provision
from policydiff.model.kinds import CONTAINERS

_NUMBER = re.compile(r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,2})*")


def renumber(operation: Operation, base: Base) -> tuple[Change, ...]:
    """The changes of a renumbering. Raises `UnfitError` where the number is not told, or something would become what it cannot."""
    if not operation.steps:
        return (Counted(),)
    node = base.target(operation.steps)
    level, number = operation.result_steps[-1] if operation.result_steps else ("", "")
    if not _NUMBER.fullmatch(number) or (level in CONTAINERS and level != getattr(node, "level", level)):
        raise UnfitError("the number that it is given is not told")
    if isinstance(node, Attachment):
        return (Numbered(eid=node.eid, number=number, group="attachments"),)
    if not isinstance(node, Provision):
        raise UnfitError("the place has no number")
    if level == node.level:
        return _same_level(operation, base, node, number)
    if level == "article" and node.level not in CONTAINERS:
        return _article(operation, base, node, number)
    raise UnfitError("it cannot be put into another provision without a new text of that one")


def _same_level(operation: Operation, base: Base, node: Provision, number: str) -> tuple[Change, ...]:
    scope = base.scope(operation.steps)
    holder = base.index.parents.get(node.eid)
    if node.level == "article":
        within = tuple(step for step in operation.result_steps if step[0] in CONTAINERS)
        return (Numbered(eid=node.eid, number=number, group=scope, scope=scope if "-" not in number else None, within=within),)
    if node.level in CONTAINERS:
        return (Numbered(eid=node.eid, number=number, group=f"{holder or ''}:{node.level}", scope=scope),)
    article, told = dict(operation.steps).get("article", ""), dict(operation.result_steps).get("article")
    if told not in (None, article, base.moves.get(article)):
        return _elsewhere(base, node, operation, number)
    return (Placed(eid=node.eid, number=int(number.split("-", maxsplit=1)[0])),)


def _elsewhere(base: Base, node: Provision, operation: Operation, number: str) -> tuple[Change, ...]:
    """A 款 that is put into another article, given by its new number. Raises `UnfitError` where that one is no single 款 or unknown."""
    steps = tuple(step for step in operation.result_steps if step[0] in ("attachment", "article"))
    came = {new: old for old, new in base.moves.items()}
    holder = base.find((*steps[:-1], ("article", came.get(steps[-1][1], steps[-1][1]))))
    if node.level != "paragraph" or not isinstance(holder, Provision):
        raise UnfitError("it cannot be put into another article without a new text of that one")
    return (Removed(eid=node.eid), NewChild(holder=holder.eid, level="paragraph", number=number, nodes=(node,)))


def _article(operation: Operation, base: Base, node: Provision, number: str) -> tuple[Change, ...]:
    """A 款 or 项 that becomes an article."""
    article = Provision(eid="", level="article", number=number, num=printed(number), content=paragraphs_of(node))
    return (NewArticle(scope=base.scope(operation.steps), node=article), Removed(eid=node.eid, into=number))
