"""Steps between versions, and names that last through all of them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from versions import DESTROY, END, FRUIT, PRUNE, TEST, THREE, WATER, stored, traced, version

from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.model.lineage import LineageStep, Named, Names, Origin
from policydiff.tracing.engine.steps import lasting_names

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


def test_an_older_version_that_comes_later_renames_nothing():
    later, all_three = traced(*THREE[1:])[1], stored(THREE, (1, 2, 0))[1]

    assert all_three.wids[1:] == later.wids
    assert all_three.wids[0]["art_1"] == "art_2"


def test_what_only_an_older_version_has_is_named_by_its_date():
    older = version("2015-01-01", "果园的围栏由村集体统一修建。", PRUNE, WATER, FRUIT, END)
    _, lineage = stored((older, THREE[0]), (1, 0))

    assert lineage.wids[1] == {node.eid: node.eid for node in THREE[0].provisions}
    assert [lineage.wids[0][f"art_{number}"] for number in (1, 2, 3)] == [
        "2015-01-01.art_1",
        "art_1",
        "art_2",
    ]


def test_a_version_between_two_agrees_with_both():
    _, lineage = stored(THREE, (0, 2, 1))

    assert lineage.wids[1]["art_1"] == lineage.wids[2]["art_1"] == "2024-07-01.art_1"
    assert lineage.wids[1]["art_2"] == lineage.wids[2]["art_2"] == "art_1"


def test_of_a_split_that_an_older_version_undoes_the_larger_part_names_the_whole():
    whole, parts = (
        version("2018-03-01", PRUNE, FRUIT, END),
        version("2020-01-01", PRUNE, TEST, DESTROY, END),
    )
    _, lineage = stored((whole, parts), (1, 0))

    assert lineage.wids[0]["art_2"] == "art_2"


def test_a_correction_leaves_the_names_of_what_it_does_not_touch():
    before = traced(*THREE)[1].wids
    corrected = version(
        "2021-05-01",
        "果园实行分级管理，等级由监督站评定并公布。",
        PRUNE.replace("冬季", "春季"),
        FRUIT,
        WATER,
        END,
    )

    assert traced(THREE[0], corrected, THREE[2])[1].wids == before


TEXTS = st.lists(
    st.sampled_from((PRUNE, PRUNE.replace("冬季", "春季"), WATER, FRUIT, TEST, DESTROY, END)),
    min_size=1,
    max_size=4,
    unique=True,
)


@settings(max_examples=12, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms())
def test_names_are_unique_and_no_later_version_changes_them(texts, random):
    documents = [version(f"20{10 + place}-01-01", *lines) for place, lines in enumerate(texts)]
    order = random.sample(range(len(documents)), len(documents))
    names = named_in(documents, order)

    for count in range(1, len(order)):
        assert named_in(documents, order[:count]) == {
            place: names[place] for place in order[:count]
        }
    for place, mine in names.items():
        assert len(set(mine.values())) == len(mine) == len(documents[place].provisions)
    first = list(names[order[0]].values())
    assert first == [node.eid for node in documents[order[0]].provisions]
    assert all(mine[eid] in first or "." in mine[eid] for mine in names.values() for eid in mine)


def named_in(documents: Sequence[Document], order: Sequence[int]) -> dict[int, Names]:
    """The names of the versions at these places, stored in this order."""
    places = sorted(order)
    _, lineage = stored(
        [documents[place] for place in places], [places.index(place) for place in order]
    )
    return dict(zip(places, lineage.wids, strict=True))


def named_by(origins: Sequence[Origin], before: Document, after: Document) -> Names:
    """The names of the later of two versions by the origins of its parts."""
    order = (Named(place=0, prefix="2020-01-01"), Named(place=1, prefix="2022-01-01"))
    return lasting_names((before, after), order, {(0, 1): LineageStep(origins=tuple(origins))})[1]


def origin(eid: str, *left: str, kept: str = "", gone: str = "") -> Origin:
    """The origin of a part that kept some text, with other text gone before it."""
    edits = (Edit(op="delete", text=gone), Edit(op="equal", text=kept))
    return Origin(eid=eid, left=left, kind="regrouped", edits=edits if kept else ())


def test_of_a_split_a_part_in_its_place_keeps_the_name_though_another_kept_a_little_more():
    before = version("2020-01-01", PRUNE, TEST, WATER, END)
    after = version("2022-01-01", PRUNE, TEST[:20], WATER, TEST[18:], END)
    stays = [origin("art_1", "art_1"), origin("art_3", "art_3"), origin("art_5", "art_4")]

    for kept, expected in ((20, "art_2"), (8, "2022-01-01.art_2")):
        parts = [
            origin("art_2", "art_2", kept=TEST[:kept]),
            origin("art_4", "art_2", gone=TEST[:18], kept=TEST[18:]),
        ]
        assert len(TEST[18:]) > 20 > len(TEST[18:]) / 2 > 8
        assert named_by([*stays, *parts], before, after)["art_2"] == expected


def test_text_that_a_part_has_from_another_gives_it_no_claim_to_a_name():
    before = version("2020-01-01", PRUNE, WATER)
    after = version("2022-01-01", f"{PRUNE[20:]}\n{WATER}", PRUNE[:20])
    joined = origin("art_1", "art_1", "art_2", gone=PRUNE[:20], kept=f"{PRUNE[20:]}\n{WATER}")
    names = named_by([joined, origin("art_2", "art_1", kept=PRUNE[:20])], before, after)

    assert len(WATER) > 20
    assert (names["art_1"], names["art_2"]) == ("art_2", "art_1")
