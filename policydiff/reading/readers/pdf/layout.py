"""Pages to lines and tables in reading order, as a list of passes.

watermarks → tables → rows → line numbers → margins → footnotes → columns → paragraphs
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeAlias

from policydiff.messages import Message
from policydiff.model.source import Dropped, Problem, SourceCell, SourceLine, SourceTable
from policydiff.reading.readers.pdf.columns import read_columns, usual_gutter
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.pdf.margins import (
    PageRows,
    take_footnotes,
    take_margins,
    take_watermarks,
)
from policydiff.reading.readers.pdf.paragraphs import (
    ColumnMargins,
    Habits,
    PlacedLine,
    find_habits,
    find_setting,
    group_paragraphs,
    is_centred,
    join_lines,
)
from policydiff.reading.readers.pdf.rows import (
    Printed,
    Row,
    base_of,
    group_rows,
    printed,
    size_of,
    split_row,
)
from policydiff.reading.readers.pdf.tables import PrintedTable, find_grids, read_table

_FEW = 15
"""Lines of a column from which its margins are measured."""

_SAME = 4.0
"""Points by which the margins of equal facing pages may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The lines and tables of all pages, the parts left out, and the problems."""

    lines: tuple[SourceLine | SourceTable, ...]
    dropped: tuple[Dropped, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowPiece:
    """A piece of a row between wide gaps, with its position."""

    row: Row
    left: float
    right: float
    base: float
    size: float


_Key: TypeAlias = tuple[int, int, int, int]
_Box: TypeAlias = Printed | PrintedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class _ColumnRun:
    """The lines and tables of a column of a page; `key` stands for its margins."""

    key: _Key
    boxes: tuple[_Box, ...]


def lay_out(pages: Sequence[PrintedPage]) -> Layout:
    """The lines and tables of the pages, with the parts left out."""
    cleared, marks = take_watermarks(pages)
    tables, sheets = _separate_tables(cleared)
    take_margins(sheets)
    sizes = [glyph.size for sheet in sheets for row in sheet.rows for glyph in row]
    usual = statistics.median(sizes) if sizes else 0.0
    for sheet in sheets:
        take_footnotes(sheet, usual)
    runs = list(_runs(sheets, tables))
    dropped = (*marks, *(piece for sheet in sheets for piece in sheet.dropped))
    return Layout(
        lines=tuple(_read_runs(runs)),
        dropped=dropped,
        problems=tuple(_report_left_out(sheets, marks)),
    )


def _separate_tables(
    pages: Sequence[PrintedPage],
) -> tuple[dict[int, list[PrintedTable]], list[PageRows]]:
    """The ruled tables of each page, and the rows of the text outside them."""
    tables: dict[int, list[PrintedTable]] = {}
    sheets: list[PageRows] = []
    last: int | None = None
    for page in pages:
        glyphs = page.glyphs
        tables[page.number] = []
        for grid in find_grids(page.rules):
            if (table := read_table(grid, glyphs, page.number)) is not None:
                tables[page.number].append(table)
                glyphs = tuple(glyph for glyph in glyphs if not grid.holds(glyph))
        rows, numbers = without_line_numbers(group_rows(glyphs), last)
        last = int(numbers[-1]) if numbers else last
        sheets.append(PageRows(page=page, rows=rows, tabled=bool(tables[page.number])))
        sheets[-1].dropped.extend(
            [Dropped(what="line-numbers", text=" ".join(numbers))] if numbers else []
        )
    return tables, sheets


def _runs(
    sheets: Sequence[PageRows], tables: dict[int, list[PrintedTable]]
) -> Iterator[_ColumnRun]:
    pages = [_page_boxes(sheet, tables[sheet.page.number]) for sheet in sheets]
    usual = usual_gutter(pages)
    for sheet, boxes in zip(sheets, pages, strict=True):
        number = sheet.page.number
        for column in read_columns(boxes, usual):
            yield _ColumnRun(
                key=(column.beside, column.place, number % 2, round(sheet.page.width)),
                boxes=tuple(_joined(column.boxes, number)),
            )


def _page_boxes(sheet: PageRows, tables: Sequence[PrintedTable]) -> list[_RowPiece | PrintedTable]:
    """The contents of a page: pieces of rows between wide gaps, and tables."""
    pieces = [
        _RowPiece(
            row=piece,
            left=piece[0].left,
            right=piece[-1].right,
            base=base_of(row),
            size=size_of(piece),
        )
        for row in sheet.rows
        for piece in split_row(row)
    ]
    return [*pieces, *tables]


def _joined(boxes: Sequence[_RowPiece | PrintedTable], page: int) -> Iterator[_Box]:
    """The pieces of each baseline as one line, and the tables between them."""
    row: list[_RowPiece] = []
    for box in boxes:
        if row and (isinstance(box, PrintedTable) or row[-1].base - box.base > 0.1 * box.size):
            yield _line(row, page)
            row = []
        if isinstance(box, PrintedTable):
            yield box
        else:
            row.append(box)
    if row:
        yield _line(row, page)


def _line(pieces: Sequence[_RowPiece], page: int) -> Printed:
    glyphs = [glyph for piece in pieces for glyph in piece.row]
    return printed(sorted(glyphs, key=lambda glyph: glyph.left), page)


def _read_runs(runs: Sequence[_ColumnRun]) -> Iterator[SourceLine | SourceTable]:
    """The paragraphs and tables of columns, also over the end of a page."""
    settings = _settings(runs)
    boxes = [box for run in runs for box in _placed(run, settings[run.key])]
    texts = [box for box in boxes if isinstance(box, PlacedLine)]
    habits = find_habits(texts)
    emphasised = sum(placed.line.bold >= len(placed.line.text) for placed in texts) * 2 > len(texts)
    number = 1
    for is_table, group in groupby(boxes, key=lambda box: isinstance(box, PrintedTable)):
        if is_table:
            for table in _run_on([box for box in group if isinstance(box, PrintedTable)]):
                yield SourceTable(number=number, rows=table.rows)
                number += len(table.rows)
            continue
        for paragraph in group_paragraphs(
            [box for box in group if isinstance(box, PlacedLine)], habits
        ):
            yield _source_line(paragraph, habits, number, emphasised=emphasised)
            number += len(paragraph)


def _settings(runs: Sequence[_ColumnRun]) -> dict[_Key, ColumnMargins]:
    """The margins of each kind of column; few lines borrow those of the facing page."""
    lines: defaultdict[_Key, list[Printed]] = defaultdict(list)
    for run in runs:
        lines[run.key].extend(box for box in run.boxes if isinstance(box, Printed))
    facing = {key: (*key[:2], 1 - key[2], key[3]) for key in lines}
    found = {key: find_setting(own) for key, own in lines.items() if own}
    settings = dict(found)
    for key, own in lines.items():
        other = facing[key]
        if other in found and (len(own) < _FEW or _have_same_margins(found, key, other)):
            settings[key] = find_setting([*own, *lines[other]])
    for key, own in lines.items():
        wide = [
            setting for other, setting in settings.items() if other[0] > 1 and other[3] == key[3]
        ]
        if wide and key[0] == 1 and len(own) < _FEW:
            settings[key] = ColumnMargins(
                left=min(setting.left for setting in wide),
                right=max(setting.right for setting in wide),
            )
    return {key: settings.get(key, ColumnMargins(left=0.0, right=0.0)) for key in lines}


def _have_same_margins(found: dict[_Key, ColumnMargins], key: _Key, other: _Key) -> bool:
    return (
        abs(found[key].left - found[other].left) < _SAME
        and abs(found[key].right - found[other].right) < _SAME
    )


def _placed(run: _ColumnRun, setting: ColumnMargins) -> Iterator[PlacedLine | PrintedTable]:
    before: Printed | None = None
    for box in run.boxes:
        if isinstance(box, PrintedTable):
            yield box
            before = None
            continue
        yield PlacedLine(line=box, setting=setting, step=before.base - box.base if before else None)
        before = box


def _run_on(tables: Sequence[PrintedTable]) -> list[PrintedTable]:
    """The tables joined over page breaks, without repeated head rows."""
    found: list[PrintedTable] = []
    for table in tables:
        if found and found[-1].columns == table.columns and found[-1].last_page + 1 == table.page:
            rows = (
                table.rows[1:]
                if len(table.rows) > 1 and table.rows[0] == found[-1].rows[0]
                else table.rows
            )
            above = found[-1].rows
            if len(above[-1]) == len(rows[0]) and (
                found[-1].unended or _goes_on(above[-1], rows[0])
            ):
                above, rows = above[:-1], (tuple(map(_continued, above[-1], rows[0])), *rows[1:])
            found[-1] = replace(
                found[-1], rows=(*above, *rows), last_page=table.page, unended=table.unended
            )
        else:
            found.append(table)
    return found


def _goes_on(above: Sequence[SourceCell], below: Sequence[SourceCell]) -> bool:
    """True for a row without a beginning that continues the sentences above."""
    filled = [cell.text for cell, under in zip(above, below, strict=True) if under.text]
    return (
        not below[0].text
        and bool(filled)
        and all(text and text[-1] not in "。；" for text in filled)
    )


def _continued(cell: SourceCell, below: SourceCell) -> SourceCell:
    return replace(
        cell,
        text=join_lines(filter(None, (cell.text, below.text))),
        rowspan=max(cell.rowspan, below.rowspan),
    )


def _source_line(
    paragraph: Sequence[PlacedLine], habits: Habits, number: int, *, emphasised: bool
) -> SourceLine:
    """A paragraph as one line; `emphasised` if bold is its ordinary type."""
    first = paragraph[0]
    text = join_lines(placed.line.text for placed in paragraph)
    bold = first.line.bold
    if bold >= len(first.line.text) and all(
        placed.line.bold >= len(placed.line.text) for placed in paragraph
    ):
        bold = len(text)
    return SourceLine(
        number=number,
        text=text,
        bold=0 if emphasised else min(bold, len(text)),
        centred=all(is_centred(placed, habits) for placed in paragraph),
        hard_break=True,
    )


def _report_left_out(sheets: Sequence[PageRows], marks: Sequence[Dropped]) -> Iterator[Problem]:
    if notes := sum(sheet.footnotes for sheet in sheets):
        yield Problem(
            code="footnotes-left-out",
            message=Message.counted(
                "{notes} footnote kept apart from the text",
                "{notes} footnotes kept apart from the text",
                notes,
                notes=notes,
            ),
            severity="note",
        )
    if turned := [mark for mark in marks if mark.what == "turned-text"]:
        message = Message(
            "text that stands at an angle was left out, such as {text}",
            text=repr(turned[0].text[:20]),
        )
        yield Problem(code="turned-text-left-out", message=message, severity="note")
    if hidden := [mark for mark in marks if mark.what == "hidden-text"]:
        message = Message(
            "text beside the page, which nobody sees, was left out, such as {text}",
            text=repr(hidden[0].text[:20]),
        )
        yield Problem(code="hidden-text-left-out", message=message)
    if any(mark.what == "watermark" for mark in marks):
        yield Problem(
            code="watermark-left-out",
            message=Message("a watermark that stands on most pages was left out"),
            severity="note",
        )


_FEWEST = 8
"""Numbered lines of a page from which a count is one of lines."""

_LONGEST = 5
_NEAR = 2.0
"""Points by which the ends of the numbers may differ."""

_GAP = 0.4
"""Ems between a number and its line, at least."""


def without_line_numbers(
    rows: Sequence[Row], last: int | None = None
) -> tuple[list[Row], list[str]]:
    """The rows without line numbers, and these, which may follow `last`."""
    found = [(row, length) for row in rows if (length := _digits(row))]
    if not found:
        return list(rows), []
    place = statistics.mode(round(row[length - 1].right) for row, length in found)
    numbered = {
        id(row): length for row, length in found if abs(row[length - 1].right - place) < _NEAR
    }
    count = [
        "".join(glyph.char for glyph in row[: numbered[id(row)]])
        for row in rows
        if id(row) in numbered
    ]
    text = [row[numbered.get(id(row), 0) :] for row in rows]
    kept = [row for row in text if row]
    beside = bool(kept) and min(row[0].left for row in kept) > place
    return (
        (kept, count)
        if beside and _rises(count, last) and len(count) * 6 >= len(rows)
        else (list(rows), [])
    )


def _digits(row: Row) -> int:
    """The number of digits alone at the beginning of a row, before a gap or its end."""
    length = next(
        (index for index, glyph in enumerate(row) if not ("0" <= glyph.char <= "9")), len(row)
    )
    apart = length == len(row) or (
        length > 0 and row[length].left - row[length - 1].right > _GAP * row[length].size
    )
    return length if apart and length <= _LONGEST else 0


def _rises(count: Sequence[str], last: int | None) -> bool:
    """True if at least eight line numbers, or fewer after `last`, rise evenly."""
    if last is not None and int(count[0]) == last + 1:
        count = [str(last), *count]
    elif len(count) < _FEWEST:
        return False
    steps = [int(later) - int(earlier) for earlier, later in pairwise(count)]
    usual = statistics.mode(steps)
    return usual > 0 and steps.count(usual) * 10 >= len(steps) * 9
