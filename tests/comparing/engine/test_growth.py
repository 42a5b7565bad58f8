"""The work of a comparison grows with its texts, whatever is repeated in them.

Calls are counted, those of compiled functions too: they are the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.reading.load import load

LEAST = 200
FOURFOLD = 6
"""Four times the text may take six times the calls: what is sorted grows a little faster."""


def calls(work: Callable[[], Any]) -> int:
    """The calls of Python and compiled functions that some work makes."""
    count = 0

    def counting(_frame: object, event: str, _function: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def law(*lines: str) -> Document:
    text = "\n".join(("示例条例", "第一条　为了示例，制定本条例。", *lines))
    return load(text.encode(), name="law.txt")


def run(unit: str, size: int) -> tuple[Document, Document]:
    """One article with a long run of one unit, the new text a little shorter."""
    return (
        law(f"第二条　甲{unit * size}。", "第三条　乙。"),
        law(f"第二条　丙{unit * (size - size // 50)}丁。", "第三条　乙。"),
    )


def edited(unit: str, size: int) -> tuple[Document, Document]:
    """One article that changed everywhere."""
    return law(f"第二条　{unit * 5 * size}。"), law(f"第二条　{(unit * 3 + '丙丁戊') * size}。")


def headings(unit: str, size: int) -> tuple[Document, Document]:
    """Chapters of one heading, a few of them changed."""
    chapters = [f"第一章　{unit}" for _ in range(2 * size)]
    return law(*chapters), law(*chapters[:size], f"第一章　{unit}丙", *chapters[size:-1])


def lines(unit: str, size: int) -> tuple[Document, Document]:
    """An article of many paragraphs, of which each changed."""
    return tuple(
        law("第二条　甲：", *(f"{sign}{unit}{number}。" for number in range(size)))
        for sign in "甲乙"
    )


def points(unit: str, size: int) -> tuple[Document, Document]:
    """An article of many items, of which each changed in the same words."""
    return tuple(
        law("第二条　甲：", *(f"（{number}）事{sign}{unit}{number}；" for number in range(1, size)))
        for sign in "甲乙"
    )


def cited(unit: str, size: int) -> tuple[Document, Document]:
    """Many articles that each cite another of the law."""
    return tuple(
        law(
            *(
                f"第{number}条　{sign}依照本条例第{number - 1}条{unit}。"
                for number in range(2, size)
            )
        )
        for sign in "甲乙"
    )


def cells(unit: str, size: int) -> tuple[Document, Document]:
    """A table of many columns."""
    sides = (
        f"# 示例条例\n\n第一条　甲。\n\n{'| 甲 ' * size}|\n{'|---' * size}|\n{f'| {unit}{sign} ' * size}|\n"
        for sign in "甲乙"
    )
    return tuple(load(side.encode(), name="law.md") for side in sides)


SHAPES = [
    (run, " ", 4 * LEAST),
    (run, "“”", LEAST),
    (run, "第一条", LEAST),
    (run, "2020年1月1日", LEAST),
    (edited, "，", LEAST),
    (headings, "总则", LEAST),
    (lines, "，", LEAST),
    (points, "", LEAST),
    (cited, "处理", LEAST),
    (cells, "丙", LEAST),
]


@pytest.mark.parametrize(
    ("texts", "unit", "size"), SHAPES, ids=lambda one: getattr(one, "__name__", str(one))
)
def test_four_times_the_text_takes_no_more_than_some_four_times_the_calls(texts, unit, size):
    less, more = (calls(lambda many=many: diff(*texts(unit, many))) for many in (size, 4 * size))

    assert more <= FOURFOLD * less


@pytest.mark.parametrize("unit", ["“”", "第一条", "应当"])
def test_both_texts_of_a_long_run_stand_in_its_redline(unit):
    left, right = run(unit, 1_000)

    changed = [one for one in diff(left, right).matches if one.right[0].level == "article"]
    for match in changed:
        for document, side, op in ((left, match.left, "insert"), (right, match.right, "delete")):
            text = "".join(edit.text for edit in match.edits if edit.op != op)
            assert text == index_document(document).by_eid[side[0].eid].text
    assert [match.kind for match in changed] == ["unchanged", "reworded", "unchanged"]


def test_a_very_long_sentence_is_given_around_its_figures():
    deadlines = "，五日内报送" * 600
    comparison = diff(*(law(f"第二条　甲{deadlines}，处{sum_}万元以下罚款。") for sum_ in "二三"))
    (statement,) = comparison.stated
    open_ones = comparison.unpaired[1]

    assert statement.new is not None
    assert statement.new.words == "三万元以下"
    assert all(one.words in one.sentence for one in (statement.new, *open_ones))
    assert max(len(one.sentence) for one in (statement.new, *open_ones)) < 500
    assert statement.matter is not None
    assert len(statement.matter) < 500
    assert len(open_ones) == 600


def test_a_sentence_of_a_law_is_given_whole():
    deadlines = "，五日内报送" * 100
    comparison = diff(*(law(f"第二条　甲{deadlines}，处{sum_}万元以下罚款。") for sum_ in "二三"))
    (statement,) = comparison.stated

    assert statement.new is not None
    assert statement.new.sentence == f"甲{deadlines}，处三万元以下罚款。"


@pytest.mark.parametrize("number", [30, 300])
def test_chapters_pair_by_their_articles_or_headings_however_many(number):
    old = [
        f"第{n}章　第{n}类作物\n第{n}条　种植第{n}类作物，按{n * n}类办理。"
        for n in range(2, number)
    ]
    new = [line.replace("类作物\n", "类作物的种植\n") for line in old]
    comparison = diff(law(*old), law(*new, "第九百章　其他"))
    chapters = [
        match for match in comparison.matches if match.right and match.right[0].level == "chapter"
    ]

    assert [match.kind for match in chapters] == ["reworded"] * (number - 2) + ["added"]
    assert all(match.left[0].eid == match.right[0].eid for match in chapters[:-1])
