"""The tracked paragraphs and tables that steps give.

By construction, all that is equal or comes makes the new text, all that is equal or goes the old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.comparing.report.tracked.steps import ParagraphStep, aligned, steps
from policydiff.comparing.report.tracked.tracked import (
    Op,
    TrackedGrid,
    TrackedLine,
    TrackedRow,
    TrackedStretch,
    part_seams,
)
from policydiff.model.comparison import Comparison, Edit
from policydiff.report.grid import Slot, columns, slotted
from policydiff.report.lines import FacedSpan, TextLine, TextTable, cell_lines, official_lines

Tracked = TrackedLine | TrackedGrid
Lines = tuple[TextLine, ...]

_ENDS = ("¶", "␤", "⏎")
"""What may stand for the end of a paragraph in a redline: a character that no text holds, since
white space counts little there.
"""


def merge(steps: Iterable[ParagraphStep]) -> tuple[Tracked, ...]:
    """The paragraphs and tables of both texts, down to a last one that both have."""
    return part_seams(
        _closed(list(_touching(tracked for step in steps for tracked in _step(step))))
    )


def track(comparison: Comparison) -> tuple[Tracked, ...]:
    """Both texts of a comparison in official layout, as one with tracked changes.

    Differences in width and punctuation are changes here: whoever accepts all has the new text
    exactly.
    """
    left, right = (
        official_lines(side, whole=False) for side in (comparison.left, comparison.right)
    )
    return merge(steps(left, right, comparison))


def _step(step: ParagraphStep) -> Iterator[Tracked]:
    lefts, rights = step.left, step.right
    olds = tuple(item for item in lefts if isinstance(item, TextLine))
    news = tuple(item for item in rights if isinstance(item, TextLine))
    if olds and news:
        yield from paired(olds, news)
        return
    grids = (
        [item for item in lefts if isinstance(item, TextTable)],
        [item for item in rights if isinstance(item, TextTable)],
    )
    if grids[0] and grids[1]:
        yield tables(grids[0][0], grids[1][0])
        return
    yield from (alone(item, "delete") for item in lefts)
    yield from (alone(item, "insert") for item in rights)


def alone(item: TextLine | TextTable, op: Op) -> Tracked:
    """A paragraph or table that only one side has."""
    if isinstance(item, TextTable):
        return TrackedGrid(rows=tuple(_all(slotted(item.rows), op)), widths=columns(item.rows))
    return TrackedLine(
        line=item, stretches=tuple(TrackedStretch(op=op, span=span) for span in item.spans), end=op
    )


def _cells(slots: tuple[Slot, ...], op: Op) -> tuple[tuple[TrackedLine, ...], ...]:
    """The cells of a row that goes or comes."""
    return tuple(
        tuple(
            TrackedLine(
                line=line,
                stretches=tuple(TrackedStretch(op=op, span=span) for span in line.spans),
                end="equal",
            )
            for line in lines
        )
        for lines in map(cell_lines, slots)
    )


@dataclass(slots=True)
class _SpanReading:
    """Takes the spans of one side's paragraphs, stretch by stretch."""

    lines: Lines
    line: int = 0
    span: int = 0
    offset: int = 0

    @property
    def here(self) -> TextLine:
        return self.lines[self.line]

    def take(self, length: int) -> Iterator[FacedSpan]:
        """The next characters of the paragraph, as spans."""
        while length:
            span = self.here.spans[self.span]
            text = span.text[self.offset : self.offset + length]
            self.offset += len(text)
            length -= len(text)
            if text:
                yield replace(span, text=text)
            if self.offset == len(span.text):
                self.span, self.offset = self.span + 1, 0

    def turn(self) -> None:
        """Go to the next paragraph."""
        self.line, self.span, self.offset = self.line + 1, 0, 0


def paired(olds: Lines, news: Lines) -> Iterator[TrackedLine]:
    """Corresponding paragraphs as one redline, ends as characters, the last shared."""
    old, new = _SpanReading(olds), _SpanReading(news)
    stretches: list[TrackedStretch] = []
    for op, text in _marks([line.text for line in olds], [line.text for line in news]):
        source = old if op == "delete" else new
        if text == "\n":
            yield _ended(source.here, stretches, op, old.here)
            stretches = []
        else:
            stretches += [TrackedStretch(op=op, span=span) for span in source.take(len(text))]
        if op == "equal":
            _pass(old, text)
        if text == "\n":
            source.turn()
    yield _ended(new.here, stretches, "equal", old.here)


def _pass(reading: _SpanReading, text: str) -> None:
    """Let one side go on with what both have."""
    if text == "\n":
        reading.turn()
    else:
        for _ in reading.take(len(text)):
            continue


def _ended(line: TextLine, stretches: list[TrackedStretch], op: Op, old: TextLine) -> TrackedLine:
    changed = op == "equal" and (old.style, old.new_page) != (line.style, line.new_page)
    return TrackedLine(
        line=line, stretches=tuple(stretches), end=op, before=old if changed else None
    )


def _marks(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[Op, str]]:
    """The redline of two texts; each end of a paragraph is a line feed by itself."""
    end = next((mark for mark in _ENDS if not any(mark in text for text in (*olds, *news))), "\n")
    left, right = end.join(olds), end.join(news)
    edits = (Edit(op="equal", text=left),) if left == right else redline_texts(left, right)
    for op, text in _without_shared_space([(edit.op, edit.text) for edit in edits]):
        for place, part in enumerate(text.split(end)):
            yield from [(op, "\n")] if place else []
            yield from [(op, part)] if part else []


def _without_shared_space(edits: list[tuple[Op, str]]) -> Iterator[tuple[Op, str]]:
    """Leave the space after a number alone where the number changes: 第三条　 → 第四条　."""
    place = 0
    while place < len(edits):
        (op, text), *after = edits[place : place + 2]
        if (
            after
            and {op, after[0][0]} == {"delete", "insert"}
            and text[-1:] == after[0][1][-1:]
            and text[-1:] in ("\u3000", " ")
        ):
            yield from ((op, text[:-1]), (after[0][0], after[0][1][:-1]), ("equal", text[-1]))
            place += 1
        else:
            yield op, text
        place += 1


def tables(left: TextTable, right: TextTable) -> TrackedGrid:
    """Two tables that correspond, by rows, or by cells where their shape is the same."""
    olds, news = slotted(left.rows), slotted(right.rows)
    widths = (
        columns(right.rows)
        if len(columns(right.rows)) >= len(columns(left.rows))
        else columns(left.rows)
    )
    if _shape(olds) == _shape(news):
        rows = [_row(old, new) for old, new in zip(olds, news, strict=True)]
    elif _plain(olds) and _plain(news):
        rows = list(_rows(olds, news))
    else:
        rows = [*_all(olds, "delete"), *_all(news, "insert")]
    return TrackedGrid(rows=tuple(rows), widths=widths)


def _all(rows: Iterable[tuple[Slot, ...]], op: Op) -> Iterator[TrackedRow]:
    return (TrackedRow(op=op, slots=slots, cells=_cells(slots, op)) for slots in rows)


def _shape(rows: Sequence[tuple[Slot, ...]]) -> list[list[tuple[int, str | None]]]:
    return [[(slot.span, slot.merge) for slot in row] for row in rows]


def _plain(rows: Sequence[tuple[Slot, ...]]) -> bool:
    return all(slot.merge is None for row in rows for slot in row)


def _rows(
    olds: Sequence[tuple[Slot, ...]], news: Sequence[tuple[Slot, ...]]
) -> Iterator[TrackedRow]:
    """Rows without cells that reach down."""
    lefts, rights = _as_lines(olds), _as_lines(news)
    old = new = 0
    for i, j in (*aligned(lefts, rights), (len(olds), len(news))):
        yield from _all(olds[old:i], "delete")
        yield from _all(news[new:j], "insert")
        if i < len(olds) and j < len(news):
            yield _row(olds[i], news[j])
        old, new = i + 1, j + 1


def _as_lines(rows: Sequence[tuple[Slot, ...]]) -> list[TextLine]:
    """Rows as paragraphs, to be aligned like these."""
    return [
        TextLine(
            style=" ".join(str(slot.span) for slot in row),
            spans=(FacedSpan(text="\t".join(slot.cell.text for slot in row if slot.cell)),),
        )
        for row in rows
    ]


def _row(old: tuple[Slot, ...], new: tuple[Slot, ...]) -> TrackedRow:
    """A row of both tables, cell by cell."""
    cells = tuple(
        _cell(cell_lines(before), cell_lines(after)) for before, after in zip(old, new, strict=True)
    )
    return TrackedRow(op="equal", slots=new, cells=cells)


def _cell(olds: Lines, news: Lines) -> tuple[TrackedLine, ...]:
    return tuple(line for line in part_seams(paired(olds, news)) if isinstance(line, TrackedLine))


def _touching(items: Iterable[Tracked]) -> Iterator[Tracked]:
    """Tables that touch, one gone and one come, as one table."""
    # office programs would join them anyhow
    last: Tracked | None = None
    for item in items:
        if isinstance(last, TrackedGrid) and isinstance(item, TrackedGrid):
            last = TrackedGrid(
                rows=(*last.rows, *item.rows), widths=max(last.widths, item.widths, key=len)
            )
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _closed(items: list[Tracked]) -> Iterator[Tracked]:
    """The same with a last paragraph whose end both texts have."""
    # nothing can take away the last paragraph of a file, so its end must be one that both have
    last = next((place for place in range(len(items) - 1, -1, -1) if _shared_end(items[place])), -1)
    cut = next(
        (
            place + 1
            for place in range(len(items) - 1, last, -1)
            if isinstance(items[place], TrackedGrid)
        ),
        last + 1,
    )
    tail = [item for item in items[cut:] if isinstance(item, TrackedLine)]
    anchor = items[last] if last >= 0 and cut == last + 1 else None
    olds, news = ([item for item in tail if item.end == op] for op in ("delete", "insert"))
    if olds and news:
        yield from (*items[:cut], *olds[:-1], *news[:-1])
        yield from paired((olds[-1].line,), (news[-1].line,))
    elif tail and isinstance(anchor, TrackedLine):
        yield from items[:last]
        yield from _handed_on(anchor, tail)
    else:
        yield from items[:-1]
        yield from (
            replace(item, end="equal")
            for item in tail[-1:] or items[-1:]
            if isinstance(item, TrackedLine)
        )


def _shared_end(item: Tracked) -> bool:
    return isinstance(item, TrackedLine) and item.end == "equal"


def _handed_on(anchor: TrackedLine, tail: list[TrackedLine]) -> Iterator[TrackedLine]:
    """A paragraph and those after it, with the shared end moved to the last."""
    # the tail is on one side only, and each text must still have its own styles
    op = tail[0].end
    old, new = anchor.before or anchor.line, anchor.line
    old, new = (old, tail[-1].line) if op == "insert" else (tail[-1].line, new)
    yield replace(anchor, end=op, before=None)
    yield from tail[:-1]
    changed = (old.style, old.new_page) != (new.style, new.new_page)
    yield replace(tail[-1], end="equal", line=new, before=old if changed else None)
