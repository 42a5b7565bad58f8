"""Places of amending decisions: lists, ranges, and writing them as they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.places import (
    above,
    counted,
    ends,
    is_range,
    read_places,
    write_place,
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第十八条第二款", ["第十八条第二款"]),
        ("第一条、第三条和第五条", ["第一条", "第三条", "第五条"]),
        ("第六条第一款、第三款", ["第六条第一款", "第六条第三款"]),
        ("第七项至第九项", ["第七项至第九项"]),
        ("第七至九项", ["第七项至第九项"]),
        ("第七至第九项", ["第七项至第九项"]),
        ("第三条第一款至第三款、第七条", ["第三条第一款至第三款", "第七条"]),
        ("第十、十一条之一", ["第十条", "第十一条之一"]),
        ("第二、三条第一款", ["第二条第一款", "第三条第一款"]),
        ("第三条第二款至第五条第一款", ["第三条第二款至第五条第一款"]),
        ("附件二至附件四", ["附件二至附件四"]),
        ("序言第二自然段至第四自然段", ["序言第二自然段至第四自然段"]),
        ("第十条之一", ["第十条之一"]),
        ("序言第七自然段", ["序言第七自然段"]),
        ("引言", ["引言"]),
        ("附件二第三条", ["附件二第三条"]),
        ("名称、第一条", ["名称", "第一条"]),
    ],
)
def test_lists_and_ranges(text, places):
    assert [write_place(place) for place in read_places(text)] == places


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第七条至第九条", "7 8 9"),
        ("第八条之一至第八条之三", "8-1 8-2 8-3"),
        ("第八条至第八条之二", "8 8-1 8-2"),
        ("第三条至第五条之一", "3 4 5 5-1"),
        ("第四条之一至第六条", "4-1 5 6"),
        ("第四条之一至第六条之二", "4-1 5 6 6-1 6-2"),
        ("第七条", "7"),
        ("第五条至第三条", "5..3"),
        ("第五条至第三条之一", "5..3-1"),
        ("第一条至第九千条", "1..9000"),
    ],
)
def test_what_the_numbers_of_a_range_count(text, numbers):
    assert [steps[-1][1] for steps in counted(read_places(text))] == numbers.split()


def test_both_ends_of_a_range():
    (steps,) = read_places("第三条第二款至第五条第一款")

    assert is_range(steps)
    assert [write_place(end) for end in ends(steps)] == ["第三条第二款", "第五条第一款"]
    assert not is_range((("attachment", "1"), ("row", "1..2")))


@given(
    st.lists(st.integers(1, 99), min_size=2, max_size=2),
    st.lists(st.integers(0, 9), min_size=2, max_size=2),
)
def test_a_range_is_written_as_it_is_read(heads, subs):
    low, high = (
        f"{head}-{sub}" if sub else str(head) for head, sub in zip(heads, subs, strict=True)
    )
    steps = (("article", f"{low}..{high}"),)

    assert read_places(write_place(steps) or "") == (steps,)


def test_what_is_left_out_comes_from_the_place_spoken_of():
    assert read_places("第二款", (("article", "5"), ("paragraph", "1"))) == (
        (("article", "5"), ("paragraph", "2")),
    )


def test_what_is_wider_than_a_level():
    assert above((("article", "5"), ("paragraph", "1"), ("point", "2")), "point") == (
        ("article", "5"),
        ("paragraph", "1"),
    )


@given(st.integers(1, 9999), st.integers(1, 99), st.integers(1, 99))
def test_what_is_written_reads_as_it_was(article, paragraph, point):
    steps = (("article", str(article)), ("paragraph", str(paragraph)), ("point", str(point)))
    assert read_places(write_place(steps) or "") == (steps,)
