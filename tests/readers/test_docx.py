"""Word files: their text, and what stands beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from word_files import MAIN, case_file, paragraph, run, word_file, zipped

from policydiff.model.plugins import ReadOptions
from policydiff.model.source import SourceLine, SourceTable
from policydiff.readers import docx
from policydiff.readers._decoding import clean

CASES = sorted((Path(__file__).parent.parent / "cases" / "readers" / "docx").glob("*.xml"))


def read(body="", *, revisions="accepted", **parts):
    return docx.read(word_file(body, **parts), "x.docx", ReadOptions(revisions=revisions))


def texts(source):
    return [line.text for line in source.lines if isinstance(line, SourceLine)]


@pytest.mark.parametrize("revisions", ["accepted", "original"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path, revisions, golden, show):
    source = docx.read(case_file(path), path.name, ReadOptions(revisions=revisions))

    if revisions == "accepted" or path.stem == "revisions":
        golden(path.with_suffix(f".{revisions}.expected"), show(source))
    else:  # where nothing is tracked there is nothing to choose
        assert source == docx.read(case_file(path), path.name)


def test_the_case_says_everything_that_is_written_in_it():
    source = docx.read(case_file(CASES[0]), "beside.docx")
    said = "".join(texts(source)) + "".join(piece.text for piece in source.dropped)

    for word in ("四十条", "指2018年的普查。", "不含支流。", "请核对数字。", "隐藏的字", "单击此处输入文字", "公报", "征求意见稿", "—1"):
        assert word in said
