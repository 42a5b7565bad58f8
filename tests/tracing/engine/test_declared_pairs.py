"""What an act sets, and which item is about which part."""

from __future__ import annotations

import pytest
from versions import DESTROY, END, FRUIT, PRUNE, TEST, WATER, version

from policydiff.comparing.engine.align.overrides import DECLARED, Overrides, Pin
from policydiff.comparing.engine.align.units import read_units
from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Edit
from policydiff.model.lineage import Act, Declaration
from policydiff.model.version import Decision
from policydiff.tracing.engine.stated_pairs import ItemFinder, declared_pins
from policydiff.tracing.engine.steps import step_of

LEFT = version("2018-03-01", PRUNE, WATER, FRUIT, END)
RIGHT = version("2021-05-01", PRUNE, TEST, DESTROY, WATER, END)


def pins(*acts: Act) -> set[Pin]:
    return set(declared_pins(acts, read_units(LEFT), read_units(RIGHT)))


def declared(*left: str, to: tuple[str, ...] = ()) -> Pin:
    return Pin(left=left, right=to, reason=DECLARED)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([Act(left="art_2", right="art_4")], {declared("art_2", to=("art_4",))}),
        (
            [Act(left="art_3", right="art_2"), Act(left="art_3", right="art_3")],
            {declared("art_3", to=("art_2", "art_3"))},
        ),
        (
            [Act(left="art_1", right="art_1"), Act(left="art_2", right="art_1")],
            {declared("art_1", "art_2", to=("art_1",))},
        ),
        (
            [Act(left="art_2", ends=True), Act(right="art_2", begins=True)],
            {declared("art_2"), declared(to=("art_2",))},
        ),
        (
            [Act(left="art_2", right="art_4"), Act(left="art_2", ends=True)],
            {declared("art_2", to=("art_4",))},
        ),
        (
            [
                Act(left="art_9", right="art_1"),
                Act(left="art_1", right="art_9"),
                Act(instruction="一", old="果园"),
            ],
            set(),
        ),
        ([Act(left="art_1", right=right) for right in ("art_1", "art_1__para_1")], set()),
        (
            [
                Act(left=left, right=right)
                for left in ("art_1", "art_2")
                for right in ("art_1", "art_2")
            ],
            set(),
        ),
    ],
    ids=(
        "one",
        "split",
        "join",
        "end and beginning",
        "a pair wins",
        "not there",
        "part of another",
        "several with several",
    ),
)
def test_acts_become_pairings(acts, expected):
    assert pins(*acts) == expected


def test_what_a_person_says_of_a_part_comes_first():
    person = Overrides(pins=(Pin(left=("art_1",), right=("art_2",)),), apart=(("art_2", "art_4"),))
    act = declared("art_3", to=("art_3",))

    found = person.with_declared(
        [declared("art_1"), declared(to=("art_2",)), declared("art_2", to=("art_4",)), act]
    )

    assert found == Overrides(pins=(*person.pins, act), apart=person.apart)


def test_a_step_tells_who_says_so_and_by_which_item():
    acts = (
        Act(left="art_3", right="art_2", instruction="一"),
        Act(left="art_4", ends=True, instruction="二"),
    )
    declaration = Declaration(
        decision=Decision(title="决定", name="决定@2021-04-01", date="2021-04-01"), acts=acts
    )
    overrides = Overrides(pins=(Pin(left=("art_2",), right=("art_4",)),)).with_declared(
        declared_pins(acts, read_units(LEFT), read_units(RIGHT))
    )

    step = step_of(diff(LEFT, RIGHT, pairs=overrides), declaration)

    told = {
        origin.eid: (origin.left, origin.evidence, origin.instructions) for origin in step.origins
    }
    assert step.decision == declaration.decision
    assert told["art_2"] == (("art_3",), "declared", ("一",))
    assert told["art_4"] == (("art_2",), "pinned", ())
    assert told["art_1"] == (("art_1",), "inferred", ())
    assert {(one.eid, one.evidence, one.instructions) for one in step.endings} >= {
        ("art_4", "declared", ("二",))
    }


def test_items_are_about_what_stands_in_a_part_and_what_it_stands_in():
    finder = ItemFinder(
        (
            Act(left="art_2__para_1", right="art_3__para_1", instruction="一"),
            Act(left="art_5", ends=True, instruction="二"),
        )
    )

    assert finder.find(("art_2",), "art_3", ()) == ("一",)
    assert finder.find(("art_2__para_1__point_2",), "art_3__para_1__point_2", ()) == ("一",)
    assert finder.find(("art_20",), "art_30", ()) == ()
    assert finder.find(("art_5__para_1",), None, ()) == ("二",)


def test_an_item_about_words_is_about_every_text_that_lost_them():
    finder = ItemFinder((Act(instruction="三", old="果 园"),))
    gone = (
        Edit(op="delete", text="果园"),
        Edit(op="insert", text="茶园"),
        Edit(op="equal", text="的果园。"),
    )

    assert finder.find(("art_1",), "art_1", gone) == ("三",)
    assert finder.find(("art_1",), "art_1", gone[2:]) == ()
