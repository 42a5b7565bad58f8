"""What versions are called, as the 题注 tells. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.model.document import Document
from policydiff.model.version_names import Called, called, distinct, is_called, read_called
from policydiff.report.versions import called_word, called_words

PLACE = "示例省人民代表大会常务委员会"
BODY = "第一条　渡口由船主养护。\n第二条　学生免收船钱。\n"


def text(head: str, title: str = "示例省渡口条例") -> Document:
    return policydiff.load(f"{title}\n{head}\n{BODY}".encode(), name="text.txt")


def name(head: str, title: str = "示例省渡口条例") -> str | None:
    found = called(text(head, title))
    return None if found is None else found.plain


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            f"（2016年3月1日{PLACE}通过　根据2018年10月26日{PLACE}《关于修改〈示例省渡口条例〉的决定》修正）",
            "2018年修正",
        ),
        (f"（2016年3月1日{PLACE}通过　2023年6月2日{PLACE}修订）", "2023年修订"),
        (
            f"（2016年3月1日{PLACE}通过　2018年1月2日{PLACE}第一次修正　2023年6月2日{PLACE}第二次修正）",
            "2023年修正",
        ),
        ("（2016年3月1日示例省人民政府令第9号公布）", "2016年公布"),
        (f"（2016年3月1日{PLACE}通过）", "2016年通过"),
    ],
)
def test_as_the_note_says(head, expected):
    assert name(head) == expected


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "示例省渡口条例"),
        ("2016年3月1日", "关于渡口工作的意见"),
        (f"（2016年3月1日{PLACE}通过）", "示例省渡口条例（草案）"),
    ],
)
def test_what_does_not_tell_has_no_name(head, title):
    assert name(head, title) is None


def test_an_amended_text_of_which_another_day_is_known_has_no_name():
    document = text(f"（2016年3月1日{PLACE}通过　2018年10月26日{PLACE}修正）")
    known = policydiff.load(
        f"示例省渡口条例\n{BODY}".encode(), name="text.txt", adopted="2020-01-01"
    )

    assert called(document) == Called(word="修正", day="2018-10-26")
    assert called(known) == Called(word="通过", day="2020-01-01")


def test_two_of_one_year_are_called_by_their_days():
    one, two = Called(word="修正", day="2018-03-11"), Called(word="修正", day="2018-10-26")
    other = Called(word="修订", day="2018-12-29")

    assert [str(found) for found in distinct((one, None, two, other))] == [
        "2018年3月11日修正",
        "None",
        "2018年10月26日修正",
        "2018年修订",
    ]
    assert [str(found) for found in distinct((one, other))] == ["2018年修正", "2018年修订"]


def test_in_english():
    one, two = Called(word="修正", day="2018-03-11"), Called(word="修正", day="2018-10-26")

    assert called_word(one, "en") == "amended 2018"
    assert called_word(Called(word="修订", day="2023-06-02"), "en") == "revised 2023"
    assert [called_word(found, "en") for found in distinct((one, two)) if found] == [
        "amended 2018-03-11",
        "amended 2018-10-26",
    ]
    assert called_words((text(f"（2016年3月1日{PLACE}通过）"), text("")), "en") == (
        "adopted 2016",
        None,
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2018年修正", "2018年修正"),
        ("2018修正版", "2018年修正"),
        ("2018年10月26日修正", "2018年10月26日修正"),
        ("2018", None),
        ("2018年", None),
        ("2018-10-26", None),
        ("修正", None),
    ],
)
def test_what_a_person_types(typed, read):
    assert read_called(typed) == read


def test_a_version_is_called_by_year_or_day():
    one = Called(word="修正", day="2018-10-26")

    assert is_called("2018年修正", one)
    assert is_called("2018年10月26日修正", one)
    assert not is_called("2018年修订", one)
    assert not is_called("2018年修正", None)
