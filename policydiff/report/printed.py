"""A document as the paragraphs in which it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.model.citation import Reference
from policydiff.model.document import (
    Attachment,
    Block,
    Document,
    Node,
    Provision,
    Quoted,
    Table,
    blocks_in,
    number_gap,
    provisions_in,
)
from policydiff.model.kinds import CONTAINERS
from policydiff.report.print_rules import container_depths, on_one_line, runs_on, safe, stamped

Role = Literal[
    "title",
    "subtitle",  # the title printed again, below the order that carries the text
    "number",
    "note",
    "order",
    "contents",
    "addressee",
    "container",  # 第一章　总则
    "heading",  # an unnumbered heading inside the text
    "text",
    "signature",
    "date",
    "attachment",  # the head of an attachment
]

_NO_MARK = re.compile(r"[\s（）()]+")
_WIDE_GAP = re.compile("[　 ]{2,}")
_SENTENCE_END = ("。", "；", "：", "！", "？")
_LONGEST_ORDER_LINE = 40
"""Characters of a line of an order that is no sentence: its name, its number, who signs it."""
_LEFT_OUT = frozenset(("fact", "comment", "contents"))
"""Roles of blocks that belong to the page or the file a text came from; the table of contents is
written anew.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedParagraph:
    """One printed paragraph.

    `bold` counts its first characters that are a number with its run-in heading; `eids` are the
    provisions that begin here, the widest
    first; `depth` is that of a container, 1 for the widest of the document, 0 elsewhere; spans of
    `references` are in `text`. `own` is the stretch of it that is the text of its block, behind
    numbers that stand before that; None where no block is printed whole.
    """

    text: str
    role: Role = "text"
    bold: int = 0
    eids: tuple[str, ...] = ()
    depth: int = 0
    references: tuple[Reference, ...] = ()
    own: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGrid:
    """A table; `eids` as of a paragraph."""

    table: Table
    eids: tuple[str, ...] = ()


Item = PrintedParagraph | PrintedGrid


def paragraphs(document: Document) -> Iterator[Item]:
    """The whole text in reading order, from the title to the attachments."""
    yield from _front(stamped(document))
    yield from _contents(document)
    depths = container_depths(document)
    yield from _nodes(document.preamble, depths)
    yield from _nodes(document.body, depths)
    for block in document.conclusions:  # （此件公开发布） stands at the margin there
        yield from _block(replace(block, role="text") if block.role == "note" else block)
    for attachment in document.attachments:
        yield from _attachment(attachment, depths)


def _front(document: Document) -> Iterator[Item]:
    """The title, once, and the lines before the text under it."""
    yield PrintedParagraph(text=on_one_line(document.title), role="title")
    if document.document_number and not _is_printed(document.document_number, document):
        yield PrintedParagraph(text=on_one_line(document.document_number), role="number")
    begun, ordered, again = False, False, ""
    for node in document.preface:
        if isinstance(node, Table):
            yield PrintedGrid(table=node)
        elif node.role == "title":
            again += node.text if begun else ""
        elif node.role not in _LEFT_OUT:
            if again:
                yield PrintedParagraph(text=on_one_line(again), role="subtitle")
            begun, again = True, ""
            ordered = ordered or (node.role == "order" and node.text.endswith("。"))
            yield from (_of_order(paragraph, signed=ordered) for paragraph in _block(node))
    if again:
        yield PrintedParagraph(text=on_one_line(again), role="subtitle")


def _of_order(paragraph: PrintedParagraph, *, signed: bool) -> PrintedParagraph:
    """A paragraph of an order, with the role that fits its place."""
    short = len(paragraph.text) <= _LONGEST_ORDER_LINE and not paragraph.text.endswith(
        _SENTENCE_END
    )
    if paragraph.role != "order" or not short:
        return paragraph
    return replace(paragraph, role="signature" if signed else "number")


def _is_printed(number: str, document: Document) -> bool:
    """True where a line or a table of the text itself bears the document's number."""
    parts = (document.preface, document.conclusions)
    shown = [
        block.text for part in parts for block in blocks_in(part) if block.role not in _LEFT_OUT
    ]
    shown += [node.text for node in document.preface if isinstance(node, Table)]
    return _NO_MARK.sub("", number) in _NO_MARK.sub("", "".join(shown))


def _contents(document: Document) -> Iterator[Item]:
    """The table of contents (目录): the chapters as they stand in the text."""
    depths = container_depths(document)
    named = [
        node
        for node in provisions_in(document.body)
        if node.level in CONTAINERS and (node.num or "").startswith("第")
    ]
    if len(named) < 2:
        printed = [
            block
            for block in document.preface
            if isinstance(block, Block) and block.role == "contents"
        ]
        yield from (PrintedParagraph(text=safe(block.text), role="contents") for block in printed)
        return
    yield PrintedParagraph(text="目　录", role="contents")
    for node in named:
        yield PrintedParagraph(
            text=on_one_line(_lead(node)),
            role="contents",
            eids=(node.eid,),
            depth=depths[node.level],
        )


def _nodes(nodes: Iterable[Node], depths: dict[str, int]) -> list[Item]:
    """The items of nodes in a row."""
    found: list[Item] = []
    before: Node | None = None
    for node in nodes:
        items = list(_node(node, depths))
        last = found[-1] if found else None
        if (
            runs_on(before, node)
            and isinstance(last, PrintedParagraph)
            and items
            and isinstance(items[0], PrintedParagraph)
        ):
            found[-1] = replace(
                last, text=last.text + items[0].text, eids=(*last.eids, *items[0].eids)
            )
            items = items[1:]
        found += items
        before = node
    return found


def _node(node: Node, depths: dict[str, int]) -> Iterator[Item]:
    if isinstance(node, Provision):
        yield from _provision(node, depths)
    elif isinstance(node, Table):
        yield PrintedGrid(table=node, eids=(node.eid,) if node.eid else ())
    elif isinstance(node, Quoted):
        yield from _quoted(node)
    else:
        yield from _block(node)


_ROLES: dict[str, Role] = {
    "number": "number",
    "note": "note",
    "order": "order",
    "addressee": "addressee",
    "signature": "signature",
    "date": "date",
    "heading": "heading",
}


def _block(block: Block) -> Iterator[PrintedParagraph]:
    """A block as paragraphs; a line feed, found only in foreign XML, splits it."""
    eids = (block.eid,) if block.eid else ()
    lines = block.text.split("\n")
    for place, line in enumerate(lines):
        whole = len(lines) == 1
        text = safe(line)
        references = tuple(
            one for one in block.references if whole and 0 <= one.span[0] < one.span[1] <= len(text)
        )
        yield PrintedParagraph(
            text=text,
            role=_ROLES.get(block.role, "text"),
            eids=() if place else eids,
            references=references,
            own=(0, len(text)) if whole else None,
        )


def _lead(node: Provision) -> str:
    if node.heading is None:
        return node.num or ""
    heading = _WIDE_GAP.sub("　", node.heading) if node.level in CONTAINERS else node.heading
    return (node.num or "") + number_gap(node) + heading


def _provision(node: Provision, depths: dict[str, int]) -> Iterator[Item]:
    """A provision with all below it."""
    own = {
        child.eid for child in node.content if isinstance(child, Block)
    }  # nobody cites a line of a 款 by itself
    below = [
        replace(item, eids=tuple(eid for eid in item.eids if eid not in own))
        for item in _nodes(node.content, depths)
    ]
    lead, stop = on_one_line(_lead(node)), node.heading_stop
    if not lead:
        yield from _opened(node.eid, below)
        return
    first = below[0] if below else None
    own_line = (
        (node.heading is not None and stop is None)
        or (stop or "").endswith("\n")
        or not isinstance(first, PrintedParagraph)
    )
    bold = len(lead) if node.level == "article" else 0
    if own_line or not isinstance(first, PrintedParagraph):
        role: Role = "container" if node.level in CONTAINERS else "text"
        depth = depths.get(node.level, 0) if node.level in CONTAINERS else 0
        yield PrintedParagraph(
            text=lead + safe(stop or "").rstrip("\n"),
            role=role,
            bold=bold,
            eids=(node.eid,),
            depth=depth,
        )
        yield from below
        return
    head = lead + (safe(stop) if stop is not None else number_gap(node))
    yield replace(_shifted(first, head), bold=bold, eids=(node.eid, *first.eids), role="text")
    yield from below[1:]


def _opened(eid: str, items: list[Item]) -> Iterator[Item]:
    """The items of a node without a line of its own; the first one opens it."""
    for place, item in enumerate(items):
        yield replace(item, eids=(eid, *item.eids)) if place == 0 else item


def _shifted(paragraph: PrintedParagraph, head: str) -> PrintedParagraph:
    """The paragraph with other text before it, its references moved along."""
    moved = (
        replace(reference, span=(reference.span[0] + len(head), reference.span[1] + len(head)))
        for reference in paragraph.references
    )
    own = (
        None
        if paragraph.own is None
        else (paragraph.own[0] + len(head), paragraph.own[1] + len(head))
    )
    return replace(paragraph, text=head + paragraph.text, references=tuple(moved), own=own)


def _quoted(node: Quoted) -> Iterator[Item]:
    """Quoted new text between its marks."""
    # a quotation is no place of this text: it opens no provision and holds no link
    items = [replace(item, eids=()) for item in _nodes(node.content, {})]
    marked = [
        replace(
            item,
            text=safe(node.inline if place else node.start) + item.text,
            role="text",
            bold=0,
            depth=0,
            references=(),
            own=None,
        )
        if isinstance(item, PrintedParagraph)
        else item
        for place, item in enumerate(items)
    ]
    if marked and not isinstance(marked[0], PrintedParagraph):
        marked.insert(0, PrintedParagraph(text=safe(node.start)))
    if marked and isinstance(last := marked[-1], PrintedParagraph):
        marked[-1] = replace(last, text=last.text + safe(node.end))
    elif node.end or not marked:
        marked.append(PrintedParagraph(text=safe(node.end if marked else node.start + node.end)))
    yield from _opened(node.eid, marked) if node.eid else marked


def _attachment(attachment: Attachment, depths: dict[str, int]) -> Iterator[Item]:
    items = _nodes(attachment.content, depths)
    gap = "" if (attachment.num or "").endswith(("：", ":")) else "　"
    head = gap.join(filter(None, (attachment.num, attachment.heading)))
    if not head:
        yield from _opened(attachment.eid, items)
        return
    yield PrintedParagraph(text=on_one_line(head), role="attachment", eids=(attachment.eid,))
    yield from items


def anchors(items: Iterable[Item]) -> frozenset[str]:
    """Every eId at which an item of the text begins; a table of contents has none."""
    return frozenset(
        eid
        for item in items
        if not (isinstance(item, PrintedParagraph) and item.role == "contents")
        for eid in item.eids
    )
