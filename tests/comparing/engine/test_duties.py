"""Duties, and the penal provisions that cite them."""

from __future__ import annotations

import pytest
from plain_texts import read

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.duties import (
    BREACH,
    DUTY_WORDS,
    PENAL_HEADING,
    DutyReading,
    duty_sentences,
    read_duties,
)
from policydiff.comparing.report.duties.duties import view_duties
from policydiff.model.document import Block, Document, Node, Provision
from policydiff.model.identifiers import name_document


def reading(*articles: str, penal: str = "第二章　法律责任") -> DutyReading:
    """Articles up to "|" before the chapter of penal provisions, the others in it."""
    numbers = iter("一二三四五六七八九")
    lines = [penal if text == "|" else f"第{next(numbers)}条　{text}" for text in articles]
    return read_duties(read("\n".join(("云溪市果园条例", "第一章　总则", *lines)) + "\n"))


def links(found: DutyReading) -> dict[str, list[tuple[str, bool]]]:
    return {
        duty.eid: [(one.penal.eid, one.sure) for one in found.punishing(duty.eid)]
        for duty in found.duties
    }


@pytest.mark.parametrize("pattern", [DUTY_WORDS, BREACH, PENAL_HEADING], ids=lambda one: one.kind)
def test_every_pattern_matches_its_example(pattern):
    assert pattern.words.search(pattern.example)


@pytest.mark.parametrize(
    "text",
    [
        "果农应当修剪果树。",
        "果农必须修剪果树。",
        "不得截流。",
        "禁止倾倒废弃物。",
        "任何人不得倾倒法律、行政法规禁止倾倒的物品。",
        "发现病害的，应当报告。",
    ],
)
def test_a_sentence_with_a_word_of_duty_is_a_duty(text):
    assert list(duty_sentences(text)) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "果农可以修剪果树。",
        "本条例所称果农，是指依照规定应当登记的人。",
        "依法应当登记的，由水利局办理。",
        "平台发布法律、行政法规禁止发布的信息无效。",
        "设立“应当修剪”的标志。",
        "因不得已截流的情形除外。",
        "果农应当知道的事项由水利局公布。",
        "依法作出的禁止令有效。",
    ],
)
def test_a_word_of_duty_in_a_definition_a_case_or_a_name_is_none(text):
    assert list(duty_sentences(text)) == []


def test_sentences_without_a_duty_are_left_out():
    text = "果园分为两类。果农应当登记。水利局可以抽查。"

    assert list(duty_sentences(text)) == ["果农应当登记。"]


def test_a_heading_is_no_duty():
    found = read_duties(read("云溪市应当修剪条例\n第一章　应当修剪\n第一条　果树很高。\n"))

    assert found.duties == ()


def test_a_penal_provision_goes_with_what_it_cites():
    found = reading(
        "果农应当登记。\n果农不得截流。",
        "果农应当修剪果树。",
        "|",
        "违反本条例第一条第二款规定的，处一百元罚款。",
        "有下列行为之一的，给予警告：\n（一）未按照本条例第二条规定修剪的；\n（二）其他行为。",
    )

    assert links(found) == {
        "art_1__para_1": [],
        "art_1__para_2": [("art_3__para_1", True)],
        "art_2__para_1": [("art_4__para_1", True)],
    }


def test_a_whole_article_a_range_and_a_list_are_cited():
    found = reading(
        "果农应当登记。\n果农不得截流。",
        "果农应当修剪。",
        "果农应当浇水。",
        "果农应当施肥。",
        "|",
        "违反本条例第一条、第三条至第四条规定的，处一百元罚款。",
    )

    assert [bool(one) for one in links(found).values()] == [True, True, False, True, True]


def test_a_reference_back_means_what_that_paragraph_punishes():
    found = reading(
        "果农不得截流。",
        "|",
        "违反本条例第一条规定的，处一百元罚款。\n有前款行为，情节严重的，处一千元罚款。",
        "有本条例第二条第二款规定的行为，再次截流的，处二千元罚款。",
    )

    assert links(found) == {
        "art_1__para_1": [("art_2__para_1", True), ("art_2__para_2", True), ("art_3__para_1", True)]
    }


def test_references_in_a_circle_come_to_an_end():
    found = reading(
        "果农不得截流。",
        "|",
        "有本条例第三条行为的，处一百元罚款。",
        "有本条例第二条行为的，处一千元罚款。",
    )

    assert links(found) == {"art_1__para_1": []}
    assert [one.eid for one in found.uncited] == ["art_2__para_1", "art_3__para_1"]


def test_penal_provisions_that_all_cite_one_another_come_to_an_end():
    all_of_them = "违反第一条至第九条规定的，由市农业主管部门处五百元罚款。"
    found = reading("|", *[all_of_them] * 9)

    assert found.duties == ()


def test_a_citation_in_other_words_is_not_sure():
    found = reading("不得发布虚假价格。", "|", "发布本条例第一条所列价格的，处一百元罚款。")

    assert links(found) == {"art_1__para_1": [("art_2__para_1", False)]}
    assert found.uncited == ()


def test_the_rule_by_which_somebody_is_punished_is_no_breach():
    found = reading("检查应当公开。", "|", "盗窃果品的，依照本条例第一条规定的程序处以罚款。")

    assert links(found) == {"art_1__para_1": []}


def test_likeness_is_no_citation():
    found = reading("果农不得截流。", "|", "果农截流的，由水利局处一百元罚款。")

    assert links(found) == {"art_1__para_1": []}
    assert [one.article for one in found.uncited] == ["art_2"]


def test_a_duty_to_give_orders_outside_the_chapter_punishes_nobody():
    found = reading("水利局发现隐患的，应当责令限期改正。", "|", "违反第一条规定的，给予处分。")

    assert list(links(found)) == ["art_1__para_1"]
    assert [one.eid for one in found.penal] == ["art_2__para_1"]


def test_a_text_without_a_chapter_has_penal_provisions_too():
    found = read_duties(
        read("云溪市果园办法\n第一条　果农不得截流。\n第二条　违反第一条规定的，处一百元罚款。\n")
    )

    assert links(found) == {"art_1__para_1": [("art_2__para_1", True)]}


def test_a_text_of_another_work_is_not_this_one():
    found = reading("果农不得截流。", "|", "违反《云溪市水法》第一条规定的，处一百元罚款。")

    assert links(found) == {"art_1__para_1": []}


def clause(num: str, *content: Node) -> Provision:
    return Provision(eid="", level="article", number=num, num=f"{num} ", content=content)


def of_clauses(days: int, count: int, number: int = 3) -> Document:
    """Rules with clauses below nested headings: 3.2.1 below 3.2 below 3."""
    above = f"{number}.2"
    item = Provision(
        eid="", level="point", number="1", num="1)", content=(Block(text=f"{count}人以上复核。"),)
    )
    clauses = (
        clause(f"{above}.1", Block(text=f"各部门应当在{days}日内报送。")),
        clause(f"{above}.2", Block(text="人事部应当："), item),
    )
    section = Provision(
        eid="", level="section", number=above, num=f"{above} ", heading="汇总", content=clauses
    )
    chapter = Provision(
        eid="",
        level="chapter",
        number=f"{number}",
        num=f"{number} ",
        heading="职责",
        content=(section,),
    )
    penal = Provision(
        eid="",
        level="chapter",
        number="9",
        num="9 ",
        heading="处罚",
        content=(clause("9.1", Block(text="迟到的，处20元罚款。")),),
    )
    return name_document(
        Document(title="考勤制度", kind="document", dialect="cn_policy", body=(chapter, penal))
    )


def test_duties_and_penalties_of_clauses_are_those_of_articles():
    reading = read_duties(of_clauses(3, 2))

    assert [duty.eid for duty in reading.duties] == ["art_3.2.1", "art_3.2.2"]
    assert [penal.eid for penal in reading.penal] == ["art_9.1"]


def test_facts_of_clauses_are_those_of_articles():
    comparison = diff(of_clauses(3, 2), of_clauses(5, 3, number=4))
    facts = [(fact.type, fact.before, fact.after) for m in comparison.matches for fact in m.facts]

    assert facts == [("period", "3日内", "5日内"), ("count", "2人以上", "3人以上")]
    assert [one.new.eid for one in comparison.stated if one.new] == ["art_4.2.1", "art_4.2.2"]
    assert [duty.names for duty in view_duties(comparison).duties] == [("4.2.1",), ("4.2.2",)]
