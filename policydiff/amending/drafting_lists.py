"""Which children of a provision stay, come and go, for the least quoting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

NEVER = 10**9
"""The price of what cannot be said."""
Pairing = tuple[tuple[int | None, int | None], ...]
"""Places on both sides in order; None where one has no counterpart."""


def align(
    rows: int, columns: int, pair: Callable[[int, int], int], goes: Callable[[int], int], comes: Callable[[int], int]
) -> Pairing | None:
    """The cheapest way from one row of nodes to the other, order kept; None where there is none below the price `NEVER`."""
    best: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            options = []
            if row and column:
                options.append((best[row - 1][column - 1][0] + pair(row - 1, column - 1), 0))
            if row:
                options.append((best[row - 1][column][0] + goes(row - 1), 1))
            if column:
                options.append((best[row][column - 1][0] + comes(column - 1), 2))
            best[row][column] = min(options, default=(0, 0))
    return _traced(best, rows, columns) if best[rows][columns][0] < NEVER else None


def _traced(best: list[list[tuple[int, int]]], row: int, column: int) -> Pairing:
    found: list[tuple[int | None, int | None]] = []
    while row or column:
        way = best[row][column][1]
        row, column = row - (way != 2), column - (way != 1)
        found.append((row if way != 2 else None, column if way != 1 else None))
    return tuple(reversed(found))


def runs(pairing: Pairing) -> Iterator[tuple[list[int], list[int]]]:
    """What goes and what comes between two that stay."""
    gone: list[int] = []
    came: list[int] = []
    for row, column in (*pairing, (-1, -1)):
        if row is not None and column is not None:
            if gone or came:
                yield gone, came
            gone, came = [], []
        elif row is not None:
            gone.append(row)
        elif column is not None:
            came.append(column)
