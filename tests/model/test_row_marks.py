"""Marks of several people on the rows of a table: merged in any order, of one person the newest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.row_marks import RowMark, merge_marks, row_mark

TIMES = st.sampled_from(
    ("2026-01-31T09:30:00+08:00", "2026-01-31T02:30:00+00:00", "2026-02-01T00:00:00Z", "never", "")
)
MARKS = st.lists(
    st.builds(
        row_mark,
        st.sampled_from(("a", "b")),
        st.sampled_from(("张三", "李四")),
        TIMES,
        st.dictionaries(st.sampled_from(("seen", "reason")), st.sampled_from(("yes", "no", ""))),
    )
)


@given(MARKS, MARKS, MARKS)
def test_merging_goes_in_any_order_and_as_often_as_one_likes(first, second, third):
    merged = merge_marks(first, second, third)

    assert merge_marks(third, first, second) == merged
    assert merge_marks(merge_marks(second, third), first) == merged
    assert merge_marks(merged, first, merged) == merged


@given(MARKS)
def test_nobody_loses_a_row_and_everybody_has_one_mark_on_it(marks):
    places = [(one.key, one.by) for one in merge_marks(marks)]

    assert places == sorted({(one.key, one.by) for one in marks})


def test_the_later_mark_of_a_person_holds_also_where_it_takes_all_back():
    earlier = row_mark("a", "张三", "2026-01-31T09:30:00+08:00", {"seen": "yes"})
    later = row_mark("a", "张三", "2026-01-31T02:30:00+00:00", {"seen": "", "reason": ""})

    assert merge_marks([later], [earlier]) == (later,)
    assert not later.words


def test_a_mark_without_a_readable_time_is_the_oldest():
    odd = RowMark(key="a", by="张三", at="0001-01-01T00:00:00+23:00", words=(("seen", "yes"),))
    dated = row_mark("a", "张三", "2026-01-31T09:30:00+08:00", {})

    assert merge_marks([odd], [dated]) == (dated,)
