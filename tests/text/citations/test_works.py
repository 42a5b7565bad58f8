"""Works that are named as a whole, and short titles. The texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.citations.finding import find_citations
from policydiff.text.citations.works import (
    find_short_titles,
    find_works,
    ground_titles,
    is_work,
)
from policydiff.text.traditions.mainland.cn_law import DIALECT

WORDS = DIALECT.citations


def names(text: str) -> list[str]:
    taken = [found.span for found in find_citations(text, WORDS)]
    return [work.name for work in find_works(text, WORDS, taken)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "根据《河道法》《中华人民共和国渡口法》，制定本条例。",
            ["河道法", "中华人民共和国渡口法"],
        ),
        ("依照《关于修改〈河道法〉的决定》办理。", ["关于修改〈河道法〉的决定"]),
        ("依照《河道法》第三条的规定办理。", []),
        ("依照河道法的规定给予处罚。", ["河道法"]),
        ("河道法所称渡口，是指渡河的地方。", ["河道法"]),
        ("应当遵守渡口条例和其他有关法律的规定。", ["渡口条例"]),
        ("没有规定而河道法有规定的，适用河道法的规定。", ["规定而河道法", "河道法"]),
        ("河道法施行前已经建成的渡口，可以保留。", []),
        ("违反本条例规定的，处以罚款。", []),
        ("各地完成本条例规定的任务后，应当报告。", []),
        ("依照该条例的规定处罚。", []),
        ("一般不重复上位法规定的内容。", []),
        ("依照渡河应急办法的规定处理。", []),
        ("适用河道法及其实施条例的规定。", ["河道法"]),
        ("《河道法》（以下简称《河法》）", ["河道法"]),
    ],
)
def test_works_named_as_a_whole(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "根据《中华人民共和国河道法》（以下简称《河道法》），",
            {"河道法": "中华人民共和国河道法"},
        ),
        ("和《渡口管理条例》(以下简称渡口条例)，", {"渡口条例": "渡口管理条例"}),
        ("依照《渡口管理条例》（以下简称“条例”）的规定", {"条例": "渡口管理条例"}),
        ("从事渡河作业（以下简称渡河）的单位", {}),
        ("《渡口管理条例》（2018年修正）（以下称《条例》）", {"条例": "渡口管理条例"}),
    ],
)
def test_short_titles(text: str, expected: dict[str, str]) -> None:
    assert find_short_titles(text, WORDS) == expected


@pytest.mark.parametrize(
    "name",
    [
        "河道法",
        "渡口条例（试行）",
        "关于渡口的若干意见(试行)",
        "渡河规划纲要",
        "关于修改〈河道法〉的决定",
    ],
)
def test_titles_of_works(name: str) -> None:
    assert is_work(name, WORDS)


@pytest.mark.parametrize("name", ["渡口登记证", "整改通知书", "渡船分类表", ""])
def test_titles_of_forms(name: str) -> None:
    assert not is_work(name, WORDS)


@given(st.text(alphabet="《》〈〉（）法条例规定的第三条和、依照以下简称本该“”", max_size=40))
def test_what_is_found_stands_there(text: str) -> None:
    last = 0
    for work in find_works(text, WORDS):
        begin, end = work.span
        assert last <= begin < end <= len(text)
        assert work.name in text[begin:end]
        last = end


def test_the_grounds_of_a_text():
    text = "第一条　为了管理，根据《甲法》、《乙条例》第三条，结合本市实际，制定本办法。\n第二条　依照《丙法》处理，根据《丁法》制定细则。"

    assert ground_titles(text) == ("甲法", "乙条例")
