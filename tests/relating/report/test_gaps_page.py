"""The table of requirements with its findings, in every format. All texts are invented."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

import pytest
from docx import Document as WordFile
from json_schemas import validator
from openpyxl import load_workbook

import policydiff
from policydiff.model.reports import ReportOptions
from policydiff.relating.report.gaps_page import GapsView, GapTable, gap_counts
from policydiff.report.formats import formats, write

LEFT = """示例湖渡口条例

第一条　渡口经营者应当保存乘客名册，自开航之日起至少保存三年。

第二条　航道主管部门应当公布水位。

第三条　任何单位和个人发现险情，有权报警。

第四条　渡口经营者应当配备救生衣。

第五条　渡口经营者应当悬挂航行灯。
"""
RIGHT = """示例渡口有限公司渡船管理制度

第一条　乘客名册由票务室保存，自开航之日起至少保存一年。

第二条　公司可以配备救生衣。

附录

值班电话贴于票务室。
"""
FOUND = (
    "数字较宽：要求“至少保存三年”，第一条写的是“至少保存一年”",
    "义务写成可选：要求“渡口经营者应当配备救生衣”，第二条写的是“公司可以配备救生衣”",
)


@pytest.fixture(scope="module")
def view() -> GapsView:
    left, right = (policydiff.load(text.encode(), name="text.txt") for text in (LEFT, RIGHT))
    return GapsView(relation=policydiff.relate(left, [right]))


def shown(view: GapsView, form: str) -> str:
    data = write(view, form, ReportOptions(language="zh"))
    if form == "docx":
        file = WordFile(BytesIO(data))
        cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
        return "\n".join((*(one.text for one in file.paragraphs), *cells))
    if form == "xlsx":
        sheet = load_workbook(BytesIO(data)).worksheets[0]
        return "\n".join(str(one) for row in sheet.iter_rows(values_only=True) for one in row)
    return data.decode("utf-8-sig" if form == "csv" else "utf-8")


def test_the_formats():
    assert {"terminal", "html", "markdown", "json", "csv", "docx", "xlsx"} <= set(formats("gaps"))


@pytest.mark.parametrize("form", ["html", "markdown", "csv", "docx", "xlsx"])
def test_findings_stand_in_every_format_with_the_words_of_both(view, form):
    text = shown(view, form)

    assert [one for one in FOUND if one not in text] == []


def test_findings_stand_on_the_terminal(view):
    text = "".join(shown(view, "terminal").split())

    assert [one for one in FOUND if one not in text] == []


def test_a_row_of_csv_has_its_finding(view):
    rows = list(csv.reader(StringIO(shown(view, "csv"))))

    assert rows[0][:3] == ["监管要求", "我司制度条款", "核对发现"]
    assert [row[2] for row in rows if "第一条" in row[0] or "第四条" in row[0]] == list(FOUND)


def test_requirements_of_enterprises_are_counted_and_others_apart(view):
    counts = gap_counts(GapTable(view.relation, "zh"), "zh")

    assert counts[0].startswith("约束企业或者任何人的监管要求 3 条；有对应条款 2 条，")
    assert "未见对应条款 1 条（只比对文字，不判断是否落实）" in counts[0]
    assert counts[1:] == (
        "另计：主管机关的职责 1 条。",
        "另计：不设义务的条文 1 条（目的、定义、权利、罚则）。",
        "对应条文中请核对：数字较宽 1 处，数字不同 0 处，主体不同 0 处，义务写成可选 1 处。",
    )


def test_duties_of_authorities_stand_below_a_heading_of_their_own(view):
    text = shown(view, "markdown")

    assert text.index("第五条") < text.index("## 主管机关的职责") < text.index("航道主管部门应当")


def test_paragraphs_outside_of_articles_are_counted():
    left, right = (
        policydiff.load(text.encode(), name="text.txt")
        for text in (LEFT, RIGHT.replace("第一条", "本公司经营三艘渡船。\n\n第一条", 1))
    )
    text = shown(GapsView(relation=policydiff.relate(left, [right])), "markdown")

    assert "段未参与比对" in text


def test_the_json_has_requirements_and_findings_and_the_schema_holds(view):
    contents = json.loads(shown(view, "json"))

    validator("relation").validate(contents)
    assert [one["binds"] for one in contents["requirements"]] == [
        "enterprises",
        "authorities",
        "nobody",
        "enterprises",
        "enterprises",
    ]
    assert [(one["kind"], one["left"]["eid"]) for one in contents["findings"]] == [
        ("weaker", "art_1"),
        ("duty", "art_4"),
    ]
    for one in contents["findings"]:
        for side, text in (("left", LEFT), ("right", RIGHT)):
            assert one[side]["words"] in text
