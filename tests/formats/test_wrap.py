"""Lines of Chinese text by Chinese rules."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invented import rendered
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from policydiff.cli import table
from policydiff.comparing.engine.compare import diff
from policydiff.formats import terminal
from policydiff.formats.terminal import line_ends, shown, wrapped
from policydiff.model.document import Block, Document, Provision
from policydiff.model.reports import ReportOptions


def lines(text: str, width: int) -> list[str]:
    ends = [0, *line_ends(text, width), len(text)]
    return [text[a:b] for a, b in pairwise(ends)]


@given(st.text("甲乙丙，。《》（）[-]{+} abc123\n", max_size=80), st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text, width):
    cut = lines(text, width)

    assert "".join(cut) == text
    assert all(cell_len(line) <= width for part in cut for line in part.split("\n"))


def test_no_line_begins_with_a_closing_mark():
    assert lines("甲乙丙丁，戊己", 8) == ["甲乙丙", "丁，戊己"]


def test_no_line_ends_with_an_opening_mark():
    assert lines("甲乙丙《丁戊》", 8) == ["甲乙丙", "《丁戊》"]


def test_marks_of_the_redline_stay_with_their_text():
    assert lines("甲乙{+丙丁+}", 6) == ["甲乙", "{+丙", "丁+}"]


def test_a_space_lets_chinese_run_on():
    """Other programs break a line at 第一条　 because no space follows for long."""
    assert lines("第一条　甲乙丙丁戊", 12) == ["第一条　甲乙", "丙丁戊"]


def test_numbers_and_latin_words_stay_whole():
    assert lines("共计12345元", 8) == ["共计", "12345元"]


ODD = "甲乙丙，。《》 abcxyz0189\t\u3000\u0301\u200b\u200d\ufe0f☺👩ｆéß—…()\x0b\x0c\x1b\x08"
"""Wide and narrow characters, marks without a width, signs that grow by what follows, tabs, control
characters.
"""


@given(
    st.text(ODD, max_size=200) | st.text("abcdefgh", min_size=90, max_size=200), st.integers(2, 60)
)
def test_no_character_is_lost_in_a_cell_of_a_table(text, width):
    """rich crops what is wider than its column."""
    console = Console(file=StringIO(), width=200, color_system=None, _environ={})
    grid = Table(box=None, pad_edge=False)
    grid.add_column("", width=width, no_wrap=True, overflow="ignore")
    grid.add_row(wrapped(Text(shown(text)), width))

    console.print(grid)

    assert seen(console.file.getvalue()) == seen(shown(text))


@given(
    st.text(ODD, max_size=120).map(lambda text: f"q{text}q"), st.integers(20, 160), st.booleans()
)
def test_no_character_of_an_article_is_lost_on_a_terminal(text, width, colour):
    left = Document(title="t", kind="law", dialect="cn_law")
    paragraph = Provision(
        eid="art_1__para_1", level="paragraph", number="1", content=(Block(text=text),)
    )
    right = replace(
        left,
        body=(
            Provision(eid="art_1", level="article", number="1", num="第一条", content=(paragraph,)),
        ),
    )

    told = rendered(
        terminal, diff(left, right), ReportOptions(language="zh", width=width, colour=colour)
    ).decode()

    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    wanted = [char for char in seen(shown(text)) if char not in FRAME]
    assert "".join(wanted) in "".join(char for char in seen(plain) if char not in FRAME)


@given(
    st.lists(st.text("甲乙丙丁abcdefgh", min_size=1, max_size=60), min_size=3, max_size=3),
    st.integers(20, 120),
)
@example(["a丁丁", "aa丁丁", "aa丁丁"], 20)
def test_no_character_of_a_list_is_lost_on_a_terminal(cells, width):
    with pytest.MonkeyPatch.context() as patched:
        out = StringIO()
        patched.setattr(table, "is_terminal", lambda: True)
        patched.setattr(table, "colour", lambda: False)
        patched.setenv("COLUMNS", str(width))
        patched.setattr("sys.stdout", out)
        table.table(("", "", ""), [tuple(cells)])

    assert sorted(seen(out.getvalue())) == sorted(seen("".join(cells)))


FRAME = frozenset("{+}（）新增，。…·—-()《》0123456789: 第一条")


def seen(text: str) -> str:
    """The text without what parts it: spaces of every kind."""
    return "".join(text.split())
