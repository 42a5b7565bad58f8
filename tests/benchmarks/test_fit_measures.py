"""What the fit of measures says of odds is drawn and counted as it is."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from _measures import Told, kappa
from fit_measures import Bin, Rows, chart, counts

pytestmark = pytest.mark.where_changed("benchmarks")

BINS = [
    Bin("甲", "answered", 0.0, 0.5, 10, 0.25, 0.25),
    Bin("甲", "answered", 0.5, 1.0, 10, 0.75, 1.0),
    Bin("乙", "touched", 0.0, 0.5, 10, 0.25, 0.5),
]


def test_each_opinion_has_a_line_on_straight_axes() -> None:
    drawn = etree.fromstring(chart("answered", BINS).svg())
    space = "{http://www.w3.org/2000/svg}"
    texts = {text.text for text in drawn.iter(f"{space}text")}
    lines = [line.get("points") for line in drawn.iter(f"{space}polyline")]
    (x, y), (right, top) = (tuple(map(float, spot.split(","))) for spot in lines[0].split(" "))
    dotted = next(line for line in drawn.iter(f"{space}line") if line.get("class") == "slope")
    ends = [float(dotted.get(name)) for name in ("x1", "y1", "x2", "y2")]

    assert {"甲", "0", "0.4", "1"} <= texts
    assert "乙" not in texts
    assert (x - ends[0]) / (ends[2] - ends[0]) == pytest.approx(0.25, abs=0.01)
    assert (y - ends[1]) / (ends[3] - ends[1]) == pytest.approx(0.25, abs=0.01)
    assert top == pytest.approx(ends[3], abs=0.1)
    assert right > x


def test_what_is_right_and_what_the_reader_left_open_are_counted() -> None:
    found = Told(items=[(2, 2), (0, 1)], measures=[(0, 0), (1, 0), (2, 2)], tops=[])

    assert counts(found) == "items 2, right 1, none 1; measures 3, right 2, none 1"


@pytest.mark.parametrize(
    ("truth", "answers", "value"),
    [([0, 1, 2], [0, 1, 2], 1.0), ([0, 2, 0, 2], [2, 0, 2, 0], -1.0), ([0, 0], [0, 0], 1.0)],
)
def test_kappa_is_one_where_all_agree(truth: list[int], answers: list[int], value: float) -> None:
    assert kappa(truth, answers) == pytest.approx(value)


def test_a_row_without_weight_changes_no_fit() -> None:
    numbers = {"run": np.array([0.0, 1.0, 2.0, 3.0])}
    plain, more = Rows(), Rows()
    for rows in (plain, more):
        rows.add(numbers, np.array([0, 0, 1, 1]), 1.0)
    more.add({"run": np.array([9.0])}, np.array([0]), 0.0)

    assert plain.fit(["run"])["run"] == pytest.approx(more.fit(["run"])["run"], abs=0.01)
    assert plain.fit(["run"])["run"] > 0
