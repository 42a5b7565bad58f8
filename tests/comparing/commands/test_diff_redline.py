"""diff as tracked changes: the form, who signs, and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from running_cli import text_of


def test_tracked_changes_are_signed_and_dated(pair, run, tmp_path: Path):
    done = run(
        "diff",
        *pair,
        "--format",
        "redline_docx",
        "--author",
        "法规处",
        "--made",
        "2026-01-31",
        "-o",
        tmp_path / "redline.docx",
    )
    written = text_of(tmp_path / "redline.docx")

    assert done.code == 0
    assert 'w:author="法规处"' in written
    assert 'w:date="2026-01-31T00:00:00Z"' in written
    assert "<w:delText" in written


def test_a_word_file_without_a_form_is_the_table(pair, run, tmp_path: Path):
    assert run("diff", *pair, "-o", tmp_path / "table.docx").code == 0
    assert "<w:delText" not in text_of(tmp_path / "table.docx")


@pytest.mark.parametrize("made", ["yesterday", "2026-02-30", ""])
def test_a_moment_must_be_a_date(pair, run, tmp_path: Path, made):
    done = run(
        "diff", *pair, "--format", "redline_docx", "--made", made, "-o", tmp_path / "redline.docx"
    )

    assert done.code == 2
    assert "--made" in done.err
    assert "2026-01-31T09:30:00" in done.err
    assert not (tmp_path / "redline.docx").exists()
