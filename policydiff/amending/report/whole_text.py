"""A whole text part by part, as below the table of an amending decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from policydiff.model.document import Attachment, Document, Node, Provision, node_lines, number_gap
from policydiff.model.kinds import CONTAINERS

_LEFT_OUT = frozenset(("title", "contents"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLines:
    """A paragraph with its number apart, or a table.

    It is a table where `rows` holds any, each row by its cells.
    """

    num: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A clause, a heading, or what stands around the text: `heading` or else `lines`."""

    eid: str | None
    look: Literal["title", "around", "container", "article", "block"]
    heading: str = ""
    lines: tuple[TextLines, ...] = ()


def whole_text(document: Document) -> Iterator[TextPart]:
    """The parts of a text in reading order, without the table of contents."""
    yield TextPart(eid="title", look="title", heading=document.title)
    for block in document.preface:
        if getattr(block, "role", "") not in _LEFT_OUT:
            yield _part(block, "around")
    yield from _nodes((*document.preamble, *document.body))
    yield from (_part(block, "around") for block in document.conclusions)
    for attachment in document.attachments:
        yield from _attachment(attachment)


def _nodes(nodes: Iterable[Node]) -> Iterator[TextPart]:
    """Nodes in reading order, chapters with their headings."""
    for node in nodes:
        if isinstance(node, Provision) and node.level in CONTAINERS:
            gap = number_gap(node) if node.heading else ""
            heading = f"{node.num or ''}{gap}{node.heading or ''}"
            yield TextPart(eid=node.eid, look="container", heading=heading)
            yield from _nodes(node.content)
        else:
            yield _part(node, "article" if isinstance(node, Provision) else "block")


def _attachment(attachment: Attachment) -> Iterator[TextPart]:
    heading = "　".join(filter(None, (attachment.num, attachment.heading)))
    yield TextPart(eid=attachment.eid, look="container", heading=heading)
    yield from _nodes(attachment.content)


def _part(node: Node, look: Literal["around", "article", "block"]) -> TextPart:
    return TextPart(eid=node.eid, look=look, lines=tuple(_lines(node)))


def _lines(node: Node) -> Iterator[TextLines]:
    """The paragraphs of a node; rows of cells as a table."""
    num = node.num or "" if isinstance(node, Provision) and node.level == "article" else ""
    for tabbed, group in groupby(node_lines(node), lambda line: "\t" in line):
        if tabbed:
            yield TextLines(rows=tuple(tuple(line.split("\t")) for line in group))
            continue
        for line in group:
            lead = num if line.startswith(num) else ""
            yield TextLines(num=lead, text=line.removeprefix(lead))
            num = ""
