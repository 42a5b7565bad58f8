"""An item of a decision as running text in which ⟦0⟧, ⟦1⟧ … stand for what it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.dialects._mainland_amending import FORMS, NEW_TEXT_FOLLOWS
from policydiff.model.document import Block, Node, Provision, Quoted, Table, node_lines

_INLINE = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”|\"([^\"]*)\"")
_TOKEN = re.compile(r"⟦(\d+)⟧")
_AWAY = str.maketrans("⟦⟧", "〚〛")
"""A source's own ⟦ is printed otherwise, so that it stands for no quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Quoted text without its marks, and as nodes where it stood in paragraphs of its own."""

    text: str
    nodes: tuple[Node, ...] = ()


@dataclass(slots=True)
class Masked:
    """The running text so far, and the quotations in their order."""

    text: str = ""
    quotations: list[Quotation] = field(default_factory=list)
    starts: list[tuple[int, str | None]] = field(default_factory=list)
    """Where each paragraph begins in the running text, and its eId."""

    def paragraph_at(self, place: int) -> str | None:
        """The eId of the paragraph in which a place of the running text stands."""
        return next((eid for start, eid in reversed(self.starts) if start <= place), None)

    def add_line(self, line: str, eid: str | None = None) -> None:
        """A line of running text; what it quotes is masked."""
        self.starts.append((len(self.text), eid))
        masked = _INLINE.sub(
            lambda match: self._mask(Quotation(text=match[1] if match[1] is not None else match[2])), line.translate(_AWAY)
        )
        self.text += ("\n" if self.text and not self.text.endswith("⟧") else "") + masked

    def add_quoted(self, nodes: tuple[Node, ...]) -> None:
        """Quoted paragraphs; those that follow one another are one quotation."""
        text = "\n".join(line for node in nodes for line in node_lines(node))
        last = self.quotations[-1] if self.quotations and self.text.endswith(f"⟦{len(self.quotations) - 1}⟧") else None
        if last is not None and last.nodes:
            self.quotations[-1] = Quotation(text=f"{last.text}\n{text}", nodes=last.nodes + nodes)
        else:
            self.text += self._mask(Quotation(text=text, nodes=nodes))

    def _mask(self, quotation: Quotation) -> str:
        self.quotations.append(quotation)
        return f"⟦{len(self.quotations) - 1}⟧"

    def read(self, tokens: str | None) -> str | None:
        """The quoted text that tokens stand for, several parted by a line feed; None for none."""
        found = self.all(tokens)
        return "\n".join(quotation.text for quotation in found) if found else None

    def all(self, tokens: str | None) -> list[Quotation]:
        """The quotations that tokens stand for."""
        return [self.quotations[int(number)] for number in _TOKEN.findall(tokens or "")]

    def unmask(self, text: str) -> str:
        """The words as printed, with curly marks."""
        return _TOKEN.sub(lambda match: f"“{self.quotations[int(match[1])].text}”", text)


def quoted_spans(line: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that a line quotes, without their marks."""
    for match in _INLINE.finditer(line):
        yield match.span(1 if match[1] is not None else 2)


def mask(nodes: Iterable[Node]) -> Masked:
    """The content of one item."""
    masked = Masked()
    for node in _flat(nodes):
        if isinstance(node, Quoted):
            masked.add_quoted(node.content)
        elif isinstance(node, Table) or (_awaits_text(masked) and not _instructs(node.text)):
            masked.add_quoted((node,))
        else:
            masked.add_line(node.text, node.eid)
    return masked


def _awaits_text(masked: Masked) -> bool:
    """New text without quotation marks has been announced, or has begun."""
    announced = re.sub(r"⟦\d+⟧$", "", masked.text)
    return NEW_TEXT_FOLLOWS.search(announced) is not None


def _instructs(line: str) -> bool:
    return any(form.name in ("renumber", "adjust") and form.pattern.match(line) for form in FORMS)


def _flat(nodes: Iterable[Node]) -> Iterable[Block | Table | Quoted]:
    """Blocks in reading order, each number before the first words that it numbers."""
    for node in nodes:
        if not isinstance(node, Provision):
            yield node
            continue
        lead = (node.num or "") + (node.heading or "")
        inner = list(_flat(node.content))
        if lead and inner and isinstance(inner[0], Block):
            yield Block(text=lead + inner[0].text, eid=inner[0].eid, line=inner[0].line)
            yield from inner[1:]
        else:
            yield from (Block(text=lead),) if lead else ()
            yield from inner
