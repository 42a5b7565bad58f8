"""Quotations in running text: their marks, nesting, lines, and marks that are missing. All texts
are invented.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.amending.engine.reading.quotation_marks import find_quotations, quoted_text

MARKS = str.maketrans("", "", '“”「」『』"\n')


def quoted(text: str) -> list[str]:
    return [quoted_text(text, span) for span in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将“桥”修改为“船”。", ["桥", "船"]),
        ('将"桥"修改为"船"。', ["桥", "船"]),
        ("将「桥」修改为「船」。", ["桥", "船"]),
        ("将『桥』修改为“船”。", ["桥", "船"]),
        ("修改为：“所称‘桥’，是木桥。”", ["所称‘桥’，是木桥。"]),
        ("修改为：“所称“桥”，是木桥。”", ["所称“桥”，是木桥。"]),
        ("修改为：「所称『桥』，是木桥。」", ["所称『桥』，是木桥。"]),
        ('修改为："所称"桥"，是木桥。"', ['所称"桥"，是木桥。']),
        ('修改为："桥由村修。"第三款相应改为第四款。', ["桥由村修。"]),
        ("“甲。”“乙。”修改为：“丙。”", ["甲。", "乙。", "丙。"]),
        ('"甲。""乙。"修改为："丙。"', ["甲。", "乙。", "丙。"]),
        ("没有引号。", []),
    ],
)
def test_on_one_line(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修改为：“甲。\n“乙。”", ["甲。\n乙。"]),
        ("修改为：“甲。\n乙。”第三款删去。", ["甲。\n乙。"]),
        ('修改为："甲。\n"乙。"', ["甲。\n乙。"]),
        (
            "修改为：\n“甲：\n“（一）乙；\n（二）丙。\n“丁。”",
            ["甲：\n（一）乙；\n（二）丙。\n丁。"],
        ),
        ("修改为：“甲。\n“桥”，是指木桥。”", ["甲。\n“桥”，是指木桥。"]),
    ],
    ids=[
        "mark at every head",
        "one pair of marks",
        "straight",
        "some heads without",
        "a line that defines a term",
    ],
)
def test_over_several_lines(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修改为：“甲。", ["甲。"]),
        ("修改为：“甲。\n“乙。", ["甲。\n乙。"]),
        ('修改为：“甲。"', ["甲。"]),
        ("第三条修改为：甲。”", ["甲。"]),
        ("第三条修改为：甲：\n（一）乙。”", ["甲：\n（一）乙。"]),
        ("甲”乙", []),
        ("甲说“乙", []),
    ],
    ids=[
        "closing",
        "closing of the last line",
        "closing, a straight one there",
        "opening",
        "opening, two lines",
        "stray",
        "unannounced",
    ],
)
def test_a_mark_is_missing(text, expected):
    assert quoted(text) == expected


@given(st.text(alphabet='将第三条修改为：甲乙。，“”「」『』"‘’\n', max_size=80))
def test_quotations_stand_in_order_and_lose_nothing(text):
    place, kept = 0, []
    for span in find_quotations(text):
        assert place <= span.begin <= span.inner_begin <= span.inner_end <= span.end <= len(text)
        kept += [text[place : span.begin], quoted_text(text, span)]
        place = span.end
    kept.append(text[place:])

    assert "".join(kept).translate(MARKS) == text.translate(MARKS)


def test_many_marks_cost_as_their_number():
    for text in (
        "“" * 100_000,
        '修改为："' * 30_000,
        "”" * 100_000,
        "“甲\n" * 50_000,
        "修改为：甲”" * 30_000,
    ):
        assert sum(1 for _ in find_quotations(text)) <= len(text)
