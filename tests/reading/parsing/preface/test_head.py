"""The facts at the head of rules, contracts and terms. All texts are invented."""

from __future__ import annotations

import dataclasses

import pytest

import policydiff
from policydiff.akn.reader import from_xml
from policydiff.akn.writer import to_xml
from policydiff.model.document import Document, Table
from policydiff.model.json_keys import as_json
from policydiff.model.version import Amendment, Dates
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse
from policydiff.report.versions import is_amended
from policydiff.text.traditions.rules.preface import RULES_PREFACE

BODY = "第一条　员工应当打卡。\n\n第二条　本制度由人事部负责解释。\n"
REVISIONS = (
    "| 版本 | 修订日期 | 修订内容 | 修订人 |\n|---|---|---|---|\n"
    "| V1.0 | 2023-01-01 | 首次发布 | 张三 |\n| V1.1 | ____ | 勘误 | |\n"
    "| V2.0 | 2024-04-01 | 增加加班 | 李四 |\n"
)


def rule(*head: str, title: str = "# 考勤管理制度", body: str = BODY) -> Document:
    text = "\n\n".join((title, *head, body))
    document = policydiff.load(text.encode(), name="rule.md")
    assert from_xml(to_xml(document)) == document
    return document


def entries(document: Document) -> list[tuple[str, str | None]]:
    return [(entry.name, entry.value) for entry in document.head]


def test_labels_fill_the_fields_that_they_name_and_the_others_stay_entries() -> None:
    document = rule(
        "编号：QMS-01　版本：V3.0　密级：内部",
        "编制：张三　审核：李四　批准：____",
        "发布日期：2025年2月1日　实施日期：2025-03-01",
        "归口部门：人事部　发布单位：示例公司",
    )

    assert document.document_number == "QMS-01"
    assert document.authority == "示例公司"
    assert document.dates == Dates(promulgated="2025-02-01", in_force="2025-03-01")
    assert document.in_force_ground == "text"
    assert entries(document) == [
        ("版本", "V3.0"),
        ("密级", "内部"),
        ("编制", "张三"),
        ("审核", "李四"),
        ("批准", None),
        ("归口部门", "人事部"),
    ]


def test_the_day_beside_a_person_is_that_of_the_person() -> None:
    document = rule("编制：张三　日期：2025年1月1日", "审核：李四　日期：____")

    assert document.dates == Dates()
    assert entries(document) == [
        ("编制", "张三"),
        ("编制 日期", "2025年1月1日"),
        ("审核", "李四"),
        ("审核 日期", None),
    ]


def test_a_text_without_labels_has_no_entries() -> None:
    document = rule()

    assert document.head == ()
    assert "head" not in as_json(document, "whole document")
    assert as_json(rule("版本：V1"), "whole document")["head"] == [{"label": "版本", "value": "V1"}]


def test_a_day_left_open_is_unknown() -> None:
    assert rule("生效日期：    年  月  日", "版本：V1").dates == Dates()


def test_the_last_update_dates_the_version_and_the_first_issue_the_work() -> None:
    document = rule("发布于：2021年2月24日", "更新于：2025年2月6日")

    assert document.dates == Dates(promulgated="2025-02-06")
    assert document.original_dates == Dates(promulgated="2021-02-24")
    assert document.work_date == "2021-02-24"


def test_what_stands_under_a_heading_or_behind_a_greeting_counts() -> None:
    document = rule("欢迎使用本服务，请仔细阅读以下内容。", "### 更新时间：2025年2月6日")

    assert document.dates.promulgated == "2025-02-06"


def test_what_stands_at_the_end_counts_where_the_head_is_silent() -> None:
    end = f"{BODY}\n最近更新时间：2025年2月6日\n"

    assert rule(body=end).dates.promulgated == "2025-02-06"
    assert rule("更新时间：2025年1月1日", body=end).dates.promulgated == "2025-01-01"


def test_a_numbered_provision_is_no_head() -> None:
    document = rule(body="第一条　版本：V3.0\n\n第二条　更新日期：2025年1月1日\n\n第三条　略。\n")

    assert document.head == ()
    assert document.dates == Dates()


@pytest.mark.parametrize(
    "table",
    [
        "| 文件名称 | 考勤管理制度 | 编号 | QMS-01 |\n|---|---|---|---|\n| 版本 | A/0 | | |\n",
        "| 示例公司 | 编号：QMS-01 |\n|---|---|\n| 考勤管理制度 | 版本：A/0 |\n",
    ],
)
def test_a_table_above_the_text_states_facts_and_the_title(table: str) -> None:
    document = rule(title=table)

    assert document.title == "考勤管理制度"
    assert not document.untitled
    assert document.document_number == "QMS-01"
    assert entries(document) == [("版本", "A/0")]
    assert any(isinstance(node, Table) for node in document.preface)


def test_a_name_that_is_not_the_title_is_an_entry() -> None:
    assert entries(rule("文件名称：考勤细则")) == [("文件名称", "考勤细则")]
    assert entries(rule("文件名称：《考勤管理制度》")) == []


def test_a_label_above_the_title_is_no_title() -> None:
    text = f"文件编号：QMS-01　版本：A/0\n考勤管理制度\n{BODY}"
    document = policydiff.load(text.encode(), name="rule.txt")

    assert (document.title, document.document_number) == ("考勤管理制度", "QMS-01")


def test_labels_on_neighbouring_lines_are_not_one_paragraph() -> None:
    lines = "编制：张三\n审核：李四\n生效日期：2025年1月1日起"
    document = policydiff.load(f"考勤管理制度\n{lines}\n{BODY}".encode(), name="rule.txt")

    assert entries(document) == [("编制", "张三"), ("审核", "李四")]
    assert document.dates.in_force == "2025-01-01"


def test_revisions_are_amendments_and_stay_a_table() -> None:
    document = rule("版本：V2.0", REVISIONS)

    assert document.amendments == (
        Amendment(word="修订", date=None, version="V1.1", note="勘误"),
        Amendment(word="修订", date="2024-04-01", by="李四", version="V2.0", note="增加加班"),
    )
    assert document.original_dates == Dates(promulgated="2023-01-01")
    assert document.dates == Dates(promulgated="2024-04-01")
    assert "V1.1\t____\t勘误" in document.full_text()
    assert not is_amended(document)


@pytest.mark.parametrize(
    "document",
    [rule("版本：V3.0", REVISIONS), rule("发布日期：2025年1月1日", REVISIONS)],
    ids=["another version", "a day of its own"],
)
def test_a_revision_dates_no_text_of_another_version_or_day(document: Document) -> None:
    assert document.dates.promulgated in (None, "2025-01-01")
    assert len(document.amendments) == 2


def test_revisions_may_stand_last_and_begin_with_the_newest() -> None:
    title, rule_line, *rows = REVISIONS.strip().split("\n")
    table = "\n".join((title, rule_line, *reversed([rows[0], rows[2]])))
    document = rule(body=f"{BODY}\n\n{table}\n")

    assert [amendment.version for amendment in document.amendments] == ["V2.0"]
    assert document.dates == Dates(promulgated="2024-04-01")


def test_a_table_of_other_columns_is_no_table_of_revisions() -> None:
    table = "| 版本 | 日期 | 价格 |\n|---|---|---|\n| V1 | 2023-01-01 | 三元 |\n"

    assert rule(table).amendments == ()


CONTRACT = """房屋租赁合同
合同编号：ZL-01
甲方（出租方）：示例公司
法定代表人：张三　联系电话：____
乙方（承租方）：李四
地址：示例市一路1号
鉴于：
甲方拥有房屋，乙方愿意承租，双方订立本合同，共同遵守。
第一条　租金每月三千元。
第二条　租期一年。
{signed}"""
SIGNED = """（以下无正文）
甲方（盖章）：　　　　乙方（签字）：
法定代表人（签字）：
日期：{first}　　日期：{second}
"""


def contract(signed: str) -> Document:
    document = policydiff.load(CONTRACT.format(signed=signed).encode(), name="contract.txt")
    assert document.articles[-1].text == "租期一年。"
    return document


def test_parties_are_entries_with_what_belongs_to_them() -> None:
    document = contract("")

    assert document.document_number == "ZL-01"
    assert entries(document) == [
        ("甲方（出租方）", "示例公司"),
        ("甲方（出租方） 法定代表人", "张三"),
        ("甲方（出租方） 联系电话", None),
        ("乙方（承租方）", "李四"),
        ("乙方（承租方） 地址", "示例市一路1号"),
    ]
    assert document.preamble[0].text == "鉴于："


@pytest.mark.parametrize(
    ("first", "second", "signed"),
    [
        ("2025年3月1日", "2025年3月1日", "2025-03-01"),
        ("2025年3月1日", "2025年3月2日", None),
        ("____", "____", None),
    ],
)
def test_lines_to_sign_on_are_the_conclusion_and_name_no_authority(
    first: str, second: str, signed: str | None
) -> None:
    document = contract(SIGNED.format(first=first, second=second))

    assert len(document.conclusions) == 4
    assert document.dates.signed == signed
    assert document.authority is None


def test_lines_to_sign_on_may_be_a_table_or_stand_before_attachments() -> None:
    signed = "| 甲方（盖章） | 乙方（盖章） |\n|---|---|\n| 日期： | 日期： |\n"
    document = rule(body=f"{BODY}\n{signed}\n附件1：考勤表\n\n1. 姓名\n")

    assert [block.text for block in document.conclusions] == [
        "甲方（盖章）　乙方（盖章）",
        "日期：　日期：",
    ]
    assert len(document.attachments) == 1


def test_the_day_to_sign_may_be_left_open_on_a_line_of_its_own() -> None:
    signed = "甲方（签章）：　　乙方（签章）：\n代表：　　代表：\n　年　月　日　　　年　月　日\n"

    assert len(contract(signed).conclusions) == 3


def test_a_clause_about_signing_is_no_conclusion() -> None:
    document = rule(body="第一条　甲方盖章后生效。\n\n第二条　双方签字。\n\n签字应当清楚。\n")

    assert document.conclusions == ()


def test_recitals_under_a_heading_are_the_preamble_of_a_contract() -> None:
    dialect = dataclasses.replace(plugins.dialect("cn_law"), preface=RULES_PREFACE)
    text = "# 示例合同\n\n## 鉴于\n\n甲方拥有房屋，乙方愿意承租。\n\n第一条　租期一年。\n"
    document = parse(plugins.read(text.encode(), "contract.md"), dialect)

    assert [node.text for node in document.preamble] == ["鉴于", "甲方拥有房屋，乙方愿意承租。"]
    assert len(document.articles) == 1
