"""Which matches are found with confidence, and which a reader should check."""

from __future__ import annotations

from policydiff.diffing.overrides import DECLARED, PINNED, SAID
from policydiff.model.comparison import Match

CONFIDENT = 0.6
"""A pair that shares less than three fifths of its text was paired by what stands around it or by single sentences: it may be
right, and on hand-checked amendments of laws it mostly was, but a reader cannot see it at a glance. About one pair in a hundred."""


def is_doubtful(match: Match) -> bool:
    """True for a match of both sides below the stated confidence; what a person or a decision set is not doubted."""
    return match.score is not None and match.score < CONFIDENT and match.reason not in SAID and match.kind != "unchanged"


def is_declared(match: Match) -> bool:
    """True for what a decision set, both of whose sides are there: that something came or went is seen."""
    return match.reason == DECLARED and bool(match.left and match.right)


def is_pinned(match: Match) -> bool:
    """True for what a person set."""
    return match.reason == PINNED
