"""An item of a decision as running text in which its quotations are masked.

⟦0⟧, ⟦1⟧ … stand for what it quotes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from policydiff.amending.engine.reading.quotation_marks import find_quotations, quoted_text
from policydiff.model.document import Block, Node, Provision, Quoted, Table, lines_in
from policydiff.text.traditions.mainland.amending import FORMS
from policydiff.text.traditions.mainland.amending_places import CONTINUES, NEW_TEXT_FOLLOWS

_TOKEN = re.compile(r"⟦(\d+)⟧")
_TOKENS = re.compile(r"⟦(\d+)⟧(?:[至到]⟦(\d+)⟧)?")
ELLIPSIS = "……"
"""What stands in quoted words for some that are left out."""
_SPACES = re.compile(r"(?<![!-~])[ \t\u3000\xa0]+|[ \t\u3000\xa0](?![!-~])")
_NARROW = re.compile(r"(?<![!-~])[,:;](?![!-~])|(?<![!-~])\.(?=\s|$)")
_WIDE = str.maketrans(",:;.", "，：；。")
_AWAY = str.maketrans("⟦⟧", "〚〛")
"""A source's own ⟦ is printed otherwise, so that it stands for no quotation."""
CORNERS = ("「", "『")
"""Quotation marks that are no curly ones."""
LONGEST_ANNOUNCEMENT = 80
"""Characters before new text in which it may be announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Quoted text without its marks.

    As nodes too where it stood in paragraphs of its own.

    `verbatim` where it stands in corner marks: curly ones inside them are those of the text itself,
    single or double.
    """

    text: str
    nodes: tuple[Node, ...] = ()
    verbatim: bool = False


@dataclass(slots=True)
class Masked:
    """The running text so far, and the quotations in their order."""

    text: str = ""
    quotations: list[Quotation] = field(default_factory=list)
    starts: list[tuple[int, str | None]] = field(default_factory=list)
    """Where each paragraph begins in the running text, and its eId."""

    def paragraph_at(self, place: int) -> str | None:
        """The eId of the paragraph in which a place of the running text stands."""
        found = bisect_right(self.starts, place, key=lambda start: start[0])
        return self.starts[found - 1][1] if found else None

    def add_lines(self, lines: Iterable[Block]) -> None:
        """Add lines of running text; what they quote is masked, over several lines too."""
        found = [(line.text.translate(_AWAY), line.eid) for line in lines]
        if not found:
            return
        begins = accumulate((len(text) + 1 for text, _ in found), initial=0)
        self._add(
            "\n".join(text for text, _ in found),
            [(begin, eid) for begin, (_, eid) in zip(begins, found, strict=False)],
        )

    def _add(self, text: str, starts: list[tuple[int, str | None]]) -> None:
        joined = not self.text or (self.text.endswith("⟧") and CONTINUES.match(text))
        parts = [self.text, "" if joined else "\n"]
        length, place, following = sum(map(len, parts)), 0, 0
        for span in [*find_quotations(text), None]:
            end = len(text) if span is None else span.begin
            while following < len(starts) and starts[following][0] <= end:
                at, eid = starts[following]
                parts.append(_running_text(text[place:at]))
                length += len(parts[-1])
                self.starts.append((length, eid))
                place, following = at, following + 1
            parts.append(_running_text(text[place:end]))
            length += len(parts[-1])
            if span is None:
                break
            length -= self._close_up(parts)
            parts.append(
                self._mask(
                    Quotation(text=quoted_text(text, span), verbatim=text[span.begin] in CORNERS)
                )
            )
            length += len(parts[-1])
            place = span.end
            while following < len(starts) and starts[following][0] < place:
                following += 1
        self.text = "".join(parts)

    def _close_up(self, parts: list[str]) -> int:
        """Let a quotation that begins a line follow the line before it."""
        last = -1 if parts[-1] else -2
        if not parts[last].endswith("\n"):
            return 0
        parts[last] = parts[last][:-1]
        if last == -2:
            self.starts[-1] = (self.starts[-1][0] - 1, self.starts[-1][1])
        return 1

    def add_quoted(self, nodes: tuple[Node, ...], start: str = "“") -> None:
        """Add quoted paragraphs; those that follow one another are one quotation."""
        text = "\n".join(lines_in(nodes))
        last = (
            self.quotations[-1]
            if self.quotations and self.text.endswith(f"⟦{len(self.quotations) - 1}⟧")
            else None
        )
        if last is not None and last.nodes:
            self.quotations[-1] = Quotation(
                text=f"{last.text}\n{text}", nodes=last.nodes + nodes, verbatim=last.verbatim
            )
        else:
            self.text += self._mask(Quotation(text=text, nodes=nodes, verbatim=start in CORNERS))

    def _mask(self, quotation: Quotation) -> str:
        self.quotations.append(quotation)
        return f"⟦{len(self.quotations) - 1}⟧"

    def all(self, tokens: str | None) -> list[Quotation]:
        """The quotations that tokens stand for."""
        return [self._stretch(*match.groups()) for match in _TOKENS.finditer(tokens or "")]

    def _stretch(self, first: str, last: str | None) -> Quotation:
        """A quotation, or a stretch of text that two quotations stand for."""
        begin = self.quotations[int(first)]
        return (
            begin
            if last is None
            else Quotation(text=f"{begin.text}{ELLIPSIS}{self.quotations[int(last)].text}")
        )

    def unmask(self, text: str) -> str:
        """The words as printed, with curly marks."""
        return _TOKEN.sub(lambda match: f"“{self.quotations[int(match[1])].text}”", text)


def _running_text(text: str) -> str:
    return _NARROW.sub(lambda match: match[0].translate(_WIDE), _SPACES.sub("", text))


def quoted_spans(line: str) -> Iterator[tuple[int, int]]:
    """The places of the words that a line quotes, without their marks."""
    for span in find_quotations(line):
        yield span.inner_begin, span.inner_end


def mask(nodes: Iterable[Node]) -> Masked:
    """Mask what the content of one item quotes."""
    masked = Masked()
    lines: list[Block] = []
    unmarked = False
    for node in _flat(nodes):
        if isinstance(node, Block):
            unmarked = (unmarked or _announces(lines)) and not _instructs(node.text)
            if not unmarked:
                lines.append(node)
                continue
        masked.add_lines(lines)
        lines.clear()
        if isinstance(node, Quoted):
            masked.add_quoted(node.content, node.start)
        else:
            masked.add_quoted((node,))
        unmarked = unmarked and not isinstance(node, Quoted)
    masked.add_lines(lines)
    return masked


def _announces(lines: list[Block]) -> bool:
    """True if new text without quotation marks comes next."""
    return (
        bool(lines) and NEW_TEXT_FOLLOWS.search(lines[-1].text[-LONGEST_ANNOUNCEMENT:]) is not None
    )


def _instructs(line: str) -> bool:
    """True if a line is an instruction of the decision, or begins with a quotation."""
    if line[:1] in ("“", '"', "「", "『"):
        return True
    return any(
        form.name in ("renumber", "adjust", "repeal", "contents") and form.pattern.match(line)
        for form in FORMS
    )


def _flat(nodes: Iterable[Node]) -> Iterable[Block | Table | Quoted]:
    """Blocks in reading order, each number before the first words that it numbers."""
    for node in nodes:
        if not isinstance(node, Provision):
            yield node
            continue
        lead = (
            (node.num or "")
            + (node.heading or "")
            + ((node.heading_stop or "") if node.content else "")
        )
        inner = list(_flat(node.content))
        if lead and inner and isinstance(inner[0], Block):
            yield Block(text=lead + inner[0].text, eid=inner[0].eid, line=inner[0].line)
            yield from inner[1:]
        else:
            yield from (Block(text=lead),) if lead else ()
            yield from inner
