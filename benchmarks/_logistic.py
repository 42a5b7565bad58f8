"""Logistic models: the fit that the weights of the package come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

ROUNDS = 60
SETTLED = 1e-8
"""Steps of Newton's method at most, and the step from which on nothing changes any more."""


def logistic(
    rows: Any, truth: Any, worth: Any, names: Sequence[str], *, ridge: float
) -> dict[str, float]:
    """Ridge regression by Newton's method, numbers standardised; rounded to three places.

    `rows` has a row for each example and a column for each name; `worth` is the weight of each.
    """
    mean = np.average(rows, axis=0, weights=worth)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=worth)) + 1e-9
    table = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    slopes = np.zeros(table.shape[1])
    penalty = np.diag([0.0, *[ridge] * len(names)])
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(table @ slopes, -30, 30)))
        gradient = table.T @ (worth * (truth - odds)) - penalty @ slopes
        curve = (table * (worth * odds * (1 - odds) + 1e-9)[:, None]).T @ table + penalty
        step = np.linalg.solve(curve, gradient)
        slopes += step
        if np.abs(step).max() < SETTLED:
            break
    weights = slopes[1:] / spread
    constant = {"": round(float(slopes[0] - weights @ mean), 3)}
    return constant | {
        name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)
    }
