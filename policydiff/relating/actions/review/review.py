"""review: a person judges the links between two texts; each is stored at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.reading.load import read_file
from policydiff.relating.actions.relate import LIMIT, relate, text_to_relate
from policydiff.relating.actions.review.gaps import gaps_from_workbook
from policydiff.relating.actions.review.judgement import NobodyError, Status, status_of
from policydiff.relating.actions.review.measures import (
    MeasureJudgement,
    measure_entry,
    measures_to_judge,
    place_measure,
)
from policydiff.relating.actions.review.sheet import read_any_review
from policydiff.relating.actions.reviews import (
    MOST_BYTES,
    NoSuchArticleError,
    Pair,
    ReviewSources,
    UnstoredError,
    named,
    resolved,
    with_offers,
)
from policydiff.relating.engine.relation import Judgement, Link, Relation, name_of
from policydiff.relating.engine.review.judged_gaps import GapEntry
from policydiff.relating.engine.review.judged_measures import MeasureEntry, is_same_measure
from policydiff.relating.engine.review.judged_texts import JudgedArticle
from policydiff.relating.engine.review.review_toml import write_review
from policydiff.relating.engine.review.reviewing import apply_reviews
from policydiff.relating.engine.review.reviews import (
    Laid,
    Review,
    ReviewEntry,
    StoredEntry,
    judge,
    judge_measure,
    merge,
    state_gap,
)
from policydiff.relating.report.measures import ShownMeasure
from policydiff.store.records.relations import PlannedReview
from policydiff.works.resolve import Resolved, TextOptions
from policydiff.works.session import Session
from policydiff.works.writing import write_file

_LINK = re.compile(r"(?P<left>[^=＝]+)[=＝](?P<right>.+)", re.DOTALL)
_MIDDLE = 0.5
"""The least certain score: a person's word on it is worth most."""


class NoLinkError(UsageError):
    """The input does not name a link."""

    def __init__(self, text: str) -> None:
        super().__init__(
            Message(
                "“{text}” names no link; write the two articles with = between them: 15=第四十一条",
                text=text,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions(TextOptions):
    """The choices of `relate`, and a `file` of judgements instead of stored ones."""

    file: Path | None = None
    limit: int = LIMIT


class ReviewSession:
    """Two texts, the links computed between them, and the judgements so far."""

    def __init__(
        self, left: Resolved, right: Resolved, session: Session, options: ReviewOptions
    ) -> None:
        """Use `open_review` instead."""
        self.left, self.right = left, right
        self._options = options
        self._session = session
        self.pair = self._read()
        self._computed: Relation | None = None

    def _read(self) -> Pair:
        file = self._options.file
        files = (file,) if file is not None and file.exists() else ()
        return ReviewSources(session=self._session, files=files, stored=file is None).pairs(
            self.left, [self.right]
        )[0]

    @property
    def file(self) -> Path | None:
        """The file in which judgements are stored; None for the repository."""
        return self._options.file

    def relation(self) -> Relation:
        """The relation with all judgements so far."""
        name = name_of(self.right.document)
        if self._computed is None:
            also = frozenset(
                (placement.left, name, placement.right) for placement in self.pair.laid.placed
            )
            limit = self._options.limit + len(also)
            self._computed = relate(
                self.left.document, [self.right.document], limit=limit, also=also
            )
        laid = self.pair.laid
        return apply_reviews(
            self._computed, {name: laid.placed}, {name: laid.measures}, limit=self._options.limit
        )

    def to_judge(self, reviewer: str | None = None) -> tuple[Link, ...]:
        """The links to judge: disputed, stale, least certain, judged only by others."""
        ranked = [
            (rank, abs(link.score - _MIDDLE), link)
            for link in self.relation().links
            if (rank := _urgency(link, reviewer)) is not None
        ]
        return tuple(link for _, _, link in sorted(ranked, key=lambda one: one[:2]))

    def status(self) -> Status:
        """The progress of the review."""
        return status_of(self.relation(), self.pair)

    def measures_to_judge(self) -> list[ShownMeasure]:
        """The measures that want a judgement, as `to_judge`, with what is on offer."""
        stored = self._options.file is None
        relation = with_offers(self.relation(), [self.pair], self._session, stored=stored)
        return measures_to_judge(relation)

    def entry(self, link: str, judgement: Judgement) -> ReviewEntry:
        """A judgement of the link that a person names (15=第四十一条).

        Raises `NoLinkError`, `NoSuchArticleError`, `NotAJudgementError`.
        """
        marks = self.marks(link)
        entry = ReviewEntry(left=marks[0], right=marks[1], judgement=judgement)
        entry.check(link)
        return entry

    def measure_entry(self, name: str, judgement: MeasureJudgement, reviewer: str) -> MeasureEntry:
        """A judgement of the named measure (15.2). Raises as `measure_entry`."""
        return measure_entry(self.relation(), self.pair, name, judgement, reviewer)

    def marks(self, link: str) -> tuple[JudgedArticle, JudgedArticle]:
        """The two articles of a link. Raises `NoLinkError`, `NoSuchArticleError`."""
        left, right = _names(link)
        return named(self.left.document, left), named(self.right.document, right)

    def store(self, entries: Sequence[StoredEntry], summary: str) -> None:
        """Store judgements over the reviewers' earlier ones; raises as `write_review`."""

        def change(review: Review, reviewer: str) -> Review:
            for one in (entry for entry in entries if entry.reviewer == reviewer):
                review = self._with(one, review, self.pair.lay(review))
            return review

        self._change({one.reviewer for one in entries}, change, summary)

    def write(self, reviewer: str, make: Callable[[Laid], StoredEntry], summary: str) -> None:
        """Store the judgement that `make` gives for the stored ones of then; as `store`."""

        def change(review: Review, _reviewer: str) -> Review:
            laid = self.pair.lay(review)
            return self._with(make(laid), review, laid)

        self._change({reviewer}, change, summary)

    def _with(self, entry: StoredEntry, review: Review, laid: Laid) -> Review:
        if isinstance(entry, MeasureEntry):
            return judge_measure(laid, review, *self.pair.texts, entry)
        if isinstance(entry, GapEntry):
            return state_gap(laid, review, self.pair.texts[0], entry)
        return judge(laid, review, *self.pair.texts, entry)

    def undo(self, link: str, reviewer: str) -> None:
        """Remove a reviewer's judgements of a link (15=第四十一条) or a measure (15.2).

        Lost texts count by their former names. Raises `NotFoundError`, `NoLinkError`,
        `NoSuchMeasureError`.
        """
        judged = self._of_link(link) if _LINK.fullmatch(link) else self._of_measure(link)
        self.take_back(judged, reviewer, link)

    def take_back(self, judged: Iterable[StoredEntry], reviewer: str, link: str) -> None:
        """Remove a reviewer's judgements of `link`. Raises `NotFoundError`."""
        gone = {entry for entry in judged if entry.reviewer == reviewer}
        if not gone:
            raise NotFoundError(
                Message("{reviewer} has not judged {link}", reviewer=reviewer, link=link)
            )

        def change(review: Review, _reviewer: str) -> Review:
            return review.only(lambda entry: entry not in gone)

        self._change({reviewer}, change, f"undo {link}")

    def _of_link(self, link: str) -> set[ReviewEntry]:
        """The judgements of a link by its name; without any, those of lost texts."""
        place = self._place(link)
        placed = {
            placement.entry
            for placement in self.pair.laid.placed
            if (placement.left, placement.right) == place
        }
        return placed or self._lost(link)

    def _of_measure(self, name: str) -> set[MeasureEntry]:
        """The judgements of a measure by its name, or by its words if it is lost."""
        lost = {
            measure
            for measure in self.pair.laid.lost_measures
            if name and measure.left.words == name
        }
        if lost:
            return lost
        left, span = place_measure(self.relation(), name)
        return {one.entry for one in self.pair.laid.measures if is_same_measure(one, left, span)}

    def _place(self, link: str) -> tuple[str, str] | None:
        """The two eIds of a link, None for an absent article. Raises `NoLinkError`."""
        try:
            left, right = self.marks(link)
        except NoSuchArticleError:
            return None
        return left.eid, right.eid

    def _lost(self, link: str) -> set[ReviewEntry]:
        left, right = _names(link)
        return {
            entry
            for entry in self.pair.laid.lost
            if left in _called(entry.left) and right in _called(entry.right)
        }

    def _change(
        self, reviewers: Iterable[str], change: Callable[[Review, str], Review], summary: str
    ) -> None:
        if self._options.file is not None:
            self._change_file(self._options.file, sorted(reviewers), change)
        elif self.pair.works is not None:
            self._change_repository(sorted(reviewers), change, summary)
        else:
            raise UnstoredError(
                next(
                    side.operand
                    for side in (self.left, self.right)
                    if side.file_name is not None or not side.document.uri
                )
            )
        self.pair = self._read()

    def _change_file(
        self, file: Path, reviewers: Sequence[str], change: Callable[[Review, str], Review]
    ) -> None:
        review = self._read().review
        for reviewer in reviewers:
            others = review.only(_not_of(reviewer))
            review = merge(others, change(review.of(reviewer), reviewer))
        sources = [side.path for side in (self.left, self.right) if side.path is not None]
        write_file(write_review(merge(review), *self.pair.texts).encode(), file, sources=sources)

    def _change_repository(
        self, reviewers: Sequence[str], change: Callable[[Review, str], Review], summary: str
    ) -> None:
        works = self.pair.works
        if works is None:  # pragma: no cover - the caller has looked
            return
        changes = {reviewer: _for(reviewer, change) for reviewer in reviewers}
        planned = PlannedReview(
            left=works[0], right=works[1], changes=changes, texts=self.pair.texts, summary=summary
        )
        self._session.store().write_review(planned)

    def bring(self, path: Path, reviewer: str | None) -> tuple[int, int]:
        """Store the judgements of a file; those without a name are `reviewer`'s.

        Returns the number of new or changed ones, and of stored ones. Raises as
        `review_sheet.read_any_review`, `NobodyError`.
        """
        return self.take(read_file(path, MOST_BYTES), path.name, reviewer)

    def take(self, data: bytes, name: str, reviewer: str | None) -> tuple[int, int]:
        """Store the judgements of a file's bytes; as `bring`."""
        filled = gaps_from_workbook(data, name, self.pair, reviewer or "")
        if filled is not None:
            return self._bring_gaps(filled)
        review = resolved(
            read_any_review(data, name, self.pair.texts, reviewer), *self.pair.texts, name
        )
        given: tuple[StoredEntry, ...] = (*review.entries, *review.measures, *review.gaps)
        if any(not one.reviewer.strip() for one in given):  # a workbook names nobody
            raise NobodyError
        fresh = [entry for entry in given if entry not in self.pair.review.judged]
        if fresh:
            self.store(fresh, _from_file(len(fresh)))
        return len(fresh), len(given) - len(fresh)

    def _bring_gaps(self, filled: Sequence[GapEntry]) -> tuple[int, int]:
        if any(not one.reviewer.strip() for one in filled):
            raise NobodyError
        fresh = [entry for entry in filled if entry not in self.pair.review.judged]
        if fresh:
            self.store(fresh, _from_file(len(fresh)))
        return len(fresh), len(filled) - len(fresh)

    def export(self) -> bytes:
        """All judgements as one file."""
        return write_review(self.pair.review, *self.pair.texts).encode()


def open_review(left: str, right: str, session: Session, options: ReviewOptions) -> ReviewSession:
    """Open two operands for review. Raises as `whole_document` and `pairs`."""
    return ReviewSession(
        text_to_relate(left, session, options),
        text_to_relate(right, session, options),
        session,
        options,
    )


def _names(link: str) -> tuple[str, str]:
    """The typed names of the two sides of a link. Raises `NoLinkError`."""
    match = _LINK.fullmatch(link)
    if match is None:
        raise NoLinkError(link)
    return match["left"].strip(), match["right"].strip()


def _called(article: JudgedArticle) -> tuple[str, ...]:
    """The eId of a judged article, its number, and that without the last stop."""
    num = article.num or article.eid
    return article.eid, num, num.rstrip("．.、")


def _from_file(count: int) -> Message:
    return Message.counted(
        "{count} judgement from a file", "{count} judgements from a file", count, count=count
    )


def _not_of(reviewer: str) -> Callable[[StoredEntry], bool]:
    return lambda entry: entry.reviewer != reviewer


def _for(reviewer: str, change: Callable[[Review, str], Review]) -> Callable[[Review], Review]:
    return lambda review: change(review, reviewer)


def _urgency(link: Link, reviewer: str | None) -> int | None:
    """The rank of a link for judging, 0 the most urgent; None if it needs none."""
    if link.disputed:
        return 0
    if link.stale:
        return 1
    if link.status == "suggested":
        return 2
    mine = any(
        judgement.reviewer == reviewer and judgement.status != "suggested" and not judgement.stale
        for judgement in link.judgements
    )
    return None if reviewer is None or mine else 3
