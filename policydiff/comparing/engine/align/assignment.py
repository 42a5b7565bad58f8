"""The best pairing of what is left: the assignment with the greatest sum."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import lap
import numpy as np

Values = dict[tuple[int, int], float]

LARGEST = 16_000_000
"""Pairs, and cells of a matrix (128 MB), up to which the best assignment is sought; beyond, the
best pairs are taken one after another.
"""


def assign(values: Values) -> list[tuple[int, int]]:
    """Pairs of indices with the greatest sum of values, each index at most once."""
    return sorted(pair for part in _parts(values) for pair in _best(part))


def _parts(values: Values) -> Iterator[Values]:
    """The values in parts that share no index: many small matrices, not one large."""
    leader: dict[tuple[int, int], tuple[int, int]] = {}

    def find(node: tuple[int, int]) -> tuple[int, int]:
        while (above := leader.setdefault(node, node)) != node:
            leader[node] = node = leader.setdefault(above, above)
        return node

    for row, column in values:
        leader[find((0, row))] = find((1, column))
    parts: dict[tuple[int, int], Values] = {}
    for pair, value in values.items():
        parts.setdefault(find((0, pair[0])), {})[pair] = value
    yield from parts.values()


def _best(values: Values) -> list[tuple[int, int]]:
    rows, columns = sorted({row for row, _ in values}), sorted({column for _, column in values})
    if len(rows) == 1 or len(columns) == 1:
        return [max(sorted(values), key=lambda pair: values[pair])]
    if len(rows) * len(columns) > LARGEST:
        return _greedy(values)
    place_of = (
        {row: place for place, row in enumerate(rows)},
        {column: place for place, column in enumerate(columns)},
    )
    costs = np.zeros((len(rows), len(columns)))
    for (row, column), value in values.items():
        costs[place_of[0][row], place_of[1][column]] = -value
    _, chosen, _ = lap.lapjv(costs, extend_cost=True)
    pairs = [
        (rows[place], columns[other]) for place, other in enumerate(chosen.tolist()) if other >= 0
    ]
    return [pair for pair in pairs if pair in values]


def _greedy(values: Values) -> list[tuple[int, int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for row, column in sorted(values, key=lambda pair: (-values[pair], pair)):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


Step = tuple[int, int, int]
"""A place on the left, one on the right, and a weight of 1 or more."""


def heaviest(steps: Iterable[Step]) -> list[Step]:
    """The heaviest steps that follow one another on both sides, in order."""
    before: dict[Step, Step | None] = {}
    ends: list[Step] = []
    positions: list[int] = []
    weights: list[int] = []
    # the last steps of the heaviest sequences: their positions on the right and weights rise together
    for step in sorted(steps, key=lambda step: (step[0], -step[1])):
        first = last = bisect_left(positions, step[1])
        before[step] = ends[first - 1] if first else None
        weight = step[2] + (weights[first - 1] if first else 0)
        while last < len(positions) and weights[last] <= weight:
            last += 1
        positions[first:last], weights[first:last], ends[first:last] = [step[1]], [weight], [step]
    chosen = []
    last_step = ends[-1] if ends else None
    while last_step is not None:
        chosen.append(last_step)
        last_step = before[last_step]
    return chosen[::-1]


def in_order(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of indices in order on both sides with the greatest sum of likeness.

    Likeness counts in millionths; none is no pair. Of equal sums the one that pairs the first of
    the left, and next of the right.
    """
    scores = [[round(one * 1_000_000) for one in row] for row in likeness]
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            taken = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
