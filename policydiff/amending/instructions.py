"""An amending decision to its operations. Reading is total: a sentence is an instruction, context, or stands as `unparsed`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policydiff.amending.cn_building import BUILDERS, Reading
from policydiff.amending.cn_places import write_place
from policydiff.amending.masking import mask
from policydiff.dialects._mainland_amending import BETWEEN, CONTEXT, FORMS, PART_OF_BATCH, SENTENCE
from policydiff.model.consolidation import Instructions, Operation
from policydiff.model.document import Document, Node, Provision


def read_instructions(decision: Document) -> Instructions:
    """Every operation of an amending decision, in its order.

        policydiff.read_instructions(policydiff.load("decision.txt")).to_dict()

    A document that amends nothing has context and unparsed sentences only.
    """
    return Instructions(decision=decision, operations=tuple(_nodes(decision.preamble + decision.body, None, None)))


def _nodes(nodes: tuple[Node, ...], part: str | None, work: str | None) -> Iterator[Operation]:
    """The items among these nodes, and what stands between them; `part` and `work` are those of a decision on many works."""
    loose: list[Node] = []
    for node in nodes:
        if not isinstance(node, Provision):
            loose.append(node)
            continue
        yield from _item(tuple(loose), None, work)
        loose.clear()
        yield from _provision(node, part, work)
    yield from _item(tuple(loose), None, work)


def _provision(node: Provision, part: str | None, work: str | None) -> Iterator[Operation]:
    own = _part_work(node)
    if own is not None:
        yield from _nodes(node.content, _label(node), own)
    elif node.level != "article":
        if node.heading:
            yield Operation(kind="context", status="context", text=(node.num or "") + node.heading)
        yield from _nodes(node.content, part, work)
    else:
        label = _label(node)
        lead = (replace(node, num=None, content=()),) if node.heading else ()
        for operation in _item((*lead, *node.content), f"{part}、{label}" if part else label, work):
            yield replace(operation, source=node.eid)


def _part_work(node: Provision) -> str | None:
    """The work that a part of the decision amends, where its heading names one and items follow."""
    named = PART_OF_BATCH.match(node.heading or "")
    return named["work"][1:-1] if named is not None else None


def _label(node: Provision) -> str | None:
    return (node.num or "").strip("、．.（）() 　") or None


def _item(nodes: tuple[Node, ...], instruction: str | None, work: str | None) -> Iterator[Operation]:
    """The operations of one item, or of sentences that stand in none."""
    for operation in read_item(nodes):
        yield replace(operation, instruction=instruction, work=operation.work or work)


def read_item(nodes: tuple[Node, ...]) -> Iterator[Operation]:
    """The operations of one item, without its number."""
    masked = mask(nodes)
    reading = Reading(masked=masked)
    place = 0
    while place < len(masked.text):
        between = BETWEEN.match(masked.text, place)
        place = between.end() if between is not None else place
        if place >= len(masked.text):
            return
        read = _instruction(masked.text, place, reading)
        if read is None:
            end = _sentence_end(masked.text, place)
            yield replace(_other(masked.unmask(masked.text[place:end].strip())), source=masked.paragraph_at(place))
            place = end
            continue
        operations, end = read
        yield from (replace(operation, source=masked.paragraph_at(place)) for operation in operations)
        place = end


def _instruction(text: str, place: int, reading: Reading) -> tuple[list[Operation], int] | None:
    """The first form that fits here, as operations, and where it ends."""
    for form in FORMS:
        match = form.pattern.match(text, place)
        if match is None:
            continue
        kept = reading.here, reading.there
        operations = [_named(operation, match) for operation in BUILDERS[form.name](match, reading)]
        if operations:
            return operations, match.end()
        reading.here, reading.there = kept
    return None


def _named(operation: Operation, match: re.Match[str]) -> Operation:
    work = match.groupdict().get("work")
    return replace(
        operation,
        work=work[1:-1] if work else None,
        target_num=write_place(operation.steps),
        result_num=write_place(operation.result_steps),
    )


def _sentence_end(text: str, place: int) -> int:
    match = SENTENCE.match(text, place)
    return max(match.end(), place + 1) if match is not None else len(text)


def _other(text: str) -> Operation:
    context = any(pattern.fullmatch(text) for pattern in CONTEXT)
    return Operation(kind="context", status="context" if context else "unparsed", text=text)
