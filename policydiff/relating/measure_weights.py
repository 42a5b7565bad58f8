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
        "": -7.77,
        "direction": 1.268,
        "item": 0.296,
        "ahead of measures": 1.234,
        "reached": 4.492,
        "length": 0.74,
    },
    carried={
        "": -12.205,
        "direction": 3.712,
        "item": 0.196,
        "ahead of measures": 1.104,
        "reached": 3.213,
        "length": 0.728,
        "promotion": -1.904,
        "item key words": 4.283,
    },
    touched={
        "": -2.787,
        "articles": 1.156,
        "whole item": 14.296,
    },
    answered={
        "": 0.274,
        "best article": 0.719,
        "other measures": 1.138,
    },
    partly={
        "": 1.143,
        "touched": 1.024,
    },
    covered={
        "": -0.254,
        "answered": 0.618,
        "best answered": 0.433,
    },
)
