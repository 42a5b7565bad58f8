"""The terminal report: wide and narrow, coloured and plain, safe."""

from __future__ import annotations

import dataclasses
import re

from invented import rendered

from policydiff.formats import terminal
from policydiff.model.reports import ReportOptions

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def shown(comparison, **options) -> str:
    return rendered(terminal, comparison, ReportOptions(**options)).decode()


def test_colour_replaces_the_marks(sample):
    text = shown(sample, width=120, colour=True)

    assert "\x1b[9;31m可以\x1b[0m" in text
    assert "\x1b[4;32m应当\x1b[0m" in text
    assert "[-" not in text
    assert "{+" not in text


def test_documents_send_no_escapes_of_their_own(hostile):
    """Only colours remain: no sequence that sets a window's title, moves the cursor or turns the
    text.
    """
    text = ESCAPE.sub("", shown(hostile, width=120, colour=True))

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "␛]0;pwn␇" in text


def test_rich_markup_in_a_text_is_text(hostile):
    assert "[bold]粗[/bold]" in shown(hostile, width=200)


def test_the_environment_does_not_matter(sample, monkeypatch):
    expected = shown(sample, width=80)
    for name, value in (
        ("COLUMNS", "40"),
        ("FORCE_COLOR", "1"),
        ("TERM", "dumb"),
        ("TTY_COMPATIBLE", "1"),
    ):
        monkeypatch.setenv(name, value)

    assert shown(sample, width=80) == expected
    assert "\x1b[" in shown(sample, width=80, colour=True)


def test_no_change_is_said_in_words(same):
    text = shown(same, width=120)

    assert "两份文本没有差别" in text
    assert "第一条" not in text


def test_both_sides_of_a_removed_article_are_told(sample):
    lines = shown(sample, width=120).split("\n")
    removed = next(line for line in lines if "[-巡护经费" in line)

    assert re.search(r"第六条　\[-巡护经费由乡镇承担。-\]\s+（删去）\s+删去", removed)


def test_the_noise_rule_is_declared(sample):
    assert "标点的异写" in shown(sample, width=200)
    assert "下列" not in shown(dataclasses.replace(sample, noise_rule=()), width=200)
