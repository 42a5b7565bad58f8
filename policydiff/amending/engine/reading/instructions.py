"""The operations of an amending decision.

Reading is total: a sentence is an instruction, context, or stands as `unparsed`.

What is said under a heading is said of the work that it names; where a heading, or a sentence,
names a work and is not understood, what follows is said of none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policydiff.amending.engine.operations import Context, Instructions, Operation
from policydiff.amending.engine.reading.declared_counts import miscounted
from policydiff.amending.engine.reading.item_labels import ItemOperation, labelled
from policydiff.amending.engine.reading.masking import mask
from policydiff.amending.engine.reading.sentences import (
    Below,
    ItemContext,
    announced_work,
    named_work,
    orders,
    read_item,
    unread_work,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Document, Node, Provision
from policydiff.text.traditions.mainland.amending_places import TITLE
from policydiff.text.traditions.mainland.amending_words import (
    AMENDING_ATTACHMENT,
    BARE_PART,
    MANY_BELOW,
    MANY_WORKS,
    PARAPHRASED_PART,
    PART_OF_BATCH,
    REPEALING_ATTACHMENT,
    REPEALS_BELOW,
    SHORT_TITLE,
    WORDS_BELOW,
)

_TITLES = re.compile(TITLE)


def read_instructions(decision: Document) -> Instructions:
    """Every operation of an amending decision, in its order.

        policydiff.read_instructions(policydiff.load("decision.txt")).to_dict()

    A document that amends nothing has context and unparsed sentences only. Of its attachments those
    are read whose headings say that they amend or repeal; any other stands as context with its
    heading.
    """
    many = MANY_WORKS.search(decision.title) is not None or any(
        map(MANY_BELOW.search, _opening(decision))
    )
    part = DecisionPart(
        context=ItemContext(
            title=decision.title, short=_short_titles(decision, many=many), many=many
        )
    )
    body = _nodes(decision.preamble + decision.body, part)
    attached = (
        entry for attachment in decision.attachments for entry in _attachment(attachment, part)
    )
    found = [_placeless(entry) if many else entry for entry in (*body, *attached)]
    lines = (line for node in decision.preamble + decision.body for line in _lines(node))
    problems = tuple(miscounted(decision.title, lines, found)) if many else ()
    return Instructions(decision=decision, operations=tuple(labelled(found)), problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPart:
    """The part of a decision in which an item stands.

    The number of the part of a decision on many works, the work that the part amends, the heading
    over it.

    `here` is the number of what has no own, `path` the numbers of all that stands above, `source`
    the eId of the heading.
    """

    label: str | None = None
    here: str | None = None
    work: str | None = None
    context: ItemContext
    path: tuple[str, ...] = ()
    source: str | None = None

    def headed(self, number: str | None, source: str | None, **changes: Any) -> DecisionPart:
        """The part below a heading of this number."""
        return replace(
            self, path=(*self.path, number) if number else self.path, source=source, **changes
        )


def _short_titles(decision: Document, *, many: bool) -> dict[str, str | None]:
    """《short title》 → the full one."""
    own = () if many else [match[0][1:-1] for match in _TITLES.finditer(decision.title)]
    found: dict[str, str | None] = {}
    for line in (line for node in decision.preamble + decision.body for line in _lines(node)):
        for match in SHORT_TITLE.finditer(line):
            full = match["work"][1:-1]
            found[f"《{match['short'][1:-1]}》"] = (
                None if any(full.endswith(title) or title.endswith(full) for title in own) else full
            )
    return found


def _placeless(entry: ItemOperation) -> ItemOperation:
    """An operation, as failed where a decision on many works names none for it."""
    operation = entry.operation
    if operation.kind == "context" or operation.status != "parsed" or operation.work is not None:
        return entry
    return replace(
        entry,
        operation=replace(
            operation,
            status="failed",
            message=Message("the decision amends several works and does not say which is meant"),
        ),
    )


def _opening(decision: Document) -> Iterator[str]:
    nodes = itertools.takewhile(
        lambda node: isinstance(node, Block), decision.preamble + decision.body
    )
    return (node.text for node in nodes if isinstance(node, Block))


def _lines(node: Node) -> Iterator[str]:
    if isinstance(node, Block):
        yield node.text
    elif isinstance(node, Provision):
        yield from (node.heading,) if node.heading else ()
        for child in node.content:
            yield from _lines(child)


def _attachment(attachment: Attachment, part: DecisionPart) -> Iterator[ItemOperation]:
    heading = attachment.heading or ""
    words = (attachment.num or "") + heading
    yield ItemOperation(
        operation=Context(status="context", text=words, source=attachment.eid),
        item=attachment.eid,
    )
    if AMENDING_ATTACHMENT.search(heading):
        below = Below() if REPEALING_ATTACHMENT.search(heading) else None
        label = "".join((attachment.num or f"附件{attachment.number}").split())
        yield from _nodes(
            attachment.content,
            part.headed(label, attachment.eid, context=replace(part.context, below=below)),
        )


Reader = Generator[ItemOperation, None, DecisionPart]
"""Gives what is read one by one, and at the end the part in which what follows stands."""


def _nodes(nodes: tuple[Node, ...], part: DecisionPart) -> Reader:
    """The items among these nodes, and what stands between them."""
    between: list[Node] = []
    begun = False
    for place, node in enumerate(nodes, 1):
        if not isinstance(node, Provision) or node.level == "paragraph":
            between.append(node)
            continue
        lost = part.context.lost
        part = yield from _stretches(tuple(between), part, None, more=True)
        if (
            not begun and not part.context.many
        ):  # what a decision on one work opens with is no heading
            part = replace(part, context=replace(part.context, lost=lost))
        begun = True
        between.clear()
        part = yield from _provision(node, part, more=place < len(nodes))
    return (yield from _stretches(tuple(between), part, None))


def _stretches(
    nodes: tuple[Node, ...], part: DecisionPart, item: Provision | None, *, more: bool = False
) -> Reader:
    """Read nodes of one item, or between items, cut at the headings in them."""
    flat, pending = _open(nodes), list[Node]()
    heads = [_below(node.text, part) if isinstance(node, Block) else None for node in flat]
    for place, (node, below) in enumerate(zip(flat, heads, strict=True)):
        follows = heads[place + 1] is None if place + 1 < len(flat) else more
        if (
            below is None
            or not isinstance(node, Block)
            or not follows
            or (item is not None and place == 0)
        ):
            pending.append(node)
            continue
        part = yield from _read(pending, part, item)
        pending.clear()
        heading = Context(status="context", text=node.text, source=node.eid)
        yield ItemOperation(operation=heading, item=node.eid, path=part.path, work=below.work)
        part, item = below.headed(below.label, node.eid), None
    return (yield from _read(pending, part, item))


def _read(nodes: Sequence[Node], part: DecisionPart, item: Provision | None) -> Reader:
    number = _number(item, part) if item is not None else part.here
    path = (*part.path, _label(item) or "") if item is not None else part.path
    operations = tuple(read_item(tuple(nodes), replace(part.context, work=part.work)))
    for operation in operations:
        work = operation.work or (None if operation.kind == "context" else part.work)
        source = item.eid if item is not None else operation.source
        instructed = replace(operation, instruction=number, work=work, source=source)
        yield ItemOperation(
            operation=instructed,
            item=item.eid if item is not None else part.source,
            path=path,
            work=part.work,
        )
    return _after(
        part,
        operations,
        heads=item is None or all(operation.kind == "context" for operation in operations),
    )


def _after(part: DecisionPart, operations: Sequence[Operation], *, heads: bool) -> DecisionPart:
    """The part in which what follows stands."""
    for operation in operations:
        words = operation.text or ""
        title = announced_work(operation, part.context, part.work) if heads else None
        if title is not None:
            part = replace(
                part, label=title, here=title, work=title, context=replace(part.context, lost=None)
            )
        lost = unread_work(operation, part.context, part.work)
        if lost is not None and not orders(words) and "“" not in words:
            part = replace(part, context=replace(part.context, lost=lost))
    return part


def _label(node: Provision) -> str | None:
    return (node.num or "").strip("、．.（）() 　") or None


def _number(node: Provision, part: DecisionPart) -> str | None:
    """The number of an item, with that of its part before it."""
    label = _label(node)
    return f"{part.label}、{label}" if part.label and label else part.label or label


def _provision(node: Provision, part: DecisionPart, *, more: bool) -> Reader:
    heading, items = _headed(node)
    below = _heads_a_list(node, heading, part) if items else None
    if below is not None:
        yield _heading(node, heading, below)
        yield from _nodes(items, below)
        return part
    if node.level == "article" or part.work is not None:
        lead = (replace(node, num=None, content=()),) if node.heading else ()
        return (yield from _stretches((*lead, *node.content), part, node, more=more))
    if node.heading:
        yield _heading(node, node.heading, part)
    yield from _nodes(node.content, _under(node, part))
    return part


def _heading(node: Provision, heading: str, part: DecisionPart) -> ItemOperation:
    operation = Context(status="context", text=(node.num or "") + heading, source=node.eid)
    return ItemOperation(operation=operation, item=node.eid, path=part.path, work=part.work)


def _under(node: Provision, part: DecisionPart) -> DecisionPart:
    """The part below a heading that opens none of its own."""
    words = node.heading or ""
    title = (
        named_work(words, part.context, part.work)
        if part.context.many or "《" in words or BARE_PART.fullmatch(words)
        else None
    )
    context = replace(part.context, lost=title) if title is not None else part.context
    return part.headed(_label(node), node.eid, context=context)


def _headed(node: Provision) -> tuple[str, tuple[Node, ...]]:
    """The words on the first line of a provision, and what follows them."""
    content = _open(node.content)
    if node.heading:
        return node.heading + (node.heading_stop or "").strip(), content
    first = content[0] if content else None
    return (first.text, content[1:]) if isinstance(first, Block) else ("", content)


def _open(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes with the content of each 款 in its stead."""
    return tuple(
        inner
        for node in nodes
        for inner in (
            _open(node.content)
            if isinstance(node, Provision) and node.level == "paragraph"
            else (node,)
        )
    )


def _heads_a_list(node: Provision, heading: str, part: DecisionPart) -> DecisionPart | None:
    """The part that a heading opens, None where it opens none."""
    label = _number(node, part)
    work = _work_headed(heading, part)
    if work is not None:
        context = replace(part.context, below=None, lost=None)
        return part.headed(
            _label(node), node.eid, label=label, here=label, work=work, context=context
        )
    masked = mask((Block(text=heading),))
    words = WORDS_BELOW.fullmatch(masked.text)
    below: Below | None
    if words is not None:
        below = Below(old=tuple(masked.all(words["old"])), new=tuple(masked.all(words["new"])))
    else:
        below = Below() if REPEALS_BELOW.fullmatch(heading) else None
    if below is None:
        return None
    return part.headed(
        _label(node), node.eid, here=label, context=replace(part.context, below=below)
    )


def _work_headed(heading: str, part: DecisionPart) -> str | None:
    named = PART_OF_BATCH.match(heading)
    if named is None and part.context.many and "》等" not in heading:
        named = BARE_PART.fullmatch(heading) or PARAPHRASED_PART.fullmatch(heading)
    if named is None:
        return None
    return part.context.full(named["work"])


def _below(line: str, part: DecisionPart) -> DecisionPart | None:
    """The part that a line without a number opens, None where it opens none."""
    work = _work_headed(line, part) if part.context.below is None else None
    if (
        work is None
        or part.context.is_own(work)
        or (work == part.work and part.context.lost is None)
    ):
        return None
    return replace(part, label=work, here=work, work=work, context=replace(part.context, lost=None))
