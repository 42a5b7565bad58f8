"""The workbook, read back by openpyxl and opened by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO

import lxml.etree
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import rendered, side
from lanes import examples
from openpyxl.cell.rich_text import CellRichText, TextBlock
from parts import HOSTILE, article, edit

from policydiff.comparing.engine.compare import diff
from policydiff.formats import xlsx
from policydiff.model.comparison import Comparison, Match, Summary
from policydiff.model.document import Document
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report.moments import BadMomentError
from policydiff.report.sheets.book import Book
from policydiff.report.sheets.runs import (
    ACROSS,
    DOWN,
    LIMIT,
    CellRun,
    fitting,
    is_tall,
    merged,
    runs_of,
)
from policydiff.report.sheets.words import SHEET_WORDS
from policydiff.resources import resource

HEADS = 1
LEFT, RIGHT = "E", "F"
NOTICE = SHEET_WORDS["zh"]["too-long"]


def book(comparison, **options):
    return openpyxl.load_workbook(
        BytesIO(rendered(xlsx, comparison, ReportOptions(**options))), rich_text=True
    )


def table(comparison, **options):
    return book(comparison, **options).worksheets[0]


def rows(sheet) -> list[dict[str, object]]:
    heads = [cell.value for cell in sheet[1]]
    return [
        dict(zip(heads, [cell.value for cell in row], strict=True))
        for row in sheet.iter_rows(min_row=2)
    ]


def marked(cell) -> list[tuple[str, str]]:
    """The stretches of a cell with their looks."""
    if not isinstance(cell.value, CellRichText):
        return [(_look(cell.font), str(cell.value))]
    return [
        (_look(part.font), part.text) if isinstance(part, TextBlock) else ("", part)
        for part in cell.value
    ]


def law_text(cell) -> str:
    """What a cell says of its text, without notes."""
    return (
        "" if cell.value is None else "".join(text for look, text in marked(cell) if look != "note")
    )


def _look(font) -> str:
    if font.strike:
        return "delete"
    if (font.u or None) == "single":
        return "insert"
    if font.u is None and font.i:
        return "note"
    return "bold" if font.b else ""


def one(left: str, right: str, **extra) -> Comparison:
    """A comparison of two documents of one article each."""
    documents = [
        name_document(
            Document(
                title="示例办法", kind="law", dialect="cn_law", body=(article(1, "第一条", text),)
            )
        )
        for text in (left, right)
    ]
    match = Match(
        id=1,
        kind="reworded",
        left=(side(documents[0].articles[0]),),
        right=(side(documents[1].articles[0]),),
        score=0.5,
        doubtful=True,
        edits=(edit("delete", left), edit("insert", right)),
        **extra,
    )
    return Comparison(
        left=documents[0],
        right=documents[1],
        noise_rule=(),
        summary=Summary(reworded=1),
        matches=(match,),
    )


def test_a_row_a_clause_with_numbers_kind_and_score(sample):
    found = {(row["旧条号"], row["新条号"]): row for row in rows(table(sample))}

    assert found["第四条", "第五条"]["修订类型"] == "修改"
    assert found["第四条", "第五条"]["把握"] == 0.9
    assert found["第四条", "第五条"]["条文序号调整"] == "是"
    assert found["第五条", "第六条、第七条"]["修订类型"] == "拆分"
    assert found["第七条", "第三条"]["位置调整"] == "是"
    assert found[None, "第八条"]["修订前（2021年公布）"] == "新增"
    assert found["第六条", None]["修订后（2024年公布）"] == "删去"
    assert (
        found["第三条", "第四条"]["说明"]
        == "应当／可以／不得：巡护员可以制止倾倒垃圾的行为→巡护员应当制止倾倒垃圾的行为"
    )
    assert found["第一条", "第一条"]["修订类型"] == "未变"
    assert [row["序号"] for row in rows(table(sample))] == list(range(1, len(found) + 1))


def test_only_what_changed(sample):
    kinds = {
        row["修订类型"]
        for row in rows(table(sample, only_changed=True))
        if "章" not in (row["新条号"] or "")
    }

    assert "未变" not in kinds
    assert {"修改", "新增", "删去", "条文序号调整", "位置调整"} <= kinds


def test_chosen_chapters_and_what_says_so(sample):
    found = book(sample, chapters=("第二章",))
    numbers = [row["新条号"] for row in rows(found.worksheets[0])]
    told = "\n".join(str(cell.value) for row in found.worksheets[1].iter_rows() for cell in row)

    assert "第五条" in numbers
    assert "第四条" not in numbers
    assert "第二章" in told


def test_the_order_of_the_old_text(sample):
    names = [
        row["旧条号"] for row in rows(table(sample, order="left")) if "条" in (row["旧条号"] or "")
    ]

    assert names == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "第七条", "第八条"]


def test_changes_are_marked_within_the_text(sample):
    sheet = table(sample)
    place = next(
        row[0].row
        for row in sheet.iter_rows()
        if row[1].value == "第三条" and row[2].value == "第四条"
    )

    assert marked(sheet[f"{LEFT}{place}"]) == [
        ("bold", "第三条"),
        ("", "　巡护员"),
        ("delete", "可以"),
        ("", "制止倾倒垃圾的行为。"),
    ]
    assert marked(sheet[f"{RIGHT}{place}"]) == [
        ("bold", "第四条"),
        ("", "　巡护员"),
        ("insert", "应当"),
        ("", "制止倾倒垃圾的行为。"),
    ]


def test_colours_say_the_same_as_the_marks(sample):
    parts = [
        part
        for row in table(sample).iter_rows()
        for cell in row
        if isinstance(cell.value, CellRichText)
        for part in cell.value
    ]
    colours = {
        (_look(part.font), part.font.color.rgb)
        for part in parts
        if isinstance(part, TextBlock) and part.font.color is not None
    }

    assert {("delete", "FFC00000"), ("insert", "FF0033CC")} <= colours


def test_a_reviewer_finds_filters_a_frozen_head_and_choices(sample):
    sheet = table(sample)
    (validation,) = sheet.data_validations.dataValidation

    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == f"A1:L{sheet.max_row}"
    assert validation.formula1 == '"确认,存疑,需修改"'
    assert str(validation.sqref) == f"K2:K{sheet.max_row}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (
        sheet.page_setup.fitToHeight == 0
    )  # as many pages as it takes; one page across is what a file says by its silence
    assert sheet.oddHeader.center.text.startswith("云溪市河道巡护办法")
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_the_second_sheet_tells_of_the_whole(sample):
    sheet = book(sample).worksheets[1]
    text = "\n".join(
        str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
    )

    assert sheet.title == "说明"
    for told in (
        "云溪市河道巡护办法（试行）",
        "施行 2024年11月1日",
        "将“巡河员”统一修改为“巡护员”，共 3 处",
        "不计为修订",
        "引用的第十二条不存在",
    ):
        assert told in text
    assert ("修改", 2) in [(row[0].value, row[1].value) for row in sheet.iter_rows()]


def test_english_labels(sample):
    found = book(sample, language="en")

    assert found.sheetnames == ["Comparison", "About", "Doubts while reading"]
    assert [cell.value for cell in found.worksheets[0][1]][:4] == [
        "No.",
        "Old number",
        "New number",
        "Change",
    ]


def test_no_change_is_said_in_words(same):
    sheet = book(same).worksheets[1]

    assert any("两份文本没有差别" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_no_rows_at_all(same):
    sheet = table(same, only_changed=True)

    assert sheet.max_row == 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "  =1", '=HYPERLINK("http://x")']
)
def test_no_text_becomes_a_formula(text):
    sheet = table(replace(one("甲", "乙"), left=replace(one("甲", "乙").left, title=text)))
    cells = [cell for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(
        cell.quotePrefix
        for cell in cells
        if str(cell.value or "").lstrip().startswith(("=", "+", "-", "@", "＝"))
    )


def test_text_that_begins_as_a_formula_carries_the_quoting_mark():
    maker = Book(NOTICE)
    sheet = maker.sheet("x")
    maker.text(sheet, 0, 0, "=1+1")
    maker.runs(sheet, 1, 0, (CellRun(mark="plain", text="@a"), CellRun(mark="insert", text="b")))
    maker.text(sheet, 2, 0, "第一条")
    maker.describe("x", "y", None)
    cells = [
        row[0]
        for row in openpyxl.load_workbook(BytesIO(maker.close()), rich_text=True)
        .worksheets[0]
        .iter_rows()
    ]

    assert [str(cell.value) for cell in cells] == ["=1+1", "@ab", "第一条"]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert [bool(cell.quotePrefix) for cell in cells] == [True, True, False]


def test_hostile_text_stays_text(hostile):
    data = rendered(xlsx, hostile, ReportOptions(show_noise=True))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    for name, part in parts.items():
        tree = lxml.etree.fromstring(part)
        assert not tree.xpath(
            "//*[local-name()='f' or local-name()='hyperlink' or local-name()='script' or local-name()='img']"
        ), name
    assert not [name for name in parts if "external" in name.lower() or "vba" in name.lower()]
    texts = "".join(lxml.etree.fromstring(parts["xl/sharedStrings.xml"]).itertext())
    assert "<script>alert(1)</script>" in texts
    assert "\x1b" not in texts
    assert "\u202e" not in texts


def test_a_cell_that_looks_like_markup_of_the_library_stays_text():
    sheet = table(one("甲", "乙"))
    maker = Book(NOTICE)
    maker.text(maker.sheet("x"), 0, 0, "<r><t>坏</t></r>")
    cell = openpyxl.load_workbook(BytesIO(maker.close())).worksheets[0]["A1"]

    assert cell.value == "<r><t>坏</t></r>"
    assert sheet.max_row == 2


def test_no_link_no_macro_and_no_path_of_this_machine(sample):
    with zipfile.ZipFile(BytesIO(rendered(xlsx, sample, ReportOptions()))) as archive:
        names = archive.namelist()
        everything = b"".join(map(archive.read, names))

    assert not [name for name in names if name.endswith((".bin", ".vml"))]
    assert b"TargetMode" not in everything
    assert {
        info.date_time
        for info in zipfile.ZipFile(BytesIO(rendered(xlsx, sample, ReportOptions()))).infolist()
    } == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_bytes_whatever_the_clock_says(sample):
    options = ReportOptions()
    properties = book(sample).properties

    assert rendered(xlsx, sample, options) == rendered(xlsx, sample, options)
    assert properties.created.isoformat() == "2024-09-10T00:00:00"
    assert properties.creator == "policydiff"
    assert (
        book(sample, author="审阅人", made="2025-01-02T03:04:05").properties.created.isoformat()
        == "2025-01-02T03:04:05"
    )


def test_a_text_too_long_for_a_cell_says_what_is_missing():
    text = "甲" * (LIMIT + 100)
    sheet = table(one(text, "乙"))
    shown = str(sheet[f"{LEFT}2"].value)
    (missing,) = re.findall(r"余下 (\d+) 字未列入", shown)

    assert len(shown) <= LIMIT
    assert shown.count("甲") + int(missing) == len(text)


@given(
    st.lists(
        st.tuples(st.sampled_from(["plain", "delete", "insert"]), st.text("甲乙𠀀", max_size=400)),
        max_size=6,
    ),
    st.integers(1, 60),
)
def test_what_is_cut_is_counted(parts, times):
    runs = merged(CellRun(mark=mark, text=text * times) for mark, text in parts)
    fits = fitting(runs, NOTICE)
    whole = "".join(run.text for run in runs)
    shown = "".join(run.text for run in fits)

    assert len(shown.encode("utf-16-le")) // 2 <= LIMIT
    if shown != whole:
        kept, _, rest = shown.rpartition("……（余下 ")
        assert whole.startswith(kept)
        assert int(rest.split()[0]) == len(whole) - len(kept)
        assert len(whole.encode("utf-16-le")) // 2 > LIMIT


@settings(max_examples=examples(40))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["plain", "delete", "insert", "noise"]),
            st.text(st.characters(codec="utf-8"), max_size=12),
        ),
        max_size=5,
    )
)
def test_any_runs_are_read_back_as_they_were_written(parts):
    from policydiff.report.pieces import neutral

    runs = tuple(CellRun(mark=mark, text=neutral(text)) for mark, text in parts)
    maker = Book(NOTICE)
    maker.runs(maker.sheet("x"), 0, 0, runs)
    data = maker.close()
    value = openpyxl.load_workbook(BytesIO(data), rich_text=True).worksheets[0]["A1"].value
    shown = re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), str(value or ""))

    assert shown == re.sub(
        r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), "".join(run.text for run in runs)
    )


def test_a_row_taller_than_a_row_can_be_is_shown_with_ellipses():
    keep = "申请人应当提交材料。" * (ACROSS * DOWN // 8)
    left = name_document(
        Document(
            title="示例办法",
            kind="law",
            dialect="cn_law",
            body=(article(1, "第一条", keep + "处一千元罚款。"),),
        )
    )
    right = name_document(
        Document(
            title="示例办法",
            kind="law",
            dialect="cn_law",
            body=(article(1, "第一条", keep + "处五千元罚款。"),),
        )
    )
    found = book(diff(left, right))
    cells = [found.worksheets[0][f"{column}2"] for column in (LEFT, RIGHT)]

    assert all("……" in str(cell.value) for cell in cells)
    assert "一千元" in str(cells[0].value)
    assert any(
        "单元格高度有限" in str(cell.value)
        for row in found.worksheets[1].iter_rows()
        for cell in row
    )


def test_what_is_tall():
    assert not is_tall(runs_of(()))
    assert is_tall((CellRun(mark="plain", text="甲\n" * (DOWN + 1)),))
    assert is_tall((CellRun(mark="plain", text="甲" * ACROSS * (DOWN + 1)),))
    assert not is_tall((CellRun(mark="plain", text="甲" * ACROSS * (DOWN - 2)),))


def test_both_texts_are_whole():
    """Every article of both invented versions stands in its column, as it reads without spaces."""
    left, right = (
        load(resource("corpora", "example", name))
        for name in ("invented-2018-11-30.txt", "invented-2021-09-26.md")
    )
    sheet = table(diff(left, right))

    for column, document in ((LEFT, left), (RIGHT, right)):
        held = "".join("".join(law_text(cell).split()) for cell in sheet[column])
        assert [one.num for one in document.articles if "".join(one.text.split()) not in held] == []


def test_doubts_stand_on_a_sheet_of_their_own(sample, same):
    sheet = book(sample)["文本提示"]

    assert [cell.value for cell in sheet["A"]] == [
        "修订前：第三条之后疑有缺漏（第 12 行） 请核对原文"
    ]
    assert "疑有缺漏" not in "".join(
        str(cell.value)
        for other in book(sample).worksheets[:2]
        for row in other.iter_rows()
        for cell in row
    )


def test_libreoffice_opens_it(sample, tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on the PATH (Debian: apt-get install libreoffice-calc)")
    (tmp_path / "report.xlsx").write_bytes(rendered(xlsx, sample, ReportOptions()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run(
        [*command, str(tmp_path / "report.xlsx")], check=True, capture_output=True, timeout=600
    )
    text = (tmp_path / "report.csv").read_text(encoding="utf-8-sig")

    assert text.startswith("序号,旧条号,新条号,修订类型")
    assert "第四条　巡护员应当制止倾倒垃圾的行为。" in text
    assert HOSTILE not in text


def test_a_moment_that_is_none_is_refused(sample):
    with pytest.raises(BadMomentError, match="is not a date"):
        rendered(xlsx, sample, ReportOptions(made="gestern"))


@pytest.mark.corpus
@pytest.mark.parametrize("work", ["foreign-trade-law", "constitution", "civil-aviation-law"])
def test_both_texts_of_a_real_law_are_whole_or_say_where_they_are_not(corpus, work):
    files = sorted((corpus / "works" / work).glob("*.md"))
    left, right = load(files[-2]), load(files[-1])
    sheet = table(diff(left, right))

    for column, document in ((LEFT, left), (RIGHT, right)):
        texts = [law_text(cell) for cell in sheet[column]]
        held = "".join("".join(text.split()) for text in texts)
        missing = [one for one in document.articles if "".join(one.text.split()) not in held]
        elided = "".join(text for text in texts if "……" in text)
        assert [one.num for one in missing if one.num not in elided] == []
        assert len(missing) < 5
