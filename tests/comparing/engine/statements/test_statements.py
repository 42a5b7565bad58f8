"""All that is stated of a change: whole laws, the JSON, and what always holds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from drafting import numeral_of
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples
from stating import RAISED, TIERED, compared, law, punished, sign, stated, unsure

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.statements.duties import LONGEST_CLAUSE
from policydiff.comparing.engine.statements.figures import LONGEST_CASE
from policydiff.comparing.engine.statements.pairing import MOST_FIGURES
from policydiff.comparing.engine.statements.statements import state
from policydiff.model.comparison import Comparison, StatedWords
from policydiff.model.document import Document, Provision
from policydiff.model.index import index_document

SCHEMA = validator("comparison")
MARKS = "。；，：:;, \n"

# A law whose duties stand in other articles and other words afterwards.
SCATTERED = (
    "果农应当爱护果树。",
    "果农应当向水利局登记用水面积，不得虚报。",
    "果农应当修补渗漏的渠段。",
    "放牛的人应当在牛的颈部挂铃铛，避免践踏渠坡。",
    "|",
    "违反本条例规定，虚报用水面积的，由水利局处五百元罚款。",
    "违反本条例其他规定的，由水利局处一百元以下罚款。",
)
REGROUPED = (
    "果农应当爱护果树。渠段渗漏的，果农应当及时修补。",
    "放牧的人应当给牛挂铃铛，不得让牛践踏渠坡。",
    "果农应当如实向农业农村局登记用水面积，禁止虚报用水面积。",
    "|",
    "违反本条例规定，虚报用水面积的，由农业农村局处五百元罚款。",
)
PAIRS = {"tiered": (TIERED, RAISED), "regrouped": (SCATTERED, REGROUPED)}
PAIRS |= {f"{name} backwards": pair[::-1] for name, pair in PAIRS.items()}


def tiered() -> Comparison:
    return compared(TIERED, RAISED)


def test_all_that_changed_in_a_law_with_tiers():
    assert [
        (sign(one), one.actor, one.matter, one.tier, one.condition) for one in tiered().stated
    ] == [
        ("果农可以安装量水设备 → 果农应当安装量水设备", None, None, None, None),
        (
            "- 三百元以下",
            "直接负责的主管人员",
            "擅自截断渠水、砍伐护渠林木、在渠道内捕鱼的",
            None,
            None,
        ),
        (
            "三日以上七日以下 → 七日以上十五日以下",
            None,
            "擅自截断渠水、砍伐护渠林木的",
            None,
            None,
        ),
        (
            "可以并处一千元以上五千元以下 → 并处五千元以上二万元以下",
            None,
            "擅自截断渠水、砍伐护渠林木的",
            None,
            None,
        ),
        (
            "一百元以上五百元以下 → 五百元以上二千元以下",
            None,
            "擅自截断渠水、砍伐护渠林木的",
            "情节较轻的",
            None,
        ),
        ("+ 六十元以下", None, "在渠道内捕鱼的", None, None),
        ("- 五十元以下", None, "虚报用水面积的", "情节较轻的", None),
        ("+ 九百元以下", None, "虚报用水面积的", "情节较重的", None),
        ("四百元 → 八百元", None, "转借水泵的", None, "拒不改正的"),
    ]
    assert unsure(tiered()) == ([], [])


def test_counts_spellings_and_duties_that_stood_before_are_not_stated():
    found = tiered()

    assert all(one.kind != "count" for one in found.stated)
    assert all("六个月" not in sign(one) for one in found.stated)
    assert stated(found, "duty") == ["果农可以安装量水设备 → 果农应当安装量水设备"]


def test_nothing_is_gone_where_duties_moved_to_other_articles_and_words():
    found = compared(SCATTERED, REGROUPED)

    assert stated(found) == ["- 一百元以下"]
    assert found.stated[0].matter == "违反本条例其他规定的"


# What always holds


def article_text(document: Document, eid: str) -> str:
    node = index_document(document).by_eid[eid]
    assert isinstance(node, Provision)
    return node.text


def check_words(words: StatedWords, document: Document) -> None:
    """The words stand in their sentence and, at their span, in their article."""
    node = index_document(document).by_eid[words.eid]
    assert isinstance(node, Provision)
    begin, end = words.span
    assert node.text[begin:end].strip(MARKS) == words.words != ""
    assert words.words in words.sentence
    assert words.sentence in node.text
    assert words.article == (node.num or "")


def check(comparison: Comparison) -> None:
    """What holds for the statements of every comparison."""
    left, right = comparison.left, comparison.right
    indexes = index_document(left), index_document(right)
    matches = {match.id: match for match in comparison.matches}
    for one in comparison.stated:
        assert one.form == ("arrow" if one.old and one.new else "added" if one.new else "removed")
        assert one.old or one.new
        for words, document in ((one.old, left), (one.new, right)):
            if words is not None:
                check_words(words, document)
        assert one.match is not None
        match = matches[one.match]
        assert match.kind != "unchanged"
        assert match.doubtful == one.doubtful
        homes = {
            above
            for side, index in ((match.left, indexes[0]), (match.right, indexes[1]))
            for part in side
            for above in (part.eid, *index.ancestors(part.eid))
        }
        assert {words.eid for words in (one.old, one.new) if words} & homes
        if one.old and one.new:
            assert one.old.words != one.new.words
    for side, document in zip(comparison.unpaired, (left, right), strict=True):
        for words in side:
            check_words(words, document)
    assert len(set(comparison.stated)) == len(comparison.stated)


def order_of(comparison: Comparison) -> list[tuple[int, int]]:
    """The places in the new text of the statements that have one."""
    order = index_document(comparison.right).order
    return [(order[one.new.eid], one.new.span[0]) for one in comparison.stated if one.new]


@pytest.mark.parametrize("name", PAIRS)
def test_every_statement_stands_in_the_texts(name):
    found = compared(*PAIRS[name])

    assert found.stated
    check(found)


@pytest.mark.parametrize("name", PAIRS)
def test_stating_twice_gives_the_same(name):
    found = compared(*PAIRS[name])
    bare = replace(found, stated=(), unpaired=((), ()))

    assert state(bare) == state(found) == state(bare) == found
    assert compared(*PAIRS[name]).to_dict() == found.to_dict()


@pytest.mark.parametrize("name", PAIRS)
def test_statements_follow_the_new_text(name):
    found = compared(*PAIRS[name])

    assert order_of(found) == sorted(order_of(found))


def test_what_went_stands_where_its_article_is_now():
    found = tiered()
    places = [one.form for one in found.stated if one.matter and "擅自截断" in one.matter]

    assert places[0] == "removed"


def test_what_went_with_its_article_stands_last():
    assert stated(
        compared(("果农应当爱护果树。", *TIERED[2:5]), ("果农应当爱护果树。", *RAISED[4:5]))
    )[-1].startswith("- ")


@pytest.mark.parametrize("articles", [TIERED, RAISED, SCATTERED, REGROUPED])
def test_a_text_and_itself_have_no_statement(articles):
    found = compared(articles, articles)

    assert found.stated == ()
    assert found.unpaired == ((), ())


def test_a_text_of_a_tradition_without_such_words_has_no_statement():
    old, new = (replace(law(*articles), dialect="umbrella") for articles in (TIERED, RAISED))

    assert diff(old, new).stated == ()


def test_without_types_nothing_is_stated():
    assert diff(law(*TIERED), law(*RAISED), typed=False).stated == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *PAIRS.values(),
        (
            ("果农应当爱护果树。", "|", "截断渠水的，由水利局处五千元罚款，可以处一千元罚款。"),
            ("果农应当爱护果树。", "|", "截断渠水的，由水利局处六千元罚款，可以处二千元罚款。"),
        ),
    ],
)
def test_the_json_is_as_the_schema_says(old, new):
    found = compared(old, new)
    data = json.loads(json.dumps(found.to_dict(), ensure_ascii=False))

    SCHEMA.validate(data)
    assert len(data["stated"]) == len(found.stated)
    assert data["stated"] or (data["unpaired"]["left"] and data["unpaired"]["right"])
    assert [one["words"] for one in data["unpaired"]["left"]] == unsure(found)[0]


EDITS = (
    ("一千元", "二千元"),
    ("五百元", "六百元"),
    ("四百元", "一千元"),
    ("以下罚款", "罚款"),
    ("可以", "应当"),
    ("应当", "可以"),
    ("禁止", "不得"),
    ("三日以上", "五日以上"),
    ("六个月内", "六个月以内"),
    ("六个月", "三个月"),
    ("一人", "一名"),
    ("四人", "六人"),
    ("情节较轻的", "情节较重的"),
    ("情节严重的", "逾期不改正的"),
    ("可以并处", "并处"),
    ("给予警告，", ""),
    ("吊销", "暂扣"),
    ("水利局", "农业农村局"),
    ("对直接负责的主管人员", "对果农个人"),
    ("、在渠道内捕鱼", ""),
    ("的，由水利局", "，造成果树损失的，由水利局"),
    ("；", "。"),
    ("违反本条例规定，", ""),
    ("爱护果树。", "爱护果树。渠边不得焚烧枯枝。"),
    ("登记用水面积", "如实登记用水面积"),
)


@st.composite
def revised(draw: st.DrawFn) -> tuple[str, ...]:
    """The articles of the law with a few edits, some of them gone or elsewhere."""
    articles = list(TIERED)
    for before, after in draw(st.lists(st.sampled_from(EDITS), max_size=6)):
        places = [place for place, text in enumerate(articles) if before in text]
        if places:
            place = draw(st.sampled_from(places))
            articles[place] = articles[place].replace(before, after, draw(st.integers(1, 2)))
    gone = draw(st.sets(st.integers(0, len(articles) - 1), max_size=2))
    articles = [text for place, text in enumerate(articles) if place not in gone or text == "|"]
    if draw(st.booleans()):
        first, second = (draw(st.integers(0, len(articles) - 1)) for _ in range(2))
        if "|" not in (articles[first], articles[second]):
            articles[first], articles[second] = articles[second], articles[first]
    return tuple(articles)


@settings(max_examples=examples(120))
@given(revised(), revised())
def test_what_is_stated_of_any_revision_stands_in_both_texts(old, new):
    found = compared(old, new)

    check(found)
    assert order_of(found) == sorted(order_of(found))
    assert found.stated == state(replace(found, stated=())).stated
    if old == new:
        assert found.stated == ()
        assert found.unpaired == ((), ())


@settings(max_examples=examples(60))
@given(revised())
def test_any_text_and_itself_have_no_statement(articles):
    found = compared(articles, articles)

    assert found.stated == ()
    assert found.unpaired == ((), ())


@settings(max_examples=examples(60))
@given(revised(), revised())
def test_the_way_back_changes_the_same_sums(old, new):
    found, back = compared(old, new), compared(new, old)
    sums = [
        {
            (one.old.words, one.new.words) if way else (one.new.words, one.old.words)
            for one in comparison.stated
            if one.kind == "amount" and one.old and one.new
        }
        for way, comparison in ((True, found), (False, back))
    ]

    assert sums[0] == sums[1]


# Texts that are longer than any law


def test_a_sentence_with_more_figures_than_are_paired_leaves_them_open():
    texts = ["果农截断渠水的" + f"，处{n}万元罚款" * (MOST_FIGURES + 1) + "。" for n in "二三"]
    found = punished(*texts)

    assert found.stated == ()
    assert [len(side) for side in found.unpaired] == [MOST_FIGURES + 1] * 2


@pytest.mark.parametrize(("items", "told"), [(9, ["duty"]), (LONGEST_CLAUSE, [])])
def test_a_clause_longer_than_any_in_a_law_is_no_list_that_grew(items, told):
    trees = [f"{numeral_of(n)}号果树" for n in range(1, items + 2)]
    texts = ["果农应当爱护" + "、".join(named) + "。" for named in (trees[:-1], trees)]

    assert [one.kind for one in compared(*((text,) for text in texts)).stated] == told


def test_only_the_end_of_a_case_without_end_is_read():
    texts = [
        "果农" + "有违法所得，" * LONGEST_CASE + f"情节严重的，处{n}万元罚款。" for n in "二三"
    ]
    (found,) = punished(
        *(text.replace("，情", "、情").replace("得，", "得、") for text in texts)
    ).stated

    assert sign(found) == "二万元 → 三万元"
    assert len(found.tier or "") == LONGEST_CASE
