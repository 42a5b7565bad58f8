"""policydiff git-setup with a real git: what it writes, what git shows then, what is left after."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import weasyprint
from running_cli import NEW, OLD, one_line_on

from policydiff.comparing.actions.git_setup import BEGIN, END, git_settings

ROOT = Path(__file__).resolve().parents[3]
ENDINGS = ("docx", "html", "pdf", "xml")
NOBODY = {
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.cn",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.cn",
    "PYTHONPATH": str(ROOT),
    "POLICYDIFF_LANG": "en",
}


def git(*words: str, **variables: str) -> str:
    """What git prints in the current folder."""
    done = subprocess.run(
        ["git", *words],
        env={**os.environ, **NOBODY, **variables},
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """An empty repository of a person, in a folder with a space and Chinese; the current folder."""
    folder = tmp_path / "我的 文件"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    git("init", "-q")
    return folder


def write_texts(run, text: str) -> None:
    """Write a text in all formats, and commit it."""
    Path("law.txt").write_text(text, encoding="utf-8")
    for form, name in (("docx", "law.docx"), ("html", "law.html"), ("akn", "law.xml")):
        assert run("export", "law.txt", "--format", form, "-o", name, "-q").code == 0
    page = "".join(f"<p>{line}</p>" for line in text.splitlines())
    weasyprint.HTML(string=page).write_pdf("law.pdf")
    git("add", "-A")
    git("commit", "-q", "-m", "text")


@pytest.fixture
def compared(repository, run):
    """The repository with two versions of a text in each format, and git set up."""
    assert run("git-setup").code == 0
    write_texts(run, OLD)
    write_texts(run, NEW)
    return repository


def test_git_shows_the_articles_of_each_format(compared):
    lines = git("diff", "HEAD~1", "HEAD").splitlines()

    assert not [line for line in lines if line.startswith("Binary")]
    for mark, text in ("-", "可以"), ("+", "应当"):
        changed = f"{mark}第二条　公共图书馆{text}向读者出借图书。"
        assert sum(line.startswith(changed) for line in lines) == 1 + len(ENDINGS)
    assert "第二条　公共图书馆应当向读者出借图书。" in git("show", "--textconv", "HEAD:law.docx")
    assert "+第二条　公共图书馆应当向读者出借图书。" in git("log", "-p", "-1", "--", "law.pdf")


def test_a_hunk_is_headed_by_the_part_in_which_it_stands(compared):
    heads = [
        line
        for line in git("diff", "-U0", "HEAD~1", "HEAD", "--", "law.docx").splitlines()
        if line.startswith("@@")
    ]

    assert [head.split("@@")[2].strip() for head in heads] == ["", "第一条", "第二章"]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("第十二条之一　条文。", "第十二条之一"),
        ("第十二条规定的期限不变。", "前"),
        ("3.2.1　条款。", "3.2.1"),
        ("3.5万元以上。", "前"),
        ("一、总体要求", "一、"),
        ("附件1：目录", "附件1"),
        ("附件", "附件"),
        ("第三方的义务　甲", "前"),
        ("\u3000\u3000第四条\u3000条文。", "第四条"),
    ],
)
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_heads_are_numbers_of_parts_in_every_locale(repository, run, line, head, locale):
    run("git-setup")
    text = Path("a.txt")
    body = f"# 前\n{line}\n1\n2\n3\n4\n"
    text.write_text(body, encoding="utf-8")
    git("add", "-A")
    text.write_text(body.replace("4", "5"), encoding="utf-8")

    (shown,) = [
        one for one in git("diff", "-U1", LC_ALL=locale).splitlines() if one.startswith("@@")
    ]

    assert shown.split("@@")[2].strip().removeprefix("# ") == head


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_words_are_numbers_and_signs_in_every_locale(repository, run, locale):
    run("git-setup")
    text = Path("a.txt")
    text.write_text(
        "可以借五万册，自2019年3月1日起，依第三条，ABC-12、3.5%，阅。\n", encoding="utf-8"
    )
    git("add", "-A")
    text.write_text(
        "应当借二十五万册，自2023年4月1日起，依第四条，ABC-13、3.6%，閲；\n", encoding="utf-8"
    )

    shown = git("diff", "--word-diff", LC_ALL=locale).splitlines()[-1]

    assert shown == (
        "[-可以-]{+应当+}借[-五万-]{+二十五万+}册，自[-2019年3月1日-]{+2023年4月1日+}起，依[-第三条-]{+第四条+}，"
        "[-ABC-12-]{+ABC-13+}、[-3.5%-]{+3.6%+}，[-阅。-]{+閲；+}"
    )


def test_word_diff_of_a_word_file(compared):
    shown = git("diff", "--word-diff", "HEAD~1", "HEAD", "--", "law.docx")

    assert "第二条　公共图书馆[-可以-]{+应当+}向读者出借图书。" in shown


def test_difftool_prints_the_comparison(compared):
    shown = git("difftool", "-y", "-t", "policydiff", "HEAD~1", "HEAD", "--", "law.docx")

    assert "第二条" in shown
    assert "reworded" in shown


def test_xml_of_others_is_compared_as_it_is(repository, run):
    run("git-setup")
    Path("a.xml").write_text("<a>\n<b>1</b>\n</a>\n", encoding="utf-8")
    git("add", "-A")
    Path("a.xml").write_text("<a>\n<b>2</b>\n</a>\n", encoding="utf-8")

    assert git("diff").splitlines()[-3:] == ["-<b>1</b>", "+<b>2</b>", " </a>"]


def test_a_file_that_is_not_read_stops_no_diff_and_hides_no_change(repository, run):
    run("git-setup")
    Path("a.docx").write_bytes(b"PK\x03\x04 broken")
    git("add", "-A")
    Path("a.docx").write_bytes(b"PK\x03\x04 broken otherwise")

    before, after = git("diff").splitlines()[-2:]

    assert before.startswith("-[policydiff: not read] ")
    assert after.startswith("+[policydiff: not read] ")
    assert before[1:] != after[1:]


def test_no_program_of_the_repository_runs(repository, run):
    Path("policydiff").mkdir()
    for name in ("__init__", "__main__"):
        Path(f"policydiff/{name}.py").write_text("open('ran', 'w')", encoding="utf-8")
    run("git-setup")
    Path("a.html").write_text(OLD.replace("\n", "<br>"), encoding="utf-8")
    git("add", "-A")
    shown = git("diff", "--cached", "--", "a.html")

    assert "+第三条" in shown
    assert not Path("ran").exists()


OWN = [b"", b"*.pdf binary\n", b"*.pdf binary", b"# \xb7\xa8\r\n*.md text\r\n"]


@pytest.mark.parametrize("own", OWN)
def test_what_a_person_wrote_stays_and_comes_back(repository, run, own):
    attributes, config = Path(".gitattributes"), Path(".git/config")
    git("config", "diff.word.textconv", "other")
    if own:
        attributes.write_bytes(own)
    before = config.read_bytes()

    assert run("git-setup").code == 0
    written = attributes.read_bytes()
    assert written.startswith(own)
    assert run("git-setup").code == 0
    assert attributes.read_bytes() == written
    assert run("git-setup", "--check").code == 0
    assert run("git-setup", "--remove").code == 0

    assert attributes.exists() == bool(own)
    assert not own or attributes.read_bytes().rstrip(b"\n") == own.rstrip(b"\n")
    assert config.read_bytes() == before
    assert run("git-setup", "--remove").code == 0


def test_lines_behind_the_block_stay_behind_it(repository, run):
    run("git-setup")
    with Path(".gitattributes").open("a", encoding="utf-8") as stream:
        stream.write("site/*.html !diff\n")
    outcome = run("git-setup")

    assert outcome.code == 0
    lines = Path(".gitattributes").read_text(encoding="utf-8").splitlines()
    assert lines[0] == BEGIN
    assert lines[-2:] == [END, "site/*.html !diff"]
    assert "site/a.html: diff: unspecified" in git("check-attr", "diff", "site/a.html")


def test_what_ours_wins_over_is_told_once(repository, run):
    Path(".gitattributes").write_text("*.pdf binary\n*.docx diff=word\n", encoding="utf-8")

    told = run("git-setup").err

    assert "*.pdf diff=unset" in told
    assert "*.docx diff=word" in told
    assert run("git-setup").err == ""


def test_check_writes_nothing(repository, run):
    outcome = run("git-setup", "--check")

    assert outcome.code == 6
    assert "- *.docx diff=policydiff" in outcome.out
    assert not Path(".gitattributes").exists()
    assert "policydiff" not in git("config", "--list")


def test_global_settings_have_a_file_of_their_own(repository, run, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    assert run("git-setup", "--global").code == 0
    assert (tmp_path / "home" / "git" / "attributes").is_file()
    monkeypatch.chdir(repository)
    assert "a.docx: diff: policydiff" in git("check-attr", "diff", "a.docx")
    assert run("git-setup", "--global", "--check").code == 0
    assert run("git-setup", "--global", "--remove").code == 0
    assert not (tmp_path / "home" / "git" / "attributes").exists()
    assert (tmp_path / "gitconfig").read_text(encoding="utf-8").strip() == ""


def test_outside_of_a_repository_it_refuses(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    outcome = run("git-setup")

    assert outcome.code == 2
    assert one_line_on(outcome.err)
    assert list(tmp_path.iterdir()) == []


def test_a_bare_repository_is_refused(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "--bare")

    assert run("git-setup").code == 2


@pytest.mark.parametrize("own", [f"{BEGIN}\n", f"{END}\n", f"{BEGIN}\n{END}\n{BEGIN}\n"])
def test_a_block_without_its_end_is_left_alone(repository, run, own):
    Path(".gitattributes").write_text(own, encoding="utf-8")

    assert run("git-setup").code == 3
    assert Path(".gitattributes").read_text(encoding="utf-8") == own
    assert "policydiff" not in git("config", "--list")


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_no_link_is_followed(repository, run, tmp_path):
    target = tmp_path / "attributes"
    target.write_text("*.a b\n", encoding="utf-8")
    Path(".gitattributes").symlink_to(target)

    assert run("git-setup").code == 3
    assert target.read_text(encoding="utf-8") == "*.a b\n"


def test_check_and_remove_exclude_each_other(repository, run):
    assert run("git-setup", "--check", "--remove").code == 2


def test_the_program_is_quoted(repository, run, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/opt/我的 程序/it's/python")

    assert shlex.split(git_settings()["diff.policydiff.textconv"]) == [
        "/opt/我的 程序/it's/python",
        *("-P", "-m", "policydiff", "git-text"),
    ]
    assert run("git-setup").code == 0
    assert run("git-setup", "--check").code == 0
