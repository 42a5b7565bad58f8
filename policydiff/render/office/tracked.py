"""Tracked changes: paragraphs and tables that hold two texts at once, one for who accepts all, one
for who rejects all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, groupby
from typing import Any

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.render.office.layout import (
    cell_paragraphs,
    is_head,
    paragraph_properties,
    run,
    table_frame,
    table_row,
)
from policydiff.render.office.xml import make, put, qualified
from policydiff.views.pieces import neutral
from policydiff.views.tracked import Op, TrackedGrid, TrackedLine, TrackedRow

_NAMES: dict[Op, str] = {"delete": "del", "insert": "ins"}
_LONGEST_AUTHOR = 255


class BadMomentError(UsageError):
    """What should be a date, or a date and a time, is neither."""

    def __init__(self, text: str) -> None:
        """`text` is as the caller gave it."""
        super().__init__(
            Message(
                "{text} is not a date; write 2026-01-31 or 2026-01-31T09:30:00", text=repr(text)
            )
        )


def read_moment(text: str) -> datetime:
    """A date, or a date and a time, by ISO 8601; a time with its zone is taken to UTC. Raises
    `BadMomentError`.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo is None else moment.astimezone(UTC)).replace(
            microsecond=0, tzinfo=None
        )
    except (ValueError, OverflowError):
        raise BadMomentError(text) from None


@dataclass(slots=True, kw_only=True)
class Tracker:
    """Writes tracked changes; all have one author and one moment, None for one unknown, and each a
    number of its own.
    """

    author: str
    moment: datetime | None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def element(self, tracked: TrackedLine | TrackedGrid) -> Any:
        """A paragraph or table as w:p or w:tbl."""
        return self.paragraph(tracked) if isinstance(tracked, TrackedLine) else self.table(tracked)

    def mark(self, parent: Any, name: str) -> Any:
        """An element that marks a change, put into properties or added to a paragraph."""
        found = make(name) if parent.tag.endswith("}p") else put(parent, name)
        if found.getparent() is None:
            parent.append(found)
        for key, value in self._stamp().items():
            found.set(qualified(key), value)
        return found

    def _stamp(self) -> dict[str, str]:
        moment = {} if self.moment is None else {"date": self.moment.isoformat() + "Z"}
        return {
            "id": str(next(self._numbers)),
            "author": neutral(self.author)[:_LONGEST_AUTHOR],
            **moment,
        }

    def paragraph(self, tracked: TrackedLine) -> Any:
        """A paragraph with its stretches."""
        element = make("p")
        properties = paragraph_properties(tracked.line)
        element.append(properties)
        if tracked.end != "equal":
            self.mark(put(properties, "rPr"), _NAMES[tracked.end])
        if tracked.before is not None:
            self.mark(properties, "pPrChange").append(paragraph_properties(tracked.before))
        for op, stretches in groupby(tracked.stretches, key=lambda stretch: stretch.op):
            holder = element if op == "equal" else self.mark(element, _NAMES[op])
            for stretch in stretches:
                holder.append(run(stretch.span, "delText" if op == "delete" else "t"))
        return element

    def table(self, tracked: TrackedGrid) -> Any:
        """A table with its rows."""
        element = table_frame(tracked.widths)
        for place, row in enumerate(tracked.rows):
            element.append(self.row(row, head=place == 0 and is_head(row.slots)))
        return element

    def row(self, row: TrackedRow, *, head: bool) -> Any:
        """A row; one that goes or comes is marked as a whole, and so are the texts in it."""
        cells = [[self.paragraph(line) for line in cell] for cell in row.cells] or [
            cell_paragraphs(slot) for slot in row.slots
        ]
        element = table_row(row.slots, head=head, cells=cells)
        if row.op != "equal":
            self.mark(element[0], _NAMES[row.op])
        return element
