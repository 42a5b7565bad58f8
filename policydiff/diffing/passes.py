"""The passes of the alignment, in order of trust."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.diffing.align import Pairing, Pass, identical, near_identical, remaining, repeated, similar
from policydiff.diffing.overrides import NO_PINS, Pins
from policydiff.diffing.splitting import shared_sentences
from policydiff.diffing.units import Unit

PASSES: tuple[Pass, ...] = (identical, repeated, near_identical, similar, remaining, shared_sentences)


def align(left: Sequence[Unit], right: Sequence[Unit], shelters: dict[str, str] | None = None, pins: Pins = NO_PINS) -> Pairing:
    """Run all passes over two sequences of units in reading order; what a person set comes first and stays."""
    pairing = Pairing(left=left, right=right, shelters=shelters or {}, apart=pins.forbidden(left, right))
    for link in pins.links(left, right):
        pairing.pin(link)
    for step in PASSES:
        if len(pairing.of) == len(left) and len(pairing.to) == len(right):
            break
        step(pairing)
    return pairing
