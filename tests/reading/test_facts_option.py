"""`--facts`, as a person uses it: which typed facts reports show beside the rows."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

OLD = """示例省雨伞借用条例

（2019年3月1日示例省第十届人民代表大会常务委员会第五次会议通过）

第一条　逾期不还雨伞的，由区城建行政部门处五十元罚款。

第二条　使用人应当交还雨具，并在三日内登记。
"""
"""Invented: there is no such province and no such regulation."""

NEW = (
    OLD.replace("2019年3月1日", "2023年6月2日")
    .replace("城建行政", "城市管理")
    .replace("五十元", "八十元")
    .replace("交还雨具", "交还雨伞")
)

TELLING = ["主管机关"]
"""What Chinese reports call the types that are shown by default, as far as nothing else in these
reports is called so …
"""
OTHERS = ["用语"]
"""… and those that are not."""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "texts"
    folder.mkdir()
    paths = folder / "甲.txt", folder / "乙.txt"
    for path, text in zip(paths, (OLD, NEW), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def text_of(data: bytes, form: str) -> str:
    if form != "docx":
        return data.decode()
    return "\n".join(
        cell.text
        for table in docx.Document(io.BytesIO(data)).tables
        for row in table.rows
        for cell in row.cells
    )


def told(text: str, facts: list[str]) -> list[str]:
    return [fact for fact in facts if fact in text]


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "docx"])
def test_diff_shows_the_telling_facts_and_all_where_asked(form, run, pair, tmp_path):
    def diff(*options: str) -> str:
        out = tmp_path / f"{'-'.join(options) or 'plain'}.out"
        assert run("--lang", "zh", "diff", *pair, "--format", form, "-o", out, *options).code == 0
        return text_of(out.read_bytes(), form)

    plain, telling, everything = diff(), diff("--facts", "telling"), diff("--facts", "all")

    assert plain == telling
    assert told(telling, TELLING + OTHERS) == TELLING
    assert told(everything, TELLING + OTHERS) == TELLING + OTHERS


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_report_shows_the_telling_facts_and_all_where_asked(form, run, pair, tmp_path):
    def report(choice: str) -> str:
        out = tmp_path / choice
        assert (
            run(
                "--lang",
                "zh",
                "report",
                pair[0].parent,
                "-o",
                out,
                "--format",
                form,
                "--facts",
                choice,
            ).code
            == 0
        )
        (path,) = (one for one in out.iterdir() if not one.name.startswith("index."))
        return text_of(path.read_bytes(), form)

    assert told(report("telling"), TELLING + OTHERS) == TELLING
    assert told(report("all"), TELLING + OTHERS) == TELLING + OTHERS


@pytest.mark.parametrize("command", ["diff", "report"])
def test_json_has_all_facts_whatever_is_asked(command, run, pair, tmp_path):
    texts = pair if command == "diff" else (pair[0].parent,)
    found = []
    for choice in ("telling", "all"):
        out = tmp_path / choice if command == "report" else tmp_path / f"{choice}.json"
        assert run(command, *texts, "--format", "json", "-o", out, "--facts", choice).code == 0
        path = (
            out
            if out.is_file()
            else next(
                one for one in out.iterdir() if one.name != "index.json" and one.suffix == ".json"
            )
        )
        found.append(path.read_bytes())

    assert found[0] == found[1]
    assert '"term"' in found[0].decode()


def test_equal_texts_have_no_facts_in_either(run, pair):
    for choice in ("telling", "all"):
        done = run("--lang", "zh", "diff", pair[0], pair[0], "--facts", choice)
        assert done.code == 0
        assert told(done.out, TELLING + OTHERS) == []


def test_another_word_is_refused(run, pair):
    assert run("diff", *pair, "--facts", "some").code == 2
