"""The picture of a work in time."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.library.report.timeline_picture import LANES, WIDTH, TimelineMark, draw_timeline

DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1)).map(str)


def marks(days, lane="versions", **choices):
    return [TimelineMark(lane=lane, day=day, label=day, address="", **choices) for day in days]


def test_nothing_is_drawn_of_nothing():
    assert draw_timeline([]) is None


def test_a_later_day_stands_further_right_and_both_clocks_have_their_scale():
    drawn = draw_timeline(marks(["1990-01-01", "2000-01-01", "2010-01-01"], learnt="2026-05-01"))

    places = [one.x for one in drawn.marks]
    assert places == sorted(places)
    assert len(set(places)) == 3
    assert {one.learnt for one in drawn.marks} == {545.0}
    assert [tick.label for tick in drawn.ours] == ["2026-05-01"]
    assert drawn.height > drawn.ours_y > drawn.law_y


@settings(max_examples=examples(100))
@given(st.lists(st.tuples(st.sampled_from(LANES), DAYS), min_size=1, max_size=20))
def test_no_label_covers_another(rows):
    drawn = draw_timeline(
        [TimelineMark(lane=lane, day=day, label=day, address="") for lane, day in rows]
    )

    boxes = []
    for one in drawn.marks:
        width = 10 + 7.2 * len(one.mark.label)
        begin, end = (one.x - width, one.x) if one.anchor == "end" else (one.x, one.x + width)
        assert end <= WIDTH + 1
        assert all(end <= left or begin >= right for left, right, y in boxes if y == one.y)
        boxes.append((begin, end, one.y))
    assert len(drawn.marks) == len(rows)
