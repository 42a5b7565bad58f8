"""Changes for what comes into the base, and for the parts of a divided chapter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.effects.texts import (
    bare_heading,
    closed_paragraphs,
    lines,
    read_article,
    read_attachment,
    read_indents,
    read_paragraphs,
    read_points,
    read_text,
    unnumbered_points,
)
from policydiff.amending.engine.effects.words import Effect
from policydiff.amending.engine.operations import Insert, NewText, Operation, Split, Steps
from policydiff.amending.engine.tree.changes import (
    BODY,
    PREAMBLE,
    BaseChange,
    Headed,
    NewArticle,
    NewAttachment,
    NewBeside,
    NewChild,
    NewContainer,
    NewHeadings,
    NewNumber,
    UnfitError,
    articles_in,
    container_name,
    group_of,
)
from policydiff.amending.engine.tree.rows import articles
from policydiff.messages import Message
from policydiff.model.document import Attachment, Node, Provision, Table, provisions_in
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.text.numerals import FIGURE
from policydiff.text.places import CANONICAL, counted, ends, printed_number

_COUNT = re.compile(f"(?<!{FIGURE})(?<![：:])(?:{FIGURE}|[：:])+$")
"""The number behind the word of an attachment: 附件二."""
_OUTSIDE = "0"
_NOT_STATED = Message("it is not stated which articles it is to hold")


def insert(group: tuple[Insert, ...], base: Base) -> tuple[Effect, ...]:
    """The changes of the insertions of one text. Raises `UnfitError`."""
    first = group[0]
    if first.text is None:
        raise UnfitError(Message("its new text is not quoted"))
    if first.unit == "article" and first.side is not None:
        return (((_beside(first, base),), None),)
    if first.unit == "article":
        return tuple(((new_article(operation, base),), None) for operation in group)
    if first.unit == "attachment":
        return tuple(((_attachment(operation, base),), None) for operation in group)
    if first.unit in CONTAINERS and first.side == "before":
        return (((_new_headings(first, base),), None), *(((), None) for _ in group[1:]))
    if first.unit in CONTAINERS:
        return tuple(((_container(operation, base),), None) for operation in group)
    return tuple(((change,), None) for change in _children(group, base))


def result_number(operation: Operation, level: str) -> str | None:
    """The number of a level that a decision gives to what comes, else None."""
    number = (
        operation.result_steps[-1][1]
        if operation.result_steps and operation.result_steps[-1][0] == level
        else ""
    )
    return number if CANONICAL.fullmatch(number) else None


def new_article(operation: NewText, base: Base) -> NewArticle:
    """An article by its number, or by that in its text. Raises `UnfitError`."""
    text = operation.text or ""
    nodes = read_text(text, operation.structure)
    quoted = [article.number for article in articles_in(nodes)]
    number = result_number(operation, "article") or next(iter(quoted), None)
    if number is None or number == _OUTSIDE:
        raise UnfitError(Message("the number that it is given is not stated"))
    node = replace(read_article(text, number, operation.structure), number=number)
    node = (
        node if number in quoted else replace(node, content=closed_paragraphs(node.content, "。"))
    )
    return NewArticle(
        scope=base.scope(operation.steps), node=node, hint=_hint(operation, base, nodes, number)
    )


def _beside(operation: Insert, base: Base) -> NewBeside:
    """An article before or behind one of the base.

    Raises `UnfitError` where its number does not follow from that one: beside numbers with 之, or
    where numbers are missing in the base.
    """
    anchor, scope = base.provision(operation.steps), base.scope(operation.steps)
    holder = base.target(operation.steps[:1]) if scope != BODY else None
    nodes = holder.content if isinstance(holder, Attachment) else base.document.body
    row = articles(nodes)
    index = next(at for at, article in enumerate(row) if article.eid == anchor.eid)
    around = [
        article.number
        for article in row[
            max(0, index - (operation.side == "before")) : index + 1 + (operation.side == "after")
        ]
    ]
    plain = (
        all(number.isdecimal() for number in around)
        and int(around[-1]) - int(around[0]) == len(around) - 1
    )
    if numbering_restarts(nodes) or not plain:
        raise UnfitError(Message("the number that it is given is not stated"))
    content = closed_paragraphs(
        read_article(operation.text or "", anchor.number, operation.structure).content, "。"
    )
    node = Provision(eid="", level="article", number=anchor.number, num=anchor.num, content=content)
    side: Literal["before", "after"] = "before" if operation.side == "before" else "after"
    return NewBeside(anchor=anchor.eid, side=side, scope=scope, node=node)


def _hint(operation: Operation, base: Base, nodes: tuple[Node, ...], number: str) -> str | None:
    holder = (
        base.target(operation.steps).eid
        if operation.steps and operation.steps[-1][0] != "attachment"
        else None
    )
    quoted = [
        n
        for n in provisions_in(nodes)
        if n.level in CONTAINERS and any(a.number == number for a in articles_in(n.content))
    ]
    if not quoted:
        return holder
    inner = max(quoted, key=lambda node: RANK[node.level])
    container = base.index.find(
        ((inner.level, inner.number),)
        if holder is None
        else (*operation.steps, (inner.level, inner.number))
    )
    same = isinstance(container, Provision) and container.heading == inner.heading
    return (
        container.eid
        if same and container is not None
        else container_name(holder, inner.level, inner.number)
    )


def _new_headings(operation: Insert, base: Base) -> NewHeadings:
    nodes = read_text(operation.text or "", operation.structure)
    if not nodes or not isinstance(nodes[0], Provision) or nodes[0].level != operation.unit:
        raise UnfitError(Message("the heading is not quoted with its number"))
    return NewHeadings(before=base.provision(operation.steps).eid, nodes=nodes)


def _container(operation: Insert, base: Base) -> NewContainer | NewHeadings:
    level = operation.unit
    text = operation.text or ""
    found = next(
        (
            node
            for node in provisions_in(read_text(text, operation.structure))
            if node.level == level
        ),
        None,
    )
    number = result_number(operation, level or "") or (found.number if found is not None else None)
    if number is None:
        raise UnfitError(Message("the number that it is given is not stated"))
    num = printed_number(number, level or "")
    node = found or Provision(
        eid="",
        level=level,  # type: ignore[arg-type]
        number=number,
        num=num,
        heading=text.split("\n", maxsplit=1)[0],
    )
    node = replace(node, number=number)
    taken = taking_in(operation, base, node) if not articles_in(node.content) else None
    if taken is not None:
        return taken
    within = base.find(operation.result_steps[:-1]) if operation.result_steps[:-1] else None
    above = within.eid if within is not None else _holder(base, level or "", number)
    holder = base.target(operation.steps).eid if operation.steps else above
    renumbers = any("-" not in article.number for article in articles_in(node.content))
    return NewContainer(
        scope=base.scope(operation.steps), holder=holder, node=node, renumbers=renumbers
    )


def _holder(base: Base, level: str, number: str) -> str | None:
    """The holder of a new container, where none is named."""
    before = str(int(number.split("-", maxsplit=1)[0]) - 1)
    for steps in (((level, number),), ((level, before),)):
        container = base.index.find(steps)
        if container is not None and container.eid is not None:
            return base.index.parents.get(container.eid)
    return None


def _attachment(operation: Insert, base: Base) -> NewAttachment:
    attachments = base.document.attachments
    number = result_number(operation, "attachment") or str(len(attachments) + 1)
    tables = (
        operation.structure if any(isinstance(node, Table) for node in operation.structure) else ()
    )
    node = read_attachment(operation.text or "", number, tables)
    return NewAttachment(
        node=node
        if node.num is not None
        else replace(node, num=_attachment_num(number, attachments))
    )


def _attachment_num(number: str, attachments: tuple[Attachment, ...]) -> str:
    """The printed number: 附件二 beside 附件一, 附件2 beside 附件1, 附件 where it is alone."""
    if not attachments and number == "1":
        return "附件"
    digits = any(char.isdecimal() for attachment in attachments for char in attachment.num or "")
    word = _COUNT.sub("", attachments[0].num or "") if attachments else ""
    return (word or "附件") + (number if digits else printed_number(number)[1:-1])


def _children(group: tuple[Insert, ...], base: Base) -> tuple[BaseChange, ...]:
    first = group[0]
    level = first.unit or ""
    attachment = base.find(first.steps)
    if isinstance(attachment, Attachment) and level == "paragraph":
        return (
            NewChild(
                holder=attachment.eid,
                level=level,
                number=None,
                nodes=read_attachment(first.text or "", "1").content,
            ),
        ) * len(group)
    if isinstance(attachment, Attachment) and level == "point":
        entries = read_attachment(first.text or "", "1").content or unnumbered_points(
            first.text or ""
        )
        return (
            NewChild(
                holder=attachment.eid,
                level=level,
                number=result_number(first, level),
                nodes=entries,
            ),
        ) * len(group)
    nodes = _read(level, first.text or "", first.structure)
    holder = PREAMBLE if level == "preamble" else _list(base.provision(first.steps), level, nodes)
    if len(nodes) < len(group):
        raise UnfitError(
            Message(
                "the new text has {have} of the {want} that come", have=len(nodes), want=len(group)
            )
        )
    parts = [*((node,) for node in nodes[: len(group) - 1]), nodes[len(group) - 1 :]]
    numbers = [result_number(operation, level) for operation in group]
    pairs = zip(numbers, parts, strict=True)
    return tuple(
        NewChild(holder=holder, level=level, number=number, nodes=tuple(part))
        for number, part in pairs
    )


def _read(level: str, text: str, quoted: tuple[Node, ...]) -> tuple[Node, ...]:
    if level == "paragraph":
        return closed_paragraphs(read_paragraphs(text, quoted), "。")
    if level == "preamble":
        return lines(text)
    return (
        read_points(text, quoted) or unnumbered_points(text)
        if level == "point"
        else read_indents(text)
    )


def _list(holder: Provision, level: str, nodes: tuple[Node, ...]) -> str:
    """The eId of the provision that the new ones come into."""
    if level == "paragraph":
        return holder.eid
    lists = [
        node
        for node in (holder, *provisions_in(holder.content))
        if any(child.level == level for child in node.children)
    ]
    if not lists and level == "indent" and holder.level == "point":
        return holder.eid
    if len(lists) != 1 or not nodes:
        raise UnfitError(Message("there is no one list that the new item could stand in"))
    return lists[0].eid


def divide(
    group: tuple[Split, ...], base: Base, node: Provision
) -> tuple[tuple[BaseChange, ...], ...]:
    """The changes of a chapter for each of its parts. Raises `UnfitError`."""
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
        _heading(operation, node if same and not index else None)
        for index, operation in enumerate(group)
    ]
    changes: list[tuple[BaseChange, ...]] = [
        (NewHeadings(before=first, nodes=(part,)),)
        for first, part in zip(firsts, parts, strict=True)
    ]
    if same:
        group_name = group_of(base.index.parents.get(node.eid), level)
        numbered = NewNumber(eid=node.eid, number=parts[0].number, group=group_name, scope=BODY)
        changes[0] = (
            numbered,
            *((Headed(eid=node.eid, heading=parts[0].heading),) if group[0].text else ()),
        )
    return tuple(changes)


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
    """A new chapter that takes in the last articles of another, None for new ones.

    Raises `UnfitError` where the decision does not name them, or others would come with them.
    """
    holds = [steps for steps in operation.holds if steps[-1][0] == "article"]
    numbers = [steps[-1][1] for steps in counted(holds)]
    if not numbers or all(number in base.stated_numbers.coming for number in numbers):
        return None
    row = [article.number for article in articles(base.document.body)]
    olds = list(_numbers(holds, row, lambda number: _old_number(number, base)))
    named = [base.find((("article", number or ""),)) for number in olds]
    eids = [article.eid for article in named if isinstance(article, Provision)]
    holder = base.index.at_level(eids[0], node.level) if eids else None
    if (
        len(eids) < len(olds)
        or holder is None
        or [article.eid for article in articles((holder,))][-len(eids) :] != eids
    ):
        raise UnfitError(_NOT_STATED)
    return NewHeadings(before=eids[0], nodes=(node,))
