"""Modifications of every type, in the decision and in the version that comes of it. All texts are
invented.
"""

from __future__ import annotations

import dataclasses
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.akn.validation import validate
from policydiff.amending.engine.applying.modifications import with_active_modifications
from policydiff.errors import InputError
from policydiff.model.document import Document
from policydiff.model.version import Dates, Modification

CASES = Path(__file__).resolve().parents[3] / "cases" / "modifications"
LAW = "/akn/cn-32/act/local-regulation/2010-01-01/bridges"
ACT = "/akn/cn-32/act/decision/2020-01-01/amending-bridges"
NAMED = "/akn/cn/!work/%E4%B9%99%E7%9C%81%E6%A1%A5%E6%A2%81%E6%9D%A1%E4%BE%8B"
"""《乙省桥梁条例》, known by its title."""

BASE = """乙省桥梁条例
（2010年1月1日乙省人民代表大会常务委员会通过）
第一章　总则
第一条　为了管理桥梁，制定本条例。
第二条　桥由村里修。
路由乡里修。
第二章　管理
第三条　下列人员不得上桥：
（一）醉酒的；
（二）超重的。
第四条　违反本条例第三条规定的，可以罚款五百元。
第五条　桥应当检查。船应当检查。
第六条　渡口由村管理。
第七条　渡船由村管理。
第八条　依照第五条检查。
第九条　村里应当报告。
"""
ITEMS = (
    "第一章章名修改为“一般规定”。",
    "第二条增加一款，作为第三款：",
    "“渡口由村里修。”",
    "删去第三条第二项。",
    "将第四条中的“可以罚款”修改为“处以罚款”，“五百元”修改为“一千元”。",
    "将第五条分为两条，作为第五条、第六条，修改为：",
    "“第五条　桥应当检查。",
    "“第六条　船应当检查。”",
    "将第六条、第七条合并，作为第七条，修改为：“第七条　渡口和渡船由乡管理。”",
    "第八条改为第八条之一。",
    "删去第九条。",
    "增加一条，作为第九条：“本条例由乙省交通厅解释。”",
)
TITLE = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n（2020年1月1日乙省人民代表大会常务委员会通过）\n"


def load(text: str, **facts: str) -> Document:
    return dataclasses.replace(
        policydiff.load(text.encode(), name="text.txt"), source_sha256=None, **facts
    )


def decision(*lines: str, **facts: str) -> Document:
    marks = iter("一二三四五六七八九")
    items = "\n".join(line if line.startswith("“") else f"{next(marks)}、{line}" for line in lines)
    end = "\n本决定自2020年3月1日起施行。\n《乙省桥梁条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"
    return load(TITLE + items + end, **facts)


def carry_out(*lines: str):
    return policydiff.consolidate(load(BASE, uri=LAW), decision(*lines, uri=ACT))


def analysis(xml: bytes) -> str:
    found = re.search(" *<analysis.*</analysis>\n", xml.decode(), re.DOTALL)
    assert found
    return textwrap.dedent(found[0])


def test_every_type_of_modification(golden) -> None:
    result = carry_out(*ITEMS)

    assert [(o.kind, o.message) for o in result.operations if o.status == "failed"] == []
    version, active = policydiff.to_xml(result.document), policydiff.to_xml(result.decision)
    golden(CASES / "version-analysis.golden.xml", analysis(version))
    golden(CASES / "decision.golden.xml", active.decode())
    assert validate(version) == validate(active) == ()
    assert policydiff.from_xml(version) == result.document
    assert policydiff.from_xml(active) == result.decision
    types = {"insertion", "substitution", "repeal", "renumbering", "split", "join"}
    assert {modification.type for modification in result.document.passive_modifications} == types
    assert {modification.type for modification in result.decision.active_modifications} == types


def test_words_in_a_sentence_are_marked() -> None:
    (swapped,) = carry_out(
        "将第四条中的“可以罚款”修改为“处以罚款”。"
    ).document.passive_modifications

    assert swapped == Modification(
        type="substitution",
        source=(f"{ACT}/!main~art_1",),
        destination=("#art_4",),
        previous=f"{LAW}/zho@2010-01-01/!main~art_4",
        old=(f"{ACT}/!main~art_1__para_1__qtext_1",),
        new=(f"{ACT}/!main~art_1__para_1__qtext_2",),
    )


def test_a_place_is_that_of_the_new_version_though_no_instruction_moved_it() -> None:
    _, added, gone, last = carry_out(
        "增加一条，作为第二条：“桥是路。”",
        "第四条增加一款，作为第二款：“不得免除。”",
        "删去第三条第一项。",
        "删去第九条。",
    ).document.passive_modifications

    assert added.destination == ("#art_5__para_2",)
    assert added.previous == f"{LAW}/zho@2010-01-01/!main~art_4"
    assert gone.destination == ("#art_4__para_1",)
    assert last.destination == ("#chp_2",)


def test_what_nothing_is_left_around_is_named_as_it_was() -> None:
    base = load("乙省桥梁条例\n第一条　桥。\n第二条　船。\n", uri=LAW)
    result = policydiff.consolidate(base, decision("删去第二条。", uri=ACT))

    (gone,) = result.document.passive_modifications
    assert gone.destination == (gone.previous,) == (f"{LAW}/zho@/!main~art_2",)


def test_a_change_wherever_words_stand_points_to_every_place() -> None:
    found = carry_out("增加一条，作为第二条：“路是路。”", "将“由村”统一修改为“由镇”。")
    added, swapped = found.document.passive_modifications

    assert added.destination == ("#art_2",)
    assert swapped.destination == ("#art_3__para_1", "#art_7__para_1", "#art_8__para_1")
    assert swapped.previous is None
    assert found.decision.active_modifications[1].destination == (f"{LAW}/!main",)
    assert validate(policydiff.to_xml(found.document)) == ()


def test_a_new_title_is_a_change_of_the_work() -> None:
    found = carry_out("将名称修改为“乙省桥梁和渡口条例”。")

    assert [m.destination for m in found.document.passive_modifications] == [(f"{LAW}/!main",)]
    assert [m.destination for m in found.decision.active_modifications] == [(f"{LAW}/!main",)]


def test_the_amendment_names_the_decision() -> None:
    result = carry_out("删去第九条。")

    assert result.document.amendments[-1].uri == ACT
    assert (
        f'<passiveRef eId="decision_1" href="{ACT}"' in policydiff.to_xml(result.document).decode()
    )


def test_without_a_base_places_are_those_that_the_decision_cites() -> None:
    made = decision(*ITEMS)
    told = with_active_modifications(made, policydiff.read_instructions(made).operations)

    heading, paragraph, point, *_ = told.active_modifications
    assert (heading.destination, heading.source) == ((f"{NAMED}/!main~chp_1",), ("#art_1",))
    assert (paragraph.destination, paragraph.new) == (
        (f"{NAMED}/!main~art_2__para_3",),
        ("#art_2__para_1__qstr_1",),
    )
    assert point.destination == (f"{NAMED}/!main~art_3__point_2",)
    assert validate(policydiff.to_xml(told)) == ()


def test_what_several_places_share_is_marked_once() -> None:
    made = decision("将第二条、第四条中的“罚款”修改为“罚金”，第五条中的“罚款”修改为“处罚”。")
    told = with_active_modifications(made, policydiff.read_instructions(made).operations)
    first, second, third = told.active_modifications

    assert first.old == second.old == ("#art_1__para_1__qtext_1",)
    assert first.new == second.new == ("#art_1__para_1__qtext_2",)
    assert (third.old, third.new) == (("#art_1__para_1__qtext_3",), ("#art_1__para_1__qtext_4",))


def test_a_decision_on_many_works_names_each() -> None:
    made = load(
        "乙省人民政府关于修改部分规章的决定\n一、将《甲办法》第二条中的“桥”修改为“路”。\n二、将《丁办法》第三条修改为：“略。”\n三、删去第四条。\n"
    )
    told = with_active_modifications(made, policydiff.read_instructions(made).operations)

    works = [modification.destination[0] for modification in told.active_modifications]
    assert works[0] == "/akn/cn/!work/%E7%94%B2%E5%8A%9E%E6%B3%95/!main~art_2"
    assert works[1] == "/akn/cn/!work/%E4%B8%81%E5%8A%9E%E6%B3%95/!main~art_3"
    assert works[2] == "/akn/cn/!work/!main~art_4"
    assert validate(policydiff.to_xml(told)) == ()


def test_what_is_told_already_stays() -> None:
    made = decision("删去第九条。")
    told = with_active_modifications(made, policydiff.read_instructions(made).operations)

    assert with_active_modifications(told, ()) is told


@pytest.mark.parametrize("text", ["第一条　桥。", "本决定自2020年1月1日起施行。"])
def test_a_text_that_changes_nothing_stays_as_it_is(text: str) -> None:
    made = load(TITLE + text)

    assert with_active_modifications(made, policydiff.read_instructions(made).operations) == made


def test_the_base_keeps_its_own_history_apart() -> None:
    first = carry_out("删去第九条。").document
    later = dataclasses.replace(
        decision("删去第八条。", uri=ACT), dates=Dates(adopted="2021-01-01")
    )
    second = policydiff.consolidate(dataclasses.replace(first, uri=LAW), later).document

    assert [m.previous for m in second.passive_modifications] == [
        f"{LAW}/zho@2020-01-01/!main~art_8"
    ]
    assert len(second.amendments) == 2


PARTS = (
    *(
        "第一条",
        "第二款",
        "第（三）项",
        "最后一条",
        "序言第二自然段",
        "第二章章名",
        "附件一",
        "名称",
        "各条",
        "《丁办法》第四条",
        "第一句",
    ),
    *(
        "中的",
        "修改为",
        "增加一款，作为",
        "增加一条，作为",
        "删去",
        "改为",
        "合并，作为",
        "分为两条，作为",
        "末尾增加",
        "：",
        "，",
        "。",
        "\n",
    ),
    *("“桥”", "“桥\n“路”", "“", "”", '"渡', "<桥>", "一、", "条文顺序作相应调整。", "将"),
)


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
@settings(deadline=None, max_examples=examples(150))
def test_whatever_a_decision_says_its_xml_is_valid_and_read_back(text: str) -> None:
    made = load(TITLE + "一、" + text)
    told = with_active_modifications(made, policydiff.read_instructions(made).operations)
    data = policydiff.to_xml(told)

    assert policydiff.from_xml(data) == told
    assert validate(data) == ()


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
@settings(deadline=None, max_examples=examples(100))
def test_whatever_comes_of_a_decision_is_valid_and_read_back(text: str) -> None:
    try:
        version = policydiff.consolidate(
            load(BASE, uri=LAW), load(TITLE + "一、删去第九条。\n二、" + text, uri=ACT)
        ).document
    except InputError:
        return
    data = policydiff.to_xml(version)

    assert policydiff.from_xml(data) == version
    assert validate(data) == ()


@pytest.mark.corpus
def test_real_decisions_are_valid_and_all_their_words_are_found(corpus: Path) -> None:
    from policydiff.amending.engine.applying.modifications import locate

    paths = sorted(
        path
        for path in (corpus / "works").glob("*/*")
        if "decision" in path.name or "amendment" in path.name
    )
    made = [
        document for document in map(policydiff.load, paths) if document.dialect == "cn_decision"
    ]
    assert made
    for document in made:
        operations = policydiff.read_instructions(document).operations
        told = with_active_modifications(document, operations)
        data = policydiff.to_xml(told)
        assert validate(data) == (), document.title
        assert policydiff.from_xml(data) == told, document.title
        for operation, (old, new) in zip(operations, locate(document, operations), strict=True):
            assert bool(new) == bool(operation.text and operation.kind != "context"), operation
            assert bool(old) == bool(operation.old), operation
