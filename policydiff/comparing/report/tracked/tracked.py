"""Tracked changes as values, and separators between those that touch.

They are paragraphs and tables that hold two texts at once, one for a reader who accepts all
changes, one for a reader who rejects all.

One change ends at the end of a paragraph, before another that begins with a change of the same
sort. LibreOffice takes two such changes for one that reaches over the end of the paragraph between
them, and would take that end away with them. So that no text is lost there, another change is put
between the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from policydiff.report.grid import Slot
from policydiff.report.lines import FacedSpan, TextLine

Op = Literal["equal", "delete", "insert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedStretch:
    """A span that stays, goes or comes."""

    op: Op
    span: FacedSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedLine:
    """One paragraph of both texts: its stretches, and the change of its end.

    An end that is deleted or inserted joins the paragraph with the next one in the text that does
    not have it. `line` gives the style, `before` the old one where it changed.
    """

    line: TextLine
    stretches: tuple[TrackedStretch, ...]
    end: Op
    before: TextLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedRow:
    """A row that stays, goes or comes; if it stays, `cells` are its paragraphs."""

    op: Op
    slots: tuple[Slot, ...]
    cells: tuple[tuple[TrackedLine, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedGrid:
    """A table; rows of two tables that touch, one gone and one come, stand in one."""

    rows: tuple[TrackedRow, ...]
    widths: tuple[int, ...]


_OTHER: dict[Op, Op] = {"insert": "delete", "delete": "insert", "equal": "equal"}


def part_seams(items: Iterable[TrackedLine | TrackedGrid]) -> tuple[TrackedLine | TrackedGrid, ...]:
    """The same paragraphs with separators between adjacent changes of one sort.

    No change then touches one of its own sort across an end that stays. Both texts are the same as
    before. It works from the last to the first, for what is changed at the end of a short paragraph
    may change its beginning too.
    """
    done: list[TrackedLine | TrackedGrid] = []
    for item in reversed(tuple(items)):
        below = done[-1] if done else None
        if isinstance(item, TrackedLine) and isinstance(below, TrackedLine) and _touch(item, below):
            first, done[-1] = _separate(item, below)
            done.append(first)
        else:
            done.append(item)
    return tuple(reversed(done))


def _touch(first: TrackedLine, second: TrackedLine) -> bool:
    opening = second.stretches[0].op if second.stretches else second.end
    return (
        first.end == "equal"
        and bool(first.stretches)
        and first.stretches[-1].op == opening != "equal"
    )


def _separate(first: TrackedLine, second: TrackedLine) -> tuple[TrackedLine, TrackedLine]:
    """Change the end of the first, else the beginning of the second."""
    turned = _turned(first.stretches[::-1])
    if turned is not None:
        return replace(first, stretches=turned[::-1]), second
    turned = _turned(second.stretches, forward=True)
    return first, second if turned is None else replace(second, stretches=turned)


def _turned(
    stretches: tuple[TrackedStretch, ...], *, forward: bool = False
) -> tuple[TrackedStretch, ...] | None:
    """The stretches, beginning with a change of the other sort."""
    # without another change a character is deleted and inserted again
    op = stretches[0].op if stretches else "equal"
    run = tuple(takewhile(lambda stretch: stretch.op == op, stretches))
    remaining = stretches[len(run) :]
    if not remaining:
        return None
    if remaining[0].op != "equal":
        others = tuple(takewhile(lambda stretch: stretch.op == remaining[0].op, remaining))
        return (*others, *run, *remaining[len(others) :])
    span = remaining[0].span
    near, far = (span.text[:1], span.text[1:]) if forward else (span.text[-1:], span.text[:-1])
    character = replace(span, text=near)
    left = (TrackedStretch(op="equal", span=replace(span, text=far)),) if far else ()
    return (
        TrackedStretch(op=_OTHER[op], span=character),
        *run,
        TrackedStretch(op=op, span=character),
        *left,
        *remaining[1:],
    )
