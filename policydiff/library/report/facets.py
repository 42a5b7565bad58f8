"""Facets: the values of many rows, each counted under the other choices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)

Choices = Mapping[str, Collection[str]]
"""The chosen values of facets by name; of several values of a facet one must fit."""


class Facets:
    """Rows in order, each with one value of every facet.

    A set of rows is a number with a bit for each; `every` is that of all rows.
    """

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        """`rows` have the same facets."""
        places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            for item in row.items():
                places[item].append(place)
        self.every = (1 << len(rows)) - 1
        self._rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (name, value), found in places.items():
            self._rows[name][value] = set_of(found)

    def chosen(self, choices: Choices, among: int | None = None, *, but: str = "") -> int:
        """The rows that fit the choices, but those of one facet, `among` others."""
        fitting = (
            reduce(or_, (self._rows[name].get(value, 0) for value in values), 0)
            for name, values in choices.items()
            if values and name != but
        )
        return reduce(and_, fitting, self.every if among is None else among)

    def counts(self, name: str, choices: Choices, among: int | None = None) -> dict[str, int]:
        """The values of a facet with their rows under the choices of other facets.

        Those that no row has are left out, unless they are chosen.
        """
        rows, own = self.chosen(choices, among, but=name), choices.get(name, ())
        counted = {value: (mask & rows).bit_count() for value, mask in self._rows[name].items()}
        listed = {value: count for value, count in counted.items() if count or value in own}
        return dict.fromkeys(own, 0) | listed


def fits(values: Mapping[str, str], choices: Choices) -> bool:
    """True where values of facets fit the choices."""
    return all(values.get(name) in chosen for name, chosen in choices.items() if chosen)


def sums(
    rows: Mapping[Row, Mapping[str, str]], weights: Mapping[Row, int], name: str
) -> dict[str, int]:
    """The values of a facet with the weights of their rows together."""
    found: Counter[str] = Counter()
    for row, weight in weights.items():
        if row in rows:
            found[rows[row][name]] += weight
    return dict(found)


def set_of(places: Collection[int]) -> int:
    """The set of the rows at some places."""
    found = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def places_of(rows: int) -> Iterator[int]:
    """The places of the rows of a set, in order."""
    for place, bit in enumerate(reversed(f"{rows:b}")):
        if bit == "1":
            yield place
