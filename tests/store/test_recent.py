"""What was read last stays in memory, within bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydiff.store.recent import Recent

MOST = 20


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9))))
def test_what_is_there_is_what_was_put_last_and_never_more_than_allowed(puts):
    recent: Recent[int] = Recent(MOST)
    last: dict[int, tuple[int, int]] = {}
    for key, value, weight in puts:
        recent.put(key, value, weight)
        if 2 * weight <= MOST:
            last[key] = value, weight

        there = {one: recent.get(one) for one in last if recent.get(one) is not None}
        assert all(value == last[one][0] for one, value in there.items())
        assert sum(last[one][1] for one in there) <= MOST


def test_what_nobody_asked_for_goes_first():
    recent: Recent[str] = Recent(4)
    for key in "abcd":
        recent.put(key, key)
    recent.get("a")
    recent.put("e", "e")

    assert [key for key in "abcde" if recent.get(key)] == ["a", "c", "d", "e"]
