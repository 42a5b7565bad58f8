"""The parts of a text that is compared, republished or drafted, and their order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from policydiff.amending.engine.operations import Difference, DifferencePart, Steps
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Edit
from policydiff.model.document import (
    Attachment,
    Block,
    Document,
    Node,
    Provision,
    lines_in,
    node_lines,
)
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.kinds import CONTAINERS
from policydiff.text.places import write_place

Key = tuple[DifferencePart, Steps]
AGAIN = ("again", "")
"""The last step of a place whose number stands in the text before."""
_TITLE: Steps = (("title", ""),)
_PREAMBLE: Steps = (("preamble", ""),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPart:
    """A part of a text that is compared.

    `steps` is its place, where articles run on that in the whole text; `within` the chapter that
    it stands in; `nodes` are all that it holds, a chapter without its content.
    """

    part: DifferencePart
    steps: Steps
    text: str
    eid: str | None = None
    num: str | None = None
    nodes: tuple[Node, ...] = ()
    within: Steps = ()

    @property
    def name(self) -> str | None:
        """Its number as printed, else its place; None for the preamble."""
        return self.num or (None if self.part == "preamble" else write_place(self.steps))

    @property
    def shape(self) -> tuple[str, ...]:
        """The places of the 款, 项 and 目 of an article, as they are cited."""
        return tuple(
            place
            for node in self.nodes
            if self.part == "article" and isinstance(node, Provision)
            for place in _places(node, ())
        )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The number of the 款 of each line of an article, empty outside of any."""
        return tuple(
            number
            for node in self.nodes
            if self.part == "article" and isinstance(node, Provision)
            for number in ((("",) if node.heading else ()) + _paragraphs(node))
        )


def parts(document: Document) -> dict[Key, ComparedPart]:
    """The parts of a document that are compared, by their places, in reading order.

    The paragraphs and tables of one chapter that have no number are one part.
    """
    found: dict[Key, ComparedPart] = {}
    for key, part in _sequence(document):
        first = found.get(key)
        found[key] = (
            part
            if first is None
            else replace(
                first, text=f"{first.text}\n{part.text}", nodes=(*first.nodes, *part.nodes)
            )
        )
    return found


def moves(
    ours: Document, official: Document, differing: Collection[Key]
) -> dict[Key, tuple[Edit, ...]]:
    """The equal parts that stand elsewhere in the republished text, with both places."""
    mine, theirs = list(_sequence(ours)), list(_sequence(official))
    signs = [
        [(key, level(part.text) if part.part == "block" else "") for key, part in side]
        for side in (mine, theirs)
    ]
    both = {sign for sign in {*signs[0]} & {*signs[1]} if sign[0] not in differing}
    left, right = ([place for place, sign in enumerate(side) if sign in both] for side in signs)
    numbers = {sign: number for number, sign in enumerate(both)}
    script = Indel.opcodes(
        [numbers[signs[0][place]] for place in left], [numbers[signs[1][place]] for place in right]
    )
    gone = {
        signs[0][place]: place
        for step in script
        if step.tag == "delete"
        for place in left[step.src_start : step.src_end]
    }
    came = {
        signs[1][place]: place
        for step in script
        if step.tag == "insert"
        for place in right[step.dest_start : step.dest_end]
    }
    return {
        sign[0]: _moved([part for _, part in mine], gone[sign], [part for _, part in theirs], place)
        for sign, place in came.items()
        if sign in gone
    }


def _moved(
    mine: Sequence[ComparedPart], left: int, theirs: Sequence[ComparedPart], right: int
) -> tuple[Edit, ...]:
    """The two chapters of a part, else the parts that it follows, with its name."""
    before, after = (
        write_place(side[place].within) for side, place in ((mine, left), (theirs, right))
    )
    if before == after:
        before, after = (
            "、".join(part.name or part.text for part in side[max(place - 1, 0) : place + 1])
            for side, place in ((mine, left), (theirs, right))
        )
    edits = (Edit(op="delete", text=before or ""), Edit(op="insert", text=after or ""))
    return tuple(edit for edit in edits if edit.text)


def _sequence(document: Document) -> Iterator[tuple[Key, ComparedPart]]:
    taken: set[Key] = set()
    for part in _parts(document):
        steps = part.steps
        while part.part != "block" and (part.part, steps) in taken:
            steps = (*steps, AGAIN)
        taken.add((part.part, steps))
        yield (part.part, steps), part


def _parts(document: Document) -> Iterator[ComparedPart]:
    yield ComparedPart(part="title", steps=_TITLE, text=document.title)
    text = "\n".join(lines_in(document.preamble))
    yield ComparedPart(part="preamble", steps=_PREAMBLE, text=text, nodes=document.preamble)
    yield from _held(document.body, (), (), runs_on=not numbering_restarts(document.body))
    for attachment in document.attachments:
        yield from _attachment(attachment)


def _held(
    nodes: Sequence[Node], inside: Steps, scope: Steps, *, runs_on: bool
) -> Iterator[ComparedPart]:
    for node in nodes:
        if not isinstance(node, Provision):
            text = "\n".join(node_lines(node))
            yield ComparedPart(
                part="block", steps=inside, text=text, eid=node.eid, nodes=(node,), within=inside
            )
            continue
        steps = (*inside, (node.level, node.number))
        container = node.level in CONTAINERS
        yield ComparedPart(
            part="heading" if container else "article",
            steps=(*scope, steps[-1]) if runs_on and not container else steps,
            text="\n".join(
                (*filter(None, (node.heading,)), *lines_in(() if container else node.content))
            ),
            eid=node.eid,
            num=node.num,
            nodes=(replace(node, content=()) if container else node,),
            within=inside,
        )
        if container:
            yield from _held(node.content, steps, scope, runs_on=runs_on)


def _attachment(attachment: Attachment) -> Iterator[ComparedPart]:
    steps: Steps = (("attachment", attachment.number),)
    divided = any(
        isinstance(node, Provision) and node.level in (*CONTAINERS, "article")
        for node in attachment.content
    )
    held = () if divided else attachment.content
    yield ComparedPart(
        part="attachment",
        steps=steps,
        text="\n".join((*filter(None, (attachment.heading,)), *lines_in(held))),
        eid=attachment.eid,
        num=attachment.num,
        nodes=held,
    )
    if divided:
        yield from _held(attachment.content, steps, steps, runs_on=True)


def _paragraphs(article: Provision) -> tuple[str, ...]:
    """The number of the 款 of each line of an article, empty outside of any."""
    numbers = (
        child.number if isinstance(child, Provision) and child.level == "paragraph" else ""
        for child in article.content
    )
    return tuple(
        number
        for number, child in zip(numbers, article.content, strict=True)
        for _ in node_lines(child)
    )


def _places(node: Provision, above: Steps) -> Iterator[str]:
    for child in node.children:
        here = (*above, (child.level, child.number))
        yield write_place(here) or ""
        yield from _places(child, here)


def remaining(ours: Document, wanted: Document) -> dict[Key, Difference]:
    """The differences between two texts, by their places.

    What differs in one character at least: title, preamble, headings, articles with their 款 and 项
    and their chapters, paragraphs without a number, attachments, and the order of all these.
    """
    mine, theirs = parts(ours), parts(wanted)
    found = [
        key
        for key in dict.fromkeys((*theirs, *mine))
        if _compared(mine.get(key)) != _compared(theirs.get(key))
    ]
    return {
        key: _difference(key, mine.get(key), theirs.get(key))
        for key in (*found, *moves(ours, wanted, found))
    }


def comparable(nodes: Sequence[Node]) -> tuple[object, ...]:
    """The content and structure of nodes, as a value that can be compared.

    eIds, lines of the source, references, and spaces in numbers do not count.
    """
    return tuple(
        (
            node.level,
            node.number,
            "".join((node.num or "").split()),
            node.heading,
            node.heading_stop,
            comparable(node.content),
        )
        if isinstance(node, Provision)
        else (type(node).__name__, node.text)
        for node in nodes
    )


def text_nodes(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes without lines that are no running text, such as a table of contents."""
    return tuple(node for node in nodes if not isinstance(node, Block) or node.role == "text")


def _compared(part: ComparedPart | None) -> object:
    if part is None:
        return None
    num = "".join((part.num or "").split())
    return part.text, num, comparable(part.nodes), part.within


def _difference(key: Key, mine: ComparedPart | None, theirs: ComparedPart | None) -> Difference:
    shown = theirs or mine
    left, right = (part.text if part else "" for part in (mine, theirs))
    edits: tuple[Edit, ...] = redline_texts(left, right, exact=True) if left != right else ()
    where = key[0] if edits or not (mine and theirs) else "structure"
    name = (shown.name if shown else None) or ""
    if not edits:
        edits = (Edit(op="delete", text=name), Edit(op="insert", text=name))
    return Difference(
        eid=shown.eid if shown else None,
        num=name or None,
        instruction=None,
        edits=edits,
        part=where,
    )
