"""Checks of citations: quoted words, doubtful counterparts, lists, new numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.citing.actions.cited_texts import numbering
from policydiff.citing.engine.citation_checks import (
    Checked,
    agree,
    holds,
    names_another,
    quote_beside,
    renumber,
)
from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.comparing.engine.compare import diff
from policydiff.messages import Message
from policydiff.model.citation import Steps
from policydiff.model.cited import CitationCheck, NewWords
from policydiff.reading.load import load
from policydiff.text.numerals import write_number
from policydiff.text.traditions.mainland.cn_law import DIALECT


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("规定的“应当申请”办理", "应当申请"),
        ("的规定：“应当申请”", "应当申请"),
        ("所称“河道”", "河道"),
        ("“应当‘申请’许可”", "应当‘申请’许可"),
        ("中的「应当申请」", "应当申请"),
        ("规定的“甲“乙”丙”", "甲“乙”丙"),
        ("办理，并在“十日内”答复", None),
        ("（以下简称“第三条”）", None),
        ("规定的“没有结尾", None),
        ("规定的“”", None),
    ],
)
def test_words_quoted_just_behind_a_citation(behind: str, expected: str | None) -> None:
    text = f"第三条{behind}"

    assert quote_beside(text, 3) == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("应当申请许可", True),
        ("应当申请许可。", True),
        ("应当……许可", True),
        ("许可……应当", False),
        ("应当 申请", True),
        ("可以申请", False),
    ],
)
def test_quoted_words_stand_in_a_text_but_for_noise(quote: str, expected: bool) -> None:
    assert holds("采砂的，应当申请许可；不得转让。", quote) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依据主合同第五条", True),
        ("依据框架协议的第五条", True),
        ("依据第五条", False),
        ("依据《条例》（甲、乙）第五条", True),
        ("依据本方案第五条", False),
    ],
)
def test_a_number_of_another_paper(text: str, expected: bool) -> None:
    assert names_another(text, text.index("第五条")) == expected


RENUMBERED = CitationCheck(verdict="renumbered", fixes=(NewWords(span=(0, 3), text="第四条"),))
OLD, NEW = (("article", "3"), ("paragraph", "1")), (("article", "4"), ("paragraph", "1"))


def test_a_list_whose_members_part_company_is_left_to_a_person() -> None:
    first = Checked(check=RENUMBERED, old=OLD, new=NEW)
    second = Checked(check=RENUMBERED, old=OLD, new=NEW, bare=1)
    other = replace(second, new=(("article", "5"), ("paragraph", "1")))
    unchanged = Checked(check=CitationCheck(verdict="reworded"), old=OLD, new=OLD)

    assert agree([first, second], [False, True]) == [RENUMBERED, RENUMBERED]
    assert [one.fixes for one in agree([first, other], [False, True])] == [(), ()]
    assert [one.fixes for one in agree([unchanged, second], [False, True])] == [(), ()]
    assert agree([first, first], [False, False]) == [RENUMBERED, RENUMBERED]
    assert agree([other], [False])[0].fixes == ()
    reasons = [one.reason for one in agree([first, other], [False, True])]
    assert all(isinstance(reason, Message) for reason in reasons)


LAW = """示例省渡口条例
（2016年3月1日示例省人民代表大会常务委员会通过）
第一条　渡口每年检修一次，由县级人民政府负责组织实施。
第二条　学生过渡免收船钱，老人减半收取船钱。
第三条　船工应当持有驾驶证书，并每三年参加一次培训。
第四条　本条例自2016年5月1日起施行。
"""


def outcomes(new: str) -> ProvisionOutcomes:
    left, right = (load(text.encode(), name="a.txt") for text in (LAW, new))
    return ProvisionOutcomes.of(diff(left, right), numbering)


def test_a_provision_with_one_counterpart_is_sure() -> None:
    new = LAW.replace("第二条　", "第二条　渡口应当设置警示标志和救生设备。\n第三条　").replace(
        "第三条　船工", "第四条　船工"
    )

    assert outcomes(LAW).is_sure("art_2")
    assert outcomes(new).is_sure("art_2")
    assert outcomes(new).is_sure("art_2__para_1")


def test_a_provision_that_reads_like_another_is_not_sure() -> None:
    twin = "第二条　学生过渡免收船钱，老人减半收取船钱。\n"
    new = LAW.replace(twin, twin + twin.replace("第二条", "第三条")).replace(
        "第三条　船工", "第四条　船工"
    )

    assert not outcomes(new).is_sure("art_2")


def test_a_provision_that_went_is_not_sure() -> None:
    new = LAW.replace("第二条　学生过渡免收船钱，老人减半收取船钱。\n", "")

    assert not outcomes(new).is_sure("art_2")
    assert outcomes(new).changes("art_2") == ()


def test_changes_are_without_noise_and_each_once() -> None:
    new = LAW.replace("免收船钱，老人减半收取船钱", "免收渡资,老人减半收取渡资")

    assert outcomes(new).changes("art_2") == (("船钱", "渡资"),)


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
