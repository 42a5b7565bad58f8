"""Where reports go: every command that writes a file does it in the same way."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from policydiff.cli.table import table

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


@pytest.mark.parametrize("name", REPORTS)
def test_a_written_file_is_told_and_holds_what_stdout_would(run, two, texts, tmp_path, name):
    page = tmp_path / "report.html"
    done = run(*words(name, texts), "-o", page)
    shown = run(*words(name, texts), "--format", "html")

    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1] == f"{page} written"
    assert shown.out.startswith("<!doctype html>")
    assert page.read_text(encoding="utf-8") == shown.out


@pytest.mark.parametrize("name", READS_FILES)
def test_quiet_says_nothing(run, two, texts, tmp_path, name):
    done = run(*words(name, texts), "-o", tmp_path / "report.html", "-q")

    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize("name", READS_FILES)
def test_a_text_that_is_read_is_never_written_over(run, two, texts, name):
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


ENDINGS = {
    "diff": (".txt", ".html", ".md", ".json", ".csv", ".docx", ".xlsx", ".pdf"),
    "relate": (".txt", ".html", ".md", ".json", ".csv", ".xlsx"),
    "history": (".txt", ".html", ".json"),
    "blame": (".txt", ".html", ".json"),
    "export": (".txt", ".html", ".md", ".docx"),
    "draft-amendment": (".txt", ".html", ".md", ".docx"),
}


def asked(name, texts):
    return (
        ["draft-amendment", texts / "old.txt", texts / "new.txt"]
        if name == "draft-amendment"
        else words(name, texts)
    )


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("ending", [".doc", ".xls", ".wps", ".docm", ".DOC", ""])
@pytest.mark.parametrize("name", ENDINGS)
def test_an_ending_that_no_format_has_is_refused(run, texts, tmp_path, name, ending):
    """A name promises what is in the file: the picture of the terminal is no Word file."""
    done = run(*asked(name, texts), "-o", tmp_path / f"report{ending}")

    assert done.code == 2
    assert not (tmp_path / f"report{ending}").exists()
    assert all(other in done.err for other in ENDINGS[name])


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
@pytest.mark.parametrize("name", ["history", "blame"])
def test_a_format_that_a_command_does_not_write_is_refused(run, texts, tmp_path, name, ending):
    done = run(*words(name, texts), "-o", tmp_path / f"report{ending}")

    assert done.code == 2
    assert not (tmp_path / f"report{ending}").exists()


@pytest.mark.parametrize("name", ["diff", "relate", "history", "blame"])
def test_a_plain_text_is_the_picture_of_the_terminal_without_colour(
    run, two, texts, tmp_path, name
):
    done = run(*words(name, texts), "-o", tmp_path / "report.txt")

    assert done.code == 0
    assert "\x1b" not in (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["diff", "relate", "history", "blame"])
def test_what_is_asked_for_goes_into_any_name(run, two, texts, tmp_path, name):
    done = run(*words(name, texts), "--format", "json", "-o", tmp_path / "report.dat")

    assert done.code == 0
    assert (tmp_path / "report.dat").read_bytes().startswith(b"{")


HEAD = ("Version", "In force", "Decision", "Sources", "Name")
ROW = (
    "2018年修正",
    "2019-01-01 修改决定",
    "示例省人民代表大会常务委员会关于修改《示例省图书借阅条例》的决定",
    "old.txt",
    "示例省图书借阅条例@2018-10-26",
)


@pytest.mark.parametrize(
    ("columns", "shown"),
    [("200", HEAD), ("80", HEAD), ("60", HEAD[:4]), ("50", HEAD[:3]), ("30", HEAD[:3])],
    ids=[
        "all",
        "all, folded",
        "without the name",
        "without the sources",
        "what cannot go is folded",
    ],
)
def test_a_narrow_terminal_lacks_columns_in_their_order(monkeypatch, capsys, columns, shown):
    monkeypatch.setattr("policydiff.cli.table.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", columns)
    table(HEAD, [ROW], (4, 3))
    lines = capsys.readouterr().out.splitlines()
    whole = "".join("".join(line.split()) for line in lines[1:])

    assert columns == "30" or [name for name in HEAD if name in lines[0]] == list(shown)
    assert all(cell_len(line) <= int(columns) for line in lines)
    assert set("".join(ROW[: len(shown)])) - {" "} <= set(whole)


def test_a_pipe_has_all_columns_under_their_names(monkeypatch, capsys):
    table(HEAD, [ROW], (4, 3))

    assert capsys.readouterr().out.splitlines() == ["\t".join(HEAD), "\t".join(ROW)]


def test_a_list_without_entries_has_no_head(capsys):
    table(HEAD, [], (4, 3))

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("name", ["diff", "relate", "history", "blame"])
def test_quiet_keeps_silent_of_the_file_too(run, texts, tmp_path, name):
    loud = run(*words(name, texts), "-o", tmp_path / "loud.html")
    quiet = run(*words(name, texts), "-o", tmp_path / "quiet.html", "-q")

    assert "loud.html written" in loud.err
    assert quiet.err == ""
    assert (tmp_path / "quiet.html").read_bytes() == (tmp_path / "loud.html").read_bytes()
