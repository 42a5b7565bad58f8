"""Pairs of items that cannot both be carried out, and pairs that can. All texts are invented."""

from __future__ import annotations

from itertools import chain, combinations, permutations, product

import pytest
from consolidations import TITLE
from drafts import load

import policydiff
from policydiff.amending.engine.operations import Consolidation

BASE = """乙省桥梁条例
第一章　总则
第一条　桥由村里修。
第二章　渡口
第二条　渡口由村里管。
渡口应当设牌。
第三条　渡船应当登记。
第三章　桥梁
第四条　桥梁应当编号。
第五条　本条例自公布之日起施行。
"""
OPENING = """（2030年1月1日通过）
乙省人民代表大会常务委员会决定对《乙省桥梁条例》作如下修改：
"""

CHAPTER_GOES = ("删去第二章。",)
CHAPTER_IS_NEW = ("第二章修改为：“第二章　码头\n“第二条　码头由村里管。\n“第三条　木筏应当登记。”",)
HEADING_GOES = ("删去第二条前的章名。", "删去第二章章名。")
ABOUT_HEADING = (
    "将第二章章名修改为“码头”。",
    "将第二章章名中的“渡口”修改为“码头”。",
    "将第二章改为第四章。",
    "将第二章、第三章合并为第二章“渡口和桥梁”。",
)
ARTICLE_GOES = ("删去第二条。",)
AT_ARTICLE = (
    "在第二条前增加一章：“第二章　渡船”",
    "在第二条前增加一节：“第一节　码头”",
)
IN_ARTICLE = (
    "第二条修改为：“码头由村里管。”",
    "将第二条中的“村里”修改为“县里”。",
    "第二条增加一款，作为第三款：“木筏应当登记。”",
)
IN_CHAPTER = (
    "在第二章增加一条，作为第四条：“木筏应当登记。”",
    "在第二条后增加一条：“木筏应当登记。”",
    "在第三条前增加一章：“第三章　渡船”",
)
ELSEWHERE = (
    "将第四条中的“编号”修改为“登记”。",
    "将本条例中的“村里”修改为“县里”。",
    "第一条增加一款：“路由乡里修。”",
    "在第四条前增加一节：“第一节　木桥”",
)

CONTRADICTORY = list(
    chain(
        product(CHAPTER_GOES, (*HEADING_GOES, *ABOUT_HEADING, *AT_ARTICLE, *IN_ARTICLE)),
        product(CHAPTER_GOES, (*IN_CHAPTER, *CHAPTER_IS_NEW)),
        product(CHAPTER_IS_NEW, (*HEADING_GOES, *ARTICLE_GOES, *AT_ARTICLE, *IN_CHAPTER)),
        product(HEADING_GOES, ABOUT_HEADING),
        product(ARTICLE_GOES, (*AT_ARTICLE, *IN_ARTICLE)),
    )
)
COMPATIBLE = list(
    chain(
        product((*CHAPTER_GOES, *CHAPTER_IS_NEW, *HEADING_GOES, *ARTICLE_GOES), ELSEWHERE),
        product(HEADING_GOES, (*ARTICLE_GOES, *AT_ARTICLE, *IN_ARTICLE, *IN_CHAPTER)),
        product(ARTICLE_GOES, (*IN_CHAPTER, *CHAPTER_GOES, *ABOUT_HEADING)),
        combinations(AT_ARTICLE, 2),
        combinations(HEADING_GOES, 2),
        combinations(ELSEWHERE, 2),
        product(AT_ARTICLE, IN_ARTICLE),
    )
)


def carried_out(*items: str, base: str = BASE) -> Consolidation:
    lines = "".join(f"{mark}、{item}\n" for mark, item in zip("一二三", items, strict=False))
    return policydiff.consolidate(load(base), load(TITLE + OPENING + lines))


LAST = "将第五条中的“公布”修改为“印发”。"
"""What can be carried out beside each, so that the decision fits the base."""


@pytest.mark.parametrize("pair", CONTRADICTORY, ids="，".join)
def test_of_two_items_that_contradict_each_other_neither_is_carried_out(pair):
    for items in permutations(pair):
        found = carried_out(*items, LAST)

        both = [one for one in found.operations if one.instruction in ("一", "二")]
        reasons = [str(one.message) for one in both]

        assert not found.complete
        assert {one.status for one in both} == {"failed"}
        assert [article.text for article in found.document.articles][:4] == [
            article.text for article in found.base.articles
        ][:4]
        assert all(reason.startswith(("item 一 ", "item 二 ")) for reason in reasons)


@pytest.mark.parametrize("pair", COMPATIBLE, ids="，".join)
def test_of_two_items_that_go_together_both_are_carried_out(pair):
    for items in permutations(pair):
        found = carried_out(*items, LAST)

        assert found.complete, [str(one.message) for one in found.operations]


def test_words_in_the_heading_of_an_article_stay_beside_a_new_heading_of_its_chapter():
    base = BASE.replace("第三条　渡船", "第三条　【登记】渡船")
    found = carried_out("将第二章章名修改为“码头”。", "将第三条中的“登记”修改为“备案”。", base=base)

    assert found.complete


def test_what_lives_on_in_another_article_may_get_a_heading():
    found = carried_out("将第二条、第三条合并，作为第二条，修改为：“码头免费。”", AT_ARTICLE[0])

    assert found.complete
    assert "第二条　码头免费。" in found.document.full_text()


def test_the_preamble_goes_or_changes():
    base = BASE.replace("第一章　总则\n", "为了修好桥，制定本条例。\n第一章　总则\n")
    words = "将引言中的“修好”修改为“管好”。"

    gone = carried_out("删去引言。", words, LAST, base=base)
    other = carried_out("将引言修改为：“为了渡河，制定本条例。”", words, LAST, base=base)
    same = carried_out("将引言修改为：“为了管好桥，制定本条例。”", words, LAST, base=base)

    assert (gone.complete, other.complete, same.complete) == (False, False, True)


def test_many_changes_of_the_same_words_are_compared_once():
    words = "甲由乙管。" * 60
    base = f"乙省桥梁条例\n第一条　{words}\n第二条　桥由村里修。\n"
    item = "将第一条中的" + "，".join(["“甲”修改为“丙”"] * 120) + "。"

    found = carried_out(item, "删去第二条。", base=base)

    assert found.complete
    assert found.document.articles[0].text == words.replace("甲", "丙")
