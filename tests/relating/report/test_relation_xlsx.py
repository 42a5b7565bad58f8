"""The workbook of a relation, read back by openpyxl and opened by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from relations import hostile, relation

from policydiff.formats import xlsx
from policydiff.model.reports import ReportOptions
from policydiff.report.moments import BadMomentError


def book(given, **options):
    return openpyxl.load_workbook(
        BytesIO(xlsx.render(given, ReportOptions(**options))), rich_text=True
    )


def rows(sheet) -> list[dict[str, object]]:
    heads = [cell.value for cell in sheet[1]]
    return [
        dict(zip(heads, [cell.value for cell in row], strict=True))
        for row in sheet.iter_rows(min_row=2)
    ]


def test_sheets_in_both_languages():
    assert book(relation()).sheetnames == [
        "对应条文",
        "举措",
        "覆盖矩阵",
        "未对应的条文",
        "点名的法律文件",
        "说明",
    ]
    assert book(relation(), language="en").sheetnames == [
        "Links",
        "Measures",
        "Coverage",
        "Not announced",
        "Instruments",
        "About",
    ]


def test_a_row_a_link_with_its_facts():
    found = rows(book(relation()).worksheets[0])
    first, second, rejected = found[:3]

    assert [(row["项号"], row["条号"], row["状态"]) for row in found] == [
        ("2", "第三条", "确认"),
        ("2", "第二条", "待人工确认"),
        ("2", "第一条", "否决"),
        ("3", "第二条", "待人工确认"),
        ("3", "第一条", "待人工确认"),
        ("4", "第一条", "待人工确认"),
        ("5", "第四条", "待人工确认"),
    ]
    assert (first["制定或修改时间"], first["力度"]) == ("2019年6月1日、意见后新增", "义务")
    assert [row["序号"] for row in found] == list(range(1, 8))
    assert (first["级别"], first["措辞"], first["时间"], first["说明"]) == (
        "2 同一措施",
        "措辞相同",
        "意见印发后制定",
        "李四：确认、同一措施；原文照抄\n王五：请再看第二句",
    )
    assert str(first["对应语句"]) == "运营者应当建立投诉举报渠道，及时处理投诉。"
    assert (second["共有用语"], second["说明"]) == (
        "果农个人信息、收集使用→处理",
        "文本已变，须重新审阅",
    )
    assert found[3]["说明"] == "审阅意见不一"
    assert str(found[4]["对应语句"]) == relation().left.articles[2].text
    assert rejected["审阅意见"] is None


def test_a_row_a_measure_and_document_with_the_reviewers_columns():
    sheet = book(relation()).worksheets[1]
    found = rows(sheet)

    assert len(found) == 12 * 3
    assert [tuple(row.values())[1:11] for row in found if row["说明"]] == [
        (
            "2",
            "运营者应当建立投诉举报渠道，及时处理投诉。",
            "云溪市果农信息保护条例",
            "2019-06-01",
            "有对应条文",
            "第三条",
            "计算所见：要求：“建立投诉举报渠道”；第三条：“运营者应当建立投诉举报渠道”",
            "2019年6月1日、意见后新增",
            "义务",
            "李四：有对应条文；原文照抄",
        ),
        (
            "3",
            "对违规商户，应当及时处置并保存记录。",
            "果业交易平台管理法",
            "2018-01-01",
            "有对应条文",
            "第二条",
            "计算所见：要求：“及时处置并保存记录”；第二条：“平台应当及时处置，保存记录不少于三年”",
            "2018年1月1日文本、意见后修改",
            "义务",
            "李四, 王五：审阅意见不一",
        ),
    ]
    verdict, grade = sheet.data_validations.dataValidation
    assert (verdict.formula1, str(verdict.sqref)) == ('"有对应条文,部分对应,未见对应"', "M2:M37")
    assert (grade.formula1, str(grade.sqref)) == ('"1,2"', "O2:O37")


def test_shared_terms_are_bold_on_both_sides():
    second = rows(book(relation()).worksheets[0])[1]

    for column, expected in (
        ("对应语句", ["果农个人信息", "收集使用果农个人信息"]),
        ("条文", ["处理果农个人信息", "处理果农个人信息"]),
    ):
        assert isinstance(second[column], CellRichText)
        bold = [part.text for part in second[column] if isinstance(part, TextBlock) and part.font.b]
        assert bold == expected


def test_a_reviewer_finds_filters_a_frozen_head_and_choices():
    sheet = book(relation()).worksheets[0]
    verdict, grade = sheet.data_validations.dataValidation

    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:R8"
    assert (verdict.formula1, str(verdict.sqref)) == ('"确认,否决,存疑"', "P2:P8")
    assert (grade.formula1, str(grade.sqref)) == ('"1,2"', "Q2:Q8")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text.startswith("关于促进云溪市智慧果园健康发展的意见")


def test_the_matrix_with_its_counts():
    sheet = book(relation()).worksheets[2]
    found = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]

    assert found[0][4:] == (
        "云溪市果农信息保护条例\n2019年6月1日、意见印发后制定",
        "果业交易平台管理法\n2018年1月1日、此前制定、其后修改",
        "云溪市冷链安全办法\n2010年8月1日、此前已有",
    )
    assert found[2][:2] + found[2][3:] == (
        "2",
        "保护果农信息",
        "●",
        "● ✓! 第三条、第二条",
        "○",
        "○",
    )
    assert [(row[1], *row[3:]) for row in found[8:12]] == [
        ("有对应规定", 1, 1, 0, 0),
        ("部分有对应规定", 1, 0, 1, 0),
        ("待核", 1, 0, 0, 1),
        ("未找到对应规定", 3, 5, 5, 5),
    ]
    assert sheet["E3"].fill.fgColor.rgb != sheet["F5"].fill.fgColor.rgb
    assert sheet.auto_filter.ref == "A1:G7"


def test_articles_that_nobody_announced_and_instruments():
    _, _, _, rest, named, about = book(relation()).worksheets

    assert rows(rest) == [
        {
            "文件": "云溪市果农信息保护条例",
            "条号": "第四条",
            "条文": "果农有权查阅、复制其个人信息。",
            "审阅备注": None,
        }
    ]
    assert [(row["项号"], row["动作"], row["效力"], row["后续"]) for row in rows(named)] == [
        ("2", "制定", "有效", "2019年6月1日公布\n2019年10月1日施行"),
        ("4", "修订", "已废止", "2018年2月1日修改\n2021年1月1日废止"),
        ("4", "推进", "未知", None),
    ]
    told = "\n".join(str(row[0].value) for row in about.iter_rows())
    assert "半数以上举措有对应条文的，条目为“有对应规定”" in told
    assert "12 项举措中，3 项有对应条文" in told
    assert "不是法律意见" in told


def test_no_text_becomes_a_formula_or_a_link():
    data = xlsx.render(hostile(), ReportOptions())

    for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                assert not str(cell.value or "").startswith("=") or cell.quotePrefix
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        )
    assert "<f>" not in parts
    assert "\x1b" not in parts


def test_when_it_says_that_it_was_made():
    assert book(relation()).properties.created.date().isoformat() == "2019-06-01"
    assert book(hostile()).properties.created.date().isoformat() == "1980-01-01"
    assert (
        book(relation(), made="2024-01-02T03:04:05").properties.created.isoformat()
        == "2024-01-02T03:04:05"
    )
    assert book(relation(), author="审阅组").properties.creator == "审阅组"
    with pytest.raises(BadMomentError):
        xlsx.render(relation(), ReportOptions(made="gestern"))


def test_without_links_the_sheets_are_still_there():
    found = book(replace(relation(), links=(), instruments=(), only_right=(), measures=()))

    assert [sheet.max_row for sheet in found.worksheets[:4]] == [1, 14, 1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("make", [relation, hostile])
def test_libreoffice_opens_it(tmp_path, make):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "relation.xlsx"
    path.write_bytes(xlsx.render(make(), ReportOptions()))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=600,
    )

    assert (tmp_path / "relation.pdf").read_bytes().startswith(b"%PDF")
