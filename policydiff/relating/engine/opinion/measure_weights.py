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
        "": -9.522,
        "direction": 2.241,
        "item": 0.241,
        "ahead of measures": 1.134,
        "reached": 8.005,
        "length": 0.705,
        "purpose": -3.034,
        "definition": -1.206,
        "closing": -3.5,
    },
    carried={
        "": -12.733,
        "direction": 4.053,
        "ahead of measures": 1.143,
        "reached": 4.667,
        "run": 1.17,
        "item key words": 3.257,
        "length": 0.516,
        "promotion": -1.052,
        "purpose": -2.125,
        "definition": -2.074,
        "closing": -2.384,
    },
    touched={
        "": -4.963,
        "articles": 0.335,
        "whole item": 5.884,
        "heading": 0.342,
        "growth": -0.197,
        "on subject": 7.038,
        "best article": 0.617,
    },
    answered={
        "": -2.217,
        "best article": 0.869,
        "other measures": 0.802,
        "heading": 1.207,
        "on subject": 4.194,
    },
)
