"""Rules of two texts that are about one matter, and rules that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from stating import WORDS, law

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.duties import read_duties
from policydiff.comparing.engine.statements.kinship import (
    Kinship,
    RuleLikeness,
    article_links,
    find_kin,
    unit_above,
)
from policydiff.comparing.engine.statements.rules import RuleSentence, read_rules, units_of
from policydiff.model.document import Document
from policydiff.model.index import index_document

DUTY = "果农应当爱护果树。"
CUT = "擅自截断渠水的，由水利局责令限期改正，处一千元罚款。"
SELL = "出售染病树苗的，由水利局责令限期改正，处二千元罚款。"
FELL = "砍伐护渠林木的，由农业局给予警告，处三千元罚款。"
TEXTS = (DUTY, CUT, SELL, FELL, "雨伞由门卫登记。", "水利局应当在三日内公布水位。")


def rules(text: Document) -> tuple[RuleSentence, ...]:
    eids = {one.eid for one in units_of(text)}
    return read_rules(text, read_duties(text), WORDS, eids)


def kinship(*articles: tuple[str, ...]) -> tuple[Kinship, tuple[RuleSentence, ...]]:
    """The kinship of two versions with these penal articles, and the rules of the second."""
    left, right = (law(DUTY, "|", *side) for side in articles)
    links = article_links(diff(left, right).matches, index_document(left), index_document(right))
    old, new = rules(left), rules(right)
    return find_kin(old, new, links, RuleLikeness([one.words for one in (*old, *new)])), new


def paired(*articles: tuple[str, ...]) -> set[tuple[str, str]]:
    """The penal sentences of a pair, by their first words."""
    found, _ = kinship(*articles)
    return {(old.sentence[:4], new.sentence[:4]) for old, new in found.pairs if new.penal}


@settings(max_examples=examples(60))
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_weights_are_the_same_in_every_order(articles, order):
    found = rules(law(*articles))
    shuffled = list(found)
    order.shuffle(shuffled)
    one, other = (RuleLikeness([rule.words for rule in side]) for side in (found, shuffled))

    assert one.weights == other.weights
    for old in found:
        for new in found:
            assert one.of(old.words, new.words) == other.of(new.words, old.words)
            assert 0 <= one.of(old.words, new.words) <= 1
            assert 0 <= one.within(old.words, new.words) <= 1
        assert one.of(old.words, old.words) == one.within(old.words, old.words) == 1


def test_likeness_of_nothing_is_none():
    likeness = RuleLikeness(())

    assert likeness.of(frozenset(), frozenset()) == likeness.within(frozenset(), frozenset()) == 0
    assert likeness.within(frozenset({"雨伞"}), frozenset({"雨伞"})) == 1


def test_a_rare_pair_of_characters_weighs_more():
    found = rules(law("果农应当浇水。", "果农应当修渠。", "果农应当登记。"))
    likeness = RuleLikeness([one.words for one in found])

    assert likeness.weights["修渠"] > likeness.weights["果农"] > 0


def test_the_links_are_those_of_articles_that_changed():
    left, right = law(DUTY, "|", CUT, FELL), law(DUTY, "|", CUT, FELL.replace("三千", "五千"))
    links = article_links(diff(left, right).matches, index_document(left), index_document(right))

    assert list(links) == [("art_3", "art_3")]
    assert links["art_3", "art_3"].kind == "reworded"


def test_the_article_of_a_part():
    text = law(DUTY, "|", f"{CUT}\n{FELL}")
    index, units = index_document(text), {"art_1", "art_2"}

    assert unit_above(index, "art_2__para_2", units) == unit_above(index, "art_2", units) == "art_2"
    assert unit_above(index, "chp_2", units) is None


def test_the_same_conduct_is_paired_wherever_it_stands():
    assert paired((CUT, FELL), (FELL.replace("三千", "五千"), CUT.replace("一千", "四千"))) >= {
        ("擅自截断", "擅自截断"),
        ("砍伐护渠", "砍伐护渠"),
    }


@pytest.mark.parametrize(
    "lead", ["", "违反本条例规定，", "果农违反本条例的规定，"], ids=["plain", "breach", "who"]
)
def test_other_conduct_is_not_paired_although_the_rest_is_alike(lead):
    assert paired((lead + CUT,), (lead + SELL,)) == set()


def test_conduct_in_other_words_is_paired_where_the_alignment_is_sure():
    old = "未经许可擅自截断渠水的，由水利局责令限期改正，处一千元罚款。"
    new = "擅自在渠道筑坝截水的，由水利局责令限期改正，处九千元罚款。"

    assert len(paired((old, FELL), (new, FELL))) >= 1


def test_merged_articles_are_both_paired_with_the_one():
    merged = "擅自截断渠水或者砍伐护渠林木的，由水利局处九千元罚款。"
    found, _ = kinship((CUT, FELL), (merged,))

    assert {(old.sentence[:4], new.sentence[:6]) for old, new in found.pairs if new.penal} == {
        ("擅自截断", "擅自截断渠水"),
        ("砍伐护渠", "擅自截断渠水"),
    }
    assert found.divided == frozenset()


def test_a_split_article_is_paired_with_both():
    merged = "擅自截断渠水或者砍伐护渠林木的，由水利局处九千元罚款。"
    found, new = kinship((merged,), (CUT, FELL))

    assert {other for _, other in found.pairs if other.penal} == {one for one in new if one.penal}


def test_conduct_that_was_parted_off_is_divided():
    old = "擅自截断渠水、砍伐护渠林木、毁坏水泵的，由水利局处五千元罚款。"
    new = (
        "擅自截断渠水、砍伐护渠林木的，由水利局处九千元罚款。",
        "毁坏水泵的，由水利局处五百元罚款。",
    )
    found, _ = kinship((old,), new)

    assert {other.sentence[:4] for _, other in found.divided} <= {"毁坏水泵"}


def test_a_rule_that_punishes_is_no_pair_of_one_that_does_not():
    assert paired(("雨伞由门卫登记。",), ("丢失雨伞的，由门卫处一百元罚款。",)) == set()


def test_all_that_an_aligned_article_has_may_answer():
    found, new = kinship((f"{CUT}\n{FELL}",), (f"{CUT}\n{SELL}",))
    sell = next(one for one in new if one.sentence.startswith("出售"))

    assert {one.sentence[:2] for one in found.kin[sell]} == {"擅自", "砍伐"}


def test_an_article_that_adds_to_an_aligned_one_answers_too():
    more = "有本条例第二条行为，有违法所得的，由水利局予以没收。"
    found, new = kinship((CUT, more), (CUT.replace("一千元", "九千元"),))
    cut = next(one for one in new if one.sentence.startswith("擅自"))

    assert {one.sentence[:4] for one in found.kin[cut]} >= {"擅自截断", "有本条例"}


def test_the_surest_pairs_come_first():
    found, _ = kinship(
        (CUT, SELL, FELL), (CUT + "处理结果应当公布。", "出售染病果品的，处一百元罚款。", FELL)
    )

    assert [old.sentence for old, new in found.pairs[:3]] != []
    assert len(set(found.pairs)) == len(found.pairs)
