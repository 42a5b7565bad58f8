"""Replacements that recur. All texts are invented."""

from __future__ import annotations

import pytest
from checking import check
from hypothesis import given
from hypothesis import strategies as st
from test_references import article, law

from policydiff.comparing.engine.compare import diff
from policydiff.model.comparison import Comparison

LINES = (
    "{0}由全体业主组成，每年召开两次会议。",
    "召开{0}应当提前十五日通知业主，并且公告议题。",
    "{0}的决定对未到场的业主同样有效。",
    "对物业费的标准有异议的，可以提请{0}复议一次。",
    "修改管理规约，由{0}以三分之二的多数通过。",
)


def pair(before: str, after: str, lines: tuple[str, ...] = LINES) -> Comparison:
    return diff(
        law(*(line.format(before) for line in lines)), law(*(line.format(after) for line in lines))
    )


def stated(comparison: Comparison) -> list[tuple[str, str, int]]:
    return [(one.before, one.after, one.count) for one in comparison.substitutions]


def test_a_term_replaced_throughout_is_stated_once() -> None:
    comparison = pair("业主大会", "业主代表会")

    assert stated(comparison) == [("业主大会", "业主代表会", 5)]
    assert (
        comparison.substitutions[0].left
        == comparison.substitutions[0].right
        == tuple(f"art_{place}" for place in range(1, 6))
    )
    assert (comparison.summary.reworded, comparison.summary.explained) == (0, 5)
    assert comparison.changed
    check(comparison)


@pytest.mark.parametrize("granularity", ["word", "char"])
def test_a_sign_that_went_is_told_as_the_whole_term(granularity) -> None:
    """股东大会 → 股东会 may show as a deletion of one sign."""
    left, right = (law(*(line.format(term) for line in LINES)) for term in ("股东大会", "股东会"))

    assert stated(diff(left, right, granularity=granularity)) == [("股东大会", "股东会", 5)]


def test_words_around_it_that_always_stay_belong_to_the_term() -> None:
    comparison = pair("文物行政管理部门", "文物保护管理部门")

    assert stated(comparison) == [("文物行政管理部门", "文物保护管理部门", 5)]


def test_both_sides_of_a_bigger_change_are_found() -> None:
    """Where more changed around it, the term is marked and the rest is not."""
    right = [line.format("业主代表会") for line in LINES]
    right[1] = right[1].replace("十五日", "二十日")
    comparison = diff(law(*(line.format("业主大会") for line in LINES)), law(*right))

    assert stated(comparison) == [("业主大会", "业主代表会", 5)]
    match = article(comparison, "第二条")
    assert [edit.cause for edit in match.edits if edit.op == "insert"] == ["substitution", None]
    assert not match.explained
    assert (comparison.summary.reworded, comparison.summary.explained) == (1, 4)


@pytest.mark.parametrize(
    ("before", "after"),
    [("五日", "十日"), ("可以", "应当"), ("不同意", "同意"), ("第三方机构三家", "第三方机构五家")],
    ids=["an amount", "another force", "a negation", "a count"],
)
def test_no_change_of_terms(before: str, after: str) -> None:
    lines = tuple(
        f"{name}在签字{{0}}之后将文本归档并且公布。"
        for name in ("街道办事处", "居民委员会", "物业企业", "维修单位")
    )

    assert pair(before, after, lines).substitutions == ()


def test_two_places_are_not_many() -> None:
    comparison = pair("业主大会", "业主代表会", LINES[:2])

    assert comparison.substitutions == ()
    assert comparison.summary.reworded == 2


def test_a_term_that_mostly_stayed_is_not_replaced() -> None:
    kept = tuple(line.format("业主大会").replace("业主大会", "本市的业主大会") for line in LINES)
    left = law(*(line.format("业主大会") for line in LINES[:3]), *kept)
    right = law(*(line.format("业主代表会") for line in LINES[:3]), *kept)

    assert diff(left, right).substitutions == ()


def test_no_number_of_a_cited_article_is_a_term() -> None:
    """What the renumbering explains is not stated again."""
    lines = [
        f"违反第二条规定的，由{name}处理并且公布结果。"
        for name in ("街道办事处", "居民委员会", "物业企业")
    ]
    old = ["雨伞应当每日清点。", "充电桩应当每月检修一次。"]
    left, right = (
        law(*old, *lines),
        law("本市鼓励居民爱护设施。", *old, *(line.replace("第二条", "第三条") for line in lines)),
    )

    assert diff(left, right).substitutions == ()
    assert diff(left, right).summary.explained == 3


def test_places_that_keep_the_old_words_are_counted() -> None:
    kept = "业主大会成立以前，由街道办事处代行职责。"
    lines = [line.format("业主大会") for line in LINES]
    new = [line.format("业主代表会") for line in LINES]
    (one,) = diff(law(*lines, kept), law(*new, kept)).substitutions

    assert (one.count, one.remaining, one.otherwise, one.throughout) == (5, 1, 0, False)
    assert one.to_dict()["remaining"] == 1


def test_what_is_new_keeps_nothing() -> None:
    """A new article may use the old words: no place of the old text kept them."""
    lines, new = ([line.format(term) for line in LINES] for term in ("业主大会", "业主代表会"))
    fresh = "停车场的收费标准须经镇长批准，业主大会另有约定的除外。"
    (one,) = diff(law(*lines), law(*new, fresh)).substitutions

    assert (one.count, one.remaining, one.throughout) == (5, 0, True)


def test_old_words_inside_the_new_ones_are_no_place() -> None:
    (one,) = pair("居民委员会", "社区居民委员会").substitutions

    assert (one.before, one.after, one.remaining) == ("居民委员会", "社区居民委员会", 0)


def test_a_place_that_got_other_words_is_counted() -> None:
    lines, new = ([line.format(term) for line in LINES] for term in ("业主大会", "业主代表会"))
    old, other = (
        "停车场由业主大会负责管理，收费标准应当公示。",
        "停车场由街道办事处负责管理，收费标准应当公示。",
    )
    (one,) = diff(law(*lines, old), law(*new, other)).substitutions

    assert (one.count, one.remaining, one.otherwise, one.throughout) == (5, 0, 1, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("停车场由物业企业管理，收费须经业主大会同意。", "停车场由物业企业管理。"),
        ("停车场由物业企业管理；收费须经业主大会同意。", "停车场由物业企业管理。"),
        (
            "停车场按照下列规定管理：\n（一）车位由业主自用；\n（二）收费须经业主大会同意；\n（三）消防通道不得停车。",
            "停车场按照下列规定管理：\n（一）车位由业主自用；\n（二）消防通道不得停车。",
        ),
        (
            "物业费每年公示。\n物业费的减免由业主大会批准。\n电梯应当每年检修。",
            "物业费每年公示。\n树木和草坪由园丁每月修剪一次。\n电梯应当每年检修。",
        ),
    ],
    ids=["a clause", "a clause, with its mark", "a point", "a paragraph, beside a new one"],
)
def test_a_place_that_fell_with_its_words_got_no_other_ones(old: str, new: str) -> None:
    lines, others = ([line.format(term) for line in LINES] for term in ("业主大会", "业主代表会"))
    (one,) = diff(law(*lines, old), law(*others, new)).substitutions

    assert (one.count, one.remaining, one.otherwise, one.throughout) == (5, 0, 0, True)


def test_what_is_left_of_the_old_words_is_another_word() -> None:
    """A piece of the old words that went is no place that fell: 大会 is left there."""
    lines, others = ([line.format(term) for line in LINES] for term in ("业主大会", "业主代表会"))
    old, new = "停车场由业主大会负责管理，并且公示。", "停车场由大会负责管理，并且公示。"
    (one,) = diff(law(*lines, old), law(*others, new)).substitutions

    assert (one.remaining, one.otherwise) == (0, 1)


def test_a_term_with_two_successors_is_not_stated() -> None:
    old = [line.format("业主大会") for line in (*LINES, *PLACES)]
    new = [
        *(line.format("业主代表会") for line in LINES),
        *(line.format("居民议事会") for line in PLACES),
    ]
    comparison = diff(law(*old), law(*new))

    assert comparison.substitutions == ()
    assert comparison.summary.explained == 0


PLACES = (
    "停车场由{0}负责管理，收费标准应当公示。",
    "{0}可以委托会计核对维修资金的账目。",
    "楼道堆放杂物的，{0}有权清理并且通知本人。",
    "住户饲养犬只，须向{0}登记品种和数量。",
)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (
            "业主应当在报纸上公告",
            "业主应当在报纸上或者公告栏中公告",
            ("{0}会议的日期，费用由{1}承担。",),
        ),
        ("{1}不负赔偿责任", "{1}不负连带赔偿责任", ("电梯故障经通知而未停用的，{0}的说法无效。",)),
    ],
    ids=["words put in a phrase", "liability"],
)
def test_one_phrase_that_recurs_is_no_term(before: str, after: str, lines: tuple[str, ...]) -> None:
    names = ("街道办事处", "居民委员会", "物业企业", "维修单位", "业主本人")
    texts = [
        [line.format(phrase.format("", name), name) for name in names for line in lines]
        for phrase in (before, after)
    ]

    assert diff(law(*texts[0]), law(*texts[1])).substitutions == ()


def test_of_a_term_and_a_phrase_with_it_the_term_is_stated() -> None:
    lines = (
        "由{0}登记造册，",
        "市{0}可以派员检查，",
        "报{0}备案的，",
        "由市{0}决定的事项，",
        "未经{0}同意，",
        "向市{0}提出申请，",
    )
    texts = [
        [line.format(name) + end for line, end in zip(lines, LINES, strict=False)]
        for name in ("市容管理局", "综合执法局")
    ]
    comparison = diff(*(law(*(line.replace("{0}", "住户") for line in text)) for text in texts))

    assert [(one.before, one.after) for one in comparison.substitutions] == [
        ("市容管理局", "综合执法局")
    ]


def test_what_changes_no_more_than_citations_is_told_from_replacements() -> None:
    lines = [
        f"违反第二条规定的，由{{0}}{rest}"
        for rest in ("责令改正。", "予以警告并且记录在册。", "通知其所在单位处理。")
    ]
    old = [
        "雨伞应当每日清点。",
        "充电桩应当每月检修一次。",
        "违反第二条规定两次的，一年内不得租用。",
    ]
    first = "本市鼓励居民爱护设施。"
    left = law(*old, *(line.format("街道办事处") for line in lines))
    right = law(
        first,
        *(line.replace("第二条", "第三条") for line in old),
        *(line.format("居民委员会").replace("第二条", "第三条") for line in lines),
    )
    comparison = diff(left, right)
    told = {
        match.right[0].num: match
        for match in comparison.matches
        if match.right and match.right[0].level == "article" and match.explained
    }

    assert [num for num, match in told.items() if match.references_only] == ["第四条"]
    assert [num for num, match in told.items() if match.replacements_only] == [
        "第五条",
        "第六条",
        "第七条",
    ]
    assert comparison.summary.explained == 4


def test_an_edit_that_no_statement_covers_has_no_cause() -> None:
    right = [line.format("业主代表会") for line in LINES]
    right[1] = right[1].replace("公告", "通知")
    match = article(diff(law(*(line.format("业主大会") for line in LINES)), law(*right)), "第二条")

    assert not match.explained
    assert not match.replacements_only


TERMS = ("业主大会", "股东大会", "物业企业", "主管部门", "街道办事处", "清点记录", "行政处分")


@given(st.permutations(TERMS).map(lambda terms: terms[:2]), st.integers(3, 5))
def test_whatever_is_replaced_the_laws_hold(terms: list[str], count: int) -> None:
    comparison = pair(*terms, LINES[:count])

    check(comparison)
    assert comparison == pair(*terms, LINES[:count])
    assert sum(one.count for one in comparison.substitutions) == count
    assert comparison.summary.explained == count
