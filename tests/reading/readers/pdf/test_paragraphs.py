"""Printed lines to paragraphs: whatever the width at which a text was set, its paragraphs come
back.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policydiff.reading.readers.pdf.paragraphs import (
    ColumnMargins,
    Habits,
    PlacedLine,
    find_habits,
    find_setting,
    group_paragraphs,
    join_lines,
)
from policydiff.reading.readers.pdf.rows import CLOSING, OPENING, Printed

EM = 12.0
LEADING = 18.0
CHARACTERS = "数据管理条例应当依照规定，公共机构、采集。"


def _unit(text: str, at: int) -> int:
    """The end of the piece from here on that no line break parts."""
    end = at
    while end + 1 < len(text) and text[end] in OPENING:
        end += 1
    end += 1
    while end < len(text) and text[end] in CLOSING:
        end += 1
    return end


def _set(text: str, columns: int, indent: int) -> list[str]:
    """A paragraph of Chinese text as printed lines, its indent as leading spaces."""
    lines, line, at = [], "　" * indent, 0
    while at < len(text):
        end = _unit(text, at)
        if len(line) + end - at > columns and line.strip():
            lines.append(line)
            line = ""
        line += text[at:end]
        at = end
    return [*lines, line]


def _printed(
    paragraphs: list[str], columns: int, indent: int, apart: float = 0.0
) -> list[PlacedLine]:
    printed, base = [], 800.0
    for paragraph in paragraphs:
        base -= apart
        for line in _set(paragraph, columns, indent):
            text = line.strip("　")
            left = EM * (len(line) - len(text))
            head = EM * _unit(text, 0)
            printed.append(
                Printed(
                    text=text,
                    page=1,
                    left=left,
                    right=EM * len(line),
                    base=base,
                    size=EM,
                    head=head,
                )
            )
            base -= LEADING
    setting = find_setting(printed)
    bases = [line.base for line in printed]
    steps = [None, *(before - after for before, after in pairwise(bases))]
    return [
        PlacedLine(line=line, setting=setting, step=step)
        for line, step in zip(printed, steps, strict=True)
    ]


def _read(lines: list[PlacedLine]) -> list[str]:
    return [
        join_lines(placed.line.text for placed in paragraph)
        for paragraph in group_paragraphs(lines, find_habits(lines))
    ]


bodies = st.text(alphabet=CHARACTERS, min_size=1, max_size=120).map(
    lambda body: f"数据{body.lstrip(CLOSING)}管理。"
)


PHRASE = "数据管理条例应当依照规定，公共机构、采集。" * 12
lengthy = st.tuples(st.integers(0, 8), st.integers(30, 150)).map(
    lambda cut: f"数据{PHRASE[cut[0] :][: cut[1]]}管理。"
)


@given(st.lists(lengthy, min_size=12, max_size=20), st.integers(24, 46))
def test_indented_paragraphs_come_back_at_any_width(texts, columns):
    lines = _printed(texts, columns, 2)

    # a text whose paragraphs all fill their last lines shows no indent for certain
    assume(find_habits(lines).indent == 2.0)

    assert _read(lines) == texts


@given(st.lists(bodies, min_size=4, max_size=20), st.integers(24, 46))
def test_numbered_paragraphs_come_back_without_any_indent(texts, columns):
    numbered = [f"（{number}）{text}" for number, text in enumerate(texts, 1)]

    assert _read(_printed(numbered, columns, 0)) == numbered


@given(st.lists(bodies, max_size=20), st.integers(10, 60), st.integers(0, 3))
def test_no_character_is_lost_or_added(texts, columns, indent):
    assert not texts or "".join(_read(_printed(texts, columns, indent))) == "".join(texts)


def test_paragraphs_that_stand_apart_come_back_though_their_last_lines_are_full():
    full = "数据管理应当依照规定采集公共机构条例规定应当，" * 3
    texts = [
        f"{full[:19]}。",
        f"{full[:59]}。",
        f"{full[:50]}。",
        f"{full[:39]}。",
        f"{full[:45]}。",
        f"{full[:33]}。",
        f"{full[:19]}。",
    ]

    assert _read(_printed(texts, 20, 0, apart=9.0)) == texts


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["公共数据", "管理条例"], "公共数据管理条例"),
        (["按照Data", "Center的要求"], "按照Data Center的要求"),
        (["自20", "24年起"], "自2024年起"),
        (["the classi-", "fication of"], "the classification of"),
        (["the classi\u2010", "fication of"], "the classification of"),
        (["促进cross-", "border的e-", "commerce"], "促进cross-border的e-commerce"),
        (["促进informa\u2010", "tion的交换"], "促进information的交换"),
        (["see www.example.com/data-", "base/e-", "book"], "see www.example.com/data-base/e-book"),
        (
            ["见https://www.example.com/da", "ta/index.html公示"],
            "见https://www.example.com/data/index.html公示",
        ),
        (["GB/T 22239-", "2019"], "GB/T 22239-2019"),
        (["first,", "second"], "first, second"),
        (["占50%", "以上"], "占50%以上"),
        ([], ""),
    ],
)
def test_lines_are_joined_as_their_script_demands(lines, joined):
    assert join_lines(lines) == joined


def test_marks_that_hang_out_do_not_move_the_margin():
    texts = ["数据" + "管理条例应当依照" * 12 + "。"] * 10
    placed = _printed(texts, 24, 2)
    full = [place for place, each in enumerate(placed) if each.line.right == EM * 24]
    hung = [
        replace(each.line, right=EM * 25.03) if place in full[::6] else each.line
        for place, each in enumerate(placed)
    ]

    setting = find_setting(hung)

    assert setting.right == EM * 24
    assert (
        _read(
            [
                replace(each, line=line, setting=setting)
                for each, line in zip(placed, hung, strict=True)
            ]
        )
        == texts
    )


def test_a_figure_at_the_end_of_a_line_keeps_its_distance_from_the_next_character():
    setting = ColumnMargins(left=0.0, right=EM * 20)
    lines = [("违法所得超过2", EM * 18.9), ("万元的，处以罚款。", EM * 9)]
    placed = [
        PlacedLine(
            line=Printed(text=text, page=1, left=0.0, right=right, base=0.0, size=EM, head=EM),
            setting=setting,
        )
        for text, right in lines
    ]

    assert len(group_paragraphs(placed, Habits(indent=2.0, step=None))) == 1
