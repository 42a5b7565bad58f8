"""An opinion and laws, related: links, coverage, and what nobody announced."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from inventing import RULES, law, opinion

from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.opinion.answers import NAMED
from policydiff.relating.engine.opinion.opinion import cited_articles
from policydiff.text.word_rarity import load_background

ROOT = Path(__file__).resolve().parents[4]
UMBRELLAS = ("借用人应当归还雨伞，逾期不还的，管理人不再借给。", "管理人应当检查雨伞，及时修补。")


def relate(left, *rights, **options):
    return relate_any(left, rights, load_background(), **options)


def test_links_are_sorted_and_limited():
    relation = relate(opinion(), law(), law(UMBRELLAS, title="示例市雨伞借用办法"), limit=2)

    keys = [(link.left.num, link.right.title) for link in relation.links]
    assert max(keys.count(key) for key in keys) == 2
    assert [link.left.num for link in relation.links] == sorted(
        link.left.num for link in relation.links
    )
    for key in set(keys):
        scores = [
            link.score for link, other in zip(relation.links, keys, strict=True) if other == key
        ]
        assert scores == sorted(scores, reverse=True)


def test_a_pair_that_a_person_judged_keeps_its_score_and_evidence_beyond_the_limit():
    right = law((*RULES, "投诉材料由平台保管三年。"))
    every = {
        (link.left.eid, link.right.eid): link for link in relate(opinion(), right, limit=9).links
    }
    wanted = next(
        link for key, link in reversed(every.items()) if key[0] == "art_2" and link.evidence
    )
    asked = (wanted.left.eid, wanted.right.document, wanted.right.eid)

    relation = relate(opinion(), right, limit=1, also={asked, ("art_1", right.title, "art_4")})

    assert wanted in relation.links
    assert [link.left.eid for link in relation.links].count("art_2") == 2
    assert ("art_1", "art_4") in {(link.left.eid, link.right.eid) for link in relation.links}


def test_the_best_links_and_their_sentences():
    left, right = opinion(), law()
    relation = relate(left, right)

    best = {link.left.num: link for link in reversed(relation.links)}
    assert best["1．"].right.num == "第二条"
    assert best["2．"].right.num == "第三条"
    text = {article.eid: article.text for article in left.articles}
    assert text["art_2"][slice(*best["2．"].sentence)].startswith("建立网络交易平台投诉举报渠道")
    assert best["2．"].right_sentence is not None


def test_coverage_has_a_row_for_each_item_and_law():
    umbrellas = law(UMBRELLAS, title="示例市雨伞借用办法")
    relation = relate(opinion(), law(), umbrellas)

    assert [(row.left, row.right) for row in relation.coverage] == [
        (article.eid, title)
        for article in opinion().articles
        for title in (law().title, umbrellas.title)
    ]
    statuses = {(row.left, row.right): row.status for row in relation.coverage}
    assert statuses["art_1", law().title] == "partly"
    assert statuses["art_2", law().title] == "covered"
    assert {statuses[article.eid, umbrellas.title] for article in opinion().articles} == {"none"}
    assert {row.order for row in relation.coverage} == {"later"}


def test_what_no_item_announced():
    relation = relate(opinion(), law((*RULES, *UMBRELLAS)))

    assert {place.num for place in relation.only_right} >= {"第五条", "第六条"}
    assert not {"第一条", "第四条"} & {
        place.num for place in relation.only_right
    }  # purpose and penalty announce nothing


CITING = (
    "落实《示例市个人信息条例》第五条至第六条，完善网络基础设施。",
    "按照《乙市示例市个人信息条例》第三条办理。",
    "推进网络建设。",
)


def test_an_article_that_an_item_names_by_its_number_answers_it():
    relation = relate(opinion(CITING), law((*RULES, *UMBRELLAS)))
    answers = {measure.left: measure.answers[0].articles for measure in relation.measures}
    links = {(link.left.eid, link.right.num) for link in relation.links if link.score >= NAMED}

    assert [one.num for one in answers["art_1"][:2]] == ["第五条", "第六条"]
    assert {num for eid, num in links if eid == "art_1"} >= {"第五条", "第六条"}
    assert not {"第五条", "第六条"} & {place.num for place in relation.only_right}
    assert all(one.score < NAMED for eid in ("art_2", "art_3") for one in answers[eid])


def test_only_numbers_behind_the_name_of_that_law_name_its_articles():
    def numbers(text: str) -> list[int]:
        cited = cited_articles(text, law((*RULES, *UMBRELLAS)))
        return [place for place, named in enumerate(cited, 1) if named]

    assert numbers("依照示例市个人信息条例第二条第一款、第四条处理。") == [2, 4]
    assert numbers("依照《示例市个人信息条例》和本意见第二条处理。") == []
    assert numbers("落实《示例市个人信息条例实施细则》第二条。") == []
    assert numbers("废止《示例市个人信息条例》第二条。") == []
    assert numbers("第二条。") == []


@pytest.mark.parametrize(
    "left", [opinion(), opinion(()), opinion(("",))], ids=["items", "none", "empty"]
)
@pytest.mark.parametrize(
    "right", [law(()), replace(law(), body=()), law(("",))], ids=["no rules", "no body", "empty"]
)
def test_documents_that_hold_nothing(left, right):
    relation = relate(left, right)

    assert relation.links == ()
    assert [row.status for row in relation.coverage] == ["none"] * len(left.articles)


def test_the_same_input_gives_the_same_relation():
    assert relate(opinion(), law()).to_dict() == relate(opinion(), law()).to_dict()


@pytest.mark.corpus
@pytest.mark.slow
def test_the_figures_against_links_found_by_reading(corpus, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    bench = _load(ROOT / "benchmarks" / "relate_bench.py")
    gold = bench.read_gold(corpus)
    if gold is None:
        pytest.skip("this corpus has no links found by reading")

    found = bench.as_it_is(gold)

    assert found["ndcg"] >= 0.77
    assert found["first"] >= 0.8
    assert found["coverage"] >= 0.8


def _load(path):
    spec = importlib.util.spec_from_file_location("relate_bench", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
