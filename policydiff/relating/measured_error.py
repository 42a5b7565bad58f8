"""The error of the verdicts on measures, as it was measured against readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredError:
    """Shares of verdicts that are a reader's, from 0 to 1.

    `items` and `measures` are those of the program on laws that took no part in the fit of its
    weights, `laws` their number. For comparison: `none_items` and `none_measures` are the shares of
    those of which the reader found nothing, `reader_items` and `reader_measures` those in which a
    second reader of one law agreed.
    """

    items: float
    measures: float
    laws: int
    none_items: float
    none_measures: float
    reader_items: float
    reader_measures: float


SHIPPED = MeasuredError(
    items=94 / 120,
    measures=314 / 357,
    laws=5,
    none_items=59 / 120,
    none_measures=284 / 357,
    reader_items=22 / 24,
    reader_measures=87 / 94,
)
"""That of the shipped weights; `benchmarks/fit_measures.py` prints the figures held out."""
