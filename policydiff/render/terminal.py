"""A comparison for the terminal: two columns where it is wide, one below the other where it is
narrow, plain text in a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policydiff.model.plugins import ReportOptions
from policydiff.render._console import write_report
from policydiff.render._wrap import shown, wrapped
from policydiff.views.comparison import ComparisonView
from policydiff.views.digest import digest_lines
from policydiff.views.labels import WORDS
from policydiff.views.notes import fact_lines
from policydiff.views.pieces import ELLIPSIS, Piece
from policydiff.views.rows import GAP_WORDS, Category, Cell, Gap, Row
from policydiff.views.summary import counts_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

SUFFIX = ".txt"

WIDE = 100
"""From so many columns on, both sides stand beside each other."""

_STYLES: dict[Category, str] = {
    "added": "green",
    "removed": "red",
    "reworded": "yellow",
    "moved": "magenta",
    "split": "cyan",
    "merged": "cyan",
    "regrouped": "cyan",
    "explained": "bright_black",
    "renumbered": "bright_black",
    "unchanged": "bright_black",
}
_FRAME = 7
"""Columns that the table's edges and gaps take."""

MARKS = {"delete": ("[-", "-]"), "insert": ("{+", "+}"), "equal": ("", "")}
PIECES = {"delete": "red strike", "insert": "green underline", "equal": ""}


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """Header, counts, then the changes clause by clause. Without colour there are no escapes; [-…-]
    and {+…+} mark the redline.
    """
    return write_report(lambda console: _Terminal(console, view, options).write(), options)


def _marked(piece: Piece) -> str:
    """The text between its marks, each line by itself."""
    before, after = MARKS[piece.op]
    return "\n".join(f"{before}{line}{after}" if line else "" for line in piece.text.split("\n"))


class _Terminal:
    """One report being written to one console."""

    def __init__(self, console: Console, view: ComparisonView, options: ReportOptions) -> None:
        self.console = console
        self.view = view
        self.options = options
        self.words = WORDS[options.language]

    def write(self) -> None:
        """The whole report."""
        self.head()
        if not self.view.changed:
            self.line(self.words["no-changes"], "bold")
        elif self.console.width >= WIDE:
            self.console.print(self.table(self.view.items))
        else:
            self.stack(self.view.items)
        self.foot()

    def line(self, text: str, style: str = "") -> None:
        """One paragraph of plain text."""
        from rich.text import Text  # noqa: PLC0415

        self.console.print(wrapped(Text(shown(text), style=style), self.console.width))

    def head(self) -> None:
        """Title, both versions, counts, doubts, changed facts, replacements and what to read
        first.
        """
        language = self.options.language
        colon = self.words["colon"]
        self.line(self.view.title, "bold")
        for version in self.view.versions:
            self.line(f"{version.column(language)}{colon}{self.words['list'].join(version.facts)}")
        if self.view.counts:
            self.line(
                f"{self.words['summary']}{colon}{counts_line(self.view.counts, language)}", "bold"
            )
        if self.view.part:
            self.line(self.view.part, "bold")
        self.listing("problems", self.view.doubts)
        for field, left, right in self.view.metadata:
            self.line(f"{field}{colon}{left} → {right}")
        for text in filter(None, (*self.view.replacements, self.view.omitted)):
            self.line(text)
        for text in digest_lines(self.view.digest, language):
            self.line(text)
        self.console.print()

    def foot(self) -> None:
        """Findings and the noise rule."""
        self.console.print()
        self.listing("findings", self.view.findings)
        self.line(self.view.noise, "bright_black")

    def listing(self, key: str, lines: Iterable[str]) -> None:
        """A headed list; nothing where there is nothing to list."""
        for place, text in enumerate(lines):
            if not place:
                self.line(self.words[key], "bold yellow")
            self.line(f"· {text}")

    def table(self, items: Iterable[Row | Gap]) -> RenderableType:
        """Both sides beside each other."""
        from rich import box  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        kind = 14 if self.options.language == "zh" else 20
        side = (self.console.width - kind - _FRAME) // 2
        widths = (side, side, kind)
        table = Table(box=box.HORIZONTALS, show_lines=True, pad_edge=False)
        heads = (
            *(version.column(self.options.language) for version in self.view.versions),
            self.words["type"],
        )
        for head, width in zip(heads, widths, strict=True):
            table.add_column(
                wrapped(Text(head), width), width=width, no_wrap=True, overflow="ignore"
            )
        for item in items:
            table.add_row(
                *(
                    wrapped(text, width)
                    for text, width in zip(self.cells_of(item), widths, strict=True)
                )
            )
        return table

    def cells_of(self, item: Row | Gap) -> tuple[Text, Text, Text]:
        """Both sides of a row and what happened."""
        from rich.text import Text  # noqa: PLC0415

        if isinstance(item, Gap):
            left, right, why = (Text(text, style="bright_black") for text in self.gap(item))
            return left, right, why
        if item.container and item.category == "unchanged":
            return self.cells(item.left, "bold"), self.cells(item.right, "bold"), Text("")
        return (
            self.side(item, item.left, "added"),
            self.side(item, item.right, "removed"),
            self.kind(item),
        )

    def side(self, row: Row, cells: tuple[Cell, ...], absent: str) -> Text:
        """One side of a row; the word for what happened where it is empty."""
        from rich.text import Text  # noqa: PLC0415

        style = "bold" if row.container else ""
        return (
            self.cells(cells, style)
            if cells
            else Text(
                f"{self.words['open']}{self.words[absent]}{self.words['close']}".strip(),
                style="bright_black",
            )
        )

    def cells(self, cells: tuple[Cell, ...], style: str = "") -> Text:
        """The provisions of one side, one below the other."""
        from rich.text import Text  # noqa: PLC0415

        return Text("\n", style=style).join(
            self.provision(cell.num or cell.label, cell, cell.heading, cell.text) for cell in cells
        )

    def provision(
        self, name: str, cell: Cell, heading: tuple[Piece, ...], text: tuple[Piece, ...]
    ) -> Text:
        """Number, heading and text of one provision."""
        from rich.text import Text  # noqa: PLC0415

        out = Text()
        out.append(name, style="bold")
        if heading:
            out.append(cell.heading_gap)
            out.append_text(self.redline(heading))
        if text:
            out.append(
                "\n" if out and (cell.own_line or not cell.num) else cell.text_gap if out else ""
            )
            out.append_text(self.redline(text))
        return out

    def redline(self, pieces: Iterable[Piece]) -> Text:
        """Pieces with colours, or with marks where colour is off."""
        from rich.text import Text  # noqa: PLC0415

        out = Text()
        for piece in pieces:
            if piece.elided:
                out.append(ELLIPSIS, style="bright_black")
                continue
            if piece.note:
                out.append(shown(piece.text), style="bright_black")
                continue
            text = shown(piece.text if self.options.colour else _marked(piece))
            style = (
                f"{PIECES[piece.op]} dim"
                if piece.noise or piece.cause == "renumbering"
                else PIECES[piece.op]
            )
            out.append(text, style=style)
        return out

    def kind(self, row: Row) -> Text:
        """The kind of change, badges and facts of a row."""
        from rich.text import Text  # noqa: PLC0415

        out = Text()
        out.append(self.words[row.category], style=f"bold {_STYLES[row.category]}")
        if row.renumbered:
            out.append(f"\n{self.words['renumbered']}")
        for text in self.badges(row):
            out.append(f"\n{text}")
        return out

    def badges(self, row: Row) -> Iterator[str]:
        """What else is true of a row, one short text each."""
        if row.moved and row.category != "moved":
            yield self.words["moved"]
        yield from (self.words[name] for name in row.notes)
        yield from fact_lines(row, self.options.language)

    def gap(self, gap: Gap) -> tuple[str, str, str]:
        """Rows that need no reading: what each side calls them, and why."""
        key = GAP_WORDS[gap.category]
        return (
            *gap.names(self.words["range"]),
            self.words[key]
            + (self.words["gap-count"].format(count=gap.count) if gap.count > 1 else ""),
        )

    def stack(self, items: Iterable[Row | Gap]) -> None:
        """One below the other: a line that says what happened, then the redline."""
        from rich.padding import Padding  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        for item in items:
            if isinstance(item, Gap):
                left, right, why = self.gap(item)
                self.line(
                    f"…… {left if left == right else f'{left} → {right}'} {why}", "bright_black"
                )
                continue
            if item.container and item.category == "unchanged":
                self.line("")
                self.console.print(wrapped(self.cells(item.cells, "bold"), self.console.width))
                continue
            lead = Text("● ", style=_STYLES[item.category])
            lead.append(self.words[item.category], style=f"bold {_STYLES[item.category]}")
            name = " → ".join(item.names) if item.crossing else item.label
            lead.append("  " + "  ".join([name, *self.badges(item)]))
            self.console.print(wrapped(lead, self.console.width))
            for text in self.unified(item):
                self.console.print(Padding(wrapped(text, self.console.width - 2), (0, 0, 0, 2)))

    def unified(self, row: Row) -> Iterator[Text]:
        """The redline of both sides in one text; each provision by itself where a side holds
        several.
        """
        if row.text or row.heading:
            cell = row.cells[0]
            yield self.provision(
                cell.num or cell.label, cell, row.heading or cell.heading, row.text
            )
            return
        for cell in (*row.left, *row.right):
            yield self.provision(cell.num or cell.label, cell, cell.heading, cell.text)
