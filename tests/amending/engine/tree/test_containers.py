"""Headings that come before an article, or go. All texts are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.amending.engine.tree.containers import regrouped
from policydiff.model.document import Provision

BASE = """乙省桥梁条例
第一章　总则
第一条　桥由村里修。
第二条　依照第三条检查。
第三条　检查每年一次。
第二章　罚则
第四条　违反第三条的，罚款。
第三章　附则
第五条　本条例自2010年1月1日起施行。
"""
HEAD = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
END = "\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"


def carry_out(*items: str):
    marks = "一二三四五六"
    text = HEAD + "\n".join(f"{marks[place]}、{item}" for place, item in enumerate(items)) + END
    return policydiff.consolidate(
        policydiff.load(BASE.encode(), name="base.txt"),
        policydiff.load(text.encode(), name="decision.txt"),
    )


def outline(result) -> list[str]:
    levels = ("chapter", "section", "article")
    return [
        (p.num or "") + (p.heading or "") for p in result.document.provisions if p.level in levels
    ]


def test_a_heading_before_an_article_takes_what_follows_and_later_chapters_move_on():
    found = carry_out("在第三条前增加一章，作为第二章：“第二章　检查”")

    assert outline(found) == [
        "第一章总则", "第一条", "第二条", "第二章检查", "第三条", "第三章罚则", "第四条", "第四章附则", "第五条",
    ]  # fmt: skip
    assert found.document.articles[1].text == "依照第三条检查。"


def test_articles_quoted_with_the_heading_come_with_it():
    found = carry_out("在第三条前增加一章，作为第二章：“第二章　检查\n“第三条　桥要检查。”")

    assert outline(found)[2:6] == ["第二条", "第二章检查", "第三条", "第四条"]
    assert found.document.articles[1].text == "依照第四条检查。"


def test_a_heading_before_the_first_article_of_a_chapter_comes_before_that_chapter_and_a_section_comes_into_it():
    assert outline(carry_out("在第四条前增加一章，作为第二章：“第二章　检查\n“第四条　桥要检查。”"))[4:8] == [
        "第二章检查", "第四条", "第三章罚则", "第五条",
    ]  # fmt: skip
    assert outline(carry_out("在第四条前增加一节，作为第一节：“第一节　罚款”"))[4:7] == [
        "第二章罚则",
        "第一节罚款",
        "第四条",
    ]


def test_a_heading_that_goes_leaves_its_articles_to_the_chapter_before():
    found = carry_out("删去第四条前的章名。")

    assert outline(found) == [
        "第一章总则",
        "第一条",
        "第二条",
        "第三条",
        "第四条",
        "第二章附则",
        "第五条",
    ]
    assert found.operations[0].target_num == "第四条前的章名"


def test_no_such_heading_is_told():
    found = carry_out("删去第三条前的章名。", "将第一条中的“村里”修改为“县里”。")

    assert found.operations[0].status == "failed"
    assert found.operations[0].message == "no such heading stands before it"


def test_a_heading_must_be_quoted_with_its_number():
    found = carry_out("在第三条前增加一章：“检查”", "将第一条中的“村里”修改为“县里”。")

    assert (found.operations[0].status, found.operations[0].message) == (
        "failed",
        "the heading is not quoted with its number",
    )


@given(st.lists(st.sampled_from(["part", "chapter", "section", "article"]), max_size=12))
def test_without_change_the_tree_of_a_text_in_order_is_kept(levels):
    """A row of headings and articles makes one tree, and making it anew changes nothing but numbers
    that are out of order.
    """
    row = tuple(
        Provision(eid=f"n{place}", level=level, number="1", num="第一章")
        for place, level in enumerate(levels)
    )
    once = regrouped(row, {}, (), [node.eid for node in row])

    assert regrouped(once, {}, (), [node.eid for node in row]) == once


def test_the_articles_of_a_heading_that_goes_stay_where_they_are_though_other_chapters_get_numbers():
    found = carry_out("删去第四条前的章名。", "将第三章改为第二章。")

    assert outline(found) == [
        "第一章总则",
        "第一条",
        "第二条",
        "第三条",
        "第四条",
        "第二章附则",
        "第五条",
    ]


def test_an_article_that_becomes_the_first_of_its_own_chapter_stays_in_it_where_that_is_named():
    base = BASE.replace(
        "第四条　违反第三条的，罚款。\n", "第四条　违反第三条的，罚款。\n第五条　罚款上缴。\n"
    ).replace("第五条　本条例", "第六条　本条例")
    decision = f"{HEAD}将第五条移至第二章，作为第四条。{END}"

    found = policydiff.consolidate(
        policydiff.load(base.encode(), name="base.txt"),
        policydiff.load(decision.encode(), name="decision.txt"),
    )

    assert outline(found)[4:7] == ["第二章罚则", "第四条", "第五条"]
    assert found.document.articles[3].text == "罚款上缴。"


def test_lines_that_stand_under_a_heading_go_with_it():
    base = BASE.replace("第二章　罚则\n", "第二章　罚则和\n其他规定\n")

    found = policydiff.consolidate(
        policydiff.load(base.encode(), name="base.txt"),
        policydiff.load(f"{HEAD}删去第四条前的章名。{END}".encode(), name="decision.txt"),
    )

    assert "其他规定" not in found.document.full_text()


def test_sections_of_one_number_in_two_chapters_are_told_apart():
    found = carry_out(
        "在第一条前增加一节，作为第一节：“第一节　修桥”",
        "在第四条前增加一节，作为第一节：“第一节　罚款”",
        "将第五条移至第二章第一节，作为第五条。",
    )

    assert outline(found)[-5:] == ["第二章罚则", "第一节罚款", "第四条", "第五条", "第三章附则"]
