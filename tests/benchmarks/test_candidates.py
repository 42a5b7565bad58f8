"""What candidates leave out is counted by `candidates_bench.py` as it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from candidates_bench import Full, shares

pytestmark = pytest.mark.where_changed("benchmarks")


def test_a_link_that_is_left_out_is_one_that_is_missing() -> None:
    found = Full(links={"item_1": [(0.9, 0), (0.8, 1), (0.7, 2), (0.4, 3)]})

    assert list(shares(found, frozenset({1, 2, 3}))) == [
        ("best", 1, 0),
        ("first 3", 3, 2),
        ("likely", 3, 2),
    ]


def test_links_of_one_score_are_interchangeable() -> None:
    found = Full(links={"item_1": [(0.9, 0), (0.9, 1), (0.9, 2), (0.9, 3)]})

    assert list(shares(found, frozenset({1, 3})))[:2] == [("best", 1, 1), ("first 3", 3, 2)]
