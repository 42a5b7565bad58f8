"""How much is tried: some in `make test`, all in `make test-all`, which takes the profile `all` of
Hypothesis.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

ALL = 100
"""Percent of the examples that `make test-all` tries; a profile of Hypothesis tells its own share
as `max_examples`.
"""

_LEAST = 8

Item = TypeVar("Item")


def examples(most: int) -> int:
    """How many examples to try of a law for which `make test-all` tries `most`."""
    return max(min(most, _LEAST), most * settings().max_examples // ALL)


def some(items: Sequence[Item], step: int) -> Sequence[Item]:
    """All of them in `make test-all`, else one of every `step`, the first among them."""
    return items if settings().max_examples >= ALL else items[::step]
