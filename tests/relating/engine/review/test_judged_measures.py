"""Judgements on measures: how they are found again, written, read and brought together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import ITEMS, RULES, law, opinion

from policydiff.relating.engine.review.judged_measures import (
    GradedArticle,
    JudgedMeasure,
    MeasureEntry,
    document_print,
    lay_measures,
    mark_measure,
    mark_words,
    redated,
)
from policydiff.relating.engine.review.judged_texts import DocumentTexts, NotAJudgementError, mark
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.review_toml import read_review, write_review
from policydiff.relating.engine.review.reviews import Party, Review, judge_measure, lay, merge

LEFT, RIGHT = DocumentTexts.of(opinion()), DocumentTexts.of(law())
PAIR = Review(left=Party.of(LEFT.document), right=Party.of(RIGHT.document))
FIRST = (0, ITEMS[0].index("严禁"))
"""The first half of item 1, a measure of its own."""


def entry(
    item: int = 1,
    span: tuple[int, int] = FIRST,
    *,
    by: str = "甲",
    status: str | None = "answered",
    articles: tuple[int, ...] = (2,),
    grade: int | None = 2,
    note: str | None = None,
) -> MeasureEntry:
    marks = (mark(RIGHT.document, RIGHT.document.articles[number - 1]) for number in articles)
    return MeasureEntry(
        left=mark_measure(LEFT.document, LEFT.document.articles[item - 1], span),
        reviewer=by,
        status=status,
        articles=tuple(GradedArticle(mark=one, grade=grade) for one in marks),
        note=note,
        version=RIGHT.document.version_date,
        text=document_print(RIGHT),
    )


NONE = entry(2, (0, 5), status="none", articles=())


def places(left: DocumentTexts, right: DocumentTexts, *entries: MeasureEntry):
    placed, lost = lay_measures(entries, left, right, {})
    found = [(one.left, one.span, [eid for eid, _ in one.articles], one.stale) for one in placed]
    return found, list(lost)


def test_a_measure_is_found_where_it_stood():
    assert places(LEFT, RIGHT, entry(), NONE) == (
        [("art_1", FIRST, ["art_2"], False), ("art_2", (0, 5), [], False)],
        [],
    )


def test_of_equal_measures_of_an_item_the_one_at_its_place_is_found():
    twice = "办好论坛。其他事项。办好论坛。\n"
    left = DocumentTexts.of(opinion((twice, *ITEMS[1:])))
    marked = mark_measure(left.document, left.document.articles[0], (10, 16))

    found, _ = places(left, RIGHT, replace(entry(), left=marked))

    assert found[0][:2] == ("art_1", (10, 15))


def test_it_follows_its_words_into_another_item_and_place():
    moved = opinion(("新的一项。", "前言。" + ITEMS[0], *ITEMS[1:]))

    found, lost = places(DocumentTexts.of(moved), RIGHT, entry())

    assert found == [("art_2", (3, 3 + FIRST[1]), ["art_2"], False)]
    assert lost == []


def test_changed_words_are_followed_by_their_beginning_and_are_stale():
    changed = opinion((ITEMS[0].replace("保护制度，", "保护的各项制度，"), *ITEMS[1:]))
    given_entry = entry(1, (0, len(ITEMS[0])))
    given_entry = replace(given_entry, left=replace(given_entry.left, words="完善个人信息保护"))

    assert places(DocumentTexts.of(changed), RIGHT, given_entry)[1] == [given_entry]
    longer = replace(given_entry, left=replace(given_entry.left, words=ITEMS[1][:14]))
    found, _ = places(DocumentTexts.of(changed), RIGHT, longer)
    assert [(eid, stale) for eid, _, _, stale in found] == [("art_2", True)]


def test_a_measure_whose_words_are_gone_is_lost():
    other = DocumentTexts.of(opinion(("本市每年举办网络安全宣传周，普及知识。",)))

    assert places(other, RIGHT, entry(), NONE) == ([], [entry(), NONE])


def test_an_answer_holds_while_its_articles_stand_and_another_verdict_while_the_law_does():
    amended = DocumentTexts.of(law((*RULES, "新增的一条规定其他事项。"), date="2024-01-01"))
    partly = entry(status="partly")

    assert [one[3] for one in places(LEFT, amended, entry(), partly, NONE)[0]] == [
        False,
        True,
        True,
    ]
    rewritten = DocumentTexts.of(law((RULES[0], RULES[1] + "违者罚款。", *RULES[2:])))
    found, _ = places(LEFT, rewritten, entry())
    assert found[0][2:] == (["art_2"], True)


def test_a_verdict_holds_where_articles_were_only_renumbered():
    renumbered = DocumentTexts.of(law((RULES[1], RULES[0], *RULES[2:])))

    assert [one[2:] for one in places(LEFT, renumbered, entry(), NONE)[0]] == [
        (["art_1"], False),
        ([], False),
    ]


def test_words_alone_name_a_measure():
    item = LEFT.document.articles[0]

    found = mark_words(LEFT.document, item, "严禁 非法收集")
    assert found is not None
    assert item.text[slice(*found.span or (0, 0))] == "严禁非法收集"
    assert mark_words(LEFT.document, item, "没有这样的话") is None
    assert mark_words(LEFT.document, item, " ") is None


def test_a_later_judgement_of_the_same_reviewer_takes_the_place_of_the_earlier():
    before = merge(replace(PAIR, measures=(entry(), entry(by="乙"), NONE)))
    now = entry(status="none", articles=())

    after = judge_measure(lay(before, LEFT, RIGHT), before, LEFT, RIGHT, now)

    assert set(after.measures) == {now, entry(by="乙"), NONE}
    assert after.reviewers == ("乙", "甲")
    assert after.of("乙").measures == (entry(by="乙"),)


def test_the_dates_of_versions_follow_a_correction():
    moved = redated(entry(), "2021-05-01", "2021-06-01", (False, True))

    assert moved.versions == (frozenset({"2017-03-01"}), frozenset({"2021-06-01"}))
    assert redated(entry(), "2017-03-01", None, (True, False)).left.version is None
    assert redated(entry(), "1999-01-01", None, (True, True)) == entry()


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
marks = st.builds(
    JudgedMeasure,
    eid=st.sampled_from(["art_1", "art_2", "art_99"]),
    num=st.none() | text,
    version=st.none() | text,
    span=st.sampled_from([None, (0, 4), (3, 9)]),
    text=st.none() | text,
    words=text,
)
articles = st.sampled_from([(), entry().articles, entry(articles=(3, 2), grade=None).articles])
entries = st.one_of(
    st.builds(
        MeasureEntry,
        left=marks,
        reviewer=text.filter(str.strip),
        status=st.sampled_from(["answered", "partly"]),
        articles=articles,
        note=st.none() | text,
        version=st.none() | text,
        text=st.none() | text,
    ),
    st.builds(
        MeasureEntry,
        left=marks,
        reviewer=text.filter(str.strip),
        status=st.sampled_from(["none", None]),
        note=text,
    ),
)
reviews = st.lists(entries, max_size=5).map(lambda found: replace(PAIR, measures=tuple(found)))


@given(reviews)
def test_what_was_written_is_read_again(review):
    written = write_review(review, LEFT, RIGHT)

    assert merge(read_review(written, "x")) == merge(review)
    assert write_review(read_review(written, "x"), LEFT, RIGHT) == written
    assert ("format = 2\n" in written) == bool(review.measures)


@given(reviews, reviews)
def test_merging_loses_no_judgement_and_invents_none(a, b):
    assert merge(a, b) == merge(b, a)
    assert set(merge(a, b).measures) == {*a.measures, *b.measures}


def test_the_file_can_be_read_by_people():
    written = write_review(replace(PAIR, measures=(entry(note="原文照抄"),)), LEFT, RIGHT)

    left = f'eid = "art_1", num = "1．", version = "2017-03-01", text = "{entry().left.text}"'
    words = "处理个人信息应当遵循合法、正当、必要的原则,不得"
    judged = entry().articles[0].mark.text
    article = (
        f'eid = "art_2", num = "第二条", version = "2021-05-01", text = "{judged}", '
        f'words = "{words}", grade = 2'
    )
    assert written.split("\n\n")[4].split("\n") == [
        "[[measure]]",
        f'left = {{ {left}, words = "完善个人信息保护制度,", span = [0, 11] }}',
        'judged = { by = "甲", status = "answered", note = "原文照抄" }',
        f'right = {{ version = "2021-05-01", text = "{entry().text}", articles = [{{ {article} }}] }}',
    ]


HEAD = 'format = 2\n[left]\ntitle = "甲"\n[right]\ntitle = "乙"\n'
HAND = HEAD + '[[measure]]\nleft = { eid = "1", words = "完善个人信息" }\nby = "丙"\n'


def test_a_person_may_write_the_first_words_and_leave_out_the_rest():
    written = HAND + 'status = "answered"\narticles = ["第二条", { eid = "第三条", grade = 1 }]\n'

    (found,) = read_review(written, "x").measures

    assert (found.left.eid, found.left.words, found.status, found.reviewer) == (
        "1",
        "完善个人信息",
        "answered",
        "丙",
    )
    assert [(one.mark.eid, one.grade) for one in found.articles] == [
        ("第二条", None),
        ("第三条", 1),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HAND.replace("format = 2", "format = 1") + 'status = "none"\n', "format = 2"),
        ("measure = 3\n" + HEAD, "table of its own"),
        ("measure = [3]\n" + HEAD, "table of its own"),
        (HAND + 'status = "confirmed"\n', "status is one of answered, partly, none"),
        (HAND + "judged = 3\n", "judged is a table"),
        (HAND + "note = 3\n", "texts in quotation marks"),
        (HAND + 'status = "answered"\narticles = 3\n', "list of articles"),
        (HAND + 'status = "answered"\narticles = [3]\n', "name an article"),
        (HAND + 'status = "partly"\narticles = [{ eid = "1", grade = 5 }]\n', "grade is 1"),
        (HEAD + '[[measure]]\nleft = "1"\nstatus = "none"\nby = "丙"\n', "name the item and words"),
        (HAND.replace('" }', '", span = [4, 2] }') + 'status = "none"\n', "name the item"),
    ],
)
def test_what_is_no_such_judgement_is_refused(text, reason):
    with pytest.raises(BadReviewFileError, match=r"mine\.toml") as caught:
        read_review(text, "mine.toml")

    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "given_entry",
    [
        entry(status=None, articles=()),
        entry(status="none"),
        entry(status=None, note="再看"),
        entry(by=" "),
    ],
    ids=["nothing stated", "an article of none", "an article of a note", "nobody"],
)
def test_nonsense_is_refused(given_entry):
    with pytest.raises(NotAJudgementError):
        given_entry.check("measure[1]")
