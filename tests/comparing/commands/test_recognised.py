"""No sentence calls a text equal that a program recognised from pictures, without saying so. All
texts are invented.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest

import policydiff
from policydiff.akn.writer import to_xml
from policydiff.cli.main import main
from policydiff.messages import Message
from policydiff.model.source import RECOGNISED, Problem

TEXT = (
    "示例市公园管理办法\n\n第一条　为了加强公园管理，制定本办法。\n\n第二条　公园每日开放八小时。\n"
)
MARKS = {"zh": "经识别", "en": "as recognised from pictures"}
READ = Problem(
    code=RECOGNISED, message=Message("recognised from pictures of {pages} pages", pages=2)
)


@pytest.fixture
def files(tmp_path):
    """A plain text, the same as recognised, and one that differs from both."""
    plain, other = tmp_path / "原文.txt", tmp_path / "新文.txt"
    plain.write_text(TEXT, "utf-8")
    other.write_text(TEXT.replace("八小时", "九小时"), "utf-8")
    document = policydiff.load(plain)
    scan = tmp_path / "扫描.xml"
    scan.write_bytes(to_xml(replace(document, problems=(*document.problems, READ))))
    return plain, scan, other


def words_of(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return "".join(archive.read(name).decode() for name in names)


FORMATS = ("terminal", "html", "leaf", "markdown", "docx", "xlsx", "csv", "concordance", "brief")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("changed", [False, True])
def test_each_report_states_it(files, capsys, form, changed):
    plain, scan, other = files
    out = plain.with_name("out.docx" if form == "brief" else "out")
    against = other if changed else plain
    for language, mark in MARKS.items():
        out.unlink(missing_ok=True)
        line = ["diff", str(scan), str(against), "--format", form, "--lang", language]
        assert main([*line, "-o", str(out)]) == 0
        said = capsys.readouterr()
        whole = (words_of(out.read_bytes()) if out.exists() else "") + said.out + said.err
        assert mark in whole
        for sentence in ("两份文本没有差别", "The two texts do not differ"):
            before = whole.split(sentence)[:-1]
            assert all(part.rstrip().endswith((f"{mark}：", f"{mark}:")) for part in before)


def test_of_texts_that_were_not_recognised_nothing_of_it_is_stated(files, capsys):
    plain = files[0]
    assert main(["diff", str(plain), str(plain), "--lang", "zh"]) == 0
    assert MARKS["zh"] not in capsys.readouterr().out


def test_data_has_a_field_for_it(files, capsys):
    plain, scan, _ = files
    assert main(["diff", str(plain), str(scan), "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert "recognised" not in made["left"]
    assert made["right"]["recognised"] is True


def test_recognition_is_written_as_what_keeps_it(files, capsys):
    assert main(["export", str(files[0]), "--ocr", "--format", "txt"]) == 2
    assert "--ocr writes Akoma Ntoso" in capsys.readouterr().err
