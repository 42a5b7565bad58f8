"""The weights of the models by which a law answers a measure, and an item.

They are fitted by ``benchmarks/fit_measures.py`` on verdicts that readers gave, and a table of them
can be given to a relation in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Table = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWeights:
    """The weight of each number by its name; under "" the constant.

    `subject` gives the odds that an article is on the subject of a measure or carries it out,
    `carried` those that it carries out the very measure. From these, `touched` gives the odds that
    the law answers a measure at least partly, `answered` that it answers it; and from those again
    `partly` and `covered` the odds of an item's status.
    """

    subject: Table
    carried: Table
    touched: Table
    answered: Table
    partly: Table
    covered: Table


SHIPPED = MeasureWeights(
    subject={
        "": -7.864,
        "direction": 1.417,
        "item": 0.249,
        "ahead of measures": 1.324,
        "reached": 4.708,
        "length": 0.697,
        "purpose": -1.522,
        "definition": -1.352,
        "closing": -3.521,
    },
    carried={
        "": -12.412,
        "direction": 3.584,
        "item": 0.168,
        "ahead of measures": 1.189,
        "reached": 3.355,
        "item key words": 4.457,
        "length": 0.734,
        "promotion": -1.918,
        "purpose": -1.107,
        "definition": -2.002,
        "closing": -2.494,
    },
    touched={
        "": -7.3,
        "articles": 1.062,
        "whole item": 9.38,
        "heading": 2.817,
        "growth": -0.359,
        "on subject": 6.436,
        "key words": 1.147,
    },
    answered={"": 0.177, "best article": 0.732, "other measures": 1.085},
    partly={"": 1.085, "touched": 1.168},
    covered={"": -0.231, "answered": 0.592, "best answered": 0.422},
)
