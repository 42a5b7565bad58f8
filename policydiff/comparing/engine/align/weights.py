"""The weights of the models by which articles are paired.

They are fitted by ``benchmarks/fit_alignment.py`` on links that readers judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weight of each measure of `odds`, by its name; under "" the constant.

    `first` judges each pair by itself, `second` together with its neighbours and rivals.
    """

    first: Mapping[str, float]
    second: Mapping[str, float]


SHIPPED = Weights(
    first={
        "": -2.319,
        "sentence lead": 4.013,
        "further sentence lead": 2.551,
        "clause lead": 6.501,
        "share of rivals": 4.175,
        "words ahead": 2.48,
        "beginning": 1.638,
        "mutual sentence": -2.463,
    },
    second={
        "": -1.703,
        "first odds": 0.674,
        "gain": 4.435,
        "old neighbours": 1.075,
        "new clauses": 8.93,
        "old clauses": 4.231,
        "retained": -19.299,
        "alone between": 2.723,
        "strangeness": -16.0,
    },
)
"""One sign is not what one expects: two sentences that are each other's best count against a pair.
They also make the greatest leads, which count far more for it; what remains is a correction for
pairs that have one such sentence and little else in common.
"""
