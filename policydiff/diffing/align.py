"""Which units of two documents correspond: named passes, each seeing only what is still unmatched.

Numbers prove nothing: they only break ties between units that are equally alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from policydiff.diffing.likeness import Scores, likeness, words_of
from policydiff.diffing.units import Unit

FLOOR = 0.3
"""Ratios below are what two unrelated Chinese provisions share by common words: no candidates."""

NEAR = 0.85
"""From this ratio on a pair that is the best of both sides needs no context."""

ENOUGH = 0.5
"""An assigned pair shares at least half of its characters, context counted in."""

NEIGHBOUR = 0.06
"""What a matched neighbour on either side adds to a pair's ratio."""

SHELTER = 0.04
"""What a matched container adds."""

SAME_NUMBER = 1e-4
"""Breaks ties only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A left and a right unit that correspond, by place in their sequences, with the ratio and the pass that found them."""

    left: int
    right: int
    score: float
    reason: str


@dataclass(slots=True, kw_only=True)
class Pairing:
    """What is matched so far between two sequences of units; passes add to it."""

    left: Sequence[Unit]
    right: Sequence[Unit]
    shelters: dict[str, str] = field(default_factory=dict)
    """Left eId → right eId of containers, or of enclosing provisions, known to correspond."""
    of: dict[int, Link] = field(default_factory=dict)
    to: dict[int, Link] = field(default_factory=dict)

    def add(self, left: int, right: int, score: float, reason: str) -> None:
        """Match two units."""
        link = Link(left=left, right=right, score=score, reason=reason)
        self.of[left] = self.to[right] = link

    def links(self) -> list[Link]:
        """All that was found, in the order of the left."""
        return [self.of[left] for left in sorted(self.of)]

    def free_left(self) -> list[int]:
        """Places on the left that are unmatched."""
        return [place for place in range(len(self.left)) if place not in self.of]

    def free_right(self) -> list[int]:
        """Places on the right that are unmatched."""
        return [place for place in range(len(self.right)) if place not in self.to]

    def scores(self) -> Scores:
        """The ratios of what is free on both sides."""
        rows, columns = self.free_left(), self.free_right()
        found = likeness([self.left[row] for row in rows], [self.right[column] for column in columns], floor=FLOOR)
        return {(rows[row], columns[column]): score for (row, column), score in found.items()}

    def neighbours(self, left: int, right: int) -> int:
        """How many of the two neighbours of a pair are matched to one another."""
        before = left > 0 and right > 0 and (link := self.of.get(left - 1)) is not None and link.right == right - 1
        after = (link := self.of.get(left + 1)) is not None and link.right == right + 1
        return before + after


Pass = Callable[[Pairing], None]


def identical(pairing: Pairing) -> None:
    """Reads keys; gives pairs whose text occurs once on each side."""
    rows, columns = _by_text(pairing.left, pairing.free_left()), _by_text(pairing.right, pairing.free_right())
    for text, places in rows.items():
        others = columns.get(text, [])
        if len(places) == len(others) == 1 and text:
            pairing.add(places[0], others[0], 1.0, "identical")


def repeated(pairing: Pairing) -> None:
    """Reads keys that occur several times, and neighbours; gives first the pairs beside matched ones, then the rest in order."""
    rows, columns = _by_text(pairing.left, pairing.free_left()), _by_text(pairing.right, pairing.free_right())
    for text in rows.keys() & columns.keys():
        grown = True
        while grown:
            grown = False
            for left in rows[text]:
                for right in columns[text]:
                    if left not in pairing.of and right not in pairing.to and pairing.neighbours(left, right):
                        pairing.add(left, right, 1.0, "identical")
                        grown = True
        free = [left for left in rows[text] if left not in pairing.of], [right for right in columns[text] if right not in pairing.to]
        for left, right in zip(*free, strict=False):
            pairing.add(left, right, 1.0, "identical")


def near_identical(pairing: Pairing) -> None:
    """Reads ratios; gives pairs above `NEAR` that are the best for both their sides."""
    scores = pairing.scores()
    rows, columns = _best(scores, 0), _best(scores, 1)
    for left, (score, right) in sorted(rows.items()):
        if score >= NEAR and columns[right][1] == left:
            pairing.add(left, right, score, "near-identical")


def assigned(pairing: Pairing) -> None:
    """Reads ratios and context; gives the assignment with the greatest sum among what is left."""
    scores = pairing.scores()
    valued = {pair: score + _context(pairing, *pair) for pair, score in scores.items()}
    for left, right in assignment({pair: value for pair, value in valued.items() if value >= ENOUGH}):
        pairing.add(left, right, scores[left, right], "similar")


PASSES: tuple[Pass, ...] = (identical, repeated, near_identical, assigned)


def align(left: Sequence[Unit], right: Sequence[Unit], shelters: dict[str, str] | None = None) -> Pairing:
    """Run all passes over two sequences of units in reading order."""
    pairing = Pairing(left=left, right=right, shelters=shelters or {})
    for step in PASSES:
        if not pairing.free_left() or not pairing.free_right():
            break
        step(pairing)
    return pairing


def _by_text(units: Sequence[Unit], places: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in places:
        found.setdefault(words_of(units[place]), []).append(place)
    return found


def _best(scores: Scores, side: int) -> dict[int, tuple[float, int]]:
    """The best partner of each unit of a side; the first in order where several are."""
    best: dict[int, tuple[float, int]] = {}
    for pair, score in sorted(scores.items()):
        if score > best.get(pair[side], (0.0, 0))[0]:
            best[pair[side]] = (score, pair[1 - side])
    return best


def _context(pairing: Pairing, left: int, right: int) -> float:
    """What a pair's surroundings add to its ratio."""
    a, b = pairing.left[left], pairing.right[right]
    sheltered = a.parent is not None and b.parent is not None and pairing.shelters.get(a.parent.eid) == b.parent.eid
    same = a.number is not None and a.number == b.number
    return NEIGHBOUR * pairing.neighbours(left, right) + SHELTER * sheltered + SAME_NUMBER * same


def assignment(values: Scores) -> list[tuple[int, int]]:
    """The pairs of the assignment with the greatest sum; what is not among the values is not paired."""
    import lap  # noqa: PLC0415 - heavy
    import numpy as np  # noqa: PLC0415 - heavy

    rows, columns = sorted({left for left, _ in values}), sorted({right for _, right in values})
    if not rows:
        return []
    matrix = np.zeros((len(rows), len(columns)))
    row_of, column_of = {left: place for place, left in enumerate(rows)}, {right: place for place, right in enumerate(columns)}
    for (left, right), value in values.items():
        matrix[row_of[left], column_of[right]] = value
    _, chosen, _ = lap.lapjv(-matrix, extend_cost=True)
    pairs = [(rows[row], columns[column]) for row, column in enumerate(chosen.tolist()) if column >= 0]
    return [pair for pair in pairs if pair in values]
