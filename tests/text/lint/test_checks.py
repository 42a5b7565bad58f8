"""What lint finds, and what it leaves alone: invented texts in tests/cases/lint with the findings
beside them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.model.document import Document
from policydiff.reading import plugins
from policydiff.text.lint.checks import lint
from policydiff.text.lint.flaw import Flaw
from policydiff.text.lint.places import cited, place_blocks
from policydiff.text.traditions.drafting_words import NO_DRAFTING_WORDS

CASES = Path(__file__).resolve().parents[2] / "cases" / "lint"
SOURCES = sorted(CASES.glob("*.txt"))


def flaws(document: Document) -> tuple[Flaw, ...]:
    return lint(document, plugins.dialect(document.dialect).drafting)


def quoted(document: Document, flaw: Flaw) -> str:
    """The words that a flaw points at."""
    texts = {provision.eid: provision.text for provision in document.provisions}
    return texts.get(flaw.eid or "", "")[slice(*(flaw.span or (0, 0)))]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_found_as_written_down(source: Path, golden) -> None:
    document = policydiff.load(source)

    lines = [
        f"{flaw.line}: {flaw.eid}: {flaw.type}: {flaw.message} [{quoted(document, flaw)}]"
        for flaw in flaws(document)
    ]
    golden(source.with_suffix(".golden"), "".join(f"{line}\n" for line in lines))


def test_a_clean_text_is_clean() -> None:
    assert flaws(policydiff.load(CASES / "clean.txt")) == ()


def test_a_document_from_xml_has_the_same_flaws() -> None:
    document = policydiff.load(CASES / "numbers.txt")
    again = policydiff.from_xml(policydiff.to_xml(document))

    assert [(flaw.type, flaw.eid, flaw.message) for flaw in flaws(again)] == [
        (flaw.type, flaw.eid, flaw.message) for flaw in flaws(document)
    ]


def test_a_tradition_without_words_finds_numbers_and_headings() -> None:
    found = lint(policydiff.load(CASES / "unclosed-mark.txt"), NO_DRAFTING_WORDS)

    assert found == ()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_places_are_those_of_the_texts(source: Path) -> None:
    document = policydiff.load(source)
    texts = {provision.eid: provision.text for provision in document.provisions}

    for place in place_blocks(document):
        for eid, offset in place.containers:
            assert texts.get(eid, place.block.text)[offset : offset + len(place.block.text)] in (
                "",
                place.block.text,
            )
    for one in cited(document):
        if one.eid in texts:
            assert texts[one.eid][one.begin : one.end] == one.reference.text


@given(st.text("《》“”（）()第一二三条款项、。\n　以下简称本办法所称，是指雨伞", max_size=120))
def test_any_text_can_be_checked(text: str) -> None:
    document = policydiff.load(f"某某办法\n\n第一条　{text}".encode(), name="x.txt")
    found = flaws(document)

    assert found == flaws(document)
    assert all(flaw.message for flaw in found)


@pytest.mark.corpus
def test_real_statutes_are_clean_for_the_most_part(corpus: Path) -> None:
    sources = sorted((corpus / "bulk").glob("*.md"))[::80]
    dirty = [source.name for source in sources if flaws(policydiff.load(source))]

    assert len(dirty) <= len(sources) // 5


def test_a_point_that_several_paragraphs_have_is_not_missing():
    points = "应当：\n\n（一）甲；\n\n（二）乙。\n\n"
    text = f"示例办法\n\n第一条　{points}夜间{points}第二条　第一条第（二）项、第一条第（三）项除外。\n"
    document = policydiff.load(text.encode(), name="rules.txt")
    found = lint(document, plugins.dialect(document.dialect).drafting)

    assert [flaw.message for flaw in found if flaw.type == "dangling-reference"] == [
        "第一条第（三）项 does not exist"
    ]


def messages(text: str, *kinds: str) -> list[str]:
    document = policydiff.load(f"雨伞采购合同\n\n{text}\n".encode(), name="rules.txt")
    return [str(flaw.message) for flaw in flaws(document) if flaw.type in kinds]


@pytest.mark.parametrize(
    "introduction",
    [
        "甲方：青禾伞厂\n\n乙方：桑榆书店",
        "甲方（卖方）：青禾伞厂\n\n买方（乙方）：桑榆书店",
        "青禾伞厂（以下简称“甲方”）\n\n桑榆书店（以下简称乙方）",
        "甲方：青禾伞厂\n\n乙方为桑榆书店。",
        "交易双方为常用名称。",
    ],
)
def test_parties_that_are_introduced_or_unknown_altogether_are_no_flaw(introduction: str) -> None:
    text = f"{introduction}\n\n第一条　甲方向乙方交货，甲方案不采用。"

    assert messages(text, "undefined-term") == []


def test_a_party_that_is_introduced_nowhere_is_found() -> None:
    text = "甲方：青禾伞厂\n\n第一条　甲方向乙方交货，乙方付款。"

    assert messages(text, "undefined-term") == ["乙方 is used and introduced nowhere"]


def test_several_short_names_in_one_bracket_are_all_read() -> None:
    text = "第一条　桑榆书店（以下简称“书店”或“买方”）购买雨伞，书店付款。"

    assert messages(text, "unused-term") == ["买方 is defined and not used"]


def test_a_sentence_that_explains_a_name_counts_only_where_it_is_explained_twice() -> None:
    once = "第一条　\n\n伞骨是指支撑的部分。"

    assert messages(once, "unused-term", "repeated-term") == []
    assert messages(f"{once}\n\n伞骨：指骨架。", "repeated-term") == [
        "伞骨 is defined a second time"
    ]


def test_a_term_with_a_reference_to_its_definition_is_not_used_too_early() -> None:
    text = "第一条　用户可以使用共享雨伞服务{}，共享雨伞服务免费。\n\n第二条　本店的借用（以下简称“共享雨伞服务”）每日开放，共享雨伞服务不收费。"

    assert messages(text.format("（详见第二条）"), "early-term") == []
    assert messages(text.format(""), "early-term") != []


def test_a_bracket_may_close_in_the_next_block_outside_of_provisions() -> None:
    document = policydiff.load("说明\n\nopen(\n\nname)\n".encode(), name="x.txt")

    assert [flaw for flaw in flaws(document) if flaw.type == "unclosed-mark"] == []


def test_quotations_between_two_closing_marks_are_one_flaw_of_their_article() -> None:
    text = "第一条　点击”同意”或者”继续”。\n\n第二条　点击“同意”或者”继续。"

    assert len(messages(text, "unclosed-mark")) == 2


def test_a_heading_and_a_clause_without_one_count_in_one_list() -> None:
    text = "一、收费\n\n1、按日收费。\n\n2、不足一日的按一日收费。\n\n二、雨伞应当归还。\n\n三、赔偿\n\n1、遗失的应当赔偿。"

    assert messages(text, "number-skips", "number-backwards", "number-repeats") == []
    assert len(messages(text.replace("三、", "五、"), "number-skips")) == 1


DECIMAL = """示例公司资产管理规定

版本：V1.0

1 总则
1.1 本规定适用于资产。
1.2 资产由部门保管。
2 盘点
2.1 部门每年盘点。
2.1.1 盘点应当记录。
2.1.2 记录保存五年。
2.2 财务部抽查。
3 附则
3.1 本规定由财务部解释。
3.2 本规定自2025年1月1日起施行。
"""


NUMBER_FLAWS = ("number-skips", "number-backwards", "number-repeats")


@pytest.mark.parametrize(
    ("printed", "misprinted", "found"),
    [
        ("1.2 资产由", "1.3 资产由", ["1.3 comes after number 1.1"]),
        ("2.1.2 记录", "2.1.3 记录", ["2.1.3 comes after number 2.1.1"]),
        ("2.2 财务部", "2.1 财务部", ["2.1 stands twice, after number 2.1"]),
        ("3.1 本规定由", "3.1 本规定由", []),
    ],
)
def test_decimal_numbers_follow_below_their_parent(
    printed: str, misprinted: str, found: list[str]
) -> None:
    assert messages(DECIMAL.replace(printed, misprinted), *NUMBER_FLAWS) == found


def test_headings_that_count_on_below_the_next_one_are_right() -> None:
    text = "示例公司用车规程\n\n版本：V1.0\n\n一、总则\n1 目的\n1.1 本规程规范用车。\n二、要求\n2 申请\n2.1 用车应当申请。\n"

    assert messages(text, *NUMBER_FLAWS) == []
    skipped = text.replace("2 申请", "3 申请").replace("2.1", "3.1")
    assert messages(skipped, *NUMBER_FLAWS) == ["3 comes first"]
