"""A workbook being written: looks by name, lists with filters to review in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from policydiff.report.pieces import neutral
from policydiff.report.sheets.runs import CellRun, fitting, merged

Look = Mapping[str, Any]
"""Properties of a format, by XlsxWriter's names."""

BASE: Look = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
WRAPPED: Look = {"text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
CENTRED: Look = {"align": "center"}
BOLD: Look = {"bold": True}
HEAD: Look = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#23415F",
    "align": "center",
    "valign": "vcenter",
}

MARKS: Mapping[str, Look] = {
    "plain": {},
    "number": {"bold": True},
    "heading": {"bold": True},
    "delete": {"font_color": "#C00000", "font_strikeout": True},
    "insert": {"font_color": "#0033CC", "bold": True, "underline": 1},
    "renumbered-delete": {"font_color": "#7F7F7F", "font_strikeout": True},
    "renumbered-insert": {"font_color": "#7F7F7F", "underline": 1},
    "noise": {"font_color": "#7F6000", "italic": True, "underline": 1},
    "moved-delete": {"font_color": "#C00000", "font_strikeout": True, "italic": True},
    "moved-insert": {"font_color": "#0033CC", "italic": True, "underline": 2},
    "note": {"font_color": "#7F7F7F", "italic": True},
    "elided": {"font_color": "#7F7F7F"},
}
"""What a run looks like, by its mark: also right where it is printed in black and white."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet takes what a person retypes for a formula where it begins so."""

_UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 a workbook's dates have no zone
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """One workbook: no clock, no file, no calculation in it."""

    def __init__(self, notice: str) -> None:
        """`notice` stands where a text is too long, with a place for the ``count``."""
        self._notice = notice
        self._bytes = BytesIO()
        self._workbook = Workbook(self._bytes, _OPTIONS)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def describe(self, title: str, author: str, made: datetime | None) -> None:
        """Set the file's properties; without a date of making, a fixed day."""
        properties = {
            "title": neutral(title)[:255],
            "author": neutral(author)[:255],
            "created": made or _UNDATED,
        }
        self._workbook.set_properties(properties)

    def sheet(self, name: str) -> Any:
        """A new sheet."""
        return self._workbook.add_worksheet(name)

    def look(self, *looks: Look) -> Any:
        """The format of all these looks together, each made once."""
        together = {key: value for look in (BASE, *looks) for key, value in look.items()}
        key = tuple(sorted(together.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(together)
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, *looks: Look) -> None:
        """Write a cell of one look."""
        self.runs(sheet, row, column, (CellRun(mark="plain", text=neutral(text)),), *looks)

    def runs(
        self, sheet: Any, row: int, column: int, runs: tuple[CellRun, ...], *looks: Look
    ) -> None:
        """Write a cell of marked text.

        One that begins as a formula does carries the mark that makes it text when a person edits
        it.
        """
        fits = fitting(merged(runs), self._notice)
        if not fits:
            sheet.write_blank(row, column, None, self.look(*looks))
            return
        quoted: Look = {"quote_prefix": True} if fits[0].text.lstrip().startswith(_FORMULA) else {}
        if len(fits) == 1 and not _is_markup(fits[0].text):
            sheet.write_string(
                row, column, fits[0].text, self.look(*looks, MARKS[fits[0].mark], quoted)
            )
            return
        parts = (
            fits
            if len(fits) > 1
            else (
                CellRun(mark=fits[0].mark, text="<"),
                CellRun(mark=fits[0].mark, text=fits[0].text[1:]),
            )
        )
        marked = [part for run in parts for part in (self.look(MARKS[run.mark]), run.text)]
        sheet.write_rich_string(row, column, *marked, self.look(*looks, quoted))

    def hidden(self, name: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """A hidden sheet of texts, by which changes of a filled workbook are detected."""
        sheet = self.sheet(name)
        sheet.hide()
        for number, row in enumerate((heads, *rows)):
            for column, text in enumerate(row):
                self.text(sheet, number, column, text)

    def notes(self, name: str, lines: Iterable[str], *looks: Look) -> None:
        """A sheet of one wide column; `looks` are those of its first line."""
        sheet = self.sheet(name)
        sheet.set_column(0, 0, 110)
        for place, line in enumerate(lines):
            self.text(sheet, place, 0, line, {"text_wrap": True}, *(() if place else looks))

    def close(self) -> bytes:
        """The finished file."""
        self._workbook.close()
        return self._bytes.getvalue()


def _is_markup(text: str) -> bool:
    """True for what XlsxWriter would take for markup of its own and write unescaped."""
    return text.startswith("<r>") and text.endswith("</r>")


Value = str | int | float | tuple[CellRun, ...] | None


class ListSheet:
    """A sheet of entries with a frozen head and filters, A4 landscape."""

    def __init__(
        self, book: Book, name: str, columns: Iterable[tuple[str, float]], *, frozen: int
    ) -> None:
        """`columns` are their heads and widths, `frozen` how many of them stay in sight."""
        self.book = book
        self.sheet = book.sheet(name)
        self.columns = tuple(columns)
        self.last = 0
        for column, (head, width) in enumerate(self.columns):
            self.sheet.set_column(column, column, width)
            book.text(self.sheet, 0, column, head, WRAPPED, HEAD)
        self.sheet.freeze_panes(1, frozen)

    def row(
        self,
        values: Iterable[Value],
        looks: Mapping[int, Look] = MappingProxyType({}),
        base: Look = MappingProxyType({}),
    ) -> None:
        """The next row: texts, runs of marked text, numbers that can be sorted.

        Blank for None. `looks` are those of single columns, `base` that of all.
        """
        self.last += 1
        for column, value in enumerate(values):
            look = {**base, **looks.get(column, {})}
            if isinstance(value, int | float):
                form: Look = {"num_format": "0.00" if isinstance(value, float) else "0"}
                self.sheet.write_number(
                    self.last, column, value, self.book.look(WRAPPED, CENTRED, form, look)
                )
            elif isinstance(value, tuple):
                self.book.runs(self.sheet, self.last, column, value, WRAPPED, look)
            else:
                self.book.text(self.sheet, self.last, column, value or "", WRAPPED, look)

    def choices(
        self, column: int, source: Sequence[str | int], *, title: str, message: str
    ) -> None:
        """The choices of a reviewer in a column, and the message for anything else."""
        self.sheet.data_validation(
            *(1, column, max(self.last, 1), column),
            {"validate": "list", "source": source, "error_title": title, "error_message": message},
        )

    def colours(self, column: int, colours: Mapping[str, str]) -> None:
        """The colours of a column's cells by their words."""
        for words, colour in colours.items():
            self.sheet.conditional_format(
                *(1, column, max(self.last, 1), column),
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{words}"',
                    "format": self.book.look({"bg_color": colour}),
                },
            )

    def close(self, title: str, page: str) -> None:
        """Set filters and print layout; `page` is the template of page numbers."""
        last = xl_col_to_name(len(self.columns) - 1)
        self.sheet.autofilter(0, 0, self.last, len(self.columns) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{last}{self.last + 1}"})
        self.sheet.set_landscape()
        self.sheet.repeat_rows(0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.65)
        self.sheet.center_horizontally()
        print_on_paper(self.sheet, title, page)


def print_on_paper(sheet: Any, title: str, page: str) -> None:
    """Make a sheet print on A4 with header and footer, in codes where && is &."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{title.replace(chr(10), ' ')[:100].replace('&', '&&')}")
    sheet.set_footer(f"&C{page.format(page='&P', pages='&N')}")
