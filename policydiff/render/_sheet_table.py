"""The first sheet of the workbook: a row a clause, with a column for each thing that a person
filters by, and two for the reviewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from policydiff.model.plugins import ReportOptions
from policydiff.render._sheet_book import WRAPPED, Book, Look
from policydiff.render._sheet_runs import Run, is_tall, runs_of
from policydiff.views.comparison import ComparisonView
from policydiff.views.notes import fact_lines
from policydiff.views.rows import Category, Row
from policydiff.views.sheet_words import SHEET_WORDS, VERDICTS

WIDTHS = (5, 11, 11, 10, 45, 45, 26, 7, 6, 6, 9, 18)
"""Of the columns, in characters: all of them on one landscape page of A4, still legible."""

VERDICT = len(WIDTHS) - 2
LEFT, RIGHT = 4, 5

_HEAD: Look = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#23415F",
    "align": "center",
    "valign": "vcenter",
}
_CENTRED: Look = {"align": "center"}
_CHAPTER: Look = {"bg_color": "#EFEDE8"}
_ABSENT: Look = {"font_color": "#7F7F7F", "align": "center", "bg_color": "#F5F5F5"}
_KINDS: dict[Category, str] = {
    "reworded": "#FFF2CC",
    "added": "#DDEBF7",
    "removed": "#FCE4E4",
    "moved": "#E9E1F5",
    "split": "#DDF0F2",
    "merged": "#DDF0F2",
    "regrouped": "#DDF0F2",
}
_VERDICTS = ("#E2EFDA", "#FFF2CC", "#FCE4E4")


class TableSheet:
    """Writes the rows of one comparison into one sheet."""

    def __init__(self, book: Book, view: ComparisonView, options: ReportOptions) -> None:
        self.book = book
        self.view = view
        self.options = options
        self.words = SHEET_WORDS[options.language]
        self.sheet = book.sheet(self.words["table-sheet"])
        self.elided = False

    def write(self, rows: Iterable[Row]) -> bool:
        """All rows and what is true of the sheet as a whole; True where a text had to be shown with
        …… in it.
        """
        for column, head in enumerate(self.heads()):
            self.book.text(self.sheet, 0, column, head, WRAPPED, _HEAD)
        last = 0
        for last, row in enumerate(rows, 1):
            self.row(last, row)
        self.arrange(last)
        self.paper()
        return self.elided

    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        left, right = (version.column(self.options.language) for version in self.view.versions)
        first = (self.words[key] for key in ("serial", "old-number", "new-number", "type"))
        last = (
            self.words[key]
            for key in ("remark", "score", "is-moved", "is-renumbered", "verdict", "comment")
        )
        return (*first, left, right, *last)

    def row(self, place: int, row: Row) -> None:
        """One clause."""
        looks: tuple[Look, ...] = (WRAPPED, _CHAPTER) if row.container else (WRAPPED,)
        kind: Look = {"bg_color": _KINDS[row.category]} if row.category in _KINDS else {}
        self.number(place, 0, place, "0", *looks)
        for column, name in enumerate(row.names, 1):
            self.book.text(self.sheet, place, column, name, *looks)
        self.book.text(self.sheet, place, 3, self.words[row.category], *looks, _CENTRED, kind)
        self.sides(place, row, looks)
        self.book.text(self.sheet, place, 6, "\n".join(self.remarks(row)), *looks)
        self.number(
            place,
            7,
            row.score if row.left and row.right and not row.container else None,
            "0.00",
            *looks,
        )
        for column, flag in ((8, row.moved), (9, row.renumbered)):
            self.book.text(
                self.sheet, place, column, self.words["yes"] if flag else "", *looks, _CENTRED
            )
        for column in (VERDICT, VERDICT + 1):
            self.book.text(self.sheet, place, column, "", *looks)

    def number(self, place: int, column: int, value: float | None, form: str, *looks: Look) -> None:
        """A cell that can be sorted as a number; blank where there is none."""
        look = self.book.look(*looks, _CENTRED, {"num_format": form})
        if value is None:
            self.sheet.write_blank(place, column, None, look)
        else:
            self.sheet.write_number(place, column, value, look)

    def sides(self, place: int, row: Row, looks: tuple[Look, ...]) -> None:
        """Both texts; where one would be taller than a row can be, both with …… for what did not
        change.
        """
        whole = runs_of(row.left), runs_of(row.right)
        tall = any(map(is_tall, whole))
        shown = (runs_of(row.left, elide=True), runs_of(row.right, elide=True)) if tall else whole
        self.elided = self.elided or shown != whole
        for column, runs, absent in ((LEFT, shown[0], "added"), (RIGHT, shown[1], "removed")):
            if row.left if column == LEFT else row.right:
                self.book.runs(self.sheet, place, column, runs, *looks)
            else:
                self.book.runs(
                    self.sheet,
                    place,
                    column,
                    (Run(mark="plain", text=self.words[absent]),),
                    *looks,
                    _ABSENT,
                )

    def remarks(self, row: Row) -> Iterator[str]:
        """What else is true of a row, and what its change does, a line each."""
        words = self.words
        yield from (words[name] for name in row.notes)
        yield from fact_lines(row, self.options.language)

    def arrange(self, last: int) -> None:
        """Widths, filters, what stays in sight, and the reviewer's choices."""
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.freeze_panes(1, 3)
        self.sheet.autofilter(0, 0, last, len(WIDTHS) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:L{last + 1}"})
        verdicts = [self.words[name] for name in VERDICTS]
        below = max(last, 1)
        message = self.words["verdict-only"].format(verdicts=self.words["list"].join(verdicts))
        allowed = {
            "validate": "list",
            "source": verdicts,
            "error_title": self.words["verdict"],
            "error_message": message,
        }
        self.sheet.data_validation(1, VERDICT, below, VERDICT, allowed)
        for verdict, colour in zip(verdicts, _VERDICTS, strict=True):
            rule: dict[str, Any] = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{verdict}"',
                "format": self.book.look({"bg_color": colour}),
            }
            self.sheet.conditional_format(1, VERDICT, below, VERDICT, rule)

    def paper(self) -> None:
        """How the sheet prints: A4 landscape, all columns on the page, the head on each."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.65)
        self.sheet.center_horizontally()
        heading, footing = page_lines(self.view, self.options)
        self.sheet.set_header(heading)
        self.sheet.set_footer(footing)


def page_lines(view: ComparisonView, options: ReportOptions) -> tuple[str, str]:
    """The line above and the line below each printed page, in the codes of a spreadsheet, in which
    && is &.
    """
    name = view.title.replace("\n", " ")[:100].replace("&", "&&")
    page = SHEET_WORDS[options.language]["page"].format(page="&P", pages="&N")
    return f"&C{name}", f"&C{page}"
