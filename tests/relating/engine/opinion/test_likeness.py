"""How surely one word speaks of what another names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydiff.relating.engine.opinion.likeness import PART, VARIANT, word_likeness
from policydiff.text.word_rarity import load_background

SOME = ("投诉", "举报", "信息", "个人信息", "森林", "没有的词", "应当", "用户信息")


def test_the_same_a_longer_one_a_variant_and_another():
    likeness = word_likeness(
        ["投诉", "信息", "没有的词"], ["投诉", "举报", "个人信息", "森林"], load_background()
    )

    assert likeness[0].tolist()[0] == 1
    assert 0.2 < likeness[0][1] < VARIANT
    assert likeness[0][3] == 0
    assert likeness[1][2] == 1
    assert not likeness[2].any()


def test_a_part_of_a_word_counts_in_part():
    likeness = word_likeness(["个人信息", "信息"], ["信息", "森林"], load_background())

    assert 0 < likeness[0][0] <= PART
    assert likeness[1].tolist() == [1, 0]


@given(st.lists(st.sampled_from(SOME), unique=True), st.lists(st.sampled_from(SOME), unique=True))
def test_it_lies_between_0_and_1_and_only_the_same_or_a_longer_word_is_1(words, others):
    likeness = word_likeness(words, others, load_background())

    assert likeness.shape == (len(words), len(others))
    for row, word in enumerate(words):
        for column, other in enumerate(others):
            assert 0 <= likeness[row, column] <= 1
            assert bool(likeness[row, column] == 1) is (word in other)
