"""What stands around the items of a drafted decision. All texts are invented."""

from __future__ import annotations

import pytest
from drafts import load

import policydiff
from policydiff.amending.engine.drafted import DraftFacts
from policydiff.amending.engine.drafting.decision_text import write_decision

OLD = "丙县渡口办法\n（2015年1月1日丙县人民政府公布）\n第一条　渡口由村管理。\n"
NEW = "丙县渡口办法\n第一条　渡口由县管理。\n"


def lines(facts: DraftFacts, *, recounted: bool = False) -> list[str]:
    return write_decision(
        ["将第一条中的“村”修改为“县”。"], load(OLD), load(NEW), facts, recounted=recounted
    ).splitlines()


def test_what_is_not_known_is_a_visible_blank():
    assert lines(DraftFacts(authority="丙县人民政府")) == [
        "丙县人民政府关于修改《丙县渡口办法》的决定",
        "（××年××月××日通过）",
        "丙县人民政府决定对《丙县渡口办法》作如下修改：",
        "将第一条中的“村”修改为“县”。",
        "本决定自××年××月××日起施行。",
        "《丙县渡口办法》根据本决定作相应修改，重新公布。",
    ]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (DraftFacts(adopted="2026-03-05"), "（2026年3月5日通过）"),
        (DraftFacts(promulgated="2026-03-05"), "（2026年3月5日公布）"),
        (
            DraftFacts(adopted="2026-03-05", promulgated="2026-03-08"),
            "（2026年3月5日通过　2026年3月8日公布）",
        ),
        (DraftFacts(adopted="2026-03-05", in_force="2026-05-01"), "本决定自2026年5月1日起施行。"),
        (DraftFacts(promulgated="2026-03-05", in_force="2026-03-05"), "本决定自公布之日起施行。"),
        (DraftFacts(title="关于改一个字的决定"), "关于改一个字的决定"),
        (DraftFacts(number="丙府令第3号"), "丙府令第3号"),
    ],
)
def test_what_a_person_says_stands_in_the_decision(facts, line):
    assert line in lines(facts)


def test_the_order_of_articles_is_spoken_of_where_it_changes():
    assert (
        lines(DraftFacts(), recounted=True)[-1]
        == "《丙县渡口办法》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"
    )


def test_the_facts_are_read_back():
    draft = policydiff.draft_amendment(
        load(OLD),
        load(NEW),
        DraftFacts(adopted="2026-03-05", in_force="2026-05-01", authority="丙县人民政府"),
    )

    assert draft.decision.dates.to_dict() == {"adopted": "2026-03-05", "in_force": "2026-05-01"}
