"""Reasons that a person wrote: read from three kinds of files, and beside their clause for good."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from counted_steps import growth
from docx.oxml import OxmlElement

from policydiff.comparing.actions.profiles import read_profile
from policydiff.comparing.actions.reasons import read_reasons
from policydiff.comparing.actions.written import sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.reasons import place_reasons, unplaced_words
from policydiff.errors import InputError
from policydiff.locale import translate
from policydiff.model.profile import Reason
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import UnfitFileError, load
from policydiff.report.formats import write
from policydiff.text.numerals import write_number

PROFILE = read_profile("ministry")
OLD = """某公司章程

第一条　公司设董事会，由三名董事组成。

第二条　公司的会计年度为公历年度。

第三条　公司利润按照股东的出资比例分配。
"""
NEW = (
    OLD.replace("三名", "五名")
    .replace("第三条", "第四条")
    .replace("第二条　", "第二条　公司设总经理，由董事会聘任和解聘。\n\n第三条　")
)
LATER = NEW.replace("聘任和解聘", "聘任、考核和解聘").replace("五名", "七名")
REASONS = (
    Reason(left=("第一条",), right=("第一条",), reason="人手不足"),
    Reason(right=("第二条",), text="公司设总经理，由董事会聘任和解聘。", reason="设立经理层"),
)


def compare(left: str, right: str):
    return diff(load(left.encode(), name="a.txt"), load(right.encode(), name="b.txt"))


def options(reasons=REASONS, **more) -> ReportOptions:
    return ReportOptions(profile=PROFILE, reasons=reasons, **more)


def file(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def written(table) -> dict[str, str]:
    """The reason beside each new text."""
    return {
        "".join(piece.text for part in row.cells[1].parts for piece in part.text): "".join(
            row.cells[2].lines
        )
        for row in table.rows
        if len(row.cells) == 3
    }


def test_a_toml_file_has_one_number_or_several(tmp_path):
    path = file(
        tmp_path,
        "reasons.toml",
        '[[reason]]\nleft = "第一条"\nright = ["第一条", "第二条"]\nbasis = "依据"\n',
    )

    assert read_reasons(path, None) == (
        Reason(left=("第一条",), right=("第一条", "第二条"), basis="依据"),
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[reason]\n", "reasons.toml: "),
        ('[[reason]]\nlefts = "第一条"\n', "lefts"),
        ("[[reason]]\nleft = 1\n", "left"),
    ],
)
def test_a_bad_toml_file_names_the_place(tmp_path, text, named):
    with pytest.raises(UnfitFileError) as caught:
        read_reasons(file(tmp_path, "reasons.toml", text), None)

    assert named in str(caught.value)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_table_with_its_column_filled_is_read_back(tmp_path, form):
    comparison = compare(OLD, NEW)
    made = write(sent_table(comparison, options()), form, options())
    path = file(tmp_path, f"filled.{form}", made)
    found = read_reasons(path, PROFILE)

    assert [(one.left, one.right, one.reason) for one in found] == [
        (("第一条",), ("第一条",), "人手不足"),
        ((), ("第二条",), "设立经理层"),
    ]
    assert write(sent_table(comparison, options(found)), form, options(found)) == made


def test_a_word_file_that_a_person_filled_is_read(tmp_path):
    empty = options(())
    data = write(sent_table(compare(OLD, NEW), empty), "docx", empty)
    document = docx.Document(BytesIO(data))
    document.tables[0].rows[1].cells[2].text = "第一段\n第二段"
    document.save(str(tmp_path / "filled.docx"))

    (found,) = read_reasons(tmp_path / "filled.docx", PROFILE)

    assert (found.left, found.reason) == (("第一条",), "第一段\n第二段")


def test_a_reason_that_was_filled_in_as_a_tracked_change_is_read(tmp_path):
    data = write(sent_table(compare(OLD, NEW), options(())), "docx", options(()))
    document = docx.Document(BytesIO(data))
    paragraph = document.tables[0].rows[1].cells[2].paragraphs[0]
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run("人手不足")._r)
    paragraph._p.append(inserted)
    document.save(str(tmp_path / "filled.docx"))

    (found,) = read_reasons(tmp_path / "filled.docx", PROFILE)

    assert found.reason == "人手不足"


def test_a_reason_stays_with_its_clause_when_the_text_changes_again():
    found = written(sent_table(compare(OLD, LATER), options()))

    assert found == {
        "公司设董事会，由七名董事组成。": "人手不足",
        "公司设总经理，由董事会聘任、考核和解聘。": "设立经理层",
    }


def test_a_reason_without_its_clause_is_reported_and_never_put_elsewhere():
    other = Reason(right=("第二条",), text="股东可以随时查阅会计账簿。", reason="别的理由")
    table = sent_table(compare(OLD, NEW), options((other,)))

    assert set(written(table).values()) == {""}
    assert [translate(one, "zh") for one in table.withheld] == [
        "没有找到与第二条的理由对应的修改条款：别的理由"
    ]


def test_a_column_that_the_profile_lacks_is_reported():
    basis = Reason(left=("第一条",), basis="公司法")
    table = sent_table(compare(OLD, NEW), options((basis,)))

    assert [str(one) for one in table.withheld] == ["left out of the table: it has no column basis"]


@pytest.mark.parametrize(
    "form", ["terminal", "html", "markdown", "json", "docx", "xlsx", "concordance", "csv"]
)
def test_reasons_are_in_every_format(form):
    comparison = compare(OLD, NEW)
    shape = ReportOptions(reasons=REASONS, width=70)
    data = write(view_comparison(comparison, shape), form, shape)
    if form == "docx":
        tables = docx.Document(BytesIO(data)).tables
        text = "".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    elif form == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
        text = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = data.decode()

    assert "人手不足" in text
    assert "设立经理层" in text


def test_a_table_without_these_heads_and_a_broken_file_are_refused(tmp_path):
    shape = ReportOptions(profile=read_profile("law"))
    data = write(sent_table(compare(OLD, NEW), shape), "docx", shape)

    with pytest.raises(UnfitFileError, match="现行规定"):
        read_reasons(file(tmp_path, "law.docx", data), PROFILE)
    with pytest.raises(UnfitFileError, match="--profile"):
        read_reasons(tmp_path / "law.docx", None)
    with pytest.raises(InputError):
        read_reasons(file(tmp_path, "broken.xlsx", data), PROFILE)


@pytest.mark.parametrize(
    "reason",
    [
        lambda one: Reason(left=(f"第{write_number(one % 9 + 1)}条",), reason=str(one)),
        lambda one: Reason(left=("第一条",), reason=str(one)),
        lambda one: Reason(text=f"公司设第{write_number(one)}名经理，由董事会聘任。", reason="x"),
        lambda one: Reason(text=f"{write_number(one)}", right=("第一条",), reason="x"),
        lambda one: Reason(match=one, reason="x"),
    ],
    ids=["of many clauses", "of one clause", "of added clauses", "of none", "of rows"],
)
def test_steps_grow_with_the_reasons(reason) -> None:
    old = "某公司章程\n" + "".join(
        f"第{write_number(one)}条　{one}号桥。\n" for one in range(1, 10)
    )
    new = old.replace("桥", "路") + "".join(
        f"第{write_number(one)}条　公司设第{write_number(one)}名经理，由董事会聘任。\n"
        for one in range(10, 20)
    )
    rows = view_comparison(compare(old, new), ReportOptions()).rows

    def prepared(size: int):
        reasons = [reason(one) for one in range(1, size + 1)]
        return lambda: place_reasons(rows, reasons)

    assert growth(prepared, 800) < 2.3


def test_a_reason_of_no_row_names_its_clause_once() -> None:
    (words,) = unplaced_words([Reason(left=("版本",), right=("版本",), reason="年度修订")])

    assert str(words) == "no changed clause was found for the reason of 版本: 年度修订"
