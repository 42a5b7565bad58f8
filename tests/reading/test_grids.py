"""Tables of Word files and workbooks with the marks of their characters; all invented."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from policydiff.errors import InputError
from policydiff.model.office_content import MarkedTable
from policydiff.reading.readers import xlsx
from policydiff.reading.readers.docx import reader as word


def workbook(fill) -> tuple[MarkedTable, ...]:
    book = openpyxl.Workbook()
    fill(book.active)
    written = io.BytesIO()
    book.save(written)
    return xlsx.tables(written.getvalue(), "table.xlsx")


def test_marks_of_a_workbook():
    def fill(sheet) -> None:
        sheet["A1"] = CellRichText(
            "不超过",
            TextBlock(InlineFont(strike=True), "五"),
            TextBlock(InlineFont(b=True), "八册"),
        )
        sheet["B1"] = "整格加粗"
        sheet["B1"].font = Font(bold=True)
        sheet["C1"] = 12

    ((row,),) = (table.rows for table in workbook(fill))

    assert [(cell.text, cell.marks) for cell in row] == [
        ("不超过五八册", "   smm"),
        ("整格加粗", "mmmm"),
        ("12", "  "),
    ]


def test_merged_cells_of_a_workbook():
    def fill(sheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B2"], sheet["B3"] = "题名", "左", "右一", "右二"
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    (table,) = workbook(fill)

    assert [[(cell.text, cell.columns, cell.continues) for cell in row] for row in table.rows] == [
        [("题名", 2, False)],
        [("左", 1, False), ("右一", 1, False)],
        [("", 1, True), ("右二", 1, False)],
    ]


def test_marks_and_merged_cells_of_a_word_file():
    file = docx.Document()
    table = file.add_table(rows=2, cols=2)
    paragraph = table.cell(0, 1).paragraphs[0]
    for text, look in (("新", "bold"), ("旧", "strike"), ("线", "underline"), ("平", "")):
        run = paragraph.add_run(text)
        run.bold, run.font.strike, run.underline = (
            look == name or None for name in ("bold", "strike", "underline")
        )
    table.cell(0, 0).merge(table.cell(1, 0)).text = "合并"
    written = io.BytesIO()
    file.save(written)

    (found,) = word.tables(written.getvalue(), "table.docx")

    assert [(cell.text, cell.continues) for cell in (found.rows[0][0], found.rows[1][0])] == [
        ("合并", False),
        ("", True),
    ]
    assert (found.rows[0][1].text, found.rows[0][1].marks) == ("新旧线平", "msm ")


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>',
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
def test_a_hostile_sheet_is_refused(sheet):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("xl/worksheets/sheet1.xml", sheet)

    with pytest.raises(InputError):
        xlsx.tables(written.getvalue(), "table.xlsx")


def test_merged_cells_without_end_are_no_table_without_end():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    merged = "".join(f'<mergeCell ref="A{row}:B1048576"/>' for row in range(1, 50))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row>'
            f"</sheetData><mergeCells>{merged}</mergeCells></worksheet>",
        )

    assert xlsx.tables(written.getvalue(), "table.xlsx") == ()


@pytest.mark.parametrize("ref", ["B1:A1", "C1:A1", "A5:A1", "A1:A200000"])
def test_merged_cells_that_run_backwards_come_to_an_end(ref):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData><row r="1"><c r="C1"><v>1</v></c></row>'
            f'</sheetData><mergeCells><mergeCell ref="{ref}"/></mergeCells></worksheet>',
        )

    ((row,),) = (table.rows for table in xlsx.tables(written.getvalue(), "table.xlsx"))

    assert [cell.text for cell in row][-1] == "1"
