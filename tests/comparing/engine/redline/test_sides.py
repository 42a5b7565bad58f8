"""Where a hunk may end in both of two texts."""

from __future__ import annotations

import pytest

from policydiff.comparing.engine.redline.sides import FoldedSides
from policydiff.text.noise import fold
from policydiff.text.words import cut_characters, cut_names


def sides_of(left: str, right: str, cut=cut_names) -> FoldedSides:
    return FoldedSides.of(fold(left), fold(right), cut(left), cut(right))


@pytest.mark.parametrize(
    ("left", "place", "right", "other", "allowed"),
    [
        ("许可证", 2, "许可", 2, False),
        ("国家工作人员", 2, "国家公职人员", 2, True),
        ("运营人", 2, "运营", 2, False),
        ("八小时", 1, "二十小时", 2, True),
        ("五万元", 2, "五万", 2, True),
        ("一般", 1, "一", 1, False),
        ("按规定", 1, "按照规定", 2, True),
        ("之日起", 2, "期限", 2, True),
        ("二十", 1, "二", 1, False),
    ],
)
def test_a_word_that_is_shown_as_changed_is_cut_at_its_seams_alone(
    left: str, place: int, right: str, other: int, allowed: bool
) -> None:
    assert sides_of(left, right).may_cut(place, other) is allowed
    assert sides_of(right, left).may_cut(other, place) is allowed


def test_a_word_may_be_cut_where_nothing_of_it_is_shown_as_changed() -> None:
    sides = sides_of("许可证", "许可")

    assert sides.may_cut(2, 2, shown=False)
    assert not sides.may_cut(2, 2, shown_right=False)


def test_characters_are_no_words() -> None:
    assert sides_of("许可证", "许可", cut_characters).may_cut(2, 2)
