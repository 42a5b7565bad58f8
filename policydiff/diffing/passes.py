"""The passes of the alignment, in order of trust."""

from __future__ import annotations

from collections.abc import Sequence

from policydiff.diffing.align import (
    Pairing,
    Pass,
    identical,
    near_identical,
    remaining,
    repeated,
    similar,
)
from policydiff.diffing.links import UnitLink
from policydiff.diffing.overrides import NO_PINS, Pins
from policydiff.diffing.splitting import shared_sentences
from policydiff.diffing.units import Unit

PASSES: tuple[Pass, ...] = (
    identical,
    repeated,
    near_identical,
    similar,
    remaining,
    shared_sentences,
)


def align(
    left: Sequence[Unit],
    right: Sequence[Unit],
    shelters: dict[str, str] | None = None,
    pins: Pins = NO_PINS,
) -> Pairing:
    """Run all passes over two sequences of units in reading order.

    What a person or a decision set comes first and stays. A pair that a person set and that is
    found anyway changes nothing else; one that is not found takes the place of what is.
    """
    said = list(pins.links(left, right))
    opened = [link for link in said if pins.of[left[link.left].eid].is_open]
    if not opened:
        return _run(left, right, shelters or {}, pins, said)
    found = _run(
        left, right, shelters or {}, pins.firm(), [link for link in said if link not in opened]
    )
    held = pins.held(said, found.links(), left, right)
    confirmed = [link for link in held if link.confirmed]
    if len(confirmed) < len(opened):
        return _run(left, right, shelters or {}, pins, held)
    for link in confirmed:
        found.confirm(link)
    return found


def _run(
    left: Sequence[Unit],
    right: Sequence[Unit],
    shelters: dict[str, str],
    pins: Pins,
    held: Sequence[UnitLink],
) -> Pairing:
    """All passes, after `held`; nothing else is added to what is set."""
    pairing = Pairing(left=left, right=right, shelters=shelters, apart=pins.forbidden(left, right))
    for link in held:
        pairing.pin(link)
    for step in PASSES:
        if len(pairing.of) == len(left) and len(pairing.to) == len(right):
            break
        step(pairing)
    pairing.more = [link for link in pairing.more if link in held or pins.allows(link, left, right)]
    return pairing
