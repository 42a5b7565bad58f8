"""check-return on the invented draft that ships: what is printed, and each exit code."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from policydiff.resources import resource


@pytest.fixture
def drafts(run, tmp_path: Path) -> Path:
    """A folder with the contract as it was sent, and as it came back."""
    texts = resource("corpora", "example") / "returned-draft"
    run("export", texts / "sent.txt", "-o", tmp_path / "sent.docx")
    run(
        *("diff", texts / "untraced.txt", texts / "returned.txt", "--format", "redline_docx"),
        *("-o", tmp_path / "returned.docx"),
    )
    run(
        *("diff", texts / "sent.txt", texts / "returned.txt", "--format", "redline_docx"),
        *("-o", tmp_path / "honest.docx"),
    )
    return tmp_path


def test_three_silent_changes_leave_with_six(drafts: Path, run):
    files = drafts / "sent.docx", drafts / "returned.docx"
    done = run("check-return", *files, "--lang", "zh", "--format", "markdown")

    assert done.code == 6
    assert "发现 3 处未留痕修改" in done.out
    assert "乙方" in done.out


def test_all_of_them_tracked_leave_with_nothing(drafts: Path, run):
    done = run("check-return", drafts / "sent.docx", drafts / "honest.docx", "--lang", "en")

    assert done.code == 0
    assert "No change without a trace in" in done.out
    assert not done.err


def test_the_same_in_json_against_the_text_that_the_file_was_made_of(drafts: Path, run):
    sent = resource("corpora", "example") / "returned-draft" / "sent.txt"
    done = run("check-return", sent, drafts / "returned.docx", "--format", "json")
    found = json.loads(done.out)

    assert done.code == 6
    assert not found["whole"]
    assert [change["sent"][0]["num"] for change in found["changes"]] == [
        "第三条",
        "第五条",
        "第六条",
    ]


def test_no_report_takes_the_place_of_a_draft(drafts: Path, run):
    before = (drafts / "sent.docx").read_bytes()
    done = run(
        "check-return", drafts / "sent.docx", drafts / "returned.docx", "-o", drafts / "sent.docx"
    )

    assert done.code == 2
    assert (drafts / "sent.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("sent", "returned", "code"),
    [
        ("sent.docx", "absent.docx", 4),
        ("absent.docx", "sent.docx", 4),
        ("sent.docx", "text.txt", 3),
        ("sent.docx", "bomb.docx", 3),
    ],
)
def test_what_cannot_be_checked_is_one_line(drafts: Path, run, sent, returned, code):
    (drafts / "text.txt").write_text("第一条　甲。\n第二条　乙。\n", encoding="utf-8")
    with zipfile.ZipFile(drafts / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", b"")
        file.writestr("word/document.xml", b"<" * 30_000_000)
    done = run("check-return", drafts / sent, drafts / returned)

    assert done.code == code
    assert done.err.count("\n") == 1
    assert not done.out
