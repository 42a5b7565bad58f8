"""Where reports go: every command that writes a file does it in the same way."""

from __future__ import annotations

import pytest

REPORTS = {
    "diff": ("diff", "{old}", "{new}"),
    "relate": ("relate", "{old}", "{new}"),
    "history": ("history", "示例省图书借阅条例#第二条"),
    "blame": ("blame", "示例省图书借阅条例"),
    "export": ("export", "{old}"),
}
READS_FILES = ("diff", "relate", "export")


def words(name, texts):
    return [word.format(old=texts / "old.txt", new=texts / "new.txt") for word in REPORTS[name]]


@pytest.fixture
def versions(laws, texts, run):
    """A repository with both versions of the invented regulation; the current folder."""
    assert run("add", texts / "new.txt", "-q").code == 0
    return laws


@pytest.mark.parametrize("name", REPORTS)
def test_a_written_file_is_told_and_holds_what_stdout_would(run, versions, texts, tmp_path, name):
    page = tmp_path / "report.html"
    done = run(*words(name, texts), "-o", page)
    shown = run(*words(name, texts), "--format", "html")

    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1] == f"{page} written"
    assert shown.out.startswith("<!doctype html>")
    assert page.read_text(encoding="utf-8") == shown.out


@pytest.mark.parametrize("name", READS_FILES)
def test_quiet_says_nothing(run, versions, texts, tmp_path, name):
    done = run(*words(name, texts), "-o", tmp_path / "report.html", "-q")

    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize("name", READS_FILES)
def test_a_text_that_is_read_is_never_written_over(run, versions, texts, name):
    before = (texts / "old.txt").read_bytes()
    done = run(*words(name, texts), "--format", "html", "-o", texts / "old.txt", "-q")

    assert done.code == 2
    assert "this is one of the texts" in done.err
    assert (texts / "old.txt").read_bytes() == before


@pytest.mark.parametrize(("name", "form"), [("diff", "docx"), ("diff", "xlsx"), ("relate", "xlsx")])
def test_a_terminal_is_not_given_what_it_cannot_show(run, texts, monkeypatch, name, form):
    monkeypatch.setattr("policydiff.cli.output.is_terminal", lambda: True)
    done = run(*words(name, texts), "--format", form)

    assert (done.code, done.out) == (2, "")
    assert f"a terminal cannot show {form}" in done.err
