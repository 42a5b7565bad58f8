"""The whole new text at the end of a page, each changed clause with the ways back to the items that
changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from policydiff.model.document import Attachment, Document, Node, Provision, node_lines, number_gap
from policydiff.model.kinds import CONTAINERS
from policydiff.render._markup import Markup, element
from policydiff.render.consolidation._html_names import clause_name

_LEFT_OUT = frozenset(("title", "contents"))


@dataclass(frozen=True, slots=True)
class Back:
    """A way back to an item: what it says, and the name of the place."""

    words: str
    place: str


class WholeText:
    """Writes a text; `backs` are the ways back from its clauses, by eId, `words` its heading and
    what it says besides.
    """

    def __init__(
        self, document: Document, backs: Mapping[str, tuple[Back, ...]], words: Mapping[str, str]
    ) -> None:
        self.document = document
        self.items = backs
        self.words = words

    def write(self) -> Markup:
        """Title to attachments."""
        document = self.document
        head = element("h2", self.words["text"])
        title = element("h3", document.title, *self.back("title"), **self.named("title", "title"))
        preface = (
            self.paragraph(block, "around")
            for block in document.preface
            if getattr(block, "role", "") not in _LEFT_OUT
        )
        body = self.nodes((*document.preamble, *document.body))
        end = (self.paragraph(block, "around") for block in document.conclusions)
        attachments = (
            part for attachment in document.attachments for part in self.attachment(attachment)
        )
        text = element("div", title, *preface, *body, *end, *attachments, class_="text", lang="zh")
        return element(
            "section", head, element("p", self.words["text-told"], class_="legend"), text, id="text"
        )

    def named(self, eid: str | None, css: str) -> dict[str, str]:
        """The attributes of a clause: its name, and that it changed."""
        changed = f"{css} changed" if eid in self.items else css
        return {"class_": changed, "id": clause_name(eid)} if eid else {"class_": changed}

    def back(self, eid: str | None) -> Iterator[Markup]:
        """The items that changed a clause, the earliest first."""
        ways = self.items.get(eid or "", ())
        links = (
            element("a", f"{self.words['back']} {way.words} ↑", href=f"#{way.place}", class_="back")
            for way in ways
        )
        yield element("span", *links, class_="backs") if ways else Markup("")

    def nodes(self, nodes: Iterable[Node]) -> Iterator[Markup]:
        """Nodes in reading order, chapters with their headings."""
        for node in nodes:
            if isinstance(node, Provision) and node.level in CONTAINERS:
                heading = f"{node.num or ''}{number_gap(node) if node.heading else ''}{node.heading or ''}"
                yield element(
                    "h4", heading, *self.back(node.eid), **self.named(node.eid, "container")
                )
                yield from self.nodes(node.content)
            elif isinstance(node, Provision):
                yield element(
                    "div",
                    *self.back(node.eid),
                    *self.lines(node),
                    **self.named(node.eid, "article"),
                )
            else:
                yield self.paragraph(node, "block")

    def paragraph(self, node: Node, css: str) -> Markup:
        """What stands in no article."""
        eid = node.eid
        return element("div", *self.back(eid), *self.lines(node), **self.named(eid, css))

    def attachment(self, attachment: Attachment) -> Iterator[Markup]:
        """An attachment with its heading."""
        heading = "　".join(filter(None, (attachment.num, attachment.heading)))
        yield element(
            "h4", heading, *self.back(attachment.eid), **self.named(attachment.eid, "container")
        )
        yield from self.nodes(attachment.content)

    def lines(self, node: Node) -> Iterator[Markup]:
        """The paragraphs of a node; rows of cells as a table."""
        num = node.num or "" if isinstance(node, Provision) and node.level == "article" else ""
        for tabbed, group in groupby(node_lines(node), lambda line: "\t" in line):
            if tabbed:
                yield element("table", *map(_grid_row, group), class_="grid")
                continue
            for line in group:
                yield (
                    element("p", element("b", num), line.removeprefix(num))
                    if num and line.startswith(num)
                    else element("p", line)
                )
                num = ""


def _grid_row(line: str) -> Markup:
    return element("tr", *(element("td", cell) for cell in line.split("\t")))
