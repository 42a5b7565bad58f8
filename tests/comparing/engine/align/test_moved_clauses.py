"""Clauses that left their article or their level, and those that only look so."""

from __future__ import annotations

import pytest
from drafting import document

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison

RENT = "投放企业应当按日清点共享雨伞并向社会公布存量和完好率"
FEES = "街道办事处负责划定公共饮水机的设置地点并承担日常维护费用"
LAMPS = "使用人损坏沿街路灯的应当照价赔偿并在三十日内恢复原状"
BENCH = "公园长椅的式样由市园林主管部门会同文化主管部门统一设计"


def elsewhere(comparison: Comparison) -> list[tuple[str, str, str, bool]]:
    """The matches of clauses that went elsewhere: both eIds, the kind, whether they count as
    moved.
    """
    return [
        (m.left[0].eid, m.right[0].eid, m.kind, m.moved)
        for m in comparison.matches
        if m.reason == "elsewhere"
    ]


CHANGES = [
    pytest.param(
        f"第一条　{RENT}。\n{FEES}。\n第二条　{LAMPS}。",
        f"第一条　{RENT}。\n第二条　{LAMPS}。\n{FEES}。",
        [("art_1__para_2", "art_2__para_2", "unchanged", True)],
        id="a paragraph moves to another article",
    ),
    pytest.param(
        f"第一条　{RENT}。\n{FEES}。\n第二条　{LAMPS}。\n{BENCH}。",
        f"第一条　{RENT}。\n第二条　{LAMPS}。\n{FEES.replace('日常', '全部')}。\n{BENCH}。",
        [("art_1__para_2", "art_2__para_2", "reworded", True)],
        id="it is reworded on its way",
    ),
]

NOTHING = [
    pytest.param(f"第一条　{RENT}。\n{FEES}。", f"第一条　{RENT}。\n{FEES}。", id="nothing moved"),
    pytest.param(
        f"第一条　{RENT}。\n{FEES}。",
        f"第一条　{RENT}。\n第二条　{LAMPS}。",
        id="another clause came",
    ),
    pytest.param(
        f"第一条　{RENT}。\n法律另有规定的除外。",
        f"第一条　{RENT}。\n第二条　{LAMPS}。\n法律另有规定的除外。",
        id="short clauses recur",
    ),
    pytest.param(
        f"第一条　{RENT}。\n{FEES}。\n第二条　{LAMPS}。\n第三条　{BENCH}。",
        f"第一条　{RENT}。\n第二条　{LAMPS}。\n{FEES}。\n第三条　{BENCH}。\n{FEES}。",
        id="two places fit as well",
    ),
    pytest.param(
        f"第一条　{RENT}。\n{FEES}。\n第二条　{LAMPS}。\n第三条　{BENCH}。\n{FEES.replace('日常', '全部')}。",
        f"第一条　{RENT}。\n{FEES}。\n第二条　{LAMPS}。\n{FEES.replace('日常', '部分')}。\n第三条　{BENCH}。",
        id="a similar clause stayed where it was",
    ),
]


@pytest.mark.parametrize(("left", "right", "wanted"), CHANGES)
def test_clause_is_found_elsewhere(
    left: str, right: str, wanted: list[tuple[str, str, str, bool]]
) -> None:
    comparison = diff(document(left), document(right))

    assert elsewhere(comparison) == wanted


@pytest.mark.parametrize(("left", "right"), NOTHING)
def test_clause_that_went_nowhere(left: str, right: str) -> None:
    assert elsewhere(diff(document(left), document(right))) == []


def test_a_paragraph_that_became_an_article_has_two_levels() -> None:
    long = "。".join((RENT, FEES, BENCH, LAMPS.replace("路灯", "花坛")))
    left = document(f"第一条　{long}。\n{LAMPS}。\n第二条　{BENCH}，并公布。")
    right = document(f"第一条　{long}。\n第二条　{BENCH}，并公布。\n第三条　{LAMPS}。")

    comparison = diff(left, right)

    found = [
        (m.kind, [side.eid for side in m.left], [side.eid for side in m.right], m.links)
        for m in comparison.matches
        if any(side.eid == "art_3" for side in m.right)
    ]
    assert len(found) == 1
    kind, lefts, rights, links = found[0]
    assert (kind, lefts, rights) in [
        ("unchanged", ["art_1__para_2"], ["art_3"]),
        ("split", ["art_1"], ["art_1", "art_3"]),
    ]
    assert kind != "split" or links == (("art_1", "art_1"), ("art_1", "art_3"))


def test_its_redline_is_written_once_for_both_places() -> None:
    left = document(f"第一条　{RENT}。\n{FEES}。\n第二条　{LAMPS}。\n{BENCH}。")
    right = document(
        f"第一条　{RENT}。\n第二条　{LAMPS}。\n{FEES.replace('日常', '全部')}。\n{BENCH}。"
    )

    match = next(match for match in diff(left, right).matches if match.reason == "elsewhere")

    assert "".join(edit.text for edit in match.edits if edit.op != "insert") == f"{FEES}。"
    assert (
        "".join(edit.text for edit in match.edits if edit.op != "delete")
        == f"{FEES.replace('日常', '全部')}。"
    )
    assert any(edit.op == "equal" for edit in match.edits)
