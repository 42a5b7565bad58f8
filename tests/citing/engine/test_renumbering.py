"""New numbers in printed citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.citing.engine.renumbering import Steps, renumber
from policydiff.model.cited import CitationCheck
from policydiff.text.numerals import write_number
from policydiff.text.traditions.mainland.cn_law import DIALECT

WORDS = DIALECT.citations


def steps(text: str) -> Steps:
    """a3 p2 → article 3, paragraph 2."""
    levels = {"c": "chapter", "a": "article", "p": "paragraph", "i": "point"}
    return tuple((levels[step[0]], step[1:]) for step in text.split())


def written(text: str, *pairs: str) -> str | None:
    """The citation with its new numbers; None where it is not rewritten."""
    read = tuple(
        (steps(before), steps(after)) for before, after in (one.split(">") for one in pairs)
    )
    found = renumber(text, read, WORDS)
    if found is None:
        return None
    return CitationCheck(verdict="renumbered", fixes=found.fixes).corrected(text) or text


@pytest.mark.parametrize(
    ("text", "pair", "expected"),
    [
        ("《甲法》第一百零三条", "a103 > a116", "《甲法》第一百一十六条"),
        ("甲法第三条第二款", "a3 p2 > a4 p2", "甲法第四条第二款"),
        ("《甲法》第三条第二款第（三）项", "a3 p2 i3 > a3 p2 i4", "《甲法》第三条第二款第（四）项"),
        ("《甲法》第三条第三项", "a3 i3 > a5 i2", "《甲法》第五条第二项"),
        ("《甲法》第103条", "a103 > a116", "《甲法》第116条"),
        ("《甲法》第１０３条", "a103 > a116", "《甲法》第１１６条"),
        ("《甲法》第五条之一", "a5-1 > a6", "《甲法》第六条"),
        ("《甲法》第五条", "a5 > a5-1", "《甲法》第五条之一"),
        ("第二款", "a3 p2 > a4 p2", "第二款"),
        ("《甲法》第三条规定的第二款", "a3 p2 > a4 p1", "《甲法》第四条规定的第一款"),
        ("《关于〈甲法〉第三条的解释》第三条", "a3 > a4", "《关于〈甲法〉第三条的解释》第四条"),
        ("《甲法》第一百〇三条", "a103 > a116", None),
        ("《甲法》第一〇三条", "a103 > a116", None),
        ("《甲法》第三", "a3 > a4", None),
        ("《甲法》附件一", "a3 > a4", None),
        ("《甲法》第三条", "a4 > a5", None),
        ("《甲法》第三条的规定", "a3 > a4", None),
    ],
)
def test_numbers_are_written_as_the_old_ones(text: str, pair: str, expected: str | None) -> None:
    assert written(text, pair) == expected


def test_both_ends_of_a_range() -> None:
    assert written("《甲法》第三条至第五条", "a3 > a6", "a5 > a8") == "《甲法》第六条至第八条"
    assert written("《甲法》第三条第一款至第三款", "a3 p1 > a6 p1", "a3 p3 > a6 p3") == (
        "《甲法》第六条第一款至第三款"
    )
    assert written("《甲法》第三条第一款至第三款", "a3 p1 > a6 p1", "a3 p3 > a7 p1") is None
    assert written("《甲法》第三条至第五条", "a3 > a6") is None


def test_steps_that_are_left_out_are_counted() -> None:
    found = renumber("第（二）项", ((steps("a3 p1 i2"), steps("a4 p1 i3")),), WORDS)

    assert found is not None
    assert found.bare == 2


@given(st.integers(1, 1500), st.integers(1, 1500))
def test_every_number_can_take_the_place_of_every_other(before: int, after: int) -> None:
    text = f"《甲法》第{write_number(before)}条"

    assert written(text, f"a{before} > a{after}") == f"《甲法》第{write_number(after)}条"
