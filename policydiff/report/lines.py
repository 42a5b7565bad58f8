"""The official layout of a text before any file format: order and styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from policydiff.model.document import (
    Attachment,
    Block,
    BlockRole,
    Document,
    Node,
    Provision,
    Quoted,
    Table,
    number_gap,
    walk_provisions,
)
from policydiff.model.index import mark_family
from policydiff.model.kinds import CONTAINERS, LEVELS, Level
from policydiff.model.source import SourceCell
from policydiff.report.grid import Slot
from policydiff.report.pieces import neutral
from policydiff.report.print_rules import runs_on, stamped

Face = Literal["title", "body", "heading", "subheading", "song"]
"""方正小标宋 of titles, 仿宋 of the text, 黑体 of headings, 楷体 of headings of the second order,
宋体 of page numbers and tables.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacedSpan:
    """A stretch of one paragraph; `face` is None where the style's font holds."""

    text: str
    face: Face | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One paragraph: `style` is a key of `STYLES`.

    `owners` are the eIds whose text begins here, the widest first.
    """

    style: str
    spans: tuple[FacedSpan, ...]
    owners: tuple[str, ...] = ()
    new_page: bool = False

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table."""

    rows: tuple[tuple[SourceCell, ...], ...]
    owners: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Rows as lines, with tabs between cells."""
        return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)


_ROLES: dict[BlockRole, str] = {
    "text": "Body",
    "title": "Title",
    "note": "Note",
    "fact": "Flush",
    "number": "Centred",
    "order": "Body",
    "contents": "Contents",
    "addressee": "Flush",
    "signature": "Signature",
    "date": "Signature",
    "heading": "Subtitle",
    "comment": "Remark",
}
_SPACES = re.compile(r"\s+")
_NUMBER = re.compile(r"第.{1,12}号")
_LISTED = re.compile(r"\d+[．.、]")
"""附件：1．甲市名录: the head of a list of attachments, not of one."""
_HEADS_OF_CONTENTS = ("目录", "目次", "目錄")
_STOPS = ("。", "：", "；", "，")
_OF_THE_PAGE = frozenset(("fact", "comment"))
_FAMILIES: dict[str, tuple[str, Face | None]] = {
    "enumeration": ("PartOne", "heading"),
    "bracketed": ("PartTwo", "subheading"),
}
"""Styles of a heading by its mark, and the font of one that runs into its text: 一、 in 黑体,
（一） in 楷体.
"""


def official_lines(
    document: Document, *, whole: bool = True, run_on: bool = False
) -> tuple[TextLine | TextTable, ...]:
    """The document, title to attachments, with the content of `Document.full_text`.

    The order and the words are the same. Where not the `whole` is wanted, what belongs to the page
    or file it came from is left out: facts such as 索引号, remarks, the place where a title was
    broken; and a text that was compiled has a mark under its title. Where they shall `run_on`,
    quoted words begin on the line that introduces them, as decisions are printed; else each node
    begins a line. Between two tables stands an empty paragraph, as office programs join tables that
    touch, and one stands after a last table.
    """
    present = {provision.level for provision in walk_provisions(document)}
    depths = {
        level: depth
        for depth, level in enumerate(
            (level for level in LEVELS if level in present & CONTAINERS), 1
        )
    }
    printed = document if whole else stamped(document)
    return tuple(
        _separate_grids(
            _Layout(document=printed, whole=whole, run_on=run_on, depths=depths).lines()
        )
    )


def _separate_grids(lines: Iterable[TextLine | TextTable]) -> Iterator[TextLine | TextTable]:
    last: TextLine | TextTable | None = None
    for line in lines:
        if isinstance(line, TextTable):
            if not any(line.rows):
                continue
            if last is None or isinstance(last, TextTable):
                yield _GAP
        yield line
        last = line
    if last is None or isinstance(last, TextTable):
        yield _GAP


_GAP = TextLine(style="Flush", spans=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """The walk over one document; `depths` counts its levels of containers from 1."""

    document: Document
    whole: bool
    run_on: bool
    depths: dict[Level, int]

    def lines(self) -> Iterator[TextLine | TextTable]:
        document = self.document
        if not any(
            isinstance(block, Block) and block.role == "title" for block in document.preface
        ):
            yield from _lines("Title", document.title)
        yield from self.preface()
        for part in (document.preamble, document.body):
            yield from self.nodes(part)
        # （此件公开发布） stands at the margin there
        yield from self.nodes(
            replace(block, role="text") if block.role == "note" else block
            for block in document.conclusions
        )
        for attachment in document.attachments:
            yield from self.attachment(attachment)

    def preface(self) -> Iterator[TextLine | TextTable]:
        """The part before the text; a broken title is one paragraph unless all is wanted."""
        for title, run in groupby(
            self.document.preface, key=lambda node: isinstance(node, Block) and node.role == "title"
        ):
            nodes = list(run)
            if title and not self.whole:
                yield from _lines("Title", "".join(node.text for node in nodes))
                continue
            for place, node in enumerate(nodes):
                for line in self.node(node):
                    if (
                        isinstance(node, Block)
                        and node.role == "order"
                        and isinstance(line, TextLine)
                    ):
                        yield replace(line, style=self.order_style(line.text, first=place == 0))
                    else:
                        yield line

    def order_style(self, text: str, *, first: bool) -> str:
        """The style of a line of the order above a text: head, number, words, signature."""
        if _SPACES.sub("", text) == _SPACES.sub("", self.document.title):
            return "Title"
        if text.rstrip().endswith(_STOPS):
            return "Body"
        return (
            "Centred"
            if _NUMBER.search(text)
            else "Subtitle"
            if first or text.endswith(("令", "公告"))
            else "Signature"
        )

    def attachment(self, attachment: Attachment) -> Iterator[TextLine | TextTable]:
        """An attachment on a new page; a list of them (附件：1．…) begins on one line."""
        owners = (attachment.eid,)
        if attachment.num and attachment.heading and _LISTED.match(attachment.heading):
            attachment = replace(attachment, num=attachment.num + attachment.heading, heading=None)
        head = [
            *_lines("AttachmentNumber", attachment.num, owners),
            *_lines("AttachmentTitle", attachment.heading, owners),
        ]
        yield from (replace(line, new_page=place == 0) for place, line in enumerate(head))
        yield from self.nodes(attachment.content)

    def nodes(self, nodes: Iterable[Node]) -> list[TextLine | TextTable]:
        """The lines of several nodes."""
        found: list[TextLine | TextTable] = []
        before: Node | None = None
        for node in nodes:
            lines = list(self.node(node))
            if self.run_on and found and lines and runs_on(before, node):
                lines[:1] = _joined(found.pop(), lines[0])
            found += lines
            before = node
        return found

    def node(self, node: Node) -> Iterator[TextLine | TextTable]:
        """The lines of a provision, a block, a table, or a quotation of a decision."""
        if isinstance(node, Provision):
            yield from self.provision(node)
        elif isinstance(node, Block):
            if self.whole or node.role not in _OF_THE_PAGE:
                head = node.role == "contents" and _SPACES.sub("", node.text) in _HEADS_OF_CONTENTS
                yield from _lines(
                    "Subtitle" if head else _ROLES[node.role], node.text, _owners(node.eid)
                )
        elif isinstance(node, Table):
            yield TextTable(rows=_visible_rows(node.rows), owners=_owners(node.eid))
        else:
            yield from self.quoted(node)

    def provision(self, node: Provision) -> Iterator[TextLine | TextTable]:
        """The lines of a provision.

        Number, heading and first text share a paragraph where they do in `node_lines`.
        """
        below = self.nodes(node.content)
        first = below[0] if below else None
        stop = node.heading_stop
        alone = (
            (node.heading is not None and stop is None)
            or not isinstance(first, TextLine)
            or (stop or "").endswith("\n")
        )
        if alone:
            if node.num or node.heading or not below:
                yield self.heading(node)
            yield from below
        elif isinstance(first, TextLine):  # always so here
            gap = (
                ()
                if not (node.num or node.heading)
                else _spans(stop if stop is not None else number_gap(node))
            )
            yield replace(
                first,
                spans=(*self.lead(node), *gap, *first.spans),
                owners=(node.eid, *first.owners),
            )
            yield from below[1:]

    def heading(self, node: Provision) -> TextLine:
        """A number and a heading on a line of their own."""
        stop = (node.heading_stop or "").removesuffix("\n")
        spans = _spans(
            (node.num or "")
            + ("" if node.heading is None else number_gap(node) + node.heading)
            + stop
        )
        return TextLine(style=self.style(node), spans=spans, owners=(node.eid,))

    def style(self, node: Provision) -> str:
        """The style of a heading: by its mark in an opinion, by its depth in a law."""
        family = mark_family(node.num)
        if family in _FAMILIES and node.heading is not None:
            return _FAMILIES[family][0]
        if node.level in CONTAINERS:
            # of those that a decision quotes, the document may have none
            return f"Heading{self.depths.get(node.level, 1)}"
        return "Body"

    def lead(self, node: Provision) -> Iterator[FacedSpan]:
        """A number and a run-in heading before the text that follows on the line."""
        family = mark_family(node.num)
        run_in = node.heading is not None
        face = (
            _FAMILIES.get(family or "", (None, None))[1]
            if run_in
            else "heading"
            if node.level == "article"
            else None
        )
        text = (node.num or "") + (
            number_gap(node) + node.heading if node.heading is not None else ""
        )
        yield from _spans(text, face, bold=run_in and face is None)

    def quoted(self, node: Quoted) -> Iterator[TextLine | TextTable]:
        """The quoted lines with their quotation marks, as in `Quoted.text`."""
        lines = [line for child in node.content for line in self.node(child)] or [
            TextLine(style="Body", spans=())
        ]
        if self.run_on:
            yield from _as_printed(lines, node)
            return
        for place, line in enumerate(lines):
            start = node.start if place == 0 else node.inline
            yield _wrapped(line, start, node.end if place == len(lines) - 1 else "")


def _joined(
    first: TextLine | TextTable, second: TextLine | TextTable
) -> tuple[TextLine | TextTable, ...]:
    """Two paragraphs as one; a table stays for itself."""
    if isinstance(first, TextLine) and isinstance(second, TextLine):
        return (
            replace(
                first, spans=(*first.spans, *second.spans), owners=(*first.owners, *second.owners)
            ),
        )
    return (first, second)


def _as_printed(lines: list[TextLine | TextTable], node: Quoted) -> Iterator[TextLine | TextTable]:
    """Quoted lines with their marks, none of them in the cells of a table."""
    # to a reader of the file it would be a mark of the cell
    if isinstance(lines[0], TextTable):
        yield TextLine(style="Body", spans=_spans(node.start))
    for place, line in enumerate(lines):
        start, end = (
            node.inline if place else node.start,
            node.end if place == len(lines) - 1 else "",
        )
        yield _wrapped(line, start, end) if isinstance(line, TextLine) else line
    if isinstance(lines[-1], TextTable) and node.end:
        yield TextLine(style="Body", spans=_spans(node.end))


def _wrapped(line: TextLine | TextTable, start: str, end: str) -> TextLine | TextTable:
    if isinstance(line, TextLine):
        return replace(line, style="Body", spans=(*_spans(start), *line.spans, *_spans(end)))
    rows = [list(row) for row in line.rows]
    if rows and rows[0] and rows[-1]:
        rows[0][0] = replace(rows[0][0], text=start + rows[0][0].text)
        rows[-1][-1] = replace(rows[-1][-1], text=rows[-1][-1].text + end)
    return replace(line, rows=tuple(tuple(row) for row in rows))


def _lines(style: str, text: str | None, owners: tuple[str, ...] = ()) -> Iterator[TextLine]:
    for part in neutral(text).split("\n") if text else ():
        yield TextLine(style=style, spans=_spans(part), owners=owners)


def _spans(text: str, face: Face | None = None, *, bold: bool = False) -> tuple[FacedSpan, ...]:
    text = neutral(text).replace("\n", " ")
    return (FacedSpan(text=text, face=face, bold=bold),) if text else ()


def _owners(eid: str | None) -> tuple[str, ...]:
    return () if eid is None else (eid,)


def _visible_rows(rows: tuple[tuple[SourceCell, ...], ...]) -> tuple[tuple[SourceCell, ...], ...]:
    return tuple(
        tuple(replace(cell, text=neutral(cell.text)) for cell in row) for row in rows if row
    )


def cell_lines(slot: Slot) -> tuple[TextLine, ...]:
    """The paragraphs of a cell; one without text where it is empty."""
    cell = slot.cell
    texts = [""] if cell is None else cell.text.split("\n")
    bold = cell is not None and cell.header
    return tuple(
        TextLine(style="Cell", spans=(FacedSpan(text=text, bold=bold),) if text else ())
        for text in texts
    )
