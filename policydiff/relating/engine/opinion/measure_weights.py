"""The weights of the models by which a law answers a measure, and an item.

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
    measure at least partly, `answered` that it answers it; and from those `partly` and `covered`
    the odds of an item's status.
    """

    subject: Table
    carried: Table
    touched: Table
    answered: Table
    partly: Table
    covered: Table


SHIPPED = MeasureWeights(
    subject={
        "": -7.865,
        "direction": 1.418,
        "item": 0.249,
        "ahead of measures": 1.323,
        "reached": 4.707,
        "length": 0.697,
        "purpose": -1.522,
        "definition": -1.353,
        "closing": -3.521,
    },
    carried={
        "": -12.413,
        "direction": 3.589,
        "item": 0.168,
        "ahead of measures": 1.188,
        "reached": 3.352,
        "item key words": 4.457,
        "length": 0.734,
        "promotion": -1.918,
        "purpose": -1.108,
        "definition": -2.002,
        "closing": -2.493,
    },
    touched={
        "": -7.288,
        "articles": 1.062,
        "whole item": 9.416,
        "heading": 2.78,
        "growth": -0.361,
        "on subject": 6.429,
        "key words": 1.152,
    },
    answered={"": 0.18, "best article": 0.732, "other measures": 1.086},
    partly={"": 1.085, "touched": 1.169},
    covered={"": -0.23, "answered": 0.592, "best answered": 0.422},
)
