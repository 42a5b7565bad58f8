"""A drafted decision, read back as any other and carried out.

The differences between the outcome and the new text are what it leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.amending.engine.drafting.quotes import with_tables
from policydiff.amending.engine.operations import Difference, DifferencePart, Steps
from policydiff.amending.engine.reading.places import write_place
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Edit
from policydiff.model.document import Attachment, Block, Document, Node, Provision, Table, lines_in
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import SourceLine, SourceText
from policydiff.reading.parsing.parse import parse
from policydiff.text.traditions.mainland.cn_decision import DIALECT

Key = tuple[DifferencePart, Steps]
AGAIN = ("again", "")
"""The last step of a place whose number stands in the text before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredPart:
    """A part of a text that a drafted decision must bring out.

    Its place, where it stands, its text, and in `shape` all that is compared beside the text.
    """

    eid: str | None
    num: str | None
    text: str
    shape: object
    within: Steps = ()


def read_decision(text: str, tables: Iterable[Table] = ()) -> Document:
    """The text of a decision, as a file of that text is read.

    The rows of `tables` that it quotes are tables, as in a file that has some.
    """
    lines = tuple(
        SourceLine(number=number, text=line.strip())
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )
    source = SourceText(
        name=lines[0].text, format="txt", sha256="", lines=with_tables(lines, tables)
    )
    return replace(parse(source, DIALECT), source_sha256=None)


def remaining(ours: Document, wanted: Document) -> dict[Key, Difference]:
    """The differences between two texts, by their places.

    What differs in one character at least: title, preamble, headings, articles with their 款 and 项
    and their chapters, attachments.
    """
    mine, theirs = parts(ours), parts(wanted)
    return {
        key: _difference(key, mine.get(key), theirs.get(key))
        for key in dict.fromkeys((*theirs, *mine))
        if _comparable_part(mine.get(key)) != _comparable_part(theirs.get(key))
    }


def parts(document: Document) -> dict[Key, RequiredPart]:
    """Everything that is compared, by its place."""
    found: dict[Key, RequiredPart] = {
        ("title", (("title", ""),)): RequiredPart(eid=None, num=None, text=document.title, shape=())
    }
    text = "\n".join(_lines(document.preamble))
    found["preamble", (("preamble", ""),)] = RequiredPart(
        eid=None, num=None, text=text, shape=comparable(document.preamble)
    )
    for (kind, place), part in _numbered(
        document.body, (), (), runs_on=not numbering_restarts(document.body)
    ):
        while (kind, place) in found:  # a number that stands twice
            place = (*place, AGAIN)  # noqa: PLW2901 the next free one
        found[kind, place] = part
    for attachment in document.attachments:
        steps: Steps = (("attachment", attachment.number),)
        text = "\n".join(filter(None, (attachment.heading, attachment.text)))
        found["attachment", steps] = RequiredPart(
            eid=attachment.eid,
            num=attachment.num,
            text=text,
            shape=(attachment.heading, comparable(attachment.content)),
        )
    return found


def _numbered(
    nodes: Sequence[Node], inside: Steps, scope: Steps, *, runs_on: bool
) -> Iterator[tuple[Key, RequiredPart]]:
    unnumbered: list[Node] = []
    for node in nodes:
        if not isinstance(node, Provision):
            unnumbered.append(node)
            continue
        steps = (*inside, (node.level, node.number))
        if node.level in CONTAINERS:
            shape = ("".join((node.num or "").split()), node.heading, node.heading_stop)
            yield (
                ("heading", steps),
                RequiredPart(eid=node.eid, num=node.num, text=node.heading or "", shape=shape),
            )
            yield from _numbered(node.content, steps, scope, runs_on=runs_on)
        else:
            named = (*scope, steps[-1]) if runs_on else steps
            text = "\n".join(filter(None, (node.heading, node.text)))
            yield (
                ("article", named),
                RequiredPart(
                    eid=node.eid, num=node.num, text=text, shape=comparable((node,)), within=inside
                ),
            )
    if unnumbered:
        yield (
            ("structure", inside),
            RequiredPart(
                eid=None, num=None, text="\n".join(_lines(unnumbered)), shape=comparable(unnumbered)
            ),
        )


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


def _comparable_part(part: RequiredPart | None) -> object:
    return None if part is None else (part.text, part.shape, part.within)


def _lines(nodes: Sequence[Node | Attachment]) -> Iterator[str]:
    return lines_in(node for node in nodes if not isinstance(node, Attachment))


def _difference(key: Key, mine: RequiredPart | None, theirs: RequiredPart | None) -> Difference:
    shown = theirs or mine
    left, right = (part.text if part else "" for part in (mine, theirs))
    edits: tuple[Edit, ...] = redline_texts(left, right, exact=True) if left != right else ()
    where = key[0] if edits or not (mine and theirs) else "structure"
    num = (shown.num if shown else None) or write_place(
        tuple(step for step in key[1] if step != AGAIN)
    )
    if not edits:
        edits = (Edit(op="delete", text=num or ""), Edit(op="insert", text=num or ""))
    return Difference(
        eid=shown.eid if shown else None, num=num, instruction=None, edits=edits, part=where
    )
