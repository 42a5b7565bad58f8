"""What reviewers said comes together without losing a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import RULES, law, opinion

from policydiff.relating.engine.relation import Judgement
from policydiff.relating.engine.review.judged_texts import DocumentTexts, JudgedArticle, mark
from policydiff.relating.engine.review.reviews import (
    NotAJudgementError,
    Party,
    Review,
    ReviewEntry,
    judge,
    lay,
    merge,
    verdict,
    without,
)

LEFT, RIGHT = DocumentTexts.of(opinion()), DocumentTexts.of(law())
PAIR = Review(left=Party.of(LEFT.document), right=Party.of(RIGHT.document))


def entry(left: int, right: int, by: str = "甲", status: str = "confirmed", **said) -> ReviewEntry:
    sides = (
        mark(side.document, side.document.articles[number - 1])
        for side, number in ((LEFT, left), (RIGHT, right))
    )
    return ReviewEntry(
        left=next(sides), right=next(sides), judgement=Judgement(reviewer=by, status=status, **said)
    )


def review(*entries: ReviewEntry) -> Review:
    return replace(PAIR, entries=entries)


entries = st.builds(
    entry,
    st.integers(1, 3),
    st.integers(1, 4),
    st.sampled_from("甲乙丙"),
    st.sampled_from(["confirmed", "rejected"]),
    note=st.none() | st.text(max_size=5),
)
reviews = st.lists(entries, max_size=6).map(lambda found: review(*found))


@given(reviews, reviews, reviews)
def test_merging_is_commutative_associative_and_idempotent(a, b, c):
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(merge(a, b), merge(a, b)) == merge(a, b)


@given(reviews, reviews)
def test_merging_loses_no_judgement_and_invents_none(a, b):
    assert set(merge(a, b).entries) == {*a.entries, *b.entries}


judgements = st.lists(
    st.builds(
        Judgement,
        reviewer=st.sampled_from("甲乙丙"),
        status=st.sampled_from(["confirmed", "rejected", "suggested"]),
        grade=st.sampled_from([None, 1, 2]),
        note=st.sampled_from([None, "x", "y"]),
        stale=st.booleans(),
    ),
    max_size=5,
)


@given(judgements, st.randoms())
def test_the_order_of_judgements_plays_no_part(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)

    assert verdict(shuffled) == verdict(found)


@given(judgements)
def test_what_one_rejected_is_never_a_suggestion(found):
    if any(one.status == "rejected" for one in found):
        assert verdict(found).status != "suggested"


def said(status="confirmed", grade=None, by="甲", **more):
    return Judgement(reviewer=by, status=status, grade=grade, **more)


@pytest.mark.parametrize(
    ("found", "status", "grade", "disputed"),
    [
        ([said()], "confirmed", None, False),
        ([said(grade=2), said(by="乙")], "confirmed", 2, False),
        ([said(grade=2), said(grade=1, by="乙")], "confirmed", 1, True),
        ([said(grade=2), said("rejected", by="乙")], "confirmed", 2, True),
        ([said("rejected"), said("rejected", by="乙")], "rejected", None, False),
        ([said("suggested", note="再看")], "suggested", None, False),
        ([said("rejected", stale=True), said(grade=1, by="乙")], "confirmed", 1, False),
    ],
    ids=[
        "one",
        "one grades",
        "two grades",
        "yes and no",
        "no and no",
        "a note",
        "an old no, a new yes",
    ],
)
def test_what_judgements_come_to(found, status, grade, disputed):
    sum_ = verdict(found)

    assert (sum_.status, sum_.grade, sum_.disputed) == (status, grade, disputed)


def test_both_notes_of_a_dispute_are_kept():
    sum_ = verdict([said(grade=2, note="同一措施"), said("rejected", by="乙", note="对象不同")])

    assert sum_.note == "乙: 对象不同; 甲: 同一措施"
    assert sum_.reviewer == "乙, 甲"


def test_a_new_judgement_replaces_that_of_the_same_reviewer_only():
    before = merge(review(entry(1, 2), entry(1, 2, by="乙"), entry(2, 3)))
    after = judge(lay(before, LEFT, RIGHT), before, LEFT, RIGHT, entry(1, 2, status="rejected"))

    assert set(after.entries) == {entry(1, 2, status="rejected"), entry(1, 2, by="乙"), entry(2, 3)}


def test_a_stale_judgement_is_replaced_by_one_of_the_new_text():
    newer = DocumentTexts.of(
        law(
            (
                RULES[0],
                "新增的一条规定其他事项。",
                RULES[1].replace("非法收集、使用", "非法处理"),
                *RULES[2:],
            ),
            date="2024-01-01",
        )
    )
    before = review(entry(1, 2))
    now = ReviewEntry(
        left=before.entries[0].left,
        right=mark(newer.document, newer.document.articles[2]),
        judgement=said("rejected"),
    )

    laid = lay(before, LEFT, newer)
    after = judge(laid, before, LEFT, newer, now)

    assert [(one.right, one.stale) for one in laid.placed] == [("art_3", True)]
    assert after.entries == (now,)


def test_a_judgement_is_taken_back():
    before = review(entry(1, 2), entry(1, 2, by="乙"))

    assert without(lay(before, LEFT, RIGHT), before, ("art_1", "art_2"), "甲").entries == (
        entry(1, 2, by="乙"),
    )


def test_what_speaks_of_another_text_is_lost_and_not_applied():
    other = DocumentTexts.of(law(("本市每年举办网络安全宣传周，普及知识。",) * 4))

    assert lay(review(entry(1, 2)), LEFT, other).lost == (entry(1, 2),)


@pytest.mark.parametrize(
    "judgement",
    [said("rejected", 2), said("suggested"), said("suggested", 1, note="x"), said(by=" ")],
    ids=["graded no", "nothing said", "graded note", "nobody"],
)
def test_nonsense_is_refused(judgement):
    with pytest.raises(NotAJudgementError):
        ReviewEntry(
            left=JudgedArticle(eid="art_1"), right=JudgedArticle(eid="art_2"), judgement=judgement
        ).check("link[1]")


def test_a_work_is_known_by_its_uri_and_a_file_by_its_title():
    work, same, file = (
        Party(title="甲", uri="/akn/1"),
        Party(title="甲（修订）", uri="/akn/1"),
        Party(title="甲"),
    )

    assert work.is_same(same)
    assert work.is_same(file)
    assert not work.is_same(Party(title="甲", uri="/akn/2"))
    assert not file.is_same(same)


def test_a_review_can_be_taken_apart_by_reviewer():
    whole = review(entry(1, 2), entry(1, 2, by="乙"), entry(2, 3))

    assert whole.reviewers == ("乙", "甲")
    assert merge(*(whole.of(name) for name in whole.reviewers)) == merge(whole)
