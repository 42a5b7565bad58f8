"""Clauses that went elsewhere: a 款 that became an article or moved to another, an article that became a 款.

What has no partner at its own place is looked for at every other. Only nearly the same text is believed, since no context speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policydiff.diffing.likeness import measure, words_of
from policydiff.diffing.units import Unit

CROSSING = frozenset(("article", "paragraph", "point", "indent"))

SAME_CLAUSE = 0.8
"""Below this ratio two clauses under different articles are as often two clauses alike as one that moved."""

LEAST = 15
"""Characters: shorter clauses (具体办法由国务院规定) recur under many articles."""

CLEAR = 0.1
"""By so much the best place must be better than the next, else neither is believed."""


class Crossing(NamedTuple):
    """A left and a right unit that are one clause, with their ratio."""

    left: Unit
    right: Unit
    ratio: float


def crossings(left: Sequence[Unit], right: Sequence[Unit]) -> list[Crossing]:
    """The clauses among free units that went from one place to another, the surest first.

    Of an article and its only 款, which read the same, the article is taken.
    """
    rows, columns = list(_candidates(left)), list(_candidates(right))
    ratios = {pair: likeness.ratio for pair, likeness in measure(rows, columns).items() if likeness.ratio >= SAME_CLAUSE - CLEAR}
    taken: tuple[set[int], set[int]] = (set(), set())
    found: list[Crossing] = []
    for (row, column), ratio in sorted(ratios.items(), key=lambda item: (-item[1], item[0])):
        if ratio < SAME_CLAUSE or row in taken[0] or column in taken[1] or not _clear(ratios, row, column):
            continue
        found.append(Crossing(left=rows[row], right=columns[column], ratio=ratio))
        for place, unit, units in ((0, rows[row], rows), (1, columns[column], columns)):
            taken[place].update(number for number, other in enumerate(units) if _nested(unit, other))
    return found


def _candidates(units: Sequence[Unit]) -> Iterator[Unit]:
    """Free units long enough to be known again, without those that say just what the free one above says."""
    free = {unit.eid for unit in units}
    for unit in units:
        repeats = unit.parent is not None and unit.parent.eid in free and words_of(unit.parent) == words_of(unit)
        if unit.level in CROSSING and len(unit.key) >= LEAST and not repeats:
            yield unit


def _clear(ratios: dict[tuple[int, int], float], row: int, column: int) -> bool:
    """No other place comes close, on either side."""
    best = ratios[row, column]
    return not any((r == row) != (c == column) and best - ratio < CLEAR for (r, c), ratio in ratios.items())


def _nested(unit: Unit, other: Unit) -> bool:
    return unit is other or unit.order < other.order <= unit.last or other.order < unit.order <= other.last
