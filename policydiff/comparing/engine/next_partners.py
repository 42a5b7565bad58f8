"""The next likely partners of a match, for a person who pairs otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.model.comparison import Comparison, Match
from policydiff.model.office_content import SideName

LEAST = 0.25
"""The likeness of two texts below which one is no candidate: they share stock phrases alone."""

MOST = 5
"""So many are named, more than a person tries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPartner:
    """A part on `side` that may correspond to `beside`, an eId of the other text.

    `odds` are those that a reader would say so, None where they were not weighed; `likeness` is the
    share of both texts that is common, from 0 to 1.
    """

    side: SideName
    eid: str
    num: str | None
    beside: str
    text: str
    likeness: float
    odds: float | None = None


def next_partners(comparison: Comparison, match: Match) -> tuple[NextPartner, ...]:
    """The likeliest parts outside of a match for those in it, weighed ones first."""
    weighed = {one.side.eid: one.score for one in match.possible}
    found: dict[tuple[SideName, str], NextPartner] = {}
    for partner in _near(comparison, match, weighed):
        key = partner.side, partner.eid
        if key not in found or found[key].likeness < partner.likeness:
            found[key] = partner
    ranked = sorted(
        found.values(), key=lambda one: (-(one.odds or 0), -one.likeness, one.side, one.eid)
    )
    return tuple(ranked[:MOST])


def _near(comparison: Comparison, match: Match, weighed: dict[str, float]) -> Iterator[NextPartner]:
    sides: tuple[tuple[SideName, SideName], ...] = (("left", "right"), ("right", "left"))
    for near, far in sides:
        own = {one.eid for one in getattr(match, near)}
        taken = {one.eid for one in getattr(match, far)}
        for unit in read_units(getattr(comparison, near)):
            if unit.eid not in own or not unit.text:
                continue
            others = [
                other
                for other in read_units(getattr(comparison, far))
                if other.level == unit.level and other.eid not in taken
            ]
            yield from _of(unit, others, far, weighed)


def _of(
    unit: Unit, others: list[Unit], far: SideName, weighed: dict[str, float]
) -> Iterator[NextPartner]:
    keys = [other.key for other in others]
    scorer = Indel.normalized_similarity
    best = extract(unit.key, keys, scorer=scorer, limit=MOST, score_cutoff=LEAST)
    named = {place: likeness for _, likeness, place in best}
    for place, other in enumerate(others):
        if place in named or other.eid in weighed:
            yield NextPartner(
                side=far,
                eid=other.eid,
                num=other.num,
                beside=unit.eid,
                text=other.text,
                likeness=named.get(place, 0.0) or scorer(unit.key, other.key),
                odds=weighed.get(other.eid),
            )
