"""The table of the HTML report: heads, chapters, rows, and runs of rows that need no reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from policydiff.model.plugins import ReportOptions
from policydiff.render._markup import Markup, element, joined
from policydiff.views.facts import fact_kind, fact_name
from policydiff.views.labels import WORDS, fact_side
from policydiff.views.pieces import ELLIPSIS, Piece, cut
from policydiff.views.rows import GAP_WORDS, QUIET, Cell, Gap, Row
from policydiff.views.summary import Version

Line = tuple[Piece, ...]


class Rows:
    """Writes rows in one language, for one pair of versions."""

    def __init__(self, versions: tuple[Version, Version], options: ReportOptions) -> None:
        self.versions = versions
        self.options = options
        self.words = WORDS[options.language]

    def table(self, items: Iterable[Row | Gap]) -> Markup:
        """The whole table."""
        left, right = (version.column(self.options.language) for version in self.versions)
        heads = (
            element("th", left, scope="col", role="columnheader"),
            element("th", right, scope="col", role="columnheader"),
            element("th", self.words["type"], scope="col", role="columnheader"),
        )
        columns = element("colgroup", element("col"), element("col"), element("col", class_="type"))
        head = element("thead", element("tr", *heads, role="row"), role="rowgroup")
        return element("table", columns, head, *map(self.body, items), role="table", id="table")

    def body(self, item: Row | Gap) -> Markup:
        """One row or one run of rows as a body of the table."""
        if isinstance(item, Gap):
            rows = (self.row(row) for row in item.rows)
            return element(
                "tbody",
                self.bar(item),
                *rows,
                class_="run",
                data_kind=item.category,
                role="rowgroup",
            )
        if item.container and item.category == "unchanged":
            return element("tbody", self.chapter(item), role="rowgroup")
        return element("tbody", self.row(item), role="rowgroup")

    def bar(self, gap: Gap) -> Markup:
        """The line that stands for a run of rows until it is opened."""
        button = element("button", self.told(gap), type="button", aria_expanded="false")
        return element(
            "tr", element("td", button, colspan="3", role="cell"), class_="fold", role="row"
        )

    def told(self, gap: Gap) -> str:
        """Which rows a run holds and why they need no reading."""
        left, right = gap.names(self.words["range"])
        why = self.words[GAP_WORDS[gap.category]]
        name = right if left == right else f"{left} → {right}"
        count = self.words["gap-count"].format(count=gap.count) if gap.count > 1 else ""
        return f"{name}　{why}{count}".strip("　")

    def chapter(self, row: Row) -> Markup:
        """The heading of a chapter that did not change."""
        text = self.provision(row.cells[0])
        return element(
            "tr",
            element("th", text, colspan="3", lang="zh", role="rowheader"),
            **self.chapter_attributes(row),
            role="row",
        )

    def chapter_attributes(self, row: Row) -> dict[str, str]:
        """What marks the row of a chapter for the page's script."""
        return {"id": f"m{row.id}", "class_": "chapter", "data_depth": str(row.depth)}

    def row(self, row: Row) -> Markup:
        """A row with both sides and what happened."""
        left, right = self.versions
        attributes = self.chapter_attributes(row) if row.container else {"id": f"m{row.id}"}
        attributes["class_"] = f"row {row.category}{' chapter' if row.container else ''}"
        return element(
            "tr",
            self.side(row.left, "left", left.name, self.words["added"]),
            self.side(row.right, "right", right.name, self.words["removed"]),
            element("td", *self.kind(row), class_="kind", role="cell"),
            **attributes,
            data_kind=row.category,
            data_change=row.category not in QUIET,
            data_facts=" ".join(dict.fromkeys(map(fact_kind, row.facts))) or None,
            tabindex="-1",
            role="row",
        )

    def side(self, cells: tuple[Cell, ...], css: str, label: str, absent: str) -> Markup:
        """One side of a row; an empty one says what happened."""
        if not cells:
            return element(
                "td", element("p", absent), class_=f"{css} absent", data_label=label, role="cell"
            )
        return element(
            "td", *map(self.provision, cells), class_=css, lang="zh", data_label=label, role="cell"
        )

    def provision(self, cell: Cell) -> Markup:
        """One provision: its number and heading lead its first paragraph, or stand on a line of
        their own.
        """
        lead = list(self.lead(cell))
        if cell.table:
            return element("div", element("p", *lead), self.grid(cell.text), class_="provision")
        first, *blocks = _blocks(cell.text) if cell.text else ((),)
        told = self.line(first[0]) if len(first) == 1 else None
        if lead and told is not None and cell.num and not cell.own_line:
            paragraphs = [element("p", *lead, cell.text_gap, told)]
        else:
            paragraphs = [element("p", *lead)] if lead else []
            paragraphs += [self.block(first)] if first else []
        return element("div", *paragraphs, *map(self.block, blocks), class_="provision")

    def block(self, lines: tuple[Line, ...]) -> Markup:
        """A paragraph, or a table that stands in the text of a provision."""
        return element("p", self.line(lines[0])) if len(lines) == 1 else self.rows_of_grid(lines)

    def grid(self, pieces: tuple[Piece, ...]) -> Markup:
        """A table inside a cell, whole: a row left out would leave its columns without a
        meaning.
        """
        return self.rows_of_grid(cut(pieces))

    def rows_of_grid(self, lines: Iterable[Line]) -> Markup:
        """A table of these rows, nothing of them left out."""
        whole = (tuple(replace(piece, elided=False) for piece in line) for line in lines)
        rows = (
            element("tr", *(element("td", self.line(part)) for part in cut(line, "\t")))
            for line in whole
        )
        return element("table", *rows, class_="grid")

    def lead(self, cell: Cell) -> Iterator[Markup]:
        """Number and heading."""
        name = cell.num or cell.label
        if name:
            yield element("b", name, class_="num" if cell.num else "what")
        if cell.heading:
            gap = cell.heading_gap if cell.num else "　" if name else ""
            yield element("b", gap, self.line(cell.heading), class_="heading")

    def line(self, pieces: Iterable[Piece]) -> Markup:
        """Pieces of one paragraph."""
        return joined(self.piece(piece) for piece in pieces)

    def piece(self, piece: Piece) -> Markup:
        """Deletions and insertions as such; what may be left out with a button before it that
        brings it back.
        """
        if piece.note:
            return element("span", piece.text, class_="note place")
        if piece.op != "equal":
            name = "del" if piece.op == "delete" else "ins"
            css = (
                "moved"
                if piece.moved
                else "noise"
                if piece.noise
                else "renumbering"
                if piece.cause == "renumbering"
                else None
            )
            hint = self.words["reference-update"] if piece.cause == "renumbering" else None
            return element(name, piece.text, class_=css, title=hint)
        if not piece.elided:
            return joined((piece.text,))
        if piece.text == ELLIPSIS and piece.noise:
            return element(
                "button",
                ELLIPSIS,
                type="button",
                class_="cut",
                aria_label=self.words["legend-elided"],
            )
        return element("span", piece.text, class_="more")

    def kind(self, row: Row) -> Iterator[Markup]:
        """What happened to a row: its kind, then what else is true of it."""
        yield element("span", self.words[row.category], class_=f"tag {row.category}")
        if row.moved and row.category != "moved":
            yield element("span", self.words["moved"], class_="tag moved")
        if row.crossing:
            yield element("span", " → ".join(row.names), class_="numbers", lang="zh")
        for name in row.notes:
            yield element("span", self.words[name], class_=f"note {name}")
        for fact in row.facts:
            name = element("i", fact_name(fact, self.options.language))
            yield element(
                "span", name, f" {fact_side(fact.before)} → {fact_side(fact.after)}", class_="fact"
            )


def _blocks(pieces: tuple[Piece, ...]) -> Iterator[tuple[Line, ...]]:
    """The paragraphs of a text, each for itself, and its tables, the rows of each together."""
    if not any("\t" in piece.text for piece in pieces):
        yield from ((line,) for line in cut(_openers(pieces)))
        return
    for tabbed, group in groupby(cut(pieces), _tabbed):
        lines = tuple(group)
        if tabbed and len(lines) > 1:
            yield lines
        else:
            yield from ((line,) for line in cut(_openers(tuple(_rejoined(lines)))))


def _rejoined(lines: tuple[Line, ...]) -> Iterator[Piece]:
    """Lines as one text again; a line feed may be left out where what stands on both sides of it
    may.
    """
    for place, line in enumerate(lines):
        if place:
            around = (*lines[place - 1][-1:], *line[:1])
            yield Piece(
                op="equal", text="\n", elided=bool(around) and all(piece.elided for piece in around)
            )
        yield from line


def _tabbed(line: Line) -> bool:
    """True for a row of a table, unless a reader opens it only with the text around it."""
    return any("\t" in piece.text and not piece.elided for piece in line)


def _openers(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces with a mark before each stretch that may be left out: an elided …… of noise, which
    no text can be.
    """
    for last, piece in pairwise((None, *pieces)):
        if piece is not None and piece.elided and not (last is not None and last.elided):
            yield Piece(op="equal", text=ELLIPSIS, noise=True, elided=True)
        if piece is not None:
            yield piece
