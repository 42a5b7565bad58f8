"""An item of a decision as running text, with ⟦0⟧, ⟦1⟧ … for its quotations.

These have curly, corner or straight marks, nest, run over several lines, and may lack a mark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from policydiff.model.document import Block, Node, Provision, Quoted, Table, lines_in
from policydiff.text.traditions.mainland.amending import FORMS
from policydiff.text.traditions.mainland.amending_places import (
    ANNOUNCED,
    CONTINUES,
    DEFINED_TERM,
    NEW_TEXT_FOLLOWS,
    RESUMES,
)

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
_PAIRS = {"“": "”", "「": "」", "『": "』"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_STRAIGHT = '"'
_MARKS = re.compile('[“”「」『』"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationSpan:
    """A quotation [begin, end) with its marks, [inner_begin, inner_end) without."""

    begin: int
    inner_begin: int
    inner_end: int
    end: int


@dataclass(slots=True)
class _Marks:
    """One pass over the marks of a text: which opening mark has which closing one."""

    text: str
    open: list[int] = field(default_factory=list)
    pairs: dict[int, int] = field(default_factory=dict)
    unopened: list[int] = field(default_factory=list)
    repeated: set[int] = field(default_factory=set)

    def read(self) -> None:
        for match in _MARKS.finditer(self.text):
            at, mark = match.start(), match[0]
            above = self.text[self.open[-1]] if self.open else ""
            if self._again(at, mark):
                self.repeated.add(at)
                del self.open[1:]
            elif mark == _STRAIGHT:
                self._straight(at, above)
            elif mark in _PAIRS:
                self.open.append(at)
            elif _CLOSING[mark] == above:
                self.pairs[self.open.pop()] = at
            elif not self.open:
                self.unopened.append(at)

    def _again(self, at: int, mark: str) -> bool:
        """True if a mark is the opening one again, at the head of a further line."""
        at_head = bool(self.open) and self.text[at - 1] == "\n" and mark == self.text[self.open[0]]
        return at_head and DEFINED_TERM.match(self.text, at) is None

    def _straight(self, at: int, above: str) -> None:
        inside = len(self.open) > 1 and above == _STRAIGHT
        if above == _STRAIGHT and (inside or RESUMES.match(self.text, at + 1) is not None):
            self.pairs[self.open.pop()] = at
        elif above in ("", _STRAIGHT):
            self.open.append(at)


def find_quotations(text: str) -> Iterator[QuotationSpan]:
    """The outermost quotations, in order.

    A mark that stands again at the head of a line goes on with the quotation. Where the closing
    mark is missing the quotation ends with its last line, or with a straight mark that stands for
    it; where the opening one is, it begins behind what announces it.
    """
    marks = _Marks(text=text)
    marks.read()
    closings = iter(marks.unopened)
    closing = next(closings, None)
    at = 0
    while at < len(text):
        match = _MARKS.search(text, at)
        if match is None:
            return
        begin = match.start()
        while closing is not None and closing < begin:
            closing = next(closings, None)
        if begin == closing:
            span = _unopened(text, at, begin)
        elif begin in marks.pairs:
            span = QuotationSpan(
                begin=begin,
                inner_begin=begin + 1,
                inner_end=marks.pairs[begin],
                end=marks.pairs[begin] + 1,
            )
        else:
            span = _unclosed(text, begin, marks) if begin in marks.open else None
        if span is not None:
            yield span
        at = span.end if span is not None else begin + 1


def _unopened(text: str, start: int, closing: int) -> QuotationSpan | None:
    announced = ANNOUNCED.search(text, start, closing)
    if announced is None:
        return None
    return QuotationSpan(
        begin=announced.end(), inner_begin=announced.end(), inner_end=closing, end=closing + 1
    )


def _unclosed(text: str, begin: int, marks: _Marks) -> QuotationSpan | None:
    """The place of a quotation whose closing mark is missing."""
    if text[max(0, begin - 1) : begin] not in ("：", ":", "", "\n", "为"):
        return None
    end = _line_end(text, begin)
    while end < len(text) and end + 1 in marks.repeated:
        end = _line_end(text, end + 1)
    inner = end - 1 if text[end - 1 : end] == _STRAIGHT and end - 1 > begin else end
    return QuotationSpan(begin=begin, inner_begin=begin + 1, inner_end=inner, end=end)


def _line_end(text: str, begin: int) -> int:
    end = text.find("\n", begin)
    return end if end >= 0 else len(text)


def quoted_text(text: str, span: QuotationSpan) -> str:
    """The text of a quotation without its marks, and those at heads of lines."""
    opening = text[span.begin] if span.inner_begin > span.begin else "“"
    first, *lines = text[span.inner_begin : span.inner_end].split("\n")
    return "\n".join(
        (
            first,
            *(line if DEFINED_TERM.match(line) else line.removeprefix(opening) for line in lines),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Quoted text without its marks, and as nodes where it stood in paragraphs.

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

    def paragraph_at(self, at: int) -> str | None:
        """The eId of the paragraph in which a place of the running text stands."""
        count = bisect_right(self.starts, at, key=lambda start: start[0])
        return self.starts[count - 1][1] if count else None

    def add_lines(self, lines: Iterable[Block]) -> None:
        """Add lines of running text; what they quote is masked, over several lines too."""
        texts = [(line.text.translate(_AWAY), line.eid) for line in lines]
        if not texts:
            return
        begins = accumulate((len(text) + 1 for text, _ in texts), initial=0)
        self._add(
            "\n".join(text for text, _ in texts),
            [(begin, eid) for begin, (_, eid) in zip(begins, texts, strict=False)],
        )

    def _add(self, text: str, starts: list[tuple[int, str | None]]) -> None:
        joined = not self.text or (self.text.endswith("⟧") and CONTINUES.match(text))
        parts = [self.text, "" if joined else "\n"]
        length, done, following = sum(map(len, parts)), 0, 0
        for span in [*find_quotations(text), None]:
            end = len(text) if span is None else span.begin
            while following < len(starts) and starts[following][0] <= end:
                at, eid = starts[following]
                parts.append(_running_text(text[done:at]))
                length += len(parts[-1])
                self.starts.append((length, eid))
                done, following = at, following + 1
            parts.append(_running_text(text[done:end]))
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
            done = span.end
            while following < len(starts) and starts[following][0] < done:
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
