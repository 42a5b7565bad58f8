"""The file of a review: what is written is read again, and what is no such file is refused in one
line.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reviews import LEFT, PAIR, RIGHT, entry, review

from policydiff.relating.engine.relation import Judgement
from policydiff.relating.engine.review.judged_texts import JudgedArticle
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.review_toml import read_review, write_review
from policydiff.relating.engine.review.reviews import (
    NotAJudgementError,
    Party,
    Review,
    ReviewEntry,
    merge,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
marks = st.builds(
    JudgedArticle,
    eid=st.sampled_from(["art_1", "art_2", "art_99"]),
    num=st.none() | text,
    version=st.none() | text,
    text=st.none() | text,
    words=st.none() | text,
)
judgements = st.one_of(
    st.builds(
        Judgement,
        reviewer=text.filter(str.strip),
        status=st.just("confirmed"),
        grade=st.sampled_from([None, 1, 2]),
        note=st.none() | text,
    ),
    st.builds(
        Judgement,
        reviewer=text.filter(str.strip),
        status=st.just("rejected"),
        note=st.none() | text,
    ),
    st.builds(Judgement, reviewer=text.filter(str.strip), note=text.filter(bool)),
)
entries = st.builds(ReviewEntry, left=marks, right=marks, judgement=judgements)
parties = st.builds(Party, title=text, uri=st.none() | text.filter(bool))
reviews = st.builds(
    Review, left=parties, right=parties, entries=st.lists(entries, max_size=5).map(tuple)
)


@given(reviews)
def test_what_was_written_is_read_again(given_review):
    written = write_review(given_review, LEFT, RIGHT)

    assert merge(read_review(written, "x")) == merge(given_review)
    assert write_review(read_review(written, "x"), LEFT, RIGHT) == written


@given(reviews, st.randoms())
def test_the_order_of_judgements_leaves_no_trace(given_review, random):
    shuffled = list(given_review.entries)
    random.shuffle(shuffled)

    assert write_review(
        replace(given_review, entries=tuple(shuffled)), LEFT, RIGHT
    ) == write_review(given_review, LEFT, RIGHT)


def test_the_file_can_be_read_by_people():
    assert write_review(review(entry(2, 3, grade=2, note="同一措施")), LEFT, RIGHT).split("\n\n")[
        1:
    ] == [
        '[left]\ntitle = "关于促进示例市网络健康发展的意见"',
        '[right]\ntitle = "示例市个人信息条例"',
        "# ---- 1．",
        "# ---- 2．",
        "[[link]]\n"
        'left = { eid = "art_2", num = "2．", version = "2017-03-01", text = "TEXT", words = "建立网络交易平台投诉举报渠道,及时处理投诉。" }\n'.replace(
            "TEXT", entry(2, 3).left.text or ""
        )
        + 'judged = { by = "甲", status = "confirmed", grade = 2, note = "同一措施" }\n'
        'right = { eid = "art_3", num = "第三条", version = "2021-05-01", text = "TEXT", words = "网络交易平台应当公布投诉举报方式,及时受理并处理" }'.replace(
            "TEXT", entry(2, 3).right.text or ""
        ),
        "# ---- 3．\n",
    ]


def test_a_person_may_write_names_and_leave_out_the_rest():
    written = 'format = 1\n[left]\ntitle = "甲"\n[right]\ntitle = "乙"\n[[link]]\nleft = "2．"\nright = "第三条"\nstatus = "confirmed"\nby = "丙"\n'

    assert read_review(written, "x").entries == (
        ReviewEntry(
            left=JudgedArticle(eid="2．"),
            right=JudgedArticle(eid="第三条"),
            judgement=Judgement(reviewer="丙", status="confirmed"),
        ),
    )


HEAD = 'format = 1\n[left]\ntitle = "甲"\n[right]\ntitle = "乙"\n'
LINK = HEAD + '[[link]]\nleft = "1"\nright = "2"\nby = "丙"\n'


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("", "format = 1"),
        ("format = 4\n", "format = 1"),
        ("format = ", "no TOML"),
        ("a = " + "[" * 5000, "no TOML"),
        ("format = 1\n", "name the document"),
        ("link = 3\n" + HEAD, "[[link]]"),
        ("link = [3]\n" + HEAD, "[[link]]"),
        (LINK + 'status = "perhaps"\n', "status is one of"),
        (LINK + "grade = 3\n", "grade is 1"),
        (LINK + "grade = true\n", "grade is 1"),
        (LINK + "note = 3\n", "texts in quotation marks"),
        (LINK + "judged = 3\n", "judged is a table"),
        (HEAD + '[[link]]\nleft = 1\nright = "2"\n', "name an article"),
        (HEAD + '[[link]]\nleft = { num = "1" }\nright = "2"\n', "name an article"),
        (HEAD + "<<<<<<< HEAD\n=======\n>>>>>>> other\n", "git left a conflict"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_what_is_no_such_file_is_refused(text, telling):
    with pytest.raises(BadReviewFileError) as caught:
        read_review(text, "mine.toml")

    assert str(caught.value).startswith("mine.toml")
    assert telling in str(caught.value)


def test_a_judgement_that_says_nothing_is_refused():
    with pytest.raises(NotAJudgementError, match=r"mine.toml: link\[1\]"):
        read_review(LINK, "mine.toml")


def test_a_title_cannot_break_out_of_its_comment():
    assert PAIR.entries == read_review(write_review(PAIR, LEFT, RIGHT), "x").entries


def test_what_names_nobody_is_the_reviewers_and_what_does_stays():
    written = (
        LINK.replace('by = "丙"\n', "")
        + 'status = "rejected"\n'
        + LINK[len(HEAD) :]
        + 'status = "rejected"\n'
    )

    assert [one.judgement.reviewer for one in read_review(written, "x", "丁").entries] == [
        "丁",
        "丙",
    ]
