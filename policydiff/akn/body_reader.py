"""XML back to nodes, the inverse of `body_writer`, lenient towards wrappers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from policydiff.akn.links import MarkedText, read_link, read_span
from policydiff.akn.parser import NotInProfileError, local, required, structure
from policydiff.akn.profile import CLASS_ROLES, LEVEL_OF_TAG, number_in_eid, own, tag
from policydiff.messages import Message
from policydiff.model.citation import Reference
from policydiff.model.document import Attachment, Block, BlockRole, Node, Provision, Quoted, Table
from policydiff.model.source import SourceCell
from policydiff.model.version import QuotedText

P, TABLE, MOD, QUOTED, EOL = tag("p"), tag("table"), tag("mod"), tag("quotedStructure"), tag("eol")
NUM, HEADING, INLINE = tag("num"), tag("heading"), tag("inline")
SUB_FLOW = tag("subFlow")
_LINKS = frozenset((tag("ref"), tag("rref")))
_WRAPPERS = frozenset(tag(name) for name in ("content", "intro", "wrapUp", "hcontainer"))
QUOTED_TEXT = tag("quotedText")
_TRANSPARENT = frozenset((MOD, tag("docTitle")))
_CAPTIONS = frozenset((NUM, HEADING))
_CELLS = frozenset((tag("td"), tag("th")))


class _MixedText:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.references: list[Reference] = []
        self.quoted: list[QuotedText] = []

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def take(self, role: BlockRole, eid: str | None) -> Block:
        """A block of the text collected so far; the run is empty again."""
        block = Block(
            text="".join(self.parts),
            role=role,
            eid=eid,
            references=tuple(self.references),
            quoted=tuple(self.quoted),
        )
        self.parts, self.length, self.references, self.quoted = [], 0, [], []
        return block


def read_text(element: etree._Element) -> str:
    """The text of an element that holds text and line breaks only."""
    return _lines(element, list(element)) if len(element) else element.text or ""


def _wrong_parent(element: etree._Element, holder: str) -> Message:
    return Message("<{name}> inside <{holder}>", name=local(element), holder=holder)


def _lines(element: etree._Element, breaks: list[etree._Element]) -> str:
    parts = [element.text or ""]
    for child in breaks:
        if child.tag != EOL:
            raise NotInProfileError(child, _wrong_parent(child, local(element)))
        parts.append("\n" + (child.tail or ""))
    return "".join(parts)


def read_nodes(element: etree._Element, holder: str | None) -> tuple[Node, ...]:
    """The nodes directly in an element, wrappers opened, without number and heading."""
    return tuple(_nodes(element, holder))


def _nodes(element: etree._Element, holder: str | None) -> Iterator[Node]:
    for child in structure(element):
        name = child.tag
        if name == P:
            yield from _paragraph(child, holder)
        elif name in LEVEL_OF_TAG:
            yield read_provision(child)
        elif name in _WRAPPERS:
            yield from _nodes(child, holder)
        elif name == TABLE:
            yield _table(child)
        elif name not in _CAPTIONS or element.tag not in LEVEL_OF_TAG:
            raise NotInProfileError(child, _wrong_parent(child, local(element)))


def read_provision(element: etree._Element) -> Provision:
    """A provision of any level, with all below it."""
    eid = required(element, "eId")
    num, heading, stop = _caption(element)
    return Provision(
        eid=eid,
        level=LEVEL_OF_TAG[str(element.tag)],
        number=element.get(own("number"), number_in_eid(eid)),
        num=num,
        heading=heading,
        heading_stop=element.get(own("stop"), stop),
        content=read_nodes(element, eid),
        wid=element.get("wId"),
    )


def read_attachment(element: etree._Element) -> Attachment:
    """An attachment: its number, its heading, and the text of its inner document."""
    eid = required(element, "eId")
    inner = _main_body(element)
    num, heading, stop = _caption(element)
    if stop is not None:
        raise NotInProfileError(element, Message("the heading of an attachment has no stop"))
    return Attachment(
        eid=eid,
        number=element.get(own("number"), number_in_eid(eid)),
        num=num,
        heading=heading,
        content=read_nodes(inner, eid),
    )


def _main_body(attachment: etree._Element) -> etree._Element:
    """The ``mainBody`` of an attachment's one ``doc``. Raises `NotInProfileError`."""
    docs = [child for child in structure(attachment) if child.tag not in _CAPTIONS]
    parts = (
        {local(child): child for child in structure(docs[0])}
        if [local(doc) for doc in docs] == ["doc"]
        else {}
    )
    if parts.keys() != {"meta", "mainBody"}:
        raise NotInProfileError(
            attachment, Message("an <attachment> holds one <doc>, and that <meta> and <mainBody>")
        )
    return parts["mainBody"]


def _caption(element: etree._Element) -> tuple[str | None, str | None, str | None]:
    """The number, the heading, and the stop that ends a run-in heading."""
    found: dict[str, etree._Element] = {}
    for child in element.iterchildren(NUM, HEADING):
        if found.setdefault(str(child.tag), child) is not child:
            raise NotInProfileError(
                child,
                Message(
                    "a second <{child}> in one <{element}>",
                    child=local(child),
                    element=local(element),
                ),
            )
    num, heading = found.get(NUM), found.get(HEADING)
    printed = None if num is None else read_text(num)
    return (printed, None, None) if heading is None else (printed, *_heading(heading))


def _heading(element: etree._Element) -> tuple[str, str | None]:
    last = element[-1] if len(element) else None
    if last is None or last.tag != INLINE:
        return read_text(element), None
    if last.get("name") != "stop" or last.tail:
        raise NotInProfileError(
            last, Message("in a heading only its last <inline>, named stop, is allowed")
        )
    return _lines(element, list(element)[:-1]), read_text(last)


def _paragraph(element: etree._Element, holder: str | None) -> Iterator[Node]:
    """The nodes of a paragraph: a block, then the quoted structures it leads to."""
    if (
        len(element) == 1
        and element[0].tag == SUB_FLOW
        and not element.text
        and not element[0].tail
    ):
        yield from _nodes(element[0], holder)
        return
    eid = element.get("eId")
    role = _role(element)
    if not len(element):
        yield Block(text=element.text or "", role=role, eid=eid)
        return
    run = _MixedText()
    blank = True
    for quoted in _inline(element, run, holder or eid):
        if run.length:
            yield run.take(role, eid)
        role, eid, blank = "text", None, False
        yield _quoted(quoted)
    if blank or run.length:
        yield run.take(role, eid)


def _role(element: etree._Element) -> BlockRole:
    name = element.get("class")
    if name is None:
        return "text"
    if name not in CLASS_ROLES:
        raise NotInProfileError(
            element, Message("a paragraph of the unknown class {name}", name=repr(name))
        )
    return CLASS_ROLES[name]


def _inline(
    element: etree._Element, run: _MixedText, holder: str | None
) -> Iterator[etree._Element]:
    """Collect mixed content into `run`; yield quoted structures where they stand."""
    run.add(element.text)
    for child in element:
        name = child.tag
        if name == EOL:
            run.add("\n")
        elif name in _LINKS:
            text = read_text(child)
            marked = MarkedText(span=(run.length, run.length + len(text)), text=text, holder=holder)
            run.references.append(read_link(child, marked))
            run.add(text)
        elif name == QUOTED:
            yield child
        elif name == QUOTED_TEXT:
            _quoted_text(child, run, holder)
        elif name in _TRANSPARENT:
            yield from _inline(child, run, holder)
        else:
            raise NotInProfileError(child, _wrong_parent(child, local(element)))
        run.add(child.tail)


def _quoted_text(element: etree._Element, run: _MixedText, holder: str | None) -> None:
    """Collect quoted words. Raises `NotInProfileError` for whole paragraphs."""
    begin = run.length
    for quoted in _inline(element, run, holder):
        raise NotInProfileError(
            quoted,
            Message("<{name}> inside <{holder}>", name="quotedStructure", holder="quotedText"),
        )
    span = read_span(element)
    run.quoted.append(
        QuotedText(span=(begin, run.length) if span is None else span, eid=element.get("eId"))
    )


def _quoted(element: etree._Element) -> Quoted:
    return Quoted(
        content=read_nodes(element, None),
        start=element.get("startQuote", ""),
        end=element.get("endQuote", ""),
        inline=element.get("inlineQuote", ""),
        eid=element.get("eId"),
    )


def _table(element: etree._Element) -> Table:
    rows = tuple(_row(row) for row in structure(element) if row.get("class") != "none")
    return Table(rows=rows, eid=element.get("eId"))


def _row(element: etree._Element) -> tuple[SourceCell, ...]:
    if element.tag != tag("tr"):
        raise NotInProfileError(element, _wrong_parent(element, "table"))
    return tuple(_cell(cell) for cell in structure(element) if cell.get("class") != "none")


def _cell(element: etree._Element) -> SourceCell:
    if element.tag not in _CELLS:
        raise NotInProfileError(element, _wrong_parent(element, "tr"))
    return SourceCell(
        text="\n".join(_cell_text(paragraph) for paragraph in structure(element)),
        header=element.tag == tag("th"),
        colspan=_span(element, "colspan"),
        rowspan=_span(element, "rowspan"),
    )


def _cell_text(element: etree._Element) -> str:
    if element.tag != P:
        raise NotInProfileError(
            element,
            Message(
                "<{element}> inside a cell: only paragraphs are allowed", element=local(element)
            ),
        )
    return read_text(element)


def _span(element: etree._Element, name: str) -> int:
    try:
        return int(element.get(name, "1"))
    except ValueError as error:
        raise NotInProfileError(element, Message("{name} is no number", name=name)) from error
