"""The report on paper: its text as pdfium reads it, its pages, and that nothing is fetched."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
import typst
from invented import hostile, rendered, sample

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.errors import UsageError
from policydiff.formats import pdf
from policydiff.model.comparison import Edit, Match, Side
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report.moments import BadMomentError
from policydiff.report.rows import ComparisonRow
from policydiff.resources import resource

needs_font = pytest.mark.skipif(
    not {*typst.Fonts(include_embedded_fonts=False).families()} & {*pdf.FONTS},
    reason="no Chinese font is installed (Debian: apt-get install fonts-noto-cjk)",
)


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return rendered(pdf, sample(), ReportOptions())


@pytest.fixture(scope="module")
def invented() -> bytes:
    left, right = (
        load(resource("corpora", "example", name))
        for name in ("invented-2018-11-30.txt", "invented-2021-09-26.md")
    )
    return rendered(pdf, diff(left, right), ReportOptions())


@needs_font
def test_it_says_what_the_page_says(printed):
    text = squeezed(text_of(printed))

    for told in (
        "云溪市河道巡护办法（试行）",
        "修订前（2021年公布）",
        "修订后（2024年公布）",
        "第四条巡护员应当制止倾倒垃圾的行为。",
        "拆分",
        "新增",
        "删去",
    ):
        assert squeezed(told) in text
    assert "不计为修订" in text
    assert "应当／可以／不得：巡护员可以制止倾倒垃圾的行为→巡护员应当制止倾倒垃圾的行为" in text


@needs_font
def test_nothing_is_left_that_only_a_click_would_do(printed):
    text = squeezed(text_of(printed))

    assert "点击" not in text
    assert "展开" not in text


@needs_font
def test_every_page_but_the_first_names_the_texts_and_all_are_counted(invented):
    with pypdfium2.PdfDocument(invented) as document:
        count = len(document)
        pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
        sizes = {tuple(round(side) for side in page.get_size()) for page in document}

    assert count > 2
    assert sizes == {(842, 595)}
    assert all(f"{number}/{count}" in page for number, page in enumerate(pages, 1))
    assert all("示例市公共数据管理条例" in page for page in pages)
    assert all("修订前（2018年修正）→修订后（2021年修正）" in page for page in pages[1:])


@needs_font
def test_what_is_known_of_the_file(printed):
    with pypdfium2.PdfDocument(printed) as document:
        known = document.get_metadata_dict()
        outline = [entry.get_title() for entry in document.get_toc()]

    assert known["Title"] == "云溪市河道巡护办法（试行） → 云溪市河道巡护办法 · 条文对照表"
    assert known["CreationDate"].startswith("D:20240910")
    assert any("第一章" in title for title in outline)


@needs_font
@pytest.mark.skipif(
    shutil.which("pdffonts") is None,
    reason="no poppler on the PATH (Debian: apt-get install poppler-utils)",
)
def test_fonts_are_embedded_and_none_is_of_type_3(printed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(printed)
    lines = subprocess.run(
        ["pdffonts", tmp_path / "a.pdf"], check=True, capture_output=True, text=True, timeout=600
    ).stdout.splitlines()[2:]

    assert lines
    for line in lines:
        assert re.search(r"\byes yes yes\b", line), line
        assert "Type 3" not in line


@needs_font
def test_the_same_bytes_in_another_process(printed):
    code = (
        "import sys; from policydiff.model.reports import ReportOptions; from policydiff.formats import pdf;"
        "sys.path.insert(0, 'tests/report'); from invented import rendered, sample; sys.stdout.buffer.write(rendered(pdf, sample(), ReportOptions()))"
    )
    root = Path(__file__).resolve().parents[2]
    made = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        timeout=600,
        cwd=root,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": "/usr/bin:/bin"},
    )

    assert made.stdout == printed


@needs_font
def test_hostile_text_stays_text():
    data = rendered(pdf, hostile(), ReportOptions())

    assert b"/JavaScript" not in data
    assert b"/URI" not in data
    assert "alert(1)" in squeezed(text_of(data))
    assert "\x1b" not in text_of(data)


@needs_font
def test_no_text_is_read_as_markup():
    """Typst would run it as code, or take it for a heading, a reference or mathematics."""
    attack = '#read("/etc/hostname") *a* _b_ @c <d> $e$ `f` = g #import "@preview/h:0.1.0": *'
    row = Match(
        id=1,
        kind="added",
        right=(Side(eid="art_1", num="#panic()", level="article"),),
        edits=(Edit(op="insert", text=attack),),
    )
    comparison = dataclasses.replace(sample(), matches=(row,), substitutions=(), findings=())

    text = squeezed(text_of(rendered(pdf, comparison, ReportOptions())))

    assert f"#panic(){squeezed(attack)}" in text


@needs_font
@pytest.mark.parametrize("whole", [True, False])
def test_no_change_is_hidden(whole):
    options = ReportOptions(whole=whole, show_noise=True)
    left, right = (
        load(resource("corpora", "example", name))
        for name in ("invented-2021-09-26.md", "invented-2024-05-31.html")
    )
    view = view_comparison(diff(left, right), options)
    printed = Counter(squeezed(text_of(pdf.render(view, options))))
    rows = (item for item in view.items if isinstance(item, ComparisonRow))
    cells = (  # of a chapter that did not change the heading is printed once
        cell
        for row in rows
        for cell in (row.cells if row.category == "unchanged" else (*row.left, *row.right))
    )
    pieces = (piece for cell in cells for piece in (*cell.heading, *cell.text))
    letters = Counter("".join(squeezed(piece.text) for piece in pieces if not piece.elided))

    assert letters.total() > 3_000
    assert not letters - printed


@needs_font
def test_chosen_chapters():
    text = squeezed(text_of(rendered(pdf, sample(), ReportOptions(chapters=("第二章",)))))

    assert "举报损害河道的行为" in text
    assert "制止倾倒垃圾的行为" not in text


@needs_font
def test_only_what_changed_and_english():
    data = rendered(pdf, sample(), ReportOptions(only_changed=True, language="en"))
    text = text_of(data)

    assert "Comparisontable" in squeezed(text)
    assert "text unchanged\n" not in text
    assert "Before (promulgated 2021)" in text


class _NoChineseFont:
    """The fonts of a machine without a Chinese one."""

    def __init__(self, **_):
        pass

    def families(self):
        return ["DejaVu Sans"]


@pytest.mark.parametrize(
    ("library", "words"),
    [
        (None, r"pip install 'policydiff\[pdf\]'"),
        (SimpleNamespace(Fonts=_NoChineseFont), r"no Chinese font .*fonts-noto-cjk"),
    ],
)
def test_what_is_missing_is_said_in_one_line(monkeypatch, library, words):
    monkeypatch.setattr(pdf, "typst", library)

    with pytest.raises(pdf.PdfUnavailableError, match=words) as raised:
        rendered(pdf, sample(), ReportOptions())
    assert isinstance(raised.value, UsageError)
    assert "\n" not in str(raised.value)


@needs_font
def test_a_long_row_goes_on_over_the_end_of_a_page():
    """Moved whole to the next page it would leave the rest of this one empty."""
    rows = [
        Match(
            id=count,
            kind="added",
            right=(Side(eid=f"art_{count}", num=f"第{count}条", level="article"),),
            edits=(edit,),
        )
        for count, edit in enumerate(
            [Edit(op="insert", text="短句。"), Edit(op="insert", text="某甲应当巡护河道。" * 150)],
            1,
        )
    ]
    comparison = dataclasses.replace(sample(), matches=tuple(rows), substitutions=(), findings=())
    with pypdfium2.PdfDocument(rendered(pdf, comparison, ReportOptions())) as document:
        pages = [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    begin = next(place for place, page in enumerate(pages) if "第1条短句。" in page)

    assert "第2条某甲应当巡护河道。" in pages[begin]
    assert "第2条（续）" in pages[begin + 1]
    assert "某甲应当巡护河道。" in pages[begin + 1]
    assert sum("（续）" in page for page in pages) == len(pages) - begin - 1


@pytest.mark.corpus
@pytest.mark.slow
@needs_font
def test_a_real_law_is_laid_out_whole(corpus: Path):
    left, right = (
        load(corpus / "works" / "civil-aviation-law" / f"{date}.md")
        for date in ("2021-04-29", "2025-12-27")
    )
    comparison = diff(left, right)
    text = squeezed(text_of(rendered(pdf, comparison, ReportOptions())))
    added = [
        match.right[0].num
        for match in comparison.matches
        if match.kind == "added" and match.right[0].level == "article"
    ]

    assert len(added) > 50
    assert [num for num in added if squeezed(num) not in text] == []


@needs_font
def test_a_moment_that_is_none_is_refused():
    with pytest.raises(BadMomentError, match="is not a date"):
        rendered(pdf, sample(), ReportOptions(made="gestern"))


@needs_font
def test_doubts_are_no_text_of_the_paper(printed):
    assert "疑有缺漏" not in squeezed(text_of(printed))
