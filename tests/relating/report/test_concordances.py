"""A relation as a table of articles, for the terminal and for a spreadsheet. All texts are
invented.
"""

from __future__ import annotations

import csv as standard
from dataclasses import replace
from io import StringIO

import pytest
from parts import article, redline
from relations import relation
from rich.cells import cell_len

from policydiff.formats import concordance, csv, html, markdown
from policydiff.model.document import Document
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Coverage, Link, Relation, place_of


def law(title: str, *texts: str) -> Document:
    body = tuple(
        article(number, f"第{'零一二三四'[number]}条", text) for number, text in enumerate(texts, 1)
    )
    return name_document(Document(title=title, kind="law", dialect="cn_law", body=body))


CODE = law("示例法典", "伞架应当牢固。", "押金应当专户存放。", "借伞应当登记。", "雨停即还。")
OLD = (
    law("伞架办法", "伞架应当牢固。", "伞架每年检查。"),
    law("押金办法", "押金应当存放。", "押金不得挪用。"),
)


def link(left: int, document: int, right: int, score: float, **more) -> Link:
    return Link(
        left=place_of(CODE, f"art_{left}", CODE.articles[left - 1].num),
        right=place_of(OLD[document], f"art_{right}", OLD[document].articles[right - 1].num),
        score=score,
        **more,
    )


def codified() -> Relation:
    """A code against two old laws."""
    adapted = redline("押金应当专户存放。", "押金应当存放。")
    return Relation(
        left=CODE,
        right=OLD,
        kind="counterparts",
        links=(
            link(1, 0, 1, 1.0, wording="same"),
            link(2, 1, 2, 0.99),
            link(2, 1, 1, 0.9, wording="adapted", edits=adapted),
            link(3, 0, 2, 0.6),
            link(4, 1, 2, 0.8, status="rejected"),
        ),
        coverage=tuple(
            Coverage(left=f"art_{n}", right=old.title, status="none", best=0.0)
            for n in (1, 2, 3, 4)
            for old in OLD
        ),
        only_left=(place_of(CODE, "art_4", "第四条"),),
        only_right=(place_of(OLD[1], "art_2", "第二条"),),
        covered=0.3,
        partly=0.01,
    )


def rows(made: Relation, **options) -> list[list[str]]:
    text = csv.render(made, ReportOptions(**options)).decode("utf-8-sig")
    return list(standard.reader(StringIO(text)))


def test_each_article_has_its_counterparts_the_closest_first():
    assert rows(codified()) == [
        ["条号", "对应条文", "对应方式", "标题或首句"],
        ["第一条", "伞架办法 第一条", "措辞相同", "伞架应当牢固。"],
        ["第二条", "押金办法 第一条、押金办法 第二条", "措辞相近", "押金应当专户存放。"],
        ["第三条", "伞架办法 第二条", "同一事项", "借伞应当登记。"],
        ["第四条", "—", "未见对应条文", "雨停即还。"],
        ["—", "押金办法 第二条", "未见对应条文", "押金不得挪用。"],
    ]


def test_one_document_is_not_named_in_every_line():
    made = replace(
        codified(),
        right=OLD[:1],
        links=codified().links[:1],
        only_right=(place_of(OLD[0], "art_2", "第二条"),),
    )

    assert [line[1] for line in rows(made, language="en")] == [
        "Counterparts",
        "第一条",
        "—",
        "—",
        "—",
        "第二条",
    ]


def test_of_an_opinion_the_articles_that_answer_its_measures_are_listed():
    lines = {line[0]: line for line in rows(relation())}

    assert lines["6"][1:3] == ["—", "未找到对应规定"]
    assert lines["4"][1:3] == ["云溪市冷链安全办法 第一条", "待核"]
    assert lines["3"][1:3] == ["果业交易平台管理法 第二条", "部分有对应规定"]
    assert "同一事项" not in {line[2] for line in lines.values()}


def test_no_cell_is_a_formula():
    made = replace(codified(), left=law("示例法典", "=1+1", "+2", "@甲", "-乙"))

    assert [line[3][0] for line in rows(made)[1:5]] == ["'"] * 4


@pytest.mark.parametrize("width", [20, 60, 120])
def test_the_table_keeps_to_the_width(width):
    lines = concordance.render(codified(), ReportOptions(width=width)).decode().split("\n")

    assert max(map(cell_len, lines)) <= width
    assert lines[0].startswith("示例法典")


def test_columns_stand_below_one_another():
    lines = concordance.render(codified(), ReportOptions(width=100)).decode().split("\n")

    assert lines[1:3] == ["A  伞架办法（未载明）", "B  押金办法（未载明）"]
    assert lines[5] == "第一条  A 第一条            措辞相同      伞架应当牢固。"
    assert lines[6] == "第二条  B 第一条、B 第二条  措辞相近      押金应当专户存放。"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "其他文件中未见对应的条文全部列出"),
        ("en", "Every article of the other documents with no counterpart found is listed"),
    ],
)
def test_other_reports_say_how_counterparts_are_found(language, told):
    written = markdown.render(codified(), ReportOptions(language=language)).decode()

    assert told in written
    assert told in html.render(codified(), ReportOptions(language=language)).decode()
    assert ("措辞相同或相近" if language == "zh" else "the same or adapted") in written
    assert ("交叉验证" if language == "zh" else "cross-validation") not in written
