"""Computation never overrides a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inventing import law, opinion
from test_reviews import LEFT, RIGHT, entry, review

from policydiff.model.measures import AnsweringArticle, Measure, MeasureAnswer
from policydiff.relating.engine.relation import Coverage, Link, Relation, place_of
from policydiff.relating.engine.review.reviewing import apply_reviews
from policydiff.relating.engine.review.reviews import lay

TITLE = "示例市个人信息条例"


def link(left: int, right: int, score: float) -> Link:
    """A link whose article speaks of as large a share as its score says."""
    return Link(
        left=place_of(LEFT.document, f"art_{left}", f"{left}．"),
        right=place_of(RIGHT.document, f"art_{right}", f"第{'零一二三四'[right]}条"),
        score=score,
        share=score,
    )


def measure(number: int, status: str, links: list[Link]) -> Measure:
    """The one measure of an item, answered by the articles of its better links."""
    articles = tuple(
        AnsweringArticle(eid=one.right.eid, num=one.right.num, score=one.score)
        for one in links
        if one.score >= 0.4
    )
    answer = MeasureAnswer(
        right=TITLE,
        status="answered" if status == "covered" else status,
        score=0.5,
        articles=articles,
    )
    return Measure(left=f"art_{number}", span=(0, 1), answers=(answer,))


def computed(*links: Link) -> Relation:
    """As the ranking gives it: covered from 0.8, partly from 0.4."""
    best = {
        number: max((one.score for one in links if one.left.eid == f"art_{number}"), default=0.0)
        for number in (1, 2, 3)
    }
    status = {
        number: "covered" if score >= 0.8 else "partly" if score >= 0.4 else "none"
        for number, score in best.items()
    }
    return Relation(
        left=opinion(),
        right=(law(),),
        links=links,
        measures=tuple(
            measure(
                number, status[number], [one for one in links if one.left.eid == f"art_{number}"]
            )
            for number in best
        ),
        coverage=tuple(
            Coverage(
                left=f"art_{n}",
                right=TITLE,
                status=status[n],
                best=best[n],
                share=best[n],
                order="later",
            )
            for n in best
        ),
        only_right=(place_of(RIGHT.document, "art_4", "第四条"),),
        covered=0.8,
        partly=0.4,
    )


def reviewed(relation: Relation, *entries, **options) -> Relation:
    return apply_reviews(relation, {TITLE: lay(review(*entries), LEFT, RIGHT).placed}, **options)


def row(relation: Relation, number: int = 1) -> Coverage:
    return relation.coverage[number - 1]


def test_without_judgements_nothing_changes():
    relation = computed(link(1, 2, 0.9), link(2, 3, 0.5))

    assert reviewed(relation) == relation


@pytest.mark.parametrize(
    ("score", "said", "status"),
    [
        (0.1, {"grade": 2}, "covered"),
        (0.1, {"grade": 1}, "partly"),
        (0.1, {}, "partly"),
        (0.9, {}, "covered"),
        (0.9, {"grade": 1}, "partly"),
        (0.9, {"status": "rejected"}, "none"),
    ],
    ids=["2 below", "1 below", "ungraded below", "ungraded above", "1 above", "rejected above"],
)
def test_a_judgement_decides_coverage_whatever_the_score(score, said, status):
    relation = reviewed(computed(link(1, 2, score)), entry(1, 2, **said))

    assert (row(relation).status, row(relation).reviewed) == (status, True)


def test_a_rejected_link_stays_rejected_and_is_not_the_best():
    relation = reviewed(
        computed(link(1, 2, 0.9), link(1, 3, 0.5)), entry(1, 2, status="rejected", note="对象不同")
    )

    assert [(one.status, one.note) for one in relation.links] == [
        ("rejected", "对象不同"),
        ("suggested", None),
    ]
    assert (row(relation).status, row(relation).best) == ("partly", 0.5)


def test_a_better_suggestion_beside_a_grade_1_still_counts():
    relation = reviewed(computed(link(1, 2, 0.3), link(1, 3, 0.9)), entry(1, 2, grade=1))

    assert row(relation).status == "covered"


def test_a_link_that_was_not_found_is_added_in_its_place():
    relation = reviewed(computed(link(1, 2, 0.9), link(3, 1, 0.1)), entry(2, 4, grade=2))

    assert [(one.left.eid, one.right.eid, one.score, one.status) for one in relation.links] == [
        ("art_1", "art_2", 0.9, "suggested"),
        ("art_2", "art_4", 0.0, "confirmed"),
        ("art_3", "art_1", 0.1, "suggested"),
    ]
    assert (relation.links[1].left.num, relation.links[1].right.num) == ("2．", "第四条")
    assert row(relation, 2).status == "covered"
    assert relation.only_right == ()


def test_a_dispute_is_shown_and_covers_in_part():
    relation = reviewed(
        computed(link(1, 2, 0.9)),
        entry(1, 2, grade=2, note="是"),
        entry(1, 2, by="乙", status="rejected", note="否"),
    )

    assert relation.links[0].disputed
    assert relation.links[0].note == "乙: 否; 甲: 是"
    assert [one.reviewer for one in relation.links[0].judgements] == ["乙", "甲"]
    assert (row(relation).status, row(relation).disputed) == ("partly", True)


def test_a_note_alone_decides_nothing():
    relation = reviewed(computed(link(1, 2, 0.9)), entry(1, 2, status="suggested", note="再看"))

    assert (relation.links[0].status, relation.links[0].note) == ("suggested", "再看")
    assert row(relation) == row(computed(link(1, 2, 0.9)))


def test_a_judgement_of_another_text_is_flagged():
    placed = [
        replace(one, stale=True) for one in lay(review(entry(1, 2, grade=2)), LEFT, RIGHT).placed
    ]
    relation = apply_reviews(computed(link(1, 2, 0.1)), {TITLE: placed})

    assert relation.links[0].stale
    assert (row(relation).status, row(relation).stale) == ("covered", True)


def test_an_article_that_is_not_listed_covers_as_it_was_computed():
    relation = computed(link(1, 2, 0.9), link(1, 3, 0.9))
    unlisted = replace(relation, links=relation.links[:1])

    assert row(reviewed(unlisted, entry(1, 2, status="rejected"))).status == "covered"


@pytest.mark.parametrize(
    ("rejected", "status"), [((2,), "covered"), ((2, 3), "partly"), ((2, 3, 4), "none")]
)
def test_articles_carry_a_status_together_while_half_of_them_stand(rejected, status):
    relation = computed(link(1, 2, 0.9), link(1, 3, 0.8), link(1, 4, 0.7))
    entries = (entry(1, number, status="rejected") for number in rejected)

    assert row(reviewed(relation, *entries)).status == status


def test_of_two_laws_each_article_counts_by_its_share():
    relation = replace(computed(link(1, 2, 0.9), link(1, 3, 0.5)), kind="counterparts")

    assert row(reviewed(relation, entry(1, 2, status="rejected"))).status == "partly"


def test_the_limit_spares_what_was_judged():
    relation = computed(link(1, 1, 0.9), link(1, 2, 0.8), link(1, 3, 0.7), link(1, 4, 0.1))

    assert [
        one.right.eid
        for one in reviewed(relation, entry(1, 1, status="rejected"), entry(1, 4), limit=1).links
    ] == [
        "art_1",
        "art_2",
        "art_4",
    ]


def test_judgements_of_a_document_that_is_not_here_are_left_alone():
    relation = computed(link(1, 2, 0.9))

    assert (
        apply_reviews(relation, {"另一部条例": lay(review(entry(1, 2)), LEFT, RIGHT).placed})
        == relation
    )


def test_a_confirmed_link_leaves_neither_article_alone():
    relation = replace(
        computed(),
        only_left=(
            place_of(LEFT.document, "art_1", "1．"),
            place_of(LEFT.document, "art_2", "2．"),
        ),
    )

    found = reviewed(relation, entry(1, 4, status="confirmed"))

    assert [place.eid for place in found.only_left] == ["art_2"]
    assert found.only_right == ()


def test_counterparts_that_were_all_rejected_stand_alone_again():
    relation = replace(
        computed(link(1, 2, 0.9), link(2, 3, 0.9)), kind="counterparts", only_right=(), only_left=()
    )
    after = reviewed(relation, entry(1, 2, status="rejected"))

    assert [place.eid for place in after.only_left] == ["art_1"]
    assert [place.eid for place in after.only_right] == ["art_2"]
