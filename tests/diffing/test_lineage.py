"""Steps between versions, and names that last through all of them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from versions import DESTROY, TEST, THREE, traced

DOCUMENTS, LINEAGE = traced(*THREE)


def test_a_name_follows_its_clause_through_renumbering_and_moves():
    names = LINEAGE.wids[-1]

    assert names["art_2"] == "art_1"
    assert names["art_5"] == "art_2"
    assert names["art_6"] == "art_4"


def test_what_came_later_is_named_by_its_date():
    assert LINEAGE.wids[1]["art_1"] == LINEAGE.wids[2]["art_1"] == "2021-05-01.art_1"


def test_of_a_split_the_larger_part_keeps_the_name():
    names = LINEAGE.wids[-1]

    assert len(TEST) > len(DESTROY)
    assert (names["art_3"], names["art_4"]) == ("art_3", "2024-07-01.art_4")


def test_names_are_unique_in_each_version():
    assert all(len(set(names.values())) == len(names) for names in LINEAGE.wids)


def test_a_step_tells_what_became_of_each_part():
    onward = LINEAGE.steps[1].onward()

    assert onward["art_3"] == ("art_3", "art_4")
    assert onward["art_4"] == ("art_5",)


def test_the_same_texts_give_the_same_lineage():
    assert traced(*THREE)[1] == LINEAGE
