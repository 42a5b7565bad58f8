"""A page as one sheet: its title and lines, its table, and the notes behind that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from policydiff.report.page import Block, Lines, Page, PageLine, PageSection, PageTable
from policydiff.report.pieces import TextPiece
from policydiff.report.sheets.book import BOLD, CENTRED, HEAD, WRAPPED, Book, Look, print_on_paper
from policydiff.report.sheets.runs import CellRun, piece_run
from policydiff.report.sheets.words import SHEET_WORDS

_WIDE, _NARROW, _LEAST = 50, 16, 6
"""Widths of columns of texts, of others, and of numbers, in small characters."""

_TEXT: Look = {"num_format": "@"}

_HEIGHT = 15
"""The height of a line in points; a spreadsheet does not fit that of merged cells."""


def write_page(book: Book, page: Page, name: str) -> tuple[Any, int]:
    """Write a page with one table as a sheet; what stands around it has all columns.

    Returns the sheet, and the place of the heads of the table in it.
    """
    blocks = [block for section in page.sections for block in _blocks(section)]
    table = next(block for block in blocks if isinstance(block, PageTable))
    place = blocks.index(table)
    writer = _SheetWriter(book, book.sheet(name), table)
    writer.across(page.title, BOLD, {"font_size": 14})
    for line in _lines(blocks[:place]):
        writer.across(_text((line,)), *((BOLD,) if line.role == "strong" else ()))
    head = writer.place
    writer.table()
    for line in _lines(blocks[place + 1 :]):
        writer.across(_text((line,)))
    print_on_paper(writer.sheet, page.title, SHEET_WORDS[page.language]["page"])
    return writer.sheet, head


class _SheetWriter:
    def __init__(self, book: Book, sheet: Any, table: PageTable) -> None:
        self.book, self.sheet, self.shown = book, sheet, table
        self.place = 0
        widths = [
            _WIDE if column.wide else _NARROW if place else _LEAST
            for place, column in enumerate(table.columns)
        ]
        self.across_width = sum(widths) // 2
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)

    def across(self, text: str, *looks: Look) -> None:
        """A line over all columns."""
        look = {"text_wrap": True}
        last = len(self.shown.columns) - 1
        self.sheet.merge_range(self.place, 0, self.place, last, "", self.book.look(look, *looks))
        self.book.text(self.sheet, self.place, 0, text, look, *looks)
        rows = sum(1 + len(line) // self.across_width for line in text.split("\n"))
        self.sheet.set_row(self.place, _HEIGHT * rows + 6)
        self.place += 1

    def table(self) -> None:
        """The heads, which stay in sight, and the rows below them, with filters."""
        head, last = self.place, len(self.shown.columns) - 1
        for place, column in enumerate(self.shown.columns):
            self.book.text(self.sheet, head, place, column.head, WRAPPED, HEAD)
        for row in self.shown.rows:
            self.place += 1
            for place, lines in enumerate(row.cells):
                column = self.shown.columns[place]
                look = {**({} if column.wide else CENTRED), **(_TEXT if column.filled else {})}
                self.book.runs(
                    self.sheet, self.place, place, tuple(cell_runs(lines)), WRAPPED, look
                )
        self.sheet.autofilter(head, 0, self.place, last)
        self.sheet.freeze_panes(head + 1, 0)
        self.sheet.repeat_rows(head)
        self.sheet.set_landscape()
        self.place += 2


def _blocks(section: PageSection) -> Iterator[Block]:
    for block in section.blocks:
        if isinstance(block, PageSection):
            yield from _blocks(block)
        else:
            yield block


def _lines(blocks: Iterable[Block]) -> Iterator[PageLine]:
    for block in blocks:
        if isinstance(block, PageLine):
            yield block
        elif not isinstance(block, PageTable | PageSection):
            yield from block.lines


def _text(lines: Lines) -> str:
    return "\n".join("".join(part.text for part in line.text) for line in lines)


def cell_runs(lines: Lines) -> Iterator[CellRun]:
    """The lines of a cell as one text, with the marks of a redline."""
    for place, line in enumerate(lines):
        if place:
            yield CellRun(mark="plain", text="\n")
        for part in line.text:
            yield (
                piece_run(part)
                if isinstance(part, TextPiece)
                else CellRun(mark="plain", text=part.text)
            )
