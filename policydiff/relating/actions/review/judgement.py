"""review: a person's judgement, and the progress of all."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.measures import Grade
from policydiff.relating.actions.reviews import Pair
from policydiff.relating.engine.relation import Judgement, LinkStatus, Relation
from policydiff.relating.engine.review.judged_gaps import GapEntry
from policydiff.relating.engine.review.judged_measures import MeasureEntry
from policydiff.relating.engine.review.measure_reviewing import is_judged
from policydiff.relating.engine.review.reviews import ReviewEntry


class NobodyError(UsageError):
    """A judgement needs a name."""

    def __init__(self) -> None:
        super().__init__(Message("name the reviewer: --by NAME, or set POLICYDIFF_REVIEWER"))


def judgement_of(
    reviewer: str, status: LinkStatus, grade: Grade | None = None, note: str | None = None
) -> Judgement:
    """A person's judgement. Raises `NobodyError`."""
    name = _clean(reviewer).strip()
    if not name:
        raise NobodyError
    return Judgement(
        reviewer=name,
        status=status,
        grade=grade,
        note=_clean(note) if note and note.strip() else None,
    )


def _clean(text: str) -> str:
    """The text without lone surrogates of a terminal."""
    return text.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The progress of a review: the number of links by their judgements.

    `lost`, `lost_measures` and `lost_gaps` are judgements of absent texts, `open` links nobody
    judged, `measures` the judged measures.
    """

    judged: int
    confirmed: int
    rejected: int
    stale: int
    disputed: int
    lost: tuple[ReviewEntry, ...]
    open: int
    reviewers: tuple[str, ...]
    measures: int = 0
    lost_measures: tuple[MeasureEntry, ...] = ()
    lost_gaps: tuple[GapEntry, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The status as JSON, with the number of lost judgements."""
        counts = {
            name: getattr(self, name)
            for name in ("judged", "confirmed", "rejected", "stale", "disputed", "open", "measures")
        }
        lost = len(self.lost) + len(self.lost_measures) + len(self.lost_gaps)
        return {**counts, "lost": lost, "reviewers": list(self.reviewers)}


def status_of(relation: Relation, pair: Pair) -> Status:
    """The progress of the review of a relation to one document."""
    links = relation.links
    judged = [link for link in links if link.status != "suggested"]
    answers = [
        answer for measure in relation.measures for answer in measure.answers if is_judged(answer)
    ]
    return Status(
        judged=len(judged),
        confirmed=sum(link.status == "confirmed" for link in judged),
        rejected=sum(link.status == "rejected" for link in judged),
        stale=sum(link.stale for link in links) + sum(one.stale for one in answers),
        disputed=sum(link.disputed for link in links) + sum(one.disputed for one in answers),
        lost=pair.laid.lost,
        open=len(links) - len(judged),
        reviewers=pair.review.reviewers,
        measures=len(answers),
        lost_measures=pair.laid.lost_measures,
        lost_gaps=pair.laid.lost_gaps,
    )
