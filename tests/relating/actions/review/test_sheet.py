"""Judgements out of a workbook: what another program saved is read, and what is no such workbook is
refused in one line.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from relating_texts import LAW, OPINION

import policydiff
from policydiff.errors import InputError
from policydiff.formats import xlsx
from policydiff.model.reports import ReportOptions
from policydiff.relating.actions.review.sheet import NoReviewSheetError, read_any_review
from policydiff.relating.engine.review.judged_texts import DocumentTexts, fingerprint
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.reviews import NotAJudgementError, Review
from policydiff.relating.report.words import RELATION_WORDS

LEFT = policydiff.load(OPINION.encode(), name="opinion.txt")
RIGHT = policydiff.load(LAW.encode(), name="law.txt")
TEXTS = (DocumentTexts.of(LEFT), DocumentTexts.of(RIGHT))
WORKBOOK = xlsx.render(policydiff.relate(LEFT, [RIGHT]), ReportOptions(language="zh"))


def filled(path: Path, *rows: dict[str, object]) -> Path:
    """The workbook with the reviewer's columns of its first links filled in, saved by another
    program.
    """
    book = load_workbook(io.BytesIO(WORKBOOK), rich_text=True)
    table = book.worksheets[0]
    columns = {cell.value: cell.column for cell in table[1]}
    for number, values in enumerate(rows, start=2):
        for key, value in values.items():
            table.cell(number, columns[RELATION_WORDS["zh"][key]]).value = value
    book.save(path)
    return path


def read(path: Path, reviewer: str | None = "张三") -> Review:
    return read_any_review(path.read_bytes(), path.name, TEXTS, reviewer)


def test_an_untouched_workbook_says_nothing(tmp_path):
    (tmp_path / "r.xlsx").write_bytes(WORKBOOK)

    assert read(tmp_path / "r.xlsx").entries == ()


def test_what_was_filled_in_is_a_judgement_of_the_texts_of_the_sheet(tmp_path):
    entry = read(
        filled(tmp_path / "r.xlsx", {"verdict": "确认", "verdict-grade": 2, "comment": "同一措施"})
    ).entries[0]

    assert (entry.judgement.status, entry.judgement.grade, entry.judgement.note) == (
        "confirmed",
        2,
        "同一措施",
    )
    assert entry.left.text == fingerprint(TEXTS[0].articles[entry.left.eid])
    assert entry.right.text == fingerprint(TEXTS[1].articles[entry.right.eid])


def test_a_grade_alone_confirms_and_doubt_is_a_note(tmp_path):
    found = read(
        filled(tmp_path / "r.xlsx", {"verdict-grade": 1}, {"verdict": "存疑"}, {"verdict": "否决"})
    )

    assert [
        (one.judgement.status, one.judgement.grade, one.judgement.note) for one in found.entries
    ] == [
        ("confirmed", 1, None),
        ("suggested", None, "存疑"),
        ("rejected", None, None),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_of_two_laws_is_read_too(tmp_path, language):
    """Its heads speak of articles, not of items."""
    other = policydiff.load(LAW.encode(), name="law.txt", title="另一部条例")
    data = xlsx.render(policydiff.relate(other, [RIGHT]), ReportOptions(language=language))
    book = load_workbook(io.BytesIO(data), rich_text=True)
    table = book.worksheets[0]
    columns = {cell.value: cell.column for cell in table[1]}
    table.cell(2, columns[RELATION_WORDS[language]["verdict"]]).value = RELATION_WORDS[language][
        "rejected"
    ]
    book.save(tmp_path / "r.xlsx")

    data = (tmp_path / "r.xlsx").read_bytes()
    found = read_any_review(
        data, "r.xlsx", (DocumentTexts.of(other), DocumentTexts.of(RIGHT)), "张三"
    )

    assert [one.judgement.status for one in found.entries] == ["rejected"]


def test_rows_of_other_documents_are_left_alone(tmp_path):
    assert read(filled(tmp_path / "r.xlsx", {"verdict": "确认", "law": "另一部条例"})).entries == ()


@pytest.mark.parametrize(
    ("row", "error", "telling"),
    [
        ({"verdict": "也许"}, BadReviewFileError, "也许"),
        ({"verdict-grade": 3}, BadReviewFileError, "grade is 1"),
        ({"verdict": "否决", "verdict-grade": 2}, NotAJudgementError, "only a confirmed link"),
        ({"verdict": "确认", "article-number": "第九十条"}, BadReviewFileError, "第九十条"),
    ],
    ids=["a word of one's own", "a grade of one's own", "a graded no", "no such article"],
)
def test_nonsense_names_its_row(tmp_path, row, error, telling):
    with pytest.raises(error, match=r"r\.xlsx: row 2") as caught:
        read(filled(tmp_path / "r.xlsx", row))

    assert telling in str(caught.value)


def zipped(**entries: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return data.getvalue()


SHEET = "xl__worksheets__sheet1"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing more",
        zipped(other=b"<x/>"),
        zipped(**{SHEET: b""}),
        zipped(**{SHEET: b"<x"}),
        zipped(**{SHEET: BOMB}),
        zipped(**{SHEET: b"<x>" + b" " * 30_000_000 + b"</x>"}),
        zipped(**{SHEET: b"<x/>", "xl__sharedStrings": b"<x"}),
    ],
    ids=[
        "a head alone",
        "no sheet",
        "an empty sheet",
        "torn XML",
        "entities",
        "a bomb",
        "torn strings",
    ],
)
def test_what_is_no_such_workbook_is_refused(tmp_path, data):
    (tmp_path / "r.xlsx").write_bytes(data)

    with pytest.raises(InputError, match=r"^r\.xlsx"):
        read(tmp_path / "r.xlsx")


def test_a_workbook_of_something_else_is_refused(tmp_path):
    book = load_workbook(io.BytesIO(WORKBOOK))
    book.worksheets[0].cell(1, 2).value = "别的"
    book.save(tmp_path / "r.xlsx")

    with pytest.raises(NoReviewSheetError):
        read(tmp_path / "r.xlsx")
