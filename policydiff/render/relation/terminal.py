"""A relation for the terminal: the matrix with marks, then the best articles of each item; plain
text in a pipe.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import CoverageStatus, Link, Relation
from policydiff.render._console import write_report
from policydiff.render._wrap import line_ends
from policydiff.views import relation_summary
from policydiff.views.relation import MARKS, Item, Law, Table, stands_out
from policydiff.views.relation_marks import answered
from policydiff.views.relation_words import words_for

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SUFFIX = ".txt"

BEST = 5
"""So many links of an item are listed; the others are counted."""

TERMS = 8
"""So many shared terms of a link are listed."""

_STYLES: dict[CoverageStatus, str] = {
    "covered": "green",
    "partly": "yellow",
    "none": "bright_black",
}
_CELL = 8
"""Columns of a cell of the matrix: ● 23% ✓!."""
_LEAST_NAME, _MOST_NAME = 8, 40
"""Columns of the items' names."""


def render(relation: Relation, options: ReportOptions) -> bytes:
    """Title, counts, matrix, links, instruments. Without colour there are no escapes."""
    return write_report(lambda console: _Terminal(console, relation, options).write(), options)


class _Terminal:
    """One report being written to one console."""

    def __init__(self, console: Console, relation: Relation, options: ReportOptions) -> None:
        self.console = console
        self.relation = relation
        self.language = options.language
        self.words = words_for(relation, options.language)
        self.table = Table(relation, options.language)

    def write(self) -> None:
        """The whole report."""
        self.head()
        self.matrix()
        for item in self.table.items:
            self.item(item)
        self.instruments()
        self.rest()
        for line in relation_summary.method(self.relation, self.language):
            self.line(line, "bright_black")

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """One paragraph of plain text."""
        from rich.text import Text  # noqa: PLC0415

        self.print(Text(text, style=style), indent)

    def print(self, text: Text, indent: int = 0) -> None:
        """A text, cut into lines where Chinese may be cut; each line is moved in by so many
        columns.
        """
        from rich.text import Text  # noqa: PLC0415

        lines = text.divide(list(line_ends(text.plain, self.console.width - indent)))
        gap = " " * indent
        self.console.print(
            Text(f"\n{gap}", style=text.style, overflow="ignore", no_wrap=True).join(
                [Text(gap) + lines[0], *lines[1:]] if lines else []
            )
        )

    def head(self) -> None:
        """Both sides, the counts, what nobody answers."""
        colon, comma = self.words["colon"], self.words["list"]
        self.line(relation_summary.title(self.relation, self.language), "bold")
        self.line(comma.join(relation_summary.facts(self.relation.left, self.language)))
        self.line(relation_summary.headline(self.table), "bold")
        self.console.print()
        for law in self.table.laws:
            self.line(
                f"{law.letter}  {law.short}{colon}{relation_summary.law_when(law, self.language)}"
            )
            self.line(relation_summary.law_counts(law, self.words), indent=3)
        self.line(relation_summary.unanswered_line(self.table), "bold")
        self.console.print()

    def matrix(self) -> None:
        """Items below one another, as many documents beside each other as fit; the others in
        further blocks.
        """
        from rich.cells import cell_len  # noqa: PLC0415

        longest = max((cell_len(item.name) for item in self.table.items), default=0)
        name = max(min(longest, _MOST_NAME, self.console.width - 3 * (_CELL + 2)), _LEAST_NAME)
        each = max((self.console.width - name) // (_CELL + 2), 1)
        for begin in range(0, len(self.table.laws), each):
            self.block(name, self.table.laws[begin : begin + each], begin)
        self.line(self.words["marks"], "bright_black")
        self.console.print()

    def block(self, name: int, laws: tuple[Law, ...], begin: int) -> None:
        """The matrix of some documents."""
        from rich.cells import set_cell_size  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        heads = "".join(f"  {law.letter:<{_CELL}}" for law in laws)
        self.console.print(Text(" " * name + heads, style="bold", overflow="ignore", no_wrap=True))
        for item in self.table.items:
            row = Text(set_cell_size(item.name, name), overflow="ignore", no_wrap=True)
            for cell in item.cells[begin : begin + len(laws)]:
                row.append("  " + set_cell_size(cell.mark, _CELL), style=_STYLES[cell.status])
            self.console.print(row)
        self.console.print()

    def item(self, item: Item) -> None:
        """The best links of one item; where there is none above the threshold, the nearest."""
        self.line(f"{MARKS[item.status]} {item.name}", f"bold {_STYLES[item.status]}")
        found = [link for link in item.links if stands_out(link, self.relation)]
        for link in found[:BEST]:
            self.link(item, link)
        if len(found) > BEST:
            self.line(
                self.words["more-links"].format(count=len(found) - BEST), "bright_black", indent=2
            )
        if not found:
            nearest = max(
                (link for link in item.links if link.status == "suggested"),
                key=lambda link: link.score,
                default=None,
            )
            told = (
                f"{self.words['nearest']} {self.place(nearest)} {nearest.score:.2f}"
                if nearest
                else ""
            )
            self.line(
                self.words["and"].join(filter(None, (self.words["none"], told))),
                "bright_black",
                indent=2,
            )
        self.console.print()

    def place(self, link: Link) -> str:
        """The document and the article of a link."""
        law = self.table.law(link)
        return f"{law.short if law else link.right.document} {self.table.name(link.right)}"

    def link(self, item: Item, link: Link) -> None:
        """One link: score, article, what a person should know, shared terms, what reviewers
        said.
        """
        words = self.words
        self.line(
            f"{link.score:.2f}  {self.place(link)}  {words['list'].join(self.told(item, link))}",
            indent=2,
        )
        if link.evidence:
            self.line(
                f"{words['terms']}{words['colon']}{relation_summary.terms(link, self.language, TERMS)}",
                "cyan",
                indent=8,
            )
        for line in relation_summary.judged(link, self.language):
            self.line(line, "bright_black", indent=8)

    def told(self, item: Item, link: Link) -> Iterator[str]:
        """The flags of a link, and the sentence that it answers."""
        yield from relation_summary.flags(link, self.language)
        number = answered(item.text, link.sentence)
        if number:
            yield self.words["answers"].format(number=number)

    def instruments(self) -> None:
        """The named instruments and what became of each."""
        if not self.relation.instruments:
            return
        self.line(self.words["instruments"], "bold")
        for found in self.relation.instruments:
            item = self.table.by_eid.get(found.left)
            where = item.label if item else found.left
            self.line(
                f"{where}  {relation_summary.named(found)} → {relation_summary.fate(found, self.language)}",
                indent=2,
            )
        self.console.print()

    def rest(self) -> None:
        """The articles that no item corresponds to, by document."""
        lists = [(law, self.table.rest(law)) for law in self.table.laws]
        if not any(places for _, places in lists):
            return
        self.line(self.words["articles-nobody-announced"], "bold")
        for law, places in lists:
            if places:
                names = self.words["list"].join(map(self.table.name, places))
                self.line(
                    f"{self.words['only-right'].format(law=law.short, count=len(places))}{self.words['colon']}{names}",
                    indent=2,
                )
        self.console.print()
