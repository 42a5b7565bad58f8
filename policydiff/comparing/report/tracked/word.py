"""Tracked changes: paragraphs and tables that hold two texts at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, groupby

from policydiff.comparing.report.tracked.tracked import Op, TrackedGrid, TrackedLine, TrackedRow
from policydiff.report.pieces import neutral
from policydiff.report.word import layout
from policydiff.report.word.xml import NOTHING, Xml, element

_NAMES: dict[Op, str] = {"delete": "del", "insert": "ins"}
_LONGEST_AUTHOR = 255


@dataclass(slots=True, kw_only=True)
class Tracker:
    """Writes numbered tracked changes of one author and moment (None: unknown)."""

    author: str
    moment: datetime | None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def element(self, tracked: TrackedLine | TrackedGrid) -> Xml:
        """A paragraph or a table."""
        if isinstance(tracked, TrackedLine):
            return self.paragraph(tracked)
        rows = (self.row(row, head=place == 0) for place, row in enumerate(tracked.rows))
        return layout.table(tracked.widths, rows)

    def number(self) -> int:
        """The number of the next change, in the order in which they are met."""
        return next(self._numbers)

    def mark(self, name: str, number: int, *children: Xml) -> Xml:
        """An element that marks a change of this number."""
        date = {} if self.moment is None else {"date": self.moment.isoformat() + "Z"}
        author = neutral(self.author)[:_LONGEST_AUTHOR]
        return element(name, *children, id=number, author=author, **date)

    def paragraph(self, tracked: TrackedLine) -> Xml:
        """A paragraph with its stretches."""
        properties = list(layout.paragraph_style(tracked.line))
        if tracked.end != "equal":
            properties.append(element("rPr", self.mark(_NAMES[tracked.end], self.number())))
        if tracked.before is not None:
            before = element("pPr", *layout.paragraph_style(tracked.before))
            properties.append(self.mark("pPrChange", self.number(), before))
        runs: list[Xml] = []
        for op, stretches in groupby(tracked.stretches, key=lambda stretch: stretch.op):
            name = "delText" if op == "delete" else "t"
            found = [layout.span_run(stretch.span, name) for stretch in stretches]
            runs += found if op == "equal" else [self.mark(_NAMES[op], self.number(), *found)]
        return element("p", element("pPr", *properties), *runs)

    def row(self, row: TrackedRow, *, head: bool) -> Xml:
        """A row; one that goes or comes is marked as a whole, and so are the texts in it."""
        cells = [[self.paragraph(line) for line in cell] for cell in row.cells] or [
            layout.cell_paragraphs(slot) for slot in row.slots
        ]
        mark = NOTHING if row.op == "equal" else self.mark(_NAMES[row.op], self.number())
        return layout.table_row(row.slots, cells, head=head, mark=mark)
