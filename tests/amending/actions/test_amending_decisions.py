"""Which stored decisions amend a work. All texts are invented."""

from __future__ import annotations

import pytest
from ready_repositories import new_repository

from policydiff.amending.actions.amending_decisions import find_amending_decisions, names
from policydiff.reading.load import load
from policydiff.store.repository import Repository

LAW = "乙省桥梁条例\n（2010年3月1日乙省人民代表大会常务委员会第五次会议通过）\n第一条　桥由村里修。\n第二条　路由乡里修。\n"
DECISION = """# 乙省人民代表大会常务委员会关于{title}的决定

（{day}乙省第十届人民代表大会常务委员会第七次会议通过）

{items}

本决定自公布之日起施行。
"""
ONE = "一、将第一条修改为：“桥由镇里修。”"
MANY = "一、修改《乙省桥梁条例》\n\n（一）将第一条修改为：“桥由县里修。”\n\n二、修改《乙省渡口条例》\n\n（一）删去第三条。"
OTHERS = "一、修改《乙省渡口条例》\n\n（一）删去第三条。\n\n二、修改《乙省道路条例》\n\n（一）删去第三条。"


def store_of(folder, *texts: str) -> Repository:
    store = new_repository(folder, clock=lambda: 1_767_312_000)
    for text in (LAW, *texts):
        store.add(load(text.encode(), name="text.md"), text.encode(), "text.md")
    return store


def decision(title: str, day: str, items: str = ONE) -> str:
    return DECISION.format(title=title, day=day, items=items)


def found(store: Repository, after: str | None = "2010-03-01"):
    return find_amending_decisions(store, store.find("乙省桥梁条例"), after)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定", ("乙省桥梁条例",)),
        (
            "关于修改《乙省桥梁条例》、《乙省渡口条例》的决定（2015）",
            ("乙省桥梁条例", "乙省渡口条例"),
        ),
        ("关于修改〈乙省桥梁条例〉的决定", ()),
        ("乙省人民政府关于修改部分规章的决定", ()),
        (
            "乙法院关于修改《关于桥梁案件的规定》的决定",
            ("关于桥梁案件的规定", "乙法院关于桥梁案件的规定"),
        ),
        (
            "乙法院关于修改《乙法院关于适用《乙法》若干问题的解释》的决定",
            ("乙法院关于适用乙法若干问题的解释",),
        ),
        ("关于修改《乙省选举法》的若干规定的决议", ("乙省选举法",)),
        ("中华人民共和国宪法修正案（1988年）", ("宪法",)),
        ("中华人民共和国刑法修正案（十一）", ("刑法",)),
        ("乙省桥梁条例", None),
        ("乙省人民政府关于修改桥梁的通知", None),
        ("乙省关于处理违章建筑的决定", None),
    ],
)
def test_what_the_title_of_a_decision_names(title, expected):
    assert names(title) == expected


def test_those_that_name_the_work_come_in_the_order_of_their_dates(tmp_path):
    title = "修改《乙省桥梁条例》"
    store = store_of(
        tmp_path,
        decision(title, "2020年9月3日"),
        decision(title, "2015年6月2日"),
        decision("修改《乙省渡口条例》", "2016年1月1日"),
    )

    assert [document.version_date for document in found(store).documents] == [
        "2015-06-02",
        "2020-09-03",
    ]


def test_those_that_are_older_than_the_base_are_not_for_it(tmp_path):
    title = "修改《乙省桥梁条例》"
    store = store_of(tmp_path, decision(title, "2015年6月2日"), decision(title, "2020年9月3日"))

    assert [document.version_date for document in found(store, "2015-06-02").documents] == [
        "2020-09-03"
    ]
    assert len(found(store, None).documents) == 2


def test_a_decision_on_many_works_is_known_by_what_it_says(tmp_path):
    many = decision("修改《乙省渡口条例》等二件地方性法规", "2018年2月2日", MANY)
    none_named = decision("修改部分地方性法规", "2019年2月2日", MANY)
    others = decision("修改《乙省渡口条例》等两件条例", "2020年2月2日", OTHERS)

    assert [
        document.version_date
        for document in found(store_of(tmp_path, many, none_named, others)).documents
    ] == [
        "2018-02-02",
        "2019-02-02",
    ]


def test_a_decision_that_is_stored_twice_counts_once(tmp_path):
    title, short = (
        "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定",
        "关于修改《乙省桥梁条例》的决定",
    )
    twice = decision("修改《乙省桥梁条例》", "2015年6月2日")
    another = decision(
        "修改《乙省桥梁条例》", "2015年6月2日", "一、将第二条修改为：“路由县里修。”"
    ).replace(title, short)
    store = store_of(tmp_path, twice, twice.replace(title, "乙省人大常委会" + short), another)

    assert len([work for work in store.works() if work.kind == "decision"]) == 3
    assert [document.title for document in found(store).documents] == [
        "乙省人大常委会" + short,
        short,
    ]


def test_one_without_a_date_has_no_place_and_is_told(tmp_path):
    undated = "关于修改《乙省桥梁条例》的决定\n\n一、将第一条修改为：“桥由镇里修。”\n"
    here = found(store_of(tmp_path, undated))

    assert (here.documents, here.undated) == ((), ("关于修改《乙省桥梁条例》的决定@undated",))
