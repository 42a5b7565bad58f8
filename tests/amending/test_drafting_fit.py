"""What no amending decision leads to is refused. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.amending.drafting_fit import DifferentWorksError, NoArticlesError, NothingOrderedError

BRIDGES = "乙省桥梁条例\n第一条　桥由村里修，每年修一次。\n第二条　桥上不得停车，不得堆放柴草。\n"


def load(text: str) -> policydiff.Document:
    return policydiff.load(text.encode(), name="text.txt")


def test_another_work_is_refused():
    orchards = load("丁省果园条例\n第一条　果树应当修剪，落叶归果农。\n第二条　果园由县级主管部门巡查。\n")

    with pytest.raises(DifferentWorksError, match="《乙省桥梁条例》 and 《丁省果园条例》 are different works with 0 articles in common"):
        policydiff.draft_amendment(load(BRIDGES), orchards)


@pytest.mark.parametrize(
    "text",
    [
        BRIDGES.replace("桥梁条例", "桥梁和渡口条例").replace("村里", "镇里"),
        "乙省桥梁条例\n第一条　为了大家过河方便，制定本条例。\n第二条　本条例由镇里解释。\n",
    ],
    ids=["another title", "another text"],
)
def test_a_new_title_or_a_new_text_alone_is_no_other_work(text):
    assert policydiff.draft_amendment(load(BRIDGES), load(text)).quoted


@pytest.mark.parametrize("side", ["old", "new"])
def test_an_opinion_has_no_articles_to_name(side):
    opinion = load("关于办好桥梁的意见\n各村：\n一、提高认识\n桥梁很重要，要办好桥梁。\n二、加强领导\n各村要成立小组。\n")
    texts = (opinion, load(BRIDGES)) if side == "old" else (load(BRIDGES), opinion)

    with pytest.raises(NoArticlesError, match="关于办好桥梁的意见: an amending decision names articles"):
        policydiff.draft_amendment(*texts)


CHAPTERS = "乙省桥梁条例\n第一章　总则\n第一条　桥由村里修，每年修一次。\n第二章　附则\n第二条　桥上不得停车。\n"
LOOSE = CHAPTERS.replace("第二章　附则\n", "第二章　附则\n桥分两类。\n")


def test_what_no_instruction_can_say_is_named():
    with pytest.raises(NothingOrderedError, match="differ where no instruction can change anything: 第二章"):
        policydiff.draft_amendment(load(CHAPTERS), load(LOOSE))


def test_beside_what_can_be_said_it_remains():
    draft = policydiff.draft_amendment(load(CHAPTERS), load(LOOSE.replace("村里", "镇里")))

    assert not draft.exact
    assert draft.consolidation.complete
    assert [difference.num for difference in draft.remains] == ["第二章"]
