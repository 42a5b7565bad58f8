"""A consolidation for the terminal: what is left to do by hand, each item with its clauses and
their redline, the counts at the end.
"""

from __future__ import annotations

from dataclasses import replace

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ReportOptions
from policydiff.render._ink import Ink, Styled, styled
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Entry, Line, Run, Sheet, read_sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import ELLIPSIS, Piece, cut
from policydiff.views.rows import Gap, Row
from policydiff.views.shortening import short

SUFFIX = ".txt"

_STATUS = {"applied": "green", "failed": "bold red", "unparsed": "bold red"}


def render(result: Consolidation, options: ReportOptions) -> bytes:
    """The whole report. Without colour [-…-] and {+…+} mark the redline."""
    return _Terminal(read_sheet(result, options)).write()


class _Terminal:
    """One report being written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.options = sheet.options
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.ink = Ink(sheet.options)
        self.touching = sheet.touching()

    def write(self) -> bytes:
        """Every part in turn."""
        self.head()
        self.troubles()
        doubts = tuple(
            told.doubt_line(line, words, self.language) for line, words in told.doubts(self.sheet)
        )
        self.listed("doubts", doubts, style="yellow")
        for line in self.sheet.gathered():
            self.run(line) if isinstance(line, Run) else self.line(line)
        self.ink.line(("", ""))
        self.followed()
        self.listed("besides", told.besides_lines(self.sheet))
        self.listed("context-heads", self.sheet.context, style="bright_black")
        self.ink.line((told.counts_line(self.sheet.result, self.language), "bold"))
        self.verification()
        return self.ink.result()

    def head(self) -> None:
        """Title and the three texts."""
        self.ink.line((told.title(self.sheet.result, self.language), "bold"))
        for text in told.texts(self.sheet.result, self.language):
            facts = self.words["list"].join(text.facts)
            self.ink.line((f"{text.name}{self.words['colon']}{text.title}  {facts}", ""), indent=2)
        self.ink.line(("", ""))

    def troubles(self) -> None:
        """What was not carried out, first of all."""
        if self.sheet.troubles:
            self.ink.line((self.words["troubles"], "bold red"))
            for line, operation in self.sheet.troubles:
                words = f"✗ {told.item_name(line, self.language)}  {told.trouble_words(operation, self.language)}"
                self.ink.line((words.replace("\n", " "), "red"), indent=2)
            self.ink.line(("", ""))

    def run(self, run: Run) -> None:
        """Items that only renumber, a line each."""
        for line in run.lines:
            lead = f"● {told.item_name(line, self.language)}  {self.words['applied']}  {self.words['only-renumbers']}"
            self.ink.line(
                (lead, "bright_black"),
                ("  " + told.quiet_name(line, self.language), "bright_black"),
                indent=2,
            )

    def line(self, line: Line) -> None:
        """An item with every clause that it changes."""
        number = told.item_name(line, self.language)
        for place, entry in enumerate(line.entries):
            self.entry(f"● {number}" if place == 0 else "  ·", line, entry)

    def entry(self, lead: str, line: Line, entry: Entry) -> None:
        """What was done on a line, then the redline of the clause."""
        parts: list[Styled] = [(lead, "bold")]
        for status, done in told.doings(entry, self.language):
            parts += [
                ("  " + self.words[status], _STATUS.get(status, "")),
                *((f"  {doing}", "") for doing in done),
            ]
        self.ink.line(*parts, indent=2)
        for reason in told.reasons(entry, self.language):
            self.ink.line(("    " + reason.replace("\n", " "), "red"), indent=4)
        for words in told.also(line, entry, self.touching, self.language):
            self.ink.line(("    " + words, "bright_black"), indent=4)
        if isinstance(entry.row, Gap):
            self.ink.line(
                ("    " + told.gap_name(entry.row, self.language), "bright_black"), indent=4
            )
        elif entry.row is not None:
            self.row(entry.row)

    def row(self, row: Row) -> None:
        """The redline in one text; each provision by itself where a side holds several."""
        if row.text or row.heading:
            cell = row.cells[0]
            self.provision(
                cell.num or cell.label,
                cell.heading_gap,
                row.heading or cell.heading,
                cell.text_gap,
                row.text,
            )
            return
        for cell in (*row.left, *row.right):
            self.provision(
                cell.num or cell.label, cell.heading_gap, cell.heading, cell.text_gap, cell.text
            )

    def provision(
        self,
        name: str,
        gap: str,
        heading: tuple[Piece, ...],
        text_gap: str,
        text: tuple[Piece, ...],
    ) -> None:
        """Number, heading and text of one provision."""
        lead: list[Styled] = [
            ("    " + name, "bold"),
            *([(gap, ""), *self.pieces(heading)] if heading else []),
        ]
        first, *rest = _lines(text)
        self.ink.line(
            *lead, *([(text_gap or " ", ""), *self.pieces(first)] if first else []), indent=4
        )
        for line in rest:
            self.ink.line(("    ", ""), *self.pieces(line), indent=4)

    def pieces(self, pieces: tuple[Piece, ...]) -> list[Styled]:
        """A redline with colours, or with marks where colour is off."""
        return [styled(piece, colour=self.options.colour) for piece in pieces]

    def followed(self) -> None:
        """What no item names."""
        found = [
            (told.followed_why(row, self.language), told.named(row, self.language), short(row))
            for row in self.sheet.followed
        ]
        found += [(self.words["follows-item"], pair, ()) for pair in told.counted_lines(self.sheet)]
        if found:
            self.ink.line((self.words["followed"], "bold"))
        for why, name, pieces in found:
            text = [("  ", ""), *self.pieces(pieces)] if pieces else []
            self.ink.line((f"  {why}{self.words['colon']}{name}", "bright_black"), *text, indent=2)
        if found:
            self.ink.line(("", ""))

    def listed(self, key: str, lines: tuple[str, ...], style: str = "") -> None:
        """A headed list with an empty line behind it; nothing where there is nothing to list."""
        if lines:
            self.ink.line((self.words[key], "bold"))
        for line in lines:
            self.ink.line((f"  {line}".replace("\n", " "), style), indent=2)
        if lines:
            self.ink.line(("", ""))

    def verification(self) -> None:
        """How the republished text compares, each difference with its item."""
        result, found = self.sheet.result, told.differences(self.sheet.result)
        if result.verification is not None:
            self.ink.line(
                (told.verified(result, self.language), "bold red" if found else "bold green")
            )
        for difference in found:
            place, by = told.difference_heads(difference, self.language)
            lead = f"  {place}{'（' if self.language == 'zh' else ' ('}{by}{'）' if self.language == 'zh' else ')'}"
            self.ink.line((lead, "bold"), indent=4)
            for line in _lines(told.difference_pieces(difference)):
                self.ink.line(("    ", ""), *self.pieces(line), indent=4)


def _lines(pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    """The paragraphs of a redline; one that is left out whole, with what parts it from others, is
    one …….
    """
    quiet = (replace(piece, text=ELLIPSIS) if piece.elided else piece for piece in pieces)
    return [line for line in cut(quiet) if line] or [()]
