"""The sentences of a text: their items, what they are about, and which of them punish."""

from __future__ import annotations

import pytest
from drafting import document
from stating import WORDS, law

from policydiff.comparing.engine.duties import read_duties
from policydiff.comparing.engine.statements.rules import (
    RuleSentence,
    bag_of,
    cited_articles,
    read_rules,
    units_of,
)
from policydiff.model.document import Document

DUTY = "果农应当修补渗漏的渠段。"


def rules(text: Document, *unread: str) -> list[RuleSentence]:
    """The rules of a text, of which these articles are not read for figures."""
    changed = {one.eid for one in units_of(text)} - set(unread)
    return list(read_rules(text, read_duties(text), WORDS, changed))


def penal(*articles: str) -> list[RuleSentence]:
    """The rules of penal articles behind a duty."""
    return [one for one in rules(law(DUTY, "|", *articles)) if one.article.eid != "art_1"]


def words(rule: RuleSentence) -> list[str]:
    return [rule.text[slice(*one.span)] for one in rule.figures]


def test_a_bag_has_the_pairs_of_characters_without_marks():
    assert bag_of("果农，修渠。") == {"果农", "修渠"}
    assert bag_of("（一）果农") == {"果农"}
    assert bag_of("渠") == frozenset()


def test_the_units_are_articles_else_the_lowest_provisions():
    assert [one.eid for one in units_of(law(DUTY, DUTY))] == ["art_1", "art_2"]
    listed = document("第一章　总则\n（一）果农修渠。\n（二）果农浇水。")
    assert [one.level for one in units_of(listed)] == ["point", "point"]


def test_each_sentence_is_a_rule():
    found = rules(law("果农应当登记。登记不收费。\n水利局应当公布。"))

    assert [one.sentence for one in found] == ["果农应当登记。", "登记不收费。", "水利局应当公布。"]
    assert all(one.text[slice(*one.span)].strip() == one.sentence for one in found)
    assert all(one.span == one.whole for one in found)


def test_items_belong_to_their_sentence():
    (first, last) = penal(
        "有下列行为之一的，由水利局处五百元罚款：\n（一）截断渠水的；\n（二）砍伐林木的。\n"
        "损坏水泵的，由水利局处二百元罚款。"
    )

    assert first.sentence == "有下列行为之一的，由水利局处五百元罚款："
    assert first.text[slice(*first.whole)].rstrip().endswith("砍伐林木的。")
    assert {"截断", "砍伐"} <= first.matter & first.words
    assert last.matter == bag_of("损坏水泵的")


def test_an_item_with_figures_of_its_own_is_a_rule_too():
    found = penal(
        "有下列行为之一的，按照下列规定处罚：\n（一）截断渠水的，处五百元罚款；\n（二）砍伐林木的，处九百元罚款。"
    )

    assert [(one.item, words(one)) for one in found if one.item] == [
        (True, ["五百元"]),
        (True, ["九百元"]),
    ]
    assert not found[0].item


def test_the_conduct_is_what_stands_before_the_first_sanction():
    (rule,) = penal("违反本条例规定，截断渠水的，由水利局责令改正，处五百元罚款。")

    assert rule.penal
    assert rule.conduct == "违反本条例规定，截断渠水的，"
    assert words(rule) == ["责令改正", "五百元"]


def test_a_breach_of_the_law_as_such_is_no_matter():
    (rule,) = penal("违反本条例规定，截断渠水的，由水利局处五百元罚款。")

    assert rule.matter == bag_of("截断渠水的")


@pytest.mark.parametrize(
    "back", ["有前款行为", "有前款规定的行为", "有第一款所列行为", "有上述行为"]
)
def test_what_refers_back_is_about_the_conduct_before(back):
    (first, second) = penal(
        f"截断渠水的，由水利局处五百元罚款。\n{back}，拒不改正的，由水利局处九百元罚款。"
    )

    assert first.matter < second.matter


def test_what_does_not_refer_back_is_about_its_own():
    (first, second) = penal(
        "截断渠水的，由水利局处五百元罚款。\n损坏水泵的，由水利局处九百元罚款。"
    )

    assert not bag_of("截断渠水") & second.matter
    assert not bag_of("损坏水泵") & first.matter


@pytest.mark.parametrize(
    "conduct",
    [
        "违反本条例第一条规定的，",
        "有下列行为之一的，由水利局给予警告：\n（一）违反本条例第一条规定的；",
    ],
)
def test_a_cited_article_adds_its_words(conduct):
    text = conduct if "\n" in conduct else f"{conduct}由水利局处五百元罚款。"
    (rule,) = penal(text)

    assert bag_of("修补渗漏的渠段") <= rule.matter


def test_what_is_cited_behind_the_conduct_adds_none():
    (rule,) = penal("截断渠水的，由水利局依照本条例第一条的程序处五百元罚款。")

    assert not bag_of("修补渗漏") & rule.matter


def test_only_a_penal_paragraph_has_sanctions():
    text = law(
        "水利局可以吊销取水许可证，每年公布一次。\n水利局在三日内公布。",
        "|",
        "截断渠水的，由水利局吊销取水许可证。",
    )

    assert [(one.penal, words(one)) for one in rules(text)] == [
        (False, ["一次"]),
        (False, ["三日内"]),
        (True, ["吊销取水许可证"]),
    ]


def test_records_and_lenience_stand_everywhere():
    (first, second) = rules(law("失信行为记入信用档案。", "主动报告的，可以从轻处罚。"))

    assert [words(first), words(second)] == [["记入信用档案"], ["从轻处罚"]]


def test_an_article_that_did_not_change_has_no_figures():
    text = law(DUTY, "|", "截断渠水的，由水利局处五百元罚款。")
    (_, rule) = rules(text, "art_2")

    assert (rule.figures, rule.penal) == ((), False)
    assert rule.words == rule.matter == bag_of("截断渠水的，由水利局处五百元罚款。")


def test_penal_articles_that_cite_each_other():
    text = law(
        DUTY,
        "|",
        "违反本条例第一条规定的，由水利局处五百元罚款。",
        "有本条例第二条规定的行为，有违法所得的，由水利局予以没收。",
    )

    assert list(cited_articles(rules(text))) == [("art_3", "art_2")]
