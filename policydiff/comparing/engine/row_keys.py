"""Keys by which the rows of a comparison are found again."""

from __future__ import annotations

import hashlib
import json

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.model.comparison import Comparison, Match


def row_keys(comparison: Comparison) -> dict[int, str]:
    """The key of each match, by its id: equal for the same parts with the same words."""
    units = [
        {unit.eid: unit for unit in read_units(document)}
        for document in (comparison.left, comparison.right)
    ]
    return {match.id: _key(match, units[0], units[1]) for match in comparison.matches}


def _key(match: Match, left: dict[str, Unit], right: dict[str, Unit]) -> str:
    parts = [
        [[side.eid, side.heading or "", units[side.eid].text if side.eid in units else ""]]
        for units, sides in ((left, match.left), (right, match.right))
        for side in sides
    ]
    data = json.dumps([len(match.left), parts]).encode()
    return hashlib.sha256(data).hexdigest()[:24]
