"""Headings and articles that come into a tree, or go. All texts are invented."""

from __future__ import annotations

import pytest
from drafts import load
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.amending.engine.tree.rows import (
    articles,
    holds,
    put_articles,
    regrouped,
    row_of,
    tree_of,
)
from policydiff.model.document import Block, Provision

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


def article(number: str) -> Provision:
    return Provision(eid=f"art_{number}", level="article", number=number)


def chapter(number: str, *content) -> Provision:
    return Provision(eid=f"chp_{number}", level="chapter", number=number, content=content)


TREE = (
    chapter(
        "1",
        Provision(
            eid="chp_1__sec_1", level="section", number="1", content=(article("1"), article("2"))
        ),
    ),
    chapter("2", article("3"), article("5")),
    chapter("3"),
)


def shape(nodes) -> list:
    return [
        (node.eid, shape(node.content)) if node.level != "article" else node.number
        for node in nodes
        if isinstance(node, Provision)
    ]


@pytest.mark.parametrize(
    ("number", "hint", "where"),
    [
        ("2-1", None, ("chp_1__sec_1", ["1", "2", "2-1"])),
        ("4", None, ("chp_2", ["3", "4", "5"])),
        ("4", "chp_3", ("chp_3", ["4"])),
        ("3-1", "chp_2", ("chp_2", ["3", "3-1", "5"])),
        ("6", "nowhere", ("chp_2", ["3", "5", "6"])),
        ("0", None, ("chp_1__sec_1", ["0", "1", "2"])),
    ],
)
def test_behind_the_one_before_it_or_in_the_container_that_is_named(number, hint, where):
    nodes = put_articles(TREE, [(article(number), hint, ())])
    eid, numbers = where
    assert f"('{eid}', {numbers})" in str(shape(nodes))
    assert len(articles(nodes)) == 5


def test_in_a_text_without_articles_it_stands_at_the_end():
    assert [
        node.eid
        for node in put_articles((Block(text="甲", eid="p_1"),), [(article("1"), None, ())])
    ] == ["p_1", "art_1"]


def test_a_container_holds_what_stands_below_it():
    assert holds(TREE, "chp_1", "art_2")
    assert not holds(TREE, "chp_2", "art_2")
    assert not holds(TREE, "chp_9", "art_2")


def carried_out(base: str, decision: str) -> str:
    title = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n"
    found = policydiff.consolidate(load(base), load(title + decision))
    assert found.complete
    return found.document.full_text()


def test_articles_behind_a_new_section_stay_under_their_headings():
    """The number that the decision gives the old section is none of an article."""
    before = "乙省桥梁条例\n第一章　总则\n第一条　桥由县管理。\n第二条　路由县管理。\n第三条　渡口由县管理。\n第四条　堤由县管理。\n第二章　检查\n第一节　桥\n第五条　桥每年检查。\n"
    base = (
        before
        + "第二节　路\n第六条　路每年检查。\n第三章　附则\n第七条　本条例自公布之日起施行。\n"
    )
    decision = "一、第二章中增加一节，作为第二节“船”；增加一条，作为第六条。内容如下：\n“第二节　船\n“第六条　船每年检查。”\n第二节相应改为第三节，第六条、第七条相应改为第七条、第八条。\n"

    assert carried_out(base, decision) == (
        before + "第二节　船\n第六条　船每年检查。\n第三节　路\n第七条　路每年检查。\n"
        "第三章　附则\n第八条　本条例自公布之日起施行。"
    )


def test_where_each_chapter_counts_anew_the_article_before_is_one_of_the_named_chapter():
    base = "乙省桥梁条例\n第一章　桥\n第一条　桥由县管理。\n第二章　船\n第一条　船应当登记。\n"

    found = carried_out(base, "一、第二章增加一条，作为第二条：“船应当检查。”\n")

    assert found == base + "第二条　船应当检查。"


def test_an_article_that_passes_one_counted_stands_before_it_though_another_goes():
    """The number that goes is no gap that would explain the new number."""
    base = "乙省桥梁条例\n" + "".join(
        f"第{number}条　{text}。\n"
        for number, text in zip("一二三四五六", "桥路堤坝渡闸", strict=True)
    )
    decision = "一、删去第二条。\n二、将第五条改为第三条。\n三、将第六条改为第五条。\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"

    assert carried_out(base, decision) == (
        "乙省桥梁条例\n第一条　桥。\n第二条　堤。\n第三条　渡。\n第四条　坝。\n第五条　闸。"
    )


def test_an_article_made_of_two_stays_under_the_heading_of_the_first():
    base = "乙省桥梁条例\n第一章　检查\n第一条　桥每年检查。\n第二条　路每年检查。\n第二章　罚则\n第三条　损坏桥的，罚款。\n第四条　损坏路的，罚款。\n第五条　损坏堤的，罚款。\n"
    decision = "一、将第三条、第四条合并，作为第三条，修改为：“损坏桥或者路的，罚款。”\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"

    assert carried_out(base, decision) == (
        "乙省桥梁条例\n第一章　检查\n第一条　桥每年检查。\n第二条　路每年检查。\n"
        "第二章　罚则\n第三条　损坏桥或者路的，罚款。\n第四条　损坏堤的，罚款。"
    )


def test_chapters_stand_by_their_numbers_where_one_comes_into_the_other():
    base = "乙省桥梁条例\n第一章　总则\n第一条　桥。\n第二条　路。\n第三条　堤。\n"
    decision = "一、在第二条前增加一章，作为第一章：“第一章　路”\n二、将第二条改为第一条。\n三、将第一章改为第二章。\n四、将第三条移至第二章，作为第二条。\n五、将第一条移至第二章，作为第三条。\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"

    assert carried_out(base, decision) == (
        "乙省桥梁条例\n第一章　路\n第一条　路。\n第二章　总则\n第二条　堤。\n第三条　桥。"
    )


def test_the_tree_of_a_row_is_the_tree():
    assert tree_of(list(row_of(TREE))) == TREE
