"""How a command ends: exit codes, one line on stderr, nothing that moves the cursor."""

from __future__ import annotations

import errno
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from running_cli import command_line, many, one_line_on, spawn, start

from policydiff.cli import main
from policydiff.cli.text import lines, one_line, printable
from policydiff.errors import (
    DamagedError,
    IncompleteError,
    InputError,
    LockedError,
    NotFoundError,
    PolicyDiffError,
    UsageError,
)
from policydiff.messages import Message

EVERY_WAY = [
    (UsageError(Message("x")), 2),
    (InputError(Message("x")), 3),
    (NotFoundError(Message("x")), 4),
    (DamagedError(Message("x")), 5),
    (IncompleteError(Message("x")), 6),
    (PolicyDiffError(Message("x")), 70),
    (LockedError(Message("x")), 75),
    (click.UsageError("x"), 2),
    (click.FileError("x"), 3),
    (click.Abort(), 130),
    (KeyboardInterrupt(), 130),
    (PermissionError(errno.EACCES, "Permission denied", "x"), 3),
    (OSError(errno.ENOSPC, "No space left on device"), 74),
    (OSError(errno.EROFS, "Read-only file system", "x"), 74),
    (FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"), 74),
    (FileNotFoundError(errno.ENOENT, "No such file or directory", "x"), 3),
    (MemoryError(), 3),
    (RuntimeError("x"), 70),
    (RecursionError(), 70),
]


def raising(error: BaseException):
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code"), EVERY_WAY, ids=[type(error).__name__ for error, _ in EVERY_WAY]
)
def test_every_error_has_its_code_and_one_line(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.call(raising(error), debug=False) == code
    assert one_line_on(capsys.readouterr().err)


def test_a_bug_says_so_and_debug_shows_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    main.call(raising(RuntimeError("odd")), debug=False)
    plain = capsys.readouterr().err
    main.call(raising(RuntimeError("odd")), debug=True)
    traced = capsys.readouterr().err

    assert (
        "this is a bug in policydiff (RuntimeError: odd); run with --debug for the trace" in plain
    )
    assert "Traceback" not in plain
    assert "Traceback" in traced
    assert "run with --debug" not in traced


def test_click_exit_keeps_its_code() -> None:
    assert main.call(raising(click.exceptions.Exit(1)), debug=False) == 1
    assert main.call(lambda: None, debug=False) == 0


def test_messages_cannot_move_the_cursor() -> None:
    hostile = "a\x1b[2Jb\rc\nd\x07e\u202ef\x9bg\udc80"

    assert one_line(hostile) == "a\\x1b[2Jb c d\\x07e\\u202ef\\x9bg\\udc80"
    assert printable("第一条　可以\t") == "第一条　可以\\t"
    assert lines("a\tb\nc\x1b") == "a\tb\nc\\x1b"
    assert one_line("第一条　可以") == "第一条　可以"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["frobnicate"], 2),
        (["diff", "one"], 4),
        (["diff", "--frobnicate", "a", "b"], 2),
        (["diff", "a", "b", "--format", "odt"], 2),
        (["show", "no-such-file.txt"], 4),
        (["diff", "no-such-file.txt", "other.txt"], 4),
        (["add", "no-such-file.txt"], 4),
        (["list"], 4),
        (["log", "某法"], 4),
        (["fsck"], 4),
        (["import", "nowhere"], 4),
        (["validate", "."], 3),
        (["show", "./"], 3),
        (["show", "某法@tomorrow"], 4),
        (["show", "x\x00y"], 4),
        (["show", "长" * 5000], 4),
        (["demo", "--lang", "fr"], 2),
    ],
    ids=lambda value: " ".join(value)[:30] or "nothing" if isinstance(value, list) else str(value),
)
def test_wrong_words_end_in_one_line(
    tmp_path: Path, run, monkeypatch, words: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*words)

    assert result.code == code
    assert code == 0 or one_line_on(result.err)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "old.txt", "--kind", "opnion"], 2),
        (["add", "old.txt", "--promulgated", "2017-02-30"], 2),
        (["add", "old.txt", "--promulgated", "17-1-15"], 2),
        (["add", "old.txt", "--dialect", "xx"], 2),
        (["add", "old.txt", "--slug", "../up"], 2),
        (["show", "示例省图书借阅条例@2018-01-01"], 4),
        (["show", "示例省图书借阅条例@@2001-01-01"], 4),
        (["show", "示例省图书借阅条例@2019-03-01#第九十九条"], 4),
        (["show", "示例省图书借阅条例@soon"], 2),
        (["diff", "示例省图书借阅条例#第一条", "示例省图书借阅条例"], 2),
        (["log", "没有这部法"], 4),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else str(value),
)
def test_wrong_words_in_a_repository_end_in_one_line(
    laws: Path, texts: Path, run, words: list[str], code: int
) -> None:
    if words[1].endswith(".txt"):
        words = [words[0], str(texts / words[1]), *words[2:]]

    result = run(*words)

    assert result.code == code
    assert one_line_on(result.err)


def test_a_file_wins_over_a_work_of_the_same_name(laws: Path, texts: Path, run) -> None:
    """A file called like the stored work is read as a file; its URI names the work all the same."""
    (laws / "示例省图书借阅条例").write_bytes((texts / "new.txt").read_bytes())
    uri = run("list", "--format", "json").out.split('"uri": "')[1].split('"')[0]

    assert run("show", "示例省图书借阅条例#第二条第一款").out == "公共图书馆应当向读者出借图书。\n"
    assert run("show", f"{uri}#第二条第一款").out == "公共图书馆可以向读者出借图书。\n"


def test_fsck_finds_a_planted_fault(laws: Path, run) -> None:
    """A version of which two bytes were changed behind the program's back."""
    xml = next((laws / "works").rglob("*.xml"))
    xml.write_bytes(xml.read_bytes().replace(b'eId="art_2"', b'eId="art_1"'))
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *identity, "commit", "-qam", "break it"], cwd=laws, check=True)

    result = run("fsck")

    assert result.code == 5
    assert xml.name in result.out


def test_a_locked_repository_says_try_again(
    laws: Path, texts: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from policydiff.reading.load import load
    from policydiff.store.git.writer import _locked
    from policydiff.store.repository import Repository

    store = Repository.open(laws, lock_timeout=0.1)
    document = load(texts / "new.txt")

    with _locked(store._git, 1.0):
        code = main.call(lambda: store.add(document, b"x", "new.txt"), debug=False)  # type: ignore[arg-type]

    assert code == 75
    assert one_line_on(capsysbinary.readouterr().err.decode())


def test_the_output_never_overwrites_a_source(texts: Path, run) -> None:
    before = (texts / "old.txt").read_bytes()
    (texts / "alias.txt").symlink_to(texts / "old.txt")

    assert run("diff", texts / "old.txt", texts / "new.txt", "-o", texts / "old.txt").code == 2
    assert run("diff", texts / "old.txt", texts / "new.txt", "-o", texts / "alias.txt").code == 2
    assert (texts / "old.txt").read_bytes() == before


def test_the_output_is_written_whole_or_not_at_all(texts: Path, run) -> None:
    """No folder, no permission: one line, and the old report stays; a new one takes the place of
    the old with its rights.
    """
    report = texts / "report.html"
    report.write_text("old report", encoding="utf-8")
    report.chmod(0o640)
    words = ("diff", texts / "old.txt", texts / "new.txt", "-o")

    assert run(*words, texts / "missing" / "report.html").code == 3
    assert run(*words, texts).code == 3
    assert run(*words, report).code == 0
    assert report.stat().st_mode & 0o777 == 0o640
    assert b"<html" in report.read_bytes()
    assert sorted(path.name for path in texts.iterdir()) == ["new.txt", "old.txt", "report.html"]


def test_the_output_may_be_a_pipe(texts: Path) -> None:
    result = spawn(
        "diff", "old.txt", "new.txt", "-q", "--format", "json", "-o", "/dev/stdout", cwd=texts
    )

    assert result.code == 0
    assert result.out.startswith("{")


def test_a_closed_pipe_ends_quietly(texts: Path) -> None:
    (texts / "long.txt").write_text(
        "示例条例\n" + "第一条　" + "内容。\n" * 12_000, encoding="utf-8"
    )
    process = start("show", "long.txt", "-q", cwd=texts)
    assert process.stdout is not None
    assert process.stderr is not None

    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=300) == 0
    assert said == ""


UNREAD = """
import os, sys
from policydiff.cli import main
reader, writer = os.pipe()
os.dup2(writer, 1)
os.close(reader)

def command():
    print("what nobody reads")
    raise {error}

sys.exit(main.call(command, debug=False))
"""


@pytest.mark.parametrize(
    ("error", "code"),
    [("SystemExit(143)", 143), ("KeyboardInterrupt", 130), ("MemoryError", 3)],
)
def test_a_closed_pipe_does_not_hide_how_a_command_ended(error: str, code: int) -> None:
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", UNREAD.format(error=error)],
        capture_output=True,
        check=False,
        env=buffered,
    )

    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("end", "code"),
    [(">&-", 0), ("2>&-", 0), (">/dev/full", 74)],
    ids=["no stdout", "no stderr", "full"],
)
def test_streams_that_take_nothing(laws: Path, end: str, code: int) -> None:
    """Closed streams swallow what is said; a full disk is told in one line."""
    done = subprocess.run(
        ["sh", "-c", f'"$@" {end}', "sh", *command_line("list")],
        cwd=laws,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == code
    assert code == 0 or one_line_on(done.stderr)


def test_an_interrupt_ends_with_130_and_one_line(laws: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle of an import; what was stored is whole, and the next run goes on."""
    folder = many(tmp_path / "many", 300)
    process = start("import", folder, cwd=laws)
    until = time.monotonic() + 300
    while (
        not list(laws.glob(".git/objects/pack/tmp_pack_*"))
        and process.poll() is None
        and time.monotonic() < until
    ):
        time.sleep(0.01)

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=300)

    assert process.returncode in {130, 0}
    assert process.returncode == 0 or err == "policydiff: interrupted\n"
    assert spawn("fsck", cwd=laws).code == 0
    assert spawn("import", folder, cwd=laws).code == 0
    assert len(spawn("list", cwd=laws).out.splitlines()[1:]) == 301


def in_terminal(words: list[str], cwd: Path, env: dict[str, str]) -> str:
    """What a command writes to a terminal of 120 columns."""
    ours, theirs = pty.openpty()
    try:
        subprocess.run(
            command_line(*words),
            cwd=cwd,
            env=os.environ | {"COLUMNS": "120", "TERM": "xterm", "POLICYDIFF_LANG": "en"} | env,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            timeout=600,
            check=True,
        )
        os.close(theirs)
        pieces = []
        while piece := read(ours):
            pieces.append(piece)
    finally:
        os.close(ours)
    return b"".join(pieces).decode()


def read(descriptor: int) -> bytes:
    """The next bytes of a terminal, none where its other end is closed."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def test_colour_on_a_terminal_unless_no_color(texts: Path) -> None:
    words = ["diff", "old.txt", "new.txt", "--only-changed"]

    assert "\x1b[" in in_terminal(words, texts, {})
    assert "\x1b[" not in in_terminal(words, texts, {"NO_COLOR": "1"})


def test_tables_have_a_head_on_a_terminal(laws: Path) -> None:
    assert "Title" in in_terminal(["list"], laws, {})
    assert "名称" in in_terminal(["list"], laws, {"POLICYDIFF_LANG": "zh"})


def test_a_terminal_that_cannot_show_chinese_gets_question_marks(laws: Path) -> None:
    result = spawn("list", cwd=laws, env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})

    assert result.code == 0
    assert "???" in result.out


def test_a_pipe_without_chinese_gets_utf_8(laws: Path) -> None:
    """As on a Windows whose code page has none."""
    ours = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": ""}

    result = spawn("list", cwd=laws, env=ours)

    assert result.code == 0
    assert "条例" in result.out


def test_help_imports_click_alone(tmp_path: Path) -> None:
    """`policydiff --help` stays quick: no library but click, no module of ours beyond the command
    line and the calls of the system.
    """
    code = "import sys\nfrom policydiff.cli.main import main\nmain(['--help'])\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    modules = set(done.stderr.split())

    assert {name.partition(".")[0] for name in modules} & {
        "lxml",
        "git",
        "rich",
        "rapidfuzz",
        "numpy",
        "lap",
        "rjieba",
        "pypinyin",
    } == set()
    assert {name for name in modules if re.match(r"policydiff\.(?!system)", name)} == {
        "policydiff.cli",
        "policydiff.cli.lazy",
        "policydiff.cli.main",
        "policydiff.cli.settings",
        "policydiff.cli.text",
        "policydiff.cli.translated_help",
        "policydiff.errors",
        "policydiff.locale",
        "policydiff.messages",
    }


def test_completion_of_commands(tmp_path: Path) -> None:
    """What the shell's set-up line asks for."""
    env = {
        "_POLICYDIFF_COMPLETE": "bash_complete",
        "COMP_WORDS": "policydiff un",
        "COMP_CWORD": "1",
    }

    assert spawn(cwd=tmp_path, env=env).out == "plain,undo\n"
