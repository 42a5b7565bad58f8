"""The best pairing of what is left: the assignment with the greatest sum."""

from __future__ import annotations

from collections.abc import Iterator

import lap
import numpy as np

Values = dict[tuple[int, int], float]

LARGEST = 16_000_000
"""Pairs, and cells of a matrix (128 MB), up to which the best assignment is sought; beyond, the
best pairs are taken one after another.
"""


def assign(values: Values) -> list[tuple[int, int]]:
    """Pairs of places with the greatest sum of values, each place at most once.

    Only pairs that have a value are given.
    """
    return sorted(pair for part in _parts(values) for pair in _best(part))


def _parts(values: Values) -> Iterator[Values]:
    """The values in parts that share no place.

    Many small matrices then take the place of one large one.
    """
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
