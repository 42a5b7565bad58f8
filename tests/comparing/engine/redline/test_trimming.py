"""Hunks without what both sides share at their ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.redline.sides import FoldedSides
from policydiff.comparing.engine.redline.trimming import common_start, trimmed
from policydiff.text.noise import fold
from policydiff.text.words import cut_names


def trim(left: str, right: str) -> list[tuple[str, str]]:
    sides = FoldedSides.of(fold(left), fold(right), cut_names(left), cut_names(right))
    hunk = (0, len(sides.left.key), 0, len(sides.right.key))
    return [(sides.left.key[a:b], sides.right.key[c:d]) for a, b, c, d in trimmed(sides, hunk)]


@pytest.mark.parametrize(
    ("left", "right", "hunks"),
    [
        ("工作人员", "工作相关人员", [("", "相关")]),
        ("工作相关人员", "工作人员", [("相关", "")]),
        ("许可证", "许可证件", [("许可证", "许可证件")]),
        ("并且按照", "并按照", [("并且", "并")]),
        ("雨伞", "雨伞", []),
    ],
)
def test_what_both_share_is_left_out_but_for_parts_of_words(
    left: str, right: str, hunks: list[tuple[str, str]]
) -> None:
    assert trim(left, right) == hunks


@given(*[st.text(alphabet="许可证件工作人员相关对于的八小时", max_size=12)] * 2)
def test_what_is_left_out_is_the_same_on_both_sides(left: str, right: str) -> None:
    for before, after in trim(left, right) or [("", "")]:
        kept = len(left) - len(before)
        assert any(
            left == left[:head] + before + left[len(left) - kept + head :]
            and right == left[:head] + after + left[len(left) - kept + head :]
            for head in range(common_start(left, right) + 1)
            if head <= kept
        )
