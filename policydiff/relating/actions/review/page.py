"""The review of one document beside others; a page names eIds and spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from policydiff.errors import InputError, NotFoundError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.comparison import Span
from policydiff.model.measures import AnswerJudgement, Grade, Measure, MeasureAnswer, MeasureStatus
from policydiff.relating.actions.review import gaps
from policydiff.relating.actions.review.judgement import judgement_of
from policydiff.relating.actions.review.measures import MeasureJudgement, entry_at
from policydiff.relating.actions.review.review import ReviewOptions, ReviewSession, open_review
from policydiff.relating.actions.reviews import find_article
from policydiff.relating.engine.opinion.measures import cut_measures
from policydiff.relating.engine.relation import (
    GAP_COLUMNS,
    GapColumn,
    Judgement,
    LinkStatus,
    Relation,
    name_of,
)
from policydiff.relating.engine.review import judged_measures
from policydiff.relating.engine.review.judged_gaps import GapEntry
from policydiff.relating.engine.review.measure_reviewing import carrying
from policydiff.relating.engine.review.reviews import Laid, PlacedEntry, ReviewEntry, judgement_key
from policydiff.relating.report.offers import offer_grade, offer_label, offer_note, offer_verdict
from policydiff.store.records.relations import StoredReview
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.concurrent_edits import WrittenMeanwhileError, merge_words
from policydiff.works.session import Session


class NoSuchSpanError(NotFoundError):
    """The item has no measure at this place."""

    def __init__(self) -> None:
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
    """Every pair of works with judgements, sorted by the left."""
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
    ``partly``, ``none``, or "" for a note alone, which leaves the stored verdict. `shown` are the
    form's cells as the page showed them; a form without any showed them empty, so that it
    overwrites nothing.
    """

    item: str
    article: str = ""
    span: Span | None = None
    verdict: str = ""
    grade: Grade | None = None
    note: str = ""
    articles: tuple[str, ...] = ()
    columns: Mapping[GapColumn, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)

    def merged(self, now: Mapping[str, str], sent: Mapping[str, str], by: str) -> dict[str, str]:
        """The cells to be stored, with the note; as `merge_words`."""
        return merge_words(now, {**sent, "note": self.note}, self.shown, by, ("verdict",))


_LINKS: Mapping[str, tuple[LinkStatus, Grade | None]] = {
    "": ("suggested", None),
    "confirmed": ("confirmed", None),
    "2": ("confirmed", 2),
    "1": ("confirmed", 1),
    "rejected": ("rejected", None),
}
_MEASURES: Mapping[str, MeasureStatus | None] = {
    "": None,
    "answered": "answered",
    "partly": "partly",
    "none": "none",
}
_GRADES: Mapping[str, Grade] = {"2": 2, "1": 1}


class NoSuchVerdictError(InputError):
    """The verdict of a form does not exist."""

    def __init__(self) -> None:
        super().__init__(Message("this form is not of this page; load the page again"))


def judge_at(left: str, right: str, session: Session, given: PlaceJudgement, reviewer: str) -> None:
    """Store a judgement of two stored works.

    Raises as `open_review` and `ReviewSession.store`, `NobodyError`, `NotAJudgementError`,
    `NoSuchArticleError`, `NoSuchSpanError`, `NoSuchVerdictError`, `TooManyWordsError`,
    `WrittenMeanwhileError`.
    """
    review = open_review(left, right, session, ReviewOptions())
    if len(given.note) > gaps.MOST_WORDS:
        raise gaps.TooManyWordsError
    with _dating(review, session, given, reviewer):
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
    """Take back a person's judgement. Raises `NotFoundError`, and as `judge_at`."""
    review = open_review(left, right, session, ReviewOptions())
    laid = review.pair.laid
    with _dating(review, session, given, reviewer):
        if given.article:
            own = _own_link(laid, (given.item, given.article), reviewer)
            _refuse_unseen(link_words(own.judgement if own else None), given, reviewer)
            review.undo(f"{given.item}={given.article}", reviewer)
        elif given.span is not None:
            place = given.item, given.span
            _refuse_unseen(_words_of(review, _own_measure(laid, place, reviewer)), given, reviewer)
            judged = [
                measure.entry
                for measure in laid.measures
                if judged_measures.is_same_measure(measure, *place)
            ]
            review.take_back(judged, reviewer, _name(review, *place))


def own_cells(
    left: str, right: str, session: Session, given: PlaceJudgement, reviewer: str
) -> dict[str, str]:
    """The cells of a person's stored judgement of a place, empty ones for none."""
    review = open_review(left, right, session, ReviewOptions())
    if given.article:
        own = _own_link(review.pair.laid, (given.item, given.article), reviewer)
        return link_words(own.judgement if own else None)
    if given.span is not None:
        return _words_of(review, _own_measure(review.pair.laid, (given.item, given.span), reviewer))
    stated = gaps.own_words(review.pair.laid, given.item, reviewer)
    return {column: stated.get(column, "") for column in GAP_COLUMNS}


def restore_at(
    pair: tuple[str, str],
    session: Session,
    given: PlaceJudgement,
    reviewer: str,
    cells: tuple[Mapping[str, str], Mapping[str, str]],
) -> None:
    """Put back what a person had stored at a place.

    `cells` are what it is to be, and what the act left there. Raises as `judge_at`.
    """
    (left, right), (before, after) = pair, cells
    if not given.article and given.span is None:
        columns = {column: before.get(column, "") for column in GAP_COLUMNS}
        judge_at(left, right, session, replace(given, columns=columns, shown=after), reviewer)
        return
    undo_at(left, right, session, replace(given, shown=after), reviewer)
    if any(before.values()):
        verdict, grade = before["verdict"], before.get("grade", "")
        again = replace(
            given,
            verdict="confirmed" if verdict in _GRADES else verdict,
            grade=_GRADES.get(verdict) or _GRADES.get(grade),
            note=before["note"],
            articles=tuple(filter(None, before.get("articles", "").split(","))),
            shown={},
        )
        judge_at(left, right, session, again, reviewer)


@contextmanager
def _dating(
    review: ReviewSession, session: Session, given: PlaceJudgement, reviewer: str
) -> Iterator[None]:
    """State in a `WrittenMeanwhileError` when the other words were stored."""
    try:
        yield
    except WrittenMeanwhileError as error:
        if given.article:
            link = f"{given.item}={given.article}"
            left, right = review.marks(link)
            names = [f"{left.num or left.eid} = {right.num or right.eid}", link]
        elif given.span is not None:
            names = [_name(review, given.item, given.span)]
        else:
            item = find_article(review.left.document, given.item)
            names = [item.num or item.eid]
        name = judgement_of(reviewer, "suggested").reviewer
        error.at = _written_at(review, session.store(), name, names)
        raise


def _written_at(review: ReviewSession, store: Repository, reviewer: str, names: list[str]) -> str:
    """The UTC time (ISO) of a reviewer's newest commit on a link or measure, or ""."""
    sides = review.pair.review.left.uri, review.pair.review.right.uri
    paths = [
        one.path
        for one in store.every_review()
        if not isinstance(one, InputError)
        and (one.review.left.uri, one.review.right.uri) == sides
        and reviewer in one.review.reviewers
    ]
    ends = tuple(f": undo {name}" for name in names)
    return next(
        (
            one.when.isoformat(timespec="seconds")
            for path in paths
            for one in store.log(path=path)
            if any(f": {name}: " in one.subject for name in names) or one.subject.endswith(ends)
        ),
        "",
    )


def _refuse_unseen(now: Mapping[str, str], given: PlaceJudgement, reviewer: str) -> None:
    """Refuse to take back what was not shown. Raises `WrittenMeanwhileError`."""
    merge_words(now, dict.fromkeys(now, ""), given.shown, reviewer, now)


def link_words(own: Judgement | None) -> dict[str, str]:
    """A person's judgement of a link by the cells of its form."""
    if own is None:
        return {"verdict": "", "note": ""}
    verdict = "" if own.status == "suggested" else str(own.grade or own.status)
    return {"verdict": verdict, "note": own.note or ""}


def measure_words(
    status: MeasureStatus | None, articles: Sequence[tuple[str, Grade | None]], note: str | None
) -> dict[str, str]:
    """A judgement of a measure by form cells; `articles` are numbers or eIds."""
    grade = articles[0][1] if articles else None
    return {
        "verdict": status or "",
        "articles": ",".join(name for name, _ in articles),
        "grade": str(grade or ""),
        "note": note or "",
    }


def measure_cells(
    answer: MeasureAnswer,
    own: AnswerJudgement | None,
    nums: Mapping[tuple[str, str], str | None],
) -> dict[str, str]:
    """The cells of a measure's form: the person's own, else computed ones."""
    articles: list[tuple[str, Grade | None]] = []
    if own is not None and own.status is not None:
        articles = [(nums.get((answer.right, eid)) or eid, grade) for eid, grade in own.articles]
    elif answer.status != "none":
        articles = [(article.num or article.eid, None) for article in carrying(answer)]
    status, note = (own.status, own.note) if own else (None, None)
    return measure_words(status, articles, note)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferForm:
    """A judgement on offer for a form, with the cells that it fills."""

    key: str
    label: str
    line: str
    cells: Mapping[str, str]


def offer_forms(
    relation: Relation,
    measure: Measure,
    answer: MeasureAnswer,
    own: AnswerJudgement | None,
    language: Language,
) -> Iterator[OfferForm]:
    """The judgements on offer for a person, their origin below the note of `own`."""
    right = next(one for one in relation.right if name_of(one) == answer.right)
    nums = {article.eid: article.num for article in right.articles}
    begin, end = measure.span
    for number, offer in enumerate(answer.offers, 1):
        notes = (own.note if own else None, offer_note(offer, language))
        grade = offer_grade(offer)
        articles = [(nums.get(eid) or eid, grade) for eid, _ in offer.articles]
        yield OfferForm(
            key=f"{measure.left}={answer.right}={begin}-{end}={number}",
            label=offer_label(offer, relation.left.title, language),
            line=offer_verdict(offer, nums, language),
            cells=measure_words(offer.status, articles, "\n".join(filter(None, notes))),
        )


def _judge_link(review: ReviewSession, given: PlaceJudgement, reviewer: str) -> None:
    link = f"{given.item}={given.article}"
    left, right = review.marks(link)
    name = judgement_of(reviewer, "suggested").reviewer
    pressed = str(given.grade or "confirmed") if given.verdict == "confirmed" else given.verdict
    sent = {"verdict": pressed} if pressed else {}

    def make(laid: Laid) -> ReviewEntry:
        own = _own_link(laid, (left.eid, right.eid), name)
        words = given.merged(link_words(own.judgement if own else None), sent, name)
        status, grade = _LINKS[words["verdict"]]
        entry = review.entry(link, judgement_of(name, status, grade, words["note"]))
        if own is None or pressed or status == "suggested":
            return entry
        return replace(own.entry, judgement=entry.judgement)  # a note judges no newer text

    names = f"{left.num or left.eid} = {right.num or right.eid}"
    status, grade = _LINKS[pressed]
    word = f"{status}{f' ({grade})' if grade else ''}" if pressed else "noted"
    review.write(name, make, f"{names}: {word}")


def _own_link(laid: Laid, link: tuple[str, str], reviewer: str) -> PlacedEntry | None:
    """The person's judgement of a link; of several the one that the page shows."""
    mine = (
        placement
        for placement in laid.placed
        if (placement.left, placement.right) == link and placement.entry.reviewer == reviewer
    )
    return min(mine, key=lambda one: judgement_key(one.judgement), default=None)


def _judge_measure(review: ReviewSession, given: PlaceJudgement, span: Span, reviewer: str) -> None:
    label = _name(review, given.item, span)
    name, place = judgement_of(reviewer, "suggested").reviewer, (given.item, span)
    articles = {"articles": ",".join(given.articles), "grade": str(given.grade or "")}
    if given.verdict == "none":
        articles = dict.fromkeys(articles, "")
    _ = _MEASURES[given.verdict]

    def make(laid: Laid) -> judged_measures.MeasureEntry:
        own = _own_measure(laid, place, name)
        now = _words_of(review, own)
        decided = own is not None and own.entry.status is not None
        sent = {}
        if given.verdict:
            sent = {"verdict": given.verdict, **articles}
        elif decided:
            sent = articles
        base = now if decided else {"verdict": "", "note": now["note"]}
        words = given.merged(base, sent, name)
        note = judgement_of(name, "suggested", None, words["note"]).note
        if own and decided and not given.verdict and words == {**now, "note": words["note"]}:
            return replace(own.entry, note=note)  # a note judges no newer text
        named = tuple(filter(None, words.get("articles", "").split(",")))
        judgement = MeasureJudgement(
            status=_MEASURES[words["verdict"]],
            articles=named,
            grade=_GRADES.get(words.get("grade", "")) if named else None,
            note=note,
        )
        return entry_at(review.pair, place, label, judgement, name)

    review.write(name, make, f"{label}: {given.verdict or 'noted'}")


def _own_measure(
    laid: Laid, place: tuple[str, Span], reviewer: str
) -> judged_measures.PlacedMeasure | None:
    """The person's judgement of a measure; of several the one that the page shows."""
    mine = (
        measure
        for measure in laid.measures
        if judged_measures.is_same_measure(measure, *place) and measure.entry.reviewer == reviewer
    )
    return min(mine, key=lambda one: judged_measures.measure_key(one.entry), default=None)


def _words_of(review: ReviewSession, own: judged_measures.PlacedMeasure | None) -> dict[str, str]:
    """A person's stored judgement of a measure by the cells of its form."""
    if own is None:
        return measure_words(None, (), None)
    texts = review.pair.texts[1].articles
    articles = [(texts[eid].num or eid, grade) for eid, grade in own.articles]
    return measure_words(own.entry.status, articles, own.entry.note)


def _state_gap(review: ReviewSession, given: PlaceJudgement, reviewer: str) -> None:
    name = judgement_of(reviewer, "suggested").reviewer
    item = find_article(review.left.document, given.item)

    def make(laid: Laid) -> GapEntry:
        own = gaps.own_words(laid, item.eid, name)
        now = {column: own.get(column, "") for column in GAP_COLUMNS}
        words = merge_words(now, given.columns, given.shown, name)
        return gaps.gap_entry(review.pair, item.eid, words, name)

    review.write(name, make, f"{item.num or item.eid}: requirement")


def _name(review: ReviewSession, item: str, span: Span) -> str:
    """A measure's name: 15.2. Raises `NoSuchArticleError`, `NoSuchSpanError`."""
    article = find_article(review.left.document, item)
    spans = {*cut_measures(article.text)}
    spans |= {measure.span for measure in review.pair.laid.measures if measure.left == article.eid}
    if article.eid != item or span not in spans:
        raise NoSuchSpanError
    label = (article.num or article.eid).rstrip("．.、")
    return f"{label}.{sorted(spans).index(span) + 1}"
