"""Lists for a person: columns on a terminal, tabs in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from policydiff.cli.output import colour, is_terminal
from policydiff.cli.text import one_line

READABLE = 16
"""Columns of a terminal in which a long cell can still be read, folded."""


def table(
    head: tuple[str, ...], rows: Iterable[tuple[str, ...]], spare: Sequence[int] = ()
) -> None:
    """Print rows below a line with the names of their columns.

    They are set in columns on a terminal; in a pipe each row has a line, its cells separated by
    tabs. Without rows nothing is printed. `spare` are the positions of columns that a narrow
    terminal may lack, in the order in which they go; text that is still too wide is folded.
    """
    lines = [tuple(map(one_line, row)) for row in rows]
    if not lines:
        return
    if not is_terminal():
        for line in (head, *lines):
            click.echo("\t".join(line))
        return

    console = Console(no_color=not colour(), highlight=False)
    widths = [max(map(cell_len, column)) for column in zip(head, *lines, strict=True)]
    shown = _shown_columns(widths, spare, console.width)
    whole = _needed(widths, shown) <= console.width
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for place in shown:
        narrow = whole and widths[place] <= READABLE
        grid.add_column(
            head[place],
            overflow="fold",
            min_width=2,
            no_wrap=narrow,
            ratio=1 if place == shown[-1] and not spare else None,
        )
    for line in lines:
        grid.add_row(*(Text(line[place]) for place in shown))
    console.print(grid)


def _shown_columns(widths: Sequence[int], spare: Sequence[int], room: int) -> list[int]:
    """The positions of the columns that a terminal shows."""
    shown = list(range(len(widths)))
    for place in spare:
        if _needed(widths, shown) <= room:
            break
        shown.remove(place)
    return shown


def _needed(widths: Sequence[int], shown: Sequence[int]) -> int:
    """The width of these columns on a terminal, with two spaces between each."""
    return sum(min(widths[place], READABLE) + 2 for place in shown) - 2
