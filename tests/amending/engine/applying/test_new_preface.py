"""What is known of the new version, and what stands before its text. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.amending.engine.applying.new_preface import amended_notes
from policydiff.model.document import Block, Document
from policydiff.model.version import Amendment, Dates

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


FIRST = "2009年3月1日乙省人大第五次会议通过"
ONCE = "根据2012年5月2日乙省人大第九次会议《关于修改〈乙省桥梁条例〉的决定》修正"
NO_DATES = Dates()
NEW = Amendment(
    word="修正",
    date="2019-05-01",
    by="乙省人大第八次会议",
    decision="乙省人大常委会关于修改《乙省桥梁条例》的决定",
)
CLAUSE = "根据2019年5月1日乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》"


def notes(
    *lines: str, earlier: int = 0, new: Amendment = NEW, dates: Dates = NO_DATES
) -> list[str]:
    blocks = [Block(text=line, role="note") for line in lines]
    amendments = tuple(Amendment(word="修正", date="2012-05-02") for _ in range(earlier))
    base = Document(
        title="乙省桥梁条例", kind="local-regulation", dialect="cn_law", amendments=amendments
    )
    return [block.text for block in amended_notes(list(blocks), base, new, dates)]


def test_the_first_amendment_has_no_number():
    assert notes(FIRST) == [FIRST, CLAUSE + "修正"]
    assert notes(f"（{FIRST}）") == [f"（{FIRST}　{CLAUSE}修正）"]


def test_with_the_second_both_are_counted():
    first = ONCE.replace("修正", "第一次修正")
    assert notes(FIRST, ONCE, earlier=1) == [FIRST, first, CLAUSE + "第二次修正"]
    assert notes(f"（{FIRST}　{ONCE}）", earlier=1) == [f"（{FIRST}　{first}　{CLAUSE}第二次修正）"]


def test_a_bracket_over_several_lines_closes_behind_the_last():
    first = ONCE.replace("修正", "第一次修正")
    assert notes(f"（{FIRST}", f"{ONCE}）", earlier=1) == [
        f"（{FIRST}",
        first,
        CLAUSE + "第二次修正）",
    ]


def test_the_manner_of_the_one_before_is_kept():
    second = "2015年1月1日 乙省人大第一次会议《关于修改〈乙省桥梁条例〉的决定》第二次修正"
    found = notes(FIRST, ONCE.replace("修正", "第一次修正"), second, earlier=2)
    assert (
        found[-1] == "2019年5月1日 乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》第三次修正"
    )


def test_a_list_of_amendments_goes_on():
    assert (
        notes("根据下列修正案修正:", "1. 1999年1月1日第五届会议", earlier=1)[-1]
        == "2. 2019年5月1日乙省人大第八次会议"
    )


def test_a_list_of_acts_by_number_goes_on_behind_its_last_line():
    lines = (
        FIRST,
        "2012年5月2日 乙省人大第七次会议通过的《乙省桥梁条例修正案》",
        ONCE,
        "2015年1月1日 乙省人大第九次会议通过的《乙省桥梁条例修正案（二）》",
    )
    new = Amendment(
        word="修正", date="2019-05-01", by="乙省人大第八次会议", decision="乙省桥梁条例修正案（三）"
    )

    assert notes(*lines, earlier=3, new=new) == [
        *lines,
        "2019年5月1日 乙省人大第八次会议通过的《乙省桥梁条例修正案（三）》",
    ]


@pytest.mark.parametrize(
    ("decision", "by", "clause"),
    [
        (
            "乙国宪法修正案（2019年）",
            "乙国大会第一次会议",
            "根据2019年5月1日乙国大会第一次会议通过的《乙国宪法修正案》修正",
        ),
        (
            "乙国政府关于修改《乙省桥梁条例》的决定",
            "乙国政府",
            "根据2019年5月1日《乙国政府关于修改〈乙省桥梁条例〉的决定》修正",
        ),
    ],
)
def test_what_is_known_of_the_decision_is_told(decision, by, clause):
    assert notes(
        FIRST, new=Amendment(word="修正", date="2019-05-01", by=by, decision=decision)
    ) == [FIRST, clause]


def test_without_a_date_the_rest_is_told():
    undated = Amendment(
        word="修正",
        date=None,
        by="乙省人大第八次会议",
        decision="乙省人大常委会关于修改《乙省桥梁条例》的决定",
    )
    assert notes(FIRST, new=undated) == [
        FIRST,
        "根据乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》修正",
    ]
    second = "2015年1月1日 乙省人大第一次会议《关于修改〈乙省桥梁条例〉的决定》第二次修正"
    assert (
        notes(second, earlier=2, new=undated)[-1]
        == "根据乙省人大第八次会议《关于修改〈乙省桥梁条例〉的决定》第三次修正"
    )


def test_when_an_amendment_took_effect_is_said_of_each():
    follow = "该修正自2012年6月1日施行"
    found = notes(FIRST, ONCE, follow, earlier=1, dates=Dates(in_force="2020-01-01"))
    assert found[2:] == [follow, CLAUSE + "第二次修正", "该修正自2020年1月1日施行"]
    assert notes(FIRST, ONCE, follow, earlier=1)[2:] == [follow, CLAUSE + "第二次修正"]


def test_facts_of_the_old_version_do_not_stand_for_the_new_one():
    assert (
        notes("施行时间：2009年5月1日", dates=Dates(in_force="2020-01-01"))[0]
        == "施行时间：2020年1月1日"
    )
    assert notes("施行时间：2009年5月1日") == []
    assert notes("制定机关：乙省人大")[0] == "制定机关：乙省人大"
