"""Short redlines: every change stays, unchanged words stay beside it only."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.report.table.extracts import AROUND, shortened
from policydiff.report.pieces import ELLIPSIS, TextPiece

TEXTS = st.text("桥路，。\n", min_size=1, max_size=60)
EQUAL = st.builds(TextPiece, op=st.just("equal"), text=TEXTS, elided=st.booleans())
PIECES = st.lists(
    EQUAL | st.builds(TextPiece, op=st.sampled_from(("insert", "delete")), text=TEXTS), max_size=6
)


def told(*pieces: tuple[str, str]) -> list[str]:
    return [
        piece.text for piece in shortened(tuple(TextPiece(op=op, text=text) for op, text in pieces))
    ]


def test_a_long_stretch_keeps_its_ends_from_mark_to_mark():
    middle = "依法给予处分，" + "桥" * 40 + "。构成犯罪的，依法追究"

    assert told(("delete", "甲"), ("equal", middle), ("insert", "乙")) == [
        "甲",
        "依法给予处分，",
        ELLIPSIS,
        "构成犯罪的，依法追究",
        "乙",
    ]


def test_without_marks_it_is_cut_by_its_length():
    assert told(("delete", "甲"), ("equal", "桥" * 50), ("insert", "乙")) == [
        "甲",
        "桥" * AROUND,
        ELLIPSIS,
        "桥" * AROUND,
        "乙",
    ]


def test_before_the_first_change_and_behind_the_last_one_end_is_enough():
    text = "桥" * 50
    assert told(("equal", text), ("insert", "乙"), ("equal", text)) == [
        ELLIPSIS,
        "桥" * AROUND,
        "乙",
        "桥" * AROUND,
        ELLIPSIS,
    ]


@given(PIECES)
def test_every_change_stays(pieces):
    changes = [piece for piece in pieces if piece.op != "equal"]
    assert [piece for piece in shortened(tuple(pieces)) if piece.op != "equal"] == changes


@given(PIECES)
def test_no_two_marks_of_omission_stand_side_by_side(pieces):
    shown = shortened(tuple(pieces))
    assert not any(a.elided and b.elided for a, b in pairwise(shown))
