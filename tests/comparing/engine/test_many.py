"""Each of many versions against the next, and every provision through all of them."""

from __future__ import annotations

import json

import pytest
from drafting import document, numeral_of
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.many import diff_all, follow

FIRST = document("""
# 果园条例
@promulgated 2018-01-01
序言一段，说明来由。
第一条　为了保护果园，制定本条例。
第二条　果农应当按时修剪果树，并且每年春季清理枯枝和杂草。果园的道路由村民委员会组织养护，费用由全体果农分担。
第三条　县级主管部门每年巡查果园三次，公布巡查的结果。
第四条　本条例自公布之日起施行。
""")
SECOND = document("""
# 果园条例
@promulgated 2020-01-01
序言一段，说明来由。
第一条　为了保护果园，制定本条例。
第二条　果农应当按时修剪果树，并且每年春季清理枯枝和杂草。
第三条　果园的道路由村民委员会组织养护，费用由全体果农分担。
第四条　县级主管部门每年巡查果园五次，公布巡查的结果。
第五条　本条例自公布之日起施行。
""")
THIRD = document("""
# 果园条例
@promulgated 2024-01-01
序言一段，说明来由。
第一条　为了保护果园，制定本条例。
第二条　果园实行分级管理。
第三条　果农应当按时修剪果树，并且每年春季清理枯枝和杂草。
第四条　果园的道路由村民委员会组织养护，费用由全体果农分担。
第五条　本条例自公布之日起施行。
""")
VALIDATOR = validator("comparisons")


def test_each_is_compared_with_the_next():
    found = diff_all([FIRST, SECOND, THIRD])

    assert found.comparisons == (diff(FIRST, SECOND), diff(SECOND, THIRD))
    assert found.changed
    assert not diff_all([FIRST, FIRST, FIRST]).changed


def test_lineages_follow_splits_and_stand_in_the_last_order_with_what_ended_where_it_stood():
    assert diff_all([FIRST, SECOND, THIRD]).lineages == (
        (FIRST.preamble[0].eid, SECOND.preamble[0].eid, THIRD.preamble[0].eid),
        ("art_1", "art_1", "art_1"),
        (None, None, "art_2"),
        ("art_2", "art_2", "art_3"),
        ("art_2", "art_3", "art_4"),
        ("art_3", "art_4", None),
        ("art_4", "art_5", "art_5"),
    )


def test_the_other_way_round_parts_are_merged():
    lineages = diff_all([THIRD, SECOND, FIRST]).lineages

    assert ("art_3", "art_2", "art_2") in lineages
    assert ("art_4", "art_3", "art_2") in lineages
    assert ("art_2", None, None) in lineages


def test_several_parts_that_merge_and_split_again_share_the_ways_on():
    lineages = diff_all([SECOND, FIRST, SECOND]).lineages

    assert [lineage for lineage in lineages if lineage[1] == "art_2"] == [
        ("art_2", "art_2", "art_2"),
        ("art_3", "art_2", "art_3"),
    ]


def test_two_documents_are_many_enough():
    assert len(diff_all([FIRST, SECOND]).comparisons) == 1


def test_documents_without_articles_are_followed_by_their_paragraphs():
    letter = document("# 关于果园的复函\n来函收悉。\n果园可以继续经营。")

    assert len(diff_all([letter, letter]).lineages) == len(letter.body)


def test_one_provision_is_followed_back_and_forth():
    found = follow(diff_all([FIRST, SECOND, THIRD]), 2, "art_4", "第四条")

    assert found.lineages == (("art_2", "art_3", "art_4"),)
    assert found.provision == "第四条"


def test_a_provision_that_was_split_is_followed_into_its_parts():
    found = follow(diff_all([FIRST, SECOND, THIRD]), 0, "art_2", "第二条")

    assert found.lineages == (("art_2", "art_2", "art_3"), ("art_2", "art_3", "art_4"))


def test_a_paragraph_can_be_followed():
    found = follow(diff_all([FIRST, SECOND, THIRD]), 0, "art_1__para_1", "第一条第一款")

    assert found.lineages == (("art_1__para_1",) * 3,)


def test_the_json_is_valid_to_its_schema():
    found = diff_all([FIRST, SECOND, THIRD])

    for value in (found, follow(found, 0, "art_2", "第二条")):
        VALIDATOR.validate(json.loads(json.dumps(value.to_dict())))
    assert found.to_dict()["type"] == "comparisons"


def test_the_library_offers_it():
    assert policydiff.diff_all([FIRST, SECOND]) == diff_all([FIRST, SECOND])


WORDS = ["果树", "枯枝", "落叶", "道路", "水渠", "仓库", "围栏"]


def version(words: list[str]):
    return document(
        "\n".join(
            f"第{numeral_of(place)}条　{word}由某某部门负责管理，{word}每年检查一次。"
            for place, word in enumerate(words, start=1)
        )
    )


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, unique=True), min_size=2, max_size=4))
def test_every_article_stands_in_a_lineage_and_every_link_too(texts):
    documents = [version(words) for words in texts]

    found = diff_all(documents)

    for place, whole in enumerate(documents):
        named = {lineage[place] for lineage in found.lineages} - {None}
        assert named == {article.eid for article in whole.articles}
    for place, comparison in enumerate(found.comparisons):
        links = {(lineage[place], lineage[place + 1]) for lineage in found.lineages}
        for match in comparison.matches:
            if (
                match.left
                and match.right
                and match.left[0].level == match.right[0].level == "article"
            ):
                assert links >= set(match.links or [(match.left[0].eid, match.right[0].eid)])
    last = [lineage[-1] for lineage in found.lineages if lineage[-1] is not None]
    assert last == sorted(last, key=lambda eid: int(eid.removeprefix("art_")))
    assert len(found.lineages) == len(set(found.lineages))


@pytest.mark.corpus
@pytest.mark.parametrize(
    "work", ["foreign-trade-law", pytest.param("constitution", marks=pytest.mark.slow)]
)
def test_real_chains_lose_no_article(corpus, work):
    paths = sorted(
        path for path in (corpus / "works" / work).glob("*.md") if "decision" not in path.name
    )
    documents = [policydiff.load(path) for path in paths]

    found = diff_all(documents)

    for place, whole in enumerate(documents):
        assert {article.eid for article in whole.articles} <= {
            lineage[place] for lineage in found.lineages
        }
    VALIDATOR.validate(json.loads(json.dumps(found.to_dict())))
