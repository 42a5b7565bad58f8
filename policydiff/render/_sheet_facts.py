"""The second sheet of the workbook: what is true of the comparison as a whole, and how to read the
first.
"""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.model.plugins import ReportOptions
from policydiff.render._sheet_book import WRAPPED, Book, Look
from policydiff.render._sheet_runs import Mark, Run
from policydiff.render._sheet_table import page_lines
from policydiff.views.comparison import ComparisonView
from policydiff.views.digest import digest_lines
from policydiff.views.sheet_words import SHEET_WORDS
from policydiff.views.summary import count_word

_TITLE: Look = {"bold": True, "font_size": 16, "font_color": "#23415F", "text_wrap": True}
_HEAD: Look = {"bold": True, "bg_color": "#EFEDE8"}
_BOLD: Look = {"bold": True}


class FactsSheet:
    """Writes blocks of lines, one below the other."""

    def __init__(self, book: Book, view: ComparisonView, options: ReportOptions) -> None:
        self.book = book
        self.view = view
        self.options = options
        self.words = SHEET_WORDS[options.language]
        self.sheet = book.sheet(self.words["facts-sheet"])
        self.place = 0

    def write(self, *, elided: bool) -> None:
        """The whole sheet; `elided` says that the first one shows some texts with …… in them."""
        self.sheet.set_column(0, 0, 24)
        self.sheet.set_column(1, 2, 52)
        self.sheet.merge_range(0, 0, 0, 2, "", self.book.look(_TITLE))
        self.book.text(self.sheet, 0, 0, self.view.title, _TITLE)
        self.sheet.set_row(0, 44)
        self.place = 2
        self.versions()
        self.counts()
        self.lines("", filter(None, [self.view.part]))
        if not self.view.changed:
            self.lines("", [self.words["no-changes"]])
        self.lines("digest", digest_lines(self.view.digest, self.options.language))
        self.lines("substitutions", filter(None, (*self.view.replacements, self.view.omitted)))
        self.lines("findings", self.view.findings)
        self.legend(elided=elided)
        self.paper()

    def versions(self) -> None:
        """Both versions beside each other: title, what is known of each, and which facts
        changed.
        """
        left, right = self.view.versions
        self.cells(
            "", left.column(self.options.language), right.column(self.options.language), look=_HEAD
        )
        self.cells(self.words["title"], left.title, right.title)
        self.cells("", "\n".join(left.facts), "\n".join(right.facts))
        self.place += 1
        if self.view.metadata:
            self.cells(self.words["metadata"], left.name, right.name, look=_HEAD)
            for change in self.view.metadata:
                self.cells(*change)
            self.place += 1

    def counts(self) -> None:
        """How many articles there are of each kind."""
        self.cells(self.words["summary"], look=_HEAD)
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
        """A headed list; nothing where there is nothing to list."""
        told = list(lines)
        if told and key:
            self.cells(self.words[key], look=_HEAD)
        for line in told:
            self.wide((Run(mark="plain", text=line),))
        self.place += bool(told)

    def legend(self, *, elided: bool) -> None:
        """How the first sheet is to be read."""
        words = self.words
        self.cells(words["legend"], look=_HEAD)
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
            self.wide((Run(mark=mark, text=text),))
        notes = [self.view.noise, words["for-reviewers"]]
        notes += [words["too-tall"]] if elided else []
        notes += [words["unchanged-left-out"]] if self.options.only_changed else []
        for note in notes:
            self.wide((Run(mark="plain", text=note),))

    def cells(self, *texts: str, look: Look | None = None) -> None:
        """One line of up to three cells, the first in bold."""
        for column in range(3):
            text = texts[column] if column < len(texts) else ""
            self.book.text(
                self.sheet, self.place, column, text, WRAPPED, look or ({} if column else _BOLD)
            )
        self.place += 1

    def wide(self, runs: tuple[Run, ...]) -> None:
        """A line across the sheet, as tall as its text: a spreadsheet does not find the height of
        merged cells by itself.
        """
        length = sum(2 - character.isascii() for run in runs for character in run.text)
        breaks = sum(run.text.count("\n") for run in runs)
        self.sheet.merge_range(self.place, 0, self.place, 2, "", self.book.look(WRAPPED))
        self.book.runs(self.sheet, self.place, 0, runs, WRAPPED)
        self.sheet.set_row(self.place, min(409, 15 * (1 + breaks + length // 112)))
        self.place += 1

    def paper(self) -> None:
        """Portrait A4, as wide as the page."""
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        heading, footing = page_lines(self.view, self.options)
        self.sheet.set_header(heading)
        self.sheet.set_footer(footing)


def write_doubts(book: Book, view: ComparisonView, options: ReportOptions) -> None:
    """A sheet of its own for the doubts of reading and pairing, which whoever sends the workbook on
    can take out.
    """
    sheet = book.sheet(SHEET_WORDS[options.language]["problems"])
    sheet.set_column(0, 0, 110)
    for place, text in enumerate(view.doubts):
        book.text(sheet, place, 0, text, WRAPPED)
