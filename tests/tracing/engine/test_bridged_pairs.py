"""Pins between versions that do not follow one another are followed through those between."""

from __future__ import annotations

import pytest

from policydiff.model.comparison import Edit
from policydiff.model.lineage import LineageStep, Origin
from policydiff.tracing.engine.stated_pairs import HOLDS, Bridge, bridge, cut


def step(**lefts: str) -> LineageStep:
    """Each part of the later version with those that it came from: b="a" or b="a c", b="" for a new
    one.
    """
    return LineageStep(
        origins=tuple(Origin(eid=eid, left=tuple(left.split())) for eid, left in lefts.items())
    )


def changed(eid: str, left: str, kept: int) -> Origin:
    return Origin(
        eid=eid,
        left=(left,),
        kind="reworded",
        edits=(Edit(op="equal", text="x" * kept), Edit(op="insert", text="y" * 10)),
    )


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([step(b="a"), step(c="b")], HOLDS),
        ([step(b="a"), step(c="", d="b")], Bridge(place=1, left="b", right="c")),
        ([step(b="", x="a"), step(c="b")], Bridge(place=1, left="x", right="c")),
        ([step(b="", x="a"), step(c="b", y="x")], Bridge(place=0, left="a", right="b")),
        ([step(b="a"), step(c="")], Bridge(place=1, left="b", right="c")),
        ([step(b=""), step(c="b")], Bridge(place=0, left="a", right="b")),
        (
            [step(b="a", d="a"), step(c="")],
            Bridge(why="neither is followed, as one clause, to where the other is"),
        ),
        (
            [step(b=""), step(c="")],
            Bridge(why="neither is followed, as one clause, to where the other is"),
        ),
    ],
    ids=(
        "holds",
        "goes elsewhere last",
        "both go elsewhere",
        "goes elsewhere first",
        "ends",
        "begins",
        "split",
        "no chain",
    ),
)
def test_a_link_is_set_where_the_chain_breaks_off(steps, expected):
    assert bridge(steps, (0, "a"), (2, "c")) == expected


def test_a_break_is_set_in_the_step_that_changed_most():
    steps = [
        LineageStep(origins=(changed("b", "a", 90),)),
        LineageStep(origins=(changed("c", "b", 10),)),
        step(d="c"),
    ]

    assert cut(steps, (0, "a"), (3, "d")) == Bridge(place=1, left="b", right="c")
    assert cut(steps, (0, "a"), (3, "e")) == HOLDS


def test_what_goes_two_ways_is_not_broken():
    steps = [step(b="a", c="a"), step(d="b c")]

    assert cut(steps, (0, "a"), (2, "d")) == Bridge(why="several links join them")
