"""Tracked changes as values.

They are paragraphs and tables that hold two texts at once, one for a reader who accepts all
changes, one for a reader who rejects all.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    """A row that stays, goes or comes.

    `cells` holds the paragraphs of each slot, where the row stays; else they follow the row.
    """

    op: Op
    slots: tuple[Slot, ...]
    cells: tuple[tuple[TrackedLine, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedGrid:
    """A table; rows of two tables that touch, one gone and one come, stand in one."""

    rows: tuple[TrackedRow, ...]
    widths: tuple[int, ...]
