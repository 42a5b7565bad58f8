"""The pairing of chapters by the articles that they share and by their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from rapidfuzz.distance import Indel

from policydiff.comparing.engine.align.assignment import assign
from policydiff.comparing.engine.align.likeness import SHORTLIST, shortlist
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

ALL_PAIRS = 40_000
"""Up to so many pairs all are weighed; no code has two hundred chapters, or sections, on a side."""


def align_containers(
    left: Sequence[Unit],
    right: Sequence[Unit],
    held: Callable[[Unit], set[int]],
    held_right: Callable[[Unit], set[int]],
) -> list[UnitLink]:
    """Pair containers by their headings and the groups of the articles below.

    The pairs are the assignment with the greatest sum. Their odds are those of articles that are as
    similar: nobody judged chapters.
    """
    if not left or not right:
        return []
    below, others = [held(unit) for unit in left], [held_right(unit) for unit in right]
    values = {}
    for row, column in _candidates(left, right, below, others):
        unit, counterpart = left[row], right[column]
        both = len(below[row] & others[column])
        share = 2 * both / (len(below[row]) + len(others[column])) if both else 0.0
        heading = (
            Indel.normalized_similarity(unit.heading_key, counterpart.heading_key)
            if unit.heading_key and counterpart.heading_key
            else 0.0
        )
        same_number = unit.number is not None and unit.number == counterpart.number
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


def _candidates(
    left: Sequence[Unit],
    right: Sequence[Unit],
    below: Sequence[set[int]],
    others: Sequence[set[int]],
) -> Iterator[tuple[int, int]]:
    """The pairs that are weighed: all, or those of shared articles, then headings."""
    if len(left) * len(right) <= ALL_PAIRS:
        yield from product(range(len(left)), range(len(right)))
        return
    hosts: dict[int, list[int]] = {}
    for column, groups in enumerate(others):
        for group in groups:
            hosts.setdefault(group, []).append(column)
    shared = {
        (row, column)
        for row, groups in enumerate(below)
        for group in groups
        for column in hosts.get(group, ())[:SHORTLIST]
    }
    yield from sorted(shared)
    rows = _by_heading(left, {row for row, _ in shared})
    columns = _by_heading(right, {column for _, column in shared})
    for heading in [heading for heading in rows if heading in columns]:
        places, partners = rows.pop(heading), columns.pop(heading)
        yield from zip(places, partners, strict=False)
        rows |= {heading: rest} if (rest := places[len(partners) :]) else {}
        columns |= {heading: rest} if (rest := partners[len(places) :]) else {}
    headings, similar = list(rows), list(columns)
    for row, column in sorted(shortlist(headings, similar)):
        yield from zip(rows[headings[row]], columns[similar[column]], strict=False)


def _by_heading(units: Sequence[Unit], taken: set[int]) -> dict[str, list[int]]:
    """The indices of units by their heading, without those taken or without one."""
    by_heading: dict[str, list[int]] = {}
    for index, unit in enumerate(units):
        if unit.heading_key and index not in taken:
            by_heading.setdefault(unit.heading_key, []).append(index)
    return by_heading


def _odds(value: float) -> float:
    return CLOSE if value >= SURE else REMOTE


def bare_links(
    left: Sequence[Unit], right: Sequence[Unit], links: Sequence[UnitLink]
) -> list[UnitLink]:
    """The pairs of containers without a heading that are one text, number and all.

    `links` are the pairs that were found by headings and articles.
    """
    free: list[dict[tuple[str | None, str], list[int]]] = []
    for units, taken in (
        (left, {link.left for link in links}),
        (right, {link.right for link in links}),
    ):
        places: dict[tuple[str | None, str], list[int]] = {}
        for index, unit in enumerate(units):
            if index not in taken and not unit.heading_key:
                places.setdefault((unit.number, unit.key), []).append(index)
        free.append(places)
    return [
        UnitLink(left=row, right=column, score=1.0, reason="identical")
        for text, rows in free[0].items()
        for row, column in zip(rows, free[1].get(text, ()), strict=False)
    ]
