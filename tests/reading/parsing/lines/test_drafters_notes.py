"""Notes of drafters: no text of the law, kept with the clause beside which they stand."""

from __future__ import annotations

import pytest

import policydiff
from policydiff import from_xml, load, to_xml

PLAIN = """示例市雨伞办法（征求意见稿）

第一条　为了爱护雨伞，制定本办法。
第二条　雨伞应当干净。
附件：雨伞登记表
一、登记人姓名。
"""
NOTED = """示例市雨伞办法（征求意见稿）

第一条　为了爱护雨伞，制定本办法。【说明：依据《示例法》】
第二条　雨伞应当干净。
【修改理由：旧办法没有规定】
附件：雨伞登记表
一、登记人姓名。（说明：可以使用笔名）
"""


def read(text: str) -> policydiff.Document:
    return load(text.encode(), name="雨伞.txt")


def test_a_note_knows_the_clause_beside_which_it_stands() -> None:
    notes = [(piece.text, piece.line, piece.beside) for piece in read(NOTED).dropped]

    assert notes == [
        ("【说明：依据《示例法》】", 3, "art_1"),
        ("【修改理由：旧办法没有规定】", 5, "art_2"),
        ("（说明：可以使用笔名）", 7, "att_1"),
    ]


def test_notes_are_no_text_and_no_change() -> None:
    plain, noted = read(PLAIN), read(NOTED)

    assert noted.full_text() == plain.full_text()
    assert not policydiff.diff(plain, noted).changed


def test_notes_are_told_and_kept_in_xml() -> None:
    document = read(NOTED)

    assert [(problem.code, problem.message) for problem in document.problems] == [
        (
            "drafters-notes-left-out",
            "3 notes of the drafters kept apart from the text and not compared",
        )
    ]
    assert from_xml(to_xml(document)) == document


@pytest.mark.parametrize(
    "note", ["【说明：没有结束", "（包括：长柄伞）", "“说明：一式两份”", "【长柄伞】"]
)
def test_what_is_no_note_stays_in_the_text(note: str) -> None:
    document = read(PLAIN.replace("雨伞应当干净。", f"雨伞应当干净{note}。"))

    assert note in document.articles[1].text
    assert document.dropped == ()


def test_a_note_that_is_never_closed_takes_no_later_article() -> None:
    document = read(PLAIN.replace("制定本办法。", "制定本办法。【说明：依据")).articles

    assert [article.num for article in document] == ["第一条", "第二条"]


@pytest.mark.parametrize("unit", ["【说明：", "甲【说明：乙】", "（说明：【"])
def test_hostile_repetition_costs_little(unit: str, grows_evenly) -> None:
    grows_evenly(lambda size: read(PLAIN.replace("制定本办法", unit * (size // len(unit)))), 60_000)
