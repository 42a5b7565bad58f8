"""The table of measures: its rows, and what each form makes of them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import lxml.html
import openpyxl
from reading_docx import dump
from relations import relation
from selecting import select, texts

from policydiff.formats import docx, html, xlsx
from policydiff.model.reports import ReportOptions
from policydiff.model.version import Amendment, Dates
from policydiff.relating.engine.relation import Relation
from policydiff.relating.report.measures import RelationMeasures
from policydiff.relating.report.measures_page import MeasuresView, measures_page
from policydiff.relating.report.relation import RelationTable
from policydiff.report.page import PageTable

OPTIONS = ReportOptions()


def view(given: Relation | None = None) -> MeasuresView:
    return MeasuresView(relation=given or relation())


def rows(given: Relation | None = None) -> list[tuple[str, ...]]:
    page = measures_page(view(given), OPTIONS)
    table = next(
        block
        for section in page.sections
        for block in section.blocks
        if isinstance(block, PageTable)
    )
    return [
        tuple(
            "\n".join("".join(part.text for part in line.text) for line in cell)
            for cell in row.cells
        )
        for row in table.rows
    ]


def two_laws() -> Relation:
    """The measure 2.1 is answered by articles of another force, and by a second law."""
    given = relation()
    second = given.measures[2]
    law, other, third = second.answers
    more = replace(law.articles[1], score=0.7, force="power")
    answers = (
        replace(law, articles=(law.articles[0], more)),
        replace(other, status="partly", articles=given.measures[7].answers[1].articles),
        third,
    )
    measures = (*given.measures[:2], replace(second, answers=answers), *given.measures[3:])
    return replace(given, measures=measures)


def test_a_row_for_each_measure_with_date_origin_force_and_reviewer():
    found = rows()

    assert [row[0] for row in found] == [str(number) for number in range(1, 13)]
    assert found[3] == (
        "4",
        "运营者应当建立投诉举报渠道，及时处理投诉。",
        (
            "● ✓ 《云溪市果农信息保护条例》第三条\n"
            "计算所见：要求：“建立投诉举报渠道”；第三条：“运营者应当建立投诉举报渠道”"
        ),
        "2019年6月1日、意见后新增",
        "义务",
        "李四",
    )
    assert found[7][2:] == (
        (
            "● ✓! 《果业交易平台管理法》第二条\n"
            "计算所见：要求：“及时处置并保存记录”；第二条：“平台应当及时处置，保存记录不少于三年”"
        ),
        "2018年1月1日文本、意见后修改",
        "义务",
        "李四, 王五",
    )
    assert found[8][2] == (
        "△ 《云溪市冷链安全办法》第一条\n"
        "待核：要求：“强化冷链运输的安全检查”；第一条：“冷链运输单位每月进行安全检查”"
    )
    assert found[0][2].endswith("\n按背景或总体表述处理，未作举措判断")


def test_articles_of_another_law_or_force_have_rows_of_their_own():
    assert [row for row in rows(two_laws()) if row[0] in ("3", "")] == [
        (
            "3",
            "完善果农个人信息保护制度，严禁非法收集使用果农个人信息。",
            (
                "● 《云溪市果农信息保护条例》第二条\n要求：“完善果农个人信息保护制度”；"
                "第二条：“处理果农个人信息，应当遵循合法、正当的原则，不得非法处理果农个人信息”"
                "（把握较小，请对照原文）"
            ),
            "2019年6月1日、意见后新增",
            "义务",
            "",
        ),
        ("", "", "● 《云溪市果农信息保护条例》第三条", "2019年6月1日、意见后新增", "授权", ""),
        ("", "", "△ 待核 《果业交易平台管理法》第二条", "2018年1月1日文本、意见后修改", "义务", ""),
    ]


def test_the_day_is_that_of_the_change_where_only_one_is_possible():
    """Of a law that its text says was amended once since; and where the text says nothing of it."""
    given = relation()
    once = (Amendment(word="修正", date="2018-01-01"),)
    right = (given.right[0], replace(given.right[1], amendments=once), given.right[2])
    origins = ("new", "amended", "unchanged", None)

    def days(found: Relation, place: int) -> list[str]:
        table = RelationTable(found, "zh")
        measures = RelationMeasures(table)
        return [measures.made(table.laws[place], origin) for origin in origins]

    assert days(replace(given, right=right), 1) == [
        "2018年1月1日、意见后新增",
        "2018年1月1日、意见后修改",
        "2012年5月1日文本、原有",
        "2018年1月1日文本",
    ]
    assert days(given, 1)[:2] == ["2018年1月1日文本、意见后新增", "2018年1月1日文本、意见后修改"]
    assert days(given, 0)[0] == "2019年6月1日、意见后新增"
    later = replace(right[0], amendments=once)
    assert days(replace(given, right=(later, *right[1:])), 0)[0] == "2019年6月1日文本、意见后新增"
    undated = replace(right[0], dates=Dates(in_force="2019-10-01"))
    assert days(replace(given, right=(undated, *right[1:])), 0)[0] == "施行 2019年10月1日"


def test_word_joins_the_cells_of_one_measure():
    shown = dump(docx.render(view(two_laws()), OPTIONS))

    assert "*12 项举措中，3 项有对应条文，3 项待核，6 项未见对应；经人核对 2 项。*" in shown
    assert "| *序号* | *举措* | *对应条文* | *制定或修改时间* | *力度* | *核对人* |" in shown


def test_the_web_page_has_the_table():
    page = lxml.html.document_fromstring(html.render(view(two_laws()), OPTIONS).decode())

    assert texts(page, ".sheet th") == [
        "序号",
        "举措",
        "对应条文",
        "制定或修改时间",
        "力度",
        "核对人",
    ]
    assert len(select(page, ".sheet tbody tr")) == 14
    assert len(select(page, ".sheet .continues")) == 2
    assert texts(page, ".whole p.strong")[:1] == [
        "12 项举措中，3 项有对应条文，3 项待核，6 项未见对应；经人核对 2 项。"
    ]


def test_the_sheet_has_the_counts_above_its_heads():
    sheet = openpyxl.load_workbook(BytesIO(xlsx.render(view(), OPTIONS))).worksheets[0]
    first = [row[0].value for row in sheet.iter_rows(max_row=6)]

    assert sheet.title == "举措"
    assert first[0] == "关于促进云溪市智慧果园健康发展的意见 · 举措与对应条文"
    assert first[1] == "12 项举措中，3 项有对应条文，3 项待核，6 项未见对应；经人核对 2 项。"
    assert first[5] == "序号"
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:F18"


def test_a_mere_note_is_no_check():
    given = relation()
    noted = given.measures[3]
    law = replace(noted.answers[0], reviewed=False)
    measures = (*given.measures[:3], replace(noted, answers=(law, *noted.answers[1:])))
    left = replace(given, measures=(*measures, *given.measures[4:]))

    assert rows(left)[3][2:] == (
        (
            "● 《云溪市果农信息保护条例》第三条\n"
            "要求：“建立投诉举报渠道”；第三条：“运营者应当建立投诉举报渠道”"
        ),
        "2019年6月1日、意见后新增",
        "义务",
        "",
    )
    assert RelationMeasures(RelationTable(left, "zh")).headline.endswith("经人核对 1 项。")


def test_partly_is_a_persons_word_and_else_to_be_checked():
    given = relation()

    def headline(**changes: object) -> str:
        third = given.measures[4]
        answers = (replace(third.answers[0], **changes), *third.answers[1:])
        measures = (*given.measures[:4], replace(third, answers=answers), *given.measures[5:])
        return RelationMeasures(RelationTable(replace(given, measures=measures), "zh")).headline

    judged = {"reviewed": True, "reviewer": "李四"}
    assert headline(**judged).startswith(
        "12 项举措中，3 项有对应条文，1 项经人判断部分对应，2 项待核，6 项未见对应"
    )
    assert headline(reviewer="李四", note="再看") == headline()
    assert headline(**judged, disputed=True).startswith("12 项举措中，3 项有对应条文，3 项待核")


def test_another_kind_of_text_than_an_opinion_is_not_called_one():
    notice = replace(relation(), left=replace(relation().left, kind="notice"))

    assert rows(notice)[3][3] == "2019年6月1日、其后新增"
