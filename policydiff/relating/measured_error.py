"""The error of the verdicts on measures, as it was measured against readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredError:
    """Shares of verdicts that are a reader's, from 0 to 1.

    `items` and `measures` are those of the program on laws that took no part in the fit of its
    weights, `laws` their number; `reader_items` and `reader_measures` those of a second reader on
    one law. The figures and how they were found stand in `benchmarks/README.md`.
    """

    items: float
    measures: float
    laws: int
    reader_items: float
    reader_measures: float


SHIPPED: MeasuredError | None = None
"""That of the shipped weights; None where it was not measured."""
