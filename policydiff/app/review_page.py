"""The review of one document beside several others.

A page names what is judged by eIds and spans; a person on the command line by numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policydiff.app.judging import judgement_of
from policydiff.app.review import ReviewOptions, ReviewSession, open_review
from policydiff.app.review_gaps import MOST_WORDS, TooManyWordsError, gap_entry
from policydiff.app.review_measures import MeasureJudgement, entry_at
from policydiff.app.reviews import find_article
from policydiff.app.session import Session
from policydiff.errors import InputError, NotFoundError
from policydiff.messages import Message
from policydiff.model.comparison import Span
from policydiff.model.gaps import GapColumn
from policydiff.model.measures import Grade, MeasureStatus
from policydiff.model.relation import LinkStatus
from policydiff.relating.judged_measures import is_same_measure
from policydiff.relating.measures import cut_measures
from policydiff.store.records import WorkRecord
from policydiff.store.relations import StoredReview


class NoSuchSpanError(NotFoundError):
    """The item has no measure at this place."""

    def __init__(self) -> None:
        """Make the error, with the advice to load the page again."""
        super().__init__(Message("the text has no measure at this place; load the page again"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPair:
    """Two works and the people who judged them, with the number of judgements."""

    left: WorkRecord | None
    right: WorkRecord | None
    titles: tuple[str, str]
    reviewers: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRelations:
    """The pairs of works that people judged, and files that cannot be read."""

    pairs: tuple[ReviewedPair, ...]
    faults: tuple[Message, ...] = ()


def stored_relations(session: Session) -> StoredRelations:
    """Every pair of works with judgements, those of one left together."""
    store = session.store()
    works = store.catalogue()
    pairs: dict[tuple[str, str], list[StoredReview]] = {}
    faults: list[Message] = []
    for one in store.every_review():
        if isinstance(one, InputError):
            faults.append(one.message)
        else:
            sides = one.review.left, one.review.right
            pairs.setdefault((sides[0].uri or "", sides[1].uri or ""), []).append(one)
    found = [
        ReviewedPair(
            left=works.by_uri(left),
            right=works.by_uri(right),
            titles=(stored[0].review.left.title, stored[0].review.right.title),
            reviewers=tuple(sorted({name for one in stored for name in one.review.reviewers})),
            count=sum(len(one.review.judged) for one in stored),
        )
        for (left, right), stored in pairs.items()
    ]
    return StoredRelations(
        pairs=tuple(sorted(found, key=lambda one: one.titles)), faults=tuple(faults)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceJudgement:
    """A judgement of a person on the page.

    `item` is an eId of the left. With `article`, an eId of the right, it is a link, with `span` a
    measure, with neither a requirement. `verdict` is ``confirmed``, ``rejected``, ``answered``,
    ``partly``, ``none``, or "" for a note alone.
    """

    item: str
    article: str = ""
    span: Span | None = None
    verdict: str = ""
    grade: Grade | None = None
    note: str = ""
    articles: tuple[str, ...] = ()
    columns: Mapping[GapColumn, str] = field(default_factory=dict)


_LINKS: Mapping[str, LinkStatus] = {
    "": "suggested",
    "confirmed": "confirmed",
    "rejected": "rejected",
}
_MEASURES: Mapping[str, MeasureStatus | None] = {
    "": None,
    "answered": "answered",
    "partly": "partly",
    "none": "none",
}


class NoSuchVerdictError(InputError):
    """A form brings a verdict that there is not."""

    def __init__(self) -> None:
        """Make the error, with the advice to load the page again."""
        super().__init__(Message("this form is not of this page; load the page again"))


def judge_at(left: str, right: str, session: Session, given: PlaceJudgement, reviewer: str) -> None:
    """Store a judgement of two stored works.

    Raises what `open_review` and `ReviewSession.store` raise, `NobodyError`, `NotAJudgementError`,
    `NoSuchArticleError`, `NoSuchSpanError`, `NoSuchVerdictError`, `TooManyWordsError`.
    """
    review = open_review(left, right, session, ReviewOptions())
    if len(given.note) > MOST_WORDS:
        raise TooManyWordsError
    try:
        if given.article:
            _judge_link(review, given, reviewer)
        elif given.span is not None:
            _judge_measure(review, given, given.span, reviewer)
        else:
            _state_gap(review, given, reviewer)
    except KeyError:
        raise NoSuchVerdictError from None


def undo_at(left: str, right: str, session: Session, given: PlaceJudgement, reviewer: str) -> None:
    """Take back a person's judgement of a link or a measure.

    Raises `NotFoundError`, and as `judge_at`.
    """
    review = open_review(left, right, session, ReviewOptions())
    if given.article:
        review.undo(f"{given.item}={given.article}", reviewer)
    elif given.span is not None:
        judged = [
            one.entry
            for one in review.pair.laid.measures
            if is_same_measure(one, given.item, given.span)
        ]
        review.take_back(judged, reviewer, _name(review, given.item, given.span))


def _judge_link(review: ReviewSession, given: PlaceJudgement, reviewer: str) -> None:
    status = _LINKS[given.verdict]
    grade = given.grade if status == "confirmed" else None
    entry = review.entry(
        f"{given.item}={given.article}", judgement_of(reviewer, status, grade, given.note)
    )
    names = " = ".join(mark.num or mark.eid for mark in (entry.left, entry.right))
    word = "noted" if status == "suggested" else status
    review.store([entry], f"{names}: {word}{f' ({grade})' if grade else ''}")


def _judge_measure(review: ReviewSession, given: PlaceJudgement, span: Span, reviewer: str) -> None:
    status = _MEASURES[given.verdict]
    name = _name(review, given.item, span)
    judgement = judgement_of(reviewer, "suggested", None, given.note)
    articles = given.articles if status in ("answered", "partly") else ()
    entry = entry_at(
        review.pair,
        (given.item, span),
        name,
        MeasureJudgement(
            status=status,
            articles=articles,
            grade=given.grade if articles else None,
            note=judgement.note,
        ),
        judgement.reviewer,
    )
    review.store([entry], f"{name}: {status or 'noted'}")


def _state_gap(review: ReviewSession, given: PlaceJudgement, reviewer: str) -> None:
    name = judgement_of(reviewer, "suggested").reviewer
    entry = gap_entry(review.pair, given.item, given.columns, name)
    review.store([entry], f"{entry.left.num or entry.left.eid}: requirement")


def _name(review: ReviewSession, item: str, span: Span) -> str:
    """The name of the measure at a place: 15.2.

    A place that no measure has is none that the page showed, nor one that was judged. Raises
    `NoSuchArticleError`, `NoSuchSpanError`.
    """
    article = find_article(review.left.document, item)
    spans = {*cut_measures(article.text)}
    spans |= {one.span for one in review.pair.laid.measures if one.left == article.eid}
    if article.eid != item or span not in spans:
        raise NoSuchSpanError
    label = (article.num or article.eid).rstrip("．.、")
    return f"{label}.{sorted(spans).index(span) + 1}"
