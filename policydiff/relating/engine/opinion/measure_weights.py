"""The weights of the models by which a law answers a measure.

They are fitted by ``benchmarks/fit_measures.py`` on readers' verdicts; a relation takes another
table too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Table = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWeights:
    """The weight of each number by its name; under "" the constant.

    `subject` gives the odds that an article is on a measure's subject or carries it out, `carried`
    those that it carries it out. From these, `touched` gives the odds that the law answers a
    measure at least partly, `answered` that it answers it.
    """

    subject: Table
    carried: Table
    touched: Table
    answered: Table


SHIPPED = MeasureWeights(
    subject={
        "": -5.401,
        "direction": 1.316,
        "item": 0.26,
        "ahead of measures": 1.402,
        "reached": 5.451,
        "purpose": -3.111,
        "definition": -1.246,
        "closing": -3.799,
    },
    carried={
        "": -12.118,
        "direction": 3.793,
        "ahead of measures": 1.191,
        "reached": 4.601,
        "run": 1.139,
        "item key words": 2.558,
        "length": 0.509,
        "promotion": -1.106,
        "purpose": -2.046,
        "definition": -2.052,
        "closing": -2.305,
    },
    touched={
        "": -0.441,
        "articles": 0.401,
        "whole item": 6.732,
        "heading": 0.157,
        "growth": -0.165,
        "best article": 0.654,
    },
    answered={"": 0.692, "best article": 0.948, "other measures": 0.924, "heading": 1.276},
)
