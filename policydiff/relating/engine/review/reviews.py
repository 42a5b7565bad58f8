"""Reviews: judgements on links and measures of two documents, and their effect.

Computation never overrides a person. A rejected link is no suggestion and covers nothing; a link of
grade 2 covers its article, one of grade 1 covers it in part, whatever the score. A contradiction of
reviewers is a dispute and covers in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.measures import Grade
from policydiff.relating.engine.relation import Judgement, LinkStatus
from policydiff.relating.engine.review.judged_gaps import GapEntry, PlacedGap, gap_key, lay_gaps
from policydiff.relating.engine.review.judged_measures import (
    MeasureEntry,
    PlacedMeasure,
    document_print,
    lay_measures,
    measure_key,
    replaced_by,
)
from policydiff.relating.engine.review.judged_texts import (
    DocumentTexts,
    Former,
    JudgedArticle,
    NotAJudgementError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A document of a review: `uri` is that of its work, None for a file."""

    title: str
    uri: str | None = None

    @classmethod
    def of(cls, document: Document) -> Party:
        """A document as a party of a review."""
        return cls(title=document.title, uri=document.uri)

    def is_same(self, other: Party) -> bool:
        """True for the same work: by URI where both have one, else by title."""
        return self.uri == other.uri if self.uri and other.uri else self.title == other.title


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """A judgement as it is stored, with the marks of both sides; `stale` is unused."""

    left: JudgedArticle
    right: JudgedArticle
    judgement: Judgement

    @property
    def reviewer(self) -> str:
        """The name of the person who judged."""
        return self.judgement.reviewer

    @property
    def versions(self) -> tuple[frozenset[str | None], frozenset[str | None]]:
        """The dates of the judged versions, of the left and of the right."""
        left, right = (
            frozenset({mark.version} if mark.text is not None else ())
            for mark in (self.left, self.right)
        )
        return left, right

    def check(self, where: str) -> None:
        """Raise `NotAJudgementError` for an empty, inconsistent or nameless judgement."""
        judgement = self.judgement
        if judgement.grade is not None and judgement.status != "confirmed":
            raise NotAJudgementError(where, Message("only a confirmed link has a grade"))
        if judgement.status == "suggested" and not judgement.note:
            raise NotAJudgementError(
                where, Message("neither confirmed nor rejected, and without a note")
            )
        if not judgement.reviewer.strip():
            raise NotAJudgementError(where, Message("nobody is named who judged it"))


StoredEntry = ReviewEntry | MeasureEntry | GapEntry
"""A judgement of any sort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The judgements of two works; their order has no meaning.

    `entries` are those of links, `measures` those of measures of the left, `gaps` the statements on
    its articles as requirements.
    """

    left: Party
    right: Party
    entries: tuple[ReviewEntry, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    gaps: tuple[GapEntry, ...] = ()

    @property
    def judged(self) -> frozenset[StoredEntry]:
        """All judgements."""
        return frozenset((*self.entries, *self.measures, *self.gaps))

    def only(self, keep: Callable[[StoredEntry], bool]) -> Review:
        """The review with some of its judgements."""
        return replace(
            self,
            entries=tuple(filter(keep, self.entries)),
            measures=tuple(filter(keep, self.measures)),
            gaps=tuple(filter(keep, self.gaps)),
        )

    def of(self, reviewer: str) -> Review:
        """The review with the judgements of one reviewer only."""
        return self.only(lambda entry: entry.reviewer == reviewer)

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The names of the reviewers, each once, sorted."""
        return tuple(sorted({entry.reviewer for entry in self.judged}))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEntry:
    """An entry laid upon two documents, with its articles there."""

    left: str
    right: str
    entry: ReviewEntry
    stale: bool = False

    @property
    def judgement(self) -> Judgement:
        """The judgement, stale if the judged text changed."""
        return replace(self.entry.judgement, stale=self.stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A review laid upon two documents: placed judgements, and those of lost texts."""

    placed: tuple[PlacedEntry, ...] = ()
    lost: tuple[ReviewEntry, ...] = ()
    measures: tuple[PlacedMeasure, ...] = ()
    lost_measures: tuple[MeasureEntry, ...] = ()
    gaps: tuple[PlacedGap, ...] = ()
    lost_gaps: tuple[GapEntry, ...] = ()

    @property
    def count_lost(self) -> int:
        """The number of judgements of lost texts."""
        return len(self.lost) + len(self.lost_measures) + len(self.lost_gaps)


def merge(first: Review, *others: Review) -> Review:
    """All judgements of several reviews of one pair, in any order, each once."""
    entries = {entry for review in (first, *others) for entry in review.entries}
    party = min(
        (review for review in (first, *others)), key=lambda review: _rank(review.left, review.right)
    )
    measures = {entry for review in (first, *others) for entry in review.measures}
    gaps = {entry for review in (first, *others) for entry in review.gaps}
    return Review(
        left=party.left,
        right=party.right,
        entries=tuple(sorted(entries, key=_entry_key)),
        measures=tuple(sorted(measures, key=measure_key)),
        gaps=tuple(sorted(gaps, key=gap_key)),
    )


def lay(
    review: Review,
    left: DocumentTexts,
    right: DocumentTexts,
    formers: tuple[Former, Former] = ({}, {}),
) -> Laid:
    """The articles of each judgement; `formers` map judged versions to these texts."""
    placed: list[PlacedEntry] = []
    lost: list[ReviewEntry] = []
    for entry in review.entries:
        ours = left.find(entry.left, formers[0].get(entry.left.version or ""))
        theirs = right.find(entry.right, formers[1].get(entry.right.version or ""))
        if ours.eid is None or theirs.eid is None:
            lost.append(entry)
        else:
            placed.append(
                PlacedEntry(
                    left=ours.eid, right=theirs.eid, entry=entry, stale=ours.stale or theirs.stale
                )
            )
    measures, lost_measures = lay_measures(review.measures, left, right, formers[1])
    gaps, lost_gaps = lay_gaps(review.gaps, left, document_print(right), formers[0])
    return Laid(
        placed=tuple(placed),
        lost=tuple(lost),
        measures=measures,
        lost_measures=lost_measures,
        gaps=gaps,
        lost_gaps=lost_gaps,
    )


def judge_measure(
    laid: Laid, review: Review, left: DocumentTexts, right: DocumentTexts, entry: MeasureEntry
) -> Review:
    """The review with a judgement on a measure, over the reviewer's earlier one."""
    placed, _ = lay_measures([entry], left, right, {})
    measures = review.measures
    for placement in placed:
        measures = replaced_by(measures, laid.measures, placement)
    return merge(replace(review, measures=measures))


def state_gap(laid: Laid, review: Review, left: DocumentTexts, entry: GapEntry) -> Review:
    """The review with a statement over the earlier one; without words it is removed."""
    eid = left.find(entry.left).eid
    gone = {
        gap.entry for gap in laid.gaps if gap.left == eid and gap.entry.reviewer == entry.reviewer
    }
    gaps = tuple(one for one in review.gaps if one not in gone)
    return merge(replace(review, gaps=(*gaps, entry) if entry.words else gaps))


def judge(
    laid: Laid, review: Review, left: DocumentTexts, right: DocumentTexts, entry: ReviewEntry
) -> Review:
    """The review with a judgement on a link, over the reviewer's earlier one."""
    remaining = without(
        laid,
        review,
        (left.find(entry.left).eid, right.find(entry.right).eid),
        entry.judgement.reviewer,
    )
    others = tuple(one for one in remaining.entries if _texts(one) != _texts(entry))
    return merge(replace(remaining, entries=(*others, entry)))


def _texts(entry: ReviewEntry) -> tuple[str | None, ...]:
    return (
        entry.left.eid,
        entry.left.text,
        entry.right.eid,
        entry.right.text,
        entry.judgement.reviewer,
    )


def without(
    laid: Laid, review: Review, link: tuple[str | None, str | None], reviewer: str
) -> Review:
    """The review without one reviewer's judgement on a link of `laid`."""
    gone = {
        placed.entry
        for placed in laid.placed
        if (placed.left, placed.right) == link and placed.judgement.reviewer == reviewer
    }
    return review.only(lambda entry: entry not in gone)


def judgement_key(judgement: Judgement) -> tuple[str, str, int, str]:
    """A key that orders the judgements of a link."""
    return judgement.reviewer, judgement.status, judgement.grade or 0, judgement.note or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result of all judgements on one link."""

    status: LinkStatus
    grade: Grade | None
    note: str | None
    reviewer: str | None
    stale: bool
    disputed: bool


def verdict(judgements: Sequence[Judgement]) -> Verdict:
    """The result of several judgements, in any order.

    Those of the present text win over stale ones. Agreeing ones hold; a grade holds if nobody gave
    another. Contradictions and differing grades are a dispute: confirmed, with the lower grade.
    """
    decided = [judgement for judgement in judgements if judgement.status != "suggested"]
    basis = [one for one in decided if not one.stale] or decided
    statuses = {one.status for one in basis}
    grades = {one.grade for one in basis if one.grade is not None}
    return Verdict(
        status="suggested" if not basis else "confirmed" if "confirmed" in statuses else "rejected",
        grade=min(grades, default=None),
        note=_notes(judgements),
        reviewer=", ".join(sorted({one.reviewer for one in judgements})) or None,
        stale=any(one.stale for one in basis),
        disputed=len(statuses) > 1 or len(grades) > 1,
    )


def _notes(judgements: Iterable[Judgement]) -> str | None:
    """The only note, or all notes with their writers."""
    noted = sorted(
        {(judgement.reviewer, judgement.note) for judgement in judgements if judgement.note}
    )
    if len(noted) == 1:
        return noted[0][1]
    return "; ".join(f"{reviewer}: {note}" for reviewer, note in noted) or None


def _rank(left: Party, right: Party) -> tuple[str, ...]:
    return tuple(part or "\uffff" for part in (left.uri, left.title, right.uri, right.title))


def _entry_key(entry: ReviewEntry) -> tuple[str, ...]:
    judgement = entry.judgement
    sides = (
        _sort_key(part)
        for side in (entry.left, entry.right)
        for part in (side.eid, side.text, side.version, side.num, side.words)
    )
    return (
        *sides,
        judgement.reviewer,
        judgement.status,
        str(judgement.grade or ""),
        _sort_key(judgement.note),
    )


def _sort_key(text: str | None) -> str:
    """The text as a part of a key; None sorts before the empty text."""
    return "" if text is None else f"={text}"
