"""Judgements of like pairs: offered on what nobody judged, and applied to nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import law, opinion

from policydiff.model.document import Document
from policydiff.model.measures import JudgementOffer, MeasureAnswer
from policydiff.relating.actions.relate import relate
from policydiff.relating.engine.relation import Judgement, Relation, place_of
from policydiff.relating.engine.review.judged_measures import (
    GradedArticle,
    MeasureEntry,
    document_print,
    mark_measure,
)
from policydiff.relating.engine.review.judged_texts import DocumentTexts, mark
from policydiff.relating.engine.review.offers import (
    FEWEST,
    LIKE,
    JudgedPair,
    OfferedRelation,
    measure_likeness,
)
from policydiff.relating.engine.review.review_toml import write_review
from policydiff.relating.engine.review.reviewing import apply_reviews
from policydiff.relating.engine.review.reviews import Party, Review, ReviewEntry, lay

SHARING = "建立健全政务数据共享协调机制，明确各部门共享责任清单。"
LIKE_SHARING = "加快建立政务数据共享协调机制，进一步明确部门共享责任清单。"
OTHER_SHARING = "建立政务数据开放平台，公布部门开放责任清单。"
COURSES = "支持高等学校开设数据管理课程，培养专门人才队伍。"
LAW = (
    "为了促进数据共享，制定本条例。",
    "建立政务数据共享协调机制。各部门应当编制共享责任清单，及时更新并向社会公布。",
    "教育部门应当支持高等学校开设数据管理课程，培养专门人才。",
)
ADAPTED = (
    "为了促进本地数据共享，制定本办法。",
    "本市建立政务数据共享协调机制。市各部门应当编制共享责任清单，及时更新。",
    "市民享有查询权利。",
)


def texts(document: Document) -> DocumentTexts:
    return DocumentTexts.of(document)


FIRST = texts(opinion((SHARING, COURSES)))
RIGHT = texts(law(LAW))


def entry(
    item: int = 1,
    *,
    left: DocumentTexts = FIRST,
    right: DocumentTexts = RIGHT,
    by: str = "张三",
    status: str | None = "answered",
    articles: tuple[int, ...] = (2,),
    note: str | None = None,
) -> MeasureEntry:
    article = left.document.articles[item - 1]
    marks = (mark(right.document, right.document.articles[number - 1]) for number in articles)
    return MeasureEntry(
        left=mark_measure(left.document, article, (0, len(article.text))),
        reviewer=by,
        status=status,
        articles=tuple(GradedArticle(mark=one, grade=2) for one in marks),
        note=note,
        version=right.document.version_date,
        text=document_print(right),
    )


def pair(
    *entries: MeasureEntry, left: DocumentTexts = FIRST, right: DocumentTexts = RIGHT
) -> JudgedPair:
    parties = Party.of(left.document), Party.of(right.document)
    review = Review(left=parties[0], right=parties[1], measures=entries)
    return JudgedPair(texts=(left, right), measures=lay(review, left, right).measures)


def second(*items: str) -> Document:
    return opinion(items, title="关于做好另一项工作的意见")


def offered(
    left: Document,
    *pairs: JudgedPair,
    right: DocumentTexts = RIGHT,
    own: tuple[MeasureEntry, ...] = (),
    links: tuple[ReviewEntry, ...] = (),
) -> tuple[Relation, Relation]:
    """The relation with the own judgements, before and after the offers."""
    relation = relate(left, [right.document])
    name = place_of(right.document, "", None).document
    parties = Party.of(left), Party.of(right.document)
    review = Review(left=parties[0], right=parties[1], measures=own, entries=links)
    laid = lay(review, texts(left), right)
    reviewed = apply_reviews(relation, {name: laid.placed}, {name: laid.measures})
    mine = JudgedPair(texts=(texts(left), right), measures=laid.measures)
    return reviewed, OfferedRelation(reviewed, [right]).with_offers([mine, *pairs])


def offers(relation: Relation) -> list[JudgementOffer]:
    return [
        offer
        for measure in relation.measures
        for answer in measure.answers
        for offer in answer.offers
    ]


def bare(relation: Relation) -> Relation:
    """The relation without its offers."""
    measures = (
        replace(one, answers=tuple(replace(answer, offers=()) for answer in one.answers))
        for one in relation.measures
    )
    return replace(relation, measures=tuple(measures))


def answers(relation: Relation) -> list[MeasureAnswer]:
    return [answer for measure in relation.measures for answer in measure.answers]


def test_a_judgement_of_the_same_measure_is_offered_in_another_opinion():
    _, after = offered(second(COURSES, SHARING), pair(entry(note="原文")))

    (found,) = offers(after)
    assert found == JudgementOffer(
        reviewer="张三",
        status="answered",
        measure="1.1",
        text=SHARING,
        left=FIRST.document.title,
        right=RIGHT.document.title,
        articles=(("art_2", 2),),
        nums=("第二条",),
        note="原文",
    )
    assert [bool(one.offers) for one in answers(after)] == [False, True]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (SHARING.replace("，", ", "), (True, 1.0)),
        (LIKE_SHARING, (False, 1.0)),
        (SHARING.replace("。", "（财政部、教育部、司法部、公安部负责）。"), (False, 1.0)),
        (OTHER_SHARING, None),
        (COURSES, None),
        ("", None),
    ],
)
def test_like_measures_have_mostly_the_same_words(words, found):
    likeness = measure_likeness(SHARING, words)

    assert (likeness and (likeness.same, likeness.share)) == found
    assert measure_likeness(words, SHARING) == likeness


def test_few_words_prove_nothing():
    assert measure_likeness("加强监管。", "加强监管。") is None
    assert measure_likeness("不断完善各项政策措施。", "加快完善有关政策措施。") is None
    assert (LIKE, FEWEST) == (0.85, 4)


def test_a_like_measure_takes_the_same_article_of_the_same_law_alone():
    _, here = offered(second(LIKE_SHARING), pair(entry()))
    other = texts(law(LAW, title="另一市数据条例"))
    _, elsewhere = offered(second(LIKE_SHARING), pair(entry()), right=other)

    assert [(one.same, one.articles, one.adapted) for one in offers(here)] == [
        (False, (("art_2", 2),), False)
    ]
    assert offers(elsewhere) == []


def test_the_same_measure_takes_an_article_that_was_adapted():
    local = texts(law(ADAPTED, title="另一市数据办法"))
    _, same = offered(second(SHARING), pair(entry()), right=local)
    _, like = offered(second(LIKE_SHARING), pair(entry()), right=local)
    _, gone = offered(second(SHARING), pair(entry(articles=(2, 3))), right=local)

    assert [(one.articles, one.nums, one.adapted) for one in offers(same)] == [
        ((("art_2", 2),), ("第二条",), True)
    ]
    assert offers(like) == offers(gone) == []


def test_what_names_no_article_is_offered_beside_the_same_whole_text_alone():
    nothing = entry(status="none", articles=())
    newer = texts(law((*LAW, "本条例自公布之日起施行。"), date="2024-01-01"))

    assert [one.status for one in offers(offered(second(SHARING), pair(nothing))[1])] == ["none"]
    assert offers(offered(second(SHARING), pair(nothing), right=newer)[1]) == []
    assert [
        one.articles for one in offers(offered(second(SHARING), pair(entry()), right=newer)[1])
    ] == [(("art_2", 2),)]


def test_a_stale_judgement_and_a_note_are_not_offered():
    changed = texts(law((LAW[0], LAW[1] + "逾期未更新的，予以通报。", LAW[2])))
    stale = pair(entry(), right=changed)

    assert [one.stale for one in stale.measures] == [True]
    assert offers(offered(second(SHARING), stale)[1]) == []
    note = entry(status=None, articles=(), note="再看")
    assert offers(offered(second(SHARING), pair(note))[1]) == []


def test_contradicting_judgements_stand_side_by_side_and_agreeing_ones_together():
    said = (entry(), entry(by="李四"), entry(by="王五", status="none", articles=()))
    _, after = offered(second(SHARING), pair(*said))

    found = {one.status: one.reviewer for one in offers(after)}
    assert found == {"answered": "张三, 李四", "none": "王五"}


def test_in_one_opinion_the_nearest_pair_comes_first():
    left = second(LIKE_SHARING, SHARING, SHARING.replace("明确", "公布"))
    own = entry(2, left=texts(left), by="李四", status="partly")
    _, after = offered(left, pair(entry()), own=(own,))

    first = answers(after)[0].offers
    assert [(one.measure, one.reviewer, one.status) for one in first] == [
        ("1.1", "张三", "answered"),
        ("2.1", "李四", "partly"),
    ]
    assert answers(after)[1].offers == ()


def test_a_judged_measure_and_a_rejected_article_take_no_offer():
    left = second(SHARING)
    own = entry(1, left=texts(left), status="none", articles=(), by="王五")
    article = RIGHT.document.articles[1]
    rejected = ReviewEntry(
        left=mark(left, left.articles[0]),
        right=mark(RIGHT.document, article),
        judgement=Judgement(reviewer="王五", status="rejected"),
    )

    assert offers(offered(left, pair(entry()), own=(own,))[1]) == []
    assert offers(offered(left, pair(entry()), links=(rejected,))[1]) == []
    noted = replace(own, status=None, note="再看")
    assert len(offers(offered(left, pair(entry()), own=(noted,))[1])) == 1


def test_a_stored_review_concerns_a_relation_by_its_words_or_its_articles():
    relation = relate(second(LIKE_SHARING), [RIGHT.document])
    wanted = OfferedRelation(relation, [RIGHT])
    sides = {"left": Party(title="甲"), "right": Party.of(RIGHT.document)}

    assert wanted.concerns(Review(**sides, measures=(entry(),)))
    assert wanted.concerns(Review(**sides, measures=(entry(status="none", articles=()),)))
    assert not wanted.concerns(Review(**sides))
    far = {**sides, "right": Party(title="乙")}
    assert not wanted.concerns(Review(**far, measures=(entry(),)))
    same = OfferedRelation(relate(second(SHARING), [RIGHT.document]), [RIGHT])
    assert same.concerns(Review(**far, measures=(entry(),)))

    for status, articles in (("answered", (2,)), ("none", ())):
        review = Review(**sides, measures=(entry(status=status, articles=articles),))
        assert wanted.is_mentioned_in(write_review(review, FIRST, RIGHT).encode())
        other = texts(law(("第一条说别的事项。",), title="乙"))
        assert not OfferedRelation(
            relate(second(COURSES), [other.document]), [other]
        ).is_mentioned_in(write_review(review, FIRST, RIGHT).encode())


STATUSES = st.sampled_from(["answered", "partly", "none", None])


@st.composite
def judgements(draw: st.DrawFn, left: DocumentTexts) -> tuple[MeasureEntry, ...]:
    found = []
    for item in range(1, len(left.document.articles) + 1):
        for by in draw(st.sets(st.sampled_from(["张三", "李四"]))):
            status = draw(STATUSES)
            numbers = (
                draw(st.sets(st.integers(1, len(LAW)))) if status in ("answered", "partly") else ()
            )
            said = entry(item, left=left, by=by, status=status, articles=tuple(sorted(numbers)))
            found.append(replace(said, note=None if status else "再看"))
    return tuple(found)


@settings(deadline=None, max_examples=60)
@given(st.data(), st.permutations([SHARING, LIKE_SHARING, OTHER_SHARING, COURSES]))
def test_offers_apply_nothing_and_stand_on_open_measures_alone(data, items):
    left = second(*items[:3])
    own = data.draw(judgements(texts(left)))
    pairs = [pair(*data.draw(judgements(FIRST)))]

    before, after = offered(left, *pairs, own=own)

    assert bare(after) == before
    assert after.coverage == before.coverage
    assert all(not answer.reviewed for answer in answers(after) if answer.offers)
    mine = JudgedPair(
        texts=(texts(left), RIGHT),
        measures=lay(
            Review(left=Party.of(left), right=Party.of(RIGHT.document), measures=own),
            texts(left),
            RIGHT,
        ).measures,
    )
    again = OfferedRelation(after, [RIGHT]).with_offers([*reversed(pairs), mine])
    assert again == after
    named = {eid for offer in offers(after) for eid, _ in offer.articles}
    assert named <= set(RIGHT.articles)
