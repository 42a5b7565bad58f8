"""The terminal report: wide and narrow, coloured and plain, safe."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import rendered
from lanes import examples

from policydiff.formats import terminal
from policydiff.model.reports import ReportOptions
from policydiff.report.page import Column, Page, PageRow, PageTable, lines, part

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


# Nothing is lost


@settings(max_examples=examples(100), deadline=None)
@given(
    width=st.integers(20, 240),
    columns=st.lists(st.booleans(), min_size=2, max_size=6).filter(any),
    layout=st.sampled_from(("sides", "records", "list")),
    lengths=st.lists(st.integers(1, 90), min_size=6, max_size=12),
)
def test_no_character_of_a_cell_is_lost_at_any_width(width, columns, layout, lengths):
    signs = iter(map(chr, range(0x4E00, 0x9F00)))
    rows = [
        tuple(
            lines(("".join(next(signs) for _ in range(size)),))
            for _, size in zip(columns, cells, strict=False)
        )
        for cells in (lengths, lengths[::-1])
    ]
    table = PageTable(
        columns=tuple(Column(head=f"c{n}", wide=wide) for n, wide in enumerate(columns)),
        rows=tuple(PageRow(cells=cells) for cells in rows),
        layout=layout,
    )
    page = Page(family="test", language="zh", title="", sections=(part(table),))
    text = terminal.write_page(page, ReportOptions(width=width)).decode()

    written = sorted(sign for sign in text if "\u4e00" <= sign <= "\u9fff")
    assert written == [chr(0x4E00 + n) for n in range(len(written))]
    assert chr(0x4E00 + len(written)) == next(signs)


@pytest.mark.parametrize("width", range(100, 131))
def test_a_comparison_has_all_of_its_characters_beside_each_other(sample, width):
    def signs(text: str) -> str:
        return "".join(sorted(re.sub(r"\W|_", "", text)))

    assert signs(shown(sample, width=width)) == signs(shown(sample, width=240))
