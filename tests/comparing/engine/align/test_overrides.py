"""What a person says of the pairing comes first and stays."""

from __future__ import annotations

import pytest
from checking import check
from drafting import document, numeral_of
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.comparing.engine.align.overrides import DECLARED, NoSuchUnitError, Overrides, Pin
from policydiff.comparing.engine.compare import diff
from policydiff.store.records.pins import StoredPin, overrides_of

LEFT = document("""
# 某某条例
第一章　总则
第一条　为了保护果园，制定本条例。
第二条　果农应当按时修剪果树，并清理枯枝。
落叶由果农自行处理。
第二章　罚则
第三条　违反本条例的，由县级主管部门给予警告。
第四条　本条例自公布之日起施行。
""")
RIGHT = document("""
# 某某条例
第一章　总则
第一条　为了保护果园，制定本条例。
第二条　果农应当按时修剪果树。
第三条　果农应当清理枯枝。
第四条　落叶由果农自行处理。
第二章　罚则
第五条　违反本条例的，由县级主管部门处五百元罚款。
第六条　本条例自公布之日起施行。
""")


def pinned(*pins: tuple[str, str], apart: tuple[tuple[str, str], ...] = ()):
    made = tuple(Pin(left=tuple(left.split()), right=tuple(right.split())) for left, right in pins)
    comparison = diff(LEFT, RIGHT, pairs=Overrides(pins=made, apart=apart))
    check(comparison)
    return comparison


def pairs_of(comparison) -> dict[str, str]:
    """Left eIds → right eIds of each match, as written."""
    return {
        " ".join(side.eid for side in match.left): " ".join(side.eid for side in match.right)
        for match in comparison.matches
    }


def match_of(comparison, eid: str, side: str = "left"):
    return next(
        match
        for match in comparison.matches
        if any(part.eid == eid for part in getattr(match, side))
    )


def test_nothing_set_changes_nothing():
    assert pinned().to_dict() == diff(LEFT, RIGHT).to_dict()


def test_what_was_found_anyway_only_gets_another_reason():
    free, held = diff(LEFT, RIGHT), pinned(("art_3", "art_5"))

    assert pairs_of(held) == pairs_of(free)
    assert match_of(held, "art_3").reason == "pinned"
    assert match_of(held, "art_3").score == 1.0
    assert match_of(held, "art_3").edits == match_of(free, "art_3").edits


def test_a_link_holds_whatever_the_texts_read_like():
    found = pinned(("art_1", "art_6"))

    assert pairs_of(found)["art_1"] == "art_6"
    assert pairs_of(found)["art_4"] != "art_6"


def test_what_is_kept_apart_finds_another_partner_or_none():
    found = pinned(apart=(("art_1", "art_1"), ("art_4", "art_6")))

    assert pairs_of(found)["art_1"] != "art_1"
    assert pairs_of(found)["art_4"] != "art_6"
    assert match_of(found, "art_6", "right").kind == "added"


def test_what_has_no_counterpart_stands_alone():
    found = pinned(("art_3", ""), ("", "art_6"))

    assert (match_of(found, "art_3").kind, match_of(found, "art_3").reason) == ("removed", "pinned")
    assert (match_of(found, "art_6", "right").kind, match_of(found, "art_6", "right").reason) == (
        "added",
        "pinned",
    )
    assert match_of(found, "art_4").kind == "removed"


def test_a_split_holds_and_nothing_joins_it():
    found = match_of(pinned(("art_2", "art_2 art_3")), "art_2")

    assert (found.kind, found.reason, found.score) == ("split", "pinned", 1.0)
    assert [side.eid for side in found.right] == ["art_2", "art_3"]
    assert found.links == (("art_2", "art_2"), ("art_2", "art_3"))


def test_a_join_holds():
    found = match_of(pinned(("art_2 art_3", "art_5")), "art_3")

    assert (found.kind, found.reason) == ("merged", "pinned")
    assert found.links == (("art_2", "art_5"), ("art_3", "art_5"))


def test_a_paragraph_may_become_an_article():
    found = match_of(pinned(("art_2__para_2", "art_4")), "art_2__para_2")

    assert (found.kind, found.reason) == ("unchanged", "pinned")
    assert [side.level for side in (*found.left, *found.right)] == ["paragraph", "article"]


def test_a_paragraph_may_go_to_an_article_that_its_own_does_not_correspond_to():
    found = match_of(pinned(("art_2__para_2", "art_5__para_1")), "art_2__para_2")

    assert [side.eid for side in found.right] == ["art_5__para_1"]
    assert found.moved


def test_paragraphs_of_articles_without_partners_can_be_linked():
    found = pinned(("art_3", ""), ("", "art_5"), ("art_3__para_1", "art_5__para_1"))

    assert match_of(found, "art_3__para_1").right[0].eid == "art_5__para_1"


PRUNING = "果农应当在每年春季按照技术规范修剪果树，并清理枯枝落叶。"
WATER = "县级人民政府应当建立果园灌溉设施的维护制度，保障灌溉用水。"
BORDERS = "果园的界线由村民委员会划定并公示。"
WHOLE, PARTED = f"{PRUNING}{WATER}", (PRUNING, WATER)


def law(*articles: str):
    return document(
        "\n".join(
            f"第{numeral_of(place)}条　{text}" for place, text in enumerate(articles, start=1)
        )
    )


SPLIT = law("本条例保护果园。", WHOLE, BORDERS), law("本条例保护果园。", *PARTED, BORDERS)
MERGE = SPLIT[1], SPLIT[0]
ONE = f"{PRUNING[:-1]}，并且每日公布清点的果树和投诉的处理结果。"
REGROUP = (
    law(f"{ONE}\n{WATER}", BORDERS, "乡镇人民政府每年组织果农参加农业技术培训和病虫害防治演练。"),
    law(f"{ONE}\n乡镇人民政府每年组织果农参加农业技术培训和病虫害防治演练。", BORDERS, WATER),
)
CASES = {"split": (SPLIT, "art_2"), "merged": (MERGE, "art_2"), "regrouped": (REGROUP, "art_1")}


def linked(texts, *links: tuple[str, str], apart: tuple[tuple[str, str], ...] = ()):
    """The comparison with links as a person stores them, one by one."""
    pins = [StoredPin(left=("a", left), right=("b", right)) for left, right in links]
    pins += [StoredPin(left=("a", left), right=("b", right), apart=True) for left, right in apart]
    comparison = diff(*texts, pairs=overrides_of(pins, "a", "b"))
    check(comparison)
    return comparison


def shape(comparison) -> list:
    """What corresponds to what, without who says so."""
    return [
        (match.kind, match.left, match.right, match.links, match.moved, match.edits)
        for match in comparison.matches
    ]


@pytest.mark.parametrize(
    ("kind", "place"),
    [(kind, place) for kind in CASES for place in range(3 if kind == "regrouped" else 2)],
)
def test_a_link_of_one_part_keeps_the_others(kind, place):
    texts, eid = CASES[kind]
    free = diff(*texts)
    found = match_of(free, eid)
    assert found.kind == kind

    comparison = linked(texts, found.links[place])

    assert shape(comparison) == shape(free)
    assert match_of(comparison, eid).pinned == (found.links[place],)
    assert match_of(comparison, eid).reason == "sentences"
    assert match_of(comparison, eid).to_dict()["pinned"] == [list(found.links[place])]


@pytest.mark.parametrize("kind", CASES)
def test_links_of_all_parts_set_the_whole(kind):
    texts, eid = CASES[kind]
    found = match_of(diff(*texts), eid)

    held = match_of(linked(texts, *found.links), eid)

    assert (held.kind, held.links, held.reason, held.score, held.pinned) == (
        kind,
        found.links,
        "pinned",
        1.0,
        (),
    )
    assert "pinned" not in held.to_dict()


def test_a_part_that_a_person_refuses_is_not_kept():
    comparison = linked(SPLIT, ("art_2", "art_3"), apart=(("art_2", "art_2"),))

    assert pairs_of(comparison)["art_2"] == "art_3"
    assert match_of(comparison, "art_2", "right").kind == "added"
    assert match_of(comparison, "art_2").pinned == ()


def test_a_link_that_was_not_found_takes_the_place_of_what_was():
    comparison = linked(SPLIT, ("art_2", "art_4"))

    assert pairs_of(comparison)["art_2"] == "art_4"
    assert [match_of(comparison, eid, "right").kind for eid in ("art_2", "art_3")] == [
        "added",
        "added",
    ]


def test_a_part_that_is_linked_elsewhere_is_not_kept():
    comparison = linked(SPLIT, ("art_2", "art_2"), ("art_3", "art_3"))

    assert (pairs_of(comparison)["art_2"], pairs_of(comparison)["art_3"]) == ("art_2", "art_3")


def test_a_link_beside_one_that_was_found_adds_a_part():
    found = match_of(linked(SPLIT, ("art_2", "art_2"), ("art_2", "art_4")), "art_2")

    assert found.links == (("art_2", "art_2"), ("art_2", "art_3"), ("art_2", "art_4"))
    assert found.pinned == (("art_2", "art_2"), ("art_2", "art_4"))


def test_what_is_said_of_other_articles_keeps_a_split_that_is_linked_in_part():
    free = match_of(linked(SPLIT, ("art_1", "art_4")), "art_2")
    held = match_of(linked(SPLIT, ("art_1", "art_4"), ("art_2", "art_3")), "art_2")

    assert (
        (held.kind, held.links)
        == (free.kind, free.links)
        == ("split", (("art_2", "art_2"), ("art_2", "art_3")))
    )


def test_a_link_that_says_what_a_decision_says_keeps_the_rest_of_the_decision():
    declared = Pin(left=("art_2",), right=("art_2", "art_4"), reason=DECLARED)
    pins = Overrides(pins=(Pin(left=("art_2",), right=("art_2",)),)).with_declared([declared])

    found = match_of(diff(*SPLIT, pairs=pins), "art_2")

    assert [side.eid for side in found.right] == ["art_2", "art_4"]
    assert (found.reason, found.pinned) == (DECLARED, (("art_2", "art_2"),))


def test_what_a_person_says_otherwise_outdoes_a_decision():
    declared = Pin(left=("art_2",), right=("art_2",), reason=DECLARED)
    mine = Pin(left=("art_2",), right=("art_3",))

    assert Overrides(pins=(mine,)).with_declared([declared]) == Overrides(pins=(mine,))


def test_a_split_of_chapters_is_kept_too():
    left = document(
        f"第一章　总则\n第一条　{PRUNING}\n第二条　{WATER}\n第二章　附则\n第三条　{BORDERS}"
    )
    right = document(
        f"第一章　总则\n第一条　{PRUNING}\n第二章　用水\n第二条　{WATER}\n第三章　附则\n第三条　{BORDERS}"
    )
    free = diff(left, right)
    found = match_of(free, "chp_1")

    for link in found.links or (("chp_1", found.right[0].eid),):
        assert shape(linked((left, right), link)) == shape(free)


MOVED = (
    document(
        "第一条　果园归村民所有。\n收获的果实由全体果农按照投入的劳动分配。\n第二条　本条例自公布之日起施行。"
    ),
    document(
        "第一条　本条例自公布之日起施行。\n第二条　道路由村民养护。\n收获的果实由全体果农按照投入的劳动分配。"
    ),
)


@pytest.mark.parametrize(
    ("overrides", "partner"),
    [
        (Overrides(), "art_2__para_2"),
        (Overrides(apart=(("art_1", "art_2"),)), None),
        (Overrides(apart=(("art_1__para_2", "art_2__para_2"),)), None),
        (Overrides(pins=(Pin(left=("art_1",)),)), None),
        (Overrides(pins=(Pin(right=("art_2",)),)), None),
    ],
    ids=["nothing set", "articles apart", "paragraphs apart", "left alone", "right alone"],
)
def test_clauses_of_what_is_kept_apart_or_alone_do_not_meet_elsewhere(overrides, partner):
    comparison = diff(*MOVED, pairs=overrides)

    check(comparison)
    right = match_of(comparison, "art_1__para_2").right
    assert (right[0].eid if right else None) == partner


def test_chapters_can_be_crossed():
    found = pinned(("chp_1", "chp_2"))

    assert pairs_of(found)["chp_1"] == "chp_2"
    assert pairs_of(found)["chp_2"] != "chp_2"


def test_chapters_can_be_kept_apart():
    assert pairs_of(pinned(apart=(("chp_2", "chp_2"),)))["chp_2"] != "chp_2"


@pytest.mark.parametrize(
    ("pin", "side"), [(("art_99", "art_1"), "left"), (("art_1", "art_99"), "right")]
)
def test_an_unknown_part_is_refused(pin, side):
    with pytest.raises(
        NoSuchUnitError, match=f"the {side} document has no part 'art_99'"
    ) as caught:
        pinned(pin)

    assert caught.value.exit_code == 4


def text_of(words: list[str]) -> str:
    return "\n".join(
        f"第{numeral_of(place)}条　{word}由某某部门负责管理。"
        for place, word in enumerate(words, start=1)
    )


WORDS = ["果树", "枯枝", "落叶", "道路", "水渠", "仓库"]


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_whatever_is_set_holds_and_all_laws_of_a_comparison_with_it(data):
    left = document(text_of(data.draw(st.permutations(WORDS))))
    right = document(text_of(data.draw(st.permutations(WORDS))))
    ours = data.draw(st.permutations([f"art_{place}" for place in range(1, 7)]))
    theirs = data.draw(st.permutations([f"art_{place}" for place in range(1, 7)]))
    pins = (
        Pin(left=(ours[0],), right=(theirs[0],)),
        Pin(left=(ours[1],), right=(theirs[1], theirs[2])),
        Pin(left=(ours[2], ours[3]), right=(theirs[3],)),
    )
    apart = ((ours[4], theirs[4]), (ours[5], theirs[4]))

    comparison = diff(left, right, pairs=Overrides(pins=pins, apart=apart))

    check(comparison)
    groups = {
        frozenset(side.eid for side in match.left): {side.eid for side in match.right}
        for match in comparison.matches
    }
    assert [groups[frozenset(pin.left)] for pin in pins] == [set(pin.right) for pin in pins]
    assert match_of(comparison, theirs[4], "right").kind == "added"
