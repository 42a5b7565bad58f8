"""Judgements on measures win over the computation, and the coverage of items follows."""

from __future__ import annotations

from dataclasses import replace

from inventing import ITEMS, law, opinion
from test_judged_measures import FIRST, LEFT, RIGHT, entry
from test_reviews import entry as link_entry

from policydiff.model.measures import AnsweringArticle, Measure, MeasureAnswer
from policydiff.relating.engine.relation import Coverage, Link, Relation, place_of
from policydiff.relating.engine.review.judged_measures import lay_measures
from policydiff.relating.engine.review.measure_reviewing import carrying, verdict_on_measure
from policydiff.relating.engine.review.reviewing import apply_reviews
from policydiff.relating.engine.review.reviews import Party, Review, lay

NAME = law().title
SECOND = (FIRST[1], len(ITEMS[0]))


def article(number: int, score: float, **more) -> AnsweringArticle:
    num = law().articles[number - 1].num
    return AnsweringArticle(eid=f"art_{number}", num=num, score=score, **more)


def answer(status: str, *articles: AnsweringArticle, right: str = NAME) -> MeasureAnswer:
    best = max((one.score for one in articles), default=0.0)
    return MeasureAnswer(right=right, status=status, score=best, articles=articles)


def computed(first: MeasureAnswer, second: MeasureAnswer, status: str = "partly") -> Relation:
    """Item 1 with its two measures, as if they had been computed."""
    left, right = opinion(), law()
    return Relation(
        left=left,
        right=(right,),
        links=(
            Link(
                left=place_of(left, "art_1", "1．"),
                right=place_of(right, "art_2", "第二条"),
                score=0.8,
            ),
        ),
        measures=(
            Measure(left="art_1", span=FIRST, answers=(first,)),
            Measure(left="art_1", span=SECOND, answers=(second,)),
        ),
        coverage=(Coverage(left="art_1", right=NAME, status=status, best=0.8),),
    )


NOTHING = answer("none", article(4, 0.1))
HALF = computed(answer("partly", article(2, 0.4)), NOTHING)


def judged(relation: Relation, *entries, links=()) -> Relation:
    placed, _ = lay_measures(entries, LEFT, RIGHT, {})
    review = Review(
        left=Party.of(LEFT.document), right=Party.of(RIGHT.document), entries=tuple(links)
    )
    return apply_reviews(relation, {NAME: lay(review, LEFT, RIGHT).placed}, {NAME: placed})


def answers(relation: Relation) -> list[MeasureAnswer]:
    return [measure.answers[0] for measure in relation.measures]


def test_what_nobody_judged_stays_as_it_was_computed():
    assert judged(HALF) == HALF


def test_a_judgement_wins_and_the_item_follows():
    after = judged(HALF, entry(articles=(3,), note="原文照抄"))
    first, second = answers(after)

    assert (first.status, first.reviewed, first.reviewer, first.note) == (
        "answered",
        True,
        "甲",
        "原文照抄",
    )
    assert [(one.eid, one.num, one.score, one.grade, one.named) for one in first.articles] == [
        ("art_3", "第三条", 0.0, 2, True),
        ("art_2", "第二条", 0.4, None, False),
    ]
    assert carrying(first) == first.articles[:1]
    assert second == NOTHING
    assert (after.coverage[0].status, after.coverage[0].reviewed) == ("covered", True)


def test_a_verdict_of_none_takes_the_coverage_away():
    after = judged(HALF, entry(status="none", articles=()))

    assert (after.coverage[0].status, after.coverage[0].reviewed) == ("none", True)
    assert carrying(answers(after)[0]) == ()


def test_a_note_alone_decides_nothing():
    after = judged(HALF, entry(status=None, articles=(), note="再看"))

    assert (answers(after)[0].status, answers(after)[0].note) == ("partly", "再看")
    assert after.coverage == HALF.coverage


def test_reviewers_who_differ_are_disputed_and_it_counts_as_partly():
    after = judged(HALF, entry(note="是"), entry(by="乙", status="none", articles=(), note="否"))
    first = answers(after)[0]

    assert (first.status, first.disputed, first.reviewer, first.note) == (
        "partly",
        True,
        "乙, 甲",
        "乙: 否; 甲: 是",
    )
    assert (after.coverage[0].status, after.coverage[0].disputed) == ("partly", True)


def test_a_judgement_of_the_present_text_stands_before_a_stale_one():
    placed, _ = lay_measures([entry(status="none", articles=()), entry(by="乙")], LEFT, RIGHT, {})
    stale = replace(placed[0], stale=True)

    found = verdict_on_measure([stale, placed[1]])

    assert (found.status, found.stale, found.disputed) == ("answered", False, False)


def test_of_two_grades_the_lower_counts():
    placed, _ = lay_measures([entry(grade=2), entry(by="乙", grade=1)], LEFT, RIGHT, {})

    assert verdict_on_measure(placed).grades == {"art_2": 1}


def test_a_measure_that_is_cut_otherwise_now_gets_the_judgement_it_shares_most_with():
    whole = replace(HALF, measures=(replace(HALF.measures[0], span=(0, len(ITEMS[0]))),))

    assert [one.status for one in answers(judged(whole, entry()))] == ["answered"]


def test_a_stretch_that_was_taken_for_no_measure_becomes_one():
    after = judged(replace(HALF, measures=HALF.measures[1:]), entry())

    assert [(one.span, one.answers[0].status) for one in after.measures] == [
        (FIRST, "answered"),
        (SECOND, "none"),
    ]


def test_a_rejected_link_carries_no_measure_any_more():
    both = computed(
        answer("answered", article(3, 0.95), article(2, 0.9)),
        answer("partly", article(2, 0.4)),
        status="covered",
    )

    after = judged(both, links=[link_entry(1, 2, status="rejected")])

    assert [one.status for one in answers(after)] == ["answered", "none"]
    assert [one.eid for one in answers(after)[0].articles] == ["art_3"]
    assert (after.coverage[0].status, after.coverage[0].reviewed) == ("covered", False)
    gone = judged(HALF, links=[link_entry(1, 2, status="rejected")])
    assert (gone.coverage[0].status, gone.coverage[0].reviewed) == ("none", True)


def test_a_confirmed_link_covers_an_item_of_which_no_measure_was_judged():
    link = link_entry(1, 2, grade=2)

    assert judged(HALF, links=[link]).coverage[0].status == "covered"
    assert (
        judged(HALF, entry(status="none", articles=()), links=[link]).coverage[0].status == "none"
    )
