"""The text itself as XML, as defined in `schemas/policydiff.rng`."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from policydiff.akn.emitter import Emitter, attributes, escape
from policydiff.akn.inline import write_inline, write_text
from policydiff.akn.profile import ROLE_CLASSES, number_in_eid
from policydiff.model.document import Attachment, Block, Node, Provision, Quoted, Table
from policydiff.model.source import SourceCell


def write_heading(heading: str, stop: str | None) -> str:
    """A heading, with the marked stop between a run-in one and its text."""
    run_in = "" if stop is None else f'<inline name="stop">{write_text(stop)}</inline>'
    return f"<heading>{write_text(heading)}{run_in}</heading>"


class BodyWriter:
    """Writes nodes through an emitter.

    `base` is the eId of the containing node with ``__`` after it, for the eIds of wrappers;
    `holder` is the eId of the provision or attachment around them, None outside.
    """

    def __init__(self, emitter: Emitter) -> None:
        """One writer serves one file: it counts the wrappers for their names."""
        self.emitter = emitter
        self._counts: Counter[str] = Counter()

    def _wrapper_eid(self, stem: str) -> str:
        self._counts[stem] += 1
        return f"{stem}_{self._counts[stem]}"

    def hierarchy(
        self, nodes: tuple[Node, ...], base: str, holder: str | None = None, *, bare: bool = False
    ) -> None:
        """Write provisions, wrapping other nodes unless `bare` paragraphs are allowed.

        Of no nodes an empty wrapper is written: Akoma Ntoso has no empty body.
        """
        for numbered, run in groupby(nodes, key=lambda node: isinstance(node, Provision)):
            if numbered or bare:
                self.nodes(tuple(run), base, holder)
            else:
                self._wrapped(tuple(run), base, holder)
        if not nodes:
            self.emitter.add(
                f'<hcontainer name="block"{attributes(eId=self._wrapper_eid(base + "hcontainer"))}/>'
            )

    def _wrapped(self, run: tuple[Node, ...], base: str, holder: str | None) -> None:
        eid = self._wrapper_eid(base + "hcontainer")
        self.emitter.start("hcontainer", f' name="block"{attributes(eId=eid)}')
        self._part("content", run, base, holder)
        self.emitter.end()

    def _part(self, name: str, nodes: tuple[Node, ...], base: str, holder: str | None) -> None:
        """Write ``intro``, ``content`` or ``wrapUp``; nothing if there are no nodes."""
        if not nodes:
            return
        self.emitter.start(name, flat=len(nodes) == 1 and isinstance(nodes[0], Block))
        self.nodes(nodes, base, holder)
        self.emitter.end()

    def nodes(self, nodes: tuple[Node, ...], base: str, holder: str | None) -> None:
        """Write nodes in a row, provisions and paragraphs.

        A paragraph and the quoted structures that follow it are one paragraph with a modification.
        """
        place = 0
        while place < len(nodes):
            node = nodes[place]
            place += 1
            if isinstance(node, Provision):
                self.provision(node)
            elif isinstance(node, Table):
                self.table(node)
            else:
                lead = node if isinstance(node, Block) else None
                first = place if lead is not None else place - 1
                place = (
                    first if lead is not None and not lead.text else _end_of_quoted(nodes, first)
                )
                self._paragraph(lead, nodes[first:place], base, holder)

    def _paragraph(
        self, lead: Block | None, quoted: tuple[Node, ...], base: str, holder: str | None
    ) -> None:
        mod = (
            self._wrapper_eid(base + "mod")
            if quoted or (lead is not None and lead.quoted)
            else None
        )
        attrs, text = "", ""
        if lead is not None:
            attrs = attributes(eId=lead.eid, **{"class": ROLE_CLASSES.get(lead.role)})
            text = write_inline(lead, holder or lead.eid, None if quoted else mod)
        if not quoted:
            self.emitter.add(f"<p{attrs}>{text}</p>")
            return
        self.emitter.start("p", attrs, flat=True)
        self.emitter.start("mod", attributes(eId=mod), lead=text)
        for node in quoted:
            if isinstance(node, Quoted):
                self.quoted(node, base)
        self.emitter.end()
        self.emitter.end()

    def title(self, block: Block) -> None:
        """Write a line of the printed title."""
        attrs = attributes(eId=block.eid, **{"class": "title"})
        mod = self._wrapper_eid("mod") if block.quoted else None
        self.emitter.add(
            f"<p{attrs}><docTitle>{write_inline(block, block.eid, mod)}</docTitle></p>"
        )

    def quoted(self, node: Quoted, base: str) -> None:
        """Write quoted new text, with the marks that are printed around it."""
        marks = attributes(
            eId=node.eid, startQuote=node.start, endQuote=node.end, inlineQuote=node.inline or None
        )
        self.emitter.start("quotedStructure", marks)
        self.hierarchy(node.content, base if node.eid is None else node.eid + "__", bare=True)
        self.emitter.end()

    def table(self, table: Table) -> None:
        """Write a table, one line a row; an empty one has a cell of class ``none``."""
        self.emitter.start("table", attributes(eId=table.eid))
        for row in table.rows:
            self.emitter.add(
                "<tr>" + ("".join([_cell(cell) for cell in row]) or '<td class="none"/>') + "</tr>"
            )
        if not table.rows:
            self.emitter.add('<tr class="none"><td class="none"/></tr>')
        self.emitter.end()

    def provision(self, node: Provision) -> None:
        """Write a provision: its number, its heading, then its content.

        A leaf has ``content``; one with provisions below has ``intro`` before, ``wrapUp`` after and
        wrappers between them.
        """
        number = None if number_in_eid(node.eid) == node.number else node.number
        stop = node.heading_stop if node.heading is None else None
        self.emitter.start(
            node.level, attributes(eId=node.eid, wId=node.wid, pd_number=number, pd_stop=stop)
        )
        self._caption(node)
        base = node.eid + "__"
        below = [place for place, child in enumerate(node.content) if isinstance(child, Provision)]
        if below:
            first, last = below[0], below[-1] + 1
            self._part("intro", node.content[:first], base, node.eid)
            self.hierarchy(node.content[first:last], base, node.eid)
            self._part("wrapUp", node.content[last:], base, node.eid)
        else:
            self._part("content", node.content, base, node.eid)
        self.emitter.end()

    def _caption(self, node: Provision | Attachment) -> None:
        if node.num is not None:
            self.emitter.add(f"<num>{write_text(node.num)}</num>")
        if node.heading is not None:
            self.emitter.add(
                write_heading(
                    node.heading, node.heading_stop if isinstance(node, Provision) else None
                )
            )

    def attachment_head(self, node: Attachment) -> None:
        """Open an attachment and write its number and heading; the caller closes it."""
        number = None if number_in_eid(node.eid) == node.number else node.number
        self.emitter.start("attachment", attributes(eId=node.eid, pd_number=number))
        self._caption(node)


def _end_of_quoted(nodes: tuple[Node, ...], place: int) -> int:
    while place < len(nodes) and isinstance(nodes[place], Quoted):
        place += 1
    return place


def _cell(cell: SourceCell) -> str:
    name = "th" if cell.header else "td"
    spans = "".join(
        f' {key}="{value}"'
        for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value != 1
    )
    paragraphs = "".join([f"<p>{escape(line)}</p>" for line in cell.text.split("\n")])
    return f"<{name}{spans}>{paragraphs}</{name}>"
