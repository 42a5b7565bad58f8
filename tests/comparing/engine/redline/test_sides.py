"""Where a hunk may end in both of two texts, and what it is without its ends."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.redline.sides import (
    BLOCK_STEPS,
    TEXT_STEPS,
    FoldedSides,
    common_start,
    shared_blocks,
    shared_share,
    shared_stretches,
    trimmed,
)
from policydiff.text.noise import fold
from policydiff.text.words import cut_characters, cut_names


def sides_of(left: str, right: str, cut=cut_names) -> FoldedSides:
    return FoldedSides.of(fold(left), fold(right), cut)


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
    assert sides_of(left, right).may_cut((place, other)) is allowed
    assert sides_of(right, left).may_cut((other, place)) is allowed


def test_a_word_may_be_cut_where_nothing_of_it_is_shown_as_changed() -> None:
    sides = sides_of("许可证", "许可")

    assert sides.may_cut((2, 2), (False, True))
    assert not sides.may_cut((2, 2), (True, False))


def test_characters_are_no_words() -> None:
    assert sides_of("许可证", "许可", cut_characters).may_cut((2, 2))


def trim(left: str, right: str) -> list[tuple[str, str]]:
    sides = FoldedSides.of(fold(left), fold(right), cut_names)
    return [
        (sides.keys[0][slice(*hunk.left)], sides.keys[1][slice(*hunk.right)])
        for hunk in trimmed(sides, sides.whole)
    ]


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


@pytest.mark.parametrize(
    ("share", "many"),
    [(shared_blocks, round(BLOCK_STEPS**0.4)), (shared_stretches, round(TEXT_STEPS**0.5))],
)
@given(st.text("甲乙丙", max_size=12), st.text("甲乙丙", max_size=12), st.booleans())
def test_shared_blocks_are_what_both_rows_hold_in_order(
    share, many: int, left: str, right: str, long: bool
) -> None:
    """So they are of few words, and of so many that the longest is not sought first."""
    if long:
        left, right = (f"{'丁' * many}{side}" for side in (left, right))
    blocks = share(left, right)

    place = other = 0
    for begin, beside, size in blocks:
        assert begin >= place
        assert beside >= other
        assert left[begin : begin + size] == right[beside : beside + size]
        place, other = begin + size, beside + size
    assert blocks[-1] == (len(left), len(right), 0)


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_the_share_of_ordinary_texts_is_that_of_the_longest_stretches(
    left: str, right: str
) -> None:
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()

    assert shared_share(left, right) == ratio
