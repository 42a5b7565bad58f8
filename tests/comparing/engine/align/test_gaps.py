"""The heaviest order of pairs, and what stands alone between two that are sure."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.align.assignment import heaviest, in_order
from policydiff.comparing.engine.align.rival_margins import PairValues, alone_between, in_place

steps = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)),
    max_size=8,
    unique_by=lambda step: step[:2],
)


def follows(before, behind) -> bool:
    return before[0] < behind[0] and before[1] < behind[1]


@given(steps)
def test_no_order_is_heavier(found):
    chosen = heaviest(found)
    orders = (
        some
        for size in range(len(found) + 1)
        for some in combinations(sorted(found), size)
        if all(follows(*two) for two in pairwise(some))
    )

    assert all(follows(*two) for two in pairwise(chosen))
    assert sum(step[2] for step in chosen) == max(sum(step[2] for step in some) for some in orders)


def measured(measure, pairs: dict[tuple[int, int], float], shape: tuple[int, int], settled=None):
    rows, columns = np.array(sorted(pairs)).T
    values = np.array([pairs[pair] for pair in sorted(pairs)])
    found = measure(PairValues(rows=rows, columns=columns, values=values), shape, settled or {})
    return dict(zip(sorted(pairs), found.tolist(), strict=True))


def test_the_only_pair_between_two_that_are_sure():
    found = measured(alone_between, {(0, 0): 0.99, (1, 1): 0.2, (2, 2): 0.99}, (3, 3))

    assert found == {(0, 0): 1.0, (1, 1): 1.0, (2, 2): 1.0}


def test_a_settled_pair_is_an_end_too():
    assert measured(alone_between, {(1, 1): 0.1}, (3, 4), {0: 0, 2: 2})[1, 1] == 1.0


def test_what_no_one_claims_beside_it_counts():
    found = measured(alone_between, {(0, 0): 0.99, (1, 2): 0.2, (2, 4): 0.99}, (3, 5))

    assert 1 / 3 < found[1, 2] < 1 / 2.5


def test_a_pair_out_of_order_is_in_no_gap():
    found = measured(alone_between, {(0, 1): 0.99, (1, 0): 0.3, (2, 2): 0.99}, (3, 3))

    assert found[1, 0] == 0.0


def test_a_pair_is_in_its_place_as_far_as_both_its_neighbours_correspond():
    found = measured(
        in_place, {(0, 0): 0.99, (1, 1): 0.2, (2, 2): 0.6, (2, 0): 0.9}, (4, 3), {3: 1}
    )

    assert found == {(0, 0): 0.2, (1, 1): 0.6, (2, 0): 0.0, (2, 2): 0.0}


def test_settled_pairs_and_the_ends_are_sure_neighbours():
    assert measured(in_place, {(1, 1): 0.5}, (2, 2), {0: 0}) == {(1, 1): 1.0}


def test_of_equal_sums_the_first_of_the_left_is_paired():
    assert in_order([[0.5, 0.5], [0.5, 0.0]]) == [(0, 0)]
    assert in_order([[0.0, 0.4], [0.9, 0.0], [0.0, 0.5]]) == [(1, 0), (2, 1)]
    assert in_order([]) == in_order([[]]) == []
