"""A compiled text on the command line: never unmarked, in any form. All texts are invented."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from compiling import BASE, DECISION, MISPRINTED, NAME, TITLE

from policydiff.reading.load import load

MARK = "compiled from the amending decision; not an official text"
CHINESE = "据修改决定整理，非官方文本"
OLD, NEW = f"{NAME}@2016-03-01", f"{NAME}@2020-01-01"
TOLD = f"{NEW} is compiled from the amending decision {TITLE}; it is not an official text\n"


@pytest.fixture
def kept(tmp_path, run, monkeypatch):
    """A repository with a compiled version; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    for name, text in (("base", BASE), ("decision", DECISION), ("misprinted", MISPRINTED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    run("init", tmp_path / "laws")
    monkeypatch.chdir(tmp_path / "laws")
    for name in ("base", "decision"):
        assert run("add", tmp_path / f"{name}.txt", "-q").code == 0
    stored = run("consolidate", NAME, TITLE, "--store", "--reason", "先用")
    assert (stored.code, stored.err) == (0, f"stored as {NEW}; {MARK}\n")
    assert MARK in " ".join(stored.out.split())
    return tmp_path


def test_what_is_stored_already_is_told(run, kept):
    again = run("consolidate", OLD, TITLE, "--store")

    assert (again.code, again.err) == (0, f"stored already: {NEW}; {MARK}\n")
    assert run("consolidate", OLD, TITLE, "--store", "-q").code == 0


def test_options_that_do_not_go_together_are_told(run, kept):
    assert "--dry-run goes with --all" in run("consolidate", OLD, TITLE, "--dry-run").err
    for more in ((TITLE, OLD), (TITLE, "--chain"), (TITLE, "--text")):
        assert "--all" in run("consolidate", "--all", *more).err
    assert "stores nothing" in run("consolidate", "--all", TITLE, "--dry-run", "--reason", "x").err
    assert (
        "is not published yet"
        in run("consolidate", OLD, TITLE, "--store", "--against", kept / "misprinted.txt").err
    )
    assert "--reason goes with --store" in run("consolidate", OLD, TITLE, "--reason", "x").err


def test_what_cannot_be_stored_leaves_the_report_and_no_version(run, kept):
    broken = DECISION.replace("中的“村里”", "中的“城里”").replace("2020年1月1日", "2020年1月3日")
    (kept / "broken.txt").write_text(broken, encoding="utf-8")
    run("add", kept / "broken.txt", "-q")
    done = run("consolidate", OLD, f"{TITLE}@2020-01-03", "--store")

    assert done.code == 6
    assert "1 failed" in done.out
    assert done.err.endswith(
        "nothing is stored: not all that the decision says could be carried out, so that the text is not what it yields\n"
    )
    assert run("show", f"{NAME}@2020-01-03").code == 4


@pytest.mark.parametrize(
    "name", [NAME, NEW, f"{NAME}@@2021-01-01", f"{NAME}#第一条", f"{NAME}@@2021-01-01#第一条"]
)
def test_show_tells_and_leaves_with_6(run, kept, name):
    shown = run("show", name)

    assert shown.code == 6
    assert TOLD in shown.err
    for form in ("json", "xml"):
        found = run("show", name, "--format", form) if form == "json" or "#" not in name else None
        assert found is None or found.code == 6
        assert (
            found is None
            or ('"origin": "computed"' if form == "json" else 'origin="computed"') in found.out
        )


def test_what_was_published_is_shown_as_ever(run, kept):
    shown = run("show", OLD, "--format", "json")

    assert (shown.code, "computed" in shown.out + shown.err) == (0, False)
    assert run("diff", OLD, OLD).code == 0


def test_lists_and_logs_mark_it(run, kept):
    assert f"\t2020-01-01, {MARK}\t" in run("list").out
    assert f"2020-01-01，{CHINESE}" in run("list", "--lang", "zh").out
    assert run("log", NAME).out.splitlines()[1].startswith(f"{NEW}, {MARK}\t")
    works = json.loads(run("list", "--format", "json").out)["works"]
    assert [version.get("origin") for version in works[1]["versions"]] == [None, "computed"]
    versions = json.loads(run("log", NAME, "--format", "json").out)["versions"]
    assert [version.get("origin") for version in versions] == ["computed", None]
    assert versions[0]["computed"]["decision"] == TITLE
    assert (
        run("log", "--lang", "zh").out.split("\n")[1].endswith(f"据修改决定整理 {NAME} 2020-01-01")
    )


@pytest.mark.parametrize(
    "form",
    [
        "terminal",
        "html",
        "docx",
        "redline_docx",
        "xlsx",
        "pdf",
        "markdown",
        "concordance",
        "csv",
        "json",
    ],
)
def test_every_report_of_a_comparison_marks_it(run, kept, form):
    target = (
        kept
        / f"report.{ {'terminal': 'txt', 'redline_docx': 'docx', 'markdown': 'md', 'concordance': 'txt'}.get(form, form) }"
    )
    done = run("diff", OLD, NAME, "--format", form, "-o", target, "--lang", "zh")

    assert done.code == 6
    assert "整理，非官方文本" in done.err
    assert ("computed" if form == "json" else CHINESE) in _text(target)


def _text(path: Path) -> str:
    """All text of a file, white space left out."""
    if path.suffix in (".docx", ".xlsx"):
        import re

        with zipfile.ZipFile(path) as archive:
            parts = [
                archive.read(name).decode()
                for name in archive.namelist()
                if name.endswith(".xml") and "docProps" not in name
            ]
        text = re.sub("<[^>]*>", "", "".join(parts))
    elif path.suffix == ".pdf":
        text = load(path).full_text()
    else:
        text = path.read_text(encoding="utf-8")
    return "".join(text.split())


@pytest.mark.parametrize("form", ["terminal", "html", "json"])
def test_history_and_blame_mark_it(run, kept, form):
    for command, name in (("history", f"{NAME}#第一条"), ("blame", NAME)):
        done = run(command, name, "--format", form)
        assert done.code == 6
        assert TOLD in done.err
        assert ('"origin": "computed"' if form == "json" else MARK) in " ".join(done.out.split())
    assert run("blame", OLD).code == 0


@pytest.mark.parametrize("form", ["txt", "html", "markdown", "akn"])
def test_an_exported_file_says_so(run, kept, form):
    done = run("export", NAME, "--format", form)

    assert (done.code, done.err) == (6, TOLD)
    assert ('origin="computed"' if form == "akn" else CHINESE) in done.out


def test_reports_of_a_repository_and_the_timeline_mark_it(run, kept):
    assert run("report", NAME, "-o", kept / "out").code == 0
    assert MARK in (kept / "out" / "index.html").read_text(encoding="utf-8")
    assert '"origin": "computed"' in (kept / "out" / "index.json").read_text(encoding="utf-8")
    made = json.loads(run("timeline", "--format", "json").out)
    assert CHINESE in made["commits"][-1]["subject"]
    assert made["commits"][-1]["origin"] == "computed"


def test_the_published_text_is_told_line_by_line(run, kept):
    done = run("add", kept / "misprinted.txt")

    assert done.code == 0
    assert done.out.startswith(f"the published text took the place of the compiled one: {NEW} ")
    assert done.err == (
        "the republished text differs in one place (4 of 5 articles are equal):\n"
        "第四条 (no item orders it)  依照第三条修路的，发给[-补助-]{+补贴+}。\n"
    )
    assert run("show", NAME).code == 0
    assert run("undo").code == 0
    assert run("show", NAME).code == 6
    (kept / "folder").mkdir()
    (kept / "misprinted.txt").rename(kept / "folder" / "x.txt")
    imported = run("import", kept / "folder")
    assert imported.err.endswith(
        f"{NEW}: 第四条 (no item orders it)  依照第三条修路的，发给[-补助-]{{+补贴+}}。\n"
    )
    assert imported.out == "published texts instead of compiled ones: 1, refused: 0\n"
    assert run("fsck").code == 0


def test_all_works_of_a_decision_are_reported_and_stored_once(run, kept):
    done = run("consolidate", "--all", TITLE, "--format", "json")
    found = json.loads(done.out)
    shown = run("consolidate", "--all", TITLE)

    assert done.code == shown.code == 0
    assert (found["type"], found["complete"]) == ("consolidation-works", True)
    (work,) = found["works"]
    assert (work["outcome"], work["base"], work["version"]) == ("stored already", OLD, NEW)
    assert shown.err == f"stored already: {NEW}; {MARK}\n"
    assert "carried out, stored already as a compiled version" in shown.out
    assert "does not declare how many works" in " ".join(shown.out.split())


@pytest.mark.parametrize("form", ["html", "docx", "md", "json"])
def test_the_report_on_all_works_is_written(run, kept, form):
    target = kept / f"works.{form}"
    done = run("consolidate", "--all", kept / "decision.txt", "-o", target, "--lang", "zh")

    assert done.code == 0
    assert NAME in _text(target)
    assert "是文件" in done.err
    assert "共1件" in "".join(done.err.split())


def test_a_day_in_a_filled_gap_is_answered_with_its_mark(run, kept):
    later = DECISION.replace("2020年1月1日", "2023年1月1日").replace("2020年2月", "2023年2月")
    later = later.replace("第十一届", "第十二届").replace("“船由县里修。”", "“车由县里修。”")
    later = later.replace("第一条中的“村里”修改为“镇里”", "第三条中的“乡里”修改为“镇里”")
    (kept / "later.txt").write_text(later, encoding="utf-8")
    assert run("add", kept / "later.txt", "-q").code == 0
    filled = run("consolidate", "--chain", OLD, "--store")

    assert filled.code == 0
    assert filled.err == (f"stored already: {NEW}; {MARK}\nstored as {NAME}@2023-01-01; {MARK}\n")
    assert "stored as a compiled version" in " ".join(filled.out.split())
    for day in ("2021-01-01", "2024-01-01"):
        asked = run("show", f"{NAME}@@{day}")
        assert asked.code == 6
        assert "is not an official text" in asked.err
    assert run("fsck").code == 0
    published = run("add", kept / "misprinted.txt")
    assert f"{NAME}@2023-01-01 was compiled from it" in published.err
    assert run("fsck").code != 0
    assert run("consolidate", "--chain", OLD, "--store").code == 6  # the misprint
    assert run("fsck").code == 0
