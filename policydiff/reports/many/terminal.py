"""Several versions for the terminal: a compact table of numbers with marks, or one provision with its text in every version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions
from policydiff.reports._console import write_report
from policydiff.reports._wrap import line_ends
from policydiff.reports.concordance import LEAST_WORDS, in_columns
from policydiff.reports.terminal import MARKS, PIECES
from policydiff.views.labels import WORDS
from policydiff.views.many import BREAK, Place, legend, read_table, told

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SUFFIX = ".txt"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:
    """Title, what each version changed, then the table or the texts. Without colour there are no escapes."""
    return write_report(lambda console: _Terminal(console, comparisons, options).write(), options)


class _Terminal:
    """One report being written to one console."""

    def __init__(self, console: Console, comparisons: Comparisons, options: ReportOptions) -> None:
        self.console = console
        self.options = options
        self.words = WORDS[options.language]
        self.view = read_table(comparisons, options)

    def write(self) -> None:
        """The whole report."""
        self.line(self.view.title, "bold")
        self.versions()
        self.line("")
        if self.view.provision:
            self.texts()
        else:
            self.table()
        self.line(self.view.noise, "bright_black")

    def line(self, text: str, style: str = "") -> None:
        """One paragraph of plain text."""
        from rich.text import Text  # noqa: PLC0415

        self.print(Text(text, style=style))

    def print(self, text: Text) -> None:
        """A text, cut into lines where Chinese may be cut."""
        from rich.text import Text  # noqa: PLC0415

        lines = text.divide(list(line_ends(text.plain, self.console.width)))
        self.console.print(Text("\n", style=text.style, overflow="ignore", no_wrap=True).join(lines))

    def versions(self) -> None:
        """One line for each version: how many articles, and what the step to it did."""
        for column in self.view.columns:
            self.line(f"{column.name}{self.words['colon']}{column.facts(self.options.language)}")

    def table(self) -> None:
        """Numbers in columns where they fit, else one lineage after another."""
        from rich.cells import cell_len  # noqa: PLC0415

        rows = [(*told(line), line.words) for line in self.view.lines]
        heads = (*self.view.names, self.words["heading-or-beginning"])
        columns = list(zip(heads, *rows, strict=True))[:-1]
        needed = sum(max(map(cell_len, column)) + 2 for column in columns)
        if needed + LEAST_WORDS <= self.console.width:
            for text in in_columns([heads, *rows], self.console.width):
                self.line(text)
        else:
            for *numbers, words in rows:
                self.line(f"{' → '.join(numbers)}  {words}")
        self.line("")
        self.line(legend(self.options.language))

    def texts(self) -> None:
        """Every version of each lineage, with the redline against the version before."""
        for line in self.view.lines:
            self.line(" → ".join(told(line)), "bold")
            for name, place, change in zip(self.view.names, line.places, line.changes, strict=True):
                if place is not None or change is not None:
                    self.console.print()
                    self.version(name, place, "" if change is None else self.words[change])
            self.console.print()

    def version(self, name: str, place: Place | None, change: str) -> None:
        """One version of one provision; nothing is repeated that stayed as it was."""
        from rich.text import Text  # noqa: PLC0415

        self.line(f"● {name}  {'—' if place is None else place.label}  {change}".rstrip(), "cyan")
        if place is None or place.quiet:
            return
        whole = Text()
        for piece in (*place.heading, *BREAK[: len(place.heading)], *place.text):
            text = piece.text if self.options.colour else "\n".join(_bracketed(piece.text.split("\n"), MARKS[piece.op]))
            whole.append(text, style=PIECES[piece.op])
        self.print(whole)


def _bracketed(lines: Iterable[str], marks: tuple[str, str]) -> Iterator[str]:
    """Each line between the marks of a redline."""
    return (f"{marks[0]}{line}{marks[1]}" if line else "" for line in lines)
