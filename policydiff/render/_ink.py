"""Lines for a terminal: styled text cut where Chinese may be cut; without colour there are no
escapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING

from policydiff.model.plugins import ReportOptions
from policydiff.render._wrap import line_ends, shown
from policydiff.render.terminal import MARKS, PIECES, WIDE
from policydiff.views.pieces import ELLIPSIS, Piece

if TYPE_CHECKING:
    from rich.console import Console

Styled = tuple[str, str]
"""A text and its style."""


class Ink:
    """Gathers lines."""

    def __init__(self, options: ReportOptions) -> None:
        """Width and colour are those of the options."""
        self.out = StringIO()
        self.width = max(options.width or WIDE, 20)
        self.console = _console(self.out, self.width) if options.colour else None

    def line(self, *parts: Styled, indent: int = 0) -> None:
        """One paragraph; what goes on begins `indent` columns further in."""
        if self.console is None:
            self._plain("".join(part for part, _ in parts), indent)
        else:
            self._styled(self.console, parts, indent)

    def _plain(self, text: str, indent: int) -> None:
        """The paragraph without its styles: thirty times as quick as with them."""
        text = shown(text)
        ends = [0, *line_ends(text, max(self.width - indent, 10)), len(text)]
        self.out.write(
            ("\n" + " " * indent).join(text[begin:end] for begin, end in pairwise(ends)) + "\n"
        )

    def _styled(self, console: Console, parts: Iterable[Styled], indent: int) -> None:
        from rich.text import Text  # noqa: PLC0415  (quick start of the command line)

        text = Text()
        for part, style in parts:
            text.append(shown(part), style=style)
        ends = list(line_ends(text.plain, max(self.width - indent, 10)))
        lines = text.divide(ends)
        gap = Text("\n" + " " * indent)
        console.print(
            Text("", overflow="ignore", no_wrap=True) + gap.join(lines),
            overflow="ignore",
            no_wrap=True,
            crop=False,
        )

    def result(self) -> bytes:
        """All lines in UTF-8, none with white space at its end."""
        return "\n".join(line.rstrip() for line in self.out.getvalue().split("\n")).encode("utf-8")


def styled(piece: Piece, *, colour: bool) -> Styled:
    """A stretch of a redline with its style, or between its marks where colour is off."""
    if piece.elided:
        return ELLIPSIS, "bright_black"
    if piece.note:
        return piece.text, "bright_black"
    if colour:
        return piece.text, PIECES[piece.op]
    before, after = MARKS[piece.op]
    return f"{before}{piece.text}{after}" if piece.text else "", ""


def _console(out: StringIO, width: int) -> Console:
    from rich.console import Console  # noqa: PLC0415  (quick start of the command line)

    return Console(
        file=out,
        width=width,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def padded(texts: Iterable[str]) -> list[str]:
    """Texts filled up with spaces to the same number of columns."""
    from rich.cells import cell_len  # noqa: PLC0415  (quick start of the command line)

    whole = list(texts)
    wide = max(map(cell_len, whole), default=0)
    return [text + " " * (wide - cell_len(text)) for text in whole]
