"""Items are cut into measures: every character is in one, in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import opinion

from policydiff.relating.engine.opinion.measures import (
    CREED,
    FURTHER_POINT,
    GROWTH,
    INTRODUCTION,
    NATIONAL,
    STOCK_PHRASES,
    cut_measures,
)
from policydiff.relating.engine.opinion.opinion import read_opinion
from policydiff.text.word_rarity import load_background


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("修路；建桥。", ["修路；", "建桥。"]),
        ("修路，建桥。通水。", ["修路，建桥。", "通水。"]),
        (
            "要做到：一是修路，二是建桥，三是通水。",
            ["要做到：一是修路，", "二是建桥，", "三是通水。"],
        ),
        (
            "（一）修路，（二）建桥，（十二）通水。",
            ["（一）修路，", "（二）建桥，", "（十二）通水。"],
        ),
        ("①修路，②建桥。", ["①修路，", "②建桥。"]),
        ("按照第（一）、（二）项修路。", ["按照第（一）、（二）项修路。"]),
        ("修路。（市交通局牵头）建桥。", ["修路。（市交通局牵头）", "建桥。"]),
        ("修路；建桥。\n责任单位：市交通局", ["修路；", "建桥。\n责任单位：市交通局"]),
        ("坚持便民。方便群众过渡，缩短等候时间。", ["坚持便民。方便群众过渡，缩短等候时间。"]),
        (
            "修好码头。县政府整修渡口码头设施。\n配齐渡船。县政府为渡口添置渡船。",
            ["修好码头。县政府整修渡口码头设施。\n", "配齐渡船。县政府为渡口添置渡船。"],
        ),
        (
            (
                "完善渡口安全管理的各项制度。县政府整修全县各处渡口码头设施。\n"
                "提高渡船装备的技术水平。县政府为全县渡口添置新的渡船。"
            ),
            [
                "完善渡口安全管理的各项制度。县政府整修全县各处渡口码头设施。\n",
                "提高渡船装备的技术水平。县政府为全县渡口添置新的渡船。",
            ],
        ),
        (
            "完善渡口安全管理的各项制度。县政府整修全县各处渡口码头设施。",
            ["完善渡口安全管理的各项制度。", "县政府整修全县各处渡口码头设施。"],
        ),
        (
            "审核主体是否合法；程序是否合法；证据是否充分。公布结果。",
            ["审核主体是否合法；程序是否合法；证据是否充分。", "公布结果。"],
        ),
        ("", []),
    ],
)
def test_a_measure_is_a_sentence_a_part_or_a_point(text, measures):
    assert [text[begin:end] for begin, end in cut_measures(text)] == measures


@given(st.text("修路建桥一二三是，。；：（）①② \n", max_size=40))
def test_the_measures_of_a_text_are_the_whole_text_in_order(text):
    spans = cut_measures(text)

    assert "".join(text[begin:end] for begin, end in spans) == text
    assert all(begin < end for begin, end in spans)


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        (FURTHER_POINT, "一是建站，二是修路"),
        (GROWTH, "加快基础设施建设"),
        (INTRODUCTION, "重要性和紧迫性"),
        (CREED, "以邓小平理论为指导"),
    ],
)
def test_the_patterns_fit_their_examples(pattern, example):
    assert pattern.search(example)


def test_a_measure_has_its_words_without_stock_phrases():
    reading = read_opinion(
        opinion(("积极加强渡船检查，完善渡口设施。", "推进救生衣发放；建立渡工名册。")),
        load_background(),
    )
    first, second = reading.measures
    words = [reading.items.words[row] for row in first.item.rows]

    assert [len(item.spans) for item in reading.measures] == [1, 2]
    assert {word for word, times in zip(words, first.times[0], strict=True) if times} == {
        word for word in words if word not in STOCK_PHRASES
    }
    assert sorted(second.hosts.tolist()) == second.hosts.tolist()
    assert not (second.times[0] * second.times[1]).any()


def test_introductions_and_creeds_announce_nothing():
    reading = read_opinion(
        opinion(("以邓小平理论为指导，办好渡口。检查渡船。",)), load_background()
    )

    assert reading.measures[0].announces.tolist() == [False, True]


@pytest.mark.parametrize(
    ("measure", "national"),
    [
        ("司法部要加强指导。", True),
        ("由生态环境部会同财政部制定办法。", True),
        ("国家网信办负责统筹。", True),
        ("各级领导干部要带头学法。", False),
        ("县委宣传部要组织宣传。", False),
        ("国家工作人员应当学法。", False),
    ],
)
def test_a_body_of_the_whole_country_is_known_by_its_name(measure, national):
    assert (NATIONAL.match(measure) is not None) is national
