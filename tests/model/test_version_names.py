"""What versions are called, as the 题注 tells. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.model.document import Document
from policydiff.model.version_names import (
    Called,
    called,
    distinct,
    edition_of,
    is_called,
    read_called,
    revises,
    stage_names,
    stage_of,
    stage_rank,
    without_stage,
)
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


def draft(title: str, below: str = "", name: str = "渡口.txt") -> Document:
    return policydiff.load(f"{title}\n\n{below}\n\n{BODY}".encode(), name=name)


@pytest.mark.parametrize(
    ("document", "stage"),
    [
        (draft("渡口办法（征求意见稿）"), "征求意见稿"),
        (draft("渡口办法(修订草案送审稿)"), "修订草案送审稿"),
        (draft("渡口条例（草案）（二次审议稿）"), "草案二次审议稿"),
        (draft("渡口办法", "（送审稿）"), "送审稿"),
        (draft("渡口办法", "（正式稿）"), "正式稿"),
        (draft("渡口办法", name="渡口办法-征求意见稿.docx.txt"), "征求意见稿"),
        (draft("渡口办法", name="正式稿.txt"), "正式稿"),
        (draft("渡口办法（征求意见稿）", name="正式稿.txt"), "征求意见稿"),
        (draft("渡口办法（试行）"), None),
        (draft("渡口办法", name="征求意见稿与正式稿.txt"), None),
        (draft("渡口办法", "（2016年3月1日示例省人民代表大会常务委员会通过）"), None),
    ],
)
def test_the_stage_of_a_text(document, stage):
    assert stage_of(document) == stage


def test_one_stage_of_both_texts_tells_nothing_apart():
    first, second = draft("渡口办法（征求意见稿）"), draft("渡口办法", name="送审稿.txt")

    assert stage_names(first, second) == ("征求意见稿", "送审稿")
    assert stage_names(first, first) == (None, None)
    assert stage_names(first, draft("渡口办法")) == ("征求意见稿", None)


def test_stages_follow_one_another():
    order = (
        "讨论稿",
        "征求意见稿",
        "送审稿",
        "草案",
        "草案二次审议稿",
        "三审稿",
        "表决稿",
        "正式稿",
    )
    ranks = [stage_rank(stage) for stage in order]

    assert ranks == sorted(set(ranks))
    assert stage_rank("修改稿") is stage_rank(None) is None
    assert revises("修订草案")
    assert not revises("征求意见稿")
    assert not revises(None)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("渡口办法（征求意见稿）", "渡口办法"),
        ("渡口办法（试行）", "渡口办法"),
        ("渡口办法征求意见稿", "渡口办法"),
        ("渡口办法", "渡口办法"),
    ],
)
def test_a_title_without_its_stage(title, bare):
    assert without_stage(title) == bare


@pytest.mark.parametrize(
    ("document", "edition"),
    [
        (draft("渡口制度", "版本：V3.0"), ("V3.0", (3,))),
        (draft("渡口制度", "编号：DK-1　版本号：A/1"), ("A/1", (65, 1))),
        (draft("渡口制度", name="渡口制度v2.10.txt"), ("V2.10", (2, 10))),
        (draft("渡口制度", "版本：V3.0", "渡口制度V4.txt"), ("V3.0", (3,))),
        (draft("渡口制度", name="TV4.txt"), None),
        (draft("渡口制度", name="V1比V2.txt"), None),
    ],
)
def test_the_edition_of_a_text(document, edition):
    assert edition_of(document) == edition
