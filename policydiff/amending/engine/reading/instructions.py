"""The operations of an amending decision; each sentence stands in one at least.

What is said under a heading is said of the work that it names; where a heading, or a sentence,
names a work and is not understood, what follows is said of none.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from policydiff.amending.engine.operations import (
    Context,
    DeclaredWorks,
    Delete,
    Instructions,
    Operation,
)
from policydiff.amending.engine.reading.masking import mask
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.amending.engine.reading.sentences import (
    Below,
    DecisionPart,
    announced_work,
    named_work,
    orders,
    read_item,
    unread_work,
)
from policydiff.messages import Message
from policydiff.model.document import Attachment, Block, Document, Node, Provision
from policydiff.model.source import Problem
from policydiff.text.numerals import canonical
from policydiff.text.traditions.mainland.amending_places import TITLE
from policydiff.text.traditions.mainland.amending_words import (
    AMENDING_ATTACHMENT,
    AMENDS,
    BARE_PART,
    DECLARED,
    MANY_BELOW,
    MANY_WORKS,
    PARAPHRASED_PART,
    PART_OF_BATCH,
    REPEALING_ATTACHMENT,
    REPEALS,
    REPEALS_BELOW,
    SHORT_TITLE,
    WORDS_BELOW,
)

_TITLES = re.compile(TITLE)
Entry = tuple[Operation, DecisionPart]
"""An operation with the number that its item prints, and the part, down to the item, of it."""


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
    part = DecisionPart(title=decision.title, short=_short_titles(decision, many=many), many=many)
    body = _nodes(decision.preamble + decision.body, part)
    attached = (
        entry for attachment in decision.attachments for entry in _attachment(attachment, part)
    )
    entries = [_placeless(*entry) if many else entry for entry in (*body, *attached)]
    lines = (line for node in decision.preamble + decision.body for line in _lines(node))
    declared = _counted(decision.title, lines, _works(entries)) if many else ()
    return Instructions(
        decision=decision,
        operations=tuple(_labelled(entries)),
        declared=declared,
        problems=tuple(_miscount(each) for each in declared if not each.agrees),
    )


def _short_titles(decision: Document, *, many: bool) -> dict[str, str | None]:
    """《short title》 → the full one."""
    own = () if many else [match[0][1:-1] for match in _TITLES.finditer(decision.title)]
    titles: dict[str, str | None] = {}
    for line in (line for node in decision.preamble + decision.body for line in _lines(node)):
        for match in SHORT_TITLE.finditer(line):
            full = match["work"][1:-1]
            titles[f"《{match['short'][1:-1]}》"] = (
                None if any(full.endswith(title) or title.endswith(full) for title in own) else full
            )
    return titles


def _placeless(operation: Operation, part: DecisionPart) -> Entry:
    """An operation, as failed where a decision on many works names none for it."""
    if operation.kind == "context" or operation.status != "parsed" or operation.work is not None:
        return operation, part
    why = Message("the decision amends several works and does not say which is meant")
    return replace(operation, status="failed", message=why), part


def _works(entries: Iterable[Entry]) -> Iterator[tuple[Operation, str | None]]:
    """The operations, each with the work that it is on."""
    return ((operation, operation.work or part.work) for operation, part in entries)


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


def _attachment(attachment: Attachment, part: DecisionPart) -> Iterator[Entry]:
    heading = attachment.heading or ""
    words = (attachment.num or "") + heading
    yield (
        Context(status="context", text=words, source=attachment.eid),
        replace(part, source=attachment.eid),
    )
    if AMENDING_ATTACHMENT.search(heading):
        below = Below() if REPEALING_ATTACHMENT.search(heading) else None
        label = "".join((attachment.num or f"附件{attachment.number}").split())
        yield from _nodes(attachment.content, part.headed(label, attachment.eid, below=below))


Reader = Generator[Entry, None, DecisionPart]
"""Gives what is read one by one, and at the end the part in which what follows stands."""


def _nodes(nodes: tuple[Node, ...], part: DecisionPart) -> Reader:
    """The items among these nodes, and what stands between them."""
    between: list[Node] = []
    begun = False
    for count, node in enumerate(nodes, 1):
        if not isinstance(node, Provision) or node.level == "paragraph":
            between.append(node)
            continue
        lost = part.lost
        part = yield from _stretches(tuple(between), part, None, more=True)
        if not begun and not part.many:  # what a decision on one work opens with is no heading
            part = replace(part, lost=lost)
        begun = True
        between.clear()
        part = yield from _provision(node, part, more=count < len(nodes))
    return (yield from _stretches(tuple(between), part, None))


def _stretches(
    nodes: tuple[Node, ...], part: DecisionPart, item: Provision | None, *, more: bool = False
) -> Reader:
    """Read nodes of one item, or between items, cut at the headings in them."""
    flat, pending = _open(nodes), list[Node]()
    heads = [_below(node.text, part) if isinstance(node, Block) else None for node in flat]
    for index, (node, below) in enumerate(zip(flat, heads, strict=True)):
        follows = heads[index + 1] is None if index + 1 < len(flat) else more
        if (
            below is None
            or not isinstance(node, Block)
            or not follows
            or (item is not None and index == 0)
        ):
            pending.append(node)
            continue
        part = yield from _read(pending, part, item)
        pending.clear()
        heading = Context(status="context", text=node.text, source=node.eid)
        yield heading, replace(part, source=node.eid, work=below.work)
        part, item = below.headed(below.label, node.eid), None
    return (yield from _read(pending, part, item))


def _read(nodes: Sequence[Node], part: DecisionPart, item: Provision | None) -> Reader:
    number = _number(item, part) if item is not None else part.here
    own = (
        replace(part, path=(*part.path, _label(item) or ""), source=item.eid)
        if item is not None
        else part
    )
    operations = tuple(read_item(tuple(nodes), part))
    for operation in operations:
        work = operation.work or (None if operation.kind == "context" else part.work)
        source = item.eid if item is not None else operation.source
        yield replace(operation, instruction=number, work=work, source=source), own
    return _after(
        part,
        operations,
        heads=item is None or all(operation.kind == "context" for operation in operations),
    )


def _after(part: DecisionPart, operations: Sequence[Operation], *, heads: bool) -> DecisionPart:
    """The part in which what follows stands."""
    for operation in operations:
        words = operation.text or ""
        title = announced_work(operation, part, part.work) if heads else None
        if title is not None:
            part = replace(part, label=title, here=title, work=title, lost=None)
        lost = unread_work(operation, part, part.work)
        if lost is not None and not orders(words) and "“" not in words:
            part = replace(part, lost=lost)
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


def _heading(node: Provision, heading: str, part: DecisionPart) -> Entry:
    operation = Context(status="context", text=(node.num or "") + heading, source=node.eid)
    return operation, replace(part, source=node.eid)


def _under(node: Provision, part: DecisionPart) -> DecisionPart:
    """The part below a heading that opens none of its own."""
    words = node.heading or ""
    title = (
        named_work(words, part, part.work)
        if part.many or "《" in words or BARE_PART.fullmatch(words)
        else None
    )
    lost = title if title is not None else part.lost
    return part.headed(_label(node), node.eid, lost=lost)


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
        return part.headed(
            _label(node), node.eid, label=label, here=label, work=work, below=None, lost=None
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
    return part.headed(_label(node), node.eid, here=label, below=below)


def _work_headed(heading: str, part: DecisionPart) -> str | None:
    named = PART_OF_BATCH.match(heading)
    if named is None and part.many and "》等" not in heading:
        named = BARE_PART.fullmatch(heading) or PARAPHRASED_PART.fullmatch(heading)
    if named is None:
        return None
    return part.full(named["work"])


def _below(line: str, part: DecisionPart) -> DecisionPart | None:
    """The part that a line without a number opens, None where it opens none."""
    work = _work_headed(line, part) if part.below is None else None
    if work is None or part.is_own(work) or (work == part.work and part.lost is None):
        return None
    return replace(part, label=work, here=work, work=work, lost=None)


def _labelled(entries: Sequence[Entry]) -> Iterator[Operation]:
    """The operations, each with a number that no other item has.

    一、2 for a 2 of many, and （2） behind one that stands twice even so.
    """
    by_number = _by_number(entries, {})
    twice = {path[:-1] for items in by_number.values() if len(items) > 1 for path in items.values()}
    labels = {
        (number, item): "、".join(path) if path[:-1] in twice and path else number
        for number, items in by_number.items()
        for item, path in items.items()
    }
    keys: dict[tuple[str, str | None], list[tuple[str, str | None]]] = defaultdict(list)
    for key, label in labels.items():
        keys[label, key[1]].append(key)
    for label, items in _by_number(entries, labels).items():
        for count, item in enumerate(items, 1):
            for key in keys[label, item]:
                labels[key] = label if count == 1 else f"{label}（{count}）"
    for operation, part in entries:
        own = operation.instruction
        yield (
            operation if own is None else replace(operation, instruction=labels[own, part.source])
        )


def _by_number(
    entries: Sequence[Entry], labels: Mapping[tuple[str, str | None], str]
) -> dict[str, dict[str | None, tuple[str, ...]]]:
    """Each number with the items that have it, and what stands above those."""
    item_paths: dict[str, dict[str | None, tuple[str, ...]]] = defaultdict(dict)
    for operation, part in entries:
        number = operation.instruction
        if number is not None:
            label = labels.get((number, part.source), number)
            item_paths[label].setdefault(part.source, tuple(filter(None, part.path)))
    return item_paths


_HINT = Message(
    "Look for the missing ones in the published decision: a heading or an item may not have been understood"
)


def _counted(
    title: str, lines: Iterable[str], operations: Iterable[tuple[Operation, str | None]]
) -> tuple[DeclaredWorks, ...]:
    """The numbers of works that a decision declares in its title or in other lines.

    Those that its operations name are counted, each with the work that it is on.
    """
    repealed: set[str] = set()
    amended: set[str] = set()
    for operation, work in operations:
        if isinstance(operation, Delete) and not operation.steps:
            repealed.add(level(operation.work or ""))
        elif work:
            amended.add(level(work))
    declared = dict.fromkeys(entry for line in (title, *lines) for entry in _declared(line))
    return tuple(
        DeclaredWorks(
            count=count,
            found=len((amended if amends else set()) | (repealed if repeals else set())),
            amends=amends,
            repeals=repeals,
        )
        for count, amends, repeals in declared
    )


def _miscount(declared: DeclaredWorks) -> Problem:
    if declared.amends and declared.repeals:
        message = Message(
            "the decision says that it amends or repeals {count} works, and {found} are found in it",
            count=declared.count,
            found=declared.found,
        )
    elif declared.amends:
        message = Message(
            "the decision says that it amends {count} works, and {found} are found in it",
            count=declared.count,
            found=declared.found,
        )
    else:
        message = Message(
            "the decision says that it repeals {count} works, and {found} are found in it",
            count=declared.count,
            found=declared.found,
        )
    return Problem(code="works-miscounted", message=message, hint=_HINT, severity="error")


def _declared(line: str) -> Iterator[tuple[int, bool, bool]]:
    """The numbers of works in a line; true where so many are amended, and repealed.

    >>> list(_declared("废止下列两件地方性法规，对下列三件地方性法规作出修改："))[1]
    (3, True, False)
    """
    for match in DECLARED.finditer(line):
        number = canonical(match["count"])
        verbs = (match["before"] or "") + (match["after"] or "")
        if number is not None and number.isdecimal() and verbs:
            amends, repeals = (sign.search(verbs) is not None for sign in (AMENDS, REPEALS))
            yield int(number), amends, repeals
