"""Laws, regulations and drafts beside one another. All texts but those of the corpus are
invented.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from counterparting import CASES, background, check, document, lines_of, pair, related
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import law, opinion
from lanes import examples

import policydiff
from policydiff.relating.engine.laws.counterparts import relate_any, relation_kind
from policydiff.relating.engine.relation import Link, Relation, closeness

NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_golden(name, golden):
    relation = related(*pair(name))

    check(relation)
    golden(CASES / f"{name}.expected", "\n".join(lines_of(relation)) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_corresponds_to_itself_word_for_word(name):
    for side in pair(name):
        relation = related(side, side)

        assert [
            (link.left.eid, link.right.eid, link.wording, link.score) for link in relation.links
        ] == [(article.eid, article.eid, "same", 1.0) for article in side.articles]
        assert (relation.only_left, relation.only_right) == ((), ())
        assert {row.status for row in relation.coverage} == {"covered"}


@pytest.mark.parametrize("name", NAMES)
def test_seen_from_the_right_the_same_articles_correspond(name):
    left, right = pair(name)
    there, back = related(left, right), related(right, left)

    assert {(link.left.eid, link.right.eid, link.wording) for link in there.links} == {
        (link.right.eid, link.left.eid, link.wording) for link in back.links
    }
    assert [place.eid for place in there.only_left] == [place.eid for place in back.only_right]


def test_documents_on_different_matters_have_no_links():
    relation = related(*pair("unrelated"))

    assert relation.links == ()
    assert len(relation.only_left) == len(relation.only_right) == 3
    assert {row.status for row in relation.coverage} == {"none"}


def test_a_text_taken_over_has_no_lesser_links_in_that_document():
    text = "第一条 投放企业收取押金的，应当专户存放，不得挪用。\n"
    other = "第二条 投放企业收取押金和租金的，应当专户存放，不得挪用。\n"

    relation = related(document(f"甲办法\n\n{text}{other}"), document(f"乙办法\n\n{text}"))

    assert [(link.left.eid, link.wording) for link in relation.links] == [("art_1", "same")]
    assert [place.eid for place in relation.only_left] == ["art_2"]


def test_repeated_texts_correspond_first_to_first_and_the_rest_to_the_last():
    sentence = "任何单位和个人不得擅自移动井盖。"
    three, two = (
        document("甲办法\n\n" + "".join(f"第{n}条 {sentence}\n" for n in numbers))
        for numbers in ("一二三", "一二")
    )

    assert [(link.left.eid, link.right.eid) for link in related(three, two).links] == [
        ("art_1", "art_1"),
        ("art_2", "art_2"),
        ("art_3", "art_2"),
    ]


def test_links_are_limited_but_what_they_reach_is_not_only_right():
    left, right = pair("local")

    relation = related(left, right, limit=1)

    assert [link.right.num for link in relation.links if link.left.num == "第三条"] == ["第四条"]
    assert "第二条" not in {place.num for place in relation.only_right}


def closest(relation: Relation) -> dict[str, Link | None]:
    """For each article of the left the closest link that nobody rejected."""
    kept = [link for link in relation.links if link.status != "rejected"]
    mine = {
        article.eid: [link for link in kept if link.left.eid == article.eid]
        for article in relation.left.articles
    }
    return {eid: max(links, key=closeness, default=None) for eid, links in mine.items()}


def test_several_old_laws_against_one_code():
    left, right = pair("local")
    spare = document(
        "雨伞回收办法\n\n第一条 国家鼓励投放企业研究开发可以降解的伞面材料，推动雨伞回收。\n第二条 旧伞骨应当分类收集。\n"
    )

    relation = related(left, right, spare)

    found = closest(relation)
    assert {
        eid: (link.right.title, link.right.num, link.wording) for eid, link in found.items() if link
    } == {
        "art_1": (right.title, "第一条", "adapted"),
        "art_2": (right.title, "第三条", "adapted"),
        "art_3": (right.title, "第四条", "adapted"),
        "art_4": (right.title, "第五条", "same"),
        "art_5": (right.title, "第七条", None),
        "art_7": (spare.title, "第一条", "adapted"),
        "art_8": (right.title, "第九条", "adapted"),
    }
    assert found["art_6"] is None
    assert [(place.title, place.num) for place in relation.only_right][-1] == (
        spare.title,
        "第二条",
    )
    assert [place.num for place in relation.only_left] == ["第六条"]


def test_another_document_beside_it_changes_no_link():
    left, right = pair("local")

    alone, beside = related(left, right), related(left, pair("unrelated")[1], right)

    assert [link for link in beside.links if link.right.title == right.title] == list(alone.links)


def test_what_a_person_said_goes_before_the_wording_of_a_closeness():
    relation = related(*pair("local"))
    links = tuple(
        replace(
            link,
            status="rejected"
            if link.right.num == "第四条"
            else "confirmed"
            if link.right.num == "第二条"
            else link.status,
        )
        for link in relation.links
    )

    assert closest(replace(relation, links=links))["art_3"].right.num == "第二条"


def test_which_kind_of_relation_fits():
    assert relation_kind(law(), [law()]) == "counterparts"
    assert relation_kind(law(), [opinion()]) == "counterparts"
    assert relation_kind(opinion(), [law()]) == "measures"
    assert relation_kind(opinion(stage="征求意见稿"), [law()]) == "measures"
    assert relation_kind(opinion(), [opinion(), law()]) == "measures"
    assert relation_kind(opinion(), [opinion()]) == "counterparts"


def test_the_fitting_one_is_made():
    relation = relate_any(law(), [law(), law(title="示例省办法")], background())

    assert relation.kind == "counterparts"
    assert relate_any(opinion(), [law()], background()).kind == "measures"


SENTENCES = st.sampled_from(
    (
        "投放企业应当按照规定的区域和数量投放雨伞。",
        "伞架倒塌的，管理人应当设置警示标志。",
        "本条例自2021年6月1日起施行。",
        "任何人不得挪用押金。",
        "略。",
        "违反本条例规定的，处一千元以下罚款。",
    )
)
ARTICLES = st.lists(
    st.lists(SENTENCES, min_size=1, max_size=3).map("".join), min_size=1, max_size=8
)


def numbered(texts: list[str]):
    return document(
        "示例市雨伞条例\n\n"
        + "".join(f"第{'一二三四五六七八'[n]}条 {text}\n" for n, text in enumerate(texts))
    )


@given(ARTICLES)
@settings(max_examples=examples(40))
def test_every_document_is_the_same_as_itself(texts):
    side = numbered(texts)

    relation = related(side, side)

    check(relation)
    assert [(link.left.eid, link.right.eid, link.wording) for link in relation.links] == [
        (a.eid, a.eid, "same") for a in side.articles
    ]


@given(ARTICLES, ARTICLES)
@settings(max_examples=examples(40))
def test_the_laws_hold_of_any_two(left, right):
    relation = related(numbered(left), numbered(right))

    check(relation)
    assert related(numbered(left), numbered(right)) == relation


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("shandong", 0.94, 0.80), ("beijing", 0.88, 0.73)]
)
def test_links_that_a_reader_found_between_regulations(corpus, name, precision, recall):
    gold = tomllib.loads((CASES / "business-environment.toml").read_text(encoding="utf-8"))[name]
    national = policydiff.load(corpus / "works" / "business-environment-national" / "2019-10-22.md")
    labels = {
        pair: label for label in ("adapted", "edge", "subject", "possible") for pair in gold[label]
    }

    relation = related(national, policydiff.load(corpus / "works" / gold["file"]))

    check(relation)
    found = {f"{link.left.eid[4:]} {link.right.eid[4:]}": link for link in relation.links}
    counted = [pair for pair in found if labels.get(pair) != "possible"]
    right = [pair for pair in counted if pair in labels]
    assert len(right) / len(counted) >= precision
    assert len(right) / sum(label != "possible" for label in labels.values()) >= recall
    assert all(pair in found for label in ("adapted", "edge") for pair in gold[label])
    told = [pair for pair in right if labels[pair] != "edge"]
    assert (
        sum((found[pair].wording == "adapted") == (labels[pair] == "adapted") for pair in told)
        / len(told)
        >= 0.91
    )


@pytest.mark.corpus
def test_a_code_against_another_of_its_size(corpus):
    parts = ("总则", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编")
    text = "".join(
        (corpus / "bulk" / f"{part}.md").read_text(encoding="utf-8").partition("INFO END -->")[2]
        for part in parts
    )
    rules = (corpus / "bulk" / "人民检察院刑事诉讼规则(2019-12-02).md").read_text(encoding="utf-8")
    code, other = document(f"# 民法典\n{text}"), document(rules)

    relation = related(code, code, other)

    assert (
        len([link for link in relation.links if link.wording == "same"])
        == len(code.articles)
        > 1200
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("任何单位和个人不得堵塞栈桥。", "船员应当保守行程秘密，不得向任何单位和个人透露。"),
        ("任何单位和个人不得倒卖船票。", "任何单位和个人不得占用备用金。"),
        ("任何组织、个人应当配合检修，不得阻挠。", "任何部门和个人不得私设账外账。"),
        ("任何单位和个人发现险情，有权报警。", "未经批准，任何单位和个人不得借用印章。"),
    ],
)
def test_a_formula_for_all_alone_makes_no_correspondence(left, right):
    texts = (
        document(f"示例规定\n\n第一条 {text}\n第二条 {other}\n第三条 {last}\n")
        for text, other, last in (
            (left, "码头应当设置护栏。", "船票应当实名销售。"),
            (right, "售票处应当公示票价。", "值班员应当填写日志。"),
        )
    )

    assert [one for one in related(*texts).links if one.left.eid == one.right.eid == "art_1"] == []


def test_a_formula_for_all_beside_words_in_common_corresponds():
    texts = (
        document(f"示例规定\n\n第一条 任何单位和个人不得堵塞{place}。\n第二条 码头应当设置护栏。\n")
        for place in ("登船栈桥", "登船栈桥和通道")
    )

    assert ("art_1", "art_1") in {(one.left.eid, one.right.eid) for one in related(*texts).links}
