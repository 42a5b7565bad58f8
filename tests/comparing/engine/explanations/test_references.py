"""What renumbering explains in references, and which of them do not fit it. All texts are
invented.
"""

from __future__ import annotations

from checking import check, marked, side_of
from drafting import numeral_of
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.redline.causes import mark
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.text.spans import Hunk

SUBJECTS = (
    "雨伞",
    "单车",
    "充电桩",
    "储物柜",
    "饮水机",
    "长椅",
    "路灯",
    "书亭",
    "公厕",
    "花坛",
    "凉亭",
    "护栏",
)
DUTIES = (
    "投放{0}的企业应当按日清点数量并且公布清点结果。",
    "损坏{0}的，应当照价赔偿，不得拒绝。",
    "{0}的设置地点由街道办事处划定，每季度检查一次。",
    "维护{0}所需的费用由市级财政承担，列入年度预算。",
)


def law(*articles: str):
    """A document read from a text whose articles are these."""
    lines = [f"第{numeral_of(place)}条　{text}" for place, text in enumerate(articles, start=1)]
    return policydiff.load("\n".join(["云岭市共享设施管理办法", *lines]).encode(), name="办法.txt")


def plain(count: int) -> list[str]:
    """Articles without references, each unlike the others."""
    return [DUTIES[place % 4].format(SUBJECTS[place % 12]) for place in range(count)]


def article(comparison: Comparison, num: str) -> Match:
    return next(match for match in comparison.matches if match.right and match.right[0].num == num)


def caused(match: Match) -> list[tuple[str, str]]:
    return [(edit.op, edit.text) for edit in match.edits if edit.cause == "renumbering"]


def told(comparison: Comparison) -> list[tuple[str, str]]:
    """Type and quoted words of each finding."""
    texts = {provision.eid: provision.text for provision in comparison.right.provisions}
    return [
        (finding.type, texts[finding.eid or ""][slice(*(finding.span or (0, 0)))])
        for finding in comparison.findings
    ]


def with_new_first(citing_before: str, citing_after: str) -> Comparison:
    """Four articles and one that cites; on the right one is put in before all."""
    return diff(
        law(*plain(4), citing_before),
        law("本市鼓励居民共同爱护公共设施。", *plain(4), citing_after),
    )


def test_a_reference_that_followed_its_target_is_explained() -> None:
    comparison = with_new_first(
        "违反本办法第二条规定的，处五百元罚款。", "违反本办法第三条规定的，处五百元罚款。"
    )

    match = article(comparison, "第六条")
    assert caused(match) == [("delete", "第二条"), ("insert", "第三条")]
    assert (match.kind, match.explained) == ("reworded", True)
    assert comparison.findings == ()
    assert (comparison.summary.reworded, comparison.summary.explained) == (0, 1)
    assert comparison.changed
    check(comparison)


def test_other_words_beside_it_are_not_explained() -> None:
    comparison = with_new_first(
        "违反本办法第二条规定的，处五百元罚款。", "违反本办法第三条规定的，处八百元罚款。"
    )

    match = article(comparison, "第六条")
    assert caused(match) == [("delete", "第二条"), ("insert", "第三条")]
    assert not match.explained
    assert (comparison.summary.reworded, comparison.summary.explained) == (1, 0)


def test_lists_are_read_item_by_item() -> None:
    comparison = with_new_first(
        "违反第一条、第二条、第四条规定的，处五百元罚款。",
        "违反第二条、第三条、第五条规定的，处五百元罚款。",
    )

    assert caused(article(comparison, "第六条")) == [
        ("delete", "第一条"),
        ("insert", "第二条"),
        ("delete", "第二条"),
        ("insert", "第三条"),
        ("delete", "第四条"),
        ("insert", "第五条"),
    ]
    assert comparison.findings == ()
    check(comparison)


def test_a_list_that_shifted_onto_itself_is_set_right() -> None:
    """第二条、第三条 → 第三条、第四条: the shortest edits keep 第三条, which is not the same
    article.
    """
    comparison = with_new_first(
        "违反第二条、第三条规定的，处五百元罚款。", "违反第三条、第四条规定的，处五百元罚款。"
    )

    match = article(comparison, "第六条")
    assert [text for op, text in caused(match) if op == "insert"] == ["第三条", "第四条"]
    assert match.explained
    assert comparison.findings == ()


def test_a_list_that_grew_keeps_its_explained_members() -> None:
    comparison = with_new_first(
        "违反第二条规定的，处五百元罚款。", "违反第三条、第五条规定的，处五百元罚款。"
    )

    match = article(comparison, "第六条")
    assert caused(match) == [("delete", "第二条"), ("insert", "第三条")]
    assert not match.explained
    assert comparison.findings == ()


def test_ranges_fit_by_both_ends() -> None:
    comparison = with_new_first(
        "违反第一条至第三条规定的，处五百元罚款。", "违反第二条至第四条规定的，处五百元罚款。"
    )

    assert article(comparison, "第六条").explained
    assert comparison.findings == ()


def test_paragraphs_of_an_article_follow_it() -> None:
    two = "雨伞应当编号。\n充电桩应当每月检修一次。"
    left = law(*plain(3), two, "违反第四条第二款规定的，处五百元罚款。")
    right = law(
        "本市鼓励居民共同爱护公共设施。", *plain(3), two, "违反第五条第二款规定的，处五百元罚款。"
    )

    match = article(diff(left, right), "第六条")
    assert caused(match) == [("delete", "第四条"), ("insert", "第五条")]


def test_a_reference_to_something_else_is_a_mismatch() -> None:
    comparison = with_new_first(
        "违反本办法第二条规定的，处五百元罚款。", "违反本办法第五条规定的，处五百元罚款。"
    )

    assert told(comparison) == [("reference-mismatch", "本办法第五条")]
    assert "第三条" in comparison.findings[0].message
    assert caused(article(comparison, "第六条")) == []


def test_a_number_carried_over_is_stale() -> None:
    comparison = with_new_first(
        "违反本办法第二条规定的，处五百元罚款。", "违反本办法第二条规定的，处五百元罚款。"
    )

    assert told(comparison) == [("reference-stale", "本办法第二条")]
    assert comparison.findings[0].side == "right"
    assert article(comparison, "第六条").kind == "unchanged"


def test_a_list_that_grew_may_keep_an_old_number() -> None:
    comparison = with_new_first(
        "违反第二条规定的，处五百元罚款。", "违反第二条、第五条规定的，处五百元罚款。"
    )

    assert told(comparison) == [("reference-stale", "第二条")]


def test_what_goes_with_the_text_is_never_stale() -> None:
    citing = "雨伞应当编号。\n违反前款规定的，处五百元罚款。"
    comparison = diff(
        law(*plain(2), citing), law("本市鼓励居民共同爱护公共设施。", *plain(2), citing)
    )

    assert comparison.findings == ()


def test_a_target_that_is_gone_demands_nothing() -> None:
    left = law(*plain(4), "违反本办法第二条规定的，处五百元罚款。")
    right = law(*plain(1), *plain(4)[2:], "违反本办法第三条规定的，处五百元罚款。")

    assert diff(left, right).findings == ()


def test_a_reference_that_leads_nowhere_dangles() -> None:
    comparison = with_new_first(
        "违反本办法第二条规定的，处五百元罚款。", "违反本办法第十二条规定的，处五百元罚款。"
    )

    assert told(comparison) == [("dangling-reference", "本办法第十二条")]


def test_dangling_references_of_the_right_are_told_even_where_nothing_changed() -> None:
    document = law(*plain(3), "违反本办法第十二条规定的，处五百元罚款。")

    assert told(diff(document, document)) == [("dangling-reference", "本办法第十二条")]


@st.composite
def revisions(draw: st.DrawFn):
    """A law, and it again with articles put in and every reference renumbered as that demands."""
    count = draw(st.integers(3, 10))
    cited = draw(
        st.lists(
            st.lists(st.integers(0, count - 1), min_size=1, max_size=4, unique=True).map(sorted),
            min_size=1,
            max_size=3,
        )
    )
    new = sorted(draw(st.lists(st.integers(0, count), max_size=3)))
    moved = [place + sum(at <= place for at in new) for place in range(count)]

    def text(numbers: list[int], at: int) -> str:
        names = "、".join(f"第{numeral_of(number + 1)}条" for number in numbers)
        return f"违反{names}规定的，由{SUBJECTS[at]}主管部门给予{'警告记过降级撤职开除'[2 * at : 2 * at + 2]}处分。"

    left = plain(count) + [text(numbers, at) for at, numbers in enumerate(cited)]
    right = plain(count) + [
        text([moved[number] for number in numbers], at) for at, numbers in enumerate(cited)
    ]
    for serial, at in reversed(list(enumerate(new))):
        right.insert(
            at,
            f"{SUBJECTS[11 - serial]}的颜色为{'红橙黄'[serial]}色，高度不限，可以加装遮阳的顶棚。",
        )
    return law(*left), law(*right), bool(new)


@given(revisions())
def test_what_was_renumbered_alone_is_explained(pair) -> None:
    left, right, _ = pair
    comparison = diff(left, right)

    check(comparison)
    assert comparison.findings == ()
    assert comparison.summary.reworded == 0
    assert comparison == diff(left, right)


@given(revisions())
def test_nothing_is_found_between_a_text_and_itself(pair) -> None:
    for document in pair[:2]:
        comparison = diff(document, document)
        assert (comparison.findings, comparison.substitutions, comparison.changed) == (
            (),
            (),
            False,
        )


@st.composite
def edits_and_marks(draw: st.DrawFn):
    words = st.text("甲乙丙丁，", min_size=1, max_size=6)
    ops = draw(
        st.lists(
            st.tuples(st.sampled_from(["equal", "delete", "insert"]), words), min_size=1, max_size=8
        )
    )
    edits = tuple(Edit(op=op, text=text) for op, text in ops)
    left, right = side_of(edits, "left"), side_of(edits, "right")
    if not left or not right:
        return edits, []
    bounds = [
        sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
        for text in (left, right)
    ]
    marks = [
        hunk
        for hunk in map(Hunk, *([(at[0], at[1]), (at[2], at[3])] for at in bounds))
        if hunk.replaces
    ]
    return edits, marks


@given(edits_and_marks())
def test_marks_never_change_the_texts(drawn) -> None:
    edits, marks = drawn
    made = mark(edits, marks, "renumbering")

    assert [side_of(made, side) for side in ("left", "right")] == [
        side_of(edits, side) for side in ("left", "right")
    ]
    assert all(edit.text for edit in made)


def test_marks_cut_a_hunk_and_free_what_stands_between_them() -> None:
    edits = (Edit(op="delete", text="甲、乙"), Edit(op="insert", text="丙、丁"))

    assert (
        marked(mark(edits, [Hunk((0, 1), (0, 1)), Hunk((2, 3), (2, 3))], "substitution"))
        == "[-甲-][+丙+]、[-乙-][+丁+]"
    )


def test_another_name_of_the_work_is_no_renumbering() -> None:
    """本规定 → 本办法 is another word, wherever it stands."""
    comparison = with_new_first(
        "违反本规定第二条的，处五百元罚款。", "违反本办法第三条的，处五百元罚款。"
    )
    match = article(comparison, "第六条")

    assert all("规定" not in text and "办法" not in text for _, text in caused(match))
    assert not match.references_only


def test_a_citation_without_its_work_is_one() -> None:
    comparison = with_new_first(
        "违反本办法第二条的，处五百元罚款。", "违反第三条的，处五百元罚款。"
    )

    assert article(comparison, "第六条").references_only


def test_a_reference_in_what_moved_elsewhere_leaves_that_whole() -> None:
    """The stretch that another match tells is not taken apart."""
    edits = (
        Edit(op="equal", text="依照"),
        Edit(op="delete", text="第一条", elsewhere="art_9"),
        Edit(op="insert", text="第二条"),
    )

    assert mark(edits, [Hunk((2, 5), (2, 5))], "renumbering") == edits
