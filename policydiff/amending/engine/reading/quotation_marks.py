"""Quotations in running text.

With curly, corner and straight marks, nested, over several lines, with a mark missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policydiff.text.traditions.mainland.amending_places import ANNOUNCED, DEFINED_TERM, RESUMES

_PAIRS = {"“": "”", "「": "」", "『": "』"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_STRAIGHT = '"'
_MARKS = re.compile('[“”「」『』"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationSpan:
    """The place of a quotation [begin, end) with its marks.

    [inner_begin, inner_end) is what it quotes.
    """

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
            place, mark = match.start(), match[0]
            above = self.text[self.open[-1]] if self.open else ""
            if self._again(place, mark):
                self.repeated.add(place)
                del self.open[1:]
            elif mark == _STRAIGHT:
                self._straight(place, above)
            elif mark in _PAIRS:
                self.open.append(place)
            elif _CLOSING[mark] == above:
                self.pairs[self.open.pop()] = place
            elif not self.open:
                self.unopened.append(place)

    def _again(self, place: int, mark: str) -> bool:
        """True if a mark is the opening one again, at the head of a further line."""
        at_head = (
            bool(self.open) and self.text[place - 1] == "\n" and mark == self.text[self.open[0]]
        )
        return at_head and DEFINED_TERM.match(self.text, place) is None

    def _straight(self, place: int, above: str) -> None:
        inside = len(self.open) > 1 and above == _STRAIGHT
        if above == _STRAIGHT and (inside or RESUMES.match(self.text, place + 1) is not None):
            self.pairs[self.open.pop()] = place
        elif above in ("", _STRAIGHT):
            self.open.append(place)


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
    place = 0
    while place < len(text):
        match = _MARKS.search(text, place)
        if match is None:
            return
        begin = match.start()
        while closing is not None and closing < begin:
            closing = next(closings, None)
        if begin == closing:
            span = _unopened(text, place, begin)
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
        place = span.end if span is not None else begin + 1


def _unopened(text: str, place: int, closing: int) -> QuotationSpan | None:
    announced = ANNOUNCED.search(text, place, closing)
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


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return found if found >= 0 else len(text)


def quoted_text(text: str, span: QuotationSpan) -> str:
    """The text of a quotation, without its marks.

    Those that stand again at the heads of its lines are left out too.
    """
    opening = text[span.begin] if span.inner_begin > span.begin else "“"
    first, *lines = text[span.inner_begin : span.inner_end].split("\n")
    return "\n".join(
        (
            first,
            *(line if DEFINED_TERM.match(line) else line.removeprefix(opening) for line in lines),
        )
    )
