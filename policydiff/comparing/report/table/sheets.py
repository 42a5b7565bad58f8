"""The sheets of the workbook of a comparison."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import digest_lines
from policydiff.comparing.report.table.notes import (
    fact_lines,
    possible_lines,
    signed_lines,
    written_lines,
)
from policydiff.comparing.report.table.summary import count_word
from policydiff.model.reports import ReportOptions
from policydiff.report.moments import moment_of
from policydiff.report.rows import Category, ComparisonRow, Gap
from policydiff.report.sheets.book import (
    BOLD,
    CENTRED,
    WRAPPED,
    Book,
    ListSheet,
    Look,
    Value,
    print_on_paper,
)
from policydiff.report.sheets.runs import CellRun, Mark, is_tall, runs_of
from policydiff.report.sheets.words import SHEET_WORDS, VERDICTS

WIDTHS = (5, 11, 11, 10, 45, 45, 26, 7, 6, 6, 9, 18)
"""Of the columns, in characters: all of them on one landscape page of A4, still legible."""

VERDICT = len(WIDTHS) - 2
LEFT, RIGHT = 4, 5

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
_TITLE: Look = {"bold": True, "font_size": 16, "font_color": "#23415F", "text_wrap": True}
_BAND: Look = {"bold": True, "bg_color": "#EFEDE8"}


def write_sheets(book: Book, view: ComparisonView, options: ReportOptions) -> None:
    """The table, the facts, and the doubts on a sheet that can be taken out."""
    book.describe(view.title, options.signer, moment_of(options, view.versions[1].day))
    table = TableSheet(book, view, options)
    table.write()
    FactsSheet(book, view, options).write(elided=table.elided)
    if view.warnings:
        book.notes(SHEET_WORDS[options.language]["problems"], view.warnings)


class TableSheet:
    """Writes rows of a comparison into a sheet that folds by filters."""

    def __init__(self, book: Book, view: ComparisonView, options: ReportOptions) -> None:
        self.view = view
        self.options = options
        self.words = SHEET_WORDS[options.language]
        self.elided = False
        columns = zip(self.heads(), WIDTHS, strict=True)
        self.list = ListSheet(book, self.words["table-sheet"], columns, frozen=3)

    def write(self) -> None:
        """Write all rows, the reviewer's choices, and the settings of the whole sheet."""
        for item in self.view.items:
            for row in item.rows if isinstance(item, Gap) else (item,):
                self.row(row)
        verdicts = [self.words[name] for name in VERDICTS]
        message = self.words["verdict-only"].format(verdicts=self.words["list"].join(verdicts))
        self.list.choices(VERDICT, verdicts, title=self.words["verdict"], message=message)
        self.list.colours(VERDICT, dict(zip(verdicts, _VERDICTS, strict=True)))
        self.list.close(self.view.title, self.words["page"])

    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        left, right = (version.column(self.options.language) for version in self.view.versions)
        first = (self.words[key] for key in ("serial", "old-number", "new-number", "type"))
        last = (
            self.words[key]
            for key in ("remark", "score", "is-moved", "is-renumbered", "verdict", "comment")
        )
        return (*first, left, right, *last)

    def row(self, row: ComparisonRow) -> None:
        """One clause: number, kind, both texts, remarks, and the facts of its change."""
        kind: Look = {"bg_color": _KINDS[row.category]} if row.category in _KINDS else {}
        looks: dict[int, Look] = {
            3: {**CENTRED, **kind},
            **dict.fromkeys((8, 9), CENTRED),
            7: {**CENTRED, "num_format": "0.00"},
        }
        looks |= {
            side: _ABSENT for side, cells in ((LEFT, row.left), (RIGHT, row.right)) if not cells
        }
        remarks = (
            *(self.words[name] for name in row.notes),
            *written_lines(row, self.options.language),
            *possible_lines(row, self.options.language),
            *fact_lines(row, self.options.language),
            *signed_lines(row.signed, self.options.language),
        )
        paired = row.left and row.right and not row.container
        values: tuple[Value, ...] = (
            self.list.last + 1,
            *row.names,
            self.words[row.category],
            *self.sides(row),
            "\n".join(remarks),
            row.score if paired else None,
            *(self.words["yes"] if flag else "" for flag in (row.moved, row.renumbered)),
            *("", ""),
        )
        self.list.row(values, looks, _CHAPTER if row.container else {})

    def sides(self, row: ComparisonRow) -> tuple[tuple[CellRun, ...], ...]:
        """Both texts, with …… for what did not change where one is too tall for a row."""
        whole = runs_of(row.left), runs_of(row.right)
        tall = any(map(is_tall, whole))
        shown = (runs_of(row.left, elide=True), runs_of(row.right, elide=True)) if tall else whole
        self.elided = self.elided or shown != whole
        return tuple(
            runs if cells else (CellRun(mark="plain", text=self.words[absent]),)
            for runs, cells, absent in zip(
                shown, (row.left, row.right), ("added", "removed"), strict=True
            )
        )


class FactsSheet:
    """Writes blocks of lines, one below the other."""

    def __init__(self, book: Book, view: ComparisonView, options: ReportOptions) -> None:
        """`place` is the next free row."""
        self.book = book
        self.view = view
        self.options = options
        self.words = SHEET_WORDS[options.language]
        self.sheet = book.sheet(self.words["facts-sheet"])
        self.place = 0

    def write(self, *, elided: bool) -> None:
        """The whole sheet; `elided` is true where the first one shows …… in texts."""
        self.sheet.set_column(0, 0, 24)
        self.sheet.set_column(1, 2, 52)
        self.sheet.merge_range(0, 0, 0, 2, "", self.book.look(_TITLE))
        self.book.text(self.sheet, 0, 0, self.view.title, _TITLE)
        self.sheet.set_row(0, 44)
        self.place = 2
        self.versions()
        self.counts()
        self.lines("", filter(None, [self.view.part]))
        self.lines("", filter(None, [self.view.same]))
        self.lines("digest", digest_lines(self.view.digest, self.options.language))
        self.lines("substitutions", filter(None, (*self.view.replacements, self.view.omitted)))
        self.lines("findings", self.view.findings)
        self.lines("remarks", self.view.remarks)
        self.legend(elided=elided)
        print_on_paper(self.sheet, self.view.title, self.words["page"])

    def versions(self) -> None:
        """Both versions beside each other: title, facts, and which of these changed."""
        left, right = self.view.versions
        self.cells(
            "", left.column(self.options.language), right.column(self.options.language), look=_BAND
        )
        self.cells(self.words["title"], left.title, right.title)
        self.cells("", "\n".join(left.facts), "\n".join(right.facts))
        self.place += 1
        if self.view.metadata:
            self.cells(self.words["metadata"], left.name, right.name, look=_BAND)
            for change in self.view.metadata:
                self.cells(*change)
            self.place += 1

    def counts(self) -> None:
        """The number of articles of each kind."""
        self.cells(self.words["summary"], look=_BAND)
        for count in self.view.counts:
            self.book.text(
                self.sheet,
                self.place,
                0,
                count_word(count.category, self.options.language),
                WRAPPED,
            )
            self.sheet.write_number(
                self.place, 1, count.number, self.book.look(WRAPPED, {"align": "left"})
            )
            part = (
                self.words["of-which-replaced"].format(count=count.replaced).lstrip("，, ")
                if count.replaced
                else ""
            )
            self.book.text(self.sheet, self.place, 2, part, WRAPPED)
            self.place += 1
        self.place += 1

    def lines(self, key: str, lines: Iterable[str]) -> None:
        """A headed list; it is left out where it is empty."""
        found = list(lines)
        if found and key:
            self.cells(self.words[key], look=_BAND)
        for line in found:
            self.wide((CellRun(mark="plain", text=line),))
        self.place += bool(found)

    def legend(self, *, elided: bool) -> None:
        """The legend of the first sheet."""
        words = self.words
        self.cells(words["legend"], look=_BAND)
        marks: list[tuple[Mark, str]] = [
            ("delete", words["legend-delete"]),
            ("insert", words["legend-insert"]),
            ("renumbered-insert", words["reference-update"]),
        ]
        if self.view.moves:
            marks.append(("moved-insert", words["legend-moved"]))
        if self.options.show_noise:
            marks.append(("noise", words["legend-noise"]))
        for mark, text in marks:
            self.wide((CellRun(mark=mark, text=text),))
        notes = [self.view.noise, words["for-reviewers"]]
        notes += [words["too-tall"]] if elided else []
        notes += [words["unchanged-left-out"]] if self.options.only_changed else []
        for note in notes:
            self.wide((CellRun(mark="plain", text=note),))

    def cells(self, *texts: str, look: Look | None = None) -> None:
        """One line of up to three cells, the first in bold."""
        for column in range(3):
            text = texts[column] if column < len(texts) else ""
            self.book.text(
                self.sheet, self.place, column, text, WRAPPED, look or ({} if column else BOLD)
            )
        self.place += 1

    def wide(self, runs: tuple[CellRun, ...]) -> None:
        """A line across the sheet, as tall as its text, which spreadsheets do not find."""
        length = sum(2 - character.isascii() for run in runs for character in run.text)
        breaks = sum(run.text.count("\n") for run in runs)
        self.sheet.merge_range(self.place, 0, self.place, 2, "", self.book.look(WRAPPED))
        self.book.runs(self.sheet, self.place, 0, runs, WRAPPED)
        self.sheet.set_row(self.place, min(409, 15 * (1 + breaks + length // 112)))
        self.place += 1
