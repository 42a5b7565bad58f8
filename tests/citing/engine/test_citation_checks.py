"""Checks of citations: quoted words, doubtful counterparts, lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policydiff.citing.actions.cited_texts import numbering
from policydiff.citing.engine.citation_checks import (
    Checked,
    agree,
    holds,
    names_another,
    quote_beside,
)
from policydiff.citing.engine.provision_outcomes import ProvisionOutcomes
from policydiff.comparing.engine.compare import diff
from policydiff.messages import Message
from policydiff.model.cited import CitationCheck, NewWords
from policydiff.reading.load import load


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
