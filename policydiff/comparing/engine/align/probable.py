"""Articles that correspond by the odds: best partners and likely further links."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from policydiff.comparing.engine.align.assignment import Values, assign
from policydiff.comparing.engine.align.likeness import words_of
from policydiff.comparing.engine.align.match_odds import (
    ArticleSide,
    Candidates,
    measure_candidates,
    probability,
    second_measures,
)
from policydiff.comparing.engine.align.moved_clauses import LEAST, SAME_CLAUSE
from policydiff.comparing.engine.align.small_units import small_units
from policydiff.comparing.engine.align.unit_pairing import Pairing
from policydiff.comparing.engine.align.units import Unit, UnitLink
from policydiff.text.word_rarity import load_background

EVEN = 0.5
"""From even odds on a pair is a link …"""

PARTNER = 0.4
"""… and from this probability on if neither article has a better partner, which makes its odds
even. There are too few such pairs to prove it: of seven that no fit saw six were links.
"""

POSSIBLE = 0.2
"""Below even odds a pair is shown as possible from this probability on."""


WHOLE = 0.95
"""From this ratio on a unit went over to its partner whole. Laws repeat a rule for other subjects;
of the links that readers judged none is lost by it.
"""

MOVED_SHARE = 0.4
"""An article of which so much went over has gone there itself: readers of thorough revisions link
the two articles then.
"""


def probable(pairing: Pairing) -> None:
    """Pair what is free by the odds that it corresponds.

    Each unit gets at most one partner, so that the sum is greatest; likely pairs of units that have
    a partner become further links. What is less likely remains possible. Of articles that read the
    same one stands for all, and they are paired in their order.
    """
    odds = pairing_odds(pairing)
    gains = {
        pair: _logit(value) - _logit(PARTNER) for pair, value in odds.items() if value > PARTNER
    }
    chosen = frozenset(assign(gains))
    copies = (
        _copies(pairing.left, pairing.free_left()),
        _copies(pairing.right, pairing.free_right()),
    )
    for left, right in sorted(chosen):
        value = round(1 / (1 + math.exp(-gains[left, right])), 4)
        for left_copy, right_copy in zip(copies[0][left], copies[1][right], strict=False):
            pairing.add(left_copy, right_copy, value, "odds")
    others = [
        UnitLink(left=left, right=right, score=value, reason="odds")
        for (left, right), value in sorted(odds.items())
        if value >= POSSIBLE and (left, right) not in chosen
        if not _is_move(pairing, left, right) and not _is_settled(pairing, left, right)
    ]
    pairing.more.extend(link for link in others if link.score >= EVEN)
    pairing.possible.extend(link for link in others if link.score < EVEN)


def pairing_odds(pairing: Pairing) -> Values:
    """The probability of each promising pair of free places."""
    if not pairing.free_left() or not pairing.free_right():
        return {}
    pairing.sizes = len(pairing.free_left()), len(pairing.free_right())
    table = read_table(pairing)
    candidates, weights = table.candidates, pairing.weights
    first = probability(candidates.measures, weights.first)
    second = probability(second_measures(candidates, first, table.settled), weights.second)
    rated = zip(table.pairs(), second.tolist(), strict=True)
    return {pair: round(value, 4) for pair, value in rated if pairing.open(pair)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsTable:
    """The candidates of a pairing, with the indices of their rows and columns.

    `settled` maps rows to columns of what is matched already.
    """

    candidates: Candidates
    places: tuple[Sequence[int], Sequence[int]]
    settled: dict[int, int]

    def pairs(self) -> list[tuple[int, int]]:
        """The places of each candidate."""
        found = zip(self.candidates.rows.tolist(), self.candidates.columns.tolist(), strict=True)
        return [(self.places[0][row], self.places[1][column]) for row, column in found]


def read_table(pairing: Pairing) -> OddsTable:
    """The candidates among free units; matched ones are rivals and neighbours."""
    places = _distinct(pairing.left, pairing.of), _distinct(pairing.right, pairing.to)
    left, right = (
        ArticleSide(
            articles=[small_units(units[index]) for index in chosen],
            settled=np.array([index in partners for index in chosen], dtype=bool),
        )
        for units, chosen, partners in (
            (pairing.left, places[0], pairing.of),
            (pairing.right, places[1], pairing.to),
        )
    )
    rows, columns = ({index: at for at, index in enumerate(chosen)} for chosen in places)
    return OddsTable(
        candidates=measure_candidates(left, right, load_background()),
        places=places,
        settled={rows[index]: columns[link.right] for index, link in pairing.of.items()},
    )


def _distinct(units: Sequence[Unit], matched: dict[int, UnitLink]) -> list[int]:
    """The matched indices, and of free ones that read the same the first."""
    firsts = {
        words_of(unit): index
        for index, unit in reversed([*enumerate(units)])
        if index not in matched
    }
    return [
        index
        for index, unit in enumerate(units)
        if index in matched or firsts[words_of(unit)] == index
    ]


def _copies(units: Sequence[Unit], free: Sequence[int]) -> dict[int, list[int]]:
    """The first free index of each text → all free indices of that text."""
    same: dict[str, list[int]] = {}
    for index in free:
        same.setdefault(words_of(units[index]), []).append(index)
    return {places[0]: places for places in same.values()}


def _is_settled(pairing: Pairing, left: int, right: int) -> bool:
    """True where one of two units has a partner that reads nearly the same."""
    partners = (pairing.of.get(left), pairing.to.get(right))
    return any(link is not None and _ratio(pairing, *link.places) >= WHOLE for link in partners)


def _ratio(pairing: Pairing, left: int, right: int) -> float:
    texts = words_of(pairing.left[left]), words_of(pairing.right[right])
    return Indel.normalized_similarity(*texts)


def _is_move(pairing: Pairing, left: int, right: int) -> bool:
    """True where a nearly unchanged 款 moved between articles that both go on."""
    if left not in pairing.of or right not in pairing.to:
        return False
    old, new = (unit.text.split("\n") for unit in (pairing.left[left], pairing.right[right]))
    gone = sum(
        len(line)
        for line in old
        if len(line) >= LEAST
        and extractOne(line, new, scorer=Indel.normalized_similarity, score_cutoff=SAME_CLAUSE)
    )
    return 0 < gone < MOVED_SHARE * min(sum(map(len, old)), sum(map(len, new)))


def _logit(value: float) -> float:
    bounded = min(max(value, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
