"""What is known of the new version, and what stands before its text. All texts are invented."""

import pytest

import policydiff
from policydiff.model.document import Block

BASE = """乙省桥梁条例
（2009年3月1日乙省第十届人民代表大会常务委员会第五次会议通过　自2009年6月1日起施行）
目录
第一章 总则
第二章 管理
第一章　总则
第一条　桥由村里修。
第二章　管理
第二条　桥应当检查。
"""
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
PASSED = "（2019年5月1日乙省第十二届人民代表大会常务委员会第八次会议通过）\n"
SAID = "乙省第十二届人民代表大会常务委员会第八次会议决定对《乙省桥梁条例》作如下修改：\n"
ITEMS = "一、删去第九条。\n二、将第一条修改为：“桥由县里修。”\n三、增加一章，作为第二章：\n“第二章　名录\n“第二条　桥有名录。”\n"


def carry_out(decision: str):
    return policydiff.consolidate(
        *(policydiff.load(text.encode(), name="text.txt") for text in (BASE, decision))
    ).document


def lines(document, role: str) -> list[str]:
    return [
        block.text for block in document.preface if isinstance(block, Block) and block.role == role
    ]


@pytest.mark.parametrize(
    ("said", "in_force"),
    [
        ("本决定自2020年1月1日起施行。\n本条例作相应修改，重新公布。", "2020-01-01"),
        ("本决定自公布之日起施行。\n本条例作相应修改，重新公布。", None),
        ("本条例作相应修改，重新公布。", None),
    ],
)
def test_the_day_of_entry_into_force_is_that_of_the_decision(said, in_force):
    found = carry_out(TITLE + PASSED + ITEMS + said + "\n")
    assert found.dates.to_dict() == {"adopted": "2019-05-01"} | (
        {"in_force": in_force} if in_force else {}
    )
    assert found.original_dates.to_dict() == {"adopted": "2009-03-01", "in_force": "2009-06-01"}


@pytest.mark.parametrize("told", [PASSED, SAID])
def test_the_amendment_names_the_meeting(told):
    (amendment,) = carry_out(TITLE + told + ITEMS).amendments
    assert (amendment.word, amendment.by, amendment.mechanism) == (
        "修正",
        "乙省第十二届人民代表大会常务委员会第八次会议",
        "itemised",
    )
    assert amendment.date == ("2019-05-01" if told == PASSED else None)


def test_the_note_tells_of_the_amendment():
    (note,) = lines(carry_out(TITLE + PASSED + ITEMS), "note")
    assert note.endswith(
        "自2009年6月1日起施行　根据2019年5月1日乙省第十二届人民代表大会常务委员会第八次会议《关于修改〈乙省桥梁条例〉的决定》修正）"
    )


def test_the_table_of_contents_follows_in_its_manner():
    assert lines(carry_out(TITLE + PASSED + ITEMS), "contents") == [
        "目录",
        "第一章 总则",
        "第二章 名录",
        "第三章 管理",
    ]
    assert lines(
        carry_out(
            TITLE + PASSED + "一、将第一条修改为：“略。”\n二、删去第九条。\n三、删去第八条。\n"
        ),
        "contents",
    ) == [
        "目录",
        "第一章 总则",
        "第二章 管理",
    ]


def test_the_title_stands_in_the_preface_too():
    found = carry_out(TITLE + PASSED + "一、条例名称修改为“乙省桥隧条例”。\n")
    assert (found.title, lines(found, "title")) == ("乙省桥隧条例", ["乙省桥隧条例"])
    assert "乙省桥梁条例" in found.aliases


def test_what_is_printed_reads_as_it_was():
    found = carry_out(TITLE + PASSED + ITEMS)
    again = policydiff.load(found.full_text().encode(), name="text.txt")
    assert [(a.num, a.text) for a in again.articles] == [(a.num, a.text) for a in found.articles]
    assert [(a.word, a.date, a.by) for a in again.amendments] == [
        (a.word, a.date, a.by) for a in found.amendments
    ]
    assert policydiff.from_xml(policydiff.to_xml(found)) == found
