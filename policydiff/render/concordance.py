"""The numbers of two versions as a table for the terminal: old number → new number, or new →
old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from policydiff.model.plugins import ReportOptions
from policydiff.render._wrap import line_ends
from policydiff.views.comparison import ComparisonView
from policydiff.views.concordance import concordance, heads
from policydiff.views.labels import WORDS

SUFFIX = ".txt"

WIDTH = 100
LEAST_WORDS = 8
"""Where the last column would be narrower, it is left out."""


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """Title, versions, and one line for each article; nothing but text."""
    width = max(options.width or WIDTH, 20)
    language = options.language
    colon, comma = WORDS[language]["colon"], WORDS[language]["list"]
    head = [view.title]
    head += [
        f"{version.column(language)}{colon}{comma.join(version.facts)}" for version in view.versions
    ]
    table = [
        (line.number, line.others, line.change, line.words) for line in concordance(view, options)
    ]
    lines = [
        *(part for line in head for part in wrapped(line, width)),
        "",
        *in_columns([heads(view, options), *table], width),
    ]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8")


def in_columns(rows: list[tuple[str, ...]], width: int) -> Iterator[str]:
    """Cells below one another; only the last column is cut short, or left out where hardly anything
    of it fits.
    """
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415  (quick start of the command line)

    sizes = [
        max(cell_len(cell) for cell in column) for column in list(zip(*rows, strict=True))[:-1]
    ]
    rest = width - sum(sizes) - 2 * len(sizes)
    for row in rows:
        line = "  ".join(set_cell_size(cell, size) for cell, size in zip(row, sizes, strict=False))
        last = (
            row[-1]
            if cell_len(row[-1]) <= rest
            else set_cell_size(row[-1], max(rest - 2, 0)).rstrip() + "…"
        )
        yield from wrapped(f"{line}  {last}" if rest >= LEAST_WORDS else line, width)


def wrapped(text: str, width: int) -> Iterable[str]:
    """The text cut into lines of the terminal."""
    ends = [0, *line_ends(text, width), len(text)]
    return [text[begin:end] for begin, end in pairwise(ends)]
