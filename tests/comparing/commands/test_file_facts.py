"""diff of Word files: the facts of the files, and the sentence that nothing differs."""

from __future__ import annotations

import io
import json
import struct
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from word_files import paragraph, word_file

import policydiff
from policydiff.comparing.actions.diff import diff
from policydiff.comparing.actions.written import report
from policydiff.model.comparison import Comparison
from policydiff.model.reports import ReportOptions
from policydiff.works.session import Session

SHAPES = (
    nsdecls("w")
    + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    + ' xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


TEXT = ("示例厂采购办法", "第一条　甲。", "第二条　乙。", "第三条　丙。")
FACTS = ("title", "subject", "header", "footer", "watermark", "box")


@dataclass(frozen=True)
class Facts:
    """The facts of one invented file; "" for none."""

    title: str = ""
    subject: str = ""
    header: str = ""
    footer: str = ""
    watermark: str = ""
    box: str = ""


PLAIN = Facts("采购办法文本", "采购", "编号 CG-01 版本 A/0", "内部资料", "草稿", "受控文件")


def word(facts: Facts = PLAIN, *, editor: str = "甲", day: int = 1, more: str = "") -> bytes:
    """A Word file of one text; `more` is what stands behind its last line."""
    file = docx.Document()
    for line in TEXT:
        file.add_paragraph(line)
    stated = file.core_properties
    stated.title, stated.subject = facts.title, facts.subject
    stated.author = stated.last_modified_by = editor
    stated.revision = day
    stated.created = stated.modified = stated.last_printed = datetime(2025, 1, day)  # noqa: DTZ001 as the file has it
    section = file.sections[0]
    for place, text in ((section.header, facts.header), (section.footer, facts.footer)):
        place.is_linked_to_previous = False
        place.paragraphs[0].text = text
    head = section.header.paragraphs[0]
    if facts.watermark:
        head._p.append(shape(f'<v:textpath string="{facts.watermark}"/>'))
    if facts.box:
        inner = f"<w:txbxContent><w:p><w:r><w:t>{facts.box}</w:t></w:r></w:p></w:txbxContent>"
        head._p.append(shape(f"<v:textbox>{inner}</v:textbox>"))
    last = file.paragraphs[-1]
    if more == "picture":
        last.add_run().add_picture(io.BytesIO(png()))
    elif more:
        last._p.append(parse_xml(f"<w:r {SHAPES}>{more}</w:r>" if "oMath" not in more else more))
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def shape(inner: str) -> object:
    return parse_xml(f"<w:r {SHAPES}><w:pict><v:shape id='s1'>{inner}</v:shape></w:pict></w:r>")


def formula(text: str, form: str = "bar") -> str:
    return (
        f"<m:oMath {SHAPES}><m:{form}><m:e><m:r><m:t>{text}</m:t></m:r></m:e></m:{form}></m:oMath>"
    )


def compare(left: bytes, right: bytes) -> Comparison:
    return policydiff.diff(
        policydiff.load(left, name="old.docx"), policydiff.load(right, name="new.docx")
    )


WORDS = st.text("版本正式草稿AB10 机密", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.sampled_from(FACTS), WORDS, WORDS)
@settings(max_examples=examples(60), deadline=None)
def test_one_changed_fact_is_found_and_no_other(name, old, new):
    found = compare(word(replace(PLAIN, **{name: old})), word(replace(PLAIN, **{name: new})))
    differ = "".join(old.split()) != "".join(new.split())

    assert [(one.kind, one.left, one.right) for one in found.files.changes] == (
        [(name, " ".join(old.split()), " ".join(new.split()))] if differ else []
    )
    assert found.changed == differ
    assert not found.text_changed


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_that_comes_or_goes_has_one_side(name):
    without = replace(PLAIN, **{name: ""})

    (gone,) = compare(word(PLAIN), word(without)).files.changes
    (come,) = compare(word(without), word(PLAIN)).files.changes

    assert (gone.kind, gone.left, gone.right) == (name, getattr(PLAIN, name), None)
    assert (come.kind, come.left, come.right) == (name, None, getattr(PLAIN, name))


def test_times_editor_and_revision_are_no_facts():
    found = compare(word(), word(editor="乙", day=9))

    assert not found.changed
    assert found.files.changes == ()
    assert set(FACTS) <= set(found.files.kinds)


def test_a_file_compared_with_itself_has_no_change():
    found = compare(word(more="picture"), word(more="picture"))

    assert not found.changed
    assert [(one.kind, one.left, one.right, one.same) for one in found.uncompared] == [
        ("picture", 1, 1, True)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Microsoft Word - old.doc", "Microsoft Word - new.doc"),
        ("old", "new"),
        ("old.docx", "文档1"),
        ("", TEXT[0]),
    ],
)
def test_a_title_that_a_program_gives_is_no_fact(old, new):
    assert not compare(word(Facts(title=old)), word(Facts(title=new))).changed


def test_a_title_that_takes_the_place_of_such_a_title_is_one():
    (change,) = compare(word(Facts(title="文档1")), word(Facts(title="采购办法"))).files.changes

    assert (change.left, change.right) == ("文档1", "采购办法")


def test_the_number_of_a_page_is_no_fact():
    def numbered(number: str) -> bytes:
        file = docx.Document(io.BytesIO(word(replace(PLAIN, footer=""))))
        field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
        foot = file.sections[0].footer.paragraphs[0]
        foot.add_run("第 ")
        foot._p.append(parse_xml(field))
        foot.add_run(" 页")
        buffer = io.BytesIO()
        file.save(buffer)
        return buffer.getvalue()

    assert not compare(numbered("1"), numbered("7")).changed


def test_the_head_of_the_first_page_and_of_other_sections_counts():
    def with_first(text: str) -> bytes:
        file = docx.Document(io.BytesIO(word()))
        file.sections[0].different_first_page_header_footer = True
        file.sections[0].first_page_header.paragraphs[0].text = text
        file.add_section().header.is_linked_to_previous = True
        buffer = io.BytesIO()
        file.save(buffer)
        return buffer.getvalue()

    (change,) = compare(with_first("首页甲"), with_first("首页乙")).files.changes

    assert (change.kind, change.left, change.right) == ("header", "首页甲", "首页乙")


def test_words_at_the_head_of_pages_are_none_of_the_text():
    document = policydiff.load(word(), name="a.docx")

    assert not any(text in document.full_text() for text in ("CG-01", "草稿", "受控文件"))


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("picture", "picture"),
        (formula("x"), "formula"),
        ('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>', "object"),
    ],
)
def test_a_part_that_nobody_reads_is_named_with_its_counts(tmp_path: Path, run, more, kind):
    (tmp_path / "old.docx").write_bytes(word())
    (tmp_path / "new.docx").write_bytes(word(more=more))
    name = {"picture": "图片", "formula": "公式", "object": "嵌入对象"}[kind]
    asked = ("diff", tmp_path / "new.docx", tmp_path / "new.docx")

    shown = "".join(run(*asked, "--lang", "zh").out.split())
    data = json.loads(run(*asked, "--format", "json").out)

    assert "已比较的内容没有差别" in shown
    assert f"未比较：{name}（修订前1处，修订后1处" in shown
    assert "两份文本没有差别" not in shown
    assert [(one["kind"], one["left"], one["right"]) for one in data["uncompared"]] == [
        (kind, 1, 1)
    ]


def test_two_formulas_of_the_same_words_are_told_apart():
    found = compare(word(more=formula("x")), word(more=formula("x", "acc")))

    assert [(one.kind, one.same) for one in found.uncompared] == [("formula", False)]
    assert compare(word(more=formula("x")), word(more=formula("x"))).uncompared[0].same is True


def test_footnotes_that_differ_are_shown_with_their_words():
    def noted(text: str) -> bytes:
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        note = f'<w:footnote w:id="2">{paragraph(text)}</w:footnote>'
        return word_file(
            "".join(map(paragraph, TEXT[:-1]))
            + f"<w:p><w:r><w:t>{TEXT[-1]}</w:t></w:r>{reference}</w:p>",
            footnotes=note,
        )

    (change,) = compare(noted("注甲。"), noted("注乙。")).files.changes

    assert (change.kind, change.left, change.right) == ("footnote", "注甲。", "注乙。")
    assert not compare(noted("注甲。"), noted("注甲。")).changed


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "docx", "xlsx", "json"])
def test_every_form_shows_both_sides(tmp_path: Path, run, form):
    (tmp_path / "old.docx").write_bytes(word())
    changed = replace(PLAIN, header="编号 CG-01 版本 B/1", watermark="正式")
    (tmp_path / "new.docx").write_bytes(word(changed))
    out = tmp_path / f"report.{form}"

    done = run(
        *("diff", tmp_path / "old.docx", tmp_path / "new.docx", "--format", form),
        *("--lang", "zh", "-o", out, "--exit-code"),
    )

    text = words_of(out.read_bytes(), form)
    assert done.code == 1
    assert all(words in text for words in ("版本A/0", "版本B/1", "草稿", "正式"))


def words_of(data: bytes, form: str) -> str:
    """The text of a report without its spaces."""
    if form == "docx":
        file = docx.Document(io.BytesIO(data))
        cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
        return "".join("".join(cells).split())
    if form == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data))
        values = (str(cell.value) for sheet in book for row in sheet for cell in row)
        return "".join("".join(values).split())
    return "".join(data.decode().split())


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "docx", "xlsx", "brief"])
def test_every_form_names_what_was_compared(tmp_path: Path, run, form):
    (tmp_path / "old.docx").write_bytes(word())
    (tmp_path / "new.docx").write_bytes(word(editor="乙", day=3))
    old, new = (str(tmp_path / name) for name in ("old.docx", "new.docx"))

    done = run("diff", old, new, "--format", "brief", "--lang", "zh", "--exit-code")
    data = done.out.encode()
    if form != "brief":
        data = report(diff(old, new, Session()).comparison, form, ReportOptions(language="zh"))

    text = words_of(data, form)
    assert done.code == 0
    assert "两份文本没有差别（不计为修订的差异除外）。已比较：" in text
    assert all(name in text for name in ("条文", "页眉", "页脚", "水印", "文本框"))


def test_facts_of_files_of_two_formats_are_not_claimed_to_be_equal(tmp_path: Path, run):
    (tmp_path / "old.docx").write_bytes(word())
    (tmp_path / "new.txt").write_text("\n\n".join(TEXT), encoding="utf-8")

    shown = run("diff", tmp_path / "old.docx", tmp_path / "new.txt", "--lang", "zh").out
    compared = shown.replace("\n", "").partition("已比较：")[2].partition("未比较：")

    assert "页眉" not in compared[0]
    assert "页眉（修订前 1 处）" in compared[2]
    assert "修订后 0 处" not in shown


def test_stored_versions_are_compared_by_the_files_received(tmp_path: Path, run):
    repository = tmp_path / "laws"
    run("init", repository)
    for day, facts in (("2024-01-01", PLAIN), ("2025-01-01", replace(PLAIN, header="版本 B/1"))):
        path = tmp_path / f"{day}.docx"
        path.write_bytes(word(facts, more=f"<w:t>自{day[:4]}年起。</w:t>"))
        added = run(
            "add", path, "--repo", repository, "--promulgated", day, "--title", "示例厂采购办法"
        )
        assert added.code == 0, added.err

    done = run(
        *("diff", "示例厂采购办法@2024-01-01", "示例厂采购办法@2025-01-01"),
        *("--repo", repository, "--format", "json"),
    )

    assert json.loads(done.out)["files"]["changes"] == [
        {"kind": "header", "left": PLAIN.header, "right": "版本 B/1"}
    ]
