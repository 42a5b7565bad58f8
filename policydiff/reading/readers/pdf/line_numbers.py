"""Line numbers beside the lines of a draft, 1 2 3 … or 5 10 15 …: no text."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from policydiff.reading.readers.pdf.rows import Row

_FEWEST = 8
"""Numbered lines of a page from which a count is one of lines."""

_LONGEST = 5
_NEAR = 2.0
"""Points by which the ends of the numbers may differ."""

_GAP = 0.4
"""Ems between a number and its line, at least."""


def without_line_numbers(
    rows: Sequence[Row], last: int | None = None
) -> tuple[list[Row], list[str]]:
    """The rows without line numbers, and these, which may follow `last`."""
    found = [(row, length) for row in rows if (length := _digits(row))]
    if not found:
        return list(rows), []
    place = statistics.mode(round(row[length - 1].right) for row, length in found)
    numbered = {
        id(row): length for row, length in found if abs(row[length - 1].right - place) < _NEAR
    }
    count = [
        "".join(glyph.char for glyph in row[: numbered[id(row)]])
        for row in rows
        if id(row) in numbered
    ]
    text = [row[numbered.get(id(row), 0) :] for row in rows]
    kept = [row for row in text if row]
    beside = bool(kept) and min(row[0].left for row in kept) > place
    return (
        (kept, count)
        if beside and _rises(count, last) and len(count) * 6 >= len(rows)
        else (list(rows), [])
    )


def _digits(row: Row) -> int:
    """The number of digits alone at the beginning of a row, before a gap or its end."""
    length = next(
        (place for place, glyph in enumerate(row) if not ("0" <= glyph.char <= "9")), len(row)
    )
    apart = length == len(row) or (
        length > 0 and row[length].left - row[length - 1].right > _GAP * row[length].size
    )
    return length if apart and length <= _LONGEST else 0


def _rises(count: Sequence[str], last: int | None) -> bool:
    """True if at least eight line numbers, or fewer after `last`, rise evenly."""
    if last is not None and int(count[0]) == last + 1:
        count = [str(last), *count]
    elif len(count) < _FEWEST:
        return False
    steps = [int(later) - int(earlier) for earlier, later in pairwise(count)]
    usual = statistics.mode(steps)
    return usual > 0 and steps.count(usual) * 10 >= len(steps) * 9
