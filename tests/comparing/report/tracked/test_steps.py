"""Paragraphs of two texts, paired without crossing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydiff import diff, load
from policydiff.comparing.report.tracked.merge import merge
from policydiff.comparing.report.tracked.steps import steps
from policydiff.comparing.report.tracked.tracked import TrackedLine
from policydiff.model.comparison import Comparison, Match, Side, Summary
from policydiff.model.document import Document
from policydiff.model.source import SourceCell
from policydiff.report.lines import FacedSpan, TextLine, TextTable, official_lines


def line(text: str, *owners: str, style: str = "Body") -> TextLine:
    return TextLine(style=style, spans=(FacedSpan(text=text),) if text else (), owners=owners)


def compared(*pairs: tuple[str, str]) -> Comparison:
    """A comparison that names these pairs of eIds."""
    nothing = Document(title="", kind="document", dialect="cn_law")
    sides = [[Side(eid=eid, num=None, level="article") for eid in pair] for pair in pairs]
    matches = tuple(
        Match(id=place, kind="reworded", left=(old,), right=(new,))
        for place, (old, new) in enumerate(sides)
    )
    return Comparison(
        left=nothing, right=nothing, noise_rule=(), summary=Summary(), matches=matches
    )


def shown(left, right, comparison) -> list[str]:
    return [
        "+".join(i.text for i in step.left) + ">" + "+".join(i.text for i in step.right)
        for step in steps(left, right, comparison)
    ]


def test_what_the_matches_name_is_one_paragraph_however_unlike():
    left, right = [line("甲甲", "a"), line("乙乙", "b")], [line("丙丙", "x"), line("丁丁", "y")]

    assert shown(left, right, compared(("b", "x"))) == ["甲甲>", "乙乙>丙丙", ">丁丁"]
    assert shown(left, right, compared()) == ["甲甲>", "乙乙>", ">丙丙", ">丁丁"]


def test_of_matches_that_cross_the_heavier_ones_stay():
    left = [line("短", "a"), line("很长很长很长", "b"), line("又长又长", "c")]
    right = [line("很长很长很长", "b"), line("又长又长", "c"), line("短", "a")]

    assert shown(left, right, compared(("a", "a"), ("b", "b"), ("c", "c"))) == [
        "短>",
        "很长很长很长>很长很长很长",
        "又长又长>又长又长",
        ">短",
    ]


def test_one_that_became_two_neighbours_is_one_step():
    left, right = [line("甲。乙。", "a")], [line("甲。", "x"), line("乙。", "y"), line("丙。", "z")]

    assert shown(left, right, compared(("a", "x"), ("a", "y"))) == ["甲。乙。>甲。+乙。", ">丙。"]
    assert shown(right, left, compared(("x", "a"), ("y", "a"))) == ["甲。+乙。>甲。乙。", "丙。>"]


def test_between_the_matches_equal_paragraphs_and_then_likely_ones_are_found():
    left = [line("题一", style="Note"), line("灯塔应当长明不灭"), line("完全不同")]
    right = [
        line("灯塔必须长明不灭"),
        line("题一", style="Note"),
        line("灯塔应当长明不息"),
        line("别的东西"),
    ]

    assert shown(left, right, compared()) == [
        ">灯塔必须长明不灭",
        "题一>题一",
        "灯塔应当长明不灭>灯塔应当长明不息",
        "完全不同>",
        ">别的东西",
    ]


def test_a_heading_and_a_text_or_a_table_are_never_one():
    table = TextTable(rows=((SourceCell(text="灯塔"),),), owners=("a",))

    assert shown([line("灯塔", style="Heading1")], [line("灯塔")], compared()) == ["灯塔>", ">灯塔"]
    assert shown([table], [line("灯塔", "a")], compared(("a", "a"))) == ["灯塔>", ">灯塔"]


def test_a_paragraph_that_was_parted_gains_an_end_and_nothing_else():
    left = load(
        "示例市灯塔条例\n第一条　市长每月巡查一次灯塔。巡查结果向社会公布。".encode(), name="a.txt"
    )
    right = load(
        "示例市灯塔条例\n第一条　市长每月巡查一次灯塔。\n巡查结果向社会公布。".encode(),
        name="b.txt",
    )
    tracked = merge(steps(official_lines(left), official_lines(right), diff(left, right)))

    assert [item.end for item in tracked if isinstance(item, TrackedLine)] == [
        "equal",
        "insert",
        "equal",
    ]
    assert {
        stretch.op
        for item in tracked
        if isinstance(item, TrackedLine)
        for stretch in item.stretches
    } == {"equal"}


TEXTS = st.lists(st.sampled_from(["甲", "乙", "甲乙甲", "甲乙乙", "丙"]), max_size=7)
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=10)


@given(TEXTS, TEXTS, PAIRS)
def test_every_paragraph_stands_in_one_step_in_its_own_order(old, new, pairs):
    left, right = (
        [line(text, str(place)) for place, text in enumerate(texts)] for texts in (old, new)
    )
    found = steps(left, right, compared(*((str(i), str(j)) for i, j in pairs)))

    assert [item for step in found for item in step.left] == left
    assert [item for step in found for item in step.right] == right
