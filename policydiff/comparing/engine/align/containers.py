"""The pairing of chapters by the articles that they share and by their headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz.distance import Indel

from policydiff.comparing.engine.align.assignment import assign
from policydiff.comparing.engine.align.unit_pairing import CLOSE, REMOTE, SURE
from policydiff.comparing.engine.align.units import Unit, UnitLink

SHARED = 0.7
"""What is shared of the articles weighs more than the heading: a renamed chapter with its articles
is still that chapter.
"""

LEAST = 0.25
"""Two containers correspond when a good third of their articles is common, or their headings agree
word for word.
"""


def align_containers(
    left: Sequence[Unit],
    right: Sequence[Unit],
    held: Callable[[Unit], set[int]],
    held_right: Callable[[Unit], set[int]],
) -> list[UnitLink]:
    """Pair containers by their headings and the groups of the articles below.

    The pairs are the assignment with the greatest sum. Their odds are those that articles have
    which are as much alike: nobody judged chapters.
    """
    if not left or not right:
        return []
    below, others = [held(unit) for unit in left], [held_right(unit) for unit in right]
    values = {}
    for row, unit in enumerate(left):
        for column, other in enumerate(right):
            both = len(below[row] & others[column])
            share = 2 * both / (len(below[row]) + len(others[column])) if both else 0.0
            heading = (
                Indel.normalized_similarity(unit.heading_key, other.heading_key)
                if unit.heading_key and other.heading_key
                else 0.0
            )
            same_number = unit.number is not None and unit.number == other.number
            distance = abs(row / len(left) - column / len(right))
            value = (
                SHARED * share + (1 - SHARED) * heading + 1e-4 * same_number - 1e-5 * distance
            )  # the last two break ties
            if value >= LEAST:
                values[row, column] = value
    return [
        UnitLink(left=row, right=column, score=_odds(values[row, column]), reason="container")
        for row, column in assign(values)
    ]


def _odds(value: float) -> float:
    return CLOSE if value >= SURE else REMOTE
