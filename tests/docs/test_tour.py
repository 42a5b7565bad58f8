"""The commands of the READMEs and of all pages: those of the tutorial are run as they stand against
the texts that ship, the others parse; `make test-all` runs all.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest

from policydiff.apps.demo.command import next_steps
from policydiff.apps.demo.steps import demo
from policydiff.cli.main import PROGRAM, cli, main
from policydiff.cli.settings import Settings
from policydiff.works.session import Session

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?ms)^```(?P<language>console|python)\n(?P<code>.*?)^```$")
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("README*.md"), *ROOT.joinpath("docs").rglob("*.md")]
}
TOURS = {name: text for name, text in PAGES.items() if "```console" in text}
WHOLE = "docs/tutorial.md"
"""The tour that every run of the tests walks to its end: the one with most commands."""
IN_ITS_REPOSITORY = {
    "that the [tutorial](../tutorial.md) makes": (WHOLE, "policydiff init laws"),
    "在[教程](../tutorial.md)建立的法规库中执行": ("docs/zh/tutorial.md", "policydiff init 法规库"),
}
"""What a page says whose commands need the repository of a tutorial → which, and how that begins."""


def blocks(text: str, language: str) -> list[str]:
    return [found["code"] for found in BLOCK.finditer(text) if found["language"] == language]


def shown(text: str) -> Iterator[tuple[str, str]]:
    """Each command of the examples, and what stands below it as what it prints; nothing where only
    the command is shown.
    """
    for code in blocks(text, "console"):
        starts = [found.start() for found in re.finditer(r"(?m)^\$ ", code)]
        for start, end in pairwise([*starts, len(code)]):
            command, _, printed = code[start:end].removeprefix("$ ").partition("\n")
            yield command, printed


def commands(text: str) -> list[str]:
    return [command for command, _ in shown(text)]


def calls(line: str) -> Iterator[list[str]]:
    """The words of each call of the program in a line of a shell."""
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split, words.commenters = True, ""
    call: list[str] = []
    for word in [*words, ";"]:
        if set(word) <= set("|&;"):
            if call[:1] == [PROGRAM]:
                yield call[1:]
            call = []
        else:
            call.append(word)


def parse(words: list[str]) -> None:
    """What click does before a command runs: its name, its options and their values. Raises
    `click.UsageError`.
    """
    with cli.make_context(PROGRAM, words, obj=Settings()) as context:
        name, command, rest = cli.resolve_command(context, context._protected_args + context.args)
        assert command is not None
        command.make_context(name, rest, parent=context).close()


Run = Callable[[list[tuple[str, str]]], Path]


@pytest.fixture
def shell(tmp_path, monkeypatch) -> Run:
    """A folder with the texts that ship, in which commands are run as in one shell session; gives
    the folder where it ends.
    """
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    program = tmp_path / "bin"
    program.mkdir()
    script = program / PROGRAM
    script.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m policydiff "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONUTF8", "1")

    def run(steps: list[tuple[str, str]]) -> Path:
        folder = tmp_path
        for line, printed in steps:
            if line.startswith("cd "):
                folder = (folder / line.removeprefix("cd ")).resolve()
                continue
            done = subprocess.run(
                ["sh", "-c", line],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=600,
                check=False,
            )
            assert done.returncode == 0, f"$ {line}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
            assert not printed.strip() or done.stdout.strip() == printed.strip(), f"$ {line}"
        return folder

    return run


@pytest.fixture
def here(shell, monkeypatch, capsysbinary) -> Run:
    """The same with the program in this process, which need not start anew for each command; what a
    shell does is left to one.
    """

    def run(steps: list[tuple[str, str]]) -> Path:
        folder = shell([])
        for line, printed in steps:
            (words,) = (
                calls(line)
                if line.startswith(f"{PROGRAM} ") and not set("|&><*$") & set(line)
                else ([],)
            )
            if not words:
                folder = shell([(f"cd {shlex.quote(str(folder))}", ""), (line, printed)])
                continue
            monkeypatch.chdir(folder)
            capsysbinary.readouterr()
            code = main(words)
            out, err = (stream.decode() for stream in capsysbinary.readouterr())
            assert code == 0, f"$ {line}\n{out[-2000:]}{err[-2000:]}"
            assert not printed.strip() or out.strip() == printed.strip(), f"$ {line}"
        return folder

    return run


def set_up(text: str) -> list[tuple[str, str]]:
    """The steps of a tutorial that make its repository, for a page that needs it."""
    for stated, (tutorial, first) in IN_ITS_REPOSITORY.items():
        if stated in text:
            steps = list(shown(TOURS[tutorial]))
            made = [command for command, _ in steps]
            return steps[made.index(first) : made.index("policydiff import ../inbox")]
    return []


def test_the_tutorial_works(here):
    folder = here(list(shown(TOURS[WHOLE])))

    assert {path.suffix for path in folder.parent.glob("comparison.*")} == {
        ".docx",
        ".html",
        ".json",
        ".md",
    }


@pytest.mark.slow
@pytest.mark.parametrize("tour", TOURS)
def test_every_tour_works_in_a_shell(shell, monkeypatch, tour):
    monkeypatch.setenv("POLICYDIFF_LANG", "zh" if "zh" in tour else "en")
    text = TOURS[tour]

    assert shell([*set_up(text), *shown(text)])


@pytest.mark.parametrize("tour", TOURS)
def test_every_command_of_a_tour_parses(tour, monkeypatch):
    monkeypatch.chdir(ROOT)
    lines = [line for line in commands(TOURS[tour]) if f"{PROGRAM} " in line]

    assert lines
    for line in lines:
        found = list(calls(line))
        assert found, line
        for words in found:
            parse(words)
            for word in words:
                assert (
                    not word.removeprefix("../").startswith("corpora/")
                    or (ROOT / word.removeprefix("../")).exists()
                ), line


SET_IN = [
    line for text in PAGES.values() for line in re.findall(r"(?m)^ {4,}(policydiff .*)$", text)
]
"""Commands of pages that name files which nobody has."""


@pytest.mark.parametrize("line", dict.fromkeys(SET_IN))
def test_a_command_that_is_set_in_parses(line):
    (words,) = calls(line)

    parse(words)


@pytest.mark.parametrize(
    "line",
    [
        "policydiff nonsense",
        "policydiff diff --nonsense a b",
        "policydiff diff a b --lang fr",
        "policydiff show",
    ],
)
def test_what_does_not_parse_is_noticed(line):
    (words,) = calls(line)

    with pytest.raises(click.UsageError):
        parse(words)


def test_what_is_printed_stands_where_it_is_compared():
    """A tour that is only parsed shows no output, which nobody would hold against the program's."""
    whole = dict(shown(TOURS[WHOLE]))
    for text in TOURS.values():
        assert all(
            not printed.strip() or whole.get(command) == printed for command, printed in shown(text)
        )


def test_the_library_example_works():
    (code,) = blocks(PAGES["docs/reference/python.md"], "python")

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_what_the_demo_says_to_try_works(here, tmp_path):
    made = demo(tmp_path / "demo", Session(language="zh"), offline=True)
    said = [line.strip() for line in next_steps(made, "zh") if line.startswith("  ")]
    lines = [line for line in said if line != "policydiff serve --open"]  # it does not end

    folder = here([(line, "") for line in lines])

    assert len(said) == len(lines) + 1
    assert {"history", "draft-amendment", "consolidate"} <= {line.split()[1] for line in lines}
    assert (
        (folder / "consolidated.html")
        .read_text(encoding="utf-8")
        .lower()
        .startswith("<!doctype html>")
    )
