"""Clauses that went to another article or level, such as a 款 that became one.

Only nearly the same text is believed, since no context speaks for it, and only clearly ahead of all
rivals: laws repeat clauses with a word changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.comparing.engine.align.likeness import measure, words_of
from policydiff.comparing.engine.align.units import Unit

CROSSING = frozenset(("article", "paragraph", "point", "indent"))
LISTED = CROSSING | {"block"}
"""The levels of a text numbered to any depth, where a list may become bullets."""

SAME_CLAUSE = 0.8
"""Below this ratio two clauses under different articles are as often two clauses alike as one that
moved.
"""

LEAST = 15
"""Characters: shorter clauses (具体办法由国务院规定) recur under many articles."""

LEAST_LISTED = 6
"""Characters of a member of a list that reads the same."""

CLEAR = 0.1
"""By so much the best place must be better than the next, else neither is believed."""


def crossings(
    free: tuple[Sequence[Unit], Sequence[Unit]],
    matched: tuple[Sequence[Unit], Sequence[Unit]],
    *,
    by_clauses: bool = False,
) -> list[tuple[Unit, Unit]]:
    """The clauses among free units that went to another place, the surest first.

    With `by_clauses` members of lists may be unnumbered, and short ones count that read the same. Of an article and its only 款, which read the same, the article is taken. Those that have a
    partner are rivals.
    """
    levels, least = (LISTED, LEAST_LISTED) if by_clauses else (CROSSING, LEAST)
    rows, columns = (list(_candidates(units, levels, least)) for units in free)
    ratios = {
        pair: likeness.ratio
        for pair, likeness in measure(rows, columns).items()
        if likeness.ratio >= SAME_CLAUSE - CLEAR
    }
    near = _near(ratios)
    nests = _nests(rows), _nests(columns)
    taken: tuple[set[int], set[int]] = (set(), set())
    found: list[tuple[Unit, Unit, float]] = []
    for (row, column), ratio in sorted(ratios.items(), key=lambda item: (-item[1], item[0])):
        short = len(rows[row].key) < LEAST or len(columns[column].key) < LEAST
        if (
            ratio < (1.0 if short else SAME_CLAUSE)
            or row in taken[0]
            or column in taken[1]
            or not _clear(near, row, column, ratio)
        ):
            continue
        found.append((rows[row], columns[column], ratio))
        for index, side in ((row, 0), (column, 1)):
            taken[side].update(nests[side][index])
    if not found:
        return []
    rivalled = _rivalled(found, matched[1], 0) | _rivalled(found, matched[0], 1)
    return [(left, right) for index, (left, right, _) in enumerate(found) if index not in rivalled]


def _rivalled(
    found: Sequence[tuple[Unit, Unit, float]], matched: Sequence[Unit], side: int
) -> set[int]:
    """The indices of clauses that are as similar to a matched unit elsewhere."""
    rivals = [unit for unit in matched if unit.level in CROSSING]
    ends = [(left, right) if side == 0 else (right, left) for left, right, _ in found]
    ratios = measure([clause for clause, _ in ends], rivals)
    return {
        index
        for (index, rival), likeness in ratios.items()
        if found[index][2] - likeness.ratio < CLEAR and not _nested(ends[index][1], rivals[rival])
    }


def _nested(unit: Unit, around: Unit) -> bool:
    return unit.order <= around.order <= unit.last or around.order <= unit.order <= around.last


def _near(
    ratios: dict[tuple[int, int], float],
) -> tuple[dict[int, list[float]], dict[int, list[float]]]:
    near: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})
    for (row, column), ratio in ratios.items():
        near[0].setdefault(row, []).append(ratio)
        near[1].setdefault(column, []).append(ratio)
    return near


def _nests(units: Sequence[Unit]) -> list[list[int]]:
    """For each unit its own index and those of the units in it and around it."""
    by_order = sorted(range(len(units)), key=lambda index: units[index].order)
    nests: list[list[int]] = [[index] for index in range(len(units))]
    around: list[int] = []
    for index in by_order:
        while around and units[around[-1]].last < units[index].order:
            around.pop()
        for above in around:
            nests[above].append(index)
            nests[index].append(above)
        around.append(index)
    return nests


def _candidates(units: Sequence[Unit], levels: frozenset[str], least: int) -> Iterator[Unit]:
    """Free units long enough to be recognised, not those of the same words below."""
    free = {unit.eid for unit in units}
    for unit in units:
        repeats = (
            unit.parent is not None
            and unit.parent.eid in free
            and words_of(unit.parent) == words_of(unit)
        )
        if unit.level in levels and len(unit.key) >= least and not repeats:
            yield unit


def _clear(
    near: tuple[dict[int, list[float]], dict[int, list[float]]], row: int, column: int, best: float
) -> bool:
    """True where no other place comes close, on either side."""
    return all(
        sum(best - ratio < CLEAR for ratio in ratios) == 1
        for ratios in (near[0][row], near[1][column])
    )
