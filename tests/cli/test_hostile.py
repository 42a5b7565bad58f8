"""What bad input gets: one clear line, the right exit code, nothing lost, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running_cli import NEW, OLD, many, one_line_on, spawn, start

TITLE = "示例省图书借阅条例"
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE akomaNtoso [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="law"><body><p>&f;</p></body></act></akomaNtoso>"""


def external(target: Path) -> bytes:
    """XML that asks for another file."""
    return f"""<?xml version="1.0"?>
<!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "{target.as_uri()}">]>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="law"><body><p>&x;</p></body></act></akomaNtoso>""".encode()


HOSTILE = {
    "empty.txt": b"",
    "blank.txt": b"\n \n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "binary.bin": bytes(range(256)) * 40,
    "encoding.txt": b"\xff\xff\xff\xff" * 50,
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "paper.pdf": b"%PDF-1.7\n" + bytes(50),
    "page.html": b"<html><head><title></title></head><body><nav><a href='/'>x</a></nav></body></html>",
    "line.txt": "第一条　".encode() + "长".encode() * (50 * 1024 * 1024 // 3),
    "levels.xml": b"<akomaNtoso>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</akomaNtoso>",
    "bomb.xml": BOMB,
    "not-ours.xml": b"<?xml version='1.0'?><a/>",
    "broken.xml": b"<akomaNtoso><act>",
    "nul.txt": "第一条　内容\x00内容".encode(),
}


@pytest.mark.parametrize("verb", ["add", "show", "validate"])
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_text_is_refused(laws: Path, tmp_path: Path, run, name: str, verb: str) -> None:
    """Code 3, at most one line of error a problem, and the repository as it was."""
    (tmp_path / name).write_bytes(HOSTILE[name])
    before = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=laws, capture_output=True, check=True
    ).stdout

    result = run(verb, tmp_path / name)

    assert result.code == 3
    assert one_line_on(result.err) or (verb == "validate" and name in result.err)
    assert "Traceback" not in result.err
    assert (
        subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=laws, capture_output=True, check=True
        ).stdout
        == before
    )
    assert run("fsck").code == 0


def test_an_external_entity_reads_nothing(laws: Path, tmp_path: Path, run) -> None:
    secret = tmp_path / "secret"
    secret.write_text("top secret", encoding="utf-8")
    (tmp_path / "thief.xml").write_bytes(external(secret))

    result = run("show", tmp_path / "thief.xml")

    assert result.code == 3
    assert "top secret" not in result.out + result.err


@pytest.mark.parametrize("shape", ["html", "text"])
def test_a_thousand_levels(laws: Path, tmp_path: Path, run, shape: str) -> None:
    """Nested as no law is: read or refused, never a crash."""
    path = tmp_path / f"deep.{'html' if shape == 'html' else 'txt'}"
    inner = OLD.replace("\n", "<br>") if shape == "html" else ""
    levels = (
        "<div>" * 1000 + inner + "</div>" * 1000
        if shape == "html"
        else "".join(f"{'#' * 6} {'　' * n}（{n}）层\n" for n in range(1000))
    )
    path.write_text(
        f"<html><body>{levels}</body></html>" if shape == "html" else f"示例条例\n{levels}",
        encoding="utf-8",
    )

    assert run("add", path, "--title", "深层条例", "-q").code in {0, 3}
    assert run("fsck").code == 0


@pytest.mark.parametrize(
    "title",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "..\\..\\x",
        "-rf",
        "--help",
        ".git/hooks/post-commit",
        "a\tb",
        "con",
        "x" * 3000,
        "𠮷" * 300,
    ],
    ids=lambda title: title[:24],
)
def test_a_title_never_becomes_a_path(
    laws: Path, tmp_path: Path, texts: Path, run, title: str
) -> None:
    outside = sorted(path.name for path in tmp_path.iterdir())
    hooks = (
        sorted((laws / ".git" / "hooks").glob("*")) if (laws / ".git" / "hooks").is_dir() else []
    )

    result = run("add", texts / "new.txt", f"--title={title}")

    assert result.code in {0, 3}
    assert sorted(path.name for path in tmp_path.iterdir()) == outside
    assert (
        sorted((laws / ".git" / "hooks").glob("*")) if (laws / ".git" / "hooks").is_dir() else []
    ) == hooks
    assert {path.name for path in laws.iterdir()} <= {
        ".git",
        ".gitattributes",
        ".policydiff",
        "works",
        "sources",
        "policydiff.toml",
    }
    assert run("fsck").code == 0


def test_markup_and_escapes_in_a_title_stay_text(
    laws: Path, tmp_path: Path, texts: Path, run
) -> None:
    """As a title of a report, in a list, in a message of error."""
    hostile = "<script>alert(1)</script>\x1b]0;owned\x07\x1b[31m条例"
    left, right = tmp_path / "left.txt", tmp_path / "right.txt"
    left.write_text(OLD.replace(TITLE, hostile), encoding="utf-8")
    right.write_text(NEW.replace(TITLE, hostile), encoding="utf-8")

    page = run("diff", left, right, "--format", "html").out
    outputs = [
        run("diff", left, right, "--format", form) for form in ("terminal", "markdown", "json")
    ]
    outputs += [
        run("add", left),
        run("add", texts / "new.txt", "--title", hostile),
        run("list"),
        run("log"),
        run("show", left),
    ]
    outputs += [run("show", hostile), run(hostile)]

    assert "<script>alert" not in page
    assert "\x1b" not in page
    assert all(
        "\x1b" not in output.out + output.err and "\x07" not in output.out + output.err
        for output in outputs
    )


def test_a_folder_that_is_no_repository(tmp_path: Path, run, monkeypatch) -> None:
    """Neither an empty folder nor somebody else's git repository."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    bare = [
        run(*words)
        for words in (["list"], ["add", "a.txt"], ["show", TITLE], ["import", "."], ["fsck"])
    ]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    other = [
        run(*words)
        for words in (["list"], ["add", "a.txt"], ["show", TITLE], ["import", "."], ["fsck"])
    ]

    assert [result.code for result in bare + other] == [4] * 10
    assert all(one_line_on(result.err) for result in bare + other)


def test_a_hostile_repository_runs_nothing(laws: Path, texts: Path, tmp_path: Path, run) -> None:
    """Hooks, filters, monitors, editors and aliases that a repository brings along are never
    run.
    """
    trap = tmp_path / "trap.sh"
    sprung = tmp_path / "sprung"
    trap.write_text(f'#!/bin/sh\necho "$0" >> {sprung}\ncat\n', encoding="utf-8")
    trap.chmod(0o755)
    hooks = laws / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "pre-commit",
        "post-commit",
        "reference-transaction",
        "post-index-change",
        "post-checkout",
        "pre-auto-gc",
        "update",
    ):
        (hooks / name).unlink(missing_ok=True)
        (hooks / name).symlink_to(trap)
    (laws / ".git" / "info").mkdir(exist_ok=True)
    (laws / ".git" / "info" / "attributes").write_text(
        "* filter=trap diff=trap merge=trap\n", encoding="utf-8"
    )
    keys = (
        "core.fsmonitor",
        "core.hooksPath",
        "core.editor",
        "core.pager",
        "filter.trap.clean",
        "filter.trap.smudge",
        "diff.trap.textconv",
    )
    keys += (
        "diff.external",
        "core.sshCommand",
        "gpg.program",
        "alias.log",
        "credential.helper",
        "filter.trap.process",
        "core.askPass",
    )
    for key in keys:
        value = str(hooks) if key == "core.hooksPath" else str(trap)
        subprocess.run(["git", "config", key, value], cwd=laws, check=True)
    subprocess.run(["git", "config", "commit.gpgsign", "true"], cwd=laws, check=True)
    sprung.unlink(missing_ok=True)

    codes = [
        run("add", texts / "new.txt").code,
        run("list").code,
        run("log", TITLE).code,
        run("show", TITLE).code,
        run("fsck").code,
    ]

    assert codes == [0] * 5
    assert not sprung.exists(), sprung.read_text(encoding="utf-8")


def test_no_identity_and_no_home(texts: Path, tmp_path: Path) -> None:
    env = {
        "HOME": str(tmp_path / "nowhere"),
        "XDG_CONFIG_HOME": str(tmp_path / "nowhere"),
        "EMAIL": "",
        "USER": "",
        "LOGNAME": "",
    }

    assert spawn("init", "fresh", cwd=tmp_path, env=env).code == 0
    assert spawn("-C", "fresh", "add", texts / "old.txt", cwd=tmp_path, env=env).code == 0


def test_inherited_git_variables_lead_nowhere(laws: Path, texts: Path, tmp_path: Path) -> None:
    """As inside a hook of another repository."""
    other = tmp_path / "other"
    subprocess.run(["git", "init", "-q", str(other)], check=True)
    env = {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_OBJECT_DIRECTORY": str(other / ".git" / "objects"),
        "GIT_AUTHOR_DATE": "nonsense",
        "GIT_COMMITTER_DATE": "1960-01-01T00:00:00Z",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
        "GIT_NAMESPACE": "elsewhere",
    }

    added = spawn("add", texts / "new.txt", cwd=laws, env=env)
    logged = spawn("log", cwd=laws, env=env)

    assert added.code == 0
    assert len(logged.out.splitlines()) == 1 + 3
    assert not (other / "index").exists()
    assert not list((other / ".git" / "refs" / "heads").iterdir())
    assert spawn("fsck", cwd=laws, env=env).code == 0


def test_two_adds_at_once_are_both_stored(laws: Path, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 3)
    processes = [start("add", path, cwd=laws) for path in sorted(folder.iterdir())]

    codes = [process.communicate(timeout=600) and process.returncode for process in processes]

    assert codes == [0] * 3
    assert len(spawn("list", cwd=laws).out.splitlines()) == 1 + 4
    assert spawn("fsck", cwd=laws).code == 0


def test_a_folder_that_may_not_be_written(laws: Path, texts: Path, run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    laws.chmod(0o500)
    try:
        result = run("add", texts / "new.txt")
    finally:
        laws.chmod(0o700)

    assert result.code in {0, 74}
    assert "Traceback" not in result.err


LAW = "甲市雨伞条例\n\n第一条　为了管理雨伞，制定本条例。\n\n第二条　逾期不还的，处以{}罚款。\n"
DECISION = "关于修改《甲市雨伞条例》的决定\n\n一、将第一条修改为：“第一条　为了保管雨伞，制定本条例。”\n\n二、{}。\n"
NUMBERS = {
    "digits": "零一二三四五六七八九" * 400 + "角",
    "money": "一万" * 2000 + "角",
    "points": "5." * 2000 + "角",
    "commas": "1,1，" * 1000 + "角",
    "days": "2" * 4000 + "月",
}
PLACES = {
    "steps-in-a-fill": "首句雨伞职权第三条之一" * 200,
    "each-of-a-word": "第三条的“伞”、" * 300 + "等",
    "in-turn": "将第三条相应" + "相应" * 500,
    "parts": "将第二章分为两章：" + "，其中，第三章，包括第三条" * 200,
    "titles": "《" * 2000,
    "late-verb": "根据会议决定" * 400,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_without_end_hangs_no_comparison(tmp_path: Path, name: str) -> None:
    """What looks like an amount, a share or a day for thousands of signs, and is none."""
    (tmp_path / "old.txt").write_text(LAW.format("一百元"), encoding="utf-8")
    (tmp_path / "new.txt").write_text(LAW.format(NUMBERS[name]), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "policydiff", "diff", "old.txt", "new.txt", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0
    assert NUMBERS[name][-20:].encode() in done.stdout


@pytest.mark.parametrize("name", PLACES)
def test_a_sentence_without_end_hangs_no_decision(tmp_path: Path, name: str) -> None:
    """What could be read as places and words in a great many ways is told as not read, or as what
    it orders.
    """
    (tmp_path / "decision.txt").write_text(DECISION.format(PLACES[name]), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "policydiff", "instructions", "decision.txt"],
        cwd=tmp_path,
        capture_output=True,
        timeout=600,
        check=False,
    )

    assert done.returncode in (0, 6)
    assert "第一条".encode() in done.stdout
