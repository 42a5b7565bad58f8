"""Cells that span rows and columns as Word counts them: every row is full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from policydiff.model.source import SourceCell

Rows = tuple[tuple[SourceCell, ...], ...]

MOST_COLUMNS = 63
"""Word opens no table with more."""

_NARROWEST, _WIDEST = 4, 24
"""Shares of columns, in characters of their longest text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of `span` columns in a row; `cell` is None below one from above."""

    cell: SourceCell | None
    span: int = 1
    merge: Literal["restart", "continue"] | None = None


def slotted(rows: Rows) -> tuple[tuple[Slot, ...], ...]:
    """The rows with every slot filled; what is too wide for Word joins the last one."""
    return tuple(_slotted(rows))


def _slotted(rows: Rows) -> Iterator[tuple[Slot, ...]]:
    covered: dict[int, tuple[int, int]] = {}  # column → rows still covered, columns
    for row in rows:
        slots: list[Slot] = []
        below: dict[int, tuple[int, int]] = {}
        column = 0
        for cell in (*row, None):
            while column in covered:
                left, span = covered[column]
                slots.append(Slot(cell=None, span=span, merge="continue"))
                if left > 1:
                    below[column] = (left - 1, span)
                column += span
            if cell is None or (column >= MOST_COLUMNS and _joined(slots, cell)):
                continue
            span = _room(column, cell.colspan, covered)
            slots.append(Slot(cell=cell, span=span, merge="restart" if cell.rowspan > 1 else None))
            if cell.rowspan > 1:
                below[column] = (cell.rowspan - 1, span)
            column += span
        covered = below
        yield tuple(slots)


def _joined(slots: list[Slot], cell: SourceCell) -> bool:
    """Add the text of a cell to the last one of its row."""
    for place in range(len(slots) - 1, -1, -1):
        last = slots[place].cell
        if last is not None:
            slots[place] = replace(
                slots[place], cell=replace(last, text=f"{last.text}\t{cell.text}")
            )
            return True
    return False


def _room(column: int, span: int, covered: dict[int, tuple[int, int]]) -> int:
    """The columns that a cell may fill from here."""
    span = max(1, min(span, MOST_COLUMNS - column))
    return next(
        (place - column for place in range(column + 1, column + span) if place in covered), span
    )


def columns(rows: Rows) -> tuple[int, ...]:
    """The share of each column, by its longest text within bounds."""
    grid = slotted(rows)
    widths = [_NARROWEST] * max((sum(slot.span for slot in row) for row in grid), default=1)
    for row in grid:
        ends = accumulate(slot.span for slot in row)
        for slot, end in zip(row, ends, strict=True):
            if slot.cell is not None and slot.span == 1:
                longest = max(len(line) for line in slot.cell.text.split("\n"))
                widths[end - 1] = max(widths[end - 1], min(longest, _WIDEST))
    return tuple(widths)
