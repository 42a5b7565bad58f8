"""Which children stay, come and go."""

from __future__ import annotations

from policydiff.amending.engine.drafting.lists import NEVER, align, runs


def cost(left: str, right: str):
    return lambda row, column: 0 if left[row] == right[column] else NEVER


def test_what_is_alike_stays_and_the_rest_comes_or_goes():
    pairing = align(range(3), range(3), cost("abc", "bcd"), lambda _: 1, lambda _: 1)

    assert pairing == ((0, None), (1, 0), (2, 1), (None, 2))
    assert list(runs(pairing or ())) == [([0], []), ([], [2])]


def test_there_is_no_way_where_nothing_may_come_or_go():
    assert align(range(1), range(1), cost("a", "b"), lambda _: NEVER, lambda _: NEVER) is None
