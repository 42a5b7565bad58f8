"""Ranges of places: the base says what stands between their ends. All texts are invented."""

from __future__ import annotations

import pytest
from consolidations import TITLE
from drafts import load
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.amending.engine.operations import Consolidation
from policydiff.text.places import printed_number

BASE = """乙省桥梁条例
第一章　总则
第一条　桥由村里修。
第二章　渡口
第二条　渡口由村里管。
第三条　渡船应当登记。
第三条之一　渡船应当检验。
第四条　渡工应当有证：
（一）船长；
（二）水手；
（三）学徒。
第三章　桥梁
第五条　桥梁应当编号。
桥梁应当设栏。
桥梁应当有灯。
第五条之一　浮桥应当有锚。
第六条　本条例自公布之日起施行。
"""


def carried_out(*items: str, base: str = BASE) -> Consolidation:
    marks = "一二三四五六七八九"
    lines = "".join(f"{mark}、{item}\n" for mark, item in zip(marks, items, strict=False))
    return policydiff.consolidate(load(base), load(f"{TITLE}{lines}"))


def numbers(found: Consolidation) -> list[str]:
    """The articles of the new version by their texts: the number that each had in the base."""
    old = {article.text: article.num or "" for article in found.base.articles}
    return [old[article.text] for article in found.document.articles]


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ("删去第三条至第五条之一。", "一 二 六"),
        ("删去第三条至第五条。", "一 二 五之一 六"),
        ("删去第三条之一至第五条。", "一 二 三 五之一 六"),
        ("删去第二、三条之一。", "一 三 四 五 五之一 六"),
        ("删去第二章至第三章。", "一"),
        ("删去第三条。", "一 二 三之一 四 五 五之一 六"),
    ],
)
def test_deleted_with_all_that_stands_between(item, left):
    found = carried_out(item)

    wanted = [f"第{head}条{sub and '之'}{sub}" for head, _, sub in map(_split, left.split())]
    assert (found.complete, numbers(found)) == (True, wanted)


def _split(number: str) -> tuple[str, str, str]:
    return number.partition("之")


def test_an_operation_for_each_place_with_the_range_as_printed():
    found = carried_out("删去第三条至第五条。")

    assert [
        (one["target"], one["target_num"], one["target_range"])
        for one in found.to_dict()["operations"]
    ] == [
        ("art_3", "第三条", "第三条至第五条"),
        ("art_3-1", "第三条之一", "第三条至第五条"),
        ("art_4", "第四条", "第三条至第五条"),
        ("art_5", "第五条", "第三条至第五条"),
    ]


def test_instructions_show_the_range_alone():
    (found,) = policydiff.read_instructions(load(f"{TITLE}一、删去第三条至第五条。\n")).to_dict()[
        "operations"
    ]

    assert (found["target_num"], found["target_range"]) == ("第三条至第五条", "第三条至第五条")


def test_words_change_wherever_the_range_has_them():
    found = carried_out("将第二条至第五条中的“应当”修改为“必须”。")

    assert found.complete
    texts = [article.text for article in found.document.articles]
    assert [text for text in texts if "应当" in text] == ["浮桥应当有锚。"]
    assert [one.target_num for one in found.operations] == [
        "第三条",
        "第三条之一",
        "第四条",
        "第五条",
    ]


def test_words_that_no_place_of_the_range_has_fail_for_each():
    found = carried_out("将第二条至第四条中的“飞机”修改为“轮船”。", "删去第一条。")

    assert [one.status for one in found.operations] == ["failed"] * 4 + ["applied"]


def test_words_added_and_sentences_at_the_end_of_each():
    found = carried_out(
        "在第三条至第三条之一中的“渡船”后增加“和木筏”。", "第三条至第三条之一末尾增加：“违者处罚。”"
    )

    assert found.complete
    assert [article.text for article in found.document.articles][2:4] == [
        "渡船和木筏应当登记。违者处罚。",
        "渡船和木筏应当检验。违者处罚。",
    ]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("删去第五条第一款至第二款。", "桥梁应当有灯。"),
        ("删去第五条第二款至最后一款。", "桥梁应当编号。"),
        ("删去第四条第（一）项至第（二）项。", "渡工应当有证：\n（一）学徒。"),
        ("删去第四条第一至第二项。", "渡工应当有证：\n（一）学徒。"),
    ],
)
def test_paragraphs_and_points(item, text):
    found = carried_out(item)

    assert found.complete, [str(one.message) for one in found.operations]
    assert text in [
        "\n".join(line for line in article.text.split("\n")) for article in found.document.articles
    ]


def test_articles_get_the_new_numbers_in_their_order():
    base = BASE.replace("第五条之一　浮桥应当有锚。\n", "")
    found = carried_out(
        "增加一条，作为第二条：“渡口应当设牌。”",
        "将第二条至第六条改为第三条至第八条。",
        base=base,
    )

    assert found.complete, [str(one.message) for one in found.operations]
    assert [(one.target_num, one.result_num) for one in found.operations][1:] == [
        ("第二条", "第三条"),
        ("第三条", "第四条"),
        ("第三条之一", "第五条"),
        ("第四条", "第六条"),
        ("第五条", "第七条"),
        ("第六条", "第八条"),
    ]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (
            "将第二条至第四条改为第三条至第五条。",
            "第二条至第四条 has 4 places in the base, and 3 numbers are given",
        ),
        ("删去第三条至第四条之一。", "第四条之一: the base has no such place"),
        ("删去第九条至第十条。", "第九条: the base has no such place"),
        ("删去第四条至第三条。", "the two ends of the range lead to no places between them"),
        (
            "删去第三条至第五条第一款。",
            "the two ends of the range lead to no places between them",
        ),
        (
            "第三条至第四条修改为：“第三条　渡船免检。\n第四条　渡工免费。”",
            "第三条至第四条 holds other places in the base than are counted: 第三条之一",
        ),
        (
            "第二条、第三条至第四条改为第三条至第五条。",
            "第三条至第四条 holds other places in the base than are counted: 第三条之一",
        ),
    ],
)
def test_what_the_base_does_not_have_so_is_a_problem(item, why):
    found = carried_out(item, "将第一条中的“村里”修改为“县里”。")

    assert not found.complete
    assert why in {str(one.message) for one in found.operations if one.status == "failed"}


def test_a_text_for_each_place_where_the_base_has_those_places():
    found = carried_out("第四条至第五条修改为：“第四条　渡工免费。\n第五条　桥梁免费。”")

    assert found.complete
    assert [article.text for article in found.document.articles][4:6] == [
        "渡工免费。",
        "桥梁免费。",
    ]


def test_a_change_throughout_but_in_a_range():
    found = carried_out("除第三条至第四条外，将其他条文中的“应当”修改为“必须”。")

    assert found.complete
    assert [article.num for article in found.document.articles if "应当" in article.text] == [
        "第三条",
        "第三条之一",
        "第四条",
    ]


def test_a_chapter_is_divided_with_what_stands_between():
    found = carried_out(
        "将第二章分为两章：第二章“渡口”，包括第二条；第三章“渡船”，包括第三条至第四条。"
    )

    assert found.complete, [str(one.message) for one in found.operations]


@st.composite
def bases(draw: st.DrawFn) -> list[str]:
    """The numbers of articles, some with 之."""
    subs = draw(st.lists(st.integers(0, 3), min_size=3, max_size=9))
    return [
        f"{head}-{sub}" if sub else str(head)
        for head, count in enumerate(subs, start=1)
        for sub in range(count + 1)
    ]


def law(rows: list[str]) -> str:
    return "乙省桥梁条例\n" + "".join(
        f"{printed_number(number)}　编号{number}的桥由村里修。\n" for number in rows
    )


@settings(max_examples=examples(150))
@given(bases(), st.data())
def test_a_range_is_all_from_one_end_to_the_other(rows, data):
    low, high = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=2, max_size=2)))
    if (low, high) == (0, len(rows) - 1):
        return
    ends = f"{printed_number(rows[low])}至{printed_number(rows[high])}"

    gone = carried_out(f"删去{ends}。", base=law(rows))
    words = carried_out(f"将{ends}中的“村里”修改为“县里”。", base=law(rows))

    inside = {f"编号{number}的桥由" for number in rows[low : high + 1]}
    assert gone.complete
    assert words.complete
    assert [article.text for article in gone.document.articles] == [
        f"编号{number}的桥由村里修。" for number in (*rows[:low], *rows[high + 1 :])
    ]
    assert {
        article.text.removesuffix("县里修。")
        for article in words.document.articles
        if "县里" in article.text
    } == inside


@settings(max_examples=examples(150))
@given(bases(), st.data())
def test_an_end_that_is_not_there_is_never_passed_over(rows, data):
    there = data.draw(st.sampled_from(rows))
    head = data.draw(st.integers(1, len(rows) + 3))
    sub = data.draw(st.integers(0, 5))
    absent = f"{head}-{sub}" if sub else str(head)
    if absent in rows:
        return
    ends = data.draw(st.permutations([there, absent]))
    item = f"删去{printed_number(ends[0])}至{printed_number(ends[1])}。"

    found = carried_out(
        item, f"将{printed_number(rows[0])}中的“村里”修改为“县里”。", base=law(rows)
    )

    assert not found.complete
    assert [one.status for one in found.operations] == ["failed", "applied"]
    assert f"{printed_number(absent)}: the base has no such place" in str(
        found.operations[0].message
    )
    assert len(found.document.articles) == len(rows)
