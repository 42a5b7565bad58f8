"""Hunks and runs: what they cover is both texts, once and in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.comparison import Edit
from policydiff.text.spans import (
    SIDES,
    Hunk,
    TextChange,
    is_equal,
    lies_in,
    read_runs,
    side_of,
    stretches,
    touched,
)

texts = st.text("甲乙，", min_size=1, max_size=4)
edits_of_texts = st.lists(
    st.builds(
        Edit,
        op=st.sampled_from(["equal", "delete", "insert"]),
        text=texts,
        noise=st.booleans(),
        cause=st.sampled_from([None, "renumbering"]),
        elsewhere=st.sampled_from([None, "art_9"]),
    ),
    max_size=8,
)


@given(edits_of_texts)
def test_runs_are_the_edits_and_cover_both_texts(edits: list[Edit]) -> None:
    change = TextChange(edits)

    assert [edit for run in change.runs for edit in run.edits] == edits
    for side in SIDES:
        assert change.sides[side] == side_of(edits, side)
        assert "".join(change.excerpt(side, run.hunk[side]) for run in change.runs) == side_of(
            edits, side
        )
    for run in change.runs:
        assert run.sides == tuple(change.excerpt(side, run.hunk[side]) for side in SIDES)
    assert all(
        before.sort != after.sort
        for before, after in zip(change.runs, change.runs[1:], strict=False)
    )


@given(edits_of_texts)
def test_stretches_between_the_hunks_are_equal(edits: list[Edit]) -> None:
    hunks = [run.hunk for run in read_runs(edits, is_equal) if not run.equal]
    sides = TextChange(edits).sides
    whole = Hunk((0, len(sides[0])), (0, len(sides[1])))

    found = list(stretches(hunks, whole))

    assert [hunk for _, hunk in found] == [*hunks, None]
    for same, _ in found:
        assert len({sides[side][slice(*same[side])] for side in SIDES}) == 1


@pytest.mark.parametrize(
    ("span", "side", "expected"), [((0, 2), 0, []), ((2, 3), 0, [0]), ((4, 9), 1, [1])]
)
def test_hunks_are_touched_by_what_shares_a_character(
    span: tuple[int, int], side: int, expected: list[int]
) -> None:
    hunks = [Hunk((2, 4), (2, 2)), Hunk((6, 6), (4, 5))]

    assert [hunks.index(hunk) for hunk in touched(hunks, span, side)] == expected


def test_a_hunk_by_its_sides() -> None:
    gone, come = Hunk((1, 3), (1, 1)), Hunk((4, 4), (2, 5))

    assert (gone.side, come.side) == (0, 1)
    assert not gone.replaces
    assert gone.up_to(come) == Hunk((1, 4), (1, 5))
    assert come.narrowed((3, 4)) == Hunk((4, 4), (3, 4))
    assert lies_in((1, 2), gone.left)
    assert Hunk((0, 2), (0, 0)).meets(gone)
    assert not Hunk((3, 4), (0, 1)).meets(gone)
