"""Views of edits: each side shows its own text, noise stays quiet, long unchanged stretches may
go.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.comparison import Edit
from policydiff.report.pieces import ELIDE_FROM, cut, neutral, plain, view

EDITS = st.lists(
    st.builds(
        Edit,
        op=st.sampled_from(["equal", "delete", "insert"]),
        text=st.text("甲乙丙。，；\n a1", max_size=90),
        noise=st.just(False),
    ),
    max_size=8,
).map(tuple)


def text_of(pieces) -> str:
    return "".join(piece.text for piece in pieces)


@given(EDITS)
def test_each_side_shows_exactly_its_text(edits):
    """Nothing is lost or doubled, whatever may be left out of sight."""
    left = "".join(edit.text for edit in edits if edit.op != "insert")
    right = "".join(edit.text for edit in edits if edit.op != "delete")

    assert text_of(view(edits, "left")) == left
    assert text_of(view(edits, "right")) == right
    assert text_of(view(edits, "both")) == "".join(edit.text for edit in edits)


@given(EDITS)
def test_only_unchanged_text_is_left_out(edits):
    for side in ("left", "right", "both"):
        for piece in view(edits, side):
            assert not piece.elided or (piece.op == "equal" and len(piece.text) >= ELIDE_FROM)


@given(EDITS)
def test_both_sides_leave_out_the_same(edits):
    left, right = (
        [piece.text for piece in view(edits, side) if piece.elided] for side in ("left", "right")
    )

    assert left == right


@given(EDITS)
def test_cutting_keeps_all_but_the_marks(edits):
    pieces = view(edits, "both")
    for mark in ("\n", "1"):
        lines = [text_of(line) for line in cut(pieces, mark)]

        assert mark.join(lines) == text_of(pieces)


def test_an_unchanged_text_stays_whole():
    edits = (Edit(op="equal", text="河" * 500),)

    assert [piece.elided for piece in view(edits, "left")] == [False]


def test_whole_sentences_stay_beside_a_change():
    unchanged = "甲方应当每年报告。" + "乙方应当每月报告并且保存全部记录。" * 8 + "丙方不报告。"
    edits = (
        Edit(op="insert", text="此外，"),
        Edit(op="equal", text=unchanged),
        Edit(op="delete", text="罚款。"),
    )

    kept = [piece.text for piece in view(edits, "both") if not piece.elided]

    assert kept == ["此外，", "甲方应当每年报告。", "丙方不报告。", "罚款。"]


def test_a_long_deletion_stays_whole():
    edits = (Edit(op="delete", text="删" * 300), Edit(op="insert", text="增" * 300))

    assert not any(piece.elided for piece in view(edits, "both"))


NOISE = (
    Edit(op="equal", text="甲"),
    Edit(op="delete", text="，", noise=True),
    Edit(op="insert", text=",", noise=True),
    Edit(op="insert", text="乙"),
)


def test_noise_is_plain_text_of_its_own_side():
    assert [(piece.op, piece.text) for piece in view(NOISE, "left")] == [("equal", "甲，")]
    assert [(piece.op, piece.text) for piece in view(NOISE, "right")] == [
        ("equal", "甲,"),
        ("insert", "乙"),
    ]
    assert [(piece.op, piece.text) for piece in view(NOISE, "both")] == [
        ("equal", "甲,"),
        ("insert", "乙"),
    ]


def test_noise_is_marked_on_request():
    shown = view(NOISE, "both", show_noise=True)

    assert [(piece.op, piece.noise) for piece in shown] == [
        ("equal", False),
        ("delete", True),
        ("insert", True),
        ("insert", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202e倒", "\ufffd倒"),
        ("半\udc80", "半\ufffd"),
        ("甲\t乙\n丙　丁", "甲\t乙\n丙　丁"),
    ],
    ids=[
        "escape",
        "nul and delete",
        "one-byte control sequence",
        "direction mark",
        "half a surrogate pair",
        "white space stays",
    ],
)
def test_characters_that_steer_a_reader_are_neutralised(text, expected):
    assert neutral(text) == expected


@given(st.text(st.characters()))
def test_neutral_text_is_utf_8_without_control_characters(text):
    shown = neutral(text)

    assert shown.encode("utf-8").decode() == shown
    assert not any(ord(character) < 0x20 and character not in "\t\n" for character in shown)
    assert len(shown) == len(text)


def test_plain_text_without_characters_is_no_piece():
    assert plain("") == ()
