"""The table of the page: each item of the decision beside the clauses that it changes."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.render._html_rows import Line as Pieces
from policydiff.render._html_rows import Rows
from policydiff.render._markup import Markup, element, joined
from policydiff.render.consolidation._html_names import Names
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Entry, Line, Run, Sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import ELLIPSIS, Piece
from policydiff.views.rows import Row


class Provisions(Rows):
    """Clauses with their redline; long unchanged stretches can be opened without a script."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.versions, sheet.options)

    def piece(self, piece: Piece) -> Markup:
        """A deletion or an insertion; the mark of what is left out, which shows only while it
        is.
        """
        if piece.elided and piece.text == ELLIPSIS and piece.noise:
            return element("span", ELLIPSIS, class_="gap")
        return super().piece(piece)

    def block(self, lines: tuple[Pieces, ...]) -> Markup:
        """A paragraph; one that is left out whole goes with its line."""
        if (
            len(lines) == 1
            and lines[0]
            and all(piece.elided and piece.text != ELLIPSIS for piece in lines[0])
        ):
            return element("p", self.line(lines[0]), class_="more")
        return super().block(lines)


class Table:
    """Writes the table of items; `names` tells what its places are called on the page."""

    def __init__(self, sheet: Sheet, names: Names) -> None:
        self.sheet = sheet
        self.names = names
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.provisions = Provisions(sheet)
        self.touching = sheet.touching()

    def write(self) -> Markup:
        """The whole table."""
        names = ("item", "before", "after", "note")
        heads = (
            element("th", self.words[name], scope="col", role="columnheader") for name in names
        )
        columns = element(
            "colgroup",
            element("col", class_="item"),
            element("col"),
            element("col"),
            element("col", class_="type"),
        )
        head = element("thead", element("tr", *heads, role="row"), role="rowgroup")
        return element(
            "table",
            columns,
            head,
            *map(self.body, self.sheet.gathered()),
            role="table",
            class_="table",
        )

    def body(self, line: Line | Run) -> Markup:
        """One item, or those side by side that only renumber, as a body of the table."""
        lines = line.lines if isinstance(line, Run) else (line,)
        rows = (self.quiet(one) for one in lines) if isinstance(line, Run) else self.rows(line)
        return element(
            "tbody", *rows, class_="quiet" if isinstance(line, Run) else None, role="rowgroup"
        )

    def quiet(self, line: Line) -> Markup:
        """An item that only renumbers, in one row."""
        kind = element(
            "td",
            element("span", self.words["only-renumbers"], class_="note"),
            class_="kind",
            role="cell",
        )
        cell = element(
            "td",
            element("p", told.quiet_name(line, self.language)),
            colspan="2",
            class_="across",
            lang="zh",
            role="cell",
        )
        return element("tr", self.item(line, 1), cell, kind, role="row")

    def rows(self, line: Line) -> Iterator[Markup]:
        """An item: its words beside all its clauses."""
        for place, entry in enumerate(line.entries):
            head = (self.item(line, len(line.entries)),) if place == 0 else ()
            row = entry.row if isinstance(entry.row, Row) else None
            css = (
                f"row {row.category}{' chapter' if row.container else ''}"
                if row is not None
                else "row"
            )
            yield element(
                "tr", *head, *self.sides(entry), self.kind(line, entry), class_=css, role="row"
            )

    def item(self, line: Line, rows: int) -> Markup:
        """The item's own words."""
        words = (element("p", word) for word in line.item.words)
        return element(
            "th",
            *words,
            id=self.names.item(line),
            scope="rowgroup",
            rowspan=str(rows),
            class_="item",
            lang="zh",
            role="rowheader",
        )

    def sides(self, entry: Entry) -> Iterator[Markup]:
        """The clause before and after; what has no clause, or new numbers only, across both."""
        row = entry.row
        if isinstance(row, Row):
            yield self.provisions.side(
                row.left, "left", self.words["before"], self.words["nothing-there"]
            )
            yield self.provisions.side(row.right, "right", self.words["after"], self.words["gone"])
            return
        text = self.words["no-place"] if row is None else told.gap_name(row, self.language)
        yield element(
            "td",
            element("p", text),
            colspan="2",
            class_="across absent" if row is None else "across",
            lang="zh",
            role="cell",
        )

    def kind(self, line: Line, entry: Entry) -> Markup:
        """What was done, why not, which other items change the clause, and the way to it in the
        whole text.
        """
        parts = [*self.done(entry), *self.others(line, entry), *self.ways(entry)]
        return element("td", *parts, class_="kind", role="cell")

    def done(self, entry: Entry) -> Iterator[Markup]:
        """Status and kinds."""
        for status, doings in told.doings(entry, self.language):
            yield element("span", self.words[status], class_=f"tag {status}")
            yield from (element("span", doing, class_="note") for doing in doings)
        yield from (
            element("span", reason, class_="reason")
            for reason in told.reasons(entry, self.language)
        )

    def others(self, line: Line, entry: Entry) -> Iterator[Markup]:
        """Remarks, and the other items that change this clause, each with the way to it."""
        yield from (
            element("span", words, class_="note doubtful")
            for words in told.remarks(entry, self.language)
        )
        found = dict.fromkeys(
            other for row in entry.rows for other in told.others(row, line, self.touching)
        )
        if found and isinstance(entry.row, Row):
            before, after = self.words["also-item"].split("{items}")
            links = [
                element(
                    "a", told.item_name(other, self.language), href=f"#{self.names.item(other)}"
                )
                for other in found
            ]
            yield element("span", before, *_listed(links, self.words["list"]), after, class_="note")

    def ways(self, entry: Entry) -> Iterator[Markup]:
        """Into the whole text, and the box that opens what is left out."""
        for row in (entry.row,) if isinstance(entry.row, Row) else ():
            pairs = zip(self.sheet.clauses[row.id], row.right, strict=True)
            for eid, cell in pairs if not row.container or row.heading else ():
                place, name = self.names.clause(eid), cell.label or self.words["text"]
                yield (
                    element("a", f"{name} ↓", href=f"#{place}", class_="way", lang="zh")
                    if place
                    else Markup("")
                )
            if any(piece.elided for cell in (*row.left, *row.right) for piece in cell.text):
                box = element("input", type="checkbox", class_="open")
                yield element("label", box, f" {self.words['show-all']}", class_="opener")


def _listed(parts: list[Markup], separator: str) -> Iterator[str]:
    for place, part in enumerate(parts):
        yield joined((separator, part)) if place else part
