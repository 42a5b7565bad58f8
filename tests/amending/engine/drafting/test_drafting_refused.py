"""What no amending decision leads to is refused. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import load

import policydiff
from policydiff.amending.engine.drafting.drafting import (
    DecimalClausesError,
    DifferentWorksError,
    NoArticlesError,
    NothingOrderedError,
    refuse_silence,
)
from policydiff.amending.engine.operations import Difference
from policydiff.model.document import Provision

BRIDGES = "乙省桥梁条例\n第一条　桥由村里修，每年修一次。\n第二条　桥上不得停车，不得堆放柴草。\n"


def test_another_work_is_refused():
    orchards = load(
        "丁省果园条例\n第一条　果树应当修剪，落叶归果农。\n第二条　果园由县级主管部门巡查。\n"
    )

    with pytest.raises(
        DifferentWorksError,
        match="《乙省桥梁条例》 and 《丁省果园条例》 are different works with 0 articles in common",
    ):
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
    opinion = load(
        "关于办好桥梁的意见\n各村：\n一、提高认识\n桥梁很重要，要办好桥梁。\n二、加强领导\n各村要成立小组。\n"
    )
    texts = (opinion, load(BRIDGES)) if side == "old" else (load(BRIDGES), opinion)

    with pytest.raises(
        NoArticlesError, match="关于办好桥梁的意见: an amending decision names articles"
    ):
        policydiff.draft_amendment(*texts)


def test_clauses_with_decimal_numbers_in_articles_are_refused():
    contract = "竹筏租赁合同\n\n甲方：甲筏行\n乙方：乙筏社\n\n第一条　租金\n1.1 每只每日100元。\n1.2 每月结清。\n第二条　期限\n2.1 租期一年。\n"

    with pytest.raises(
        DecimalClausesError, match=r"the articles of this text hold clauses such as 1\.1"
    ):
        policydiff.draft_amendment(load(contract), load(contract.replace("100元", "120元")))


def test_a_decision_that_orders_nothing_names_what_differs():
    silent = load(
        "乙省人大关于修改《乙省桥梁条例》的决定\n乙省人大决定对《乙省桥梁条例》作如下修改：\n本决定自2020年1月1日起施行。\n"
    )
    differences = [
        Difference(eid=None, num=num, instruction=None, edits=())
        for num in ("第一章", "第二章", "第三章", "第四章")
    ]

    with pytest.raises(
        NothingOrderedError, match=r"no instruction can change anything: 第一章, 第二章, 第三章$"
    ):
        refuse_silence(load(BRIDGES), silent, differences)
    refuse_silence(
        load(BRIDGES),
        policydiff.draft_amendment(load(BRIDGES), load(BRIDGES.replace("村里", "镇里"))).decision,
        differences,
    )


def test_a_draft_that_looks_carried_out_already_is_given_with_the_reason():
    """Only the marks between the items differ."""
    listed = "乙省桥梁条例\n第一条　不得上桥：\n（一）醉酒；\n（二）超重；\n（三）大风。\n第二条　桥由村里修。\n"

    draft = policydiff.draft_amendment(load(listed), load(listed.replace("；", ";")))

    assert not draft.exact
    assert "it is carried out there already" in (draft.to_dict()["refused"] or "")


TWICE = "船工应当持证上岗，不得超载，不得夜航，违者由乡镇人民政府责令停航整改。"
FERRIES = f"乙省渡口条例\n第一条　为了规范渡口，制定本条例。\n第二条　{TWICE}\n第三条　渡口由村里修，县里给予补助，市里负责监督。\n第四条　船不得夜航。\n"


def test_a_new_text_that_stands_elsewhere_is_no_reason_to_refuse_a_draft():
    new = (
        FERRIES.replace("渡口由村里修，县里给予补助，市里负责监督。", TWICE)
        .replace("制定本条例", "制定条例")
        .replace("船不得夜航", "船不得日航")
    )
    draft = policydiff.draft_amendment(load(FERRIES), load(new))

    assert draft.exact
    assert policydiff.consolidate(load(FERRIES), draft.decision).complete


def test_where_nothing_else_tells_a_text_that_comes_twice_is_given_with_the_reason():
    draft = policydiff.draft_amendment(
        load(FERRIES), load(FERRIES.replace("渡口由村里修，县里给予补助，市里负责监督。", TWICE))
    )

    assert (draft.exact, draft.remains) == (False, ())
    assert draft.refused == "the new text of item 二 is that of another article here"


def test_an_article_that_stands_twice_remains():
    draft = policydiff.draft_amendment(
        load(BRIDGES), load(BRIDGES.replace("村里", "镇里") + "第二条　桥上可以行人。\n")
    )

    assert not draft.exact
    assert "第二条" in [difference.num for difference in draft.remains]


def test_an_article_in_an_article_of_the_same_eid_ends():
    """No valid file has such; one that was damaged had."""
    old = load(FERRIES)
    first, *rest = old.body
    assert isinstance(first, Provision)
    damaged = replace(old, body=(replace(first, content=(first, *first.content)), *rest))

    for one, other in (
        (damaged, load(FERRIES.replace("村里", "镇里"))),
        (load(FERRIES.replace("村里", "镇里")), damaged),
    ):
        assert policydiff.draft_amendment(one, other).text
