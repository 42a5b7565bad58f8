"""The clause of which a comment speaks, as people write it; no comment is lost on the way."""

from __future__ import annotations

from dataclasses import replace

import commenting
import pytest
from commenting import comment
from drafting import document
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.clause_comments import carry_over, place_comments
from policydiff.model.index import index_document

DRAFT = commenting.draft()


def placed(clause: str, draft=DRAFT):
    (one,) = place_comments([comment(clause)], draft)
    return one


@pytest.mark.parametrize(
    ("clause", "eids"),
    [
        ("第四条", "art_4"),
        ("第4条", "art_4"),
        ("第　四　条", "art_4"),
        ("４", "art_4"),
        ("四", "art_4"),
        ("十条", "art_10"),
        ("第五条第一款第三项", "art_5__para_1__point_3"),
        ("第5条第(三)项", "art_5__para_1__point_3"),
        ("第五条（三）", "art_5__para_1__point_3"),
        ("第三条第二款", "art_3__para_2"),
        ("第三、五条", "art_3 art_5"),
        ("第三条、第五条", "art_3 art_5"),
        ("第3条，5条", "art_3 art_5"),
        ("第三条\n第五条", "art_3 art_5"),
        ("第三条至第五条", "art_3 art_4 art_5"),
        ("第3-5条", "art_3 art_4 art_5"),
        ("3～5", "art_3 art_4 art_5"),
        ("第三条-第五条", "art_3 art_4 art_5"),
        ("第三条和第四条及第六条", "art_3 art_4 art_6"),
        ("第二章", "chp_2"),
        ("第二章　开放", "chp_2"),
        ("附则", "chp_3"),
        ("总则、附则", "chp_1 chp_3"),
        ("附件1", "att_1"),
        ("本办法第四条", "art_4"),
        ("《示例市公共书屋管理办法（征求意见稿）》第四条", "art_4"),
        ("征求意见稿第四条", "art_4"),
        ("标题", "title"),
    ],
)
def test_a_clause_is_found_as_people_write_it(clause, eids):
    one = placed(clause)

    assert (one.kind, " ".join(one.eids), one.doubts) == ("placed", eids, ())


@pytest.mark.parametrize(
    "clause", ["", "/", "全文", "总体意见", "整体", "全部条款", "新增", "建议增加一条", "无"]
)
def test_a_comment_on_the_whole_is_general(clause):
    assert placed(clause).kind == "general"


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("第八十条", "the draft has no 第八十条"),
        ("45720", "the draft has no 第四万五千七百二十条"),
        ("第九十条至第九十五条", "the draft has no 第九十条至第九十五条"),
        ("第二章第四十条", "the draft has no 第二章第四十条"),
        ("第一款", "the draft has no 第一款"),
        ("《图书馆条例》第三条", "it names another text: 《图书馆条例》"),
        ("图书馆条例第三条", "it names another text: 图书馆条例"),
        ("关于借阅的条款", "no clause is named here that could be read"),
        ("=第三条" * 80, "the clause is not named by its number"),
    ],
)
def test_a_clause_that_is_not_in_the_draft_is_no_guess(clause, why):
    one = placed(clause)

    assert (one.kind, one.eids, [str(doubt) for doubt in one.doubts]) == ("unplaced", (), [why])


@pytest.mark.parametrize(
    ("clause", "eids", "why"),
    [
        ("第三条、第八十条", "art_3", "the draft has no 第八十条"),
        ("第九条至第八十条", "art_9", "the draft has no 第九条至第八十条"),
        (
            "第四条第三款",
            "art_4",
            "the draft has no 第四条第三款; shown is what is around it",
        ),
        ("第四条 开放时长", "art_4", "not read in the name of the clause: 开放时长"),
        ("在第五条后增加一条", "art_5", "not read in the name of the clause: 在后增加一条"),
    ],
)
def test_what_is_not_wholly_read_is_a_doubt(clause, eids, why):
    one = placed(clause)

    assert (one.kind, " ".join(one.eids)) == ("placed", eids)
    assert [str(doubt) for doubt in one.doubts] == [why]


def test_general_comments_come_first_then_clauses_in_their_order():
    found = place_comments(commenting.COMMENTS, DRAFT)

    assert [one.kind for one in found] == [*["general"] * 3, *["placed"] * 9, *["unplaced"] * 2]
    order = index_document(DRAFT).order
    places = [min(order[eid] for eid in one.eids) for one in found if one.eids]
    assert places == sorted(places)


numbers = st.sampled_from([*"一二三四五六七八九十", "十二", "1", "12", "１０", "3-5", "999999999"])
names = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from([*"第条款项章至、和（）-~《》法/ ", "全文", "附件", "新增", "标题"])
        | numbers,
        max_size=12,
    ).map("".join),
)
comments = st.lists(st.builds(comment, names, st.text(max_size=20), st.text(max_size=8)))


@given(comments)
def test_every_comment_has_one_place_and_only_clauses_of_the_draft(given_comments):
    found = place_comments(given_comments, DRAFT)

    assert sorted(id(one.comment) for one in found) == sorted(map(id, given_comments))
    known = {*index_document(DRAFT).by_eid, "title"}
    for one in found:
        assert known.issuperset(one.eids)
        assert bool(one.eids) == (one.kind == "placed")
        assert one.kind != "unplaced" or one.doubts


def test_the_clauses_of_a_rule_are_named_by_their_marks():
    assert placed("第一条", document("# 甲规定\n第一条　乙。")).eids == ("art_1",)
    assert placed("第一条", document("# 甲规定\n乙。")).kind == "unplaced"


def filled(one, adoption: str):
    return replace(one, adoption=adoption, mark="0" * 16)


def test_what_was_filled_in_stays_with_its_comment():
    first, second, third = (comment("第一条", text) for text in "甲乙丙")
    rows, lost = carry_over(
        [third, first], [filled(first, "采纳"), second, filled(second, ""), filled(third, "未采纳")]
    )

    assert [(one.text, one.adoption) for one in rows] == [("丙", "未采纳"), ("甲", "采纳")]
    assert lost == ()


def test_what_was_filled_in_for_a_comment_that_is_gone_is_reported():
    gone = filled(comment("第一条", "甲"), "采纳")

    assert carry_over([comment("第二条", "甲")], [gone]) == ((comment("第二条", "甲"),), (gone,))


def test_two_equal_comments_keep_their_own_words():
    same = comment("第一条", "甲", "乙")
    rows, lost = carry_over([same, same], [filled(same, "采纳"), filled(same, "未采纳")])

    assert [one.adoption for one in rows] == ["采纳", "未采纳"]
    assert lost == ()


@given(comments, comments)
def test_nothing_that_was_filled_in_disappears(new, old):
    before = [filled(one, str(place)) for place, one in enumerate(old)]
    rows, lost = carry_over(new, before)

    assert [(one.text, one.unit, one.clause) for one in rows] == [
        (one.text, one.unit, one.clause) for one in new
    ]
    stay = [one.adoption for one in (*rows, *lost) if one.adoption]
    assert sorted(stay) == sorted(one.adoption for one in before)
