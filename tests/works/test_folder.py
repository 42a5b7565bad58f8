"""Names of files from titles, and which files are ours."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.actions.report_pairs import message_of
from policydiff.works.folder import NotOursError, Stems, open_folder, safe_name
from policydiff.works.writing import UnwritableFileError


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("中华人民共和国对外贸易法", "对外贸易法"),
        ("中华人民共和国宪法(1982)", "宪法"),
        ("示例市条例（2018年修正）", "示例市条例"),
        ("示例市条例（试行）", "示例市条例（试行）"),
        ("关于修改《示例法》的决定", "关于修改-示例法-的决定"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "work-"),
        ("", "work-"),
        ("CON", "work-CON"),
        ("a\x00b\nc\u202ed", "a-b-c-d"),
        ("中华人民共和国", "中华人民共和国"),
    ],
)
def test_stem_of_a_title(title, stem):
    assert Stems().give(title) == stem


@given(st.text(max_size=300))
def test_a_name_is_safe_whatever_the_title(title):
    name = safe_name(title)

    assert name
    assert name == safe_name(title)
    assert not set(name) & set('/\\:*?"<>|.~%#')
    assert not any(unicodedata.category(char)[0] in "CZ" for char in name)
    assert len(f"{name}_2000-01-01_2000-01-01_redline_docx.docx".encode()) <= 255


@given(st.lists(st.sampled_from(["甲法", "甲法(2018)", "甲法-2", "a", "A"]), max_size=12))
def test_every_name_is_given_once(titles):
    stems = Stems()

    given_names = [stems.give(title).casefold() for title in titles]

    assert len(set(given_names)) == len(titles)


def test_folder_is_made_when_something_is_written(tmp_path):
    folder = open_folder(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()

    folder.write("x.txt", b"1")

    assert (tmp_path / "a" / "b" / "x.txt").read_bytes() == b"1"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "a").write_text("", encoding="utf-8")

    with pytest.raises(UnwritableFileError):
        open_folder(tmp_path / "a")


def test_the_same_bytes_may_stand_there_already(tmp_path):
    (tmp_path / "x.txt").write_bytes(b"1")

    open_folder(tmp_path).write("x.txt", b"1")

    with pytest.raises(NotOursError):
        open_folder(tmp_path).write("x.txt", b"2")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", '{"type": "report-index"}', "[" * 100_000, '{"type": "comparison"}', "\xff"],
)
def test_what_is_no_index_of_ours_is_refused(tmp_path, text):
    (tmp_path / "index.json").write_text(text, encoding="utf-8")

    with pytest.raises(NotOursError):
        open_folder(tmp_path)


def test_a_hostile_index_names_no_file_elsewhere(tmp_path):
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    page = {"file": "../victim", "sha256": "0" * 64}
    (out / "index.json").write_text(
        json.dumps({"type": "report-index", "page": page, "works": []}), encoding="utf-8"
    )

    assert open_folder(out).left_over() == ("index.json",)


def test_an_error_that_nobody_foresaw_is_called_a_bug():
    assert message_of(UnwritableFileError(Path("a"), "is full")) == "a: is full"
    assert message_of(KeyError("x")) == "a bug in policydiff (KeyError: 'x')"
