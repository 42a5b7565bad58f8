"""Decisions on many works: what is not read about one hinders none of the others. All texts are
invented.
"""

from __future__ import annotations

import pytest
from consolidations import page
from drafts import load

import policydiff
from policydiff.amending.engine.operations import Consolidation
from policydiff.amending.report.consolidation import read_sheet
from policydiff.amending.report.lines import complete_lines, other_works_lines
from policydiff.model.reports import ReportOptions

BRIDGES = """乙省桥梁条例
第一条　桥由村里修。
第二条　桥应当编号。
第三条　本条例自公布之日起施行。
"""
HEAD = """乙省人民代表大会常务委员会关于修改《乙省桥梁条例》等三件地方性法规的决定
（2030年1月1日通过）
乙省人民代表大会常务委员会决定，对下列地方性法规作如下修改：
"""
UNREAD = "第三条的数额标准不再适用。"
HEADINGS = [
    ("一、《{}》", "1."),
    ("一、修改《{}》", "1."),
    ("一、对《{}》作出修改", "（一）"),
    ("（一）《{}》", "1."),
    ("一、{}", "1."),
]


def decision(heading: str, mark: str, *parts: tuple[str, str]) -> policydiff.Document:
    """A decision with a part for each work and what is said of it."""
    lines = [HEAD]
    for number, (work, words) in zip("一二三", parts, strict=False):
        lines.append(heading.replace("一", number, 1).format(work) + "\n")
        lines.append(f"{mark}{words}\n")
    return load("".join(lines))


def carried_out(made: policydiff.Document) -> Consolidation:
    return policydiff.consolidate(load(BRIDGES), made)


def rows(found: Consolidation) -> list[tuple[str, str | None]]:
    return [(one.status, one.work) for one in found.operations if one.status != "context"]


@pytest.mark.parametrize(("heading", "mark"), HEADINGS)
@pytest.mark.parametrize("place", range(3))
def test_what_is_not_read_about_another_work_hinders_nothing(heading, mark, place):
    parts = [("乙省渡口条例", UNREAD), ("乙省渡船条例", "删去第二条。")]
    parts.insert(place, ("乙省桥梁条例", "将第一条中的“村里”修改为“县里”。"))

    found = carried_out(decision(heading, mark, *parts))

    wanted = [("other-work", "乙省渡口条例"), ("other-work", "乙省渡船条例")]
    wanted.insert(place, ("applied", "乙省桥梁条例"))
    assert rows(found) == wanted
    assert found.complete
    assert found.document.articles[0].text == "桥由县里修。"
    assert [one.text for one in found.other_works if one.kind == "context"] == [UNREAD]


@pytest.mark.parametrize(("heading", "mark"), HEADINGS)
def test_what_is_not_read_about_the_work_hinders_it(heading, mark):
    words = (
        f"将第一条中的“村里”修改为“县里”。\n{mark.replace('1', '2').replace('一', '二')}{UNREAD}"
    )
    found = carried_out(
        decision(heading, mark, ("乙省桥梁条例", words), ("乙省渡口条例", "删去第一条。"))
    )

    assert not found.complete
    assert ("unparsed", "乙省桥梁条例") in rows(found)


@pytest.mark.parametrize(
    ("sentence", "hinders"),
    [
        ("将《乙省渡口条例》第三条的表述作文字上的修改，语气缓和一些。", False),
        ("《乙省渡口条例》第三条的数额标准不再适用。", False),
        (UNREAD, True),
        ("将《乙省桥梁条例》第三条的表述作文字上的修改，语气缓和一些。", True),
        ("将《乙省渡口条例》和《乙省桥梁条例》第三条的表述作文字上的修改。", True),
        ("将《乙省渡口条例》第三条的表述比照《乙省桥梁条例》作文字上的修改。", True),
        ("上述地方性法规第三条的数额标准不再适用。", True),
    ],
)
def test_a_sentence_that_may_be_about_the_work_hinders_it(sentence, hinders):
    found = carried_out(
        load(
            f"{HEAD}一、将《乙省桥梁条例》第一条中的“村里”修改为“县里”。\n二、{sentence}\n"
            "三、删去《乙省渡口条例》第二条。\n四、删去《乙省渡船条例》第二条。\n"
        )
    )

    assert found.complete is not hinders
    assert found.document.articles[0].text == "桥由县里修。"


def test_behind_a_line_about_a_further_work_the_work_of_a_sentence_is_not_known():
    heading = (
        "二、《乙省渡口条例》\n1.《乙省桥梁条例》的语气缓和一些。\n2.第三条的数额标准不再适用。\n"
    )
    found = carried_out(
        load(f"{HEAD}一、《乙省桥梁条例》\n1.将第一条中的“村里”修改为“县里”。\n{heading}")
    )

    assert not found.complete


def test_what_fails_as_it_is_read_fails_for_its_work_alone():
    found = carried_out(
        decision(
            "一、《{}》",
            "1.",
            ("乙省桥梁条例", "将第一条中的“村里”修改为“县里”。"),
            ("乙省渡口条例", "第三条、第四条改为第五条。"),
            ("乙省渡船条例", "删去第一条至第三条。"),
        )
    )

    assert found.complete
    assert {status for status, _ in rows(found)[1:]} == {"other-work"}


def test_the_numbers_that_another_work_gets_say_nothing_of_this_one():
    found = carried_out(
        decision(
            "一、《{}》",
            "1.",
            ("乙省桥梁条例", "删去第二条。"),
            ("乙省渡口条例", "将第一条改为第三条，第三条改为第一条。"),
            ("乙省渡船条例", "增加一条，作为第一条：“略。”"),
        )
    )

    assert found.complete
    assert [article.num for article in found.document.articles] == ["第一条", "第三条"]


def test_reports_say_what_was_carried_out_and_what_was_not_looked_at():
    made = decision(
        "一、《{}》",
        "1.",
        ("乙省桥梁条例", "将第一条中的“村里”修改为“县里”。"),
        ("乙省渡口条例", UNREAD),
        ("乙省渡船条例", "删去第二条。"),
    )
    found = carried_out(made)

    assert complete_lines(found, "en") == (
        "All items on this text were carried out (items: 1).",
        "Items on other works were not looked at (items: 2; not all understood: 1).",
        "No republished text was compared.",
    )
    assert other_works_lines(read_sheet(found, ReportOptions(language="en"))) == (
        "乙省渡口条例: 二、1",
        "乙省渡船条例: 三、1",
        f"乙省渡口条例, not read: {UNREAD}",
    )
    assert all(line in page(found, language="en") for line in complete_lines(found, "en"))
    assert found.to_dict()["complete"] is True


def test_a_page_claims_nothing_where_works_are_missing():
    made = decision("一、《{}》", "1.", ("乙省桥梁条例", "将第一条中的“村里”修改为“县里”。"))

    assert "All items on this text" not in page(carried_out(made), language="en")
