"""Several versions for the terminal: a compact table of numbers with marks, or one provision with
its text in every version.
"""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions
from policydiff.render._ink import Ink, styled
from policydiff.render.concordance import LEAST_WORDS, in_columns
from policydiff.views.labels import WORDS
from policydiff.views.many import BREAK, Place, legend, read_table, told
from policydiff.views.pieces import Piece, cut

SUFFIX = ".txt"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:
    """Title, what each version changed, then the table or the texts. Without colour [-…-] and {+…+}
    mark the redline.
    """
    return _Terminal(comparisons, options).write()


class _Terminal:
    """One report being written."""

    def __init__(self, comparisons: Comparisons, options: ReportOptions) -> None:
        self.options = options
        self.words = WORDS[options.language]
        self.view = read_table(comparisons, options)
        self.ink = Ink(options)

    def write(self) -> bytes:
        """The whole report."""
        self.line(self.view.title, "bold")
        for column in self.view.columns:
            self.line(f"{column.name}{self.words['colon']}{column.facts(self.options.language)}")
        self.line("")
        if self.view.provision:
            self.texts()
        else:
            self.table()
        self.line(self.view.noise, "bright_black")
        return self.ink.result()

    def line(self, text: str, style: str = "") -> None:
        """One paragraph of plain text."""
        self.ink.line((text, style))

    def table(self) -> None:
        """Numbers in columns where they fit, else one lineage after another."""
        from rich.cells import cell_len  # noqa: PLC0415  (quick start of the command line)

        rows = [(*told(line), line.words) for line in self.view.lines]
        heads = (*self.view.names, self.words["heading-or-beginning"])
        columns = list(zip(heads, *rows, strict=True))[:-1]
        needed = sum(max(map(cell_len, column)) + 2 for column in columns)
        if needed + LEAST_WORDS <= self.ink.width:
            for text in in_columns([heads, *rows], self.ink.width):
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
                    self.line("")
                    self.version(name, place, "" if change is None else self.words[change])
            self.line("")

    def version(self, name: str, place: Place | None, change: str) -> None:
        """One version of one provision; nothing is repeated that stayed as it was."""
        doubt = self.words["doubtful"] if place is not None and place.doubtful else ""
        self.line(
            "  ".join(
                filter(None, (f"● {name}", "—" if place is None else place.label, change, doubt))
            ),
            "cyan",
        )
        if place is None or place.quiet:
            return
        self.redline((*place.heading, *BREAK[: len(place.heading)], *place.text))
        for former in place.formers:
            lead = Piece(
                op="equal",
                text=self.words["former"].format(name=former.label) + self.words["colon"],
                note=True,
            )
            self.redline((lead, *former.text))

    def redline(self, pieces: Iterable[Piece]) -> None:
        """A text, what came and went in it coloured or between marks, each line by itself."""
        for line in cut(pieces):
            self.ink.line(*(styled(piece, colour=self.options.colour) for piece in line))
