"""Judgements of people on changed works, followed to the text before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from policydiff.errors import InputError
from policydiff.following.actions.changes import ChangedTexts
from policydiff.following.engine.affected import AffectedPlace, ClauseEffect, ListedText
from policydiff.model.document import Document
from policydiff.relating.engine.review.judged_texts import DocumentTexts, JudgedArticle, follow
from policydiff.relating.engine.review.reviews import Party, Review
from policydiff.store.records.relations import StoredReview
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository

EffectOn = Callable[[ChangedTexts, VersionRecord, str], ClauseEffect | None]
"""Gives what a change did to a provision of a version."""


def judged_places(
    store: Repository,
    changed: Sequence[ChangedTexts],
    effect_on: EffectOn,
    unread: list[tuple[str, str]],
) -> Iterator[tuple[ListedText, AffectedPlace]]:
    """The judgements on articles of changed works, with the other side's text."""
    uris = [one.uri.encode() for one in changed]
    reviews = store.every_review(lambda data: any(uri in data for uri in uris)) if uris else ()
    for found in reviews:
        if isinstance(found, InputError):
            unread.append(("relations", str(found.message)))
            continue
        for one in changed:
            if one.uri in (found.review.left.uri, found.review.right.uri):
                yield from _JudgedWork(store=store, changed=one, effect_on=effect_on).places(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    """A judged article of a changed work, and the place on the other side."""

    mark: JudgedArticle
    number: str
    eid: str | None
    words: str
    person: str


@dataclass(slots=True, kw_only=True)
class _JudgedWork:
    """The judgements of one file on one changed work."""

    store: Repository
    changed: ChangedTexts
    effect_on: EffectOn
    _texts: DocumentTexts | None = None
    _former: dict[str, dict[str, str]] = field(default_factory=dict)

    def places(self, stored: StoredReview) -> Iterator[tuple[ListedText, AffectedPlace]]:
        """The rows of a review, those of rejected links left out."""
        review = stored.review
        left = review.left.uri == self.changed.uri
        row = self._row(review.right if left else review.left)
        for one in _judgements(review, left=left):
            eid = self._find(one.mark)
            before = self.changed.change.before or self.changed.change.work.versions[-1]
            effect = None if eid is None else self.effect_on(self.changed, before, eid)
            if effect is not None:
                yield (
                    row,
                    AffectedPlace(
                        connection="judged",
                        work=self.changed.uri,
                        effect=effect,
                        eid=one.eid,
                        number=one.number,
                        words=one.words,
                        cited=one.mark.num,
                        meant=one.mark.version,
                        person=one.person,
                    ),
                )

    def _find(self, mark: JudgedArticle) -> str | None:
        """The judged article before the change: by its words, else its successor."""
        if self._texts is None:
            self._texts = DocumentTexts.of(self.changed.index().document)
        return self._texts.find(mark, self._followed(mark, self._texts)).eid

    def _followed(self, mark: JudgedArticle, now: DocumentTexts) -> dict[str, str] | None:
        if mark.text is None or mark.text in now.prints or mark.version is None:
            return None
        if mark.version not in self._former:
            versions = self.changed.change.work.versions
            judged = next((one for one in versions if one.date == mark.version), None)
            texts = None if judged is None else DocumentTexts.of(self.store.load(judged))
            self._former[mark.version] = {} if texts is None else follow(texts, now)
        return self._former[mark.version] or None

    def _row(self, party: Party) -> ListedText:
        work = self.store.catalogue().by_uri(party.uri or "")
        if work is None or not work.versions:
            return ListedText(title=party.title, uri=party.uri)
        head = next((one for _, one in self.store.heads(work.versions[-1:])), None)
        known = head if isinstance(head, Document) else None
        return ListedText(
            title=work.title,
            uri=work.uri,
            date=work.versions[-1].date,
            kind=work.kind,
            document_number=None if known is None else known.document_number,
            authority=None if known is None else known.authority,
        )


def _judgements(review: Review, *, left: bool) -> Iterator[_Judgement]:
    """The judged articles of one side, with the other side's places.

    Rejected links give none. A law on the left has requirements that rules answer, one on the right answers measures.
    """
    for one in review.entries:
        mark, other = (one.left, one.right) if left else (one.right, one.left)
        if one.judgement.status != "rejected":
            yield _Judgement(
                mark=mark,
                number=other.num or other.eid,
                eid=other.eid,
                words=other.words or "",
                person=one.reviewer,
            )
    for gap in review.gaps if left else ():
        words = "；".join(text for _, text in gap.words)
        yield _Judgement(mark=gap.left, number="", eid=None, words=words, person=gap.reviewer)
    for measure in () if left else review.measures:
        for article in measure.articles:
            yield _Judgement(
                mark=article.mark,
                number=measure.left.num or measure.left.eid,
                eid=measure.left.eid,
                words=measure.left.words or "",
                person=measure.reviewer,
            )
