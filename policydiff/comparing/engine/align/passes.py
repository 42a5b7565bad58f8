"""The passes of the alignment, in order of trust."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from policydiff.comparing.engine.align.overrides import NO_PINS, Pins
from policydiff.comparing.engine.align.probable import probable
from policydiff.comparing.engine.align.splitting import shared_sentences
from policydiff.comparing.engine.align.unit_pairing import (
    Pairing,
    Pass,
    identical,
    near_identical,
    remaining,
    repeated,
    similar,
)
from policydiff.comparing.engine.align.units import Unit, UnitLink
from policydiff.comparing.engine.align.weights import SHIPPED, Weights

PASSES: tuple[Pass, ...] = (
    identical,
    repeated,
    near_identical,
    similar,
    remaining,
    shared_sentences,
)

LEAD_PASSES: tuple[Pass, ...] = (identical, repeated, probable, near_identical)
"""The passes for the articles of a law, weighed against their rivals."""

RIVALS = 20
"""Fewer articles on a side have too few rivals: the laws by which the odds were fitted have more."""

MOST = 2_000_000
"""Pairs of articles beyond which leads take too much time and memory; no code has so many."""


def align(
    left: Sequence[Unit],
    right: Sequence[Unit],
    shelters: dict[str, str] | None = None,
    pins: Pins = NO_PINS,
    weights: Weights = SHIPPED,
) -> Pairing:
    """Run all passes over two sequences of units in reading order.

    What a person or a decision set comes first and stays. A set pair that is found anyway changes
    nothing else; one that is not found takes the place of what is.
    """
    said = list(pins.links(left, right))
    opened = [link for link in said if pins.of[left[link.left].eid].is_open]
    pairing = Pairing(left=left, right=right, shelters=shelters or {}, weights=weights)
    if not opened:
        return _run(pairing, pins, said)
    found = _run(pairing, pins.firm(), [link for link in said if link not in opened])
    held = pins.held(said, found.links(), left, right)
    confirmed = [link for link in held if link.confirmed]
    if len(confirmed) < len(opened):
        return _run(pairing, pins, held)
    for link in confirmed:
        found.confirm(link)
    return found


def _run(fresh: Pairing, pins: Pins, held: Sequence[UnitLink]) -> Pairing:
    left, right = fresh.left, fresh.right
    pairing = replace(
        fresh, of={}, to={}, more=[], measured=None, apart=pins.forbidden(left, right)
    )
    for link in held:
        pairing.pin(link)
    for step in LEAD_PASSES if _has_rivals(pairing) else PASSES:
        if len(pairing.of) == len(left) and len(pairing.to) == len(right):
            break
        step(pairing)
    pairing.more = [link for link in pairing.more if link in held or pins.allows(link, left, right)]
    return pairing


def _has_rivals(pairing: Pairing) -> bool:
    sizes = len(pairing.left), len(pairing.right)
    articles = all(unit.level == "article" for unit in pairing.left)
    return articles and min(sizes) >= RIVALS and math.prod(sizes) <= MOST
