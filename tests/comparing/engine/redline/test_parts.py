"""What several parts became, told in the redline of each. All texts are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.align.units import Unit
from policydiff.comparing.engine.redline.parts import part_redlines
from policydiff.model.comparison import Edit

TEXTS = st.lists(st.text("果农树水甲乙，。\n", max_size=20), min_size=1, max_size=4)


def units(*texts: str) -> list[Unit]:
    return [
        Unit(eid=f"art_{place}", level="article", zone="body", text=text)
        for place, text in enumerate(texts, 1)
    ]


def read(edits: tuple[Edit, ...], op: str) -> str:
    return "".join(edit.text for edit in edits if edit.op == op)


def test_what_went_to_another_part_is_no_deletion():
    first, second = part_redlines(
        units("果农应当修剪果树。水利站十五日内供水。"),
        units("果农应当修剪果树。", "水利站五日内供水。"),
    )

    assert read(first, "delete") == read(first, "insert") == ""
    assert (read(second, "delete"), read(second, "insert")) == ("十五日", "五日")


def test_what_went_nowhere_is_deleted_where_it_stood():
    first, second = part_redlines(
        units("果农应当修剪果树，不得延误。水利站供水。"),
        units("果农应当修剪果树。", "水利站供水。"),
    )

    assert read(first, "delete") == "，不得延误"
    assert not [edit for edit in second if edit.op != "equal"]


@given(TEXTS, TEXTS)
def test_each_part_is_read_from_its_own_edits(left, right):
    parts = part_redlines(units(*left), units(*right))

    assert len(parts) == len(right)
    for text, edits in zip(right, parts, strict=True):
        assert "".join(edit.text for edit in edits if edit.op != "delete") == text


@given(TEXTS, TEXTS)
def test_what_is_equal_and_what_is_deleted_make_the_old_texts(left, right):
    parts = part_redlines(units(*left), units(*right))
    old = "".join(edit.text for edits in parts for edit in edits if edit.op != "insert")

    assert old.replace("\n", "") == "".join(left).replace("\n", "")
