"""policydiff git-text: the text of a file, and of every other file a line; never an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from running_cli import OLD


def test_the_text_of_a_file_is_that_of_show(texts, run):
    assert run("git-text", texts / "old.txt").out == run("show", texts / "old.txt", "-q").out


def test_a_name_that_git_makes_up_is_no_title(tmp_path, run):
    for name in ("a1b2c3_law.txt", "d4e5f6_law.txt"):
        (tmp_path / name).write_text(
            "第一条　为了示例，制定本办法。\n第二条　示例。\n", encoding="utf-8"
        )

    shown = [run("git-text", path).out for path in sorted(tmp_path.iterdir())]

    assert shown[0] == shown[1]
    assert shown[0].startswith("第一条")


def test_what_the_reading_left_out_stands_below(tmp_path, run):
    path = tmp_path / "law.html"
    lines = "".join(f"<p>{line}</p>" for line in OLD.splitlines())
    path.write_text(f"<html><body><nav>首页 导航</nav>{lines}</body></html>", encoding="utf-8")

    outcome = run("--lang", "en", "git-text", path)

    assert outcome.code == 0
    assert "[left out (navigation)] 首页 导航" in outcome.out.splitlines()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.docx", b""),
        ("broken.docx", b"PK\x03\x04"),
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("picture.doc", b"\x89PNG\r\n"),
        ("broken.xml", b'<akomaNtoso xmlns="x">'),
        ("control.html", b"\x00\x01\x02"),
    ],
)
def test_every_file_gives_a_line(tmp_path, run, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    outcome = run("--lang", "en", "git-text", path)

    assert outcome.code == 0
    assert outcome.out.startswith("[policydiff: not read] ")
    assert outcome.out.count("\n") == 1
    assert str(tmp_path) not in outcome.out


def test_a_file_that_is_not_there_gives_a_line(run):
    outcome = run("--lang", "en", "git-text", Path("nowhere.docx"))

    assert outcome.code == 0
    assert "no such file" in outcome.out


def test_a_file_that_is_too_large_gives_a_line_of_its_bytes(tmp_path, run, monkeypatch):
    from policydiff.comparing.actions import git_setup

    monkeypatch.setattr(git_setup, "read_file", lambda path: _read(path, 10))
    shown = []
    for number in range(2):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"%PDF-" + b"a" * 20 + bytes([number]))
        shown.append(run("--lang", "en", "git-text", path).out)

    assert all("is larger than" in one for one in shown)
    assert shown[0] != shown[1]


def _read(path: Path, limit: int) -> bytes:
    from policydiff.reading.load import read_file

    return read_file(path, limit)
