"""Chapters that become several or get sections, or take articles in.

The decision names the articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.texts import bare_heading
from policydiff.amending.engine.operations import Insert, Split, Steps
from policydiff.amending.engine.tree.changes import (
    BODY,
    BaseChange,
    Headed,
    NewHeadings,
    NewNumber,
    UnfitError,
    group_of,
)
from policydiff.amending.engine.tree.rows import articles
from policydiff.messages import Message
from policydiff.model.document import Provision, provisions_in
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.text.places import counted, ends, printed_number

_NOT_STATED = Message("it is not stated which articles it is to hold")


def divide(
    group: tuple[Split, ...], base: Base, node: Provision
) -> tuple[tuple[BaseChange, ...], ...]:
    """The changes of a chapter for each of its parts.

    Raises `UnfitError` where they do not hold its articles, all and in their order.
    """
    levels = {operation.result_steps[-1][0] for operation in group if operation.result_steps}
    inner = {child.level for child in provisions_in(node.content) if child.level in CONTAINERS}
    level = (
        levels.pop()
        if len(levels) == 1 and all(operation.result_steps for operation in group)
        else ""
    )
    same = level == node.level
    if (
        level not in CONTAINERS
        or base.scope(group[0].steps) != BODY
        or (not same and (RANK[level] < RANK[node.level] or inner))
    ):
        raise UnfitError(Message("its parts cannot stand there"))
    firsts = _firsts(group, base, node)
    parts = [
        _heading(operation, node if same and not place else None)
        for place, operation in enumerate(group)
    ]
    found: list[tuple[BaseChange, ...]] = [
        (NewHeadings(before=first, nodes=(part,)),)
        for first, part in zip(firsts, parts, strict=True)
    ]
    if same:
        group_name = group_of(base.index.parents.get(node.eid), level)
        numbered = NewNumber(eid=node.eid, number=parts[0].number, group=group_name, scope=BODY)
        found[0] = (
            numbered,
            *((Headed(eid=node.eid, heading=parts[0].heading),) if group[0].text else ()),
        )
    return tuple(found)


def _heading(operation: Split, old: Provision | None) -> Provision:
    level, number = operation.result_steps[-1]
    new = Provision(
        eid="",
        level=level,  # type: ignore[arg-type]
        number=number,
        num=printed_number(number, level),
        heading=old.heading if old is not None else None,
    )
    if operation.text is None and old is None:
        raise UnfitError(Message("its heading is not quoted"))
    return (
        new if operation.text is None else replace(new, heading=bare_heading(operation.text, new))
    )


def _firsts(group: tuple[Split, ...], base: Base, node: Provision) -> list[str]:
    row = {article.number: article.eid for article in articles((node,))}
    readings = []
    for read in (lambda number: _old_number(number, base), lambda number: number):
        numbers = [list(_numbers(operation.holds, list(row), read)) for operation in group]
        if all(numbers) and [number for part in numbers for number in part] == list(row):
            readings.append([row[part[0] or ""] for part in numbers])
    if not readings or any(reading != readings[0] for reading in readings):
        raise UnfitError(_NOT_STATED)
    return readings[0]


def _numbers(
    holds: Iterable[Steps], row: list[str], read: Callable[[str], str | None]
) -> Iterator[str | None]:
    """The numbers in the base of named articles, of a range all in the row."""
    for low, high in ((read(low[-1][1]), read(high[-1][1])) for low, high in map(ends, holds)):
        if low == high or not {low, high} <= set(row):
            yield low if low == high else None
        else:
            yield from row[row.index(low or "") : row.index(high or "") + 1]


def _old_number(number: str, base: Base) -> str | None:
    steps = base.stated_numbers.in_base((("article", number),))
    return steps[-1][1] if steps is not None else None


def taking_in(operation: Insert, base: Base, node: Provision) -> NewHeadings | None:
    """A new chapter that takes in articles of the base, the last ones of another.

    None where new articles come into it.

    Raises `UnfitError` where the decision does not name them, or others would come into it with
    them.
    """
    holds = [steps for steps in operation.holds if steps[-1][0] == "article"]
    numbers = [steps[-1][1] for steps in counted(holds)]
    if not numbers or all(number in base.stated_numbers.coming for number in numbers):
        return None
    row = [article.number for article in articles(base.document.body)]
    found = list(_numbers(holds, row, lambda number: _old_number(number, base)))
    named = [base.find((("article", number or ""),)) for number in found]
    eids = [article.eid for article in named if isinstance(article, Provision)]
    holder = base.index.at_level(eids[0], node.level) if eids else None
    if (
        len(eids) < len(found)
        or holder is None
        or [article.eid for article in articles((holder,))][-len(eids) :] != eids
    ):
        raise UnfitError(_NOT_STATED)
    return NewHeadings(before=eids[0], nodes=(node,))
