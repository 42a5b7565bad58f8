"""The text itself as XML: provisions, blocks, tables, quotations, paragraphs.

The elements for each are defined in `schemas/policydiff.rng`. A paragraph has line breaks, links,
and the words that a decision quotes:

paragraph = text* (mod text*)?
mod       = (text | quotedText)*
text      = characters | eol | ref | rref

It has one ``mod``, from the mark before its first quoted words to the mark after its last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from policydiff.akn.emitter import Emitter, attributes, escape
from policydiff.akn.links import write_link
from policydiff.akn.profile import ROLE_CLASSES, number_in_eid
from policydiff.model.citation import Reference
from policydiff.model.document import Attachment, Block, Node, Provision, Quoted, Table
from policydiff.model.source import SourceCell
from policydiff.model.version import QuotedText

_OPENING, _CLOSING = "“‘「『\"'", "”’」』\"'"


def write_text(text: str) -> str:
    """The text of a paragraph; a line feed in it becomes ``eol``."""
    return escape(text).replace("\n", "<eol/>")


def write_inline(block: Block, holder: str | None, mod: str | None = None) -> str:
    """The text of a block with its references as links and its quoted words marked.

    `mod` is the eId of the ``mod`` around these, None inside one. A reference or quoted words whose
    span does not fit (it overlaps the one before, crosses another, or leaves the text) mark nothing
    and carry their span.
    """
    if not block.references and not block.quoted:
        return write_text(block.text)
    line = _Line(block, holder)
    if block.quoted:
        _write_quoted(line, mod)
    line.write(len(block.text))
    return "".join(line.parts)


class _Line:
    """Writes a text from its beginning to its end, each reference in its turn."""

    def __init__(self, block: Block, holder: str | None) -> None:
        self.block = block
        self.holder = holder
        self.parts: list[str] = []
        self.done = 0
        self._next = 0

    def fits(self, span: tuple[int, int]) -> bool:
        return self.done <= span[0] <= span[1] <= len(self.block.text)

    def write(self, end: int) -> None:
        """Write the text up to an offset; references beyond it wait."""
        references = self.block.references
        while self._next < len(references):
            reference = references[self._next]
            begin, last = reference.span
            if not self.fits(reference.span) or begin < end < last:
                self.parts.append(
                    _reference(reference, "", self.holder, attributes(pd_span=f"{begin} {last}"))
                )
            elif last <= end:
                self._text(begin)
                self.parts.append(
                    _reference(reference, self.block.text[begin:last], self.holder, "")
                )
                self.done = last
            else:
                break
            self._next += 1
        self._text(end)

    def _text(self, end: int) -> None:
        self.parts.append(write_text(self.block.text[self.done : end]))
        self.done = end


def _write_quoted(line: _Line, mod: str | None) -> None:
    """Write the text up to the closing mark of the last quoted words."""
    text = line.block.text
    words = list(_placed(line.block))
    first = next((quoted.span[0] for quoted, fits in words if fits), None)
    if first is not None:
        line.write(first - 1 if first and text[first - 1] in _OPENING else first)
    line.parts.append("" if mod is None else f"<mod{attributes(eId=mod)}>")
    for quoted, fits in words:
        _write_words(line, quoted, fits=fits)
    if first is not None and line.done < len(text) and text[line.done] in _CLOSING:
        line.write(line.done + 1)
    line.parts.append("" if mod is None else "</mod>")


def _placed(block: Block) -> Iterator[tuple[QuotedText, bool]]:
    """The quoted words, each with True if they follow those before in the text."""
    done = 0
    for words in block.quoted:
        fits = done <= words.span[0] <= words.span[1] <= len(block.text)
        yield words, fits
        done = words.span[1] if fits else done


def _write_words(line: _Line, words: QuotedText, *, fits: bool) -> None:
    begin, end = words.span
    if not fits:
        line.parts.append(f"<quotedText{attributes(eId=words.eid, pd_span=f'{begin} {end}')}/>")
        return
    line.write(begin)
    line.parts.append(f"<quotedText{attributes(eId=words.eid)}>")
    line.write(end)
    line.parts.append("</quotedText>")


def _reference(reference: Reference, marked: str, holder: str | None, attrs: str) -> str:
    name, link = write_link(reference, holder)
    printed = "" if reference.text == marked else attributes(pd_text=reference.text)
    return f"<{name}{link}{attrs}{printed}>{write_text(marked)}</{name}>"


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
        below = [index for index, child in enumerate(node.content) if isinstance(child, Provision)]
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


def _end_of_quoted(nodes: tuple[Node, ...], index: int) -> int:
    while index < len(nodes) and isinstance(nodes[index], Quoted):
        index += 1
    return index


def _cell(cell: SourceCell) -> str:
    name = "th" if cell.header else "td"
    spans = "".join(
        f' {key}="{value}"'
        for key, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value != 1
    )
    paragraphs = "".join([f"<p>{escape(line)}</p>" for line in cell.text.split("\n")])
    return f"<{name}{spans}>{paragraphs}</{name}>"
