"""Lines of Chinese text by Chinese rules."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policydiff.reports._wrap import line_ends


def lines(text: str, width: int) -> list[str]:
    ends = [0, *line_ends(text, width), len(text)]
    return [text[a:b] for a, b in pairwise(ends)]


@given(st.text("甲乙丙，。《》（）[-]{+} abc123\n", max_size=80), st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text, width):
    cut = lines(text, width)

    assert "".join(cut) == text
    assert all(cell_len(line) <= width for part in cut for line in part.split("\n"))


def test_no_line_begins_with_a_closing_mark():
    assert lines("甲乙丙丁，戊己", 8) == ["甲乙丙", "丁，戊己"]


def test_no_line_ends_with_an_opening_mark():
    assert lines("甲乙丙《丁戊》", 8) == ["甲乙丙", "《丁戊》"]


def test_marks_of_the_redline_stay_with_their_text():
    assert lines("甲乙{+丙丁+}", 6) == ["甲乙", "{+丙", "丁+}"]


def test_a_space_lets_chinese_run_on():
    """Other programs break a line at 第一条　 because no space follows for long."""
    assert lines("第一条　甲乙丙丁戊", 12) == ["第一条　甲乙", "丙丁戊"]


def test_numbers_and_latin_words_stay_whole():
    assert lines("共计12345元", 8) == ["共计", "12345元"]
