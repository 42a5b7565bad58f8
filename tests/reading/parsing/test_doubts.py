"""Doubts about a whole text, and the texts about which there is none."""

from __future__ import annotations

import pytest

from policydiff import from_xml, load, to_xml
from policydiff.model.document import Document
from policydiff.model.source import DOUBTS

RULES = """雨伞管理制度

1 目的
为规范雨伞管理，制定本制度。
2 职责
2.1 行政部负责雨伞的日常管理。
2.2 各部门负责人负责本部门雨伞的管理。
2.2.1 借用雨伞应当登记。
2.2.2 归还雨伞应当注销登记。
3 罚则
3.1 不归还的，予以警告。
"""
LAW = """示例市{name}条例

第一章　总则
第一条　为了规范{name}，制定本条例。
第二条　本条例适用于{name}。
第二章　附则
第三条　本条例自2020年1月1日起施行。
"""


def read(text: str) -> Document:
    return load(text.encode(), name="文本.txt")


def doubts(text: str) -> list[tuple[str, str, int | None]]:
    return [
        (problem.code, problem.message, problem.line)
        for problem in read(text).problems
        if problem.code in DOUBTS
    ]


def test_one_file_that_holds_two_texts() -> None:
    assert doubts(LAW.format(name="雨伞") + "\n" + LAW.format(name="风筝")) == [
        ("two-texts", "第一条 stands again: the file seems to hold two texts", 12)
    ]


@pytest.mark.parametrize(
    "first",
    [LAW, LAW.replace("第一章　总则\n", "").replace("第二章　附则\n", "")],
    ids=["chapters", "none"],
)
def test_a_second_text_without_chapters(first: str) -> None:
    second = (
        "示例市风筝条例\n第一条　为了风筝，制定本条例。\n第二条　本条例自2020年1月1日起施行。\n"
    )

    assert [code for code, *_ in doubts(first.format(name="雨伞") + "\n" + second)] == ["two-texts"]


@pytest.mark.parametrize(
    "text",
    [
        LAW.format(name="雨伞"),
        LAW.format(name="雨伞")
        + "附件：雨伞登记规则\n第一条　登记应当真实。\n第二条　登记应当完整。\n",
        "示例合同规则\n第一章　总则\n第一条　甲。\n第二条　乙。\n第二章　履行\n第一条　丙。\n第二条　丁。\n",
        "关于修改《示例市雨伞条例》的决定\n一、将第一条修改为：\n“第一条　为了爱护雨伞，制定本条例。”\n二、删去第二条。\n",
        "示例市雨伞条例\n第一条　为了雨伞，制定本条例。\n第二条　依照本条例\n第一条 规定办理的，应当登记。\n",
    ],
    ids=[
        "one law",
        "rules in an attachment",
        "numbers that start again in each chapter",
        "a decision that quotes",
        "a citation at the head of a line",
    ],
)
def test_one_text_in_a_file(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (
            "Umbrella Rules\nArticle 1 These Rules protect umbrellas.\nArticle 2 Umbrellas shall be clean.\nArticle 3 Whoever breaks one pays.\n",
            "3 numbers such as Article 1 were seen and not read as provisions",
            2,
        ),
        (
            "雨傘管理法\n第 1 條\n為規範雨傘，特制定本法。\n第 1-1 條\n本法之主管機關為示例部。\n第 2 條\n雨傘應清潔。\n",
            "3 numbers such as 第 1 條 were seen and not read as provisions",
            2,
        ),
    ],
    ids=["English", "traditional"],
)
def test_numbers_of_another_tradition(text: str, message: str, line: int) -> None:
    assert doubts(text) == [("numbers-unread", message, line)]


def test_decimal_numbers_are_read() -> None:
    document = read(RULES)

    assert doubts(RULES) == []
    assert [article.num for article in document.articles] == ["1", "2.1", "2.2", "3.1"]


@pytest.mark.parametrize(
    "text",
    [
        "示例通知\n各单位：\n一、标准如下：\n1.5 元一把。\n3.2 元两把。\n0.8 元一次。\n二、请遵照执行。\n",
        LAW.format(name="雨伞") + "附件：雨伞技术要求\n1.1 伞面\n1.2 伞骨\n",
    ],
    ids=["amounts", "two numbers of a standard below a law"],
)
def test_decimals_that_are_no_structure(text: str) -> None:
    assert doubts(text) == []


def test_hardly_any_article_in_a_long_text() -> None:
    sentence = "雨伞应当保持干净，损坏的雨伞应当及时修理。\n"
    long = "示例市雨伞工作报告\n" + sentence * 250

    assert [code for code, *_ in doubts(long)] == ["few-articles"]
    assert doubts("示例市雨伞工作报告\n" + sentence * 20) == []
    assert (
        doubts(
            "示例市雨伞条例\n"
            + "".join(f"第{number}条　{sentence * 20}" for number in "一二三四五")
        )
        == []
    )


def test_garbled_text_is_said_to_be_garbled_and_nothing_else() -> None:
    plain = LAW.format(name="雨伞") * 40
    for garbled in (
        plain.encode().decode("latin-1"),
        plain.encode().decode("cp1252", "ignore"),
        plain.encode("gbk").decode("latin-1"),
    ):
        assert [code for code, *_ in doubts(garbled)] == ["mojibake"]
    assert [code for code, *_ in doubts(plain.encode().decode("gb18030", "replace"))][:1] == [
        "mojibake"
    ]


def test_doubts_stand_first_and_are_kept_in_xml() -> None:
    document = read(LAW.format(name="雨伞") + "\n" + LAW.format(name="风筝"))

    assert document.problems[0].code == "two-texts"
    assert from_xml(to_xml(document)) == document


def test_numbers_of_articles_at_the_head_of_lines_and_no_article() -> None:
    head = "雨伞工作由示例市人民政府统一领导并由各部门组织实施者\n" * 6
    articles = "".join(
        f"第{num}条　雨伞应当干净并且应当完好还应当由专人保管者\n" for num in "一二三"
    )

    assert [code for code, *_ in doubts(head + articles.partition("\n")[2])] == ["few-articles"]
    assert doubts(head.replace("\n", "\n\n") + articles.replace("\n", "。\n\n")) == []
