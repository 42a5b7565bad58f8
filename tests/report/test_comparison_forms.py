"""Every form of a comparison marks what its view marks, in the same order, and leaves out nothing
of what stays. All texts are invented.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from lanes import examples
from openpyxl.cell.rich_text import CellRichText, TextBlock
from revisions import (
    Seen,
    bare,
    in_html,
    in_word,
    page,
    revisions,
    seen_in,
    version,
)

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.formats.pdf import PdfUnavailableError
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.report.pieces import TextPiece
from policydiff.report.rows import ComparisonRow

few = settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
OPTIONS = ReportOptions(whole=True, width=100_000)

SWAPPED = (
    [
        ["桥梁不得转让。", "甲应当通知乙查验渡口，并保存查验的记录。"],
        ["申请应当在十五日内提出，逾期不予受理。"],
    ],
    [
        ["桥梁转让。", "乙应当通知甲查验渡口，并保存查验的记录。"],
        ["申请应当在五日内提出，逾期不予受理。"],
    ],
)
MOVED = (
    [
        [
            "茶山由村集体管理，收益归全体村民所有。",
            "管理人应当在发现石坝损坏之日起十五日内报告乡镇。",
        ],
        ["粮仓的钥匙由两人分别保管。"],
    ],
    [
        ["茶山由村集体管理，收益归全体村民所有。"],
        ["粮仓的钥匙由两人分别保管。", "管理人应当在发现石坝损坏之日起五日内报告乡镇。"],
    ],
)
"""A 款 that moved to another article, with a number changed."""


def pieces_of(row: ComparisonRow) -> list[TextPiece]:
    return [piece for cell in (*row.left, *row.right) for piece in (*cell.heading, *cell.text)]


def wanted(view: ComparisonView) -> Seen:
    """What the rows show; the heading of a chapter that did not change stands once for both
    sides.
    """
    return sum(
        (
            seen_in(pieces_of(row))
            for row in view.items
            if not (row.container and row.category == "unchanged")
        ),
        Seen(),
    )


def cells_of(sheet) -> Iterable[Seen]:
    for row in sheet.iter_rows(min_row=2):
        for cell in row[4:6]:
            parts = cell.value if isinstance(cell.value, CellRichText) else [str(cell.value or "")]
            for part in parts:
                text, font = (
                    (part.text, part.font) if isinstance(part, TextBlock) else (part, cell.font)
                )
                yield (
                    Seen(gone=text)
                    if font.strike
                    else Seen(come=text)
                    if font.u
                    else Seen(kept=text)
                )


def found(form: str, data: bytes) -> Seen:
    """What the table of a form shows."""
    if form == "html":
        return in_html(page(data).get_element_by_id("table"))
    if form == "docx":
        rows = docx.Document(io.BytesIO(data)).tables[-1].rows[1:]
        return sum(
            (
                in_word(cell)
                for row in rows
                for cell in row.cells[:2]
                if len({id(one._tc) for one in row.cells}) > 1
            ),
            Seen(),
        )
    if form == "xlsx":
        return sum(
            cells_of(openpyxl.load_workbook(io.BytesIO(data), rich_text=True).worksheets[0]), Seen()
        )
    raise AssertionError(form)


def check(form: str, left: Document, right: Document) -> None:
    view = view_comparison(diff(left, right), OPTIONS)
    seen, meant = found(form, formats.write(view, form, OPTIONS)), wanted(view)

    assert bare(seen.gone) == bare(meant.gone)
    assert bare(seen.come) == bare(meant.come)
    assert not Counter(bare(meant.kept)) - Counter(bare(seen.kept))


@few
@given(revisions())
@example(SWAPPED)
@example(MOVED)
def test_every_form_marks_every_change(revision):
    left, right = version("2019-01-01", revision[0]), version("2024-01-01", revision[1])
    for form in ("html", "docx", "xlsx"):
        check(form, left, right)


@pytest.mark.skipif(
    shutil.which("pdftotext") is None,
    reason="no poppler on the PATH (Debian: apt-get install poppler-utils)",
)
@pytest.mark.parametrize("revision", [SWAPPED, MOVED])
def test_the_paper_holds_every_text_and_note(revision, tmp_path: Path):
    view = view_comparison(
        diff(version("2019-01-01", revision[0]), version("2024-01-01", revision[1])), OPTIONS
    )
    path = tmp_path / "report.pdf"
    try:
        path.write_bytes(formats.write(view, "pdf", OPTIONS))
    except PdfUnavailableError as error:
        pytest.skip(str(error))
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True, timeout=600
    ).stdout
    meant = "".join(piece.text for row in view.items for piece in pieces_of(row))

    assert not Counter(bare(meant)) - Counter(bare(text))


@pytest.mark.corpus
@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
@pytest.mark.parametrize(
    "work", ["state-secrets-law", pytest.param("women-rights-law", marks=pytest.mark.slow)]
)
def test_every_form_marks_every_change_of_a_real_revision(corpus: Path, work: str, form: str):
    files = sorted((corpus / "works" / work).glob("*.md"))
    check(form, load(files[-2]), load(files[-1]))
