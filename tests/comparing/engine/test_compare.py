"""The whole comparison: facts, order, parents, flags, problems, and what always holds."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from pathlib import Path

import pytest
from checking import check, marked
from drafting import document, numeral_of
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.messages import Message
from policydiff.model.document import Block, Document, Provision
from policydiff.model.source import Problem
from policydiff.text.noise import NOISE_RULE

SCHEMA = validator("comparison")
BASE = "第一条　使用人应当爱护雨伞。\n第二条　雨伞应当干净、完好。"


def match_of(comparison, num: str, level: str = "article"):
    return next(
        match
        for match in comparison.matches
        if any((part.num, part.level) == (num, level) for part in match.right or match.left)
    )


def test_facts_that_differ_are_told_apart() -> None:
    left = document(BASE, title="云岭市雨伞办法", authority="云岭市人民政府", adopted="2020-01-01")
    right = dataclasses.replace(
        left,
        title="云岭市雨伞规定",
        authority=None,
        dates=dataclasses.replace(left.dates, promulgated="2021-01-01"),
    )
    comparison = diff(left, right)

    assert [change.to_dict() for change in comparison.metadata_changes] == [
        {"field": "title", "left": "云岭市雨伞办法", "right": "云岭市雨伞规定"},
        {"field": "authority", "left": "云岭市人民政府", "right": None},
        {"field": "promulgated", "left": None, "right": "2021-01-01"},
    ]
    assert comparison.changed


@pytest.mark.parametrize(
    ("left", "right"),
    [("云岭市　雨伞办法", "云岭市雨伞办法"), ("云岭市“雨伞”办法", '云岭市"雨伞"办法')],
    ids=["a space in the title", "quotation marks in the title"],
)
def test_no_fact_differs_in_noise(left: str, right: str) -> None:
    assert not diff(document(BASE, title=left), document(BASE, title=right)).changed
    assert diff(document(BASE, title=left), document(BASE, title=right), show_noise=True).changed


def of_head(*lines: str) -> Document:
    text = "\n".join(("# 考勤制度", "", *(f"{line}\n" for line in lines), "第一条　员工打卡。"))
    return policydiff.load(text.encode(), name="rule.md")


def test_facts_at_the_head_are_compared_by_their_labels() -> None:
    left = of_head(
        "版本：V2.0", "审核人：张三", "甲方（买方）：甲公司", "地址：一路", "乙方：乙公司"
    )
    right = of_head(
        "版本号：V3.0", "审核：张三", "甲方：甲公司", "地址：二路", "乙方：", "地址：三路"
    )

    assert [change.to_dict() for change in diff(left, right).metadata_changes] == [
        {"field": "head.版本号", "left": "V2.0", "right": "V3.0"},
        {"field": "head.甲方 地址", "left": "一路", "right": "二路"},
        {"field": "head.乙方", "left": "乙公司", "right": None},
        {"field": "head.乙方 地址", "left": None, "right": "三路"},
    ]
    assert diff(left, left).metadata_changes == ()


def test_the_day_of_posting_is_no_fact_about_the_text() -> None:
    left = document(BASE)

    assert not diff(
        left, dataclasses.replace(left, dates=dataclasses.replace(left.dates, posted="2021-01-01"))
    ).changed


def test_how_far_a_comparison_is_can_be_followed() -> None:
    left, right = document(BASE), document(BASE + "\n第三条　雨伞当日归还。")
    told: list[tuple[str, int, int]] = []
    watched = diff(
        left, right, watch=lambda what, done, parts: told.append((str(what), done, parts))
    )

    counted = [one for one in told if one[0] == "articles compared:"]
    assert watched == diff(left, right)
    assert told[0] == ("pairing the articles of both texts", 0, 0)
    assert {parts for _, _, parts in counted} == {3}
    assert [done for _, done, _ in counted] == sorted(done for _, done, _ in counted)
    assert counted[-1][1] >= 2
    assert all(done <= parts for _, done, parts in told[1:])


def test_the_noise_rule_is_declared_unless_noise_is_shown() -> None:
    left, right = document(BASE), document(BASE.replace("、", "､"))

    assert diff(left, right).noise_rule == NOISE_RULE
    assert diff(left, right).summary.editorial == 1
    shown = diff(left, right, show_noise=True)
    assert (shown.noise_rule, shown.summary.reworded) == ((), 1)
    assert not any(edit.noise for match in shown.matches for edit in match.edits)


def test_problems_that_lost_text_are_passed_on_with_their_side() -> None:
    lost = Problem(code="source-lost-text", message=Message.foreign("附表没有内容"), line=7)
    doubt = Problem(code="number-skips", message=Message.foreign("缺第三条"), line=5)
    broken = Problem(code="no-articles", message=Message.foreign("没有条文"), severity="error")
    left, right = (
        dataclasses.replace(document(BASE), problems=problems)
        for problems in ((lost, doubt), (broken,))
    )

    assert [(problem.message, problem.line) for problem in diff(left, right).problems] == [
        ("left: 附表没有内容", 7),
        ("right: 没有条文", None),
    ]


def test_a_removed_article_stands_where_it_stood() -> None:
    left = document(
        "\n".join(
            f"第{numeral_of(n)}条　{text}"
            for n, text in enumerate(("甲乙丙丁。", "子丑寅卯。", "天地玄黄。"), 1)
        )
    )
    right = document("第一条　甲乙丙丁。\n第二条　天地玄黄。")
    articles = [
        match
        for match in diff(left, right).matches
        if (match.right or match.left)[0].level == "article"
    ]

    assert [(match.left[0].num, match.kind) for match in articles] == [
        ("第一条", "unchanged"),
        ("第二条", "removed"),
        ("第三条", "unchanged"),
    ]


def test_parents_enclose_both_sides_or_none() -> None:
    left = document(
        "第一章　投放\n第一条　投放企业应当每日清点雨伞。\n第二条　甲乙丙丁。\n第二章　使用\n第三条　子丑寅卯。\n第四条　天地玄黄。"
    )
    right = document(
        "第一章　投放\n第一条　甲乙丙丁。\n第二章　使用\n第二条　子丑寅卯。\n第三条　投放企业应当每日清点雨伞。\n第四条　天地玄黄。"
    )
    comparison = diff(left, right)

    assert match_of(comparison, "第三条").parent is None
    assert match_of(comparison, "第三条").moved
    assert match_of(comparison, "第二条").parent == match_of(comparison, "第二章", "chapter").id
    assert not match_of(comparison, "第二条").moved


def test_an_article_that_changed_its_chapter_moved_though_the_order_stayed() -> None:
    left = document(
        "第一章　投放\n第一条　甲乙丙丁。\n第二条　戊己庚辛。\n第二章　使用\n第三条　子丑寅卯。\n第四条　天地玄黄。"
    )
    right = document(
        "第一章　投放\n第一条　甲乙丙丁。\n第二章　使用\n第二条　戊己庚辛。\n第三条　子丑寅卯。\n第四条　天地玄黄。"
    )

    assert match_of(diff(left, right), "第二条").moved
    assert diff(left, right).summary.moved == 1


def test_a_new_section_moves_nothing() -> None:
    left = document(
        "第一章　投放\n第一条　甲乙丙丁。\n第二条　戊己庚辛。\n第二章　使用\n第一节　借出\n第三条　子丑寅卯。"
    )
    right = document(
        "第一章　投放\n第一节　地点\n第一条　甲乙丙丁。\n第二条　戊己庚辛。\n第二章　使用\n第一节　借出\n第三条　子丑寅卯。"
    )

    assert diff(left, right).summary.moved == 0


def test_a_new_heading_alone_is_a_change_of_the_chapter() -> None:
    left, right = document("第一章　处罚\n" + BASE), document("第一章　法律责任\n" + BASE)
    chapter = match_of(diff(left, right), "第一章", "chapter")

    assert (chapter.kind, marked(chapter.heading_edits)) == ("reworded", "[-处罚-][+法律责任+]")
    assert [edit.op for edit in chapter.edits] == ["equal"]


def test_sub_numbers_are_other_numbers() -> None:
    left, right = (
        document("第一条　甲乙丙丁。\n第二条　子丑寅卯。"),
        document("第一条　甲乙丙丁。\n第一条之一　子丑寅卯。"),
    )

    assert match_of(diff(left, right), "第一条之一").renumbered


def test_attachments_correspond_by_title_and_content() -> None:
    left = document(
        "第一条　见附件。\n附件一　收费标准\n每小时收费二元。\n附件二　投放点名录\n长桥地铁站东侧。"
    )
    right = document(
        "第一条　见附件。\n附件一　投放点名录\n长桥地铁站东侧。\n附件二　收费标准\n每小时收费三元。"
    )
    comparison = diff(left, right)
    fees = match_of(comparison, "附件二", "attachment")

    check(comparison)
    assert (fees.kind, fees.left[0].num, marked(fees.edits)) == (
        "reworded",
        "附件一",
        "每小时收费[-二元-][+三元+]。",
    )


def test_what_stands_outside_the_articles_counts() -> None:
    changes = {
        "preamble": ("序言一段。\n" + BASE, "序言两段。\n" + BASE),
        "conclusions": (BASE + "\n>>\n云岭市", BASE + "\n>>\n长桥区"),
        "attachment": (BASE, BASE + "\n附件一　名录\n长桥。"),
        "table": (BASE + "\n|甲|一|", BASE + "\n|甲|二|"),
    }
    for left, right in changes.values():
        comparison = diff(document(left), document(right))
        check(comparison)
        assert comparison.changed


def test_a_note_before_the_text_counts() -> None:
    left = document(BASE)
    right = dataclasses.replace(left, preface=(Block(text="2021年修正", role="note"),))

    assert [
        match.kind
        for match in diff(left, right).matches
        if match.right and match.right[0].eid == "preface__p_1"
    ] == ["added"]


def test_an_empty_document_is_compared_too() -> None:
    empty = Document(title="", kind="document", dialect="cn_policy")
    comparison = diff(empty, document(BASE))

    check(comparison)
    assert not diff(empty, empty).changed
    assert comparison.summary.added == 2


def test_parts_without_text_are_units_all_the_same() -> None:
    bare = tuple(
        Provision(eid=f"art_{n}", level="article", number=str(n), num=f"第{numeral_of(n)}条")
        for n in (1, 2)
    )
    left = dataclasses.replace(document(BASE), body=bare)

    check(diff(left, left))
    assert not diff(left, left).changed
    check(diff(left, document(BASE)))


WORDS = (
    "雨伞",
    "应当",
    "归还",
    "投放企业",
    "三十日",
    "5000元",
    "，",
    "、",
    "。",
    "；",
    "的",
    "第二条",
    "使用人",
    "公布",
)


@st.composite
def lines(draw) -> list[str]:
    """The lines of a small regulation, not always a sensible one."""
    made, article, chapter, point = [], 0, 0, 0
    for kind in draw(
        st.lists(
            st.sampled_from(("article",) * 4 + ("chapter", "point", "point", "paragraph")),
            max_size=14,
        )
    ):
        text = "".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)))
        if kind == "chapter":
            chapter += 1
            made.append(f"第{numeral_of(chapter)}章　{text}")
        elif kind == "article" or not article:
            article, point = article + 1, 0
            made.append(f"第{numeral_of(article)}条　{text}")
        elif kind == "point":
            point += 1
            made.append(f"（{numeral_of(point)}）{text}")
        else:
            made.append("款" + text)
    return made


@st.composite
def pairs(draw):
    """A regulation, and the same with lines taken out, doubled, changed and exchanged."""
    left = draw(lines())
    right = list(left)
    for _ in range(draw(st.integers(0, 4))):
        if not right:
            break
        place, other = draw(st.integers(0, len(right) - 1)), draw(st.integers(0, len(right) - 1))
        change = draw(st.sampled_from(("remove", "double", "reword", "exchange")))
        if change == "remove":
            del right[place]
        elif change == "double":
            right.insert(other, right[place])
        elif change == "reword":
            right[place] += draw(st.sampled_from(WORDS))
        else:
            right[place], right[other] = right[other], right[place]
    return document("\n".join(left)), document("\n".join(right))


@settings(max_examples=examples(60), deadline=None)
@given(pairs(), st.booleans())
def test_the_laws_of_a_comparison(pair, show_noise: bool) -> None:
    """Exact edits, each part once, the schema kept, the same again the same."""
    comparison = diff(*pair, show_noise=show_noise)

    check(comparison)
    SCHEMA.validate(comparison.to_dict())
    assert comparison.to_dict() == diff(*pair, show_noise=show_noise).to_dict()


@settings(max_examples=examples(40), deadline=None)
@given(pairs())
def test_nothing_differs_from_itself(pair) -> None:
    for side in pair:
        comparison = diff(side, side)
        assert not comparison.changed
        assert comparison.metadata_changes == ()
        assert comparison.summary.unchanged == len(side.articles)


def chapters(*numbers: int) -> Document:
    """Chapters of which the source has lost everything but the numbers."""
    body = tuple(
        Provision(eid=f"chp_{number}", level="chapter", number=str(number), num=f"第{number}章")
        for number in numbers
    )
    return Document(title="示例办法", kind="document", dialect="cn_law", body=body)


def test_a_chapter_of_which_the_number_alone_is_left_stays_that_chapter() -> None:
    same, other = diff(chapters(1, 2), chapters(1, 2)), diff(chapters(1, 2), chapters(1, 3))

    assert not same.changed
    assert [match.kind for match in other.matches[1:]] == ["unchanged", "removed", "added"]


@settings(max_examples=examples(40), deadline=None)
@given(pairs())
def test_every_article_is_accounted_for(pair) -> None:
    left, right = pair
    comparison = diff(left, right)
    sides = [
        [
            side.eid
            for match in comparison.matches
            for side in getattr(match, name)
            if side.level == "article"
        ]
        for name in ("left", "right")
    ]

    assert [sorted(eids) for eids in sides] == [
        sorted(node.eid for node in document.articles) for document in (left, right)
    ]


@pytest.mark.corpus
@pytest.mark.parametrize(
    "work",
    [
        "foreign-trade-law",
        "spc-private-lending",
        "national-holidays-measures",
        "road-transport-regulation",
    ],
)
def test_real_versions_keep_the_laws(corpus: Path, work: str) -> None:
    load = pytest.importorskip("policydiff.reading.load").load
    documents = [
        load(path) for path in sorted((corpus / "works" / work).glob("[12]*-[0-9][0-9].md"))
    ]
    for left, right in pairwise(documents):
        comparison = diff(left, right)
        mirrored = diff(right, left).summary
        check(comparison)
        SCHEMA.validate(comparison.to_dict())
        assert not diff(left, left).changed
        assert (comparison.summary.added, comparison.summary.removed) == (
            mirrored.removed,
            mirrored.added,
        )
