"""Works asked for as lawyers say their names, from the file to the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

TITLE = "最高人民法院关于适用《中华人民共和国伞具法》若干问题的规定（五）"
INTERPRETATION = f"""{TITLE}

（2019年4月22日最高人民法院审判委员会第1766次会议通过，自2019年4月29日起施行）

第一条　借用人以雨伞已经晾干为由主张免除租金的，人民法院不予支持。

第二条　本规定自2019年4月29日起施行。
"""
"""Invented: there is no such law and no such interpretation."""


@pytest.fixture
def shelf(laws: Path, run, tmp_path: Path) -> Path:
    path = tmp_path / "五.txt"
    for number in "四五":
        path.write_text(INTERPRETATION.replace("（五）", f"（{number}）"), encoding="utf-8")
        assert run("add", path, "-q").code == 0
    return laws


@pytest.mark.parametrize(
    "name",
    [
        "伞具法解释（五）",
        "伞具法解释五",
        "伞具法解释(5)",
        "伞具法司法解释五",
        "伞具法司法解释（五）",
        "《伞具法》解释（五）",
        "最高人民法院关于适用伞具法若干问题的规定（五）",
    ],
)
def test_an_interpretation_is_found_by_its_law_and_number(name, shelf, run):
    done = run("show", f"{name}#第一条")

    assert (done.code, "已经晾干" in done.out) == (0, True)
    assert f"is taken for {TITLE}" in done.err
    assert run("log", name).code == 0


def test_another_number_and_another_law_are_refused(shelf, run):
    assert run("show", "伞具法解释（六）").code == 4
    assert run("show", "雨具法解释（五）").code == 4


def test_without_a_number_the_list_is_told(shelf, run):
    done = run("show", "伞具法解释")

    assert done.code == 2
    assert "（四）" in done.err
    assert "（五）" in done.err


@pytest.mark.corpus
def test_laws_of_the_corpus_are_found_by_their_short_names(
    corpus: Path, run, tmp_path, monkeypatch
):
    wanted = {
        "个保法": "个人信息保护法",
        "网安法": "网络安全法",
        "民诉法": "民事诉讼法",
        "反诈法": "反电信网络诈骗法",
        "刑诉法": "刑事诉讼法",
        "公司法解释（四）": "最高人民法院关于适用《公司法》若干问题的规定（四）",
        "民诉法解释": "最高人民法院关于适用《民事诉讼法》的解释",
    }
    folder, laws = tmp_path / "texts", tmp_path / "laws"
    folder.mkdir()
    neighbours = [
        path
        for path in sorted((corpus / "bulk").glob("*.md"))
        if "公司法" in path.name or "诉讼法" in path.name
    ]
    meant = [
        path
        for path in sorted((corpus / "bulk").glob("*.md"))
        if path.name.split("(")[0].split("__")[-1] in wanted.values()
    ]
    for path in {*neighbours, *meant}:
        (folder / path.name).write_bytes(path.read_bytes())
    assert run("init", laws).code == 0
    run("-C", laws, "import", folder, "-q")
    monkeypatch.chdir(laws)

    for name, title in wanted.items():
        done = run("show", f"{name}#第一条")
        assert (
            done.code,
            name,
            f"is taken for {title}" in done.err.replace("中华人民共和国", ""),
        ) == (0, name, True)
