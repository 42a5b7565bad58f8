"""A package for a board: its files, what the amendment quotes, and that nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from numbered_rules import purchasing, rule

from policydiff.akn.writer import to_xml
from policydiff.amending.actions.package import package
from policydiff.amending.report.company_amendment import company_amendment
from policydiff.comparing.actions.diff import Diffed, diff
from policydiff.comparing.actions.profiles import company_profile, read_profile
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff as compare
from policydiff.errors import UsageError
from policydiff.model.comparison import Comparison
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.resources import resource
from policydiff.works.session import Session

EXAMPLE = resource("corpora", "example")
OLD, NEW = (EXAMPLE / f"articles/{day}.md" for day in ("2023-05-10", "2025-09-18"))
SHAPE = ReportOptions(profile=read_profile("listed-company"), language="zh")


@pytest.fixture(scope="module")
def found() -> Diffed:
    return diff(str(OLD), str(NEW), Session())


def words(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def compact(text: str) -> str:
    return "".join(text.split())


def test_four_files_are_written_and_none_twice(found, tmp_path):
    first = package(found, SHAPE, tmp_path / "board", Session())
    before = {path: path.read_bytes() for path in first.paths}
    second = package(found, SHAPE, tmp_path / "board", Session())

    assert [path.name for path in first.paths] == [
        "《示例股份有限公司章程》修订对照表（2025年9月18日）.docx",
        "《示例股份有限公司章程》修正案（2025年9月18日）.docx",
        "《示例股份有限公司章程》修订后全文（2025年9月18日）.docx",
        "《示例股份有限公司章程》修订稿（留痕）（2025年9月18日）.docx",
    ]
    assert not set(first.paths) & set(second.paths)
    assert all(path.read_bytes() == data for path, data in before.items())
    assert [
        a.read_bytes() == b.read_bytes() for a, b in zip(first.paths, second.paths, strict=True)
    ] == [True] * 4


def test_the_amendment_quotes_both_texts_of_every_changed_article(found, tmp_path):
    text = (
        compact(words(package(found, SHAPE, tmp_path, Session()).paths[1]))
        .replace("‘", "“")
        .replace("’", "”")
    )
    table = sent_table(found.comparison, SHAPE)
    documents = {"left": found.left.document, "right": found.right.document}

    assert text.startswith(
        "示例股份有限公司章程修正案现对《示例股份有限公司章程》作如下修改：一、将全文中的“股东大会”统一修改为“股东会”。"
    )
    assert (
        "三、原第三条：“第三条公司注册资本为人民币12,000万元。”。现修改为：“第三条公司注册资本为人民币15,000万元。”。"
        in text
    )
    for row in (row.source for row in table.rows if row.source is not None):
        for side, cells in (("left", row.left), ("right", row.right)):
            for cell in cells:
                article = next((a for a in documents[side].articles if a.num == cell.num), None)
                for line in article.text.split("\n") if article else ():
                    assert compact(line) in text


def test_the_amendment_says_what_came_and_went():
    left, right = (
        load(f"某公司章程\n\n{text}".encode(), name="a.txt")
        for text in (
            "第一条　公司设董事会。\n\n第二条　公司设监事会，由三名监事组成。\n\n第三条　利润“按比例”分配。\n",
            "第一条　公司设董事会。\n\n第二条　利润“按比例”分配。\n\n第三条　公司可以回购股份用于激励。\n",
        )
    )
    text = company_amendment(sent_table(compare(left, right), SHAPE))

    assert text.splitlines()[2:] == [
        "一、删除原第二条：“第二条　公司设监事会，由三名监事组成。”。",
        "二、增加第三条：“第三条　公司可以回购股份用于激励。”。",
        "因条款增删引起的条款序号及引用序号变化相应调整，不再逐条列示。",
    ]


def rules() -> tuple[str, Comparison]:
    """The amendment of an invented rule with decimal clauses, and its comparison."""
    comparison = compare(*purchasing())
    shape = replace(SHAPE, profile=read_profile("rules"))
    return company_amendment(sent_table(comparison, shape), comparison), comparison


def test_the_amendment_names_decimal_clauses_as_printed():
    orders = [line.partition("、")[2] for line in rules()[0].splitlines()[2:] if "、" in line]

    assert [re.split("[：，]“|：", order)[0] for order in orders if order[0] != "“"] == [
        "原1.2",
        "原2.2",
        "原3",
        "原3.1.1",
        "原3.1.2",
        "在3.2.1后增加一条，作为3.2.2",
        "删除原3.3",
        "原3.4",
        "原4.2",
    ]


def test_the_first_clause_below_a_heading_and_one_after_a_new_one_have_a_place():
    old = rule("3 验收\n3.1 货物\n3.1.1 货物由使用部门验收，并填写验收单。\n")
    new = rule(
        "3 验收\n3.1 货物\n3.1.1 大型设备由设备部组织专家验收。\n"
        "3.1.2 验收的专家不得少于三人，其中一人为财务人员。\n3.1.3 货物由使用部门验收，并填写验收单。\n"
    )
    comparison = compare(old, new)
    text = company_amendment(sent_table(comparison, SHAPE), comparison)

    assert "在3.1下增加一条，作为3.1.1：“3.1.1　大型设备" in text
    assert "在3.1.1后增加一条，作为3.1.2：“3.1.2　验收的专家" in text


def test_a_rule_with_decimal_clauses_makes_a_whole_package(tmp_path):
    for name, document in zip(("old.xml", "new.xml"), purchasing(), strict=True):
        (tmp_path / name).write_bytes(to_xml(document))
    pair = diff(str(tmp_path / "old.xml"), str(tmp_path / "new.xml"), Session())
    shape = replace(SHAPE, profile=company_profile(pair.right.document))
    paths = package(pair, shape, tmp_path / "board", Session()).paths

    assert shape.profile is not None
    assert shape.profile.name == "rules"
    cells = {
        cell.text
        for table in docx.Document(io.BytesIO(paths[0].read_bytes())).tables
        for cell in table._cells
    }
    assert {"3.2.2", "版本", "V2.0", "条款号由3.4调整为3.3"} <= cells
    assert compact(rules()[0]) == compact(words(paths[1]))
    assert "3.2.2大型设备由设备部组织专家联合验收" in compact(words(paths[2]))
    tracked = _document(paths[3]).decode()
    assert "w:ins " in tracked
    assert "3.2.2" in re.sub("<[^>]+>", "", tracked)


def test_the_new_text_and_the_tracked_one_hold_the_new_words(found, tmp_path):
    paths = package(found, SHAPE, tmp_path, Session()).paths

    assert compact(found.right.document.articles[3].text) in compact(words(paths[2]))
    assert "监事会主席" not in words(paths[2])
    assert b"w:del " in _document(paths[3])


def test_the_folder_is_no_text(found, tmp_path):
    text = tmp_path / "new.md"
    text.write_bytes(NEW.read_bytes())

    with pytest.raises(UsageError):
        package(found, SHAPE, text, Session(), (text,))
    assert text.read_bytes() == NEW.read_bytes()


def _document(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml")


def test_other_files_that_cite_what_changed_are_listed(tmp_path):
    for path, name in ((OLD, "old.md"), (NEW, "new.md")):
        (tmp_path / name).write_bytes(path.read_bytes())
    (tmp_path / "rules.txt").write_text(
        "示例股份有限公司总经理工作细则\n\n第一条　根据《示例股份有限公司章程》第十六条的规定，制定本细则。\n\n"
        "第二条　对外担保依照《示例股份有限公司章程》第一条执行。\n\n第三条　本细则由董事会解释。\n",
        encoding="utf-8",
    )
    (tmp_path / "note.txt").write_text("与章程无关的说明。\n", encoding="utf-8")
    pair = diff(str(tmp_path / "old.md"), str(tmp_path / "new.md"), Session())

    made = package(pair, SHAPE, tmp_path / "board", Session())

    assert made.paths[-1].name == "《示例股份有限公司章程》引用待核改（2025年9月18日）.docx"
    tables = docx.Document(io.BytesIO(made.paths[-1].read_bytes())).tables
    text = "".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "《示例股份有限公司章程》第十六条" in text
    assert "第十七条" in text
