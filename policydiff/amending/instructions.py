"""An amending decision to its operations. Reading is total: a sentence is an instruction, context, or stands as `unparsed`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policydiff.amending.cn_sentences import Around, Below, read_item
from policydiff.amending.masking import mask
from policydiff.dialects._mainland_amending_places import TITLE
from policydiff.dialects._mainland_amending_words import (
    AMENDING_ATTACHMENT,
    BARE_PART,
    LOOSE_PART,
    MANY_WORKS,
    PART_OF_BATCH,
    REPEALING_ATTACHMENT,
    REPEALS_BELOW,
    SHORT_TITLE,
    WORDS_BELOW,
)
from policydiff.model.consolidation import Instructions, Operation
from policydiff.model.document import Attachment, Block, Document, Node, Provision

_TITLES = re.compile(TITLE)


def read_instructions(decision: Document) -> Instructions:
    """Every operation of an amending decision, in its order.

        policydiff.read_instructions(policydiff.load("decision.txt")).to_dict()

    A document that amends nothing has context and unparsed sentences only. Of its attachments those are read whose headings say
    that they amend or repeal; any other stands as context with its heading.
    """
    part = Part(around=Around(title=decision.title, short=_short_titles(decision)))
    body = _nodes(decision.preamble + decision.body, part)
    attached = (operation for attachment in decision.attachments for operation in _attachment(attachment, part))
    return Instructions(decision=decision, operations=(*body, *attached))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where an item stands: the number of the part of a decision on many works, the work that the part amends, the heading over it.

    `here` is the number of what has no own.
    """

    label: str | None = None
    here: str | None = None
    work: str | None = None
    around: Around


def _short_titles(decision: Document) -> dict[str, str | None]:
    """《short title》 → the full one, None where that is the work in the decision's own title."""
    own = [match[0][1:-1] for match in _TITLES.finditer(decision.title)]
    found: dict[str, str | None] = {}
    for line in (line for node in decision.preamble + decision.body for line in _lines(node)):
        for match in SHORT_TITLE.finditer(line):
            full = match["work"][1:-1]
            found[f"《{match['short'][1:-1]}》"] = None if any(full.endswith(title) or title.endswith(full) for title in own) else full
    return found


def _lines(node: Node) -> Iterator[str]:
    if isinstance(node, Block):
        yield node.text
    elif isinstance(node, Provision):
        yield from (node.heading,) if node.heading else ()
        for child in node.content:
            yield from _lines(child)


def _attachment(attachment: Attachment, part: Part) -> Iterator[Operation]:
    heading = attachment.heading or ""
    words = (attachment.num or "") + heading
    yield Operation(kind="context", status="context", text=words, source=attachment.eid)
    if AMENDING_ATTACHMENT.search(heading):
        below = Below() if REPEALING_ATTACHMENT.search(heading) else None
        yield from _nodes(attachment.content, replace(part, around=replace(part.around, below=below)))


def _nodes(nodes: tuple[Node, ...], part: Part) -> Iterator[Operation]:
    """The items among these nodes, and what stands between them."""
    loose: list[Node] = []
    for node in nodes:
        if not isinstance(node, Provision) or node.level == "paragraph":
            loose.append(node)
            continue
        yield from _loose(loose, part)
        loose.clear()
        yield from _provision(node, part)
    yield from _loose(loose, part)


def _loose(nodes: list[Node], part: Part) -> Iterator[Operation]:
    for operation in read_item(tuple(nodes), part.around):
        yield replace(operation, instruction=part.here, work=_work(operation, part))


def _work(operation: Operation, part: Part) -> str | None:
    return None if operation.kind == "context" else operation.work or part.work


def _number(node: Provision, part: Part) -> str | None:
    """The number of an item, with that of its part before it."""
    label = (node.num or "").strip("、．.（）() 　") or None
    return f"{part.label}、{label}" if part.label and label else part.label or label


def _provision(node: Provision, part: Part) -> Iterator[Operation]:
    heading, items = _headed(node)
    below = _heads_a_list(node, heading, part)
    if below is not None and items:
        yield _heading(node, heading)
        yield from _nodes(items, below)
    elif node.level == "article" or part.work is not None:
        yield from _item(node, part)
    else:
        if node.heading:
            yield _heading(node, node.heading)
        yield from _nodes(node.content, part)


def _heading(node: Provision, heading: str) -> Operation:
    return Operation(kind="context", status="context", text=(node.num or "") + heading, source=node.eid)


def _headed(node: Provision) -> tuple[str, tuple[Node, ...]]:
    """The words at the head of a provision, on a line of their own, and what follows them."""
    content = _open(node.content)
    if node.heading:
        return node.heading + (node.heading_stop or "").strip(), content
    first = content[0] if content else None
    return (first.text, content[1:]) if isinstance(first, Block) else ("", content)


def _open(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes with the content of each 款 in its stead."""
    return tuple(
        inner for node in nodes for inner in (_open(node.content) if isinstance(node, Provision) and node.level == "paragraph" else (node,))
    )


def _heads_a_list(node: Provision, heading: str, part: Part) -> Part | None:
    """The part over which a heading stands: that of one work, of words that change in several, of works that are repealed."""
    named = PART_OF_BATCH.match(heading)
    if named is None and MANY_WORKS.search(part.around.title):
        named = BARE_PART.fullmatch(heading) or LOOSE_PART.fullmatch(heading)
    if named is not None:
        number = _number(node, part)
        return replace(part, label=number, here=number, work=named["work"].removeprefix("《").removesuffix("》"))
    masked = mask((Block(text=heading),))
    words = WORDS_BELOW.fullmatch(masked.text)
    below: Below | None
    if words is not None:
        below = Below(old=tuple(masked.all(words["old"])), new=tuple(masked.all(words["new"])))
    else:
        below = Below() if REPEALS_BELOW.fullmatch(heading) else None
    return replace(part, here=_number(node, part), around=replace(part.around, below=below)) if below is not None else None


def _item(node: Provision, part: Part) -> Iterator[Operation]:
    """The operations of one item, with its number."""
    lead = (replace(node, num=None, content=()),) if node.heading else ()
    for operation in read_item((*lead, *node.content), part.around):
        yield replace(operation, instruction=_number(node, part), work=_work(operation, part), source=node.eid)
