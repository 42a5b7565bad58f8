"""Places of amending decisions: lists, ranges, and writing them as they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.amending.engine.reading.places import above, read_places, write_place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第十八条第二款", ["第十八条第二款"]),
        ("第一条、第三条和第五条", ["第一条", "第三条", "第五条"]),
        ("第六条第一款、第三款", ["第六条第一款", "第六条第三款"]),
        ("第七项至第九项", ["第七项", "第八项", "第九项"]),
        ("第十条之一", ["第十条之一"]),
        ("第八条之一至第八条之三", ["第八条之一", "第八条之二", "第八条之三"]),
        ("第八条至第八条之二", ["第八条", "第八条之一", "第八条之二"]),
        ("序言第七自然段", ["序言第七自然段"]),
        ("引言", ["引言"]),
        ("附件二第三条", ["附件二第三条"]),
        ("名称、第一条", ["名称", "第一条"]),
    ],
)
def test_lists_and_ranges(text, places):
    assert [write_place(place) for place in read_places(text)] == places


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
